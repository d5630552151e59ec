# SPDX-License-Identifier: Apache-2.0
"""read_calendar.py ICS JSON: reads what `kava deadlines --format ics` wrote with a parser that is not ours and compares every
event with what `--format json` says of the same files. What the parser is lenient about is looked at in the bytes."""

import datetime
import json
import sys

import icalendar


def same(found, expected, what):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def check_bytes(data):
    """RFC 5545, 3.1: lines end in CRLF and have at most 75 octets; folding tears no character."""
    same(data.endswith(b"\r\n"), True, "the end of the last line")
    lines = data.split(b"\r\n")[:-1]
    for line in lines:
        same(b"\r" in line or b"\n" in line, False, f"a bare line end in {line!r}")
        same(len(line) <= 75, True, f"at most 75 octets in {line!r}")
        line.decode("utf-8")
    return any(line.startswith(b" ") for line in lines)


def title_of(thing):
    return thing.get("en") or next(iter(thing.values()))


def check_event(event, deadline, as_of):
    due = datetime.date.fromisoformat(deadline["due"])
    same(event.decoded("dtstart"), due, "DTSTART")
    same(event["dtstart"].params.get("VALUE"), "DATE", "the type of DTSTART")
    same(event.decoded("dtend"), due + datetime.timedelta(days=1), "DTEND")
    stamp = event.decoded("dtstamp")
    same((stamp.date(), stamp.hour, stamp.utcoffset()), (as_of, 0, datetime.timedelta(0)), "DTSTAMP")
    same((due - as_of).days, deadline["days_left"], "days_left")
    titles = title_of(deadline["programme"]["title"]), title_of(deadline["title"])
    same(str(event["summary"]), "{}: {}".format(*titles), "SUMMARY")
    description = str(event["description"])
    for member in ("by", "to"):
        for one in deadline.get(member, []):
            same(title_of(one["title"]) in description, True, f"{member} in {description!r}")
    if "clause" in deadline:
        same(description.endswith(", " + deadline["clause"]), True, f"the clause in {description!r}")
    alarms = [one for one in event.walk() if one.name == "VALARM"]
    same([one.decoded("trigger") for one in alarms], [datetime.timedelta(days=-7)], "TRIGGER")


def main(ics, listed):
    with open(ics, "rb") as file:
        data = file.read()
    folded = check_bytes(data)
    with open(listed, encoding="utf-8") as file:
        expected = json.load(file)
    calendar = icalendar.Calendar.from_ical(data)
    same(str(calendar["version"]), "2.0", "VERSION")
    same("prodid" in calendar, True, "PRODID")
    events = [one for one in calendar.walk() if one.name == "VEVENT"]
    dated = [one for one in expected["deadlines"] if "due" in one]
    same(len(events), len(dated), "the number of events")
    same(len({str(event["uid"]) for event in events}), len(events), "the number of different UIDs")
    as_of = datetime.date.fromisoformat(expected["as_of"])
    for event, deadline in zip(events, dated):
        check_event(event, deadline, as_of)
    print(f"{len(events)} events are the same{', some lines folded' if folded else ''}")


if __name__ == "__main__":
    main(*sys.argv[1:])
