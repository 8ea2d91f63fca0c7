#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The forged pass of the demonstration is one that only its signature gives away, whatever pass it is made of.

usage: demo_forgery.py ROOT BUILD
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from story.refusals import flip_signature

EXPIRES = 4000000000
# Ends of signatures in Base45: the greatest group beside one of which no character may stand in it, equal groups, and none of that.
ENDS = ("FGWZZ0" * 6, "000FGW" * 6, "FGW" * 10 + "ZZ0" * 2, "ABCDEF" * 6)


def main():
    cubbyctl = Path(sys.argv[2]) / "app" / "ctl" / "cubbyctl"

    def ctl(*arguments):
        return subprocess.run([cubbyctl, "pass", *arguments], stdout=subprocess.PIPE, text=True, check=False).stdout.strip()

    print(f"TAP version 13\n1..{len(ENDS) + 1}")
    n_wrong = 0
    with tempfile.TemporaryDirectory(prefix="cubby-forgery-") as folder:
        key = Path(folder) / "pass.key"
        kid, public_key = ctl("keygen", str(key)).split("=")
        believed = ("--kid", kid, "--public-key", public_key, "--store", "S1", "--at", str(EXPIRES - 60))
        text = ctl("mint", "--key-file", str(key), "--store", "S1", "--exp", str(EXPIRES))
        for i, end in enumerate(("", *ENDS)):
            forged = flip_signature(text[:len(text) - len(end)] + end)
            said = ctl("verify", *believed, "--", forged)
            wrong = not said.startswith("refused: forged")
            n_wrong += wrong
            print(f"{'not ok' if wrong else 'ok'} {i + 1} a pass that ends in {end or 'what was signed'} is well-formed and forged")
            if wrong:
                print("#", forged, said)
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
