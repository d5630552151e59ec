// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/magic.h>
#include <sys/vfs.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "compiler/base/limits.h"

namespace kava {
namespace {

/// Closes what it holds.
struct Descriptor {
  int number;
  explicit Descriptor(int opened) : number(opened) {}
  ~Descriptor() {
    if (number > STDERR_FILENO) ::close(number);
  }
  Descriptor(const Descriptor&) = delete;
  auto operator=(const Descriptor&) -> Descriptor& = delete;
};

auto fault_of(int number) -> Message {
  if (number == ENOENT || number == ENOTDIR) return message(diag::no_such_file);
  return message(diag::cannot_read, system_reason(number));
}

auto too_large() -> Message {
  constexpr int64_t mebibyte = 1 << 20;
  return message(diag::file_too_large, Amount{limits::source_bytes / mebibyte, "MiB"});
}

/// As in other tools: a text has no byte 0. UTF-16, which some editors call "Unicode", is full of
/// them.
auto is_binary(std::string_view text) -> bool { return text.find('\0') != std::string_view::npos; }

/// Reads up to the end, at most one byte more than a source may have. Returns the system's error
/// number, 0 if there is none. A plain file ends where it gives less than there was room for; a
/// pipe or a device only when it gives nothing.
auto read_to_end(int descriptor, bool is_plain, Buffer& buffer) -> int {
  constexpr size_t portion = 64U << 10;
  for (;;) {
    if (buffer.size == buffer.capacity()) buffer.reserve(std::max(portion, 2 * buffer.size));
    const size_t room = buffer.capacity() - buffer.size;
    const ssize_t got = ::read(descriptor, buffer.data() + buffer.size, room);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    buffer.size += static_cast<size_t>(got);
    if (got == 0 || buffer.size > limits::source_bytes) return 0;
    if (is_plain && static_cast<size_t>(got) < room) return 0;
  }
}

/// Moving a name costs more than comparing it: the places are sorted, then each is moved once.
auto sorted_by_name(std::vector<Listing::File> files) -> std::vector<Listing::File> {
  std::vector<Listing::File*> order;
  order.reserve(files.size());
  for (Listing::File& file : files) order.push_back(&file);
  std::ranges::sort(order, {},
                    [](const Listing::File* file) -> const std::string& { return file->name; });
  std::vector<Listing::File> result;
  result.reserve(files.size());
  for (Listing::File* file : order) result.push_back(std::move(*file));
  return result;
}

}  // namespace

void Buffer::reserve(size_t bytes) {
  if (bytes <= capacity_) return;
  auto larger = std::make_unique_for_overwrite<char[]>(bytes);
  if (size > 0) std::memcpy(larger.get(), data_.get(), size);
  data_ = std::move(larger);
  capacity_ = bytes;
}

auto read_file(const std::string& path, Buffer& buffer, Stamp& stamp) -> std::optional<Message> {
  buffer.size = 0;
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0) return fault_of(errno);
  struct stat status{};
  if (::fstat(file.number, &status) != 0) return fault_of(errno);
  if (S_ISDIR(status.st_mode)) return fault_of(EISDIR);
  if (status.st_size > static_cast<int64_t>(limits::source_bytes)) return too_large();
  stamp = {status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
  // One byte more than the file has: one read is enough to see its end. Files of /proc claim to be
  // empty.
  const bool is_plain = S_ISREG(status.st_mode) && status.st_size > 0;
  buffer.reserve(static_cast<size_t>(status.st_size) + 1);
  if (const int number = read_to_end(file.number, is_plain, buffer)) return fault_of(number);
  if (buffer.size > limits::source_bytes) return too_large();
  if (is_binary(buffer.text())) return message(diag::binary_file);
  return std::nullopt;
}

auto canonical(const std::string& path) -> std::string {
  char* const resolved = ::realpath(path.c_str(), nullptr);
  if (!resolved) return {};
  std::string result = resolved;
  std::free(resolved);
  return result;
}

auto is_virtual(const std::string& folder) -> bool {
#ifdef __linux__
  constexpr int64_t kinds[] = {PROC_SUPER_MAGIC,    SYSFS_MAGIC,        CGROUP_SUPER_MAGIC,
                               CGROUP2_SUPER_MAGIC, DEVPTS_SUPER_MAGIC, DEBUGFS_MAGIC};
  struct statfs status{};
  if (::statfs(folder.c_str(), &status) != 0) return false;
  return std::ranges::find(kinds, static_cast<int64_t>(status.f_type)) != std::end(kinds);
#else
  static_cast<void>(folder);
  return false;
#endif
}

auto list_folder(const std::string& path) -> std::optional<Listing> {
  DIR* const folder = ::opendir(path.c_str());
  if (!folder) return std::nullopt;
  Listing result;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;
    const bool is_definition = name.ends_with(".kava");
    unsigned char type = entry->d_type;
    if (type == DT_UNKNOWN || type == DT_LNK) {
      struct stat status{};
      const bool exists = ::fstatat(::dirfd(folder), entry->d_name, &status, 0) == 0;
      // A link that leads nowhere is listed when it looks like a definition: opening it tells.
      type = !exists || S_ISREG(status.st_mode) ? DT_REG
             : S_ISDIR(status.st_mode)          ? DT_DIR
                                                : DT_FIFO;
    }
    if (type == DT_DIR) result.folders.emplace_back(name);
    if (type == DT_REG && is_definition) {
      result.files.push_back({std::string(name), entry->d_type == DT_LNK});
    }
  }
  ::closedir(folder);
  result.files = sorted_by_name(std::move(result.files));
  std::sort(result.folders.begin(), result.folders.end());
  return result;
}

Folder::Folder(const std::string& path)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}

Folder::~Folder() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

auto Folder::read(const std::string& name, Buffer& buffer) const -> bool {
  buffer.size = 0;
  const Descriptor file(::openat(descriptor_, name.c_str(), O_RDONLY | O_CLOEXEC));
  return file.number >= 0 && read_to_end(file.number, true, buffer) == 0 &&
         buffer.size <= limits::source_bytes && !is_binary(buffer.text());
}

auto system_reason(int number) -> LocalisedText {
  switch (number) {
    case EACCES:
    case EPERM: return {{"en", "you have no permission"}, {"et", "selleks ei ole õigust"}};
    case ELOOP: return {{"en", "its links lead in a circle"}, {"et", "lingid viivad ringi"}};
    case ENOENT: return {{"en", "it does not exist"}, {"et", "seda ei ole"}};
    case EISDIR: return {{"en", "it is a folder"}, {"et", "see on kaust"}};
    case ENOTDIR: return {{"en", "it is not a folder"}, {"et", "see ei ole kaust"}};
    case ENOSPC: return {{"en", "the disk is full"}, {"et", "ketas on täis"}};
    default: return {{"en", std::strerror(number)}};
  }
}

}  // namespace kava
