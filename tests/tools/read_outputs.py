# SPDX-License-Identifier: Apache-2.0
"""read_outputs.py FORMAT OUTPUT JSON [CHECKED…]: reads what `kava --format FORMAT` wrote with a parser of its own and
compares every field with what `--format json` says of the same files. CHECKED are the files that were checked."""

import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree

UNREAD = {"K1101", "K1102", "K1103", "K1104", "K1105"}
DETAILS = [("clause", "clauses"), ("reading", "readings"), ("working", "working"), ("help", "help")]


def same(found, expected, what):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def start_of(finding):
    return finding["range"]["start"] if "range" in finding else None


def details_of(finding):
    return [f"{label}: {text}" for label, key in DETAILS for text in finding[key]]


def notes_of(finding):
    result = []
    for note in finding["notes"]:
        at = start_of(note)
        result.append(f"{note['file']}:{at['line']}:{at['column']}: {note['message']}")
    return result


def whole_text(finding):
    return "\n".join([finding["message"], *notes_of(finding), *details_of(finding)])


def marked_text(finding):
    with open(finding["file"], "rb") as file:
        text = file.read()
    return text[finding["range"]["start"]["offset"]:finding["range"]["end"]["offset"]].decode()


# ---- GitHub: https://docs.github.com/actions/reference/workflow-commands-for-github-actions


def unescaped(text):
    assert not re.search("%(?!0A|0D|25|2C|3A)", text), text
    return re.sub("%(0A|0D|25|2C|3A)", lambda match: chr(int(match[1], 16)), text)


def check_github(text, findings, checked):
    level = {"hint": "notice", "warning": "warning", "error": "error"}
    lines = text.split("\n")
    same(lines.pop(), "", "the end")
    same(len(lines), len(findings), "annotations")
    for line, finding in zip(lines, findings):
        command, properties, message = re.fullmatch(r"::(\w+) ([^\r]*?)::([^\r]*)", line).groups()
        same(command, level[finding["severity"]], "command")
        same(unescaped(message), whole_text(finding), "message")
        same(re.findall("%(2C|3A)", message), [], "escaped without need in the message")
        found = dict(part.split("=", 1) for part in properties.split(","))
        expected = {"file": finding["file"], "title": f"{finding['code']} {finding['slug']}"}
        if "range" in finding:
            start, end = finding["range"]["start"], finding["range"]["end"]
            expected |= {"line": str(start["line"]), "endLine": str(end["line"])}
            if start["line"] == end["line"]:
                last = max(start["column"], end["column"] - 1)
                expected |= {"col": str(start["column"]), "endColumn": str(last)}
        same({key: unescaped(value) for key, value in found.items()}, expected, "properties")
        same(re.findall("[:,]", "".join(found.values())), [], "unescaped in properties")


# ---- GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format


def check_gitlab(text, findings, checked):
    level = {"hint": "info", "warning": "minor", "error": "major"}
    found = json.loads(text)
    same(len(found), len(findings), "issues")
    for issue, finding in zip(found, findings):
        line = start_of(finding)["line"] if "range" in finding else 1
        same({key: value for key, value in issue.items() if key != "fingerprint"},
             {"description": finding["message"], "check_name": finding["code"],
              "severity": level[finding["severity"]],
              "location": {"path": finding["file"], "lines": {"begin": line}}}, "issue")
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"]), issue
    same(len({issue["fingerprint"] for issue in found}), len(found), "different fingerprints")


# ---- XML


def files_of(findings, checked):
    paths = list(checked)
    paths += [finding["file"] for finding in findings if finding["file"] not in paths]
    return {path: [finding for finding in findings if finding["file"] == path]
            for path in dict.fromkeys(paths)}


def check_checkstyle(text, findings, checked):
    level = {"hint": "info", "warning": "warning", "error": "error"}
    root = xml.etree.ElementTree.fromstring(text)
    same(root.tag, "checkstyle", "root")
    same(re.sub(r"\d+", "N", root.attrib["version"]), "kava N.N.N", "version")
    files = files_of(findings, checked)
    same([file.attrib for file in root], [{"name": path} for path in files], "files")
    for file, expected in zip(root, files.values()):
        same(file.tag, "file", "tag")
        same(len(file), len(expected), "errors of " + file.attrib["name"])
        for error, finding in zip(file, expected):
            attributes = {"severity": level[finding["severity"]], "message": whole_text(finding),
                          "source": "kava." + finding["code"]}
            if "range" in finding:
                attributes |= {key: str(start_of(finding)[key]) for key in ("line", "column")}
            same((error.tag, error.attrib), ("error", attributes), "error")


def check_junit(text, findings, checked):
    root = xml.etree.ElementTree.fromstring(text)
    files = files_of(findings, checked)
    errors = {path: [finding for finding in found if finding["severity"] == "error"]
              for path, found in files.items()}
    unread = {path for path, found in errors.items() if any(one["code"] in UNREAD for one in found)}
    failed = {path for path, found in errors.items() if found} - unread
    totals = {"name": "kava", "tests": str(len(files)), "failures": str(len(failed)),
              "errors": str(len(unread)), "time": "0"}
    same((root.tag, root.attrib), ("testsuites", totals), "root")
    suite, = root
    same((suite.tag, suite.attrib), ("testsuite", totals), "suite")
    same([test.attrib for test in suite],
         [{"classname": "kava", "name": path, "file": path, "time": "0"} for path in files], "cases")
    for test in suite:
        path = test.attrib["name"]
        same(test.tag, "testcase", "tag")
        others = [finding for finding in files[path] if finding["severity"] != "error"]
        tags = ["error"] if path in unread else ["failure"] if path in failed else []
        same([part.tag for part in test], tags + ["system-out"] * bool(others), "parts of " + path)
        for part in test:
            told = others if part.tag == "system-out" else errors[path]
            for finding in told:
                line = f"{finding['severity']}[{finding['code']}]: {finding['message']}\n"
                assert line in part.text, (line, part.text)
                assert all(detail in part.text for key in ("clauses", "working", "help")
                           for detail in finding[key]), part.text
            same(len(re.findall(r"(?m)^\S.*(?:error|warning|hint)\[K", part.text)), len(told), "told")
            if part.tag == "system-out":
                continue
            more = f" (+ {len(told) - 1})" if len(told) > 1 else ""
            same(part.attrib, {"message": told[0]["message"] + more, "type": told[0]["code"]}, "failure")


# ---- SARIF: the standard, 2.1.0


def region_of(finding):
    start, end = finding["range"]["start"], finding["range"]["end"]
    return {"startLine": start["line"], "startColumn": start["column"],
            "endLine": end["line"], "endColumn": end["column"]}


def check_location(location, finding):
    physical = location["physicalLocation"]
    artifact = physical["artifactLocation"]
    same(urllib.parse.unquote(artifact["uri"]), finding["file"], "uri")
    same(urllib.parse.quote(finding["file"], safe="/"), artifact["uri"], "escaped uri")
    same(artifact["uriBaseId"], "SRCROOT", "uriBaseId")
    same(physical.get("region"), region_of(finding) if "range" in finding else None, "region")
    region = physical.get("region")
    if region and region["startLine"] == region["endLine"]:
        # The columns count code points, as `columnKind` says: cutting the line there gives what the offsets mark.
        with open(finding["file"], encoding="utf-8-sig", newline="\n") as file:
            line = file.read().split("\n")[region["startLine"] - 1]
        same(line[region["startColumn"] - 1:region["endColumn"] - 1], marked_text(finding), "marked")


def check_result(result, finding, rules):
    level = {"hint": "note", "warning": "warning", "error": "error"}
    same(result["ruleId"], finding["code"], "ruleId")
    same(rules[result["ruleIndex"]]["id"], finding["code"], "ruleIndex")
    same(result["level"], level[finding["severity"]], "level")
    same(result["message"], {"text": "\n".join([finding["message"], *details_of(finding)])}, "message")
    location, = result["locations"]
    check_location(location, finding)
    related = result.get("relatedLocations", [])
    same(len(related), len(finding["notes"]), "related locations")
    for index, (found, note) in enumerate(zip(related, finding["notes"])):
        same((found["id"], found["message"]), (index, {"text": note["message"]}), "note")
        check_location(found, note)
    same(list(result["partialFingerprints"]), ["kava/v1"], "fingerprints")
    properties = dict(result.get("properties", {}))
    tags = properties.pop("tags", [])
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", tag) for tag in tags), tags
    same(bool(tags), bool(finding["clauses"]), "tags of a rule")
    same(properties, {key: finding[key] for _, key in DETAILS if finding[key]}, "properties")
    check_fixes(result.get("fixes", []), finding)


def check_fixes(fixes, finding):
    same(len(fixes), bool(finding["edits"]), "fixes")
    for fix in fixes:
        same(fix["description"]["text"], finding["help"][0], "fix")
        change, = fix["artifactChanges"]
        same(urllib.parse.unquote(change["artifactLocation"]["uri"]), finding["file"], "fixed file")
        same(change["replacements"],
             [{"deletedRegion": region_of(edit), "insertedContent": {"text": edit["text"]}}
              for edit in finding["edits"]], "replacements")


def check_rule(rule):
    same(set(rule), {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"}, "rule")
    assert re.fullmatch("K[0-9]{4}", rule["id"]) and re.fullmatch("[a-z_0-9]+", rule["name"]), rule
    assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error"), rule
    assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"], rule
    assert "```kava" in rule["help"]["markdown"] or "```console" in rule["help"]["markdown"], rule
    assert "```" not in rule["help"]["text"], rule
    assert rule["help"]["text"].startswith(rule["fullDescription"]["text"].split(" ")[0]), rule


def check_sarif(text, findings, checked):
    document = json.loads(text)
    same(document["version"], "2.1.0", "version")
    assert document["$schema"].endswith("sarif-schema-2.1.0.json"), document["$schema"]
    run, = document["runs"]
    driver = run["tool"]["driver"]
    same(driver["name"], "kava", "name")
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["version"]), driver["version"]
    same(driver["semanticVersion"], driver["version"], "version")
    same((run["columnKind"], run["language"]), ("unicodeCodePoints", "en"), "run")
    same(run["newlineSequences"], ["\r\n", "\n", "\r"], "newlineSequences")
    same(set(run["originalUriBaseIds"]), {"SRCROOT", "KAVA"}, "originalUriBaseIds")
    for rule in driver["rules"] + driver["notifications"]:
        check_rule(rule)
    results = [finding for finding in findings if finding["code"] not in UNREAD]
    unread = [finding for finding in findings if finding["code"] in UNREAD]
    same(len(run["results"]), len(results), "results")
    for result, finding in zip(run["results"], results):
        check_result(result, finding, driver["rules"])
    same([rule["id"] for rule in driver["rules"]], list(dict.fromkeys(one["code"] for one in results)), "rules")
    marks = [result["partialFingerprints"]["kava/v1"] for result in run["results"]]
    same(len(set(marks)), len(marks), "different fingerprints")
    invocation, = run["invocations"]
    same(invocation["executionSuccessful"], not unread, "executionSuccessful")
    status = 2 if unread else int(any(one["severity"] == "error" for one in findings))
    same(invocation["exitCode"], status, "exitCode")
    told = invocation["toolExecutionNotifications"]
    same(len(told), len(unread), "notifications")
    for notification, finding in zip(told, unread):
        descriptor = notification["descriptor"]
        same(descriptor["id"], finding["code"], "descriptor")
        same(driver["notifications"][descriptor["index"]]["id"], finding["code"], "index")
        same(notification["level"], "error", "level")
        assert notification["message"]["text"].startswith(finding["message"]), notification
        location, = notification["locations"]
        check_location(location, finding)


def main(name, output, reference, *checked):
    with open(output, encoding="utf-8", newline="") as file:
        text = file.read()
    with open(reference, encoding="utf-8") as file:
        findings = json.load(file)["diagnostics"]
    globals()["check_" + name](text, findings, checked)
    print(f"{name}: {len(findings)} findings, as in JSON")


if __name__ == "__main__":
    main(*sys.argv[1:])
