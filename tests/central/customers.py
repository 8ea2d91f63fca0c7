# SPDX-License-Identifier: Apache-2.0
"""Customers: who they are, what they agreed to, their points and orders, and that they are forgotten."""

import glob
import json
import os
import random
import subprocess
import sys
import time
import uuid

from harness import ENGINE, Central, postgresql, run

central = Central("[loyalty]\nspend-vnd=10000\nworth-vnd=100\n").start()


def customer(email=None, **members):
    body = {"email": email or f"{uuid.uuid4().hex[:12]}@example.com", "language": "en"}
    body.update(members)
    return central.post("/v1/customers", body)


def change(one, body, etag="*", scope="channel"):
    return central.call("PATCH", f"/v1/customers/{one['id']}", scope, body, headers={"If-Match": etag})


def erase(one, etag="*"):
    return central.call("DELETE", f"/v1/customers/{one['id']}", "channel", headers={"If-Match": etag})


def get(one, what=""):
    return central.get(f"/v1/customers/{one['id']}{what}")


def collect(order):
    """Takes an order to its end."""
    for fulfilment in order["fulfilments"]:
        for state in ("accepted", "picking", "packed", "ready_for_pickup", "picked_up"):
            central.post(f"/v1/fulfilments/{fulfilment['id']}/transitions", {"to": state}, "staff")


def stock_up():
    for sku in ("SKU-1", "SKU-2", "SKU-3"):
        central.post("/v1/stock/movements", {"kind": "receive", "sku": sku, "location": "4711", "quantity": 500, "reason": "test"}, "admin")


def one_person_is_one_customer():
    one = customer("Minh.Tran@Example.com", phone="0912 345 678", name="Minh")
    assert one["email"] == "minh.tran@example.com" and one["phone"] == "+84912345678" and one["points"] == 0, one
    assert one["consents"] == {"notices": True, "marketing": False, "basket_reminder": False, "loyalty": False}, one
    for body in ({"email": " MINH.TRAN@example.com"}, {"phone": "+84 912-345-678"}, {"email": "x@example.com", "phone": "0084912345678"}):
        answer = central.call("POST", "/v1/customers", "channel", body)
        assert answer.status == 409 and answer.problem == "already-exists" and answer.json()["customer"] == one["id"], answer.body
        assert b"minh" not in answer.body.lower() and b"912345678" not in answer.body, answer.body


def what_is_wrong_is_named():
    for body, member in (({}, "email"), ({"email": "no"}, "email"), ({"phone": "12"}, "phone"), ({"email": "a@b.vn", "language": "xx"}, "language"),
                         ({"email": "a@b.vn", "consents": {"all": True}}, "consents.all"),
                         ({"email": "a@b.vn", "consents": {"loyalty": "yes"}}, "consents.loyalty")):
        answer = central.call("POST", "/v1/customers", "channel", body)
        assert answer.status == 422 and member in answer.json()["detail"], (body, answer.body)


def a_kiosk_and_staff_know_nobody():
    one = customer()
    for scope in ("kiosk", "staff"):
        assert central.call("GET", f"/v1/customers/{one['id']}", scope).status == 403
        assert central.call("POST", "/v1/customers", scope, {"email": "k@example.com"}).status == 403
    refused = central.call("POST", "/v1/orders", "kiosk", central.order_body(customer={"id": one["id"]}, payment={"method": "pay_at_pickup", "status": "pending"}))
    assert refused.status == 403 and "customer.id" in refused.json()["detail"], refused.body
    refused = central.call("POST", "/v1/baskets", "kiosk", {"lines": [], "customer": one["id"]})
    assert refused.status == 403, refused.body
    assert central.call("POST", f"/v1/customers/{one['id']}/points", "channel", {"points": 5, "reason": "x"}).status == 403


def a_change_needs_the_state_it_is_made_from():
    one = customer(phone="0912000001")
    assert change(one, {"name": "A"}, '"1"').json()["name"] == "A"
    assert change(one, {"name": "B"}, '"1"').status == 412
    answer = central.call("PATCH", f"/v1/customers/{one['id']}", "channel", {"name": "B"})
    assert answer.status == 428, answer.body
    without = change(one, {"phone": None, "name": None}).json()
    assert "phone" not in without and "name" not in without and without["email"] == one["email"], without
    other = customer()
    taken = change(other, {"email": one["email"].upper()})
    assert taken.status == 409 and taken.json()["customer"] == one["id"], taken.body


def each_consent_is_kept_with_its_time_source_and_wording():
    one = customer(consents={"loyalty": True, "marketing": False}, wording="2026-09")
    change(one, {"consents": {"marketing": True}, "wording": "2026-10"})
    change(one, {"consents": {"marketing": False}})
    change(one, {"consents": {"marketing": False}})
    rows = get(one, "/export")["consents"]
    assert [(row["kind"], row["granted"], row.get("wording")) for row in rows] == [
        ("loyalty", 1, "2026-09"), ("marketing", 1, "2026-10"), ("marketing", 0, None)], rows
    assert all(row["time"] and row["source"] for row in rows), rows
    assert get(one)["consents"] == {"notices": True, "marketing": False, "basket_reminder": False, "loyalty": True}


def an_order_joins_her_when_she_agreed():
    email = f"join-{uuid.uuid4().hex[:8]}@example.com"
    one = customer(email)
    central.order(customer={"email": email.upper()})
    assert get(one, "/orders")["orders"] == []
    change(one, {"consents": {"loyalty": True}})
    joined = central.order(customer={"email": "  " + email.upper()})
    named = central.order(customer={"id": one["id"]}, channel="web")
    assert [order["id"] for order in get(one, "/orders")["orders"]] == [named["id"], joined["id"]]
    assert [order["id"] for order in get(one, "/orders?channel=web")["orders"]] == [named["id"]]
    page = get(one, f"/orders?cursor={named['id']}")
    assert [order["id"] for order in page["orders"]] == [joined["id"]] and page["next"] is None, page
    unknown = central.call("POST", "/v1/orders", "channel", central.order_body(customer={"id": str(uuid.uuid4())}))
    assert unknown.status == 422 and "customer" in unknown.json()["detail"], unknown.body


def points_are_earned_paid_with_and_given_back():
    one = customer(consents={"loyalty": True})
    order = central.order(quantity=2, customer={"id": one["id"]})
    assert get(one)["points"] == 0
    collect(order)
    assert get(one)["points"] == 39  # 398,000 at 10,000 a point
    paid = central.order(customer={"id": one["id"]}, points=30)
    assert paid["total"]["amount"] == 199000 - 3000 and get(one)["points"] == 9, paid["total"]
    central.post(f"/v1/orders/{paid['id']}/cancel", {})
    assert get(one)["points"] == 39
    page = get(one, "/points")
    assert [(entry["kind"], entry["points"]) for entry in page["entries"]] == [("restore", 30), ("redeem", -30), ("earn", 39)], page
    assert page["balance"] == 39


def bring_back(order, quantity):
    lines = [{"id": order["lines"][0]["id"], "quantity": quantity, "condition": "good"}]
    central.post(f"/v1/orders/{order['id']}/returns", {"lines": lines, "location": "4711", "reason": "too small"}, "staff")


def what_is_brought_back_takes_its_points_along():
    one = customer(consents={"loyalty": True})
    order = central.order(quantity=3, customer={"id": one["id"]})
    collect(order)
    assert get(one)["points"] == 59  # 597,000
    bring_back(order, 1)
    assert get(one)["points"] == 39
    paid = central.order(customer={"id": one["id"]}, points=30)
    assert paid["points"] == 30 and paid["points_amount"]["amount"] == 3000, paid
    collect(paid)
    assert get(one)["points"] == 9 + 19
    bring_back(order, 2)  # 39 points of which 28 are left: the rest is the shop's loss
    assert get(one)["points"] == 0, get(one, "/points")
    bring_back(paid, 1)  # money first, then what it cost in points
    assert central.get("/v1/orders/" + paid["id"])["refund_due"]["amount"] == 196000
    assert get(one)["points"] == 30, get(one, "/points")
    assert central.command("check").startswith("good")


def points_that_are_not_there_cannot_be_spent():
    one = customer(consents={"loyalty": True})
    central.post(f"/v1/customers/{one['id']}/points", {"points": 100, "reason": "welcome"}, "admin")
    for points, most in ((101, 100), (10 ** 9, 100)):
        answer = central.call("POST", "/v1/orders", "channel", central.order_body(customer={"id": one["id"]}, points=points))
        assert answer.status == 422 and answer.json()["most"] == most, answer.body
    answer = central.call("POST", "/v1/orders", "channel", central.order_body(points=1))
    assert answer.status == 422 and "customer.id" in answer.json()["detail"], answer.body
    assert get(one)["points"] == 100
    answer = central.call("POST", f"/v1/customers/{one['id']}/points", "admin", {"points": -101, "reason": "x"})
    assert answer.status == 422 and "100" in answer.json()["detail"], answer.body
    assert central.call("POST", f"/v1/customers/{one['id']}/points", "admin", {"points": 0, "reason": "x"}).status == 422
    assert central.call("POST", f"/v1/customers/{one['id']}/points", "admin", {"points": 5}).status == 422


def ledger_balance_and_lots_always_agree():
    seed = random.Random(7)
    people = [customer(consents={"loyalty": True}) for _ in range(3)]
    for _ in range(40):
        one = seed.choice(people)
        before = get(one)["points"]
        points = seed.randint(-60, 80) or 1
        answer = central.call("POST", f"/v1/customers/{one['id']}/points", "admin", {"points": points, "reason": "walk"})
        assert (answer.status == 201) == (before + points >= 0), (before, points, answer.body)
        assert get(one)["points"] == (before + points if answer.status == 201 else before)
    assert central.command("check").startswith("good")


def withdrawn_notices_are_not_sent():
    email = f"quiet-{uuid.uuid4().hex[:8]}@example.com"
    one = customer(email)
    loud = central.order(customer={"email": email})
    change(one, {"consents": {"notices": False}})
    quiet = central.order(customer={"email": email})
    rows = dict(central.sql(f"SELECT order_id, state FROM outbox WHERE order_id IN ('{loud['id']}', '{quiet['id']}')"))
    assert loud["id"] in rows and quiet["id"] not in rows, rows


MARKS = ("Zebedee Quill", "zebedee.quill", "912777888", "17 Marker Lane")


def someone_with_a_life():
    one = customer("Zebedee.Quill@example.com", phone="0912777888", name="Zebedee Quill", consents={"loyalty": True, "basket_reminder": True})
    central.post("/v1/baskets", {"lines": [{"sku": "SKU-2", "quantity": 1}], "customer": one["id"], "channel": "phone"})
    address = {"method": "shipping", "address": {"name": "Zebedee Quill", "street": "17 Marker Lane"}}
    orders = [central.order("SKU-1", 1, customer={"email": "zebedee.quill@example.com", "name": "Zebedee Quill", "phone": "0912 777 888"}),
              central.order("SKU-2", 1, customer={"id": one["id"], "name": "Zebedee Quill"}, fulfilment=address),
              central.order("SKU-3", 1, customer={"phone": "+84 912 777 888"})]
    central.post(f"/v1/orders/{orders[0]['id']}/passes", {"kind": "helper", "name": "Zebedee Quill junior"})
    collect(orders[0])
    central.post(f"/v1/orders/{orders[0]['id']}/returns", {"location": "4711", "reason": "Zebedee Quill says: too small", "lines": [
        {"id": orders[0]["lines"][0]["id"], "quantity": 1, "condition": "good"}]}, "staff")
    central.post(f"/v1/orders/{orders[0]['id']}/refunds", {"amount": orders[0]["total"], "method": "card", "reference": "zq-0"})
    return one, orders


def the_export_has_everything():
    one, orders = someone_with_a_life()
    held = get(one, "/export")
    assert held["customer"]["name"] == "Zebedee Quill" and len(held["baskets"]) == 1 and len(held["consents"]) == 2, held
    assert [row["order"]["id"] for row in held["orders"]] == [order["id"] for order in orders], held["orders"]
    assert "17 Marker Lane" in json.dumps(held["orders"][1]["addresses"]) and held["orders"][0]["notices"], held
    assert "junior" in json.dumps(held["orders"][0]["passes"]) and "too small" in json.dumps(held["orders"][0]["returns"])
    assert {row["kind"] for row in held["points_entries"]} == {"earn", "reverse"}
    assert [row["action"] for row in held["audit"]] == ["customer-create"], held["audit"]
    assert json.loads(central.command("customer", "export", "0912777888"))["customer"]["id"] == one["id"]
    missing = central.command("customer", "export", "nobody@example.com", check=False)
    assert missing.returncode == 1 and "no customer" in missing.stderr, missing.stderr


def dump():
    """All bytes that are kept: the files of SQLite, what PostgreSQL's own tool writes out."""
    if central.databases[0].engine == "postgresql":
        return b"\n".join(json.dumps(central.sql(f'SELECT * FROM "{table}"')).encode() for table, in
                          central.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
    data = b""
    for path in glob.glob(central.databases[0].path + "*"):
        with open(path, "rb") as file:
            data += file.read()
    return data


def found():
    data = dump().lower()
    return [mark for mark in MARKS if mark.lower().encode() in data]


def erasing_waits_for_open_orders_then_leaves_nothing():
    one = json.loads(central.command("customer", "export", "zebedee.quill@example.com"))
    orders = [row["order"] for row in one["orders"]]
    one = one["customer"]
    assert found() == list(MARKS), found()
    refused = erase(one)
    assert refused.status == 409 and refused.json()["orders"] == [order["id"] for order in orders[1:]], refused.body
    assert "cancel" in refused.json()["detail"], refused.body
    for order in orders[1:]:
        central.post(f"/v1/orders/{order['id']}/cancel", {"reason": "Zebedee Quill rang"})
    refused = erase(one)  # they were paid
    assert refused.status == 409 and "refund" in refused.json()["detail"], refused.body
    for number, order in enumerate(orders[1:]):
        central.post(f"/v1/orders/{order['id']}/refunds", {"amount": order["total"], "method": "card", "reference": f"back-{number}"})
    answer = erase(one)
    assert answer.status == 200 and answer.json()["id"] == one["id"], answer.body
    deadline = time.monotonic() + 10
    while found() and time.monotonic() < deadline:  # the log is emptied after the answer
        time.sleep(0.1)
    assert found() == [], found()
    assert central.call("GET", f"/v1/customers/{one['id']}", "channel").status == 410
    assert erase(one).status == 410
    kept = central.get(f"/v1/orders/{orders[0]['id']}")
    assert kept["lines"][0]["sku"] == "SKU-1" and kept["total"]["amount"] == 199000, kept
    assert ("customer-erase",) in central.sql(f"SELECT action FROM audit WHERE subject = '{one['id']}'")
    assert central.command("check").startswith("good")
    assert customer("zebedee.quill@example.com")["id"] != one["id"]


def read_for_a_while(seconds):
    """A copy that somebody takes: longer than a service would wait for it."""
    program = os.path.join(postgresql.PROGRAMS, "psql")
    reader = subprocess.Popen([program, "-X", "-q", "-c", f"LOCK TABLE customer IN ACCESS SHARE MODE; SELECT pg_sleep({seconds})", central.database],
                              stdout=subprocess.DEVNULL)
    while not central.sql("SELECT 1 FROM pg_locks WHERE relation = 'customer'::regclass AND granted AND pid <> pg_backend_pid()"):
        assert reader.poll() is None, "it ended at once"
        time.sleep(0.02)
    return reader


def the_operator_erases_too_and_writes_the_file_anew():
    customer("Quentin.Blot@example.com", name="Quentin Blot")
    assert central.command("customer", "erase", "quentin.blot@example.com").startswith("erased ")
    assert central.stop() == 0
    reader = read_for_a_while(6) if ENGINE == "postgresql" else None
    try:
        assert "anew" in central.command("compact")
        assert b"quentin" not in dump().lower()
        assert reader is None or reader.wait(timeout=5) == 0
    finally:
        central.start()


TESTS = [
    ("one person is one customer", one_person_is_one_customer),
    ("what is wrong is named", what_is_wrong_is_named),
    ("a kiosk and staff know nobody", a_kiosk_and_staff_know_nobody),
    ("a change needs the state that it is made from", a_change_needs_the_state_it_is_made_from),
    ("each consent is kept with its time, source and wording", each_consent_is_kept_with_its_time_source_and_wording),
    ("an order joins her when she agreed, and her history knows its channel", an_order_joins_her_when_she_agreed),
    ("points are earned, paid with and given back", points_are_earned_paid_with_and_given_back),
    ("what is brought back takes its points along", what_is_brought_back_takes_its_points_along),
    ("points that are not there cannot be spent", points_that_are_not_there_cannot_be_spent),
    ("ledger, balance and lots always agree", ledger_balance_and_lots_always_agree),
    ("notices that she withdrew are not sent", withdrawn_notices_are_not_sent),
    ("the export has everything", the_export_has_everything),
    ("erasing waits for open orders, then leaves nothing", erasing_waits_for_open_orders_then_leaves_nothing),
    ("the operator erases too, and writes the file anew", the_operator_erases_too_and_writes_the_file_anew),
]

try:
    stock_up()
    status = run("/central/customers", TESTS)
finally:
    central.close()
sys.exit(status)
