// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_content.h"

#include <fmt/format.h>
#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/BLAKE3.h>

#include <algorithm>
#include <unordered_set>

#include "compiler/model/derived.h"

namespace kava {

void ValueWriter::write(const Content& content, Layout layout) {
  if (content.joined) {
    std::string whole;
    for (const Answer& answer : content.values) whole += formatted(model_, answer, tag_).text;
    html_.text(whole);
    return;
  }
  const bool numbered = layout == Layout::Numbered;
  if (layout == Layout::Inline || (content.values.size() == 1 && !numbered))
    return write_inline(content);
  const auto list =
      html_.element(numbered ? "ol" : "ul", {{"class", numbered ? "numbered" : "lines"}});
  // Several courses may bring the same line; one of them says it all.
  std::unordered_set<std::string> lines;
  for (const Answer& answer : content.values) {
    if (!numbered && !lines.insert(formatted(model_, answer, tag_).text).second) continue;
    const auto item = html_.tagged("<li>");
    write_value(answer);
  }
}

void ValueWriter::write_cell(const Content& content, Layout layout) {
  const Answer& first = content.values.front();
  if (content.values.size() == 1 && first.kind == Answer::Kind::Amount && first.lower) {
    html_.text(formatted(model_, Quantity{first.lower->value, Measure::none}, tag_));
    return;
  }
  write(content, layout);
}

void ValueWriter::write_inline(const Content& content) {
  bool first = true;
  for (const Answer& answer : content.values) {
    if (!first) html_.text(", ");
    first = false;
    write_value(answer);
  }
}

void ValueWriter::write_value(const Answer& answer) {
  if (const auto written = written_text(answer, tag_)) return write_in_language(*written);
  const TextInLanguage value = formatted(model_, answer, tag_);
  write_in_language({value.text, value.tag, value.descriptive});
}

void ValueWriter::write_in_language(const TextViewInLanguage& value) {
  const bool foreign = value.tag != tag_ && !value.tag.empty();
  if (!foreign) return write_text(value);
  const auto element = html_.element(value.descriptive ? "div" : "span", {{"lang", value.tag}});
  write_text(value);
}

void ValueWriter::write_text(const TextViewInLanguage& value) {
  if (value.descriptive) html_.commonmark(value.text);
  else html_.text(value.text);
}

void ValueWriter::write_ticks(const Content& content, const Things& choices) {
  const auto list = html_.tagged("<ul class=\"ticks\">");
  for (const Thing& choice : choices) {
    const bool on =
        std::any_of(content.values.begin(), content.values.end(),
                    [&](const Answer& answer) { return answer.thing && answer.thing == choice; });
    const auto item = html_.tagged("<li>");
    // A cross is drawn for the eye and said for the ear.
    html_.tagged_with("<span class=\"box\" aria-hidden=\"true\">", on ? "×" : "");
    html_.tagged_with("<span class=\"unseen\">", fmt::format("{}: ", on ? words_.yes : words_.no));
    html_.text(best_text(choice.title(), tag_).text);
  }
}

void ValueWriter::write_blank(Blank blank) {
  std::string_view name = "line";
  if (blank == Blank::Number || blank == Blank::Date) name = "line short";
  if (blank == Blank::Signature) name = "line signature";
  html_.element_with("span", "", {{"class", name}, {"aria-hidden", "true"}});
  html_.tagged_with("<span class=\"unseen\">", words_.fill_in);
}

// ---- What follows
// ---------------------------------------------------------------------------------

void Total::add(const Schema& schema, const Content& content) {
  const Answer* only = content.values.size() == 1 ? &content.values.front() : nullptr;
  if (only == nullptr || only->kind != Answer::Kind::Amount || !only->lower) {
    known_ = false;
    return;
  }
  if (!sum_) sum_ = only->lower;
  else if (const auto sum = added(schema, *sum_, *only->lower)) sum_ = sum;
  else known_ = false;
}

auto Total::text(std::string_view tag) const -> std::string {
  if (!known_ || !sum_) return std::string(form_words(tag).not_given);
  return sum_->value.text(tag.starts_with("et") ? ',' : '.');
}

auto share_of(const Model& model, const Answer& part, const Answer& whole, std::string_view tag)
    -> std::string {
  if (!part.lower || !whole.lower || whole.lower->value == Rational(0)) return {};
  const auto same = converted(model.schema, *part.lower, whole.lower->measure);
  if (!same) return {};
  const Rational permille = same->value / whole.lower->value * Rational(1000);
  if (permille.is_undefined()) return {};
  const int64_t tenths =
      (2 * permille.numerator() + permille.denominator()) / (2 * permille.denominator());
  const std::string text = Rational::fraction(tenths, 10).text(tag.starts_with("et") ? ',' : '.');
  return text + '%';
}

auto content_fingerprint(std::string_view said) -> std::string {
  const auto* bytes = reinterpret_cast<const uint8_t*>(said.data());
  const auto digest = llvm::BLAKE3::hash<8>(llvm::ArrayRef<uint8_t>(bytes, said.size()));
  std::string result;
  for (size_t i = 0; i < digest.size(); ++i) {
    if (i > 0 && i % 2 == 0) result += ' ';
    constexpr std::string_view digits = "0123456789abcdef";
    (result += digits[digest[i] / 0x10]) += digits[digest[i] % 0x10];
  }
  return result;
}

}  // namespace kava
