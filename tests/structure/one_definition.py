# SPDX-License-Identifier: Apache-2.0
"""Says which types of namespace kava are defined in two files of compiler/.

The linker keeps one of two inline definitions with one name and says nothing; only what stands in a file's unnamed
namespace, or inside another type, may share its name.
"""

import os
import re
import sys

OPENS = re.compile(r"^namespace \{")
CLOSES = re.compile(r"^\}  // namespace$")
DEFINES = re.compile(r"^(?:struct|class|enum class|enum) (\w+)(?!\w|::)[^;]*\{")


def definitions(text):
    """Yields the types that others may see: those outside unnamed namespaces."""
    hidden = False
    for line in text.splitlines():
        if OPENS.match(line):
            hidden = True
        elif CLOSES.match(line):
            hidden = False
        elif not hidden and (found := DEFINES.match(line)):
            yield found.group(1)


def main(root):
    places = {}
    for folder, _, names in sorted(os.walk(os.path.join(root, "compiler"))):
        for name in sorted(names):
            if not name.endswith((".cpp", ".h")):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                for kind in definitions(file.read()):
                    places.setdefault(kind, []).append(os.path.relpath(path, root))
    faults = 0
    for kind, files in sorted(places.items()):
        if len(files) > 1:
            faults += 1
            print(f"kava::{kind} is defined in {', '.join(files)}")
    print(f"{len(places)} types, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
