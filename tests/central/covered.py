#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every answer that the OpenAPI file describes was met by a driver that ran before this one, and held against the file.

usage: covered.py FOLDER, where contract.py of the drivers left what they met
"""

import json
import os
import sys

from contract import Contract

# What cannot be brought about from outside, and why that is well.
SPARED = {}

folder = sys.argv[1]
contract = Contract()
seen, drivers = set(), 0
for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        seen |= {tuple(one) for one in json.load(file)}
    drivers += 1
if not drivers:
    print("1..0 # SKIP no driver ran before")
    sys.exit(77)

operations = sorted({(pattern, method) for method, pattern, _ in contract.described()})
print(f"1..{len(operations)}")
failed = 0
for number, (pattern, method) in enumerate(operations, 1):
    missing = sorted(status for other, path, status in contract.described() - seen
                     if (other, path) == (method, pattern) and (other, path, status) not in SPARED)
    failed += bool(missing)
    print(f"{'not ok' if missing else 'ok'} {number} - /central/covered/{method} {pattern}")
    if missing:
        print(f"# never met: {', '.join(missing)}")
sys.exit(1 if failed else 0)
