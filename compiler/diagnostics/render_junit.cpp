// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_junit.h"

#include <fmt/format.h>

#include "compiler/diagnostics/parts.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/diagnostics/render_xml.h"

namespace kava {
namespace {

struct Totals {
  size_t tests, failures, errors;
};

void add_totals(pugi::xml_node node, const Totals& totals) {
  xml::attribute(node, "name", "kava");
  xml::attribute(node, "tests", totals.tests);
  xml::attribute(node, "failures", totals.failures);
  xml::attribute(node, "errors", totals.errors);
  xml::attribute(node, "time", "0");
}

}  // namespace

auto JunitDiagnostics::of(std::string_view path) -> Case& {
  const auto [place, is_new] = places_.try_emplace(std::string(path), cases_.size());
  if (is_new) cases_.emplace_back().path = path;
  return cases_[place->second];
}

void JunitDiagnostics::add(std::string& /*out*/, const Report& report,
                           const SourceLookup& sources) {
  Case& found = of(place_of(report.where, sources).path);
  const bool fails = report.severity == Severity::Error;
  std::string& text = fails ? found.errors : found.others;
  if (!text.empty()) text += '\n';
  render_text(text, report, sources, {language_, false});
  if (!fails) return;
  found.unread = found.unread || is_about_reading(report);
  if (++found.error_count > 1) return;
  found.code = diagnostic_rows()[report.message.row].code;
  found.message = words_of(report.message, language_);
}

void JunitDiagnostics::end(std::string& out, const Ending& /*ending*/) {
  Totals totals{cases_.size(), 0, 0};
  for (const Case& found : cases_) {
    if (found.error_count > 0) ++(found.unread ? totals.errors : totals.failures);
  }
  pugi::xml_document document;
  xml::begin(document);
  pugi::xml_node suites = document.append_child("testsuites");
  add_totals(suites, totals);
  pugi::xml_node suite = suites.append_child("testsuite");
  add_totals(suite, totals);
  for (const Case& found : cases_) {
    pugi::xml_node test = suite.append_child("testcase");
    xml::attribute(test, "classname", "kava");
    xml::attribute(test, "name", found.path);
    xml::attribute(test, "file", found.path);
    xml::attribute(test, "time", "0");
    if (found.error_count > 0) {
      // One element for all errors of a file: many readers look at the first alone.
      pugi::xml_node failure = test.append_child(found.unread ? "error" : "failure");
      const size_t more = found.error_count - 1;
      xml::attribute(failure, "message",
                     more == 0 ? found.message : fmt::format("{} (+ {})", found.message, more));
      xml::attribute(failure, "type", found.code);
      xml::content(failure, found.errors);
    }
    if (!found.others.empty()) xml::content(test.append_child("system-out"), found.others);
  }
  xml::write(out, document);
}

}  // namespace kava
