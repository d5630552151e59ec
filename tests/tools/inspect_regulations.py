# SPDX-License-Identifier: Apache-2.0
"""Reads a printed regulation: every page with rules has the head of the table.

  inspect_regulations.py PDF ID HEAD    ID begins the ids of its rules, HEAD is a label of the head
"""

import re
import subprocess
import sys


def pages_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return [page for page in text.split("\f") if page.strip()]


def main(pdf, prefix, head):
    faults, rules = 0, 0
    pages = pages_of(pdf)
    for number, page in enumerate(pages, 1):
        found = len(re.findall(re.escape(prefix) + r"\.\w+", page))
        rules += found
        if found and head not in page:
            faults += 1
            print(f"page {number} has rules and no head")
    print(f"{len(pages)} pages, {rules} rules, {faults} faults")
    return 1 if faults or not rules else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
