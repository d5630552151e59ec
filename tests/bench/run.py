#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures kava on generated catalogues and compares with the bars of docs/architecture.md.

usage: run.py [--build DIR] [--full] [--check] [--json FILE]

  --build DIR   folder with the programs (default build/release)
  --full        also 100 000 programmes
  --check       exit status 1 if a bar is missed
  --json FILE   write the figures, too
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SIZES = [100, 1_000, 10_000]
RUNS_SMALL = 40
ROUNDS = 3
MEMORY_FOLDER = "/dev/shm"

# The bars: what architecture.md promises, on two cores with a warm file cache.
SECONDS_10_000 = 1.0
MEGABYTES_10_000 = 250
TIMES_SIMDJSON = 7
SECONDS_ONE = 0.006
OUTPUT_MB_PER_SECOND = 200
WARM = 0.25  # an unchanged catalogue that the cache knows, against one it does not
EU_REGULATIONS = ("eu.annex1", "eu.annex2")  # besides those that the programmes name
GROWTH = 1.3  # cost per programme, ten times as many against as many


class Run:
    """One run of a program: wall seconds, seconds of all processors, peak memory in MB, status."""

    def __init__(self, seconds, processor, megabytes, status):
        self.seconds = seconds
        self.best = seconds
        self.processor = processor
        self.megabytes = megabytes
        self.status = status


def run(command, output=os.devnull):
    """Runs `command` with its output in a file; memory is read per child, not over all of them."""
    with open(output, "wb") as sink:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=sink, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    processor = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor, usage.ru_maxrss / 1024, child.returncode)


def run_rounds(command, output=os.devnull, rounds=ROUNDS, expected=(0,)):
    """The run with the median time, after one that warms the file cache."""
    runs = [run(command, output) for _ in range(rounds + 1)][1:]
    for one in runs:
        if one.status not in expected:
            sys.exit(f"bench: exit status {one.status} of: {' '.join(command)}\nsee {output}")
    runs.sort(key=lambda one: one.seconds)
    median = runs[len(runs) // 2]
    median.best = runs[0].seconds
    return median


def small_memory(command, runs):
    """Peak memory of a small process. What the system tells of a child counts what this script held
    when it started the child, so GNU time, which holds little, is asked where there is one."""
    timer = "/usr/bin/time"
    if not os.access(timer, os.X_OK):
        return max(one.megabytes for one in runs)
    asked = subprocess.run([timer, "-f", "%M", *command], stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, check=False)
    return int(asked.stderr.split()[-1]) / 1024


def number(count):
    return f"{count:,}".replace(",", " ")


def folder_size(folder, ending=""):
    total = 0
    for path, _, names in os.walk(folder):
        total += sum(os.path.getsize(os.path.join(path, n)) for n in names if n.endswith(ending))
    return total


class Bench:
    def __init__(self, options):
        self.options = options
        self.bin = os.path.join(options.build, "bin")
        self.work = os.path.join(options.build, "bench")
        self.rows = []
        self.missed = []
        self.out = os.path.join(self.work, f"out_{os.getpid()}")
        os.makedirs(self.work, exist_ok=True)

    def program(self, name):
        path = os.path.join(self.bin, name)
        if not os.access(path, os.X_OK):
            sys.exit(f"bench: {path} is missing; run ./dev build")
        return path

    def corpus(self, count, faults=1):
        """The folder with `count` generated programmes; made anew if the generator is newer."""
        folder = os.path.join(self.work, f"corpus_{count}" + ("" if faults else "_clean"))
        stamp = os.path.join(folder, "catalogue.kava")
        generator = self.program("kava-generate")
        if not os.path.exists(stamp) or os.path.getmtime(stamp) < os.path.getmtime(generator):
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([generator, str(count), folder, "--faults", str(faults)], check=True)
        return folder

    def fresh(self, name):
        """A folder for output that is removed at the end, not before the run: ext4 is slow for
        minutes to give out the inodes of files that were removed."""
        return os.path.join(self.out, name)

    def bar(self, name, value, limit, unit, at_most=True):
        """The words for the column of bars; remembers a bar that is missed."""
        kept = value <= limit if at_most else value >= limit
        if not kept:
            self.missed.append(name)
        relation = "<=" if at_most else ">="
        verdict = "" if kept else " MISSED"
        return f"{relation} {limit:g}{unit} ({value / limit:.2f} x){verdict}"

    def add(self, row):
        self.rows.append(row)
        show(row)

    def row(self, name, run_, size=None, count=None, bars=()):
        self.add({
            "what": name,
            "seconds": run_.seconds,
            "processor_seconds": run_.processor,
            "mb_per_second": size / 1e6 / run_.seconds if size else None,
            "programmes_per_second": count / run_.seconds if count else None,
            "peak_mb": run_.megabytes,
            "bars": list(bars),
        })

    def small(self, name, command, limit=None, expected=(0,)):
        """A run too short to be measured once: the median of many."""
        runs = [run(command) for _ in range(RUNS_SMALL)]
        for one in runs:
            if one.status not in expected:
                sys.exit(f"bench: exit status {one.status} of: {' '.join(command)}")
        seconds = statistics.median(one.seconds for one in runs)
        processor = statistics.median(one.processor for one in runs)
        median = Run(seconds, processor, small_memory(command, runs), 0)
        bars = [self.bar(name, median.seconds, limit, " s")] if limit else []
        self.row(f"{name}, median of {RUNS_SMALL}", median, bars=bars)

    def check(self, count):
        folder = self.corpus(count)
        output = os.path.join(self.work, f"check_{count}.txt")
        # One programme in a hundred has a mistake, so 1 is the right exit status.
        command = [self.program("kava"), "check", "--no-cache", folder]
        result = run_rounds(command, output, expected=(1,))
        bars = []
        if count == 10_000:
            bars.append(self.bar("seconds of 10 000", result.seconds, SECONDS_10_000, " s"))
            bars.append(self.bar("memory of 10 000", result.megabytes, MEGABYTES_10_000, " MB"))
        self.row(f"check {number(count)}", result, folder_size(folder), count, bars)
        return result

    def systems(self, count):
        """Under TalTech, Estonia and the EU together; how many rules are judged a second."""
        folder = self.corpus(count)
        output = os.path.join(self.work, f"systems_{count}.txt")
        command = [self.program("kava"), "check", "--no-cache", "--stats", folder]
        for regulation in EU_REGULATIONS:
            command += ["--against", regulation]
        result = run_rounds(command, output, expected=(1,))
        with open(output, encoding="utf-8") as told:
            verdicts = int(re.search(r"^(\d+) verdicts$", told.read(), re.M)[1])
        bars = [self.bar("seconds under all systems", result.seconds, SECONDS_10_000, " s"),
                self.bar("memory under all systems", result.megabytes, MEGABYTES_10_000, " MB"),
                f"{number(round(verdicts / result.seconds))} rules/s"]
        self.row(f"check {number(count)}, with the EU's", result, folder_size(folder), count, bars)

    def warm(self, count, cold):
        """The same catalogue when the cache knows it."""
        os.environ["KAVA_CACHE_DIR"] = self.fresh("cache")
        folder = self.corpus(count)
        output = os.path.join(self.work, f"warm_{count}.txt")
        result = run_rounds([self.program("kava"), "check", folder], output, expected=(1,))
        share = result.seconds / cold.seconds
        bars = ["of cold " + self.bar("warm cache", share, WARM, " x")]
        self.row(f"check {number(count)}, warm cache", result, folder_size(folder), count, bars)

    def growth(self, results):
        """Linear from size to size: the cost of one programme does not rise. The best of the rounds
        are compared: a machine that slows down between two sizes is no growth."""
        for count, result in results.items():
            more = results.get(count * 10)
            if count < 1_000 or more is None:
                continue  # below that the fixed cost of a process is most of it
            for what, now, then in (("time", result.best, more.best),
                                    ("memory", result.megabytes, more.megabytes)):
                name = f"growth of {what}, {number(count)} to {number(count * 10)}"
                value = then / now / 10
                words = f"x {value:.2f}, " + self.bar(name, value, GROWTH, " x")
                self.add({"what": name, "ratio": value, "bars": [words]})

    def build(self, count):
        """Into memory where the system has a folder for it: kava is measured, not the disk."""
        folder = self.corpus(count, faults=0)
        log = os.path.join(self.work, "build.txt")
        parent = MEMORY_FOLDER if os.access(MEMORY_FOLDER, os.W_OK) else self.work
        runs = []
        with tempfile.TemporaryDirectory(prefix="kava_bench_", dir=parent) as temporary:
            for number_of_run in range(ROUNDS):
                out = os.path.join(temporary, str(number_of_run))
                command = [self.program("kava"), "build", "--no-cache", folder, "-o", out,
                           "--emit", "json,form,elm"]
                runs.append(run(command, log))
                if runs[-1].status != 0:
                    sys.exit(f"bench: exit status {runs[-1].status} of: {' '.join(command)}\n"
                             f"see {log}")
                size = folder_size(out)
                shutil.rmtree(out)
        result = min(runs, key=lambda one: one.seconds)
        speed = size / 1e6 / result.seconds
        bars = [self.bar("output of build", speed, OUTPUT_MB_PER_SECOND, " MB/s", at_most=False)]
        self.row(f"build all, {number(count)}", result, size, count, bars)

    def simdjson(self, count, checked):
        folder = self.corpus(count, faults=0)
        out = self.fresh(f"json_{count}")
        command = [self.program("kava"), "build", "--no-cache", folder, "-o", out, "--emit", "json"]
        made = run(command, os.path.join(self.work, "json.txt"))
        if made.status != 0:
            sys.exit(f"bench: exit status {made.status} of: {' '.join(command)}")
        result = run_rounds([self.program("kava-simdjson-pass"), out])
        ratio = checked.seconds / result.seconds
        bars = ["check is " + self.bar("ratio to simdjson", ratio, TIMES_SIMDJSON, " x")]
        self.row(f"simdjson, JSON of {number(count)}", result,
                 folder_size(out, ".json"), count, bars)

    def all(self):
        kava = self.program("kava")
        self.small("empty process", [kava, "--version"])
        folder = self.corpus(100)
        one = os.path.join(folder, "school_0000", "programme_000001.kava")
        self.small("check one programme", [kava, "check", one], SECONDS_ONE)
        sizes = SIZES + ([100_000] if self.options.full else [])
        results = {count: self.check(count) for count in sizes}
        self.systems(10_000)
        self.warm(10_000, results[10_000])
        self.growth(results)
        self.build(1_000)
        self.build(10_000)
        self.simdjson(10_000, results[10_000])


HEAD = ("what", "seconds", "cpu s", "MB/s", "programmes/s", "peak MB", "bar")
LAYOUT = "{:33} {:>9} {:>8} {:>7} {:>13} {:>8}  {}"


def show(row):
    """One line of the table, as soon as it is known: the whole takes minutes."""
    def cell(name, layout):
        return format(row[name], layout) if row.get(name) is not None else "-"

    print(LAYOUT.format(row["what"], cell("seconds", ".4f"), cell("processor_seconds", ".4f"),
                        cell("mb_per_second", ".0f"), cell("programmes_per_second", ".0f"),
                        cell("peak_mb", ".1f"), "; ".join(row["bars"])), flush=True)


def main():
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    bench = Bench(options)
    print(LAYOUT.format(*HEAD))
    try:
        bench.all()
    finally:
        shutil.rmtree(bench.out, ignore_errors=True)
    for name in bench.missed:
        print(f"missed: {name}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(bench.rows, file, indent=2)
    return 1 if options.check and bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
