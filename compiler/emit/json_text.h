// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <concepts>
#include <cstdint>
#include <string_view>

#include "compiler/emit/text_buffer.h"

namespace kava {

/// Writes JSON, every member and element on a line of its own, two blanks a level. Texts are UTF-8,
/// as all sources are that were read without an error.
class JsonText {
 public:
  template <std::invocable Write>
  void object(Write write) {
    open('{');
    write();
    close('}');
  }
  template <std::invocable Write>
  void array(Write write) {
    open('[');
    write();
    close(']');
  }
  /// The name of the value that comes next: a word, in which nothing has to be escaped.
  void key(std::string_view name);
  /// The same of any text.
  void any_key(std::string_view text);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth) { raw(truth ? "true" : "false"); }
  void value(int64_t number);
  /// A number as it is to be written, or `null`.
  void raw(std::string_view literal);

  template <typename Value>
  void member(std::string_view name, const Value& of_it) {
    key(name);
    value(of_it);
  }

  void line_break() { out_.put('\n'); }
  auto text() const -> std::string_view { return out_.text(); }

 private:
  void open(char bracket);
  void close(char bracket);
  /// What stands before a value: nothing after a key, else what separates elements.
  void begin_value();
  void separate();
  void new_line();
  void quoted(std::string_view text);

  TextBuffer out_;
  size_t depth_ = 0;
  bool is_empty_ = true;  ///< Nothing stands in the innermost object or array yet.
  bool after_key_ = false;
};

}  // namespace kava
