// SPDX-License-Identifier: Apache-2.0
// The list of deadlines for other programs: docs/reference/deadlines.md.
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/driver/commands/deadlines.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

/// Raised when a member changes its meaning or goes away; new members do not raise it.
constexpr int format_version = 1;

using Json = llvm::json::OStream;

void text(Json& json, std::string_view name, std::string_view value) {
  if (!value.empty()) json.attribute(name, llvm::StringRef(value));
}

void texts(Json& json, std::string_view name, const LocalisedText& value) {
  if (value.empty()) return;
  json.attributeObject(name, [&] {
    for (const auto& [tag, words] : value) json.attribute(tag.empty() ? "und" : tag, words);
  });
}

auto code_of(const Thing& thing) -> std::string_view {
  const Cell code =
      thing.model().schema.field(thing.kind(), Word::code) ? thing[Word::code] : Cell();
  return code && code.known() ? code.text() : std::string_view();
}

void object(Json& json, std::string_view name, const Thing& thing) {
  if (!thing) return;
  json.attributeObject(name, [&] {
    text(json, "name", full_name(thing.model(), thing.id()));
    text(json, "code", code_of(thing));
    texts(json, "title", thing.title());
  });
}

void objects(Json& json, std::string_view name, const Things& things) {
  if (things.empty()) return;
  json.attributeArray(name, [&] {
    for (const Thing& thing : things) {
      json.object([&] {
        text(json, "name", full_name(thing.model(), thing.id()));
        texts(json, "title", thing.title());
      });
    }
  });
}

void one(Json& json, const ListedDeadline& deadline, Date as_of) {
  object(json, "programme", deadline.programme);
  object(json, "offering", deadline.offering);
  text(json, "step", step_name(deadline));
  texts(json, "title", step_title(deadline));
  objects(json, "by", deadline.by);
  objects(json, "to", deadline.to);
  if (deadline.due) {
    json.attribute("due", deadline.due->text());
    json.attribute("days_left",
                   static_cast<int64_t>(deadline.due->day_number() - as_of.day_number()));
  }
  if (deadline.may_apply) json.attribute("may_apply", true);
  text(json, "unknown", deadline.unknown);
  text(json, "clause", deadline.clause);
  if (deadline.procedure) json.attribute("procedure", llvm::StringRef(deadline.procedure.name()));
  object(json, "regulation", deadline.regulation);
}

}  // namespace

auto deadlines_as_json(std::span<const ListedDeadline> deadlines, Date as_of) -> std::string {
  std::string out;
  llvm::raw_string_ostream stream(out);
  constexpr unsigned indent = 2;
  Json json(stream, indent);
  json.object([&] {
    json.attribute("format", "kava-deadlines");
    json.attribute("version", format_version);
    json.attribute("as_of", as_of.text());
    json.attributeArray("deadlines", [&] {
      for (const ListedDeadline& deadline : deadlines)
        json.object([&] { one(json, deadline, as_of); });
    });
  });
  return out + "\n";
}

}  // namespace kava
