#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Malformed requests to every operation of the OpenAPI file: made from its schemas, then broken in many ways.

Whatever comes, the service answers as the file says (contract.py), never with an error of its own, and its stock stays right.
CUBBY_HOSTILE_ROUNDS says how often each operation is asked (default 150), CUBBY_HOSTILE_SEED begins elsewhere.
"""

import http.client
import json
import os
import random
import sys
import urllib.parse

from generate import known_of, make
from harness import CONTRACT, Answer, Central, run

ROUNDS = int(os.environ.get("CUBBY_HOSTILE_ROUNDS", "150"))
SEED = int(os.environ.get("CUBBY_HOSTILE_SEED", "1"))

central = Central().start()
KNOWN = known_of(central)
RAW = [b"", b"{", b"[]", b"null", b'"x"', b"{}", b"\xff\xfe", b'{"a":1,"a":2}', b"[" * 5000, b'{"a":' * 3000, b'{"lines":NaN}', b'{"x":1e999}',
       b'{"lines":[' + b"{}," * 500 + b"{}]}", b'{"language":"\\ud800"}', b'{"language":"a\\u0000b"}', b'{"x":"' + b"y" * 100000 + b'"}', b"{} {}",
       b'{"quantity":9223372036854775808}', b"\xef\xbb\xbf{}"]
ODD = [None, True, -1, 0, 1, 2**31, 2**63 - 1, -2**63, 2**63, 2**64, 1.5, 1e300, "", " ", "x" * 300, "x" * 5000, "\x00", "\ud800", "\u202e", "😀", "'; DROP TABLE orders; --",
       "%s%n", "../../etc/passwd", "2026-13-45T25:61:61Z", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59.999Z", [], {}, [[]], [None], {"": ""}]
PATHS = ["%00", "%2F..%2F", "..", "%ff%fe", "a" * 3000, "%F0%9F%98%80", "'", "%", "%zz", "+", " ".replace(" ", "%20"), "-1", "NULL"]
HEADERS = [{"Content-Type": "text/plain"}, {"Content-Type": "application/json; charset=utf-16"}, {"If-Match": '"'}, {"If-Match": "*"}, {"If-Match": 'W/"1", "2'},
           {"If-None-Match": "\t"}, {"Last-Event-ID": "-1"}, {"Last-Event-ID": "9" * 40}, {"Accept-Encoding": "gzip;q=0, br"}, {"Idempotency-Key": "x" * 256},
           {"Idempotency-Key": " "}, {"X-Forwarded-For": "unknown, , 1.2.3.4"}, {"X-Request-ID": "y" * 4000}, {"Range": "bytes=5-1"}, {"Accept": "\x7f"},
           {"Accept-Language": "xx;q=2,*;q="}, {"Authorization": "Bearer"}, {"Authorization": "Basic !"}, {"Authorization": "Bearer " + "z" * 3000}]


def spoil(value, dice):
    """Breaks one place of a value."""
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key = dice.choice(list(value))
        if dice.random() < 0.2:
            return {other: one for other, one in value.items() if other != key}
        return {**value, key: spoil(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.7:
        place = dice.randrange(len(value))
        return value[:place] + [spoil(value[place], dice)] + value[place + 1:]
    return dice.choice(ODD)


def body_of(operation, dice):
    if "requestBody" not in operation:
        return None if dice.random() < 0.8 else dice.choice(RAW)
    if dice.random() < 0.2:
        return dice.choice(RAW)
    content = CONTRACT.resolve(operation["requestBody"])["content"]
    value = make(next(iter(content.values())).get("schema", {}), dice, KNOWN)
    for _ in range(dice.choice([0, 1, 1, 1, 2, 4])):
        value = spoil(value, dice)
    return json.dumps(value).encode()


def path_of(pattern, operation, dice):
    path = pattern
    query = []
    for parameter in map(CONTRACT.resolve, operation.get("parameters", [])):
        name = parameter["name"]
        known = dice.choice(KNOWN[name]) if name in KNOWN and dice.random() < 0.6 else None
        if parameter["in"] == "path":
            path = path.replace("{" + name + "}", known or dice.choice(PATHS))
        elif parameter["in"] == "query" and dice.random() < 0.6:
            value = known if known is not None else dice.choice(ODD + ["1", "-1", "vi"])
            query.append(name + "=" + (urllib.parse.quote(str(value), errors="replace") if dice.random() < 0.9 else dice.choice(PATHS)))
    return path + ("?" + "&".join(query) if query else "")


def send(method, path, scope, body, headers):
    """One request on a connection of its own, since a refused one may be cut off. Returns its answer."""
    connection = central.connect()
    sent = {"Idempotency-Key": f"{dice_key()}", **headers}
    if scope:
        sent.setdefault("Authorization", "Bearer " + central.keys[scope])
    if body is not None:
        sent.setdefault("Content-Type", "application/json")
    try:
        connection.request(method, path, body, sent)
        answer = Answer(connection.getresponse())
    finally:
        connection.close()
    return sent, answer


def dice_key(counter=[0]):
    counter[0] += 1
    return f"hostile-{counter[0]}"


def ask(pattern, method, operation, dice):
    path = path_of(pattern, operation, dice)
    body = body_of(operation, dice) if method != "GET" else None
    headers = dice.choice(HEADERS) if dice.random() < 0.25 else {}
    scope = dice.choice(operation["x-scopes"]) if operation["x-scopes"] else None
    told = f"{method} {path[:200]} {headers} {(body or b'')[:400]!r}"
    try:
        sent, answer = send(method, path, scope, body, headers)
    except (http.client.HTTPException, ConnectionError) as fault:
        raise AssertionError(f"no answer to {told}: {fault!r}") from fault
    assert answer.status < 500 or (answer.status == 503 and "503" in operation["responses"]), f"{answer.status} to {told}: {answer.body[:400]!r}"
    CONTRACT.check(method, path, sent, body if isinstance(body, bytes) and valid(body) else None, answer)


def valid(body):
    try:
        json.loads(body)
        return True
    except (ValueError, RecursionError):
        return False


def hostile_to(pattern, method, operation):
    def case():
        dice = random.Random(f"{SEED} {method} {pattern}")
        for _ in range(ROUNDS):
            ask(pattern, method, operation, dice)
    return case


def still_well():
    assert central.process.poll() is None, "the service ended"
    assert central.call("GET", "/readyz").status == 200
    assert central.command("check").startswith("good")


# a stream does not end: what it refuses is tried in api.py
CASES = [(f"{method.upper()} {pattern}", hostile_to(pattern, method.upper(), operation))
         for pattern, item in CONTRACT.document["paths"].items() for method, operation in item.items() if pattern != "/v1/stream"]
status = run("/central/hostile", CASES + [("the service is well, and its stock", still_well)])
central.close()
sys.exit(status)
