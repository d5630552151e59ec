// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "compiler/model/model.h"

namespace kava {

/// What the JSON of a programme says about itself.
namespace json_format {
inline constexpr std::string_view name = "kava-programme";
/// Raised when a member changes its meaning or goes away; new members do not raise it.
inline constexpr int version = 1;
/// A field called `name` (of a person) beside the name in the source.
inline constexpr std::string_view own_name = "full_name";
}  // namespace json_format

/// The URI of a concept: its own, else its vocabulary's `base_uri` and its code; empty if neither
/// is there.
auto concept_uri(const Thing& concept_thing) -> std::string;

/// The JSON Schema (2020-12) that every JSON of a programme fits, made from the rows of the schema.
auto json_schema(const Schema& schema) -> std::string;

}  // namespace kava
