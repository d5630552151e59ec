# SPDX-License-Identifier: Apache-2.0
"""Compares the page of regulations with the facts it was written from, and prints the counts.

    page.py PAGE FACTS_FOLDER DECISIONS

`rows.txt` in the folder lists every row of the facts with its severity and who decides it; the tables `*.tsv` say which
rules a row became. Every row has a rule, and every rule of the page stands in a table with the severity and the
decider that the page shows; only what is for information may have nothing to decide.

A row agrees if for each decider it asks for there is a rule of its own severity. Where it does not, the table of the
page of decisions has a line for it (| `fact` | reason |); a line there for a row that agrees is a fault, too.
"""

import collections
import pathlib
import re
import sys

SEVERITIES = {"must": "rule", "should": "recommend", "information": "inform"}
DECIDERS = {"definition": "definition", "learner": "learner", "provider": "provider", "judgement": "judgement",
            "nothing to decide": "nothing"}
ROW_SEVERITIES = {"M": "rule", "S": "recommend", "I": "inform"}
ROW_DECIDERS = {"S": "definition", "L": "learner", "P": "provider", "H": "judgement", "D": "dates", "-": "nothing"}
COLUMNS = ["definition", "learner", "provider", "judgement", "dates", "nothing"]


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


def table_of(path):
    with open(path, encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))


def faults_of_rules(told, mapped):
    """What the page and the tables do not agree about."""
    named = set()
    for fact, rule, severity, decider in mapped:
        # The page names a step by its procedure: the regulation is the heading above.
        name = rule.split(".", 2)[2] if severity == "step" else rule
        named.add(name)
        found = told.get(name, [])
        if not found:
            yield f"{fact}: {name} is not on the page"
        elif all(one[1:] != (severity, decider) for one in found):
            yield f"{fact}: {name} is {found[0][1:]}, not {(severity, decider)}"
    for name, found in told.items():
        for clause, severity, decider in found:
            if severity != "step" and name not in named:
                yield f"{name} stands in no table of facts"
            if not clause and severity != "step":
                yield f"{name} has no clause"
            if decider == "nothing" and severity != "inform":
                yield f"{name} has nothing to decide"


def what_a_row_asks(severity, deciders):
    """The row's severity, and its deciders: of each group one is enough."""
    groups = [[ROW_DECIDERS[one] for one in group.split("/")] for group in deciders.split(",")]
    return ROW_SEVERITIES[severity], groups


def what_is_there(rules, severity, group):
    """The first of the rules of a row that has its severity and one of the deciders; else the first one."""
    for own, decider in rules:
        if decider in group and own in (severity, "step"):
            return severity, decider
    own, decider = rules[0]
    return (severity if own == "step" else own), decider


def compare_rows(rows, mapped, explained):
    """Yields faults; returns the counts of the tables and of the library."""
    faults, asked_counts, found_counts = [], collections.Counter(), collections.Counter()
    by_fact = collections.defaultdict(list)
    for fact, _, severity, decider in mapped:
        by_fact[fact].append((severity, decider))
    for fact in by_fact.keys() - {row[0] for row in rows}:
        faults.append(f"{fact} is no row of the facts")
    for fact, letter, deciders in rows:
        rules = by_fact[fact]
        if not rules:
            faults.append(f"{fact} has no rule")
            continue
        severity, groups = what_a_row_asks(letter, deciders)
        found = [what_is_there(rules, severity, group) for group in groups]
        agrees = all(one[0] == severity and one[1] in group for one, group in zip(found, groups))
        asked_counts[severity, found[0][1] if found[0][1] in groups[0] else groups[0][0]] += 1
        found_counts[found[0]] += 1
        if not agrees and fact not in explained:
            faults.append(f"{fact} asks for {letter} {deciders} and is {found}: no decision says why")
        if agrees and fact in explained:
            faults.append(f"{fact} agrees with its row, but a decision says why it does not")
    faults += [f"{fact} of the decisions is no row of the facts" for fact in explained - {row[0] for row in rows}]
    return sorted(faults), asked_counts, found_counts


def show_counts(title, counts):
    print(title)
    for severity, letter in (("rule", "must"), ("recommend", "should"), ("inform", "information")):
        cells = ", ".join(f"{counts[severity, decider]} {decider}" for decider in COLUMNS)
        print(f"  {letter}: {cells}")


def main():
    page, folder, decisions = sys.argv[1:]
    told = {}
    for name, clause, severity, decider in rules_of(page):
        told.setdefault(name, []).append((clause, severity, decider))
    tables = sorted(pathlib.Path(folder).glob("*.tsv"))
    mapped = [row for table in tables for row in table_of(table)]
    rows = list(table_of(pathlib.Path(folder) / "rows.txt"))
    explained = set(re.findall(r"^\| `([^`]+)` \|", pathlib.Path(decisions).read_text(encoding="utf-8"), re.M))
    row_faults, asked, found = compare_rows(rows, mapped, explained)
    faults = list(faults_of_rules(told, mapped)) + row_faults
    counts = collections.Counter(one[1] for entries in told.values() for one in entries)
    print("\n".join(faults))
    show_counts("rows of the facts", asked)
    show_counts("as the library has them", found)
    print(f"{len(rows)} facts, {counts['rule']} rules, {counts['recommend']} recommendations, "
          f"{counts['inform']} for information, {counts['step']} steps, {len(explained)} differences explained: "
          f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
