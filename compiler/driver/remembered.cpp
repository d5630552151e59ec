// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/remembered.h"

#include <atomic>
#include <filesystem>

#include "compiler/driver/files.h"
#include "compiler/driver/terminal.h"

namespace kava {
namespace {

/// Measured: a hundred files are checked in 20 ms, of which the cache would save 4.
constexpr size_t worth_keeping = 100;

/// Texts one after another, each behind its length: no two lists run together to the same bytes.
class Joined {
 public:
  auto operator<<(std::string_view text) -> Joined& {
    bytes_ += std::to_string(text.size());
    bytes_ += ':';
    bytes_ += text;
    return *this;
  }
  auto hash() const -> ContentHash { return content_hash(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace

auto cache_for(const Options& options, std::span<const InputGroup> groups)
    -> std::unique_ptr<Cache> {
  const bool worth = !options.no_cache && groups.size() == 1 && groups.front().complete &&
                     groups.front().files.size() >= worth_keeping;
  return worth ? Cache::open(groups.front().folder) : nullptr;
}

auto request_of(const Options& options, const InputGroup& group) -> ContentHash {
  std::error_code error;
  Joined all;
  all << std::filesystem::current_path(error).native() << group.folder;
  all << (options.language == Language::et ? "et" : "en") << (options.werror ? "werror" : "");
  all << (options.colour == Colour::always ? "always" : "")
      << (colour_wanted(options.colour) ? "colour" : "");
  all << (options.as_of ? options.as_of->text() : "");
  all << "against";
  for (const AskedRegulation& asked : options.against) all << asked.text();
  all << "formats";
  for (const FormatWish& wish : options.formats) all << wish.name << wish.file;
  all << "files";
  for (const InputFile& file : group.files) all << file.path << file.module;
  return all.hash();
}

auto texts_of(const InputGroup& group, Threads& threads) -> std::optional<ContentHash> {
  std::vector<ContentHash> contents(group.files.size());
  std::atomic<bool> readable = true;
  threads.run(contents.size(), [&](size_t i) {
    thread_local Buffer buffer;
    Stamp stamp;
    const InputFile& file = group.files[i];
    if (!readable || file.fault || read_file(file.path, buffer, stamp)) {
      readable = false;
    } else {
      contents[i] = content_hash(buffer.text());
    }
  });
  if (!readable) return std::nullopt;
  return texts_of(contents);
}

auto texts_of(std::span<const ContentHash> contents) -> ContentHash {
  return content_hash({reinterpret_cast<const char*>(contents.data()), contents.size_bytes()});
}

}  // namespace kava
