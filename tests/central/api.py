# SPDX-License-Identifier: Apache-2.0
"""Who may call what, what malformed requests get, Idempotency-Key, the feed and the stream, the pages."""

import base64
import json
import re
import sys
import threading
import time

from harness import STORE, Central, product, run, small_range

central = Central().start()

ROUTES = {  # route: the scopes that may
    "GET /v1/products": "channel kiosk staff admin", "GET /v1/products/SKU-1": "channel kiosk staff admin",
    "POST /v1/products:import": "admin", "GET /v1/stock?sku=SKU-1": "channel kiosk staff admin",
    "POST /v1/stock/movements": "admin", "GET /v1/changes": "channel kiosk staff admin",
    "POST /v1/orders": "channel kiosk", "GET /v1/orders": "staff admin", "GET /v1/orders/x": "channel staff admin",
    "POST /v1/orders/x/cancel": "channel staff admin", "POST /v1/orders/x/payments": "channel staff admin",
    "GET /v1/orders/x/pass": "channel", "GET /v1/orders/x/pass.png": "channel", "GET /v1/orders/x/pass.svg": "channel",
    "POST /v1/fulfilments/x/transitions": "staff", "POST /v1/baskets": "channel kiosk",
    "GET /v1/baskets/x": "channel kiosk", "PATCH /v1/baskets/x": "channel kiosk", "POST /v1/kiosk/events": "kiosk",
}

UNPAID = {"method": "vietqr", "status": "pending"}


def scope_row(route, scope):
    def test():
        method, path = route.split(" ")
        answer = central.call(method, path, scope, {} if method != "GET" else None)
        if scope is None or scope == "cubby_admin_forged":
            assert answer.status == 401 and answer.problem == "unauthorized", answer.status
        elif scope in ROUTES[route].split():
            assert answer.status not in (401, 403), answer.status
        else:
            assert answer.status == 403 and answer.problem == "forbidden", answer.status
            assert ROUTES[route].split()[0] in answer.json()["detail"]
    return (f"{route} with {scope or 'no key'}", test)


def changed(**changes):
    return central.order_body(**changes)


def without(member):
    body = central.order_body()
    del body[member]
    return body


MALFORMED = [  # what it is, body, status, problem, place
    ("no body", b"", 422, "invalid", "channel"),
    ("no JSON", b"{", 400, "malformed", None),
    ("an array", b"[]", 400, "malformed", None),
    ("a number", b"7", 400, "malformed", None),
    ("not UTF-8", b'{"channel":"\xff"}', 400, "malformed", None),
    ("a NUL byte", b'{"channel":"a\x00b"}', 400, "malformed", None),
    ("nested a hundred thousand deep", b"[" * 100000, 400, "malformed", None),
    ("a comment that hides its depth", b'{"a":1/*"*/,"k":' + b"[" * 120000 + b"]" * 120000 + b"}", 400, "malformed", None),
    ("a line comment that hides its depth", b'{"a":1,#"\n"k":' + b"[" * 120000 + b"]" * 120000 + b"}", 400, "malformed", None),
    ("single quotes that hide its depth", b'{"a":\'"\',"k":' + b"[" * 120000 + b"]" * 120000 + b"}", 400, "malformed", None),
    ("nested deep inside", b'{"lines":' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}", 400, "malformed", None),
    ("a lone surrogate", rb'{"channel":"\ud800"}', (400, 422), None, None),
    ("an escape that is cut off, which the refusal quotes", rb'{"a":"\u00e9\ul83d\ude00\e":1}', 400, "malformed", None),
    ("an escaped NUL", rb'{"channel":"phone\u0000x"}', (400, 422), None, None),
    ("trailing garbage", b'{"channel":"phone"} x', (400, 422), None, None),
    ("300 kB", b'{"channel":"' + b"x" * 300000 + b'"}', 413, "too-large", None),
    ("an empty object", {}, 422, "invalid", "channel"),
    ("no lines", without("lines"), 422, "invalid", "lines"),
    ("empty lines", changed(lines=[]), 422, "invalid", "lines"),
    ("a line that is a string", changed(lines=["SKU-1"]), 422, "invalid", "lines"),
    ("lines that are an object", changed(lines={}), 422, "invalid", "lines"),
    ("quantity 0", changed(lines=[{"sku": "SKU-1", "quantity": 0}]), 422, "invalid", "lines[0].quantity"),
    ("quantity below 0", changed(lines=[{"sku": "SKU-1", "quantity": -1}]), 422, "invalid", "lines[0].quantity"),
    ("quantity 1.5", changed(lines=[{"sku": "SKU-1", "quantity": 1.5}]), 422, "invalid", "lines[0].quantity"),
    ("quantity as text", changed(lines=[{"sku": "SKU-1", "quantity": "1"}]), 422, "invalid", "lines[0].quantity"),
    ("quantity beyond 64 bits", changed(lines=[{"sku": "SKU-1", "quantity": 10 ** 30}]), 422, "invalid", "lines[0].quantity"),
    ("no quantity", changed(lines=[{"sku": "SKU-1"}]), 422, "invalid", "lines[0].quantity"),
    ("an unknown SKU", changed(lines=[{"sku": "SKU-1", "quantity": 1}, {"sku": "NO", "quantity": 1}]), 422, "invalid", "lines[1].sku"),
    ("101 lines", changed(lines=[{"sku": "SKU-1", "quantity": 1}] * 101), 422, "invalid", "lines"),
    ("an unknown channel", changed(channel="fax"), 422, "invalid", "channel"),
    ("an unknown language", changed(language="de"), 422, "invalid", "language"),
    ("a customer that is a list", changed(customer=[]), 422, "invalid", "customer"),
    ("an e-mail with a line break", changed(customer={"email": "a@b.c\nBcc: x@y.z"}), 422, "invalid", "customer.email"),
    ("an e-mail with two addresses", changed(customer={"email": "a@b.c,x@y.z"}), 422, "invalid", "customer.email"),
    ("an unknown method", changed(fulfilment={"method": "drone"}), 422, "invalid", "fulfilment.method"),
    ("a pickup without a store", changed(fulfilment={"method": "locker_pickup"}), 422, "invalid", "fulfilment.location"),
    ("an unknown store", changed(fulfilment={"method": "locker_pickup", "location": "x"}), 422, "invalid", "fulfilment.location"),
    ("a pickup at the warehouse", changed(fulfilment={"method": "store_pickup", "location": "W1"}), 422, "invalid", "fulfilment.location"),
    ("lockers where there are none", changed(fulfilment={"method": "locker_pickup", "location": "4713"}), 422, "invalid", "fulfilment.location"),
    ("shipping without an address", changed(fulfilment={"method": "shipping"}), 422, "invalid", "fulfilment.address"),
    ("an unknown payment method", changed(payment={"method": "shells", "status": "paid"}), 422, "invalid", "payment.method"),
    ("an unknown payment status", changed(payment={"method": "card", "status": "maybe"}), 422, "invalid", "payment.status"),
    ("no payment", without("payment"), 422, "invalid", "payment"),
]


def malformed_row(what, body, status, problem, place):
    def test():
        answer = central.call("POST", "/v1/orders", "channel", body)
        statuses = status if isinstance(status, tuple) else (status,)
        assert answer.status in statuses, (answer.status, answer.body[:300])
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert problem is None or answer.problem == problem, answer.body
        assert place is None or answer.json()["member"] == place, answer.body
        assert central.level("SKU-1")["allocated"] == 0
    return (f"an order with {what} is refused", test)


def other_content_types_are_refused():
    answer = central.call("POST", "/v1/orders", "channel", b"channel=phone", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 415, answer.status


def unknown_paths_and_methods():
    assert central.call("GET", "/v1/nothing", "channel").status == 404
    answer = central.call("DELETE", "/v1/orders", "channel")
    assert answer.status == 405 and answer.headers["Allow"] == "POST, GET", answer.headers
    assert central.call("GET", "/v1/orders/%2e%2e%2fx", "channel").status == 404
    assert central.call("GET", "/media/..%2fcentral.db").status == 404
    head = central.call("HEAD", "/healthz")
    assert head.status == 200 and head.body == b"" and int(head.headers["Content-Length"]) > 0


def a_broken_import_changes_nothing():
    before = central.get("/v1/changes?since=0")["next"]
    document = small_range()
    document["products"] = [product(50), {**product(51), "category": "nowhere"}]
    answer = central.call("POST", "/v1/products:import", "admin", document)
    assert answer.status == 422 and answer.json()["member"] == "products[1].category", answer.body
    document["products"] = [product(50)]
    document["products"][0]["variants"][0]["gtin"] = "08939999001234"
    answer = central.call("POST", "/v1/products:import", "admin", document)
    assert answer.json()["member"] == "products[0].variants[0].gtin", answer.body
    assert central.get("/v1/changes?since=0")["next"] == before


# -- Idempotency-Key

def a_missing_key_is_refused():
    answer = central.call("POST", "/v1/orders", "channel", central.order_body(), key=False)
    assert answer.status == 400 and answer.problem == "idempotency-key-missing", answer.body


def a_repeat_gets_the_same_answer():
    first = central.call("POST", "/v1/orders", "channel", central.order_body(), "repeat")
    second = central.call("POST", "/v1/orders", "channel", central.order_body(), "repeat")
    assert first.status == second.status == 201 and first.body == second.body
    assert second.headers["Idempotency-Replayed"] == "true" and first.headers["Idempotency-Replayed"] is None
    assert central.level("SKU-1")["allocated"] == 1


def another_payload_is_refused():
    answer = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-2"), "repeat")
    assert answer.status == 422 and answer.problem == "idempotency-key-reused", answer.body


def another_sender_has_keys_of_its_own():
    answer = central.call("POST", "/v1/orders", "kiosk", central.order_body("SKU-2", channel="kiosk", payment=UNPAID), "repeat")
    assert answer.status == 201, answer.body


def a_kiosk_cannot_say_that_it_is_paid():
    before = central.level("SKU-2")["allocated"]
    for status in ("paid", "authorized"):
        answer = central.call("POST", "/v1/orders", "kiosk", central.order_body(
            "SKU-2", channel="kiosk", payment={"method": "card", "status": status}))
        assert answer.status == 403 and answer.problem == "forbidden", answer.body
    assert central.level("SKU-2")["allocated"] == before


def a_refusal_is_repeated_and_a_mistake_may_be_put_right():
    first = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-3", 999), "refusal")
    second = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-3", 999), "refusal")
    assert (first.status, second.status) == (409, 409) and first.body == second.body
    assert central.call("POST", "/v1/orders", "channel", central.order_body("NO"), "mistake").status == 422
    assert central.call("POST", "/v1/orders", "channel", central.order_body("SKU-3"), "mistake").status == 201


def many_repeats_at_once_make_one_order():
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(
        central.call("POST", "/v1/orders", "channel", central.order_body("SKU-3"), "at once"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    made = {answer.json()["id"] for answer in answers if answer.status == 201}
    others = {answer.problem for answer in answers if answer.status != 201}
    assert len(made) == 1 and others <= {"idempotency-key-in-progress"}, (made, others)


def keys_survive_a_restart():
    first = central.call("POST", "/v1/orders", "channel", central.order_body(), "repeat")
    assert central.stop() == 0
    central.start()
    again = central.call("POST", "/v1/orders", "channel", central.order_body(), "repeat")
    assert again.body == first.body


# -- the feed and the stream

def the_feed_is_a_snapshot_then_changes():
    rows, since, more = [], 0, True
    while more:
        page = central.get(f"/v1/changes?since={since}&limit=5")
        assert [row["seq"] for row in page["changes"]] == sorted(row["seq"] for row in page["changes"])
        rows += page["changes"]
        since, more = page["next"], page["more"]
    assert len({(row["topic"], row["key"]) for row in rows}) == len(rows)
    topics = [row["topic"] for row in rows]
    assert [topics.count(one) for one in ("category", "location", "option", "product", "stock")] == [1, 3, 1, 3, 6], topics
    central.order("SKU-2")
    page = central.get(f"/v1/changes?since={since}")
    keys = [row["key"] for row in page["changes"]]
    assert keys == ["SKU-2@" + STORE] and page["changes"][0]["data"]["sku"] == "SKU-2", page
    assert central.get(f"/v1/changes?since={page['next']}")["changes"] == []


def who_is_ahead_starts_over():
    answer = central.call("GET", "/v1/changes?since=999999", "channel")
    assert answer.status == 410 and answer.problem == "too-old"
    assert central.call("GET", "/v1/changes?since=x", "channel").status == 422
    stream = central.stream(since=999999)
    assert stream.status == 410
    stream.close()


def move(quantity):
    return central.post("/v1/stock/movements", {"kind": "adjust", "sku": "SKU-3", "location": "W1", "quantity": quantity,
                                                "reason": "test"}, "admin")["levels"][0]


def the_stream_is_live_and_resumes():
    since = central.get("/v1/changes?since=0&limit=1000")["next"]
    stream = central.stream(since=since)
    started = time.monotonic()
    level = move(1)
    seq, change = stream.next()
    assert time.monotonic() - started < 5 and change["seq"] == seq and change["data"] == level, change
    stream.close()
    levels = [move(1), move(-1)]
    stream = central.stream(last_event_id=seq)
    seq2, change = stream.next()
    assert seq2 == seq + 2 and change["data"] == levels[1], (seq, seq2, change)
    level = move(-1)
    assert stream.next()[1]["data"] == level
    stream.close()


def the_stream_of_a_kiosk_has_its_parcels():
    since = central.get("/v1/changes?since=0&limit=1000")["next"]
    mine, other = central.stream("kiosk", since=since), central.stream("channel", since=since)
    order = central.order("SKU-2")
    assert sorted(mine.next()[1]["topic"] for _ in range(2)) == ["parcel", "stock"]
    assert other.next()[1]["topic"] == "stock"
    central.post(f"/v1/orders/{order['id']}/cancel", {})
    kinds = [(change["topic"], (change["data"] or {}).get("state")) for _, change in (mine.next(), mine.next())]
    assert kinds == [("stock", None), ("parcel", "withdrawn")], kinds
    assert other.next()[1]["topic"] == "stock"
    mine.close()
    other.close()


def a_guest_writes_and_the_stream_tells():
    stream = central.stream(since=central.get("/v1/changes?since=0&limit=1000")["next"])
    document = small_range()
    document["products"] = [product(60)]
    document["stock"] = []
    with open(central.path("more.json"), "w", encoding="utf-8") as file:
        json.dump(document, file)
    central.command("import", central.path("more.json"))
    assert stream.next()[1]["key"] == "product-60"
    stream.close()


# -- search, pages, running

def products_are_found_without_their_marks():
    found = central.get("/v1/products?q=ao%20do")["products"]
    assert [one["id"] for one in found] == ["product-1"], found
    assert central.get("/v1/products?q=%25")["products"] != [] and central.get("/v1/products?q=zzz")["products"] == []
    first = central.get("/v1/products?limit=2")
    second = central.get(f"/v1/products?limit=2&cursor={first['next']}")
    assert [one["id"] for one in first["products"] + second["products"]][:3] == ["product-1", "product-2", "product-3"]
    assert central.get("/v1/products/SKU-1")["id"] == central.get("/v1/products/product-1")["id"] == "product-1"


def the_pass_page_speaks_three_languages():
    order = central.order("SKU-3", customer={"name": "<script>alert(1)</script>", "email": "x@y.z"})
    code = central.get(f"/v1/orders/{order['id']}/pass")["code"]
    words = {"": "Chúng tôi đang chuẩn bị", "?lang=th": "เรากำลังเตรียม", "?lang=en": "We are getting it ready"}
    for query, expected in words.items():
        answer = central.call("GET", order["pass_url"] + query)
        html = answer.body.decode()
        assert answer.status == 200 and expected in html and code in html and order["number"] in html, html
        assert "<script>" not in html and "{{" not in html
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html).group(1)
        assert b"<svg" in base64.b64decode(picture)
    assert central.call("GET", "/p/" + order["id"]).status == 404, "the order's id opens its pass"


def the_basket_page_shows_the_lines():
    basket = central.post("/v1/baskets", {"language": "en", "lines": [{"sku": "SKU-1", "quantity": 2}]})
    html = central.call("GET", basket["url"]).body.decode()
    assert "Red T-shirt" in html and "Medium" in html and "₫398,000" in html and "{{" not in html, html


def the_fleet_page_needs_an_admin():
    assert central.call("GET", "/admin").status == 401
    for scope, status in (("channel", 401), ("admin", 200)):
        word = base64.b64encode(("x:" + central.keys[scope]).encode()).decode()
        answer = central.call("GET", "/admin?lang=en", headers={"Authorization": "Basic " + word})
        assert answer.status == status, (scope, answer.status)
    html = answer.body.decode()
    assert "The fleet" in html and "{{" not in html, html


def health_readiness_and_metrics():
    assert central.call("GET", "/healthz").json() == {"status": "ok"}
    assert central.call("GET", "/readyz").json() == {"status": "ready"}
    assert central.call("GET", "/metrics").status == 401, "the metrics are open to all"
    metrics = central.call("GET", "/metrics", "admin").body.decode()
    assert 'cubby_http_answers_total{method="POST",route="/v1/orders",status="201"}' in metrics
    assert re.search(r"^cubby_feed_seq \d+$", metrics, re.M)


TESTS = [scope_row(route, scope) for route in ROUTES
         for scope in (None, "cubby_admin_forged", "channel", "kiosk", "staff", "admin")]
TESTS += [malformed_row(*row) for row in MALFORMED]
TESTS += [
    ("other content types are refused", other_content_types_are_refused),
    ("unknown paths, methods and tricks with dots", unknown_paths_and_methods),
    ("a broken import changes nothing and names the place", a_broken_import_changes_nothing),
    ("a missing Idempotency-Key is refused", a_missing_key_is_refused),
    ("a repeat gets the same answer and makes nothing", a_repeat_gets_the_same_answer),
    ("the same key with another payload is refused", another_payload_is_refused),
    ("another sender has keys of its own", another_sender_has_keys_of_its_own),
    ("a kiosk cannot say that an order is paid", a_kiosk_cannot_say_that_it_is_paid),
    ("a refusal is repeated, a mistake may be put right", a_refusal_is_repeated_and_a_mistake_may_be_put_right),
    ("many repeats at once make one order", many_repeats_at_once_make_one_order),
    ("keys survive a restart", keys_survive_a_restart),
    ("the feed is a snapshot, then what changed", the_feed_is_a_snapshot_then_changes),
    ("who is ahead of the feed starts over", who_is_ahead_starts_over),
    ("the stream is live and resumes at Last-Event-ID", the_stream_is_live_and_resumes),
    ("the stream of a kiosk has its parcels, of others not", the_stream_of_a_kiosk_has_its_parcels),
    ("a command writes beside the service and the stream tells", a_guest_writes_and_the_stream_tells),
    ("products are found without their marks, page by page", products_are_found_without_their_marks),
    ("the pass page speaks three languages and runs no script", the_pass_page_speaks_three_languages),
    ("the basket page shows the lines", the_basket_page_shows_the_lines),
    ("the fleet page needs an admin key", the_fleet_page_needs_an_admin),
    ("health, readiness and metrics", health_readiness_and_metrics),
]

try:
    status = run("/central/api", TESTS)
finally:
    central.close()
sys.exit(status)
