# SPDX-License-Identifier: Apache-2.0
"""A real cubby-central on a database of its own, and TAP. Every wait is bounded; everything is stopped on exit."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import uuid

from contract import Contract

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "rig"))
import postgresql  # noqa: E402

PROGRAM = sys.argv[1]
STORE = "4711"
ENGINE = os.environ.get("CUBBY_TEST_DATABASE", "sqlite")  # or postgresql: what every database of a test is
CONTRACT = Contract()  # what every answer is held against


def text(words):
    return {"vi": words + " vi", "th": words + " th", "en": words + " en"}


def product(number, name=None, category="tops"):
    digits = f"0893999999{number:03d}"
    total = sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(digits))
    return {"id": f"product-{number}", "category": category, "brand": "Cubby", "name": name or text(f"Product {number}"),
            "description": text("About it"), "picture": f"/media/product-{number}.svg", "popularity": number, "keywords": [],
            "variants": [{"sku": f"SKU-{number}", "gtin": digits + str((10 - total % 10) % 10), "options": {"size": "M"},
                          "price": {"amount": 199000, "currency": "VND"}, "weight_g": 200, "parcel_size": "S"}]}


def small_range():
    return {
        "categories": [{"id": "tops", "name": text("Tops"), "position": 1, "picture": "/media/tops.svg"}],
        "locations": [
            {"id": STORE, "kind": "store", "name": "Cubby Lê Lợi", "gln": "8939999047111", "address": "65 Lê Lợi", "lockers": True},
            {"id": "4713", "kind": "store", "name": "Cubby Bạch Đằng", "address": "102 Bạch Đằng", "lockers": False},
            {"id": "W1", "kind": "warehouse", "name": "Kho", "address": "Thủ Đức", "lockers": False}],
        "options": [{"id": "size", "name": text("Size"), "values": {"M": {"name": text("Medium")}}}],
        "products": [product(1, {"vi": "Áo thun đỏ", "th": "เสื้อยืด", "en": "Red T-shirt"}), product(2), product(3)],
        "stock": [{"sku": f"SKU-{number}", "location": location, "on_hand": count}
                  for number in (1, 2, 3) for location, count in ((STORE, 10), ("W1", 5))],
    }


class Database:
    """A fresh one of the engine that is tested, in no tables yet."""

    def __init__(self, folder, name="central", engine=None):
        self.engine = engine or ENGINE
        self.path = os.path.join(folder, name + ".db")
        self.lease = postgresql.Lease() if self.engine == "postgresql" else None
        self.uri = self.lease.uri if self.lease else "sqlite:" + self.path

    def sql(self, text):
        """Behind the service's back: does @text; the rows it has, each a tuple of texts (None is null)."""
        if self.lease:
            lines = postgresql.query(self.uri, text).splitlines()
            return [tuple(None if word == "\\N" else word for word in line.split("|")) for line in lines]
        with contextlib.closing(sqlite3.connect(self.path)) as connection, connection:
            rows = [cursor_row for part in text.split(";") if part.strip() for cursor_row in connection.execute(part)]
        return [tuple(None if word is None else str(word) for word in row) for row in rows]

    @contextlib.contextmanager
    def beside(self):
        """A function that does one statement and commits it, over a connection that stays: as fast as another process can."""
        if self.lease:
            yield self.sql
            return
        with contextlib.closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.executescript("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0")
            yield connection.execute

    def close(self):
        if self.lease:
            self.lease.close()


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        return self.json()["type"].rsplit(":", 1)[1]


def from_root(url):
    """A link of an answer begins with the configured public-url, and the service listens elsewhere."""
    return "/" + url.split("/", 3)[3] if url.startswith("http") else url


class Central:
    def __init__(self, conf="", range_document=None, database=None):
        self.folder = tempfile.mkdtemp(prefix="cubby-central-")
        self.databases = []
        self.database = database or self.new_database().uri
        self.process = None
        self.keys = {}
        self.run("pass-key", "generate", self.path("pass.key"))
        with open(self.path("central.conf"), "w", encoding="utf-8") as file:
            file.write(f"[pass]\nkey-file={self.path('pass.key')}\n{conf}")
            if "media-folder" not in conf:
                file.write(f"\n[service]\nmedia-folder={self.path('media')}\n")
        with open(self.path("range.json"), "w", encoding="utf-8") as file:
            json.dump(range_document or small_range(), file)
        self.command("import", self.path("range.json"))
        for scope in ("channel", "staff", "admin"):
            self.keys[scope] = self.command("key", "add", "--scope", scope, "--name", scope)
        self.keys["kiosk"] = self.command("key", "add", "--scope", "kiosk", "--name", "kiosk-0", "--store", STORE)

    def path(self, name):
        return os.path.join(self.folder, name)

    def new_database(self, name="central", engine=None):
        self.databases.append(Database(self.folder, name, engine))
        return self.databases[-1]

    def sql(self, text):
        return self.databases[0].sql(text)

    def run(self, *arguments, check=True):
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60)
        if check and done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.returncode}: {done.stderr}")
        return done.stdout.strip() if check else done

    def command(self, *arguments, check=True):
        return self.run(*arguments, "--database", self.database, "--config", self.path("central.conf"), check=check)

    def start(self):
        self.log = open(self.path("log"), "a", encoding="utf-8")
        self.process = subprocess.Popen(
            [PROGRAM, "--database", self.database, "--listen", "127.0.0.1:0", "--config", self.path("central.conf")],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.match(r"listening http://(.*):(\d+)", line)
        if not found:
            raise AssertionError(f"did not start: {open(self.path('log'), encoding='utf-8').read()}")
        self.address = (found.group(1), int(found.group(2)))
        with open(self.path("central.conf"), encoding="utf-8") as file:
            if "metrics-listen=" in file.read():
                self.metrics = self.process.stdout.readline().strip().removeprefix("metrics http://")
        return self

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        status = self.process.wait(30)
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return status

    def connect(self):
        return http.client.HTTPConnection(*self.address, timeout=30)

    def call(self, method, path, scope=None, body=None, key=None, headers=None, connection=None):
        path = from_root(path)
        sent = dict(headers or {})
        if scope is not None:
            sent["Authorization"] = "Bearer " + self.keys.get(scope, scope)
        data = body
        if body is not None and not isinstance(body, bytes):
            data = json.dumps(body).encode()
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        if method == "POST" and key is not False:
            sent["Idempotency-Key"] = key or str(uuid.uuid4())
        used = connection or self.connect()
        used.request(method, path, data, sent)
        answer = Answer(used.getresponse())
        if connection is None:
            used.close()
        CONTRACT.check(method, path, sent, data, answer)
        return answer

    def get(self, path, scope="channel"):
        answer = self.call("GET", path, scope)
        assert answer.status == 200, (path, answer.status, answer.body)
        return answer.json()

    def post(self, path, body=None, scope="channel", key=None, status=(200, 201)):
        answer = self.call("POST", path, scope, body, key)
        assert answer.status in status, (path, answer.status, answer.body)
        return answer.json()

    def until(self, status, *call, seconds=30, **options):
        """Calls until the answer has @status: the service hears a moment later that somebody has gone."""
        end = time.monotonic() + seconds
        answer = self.call(*call, **options)
        while answer.status != status and time.monotonic() < end:
            time.sleep(0.02)
            answer = self.call(*call, **options)
        assert answer.status == status, (answer.status, answer.body)
        return answer

    def level(self, sku, location=STORE):
        return self.get(f"/v1/stock?sku={sku}&location={location}")["levels"][0]

    def order_body(self, sku="SKU-1", quantity=1, **changes):
        body = {"channel": "phone", "language": "vi", "customer": {"name": "Minh", "email": "minh@example.com"},
                "lines": [{"sku": sku, "quantity": quantity}],
                "fulfilment": {"method": "locker_pickup", "location": STORE},
                "payment": {"method": "card", "status": "paid"}}
        body.update(changes)
        return body

    def order(self, *arguments, **changes):
        return self.post("/v1/orders", self.order_body(*arguments, **changes))

    def stream(self, scope="channel", since=None, last_event_id=None):
        return Stream(self, scope, since, last_event_id)

    def close(self):
        self.stop(signal.SIGKILL)
        for database in self.databases:
            database.close()
        shutil.rmtree(self.folder)


class Stream:
    """Reads server-sent events as they come."""

    def __init__(self, central, scope, since, last_event_id):
        self.socket = socket.create_connection(central.address, timeout=30)
        path = "/v1/stream" + (f"?since={since}" if since is not None else "")
        lines = [f"GET {path} HTTP/1.1", "Host: x", f"Authorization: Bearer {central.keys.get(scope, scope)}"]
        if last_event_id is not None:
            lines.append(f"Last-Event-ID: {last_event_id}")
        self.socket.sendall("\r\n".join(lines + ["", ""]).encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        CONTRACT.seen.add(("GET", "/v1/stream", str(self.status)))
        while self.file.readline().strip():
            pass
        self.buffer = b""

    def _read_chunk(self):
        size = int(self.file.readline().strip() or b"0", 16)
        data = self.file.read(size)
        self.file.readline()
        if size == 0:
            raise EOFError
        return data

    def next(self):
        """Returns (id, change) of the next event, comments left out."""
        while True:
            while b"\n\n" not in self.buffer:
                self.buffer += self._read_chunk()
            block, self.buffer = self.buffer.split(b"\n\n", 1)
            fields = dict(line.split(": ", 1) for line in block.decode().split("\n") if not line.startswith(":"))
            if fields:
                assert fields["event"] == "change", fields
                self.last_id = fields["id"]
                return int(fields["id"].split("-")[1]), json.loads(fields["data"])

    def rest(self):
        """Returns what still comes until the end of the stream."""
        try:
            while True:
                self.buffer += self._read_chunk()
        except EOFError:
            return self.buffer

    def close(self):
        self.file.close()
        self.socket.close()


def run(path, tests):
    """Runs (name, function) pairs as TAP below @path, which gets the engine when it is not the usual one."""
    if ENGINE != "sqlite":
        path += "/" + ENGINE
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        try:
            function()
            print(f"ok {number} - {path}/{name}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} - {path}/{name}")
            for line in traceback.format_exc().splitlines():
                print("# " + line, flush=True)
    return 1 if failed else 0
