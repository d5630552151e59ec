# SPDX-License-Identifier: Apache-2.0
"""Compares the page of regulations with the tables of facts, and prints the counts.

    page.py PAGE FACTS.tsv…

Every fact of the tables is on the page, as the rule and with the severity and the decider that the table names; every
rule of the page stands in a table; only what is for information may have nothing to decide.
"""

import collections
import sys

SEVERITIES = {"must": "rule", "should": "recommend", "information": "inform"}
DECIDERS = {"definition": "definition", "learner": "learner", "provider": "provider", "judgement": "judgement",
            "nothing to decide": "nothing"}


def cells_of(line):
    cells = line.strip().strip("|").replace("\\|", "\0").split("|")
    return [cell.strip().replace("\0", "|") for cell in cells]


def rules_of(page):
    """Yields id, clause, severity, decider of the rules; id, clause, step, dates of the steps."""
    with open(page, encoding="utf-8") as lines:
        for line in lines:
            cells = cells_of(line)
            if not line.startswith("| `"):
                continue
            name = cells[0].strip("`")
            if len(cells) == 6:
                yield name, cells[1], SEVERITIES[cells[2]], DECIDERS[cells[3]]
            elif len(cells) == 3:
                yield name, cells[1], "step", "dates"


def rows_of(tables):
    for table in tables:
        with open(table, encoding="utf-8") as lines:
            yield from (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))


def main():
    page, *tables = sys.argv[1:]
    told = {}
    for name, clause, severity, decider in rules_of(page):
        told.setdefault(name, []).append((clause, severity, decider))
    faults, named, facts = [], set(), set()
    for fact, rule, severity, decider in rows_of(tables):
        facts.add(fact)
        # The page names a step by its procedure: the regulation is the heading above.
        name = rule.split(".", 2)[2] if severity == "step" else rule
        named.add(name)
        found = told.get(name, [])
        if not found:
            faults.append(f"{fact}: {name} is not on the page")
        elif all(one[1:] != (severity, decider) for one in found):
            faults.append(f"{fact}: {name} is {found[0][1:]}, not {(severity, decider)}")
    for name, found in told.items():
        for clause, severity, decider in found:
            if severity != "step" and name not in named:
                faults.append(f"{name} stands in no table of facts")
            if not clause and severity != "step":
                faults.append(f"{name} has no clause")
            if decider == "nothing" and severity != "inform":
                faults.append(f"{name} has nothing to decide")
    counts = collections.Counter(one[1] for found in told.values() for one in found)
    print("\n".join(faults))
    print(f"{len(facts)} facts, {counts['rule']} rules, {counts['recommend']} recommendations, "
          f"{counts['inform']} for information, {counts['step']} steps: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
