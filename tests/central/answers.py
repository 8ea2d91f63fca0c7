#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What every operation of the OpenAPI file has in common: each refusal it describes is brought about, a case each.

How, is one row of WAYS; what only one operation refuses is in the driver of its subject.
"""

import os
import random
import sys
import threading
import uuid

from generate import known_of, make
from harness import CONTRACT, STORE, Central, product, run, small_range

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8080"}  # as a browser sends a form of the page
SCOPES = ("channel", "kiosk", "staff", "admin")
NOBODY = "0190f8a4-0000-7000-8000-000000000000"
LARGE = b'{"x":"' + b"y" * (33 << 20) + b'"}'

central = Central().start()
known = {**known_of(central), "time": ["2026-11-22T08:00:00.000Z"]}


def make_things():
    """One of everything that has an address. Returns path of the collection -> ids."""
    lines = [{"sku": "SKU-1", "quantity": 1}]
    order = central.order()
    made = {
        "/v1/transfers": central.post("/v1/transfers", {"from": "W1", "to": STORE, "lines": lines}, "staff"),
        "/v1/receipts": central.post("/v1/receipts", {"location": STORE, "lines": lines}, "staff"),
        "/v1/customers": central.post("/v1/customers", {"name": "Lan", "email": "lan@example.com", "language": "vi"}),
        "/v1/baskets": central.post("/v1/baskets", {"language": "vi", "lines": lines}),
        "/v1/orders": order,
        "/v1/fulfilments": order["fulfilments"][0],
    }
    central.post("/v1/staff", {"badge": "B-7001", "name": "Lan", "role": "restock", "stores": [STORE], "pin": "274951"}, "admin")
    central.call("PUT", "/v1/price-lists/season", "admin", {"id": "season", "name": "Season", "channels": ["web"], "currency": "VND",
                                                           "prices": [{"sku": "SKU-3", "amount": 150000}]})
    central.call("PUT", "/v1/promotions/ten", "admin", {"id": "ten", "name": {"vi": "a", "th": "b", "en": "c"}, "kind": "percent", "percent": 10,
                                                        "channels": ["web"], "code": "TEN", "combinable": False})
    central.command("enrol-code", "--store", STORE)
    code = central.command("enrol-code", "--store", STORE)
    kiosk = central.call("POST", "/v1/enrol", None, {"code": code, "kiosk": "kiosk-9"}).json()
    assert kiosk["kiosk"] == "kiosk-9", kiosk
    ids = {collection: [thing["id"]] for collection, thing in made.items()}
    ids.update({"/v1/staff": ["B-7001"], "/v1/price-lists": ["season"], "/v1/promotions": ["ten"], "/v1/kiosks": ["kiosk-9"],
                "/v1/products": ["SKU-1"], "/v1/stock": ["SKU-1"]})
    ids["/b"] = ids["/v1/baskets"]
    ids["/p"] = [order["pass_url"].rpartition("/")[2]]
    return ids


things = make_things()


def scope_of(operation):
    return operation["x-scopes"][0] if operation["x-scopes"] else None


def fill(pattern, value):
    parts = pattern.split("{")
    return parts[0] + "".join(value + part.partition("}")[2] for part in parts[1:])


def body_of(operation, dice):
    if operation["operationId"] == "placeOrder":
        return central.order_body()
    if "requestBody" not in operation:
        return None
    content = CONTRACT.resolve(operation["requestBody"])["content"]
    if "application/json" not in content:
        return b"sku=SKU-1&quantity=1&was=0"
    return make(content["application/json"].get("schema", {}), dice, known)


def paths_of(pattern):
    """Its path with things that are there, then with one that is not."""
    if "{" not in pattern:
        return [pattern]
    head, _, tail = pattern.partition("{")
    tail = tail.partition("}")[2].replace("{location}", STORE).replace("{cti}", "0" * 32)
    return [head + one + tail for one in things.get(head.rstrip("/"), []) + [NOBODY]]


def without_key(method, pattern, operation):
    yield method, paths_of(pattern)[0], None, body_of(operation, random.Random(1)), {}


def with_another_scope(method, pattern, operation):
    for scope in SCOPES:
        if scope not in operation["x-scopes"]:
            yield method, paths_of(pattern)[0], scope, body_of(operation, random.Random(1)), {}
    if not operation["x-scopes"]:  # a form of a page, sent from another page
        yield method, paths_of(pattern)[0], None, body_of(operation, random.Random(1)), {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


def of_nothing(method, pattern, operation):
    path = fill(pattern, NOBODY).replace(f"{NOBODY}/{NOBODY}/safety", f"SKU-1/{NOBODY}/safety")
    for seed in range(20):
        for scope in operation["x-scopes"] or [None]:
            yield method, path, scope, body_of(operation, random.Random(seed)), {"If-Match": '"1"'}


def broken_body(method, pattern, operation):
    for path in paths_of(pattern):
        yield method, path, scope_of(operation), b"{", {"If-Match": '"1"'}


def large_body(method, pattern, operation):
    yield method, paths_of(pattern)[0], scope_of(operation), LARGE, {"If-Match": '"1"'}


def another_type(method, pattern, operation):
    yield method, paths_of(pattern)[0], scope_of(operation), b"x", {"Content-Type": "text/plain", "If-Match": '"1"'}


def wrong_values(method, pattern, operation):
    names = [CONTRACT.resolve(one) for one in operation.get("parameters", [])]
    for one in names:
        if one["in"] == "query":
            yield method, paths_of(pattern)[0] + f"?{one['name']}=-x", scope_of(operation), None, {}
        if one["in"] == "header" and one["name"] == "Last-Event-ID":
            yield method, pattern, scope_of(operation), None, {"Last-Event-ID": "x"}
    yield method, paths_of(pattern)[0], scope_of(operation), None, {}
    for path in paths_of(pattern):
        use_key_twice(method, path, operation)
    if "requestBody" not in operation:
        return
    for path in paths_of(pattern):
        for body in ({}, {"lines": 7, "amount": 7, "quantity": "x", "to": 7, "kind": 7, "name": 7, "language": "xx", "events": [7], "time": 7,
                          "lines_": 1, "safety_stock": "x", "points": "x", "reason": 7, "id": 7, "consents": 7, "badge": 7}):
            yield method, path, scope_of(operation), body, {"If-Match": "*"}


def use_key_twice(method, path, operation):
    """An Idempotency-Key that came with another body before."""
    if is_keyed(operation):
        key = str(uuid.uuid4())
        for body in ({"reason": "a"}, {"reason": "b"}):
            central.call(method, path, scope_of(operation), body, key, {"Idempotency-Key": key})


def of_another_state(method, pattern, operation):
    for path in paths_of(pattern):
        yield method, path, scope_of(operation), make_valid(operation), {"If-Match": '"no-such-state"'}


def of_no_state(method, pattern, operation):
    for path in paths_of(pattern):
        yield method, path, scope_of(operation), make_valid(operation), {}


def make_valid(operation):
    return body_of(operation, random.Random(3))


def known_already(method, pattern, operation):
    """What has an entity tag is asked for again with it."""
    for scope in operation["x-scopes"] or [None]:
        for path in paths_of(pattern):
            path += "?sku=SKU-1" if path == "/v1/stock" else ""
            tag = central.call("GET", path, scope).headers["ETag"]
            if tag:
                yield method, path, scope, None, {"If-None-Match": tag}


WAYS = {  # status -> the requests that bring it about
    "304": known_already,
    "400": broken_body,
    "401": without_key,
    "403": with_another_scope,
    "404": of_nothing,
    "412": of_another_state,
    "413": large_body,
    "415": another_type,
    "422": wrong_values,
    "428": of_no_state,
}


def is_met(method, pattern, status):
    return (method, pattern, status) in CONTRACT.seen


def bring_about(status, way, method, pattern, operation):
    def case():
        last = None
        for sent_method, path, scope, body, headers in way(method, pattern, operation):
            last = central.call(sent_method, path, scope, body, headers={**SAME_ORIGIN, **headers})
            if is_met(method, pattern, status):
                return
        if not is_met(method, pattern, status):
            raise AssertionError(f"the last answer was {last and last.status}: {last and last.body[:300]}")
    return case


# -- 409: the same Idempotency-Key at the same time

def is_keyed(operation):
    return any(CONTRACT.resolve(one)["name"] == "Idempotency-Key" for one in operation.get("parameters", []))


def large_range():
    document = small_range()
    document["products"] = [product(number) for number in range(1, 900)]
    document["stock"] = []
    return document


def twice_at_once():
    """While a large range is imported, each operation is asked twice with one key: the second is told that the first is at work."""
    keyed = [(pattern, operation) for pattern, item in CONTRACT.document["paths"].items() for method, operation in item.items()
             if method == "post" and is_keyed(operation) and not is_met("POST", pattern, "409")]
    for _ in range(5):
        keyed = [one for one in keyed if not is_met("POST", one[0], "409")]
        if not keyed:
            return
        busy = threading.Thread(target=central.call, args=("POST", "/v1/products:import", "admin", large_range()))
        busy.start()
        asked = []
        for pattern, operation in keyed:
            body = body_of(operation, random.Random(1))
            key = str(uuid.uuid4())
            for _ in range(2):
                one = threading.Thread(target=central.call, args=("POST", paths_of(pattern)[0], scope_of(operation), body, key))
                one.start()
                asked.append(one)
        for one in [busy, *asked]:
            one.join(60)
    raise AssertionError(f"never told: {[pattern for pattern, _ in keyed]}")


# -- 503: no key to sign with

def without_pass_key():
    bare = Central()
    text = open(bare.path("central.conf"), encoding="utf-8").read()
    with open(bare.path("central.conf"), "w", encoding="utf-8") as file:
        file.write("\n".join(line for line in text.splitlines() if not line.startswith("key-file=")))
    try:
        bare.start()
        order = bare.order(fulfilment={"method": "locker_pickup", "location": STORE})
        for tail in ("", ".png", ".svg"):
            assert bare.call("GET", f"/v1/orders/{order['id']}/pass{tail}", "channel").status == 503
    finally:
        bare.close()


# -- what only one thing can answer

def what_was_erased_is_gone():
    customer = central.post("/v1/customers", {"name": "An", "email": "an@example.com", "language": "vi"})
    path = f"/v1/customers/{customer['id']}"
    tag = {"If-Match": central.call("GET", path, "channel").headers["ETag"]}
    assert central.call("DELETE", path, "channel", {}, headers=tag).status == 200
    for tail in ("", "/export", "/orders", "/points"):
        assert central.call("GET", path + tail, "channel").status == 410, tail
    assert central.call("PATCH", path, "channel", {"name": "B"}, headers=tag).status == 410
    assert central.call("DELETE", path, "channel", {}, headers=tag).status == 410
    assert central.call("POST", path + "/points", "admin", {"points": 1, "reason": "x"}).status == 410


def a_revoked_badge_is_gone():
    central.post("/v1/staff", {"badge": "B-7002", "name": "An", "role": "restock", "stores": [STORE], "pin": "274951"}, "admin")
    tag = {"If-Match": central.call("GET", "/v1/staff/B-7002", "admin").headers["ETag"]}
    central.post("/v1/staff/B-7002/revoke", {}, "admin")
    assert central.call("PATCH", "/v1/staff/B-7002", "admin", {"name": "B"}, headers=tag).status == 410


def a_promotion_is_changed():
    path = "/v1/promotions/ten"
    promotion = central.get(path, "admin")
    answer = central.call("PUT", path, "admin", {**promotion, "percent": 20}, headers={"If-Match": f'"{promotion["version"]}"'})
    assert answer.status == 200 and answer.json()["percent"] == 20, answer.body


def a_stream_is_refused():
    assert central.call("GET", "/v1/stream").status == 401
    assert central.call("GET", "/v1/stream?since=-x", "channel").status == 422


def a_picture_is_shown():
    os.makedirs(central.path("media"), exist_ok=True)
    with open(central.path("media/one.svg"), "w", encoding="utf-8") as file:
        file.write("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert central.call("GET", "/media/one.svg").status == 200


CASES = []
for pattern, item in CONTRACT.document["paths"].items():
    for method, operation in item.items():
        for status in operation["responses"]:
            if status in WAYS and pattern != "/v1/stream":
                CASES.append((f"{method.upper()} {pattern}: {status}", bring_about(status, WAYS[status], method.upper(), pattern, operation)))
CASES += [("the same Idempotency-Key twice at once is told that it is at work", twice_at_once),
          ("a pass without a key that signs is not available", without_pass_key),
          ("a customer who was erased is gone", what_was_erased_is_gone),
          ("a badge that was revoked is gone", a_revoked_badge_is_gone),
          ("a promotion is changed from the state that its sender knows", a_promotion_is_changed),
          ("a stream is refused without a key, and from nowhere", a_stream_is_refused),
          ("a picture is shown", a_picture_is_shown)]
status = run("/central/answers", CASES)
central.close()
sys.exit(status)
