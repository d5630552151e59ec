// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/sources.h"

namespace kava {
namespace {

// Messages come in the order of sources, so what was shown is seldom needed again.
constexpr size_t most_loaded_bytes = 64U << 20;

}  // namespace

void Sources::add_file(std::string path, Stamp stamp) {
  entries_.push_back({std::move(path), Entry::Kind::file, stamp, {}});
}

void Sources::add_text(std::string path, std::string_view text) {
  entries_.push_back({std::move(path), Entry::Kind::text, {}, text});
}

void Sources::add_kept(std::string path, std::string text) {
  kept_.push_back(std::make_unique<std::string>(std::move(text)));
  add_text(std::move(path), *kept_.back());
}

void Sources::add_unread(std::string path) {
  entries_.push_back({std::move(path), Entry::Kind::unread, {}, {}});
}

auto Sources::view(SourceId id) -> SourceView {
  if (!id || id.index >= entries_.size()) return {};
  Entry& entry = entries_[id.index];
  if (entry.kind == Entry::Kind::unread) return {entry.path, nullptr};
  if (loaded_bytes_ > most_loaded_bytes && !loaded_.contains(id.index)) forget();
  const auto [place, is_new] = loaded_.try_emplace(id.index);
  if (is_new) load(entry, place->second);
  return {entry.path, place->second.lines.get(), entry.kind != Entry::Kind::text};
}

void Sources::forget() {
  loaded_.clear();
  loaded_bytes_ = 0;
}

void Sources::load(Entry& entry, Loaded& loaded) {
  std::string_view text = entry.text;
  if (entry.kind == Entry::Kind::file) {
    Stamp stamp;
    if (read_file(entry.path, loaded.buffer, stamp) || stamp != entry.stamp) {
      changed_.push_back(entry.path);
      entry.kind = Entry::Kind::unread;
      return;
    }
    text = loaded.buffer.text();
  }
  loaded.lines = std::make_unique<Lines>(text);
  loaded_bytes_ += text.size();
}

}  // namespace kava
