# SPDX-License-Identifier: Apache-2.0
"""A backup of a shop that goes on selling, restored into the other engine; and files that are not as they were written."""

import datetime
import gzip
import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import threading
import time

from harness import ENGINE, PROGRAM, STORE, Central, run

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}[ENGINE]
CHANGED = {"counter", "audit", "change_feed"}  # by the restore itself: a new epoch, and who began it
CLIENTS = 3

central = Central().start()
central.post("/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": STORE, "quantity": 100000, "reason": "plenty"}, "admin")
good = central.path("good.jsonl.gz")
answered = []


def backup(path, *more, database=None, check=True):
    return central.run("backup", path, "--database", database or central.database, *more, check=check)


def restore(path, database, check=True):
    return central.run("restore", path, "--database", database.uri, check=check)


def read(path):
    """{table: (columns, rows)}"""
    tables = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    for line in lines[1:-1]:
        if isinstance(line, dict):
            rows = []
            tables[line["table"]] = (line["columns"], rows)
        else:
            rows.append(line)
    assert lines[-1]["rows"] == sum(len(rows) for _, rows in tables.values())
    return tables


def load(stop):
    connection = central.connect()
    while not stop.is_set():
        answer = central.call("POST", "/v1/orders", "channel", central.order_body(), connection=connection)
        assert answer.status == 201, answer.body
        answered.append(answer.json()["id"])


def wait_for(done):
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, "nothing is ordered"
        time.sleep(0.01)


def under_load(work):
    stop, before = threading.Event(), len(answered)
    threads = [threading.Thread(target=load, args=(stop,)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        wait_for(lambda: len(answered) >= before + 5)
        work()
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def made_under_load():
    def work():
        before = list(answered)
        said = backup(good)
        assert "pictures and the pass key are not in it" in said, said
        columns, rows = read(good)["orders"]
        kept = {row[columns.index("id")] for row in rows}
        assert before and set(before) <= kept, "an order answered before the backup began is not in it"
        wait_for(lambda: len(answered) > len(rows))
    under_load(work)
    assert len(answered) > len(read(good)["orders"][1]), "the shop stood still meanwhile"
    assert os.stat(good).st_mode & 0o777 == 0o600
    assert not os.path.exists(good + ".tmp")


def it_is_one_moment():
    tables = read(good)
    columns, rows = tables["orders"]
    orders = {row[columns.index("id")] for row in rows}
    columns, rows = tables["order_line"]
    assert {row[columns.index("order_id")] for row in rows} == orders
    assert len(rows) == len(orders)


def the_key_stays_where_it_is():
    with open(central.path("pass.key"), encoding="utf-8", errors="replace") as file:
        secrets = [word for word in file.read().split() if len(word) > 20]
    with gzip.open(good, "rt", encoding="utf-8") as file:
        text = file.read()
    assert secrets and not any(secret in text for secret in secrets)


def the_other_engine_has_all_of_it():
    database = central.new_database("other", engine=OTHER)
    started = int(time.time() * 100)
    done = restore(good, database, check=False)
    epoch = int(re.search(r"^epoch (\d+)", done.stdout, re.M).group(1))
    assert done.returncode == 0 and epoch >= started, "a second copy would count to the same epoch, which kiosks have seen"
    with gzip.open(good, "rt", encoding="utf-8") as file:
        made = datetime.datetime.fromtimestamp(json.loads(file.readline())["time_ms"] // 1000, datetime.timezone.utc)
    words = f"what was revoked after {made:%Y-%m-%dT%H:%M:%S}"
    assert words in done.stderr and "API keys" in done.stderr, done.stderr
    assert central.run("check", "--database", database.uri).startswith("good")
    again = central.path("again.jsonl.gz")
    backup(again, database=database.uri)
    was, now = read(good), read(again)
    assert was.keys() == now.keys()
    for table in was.keys() - CHANGED:
        assert was[table][0] == now[table][0], table
        left_out = was[table][0].index("version") if table == "parcel" else None  # the epoch begins it anew
        rows = [sorted(str([value for place, value in enumerate(row) if place != left_out]) for row in one[table][1])
                for one in (was, now)]
        assert rows[0] == rows[1], table
    done = restore(good, database, check=False)
    assert done.returncode == 1 and "is in use" in done.stderr, done.stderr
    return database


def and_it_sells_on():
    database = central.new_database("sells", engine=OTHER)
    restore(good, database)
    shop = object.__new__(Central)  # another service, with the same folder and keys
    shop.__dict__.update(central.__dict__, database=database.uri)
    shop.start()
    try:
        columns, rows = read(good)["orders"]
        order = rows[0][columns.index("id")]
        assert shop.get(f"/v1/orders/{order}")["id"] == order
        before = shop.level("SKU-1")["allocated"]
        assert before == len(rows), (before, len(rows))
        shop.order()
        assert shop.level("SKU-1")["allocated"] == before + 1
    finally:
        shop.stop()
    assert central.run("check", "--database", database.uri).startswith("good")


def a_migrated_database_is_empty_enough():
    database = central.new_database("fresh")
    central.run("migrate", "--database", database.uri)
    restore(good, database)
    assert central.run("check", "--database", database.uri).startswith("good")


def cut(data):
    return data[:len(data) // 2]


def flipped(data):
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x10]) + data[middle + 1:]


def with_lines(change, rehash=False):
    """Damage that gzip does not see, nor the hash when it is made anew."""
    def make(data):
        lines = change(gzip.decompress(data).decode().splitlines())
        if rehash:
            hasher = hashlib.blake2b(digest_size=32)
            for line in lines[:-1]:
                hasher.update(len(line.encode()).to_bytes(8, "big") + line.encode())
            lines[-1] = json.dumps({**json.loads(lines[-1]), "blake2b": hasher.hexdigest()}, separators=(",", ":"))
        return gzip.compress(("\n".join(lines) + "\n").encode(), 1)
    return make


def header(rehash=True, **members):
    return with_lines(lambda lines: [json.dumps({**json.loads(lines[0]), **members}), *lines[1:]], rehash)


def without_table(name):
    def change(lines):
        kept, inside = [], False
        for line in lines:
            if line.startswith("{"):
                inside = json.loads(line).get("table") == name
            if not inside:
                kept.append(line)
        return kept
    return with_lines(change, rehash=True)


def without_rows(name):
    def change(lines):
        kept, inside = [], False
        for line in lines:
            if line.startswith("{"):
                inside = json.loads(line).get("table") == name
            if not inside or line.startswith("{"):
                kept.append(line)
        return kept
    return with_lines(change, rehash=True)


def refused(*words, make):
    def test():
        with open(good, "rb") as file:
            data = make(file.read())
        path = central.path("bad.jsonl.gz")
        with open(path, "wb") as file:
            file.write(data)
        done = restore(path, empty, check=False)
        assert done.returncode == 1, (done.returncode, done.stdout)
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        for word in words:
            assert word in done.stderr, done.stderr
        assert central.run("backup", path, "--database", empty.uri, check=False).returncode == 1, "half of it is there"
    return test


def after_all_that_the_good_one_goes_in():
    restore(good, empty)
    assert central.run("check", "--database", empty.uri).startswith("good")


def a_full_disk_leaves_the_old_one():
    path = central.path("kept.jsonl.gz")
    shutil.copy(good, path)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    done = subprocess.run([PROGRAM, "backup", path, "--database", central.database], capture_output=True, text=True, timeout=60,
                          preexec_fn=limit, restore_signals=False)
    assert done.returncode == 1, done
    assert "the backup of before is as it was" in done.stderr, done.stderr
    with open(path, "rb") as kept, open(good, "rb") as before:
        assert kept.read() == before.read()
    assert not os.path.exists(path + ".tmp")


def a_folder_keeps_so_many():
    folder = central.path("nightly")
    os.makedirs(folder)
    for name in ("central-20260101T000000Z.jsonl.gz", "central-20260102T000000Z.jsonl.gz", "notes.txt"):
        with open(os.path.join(folder, name), "wb"):
            pass
    backup(folder, "--keep", "2")
    names = sorted(os.listdir(folder))
    assert len(names) == 3 and names[0] == "central-20260102T000000Z.jsonl.gz" and names[2] == "notes.txt", names
    read(os.path.join(folder, names[1]))


def fails(status, *words, arguments):
    def test():
        done = central.run(*arguments, "--database", central.database, check=False)
        assert done.returncode == status, (done.returncode, done.stderr)
        for word in words:
            assert word in done.stderr, done.stderr
    return test


def restore_fails(path):
    done = restore(path, central.new_database("nothing"), check=False)
    assert done.returncode == 1 and path in done.stderr, done.stderr


empty = central.new_database("empty")
DAMAGE = [
    ("cut off", refused("is cut off", make=cut)),
    ("cut off between two lines", refused("is cut off", make=with_lines(lambda lines: lines[:-1]))),
    ("a byte is another", refused("bad.jsonl.gz: is damaged", make=flipped)),
    ("a row is another", refused("hash", make=with_lines(lambda lines: [line.replace("Red T-shirt", "Rad T-shirt") for line in lines]))),
    ("a row is missing", refused("hash", make=with_lines(lambda lines: [line for line in lines if "SKU-3" not in line]))),
    ("a table is missing", refused("not all of its tables", make=without_table("outbox"))),
    ("rows of no table", refused("rows of no table", make=with_lines(lambda lines: [lines[0], "[1]", *lines[1:]], True))),
    ("a table of nobody", refused("not of its schema", make=with_lines(lambda lines: [lines[0], '{"table":"x","columns":[]}', *lines[1:]], True))),
    ("a row too short", refused("has not its columns", make=with_lines(
        lambda lines: [line if line[0] == "{" else "[]" for line in lines], True))),
    ("a row refers to nothing", refused("FOREIGN KEY" if ENGINE == "sqlite" else "foreign key", make=without_rows("orders"))),
    ("a column of nobody", refused("has no column", make=with_lines(
        lambda lines: [line.replace('"columns":["', '"columns":["x; DROP TABLE orders', 1) for line in lines], True))),
    ("something after its end", refused("after its end", make=with_lines(lambda lines: [*lines, "[1]"]))),
    ("another file", refused("is no backup", make=lambda data: b"hello\n" * 100)),
    ("another packed file", refused("is no backup", make=lambda data: gzip.compress(b"hello\n" * 100))),
    ("an empty file", refused("is no backup", make=lambda data: b"")),
    ("a schema of tomorrow", refused("newer cubby-central", "install", make=header(schema=999))),
    ("a format of tomorrow", refused("newer cubby-central", make=header(rehash=False, version=2))),
    ("no schema", refused("names no schema", make=header(schema=0))),
]
TESTS = [
    ("made under load, with every order that was answered", made_under_load),
    ("it is one moment of the shop", it_is_one_moment),
    ("the pass key stays where it is", the_key_stays_where_it_is),
    ("the other engine has all of it, once", the_other_engine_has_all_of_it),
    ("and it sells on", and_it_sells_on),
    ("a migrated database is empty enough", a_migrated_database_is_empty_enough),
    *(DAMAGE if ENGINE == "sqlite" else DAMAGE[:4]),  # what reads the file is the same
    ("after all that the good one goes in", after_all_that_the_good_one_goes_in),
    ("a full disk leaves the old one", a_full_disk_leaves_the_old_one),
    ("a folder keeps so many", a_folder_keeps_so_many),
    ("a database that a service has is not restored into",
     fails(1, "another cubby-central is running", arguments=["restore", good])),
    ("a backup to nowhere", fails(1, "/nowhere", arguments=["backup", "/nowhere/a.gz"])),
    ("a restore from nowhere", lambda: restore_fails("none.gz")),
    ("a backup without a name", fails(2, "FILE", arguments=["backup"])),
    ("backups to keep of a file", fails(2, "--keep", arguments=["backup", "a.gz", "--keep", "3"])),
]

try:
    status = run("/central/backup", TESTS)
finally:
    central.close()
sys.exit(status)
