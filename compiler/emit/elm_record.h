// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/derived.h"
#include "compiler/model/model.h"

/// The European Learning Model record of one programme, LOQ XML 3.1 (schema loq.xsd of 2024-02-14).
///
/// Programme and courses are learning achievement specifications, not qualifications: see
/// docs/decisions/. Ids are made from codes and names in the source, never from titles, order or
/// time.
namespace kava::elm {

/// What belongs to this version of the model alone: 3.3 has other addresses.
struct Version {
  static constexpr std::string_view space = "http://data.europa.eu/snb/model/ap/loq-constraints/";
  static constexpr std::string_view skos = "http://www.w3.org/2004/02/skos/core#";
  static constexpr std::string_view schema = "3.1.0";
  /// Learning opportunity types: a short learning programme, and a course.
  static constexpr std::string_view short_programme =
      "http://data.europa.eu/snb/learning-opportunity/74a4a268e8";
  static constexpr std::string_view course =
      "http://data.europa.eu/snb/learning-opportunity/05053c1cbe";
  static constexpr std::string_view code_scheme = "code in the publisher's catalogue";
};

/// Something of the record and where it stands in the definition.
struct Part {
  Thing thing;
  std::string id;
};

struct OfferingPart {
  Thing offering;
  std::string id;
};

/// Everything that goes into the file, with its ids, in the order of the file.
class Record {
 public:
  Record(const Model& of_model, const Curriculum& of_curriculum);

  const Model& model;
  const Curriculum& curriculum;
  Thing programme;
  std::string spec_id;              ///< Of the programme's specification.
  std::vector<Part> courses;        ///< Each once, in order of writing; id of the specification.
  std::vector<Part> organisations;  ///< Providers and awarding bodies, as institutions.
  std::vector<Part> grading;        ///< Concepts of grading schemes.
  std::vector<OfferingPart> offerings;
  std::string language;  ///< BCP 47 tag of the record.
  Thing language_concept;

  auto id(std::string_view kind, const Thing& thing) const -> std::string;
  auto organisation_id(const Thing& organisation) const -> std::string;
  auto grading_id(const Thing& scheme) const -> std::string;
  auto homepage(const Thing& thing) const -> std::string;
  auto spec_of(const Thing& course) const -> std::string;

 private:
  void add_organisation(const Thing& organisation);
  void add_grading(const Thing& owner);
};

/// Code of a thing, else its qualified name in the source: what its id is made from.
auto key_of(const Thing& thing) -> std::string;
/// The parts of the programme's outcomes, numbered where they have no name.
auto outcomes_of(const Thing& owner, const std::string& owner_id) -> std::vector<Part>;
auto assessments_of(const Thing& owner, const std::string& owner_id) -> std::vector<Part>;
auto activities_of(const Thing& owner, const std::string& owner_id) -> std::vector<Part>;

/// Reports what the record needs and the definition lacks, at the author's lines. True if nothing
/// is.
auto complete(const Record& record, Diagnostics& diagnostics) -> bool;

}  // namespace kava::elm
