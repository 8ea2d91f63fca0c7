# SPDX-License-Identifier: Apache-2.0
"""What every route does alike: conditions and entity tags, what comes in byte by byte, limits, metrics, the log, stopping, TLS."""

import gzip
import http.client
import json
import os
import re
import select
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

from harness import PROGRAM, Answer, Central, from_root, run

CONF = """
[service]
request-log=all
metrics-listen=127.0.0.1:0
[limits]
connections=40
body-megabytes=64
head-s=1
body-s=1
idle-s=2
streams-per-key=3
key-per-minute=400
open-per-minute=40
enrol-per-minute=3
"""
central = Central(CONF).start()
KEPT = central.connect()
SANITIZED = "ASAN_OPTIONS" in os.environ


def new_basket():
    answer = central.call("POST", "/v1/baskets", "channel", {"lines": [{"sku": "SKU-1", "quantity": 2}], "language": "th"})
    assert answer.status == 201 and answer.headers["ETag"] == '"1"', (answer.status, answer.headers)
    return "/v1/baskets/" + answer.json()["id"]


def patch(path, condition, body=None):
    headers = {} if condition is None else {"If-Match": condition}
    return central.call("PATCH", path, "channel", {"language": "en"} if body is None else body, headers=headers)


# -- If-Match

def a_change_names_the_state_it_is_made_from():
    path = new_basket()
    answer = patch(path, '"1"')
    assert answer.status == 200 and answer.headers["ETag"] == '"2"' and answer.json()["version"] == 2, answer.body
    stale = patch(path, '"1"', {"lines": []})
    assert stale.status == 412 and stale.problem == "precondition-failed" and stale.json()["etag"] == '"2"', stale.body
    assert central.get(path)["lines"] != [], "a change from an older state was made all the same"


CONDITIONS = [  # what it is, If-Match, status, problem
    ("no condition", None, 428, "precondition-required"), ("a weak tag", 'W/"1"', 412, "precondition-failed"),
    ("another state", '"9"', 412, "precondition-failed"), ("no quotes", "1", 400, "malformed"),
    ("nothing in it", "", 400, "malformed"), ("a list with it", '"8", "1"', 200, None), ("a star", "*", 200, None),
    ("the tag of its gzip", '"1-gzip"', 200, None),
]


def condition_row(what, condition, status, problem):
    def test():
        answer = patch(new_basket(), condition)
        assert answer.status == status, (answer.status, answer.body)
        assert problem is None or answer.problem == problem, answer.body
        assert problem is None or answer.json()["detail"], "it does not say the way out"
    return (f"a change with If-Match of {what} gets {status}", test)


def what_is_not_there_is_not_found():
    assert patch("/v1/baskets/none", '"1"').status == 404


def of_many_changes_from_one_state_one_is_made():
    path = new_basket()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(patch(path, '"1"').status)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == [200] + [412] * 7, answers
    assert central.get(path)["version"] == 2


# -- If-None-Match

READS = ["/v1/products", "/v1/products?q=ao&limit=1", "/v1/products/SKU-1", "/v1/stock?sku=SKU-1", "/v1/changes?since=0", "basket"]


def read_row(path):
    def test():
        where = new_basket() if path == "basket" else path
        first = central.call("GET", where, "channel")
        etag = first.headers["ETag"]
        assert first.status == 200 and etag.startswith('"') and etag.endswith('"'), etag
        for known, status in ((etag, 304), ("W/" + etag, 304), ('"x", ' + etag, 304), ("*", 304), ('"x"', 200), ("x", 200)):
            answer = central.call("GET", where, "channel", headers={"If-None-Match": known})
            assert answer.status == status and answer.headers["ETag"] == etag, (known, answer.status)
            assert answer.body == (b"" if status == 304 else first.body), answer.body
    return (f"GET {path.split('?')[0]} is not sent to who has it", test)


def a_tag_changes_with_what_it_stands_for():
    before = central.call("GET", "/v1/stock?sku=SKU-2", "channel")
    central.order("SKU-2")
    after = central.call("GET", "/v1/stock?sku=SKU-2", "channel", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status == 200 and after.headers["ETag"] != before.headers["ETag"]


def a_read_never_shows_what_was_before():
    path = "/v1/stock?sku=SKU-3&location=W1"
    get = b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\n" + auth() + b"\r\n"
    with connect() as sock, sock.makefile("rb") as file:
        sock.sendall(get)
        count = json.loads(read_answer(file)[2])["levels"][0]["on_hand"]
        for number in range(20):
            body = json.dumps({"kind": "adjust", "sku": "SKU-3", "location": "W1", "quantity": 1, "reason": "test"}).encode()
            sock.sendall(get + b"POST /v1/stock/movements HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + auth("admin")
                         + f"Idempotency-Key: read-{number}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + get)
            before, _, after = (json.loads(read_answer(file)[2])["levels"][0]["on_hand"] for _ in range(3))
            assert (before, after) == (count + number, count + number + 1), (before, after)


def what_others_commit_is_seen_at_once():
    """Far sooner than a clock ticks: a read, a commit of another process and the next read within a millisecond."""
    path = "/v1/stock?sku=SKU-2&location=W1"
    get = b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\n" + auth() + b"\r\n"
    with central.databases[0].beside() as write, connect() as sock, sock.makefile("rb") as file:
        def on_hand():
            sock.sendall(get)
            return json.loads(read_answer(file)[2])["levels"][0]["on_hand"]
        count = on_hand()
        for number in range(50):
            assert on_hand() == count + number
            write("UPDATE stock_level SET on_hand = on_hand + 1 WHERE sku = 'SKU-2' AND location = 'W1'")
            assert on_hand() == count + number + 1, "what another process has committed is not seen"
        write("UPDATE stock_level SET on_hand = on_hand - 50 WHERE sku = 'SKU-2' AND location = 'W1'")
        assert on_hand() == count


def a_connection_goes_on_after_304():
    connection = central.connect()
    etag = central.call("GET", "/v1/products/SKU-1", "channel", connection=connection).headers["ETag"]
    for _ in range(3):
        answer = central.call("GET", "/v1/products/SKU-1", "channel", headers={"If-None-Match": etag}, connection=connection)
        assert answer.status == 304 and answer.body == b"", answer.status
    connection.close()


# -- what comes in, byte by byte

def connect():
    sock = socket.create_connection(central.address, timeout=15)
    return sock


def read_answer(file):
    """Returns (status, headers, body) of the next answer, or None at the end."""
    line = file.readline()
    if not line:
        return None
    headers = http.client.parse_headers(file)
    return int(line.split()[1]), headers, file.read(int(headers["Content-Length"] or 0))


def talk(*pieces):
    """Sends @pieces and returns all the answers until the service closes; again if it was itself too slow for its limits."""
    for _ in range(8):
        started = time.monotonic()
        answers = talk_once(pieces)
        if time.monotonic() - started < 0.8 or all(answer[0] != 408 for answer in answers):
            break
    return answers


def talk_once(pieces):
    with connect() as sock, sock.makefile("rb") as file:
        try:
            for piece in pieces:
                sock.sendall(piece)
        except ConnectionError:
            pass
        sock.settimeout(15)
        answers = []
        while (answer := read_answer(file)) is not None:
            answers.append(answer)
        return answers


def problem_of(answer):
    status, headers, body = answer
    assert headers["Content-Type"] == "application/problem+json", (headers, body)
    problem = json.loads(body)
    assert problem["status"] == status and problem["detail"], problem
    assert headers["X-Request-ID"], headers
    return problem["type"].rsplit(":", 1)[1]


def auth(scope="channel"):
    return f"Authorization: Bearer {central.keys[scope]}\r\n".encode()


BELOW = [  # what it is, bytes, status, problem
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00", 400, "malformed"),
    ("an address that is no HTTP", b"HELO there\r\n\r\n", 400, "malformed"),
    ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version-not-supported"),
    ("an unknown method", b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501, "not-implemented"),
    ("a NUL in the head", b"GET / HTTP/1.1\r\nHost: \0\r\n\r\n", 400, "malformed"),
    ("a NUL in the address", b"GET /p/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400, "malformed"),
    ("bad UTF-8 in the address", b"GET /p/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400, "malformed"),
    ("no Host", b"GET / HTTP/1.1\r\n\r\n", 400, "malformed"),
    ("a length and chunks", b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "malformed"),
    ("two lengths", b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", 400, "malformed"),
    ("an address of 9 kB", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "address-too-long"),
    ("100 headers", b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 100 + b"\r\n", 431, "headers-too-large"),
    ("20 kB of headers", b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 20000 + b"\r\n\r\n", 431, "headers-too-large"),
    ("a line feed before a line's end", b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\n\r\n\r\n", 400, "malformed"),
    ("an escaped slash", b"GET /v1/orders%2Fx HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404, "not-found"),
]


def below_row(what, data, status, problem):
    def test():
        answers = talk(data)
        assert len(answers) == 1 and answers[0][0] == status, answers
        assert problem_of(answers[0]) == problem, answers
    return (f"{what} is told so with {status} and a problem", test)


def options_and_head():
    for path, allow in (("/v1/orders", "POST, GET, OPTIONS"), ("/healthz", "GET, OPTIONS")):
        answer = central.call("OPTIONS", path)
        assert answer.status == 204 and answer.headers["Allow"] == allow, answer.headers
    assert central.call("OPTIONS", "/nothing").status == 404
    get, head = (central.call(method, "/v1/products/SKU-1", "channel") for method in ("GET", "HEAD"))
    assert head.status == 200 and head.body == b"" and head.headers["Content-Length"] == str(len(get.body))


def requests_may_follow_each_other():
    one = b"GET /v1/products/SKU-1 HTTP/1.1\r\nHost: x\r\n" + auth() + b"\r\n"
    order = json.dumps(central.order_body("SKU-3")).encode()
    post = (b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: piped\r\nContent-Length: "
            + str(len(order)).encode() + b"\r\n" + auth() + b"\r\n" + order)
    last = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answers = talk(one + post + one + last)
    assert [answer[0] for answer in answers] == [200, 201, 200, 200], answers
    whole = one + post + one + last
    answers = talk(*(whole[at:at + 7] for at in range(0, len(whole), 7)))
    assert [answer[0] for answer in answers] == [200, 201, 200, 200], [answer[0] for answer in answers]


def chunks_are_a_body():
    order = json.dumps(central.order_body("SKU-3")).encode()
    head = (b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
            + auth())
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(order[at:at + 10]), order[at:at + 10]) for at in range(0, len(order), 10)) + b"0\r\n\r\n"
    answers = talk(head + b"Idempotency-Key: chunked\r\n\r\n" + chunks)
    assert answers[0][0] == 201, answers
    answers = talk(head + b"Idempotency-Key: too-many\r\n\r\n", *[b"10000\r\n" + b" " * 0x10000 + b"\r\n"] * 5)
    assert problem_of(answers[0]) == "too-large", answers
    answers = talk(head + b"Idempotency-Key: broken\r\n\r\n", b"zz\r\n")
    assert problem_of(answers[0]) == "malformed", answers


def a_body_waits_for_its_leave():
    order = json.dumps(central.order_body("SKU-3")).encode()
    head = (b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nExpect: 100-continue\r\n"
            b"Idempotency-Key: expected\r\nContent-Length: " + str(len(order)).encode() + b"\r\n")
    with connect() as sock, sock.makefile("rb") as file:
        sock.sendall(head + auth() + b"\r\n")
        assert file.readline() == b"HTTP/1.1 100 Continue\r\n" and file.readline() == b"\r\n"
        sock.sendall(order)
        assert read_answer(file)[0] == 201
    with connect() as sock, sock.makefile("rb") as file:
        sock.sendall(head + b"\r\n")
        assert read_answer(file)[0] == 401, "a body was asked for without a key"


def resident_kb(process=None):
    with open(f"/proc/{(process or central.process).pid}/status", encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))


def flood(sock, process, unread_s, last):
    """Asks far more than it reads for @unread_s; returns how much memory that took in kB and how many answers came in the end."""
    count, one = 20000 if SANITIZED else 100000, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    before = resident_kb(process)
    sender = threading.Thread(target=lambda: (sock.sendall(one * count), last(sock)), daemon=True)
    sender.start()
    time.sleep(unread_s)
    grown, tail, answers = resident_kb(process) - before, b"", 0
    while data := sock.recv(1 << 20):
        answers += (tail + data).count(b"HTTP/1.1 200 OK")
        tail = data[-14:]
    sender.join(15)
    return 0 if SANITIZED else grown, answers - count  # a sanitizer keeps what was freed


def who_does_not_read_takes_no_memory():
    with connect() as sock:  # for longer than a connection may be idle; and nothing is lost, though no more can be asked
        grown, lost = flood(sock, central.process, 2.7, lambda sock: sock.shutdown(socket.SHUT_WR))
    assert grown < 4000, f"{grown} kB more"
    assert lost == 0, f"{lost} answers"


def bodies_that_never_come_take_no_room():
    head = b"POST /v1/products:import HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + auth("admin")
    sockets = [connect() for _ in range(8)]
    for number, sock in enumerate(sockets):
        sock.sendall(head + (b"Content-Length: 30000000\r\n\r\n " if number % 2 else b"Transfer-Encoding: chunked\r\n\r\n1\r\n "))
    time.sleep(0.1)
    assert central.call("POST", "/v1/products:import", "admin", b"{}" + b" " * 8000000).status == 200
    for sock in sockets:
        sock.close()


def open_routes_take_little():
    for method, path in (("POST", "/b/x"), ("POST", "/u/x"), ("POST", "/p/x/helpers"), ("POST", "/v1/enrol"), ("GET", "/healthz"), ("OPTIONS", "/healthz")):
        answers = talk(f"{method} {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.9\r\nContent-Length: 4097\r\n\r\n".encode())
        assert answers[0][0] == 413 and problem_of(answers[0]) == "too-large", (path, answers)


def bodies_without_a_key_take_no_memory():
    before = resident_kb()
    head = b"POST /v1/products:import HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 30000000\r\n"
    for extra, status in ((b"", 401), (auth(), 403)):
        sockets = [connect() for _ in range(10)]
        for sock in sockets:
            sock.sendall(head + extra + b"\r\n")
            try:
                sock.sendall(b" " * 3000000)
            except ConnectionError:
                pass
        for sock in sockets:
            with sock, sock.makefile("rb") as file:
                assert read_answer(file)[0] == status
    limit = 20000 if SANITIZED else 8000  # a sanitizer keeps what was freed; the bodies are 60 MB
    assert resident_kb() - before < limit, f"{resident_kb() - before} kB more"


def wait_for_bodies():
    """Until all that was sent has been read: neither have we anything left to send nor has it anything left to read."""
    port, nothing = f":{central.address[1]:04X}", "00000000"
    for _ in range(500):
        with open("/proc/net/tcp", encoding="utf-8") as file:
            rows = [line.split() for line in file.readlines()[1:]]
        ours = [row[4][:8] for row in rows if row[3] == "01" and row[2].endswith(port)]
        its = [row[4][9:] for row in rows if row[3] == "01" and row[1].endswith(port)]
        if all(left == nothing for left in ours + its):
            return
        time.sleep(0.02)
    raise AssertionError("what was sent is not read")


def all_bodies_together_have_a_limit():
    head = b"POST /v1/products:import HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 30000000\r\n" + auth("admin")
    first, second, third, fourth = connect(), connect(), connect(), connect()
    for sock in (third, first, second):  # the third is let in, and is too much when it comes
        sock.sendall(head + b"\r\n" + b" " * (1000 if sock is third else 29999999))
    wait_for_bodies()
    for sock in (third, fourth):
        with sock, sock.makefile("rb") as file:
            try:
                sock.sendall(head + b"\r\n" if sock is fourth else b" " * 8000000)
            except ConnectionError:
                pass
            answer = read_answer(file)
            assert answer[0] == 503 and answer[1]["Retry-After"] and problem_of(answer) == "unavailable", answer
    first.close()
    second.close()
    central.until(200, "POST", "/v1/products:import", "admin", b"{}" + b" " * 1000000)


def who_is_too_slow_is_sent_away():
    started = time.monotonic()
    with connect() as head, connect() as body, head.makefile("rb") as head_file, body.makefile("rb") as body_file:
        head.sendall(b"GET / HTTP/1.1\r\n")
        body.sendall(b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n" + auth() + b"\r\n{")
        time.sleep(0.2)
        while time.monotonic() - started < 1.2:
            head.sendall(b"A: b\r\n")
            time.sleep(0.2)
        for file in (head_file, body_file):
            answer = read_answer(file)
            assert answer[0] == 408 and problem_of(answer) == "timeout", answer
            assert file.read() == b""
    assert time.monotonic() - started < 6


def idle_connections_are_closed():
    started = time.monotonic()
    with connect() as sock:
        assert sock.recv(1) == b"" and 1 < time.monotonic() - started < 6


def connections_have_a_limit():
    sockets = []
    try:
        answer, end = b"", time.monotonic() + 60
        while not answer and time.monotonic() < end:
            if len(sockets) < 60:
                sockets.append(connect())
            for sock in select.select(sockets, [], [], 0.05)[0]:
                answer = answer or sock.recv(4000)  # or it waited for so long that it was closed
                sockets.remove(sock)
                sock.close()
        assert answer.startswith(b"HTTP/1.1 503 ") and b"urn:cubby:problem:unavailable" in answer, answer
    finally:
        for sock in sockets:
            sock.close()
    central.until(200, "GET", "/healthz")


def the_head_of_a_stream_ends():
    with connect() as sock, sock.makefile("rb") as file:
        sock.sendall(b"HEAD /v1/stream HTTP/1.1\r\nHost: x\r\n" + auth() + b"\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert file.readline() == b"HTTP/1.1 200 OK\r\n"
        headers = http.client.parse_headers(file)
        assert headers["Content-Type"] == "text/event-stream" and headers["Content-Length"] is None, headers
        assert read_answer(file)[0] == 200 and file.read() == b""


def streams_have_a_limit():
    streams = [central.stream() for _ in range(3)]
    refused = central.call("GET", "/v1/stream", "channel")
    assert refused.status == 429 and refused.headers["Retry-After"] and refused.problem == "too-many-requests", refused.status
    other = central.stream("kiosk")
    assert other.status == 200
    streams.pop().close()
    other.close()
    again, end = central.stream(), time.monotonic() + 30
    while again.status == 429 and time.monotonic() < end:  # it hears a moment later that the one has gone
        again.close()
        time.sleep(0.02)
        again = central.stream()
    assert again.status == 200
    for stream in streams + [again]:
        stream.close()


# -- rates

def get_from(address, path, scope=None):
    return central.call("GET", path, scope, headers={"X-Forwarded-For": address})


def enrol_from(address):
    return central.call("POST", "/v1/enrol", None, {"code": "0000-0000-0000"}, headers={"X-Forwarded-For": address})


def codes_cannot_be_tried_out():
    answers = [enrol_from("198.51.100.1") for _ in range(4)]
    assert [answer.status == 429 for answer in answers] == [False, False, False, True], [answer.status for answer in answers]
    last = answers[-1]
    assert last.problem == "too-many-requests" and 1 <= int(last.headers["Retry-After"]) <= 20, last.headers
    assert last.headers["RateLimit-Policy"] == '"enrol";q=3;w=60' and last.headers["RateLimit"].startswith('"enrol";r=0;t='), last.headers
    assert answers[0].headers["RateLimit"] == '"enrol";r=2;t=20', answers[0].headers
    assert enrol_from("198.51.100.2").status != 429, "another address pays for it"
    assert enrol_from("1.2.3.4, 198.51.100.1").status == 429, "what a client claims is believed"
    lines = b"X-Forwarded-For: 1.2.3.5\r\nX-Forwarded-For: 198.51.100.1\r\n"
    assert talk(b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + lines + b"\r\n")[0][0] == 429, "what a client claims in a line is believed"
    statuses = [enrol_from(f"2001:db8::{number}").status for number in range(1, 5)]
    assert [status == 429 for status in statuses] == [False, False, False, True], "a network of one customer counts many times"
    assert enrol_from("2001:db8:0:1::1").status != 429, "another network pays for it"


def taken_until_limited(ask):
    """How many are answered before one is refused, how long that took, and the refusal."""
    started = time.monotonic()
    for number in range(1000):
        answer = ask()
        if answer.status == 429:
            break
    return number, time.monotonic() - started, answer


def open_pages_have_a_limit():
    number, took_s, _ = taken_until_limited(lambda: get_from("198.51.100.3", "/p/nobody"))
    assert 40 <= number <= 40 + took_s * 40 / 60, (number, took_s)
    assert get_from("198.51.100.3", "/healthz").status == 200 and get_from("198.51.100.3", "/readyz").status == 200
    assert get_from("198.51.100.3", "/v1/products/SKU-1", "channel").status == 200, "a key is counted by its address"
    assert b"cubby_rate_limited_total" in central.call("GET", "/metrics", "admin").body


def keys_have_a_limit():
    key = central.command("key", "add", "--scope", "channel", "--name", "busy")
    number, took_s, answer = taken_until_limited(lambda: central.call("GET", "/v1/products/SKU-1", key, connection=KEPT))
    assert 400 <= number <= 400 + took_s * 400 / 60 and answer.headers["RateLimit-Policy"] == '"key";q=400;w=60', (number, took_s, answer.headers)
    assert central.call("GET", "/v1/products/SKU-1", "kiosk").status == 200


# -- running it

def an_id_goes_through():
    answer = central.call("GET", "/nothing", headers={"X-Request-ID": "abc-1.2_3"})
    assert answer.headers["X-Request-ID"] == "abc-1.2_3"
    for forged in ("a b", "x" * 99, "a\tb"):
        assert central.call("GET", "/nothing", headers={"X-Request-ID": forged}).headers["X-Request-ID"] != forged
    first, second = (central.call("GET", "/healthz").headers["X-Request-ID"] for _ in range(2))
    assert first != second


def the_log_has_a_line_a_request():
    order = central.order("SKU-3")
    central.call("GET", order["pass_url"], headers={"X-Request-ID": "look-for-me"})
    with open(central.path("log"), encoding="utf-8") as file:
        lines = [line for line in file if "event=request " in line]
    line = next(line for line in lines if "request_id=look-for-me" in line)
    assert "method=GET route=/p/{token} status=200 ms=" in line and " key=- " in line, line
    text = "".join(lines)
    assert order["pass_url"].rpartition("/")[2] not in text and "minh@example.com" not in text and central.keys["channel"] not in text


METRIC = re.compile(r'([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*\})? (-?[0-9.]+|\+Inf|NaN)')


def the_metrics_can_be_read():
    address = central.metrics.rpartition(":")
    connection = http.client.HTTPConnection(address[0], int(address[2]), timeout=15)
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    kinds, seen, family = {}, set(), None
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# HELP "):
            family = line.split(" ")[2]
            assert family not in kinds, f"{family} twice"
        elif line.startswith("# TYPE "):
            assert line.split(" ")[2] == family, line
            kinds[family] = line.split(" ")[3]
        else:
            found = METRIC.fullmatch(line)
            assert found, line
            name, labels, _ = found.groups()
            base = re.sub(r"_(bucket|sum|count)$", "", name) if kinds[family] == "histogram" else name
            assert base == family and (name, labels) not in seen, line
            assert (kinds[family] == "counter") == name.endswith("_total"), line
            seen.add((name, labels))
    for name in ("cubby_http_seconds", "cubby_commit_seconds"):
        buckets = [int(value) for value in re.findall(name + r'_bucket\{.*\} (\d+)$', text, re.M)]
        assert buckets == sorted(buckets) and len(buckets) > 5 and buckets[-1] == int(value_of(text, name + "_count")) > 0, buckets
        assert float(value_of(text, name + "_sum")) > 0
    with open(os.path.join(os.path.dirname(__file__), "../../app/central/cubby-central.8"), encoding="utf-8") as file:
        described = set(re.findall(r"^\.BR? (cubby_\w+)", file.read(), re.M))
    assert described == set(kinds), described ^ set(kinds)
    assert {name for name in seen if name[0] == "cubby_outbox"} == {("cubby_outbox", '{state="waiting"}'), ("cubby_outbox", '{state="failed"}')}, seen
    connection.request("GET", "/v1/products")
    assert connection.getresponse().status == 404, "the metrics' address answers to everything"
    connection.close()


def value_of(text, name):
    return re.search(rf"^{re.escape(name)} (.*)$", text, re.M).group(1)


def the_metrics_follow_what_is_done():
    def figures():
        text = central.call("GET", "/metrics", "admin").body.decode()
        return [int(value_of(text, name)) for name in ("cubby_commit_seconds_count", "cubby_commit_requests_total", "cubby_feed_seq", 'cubby_outbox{state="waiting"}')]
    before = figures()
    central.order("SKU-3")
    after = figures()
    assert after[0] > before[0] and after[1] > before[1] and after[2] > before[2] and after[3] == before[3] + 1, (before, after)


def it_stops_in_good_order():
    stream = central.stream()
    with connect() as busy, connect() as idle, busy.makefile("rb") as file:
        order = json.dumps(central.order_body("SKU-2")).encode()
        busy.sendall(b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: last\r\nContent-Length: "
                     + str(len(order)).encode() + b"\r\n" + auth() + b"\r\n" + order[:20])
        wait_for_bodies()
        time.sleep(0.2)
        central.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert central.process.poll() is None, "it did not wait for the request"
        for _ in range(100):
            try:
                connect().close()
                time.sleep(0.05)
            except ConnectionRefusedError:
                break
        else:
            raise AssertionError("it still takes connections")
        assert re.search(rb"retry: \d+\n\n", stream.rest()), "the stream was not told to come back"
        idle.settimeout(5)
        assert idle.recv(1) == b""
        busy.sendall(order[20:])
        answer = read_answer(file)
        assert answer[0] == 201 and answer[1]["Connection"] == "close", answer
    assert central.process.wait(15) == 0
    central.stop()
    stream.close()
    with open(central.path("log"), encoding="utf-8") as file:
        text = file.read()
    assert "event=draining" in text and "event=drained" in text and "left=none" in text
    central.start()
    assert central.call("POST", "/v1/orders", "channel", order, "last").headers["Idempotency-Replayed"] == "true"


def it_does_not_wait_for_ever():
    with connect() as slow:
        slow.sendall(b"POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n" + auth() + b"\r\n{")
        wait_for_bodies()
        time.sleep(0.2)
        started = time.monotonic()
        central.process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        assert central.stop() == 0, "a second signal did not end it"
        assert time.monotonic() - started < 5
    central.start()


# -- TLS and unix sockets

def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=30, cwd=central.folder)


def make_certificate(name):
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}", "-keyout", "tls.key", "-out", "tls.csr")
    with open(central.path("san"), "w", encoding="utf-8") as file:
        file.write("subjectAltName=IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "tls.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "san", "-out", "tls.crt")


def curl(*arguments):
    return subprocess.run(["curl", "-sS", "--max-time", "15", *arguments], capture_output=True, text=True, timeout=30)


def another(arguments, conf):
    """A second service on the same database. Returns (process, what it says it listens at)."""
    with open(central.path("second.conf"), "w", encoding="utf-8") as file:
        file.write(f"[pass]\nkey-file={central.path('pass.key')}\n{conf}")
    process = subprocess.Popen([PROGRAM, "--database", central.database, "--config", central.path("second.conf"), *arguments],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "CREDENTIALS_DIRECTORY": central.folder})
    return process, process.stdout.readline().strip()


def end(process):
    process.terminate()
    status = process.wait(30)
    assert status == 0, f"ended with {status}"
    process.stdout.close()


def tls_by_itself():
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=CA", "-keyout", "ca.key", "-out", "ca.crt")
    make_certificate("first")
    central.stop()
    process, line = another(["--listen", "127.0.0.1:0"], "[tls]\ncertificate-file=tls.crt\nkey-file=tls.key\n")
    url = line.removeprefix("listening ")
    assert url.startswith("https://"), line
    known = ["--cacert", central.path("ca.crt"), "-H", "Authorization: Bearer " + central.keys["channel"]]
    try:
        done = curl(*known, f"{url}/v1/products/SKU-1")
        assert json.loads(done.stdout)["id"] == "product-1", done
        assert curl(f"{url}/healthz").returncode == 60, "an unknown authority is taken"
        done = curl(*known, "--tls-max", "1.2", f"{url}/healthz", f"{url}/healthz")
        assert done.stdout == '{"status":"ok"}' * 2, done
        assert curl(*known, "--tls-max", "1.1", f"{url}/healthz").returncode != 0
        big = central.path("big")
        with open(big, "wb") as file:
            file.write(b"{" + b" " * 3000000)
        done = curl(*known[:2], "-H", "Authorization: Bearer " + central.keys["admin"], "-H", "Content-Type: application/json", "-H", "Idempotency-Key: big",
                    "--data-binary", "@" + big, "-w", "%{http_code}", f"{url}/v1/products:import")
        assert done.stdout.endswith("400"), done
        stream = subprocess.Popen(["curl", "-sSN", "--max-time", "15", *known, f"{url}/v1/stream"], stdout=subprocess.PIPE, text=True)
        assert stream.stdout.readline() != ""
        make_certificate("second")
        process.send_signal(signal.SIGHUP)
        for _ in range(100):
            done = curl(*known, "-v", f"{url}/healthz")
            if "CN=second" in done.stderr:
                break
            time.sleep(0.05)
        assert "CN=second" in done.stderr, done.stderr
        done = curl(*known, "-H", "Content-Type: application/json", "-H", "Idempotency-Key: tls", "-d", json.dumps(central.order_body("SKU-3")),
                    f"{url}/v1/orders")
        assert "pass_url" in json.loads(done.stdout), done
        assert any("event: change" in stream.stdout.readline() for _ in range(200)), "the stream of before is dead"
        with socket.create_connection(tuple(url.removeprefix("https://").split(":")), timeout=15) as plain, \
                ssl.create_default_context(cafile=central.path("ca.crt")).wrap_socket(plain, server_hostname="127.0.0.1") as sock:
            grown, lost = flood(sock, process, 1, lambda sock: sock.sendall(b"GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
            assert grown < 4000 and lost == 0, f"{grown} kB more, {lost} answers"
        with socket.create_connection(tuple(url.removeprefix("https://").split(":")), timeout=15) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            try:
                assert not plain.recv(100).startswith(b"HTTP/1.1 2")
            except ConnectionResetError:
                pass
        stream.terminate()
        stream.wait(15)
        stream.stdout.close()
    finally:
        end(process)
        central.start()


def a_wrong_certificate_is_told():
    done = subprocess.run([PROGRAM, "--database", "sqlite:" + central.path("other.db"), "--listen", "127.0.0.1:0", "--config", central.path("second.conf")], capture_output=True,
                          text=True, timeout=30, env={**os.environ, "CREDENTIALS_DIRECTORY": "/nowhere"})
    assert done.returncode == 1 and "/nowhere/tls.crt" in done.stderr and "PEM" in done.stderr, done


def a_password_may_be_a_credential():
    with open(central.path("mail.conf"), "w", encoding="utf-8") as file:
        file.write("[mail]\nurl=smtp://127.0.0.1:9\npassword-file=mail.password\n")
    arguments = ["--database", "sqlite:" + central.path("other.db"), "--listen", "127.0.0.1:0", "--config", central.path("mail.conf")]
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=30, env={**os.environ, "CREDENTIALS_DIRECTORY": "/nowhere"})
    assert done.returncode == 1 and "/nowhere/mail.password" in done.stderr, done
    with open(central.path("mail.password"), "w", encoding="utf-8") as file:
        file.write("secret\n")
    process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                               env={**os.environ, "CREDENTIALS_DIRECTORY": central.folder})
    try:
        assert process.stdout.readline().startswith("listening "), "it did not start with the password"
    finally:
        end(process)


def a_unix_socket():
    path = central.path("s.sock")
    central.stop()
    process, line = another(["--listen", "unix:" + path], "")
    try:
        assert line == "listening unix:" + path, line
        assert os.stat(path).st_mode & 0o777 == 0o660
        assert curl("--unix-socket", path, "http://x/healthz").stdout == '{"status":"ok"}'
        second = subprocess.run([PROGRAM, "--database", "sqlite:" + central.path("other.db"), "--listen", "unix:" + path], capture_output=True, text=True, timeout=30)
        assert second.returncode == 1 and "unix:" in second.stderr, second
        process.kill()
        process.wait(15)
        process.stdout.close()
        process, line = another(["--listen", "unix:" + path], "")
        assert line == "listening unix:" + path, "a socket that was left behind is in the way"
    finally:
        end(process)
        central.start()
    assert not os.path.exists(path)


def large_answers_come_in_gzip():
    path = "/v1/changes?since=0"
    plain = central.call("GET", path, "channel")
    small = central.call("GET", "/v1/stock?sku=NONE", "channel", headers={"Accept-Encoding": "gzip"})
    assert plain.headers["Content-Encoding"] is None and plain.headers["Vary"] == "Accept-Encoding" and len(plain.body) > 1024
    assert small.headers["Content-Encoding"] is None
    answer, head = (raw(method, path, {"Accept-Encoding": "br, gzip"}) for method in ("GET", "HEAD"))
    assert answer.headers["Content-Encoding"] == head.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == plain.body and len(answer.body) < len(plain.body) / 2
    assert head.body == b"" and head.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"', (answer.headers["ETag"], plain.headers["ETag"])
    assert raw("GET", path, {"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]}).status == 304
    page = raw("GET", from_root(central.order("SKU-3")["pass_url"]), {"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] is None, "the length of a page with a secret tells of it"


def raw(method, path, headers):
    """Without the contract, which reads no gzip."""
    connection = central.connect()
    connection.request(method, path, headers={"Authorization": "Bearer " + central.keys["channel"], **headers})
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def no_stream_begins_at_the_end():
    """A connection that was kept asks for a stream while the service is being stopped: it does not hold it up."""
    other = Central().start()
    try:
        with socket.create_connection(other.address, timeout=10) as kept:
            head = f"Host: x\r\nAuthorization: Bearer {other.keys['channel']}\r\n\r\n".encode()
            kept.sendall(b"GET /v1/locations-or-not HTTP/1.1\r\n" + head)
            kept.recv(4096)
            other.process.send_signal(signal.SIGTERM)
            kept.sendall(b"GET /v1/stream HTTP/1.1\r\n" + head)
            assert other.process.wait(8) == 0
    finally:
        other.close()


TESTS = [condition_row(*row) for row in CONDITIONS] + [read_row(path) for path in READS] + [below_row(*row) for row in BELOW]
TESTS += [
    ("a stream that is asked for at the end does not hold it up", no_stream_begins_at_the_end),
    ("a change names the state that it is made from", a_change_names_the_state_it_is_made_from),
    ("a change of what is not there is 404", what_is_not_there_is_not_found),
    ("of many changes from one state one is made", of_many_changes_from_one_state_one_is_made),
    ("an entity tag changes with what it stands for", a_tag_changes_with_what_it_stands_for),
    ("a read never shows what was before", a_read_never_shows_what_was_before),
    ("what another process commits is seen at once", what_others_commit_is_seen_at_once),
    ("a connection goes on after 304", a_connection_goes_on_after_304),
    ("large answers come in gzip to who takes it", large_answers_come_in_gzip),
    ("OPTIONS says what is allowed, HEAD is GET without its body", options_and_head),
    ("requests may follow each other at once, and come in pieces", requests_may_follow_each_other),
    ("a body may come in chunks", chunks_are_a_body),
    ("a body that waits for its leave gets it when the key is right", a_body_waits_for_its_leave),
    ("who asks and does not read takes no memory, and loses no answer", who_does_not_read_takes_no_memory),
    ("bodies that never come take no room", bodies_that_never_come_take_no_room),
    ("routes that are open take little", open_routes_take_little),
    ("bodies without a key take no memory", bodies_without_a_key_take_no_memory),
    ("all bodies together have a limit", all_bodies_together_have_a_limit),
    ("who sends too slowly is sent away", who_is_too_slow_is_sent_away),
    ("connections that wait are closed", idle_connections_are_closed),
    ("connections have a limit", connections_have_a_limit),
    ("the head of a stream comes without its body", the_head_of_a_stream_ends),
    ("streams of a key have a limit", streams_have_a_limit),
    ("codes cannot be tried out", codes_cannot_be_tried_out),
    ("open pages have a limit for an address", open_pages_have_a_limit),
    ("requests of a key have a limit", keys_have_a_limit),
    ("the id of a request goes through", an_id_goes_through),
    ("the log has a line a request, without secrets", the_log_has_a_line_a_request),
    ("the metrics can be read, at their own address without a key", the_metrics_can_be_read),
    ("the metrics follow what is done", the_metrics_follow_what_is_done),
    ("it stops in good order", it_stops_in_good_order),
    ("it does not wait for ever", it_does_not_wait_for_ever),
    ("TLS by itself, with a certificate that changes", tls_by_itself),
    ("a wrong certificate is told", a_wrong_certificate_is_told),
    ("the password of the mail may be a credential", a_password_may_be_a_credential),
    ("a unix socket", a_unix_socket),
]

try:
    status = run("/central/serving", TESTS)
finally:
    central.close()
sys.exit(status)
