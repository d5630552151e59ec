// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "compiler/diagnostics/source_view.h"
#include "compiler/driver/files.h"

namespace kava {

/// Finds the texts again that messages are about. Texts are dropped once compiled; a file is read a
/// second time when a line of it is printed, and only if it is still the file that was compiled.
class Sources {
 public:
  /// Sources are added in the order of their ids.
  void add_file(std::string path, Stamp stamp);
  void add_text(std::string path, std::string_view text);  ///< The text outlives this.
  void add_kept(std::string path, std::string text);
  void add_unread(std::string path);
  void reserve(size_t count) { entries_.reserve(count); }
  auto count() const -> size_t { return entries_.size(); }

  auto path(SourceId id) const -> const std::string& { return entries_[id.index].path; }
  auto view(SourceId id) -> SourceView;
  auto lookup() -> SourceLookup {
    return [this](SourceId id) { return view(id); };
  }
  /// Paths of files that had changed when a message about them was printed; each once.
  auto take_changed() -> std::vector<std::string> { return std::move(changed_); }

 private:
  struct Entry {
    enum class Kind : uint8_t { file, text, unread };
    std::string path;
    Kind kind = Kind::unread;
    Stamp stamp;
    std::string_view text;
  };
  struct Loaded {
    Buffer buffer;
    std::unique_ptr<Lines> lines;
  };
  void load(Entry& entry, Loaded& loaded);
  void forget();

  std::vector<Entry> entries_;
  std::vector<std::unique_ptr<std::string>> kept_;
  std::unordered_map<uint32_t, Loaded> loaded_;
  size_t loaded_bytes_ = 0;
  std::vector<std::string> changed_;
};

}  // namespace kava
