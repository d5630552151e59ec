// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "compiler/base/suggest.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/counts.h"
#include "compiler/driver/outputs.h"
#include "compiler/driver/remembered.h"
#include "compiler/driver/report.h"
#include "compiler/emit/emitters.h"

namespace kava {
namespace {

constexpr Words path_missing{"`build` wants a file or a folder", "`build` tahab faili või kausta"};
constexpr Words no_such_emitter{"nothing called `{}` can be written; there is {}",
                                "väljundit `{}` ei ole; olemas on {}"};
constexpr Words not_written{"kava: nothing was written; `{}` is as it was\n",
                            "kava: midagi ei kirjutatud; `{}` on nagu enne\n"};
constexpr Words same_place{"kava: two records would be written to `{}`\n",
                           "kava: kaks väljundit läheksid samasse faili `{}`\n"};
constexpr Words bad_place{"kava: `{}` is outside of the folder for outputs\n",
                          "kava: `{}` on väljaspool väljundkausta\n"};

/// The emitters asked for, all if none was named; says which name is none.
auto chosen_emitters(const Options& options, std::vector<const Emitter*>& chosen) -> std::string {
  std::string names;
  for (const Emitter& emitter : emitters()) {
    const auto& wanted = options.emit;
    const bool named = std::find(wanted.begin(), wanted.end(), emitter.name) != wanted.end();
    if (wanted.empty() || named) chosen.push_back(&emitter);
    if (!names.empty()) names += ", ";
    names += emitter.name;
  }
  for (const std::string& name : options.emit) {
    const auto is_it = [&](const Emitter* emitter) { return emitter->name == name; };
    if (std::any_of(chosen.begin(), chosen.end(), is_it)) continue;
    return say(no_such_emitter, options.language, name, names);
  }
  return {};
}

/// What one programme gave.
struct Emitted {
  std::vector<std::string> paths;
  Diagnostics diagnostics;
};

auto stays_inside(std::string_view path) -> bool {
  return !path.empty() && !path.starts_with('/') && path != ".." && !path.starts_with("../") &&
         path.find("/../") == std::string_view::npos && !path.ends_with("/..");
}

class Builder {
 public:
  Builder(const Options& options, std::vector<const Emitter*> chosen)
      : options_(options),
        chosen_(std::move(chosen)),
        threads_(options.threads),
        reporter_(options),
        outputs_(options.output) {}

  auto run() -> int {
    std::vector<std::unique_ptr<Catalogue>> catalogues;
    const std::vector<InputGroup> groups = find_inputs(options_.operands);
    const auto cache = cache_for(options_, groups);
    Counts counts;
    for (const InputGroup& group : groups) {
      // Forms are declared in the modules in use, which are therefore loaded as a whole.
      const LinkOptions link_options{options_.as_of, LibraryScope::WholeModules};
      catalogues.push_back(load_catalogue(group, link_options, threads_, cache.get()));
      reporter_.report(*catalogues.back());
      counts.add(*catalogues.back());
    }
    if (cache) cache->close();
    // Records are made only if every programme is sound: a folder of outputs is of one version.
    if (!reporter_.has_errors()) {
      if (auto fault = outputs_.prepare()) return finish_unwritten(*fault);
      for (const auto& catalogue : catalogues) emit(*catalogue);
    }
    const int status = finish();
    counts.say(options_);
    for (auto& catalogue : catalogues) catalogue.release();  // The process ends: see `check`.
    return status;
  }

 private:
  /// Writes the records of all programmes of a catalogue beside their places.
  void emit(Catalogue& catalogue) {
    Diagnostics diagnostics;
    std::vector<Emission> emissions;
    const PlaceNames places = [this, &catalogue](Location where) {
      return place_in(catalogue, where);
    };
    for (const Emitter* emitter : chosen_) {
      emissions.push_back(emitter->prepare(catalogue.model, places, diagnostics));
    }
    std::vector<Emitted> emitted(catalogue.model.curricula.size());
    threads_.run(emitted.size(), [&](size_t i) { emitted[i] = emit(emissions, i); });
    for (Emitted& programme : emitted) {
      diagnostics.append(std::move(programme.diagnostics));
      for (std::string& path : programme.paths) paths_.push_back(std::move(path));
    }
    diagnostics.sort();
    reporter_.report(catalogue, diagnostics.reports());
  }

  /// The name of the file without its folder, which is another on every machine, and the line.
  auto place_in(Catalogue& catalogue, Location where) -> std::string {
    const std::lock_guard lock(sources_mutex_);
    const SourceView view = catalogue.sources.view(where.source);
    const std::string& path = catalogue.sources.path(where.source);
    return fmt::format("{}:{}", path.substr(path.rfind('/') + 1),
                       view.lines->at(where.span.offset).line);
  }

  auto emit(const std::vector<Emission>& emissions, size_t programme) -> Emitted {
    Emitted result;
    const auto take = [&](std::string path, std::string_view bytes) {
      if (!claim(path)) return;
      if (auto fault = outputs_.write(path, bytes)) note(told(*fault));
      result.paths.push_back(std::move(path));
    };
    for (const Emission& emission : emissions) {
      emission(programme, take, result.diagnostics);
    }
    return result;
  }

  /// True for the first to write there.
  auto claim(const std::string& path) -> bool {
    const std::lock_guard lock(mutex_);
    if (!stays_inside(path)) {
      complaints_.push_back(say(bad_place, options_.language, path));
      return false;
    }
    if (taken_.insert(path).second) return true;
    complaints_.push_back(say(same_place, options_.language, outputs_.place(path)));
    return false;
  }

  void note(std::string complaint) {
    const std::lock_guard lock(mutex_);
    complaints_.push_back(std::move(complaint));
  }

  auto told(const WriteFault& fault) const -> std::string {
    return say_fault(fault, options_.language);
  }

  auto finish_unwritten(const WriteFault& fault) -> int {
    complaints_.push_back(told(fault));
    return finish();
  }

  auto finish() -> int {
    const bool sound = !reporter_.has_errors() && complaints_.empty();
    if (sound) {
      if (auto fault = outputs_.publish(paths_)) complaints_.push_back(told(*fault));
    } else {
      paths_.clear();
    }
    for (std::string& path : paths_) path = outputs_.place(path);
    const int status = reporter_.finish(paths_, !complaints_.empty());
    std::sort(complaints_.begin(), complaints_.end());
    for (const std::string& complaint : complaints_) print_error(complaint);
    if (!sound) print_error(say(not_written, options_.language, options_.output));
    if (!reporter_.uses_output()) print_list();
    return status;
  }

  void print_list() const {
    std::string out;
    for (const std::string& path : paths_) out += path + '\n';
    print(out);
  }

  const Options& options_;
  std::vector<const Emitter*> chosen_;
  Threads threads_;
  Reporter reporter_;
  Outputs outputs_;
  std::vector<std::string> paths_;
  std::mutex mutex_;
  std::mutex sources_mutex_;
  std::unordered_set<std::string> taken_;
  std::vector<std::string> complaints_;
};

}  // namespace

auto run_build(const Options& options) -> int {
  const Command* const command = find_command("build");
  if (options.operands.empty()) {
    return wrong_usage(path_missing.in(options.language), command, options.language);
  }
  std::vector<const Emitter*> chosen;
  std::string fault = chosen_emitters(options, chosen);
  if (fault.empty()) fault = fault_of_formats(options);
  if (!fault.empty()) return wrong_usage(fault, command, options.language);
  return Builder(options, std::move(chosen)).run();
}

}  // namespace kava
