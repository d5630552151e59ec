// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_xml.h"

#include "compiler/diagnostics/excerpt.h"

namespace kava::xml {
namespace {

struct Bytes final : pugi::xml_writer {
  explicit Bytes(std::string& to) : out(to) {}
  void write(const void* data, size_t size) override {
    out.append(static_cast<const char*>(data), size);
  }
  std::string& out;
};

}  // namespace

void attribute(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(printable(value, true).c_str());
}

void attribute(pugi::xml_node node, const char* name, size_t value) {
  node.append_attribute(name).set_value(std::to_string(value).c_str());
}

void content(pugi::xml_node node, std::string_view text) {
  node.append_child(pugi::node_pcdata).set_value(printable(text, true).c_str());
}

void begin(pugi::xml_document& document) {
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  attribute(declaration, "version", "1.0");
  attribute(declaration, "encoding", "UTF-8");
}

void write(std::string& out, const pugi::xml_document& document) {
  Bytes bytes(out);
  document.save(bytes, "  ", pugi::format_indent, pugi::encoding_utf8);
}

}  // namespace kava::xml
