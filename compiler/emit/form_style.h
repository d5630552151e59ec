// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace kava {

/// The style of every form: one column on a phone, A4 on paper, nothing below 10 points, dark on
/// light.
inline constexpr std::string_view form_style = R"css(
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 11pt/1.45 "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; break-after: avoid; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; break-after: avoid; }
section > p, main > div > p { break-after: avoid; }
p { margin: 0 0 .6rem; orphans: 3; widows: 3; }
code { font-family: "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: 10pt; }
.form-title { color: #444; margin: 0; }
.draft { display: inline-block; padding: .2rem .6rem; border: 2px solid #8a4b00; color: #8a4b00; font-weight: bold; }
.complete { color: #1c5c2e; }
.incomplete { border-left: 4px solid #a11; padding: .4rem .9rem; margin: .6rem 0; }
.incomplete p { font-weight: bold; color: #a11; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #eceff3; }
thead { display: table-header-group; }
tfoot { display: table-row-group; }
tfoot th, tfoot td { font-weight: 600; }
tr { break-inside: avoid; }
.rows { table-layout: fixed; }
.rows thead th:nth-child(1) { width: 36%; }
.rows.counted thead th:nth-child(1) { width: 2.6rem; }
.rows.counted thead th:nth-child(2) { width: 36%; }
.rows tbody th { font-weight: 600; }
.list.counted thead th:nth-child(1) { width: 2.6rem; }
.number, .amount { text-align: right; white-space: nowrap; }
.help { display: block; font-weight: normal; font-size: 10pt; color: #444; }
.share { float: right; color: #444; white-space: nowrap; }
.missing { color: #a11; font-weight: bold; }
.list { overflow-wrap: break-word; }
.wide { overflow-x: auto; }
ul, ol { margin: 0; padding-left: 1.3rem; }
.lines, .ticks { list-style: none; padding-left: 0; }
.lines li + li { margin-top: .3rem; }
.box { display: inline-block; width: .9em; height: .9em; line-height: .85em; margin-right: .6em; border: 1.5px solid #1a1a1a; text-align: center; font-weight: bold; vertical-align: -.08em; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.line { display: block; height: 1.5em; border-bottom: 1px solid #1a1a1a; }
.line.short { max-width: 12rem; }
.line.signature { height: 3.4em; max-width: 22rem; }
td p:last-child, td div:last-child > p:last-child, dd p:last-child { margin-bottom: 0; }
footer { margin-top: 2rem; padding-top: .4rem; border-top: 1px solid #767676; font-size: 10pt; color: #444; break-inside: avoid; }
.document { max-width: 44rem; }
.document h1 { text-align: center; text-transform: uppercase; letter-spacing: .12em; font-size: 1.9rem; margin: 1.5rem 0 2rem; }
.document > section, .document > div { margin-bottom: 1.4rem; }
.document h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; }
.document > .draft { display: table; margin: 0 auto 1.5rem; }
dl { margin: 0 0 1rem; }
dl > div { display: grid; grid-template-columns: 36% 1fr; gap: .2rem 1.2rem; padding: .35rem 0; align-items: start; break-inside: avoid; }
dt { color: #444; }
dd { margin: 0; }
.blank { align-self: end; }
dd > .line { margin-top: -.3em; }
.document th, .document td { border: 0; border-bottom: 1px solid #b5b5b5; padding: .35rem .6rem .35rem 0; }
.document thead th { background: none; border-bottom: 1.5px solid #1a1a1a; }
@media screen and (max-width: 40rem) {
  .rows, .rows tbody, .rows tr, .rows th, .rows td, .list, .list tbody, .list tr, .list td,
  .list tfoot, .list tfoot th { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border: 1px solid #767676; margin-bottom: .6rem; }
  th, td { border: 0; }
  .number, .amount { text-align: left; }
  .list td::before { content: attr(data-label) ": "; font-weight: 600; }
  dl > div { grid-template-columns: 1fr; }
}
@page { size: A4; margin: 18mm 15mm; }
@media print {
  .wide { overflow: visible; }
  main { max-width: none; padding: 0 1px; }  /* Half of a table's outer border lies outside of it. */
  .document { padding: 0 8mm; }
  .document footer { margin-top: 1rem; }
  a { color: inherit; text-decoration: none; }
}
)css";

}  // namespace kava
