// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "compiler/emit/form_gaps.h"
#include "compiler/emit/html.h"

namespace kava {

/// A required row without a value, and the place of the `?` that stands for it (`rei.kava:24`).
struct Gap {
  MissingRow row;
  std::string place;
};

/// One form of one programme, or of one of its offerings, as an HTML page in one language. The same
/// definition gives the same bytes everywhere.
void write_form_page(const Model& model, const FormPlan& plan, const FilledForm& form,
                     const Curriculum& curriculum, const std::vector<Gap>& gaps,
                     std::string_view tag, Html& html);

}  // namespace kava
