// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/outputs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <unordered_map>

#include "compiler/driver/files.h"
#include "compiler/driver/terminal.h"
#include "compiler/driver/words.h"

namespace kava {
namespace {

/// Makes a folder and those above it. Returns the system's error number, 0 if there is none.
auto make_folders(const std::string& folder) -> int {
  if (::mkdir(folder.c_str(), 0777) == 0) return 0;
  if (errno == EEXIST) {
    struct stat status{};
    return ::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
  }
  const size_t slash = folder.rfind('/');
  if (errno != ENOENT || slash == std::string::npos || slash == 0) return errno;
  if (const int number = make_folders(folder.substr(0, slash))) return number;
  return ::mkdir(folder.c_str(), 0777) == 0 || errno == EEXIST ? 0 : errno;
}

auto folder_of(const std::string& path) -> std::string { return path.substr(0, path.rfind('/')); }

/// The first folder of a relative path; empty if it has none.
auto top_folder(std::string_view path) -> std::string_view {
  const size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

constexpr Words cannot_write{"kava: `{}` cannot be written: {}\n",
                             "kava: `{}` ei saa kirjutada: {}\n"};

/// Writes and closes. Returns the system's error number, 0 if there is none.
auto write_and_close(int descriptor, std::string_view bytes) -> int {
  const bool written = write_all(descriptor, bytes);
  const int number = errno;
  if (::close(descriptor) != 0 && written) return errno;
  return written ? 0 : number;
}

auto write_directly(const std::string& path, std::string_view bytes) -> int {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  return descriptor < 0 ? errno : write_and_close(descriptor, bytes);
}

/// Writes beside the place and moves the file there.
auto write_beside(const std::string& path, std::string_view bytes) -> int {
  std::string staged = path + ".XXXXXX";
  const int descriptor = ::mkostemp(staged.data(), O_CLOEXEC);
  if (descriptor < 0) return errno;
  // A temporary file is for its owner alone; an output is like any other file.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(descriptor, 0666U & ~mask);
  int number = write_and_close(descriptor, bytes);
  if (number == 0 && ::rename(staged.c_str(), path.c_str()) != 0) number = errno;
  if (number != 0) ::unlink(staged.c_str());
  return number;
}

}  // namespace

auto say_fault(const WriteFault& fault, Language language) -> std::string {
  return say(cannot_write, language, fault.path, in_language(fault.reason, language));
}

auto write_whole(const std::string& path, std::string_view bytes) -> std::optional<WriteFault> {
  // Of a link the file is replaced, not the link.
  const std::string resolved = canonical(path);
  const std::string& place = resolved.empty() ? path : resolved;
  struct stat status{};
  const bool exists = ::stat(place.c_str(), &status) == 0;
  int number = 0;
  if (exists && !S_ISREG(status.st_mode)) {
    number = write_directly(place, bytes);
  } else {
    const bool has_folder = place.find('/', 1) != std::string::npos;
    if (!exists && has_folder) number = make_folders(folder_of(place));
    if (number == 0) number = write_beside(place, bytes);
  }
  if (number == 0) return std::nullopt;
  return WriteFault{path, system_reason(number)};
}

Outputs::Outputs(std::string folder) : folder_(std::move(folder)) {
  while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
}

Outputs::~Outputs() {
  if (staging_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(staging_, ignored);
}

auto Outputs::place(const std::string& path) const -> std::string { return folder_ + '/' + path; }

auto Outputs::prepare() -> std::optional<WriteFault> {
  if (const int number = make_folders(folder_)) return WriteFault{folder_, system_reason(number)};
  // Inside the folder, so that moving a file never copies it.
  std::string staging = folder_ + "/.kava-XXXXXX";
  if (!::mkdtemp(staging.data())) return WriteFault{folder_, system_reason(errno)};
  staging_ = std::move(staging);
  return std::nullopt;
}

auto Outputs::write(const std::string& path, std::string_view bytes) -> std::optional<WriteFault> {
  const std::string staged = staging_ + '/' + path;
  int descriptor = ::open(staged.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0 && errno == ENOENT) {
    make_folders(folder_of(staged));
    descriptor = ::open(staged.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  }
  if (descriptor < 0) return WriteFault{place(path), system_reason(errno)};
  const int number = write_and_close(descriptor, bytes);
  if (number == 0) return std::nullopt;
  return WriteFault{place(path), system_reason(number)};
}

auto Outputs::publish(const std::vector<std::string>& paths) -> std::optional<WriteFault> {
  std::unordered_map<std::string_view, bool> moved;
  for (const std::string& path : paths) {
    const std::string_view folder = top_folder(path);
    const auto [known, is_first] = moved.try_emplace(folder, false);
    if (is_first) known->second = !folder.empty() && move_new_folder(std::string(folder));
    if (known->second) continue;
    if (auto fault = move_file(path)) return fault;
  }
  return std::nullopt;
}

/// What stands there stays: an empty folder has permissions of its own, a link leads elsewhere.
auto Outputs::move_new_folder(const std::string& name) const -> bool {
  const std::string target = place(name);
  struct stat status{};
  if (::lstat(target.c_str(), &status) == 0 || errno != ENOENT) return false;
  return ::rename((staging_ + '/' + name).c_str(), target.c_str()) == 0;
}

auto Outputs::move_file(const std::string& path) const -> std::optional<WriteFault> {
  const std::string staged = staging_ + '/' + path;
  const std::string target = place(path);
  if (::rename(staged.c_str(), target.c_str()) == 0) return std::nullopt;
  if (errno == ENOENT) make_folders(folder_of(target));
  if (::rename(staged.c_str(), target.c_str()) == 0) return std::nullopt;
  return WriteFault{target, system_reason(errno)};
}

}  // namespace kava
