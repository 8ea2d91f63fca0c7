#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What tests/run says when a build beside it fails: what was run is counted, what was not is named, and it ends with 1.

usage: run-counts.py ROOT (the real tests/run, tests/build-ahead and tests/count.py, in a tree where all that takes long is a stub)
"""

import os
import shutil
import subprocess
import sys
import tempfile

STUBS = {
    "assets/packaging/install": "",
    "bin/ninja": "",
    # A build directory is what `configure` has made and `build-suites` has built, unless a file says that it fails.
    "tests/configure": '[ "$1" = build ] && exit 0; rm -f "$1/built"; [ ! -e "fail-$(basename "$1")" ] || exit 1; mkdir -p "$1/meson-logs"',
    "tests/fuzz/configure": 'exec tests/configure "$1"',
    "tests/build-suites": 'rm -f "$1/built"; [ ! -e "fail-build-$(basename "$1")" ] || exit 1; touch "$1/built"',
    # Two good cases a run: meson test -C DIRECTORY … [--logbase NAME]
    "bin/meson": """
directory=$3; name=testlog
while [ $# -gt 0 ]; do [ "$1" != --logbase ] || name=$2; shift; done
[ "$directory" = build ] || [ -e "$directory/built" ] || exit 1
log=$directory/meson-logs/$name
echo '<s><t><testcase classname="x.y" name="a"/><testcase classname="x.y" name="b"/></t></s>' >"$log.junit.xml"
echo '{"name": "y", "result": "OK"}' >"$log.json"
""",
}

# What fails; the builds that are built nevertheless; the last lines; the status.
ROWS = [
    ("nothing fails", [], ["fuzz", "address", "thread"], ["10 passed, 0 failed"], 0),
    ("there is no compiler for the fuzzers", ["fail-fuzz"], ["address", "thread"],
     ["FAILED: build/fuzz/meson-logs/testlog.junit.xml: its tests were not run", "8 passed, 1 failed"], 1),
    ("what a sanitizer is for does not compile", ["fail-build-address"], ["fuzz", "thread"],
     ["FAILED: build/address/meson-logs/testlog.junit.xml: its tests were not run", "8 passed, 1 failed"], 1),
    ("two of three do not compile", ["fail-fuzz", "fail-build-thread"], ["address"],
     ["FAILED: build/fuzz/meson-logs/testlog.junit.xml: its tests were not run",
      "FAILED: build/thread/meson-logs/testlog.junit.xml: its tests were not run", "6 passed, 2 failed"], 1),
]


def plant(tree, source):
    for path in ("tests/run", "tests/build-ahead", "tests/count.py"):
        os.makedirs(os.path.join(tree, os.path.dirname(path)), exist_ok=True)
        shutil.copy(os.path.join(source, path), os.path.join(tree, path))
    for path, script in STUBS.items():
        os.makedirs(os.path.join(tree, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(tree, path), "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{script}\n")
        os.chmod(os.path.join(tree, path), 0o755)
    os.makedirs(os.path.join(tree, "build/meson-logs"))


def run(tree):
    suites = [f"--suite={suite}" for suite in ("unit", "ui", "fuzz", "address", "thread")]
    environment = dict(os.environ, PATH=f"{tree}/bin:{os.environ['PATH']}")
    return subprocess.run(["tests/run", *suites], cwd=tree, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60, check=False)


def judge(tree, row):
    """What is wrong, or None. Run twice: what was left of the time before is not counted."""
    _, failing, built, last, status = row
    run(tree)
    for name in failing:
        open(os.path.join(tree, name), "w", encoding="utf-8").close()
    done = run(tree)
    lines = done.stdout.splitlines()
    if lines[-len(last):] != last:
        return f"it says {lines[-6:]} {done.stderr[-400:]}"
    if done.returncode != status:
        return f"it ends with {done.returncode}"
    missing = [name for name in built if not os.path.exists(os.path.join(tree, "build", name, "built"))]
    return f"not built ahead: {missing}" if missing else None


def main():
    print(f"1..{len(ROWS)}")
    for i, row in enumerate(ROWS, 1):
        with tempfile.TemporaryDirectory(prefix="cubby-run-") as tree:
            plant(tree, sys.argv[1])
            wrong = judge(tree, row)
        print(f"{'not ok' if wrong else 'ok'} {i} {row[0]}")
        if wrong:
            print(f"# {wrong}")


if len(sys.argv) != 2:
    sys.exit(__doc__.strip())
main()
