# SPDX-License-Identifier: Apache-2.0
"""Reads the includes of compiler/ and says which break its order.

A folder may include itself and the folders before it; ANTLR and what it generates are seen in syntax/ only; the
core does no input or output of its own, which is driver/'s work.
"""

import os
import re
import sys

ORDER = "base source diagnostics syntax format schema model check rules emit pipeline driver".split()
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
ANTLR = re.compile(r"antlr4|^(full|fast|lexer)/Kava")
# Reading files, terminals and clocks. (sys/mman.h is asked for memory.)
OUTSIDE = re.compile(r"^(fstream|iostream|filesystem|cstdio|ctime|unistd\.h|sys/(?!mman).*|llvm/Support/"
                     r"(FileSystem|Path|CommandLine|Process|Program|Chrono)\.h)$")


def place_of(path):
    """Returns the folder under compiler/ that a path belongs to; pipeline.{h,cpp} count as one."""
    first = path.split("/")[1]
    return first.split(".")[0]


def fault_of(path, bracket, included):
    folder = place_of(path)
    if ANTLR.search(included) and folder != "syntax":
        return "ANTLR is for syntax/ only"
    if OUTSIDE.search(included) and folder != "driver":
        return "files, clock and terminal are for driver/ only"
    if bracket == "<":
        return "our own headers are included with quotes" if included.startswith("compiler/") else None
    if ANTLR.search(included):
        return None
    if not included.startswith("compiler/"):
        return "our own headers are named from the top: compiler/…"
    target = place_of(included)
    if target not in ORDER:
        return f"{target} has no place in the order of folders"
    if ORDER.index(target) > ORDER.index(folder):
        return f"{folder} comes before {target}"
    return None


def sources(root):
    for folder, _, names in sorted(os.walk(os.path.join(root, "compiler"))):
        for name in sorted(names):
            if name.endswith((".cpp", ".h", ".def")):
                yield os.path.relpath(os.path.join(folder, name), root)


def main(root):
    faults, count = 0, 0
    for path in sources(root):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            text = file.read()
        for bracket, included in INCLUDE.findall(text):
            count += 1
            fault = fault_of(path, bracket, included)
            if fault:
                faults += 1
                print(f"{path}: #include of {included}: {fault}")
    print(f"{count} includes, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
