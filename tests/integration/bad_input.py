#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Programs refuse what is broken with a message that names it and the way out: a row a case (TAP)."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile

ROOT, BUILD = sys.argv[1:3]
EXAMPLE = os.path.join(ROOT, "assets/examples/cubby.conf")
HERE = tempfile.mkdtemp(prefix="cubby-bad-input-")


def path(name):
    return os.path.join(HERE, name)


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)
    return path(name)


def changed(name, pattern, replacement):
    with open(EXAMPLE, encoding="utf-8") as file:
        text = file.read()
    new, count = re.subn(pattern, replacement, text, count=1, flags=re.M)
    assert count == 1, f"{name}: {pattern} is not in the example"
    return write(name, new.encode())


def database(name, *statements):
    with sqlite3.connect(path(name)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path(name)


def foreign_database(name):
    return database(name, "CREATE TABLE accounts (id INTEGER)", "INSERT INTO accounts VALUES (7)")


def newer_database(name):
    return database(name, "CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_ms BIGINT NOT NULL)",
                    "INSERT INTO schema_migration VALUES (999, 'of the future', 1)")


TAKEN = socket.socket()
TAKEN.bind(("127.0.0.1", 0))
TAKEN.listen()
PORT = TAKEN.getsockname()[1]

TYPO = changed("typo.conf", r"^\[locker\]$", "[locker]\ndoors-per-minut=3")
BOARD = changed("board.conf", r"^profile=.*", "profile=wavesharp")
BUS = changed("bus.conf", r"^bus=.*", "bus=elsewhere")
JUNK = write("junk.conf", b"this is no key file\n")
NOISE = write("noise.png", os.urandom(4096))
TEXT = write("text.png", b"not a picture at all")
CENTRAL_TYPO = write("central.conf", b"[mail]\nurll=smtp://127.0.0.1:25\n")

LOCKERD = ["app/lockerd/cubby-lockerd", "--session", "--config"]
LINKD = ["app/linkd/cubby-linkd", "--session", "--config"]
KIOSK = ["app/kiosk/cubby-kiosk", "--session", "--config"]
SIM = ["hardware/sim/cubby-sim", "--control", path("control"), "--listen"]
CENTRAL = ["app/central/cubby-central", "--listen", "127.0.0.1:0", "--database"]
CTL = "app/ctl/cubbyctl"

ROWS = [  # (name, arguments, exit status, what the message must hold)
    *((f"{name} names the key that is mistyped", [*program, TYPO], 1, ("typo.conf", "doors-per-minut", "doors-per-minute"))
      for name, program in (("lockerd", LOCKERD), ("linkd", LINKD), ("the kiosk", KIOSK))),
    *((f"{name} says that a file is no key file", [*program, JUNK], 1, ("junk.conf", "cannot be read"))
      for name, program in (("lockerd", LOCKERD), ("linkd", LINKD), ("the kiosk", KIOSK))),
    *((f"{name} says that there is no configuration", [*program, path("absent.conf")], 1, ("absent.conf", "cannot be read"))
      for name, program in (("lockerd", LOCKERD), ("linkd", LINKD), ("the kiosk", KIOSK))),
    *((f"{name} takes no argument", [program[0], "shop.conf"], 2, ("no argument", "--help")) for name, program in (("lockerd", LOCKERD), ("linkd", LINKD))),
    ("linkd says that there is no bus", [*LINKD, EXAMPLE], 1, ("no D-Bus", "--session")),
    ("the kiosk does not understand a stray word", [KIOSK[0], "stray"], 1, ("stray", "--help")),
    ("lockerd lists the boards that it knows", [*LOCKERD, BOARD], 1, ("board.conf", "wavesharp", "waveshare-rtu-d")),
    ("cubbyctl lists the boards that it knows", [CTL, "config", "check", BOARD], 1, ("wavesharp", "waveshare-rtu-d")),
    ("cubbyctl names a bus that does not exist", [CTL, "config", "check", BUS], 1, ("bus.conf", "[bus elsewhere]")),
    ("the simulator names a port that is taken", [*SIM, f"tcp:127.0.0.1:{PORT}", "--config", EXAMPLE], 1, (str(PORT), "in use|taken")),
    ("the central service names a port that is taken", [CENTRAL[0], "--database", "sqlite:" + path("new.db"), "--listen", f"127.0.0.1:{PORT}"], 1,
     (str(PORT), "taken")),
    ("the central service refuses an address that is none", [CENTRAL[0], "--database", "sqlite:" + path("new.db"), "--listen", "here"], "1|2",
     ("here", "ADDR:PORT")),
    ("the central service refuses a database of a kind it does not know", [*CENTRAL, "mysql://shop"], 1, ("mysql://shop", "sqlite:")),
    ("the central service refuses a database that is none", [*CENTRAL, "sqlite:" + write("garbage.db", b"garbage " * 200)], 1, ("garbage.db", "not a database")),
    ("the central service refuses somebody else's database", [*CENTRAL, "sqlite:" + foreign_database("foreign.db")], 1, ("foreign.db", "left as it is")),
    ("the central service refuses a database of another version", [*CENTRAL, "sqlite:" + newer_database("newer.db")], 1, ("newer.db", "999", "install")),
    ("the central service names the key that is mistyped", [*CENTRAL, "sqlite:" + path("new.db"), "--config", CENTRAL_TYPO], 1, ("central.conf", "urll", "url")),
    ("cubbyctl scan names a picture that is none", [CTL, "scan", NOISE], 1, ("noise.png",)),
    ("cubbyctl scan names a text that is called a picture", [CTL, "scan", TEXT], 1, ("text.png",)),
    ("cubbyctl scan names a file that is not there", [CTL, "scan", path("absent.png")], 1, ("absent.png",)),
    ("cubbyctl journal verify names a file that is no journal", [CTL, "journal", "verify", path("garbage.db")], 1, ("garbage.db",)),
    ("cubbyctl search names a catalogue that is none", [CTL, "search", "--catalogue", path("garbage.db"), "ao"], 1, ("garbage.db",)),
]


def run(arguments):
    environment = {**os.environ, "LANG": "C.UTF-8", "DISPLAY": "", "WAYLAND_DISPLAY": "",
                   "DBUS_SESSION_BUS_ADDRESS": "unix:path=" + path("no-bus")}
    return subprocess.run([os.path.join(BUILD, arguments[0]), *arguments[1:]], capture_output=True, text=True, timeout=20,
                          env=environment, stdin=subprocess.DEVNULL, check=False)


def faults(arguments, status, words):
    try:
        done = run(arguments)
    except subprocess.TimeoutExpired:
        return ["it went on as if nothing were wrong"]
    said = done.stderr + done.stdout
    found = [f"“{word}” is not in the message" for word in words if not re.search(word if "|" in word else re.escape(word), said)]
    if str(done.returncode) not in str(status).split("|"):
        found.append(f"it ended with {done.returncode}, not {status}")
    if len(done.stderr.strip().splitlines()) > 4:
        found.append("the message is longer than a few lines")
    return found + ([f"it said: {said.strip()[:600]}"] if found else [])


def unchanged():
    """What was refused is as it was: nothing half-written."""
    with sqlite3.connect(path("foreign.db")) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    with open(path("garbage.db"), "rb") as file:
        garbage = file.read()
    problems = [] if tables == ["accounts"] else [f"foreign.db now holds {tables}"]
    return problems + ([] if garbage == b"garbage " * 200 else ["garbage.db was changed"])


print(f"1..{len(ROWS) + 1}")
failed = 0
for index, (name, arguments, status, words) in enumerate(ROWS, 1):
    problems = faults(arguments, status, words)
    failed += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {index} - {name}")
    for problem in problems:
        print("# " + problem.replace("\n", " / "))
problems = unchanged()
failed += bool(problems)
print(f"{'not ok' if problems else 'ok'} {len(ROWS) + 1} - what was refused is as it was")
for problem in problems:
    print(f"# {problem}")
shutil.rmtree(HERE, ignore_errors=True)
sys.exit(1 if failed else 0)
