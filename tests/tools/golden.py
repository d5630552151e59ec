# SPDX-License-Identifier: Apache-2.0
"""Compares what was made with what is expected, byte by byte.

  golden.py EXPECTED ACTUAL     two files, or two folders with everything in them

With KAVA_UPDATE in the environment (`./dev update`) what was made becomes what is expected.
"""

import difflib
import os
import shutil
import sys

LINES_SHOWN = 60


def files_of(path):
    """Returns the files of a folder by relative name; a file stands for itself, under the empty name."""
    if os.path.isfile(path):
        return {"": path}
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            full = os.path.join(folder, name)
            found[os.path.relpath(full, path)] = full
    return found


def read(path):
    with open(path, "rb") as file:
        return file.read()


def lines_of(data):
    return data.decode("utf-8", "backslashreplace").splitlines(keepends=True)


def difference(expected, actual, name):
    """Returns what to print where two files differ, and nothing where they are the same."""
    old, new = read(expected), read(actual)
    if old == new:
        return []
    lines = list(difflib.unified_diff(lines_of(old), lines_of(new), f"expected {name}", f"made {name}"))
    return lines[:LINES_SHOWN] + (["…\n"] if len(lines) > LINES_SHOWN else [])


def compare(expected, actual):
    wanted, made = files_of(expected), files_of(actual)
    report = [f"expected but not made: {name or expected}\n" for name in sorted(wanted.keys() - made.keys())]
    report += [f"made but not expected: {name or actual}\n" for name in sorted(made.keys() - wanted.keys())]
    for name in sorted(wanted.keys() & made.keys()):
        report += difference(wanted[name], made[name], name or os.path.basename(expected))
    return report


def update(expected, actual):
    if os.path.isdir(expected):
        shutil.rmtree(expected)
    if os.path.isdir(actual):
        shutil.copytree(actual, expected)
    else:
        os.makedirs(os.path.dirname(expected) or ".", exist_ok=True)
        shutil.copyfile(actual, expected)


def main(expected, actual):
    if not os.path.exists(actual):
        print(f"nothing was made at {actual}")
        return 1
    report = compare(expected, actual)
    if report and os.environ.get("KAVA_UPDATE"):
        update(expected, actual)
        return 0
    sys.stdout.writelines(report)
    if report:
        print("\n./dev update takes over what was made")
    return 1 if report else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
