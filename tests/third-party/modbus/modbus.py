#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Our bus against other people's boards, and other people's master against our simulated one.

modbus.py pymodbus|modbus-serial|mbpoll tcp|rtu BUS-PROBE LOCK-DRIVER CUBBY-SIM EXAMPLE-CONF
"""
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEER, WIRE, PROBE, DRIVER, SIM, CONF = sys.argv[1:7]
PATIENCE_S = 20

# What is asked, and what a board with pymodbus's data (pymodbus-board.py) answers.
PYMODBUS = [
    ("reads eight inputs", "0200000008", "acknowledged 02018D"),
    ("writes a coil", "050003FF00", "acknowledged 050003FF00"),
    ("reads the coil back", "0100000008", "acknowledged 010108"),
    ("writes eight coils", "0F00000008015A", "acknowledged 0F00000008"),
    ("reads them back", "0100000008", "acknowledged 01015A"),
    ("reads a register", "0300000001", "acknowledged 0302012C"),
    ("writes a register", "0600010601", "acknowledged 0600010601"),
    ("writes two registers, as LC boards are pulsed", "10000300020400040005", "acknowledged 1000030002"),
    ("reads an input register", "0400000001", "acknowledged 04021234"),
    ("an address that is not there is refused", "0300FF0001", "exception 2"),
    ("a time in function 05 comes back as 0: not taken for the echo", "0502000005", "uncertain"),
    ("and the bus goes on after it", "0200000008", "acknowledged 02018D"),
]
MODBUS_SERIAL = [
    ("reads eight inputs", "0200000008", "acknowledged 020155"),
    ("a time in function 05 is echoed", "0502000005", "acknowledged 0502000005"),
    ("writes a coil", "050003FF00", "acknowledged 050003FF00"),
    ("reads the coil back", "0100000008", "acknowledged 010108"),
    ("reads a register", "0300010001", "acknowledged 0302012D"),
]

results = []
processes = []


def check(name, good, detail=""):
    results.append(good)
    print(f"{'ok' if good else 'not ok'} {len(results)} - {name}", flush=True)
    if not good:
        print("# " + str(detail).replace("\n", "\n# "), flush=True)


def start(*command, **options):
    process = subprocess.Popen(command, start_new_session=True, **options)
    processes.append(process)
    return process


def stop_all():
    for process in processes:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
    processes.clear()


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def wait_for(done, what):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if done():
            return
        time.sleep(0.05)
    raise SystemExit(f"Bail out! {what} did not come up in {PATIENCE_S} s")


def listens(port):
    with socket.socket() as it:
        return it.connect_ex(("127.0.0.1", port)) == 0


def ask(where, requests):
    return subprocess.run([PROBE, *where, "1", *requests], capture_output=True, text=True,
                          timeout=PATIENCE_S + 5 * len(requests), check=False)


def probe(label, where, rows):
    run = ask(where, [row[1] for row in rows])
    lines = run.stdout.splitlines()
    for i, (name, _, expected) in enumerate(rows):
        got = lines[i] if i < len(lines) else "nothing"
        check(f"{label}: {name}", got == expected, f"expected {expected}, got {got}\n{run.stderr}")


class Lines:
    """What a process says on standard output, and when."""

    def __init__(self, process):
        self.queue = queue.Queue()
        self.seen = []
        threading.Thread(target=self.read, args=(process.stdout,), daemon=True).start()

    def read(self, stream):
        for line in stream:
            self.queue.put((time.monotonic(), line.strip()))

    def wait(self, begin, seconds=PATIENCE_S):
        """Returns: when a line was said that begins so, or None."""
        end = time.monotonic() + seconds
        while True:
            try:
                self.seen.append(self.queue.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                return None
            if self.seen[-1][1].startswith(begin):
                return self.seen[-1][0]


def make_wire(directory):
    """Returns: what the board is told of the wire, and what our end of it is."""
    if WIRE == "tcp":
        port = free_port()
        return str(port), ["tcp", "127.0.0.1", str(port)]
    ours, theirs = os.path.join(directory, "ours"), os.path.join(directory, "theirs")
    start("socat", f"pty,raw,echo=0,link={ours}", f"pty,raw,echo=0,link={theirs}")
    wait_for(lambda: os.path.exists(ours) and os.path.exists(theirs), "socat")
    return theirs, ["rtu", ours, "9600"]


def start_board(where, ours, *more, **options):
    node = PEER == "modbus-serial"
    program = ["node", os.path.join(HERE, "modbus-serial-board.js")] if node else ["/usr/bin/python3", os.path.join(HERE, "pymodbus-board.py")]
    environment = {**os.environ, "NODE_PATH": os.environ.get("CUBBY_NPM", "")}
    board = start(*program, WIRE, where, *more, env=environment, stderr=subprocess.DEVNULL, **options)
    if WIRE == "tcp":
        wait_for(lambda: listens(int(where)), PEER)
    else:
        wait_for(lambda: "acknowledged" in ask(ours, ["0200000008"]).stdout, PEER)
    return board


def bus_against_board(directory):
    where, ours = make_wire(directory)
    start_board(where, ours)
    probe("the bus", ours, PYMODBUS if PEER == "pymodbus" else MODBUS_SERIAL)


def write_conf(directory, profile, ours):
    wire = f"transport=tcp\naddress={ours[1]}\nport={ours[2]}" if WIRE == "tcp" else f"transport=rtu\ndevice={ours[1]}\nbaud=9600"
    path = os.path.join(directory, f"{profile}.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[store]\nid=1\nname=T\n[kiosk]\nid=k\n[link]\ncentral-url=https://c.example\n[locker]\npulse-ms=400\n"
                   f"[bus main]\n{wire}\n[board 1]\nbus=main\nprofile={profile}\n[column A]\ndoors=A1 S 1/1; A2 S 1/2\n")
    return path


def locks_against_board(profile, rest):
    """A lock bank before a board of plain coils: all off at the start, on, off in time, all off at the end."""

    def play(directory):
        where, ours = make_wire(directory)
        board = Lines(start_board(where, ours, "doors", stdout=subprocess.PIPE, text=True))
        driver = start(DRIVER, write_conf(directory, profile, ours), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                       stderr=subprocess.DEVNULL, text=True)
        said = Lines(driver)
        check(f"{profile}: what was left on is off before the board is used",
              board.wait("coil 0 off") and said.wait("board 1 yes"), [*board.seen, *said.seen])
        check(f"{profile}: at rest its door is {rest}", said.wait(f"door A2 {rest}"), said.seen)
        driver.stdin.write("pulse A2\n")
        driver.stdin.flush()
        check(f"{profile}: the opening is acknowledged", said.wait("pulse A2 acknowledged"), said.seen)
        on, off = board.wait("coil 1 on"), board.wait("coil 1 off")
        check(f"{profile}: the lock is let go in time", on and off and 0.2 < off - on < 2, board.seen)
        if rest == "shut":
            check(f"{profile}: the door is seen to open", said.wait("door A2 open"), said.seen)
        driver.stdin.write("quit\n")
        driver.stdin.flush()
        check(f"{profile}: at the end all is off", board.wait("coil 1 off") and driver.wait(timeout=PATIENCE_S) == 0, board.seen)
        check(f"{profile}: no other coil was ever on", not [line for _, line in board.seen if line.endswith("on") and line != "coil 1 on"], board.seen)

    return play


def mbpoll(way, *arguments):
    run = subprocess.run(["mbpoll", "-1", "-q", *way[:-1], *arguments, way[-1]], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    values = re.findall(r"^\[\d+\]:\s+(\d+)", run.stdout, re.M)
    return "".join(values), run


def mbpoll_write(way, value, *arguments):
    return subprocess.run(["mbpoll", "-1", "-q", *way[:-1], *arguments, way[-1], value], capture_output=True, text=True, timeout=PATIENCE_S, check=False)


def start_sim(directory, conf):
    """Returns: how mbpoll is told where it is."""
    pty = os.path.join(directory, "pty")
    sim = start(SIM, "--config", conf, "--listen", "tcp:127.0.0.1:0" if WIRE == "tcp" else f"pty:{pty}", "--control",
                os.path.join(directory, "control"), stdout=subprocess.PIPE, text=True)
    line = sim.stdout.readline()
    if WIRE == "rtu":
        return ["-m", "rtu", "-b", "9600", "-P", "none", pty]
    return ["-m", "tcp", "-p", re.fullmatch(r"listening tcp:127\.0\.0\.1:(\d+)\n", line).group(1), "127.0.0.1"]


def mbpoll_against_example(directory):
    way = start_sim(directory, CONF)
    for unit in ("1", "2", "3"):
        inputs, run = mbpoll(way, "-a", unit, "-t", "1", "-r", "1", "-c", "8")
        check(f"every door of unit {unit} is shut", inputs == "11111111", run.stdout + run.stderr)
    _, run = mbpoll(way, "-a", "1", "-t", "4:hex", "-r", "32769", "-c", "1")
    check("the board has a version", "0x012C" in run.stdout, run.stdout + run.stderr)
    modes, run = mbpoll(way, "-a", "1", "-t", "4", "-r", "4097", "-c", "8")
    check("its modes are normal", modes == "00000000", run.stdout + run.stderr)
    _, run = mbpoll(way, "-a", "9", "-t", "1", "-r", "1", "-c", "8", "-o", "0.3")
    check("nobody answers for unit 9", run.returncode != 0, run.stdout)
    _, run = mbpoll(way, "-a", "1", "-t", "1", "-r", "9", "-c", "1")
    check("an input that is not there is refused", run.returncode != 0 and "Illegal data address" in run.stderr, run.stdout + run.stderr)
    mbpoll_write(way, "1", "-a", "2", "-t", "0", "-r", "3")
    time.sleep(0.4)
    inputs, run = mbpoll(way, "-a", "2", "-t", "1", "-r", "1", "-c", "8")
    check("a coil that is written opens its door", inputs == "11011111", run.stdout + run.stderr)
    coils, run = mbpoll(way, "-a", "2", "-t", "0", "-r", "1", "-c", "8")
    check("and is read back", coils == "00100000", run.stdout + run.stderr)


# Boards of plain coils: profile, unit, the coil of channel 2 from 1, what mbpoll asks for the input of channel 2; None: no inputs.
PLAIN = [("moxa-e1212", 1, 2, ("-t", "1", "-r", "2")), ("wellpro-8r", 2, 2, None), ("kincony-hav2", 10, 2, ("-t", "1", "-r", "2")),
         ("adam-6060", 4, 18, ("-t", "0", "-r", "2"))]


def mbpoll_against_plain_boards(directory):
    path = os.path.join(directory, "plain.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[store]\nid=1\nname=T\n[kiosk]\nid=k\n[link]\ncentral-url=https://c.example\n[bus main]\ntransport=tcp\naddress=x\n")
        for profile, unit, _, _ in PLAIN:
            file.write(f"[board {unit}]\nbus=main\nprofile={profile}\nunit={unit}\n[column {unit}]\ndoors=A{unit} S {unit}/1; B{unit} S {unit}/2\n")
    way = start_sim(directory, path)
    for profile, unit, coil, sensor in PLAIN:
        where = ("-a", str(unit), "-t", "0", "-r", str(coil))
        state, run = mbpoll(way, *where, "-c", "1")
        check(f"{profile}: its lock is at rest", state == "0", run.stdout + run.stderr)
        run = mbpoll_write(way, "1", *where)
        state, _ = mbpoll(way, *where, "-c", "1")
        check(f"{profile}: it is on when it is written", run.returncode == 0 and state == "1", run.stdout + run.stderr)
        time.sleep(0.3)
        run = mbpoll_write(way, "0", *where)
        state, _ = mbpoll(way, *where, "-c", "1")
        check(f"{profile}: and off", run.returncode == 0 and state == "0", run.stdout + run.stderr)
        if sensor:
            state, run = mbpoll(way, "-a", str(unit), *sensor, "-c", "1")
            check(f"{profile}: its door is open", state == "0", run.stdout + run.stderr)


BOARD_PARTS = [bus_against_board, locks_against_board("moxa-e1212", "shut"), locks_against_board("wellpro-8r", "unknown")]
PARTS = {"pymodbus": BOARD_PARTS, "modbus-serial": BOARD_PARTS, "mbpoll": [mbpoll_against_example, mbpoll_against_plain_boards]}


def main():
    if PEER == "modbus-serial" and not os.environ.get("CUBBY_NPM"):
        print("1..0 # SKIP CUBBY_NPM is unset")
        return 77
    for part in PARTS[PEER]:
        with tempfile.TemporaryDirectory(prefix="cubby-test-") as directory:
            try:
                part(directory)
            finally:
                stop_all()
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


sys.exit(main())
