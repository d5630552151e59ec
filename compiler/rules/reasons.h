// SPDX-License-Identifier: Apache-2.0
// Why a rule ended as it did, asked for one verdict at a time.
#pragma once
#include <optional>

#include "compiler/rules/judgement.h"

namespace kava {

/// Of a rule that is kept, what would be told if it were broken: the value that its condition reads
/// and the working. Empty where that is more than one comparison.
auto kept_because(const Model& model, const Curriculum& curriculum, const Verdict& verdict)
    -> std::optional<Blame>;

struct Reason {
  LocalisedText said;     ///< As a message says it, with the words of the rule.
  LocalisedText working;  ///< The arithmetic.
};
/// The first cause of a verdict of a judged programme. Empty where there is nothing to compute.
auto reason_of(const Model& model, const Curriculum& curriculum, const Verdict& verdict) -> Reason;

/// How the vocabulary `verdict` calls it; its code where that is not loaded.
auto verdict_label(const Model& model, VerdictKind kind) -> LocalisedText;

}  // namespace kava
