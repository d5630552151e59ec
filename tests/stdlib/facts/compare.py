# SPDX-License-Identifier: Apache-2.0
"""Compares the rules of a regulation with the facts they were written from.

    compare.py KAVA FACTS.tsv MODULE.REGULATION…

Each row of the table names a fact, the rule that says it, how strong it is and who decides it. Every rule of the
regulations stands in the table, every rule of the table exists, and `kava explain` tells the same of both. A deadline
is a `step` of a procedure, decided by `dates`: its row names REGULATION.PROCEDURE.STEP, and the step has a clause.
"""

import pathlib
import re
import subprocess
import sys

SEVERITIES = {"rule": "rule", "recommend": "recommendation", "inform": "for information"}
PERSONS = {
    "learner": "needs the data of learners",
    "provider": "needs the data of the provider",
    "judgement": "needs the judgement of a person",
}


def explain(kava, *what):
    return subprocess.run([kava, "explain", *what, "--lang", "en"], capture_output=True, text=True, check=True).stdout


def rules_of(kava, regulations):
    """Ids of all rules that the regulations declare."""
    ids = [line.split()[0] for line in explain(kava).splitlines() if line and not line[0].isspace()]
    return {rule for rule in ids if rule.rpartition(".")[0] in regulations}


def decided_by(told):
    for person, words in PERSONS.items():
        if words in told:
            return person
    # What the definition decides comes with a hint on what to do.
    return "definition" if "\n  help " in told else "nothing"


def faults_of_step(step):
    """The step stands in a file of stdlib/ that declares its regulation and its procedure."""
    module, regulation, procedure, name = step.split(".")
    library = pathlib.Path(__file__).resolve().parents[3] / "stdlib"
    for path in library.glob(f"**/{module}/*.kava"):
        source = path.read_text(encoding="utf-8")
        if not re.search(rf"^regulation {regulation}\b", source, re.M):
            continue
        body = source.partition(f"\n  procedure {procedure} for ")[2].partition("\n  }\n")[0]
        block = re.search(rf"^    step {name}\b.*?^    }}", body, re.M | re.S)
        if block and "clause" in block[0]:
            return
    yield f"{step} is no step with a clause"


def faults_of(kava, rule, severity, decider):
    if severity == "step":
        yield from faults_of_step(rule)
        return
    told = explain(kava, rule)
    if not told.startswith(f"{rule} ({SEVERITIES[severity]})\n"):
        yield f"{rule} is no {severity}: {told.splitlines()[0]}"
    if decided_by(told) != decider:
        yield f"{rule} is decided by {decided_by(told)}, not by {decider}"
    if "\n  clause " not in told:
        yield f"{rule} has no clause"


def main():
    kava, table, *regulations = sys.argv[1:]
    with open(table, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    faults = [fault for _, *row in rows for fault in faults_of(kava, *row)]
    named = {rule for _, rule, _, _ in rows}
    faults += [f"{rule} stands in no row" for rule in sorted(rules_of(kava, regulations) - named)]
    print("\n".join(faults) or f"{len(rows)} rows agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
