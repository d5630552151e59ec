# SPDX-License-Identifier: Apache-2.0
"""Rewrites the CHECK lines of tests to the messages that the compiler now gives: update_checks.py KAVA FOLDER

Only first lines of messages are rewritten (`// CHECK: file.kava:[[#@LINE+1]]:3: error[K…]: …`), in tests that run
%check or %clean. A message that is gone loses its line; a new one gets its line above the place it points at. CHECK
lines for notes, working and help stay: `./dev test` then says which of them no longer hold.
"""

import os
import re
import subprocess
import sys

MESSAGE = re.compile(r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<rest>(?:error|warning|hint)\[(?P<code>\w+)\]: .*)$")
CHECK = re.compile(r"^\s*// CHECK(?:-\w+)?: .*?\[\[#\s*@LINE\s*(?P<offset>[+-]\s*\d+)?\s*\]\].*?\[(?P<code>K\d+)\]")


class Message:
    def __init__(self, match):
        self.line = int(match["line"]) - 1
        self.column = match["column"]
        self.code = match["code"]
        self.rest = match["rest"]

    def check_line(self, name, indent, distance):
        text = self.rest.replace("{{", r"{{\{\{}}").replace("[[", r"{{\[\[}}")
        return f"{indent}// CHECK: {name}:[[#@LINE{distance:+d}]]:{self.column}: {text}"


def messages_of(kava, path):
    """Returns what kava says about a file, in its order."""
    result = subprocess.run([kava, "check", path], capture_output=True, text=True, check=False)
    matches = (MESSAGE.match(line) for line in (result.stdout + result.stderr).splitlines())
    return [Message(m) for m in matches if m and os.path.basename(m["path"]) == os.path.basename(path)]


def old_checks(lines):
    """Returns, for the index of each CHECK line, the code it expects and the index of the line it points at."""
    found = {}
    for index, line in enumerate(lines):
        match = CHECK.match(line)
        if match:
            found[index] = (match["code"], index + int((match["offset"] or "0").replace(" ", "")))
    return found


def places(messages, checks):
    """Returns which CHECK line each message keeps, if any: the same code at the same line, else any at that line."""
    free, kept = dict(checks), {}
    for wanted in (lambda m, c: c == (m.code, m.line), lambda m, c: c[1] == m.line):
        for message in messages:
            if message not in kept:
                index = next((i for i, check in free.items() if wanted(message, check)), None)
                if index is not None:
                    kept[message] = index
                    del free[index]
    return kept


def rewrite(lines, messages, name):
    checks = old_checks(lines)
    kept = {index: message for message, index in places(messages, checks).items()}
    new_ones = [m for m in messages if m not in kept.values()]
    result, where = [], {}  # Texts, or messages to be written when all places are known.
    for index, line in enumerate(lines):
        result += [m for m in new_ones if m.line == index]
        if index in kept:
            result.append(kept[index])
        elif index not in checks:
            where[index] = len(result)
            result.append(line)
    written = []
    for index, item in enumerate(result):
        if isinstance(item, Message):
            indent = re.match(r"\s*", lines[item.line])[0]
            item = item.check_line(name, indent, where[item.line] - index)
        written.append(item)
    return written


def update(kava, path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    if not re.search(r"RUN: %(check|clean)\b", text):
        return
    lines = text.split("\n")
    messages = [m for m in messages_of(kava, path) if m.line < len(lines)]
    new_text = "\n".join(rewrite(lines, messages, os.path.basename(path)))
    if new_text != text:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(new_text)
        print(f"rewrote {path}")


def main(kava, top):
    for folder, _, names in sorted(os.walk(top)):
        if "node_modules" in folder:
            continue
        for name in sorted(names):
            if name.endswith(".kava"):
                try:
                    update(kava, os.path.join(folder, name))
                except UnicodeDecodeError:
                    pass  # A test of bad UTF-8 keeps its lines.


if __name__ == "__main__":
    main(*sys.argv[1:])
