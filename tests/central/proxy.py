# SPDX-License-Identifier: Apache-2.0
"""Two processes on one PostgreSQL behind nginx, as assets/examples/nginx-cubby.conf says; one is killed under load, one is stopped."""

import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import uuid

from harness import PROGRAM, STORE, Central, run

EXAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../assets/examples/nginx-cubby.conf")
CLIENTS = 6
PLENTY = 100000
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"

central = Central()
processes = {}


def sock(number):
    return central.path(f"{number}.sock")


def start(number):
    log = open(central.path(f"log-{number}"), "a", encoding="utf-8")
    process = subprocess.Popen([PROGRAM, "--database", central.database, "--listen", "unix:" + sock(number), "--config", central.path("central.conf")],
                               stdout=subprocess.PIPE, stderr=log, text=True)
    log.close()
    line = process.stdout.readline().strip()
    assert line == "listening unix:" + sock(number), (line, open(central.path(f"log-{number}"), encoding="utf-8").read())
    process.stdout.close()
    processes[number] = process


def make_configuration():
    """The example, at a socket of ours instead of port 443."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=pickup.example",
                    "-addext", "subjectAltName=DNS:pickup.example", "-keyout", central.path("tls.key"), "-out", central.path("tls.crt")],
                   check=True, capture_output=True, timeout=30)
    with open(EXAMPLE, encoding="utf-8") as file:
        example = file.read()
    for old, new in (("listen 443 ssl http2;", f"listen unix:{sock('nginx')} ssl http2;"), ("/etc/cubby/central/tls.", central.path("tls.")),
                     ("/run/cubby-central/1.sock", sock(1)), ("/run/cubby-central/2.sock", sock(2))):
        assert old in example, old
        example = example.replace(old, new)
    folders = "".join(f"{kind}_temp_path {central.path('tmp-' + kind)};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.getuid() == 0 else ""
    with open(central.path("nginx.conf"), "w", encoding="utf-8") as file:
        file.write(f"{user}worker_processes 1;\npid {central.path('nginx.pid')};\nerror_log {central.path('nginx-error.log')};\n"
                   f"events {{ worker_connections 512; }}\nhttp {{\n{folders}access_log off;\n{example}}}\n")


def start_nginx():
    make_configuration()
    done = subprocess.run([NGINX, "-t", "-c", central.path("nginx.conf"), "-p", central.folder], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    processes["nginx"] = subprocess.Popen([NGINX, "-c", central.path("nginx.conf"), "-p", central.folder, "-g", "daemon off;"],
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        if os.path.exists(sock("nginx")):
            return
        time.sleep(0.02)
    raise AssertionError("nginx did not start")


class Connection(http.client.HTTPConnection):
    """TLS over nginx's socket."""

    def connect(self):
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(15)
        plain.connect(sock("nginx"))
        self.sock = ssl.create_default_context(cafile=central.path("tls.crt")).wrap_socket(plain, server_hostname="pickup.example")


def call(connection, method, path, body=None, **headers):
    sent = {"Authorization": "Bearer " + central.keys["channel"], **{name.replace("_", "-"): value for name, value in headers.items()}}
    if body is not None:
        sent["Content-Type"] = "application/json"
    connection.request(method, path, None if body is None else json.dumps(body), sent)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


class Load:
    """Clients that order until they are told to stop, each order with its key until it has its answer."""

    def __init__(self):
        self.answered, self.faults, self.wrong = {}, [], []
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.client) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def client(self):
        connection = Connection("pickup.example")
        try:
            while not self.stopping.is_set():
                key = str(uuid.uuid4())
                self.answered[key] = self.order(connection, key)
        except Exception as fault:  # noqa: BLE001
            self.wrong.append(repr(fault))

    def order(self, connection, key):
        for _ in range(200):
            try:
                status, headers, body = call(connection, "POST", "/v1/orders", central.order_body(), Idempotency_Key=key)
                if status == 201:
                    return json.loads(body)["id"]
                self.faults.append(status)
            except (OSError, http.client.HTTPException) as fault:
                self.faults.append(repr(fault))
                connection.close()
            time.sleep(0.05)
        raise AssertionError(f"no order for {key}: {self.faults[-3:]}")

    def wait_for_more(self):
        before, end = len(self.answered), time.monotonic() + 60
        while len(self.answered) <= before and not self.wrong:
            assert time.monotonic() < end, self.faults[-3:]
            time.sleep(0.02)

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)
        assert not self.wrong, self.wrong[:3]
        return self


everything = {}  # Idempotency-Key -> order


def both_processes_serve():
    connection = Connection("pickup.example")
    for _ in range(4):
        status, headers, body = call(connection, "GET", "/v1/products/SKU-1", X_Request_ID="through-nginx")
        assert status == 200 and headers["X-Request-ID"] == "through-nginx", (status, body)
    assert call(connection, "GET", "/metrics")[0] == 404, "the metrics are open to all"
    status, headers, body = call(connection, "GET", "/v1/products/SKU-1")
    assert len(headers["X-Request-ID"]) == 32, "nginx's own id is not told"
    connection.close()


def the_stream_comes_through():
    connection = Connection("pickup.example")
    connection.request("GET", "/v1/stream", headers={"Authorization": "Bearer " + central.keys["channel"]})
    answer = connection.getresponse()
    assert answer.status == 200
    for _ in range(2):  # whichever process takes the order, the stream's hears of it
        other = Connection("pickup.example")
        key = str(uuid.uuid4())
        everything[key] = json.loads(call(other, "POST", "/v1/orders", central.order_body(), Idempotency_Key=key)[2])["id"]
        other.close()
    started = time.monotonic()
    found = 0
    while time.monotonic() - started < 10:
        line = answer.fp.readline()
        if line.startswith(b"data:") and b'"allocated":2' in line:
            found += 1
            break
    assert found and time.monotonic() - started < 5
    connection.close()


def killed(number):
    def test():
        load = Load()
        load.wait_for_more()
        time.sleep(0.6)
        before = len(load.answered)
        os.kill(processes[number].pid, signal.SIGKILL)
        processes[number].wait(15)
        load.wait_for_more()
        time.sleep(0.5)
        alone = len(load.answered) - before
        start(number)
        time.sleep(0.7)
        load.stop()
        assert before > 0 and alone > 0, (before, alone)
        everything.update(load.answered)
        print(f"# {len(load.answered)} orders; while one process was dead {alone}; what clients had to repeat themselves: {load.faults[:5]}")
    return test


def one_is_stopped_and_nobody_notices():
    load = Load()
    time.sleep(0.5)
    processes[2].terminate()
    assert processes[2].wait(15) == 0
    time.sleep(0.5)
    start(2)
    time.sleep(0.5)
    load.stop()
    everything.update(load.answered)
    assert not load.faults, load.faults[:5]
    print(f"# {len(load.answered)} orders")


def nothing_is_lost_and_nothing_doubled():
    assert len(set(everything.values())) == len(everything) > 50, len(everything)
    ids = {row[0] for row in central.sql("SELECT id FROM orders")}
    assert ids == set(everything.values()), (len(ids), len(everything))
    allocated = int(central.sql(f"SELECT allocated FROM stock_level WHERE sku = 'SKU-1' AND location = '{STORE}'")[0][0])
    assert allocated == len(everything), (allocated, len(everything))
    connection = Connection("pickup.example")
    for key, order in list(everything.items())[::17]:
        status, headers, body = call(connection, "POST", "/v1/orders", central.order_body(), Idempotency_Key=key)
        assert status == 201 and json.loads(body)["id"] == order and headers["Idempotency-Replayed"] == "true", (status, body)
    connection.close()
    assert central.command("check").startswith("good")


TESTS = [
    ("both processes serve through TLS", both_processes_serve),
    ("the stream comes through as it is, whichever process wrote", the_stream_comes_through),
    ("one process is killed under load", killed(1)),
    ("then the other", killed(2)),
    ("one is stopped under load and nobody notices", one_is_stopped_and_nobody_notices),
    ("no order is lost, none doubled, and it adds up", nothing_is_lost_and_nothing_doubled),
]

try:
    start(1)
    start(2)
    central.command("check")
    start_nginx()
    first = Connection("pickup.example")
    status, _, body = call(first, "POST", "/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": STORE, "quantity": PLENTY, "reason": "plenty"},
                           Idempotency_Key="plenty", Authorization="Bearer " + central.keys["admin"])
    assert status == 201, body
    first.close()
    status = run("/central/proxy", TESTS)
finally:
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(15)
    central.close()
sys.exit(status)
