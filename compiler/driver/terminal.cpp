// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/terminal.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace kava {
namespace {

auto environment(const char* name) -> std::string_view {
  const char* value = std::getenv(name);
  return value ? std::string_view(value) : std::string_view();
}

}  // namespace

auto write_all(int descriptor, std::string_view text) -> bool {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

void print(std::string_view text) { write_all(STDOUT_FILENO, text); }
void print_error(std::string_view text) { write_all(STDERR_FILENO, text); }

auto colour_wanted(Colour choice) -> bool {
  if (choice != Colour::automatic) return choice == Colour::always;
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" && isatty(STDERR_FILENO);
}

}  // namespace kava
