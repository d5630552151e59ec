// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/formats.h"

#include <algorithm>

#include "compiler/diagnostics/render_checkstyle.h"
#include "compiler/diagnostics/render_github.h"
#include "compiler/diagnostics/render_gitlab.h"
#include "compiler/diagnostics/render_json.h"
#include "compiler/diagnostics/render_junit.h"
#include "compiler/diagnostics/render_sarif.h"
#include "compiler/diagnostics/render_text.h"

namespace kava {
namespace {

template <typename Made>
auto make(const RenderOptions& options) -> std::unique_ptr<Renderer> {
  return std::make_unique<Made>(options);
}

constexpr Format table[] = {
    {"text", "for people, with the source lines (to standard error)",
     "inimesele, koos lähteridadega (veaväljundisse)", true, make<TextDiagnostics>},
    {"json", "everything, for other programs", "kõik, teistele programmidele", false,
     make<JsonDiagnostics>},
    {"sarif", "SARIF 2.1.0, for code scanning and editors",
     "SARIF 2.1.0 koodikontrollile ja redaktoritele", false, make<SarifDiagnostics>},
    {"github", "annotations of GitHub Actions", "GitHub Actionsi märkused", false,
     make<GithubDiagnostics>},
    {"gitlab", "a Code Quality report of GitLab", "GitLabi Code Quality aruanne", false,
     make<GitlabDiagnostics>},
    {"junit", "JUnit XML, one test case a file", "JUnit XML, iga fail on üks test", false,
     make<JunitDiagnostics>},
    {"checkstyle", "Checkstyle XML", "Checkstyle XML", false, make<CheckstyleDiagnostics>},
};

}  // namespace

auto formats() -> std::span<const Format> { return table; }

auto find_format(std::string_view name) -> const Format* {
  const auto* const found = std::ranges::find(table, name, &Format::name);
  return found == std::end(table) ? nullptr : found;
}

}  // namespace kava
