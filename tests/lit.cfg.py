# SPDX-License-Identifier: Apache-2.0
# How lit runs the tests. `./dev test` runs all of them; for one of them:
#   lit -v build/release/tests --filter credits
import importlib.util
import os
import platform
import shutil
import sys

import lit.formats

config.name = "kava"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".kava", ".test", ".sh"]
config.excludes = ["Inputs", "node_modules", "tools", "bench"]
config.test_source_root = os.path.join(config.source_root, "tests")
config.test_exec_root = os.path.join(config.build_root, "tests")

# Tests see a plain environment: the same bytes on every machine.
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, os.environ.get("PATH", "")])
config.environment["LC_ALL"] = "C.UTF-8"
config.environment["TZ"] = "UTC"
for name in ("KAVA_UPDATE", "KAVA_ELM_SPEC", "HOME"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
config.environment["KAVA_CACHE_DIR"] = os.path.join(config.test_exec_root, "cache")
config.environment.pop("NO_COLOR", None)
config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
config.environment["ASAN_OPTIONS"] = "detect_stack_use_after_return=1"

elm = os.environ.get("KAVA_ELM_SPEC") or os.path.join(config.source_root, "..", "shared", "elm")
elm = os.path.realpath(elm)


def executable(name):
    return os.path.join(config.build_root, "bin", name)


# Whatever was not expected fails too.
only_expected = "--implicit-check-not='{{(error|warning|hint)\\[}}'"
config.substitutions += [
    # A definition with a fault, and one without.
    ("%check", "not %kava check %s 2>&1 | FileCheck %s " + only_expected),
    ("%clean", "%kava check %s 2>&1 | FileCheck %s --allow-empty " + only_expected),
    ("%kava", executable("kava")),
    ("%generate", executable("kava-generate")),
    ("%unit", executable("kava_unit_tests")),
    # Compares files or folders whole; `./dev update` makes it take over what it finds.
    ("%golden", "%python %root/tests/tools/golden.py"),
    ("%python", sys.executable),
    ("%root", config.source_root),
    ("%build", config.build_root),
    ("%elm", elm),
]

# What a test may ask for with `REQUIRES:`. A test whose requirement is missing is reported as unsupported.
found = {
    "elm-spec": os.path.isdir(os.path.join(elm, "spec")),
    "node": bool(shutil.which("node"))
    and os.path.isdir(os.path.join(config.test_source_root, "node_modules")),
    # A program of its own, made for this kind of processor only.
    "sarif-multitool": platform.machine() == "x86_64" and os.path.isdir(
        os.path.join(config.test_source_root, "node_modules", "@microsoft", "sarif-multitool-linux")),
    "chromium": bool(shutil.which("chromium")),
    "java": bool(shutil.which("java")),
    "xmllint": bool(shutil.which("xmllint")),
    "pdftotext": bool(shutil.which("pdftotext")),
    "icalendar": bool(importlib.util.find_spec("icalendar")),
    "not-root": os.geteuid() != 0,
    "fast-parser": config.fast_parser,
    "sanitize": bool(config.sanitize),
}
config.available_features.update(name for name, present in found.items() if present)
