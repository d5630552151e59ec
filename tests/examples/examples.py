# SPDX-License-Identifier: Apache-2.0
"""Checks the examples: examples.py KAVA EXAMPLES_FOLDER."""

import glob
import json
import os
import re
import subprocess
import sys


def told(kava, path):
    """Diagnostics of a file or folder, without hints."""
    result = subprocess.run([kava, "check", "--format", "json", path], capture_output=True, check=False)
    found = json.loads(result.stdout)["diagnostics"]
    return [one for one in found if one["severity"] != "hint"]


def faults_of_broken(kava, path):
    wanted = re.search(r"^// earns: (K\d+)", open(path, encoding="utf-8").read(), re.M)
    if not wanted:
        return ["no line `// earns: K…`"]
    found = told(kava, path)
    if [one["code"] for one in found] == [wanted.group(1)]:
        return []
    return [f"should earn {wanted.group(1)} alone"] + [f"{one['code']}: {one['message']}" for one in found]


def main(kava, folder):
    faults = []
    broken = sorted(glob.glob(os.path.join(folder, "broken", "*.kava")))
    for path in broken:
        faults += [f"{os.path.basename(path)}: {fault}" for fault in faults_of_broken(kava, path)]
    catalogues = sorted(path for path in glob.glob(os.path.join(folder, "*")) if os.path.isdir(path))
    for path in catalogues:
        if os.path.basename(path) != "broken":
            faults += [f"{os.path.basename(path)}: {one['code']}: {one['message']}" for one in told(kava, path)]
    print("\n".join(faults + [f"{len(broken)} broken and {len(catalogues) - 1} sound, {len(faults)} faults"]))
    return 1 if faults or len(broken) < 15 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
