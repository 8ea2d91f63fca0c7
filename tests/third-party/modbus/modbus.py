#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Our bus against other people's boards, and other people's master against our simulated one.

modbus.py BUS-PROBE CUBBY-SIM EXAMPLE-CONF
"""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROBE, SIM, CONF = sys.argv[1:4]
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


def pymodbus_tcp(directory):
    port = free_port()
    start("/usr/bin/python3", os.path.join(HERE, "pymodbus-board.py"), "tcp", str(port), stderr=subprocess.DEVNULL)
    wait_for(lambda: listens(port), "pymodbus on TCP")
    probe("pymodbus over TCP", ["tcp", "127.0.0.1", str(port)], PYMODBUS)


def pymodbus_rtu(directory):
    ours, theirs = os.path.join(directory, "ours"), os.path.join(directory, "theirs")
    start("socat", f"pty,raw,echo=0,link={ours}", f"pty,raw,echo=0,link={theirs}")
    wait_for(lambda: os.path.exists(ours) and os.path.exists(theirs), "socat")
    start("/usr/bin/python3", os.path.join(HERE, "pymodbus-board.py"), "rtu", theirs, stderr=subprocess.DEVNULL)
    wait_for(lambda: "acknowledged" in ask(["rtu", ours, "9600"], ["0200000008"]).stdout, "pymodbus on RTU")
    probe("pymodbus over RTU", ["rtu", ours, "9600"], PYMODBUS)


def modbus_serial(directory):
    modules = os.environ.get("CUBBY_NPM")
    if not modules or not shutil.which("node"):
        print("# CUBBY_NPM is unset: modbus-serial is left out", flush=True)
        return
    port = free_port()
    start("node", os.path.join(HERE, "modbus-serial-board.js"), str(port), env={**os.environ, "NODE_PATH": modules})
    wait_for(lambda: listens(port), "modbus-serial")
    probe("modbus-serial over TCP", ["tcp", "127.0.0.1", str(port)], MODBUS_SERIAL)


def mbpoll(*arguments):
    run = subprocess.run(["mbpoll", "-1", "-q", *arguments], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    values = re.findall(r"^\[\d+\]:\s+(\d+)", run.stdout, re.M)
    return "".join(values), run


def against_sim(directory):
    pty, control = os.path.join(directory, "pty"), os.path.join(directory, "control")
    sim = start(SIM, "--config", CONF, "--listen", "tcp:127.0.0.1:0", "--listen", f"pty:{pty}", "--control", control,
                stdout=subprocess.PIPE, text=True)
    port = re.fullmatch(r"listening tcp:127\.0\.0\.1:(\d+)\n", sim.stdout.readline()).group(1)
    sim.stdout.readline()
    tcp = ["-m", "tcp", "-p", port]
    rtu = ["-m", "rtu", "-b", "9600", "-P", "none"]
    for label, way, host in (("TCP", tcp, "127.0.0.1"), ("RTU", rtu, pty)):
        for unit in ("1", "2", "3"):
            inputs, run = mbpoll(*way, "-a", unit, "-t", "1", "-r", "1", "-c", "8", host)
            check(f"mbpoll over {label}: every door of unit {unit} is shut", inputs == "11111111", run.stdout + run.stderr)
        version, run = mbpoll(*way, "-a", "1", "-t", "4:hex", "-r", "32769", "-c", "1", host)
        check(f"mbpoll over {label}: the board has a version", "0x012C" in run.stdout, run.stdout + run.stderr)
        _, run = mbpoll(*way, "-a", "9", "-t", "1", "-r", "1", "-c", "8", "-o", "0.3", host)
        check(f"mbpoll over {label}: nobody answers for unit 9", run.returncode != 0, run.stdout)
    subprocess.run(["mbpoll", "-1", "-q", *rtu, "-a", "2", "-t", "0", "-r", "3", pty, "1"], capture_output=True,
                   timeout=PATIENCE_S, check=False)
    time.sleep(0.4)
    inputs, run = mbpoll(*tcp, "-a", "2", "-t", "1", "-r", "1", "-c", "8", "127.0.0.1")
    check("mbpoll: a coil written over RTU opens that door, and TCP sees it", inputs == "11011111", run.stdout + run.stderr)


def main():
    if not shutil.which("mbpoll") or not shutil.which("socat"):
        print("1..0 # SKIP mbpoll or socat is not installed")
        return 0
    for part in (pymodbus_tcp, pymodbus_rtu, modbus_serial, against_sim):
        with tempfile.TemporaryDirectory(prefix="cubby-test-") as directory:
            try:
                part(directory)
            finally:
                stop_all()
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


sys.exit(main())
