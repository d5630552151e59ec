# SPDX-License-Identifier: Apache-2.0
"""Writes files that are no definitions into a folder: garbage.py FOLDER"""

import os
import random
import sys

os.chdir(sys.argv[1])


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)


write("braces.kava", b"{" * 30_000_000)
write("closing.kava", b"}" * 1_000_000)
write("parentheses.kava", b"a " + b"(" * 3_000_000)
write("quotes.kava", b'"' * 3_000_001)
write("long_line.kava", b'course a { title en "' + b"x" * 10_000_000 + b'" creditz 6 ects }')
source = random.Random(1)
write("noise.kava", bytes(source.randrange(1, 256) for _ in range(300_000)))
write("wrong_start.kava", b"z\x0f\x8d{")
write("escape.kava", b"course a { credits 6 \x1b[31m ects }\n")
os.makedirs("circle", exist_ok=True)
write("circle/catalogue.kava", b"use a\n")
for module, used in (("a", "b"), ("b", "c"), ("c", "a")):
    os.makedirs(f"circle/{module}", exist_ok=True)
    write(f"circle/{module}/x.kava", f"use {used}\n".encode())
