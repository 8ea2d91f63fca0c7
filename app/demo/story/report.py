# SPDX-License-Identifier: Apache-2.0
"""The timeline that people read and the JSON that machines read."""

import json
import os
import sys
import time


class StepFailed(Exception):
    """A step is not as it should be; the message says what was expected and what was found."""


class Report:
    def __init__(self, json_path):
        self.json_path = json_path
        self.started = time.monotonic()
        self.steps = []
        self.facts = {}

    def run(self, name, play):
        """Runs one step. A step returns the detail that the timeline shows, or raises."""
        begun = time.monotonic()
        print(f"{begun - self.started:7.1f} s  … {name}", flush=True)
        try:
            detail, error = play(), None
        except Exception as problem:  # whatever happens, the step is named and the report is written
            detail, error = f"{type(problem).__name__}: {problem}", problem
        took = (time.monotonic() - begun) * 1000
        self.steps.append({"name": name, "ok": error is None, "ms": round(took), "detail": detail or ""})
        mark = "✓" if error is None else "✗"
        print(f"{time.monotonic() - self.started:7.1f} s  {mark} {name} ({took:.0f} ms)", flush=True)
        for line in (detail or "").splitlines():
            print(f"             {line}", flush=True)
        if error is not None:
            raise StepFailed(name) from error

    def write(self, ok):
        if self.json_path is None:
            return
        os.makedirs(os.path.dirname(os.path.abspath(self.json_path)), exist_ok=True)
        partial = self.json_path + ".partial"
        with open(partial, "w", encoding="utf-8") as file:
            json.dump({"ok": ok, "steps": self.steps, **self.facts}, file, ensure_ascii=False, indent=1)
            file.write("\n")
        os.replace(partial, self.json_path)

    def fail(self, name, error):
        print(f"\nThe story stopped at: {name}", file=sys.stderr)
        print(f"{type(error).__name__}: {error}", file=sys.stderr)


def wait_until(what, ask, seconds=20, pause=0.05):
    """Asks until the answer is true; raises with the last answer otherwise. Returns the answer."""
    end = time.monotonic() + seconds
    answer = None
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(pause)
    raise StepFailed(f"{what}: not so after {seconds} s (last answer: {answer!r})")


def expect(condition, sentence):
    if not condition:
        raise StepFailed(sentence)
