// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "compiler/emit/text_buffer.h"

namespace kava {

/// Writes XML 1.0 of which every text is escaped, each element on a line of its own, two blanks a
/// level. Names of elements and attributes are constants; an element has text or elements in it.
class Xml {
 public:
  /// Writes `<name …` and, when the result goes out of scope, the end of the element.
  class Element {
   public:
    Element(Xml& xml, std::string_view name) : xml_(xml), name_(name) {}
    Element(const Element&) = delete;
    auto operator=(const Element&) -> Element& = delete;
    ~Element() { xml_.close(name_); }

   private:
    Xml& xml_;
    std::string_view name_;
  };

  void declaration() { out_.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"); }
  [[nodiscard]] auto element(std::string_view name) -> Element {
    open(name);
    return {*this, name};
  }
  /// Of the element that was opened last, before anything is in it.
  void attribute(std::string_view name, std::string_view value);
  /// What XML 1.0 cannot hold is shown by the sign for what cannot be shown.
  void text(std::string_view text);

  /// All that was written.
  auto document() const -> std::string_view { return out_.text(); }

 private:
  /// What was written last.
  enum class Last : uint8_t { StartOfElement, Text, EndOfElement };

  void open(std::string_view name);
  void close(std::string_view name);
  void indent() { out_.put_times(2 * depth_, ' '); }

  TextBuffer out_;
  size_t depth_ = 0;
  Last last_ = Last::EndOfElement;
};

}  // namespace kava
