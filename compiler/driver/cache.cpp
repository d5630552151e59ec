// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/cache.h"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "compiler/driver/files.h"
#include "compiler/model/unit_image.h"

namespace kava {
namespace {

namespace fs = std::filesystem;

/// So many packs are read before they are made one: each run that compiles something adds one.
constexpr size_t most_packs = 8;
/// Other requests, and other states of the files, that are remembered for a catalogue.
constexpr size_t most_sayings = 8;
/// Builds of the compiler, and catalogues of one build, that the cache holds.
constexpr size_t most_builds = 3;
constexpr size_t most_catalogues = 64;
constexpr std::string_view said = ".said";
constexpr std::string_view pack = ".pack";
constexpr std::string_view saying_format = "kava said 1\n";

/// The linker's name for this very binary: another build may lay units out in another way.
auto build_id() -> std::string {
  std::string result;
  const auto look = [](dl_phdr_info* binary, size_t, void* found) {
    for (int i = 0; i < binary->dlpi_phnum; ++i) {
      const ElfW(Phdr)& header = binary->dlpi_phdr[i];
      if (header.p_type != PT_NOTE) continue;
      const char* at = reinterpret_cast<const char*>(binary->dlpi_addr + header.p_vaddr);
      const char* const end = at + header.p_memsz;
      while (at + sizeof(ElfW(Nhdr)) <= end) {
        ElfW(Nhdr) note;
        std::memcpy(&note, at, sizeof(note));
        const char* const name = at + sizeof(note);
        const char* const id = name + ((note.n_namesz + 3U) & ~3U);
        if (note.n_type == NT_GNU_BUILD_ID) {
          for (const char* byte = id; byte < id + note.n_descsz; ++byte) {
            *static_cast<std::string*>(found) +=
                fmt::format("{:02x}", static_cast<unsigned char>(*byte));
          }
          return 1;
        }
        at = id + ((note.n_descsz + 3U) & ~3U);
      }
    }
    return 1;  // The first is the program itself.
  };
  ::dl_iterate_phdr(look, &result);
  return result;
}

auto variable(const char* name) -> std::string {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

auto base_folder() -> std::string {
  if (std::string own = variable("KAVA_CACHE_DIR"); !own.empty()) return own;
  if (const std::string caches = variable("XDG_CACHE_HOME"); caches.starts_with('/')) {
    return caches + "/kava";
  }
  const std::string home = variable("HOME");
  return home.starts_with('/') ? home + "/.cache/kava" : std::string();
}

/// Files or folders with that ending, the newest first.
auto newest(const std::string& folder, std::string_view ending) -> std::vector<fs::path> {
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!at->path().native().ends_with(ending)) continue;
    std::error_code gone;
    const auto time = fs::last_write_time(at->path(), gone);
    if (!gone) found.emplace_back(time, at->path());
  }
  std::ranges::sort(found, std::greater<>());
  std::vector<fs::path> result;
  for (auto& [time, path] : found) result.push_back(std::move(path));
  return result;
}

void keep_newest(const std::string& folder, std::string_view ending, size_t most) {
  const auto found = newest(folder, ending);
  for (size_t i = most; i < found.size(); ++i) {
    std::error_code ignored;
    fs::remove_all(found[i], ignored);
  }
}

auto make_folder(const std::string& path) -> bool {
  std::error_code error;
  fs::create_directories(path, error);
  return !error;
}

}  // namespace

auto Cache::open(const std::string& catalogue) -> std::unique_ptr<Cache> {
  const std::string base = base_folder();
  const std::string build = build_id();
  if (base.empty() || build.empty()) return nullptr;
  const std::string of_build = base + '/' + build;
  const std::string folder = of_build + '/' + hex(content_hash(catalogue));
  const bool is_new = ::access(folder.c_str(), F_OK) != 0;
  if (is_new && !make_folder(folder)) return nullptr;
  if (is_new) {
    keep_newest(base, "", most_builds);
    keep_newest(of_build, "", most_catalogues);
  }
  return std::unique_ptr<Cache>(new Cache(folder));
}

Cache::Cache(std::string folder) : folder_(std::move(folder)), writer_(folder_) {
  for (const fs::path& path : newest(folder_, pack)) {
    auto reader = PackReader::open(path.native());
    if (!reader) {
      ::unlink(path.c_str());  // Damaged: it would be of no use to anybody.
      continue;
    }
    const auto number = static_cast<uint32_t>(packs_.size());
    packs_.push_back(std::move(*reader));
    const auto& entries = packs_.back().entries();
    places_.reserve(places_.size() + entries.size());
    for (uint32_t i = 0; i < entries.size(); ++i) {
      places_.try_emplace(entries[i].key, Place{number, i, static_cast<uint32_t>(places_.size())});
    }
  }
  used_.resize(places_.size());
}

// ---- Compiled files
// --------------------------------------------------------------------------------

auto Cache::unit(const ContentHash& text) -> std::optional<Unit> {
  const auto found = places_.find(text);
  if (found == places_.end()) return std::nullopt;
  thread_local std::string image;
  const auto [number, entry, index] = found->second;
  const PackReader& from = packs_[number];
  if (!from.read(from.entries()[entry], image)) return std::nullopt;
  auto result = unit_of(image);
  if (result) std::atomic_ref(used_[index]).store(1, std::memory_order_relaxed);
  return result;
}

void Cache::add(const ContentHash& text, const Unit& unit) { writer_.add(text, image_of(unit)); }

/// Too many packs, or more in them that is not used than that is.
auto Cache::is_worn() const -> bool {
  const auto used = static_cast<size_t>(std::ranges::count(used_, 1));
  return packs_.size() >= most_packs || places_.size() > 2 * (used + most_packs);
}

void Cache::close() {
  const bool worn = is_worn();
  if (writer_.empty() && !worn) return;
  remove_leftovers(folder_);
  if (worn) copy_used();
  const bool done = writer_.finish();
  if (worn && done) remove_packs();
}

void Cache::copy_used() {
  std::string image;
  for (const auto& [key, place] : places_) {
    const PackReader& from = packs_[place.pack];
    if (used_[place.index] != 0 && from.read(from.entries()[place.entry], image)) {
      writer_.add(key, image);
    }
  }
}

/// Who has one of them open can go on reading it.
void Cache::remove_packs() {
  for (const PackReader& old : packs_) ::unlink(old.path().c_str());
}

// ---- What was said
// ---------------------------------------------------------------------------------

auto Cache::knows(const ContentHash& request) const -> bool {
  const std::string start = hex(request);
  std::error_code error;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename();
    if (name.starts_with(start) && name.ends_with(said)) return true;
  }
  return false;
}

namespace {

auto name_of(const ContentHash& request, const ContentHash& texts) -> std::string {
  return fmt::format("{}-{}{}", hex(request), hex(texts), said);
}

/// The format, a hash of the rest, the status, then each output after its length.
auto bytes_of(const Saying& saying) -> std::string {
  std::string rest = fmt::format("{}\n{}\n", saying.status, saying.outputs.size());
  for (const std::string& output : saying.outputs)
    rest += fmt::format("{}\n{}", output.size(), output);
  return fmt::format("{}{}\n{}", saying_format, hex(content_hash(rest)), rest);
}

/// The number on the first line, which goes; empty if there is none.
auto take_number(std::string_view& rest) -> std::optional<size_t> {
  size_t number = 0;
  const auto [at, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto length = static_cast<size_t>(at - rest.data());
  if (error != std::errc() || length >= rest.size() || rest[length] != '\n') return std::nullopt;
  rest.remove_prefix(length + 1);
  return number;
}

auto saying_of(std::string_view bytes) -> std::optional<Saying> {
  constexpr size_t hash_line = 33;
  if (!bytes.starts_with(saying_format)) return std::nullopt;
  bytes.remove_prefix(saying_format.size());
  if (bytes.size() < hash_line) return std::nullopt;
  std::string_view rest = bytes.substr(hash_line);
  if (bytes.substr(0, hash_line - 1) != hex(content_hash(rest))) return std::nullopt;
  const auto status = take_number(rest);
  const auto count = take_number(rest);
  if (!status || !count) return std::nullopt;
  Saying result{static_cast<int>(*status), {}};
  for (size_t i = 0; i < *count; ++i) {
    const auto size = take_number(rest);
    if (!size || *size > rest.size()) return std::nullopt;
    result.outputs.emplace_back(rest.substr(0, *size));
    rest.remove_prefix(*size);
  }
  return result;
}

}  // namespace

auto Cache::saying(const ContentHash& request, const ContentHash& texts) const
    -> std::optional<Saying> {
  Buffer buffer;
  Stamp stamp;
  const std::string path = folder_ + '/' + name_of(request, texts);
  if (::access(path.c_str(), R_OK) != 0 || read_file(path, buffer, stamp)) return std::nullopt;
  return saying_of(buffer.text());
}

void Cache::keep(const ContentHash& request, const ContentHash& texts, const Saying& saying) const {
  if (put_file(folder_, name_of(request, texts), bytes_of(saying))) {
    keep_newest(folder_, said, most_sayings);
  }
}

}  // namespace kava
