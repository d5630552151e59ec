# SPDX-License-Identifier: Apache-2.0
"""Disturbs runs that write a cache and says whether what they print stays the same.

usage: disturb_cache.py KAVA FOLDER CACHE

Stops ten runs at random moments with a signal that cannot be caught, lets pairs of runs write at once, cuts short and
changes every file of the cache, and fills the disk. After each, two runs must print what a run without cache prints.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

kava, folder, cache = sys.argv[1:]
command = [kava, "check", folder]
os.environ["KAVA_CACHE_DIR"] = cache
random.seed(7)
faults = 0


def said(arguments=(), before=None):
    run = subprocess.run([*command, *arguments], capture_output=True, preexec_fn=before, check=False)
    return run.returncode, run.stdout, run.stderr


def files():
    return sorted(os.path.join(path, name) for path, _, names in os.walk(cache) for name in names)


def expect_same(after):
    """Two runs: one that may find what was left, one that may find what the first one kept."""
    global faults
    for turn in ("first", "second"):
        if said() != plain:
            faults += 1
            print(f"{after}: the {turn} run says something else")


def clear():
    shutil.rmtree(cache, ignore_errors=True)


def stop_at_random_moments():
    begin = time.monotonic()
    clear()
    said()
    whole = time.monotonic() - begin
    for number in range(10):
        clear()
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, whole))
        run.send_signal(signal.SIGKILL)
        run.wait()
        expect_same(f"stopped run {number + 1}")


def leave_no_rest():
    global faults
    place = os.path.dirname(files()[0])
    # The number of a process that has ended.
    ended = subprocess.Popen(["true"])
    ended.wait()
    open(os.path.join(place, f".unfinished-{ended.pid}-0"), "w", encoding="utf-8").close()
    for name in files():
        if name.endswith((".pack", ".said")):
            os.remove(name)
    said()
    if any(".unfinished" in name for name in files()):
        faults += 1
        print("what a stopped run left stays")


def run_at_once():
    global faults
    for number in range(5):
        clear()
        runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        for run in runs:
            out, err = run.communicate()
            if (run.returncode, out, err) != plain:
                faults += 1
                print(f"pair {number + 1}: a run says something else")
        expect_same(f"pair {number + 1}")


def damage():
    clear()
    said()
    count = len(files())
    for number in range(count):
        for how in ("cut", "emptied", "changed"):
            clear()
            said()
            name = files()[number]
            # What was said would be repeated before a pack is looked into.
            for other in files():
                if other != name and other.endswith(".said"):
                    os.remove(other)
            with open(name, "r+b") as file:
                size = os.path.getsize(name)
                if how == "cut":
                    file.truncate(size * 2 // 3)
                elif how == "emptied":
                    file.truncate(0)
                else:
                    # Not the end, where it would be seen that the index is no index.
                    whole = bytearray(file.read())
                    for place in range(100, size * 2 // 3, 97):
                        whole[place] ^= 0x55
                    file.seek(0)
                    file.write(whole)
            expect_same(f"{os.path.splitext(name)[1]} {how}")
    return count


def fill_disk():
    """No file may grow beyond some kilobytes: writing fails as it does on a full disk."""
    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    global faults
    clear()
    if said(before=small_files) != plain:
        faults += 1
        print("full disk: the run says something else")
    if any(name.endswith(".pack") or ".unfinished" in name for name in files()):
        faults += 1
        print("full disk: half a pack stays")
    expect_same("full disk")


plain = said(["--no-cache"])
stop_at_random_moments()
leave_no_rest()
run_at_once()
damaged = damage()
fill_disk()
print(f"10 runs stopped, 5 pairs at once, {damaged} files damaged in 3 ways, a full disk: {faults} faults")
sys.exit(1 if faults or damaged < 2 else 0)
