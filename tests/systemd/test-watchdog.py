# SPDX-License-Identifier: Apache-2.0
"""Every unit has WatchdogSec: a program that does not answer it would be killed every ten seconds.

usage: test-watchdog.py BUILD-FOLDER EXAMPLE-CONF     the programs that need no screen
"""
import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

import tap

build, example = map(pathlib.Path, sys.argv[1:])
LIMIT_US = 600_000
WAIT_S = 20


@contextlib.contextmanager
def private_bus(folder):
    """Yields: the address of a bus that ends with the block."""
    daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address",
                               f"--address=unix:path={folder}/bus"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.wait()
        daemon.stdout.close()


def write_configuration(folder):
    text = example.read_text()
    for key, value in {
            "state-directory": folder / "state", "staff-file": folder / "staff.conf", "pass-keys-file": folder / "pass-keys.conf",
            "central-url": "http://127.0.0.1:9", "allow-plain-http": "true", "token-file": folder / "token",
            "replica-directory": folder / "replica", "port": "9"}.items():
        text = re.sub(rf"(?m)^{key}=.*$", f"{key}={value}", text)
    (folder / "cubby.conf").write_text(text)
    (folder / "token").write_text("a-token-of-nobody-0123456789abcdef\n")
    os.chmod(folder / "token", 0o600)
    return str(folder / "cubby.conf")


def hear(manager, program, wanted, count):
    """Waits until the program has sent a message so often."""
    end = time.monotonic() + WAIT_S
    heard = []
    while heard.count(wanted) < count:
        tap.check(program.poll() is None, f"the program ended with status {program.returncode}")
        tap.check(time.monotonic() < end, f"heard only {heard} in {WAIT_S} s")
        with contextlib.suppress(TimeoutError):
            heard += manager.recv(4096).decode().splitlines()


def answers(program, *arguments):
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as stack:
        folder = pathlib.Path(temporary)
        manager = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        manager.bind(f"{folder}/notify")
        manager.settimeout(0.5)
        words = [word.format(folder=folder, conf=write_configuration(folder)) for word in arguments]
        running = subprocess.Popen([build / program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={
            **os.environ, "NOTIFY_SOCKET": f"{folder}/notify", "WATCHDOG_USEC": str(LIMIT_US),
            "DBUS_SESSION_BUS_ADDRESS": stack.enter_context(private_bus(folder))})
        try:
            hear(manager, running, "READY=1", 1)
            began = time.monotonic()
            hear(manager, running, "WATCHDOG=1", 4)
            took = (time.monotonic() - began) * 1e6
            tap.check(took > LIMIT_US, "it does not wait between its answers")
            running.send_signal(signal.SIGTERM)
            status = running.wait(WAIT_S)
            tap.check(status == 0, f"SIGTERM ends it with status {status}")
        finally:
            running.kill()
            running.wait()


tap.run([
    ("cubby-central answers the watchdog", lambda: answers(
        "app/central/cubby-central", "--database", "sqlite:{folder}/central.db", "--listen", "127.0.0.1:0")),
    ("cubby-lockerd answers the watchdog", lambda: answers("app/lockerd/cubby-lockerd", "--session", "--config", "{conf}")),
    ("cubby-linkd answers the watchdog", lambda: answers("app/linkd/cubby-linkd", "--session", "--config", "{conf}")),
])
