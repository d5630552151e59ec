// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pugixml.hpp>
#include <unordered_map>

#include "compiler/diagnostics/renderer.h"

namespace kava {

/// The XML of Checkstyle: `file` with `name`, below it `error` with `line`, `column`, `severity`,
/// `message` and `source` (`kava.K3101`). A file without a finding is listed, too.
class CheckstyleDiagnostics final : public Renderer {
 public:
  explicit CheckstyleDiagnostics(const RenderOptions& options);

  void file(std::string_view path) override { node(path); }
  void add(std::string& out, const Report& report, const SourceLookup& sources) override;
  void end(std::string& out, const Ending& ending) override;

 private:
  auto node(std::string_view path) -> pugi::xml_node;

  Language language_;
  pugi::xml_document document_;
  pugi::xml_node root_;
  std::unordered_map<std::string, pugi::xml_node> files_;
};

}  // namespace kava
