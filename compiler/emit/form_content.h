// SPDX-License-Identifier: Apache-2.0
// What stands in a cell of a form: values, boxes, lines to be written on; and what follows from it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "compiler/emit/form_filled.h"
#include "compiler/emit/form_format.h"
#include "compiler/emit/html.h"

namespace kava {

/// Writes values in the language of a page.
class ValueWriter {
 public:
  ValueWriter(const Model& model, Html& html, std::string_view tag)
      : model_(model), html_(html), tag_(tag), words_(form_words(tag)) {}

  void write(const Content& content, Layout layout);
  /// The head of a column says the unit: a cell has the number alone.
  void write_cell(const Content& content, Layout layout);
  /// All concepts, those that are among the values with a cross.
  void write_ticks(const Content& content, const Things& choices);
  /// A line to be written on.
  void write_blank(Blank blank);

 private:
  void write_inline(const Content& content);
  void write_value(const Answer& answer);
  void write_in_language(const TextViewInLanguage& value);
  void write_text(const TextViewInLanguage& value);

  const Model& model_;
  Html& html_;
  std::string_view tag_;
  const FormWords& words_;
};

/// Adds up a column; has no text if something in it is not known.
class Total {
 public:
  void add(const Schema& schema, const Content& content);
  auto text(std::string_view tag) const -> std::string;

 private:
  std::optional<Quantity> sum_;
  bool known_ = true;
};

/// `26,9%`: one amount as a share of another, to a tenth; empty if it is none.
auto share_of(const Model& model, const Answer& part, const Answer& whole, std::string_view tag)
    -> std::string;

/// Sixteen digits that change when what a form says does: not with time, place or style.
auto content_fingerprint(std::string_view said) -> std::string;

}  // namespace kava
