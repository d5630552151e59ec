// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/emitters.h"

namespace kava {
namespace {

constexpr Emitter table[] = {
    {"json", "the resolved definition, for other programs", prepare_json},
    {"form", "the forms of the jurisdiction, as HTML", prepare_forms},
    {"record", "the records of the jurisdiction's registers, as JSON", prepare_records},
    {"elm", "the European Learning Model record, as LOQ XML", prepare_elm},
};

}  // namespace

auto emitters() -> std::span<const Emitter> { return table; }

auto file_stem(const Thing& programme) -> std::string {
  if (const std::string_view code = programme.code(); !code.empty()) return std::string(code);
  const std::string_view module = programme.unit().module;
  const std::string name(programme.name());
  return module.empty() ? name : std::string(module) + '.' + name;
}

}  // namespace kava
