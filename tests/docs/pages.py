# SPDX-License-Identifier: Apache-2.0
"""Runs the examples of the pages in docs/diagnostics/ and says which do not do what they show.

A page is `# CODE slug`, prose and examples. How an example is fenced says what it must earn:

    ```kava error           exactly this code, once, and no other error or warning; a hint may stand beside it
    ```kava warning         the same, for a warning
    ```kava hint            this hint, and no error or warning
    ```kava                 no error, no warning, and not this code
    ```kava error file=a.kava     a file of a whole catalogue: fences that follow one another make one example
    ```kava error emit=elm        built, not only checked
    ```kava error test            tested: its `example` blocks are run
    ```console              commands after `$ `, run by sh, and lines that they print, in this order

The page of a note shows the diagnostic that it stands beside: its words must be among what is said. On a page
with console examples the first one must show the code and the last one must not earn it.
"""

import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

Row = collections.namedtuple("Row", "code slug severity retired")
Example = collections.namedtuple("Example", "line kind wants emit test files")
Fence = collections.namedtuple("Fence", "line info text")

ROW = re.compile(r"^DIAGNOSTIC\((K\d{4}), (\w+), (\w+)(?:, .*)?\)(.*)$", re.MULTILINE)
MESSAGE = re.compile(r'^MESSAGE\((\w+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+),', re.MULTILINE)
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
LONGEST = 30  # Seconds that one command may take.


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def rows_of(root):
    table = read(root, "compiler", "diagnostics", "diagnostics.def")
    return [Row(*found[:3], "RETIRED" in found[3]) for found in ROW.findall(table)]


def patterns_of(root):
    """For each slug the words it is said with, as a pattern that any arguments fit."""
    patterns = {}
    for slug, texts in MESSAGE.findall(read(root, "compiler", "diagnostics", "messages.en.def")):
        words = "".join(TEXT.findall(texts)).replace("\\\"", "\"").replace("\\\\", "\\")
        parts = re.split(r"(?<!\{)\{\d\}", words)
        patterns[slug] = ".+".join(re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts)
    return patterns


def fences_of(text):
    """Returns the fenced blocks, and a None wherever prose stands between two of them."""
    fences, opened = [], None
    for number, line in enumerate(text.splitlines(), 1):
        if opened:
            if line == "```":
                fences.append(opened._replace(text="".join(opened.text)))
                opened = None
            else:
                opened.text.append(line + "\n")
        elif line.startswith("```"):
            opened = Fence(number, line[3:].split(), [])
        elif line.strip():
            fences.append(None)
    if opened:
        raise ValueError(f"the fence of line {opened.line} is not closed")
    return fences


def examples_of(text):
    examples, before = [], None
    for fence in fences_of(text):
        if fence is None:
            before = None
            continue
        kind, *flags = fence.info or [""]
        options = dict(flag.split("=", 1) for flag in flags if "=" in flag)
        wants = [flag for flag in flags if "=" not in flag and flag != "test"]
        if kind not in ("kava", "console") or len(wants) > 1 or set(options) - {"file", "emit"}:
            raise ValueError(f"line {fence.line}: no such fence: {' '.join(fence.info)}")
        example = Example(fence.line, kind, wants[0] if wants else "", options.get("emit"), "test" in flags, {})
        goes_on = before and "file" in options and before[:2] == [kind, wants]
        if goes_on:
            example = examples[-1]
        else:
            examples.append(example)
        example.files[options.get("file", "example.kava")] = fence.text
        before = [kind, wants] if "file" in options else None
    return examples


def said_by(kava, example):
    """Returns the diagnostics that an example earns, as they stand in the JSON."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in example.files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        # Named files are a catalogue; a single one without a name may have siblings.
        paths = list(example.files) if "example.kava" in example.files else ["."]
        command = [kava, "test" if example.test else "check", "--format", "json", "--threads", "1", *paths]
        if example.emit:
            command = [kava, "build", "--format", "json", "--emit", example.emit, "-o", "out", *paths]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False)
        if ran.returncode not in (0, 1):
            raise ValueError(f"it ends with status {ran.returncode}: {ran.stderr or ran.stdout}")
        return json.loads(ran.stdout)["diagnostics"]


def words_in(diagnostic):
    words = [diagnostic["message"], *diagnostic["help"], *diagnostic["working"]]
    return words + [note["message"] for note in diagnostic["notes"]]


def fault_of(row, example, said, pattern):
    """Returns what is wrong with an example, or None."""
    loud = [one for one in said if one["severity"] != "hint"]
    told = ", ".join(f"{one['code']} {one['message']}" for one in loud) or "nothing"
    of_this = [one for one in said if one["code"] == row.code]
    if row.severity == "Note":
        of_this = [one for one in said if any(re.search(pattern, words) for words in words_in(one))]
    if not example.wants:
        if of_this:
            return f"it still earns {row.code}"
        return f"it should be clean and earns {told}" if loud else None
    if len(of_this) != 1:
        return f"it earns {row.code} {len(of_this)} times; told is {told}"
    if any(one is not of_this[0] for one in loud):
        return f"it earns more than {row.code}: {told}"
    if of_this[0]["severity"] != example.wants:
        return f"it is fenced as {example.wants} and earns a {of_this[0]['severity']}"
    return None


def run_console(kava, text, folder):
    """Runs the commands of a console example; returns all they print and a fault or None."""
    commands = []
    for line in text.splitlines():
        if commands and commands[-1][2]:  # Inside a here-document, up to its last line.
            until = None if line == commands[-1][2] else commands[-1][2]
            commands[-1] = (commands[-1][0] + "\n" + line, [], until)
        elif line.startswith("$ "):
            here = re.search(r"<<'(\w+)'", line)
            commands.append((line[2:], [], here and here[1]))
        elif line.strip() and line != "…":
            commands[-1][1].append(line)
    environment = dict(os.environ, PATH=os.path.dirname(kava) + os.pathsep + os.environ["PATH"])
    printed = ""
    for command, expected, _ in commands:
        try:
            ran = subprocess.run(command, shell=True, cwd=folder, env=environment, timeout=LONGEST, check=False,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except subprocess.TimeoutExpired as error:
            return printed, str(error)
        output = ran.stdout.decode("utf-8", "replace")
        printed += output
        lines = iter(output.splitlines())
        for line in expected:
            if line not in lines:
                return printed, f"`{command}` does not print `{line}` but:\n{output}"
    return printed, None


def faults_of_consoles(kava, row, consoles):
    with tempfile.TemporaryDirectory() as folder:
        for index, example in enumerate(consoles):
            printed, fault = run_console(kava, "".join(example.files.values()), folder)
            is_first, is_last = index == 0, index > 0 and index == len(consoles) - 1
            if fault is None and is_first and f"[{row.code}]" not in printed:
                fault = f"{row.code} is not earned; printed is:\n{printed}"
            if fault is None and is_last and f"[{row.code}]" in printed:
                fault = f"it still earns {row.code}"
            if fault:
                yield f"line {example.line}: {fault}"


def faults_of_page(kava, row, path, patterns):
    text = read(path)
    title = f"# {row.code} {row.slug}"
    if text.splitlines()[:1] != [title]:
        yield f"the first line is not `{title}`"
    try:
        examples = examples_of(text)
    except ValueError as error:
        yield str(error)
        return
    if not any(example.wants or example.kind == "console" for example in examples):
        yield "no example earns it"
    for example in examples:
        if example.kind == "kava":
            try:
                fault = fault_of(row, example, said_by(kava, example), patterns[row.slug])
            except (ValueError, subprocess.TimeoutExpired) as error:
                fault = str(error)
            if fault:
                yield f"line {example.line}: {fault}"
    yield from faults_of_consoles(kava, row, [example for example in examples if example.kind == "console"])


def main(root, kava, chosen):
    kava = os.path.abspath(kava)
    folder = os.path.join(root, "docs", "diagnostics")
    rows = rows_of(root)
    patterns = patterns_of(root)
    faults = []

    def look_at(row):
        path = os.path.join(folder, row.code + ".md")
        if not os.path.exists(path):
            return [] if row.retired else [f"{row.code} {row.slug}: it has no page"]
        if row.retired:
            return []
        return [f"{row.code}: {fault}" for fault in faults_of_page(kava, row, path, patterns)]

    wanted = [row for row in rows if not chosen or any(row.code.startswith(start) for start in chosen)]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for found in pool.map(look_at, wanted):
            faults += found
    known = {row.code + ".md" for row in rows}
    faults += [f"{name}: there is no such diagnostic" for name in sorted(os.listdir(folder)) if name not in known]
    for fault in faults:
        print(fault)
    print(f"{len(wanted)} diagnostics, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
