# SPDX-License-Identifier: Apache-2.0
"""Runs check functions as TAP: the name of the case is the first line of its docstring."""
import sys


def run(checks, subject):
    """Each check yields a sentence for everything that is wrong with the subject."""
    print(f"1..{len(checks)}")
    bad = 0
    for number, check in enumerate(checks, 1):
        faults = list(check(subject))
        for fault in faults[:20]:
            print(f"# {fault}")
        bad += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - {check.__doc__.splitlines()[0]}")
    sys.exit(bool(bad))
