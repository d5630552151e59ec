// SPDX-License-Identifier: Apache-2.0
//
// kava-generate N DIR [--seed S] [--faults PERCENT] [--odd]
//
// Writes a catalogue of N micro-degrees under the TalTech regulation, one per file, in folders of a
// hundred. The same arguments give the same bytes on every machine: the random numbers are our own,
// since the distributions of <random> differ between libraries, and every programme draws from its
// own stream, so that programme 7 is the same whatever N is. No expression draws twice, because
// compilers differ in the order in which they evaluate operands.
//
// With --odd the programmes are drafts that lack some of what may be lacking, and their texts hold
// what breaks careless writers of XML, HTML and JSON.

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan.h"
#include "words.h"

namespace kava::bench {
namespace {

std::string two_languages(const std::string& et, const std::string& en) {
  return fmt::format("et \"{}\", en \"{}\"", et, en);
}

std::string two_languages(const Text& text) { return two_languages(text.et, text.en); }

std::string outcome_text(const Outcome& outcome) {
  return two_languages(
      fmt::format("{} {}{}", outcome.verb.et, outcome.topic.et, outcome.condition.et),
      fmt::format("{} {}{}", outcome.verb.en, outcome.topic.en, outcome.condition.en));
}

std::string names(const std::vector<Course>& courses, int semester) {
  std::string list;
  for (const Course& course : courses) {
    if (semester != 0 && course.semester != semester) continue;
    if (!list.empty()) list += ", ";
    list += course.name;
  }
  return list;
}

std::string hours(const Plan& plan, int credits, bool wrong) {
  const int contact = plan.contact_per_credit * credits;
  const int practical = plan.practical_per_credit * credits;
  const int total = hours_per_credit * credits;
  const int independent = total - contact - practical - (wrong ? 2 : 0);
  return fmt::format("{{ total {} h; contact {} h; practical {} h; independent {} h }}", total,
                     contact, practical, independent);
}

/// Every course serves at least one outcome, and the first course serves them all: the courses
/// hang together, and every outcome is reached whatever electives are chosen.
std::string achieved_by(const Plan& plan, std::size_t outcome) {
  std::vector<Course> all = plan.courses;
  if (plan.electives) {
    all.insert(all.end(), plan.electives->options.begin(), plan.electives->options.end());
  }
  std::string list;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i != 0 && i % plan.outcomes.size() != outcome) continue;
    if (!list.empty()) list += ", ";
    list += fmt::format("{}.{}", all[i].name, all[i].outcomes.front().name);
  }
  return list;
}

std::string assessment(Random& random, const char* kind, const std::string& assesses, int weight,
                       bool criterion) {
  std::string text = fmt::format("  assessment {} {{\n    assesses  {}\n", kind, assesses);
  if (criterion) text += fmt::format("    criterion {}\n", two_languages(random.pick(criteria)));
  if (weight != 0) text += fmt::format("    weight    {}%\n", weight);
  return text + "  }\n";
}

/// One assessment, or two whose weights add up; each proves at least one outcome.
std::string assessments(Random& random, const Course& course, bool first, Fault fault) {
  constexpr std::array<const char*, 6> kinds = {"written_exam", "practical",  "portfolio",
                                                "report",       "case_study", "test"};
  std::string all;
  for (const Outcome& outcome : course.outcomes) all += (all.empty() ? "" : ", ") + outcome.name;
  if (fault == Fault::outcome_not_assessed) all = course.outcomes.front().name;
  const char* kind = first ? "project" : random.pick(kinds);
  const bool two = fault == Fault::weights || (fault == Fault::none && random.chance(15));
  if (!two) return assessment(random, kind, all, 0, fault != Fault::missing_criterion);
  const int weight = 40 + 10 * random.below(3);
  const int rest = 100 - weight + (fault == Fault::weights ? 10 : 0);
  std::string text = assessment(random, kind, all, weight, true);
  text += assessment(random, "presentation", course.outcomes.front().name, rest, true);
  return text;
}

std::string origin(const Plan& plan, const Course& course) {
  if (!course.degree) return "  origin    continuing\n  admission { education upper_secondary }\n";
  return fmt::format("  origin    degree {{ programme {}_{:04} }}\n",
                     plan.master ? "master" : "bachelor", plan.index / files_per_folder);
}

/// A definition of `course`; `fault` is the mistake to make in this course.
std::string course_text(Random& random, const Plan& plan, const Course& course, bool first,
                        Fault fault) {
  const std::string credits = fault == Fault::decimal_comma ? fmt::format("{},0", course.credits)
                                                            : fmt::format("{}", course.credits);
  std::string text = fmt::format("course {} {{\n  code      \"{}\"\n", course.name, course.code);
  text +=
      fmt::format("  title     {}\n  credits   {} ects\n", two_languages(course.title), credits);
  text += fmt::format("  hours     {}\n", hours(plan, course.credits, fault == Fault::hours_parts));
  text += origin(plan, course);
  text += fmt::format("  grading   {}\n", random.chance(60) ? "differentiated" : "pass_fail");
  if (!course.requires_course.empty())
    text += fmt::format("  requires  {}\n", course.requires_course);
  if (random.chance(40))
    text += fmt::format("  content   {}\n", two_languages(random.pick(contents)));
  for (const Outcome& outcome : course.outcomes) {
    text += fmt::format("  outcome {} {{ text {} }}\n", outcome.name, outcome_text(outcome));
  }
  text += assessments(random, course, first, fault);
  text += "}\n\n";
  return text;
}

std::string head_text(Random& random, const Plan& plan) {
  const int declared = total_credits(plan) + (plan.fault == Fault::wrong_sum ? 2 : 0);
  const char* credits = plan.fault == Fault::unknown_field ? "creditz" : "credits";
  std::string text =
      fmt::format("  code          \"TT-{:06}\"\n  status        proposed\n", plan.index);
  text += fmt::format("  title         {}\n", two_languages(plan.area->title));
  text += fmt::format(
      "  provider      taltech\n"
      "  aim           et \"Õppija omandab teadmised ja oskused valdkonnas „{}“.\",\n"
      "                en \"Learners acquire knowledge and skills in the field “{}”.\"\n",
      plan.area->title.et, plan.area->title.en);
  text += fmt::format("  aim_kind      {}\n", random.chance(50) ? "enhance" : "acquire");
  text += fmt::format("  field         isced.{}\n  level         eqf.{}\n", plan.area->isced,
                      plan.master ? 7 : 6);
  text += fmt::format("  {}       {} ects\n", credits, declared);
  text += fmt::format("  language      {}\n", random.chance(80) ? "et" : "en");
  text += fmt::format("  mode          {}\n", random.chance(50) ? "blended" : "on_site");
  text += fmt::format("  target_group  {}\n", two_languages(random.pick(target_groups)));
  text += "  audience      adults, professionals\n";
  text += fmt::format("  linked_programme {}_{:04}\n", plan.master ? "master" : "bachelor",
                      plan.index / files_per_folder);
  text +=
      fmt::format("  study_group   {}\n", random.chance(50) ? "separate" : "with_degree_students");
  return text;
}

std::string conditions_text(Random& random, const Plan& plan) {
  std::string text = fmt::format("  admission     {{ education {} }}\n",
                                 plan.master ? "bachelor" : "upper_secondary");
  text += fmt::format("  rationale     {{ need {} }}\n", two_languages(random.pick(needs)));
  text += fmt::format("  method        {}\n", two_languages(random.pick(methods)));
  text += fmt::format("  environment   {}\n", two_languages(random.pick(environments)));
  text +=
      "  completion    { condition et \"Kõik ained on sooritatud\", en \"All courses are passed\" "
      "}\n";
  text += fmt::format("  documents     certificate{}\n",
                      plan.fault == Fault::missing_transcript ? "" : ", transcript");
  text += fmt::format("  director      programme_director_{:04}\n", plan.index / files_per_folder);
  text +=
      "  quality_assurance internal_review\n"
      "  trainer_competence et \"Erialane magistrikraad ja kogemus täiskasvanute õpetamisel\",\n"
      "                     en \"A master's degree in the field and experience in adult "
      "education\"\n";
  return text;
}

std::string outcomes_text(const Plan& plan) {
  std::string text;
  for (std::size_t i = 0; i < plan.outcomes.size(); ++i) {
    text +=
        fmt::format("  outcome {} {{\n    text        {}\n    achieved_by {}\n  }}\n",
                    plan.outcomes[i].name, outcome_text(plan.outcomes[i]), achieved_by(plan, i));
  }
  return text;
}

std::string semesters_text(const Plan& plan) {
  std::string text;
  for (int semester = 1; semester <= plan.semesters; ++semester) {
    text += fmt::format("  semester {} {{\n    course {}", semester, names(plan.courses, semester));
    text += plan.fault == Fault::unknown_course && semester == 1 ? "s\n" : "\n";
    if (plan.electives && semester == plan.semesters) {
      text += fmt::format(
          "    choose electives {} {{\n      title  et \"Valikained\", en \"Electives\"\n"
          "      course {}\n    }}\n",
          plan.electives->amount, names(plan.electives->options, 0));
    }
    text += "  }\n";
  }
  return text;
}

std::string offering_text(Random& random, const Plan& plan) {
  const int places = 8 + random.below(5);
  return fmt::format(
      "offering autumn_2026_{:06} of {} {{\n  begins        autumn 2026\n"
      "  registration  ..2026-08-21\n  places        {}..{}\n  price         {} EUR {{ rate "
      "taltech.open_university.engineering }}\n}}\n",
      plan.index, plan.name, places, places + 12, 60 * total_credits(plan));
}

std::string programme_text(Random& random, const Plan& plan) {
  std::string text = "use estonia.taltech\n\n";
  text += fmt::format("/// {}. {}\n", plan.area->title.en, random.pick(needs).en);
  text += fmt::format("programme {} under taltech.microdegree {{\n", plan.name);
  text += head_text(random, plan);
  text += conditions_text(random, plan);
  text += outcomes_text(plan);
  text += semesters_text(plan);
  text += plan.fault == Fault::unclosed_block ? "\n" : "}\n\n";
  const auto write = [&](const Course& course, bool first) {
    if (!course.shared) {
      text += course_text(random, plan, course, first, first ? plan.fault : Fault::none);
    }
  };
  for (std::size_t i = 0; i < plan.courses.size(); ++i) write(plan.courses[i], i == 0);
  if (plan.electives) {
    for (const Course& course : plan.electives->options) write(course, false);
  }
  text += offering_text(random, plan);
  return text;
}

/// Whether a line holds a field that a draft may lack and a record can do without.
bool is_optional(std::string_view line) {
  constexpr std::array<std::string_view, 16> words = {
      "aim_kind",    "level",     "mode",      "target_group",     "audience",
      "study_group", "admission", "rationale", "method",           "environment",
      "completion",  "content",   "grading",   "linked_programme", "registration",
      "places"};
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string_view::npos) return false;
  const std::string_view word = line.substr(begin, line.find(' ', begin) - begin);
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<const char*, 12> odd_texts = {"<script>alert(1)</script> ",
                                                   "& &amp; &#60; ",
                                                   "\\\"x\\\" ",
                                                   "]]> <!-- ",
                                                   "[a](javascript:alert(1)) ",
                                                   "*_`#` 1. ",
                                                   "日本語 ",
                                                   "שלום ",
                                                   "🎓 \\u{1F393} ",
                                                   "o\u0303 š ž ",
                                                   "\\\\ / \\t {programme} ",
                                                   "' ’ „“ "};

/// Puts one of `odd_texts` at the head of about half of the localised texts.
std::string odd_line(Random& random, std::string line) {
  for (const std::string_view tag : {"et \"", "en \""}) {
    for (std::size_t at = line.find(tag); at != std::string::npos; at = line.find(tag, at + 1)) {
      if (at > 0 && line[at - 1] == ' ' && random.chance(50)) {
        line.insert(at + tag.size(), random.pick(odd_texts));
      }
    }
  }
  return line;
}

/// The same programme as a draft, with less in it and odder texts.
std::string make_odd(Random& random, const std::string& text) {
  std::string odd;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string line = text.substr(begin, end - begin);
    begin = end;
    if (is_optional(line) && random.chance(30)) continue;
    odd +=
        line == "  status        proposed\n" ? "  status        draft\n" : odd_line(random, line);
  }
  return odd;
}

/// What the programmes of a folder share: degree programmes and an office.
std::string folder_text(int folder) {
  std::string text = fmt::format(
      "use estonia.taltech\n\nrole programme_director_{:04} {{\n"
      "  title et \"Programmijuht\", en \"Programme director\"\n  organisation taltech\n"
      "  email \"director{:04}@example.org\"\n}}\n\n",
      folder, folder);
  for (const bool master : {false, true}) {
    text += fmt::format(
        "degree_programme {}_{:04} {{\n  code \"{}{:04}\"\n  title et \"{}\", en \"{}\"\n"
        "  provider taltech\n  level eqf.{}\n  field isced.0613\n  group informatics\n"
        "  admission {{ education {} }}\n}}\n\n",
        master ? "master" : "bachelor", folder, master ? "IAPM" : "IAPB", folder,
        master ? "Magistriõpe" : "Bakalaureuseõpe",
        master ? "Master's studies" : "Bachelor's studies", master ? 7 : 6,
        master ? "bachelor" : "upper_secondary");
  }
  return text;
}

std::string shared_text(std::uint64_t seed, int group, int count) {
  Random random(seed + 7919U * static_cast<std::uint64_t>(group));
  Plan plan;
  plan.index = group * programmes_per_shared_file;
  std::string text = "use estonia.taltech\n\n";
  for (const Course& course : shared_courses(seed, group, count)) {
    text += course_text(random, plan, course, false, Fault::none);
  }
  return text;
}

constexpr const char* catalogue_text =
    "use estonia.taltech\n\ncatalogue generated {\n"
    "  title            et \"Näidiskataloog\", en \"Generated catalogue\"\n"
    "  base_uri         \"https://example.org/programmes/\"\n"
    "  default_language en\n  language         et, en\n  publisher        taltech\n}\n";

// ---------------------------------------------------------------------------------------------
// Files

struct Options {
  int count = 0;
  std::filesystem::path folder;
  std::uint64_t seed = 1;
  int faults = 1;
  bool odd = false;
};

bool write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) fmt::print(stderr, "kava-generate: cannot write {}\n", path.string());
  return static_cast<bool>(file);
}

bool write_shared_files(const Options& options, int folder, const std::filesystem::path& path) {
  constexpr int groups = files_per_folder / programmes_per_shared_file;
  if (!write_file(path / "school.kava", folder_text(folder))) return false;
  for (int group = folder * groups; group < (folder + 1) * groups; ++group) {
    const int used = shared_courses_used(group, options.count);
    if (used == 0) continue;
    const auto name = fmt::format("shared_{:05}.kava", group);
    if (!write_file(path / name, shared_text(options.seed, group, used))) return false;
  }
  return true;
}

bool write_programme(const Options& options, int index, int fault_number,
                     const std::filesystem::path& path) {
  Plan plan = make_plan(options.seed, index);
  if (is_faulty(index, options.faults)) {
    plan.fault = static_cast<Fault>(1 + fault_number % fault_kinds);
    spoil(plan);
  }
  Random random(options.seed + 0x1234567U * static_cast<std::uint64_t>(index + 1));
  std::string text = programme_text(random, plan);
  if (options.odd) text = make_odd(random, text);
  return write_file(path / fmt::format("{}.kava", plan.name), text);
}

bool write_catalogue(const Options& options) {
  std::filesystem::create_directories(options.folder);
  if (!write_file(options.folder / "catalogue.kava", catalogue_text)) return false;
  std::filesystem::path path;
  int faults = 0;
  for (int index = 0; index < options.count; ++index) {
    if (index % files_per_folder == 0) {
      const int folder = index / files_per_folder;
      path = options.folder / fmt::format("school_{:04}", folder);
      std::filesystem::create_directories(path);
      if (!write_shared_files(options, folder, path)) return false;
    }
    if (!write_programme(options, index, faults, path)) return false;
    if (is_faulty(index, options.faults)) ++faults;
  }
  return true;
}

template <typename T>
bool parse_number(std::string_view text, T& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

std::optional<Options> parse_options(const std::vector<std::string_view>& arguments) {
  Options options;
  std::vector<std::string_view> plain;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool has_value = i + 1 < arguments.size();
    if (arguments[i] == "--seed" && has_value) {
      if (!parse_number(arguments[++i], options.seed)) return std::nullopt;
    } else if (arguments[i] == "--faults" && has_value) {
      if (!parse_number(arguments[++i], options.faults)) return std::nullopt;
    } else if (arguments[i] == "--odd") {
      options.odd = true;
    } else {
      plain.push_back(arguments[i]);
    }
  }
  if (plain.size() != 2 || !parse_number(plain[0], options.count)) return std::nullopt;
  if (options.count < 1 || options.count > 999'999) return std::nullopt;
  if (options.faults < 0 || options.faults > 100) return std::nullopt;
  options.folder = std::filesystem::path(std::string(plain[1]));
  return options;
}

}  // namespace

int run(const std::vector<std::string_view>& arguments) {
  const auto options = parse_options(arguments);
  if (!options) {
    fmt::print(stderr, "usage: kava-generate N DIR [--seed S] [--faults PERCENT] [--odd]\n");
    return 2;
  }
  return write_catalogue(*options) ? 0 : 2;
}

}  // namespace kava::bench

int main(int argc, char** argv) {
  return kava::bench::run(std::vector<std::string_view>(argv + 1, argv + argc));
}
