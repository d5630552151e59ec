# SPDX-License-Identifier: Apache-2.0
"""Sums up the results that lit wrote as XML.

  results.py tests.xml            which tests were unsupported, and what they missed
  results.py --strict tests.xml   the same for continuous integration: ends with "N passed, N failed", and fails when
                                  a test failed or missed something that `./dev test` installs
"""

import collections
import os
import re
import sys
import xml.etree.ElementTree

# What a machine may lack with good reason: the European schemas are not ours to hand on, and root may read all.
MAY_BE_MISSING = {"elm-spec", "not-root"}


def read(path):
    """Returns the numbers of passed and failed tests, and the missing features of each unsupported one."""
    if not os.path.exists(path):
        return 0, 1, {}  # The build failed, or lit itself.
    passed, failed, unsupported = 0, 0, {}
    for case in xml.etree.ElementTree.parse(path).iter("testcase"):
        skipped = case.find("skipped")
        if skipped is not None:
            message = skipped.get("message", "")
            features = re.sub(r"^.*?: ", "", message)
            unsupported[case.get("name")] = {f.strip() for f in features.split(",")}
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        else:
            passed += 1
    return passed, failed, unsupported


def main(arguments):
    strict = "--strict" in arguments
    passed, failed, unsupported = read(arguments[-1])
    missing = collections.Counter(f for features in unsupported.values() for f in features)
    if not strict:
        print(f"{len(unsupported)} unsupported")
        for feature, count in sorted(missing.items()):
            print(f"  {count} for want of {feature}")
        return 0
    lacking = sorted(set(missing) - MAY_BE_MISSING)
    if lacking:
        print(f"a test was left out for want of {', '.join(lacking)}: counted as failed")
        failed += sum(1 for features in unsupported.values() if features - MAY_BE_MISSING)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
