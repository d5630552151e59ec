// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/replace_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "compiler/driver/files.h"
#include "compiler/driver/terminal.h"

namespace kava {
namespace {

/// Writes to the file beside it. Returns the system's error number, 0 if there is none.
auto fill(int descriptor, const struct stat& old, std::string_view text) -> int {
  constexpr mode_t permissions = 07777;
  // Only root may give files away; a file of a group stays one where its owner is in the group.
  if (::fchown(descriptor, old.st_uid, old.st_gid) != 0 && errno != EPERM) return errno;
  if (::fchmod(descriptor, old.st_mode & permissions) != 0) return errno;
  return write_all(descriptor, text) ? 0 : errno;
}

}  // namespace

auto replace_file(const std::string& path, std::string_view text) -> std::optional<WriteFault> {
  struct stat old{};
  if (::stat(path.c_str(), &old) != 0 || ::access(path.c_str(), W_OK) != 0) {
    return WriteFault{path, system_reason(errno)};
  }
  std::string beside = path + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) return WriteFault{path, system_reason(errno)};
  int number = fill(descriptor, old, text);
  if (::close(descriptor) != 0 && number == 0) number = errno;
  if (number == 0 && ::rename(beside.c_str(), path.c_str()) != 0) number = errno;
  if (number == 0) return std::nullopt;
  ::unlink(beside.c_str());
  return WriteFault{path, system_reason(number)};
}

}  // namespace kava
