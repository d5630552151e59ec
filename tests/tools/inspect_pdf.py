# SPDX-License-Identifier: Apache-2.0
"""Reads the printed forms: labels in order, whole rows, repeated heads, nothing too small.

  inspect_pdf.py FORM.kava PDF_FOLDER
"""

import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

SMALLEST = 10.0  # points
HEAD = {"et": ("Andmed", "Sisu"), "en": ("Item", "Content")}


def form_name(form):
    return re.search(r"^form (\w+)", open(form, encoding="utf-8").read(), re.M).group(1)


def labels(form, tag):
    """The labels of the rows that are always printed, in the order of the declaration."""
    source = open(form, encoding="utf-8").read()
    found = []
    for row in re.finditer(r"^    row \w+ \{(.*?\}$|.*?^    \})", source, re.M | re.S):
        if re.search(r"^      when\b", row.group(0), re.M):
            continue
        label = re.search(r'label\s+((?:\w+ "[^"]*",?\s*)+)', row.group(0)).group(1)
        found.append(re.search(tag + r' "([^"]*)"', label).group(1))
    return found


def words_of(pdf):
    """Words with their place, page by page."""
    html = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout
    root = ElementTree.fromstring(html)
    space = {"x": "http://www.w3.org/1999/xhtml"}
    return [[(word.text, float(word.get("xMin")), float(word.get("yMin"))) for word in page.iterfind("x:word", space)]
            for page in root.iterfind(".//x:page", space)]


def heads_of(page, tag):
    """Where the heads of tables stand: left edge of the labels, left edge of the values, and height."""
    first, second = HEAD[tag]
    return [(left, right, top) for text, left, top in page if text == first
            for other, right, height in page if other == second and abs(height - top) < 2 and right > left]


def label_column(page, tag):
    """The words of the label columns from top to bottom: a label may take several lines beside its value."""
    heads = sorted(heads_of(page, tag), key=lambda head: head[2])
    inside = []
    for number, (left, right, top) in enumerate(heads):
        end = heads[number + 1][2] if number + 1 < len(heads) else float("inf")
        inside += [(round(height), at, text) for text, at, height in page
                   if top - 2 <= height < end - 2 and left - 2 <= at < right - 2]
    return "".join(text for _, _, text in sorted(inside))


def sizes_of(pdf):
    """Font sizes in points; pdftotext's boxes are as high as the line, so the fonts are asked for."""
    xml = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", pdf], capture_output=True, check=True).stdout
    return [float(size) for size in re.findall(rb'<fontspec[^>]* size="([0-9.]+)"', xml)]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def small_letters(pdf):
    return [f"letters of {size} points" for size in sizes_of(pdf) if size < SMALLEST]


def inspect(form, pdf):
    """All of it for the form itself; of other documents only the size of the letters."""
    if form_name(form) not in pdf:
        return small_letters(pdf)
    tag = "et" if pdf.endswith(".et.pdf") else "en"
    pages = words_of(pdf)
    text = squeezed("".join(label_column(page, tag) for page in pages))
    faults, at = [], 0
    for label in labels(form, tag):
        place = text.find(squeezed(label), at)
        if place < 0:
            faults.append(f"label missing or out of order: {label}")
        else:
            at = place + 1
    for number, page in enumerate(pages, 1):
        # A table that goes on has its head again; a page that only ends a table does so too.
        if number > 1 and not heads_of(page, tag) and number < len(pages):
            faults.append(f"page {number}: the head of the table is not repeated")
    return faults + small_letters(pdf)


def main(form, folder):
    pdfs = sorted(glob.glob(os.path.join(folder, "*.pdf")))
    count = 0
    for pdf in pdfs:
        for fault in inspect(form, pdf):
            count += 1
            print(f"{os.path.basename(pdf)}: {fault}")
    print(f"{len(pdfs)} printed forms, {count} faults")
    return 1 if count or not pdfs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
