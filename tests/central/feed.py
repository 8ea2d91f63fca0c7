# SPDX-License-Identifier: Apache-2.0
"""How a replica begins, goes on, comes back and starts over: snapshot, changes, stream."""

import gzip
import json
import socket
import subprocess
import sys
import time

from harness import PROGRAM, STORE, Central, product, run, small_range, text

central = Central().start()


def large_range(first, count, words):
    document = small_range()
    document["products"] = [{**product(number), "description": text(words)} for number in range(first, first + count)]
    document["stock"] = []
    return document


def move(sku="SKU-3", quantity=1):
    return central.post("/v1/stock/movements", {"kind": "adjust", "sku": sku, "location": "W1", "quantity": quantity,
                                                "reason": "test"}, "admin")["levels"][0]


def read_all(since, scope="channel", limit=1000):
    rows, more = [], True
    while more:
        page = central.get(f"/v1/changes?since={since}&limit={limit}", scope)
        rows += page["changes"]
        since, more = page["cursor"], page["more"]
    return rows, since


def things(rows):
    return {(row["topic"], row["key"]): row["data"] for row in rows if row["data"] is not None}


def load_snapshot(scope="channel", headers=None):
    answer = central.call("GET", "/v1/snapshot", scope, headers=headers)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/gzip", answer.status
    lines = [json.loads(line) for line in gzip.decompress(answer.body).decode().splitlines()]
    assert lines[0]["snapshot"] == 1 and lines[-1] == {"end": True, "changes": len(lines) - 2}, (lines[0], lines[-1])
    return answer, lines[0], lines[1:-1]


def refused(path, scope="channel"):
    answer = central.call("GET", path, scope)
    assert answer.status == 410 and answer.problem == "too-old", (path, answer.status, answer.body)
    return answer.json()["detail"]


def other(cursor):
    feed, rest = cursor.split("-", 1)
    return f"{int(feed, 16) ^ 1:08x}-{rest}"


# -- cursors

def a_cursor_goes_on_where_the_page_ended():
    rows, cursor = read_all(0, limit=4)
    assert [row["seq"] for row in rows] == sorted({row["seq"] for row in rows})
    level = move()
    page = central.get(f"/v1/changes?since={cursor}")
    assert [row["data"] for row in page["changes"]] == [level], page
    assert central.get(f"/v1/changes?since={page['cursor']}")["changes"] == []


def a_cursor_of_another_database_starts_over():
    _, cursor = read_all(0)
    assert "snapshot" in refused(f"/v1/changes?since={other(cursor)}")
    refused(f"/v1/stream?since={other(cursor)}")
    feed = cursor.split("-")[0]
    refused(f"/v1/changes?since={feed}-999999")
    # (a feed's name that happens to have no letter is, alone, the plain number of an old program)
    for wrong in ("x", "-1", "0a1b2c3d", feed + "-", "ABCDEF01-1", f"{feed}-1-1-1"):
        assert central.call("GET", f"/v1/changes?since={wrong}", "channel").status == 422, wrong


def a_plain_number_is_taken_from_old_programs():
    rows, cursor = read_all(0)
    last = rows[-1]["seq"]
    assert central.get(f"/v1/changes?since={last}")["changes"] == []
    assert central.get(f"/v1/changes?since={last}")["cursor"] == cursor
    stream = central.stream(last_event_id=last - 1)
    assert stream.next()[1] == rows[-1]
    stream.close()


# -- the snapshot

def a_snapshot_is_the_feed_from_its_beginning():
    _, head, lines = load_snapshot()
    rows, _ = read_all(0)
    since, _ = read_all(head["cursor"])
    assert things(lines) | things(since) == things(rows)
    assert all(row["seq"] <= head["seq"] for row in lines)


def a_snapshot_has_the_parcels_of_the_kiosk_that_asks():
    order = central.order("SKU-2")
    label = order["fulfilments"][0]["parcels"][0]["label"]
    _, head, lines = load_snapshot("kiosk")
    since, _ = read_all(head["cursor"], "kiosk")
    mine = things(lines) | things(since)
    assert mine[("parcel", label)]["state"] == "expected", mine
    _, head, lines = load_snapshot("channel")
    since, _ = read_all(head["cursor"])
    assert all(row["topic"] != "parcel" for row in lines + since)


def a_snapshot_is_made_once_for_many_changes():
    first, head, _ = load_snapshot()
    move()
    second, again, _ = load_snapshot()
    assert (again["cursor"], second.headers["ETag"]) == (head["cursor"], first.headers["ETag"])
    same = central.call("GET", "/v1/snapshot", "channel", headers={"If-None-Match": first.headers["ETag"]})
    assert same.status == 304 and same.body == b"", same.status
    assert central.call("HEAD", "/v1/snapshot", "channel").headers["Content-Length"] == str(len(second.body))
    assert central.call("GET", "/v1/snapshot", "kiosk").headers["ETag"] != first.headers["ETag"]


# -- the stream

def the_stream_resumes_at_its_last_id():
    _, cursor = read_all(0)
    stream = central.stream(since=cursor)
    move()
    stream.next()
    seen = stream.last_id
    stream.close()
    levels = [move("SKU-1"), move("SKU-2")]
    stream = central.stream(last_event_id=seen)
    assert [stream.next()[1]["data"] for _ in levels] == levels
    stream.close()
    assert central.stream(last_event_id=other(seen)).status == 410


def many_pages_come_in_order_and_are_then_live():
    assert central.call("POST", "/v1/products:import", "admin", large_range(100, 900, "x" * 300)).status == 200
    rows, _ = read_all(0)
    stream = central.stream(since=0)
    assert [stream.next()[0] for _ in rows] == [row["seq"] for row in rows]
    level = move()
    assert stream.next()[1]["data"] == level
    stream.close()


def of_many_changes_the_newest_arrives():
    _, cursor = read_all(0)
    streams = [central.stream(since=cursor) for _ in range(20)]
    for _ in range(30):
        level = move()
    for stream in streams:
        last = 0
        while True:
            seq, change = stream.next()
            assert seq > last
            last = seq
            if change["data"] == level:
                break
        stream.close()


def wait_for_readers(count):
    end = time.monotonic() + 30
    while (found := int(central.call("GET", "/metrics", "admin").body.split(b"\ncubby_stream_readers ")[1].split()[0])) != count:
        assert time.monotonic() < end, found
        time.sleep(0.02)


def who_does_not_read_is_cut_off_and_nobody_else():
    _, cursor = read_all(0)
    good, slow = central.stream(since=cursor), socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(central.address)
    slow.sendall(f"GET /v1/stream?since={cursor} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {central.keys['channel']}\r\n\r\n".encode())
    wait_for_readers(2)
    for round_number in range(4):
        document = large_range(100, 150, "wxyz"[round_number] * 2000)
        assert central.call("POST", "/v1/products:import", "admin", document).status == 200
        for _ in range(150):
            good.next()
    wait_for_readers(1)
    level = move()
    assert good.next()[1]["data"] == level
    good.close()
    slow.close()


def another_process_is_heard_at_once():
    """On PostgreSQL; with SQLite there is one process, and a command beside it is looked for once a second."""
    if not central.database.startswith("postgresql"):
        return
    second = subprocess.Popen([PROGRAM, "--database", central.database, "--listen", "127.0.0.1:0", "--config", central.path("central.conf")],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    first = central.address
    try:
        port = int(second.stdout.readline().rsplit(":", 1)[1])
        _, cursor = read_all(0)
        stream = central.stream(since=cursor)
        central.address = (first[0], port)
        waits = []
        for _ in range(5):
            started = time.monotonic()
            level = move()
            assert stream.next()[1]["data"] == level
            waits.append(time.monotonic() - started)
        assert sorted(waits)[2] < 0.3, waits
        stream.close()
    finally:
        central.address = first
        second.terminate()
        second.wait(30)
        second.stdout.close()


def a_restored_database_ends_the_streams():
    _, cursor = read_all(0)
    stream = central.stream(since=cursor)
    central.command("begin-epoch")
    try:
        while True:
            stream.next()
    except (EOFError, ValueError):
        pass
    stream.close()
    refused(f"/v1/changes?since={cursor}")
    _, head, _ = load_snapshot()
    assert head["cursor"].split("-")[0] != cursor.split("-")[0]


TESTS = [
    ("a cursor goes on where the page ended", a_cursor_goes_on_where_the_page_ended),
    ("a cursor of another database starts over", a_cursor_of_another_database_starts_over),
    ("a plain number is taken from old programs", a_plain_number_is_taken_from_old_programs),
    ("a snapshot is the feed from its beginning", a_snapshot_is_the_feed_from_its_beginning),
    ("a snapshot has the parcels of the kiosk that asks", a_snapshot_has_the_parcels_of_the_kiosk_that_asks),
    ("a snapshot is made once for many changes", a_snapshot_is_made_once_for_many_changes),
    ("the stream resumes at its last id", the_stream_resumes_at_its_last_id),
    ("many pages come in order and are then live", many_pages_come_in_order_and_are_then_live),
    ("of many changes the newest arrives", of_many_changes_the_newest_arrives),
    ("who does not read is cut off, and nobody else", who_does_not_read_is_cut_off_and_nobody_else),
    ("another process is heard at once", another_process_is_heard_at_once),
    ("a restored database ends the streams, whose cursors are refused", a_restored_database_ends_the_streams),
]

try:
    status = run("/central/feed", TESTS)
finally:
    central.close()
sys.exit(status)
