// SPDX-License-Identifier: Apache-2.0
// `kava impact`: every programme is judged twice, as now and with another version of a regulation,
// or a draft, in the place of the one that judges.
#include "compiler/driver/commands/impact.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "compiler/base/dotted.h"
#include "compiler/driver/asked.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/report.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

constexpr Words path_missing{"`impact` wants a file or a folder",
                             "`impact` tahab faili või kausta"};
constexpr Words regulation_missing{
    "`impact` wants what to try: `--regulation NAME@DATE` for another version, or a file with a "
    "draft",
    "`impact` tahab teada, mida proovida: `--regulation NIMI@KUUPÄEV` teise redaktsiooni jaoks või "
    "fail eelnõuga"};
constexpr Words neither{"`{}` is neither a file nor NAME@DATE",
                        "`{}` ei ole fail ega NIMI@KUUPÄEV"};
constexpr Words declares_none{"`{}` declares no regulation", "failis `{}` ei ole ühtki õigusakti"};
constexpr Words may_be_several{
    "`{0}` may stand for `{1}`: say for which one, with `--regulation {2}={0}`",
    "`{0}` võib asendada õigusakte `{1}`: ütle, millist, kirjutades `--regulation {2}={0}`"};
constexpr Words nothing_under{"kava: nothing comes under `{}`, which `{}` declares\n",
                              "kava: miski ei ole õigusakti `{}` all, mis on failis `{}`\n"};

/// Mistakes of a file of its own: what rules say of programmes is no mistake of the draft, and that
/// it is in force at the same time as what it stands for is meant.
auto is_mistake_in(const Report& report, SourceId source) -> bool {
  return report.severity == Severity::Error && report.where.source == source &&
         report.rules.empty() && report.message.row != diag::versions_overlap.row &&
         report.message.row != diag::versions_gap.row;
}

class Trial {
 public:
  explicit Trial(const Options& options) : options_(options), threads_(options.threads) {}

  auto run() -> int {
    if (!read_wish()) return usage();
    groups_ = find_inputs(options_.operands);
    for (InputGroup& group : groups_) {
      std::erase_if(group.files, [&](const InputFile& file) { return is_draft(file); });
      // Not given back: the result refers to the models.
      compared_.push_back({load(group, {options_.as_of, LibraryScope::Mentioned}, nullptr), {}});
      if (compared_.back().before->unreadable) return unreadable(*compared_.back().before);
    }
    if (draft_ && !place_draft()) return usage();
    if (const auto status = judge_again()) return *status;
    for (const Compared& compared : compared_) compare(compared, impact_);
    const bool json = options_.list_format == "json";
    for (const std::string& name : impact_.unused)
      print_error(say(nothing_under, options_.language, name, impact_.draft));
    print(json ? impact_as_json(impact_) : impact_as_text(impact_, options_.language));
    return impact_.count(Effect::NewlyBroken) > 0 ? 1 : 0;
  }

 private:
  auto usage() const -> int {
    return wrong_usage(fault_, find_command("impact"), options_.language);
  }

  auto load(const InputGroup& group, const LinkOptions& link_options, const InputFile* draft)
      -> Catalogue* {
    return load_catalogue(group, link_options, threads_, nullptr, draft).release();
  }

  // ---- What is to be tried
  // -----------------------------------------------------------------------

  auto read_wish() -> bool {
    const Language language = options_.language;
    const std::string& wish = options_.regulation;
    if (options_.operands.empty()) fault_ = path_missing.in(language);
    else if (wish.empty()) fault_ = regulation_missing.in(language);
    if (!fault_.empty()) return false;
    const size_t equals = wish.find('=');
    if (!canonical(wish).empty()) return read_draft({}, wish);
    if (equals != std::string::npos)
      return read_draft(wish.substr(0, equals), wish.substr(equals + 1));
    version_ = read_asked(wish);
    if (version_ && version_->date) return true;
    if (wish.ends_with(".kava")) return read_draft({}, wish);
    fault_ = say(neither, language, wish);
    return false;
  }

  /// What the draft declares. Its mistakes are told when its module is known.
  auto read_draft(std::string name, const std::string& path) -> bool {
    const std::vector<InputGroup> found = find_inputs({&path, 1});
    if (found.size() != 1 || found.front().files.size() != 1) {
      fault_ = say(neither, options_.language, path);
      return false;
    }
    draft_ = found.front().files.front();
    impact_.draft = draft_->path;
    stands_for_ = std::move(name);
    Buffer buffer;
    Stamp stamp;
    if (draft_->fault || read_file(draft_->path, buffer, stamp)) return true;  // Told later.
    Diagnostics found_in_it;
    const Unit unit = compile_unit({SourceId{0}, draft_->path, {}, buffer.text()}, found_in_it);
    for (const Object& object : unit.objects) {
      if (object.kind == Word::regulation && object.parent == 0 && object.name.length > 0)
        declared_.insert(std::string(unit.view(object.name)));
    }
    if (!declared_.empty() || found_in_it.count(Severity::Error) > 0) return true;
    fault_ = say(declares_none, options_.language, draft_->path);
    return false;
  }

  auto is_draft(const InputFile& file) const -> bool {
    return draft_ && !file.canonical.empty() && file.canonical == draft_->canonical;
  }

  /// The draft is read in the module of the regulations that it stands for.
  auto place_draft() -> bool {
    std::set<std::string> names, modules;
    for (const Compared& compared : compared_) {
      const Model& model = compared.before->model;
      for (const Curriculum& curriculum : model.curricula) {
        for (const ObjectId regulation : curriculum.regulations) {
          std::string name = full_name(model, regulation);
          const bool wanted = stands_for_.empty() || is_called(name, stands_for_);
          if (!wanted || !declared_.contains(std::string(last_segment(name)))) continue;
          modules.insert(std::string(without_last(name)));
          names.insert(std::move(name));
        }
      }
    }
    if (modules.size() > 1) {
      fault_ = say(may_be_several, options_.language, draft_->path,
                   fmt::format("{}", fmt::join(names, "`, `")), *names.begin());
      return false;
    }
    draft_->module = modules.empty() ? std::string() : *modules.begin();
    impact_.regulations.assign(names.begin(), names.end());
    for (const std::string& name : declared_) {
      const auto stands_for_one = [&](const std::string& full) {
        return last_segment(full) == name;
      };
      if (std::ranges::none_of(names, stands_for_one)) impact_.unused.push_back(name);
    }
    return true;
  }

  // ---- The second judgement
  // ----------------------------------------------------------------------

  /// Returns a status if there is nothing to compare.
  auto judge_again() -> std::optional<int> {
    const bool nothing_to_try = draft_ && !declared_.empty() && impact_.regulations.empty();
    LinkOptions link_options{options_.as_of, LibraryScope::Mentioned};
    link_options.instead.version = version_;
    for (size_t i = 0; i < groups_.size(); ++i) {
      if (nothing_to_try) {
        compared_[i].after = compared_[i].before;
        continue;
      }
      Catalogue& after = *load(groups_[i], link_options, draft_ ? &*draft_ : nullptr);
      compared_[i].after = &after;
      if (draft_) {
        if (const auto status = mistakes(after)) return status;
        continue;
      }
      fault_ = fault_of_asked(after.model, *version_, options_.language);
      if (!fault_.empty()) return usage();
      const ObjectId version = incoming(after.model, {version_, {}}).front();
      impact_.regulations = {full_name(after.model, version)};
      impact_.period = period_of(after.model.thing(version));
    }
    return std::nullopt;
  }

  /// Those of the draft are told, and then there is nothing to compare.
  auto mistakes(Catalogue& after) -> std::optional<int> {
    const SourceId draft = draft_source(after);
    std::vector<Report> told;
    std::ranges::copy_if(after.diagnostics.reports(), std::back_inserter(told),
                         [&](const Report& report) { return is_mistake_in(report, draft); });
    if (told.empty()) return std::nullopt;
    Reporter reporter(options_);
    reporter.count(draft_->path);
    reporter.report(after, told);
    reporter.finish();
    return after.unreadable ? 2 : 1;
  }

  /// It stands behind all other files that are checked.
  static auto draft_source(const Catalogue& after) -> SourceId {
    return after.model.units[after.model.checked_units - 1].source;
  }

  auto unreadable(Catalogue& catalogue) const -> int {
    std::vector<Report> told;
    for (const Report& report : catalogue.diagnostics.reports()) {
      if (catalogue.sources.view(report.where.source).lines == nullptr) told.push_back(report);
    }
    Reporter reporter(options_);
    reporter.count(catalogue);
    reporter.report(catalogue, told);
    reporter.finish();
    return 2;
  }

  const Options& options_;
  Threads threads_;
  std::string fault_;
  std::optional<AskedRegulation> version_;
  std::optional<InputFile> draft_;
  std::string stands_for_;          ///< Which regulation, if that was said.
  std::set<std::string> declared_;  ///< Regulations of the draft.
  std::vector<InputGroup> groups_;
  std::vector<Compared> compared_;
  Impact impact_;
};

}  // namespace

auto run_impact(const Options& options) -> int { return Trial(options).run(); }

}  // namespace kava
