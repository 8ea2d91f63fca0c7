#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""cubby-sim as a program: what it prints, its page, its refusals. sim-program.py CUBBY-SIM EXAMPLE-CONF"""
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile

SIM, CONF = sys.argv[1:3]
results = []


def check(name, good, detail=""):
    results.append(bool(good))
    print(f"{'ok' if good else 'not ok'} {len(results)} - {name}", flush=True)
    if not good:
        print(f"# {detail}", flush=True)


def refuses(name, arguments, *words):
    run = subprocess.run([SIM, *arguments], capture_output=True, text=True, timeout=20, check=False)
    lines = [line for line in run.stderr.splitlines() if line]
    good = run.returncode == 1 and len(lines) == 1 and all(word in lines[0] for word in words)
    check(f"refuses {name}", good, f"{run.returncode} {run.stderr!r}")


def request(address, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def read_event(stream):
    while True:
        line = stream.readline().decode()
        if line.startswith("data: "):
            return json.loads(line[6:])


def page(address):
    status, text = request(address, "GET", "/")
    check("the page is there", status == 200 and "<svg" not in text and "EventSource" in text, status)
    check("and loads nothing from elsewhere", "http://" not in text.replace("http://www.w3.org/2000/svg", "") and "https://" not in text)
    status, text = request(address, "GET", "/bank")
    bank = json.loads(text)
    check("the bank is described", [door["name"] for door in bank["doors"]][:2] == ["A1", "A2"] and len(bank["doors"]) == 24, text)
    play = {"X-Cubby-Sim": "1"}
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", "/events")
    stream = connection.getresponse()
    check("the first event is the state", read_event(stream)["doors"][0]["open"] is False)
    check("a command is refused without the header", request(address, "POST", "/command", "force A1")[0] == 400)
    check("a command that cannot be done says why", request(address, "POST", "/command", "hand A1 open", play) == (409, "error: it is locked\n"))
    check("a command is done", request(address, "POST", "/command", "force A1", play) == (200, "ok\n"))
    event = read_event(stream)
    check("and everybody who watches hears of it", event["event"] == "door A1 open" and event["doors"][0]["open"] is True, event)
    request(address, "POST", "/command", "latch A2 stuck", play)
    check("a latch that sticks is shown", (event := read_event(stream))["doors"][1]["latch"] == "stuck", event)
    request(address, "POST", "/command", "bus main cut", play)
    check("and a cable that is cut", (event := read_event(stream))["buses"] == [{"name": "main", "cable": "cut"}], event)
    connection.close()
    check("a path that is not there", request(address, "GET", "/etc/passwd")[0] == 404)


def main():
    with tempfile.TemporaryDirectory(prefix="cubby-test-") as directory:
        control = os.path.join(directory, "control")
        common = ["--config", CONF, "--control", control]
        sim = subprocess.Popen([SIM, *common, "--listen", "tcp:127.0.0.1:0", "--page", "127.0.0.1:0"],
                               stdout=subprocess.PIPE, text=True)
        try:
            address = sim.stdout.readline().removeprefix("page http://").rstrip("/\n")
            port = sim.stdout.readline().removeprefix("listening tcp:127.0.0.1:").strip()
            page(address)
            other = ["--config", CONF, "--control", control + "2"]
            refuses("a port that is taken", [*other, "--listen", f"tcp:127.0.0.1:{port}"], port, "in use")
            refuses("a control socket that is in use", [*common, "--listen", "tcp:127.0.0.1:0"], control, "in use")
            refuses("a bus that is not there", [*other, "--listen", "side=tcp:127.0.0.1:0"], "[bus side]")
            refuses("a place of no kind", [*other, "--listen", "udp:1"], "tcp:ADDR:PORT", "pty:PATH")
            refuses("a link where a file is", [*other, "--listen", f"pty:{CONF}"], CONF, "exists")
            refuses("a file that is not there", ["--config", "/nowhere", "--listen", "tcp:127.0.0.1:0", "--control", control + "3"], "/nowhere")
            refuses("nothing at all", [], "--config")
            sim.send_signal(signal.SIGTERM)
            check("SIGTERM ends it cleanly", sim.wait(timeout=10) == 0, sim.returncode)
            check("and takes its socket away", not os.path.exists(control))
        finally:
            sim.kill()
            sim.wait()
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


sys.exit(main())
