#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A bench, run small, writes what tests/bench/run promises: a JSON object a line, and nothing else (TAP)."""

import json
import math
import subprocess
import sys

KEYS = ["bench", "case", "value", "unit", "ratio", "against"]


def fault(line):
    try:
        row = json.loads(line)
    except ValueError as error:
        return f"{error}: {line}"
    if list(row) != KEYS:
        return f"its keys are {list(row)}, not {KEYS}"
    for key in ("bench", "case", "unit"):
        if not isinstance(row[key], str) or not row[key]:
            return f"{key} is {row[key]!r}"
    if not isinstance(row["value"], (int, float)) or not math.isfinite(row["value"]) or row["value"] < 0:
        return f"value is {row['value']!r}"
    if row["ratio"] is not None and not (isinstance(row["ratio"], (int, float)) and row["ratio"] >= 0):
        return f"ratio is {row['ratio']!r}"
    if row["ratio"] is not None and not row["against"]:
        return "a ratio against nothing"
    return None


def main():
    done = subprocess.run(sys.argv[1:], capture_output=True, text=True, timeout=50, check=False)
    lines = done.stdout.splitlines()
    wrong = subprocess.run([sys.argv[1], "many"], capture_output=True, text=True, timeout=20, check=False)
    cases = [
        ("it ends well", done.returncode == 0, done.stderr),
        ("it writes a line for each figure", len(lines) == 4, done.stdout),
        ("every line is an object of the six keys", not any(map(fault, lines)), "\n".join(filter(None, map(fault, lines)))),
        ("what is typed without marks finds every product that has the words",
         any("recall" in line and json.loads(line)["ratio"] == 1 for line in lines), done.stdout),
        ("how far it is goes to standard error", "300 products" in done.stderr, done.stderr),
        ("an argument that is no number is named", wrong.returncode == 1 and "many" in wrong.stderr and not wrong.stdout, wrong.stderr),
    ]
    print(f"1..{len(cases)}")
    for number, (name, good, said) in enumerate(cases, 1):
        print(f"{'ok' if good else 'not ok'} {number} - {name}")
        if not good:
            for line in said.splitlines():
                print("# " + line)
    return 0 if all(good for _, good, _ in cases) else 1


sys.exit(main())
