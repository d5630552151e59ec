// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/outputs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "compiler/driver/files.h"
#include "compiler/driver/terminal.h"

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

}  // namespace

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
  const bool written = write_all(descriptor, bytes);
  const int number = errno;
  if (::close(descriptor) == 0 && written) return std::nullopt;
  return WriteFault{place(path), system_reason(written ? errno : number)};
}

auto Outputs::publish(const std::vector<std::string>& paths) -> std::optional<WriteFault> {
  for (const std::string& path : paths) {
    const std::string staged = staging_ + '/' + path;
    const std::string target = place(path);
    if (::rename(staged.c_str(), target.c_str()) == 0) continue;
    if (errno == ENOENT) make_folders(folder_of(target));
    if (::rename(staged.c_str(), target.c_str()) == 0) continue;
    return WriteFault{target, system_reason(errno)};
  }
  return std::nullopt;
}

}  // namespace kava
