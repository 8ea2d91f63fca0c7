#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up JUnit files of meson test: names what failed, was skipped or left no file, ends with "N passed, N failed"."""

import json
import os
import sys
import xml.etree.ElementTree as ElementTree


def count(path):
    passed, failed, skipped, blamed = 0, [], [], set()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = f"{case.get('classname')}: {case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(name)
            # a case of TAP is classed by its test; a test without cases is a case itself
            blamed.update((case.get("classname").partition(".")[2], case.get("name")))
        elif case.find("skipped") is not None:
            skipped.append(name)
        else:
            passed += 1
    return passed, failed + list_crashed(path, blamed), skipped


def list_crashed(path, blamed):
    """Tests that meson calls failed though no case of theirs is: they crashed, hung, or ended too soon."""
    with open(path.replace(".junit.xml", ".json"), encoding="utf-8") as file:
        results = [json.loads(line) for line in file]
    return [one["name"] for one in results if one["result"] in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT") and one["name"] not in blamed]


def main():
    passed, failed, skipped = 0, [], []
    for path in sys.argv[1:]:
        more = count(path) if os.path.exists(path) else (0, [f"{path}: its tests were not run"], [])
        passed, failed, skipped = passed + more[0], failed + more[1], skipped + more[2]
    for name in skipped:
        print(f"skipped: {name}")
    for name in failed:
        print(f"FAILED: {name}")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
