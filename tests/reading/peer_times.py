#!/usr/bin/env python3
"""Deadlines found by `pilot read` and by jionlp (PyPI) in the same notices.

    peer_times.py PILOT FOLDER…

A folder holds notices `NAME.txt`, each with `NAME.json` beside it, which lists its `deadlines` (`date`, `from`).
For each program a line: deadlines found, deadlines that there are, days named that are none.

jionlp names times, not deadlines. It is helped: it is given the day of signing to count from; whatever ends on the day of
a deadline counts as found; only what it names to the day counts as named, years and durations do not.
"""

import contextlib
import datetime
import io
import json
import logging
import subprocess
import sys
from pathlib import Path


def load_peer():
    """Loads jionlp; it greets on standard output, which is not wanted here."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    # It logs a traceback for every text that is no time after all.
    logging.disable(logging.CRITICAL)
    return jionlp


def value_of(fact):
    """The value of a fact, which the notices of the tests write plainly."""
    return fact.get("value", fact) if isinstance(fact, dict) else fact


def days_of(sheet):
    """The last days of the deadlines of a sheet or of what was expected of it."""
    days = set()
    for fact in sheet.get("deadlines") or []:
        day = (value_of(fact) or {}).get("date")
        if day:
            days.add(day)
    return days


def first_days_of(sheet):
    """The days on which windows open; to name them is right as well."""
    days = set()
    for fact in sheet.get("deadlines") or []:
        day = (value_of(fact) or {}).get("from")
        if day:
            days.add(day)
    return days


def read_by_pilot(pilot, path):
    """The sheet that the program writes for a notice."""
    command = [pilot, "read", str(path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    return json.loads(done.stdout)


def read_by_jionlp(jionlp, text, signed_on):
    """The days that jionlp names: last days of what it finds that are known to the day."""
    day = datetime.date.fromisoformat(signed_on)
    base = {"year": day.year, "month": day.month, "day": day.day}
    days = set()
    for found in jionlp.ner.extract_time(text, time_base=base, with_parsing=True):
        detail = found["detail"]
        if detail["type"] not in ("time_point", "time_span"):
            continue
        first, last = detail["time"]
        is_day = first[:10] == last[:10] or "日" in found["text"] or "号" in found["text"]
        if is_day and last[:4].isdigit():
            days.add(last[:10])
    return days


def main():
    """Prints the two lines."""
    try:
        jionlp = load_peer()
    except ImportError as error:
        print(f"skipped: {error}", file=sys.stderr)
        return 3
    pilot, *folders = sys.argv[1:]
    right = {"pilot": 0, "jionlp": 0}
    wrong = {"pilot": 0, "jionlp": 0}
    all_deadlines = 0
    for folder in folders:
        for path in sorted(Path(folder).glob("*.txt")):
            truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            if "deadlines" not in truth:
                continue
            deadlines = days_of(truth)
            allowed = deadlines | first_days_of(truth)
            sheet = read_by_pilot(pilot, path)
            base = value_of(truth.get("signed_on")) or value_of(sheet.get("signed_on"))
            base = base or value_of(sheet.get("posted_on")) or min(deadlines, default="2024-01-01")
            text = path.read_text(encoding="utf-8")
            named = {"pilot": days_of(sheet), "jionlp": read_by_jionlp(jionlp, text, base)}
            all_deadlines += len(deadlines)
            for name, days in named.items():
                right[name] += len(days & deadlines)
                wrong[name] += len(days - allowed)
    for name in right:
        print(f"{name} {right[name]} {all_deadlines} {wrong[name]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
