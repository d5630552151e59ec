# SPDX-License-Identifier: Apache-2.0
"""Reads printed audits: on A4, nothing too small, heads of tables repeated, nothing cut off at an edge.

  inspect_audit.py PDF_FOLDER…
"""

import glob
import os
import re
import subprocess
import sys

from inspect_pdf import small_letters, words_of

A4 = (595, 842)
HEADS = {"en": ("Rule", "Verdict"), "et": ("Reegel", "Hinnang")}
LAST = {"en": "Signature", "et": "Allkiri"}
MARGIN = 30  # points
VERDICTS = 440  # from the left: here the column of verdicts begins


def size_of(pdf):
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, check=True, text=True).stdout
    return tuple(round(float(number)) for number in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups())


def has_head(page, words):
    """Some line that holds the labels of a table of rules."""
    lines = {}
    for text, _, top in page:
        lines.setdefault(round(top), set()).add(text)
    return any(all(word in line for word in words) for line in lines.values())


def rules_on(page):
    """Some rule says beside its verdict how binding it is."""
    return any(text in ("must", "kohustuslik") and left > VERDICTS for text, left, _ in page)


def inspect(pdf):
    tag = pdf.split(".")[-2]
    pages = words_of(pdf)
    size = size_of(pdf)
    if sorted(size) != sorted(A4):
        yield f"{size} is not A4"
    yield from small_letters(pdf)
    for number, page in enumerate(pages, 1):
        if rules_on(page) and not has_head(page, HEADS[tag]):
            yield f"page {number}: the head of the table is not repeated"
        if any(left < MARGIN or left > size[0] - MARGIN for _, left, _ in page):
            yield f"page {number}: a word begins in the margin"
    if not any(text == LAST[tag] for text, _, _ in pages[-1]):
        yield "no line to sign on the last page"


def main(folders):
    count = faults = 0
    for folder in folders:
        for pdf in sorted(glob.glob(os.path.join(folder, "*.pdf"))):
            count += 1
            for fault in inspect(pdf):
                faults += 1
                print(f"{os.path.basename(pdf)}: {fault}")
    print(f"{count} printed audits, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
