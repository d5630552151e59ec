// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/argument.h"

namespace kava {

/// The rules of all regulations of the standard library, compiled when the first question is asked.
class Rulebook {
 public:
  Rulebook();
  ~Rulebook();
  Rulebook(const Rulebook&) = delete;
  auto operator=(const Rulebook&) -> Rulebook& = delete;

  /// What a rule asks, by its id (`taltech.microdegree.course_min`); empty if there is none.
  auto explain(std::string_view id, Language language) -> std::optional<std::string>;
  /// One line for each rule, or for those of one regulation (`taltech.microdegree`).
  auto list(Language language, std::string_view regulation = {}) -> std::string;
  auto ids() -> std::vector<std::string>;

 private:
  struct Content;
  auto content() -> Content&;
  std::unique_ptr<Content> content_;
};

}  // namespace kava
