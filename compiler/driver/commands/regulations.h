// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "compiler/driver/words.h"
#include "compiler/rules/judge.h"

namespace kava {

/// A rule, or a step of a procedure, with the lines that decide it as they are written.
struct ListedRule {
  RuleFacts facts;
  LocalisedText quote;
  std::vector<std::string> written;
};

/// A step of a procedure: a rule whose time is a date.
struct ListedStep {
  std::string name;  ///< `launch.announced`
  std::string clause;
  LocalisedText text, quote, reading;
  std::vector<LocalisedText> by, to;
  std::vector<std::string> written;
};

/// One version of a regulation.
struct ListedRegulation {
  ObjectId id;
  std::string name, period, source;
  LocalisedText title;
  std::vector<std::string> extends;
  std::vector<std::string> written;  ///< The parts that its rules share.
  std::vector<ListedRule> rules;
  std::vector<ListedStep> steps;
};

/// How strong a rule is, and who decides it.
auto severity_words(const RuleFacts& rule) -> const Words&;
auto decider_words(const RuleFacts& rule) -> const Words&;

/// The entries of a thing under some words, each as it stands in the text of its file; what goes on
/// over several lines keeps its shape.
auto written_of(const Thing& thing, std::string_view text, std::span<const Word> words)
    -> std::vector<std::string>;

/// Clause, quote, reading and rule side by side, to be printed on A4.
auto regulations_page(std::span<const ListedRegulation> regulations, Language language)
    -> std::string;

}  // namespace kava
