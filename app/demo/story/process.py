# SPDX-License-Identifier: Apache-2.0
"""One program of the demonstration as an object: start, wait until it serves, measure, stop."""

import os
import re
import signal
import subprocess
import threading
import time

from .report import StepFailed


class Program:
    def __init__(self, name, arguments, log_directory, env=None):
        self.name = name
        self.arguments = arguments
        self.env = env
        self.log_path = os.path.join(log_directory, name + ".log")
        self.lines = []
        self.process = None
        self.ready = None
        self.start_ms = None
        self._changed = threading.Condition()

    def start(self, ready=None, seconds=30):
        """ready: a pattern in its output that says it serves. Returns the match."""
        begun = time.monotonic()
        self.ready = ready
        with self._changed:
            first = len(self.lines)
        self.process = subprocess.Popen(
            self.arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, **(self.env or {})}, start_new_session=True, text=True, errors="replace")
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()
        if ready is None:
            return None
        found = self.wait_for(ready, seconds, first)
        self.start_ms = round((time.monotonic() - begun) * 1000)
        return found

    def _read(self, process):
        with open(self.log_path, "a", encoding="utf-8") as log:
            for line in process.stdout:
                log.write(line)
                log.flush()
                with self._changed:
                    self.lines.append(line.rstrip("\n"))
                    self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, pattern, seconds=20, first=0):
        """The first match of a pattern in its output since line number first."""
        end = time.monotonic() + seconds
        compiled = re.compile(pattern)
        seen = first
        with self._changed:
            while True:
                for line in self.lines[seen:]:
                    found = compiled.search(line)
                    if found:
                        return found
                seen = len(self.lines)
                if self.process.poll() is not None and seen == len(self.lines):
                    raise StepFailed(f"{self.name} ended with {self.process.returncode}:\n" + "\n".join(self.lines[-8:]))
                left = end - time.monotonic()
                if left <= 0:
                    raise StepFailed(f"{self.name} did not say “{pattern}” in {seconds} s; it said:\n" + "\n".join(self.lines[-8:]))
                self._changed.wait(min(left, 0.2))

    def mark(self):
        with self._changed:
            return len(self.lines)

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def memory_kb(self):
        with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as file:
            text = file.read()
        return {key.lower(): int(re.search(rf"^{key}:\s+(\d+) kB", text, re.M).group(1)) for key in ("Rss", "Pss")}

    def stop(self, seconds=8):
        """SIGTERM, and SIGKILL to the whole group when that is not heard. Returns the exit status."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(seconds)
        return self.process.returncode

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(8)
