# SPDX-License-Identifier: Apache-2.0
"""Compares the fingerprints of one catalogue before a change, in another language, and after it; one finding is new."""

import json
import sys


def of_sarif(path):
    with open(path, encoding="utf-8") as file:
        results = json.load(file)["runs"][0]["results"]
    return [result["partialFingerprints"]["kava/v1"] for result in results]


def of_gitlab(path):
    with open(path, encoding="utf-8") as file:
        return [issue["fingerprint"] for issue in json.load(file)]


def main(before, other_language, after, gitlab_before, gitlab_after):
    old, new = of_sarif(before), of_sarif(after)
    assert of_sarif(other_language) == old
    assert of_gitlab(gitlab_before) == old and of_gitlab(gitlab_after) == new
    assert set(old) < set(new) and len(new) == len(old) + 1, (old, new)
    print(f"{len(old)} findings in all, {len(new)} in the end")


main(*sys.argv[1:])
