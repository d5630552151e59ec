// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/driver/pack.h"
#include "compiler/model/unit.h"

namespace kava {

/// What `kava check` said and its exit status: the bytes for each format that was asked for.
struct Saying {
  int status = 0;
  std::vector<std::string> outputs;
};

/// What earlier runs made of the same bytes: compiled files, and all that was said of a catalogue.
///
/// Everything is found by the hash of the bytes it was made from, never by dates, and is kept for
/// one build of the compiler. Files are written beside their places, moved there and never changed,
/// so that runs do not disturb each other; what is cut short or damaged is as good as absent. A
/// cache that cannot be written is none, and nobody is told.
class Cache {
 public:
  /// The cache of a catalogue (its folder): in `$KAVA_CACHE_DIR`, else `$XDG_CACHE_HOME/kava`, else
  /// `~/.cache/kava`. Empty if there is no such place.
  static auto open(const std::string& catalogue) -> std::unique_ptr<Cache>;

  /// The compiled file with these bytes, but for its source, path and module. Many threads may ask.
  auto unit(const ContentHash& text) -> std::optional<Unit>;
  /// Keeps a compiled file. Many threads may.
  void add(const ContentHash& text, const Unit& unit);
  /// Moves what was added to its place and throws away what nobody needs any more.
  void close();

  /// Whether anything was ever said to that request.
  auto knows(const ContentHash& request) const -> bool;
  auto saying(const ContentHash& request, const ContentHash& texts) const -> std::optional<Saying>;
  void keep(const ContentHash& request, const ContentHash& texts, const Saying& saying) const;

 private:
  struct Place {
    uint32_t pack;
    uint32_t entry;
    uint32_t index;  ///< Into `used_`.
  };
  struct Hasher {
    auto operator()(const ContentHash& hash) const -> size_t { return hash.low; }
  };

  explicit Cache(std::string folder);
  auto is_worn() const -> bool;
  void copy_used();
  void remove_packs();
  void remove_old_sayings() const;

  std::string folder_;
  std::vector<PackReader> packs_;
  std::unordered_map<ContentHash, Place, Hasher> places_;
  std::vector<uint8_t> used_;  ///< Which of the places were asked for.
  PackWriter writer_;
};

}  // namespace kava
