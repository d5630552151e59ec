// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace kava {

/// How a file was when it was read. Two stamps are equal if the file has not changed between.
struct Stamp {
  int64_t size = -1;
  int64_t seconds = 0;
  int64_t nanoseconds = 0;
  friend auto operator==(const Stamp&, const Stamp&) -> bool = default;
};

/// A piece of memory that one file after another is read into.
class Buffer {
 public:
  /// Makes room for so many bytes; what was read stays.
  void reserve(size_t bytes);
  auto data() -> char* { return data_.get(); }
  auto capacity() const -> size_t { return capacity_; }
  auto text() const -> std::string_view { return {data_.get(), size}; }
  size_t size = 0;

 private:
  std::unique_ptr<char[]> data_;
  size_t capacity_ = 0;
};

/// Reads a whole file, `-` being standard input. Says what is wrong if it cannot be read, is larger
/// than `limits::source_bytes` or is no text.
auto read_file(const std::string& path, Buffer& buffer, Stamp& stamp) -> std::optional<Message>;

/// How a file or folder is called when all links are followed; empty if it does not exist.
auto canonical(const std::string& path) -> std::string;

/// Names of the `.kava` files and of the folders in a folder, each sorted. Names that begin with a
/// dot are left out. Empty if the folder cannot be read; `errno` tells why.
struct Listing {
  struct File {
    std::string name;
    bool is_link;
  };
  std::vector<File> files;
  std::vector<std::string> folders;
};
auto list_folder(const std::string& path) -> std::optional<Listing>;

/// A folder whose files are opened by their names: the way to it is walked once.
class Folder {
 public:
  explicit Folder(const std::string& path);
  ~Folder();
  Folder(const Folder&) = delete;
  auto operator=(const Folder&) -> Folder& = delete;
  /// Reads a plain file of the listing, for a look at it: false if it cannot be read as a text.
  auto read(const std::string& name, Buffer& buffer) const -> bool;

 private:
  int descriptor_;
};

/// The system makes up what is in the folder (`/proc`, `/sys`): there are no files of a user.
auto is_virtual(const std::string& folder) -> bool;

/// The reader's words for an error number of the system.
auto system_reason(int number) -> LocalisedText;

}  // namespace kava
