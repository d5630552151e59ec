# SPDX-License-Identifier: Apache-2.0
"""Spaces at line ends, a missing line end at the end of a file, and a missing licence line.

  spaces.py --check [FILES]     says what is wrong; without files, in the whole repository
  spaces.py --fix [FILES]       puts right what can be (a licence line is for its author to add)

Inputs of tests are left alone where a fault may be their point.
"""

import os
import re
import sys

LICENSED = re.compile(r"(\.(cpp|h|def|kava|py|mjs|js|sh|cmake|g4|sed)|CMakeLists\.txt)$")
LEFT_ALONE = re.compile(r"(^|/)(tests/(syntax|cli|fuzz)/.*\.(kava|test|sh)|Inputs/|package-lock\.json|LICENSE)")
GOLDEN = re.compile(r"\.expected|/expected/|/golden/")
NOT_OURS = {".git", "build", "out", "node_modules", "__pycache__", ".cache"}
LICENCE = "SPDX-License-Identifier: Apache-2.0"


def tidy(text):
    text = re.sub(r"[ \t\r]+$", "", text, flags=re.MULTILINE)
    return text.rstrip("\n") + "\n" if text.strip() else ""


def faults_of(path, fix):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
    except (UnicodeDecodeError, IsADirectoryError):
        return []  # A picture, or a test of bad UTF-8.
    faults = []
    # Tests start with what they prove.
    is_test_input = path.startswith("tests/") and path.endswith(".kava")
    if LICENSED.search(path) and not is_test_input and LICENCE not in "\n".join(text.splitlines()[:3]):
        faults.append(f"{path}:1: the licence line is missing")
    tidied = tidy(text)
    if tidied == text:
        return faults
    if fix:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(tidied)
        return faults
    for number, (old, new) in enumerate(zip(text.split("\n"), tidied.split("\n")), start=1):
        if old != new:
            faults.append(f"{path}:{number}: spaces at the end of the line")
    return faults if faults else [f"{path}: it does not end in one line end"]


def all_files():
    for folder, folders, names in os.walk("."):
        folders[:] = sorted(f for f in folders if f not in NOT_OURS)
        for name in sorted(names):
            yield os.path.relpath(os.path.join(folder, name), ".")


def main(arguments):
    fix = arguments[0] == "--fix"
    paths = [p for p in arguments[1:] or all_files() if not LEFT_ALONE.search(p) and not GOLDEN.search(p)]
    faults = [fault for path in paths for fault in faults_of(path, fix)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
