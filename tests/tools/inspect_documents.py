# SPDX-License-Identifier: Apache-2.0
"""Reads printed certificates and the like: labels in order, those that are issued on one page on one page.

  inspect_documents.py FORMS.kava PDF_FOLDER

Each form of the file must have been printed at least once.
"""

import glob
import os
import re
import sys

from inspect_pdf import squeezed, words_of

ONE_PAGE = {"certificate", "notice", "t4eu_certificate"}
VALUES = 244  # points from the left: here they begin


def labels_of(source):
    """For each form of a file the labels of the rows that are always printed, by language."""
    result = {}
    for form in re.finditer(r"^form (\w+) .*?^}", source, re.M | re.S):
        sections = re.findall(r"^  section \w+ \{.*?^  \}", form.group(0), re.M | re.S)
        always = "\n".join(one for one in sections if not re.search(r"^    when\b", one, re.M))
        rows = re.findall(r"^    row \w+ +\{(.*?\}$|.*?^    \})", always, re.M | re.S)
        rows = [row for row in rows if not re.search(r"\bwhen\b", row)]
        texts = [re.search(r'label\s+((?:\w+ "[^"]*",?\s*)+)', row).group(1) for row in rows]
        result[form.group(1)] = {tag: [re.search(tag + r' "([^"]*)"', text).group(1) for text in texts] for tag in ("et", "en")}
    return result


def left_words(page):
    """What stands left of the values; labels are broken where the column ends."""
    ordered = sorted(page, key=lambda word: (round(word[2]), word[1]))
    return "".join(text for text, left, _ in ordered if left < VALUES)


def inspect(name, labels, pdf):
    pages = words_of(pdf)
    text, at = squeezed("".join(left_words(page) for page in pages)), 0
    for label in labels:
        place = text.find(squeezed(label), at)
        if place < 0:
            yield f"label missing or out of order: {label}"
        else:
            at = place + 1
    if name in ONE_PAGE and len(pages) > 1:
        yield f"{len(pages)} pages"


def main(forms, folder):
    with open(forms, encoding="utf-8") as file:
        labels = labels_of(file.read())
    count = faults = 0
    printed = set()
    for pdf in sorted(glob.glob(os.path.join(folder, "*.pdf"))):
        name, tag = os.path.basename(pdf).split(".")[-3:-1]
        if name not in labels:
            continue
        printed.add(name)
        count += 1
        for fault in inspect(name, labels[name][tag], pdf):
            faults += 1
            print(f"{os.path.basename(pdf)}: {fault}")
    for name in sorted(set(labels) - printed):
        faults += 1
        print(f"{name} was not printed")
    print(f"{', '.join(sorted(printed))}: {count} printed documents, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
