# SPDX-License-Identifier: Apache-2.0
"""Cases as TAP: a case is a function that raises Wrong (or any error), Skip, or returns what it measured."""
import subprocess
import sys


class Wrong(Exception):
    pass


class Skip(Exception):
    pass


def run(cases):
    """cases: (name, function). A returned text is printed beside the name, as a measurement."""
    print(f"1..{len(cases)}")
    bad = 0
    for number, (name, case) in enumerate(cases, 1):
        try:
            measured = case()
            print(f"ok {number} - {name}" + (f": {measured}" if measured else ""))
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}")
        except Exception as error:  # whatever it is, it is this case that failed
            for line in f"{type(error).__name__}: {error}".splitlines():
                print(f"# {line}")
            print(f"not ok {number} - {name}")
            bad += 1
        sys.stdout.flush()
    sys.exit(bool(bad))


def check(right, message):
    if not right:
        raise Wrong(message)


def command(*words, **options):
    """Returns: the finished process, with both outputs as text."""
    return subprocess.run(words, text=True, capture_output=True, timeout=60, check=False, **options)


def must(*words, **options):
    done = command(*words, **options)
    check(done.returncode == 0, f"{' '.join(map(str, words))}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr
