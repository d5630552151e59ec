// SPDX-License-Identifier: Apache-2.0
// `kava audit`: a judgement turned into evidence. Unlike the records of `build`, an audit is also
// written of what is broken.
#include <llvm/Support/BLAKE3.h>

#include <algorithm>
#include <mutex>
#include <unordered_set>

#include "compiler/driver/asked.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/library.h"
#include "compiler/driver/outputs.h"
#include "compiler/driver/report.h"
#include "compiler/emit/audit.h"

namespace kava {
namespace {

constexpr Words path_missing{"`audit` wants a file or a folder", "`audit` tahab faili või kausta"};
constexpr Words not_written{"kava: nothing was written; `{}` is as it was\n",
                            "kava: midagi ei kirjutatud; `{}` on nagu enne\n"};
constexpr Words same_place{"kava: two audits would be written to `{}`\n",
                           "kava: kaks auditit läheksid samasse faili `{}`\n"};
constexpr Words changed{"kava: `{}` changed while it was audited\n",
                        "kava: `{}` muutus auditi ajal\n"};

/// Of texts, one after another.
class TextHash {
 public:
  void add(std::string_view text) { hasher_.update(llvm::StringRef(text)); }
  auto digits() -> std::string {
    std::string result;
    for (const uint8_t byte : hasher_.final()) result += fmt::format("{:02x}", byte);
    return result;
  }

 private:
  llvm::BLAKE3 hasher_;
};

auto fingerprint_of_library() -> std::string {
  TextHash hash;
  for (const LibraryFile& file : library()) hash.add(file.text);
  return hash.digits();
}

class Auditor {
 public:
  explicit Auditor(const Options& options)
      : options_(options),
        threads_(options.threads),
        reporter_(options),
        outputs_(options.output) {}

  auto run() -> int {
    LinkOptions link{options_.as_of, LibraryScope::Mentioned};
    link.against = options_.against;
    link.accounts = true;
    bool readable = true;
    for (const InputGroup& group : find_inputs(options_.operands)) {
      catalogues_.push_back(load_catalogue(group, link, threads_));
      for (const AskedRegulation& asked : options_.against) {
        const std::string fault =
            fault_of_asked(catalogues_.back()->model, asked, options_.language);
        if (!fault.empty()) return wrong_usage(fault, find_command("audit"), options_.language);
      }
      tell(*catalogues_.back());
      readable = readable && !catalogues_.back()->unreadable;
    }
    // Evidence that leaves out what could not be read would be none.
    if (readable) write();
    const int status = finish(readable);
    for (auto& catalogue : catalogues_) catalogue.release();  // The process ends: see `check`.
    return status;
  }

 private:
  /// Hints and warnings stand in the pages.
  void tell(Catalogue& catalogue) {
    std::vector<Report> errors;
    for (const Report& report : catalogue.diagnostics.reports()) {
      if (report.severity == Severity::Error) errors.push_back(report);
    }
    reporter_.count(catalogue);
    reporter_.report(catalogue, errors);
  }

  void write() {
    if (auto fault = outputs_.prepare()) return complain(say_fault(*fault, options_.language));
    ground_.version = KAVA_VERSION;
    ground_.library = fingerprint_of_library();
    ground_.as_of = options_.as_of;
    for (const AskedRegulation& asked : options_.against) ground_.against.push_back(asked.text());
    hash_sources();
    for (const auto& catalogue : catalogues_) write(*catalogue);
    for (const Language language : languages()) {
      if (wants("html"))
        write(fmt::format("index.{}.html", tag(language)), audit_index(all_, ground_, language));
    }
    if (wants("json")) write("catalogue.json", audit_json(all_, ground_));
  }

  void hash_sources() {
    TextHash hash;
    for (const auto& catalogue : catalogues_) {
      const size_t count = catalogue->files + siblings(*catalogue);
      for (uint32_t i = 0; i < count; ++i) {
        const SourceView view = catalogue->sources.view({i});
        ground_.files.push_back(catalogue->sources.path({i}));
        if (view.lines != nullptr) hash.add(view.lines->whole());
      }
      for (const std::string& path : catalogue->sources.take_changed())
        complain(say(changed, options_.language, path));
    }
    ground_.sources = hash.digits();
  }

  /// Files beside the checked ones that were read for names.
  static auto siblings(const Catalogue& catalogue) -> size_t {
    return static_cast<size_t>(std::ranges::count_if(catalogue.model.units, &Unit::only_for_names));
  }

  void write(Catalogue& catalogue) {
    const AuditReports reports(catalogue.model, catalogue.diagnostics.reports());
    const AuditPlaces places = [&](Location where) { return place_in(catalogue, where); };
    const size_t count = catalogue.model.curricula.size();
    std::vector<AuditedProgramme> audited(count);
    threads_.run(count, [&](size_t i) {
      AuditedProgramme programme = audit_programme(catalogue.model, i, reports, places);
      write(programme);
      // The table of all needs the verdicts, but not their working.
      for (AuditRegulation& regulation : programme.regulations) {
        for (AuditVerdict& verdict : regulation.verdicts) verdict.lines.clear();
      }
      audited[i] = std::move(programme);
    });
    std::vector<bool> told(reports.all().size(), false);
    for (size_t i = 0; i < count; ++i) {
      all_.add(audited[i]);
      for (const size_t report : reports.about(catalogue.model.curricula[i])) told[report] = true;
    }
    for (size_t i = 0; i < told.size(); ++i) {
      if (!told[i]) all_.findings.push_back(audit_finding(reports.all()[i], places));
    }
  }

  void write(const AuditedProgramme& programme) {
    const std::string stem = "programmes/" + programme.stem;
    for (const Language language : languages()) {
      if (wants("html"))
        write(fmt::format("{}.{}.html", stem, tag(language)),
              audit_page(programme, ground_, language));
    }
    if (wants("json")) write(stem + ".json", audit_json(programme, ground_));
  }

  void write(const std::string& path, std::string_view bytes) {
    {
      const std::lock_guard lock(mutex_);
      if (!taken_.insert(path).second)
        return complain_locked(say(same_place, options_.language, outputs_.place(path)));
    }
    const auto fault = outputs_.write(path, bytes);
    const std::lock_guard lock(mutex_);
    if (fault) complain_locked(say_fault(*fault, options_.language));
    paths_.push_back(path);
  }

  auto place_in(Catalogue& catalogue, Location where) -> AuditPlace {
    constexpr size_t most_written = 100;
    AuditPlace result;
    if (!where.source) return result;
    const std::lock_guard lock(sources_mutex_);
    const SourceView view = catalogue.sources.view(where.source);
    result.file = view.path;
    if (view.lines == nullptr) return result;
    const LineColumn at = view.lines->at(where.span.offset);
    result.line = at.line;
    result.column = at.column;
    const std::string_view line = view.lines->text(at.line);
    const size_t begin = where.span.offset - view.lines->start(at.line);
    if (begin < line.size()) result.written = line.substr(begin, where.span.length);
    if (result.written.size() <= most_written) return result;
    size_t end = most_written;
    while (end > 0 && (static_cast<unsigned char>(result.written[end]) & 0xC0U) == 0x80U) --end;
    result.written.resize(end);
    return result;
  }

  auto languages() const -> std::vector<Language> {
    if (options_.language_given) return {options_.language};
    return {Language::en, Language::et};
  }
  static auto tag(Language language) -> std::string_view {
    return language == Language::et ? "et" : "en";
  }
  auto wants(std::string_view format) const -> bool {
    return options_.emit.empty() || std::ranges::find(options_.emit, format) != options_.emit.end();
  }

  void complain(std::string complaint) {
    const std::lock_guard lock(mutex_);
    complain_locked(std::move(complaint));
  }
  void complain_locked(std::string complaint) { complaints_.push_back(std::move(complaint)); }

  auto finish(bool readable) -> int {
    std::ranges::sort(paths_);
    if (readable && complaints_.empty()) {
      if (auto fault = outputs_.publish(paths_))
        complaints_.push_back(say_fault(*fault, options_.language));
    }
    const bool written = readable && complaints_.empty();
    const int status = reporter_.finish({}, !complaints_.empty());
    std::ranges::sort(complaints_);
    for (const std::string& complaint : complaints_) print_error(complaint);
    if (!written) print_error(say(not_written, options_.language, options_.output));
    std::string list;
    for (const std::string& path : paths_) list += outputs_.place(path) + '\n';
    if (written) print(list);
    return status;
  }

  const Options& options_;
  Threads threads_;
  Reporter reporter_;
  Outputs outputs_;
  std::vector<std::unique_ptr<Catalogue>> catalogues_;
  AuditGround ground_;
  AuditedCatalogue all_;
  std::mutex mutex_, sources_mutex_;
  std::unordered_set<std::string> taken_;
  std::vector<std::string> paths_, complaints_;
};

}  // namespace

auto run_audit(const Options& options) -> int {
  if (options.operands.empty()) {
    return wrong_usage(path_missing.in(options.language), find_command("audit"), options.language);
  }
  return Auditor(options).run();
}

}  // namespace kava
