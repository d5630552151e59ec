// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/lexer.h"
#include "compiler/syntax/tree.h"

/// What the unit tests and the fuzzers of syntax share: texts, and a lexer that is slow and plain.
namespace kava::testing {

/// Texts without a fault that use everything the language has.
inline constexpr std::string_view good_texts[] = {
    R"kava(use estonia.ut

/// A programme with everything.
programme rei under ut.microdegree {
  code          "UT-REI"
  status        draft
  title         et "Akadeemiline ja teaduseetika: teooriast praktikasse",
                en "Academic and Research Integrity: from theory to practice"
  provider      ut
  field         isced.0223
  level         eqf.7
  credits       24 ects   // as published
  language      et
  admission {
    education   bachelor
    condition   en "Active in research or teaching"
  }
  outcome solve {
    text        en "solves research-integrity issues"
    achieved_by critical_thinking.analyse, integrity.apply
  }
  semester 1 { course critical_thinking, ethics_basics, integrity }
  semester 2 {
    course organisation_ethics
    choose specialisation 6 ects {
      title  et "Valikained", en "Electives"
      course workplace_project, workplace_study, workplace_seminar
    }
  }
  documents     certificate, transcript
}
)kava",
    R"kava(course critical_thinking {
  title     en "Critical thinking and argumentation", pt-BR "Pensamento", as-IN "x", es-419   "y"
  credits   ?                               // only the total is published
  hours     { contact 24 ah; independent ? "ask the dean's office" }
  origin    degree { programme "Philosophy (BA)" }
  mode      blended; grading differentiated
  outcome analyse { text en "analyses \"arguments\" \\ \u{1F393}\n" }
  assessment exam final {
    assesses  analyse
    criterion en """
      identifies the premises,
      the conclusion, and says "why"
      """
  }
}
offering autumn_2026 of rei {
  begins        autumn 2026
  registration  ..2026-08-21
  places        12..24
  price         1800 EUR
  in_force 2025-10-09..
  share 50%, 12.5 %
}
)kava",
    R"kava(regulation microdegree {
  source     "https://example.org/a//b"
  in_force   2025-10-09..
  applies_by approval
  extends    estonia.micro_qualification
  rule volume {
    clause   "2.1"
    require  programme.credits in 6..30 ects
  }
  rule course_min {
    each     course in programme.courses
    require  course.credits >= 2 ects and not course.credits = 3 ects or has course.title.as
  }
  rule degree_share {
    let      degree_courses = programme.courses.where(origin = degree)
    require  degree_courses.sum(credits)
               >= 50% of programme.credits
    any { require a.b(c, (d, e)); require -x within 10% of 25 h }
  }
  recommend project {
    when not (a != b) implies a not in (c, d)
    require  programme.courses.any(assessments
      .any(kind = project))
    at programme . /* here */ title
    last 1 may before begins
  }
}
waive taltech.microdegree.project for smart_buildings because "…" until 2027-06-30 by quality_office
confirm taltech.microdegree.coherence for smart_buildings
  by quality_office on 2026-04-02 because "…"
field method on programme, course { type localised; many 0.. }
)kava",
    R"kava(form study_programme for programme {
  title   et "Täienduskoolituse õppekava", en "Continuing education study programme"
  section general {
    row volume  { label et "Maht"; value programme.credits, programme.hours.total in ah; required }
    table courses { each course in programme.offered; column { label et "EAP"; value course.credits } }
  }
}
/* a comment
   over lines */ vocabulary mode {
  ordered
  concept on_site { label en "on site", et "kohapeal"; uri "http://data.europa.eu/x" }
  concept "as" { broader 061; rank 6; exact_match mtat.03.230.a }
}
õppekava täisõigus { žürii ÄÖÜ; नाम "x" }
)kava",
    "",
    "\n\n// only a comment",
    "\xEF\xBB\xBF"
    "programme x { title \"with a byte order mark\" }",
    "a 1\r\nb 2\r\n  until 3\r\nc {\r\n d\r\n}\r\n",
    "a 1\rb 2\rc { d }\r",
    "a ; ; b 1;; c { } ; d { e; }",
    "a\xC2\xA0"
    "24\xE2\x80\xAF"
    "ects",
};

/// One token of the plain lexer.
struct PlainToken {
  TokenKind kind;
  size_t offset, length;
  friend auto operator==(const PlainToken&, const PlainToken&) -> bool = default;
};
struct PlainTokens {
  std::vector<PlainToken> tokens;
  std::vector<PlainToken> comments;  ///< `kind` is of no interest.
};

/// What the lexer that ANTLR generates, and the rule of line ends written plainly, make of a text.
/// Empty if there is anything in it that is no token.
auto plain_tokens(std::string_view text) -> std::optional<PlainTokens>;

/// The tokens of `lex` in the same form; empty if it found a fault that is no token.
auto hand_tokens(std::string_view text) -> std::optional<PlainTokens>;

/// The text with a few of its words moved, doubled, left out or replaced.
auto mutate_words(std::string_view text, std::mt19937& random) -> std::string;
/// The text with a few of its bytes changed.
auto mutate_bytes(std::string_view text, std::mt19937& random) -> std::string;

/// What is wrong with the shape of a tree; empty if it is sound.
auto fault_of(const SyntaxTree& tree) -> std::string;

}  // namespace kava::testing
