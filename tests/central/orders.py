# SPDX-License-Identifier: Apache-2.0
"""Orders from the first request to the pickup: stock, parcels, passes, kiosks."""

import subprocess
import sys
import threading
import time
import uuid

from harness import STORE, Central, run

central = Central().start()


def places_an_order():
    before = central.level("SKU-1")
    order = central.order("SKU-1", 2)
    assert order["status"] == "confirmed" and order["payment"]["status"] == "paid", order
    assert order["total"] == {"amount": 398000, "currency": "VND"}, order["total"]
    assert order["number"].startswith("C-") and len(order["number"]) == 9, order["number"]
    assert order["lines"][0]["source"] == STORE
    assert order["lines"][0]["name"]["vi"] == "Áo thun đỏ"
    parcel = order["fulfilments"][0]["parcels"][0]
    assert len(parcel["label"]) == 18 and parcel["state"] == "expected", parcel
    after = central.level("SKU-1")
    assert after["allocated"] == before["allocated"] + 2 and after["on_hand"] == before["on_hand"]
    assert central.get(f"/v1/orders/{order['id']}") == order


def sources_from_the_warehouse_then_splits():
    order = central.order("SKU-2", 12)
    assert [(line["source"], line["quantity"]) for line in order["lines"]] == [(STORE, 10), ("W1", 2)], order["lines"]
    order = central.order("SKU-2", 1)
    assert order["lines"][0]["source"] == "W1"


def names_what_is_out_of_stock():
    answer = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-2", 100))
    assert answer.status == 409 and answer.problem == "out-of-stock", answer.body
    assert answer.json()["skus"] == [{"sku": "SKU-2", "wanted": 100, "purchasable": 2}], answer.json()
    assert central.level("SKU-2", "W1")["allocated"] == 3


def a_shipment_goes_out_from_each_source():
    order = central.order("SKU-3", 6, fulfilment={"method": "shipping", "address": "1 Hai Bà Trưng"})
    assert [one["location"] for one in order["fulfilments"]] == [STORE], order["fulfilments"]
    order = central.order("SKU-3", 9, fulfilment={"method": "shipping", "address": {"street": "1 Hai Bà Trưng"}})
    assert [one["location"] for one in order["fulfilments"]] == ["W1", STORE], order["fulfilments"]
    assert all(one["method"] == "shipping" and one["parcels"] for one in order["fulfilments"])


def cancelling_puts_the_stock_back():
    before = central.level("SKU-1")
    order = central.order("SKU-1", 3)
    cancelled = central.post(f"/v1/orders/{order['id']}/cancel", {"reason": "changed my mind"})
    assert cancelled["status"] == "cancelled" and cancelled["fulfilments"][0]["state"] == "cancelled", cancelled
    assert cancelled["fulfilments"][0]["parcels"][0]["state"] == "withdrawn"
    assert central.level("SKU-1")["allocated"] == before["allocated"]
    assert central.get(f"/v1/orders/{order['id']}/pass")["state"] == "revoked"
    answer = central.call("POST", f"/v1/orders/{order['id']}/cancel", "channel", {})
    assert answer.status == 409 and answer.problem == "illegal-transition" and "nothing" in answer.json()["detail"]


def a_pending_order_is_confirmed_by_its_payment():
    order = central.order(payment={"method": "vietqr", "status": "pending"})
    assert order["status"] == "pending" and order["payment"]["status"] == "pending"
    payment = {"amount": {"amount": 100000, "currency": "VND"}, "method": "vietqr", "reference": "FT-1"}
    part = central.post(f"/v1/orders/{order['id']}/payments", payment)
    assert part["status"] == "pending" and part["payment"]["received"]["amount"] == 100000
    again = central.post(f"/v1/orders/{order['id']}/payments", payment)
    assert again["payment"]["received"]["amount"] == 100000, "the same reference was counted twice"
    payment = {"amount": {"amount": 99000, "currency": "VND"}, "method": "vietqr", "reference": "FT-2"}
    whole = central.post(f"/v1/orders/{order['id']}/payments", payment)
    assert whole["status"] == "confirmed" and whole["payment"]["status"] == "paid", whole


def transitions_follow_the_table():
    order = central.order("SKU-1")
    fulfilment = order["fulfilments"][0]["id"]
    for state in ("accepted", "picking", "packed"):
        answer = central.post(f"/v1/fulfilments/{fulfilment}/transitions", {"to": state}, "staff")
        assert answer["fulfilments"][0]["state"] == state
    answer = central.call("POST", f"/v1/fulfilments/{fulfilment}/transitions", "staff", {"to": "rejected"})
    assert answer.status == 409 and answer.json()["state"] == "packed", answer.body
    assert "ready_for_pickup" in answer.json()["allowed"]


def enrol(name):
    code = central.command("enrol-code", "--store", STORE).split()[-1]
    answer = central.call("POST", "/v1/enrol", None, {"code": code, "kiosk": name}, False)
    assert answer.status == 200, answer.body
    again = central.call("POST", "/v1/enrol", None, {"code": code, "kiosk": name}, False)
    assert again.status == 401, "a code was good twice"
    central.keys[name] = answer.json()["token"]
    return answer.json()


def event(seq, kind, **data):
    return {"seq": seq, "id": str(uuid.uuid4()), "time": "2026-11-21T20:00:00.000Z", "type": kind, "data": data}


def a_kiosk_takes_an_order_to_its_end():
    enrolled = enrol("kiosk-1")
    assert enrolled["store"] == STORE and len(enrolled["code_key"]) == 64 and len(enrolled["pass_keys"]) == 1, enrolled
    before = central.level("SKU-1")
    order = central.order("SKU-1")
    label = order["fulfilments"][0]["parcels"][0]["label"]
    loaded = event(1, "parcel.loaded", label=label, door="A7")
    assert central.post("/v1/kiosk/events", {"events": [loaded]}, "kiosk-1")["accepted_through"] == 1
    ready = central.get(f"/v1/orders/{order['id']}")["fulfilments"][0]
    assert ready["state"] == "ready_for_pickup" and ready["parcels"][0] == {
        "label": label, "size": "S", "state": "loaded", "door": "A7"}, ready
    picked = event(2, "parcel.picked_up", label=label, door="A7", fulfilment=ready["id"])
    for _ in range(2):
        answer = central.post("/v1/kiosk/events", {"events": [loaded, picked]}, "kiosk-1")
        assert answer["accepted_through"] == 2, answer
    done = central.get(f"/v1/orders/{order['id']}")
    assert done["status"] == "completed" and done["fulfilments"][0]["state"] == "picked_up", done
    after = central.level("SKU-1")
    assert (after["on_hand"], after["allocated"]) == (before["on_hand"] - 1, before["allocated"]), (before, after)
    assert central.get(f"/v1/orders/{order['id']}/pass")["state"] == "used"


def taking_a_parcel_out_again_undoes_ready():
    enrol("kiosk-2")
    order = central.order("SKU-1")
    label = order["fulfilments"][0]["parcels"][0]["label"]
    central.post("/v1/kiosk/events", {"events": [event(1, "parcel.loaded", label=label, door="B1"),
                                                 event(2, "parcel.unloaded", label=label, door="B1", why="undo")]}, "kiosk-2")
    fulfilment = central.get(f"/v1/orders/{order['id']}")["fulfilments"][0]
    assert fulfilment["state"] == "packed" and fulfilment["parcels"][0]["state"] == "expected", fulfilment


def a_new_epoch_announces_every_parcel_again():
    order = central.order("SKU-1")
    label = order["fulfilments"][0]["parcels"][0]["label"]

    def announced():
        rows, since, more = [], 0, True
        while more:
            page = central.get(f"/v1/changes?since={since}&limit=500", "kiosk-1")
            rows += page["changes"]
            since, more = page["next"], page["more"]
        return [row["data"] for row in rows if row["topic"] == "parcel" and row["key"] == label][-1]
    before = announced()
    assert before["epoch"] == 0
    started = int(time.time() * 100)
    epoch = int(central.command("begin-epoch").removeprefix("epoch "))
    assert epoch >= started, "an older copy would count to the same number again"
    after = announced()
    assert after["epoch"] == epoch and after["version"] > before["version"] and after["seal"] != before["seal"], after
    assert {**after, "epoch": 0, "version": 0, "seal": ""} == {**before, "version": 0, "seal": ""}


def strange_events_are_kept_and_do_not_block():
    answer = central.post("/v1/kiosk/events", {"events": [
        event(3, "parcel.loaded", label="000000000000000000", door="A1"), event(4, "door.forced", door="A1"),
        event(5, "something.new"), {**event(6, "door.stuck"), "data": None}]}, "kiosk-2")
    assert answer["accepted_through"] == 6, answer


def only_the_kiosks_of_the_store_see_parcels():
    order = central.order("SKU-1")
    label = order["fulfilments"][0]["parcels"][0]["label"]

    def changes(scope):
        rows, since, more = [], 0, True
        while more:
            page = central.get(f"/v1/changes?since={since}&limit=7", scope)
            rows += page["changes"]
            since, more = page["next"], page["more"]
        return rows
    mine = [row for row in changes("kiosk-1") if row["topic"] == "parcel" and row["key"] == label]
    assert len(mine) == 1 and mine[0]["data"]["state"] == "expected" and mine[0]["data"]["version"] == 1, mine
    data = mine[0]["data"]
    assert set(data) == {"label", "version", "fulfilment", "size", "ctis", "code_hash", "hold_until", "heavy", "reach", "state", "seal", "epoch"}
    assert len(data["ctis"][0]) == 32 and len(data["code_hash"]) == 64
    assert not [row for row in changes("channel") if row["topic"] == "parcel"]
    other = central.command("key", "add", "--scope", "kiosk", "--name", "other", "--store", "4713")
    assert not [row for row in changes(other) if row["topic"] == "parcel"]


def the_pass_is_always_the_same_and_a_picture_of_it():
    order = central.order("SKU-1")
    path = f"/v1/orders/{order['id']}/pass"
    one, two = central.get(path), central.get(path)
    assert one == two and one["text"].startswith("CC1:") and one["state"] == "active" and one["code"][5] == "-", one
    png = central.call("GET", path + ".png", "channel")
    assert png.status == 200 and png.body.startswith(b"\x89PNG"), png.status
    with open(central.path("pass.png"), "wb") as file:
        file.write(png.body)
    read = subprocess.run(["ZXingReader", central.path("pass.png")], capture_output=True, text=True, timeout=30)
    assert one["text"] in read.stdout, read.stdout
    svg = central.call("GET", path + ".svg", "channel")
    assert svg.status == 200 and b"<svg" in svg.body


def an_external_order_is_placed_once():
    body = central.order_body("SKU-1", 1, external_id="EXT-1")
    first = central.post("/v1/orders", body)
    answer = central.call("POST", "/v1/orders", "channel", body)
    assert answer.status == 409 and answer.problem == "already-exists" and answer.json()["order"] == first["id"]


def a_basket_goes_from_the_kiosk_to_the_phone():
    basket = central.post("/v1/baskets", {"lines": [{"sku": "SKU-1", "quantity": 2}], "language": "th"}, "kiosk-1")
    assert basket["url"] == "http://127.0.0.1:8080/b/" + basket["id"] and basket["language"] == "th"
    changed = central.call("PATCH", "/v1/baskets/" + basket["id"], "channel", {"lines": []},
                           headers={"If-Match": '"1"'}).json()
    assert changed["lines"] == [] and changed["language"] == "th" and changed["version"] == 2, changed
    assert central.get("/v1/baskets/" + basket["id"])["lines"] == []


def the_last_pieces_are_sold_exactly_once():
    central.post("/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": STORE, "quantity": 40,
                                         "reason": "delivery"}, "admin")
    levels = central.get("/v1/stock?sku=SKU-1")["levels"]
    left = sum(max(level["purchasable"], 0) for level in levels)
    sold, refused, strange = [], [], []

    def fight():
        connection = central.connect()
        for _ in range(12):
            answer = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-1"), connection=connection)
            (sold if answer.status == 201 else refused if answer.status == 409 else strange).append(answer.status)
        connection.close()
    threads = [threading.Thread(target=fight) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not strange, strange
    assert len(sold) == left and len(sold) + len(refused) == 192, (len(sold), left, len(refused))
    assert all(level["purchasable"] == 0 for level in central.get("/v1/stock?sku=SKU-1")["levels"])


def nothing_unpaid_goes_into_a_locker():
    central.post("/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": STORE, "quantity": 2, "reason": "delivery"}, "admin")
    order = central.order("SKU-1", payment={"method": "pay_at_pickup", "status": "pending"})
    fulfilment, label = order["fulfilments"][0]["id"], order["fulfilments"][0]["parcels"][0]["label"]
    assert order["status"] == "pending", order["status"]
    for state in ("accepted", "picking", "packed", "ready_for_pickup", "picked_up"):
        answer = central.call("POST", f"/v1/fulfilments/{fulfilment}/transitions", "staff", {"to": state})
        assert answer.status == 409 and answer.problem == "illegal-transition", answer.body
        assert "waits for its payment" in answer.json()["detail"], answer.body
    assert label not in central.call("GET", "/v1/changes?since=0&limit=500", "kiosk-1").body.decode()
    page = central.call("GET", order["pass_url"] + "?lang=en").body.decode()
    assert "Please pay at the till" in page and "Waiting for payment" in page
    paid = central.post(f"/v1/orders/{order['id']}/payments", {"amount": order["total"], "method": "cash", "reference": "till-7"})
    assert paid["status"] == "confirmed" and paid["payment"]["status"] == "paid", paid
    assert label in central.call("GET", "/v1/changes?since=0&limit=500", "kiosk-1").body.decode()
    central.post(f"/v1/fulfilments/{fulfilment}/transitions", {"to": "accepted"}, "staff")


def links_are_absolute_and_orders_are_asked_for_as_the_file_says():
    order = central.order("SKU-2")
    assert order["pass_url"].startswith("http://127.0.0.1:8080/p/"), order["pass_url"]
    assert order["pass_url"] == central.get("/v1/orders/" + order["id"])["pass_url"]
    for query, says in (("channel=nope", "phone, web or kiosk"), ("channel=", "phone, web or kiosk"), ("cursor=zzz", "cursor")):
        answer = central.call("GET", "/v1/orders?" + query, "staff")
        assert answer.status == 422 and says in answer.json()["detail"], answer.body
    assert order["id"] in [one["id"] for one in central.get("/v1/orders?channel=phone", "staff")["orders"]]
    again = central.call("POST", f"/v1/orders/{order['id']}/cancel", "channel", b"", headers={"Content-Type": "application/json"})
    assert again.status == 200 and again.json()["status"] == "cancelled", again.body


def an_export_is_never_answered_from_before():
    customer = central.post("/v1/customers", {"email": "export@example.com", "language": "en"})
    answer = central.call("GET", f"/v1/customers/{customer['id']}/export", "channel", headers={"If-None-Match": "*"})
    assert answer.status == 200 and answer.headers["ETag"] is None and answer.json()["customer"]["id"] == customer["id"], answer.status


def everything_adds_up():
    assert central.command("check").startswith("good")


TESTS = [
    ("places an order, allocates, labels a parcel", places_an_order),
    ("sources from the store, then the warehouse, then both", sources_from_the_warehouse_then_splits),
    ("what is out of stock is named and nothing is allocated", names_what_is_out_of_stock),
    ("a shipment goes out from each source", a_shipment_goes_out_from_each_source),
    ("cancelling puts the stock back and withdraws the parcel", cancelling_puts_the_stock_back),
    ("a pending order is confirmed by its payments, each counted once", a_pending_order_is_confirmed_by_its_payment),
    ("transitions follow the table, refusals say what is allowed", transitions_follow_the_table),
    ("a kiosk takes an order to its end, each event once", a_kiosk_takes_an_order_to_its_end),
    ("taking a parcel out again undoes ready", taking_a_parcel_out_again_undoes_ready),
    ("strange events are kept and do not block", strange_events_are_kept_and_do_not_block),
    ("only the kiosks of the store see its parcels", only_the_kiosks_of_the_store_see_parcels),
    ("after a copy was put back, a new epoch announces every parcel again", a_new_epoch_announces_every_parcel_again),
    ("the pass is always the same, and its picture reads as it", the_pass_is_always_the_same_and_a_picture_of_it),
    ("an order of another system is placed once", an_external_order_is_placed_once),
    ("a basket goes from the kiosk to the phone", a_basket_goes_from_the_kiosk_to_the_phone),
    ("16 threads fight for the last pieces and exactly these are sold", the_last_pieces_are_sold_exactly_once),
    ("nothing unpaid goes into a locker", nothing_unpaid_goes_into_a_locker),
    ("links are absolute, and what orders are asked for by is checked", links_are_absolute_and_orders_are_asked_for_as_the_file_says),
    ("an export is made anew each time", an_export_is_never_answered_from_before),
    ("ledger, levels and orders agree at the end", everything_adds_up),
]

try:
    status = run("/central/orders", TESTS)
finally:
    central.close()
sys.exit(status)
