// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kava {

/// 128 bits that stand for bytes.
struct ContentHash {
  uint64_t low = 0, high = 0;
  friend auto operator<=>(const ContentHash&, const ContentHash&) = default;
};
auto content_hash(std::string_view bytes) -> ContentHash;
/// 32 hexadecimal digits.
auto hex(const ContentHash& hash) -> std::string;

/// A file of many pieces of bytes, each found by a key. It is written once and never changed: the
/// pieces, then an index of them, then where the index stands. All of it is checked when read.
struct PackEntry {
  ContentHash key;
  uint64_t offset = 0;
  uint64_t size = 0;
  uint64_t check = 0;  ///< Hash of the piece.
};

class PackReader {
 public:
  /// Empty if there is no such file, or it is no whole pack.
  static auto open(const std::string& path) -> std::optional<PackReader>;
  PackReader(PackReader&& other) noexcept;
  auto operator=(PackReader&&) -> PackReader& = delete;
  ~PackReader();

  auto path() const -> const std::string& { return path_; }
  auto entries() const -> const std::vector<PackEntry>& { return entries_; }
  /// False if the piece is damaged. Many threads may read.
  auto read(const PackEntry& entry, std::string& bytes) const -> bool;

 private:
  PackReader(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  auto read_index() -> bool;

  std::string path_;
  int descriptor_ = -1;
  std::vector<PackEntry> entries_;
};

class PackWriter {
 public:
  /// Nothing is written before the first piece.
  explicit PackWriter(std::string folder) : folder_(std::move(folder)) {}
  PackWriter(const PackWriter&) = delete;
  auto operator=(const PackWriter&) -> PackWriter& = delete;
  ~PackWriter();

  /// Many threads may add.
  void add(const ContentHash& key, std::string_view bytes);
  auto empty() const -> bool { return entries_.empty(); }
  /// Moves the pack to its place, under a name made from its index; false if that did not go well.
  auto finish() -> bool;

 private:
  auto open() -> bool;
  void flush();

  std::mutex lock_;
  std::string folder_, beside_;
  int descriptor_ = -1;
  bool failed_ = false;
  std::string waiting_;
  uint64_t size_ = 0;
  std::vector<PackEntry> entries_;
};

/// Writes a file beside its place and moves it there; false if that did not go well.
auto put_file(const std::string& folder, const std::string& name, std::string_view bytes) -> bool;
/// Removes what runs left behind that were stopped in the middle of writing to a folder.
void remove_leftovers(const std::string& folder);

}  // namespace kava
