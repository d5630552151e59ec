// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/pack.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <llvm/Support/xxhash.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "compiler/driver/terminal.h"

namespace kava {
namespace {

constexpr std::string_view magic = "kavapak1";
/// Pieces are written when so much has come together: a call for each would cost more than it
/// moves.
constexpr size_t portion = 1U << 20;
/// Followed by the number of the process that writes it.
constexpr std::string_view unfinished = ".unfinished-";

struct Footer {
  char magic[8];
  uint64_t count;
  uint64_t offset;
  uint64_t check;
};

auto check_of(std::string_view bytes) -> uint64_t {
  return llvm::xxh3_64bits(llvm::StringRef(bytes.data(), bytes.size()));
}

auto bytes_of(const std::vector<PackEntry>& entries) -> std::string_view {
  return {reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof(PackEntry)};
}

auto read_at(int descriptor, void* to, size_t size, uint64_t offset) -> bool {
  char* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = ::pread(descriptor, at, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    offset += static_cast<uint64_t>(got);
    size -= static_cast<size_t>(got);
  }
  return true;
}

auto name_beside(const std::string& folder) -> std::string {
  static std::atomic<unsigned> next = 0;
  return fmt::format("{}/{}{}-{}", folder, unfinished, ::getpid(), next++);
}

auto create(const std::string& path) -> int {
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

}  // namespace

auto content_hash(std::string_view bytes) -> ContentHash {
  const auto hash = llvm::xxh3_128bits(
      llvm::ArrayRef(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()));
  return {hash.low64, hash.high64};
}

auto hex(const ContentHash& hash) -> std::string {
  return fmt::format("{:016x}{:016x}", hash.high, hash.low);
}

// ---- Reading
// --------------------------------------------------------------------------------------

auto PackReader::open(const std::string& path) -> std::optional<PackReader> {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  PackReader result(path, descriptor);
  if (!result.read_index()) return std::nullopt;
  return result;
}

PackReader::PackReader(PackReader&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      entries_(std::move(other.entries_)) {}

PackReader::~PackReader() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

auto PackReader::read_index() -> bool {
  struct stat about{};
  if (::fstat(descriptor_, &about) != 0) return false;
  const auto size = static_cast<uint64_t>(about.st_size);
  Footer footer{};
  if (size < sizeof(footer)) return false;
  const uint64_t end = size - sizeof(footer);
  if (!read_at(descriptor_, &footer, sizeof(footer), end)) return false;
  const bool whole = std::string_view(footer.magic, sizeof(footer.magic)) == magic &&
                     footer.offset <= end &&
                     footer.count == (end - footer.offset) / sizeof(PackEntry);
  if (!whole) return false;
  entries_.resize(footer.count);
  if (!read_at(descriptor_, entries_.data(), footer.count * sizeof(PackEntry), footer.offset)) {
    return false;
  }
  if (check_of(bytes_of(entries_)) != footer.check) return false;
  for (const PackEntry& entry : entries_) {
    if (entry.offset > footer.offset || entry.size > footer.offset - entry.offset) return false;
  }
  return true;
}

auto PackReader::read(const PackEntry& entry, std::string& bytes) const -> bool {
  bytes.resize(entry.size);
  return read_at(descriptor_, bytes.data(), entry.size, entry.offset) &&
         check_of(bytes) == entry.check;
}

// ---- Writing
// --------------------------------------------------------------------------------------

PackWriter::~PackWriter() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(beside_.c_str());
}

auto PackWriter::open() -> bool {
  if (descriptor_ >= 0) return true;
  beside_ = name_beside(folder_);
  descriptor_ = create(beside_);
  return descriptor_ >= 0;
}

void PackWriter::add(const ContentHash& key, std::string_view bytes) {
  const uint64_t check = check_of(bytes);
  const std::scoped_lock guard(lock_);
  if (failed_) return;
  entries_.push_back({key, size_, bytes.size(), check});
  size_ += bytes.size();
  waiting_ += bytes;
  if (waiting_.size() >= portion) flush();
}

void PackWriter::flush() {
  failed_ = failed_ || !open() || !write_all(descriptor_, waiting_);
  waiting_.clear();
}

auto PackWriter::finish() -> bool {
  if (entries_.empty() || failed_) return false;
  Footer footer{{}, entries_.size(), size_, check_of(bytes_of(entries_))};
  std::memcpy(footer.magic, magic.data(), magic.size());
  waiting_ += bytes_of(entries_);
  waiting_.append(reinterpret_cast<const char*>(&footer), sizeof(footer));
  const std::string name = hex(content_hash(bytes_of(entries_))) + ".pack";
  flush();
  if (failed_) return false;
  failed_ = ::close(std::exchange(descriptor_, -1)) != 0 ||
            ::rename(beside_.c_str(), (folder_ + '/' + name).c_str()) != 0;
  if (failed_) ::unlink(beside_.c_str());
  return !failed_;
}

auto put_file(const std::string& folder, const std::string& name, std::string_view bytes) -> bool {
  const std::string beside = name_beside(folder);
  const int descriptor = create(beside);
  if (descriptor < 0) return false;
  const bool written = write_all(descriptor, bytes);
  const bool closed = ::close(descriptor) == 0;
  if (written && closed && ::rename(beside.c_str(), (folder + '/' + name).c_str()) == 0)
    return true;
  ::unlink(beside.c_str());
  return false;
}

void remove_leftovers(const std::string& folder) {
  DIR* const listing = ::opendir(folder.c_str());
  if (listing == nullptr) return;
  while (const dirent* entry = ::readdir(listing)) {
    std::string_view name = entry->d_name;
    if (!name.starts_with(unfinished)) continue;
    const std::string path = folder + '/' + std::string(name);
    name.remove_prefix(unfinished.size());
    pid_t process = 0;
    const auto end = std::from_chars(name.data(), name.data() + name.size(), process);
    const bool alive = end.ec == std::errc() && (::kill(process, 0) == 0 || errno != ESRCH);
    if (!alive) ::unlink(path.c_str());
  }
  ::closedir(listing);
}

}  // namespace kava
