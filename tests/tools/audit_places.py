# SPDX-License-Identifier: Apache-2.0
"""Opens every place that audits name and says where something else stands than they say.

  audit_places.py ROOT FILE.json…     `stdlib/…` lies below ROOT, other files where they are named from
"""

import json
import os
import re
import sys

AMOUNT = re.compile(r"^\d+(\.\d+)? ?[a-zA-Z%]*$|^\d{4}-\d\d-\d\d$")


def line_at(root, place, texts):
    path = place["file"]
    if path.startswith("stdlib/"):
        path = os.path.join(root, path)
    if path not in texts:
        with open(path, encoding="utf-8") as file:
            texts[path] = re.split(r"\r\n|\n|\r", file.read())
    lines = texts[path]
    return lines[place["line"] - 1] if place["line"] <= len(lines) else None


def fault_of(root, place, texts):
    """Nothing if what is said to stand there does: columns count characters."""
    line = line_at(root, place, texts)
    written = place.get("written", "")
    if line is None or not written:
        return "nothing stands there"
    if not line[place["column"] - 1:].startswith(written):
        return f"not {written!r} but {line[place['column'] - 1:][:40]!r}"
    return None


def things(node, key):
    """All members of that name, at any depth."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from things(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from things(value, key)


def verdict_faults(verdict):
    """What was read has a place; an amount stands there as it is told."""
    lines = verdict["working"]
    values = [value for line in lines for value in line["values"]]
    if lines and not values:
        yield f"{verdict['rule']}: no value has a place"
    for value in values:
        if "place" not in value:
            yield f"{verdict['rule']}: a value without a place"
            continue
        told = value.get("value", {}).get("en", "")
        written = value["place"].get("written", "")
        # Other units are told by their labels, and a code by its title.
        if AMOUNT.match(told) and re.match(r"\d", written) and told.split()[0] not in written:
            yield f"{verdict['rule']}: {told!r} is told, {written!r} stands there"


def main(root, paths):
    count = faults = 0
    texts = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            audit = json.load(file)
        found = []
        for place in things(audit, "place"):
            count += 1
            fault = fault_of(root, place, texts)
            if fault:
                found.append(f"{place['file']}:{place.get('line')}:{place.get('column')}: {fault}")
        for verdicts in things(audit, "verdicts"):
            for verdict in verdicts:
                found += verdict_faults(verdict)
        for words in found:
            print(f"{os.path.basename(path)}: {words}")
        faults += len(found)
    print(f"{count} places, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
