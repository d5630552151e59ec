// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/inputs.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "compiler/driver/files.h"

namespace kava {
namespace {

auto is_folder(const std::string& path) -> bool {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

auto parent_of(const std::string& path) -> std::string {
  const size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

/// The folder in which a path as given stands.
auto folder_of(const std::string& path) -> std::string {
  return path.find('/') == std::string::npos ? "." : parent_of(path);
}

auto last_part(std::string_view path) -> std::string_view {
  return path.substr(path.rfind('/') + 1);
}

/// `folder/name`, without `./` and double slashes.
auto below(const std::string& folder, const std::string& name) -> std::string {
  if (folder == ".") return name;
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

/// The name of a folder as a segment of a module's name.
auto segment(std::string_view folder) -> std::string {
  std::string result(folder);
  for (char& c : result) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter =
        (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
    if (!letter && !(byte >= '0' && byte <= '9')) c = '_';
  }
  return result;
}

/// Walks what was given and puts each file into its group.
class Finder {
 public:
  void add(const std::string& given) {
    std::string path = given;
    while (path.size() > 2 && path.starts_with("./")) path.erase(0, 2);
    if (path == "-") return add_file(path, {}, {});
    const std::string resolved = canonical(path);
    if (resolved.empty()) return add_fault(path, fault_of_path(errno));
    if (!is_folder(resolved)) return add_file(path, resolved, canonical(folder_of(path)));
    const bool seen = folders_.contains(resolved);
    const size_t before = met_;
    add_folder(path, resolved);
    if (!seen && met_ == before) add_fault(path, message(diag::no_definitions));
  }

  auto groups() -> std::vector<InputGroup> {
    for (InputGroup& group : groups_) group.complete = folders_.contains(group.folder);
    return std::move(groups_);
  }

 private:
  static auto fault_of_path(int number) -> Message {
    if (number == ENOENT || number == ENOTDIR) return message(diag::no_such_file);
    return message(diag::cannot_read, system_reason(number));
  }

  void add_folder(const std::string& path, const std::string& resolved) {
    if (!folders_.insert(resolved).second) return;
    const auto listing = list_folder(resolved);
    if (!listing) return add_fault(path, fault_of_path(errno));
    for (const Listing::File& file : listing->files) {
      const std::string name = below(resolved, file.name);
      // Asking where every file leads would cost more than reading it.
      const std::string target = file.is_link ? canonical(name) : std::string();
      if (target.empty()) add_own_file(below(path, file.name), name, resolved);
      else add_file(below(path, file.name), target, resolved);
    }
    for (const std::string& name : listing->folders) {
      const std::string folder = canonical(below(resolved, name));
      if (!folder.empty() && !is_virtual(folder)) add_folder(below(path, name), folder);
    }
  }

  /// A file given by its name, or met as a link. `resolved` tells files apart; `folder` is where
  /// the file stands, perhaps as a link.
  void add_file(const std::string& path, const std::string& resolved, const std::string& folder) {
    ++met_;
    const std::string_view name = last_part(resolved);
    const bool is_listed = name.ends_with(".kava") && !name.starts_with('.');
    const bool met = is_listed && folders_.contains(parent_of(resolved));
    if (met || !files_.insert(resolved).second) return;
    if (folder.empty()) {
      group({}).files.push_back({path, {}, {}, std::nullopt});
      return;
    }
    const ModulePlace& place = places_.of(folder);
    group(place.catalogue).files.push_back({path, resolved, place.module, std::nullopt});
  }

  /// A file that stands in a folder which is met once: it needs no remembering.
  void add_own_file(std::string path, std::string resolved, const std::string& folder) {
    ++met_;
    if (!files_.empty() && files_.contains(resolved)) return;
    const ModulePlace& place = places_.of(folder);
    group(place.catalogue)
        .files.push_back({std::move(path), std::move(resolved), place.module, std::nullopt});
  }

  void add_fault(const std::string& path, Message fault) {
    ++met_;
    group({}).files.push_back({path, {}, {}, std::move(fault)});
  }

  auto group(const std::string& folder) -> InputGroup& {
    const auto [known, is_new] = numbers_.try_emplace(folder, groups_.size());
    if (is_new) groups_.push_back({folder, {}, false});
    return groups_[known->second];
  }

  Places places_;
  std::vector<InputGroup> groups_;
  std::unordered_map<std::string, size_t> numbers_;
  std::unordered_set<std::string> files_;    ///< Given by name, or met as links.
  std::unordered_set<std::string> folders_;  ///< All files in these have been met.
  size_t met_ = 0;                           ///< Files and faults so far, also those met before.
};

}  // namespace

auto Places::of(const std::string& folder) -> const ModulePlace& {
  const auto known = known_.find(folder);
  if (known != known_.end()) return known->second;
  ModulePlace place{folder, {}, ::access(below(folder, "catalogue.kava").c_str(), F_OK) == 0};
  if (!place.declared && folder != "/") {
    const ModulePlace& outer = of(parent_of(folder));
    if (outer.declared) {
      const std::string name = segment(last_part(folder));
      place = {outer.catalogue, outer.module.empty() ? name : outer.module + '.' + name, true};
    }
  }
  return known_.emplace(folder, std::move(place)).first->second;
}

auto module_folder(const std::string& catalogue, std::string_view module) -> std::string {
  std::string folder = catalogue;
  while (!module.empty() && !folder.empty()) {
    const std::string_view wanted = module.substr(0, module.find('.'));
    module.remove_prefix(std::min(module.size(), wanted.size() + 1));
    std::string next = below(folder, std::string(wanted));
    if (is_folder(next)) {
      folder = std::move(next);
      continue;
    }
    const auto listing = list_folder(folder);
    folder = {};
    if (!listing) break;
    for (const std::string& name : listing->folders) {
      if (segment(name) == wanted) folder = below(parent_of(next), name);
    }
  }
  return folder;
}

auto find_inputs(std::span<const std::string> paths) -> std::vector<InputGroup> {
  Finder finder;
  for (const std::string& path : paths) finder.add(path);
  return finder.groups();
}

}  // namespace kava
