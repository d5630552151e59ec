# SPDX-License-Identifier: Apache-2.0
"""Writes a programme with ten groups of ten courses, three to be chosen of each: 120 to the power of ten paths."""

RULES = """regulation house {
  title en "House rules"; in_force 2026-01-01..
  rule degree_sum {
    text    en "at least a third of the credits come from degree courses"
    let     degree_courses = programme.courses.where(origin = degree)
    require degree_courses.sum(credits) >= 30 ects
  }
  rule degree_share { text en "at least a third is degree study"; require programme.courses.share(origin = degree) >= 1 / 3 }
  rule degree_half { text en "at least half is degree study"; require programme.courses.share(origin = degree) >= 50% }
  rule course_min { text en "a course has at least 3 ECTS"; each course in programme.courses; require course.credits >= 3 ects }
  rule count { text en "there are 30 courses"; require programme.courses.count = 30 }
  rule some { text en "some course is a degree course"; require programme.courses.any(origin = degree) }
  rule either {
    text en "many degree courses, or few credits"
    any {
      require programme.courses.count(origin = degree) >= 10
      require programme.courses.sum(credits) < 60 ects
    }
  }
  rule hours {
    text en "a credit takes 26 hours"
    let  per_credit = programme.hours.total * 1 ects / programme.credits
    any { require per_credit = 26 h; require per_credit = 26 ah }
  }
}"""

print(RULES)
print("programme large under house {\n  credits 90 ects")
for group in range(10):
    options = ", ".join(f"c{group}_{i}" for i in range(10))
    print(f"  choose g{group} 3 courses {{ course {options} }}")
print("}")
for group in range(10):
    for i in range(10):
        origin = "degree" if i < 8 else "continuing"
        print(f"course c{group}_{i} {{ credits 3 ects; origin {origin}; hours 78 h }}")
