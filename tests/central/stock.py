# SPDX-License-Identifier: Apache-2.0
"""Stock that moves, is held, comes and goes back: transfers, receipts, checkouts, refunds."""

import http.client
import itertools
import subprocess
import sys
import threading

from harness import PROGRAM, STORE, Central, run

central = Central("[baskets]\nhold-minutes=7\n").start()


def receive(sku, quantity, location=STORE):
    central.post("/v1/stock/movements", {"kind": "receive", "sku": sku, "location": location, "quantity": quantity,
                                         "reason": "delivery"}, "admin")


def numbers(sku, location=STORE):
    level = central.level(sku, location)
    return {name: level[name] for name in ("on_hand", "allocated", "held", "incoming", "purchasable")}


def changed(before, after):
    return {name: after[name] - before[name] for name in before if after[name] != before[name]}


def refused(path, body=None, scope="staff"):
    answer = central.call("POST", path, scope, body if body is not None else {})
    assert answer.status == 409 and answer.problem == "illegal-transition", (answer.status, answer.body)
    return answer.json()["state"], answer.json()["allowed"]


def a_transfer_goes_from_shelf_to_shelf():
    start, there = numbers("SKU-1"), numbers("SKU-1", "W1")
    transfer = central.post("/v1/transfers", {"from": "W1", "to": STORE, "reference": "LKW 7", "expected_at": "2027-01-02T03:04:05+07:00",
                                              "lines": [{"sku": "SKU-1", "quantity": 3}]}, "staff")
    assert transfer["state"] == "open" and transfer["expected_at"] == "2027-01-01T20:04:05.000Z", transfer
    path = "/v1/transfers/" + transfer["id"]
    assert changed(start, numbers("SKU-1")) == {"incoming": 3}
    assert refused(path + "/receive") == ("open", ["shipped", "cancelled"])
    assert central.post(path + "/ship", None, "staff")["state"] == "shipped"
    assert changed(there, numbers("SKU-1", "W1")) == {"on_hand": -3, "purchasable": -3}
    assert changed(start, numbers("SKU-1")) == {"incoming": 3}
    assert refused(path + "/cancel") == ("shipped", ["received"])
    part = central.post(path + "/receive", {"lines": [{"sku": "SKU-1", "quantity": 1}]}, "staff")
    assert part["state"] == "shipped" and part["lines"] == [{"sku": "SKU-1", "quantity": 3, "received": 1, "outstanding": 2}], part
    assert changed(start, numbers("SKU-1")) == {"incoming": 2, "on_hand": 1, "purchasable": 1}
    whole = central.post(path + "/receive", None, "staff")
    assert whole["state"] == "received" and whole["lines"][0]["received"] == 3, whole
    assert changed(start, numbers("SKU-1")) == {"on_hand": 3, "purchasable": 3}
    assert refused(path + "/receive") == ("received", [])


def what_is_lost_or_too_many_becomes_an_adjustment():
    start = numbers("SKU-1")
    transfer = central.post("/v1/transfers", {"from": STORE, "to": "W1", "lines": [{"sku": "SKU-1", "quantity": 3}, {"sku": "SKU-2", "quantity": 1}]}, "staff")
    path = "/v1/transfers/" + transfer["id"]
    there = numbers("SKU-1", "W1"), numbers("SKU-2", "W1")
    central.post(path + "/ship", None, "staff")
    central.post(path + "/receive", {"lines": [{"sku": "SKU-1", "quantity": 2}, {"sku": "SKU-2", "quantity": 2}], "last": True}, "staff")
    assert changed(start, numbers("SKU-1")) == {"on_hand": -3, "purchasable": -3}
    assert changed(there[0], numbers("SKU-1", "W1")) == {"incoming": -3, "on_hand": 2, "purchasable": 2}
    assert changed(there[1], numbers("SKU-2", "W1")) == {"incoming": -1, "on_hand": 2, "purchasable": 2}
    rows = central.sql("SELECT sku, quantity, reason FROM stock_movement WHERE kind = 'adjust' "
                       f"AND reference = '{transfer['id']}' ORDER BY sku")
    assert rows == [("SKU-1", "-1", "transfer difference"), ("SKU-2", "1", "transfer difference")], rows


def what_was_sold_meanwhile_is_not_shipped():
    receive("SKU-3", 1, "4713")
    transfer = central.post("/v1/transfers", {"from": "4713", "to": STORE, "lines": [{"sku": "SKU-3", "quantity": 1}]}, "staff")
    central.order("SKU-3", 1, fulfilment={"method": "store_pickup", "location": "4713"})
    answer = central.call("POST", f"/v1/transfers/{transfer['id']}/ship", "staff", {})
    assert answer.status == 409 and answer.problem == "out-of-stock", answer.body
    before = numbers("SKU-3")
    assert central.post(f"/v1/transfers/{transfer['id']}/cancel", None, "staff")["state"] == "cancelled"
    assert changed(before, numbers("SKU-3")) == {"incoming": -1}


def a_receipt_arrives_in_parts():
    start = numbers("SKU-2")
    receipt = central.post("/v1/receipts", {"location": STORE, "reference": "PO-1", "lines": [{"sku": "SKU-2", "quantity": 5}, {"sku": "SKU-2", "quantity": 4}]}, "staff")
    path = "/v1/receipts/" + receipt["id"]
    assert changed(start, numbers("SKU-2")) == {"incoming": 9}
    part = central.post(path + "/receive", {"lines": [{"sku": "SKU-2", "quantity": 6}]}, "staff")
    assert [line["received"] for line in part["lines"]] == [5, 1] and part["state"] == "open", part
    assert changed(start, numbers("SKU-2")) == {"incoming": 3, "on_hand": 6, "purchasable": 6}
    done = central.post(path + "/receive", {"lines": [], "last": True}, "staff")
    assert done["state"] == "received" and changed(start, numbers("SKU-2")) == {"on_hand": 6, "purchasable": 6}, done
    answer = central.call("POST", path + "/receive", "staff", {"lines": [{"sku": "SKU-3", "quantity": 1}]})
    assert answer.status == 422 and answer.json()["member"] == "lines[0].sku", answer.body


def deliveries_are_listed():
    page = central.get(f"/v1/transfers?location={STORE}&state=received", "staff")
    assert len(page["transfers"]) == 2 and page["next"] is None, page
    assert page["transfers"][0]["id"] > page["transfers"][1]["id"]
    assert central.get("/v1/transfers?location=4713&state=open", "staff")["transfers"] == []
    one = page["transfers"][0]
    assert central.get("/v1/transfers/" + one["id"], "staff") == one
    assert central.get("/v1/transfers?cursor=" + one["id"] + "&state=received", "staff")["transfers"] == [page["transfers"][1]]
    assert len(central.get("/v1/receipts?location=" + STORE, "staff")["receipts"]) == 1
    assert central.call("GET", "/v1/receipts?state=lost", "staff").status == 422
    assert central.call("GET", "/v1/receipts/" + one["id"], "staff").status == 404, "a transfer is no receipt"


def a_transfer_by_hand_is_not_its_document():
    open_one = central.post("/v1/receipts", {"location": STORE, "lines": [{"sku": "SKU-1", "quantity": 1}]}, "staff")
    answer = central.call("POST", "/v1/stock/movements", "admin", {"kind": "arrive", "sku": "SKU-1", "location": STORE, "quantity": 1,
                                                                  "reason": "x", "reference": open_one["id"]})
    assert answer.status == 422 and answer.json()["member"] == "reference", answer.body
    central.post(f"/v1/receipts/{open_one['id']}/cancel", None, "staff")
    central.post("/v1/stock/movements", {"kind": "expect", "sku": "SKU-1", "location": STORE, "quantity": 4, "reason": "by hand"}, "admin")


def safety_stock_is_not_for_sale():
    before = numbers("SKU-1")
    path = f"/v1/stock/SKU-1/{STORE}/safety-stock"
    answer = central.call("PUT", path, "admin", {"safety_stock": 4})
    assert answer.status == 200 and answer.json()["levels"][0]["safety_stock"] == 4, answer.body
    assert changed(before, numbers("SKU-1")) == {"purchasable": -4}
    assert central.call("PUT", path, "admin", {"safety_stock": -1}).status == 422
    assert central.call("PUT", path, "staff", {"safety_stock": 1}).status == 403
    assert central.call("PUT", "/v1/stock/SKU-1/nowhere/safety-stock", "admin", {"safety_stock": 1}).status == 404
    central.call("PUT", path, "admin", {"safety_stock": 0})


def basket_of(sku, quantity):
    return "/v1/baskets/" + central.post("/v1/baskets", {"lines": [{"sku": sku, "quantity": quantity}]})["id"]


def checkout_holds_and_lets_go():
    before = numbers("SKU-1")
    path = basket_of("SKU-1", 2)
    held = central.post(path + "/checkout", {"location": STORE})
    assert "held_until" in held and held["version"] == 2, held
    central.sql(f"UPDATE basket_hold SET until_ms = until_ms - 900000 WHERE basket = '{held['id']}'")
    assert "held_until" not in central.get(path), "a time of the past is shown"
    assert changed(before, numbers("SKU-1")) == {"held": 2, "purchasable": -2}
    again = central.post(path + "/checkout", {"location": STORE})
    assert again["held_until"] >= held["held_until"] and changed(before, numbers("SKU-1")) == {"held": 2, "purchasable": -2}
    for _ in range(2):
        answer = central.call("DELETE", path + "/checkout", "channel")
        assert answer.status == 200 and "held_until" not in answer.json(), answer.body
    assert numbers("SKU-1") == before
    answer = central.call("POST", basket_of("SKU-1", 900) + "/checkout", "channel", {})
    assert answer.status == 409 and answer.json()["skus"][0]["wanted"] == 900, answer.body
    empty = central.post("/v1/baskets", {"lines": []})
    assert central.call("POST", f"/v1/baskets/{empty['id']}/checkout", "channel", {}).status == 422


def money(amount):
    return {"amount": amount, "currency": "VND"}


def pay(order, amount, reference, what="payments", status=200):
    answer = central.call("POST", f"/v1/orders/{order['id']}/{what}", "channel",
                          {"amount": money(amount), "method": "vietqr", "reference": reference})
    assert answer.status == status, (answer.status, answer.body)
    return answer.json()


def money_goes_back_once_and_never_more_than_came():
    order = central.order("SKU-1", payment={"method": "vietqr", "status": "pending"})
    assert order["refund_due"] == money(0)
    over = pay(order, 250000, "R-1")
    assert over["payment"]["status"] == "paid" and over["refund_due"] == money(51000), over
    back = pay(order, 51000, "B-1", "refunds")
    assert back["payment"]["status"] == "partially_refunded" and back["refund_due"] == money(0) and back["status"] == "confirmed", back
    assert pay(order, 51000, "B-1", "refunds")["payment"]["refunded"] == money(51000), "the same refund counted twice"
    assert pay(order, 52000, "B-1", "refunds", 409)["order"] == order["id"]
    assert pay(order, 199001, "B-2", "refunds", 422)["member"] == "amount.amount"
    cancelled = central.post(f"/v1/orders/{order['id']}/cancel", {})
    assert cancelled["refund_due"] == money(199000) and cancelled["payment"]["status"] == "partially_refunded", cancelled
    done = pay(order, 199000, "B-3", "refunds")
    assert done["payment"]["status"] == "refunded" and done["refund_due"] == money(0), done


def late_money_has_to_go_back():
    order = central.order("SKU-1", payment={"method": "vietqr", "status": "pending"})
    cancelled = central.post(f"/v1/orders/{order['id']}/cancel", {})
    assert cancelled["payment"]["status"] == "voided" and cancelled["refund_due"] == money(0), cancelled
    late = pay(order, 199000, "L-1")
    assert late["status"] == "cancelled" and late["payment"]["status"] == "paid" and late["refund_due"] == money(199000), late
    assert pay(order, 199000, "L-2", "refunds")["payment"]["status"] == "refunded"


def cancel(order, lines, status=200):
    answer = central.call("POST", f"/v1/orders/{order['id']}/cancel", "channel", {"lines": lines})
    assert answer.status == status, (answer.status, answer.body)
    return answer.json()


def pieces_are_left_out():
    receive("SKU-1", 40)
    start = numbers("SKU-1")
    order = central.order("SKU-1", 30, payment={"method": "card", "status": "paid"})
    parcels = order["fulfilments"][0]["parcels"]
    line = order["lines"][0]["id"]
    assert len(parcels) == 1 and parcels[0]["size"] == "XL", parcels
    less = cancel(order, [{"id": line, "quantity": 27}])
    assert less["lines"][0]["cancelled"] == 27 and less["refund_due"] == money(27 * 199000) and less["status"] == "confirmed", less
    assert less["fulfilments"][0]["parcels"] == [{**parcels[0], "size": "S"}], "the box is packed anew under its label"
    assert changed(start, numbers("SKU-1")) == {"allocated": 3, "purchasable": -3}
    assert cancel(order, [{"id": line, "quantity": 4}], 422)["member"] == "lines[0].quantity"
    assert cancel(order, [{"id": "nobody", "quantity": 1}], 422)["member"] == "lines[0].id"
    for state in ("accepted", "picking", "packed"):
        central.post(f"/v1/fulfilments/{order['fulfilments'][0]['id']}/transitions", {"to": state}, "staff")
    shut = cancel(order, [{"id": line, "quantity": 1}], 409)
    assert shut["state"] == "packed" and "cancelled" in shut["allowed"], shut
    gone = cancel(order, [{"id": line, "quantity": 2}, {"id": line, "quantity": 1}])
    assert gone["status"] == "cancelled" and gone["fulfilments"][0]["state"] == "cancelled" and gone["refund_due"] == money(30 * 199000), gone
    assert gone["fulfilments"][0]["parcels"][0]["state"] == "withdrawn" and numbers("SKU-1") == start


def announced():
    """What the kiosks of the store are told of each parcel."""
    rows = central.get("/v1/changes?since=0&limit=1000", "kiosk")["changes"]
    return {row["key"]: row["data"]["state"] for row in rows if row["topic"] == "parcel" and row["data"] is not None}


def two_boxes_become_one():
    order = central.order("SKU-1", 35)
    labels = [parcel["label"] for parcel in order["fulfilments"][0]["parcels"]]
    assert len(labels) == 2, labels
    less = cancel(order, [{"id": order["lines"][0]["id"], "quantity": 30}])
    states = {parcel["label"]: parcel["state"] for parcel in less["fulfilments"][0]["parcels"]}
    assert states == {labels[0]: "expected", labels[1]: "withdrawn"}, states
    told = announced()
    assert told[labels[0]] == "expected" and told[labels[1]] == "withdrawn", told
    central.post(f"/v1/orders/{order['id']}/cancel", {})


def events(*rows):
    events.seq = getattr(events, "seq", 0)
    batch = []
    for kind, label in rows:
        events.seq += 1
        batch.append({"seq": events.seq, "id": f"event-{events.seq}", "time": "2026-11-21T20:00:00.000Z", "type": kind,
                      "data": {"label": label, "door": "A1"}})
    central.post("/v1/kiosk/events", {"events": batch}, "kiosk")


def collected(sku, quantity):
    order = central.order(sku, quantity)
    label = order["fulfilments"][0]["parcels"][0]["label"]
    events(("parcel.loaded", label), ("parcel.picked_up", label))
    return central.get("/v1/orders/" + order["id"])


def what_comes_back_is_in_stock_as_it_is():
    order = collected("SKU-1", 4)
    line = order["lines"][0]["id"]
    before, there = central.level("SKU-1"), numbers("SKU-1", "4713") if central.get("/v1/stock?sku=SKU-1&location=4713")["levels"] else None
    assert order["status"] == "completed" and there is None

    def bring(lines, location, status=200):
        answer = central.call("POST", f"/v1/orders/{order['id']}/returns", "staff", {"lines": lines, "location": location, "reason": "too small"})
        assert answer.status == status, (answer.status, answer.body)
        return answer.json()
    back = bring([{"id": line, "quantity": 1, "condition": "good"}], "4713")
    assert back["refund_due"] == money(199000) and back["lines"][0]["returned"] == 1 and back["status"] == "completed", back
    assert numbers("SKU-1", "4713")["purchasable"] == 1
    back = bring([{"id": line, "quantity": 1, "condition": "damaged"}, {"id": line, "quantity": 1, "condition": "inspect"}], STORE)
    after = central.level("SKU-1")
    assert {name: after[name] - before[name] for name in ("on_hand", "damaged", "quality_control", "purchasable")} == {
        "on_hand": 2, "damaged": 1, "quality_control": 1, "purchasable": 0}, after
    assert back["refund_due"] == money(597000), back
    assert bring([{"id": line, "quantity": 2, "condition": "good"}], STORE, 422)["member"] == "lines[0].quantity"
    assert bring([{"id": line, "quantity": 1, "condition": "worn"}], STORE, 422)["member"] == "lines[0].condition"
    assert bring([{"id": line, "quantity": 1, "condition": "good"}], "nowhere", 422)["member"] == "location"
    other = central.order("SKU-1")
    answer = central.call("POST", f"/v1/orders/{other['id']}/returns", "staff", {
        "lines": [{"id": other["lines"][0]["id"], "quantity": 1, "condition": "good"}], "location": STORE, "reason": "x"})
    assert answer.status == 409 and answer.json()["state"] == "open", answer.body
    pay(order, 597000, "RET-1", "refunds")


def two_for_one(buy, get, pick, give_back):
    """Whichever piece goes, bought or free: its share of what was paid is due, and no piece is kept for nothing."""
    def test():
        row = {"kind": "buy_x_get_y", "buy": buy, "get": get, "channels": ["phone", "kiosk", "web"], "name": {"vi": "x", "th": "x", "en": "x"}}
        made = central.call("PUT", "/v1/promotions/two-for-one", "admin", row)
        assert made.status in (200, 201), made.body
        try:
            lines = [{"sku": "SKU-1", "quantity": buy}, {"sku": "SKU-2", "quantity": get}]
            receive("SKU-1", buy), receive("SKU-2", get)
            quotes = [central.post("/v1/quotes", {"channel": channel, "lines": lines}) for channel in ("kiosk", "phone")]
            assert quotes[0] == quotes[1], quotes
            order = central.order(lines=lines, payment={"method": "card", "status": "paid"})
            paid = {line["sku"]: line["unit_price"]["amount"] * line["quantity"] - line["discount"]["amount"] for line in order["lines"]}
            assert order["total"] == quotes[0]["total"] == money(sum(paid.values())) and all(paid.values()), order
            assert abs(paid["SKU-1"] * get - paid["SKU-2"] * buy) <= buy + get, paid
            shares = {}
            for sku in (pick, "SKU-2" if pick == "SKU-1" else "SKU-1"):
                line = next(line for line in order["lines"] if line["sku"] == sku)
                after = give_back(order, line)
                shares[sku] = after["refund_due"]["amount"] - sum(shares.values())
            assert shares == paid, (shares, paid)
        finally:
            tag = central.call("GET", "/v1/promotions/two-for-one", "admin").headers["ETag"]
            central.call("DELETE", "/v1/promotions/two-for-one", "admin", headers={"If-Match": tag})
    return test


def cancel_line(order, line):
    return cancel(order, [{"id": line["id"], "quantity": line["quantity"]}])


def bring_line(order, line):
    for parcel in order["fulfilments"][0]["parcels"]:
        if central.get("/v1/orders/" + order["id"])["status"] != "completed":
            events(("parcel.loaded", parcel["label"]), ("parcel.picked_up", parcel["label"]))
    return central.post(f"/v1/orders/{order['id']}/returns", {
        "lines": [{"id": line["id"], "quantity": line["quantity"], "condition": "good"}], "location": STORE, "reason": "x"}, "staff")


def what_lies_in_a_locker_is_back_when_it_was_taken_out():
    start = numbers("SKU-1")
    order = central.order("SKU-1", 2)
    label = order["fulfilments"][0]["parcels"][0]["label"]
    events(("parcel.loaded", label))
    cancelled = central.post(f"/v1/orders/{order['id']}/cancel", {})
    assert cancelled["status"] == "cancelled" and cancelled["refund_due"] == money(398000), cancelled
    assert changed(start, numbers("SKU-1")) == {"allocated": 2, "purchasable": -2}, "it lies behind a door"
    assert announced()[label] == "withdrawn"
    events(("parcel.unloaded", label))
    back = central.get("/v1/orders/" + order["id"])
    assert back["fulfilments"][0]["state"] == "returned_to_stock" and back["refund_due"] == money(398000), back
    assert numbers("SKU-1") == start
    answer = central.call("POST", f"/v1/fulfilments/{order['fulfilments'][0]['id']}/transitions", "staff", {"to": "open"})
    assert answer.status == 409 and answer.json()["allowed"] == [], answer.body


def a_fulfilment_rejected_with_one_box_in_a_locker_goes_back():
    start = numbers("SKU-1")
    order = central.order("SKU-1", 35)
    one, other = (parcel["label"] for parcel in order["fulfilments"][0]["parcels"])
    events(("parcel.loaded", one))
    central.post(f"/v1/fulfilments/{order['fulfilments'][0]['id']}/transitions", {"to": "rejected"}, "staff")
    told = announced()
    assert told[one] == told[other] == "withdrawn", told
    events(("parcel.unloaded", one))
    back = central.get("/v1/orders/" + order["id"])
    assert back["fulfilments"][0]["state"] == "returned_to_stock" and back["status"] == "cancelled", back
    assert numbers("SKU-1") == start


CLIENTS = 64
LAST = 5


def fight(*requests):
    """Each client sends its request at the same moment as the others; the statuses by request."""
    barrier = threading.Barrier(CLIENTS)
    statuses = [[] for _ in requests]

    def client(number):
        method, path, body = requests[number % len(requests)](number)
        connection = central.connect()
        barrier.wait(30)
        answer = central.call(method, path, "channel", body, connection=connection)
        connection.close()
        statuses[number % len(requests)].append((answer.status, answer.json()))
    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(len(one) for one in statuses) == CLIENTS
    assert all(status in (200, 201, 409) for one in statuses for status, _ in one), statuses
    return [[body for status, body in one if status != 409] for one in statuses]


def leave_five():
    """Of SKU-3 five pieces are left, at two places."""
    for level in central.get("/v1/stock?sku=SKU-3")["levels"]:
        left = {STORE: 3, "W1": 2}.get(level["location"], 0) - level["purchasable"]
        if left != 0:
            central.post("/v1/stock/movements", {"kind": "adjust", "sku": "SKU-3", "location": level["location"], "quantity": left,
                                                 "reason": "count"}, "admin")
    assert purchasable() == LAST


def purchasable():
    levels = central.get("/v1/stock?sku=SKU-3")["levels"]
    assert all(level["purchasable"] >= 0 for level in levels), levels
    return sum(level["purchasable"] for level in levels)


def an_order(number):
    return "POST", "/v1/orders", central.order_body("SKU-3", 1, payment={"method": "card", "status": "paid"})


def release(baskets):
    for basket in baskets:
        central.call("DELETE", f"/v1/baskets/{basket['id']}/checkout", "channel")


def sixty_four_orders_get_the_last_five():
    leave_five()
    sold, = fight(an_order)
    assert len(sold) == LAST and purchasable() == 0, len(sold)


def sixty_four_checkouts_hold_the_last_five():
    leave_five()
    baskets = [basket_of("SKU-3", 1) for _ in range(CLIENTS)]
    held, = fight(lambda number: ("POST", baskets[number] + "/checkout", {}))
    assert len(held) == LAST and purchasable() == 0, len(held)
    release(held)
    assert purchasable() == LAST


def checkouts_and_orders_share_the_last_five():
    leave_five()
    baskets = [basket_of("SKU-3", 1) for _ in range(CLIENTS)]
    held, sold = fight(lambda number: ("POST", baskets[number] + "/checkout", {}), an_order)
    assert len(held) + len(sold) == LAST and purchasable() == 0, (len(held), len(sold))
    release(held)


def two_processes_sell_no_more_than_one():
    """Every second request goes to another service on the same database."""
    with open(central.path("second.log"), "w", encoding="utf-8") as log:
        second = subprocess.Popen([PROGRAM, "--database", central.database, "--listen", "127.0.0.1:0", "--config", central.path("central.conf")],
                                  stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        host, port = second.stdout.readline().removeprefix("listening http://").strip().rsplit(":", 1)
        addresses = itertools.cycle([central.address, (host, int(port))])
        central.connect = lambda: http.client.HTTPConnection(*next(addresses), timeout=30)
        sixty_four_orders_get_the_last_five()
        sixty_four_checkouts_hold_the_last_five()
        checkouts_and_orders_share_the_last_five()
    finally:
        central.__dict__.pop("connect", None)
        second.terminate()
        second.wait(30)
        second.stdout.close()


def set_level(sku, location, pieces):
    levels = central.get(f"/v1/stock?sku={sku}&location={location}")["levels"]
    left = pieces - (levels[0]["purchasable"] if levels else 0)
    if left != 0:
        central.post("/v1/stock/movements", {"kind": "adjust", "sku": sku, "location": location, "quantity": left, "reason": "count"}, "admin")


def set_levels(sku, here, warehouse, other=0):
    for location, pieces in ((STORE, here), ("W1", warehouse), ("4713", other)):
        set_level(sku, location, pieces)


def sources(order):
    return [(line["source"], line["quantity"]) for line in order["lines"]]


def what_the_store_lacks_is_brought():
    set_levels("SKU-2", 1, 9)
    start, there = numbers("SKU-2"), numbers("SKU-2", "W1")
    order = central.order("SKU-2", 3)
    fulfilment = order["fulfilments"][0]["id"]
    assert sources(order) == [("W1", 3)], "whole from one place"
    transfer, = central.get(f"/v1/transfers?order={order['id']}", "staff")["transfers"]
    assert (transfer["from"], transfer["to"], transfer["state"], transfer["order"]) == ("W1", STORE, "open", order["id"]), transfer
    assert changed(there, numbers("SKU-2", "W1")) == {"allocated": 3, "purchasable": -3}
    assert changed(start, numbers("SKU-2")) == {"incoming": 3}
    move = f"/v1/fulfilments/{fulfilment}/transitions"
    for state in ("accepted", "picking"):
        central.post(move, {"to": state}, "staff")
    assert refused(move, {"to": "packed"}) == ("picking", ["on_hold", "rejected", "cancelled"])
    path = "/v1/transfers/" + transfer["id"]
    assert refused(path + "/cancel") == ("open", ["shipped"])
    central.post(path + "/ship", None, "staff")
    assert changed(there, numbers("SKU-2", "W1")) == {"on_hand": -3, "purchasable": -3}
    central.post(path + "/receive", {"lines": [{"sku": "SKU-2", "quantity": 2}]}, "staff")
    assert changed(start, numbers("SKU-2")) == {"on_hand": 2, "allocated": 2, "incoming": 1}, "nobody else may buy them"
    assert refused(move, {"to": "packed"})[0] == "picking"
    central.post(path + "/receive", None, "staff")
    assert sources(central.get("/v1/orders/" + order["id"])) == [(STORE, 3)]
    assert central.post(move, {"to": "packed"}, "staff")["fulfilments"][0]["state"] == "packed"


def what_lies_in_the_locker_was_brought():
    set_levels("SKU-2", 0, 2)
    order = central.order("SKU-2", 2)
    events(("parcel.loaded", order["fulfilments"][0]["parcels"][0]["label"]))
    ready = central.get("/v1/orders/" + order["id"])
    assert ready["fulfilments"][0]["state"] == "ready_for_pickup" and sources(ready) == [(STORE, 2)], ready
    assert central.get(f"/v1/transfers?order={order['id']}", "staff")["transfers"][0]["state"] == "received"


def what_is_lost_on_the_way_the_order_does_without():
    set_levels("SKU-2", 0, 3)
    order = central.order("SKU-2", 3)
    transfer, = central.get(f"/v1/transfers?order={order['id']}", "staff")["transfers"]
    central.post(f"/v1/transfers/{transfer['id']}/ship", None, "staff")
    central.post(f"/v1/transfers/{transfer['id']}/receive", {"lines": [{"sku": "SKU-2", "quantity": 1}], "last": True}, "staff")
    short = central.get("/v1/orders/" + order["id"])
    assert short["lines"][0]["cancelled"] == 2 and short["refund_due"] == money(398000) and sources(short) == [(STORE, 3)], short
    central.post(f"/v1/orders/{order['id']}/cancel", {})
    set_levels("SKU-2", 0, 1)
    order = central.order("SKU-2", 1)
    transfer, = central.get(f"/v1/transfers?order={order['id']}", "staff")["transfers"]
    central.post(f"/v1/transfers/{transfer['id']}/ship", None, "staff")
    central.post(f"/v1/transfers/{transfer['id']}/receive", {"lines": [], "last": True}, "staff")
    gone = central.get("/v1/orders/" + order["id"])
    assert gone["status"] == "cancelled" and gone["fulfilments"][0]["state"] == "cancelled" and gone["refund_due"] == money(199000), gone


def an_order_called_off_stops_its_transfers():
    set_levels("SKU-2", 0, 6)
    start, there = numbers("SKU-2"), numbers("SKU-2", "W1")
    order = central.order("SKU-2", 3)
    less = cancel(order, [{"id": order["lines"][0]["id"], "quantity": 1}])
    transfer, = central.get(f"/v1/transfers?order={order['id']}", "staff")["transfers"]
    assert less["refund_due"] == money(199000) and transfer["lines"][0]["outstanding"] == 2, transfer
    central.post(f"/v1/orders/{order['id']}/cancel", {})
    assert central.get("/v1/transfers/" + transfer["id"], "staff")["state"] == "cancelled"
    assert (numbers("SKU-2"), numbers("SKU-2", "W1")) == (start, there)
    order = central.order("SKU-2", 3)
    transfer, = central.get(f"/v1/transfers?order={order['id']}", "staff")["transfers"]
    central.post(f"/v1/transfers/{transfer['id']}/ship", None, "staff")
    central.post(f"/v1/orders/{order['id']}/cancel", {})
    central.post(f"/v1/transfers/{transfer['id']}/receive", None, "staff")
    assert changed(start, numbers("SKU-2")) == {"on_hand": 3, "purchasable": 3}, "it was on its way and is for sale here"


def an_unpaid_order_moves_nothing():
    set_levels("SKU-2", 0, 1)
    order = central.order("SKU-2", 1, payment={"method": "vietqr", "status": "pending"})
    transfer, = central.get(f"/v1/transfers?order={order['id']}", "staff")["transfers"]
    assert refused(f"/v1/transfers/{transfer['id']}/ship") == ("open", [])
    central.post(f"/v1/orders/{order['id']}/cancel", {})


def one_place_for_the_whole_order():
    set_levels("SKU-1", 5, 5)
    set_levels("SKU-2", 0, 5)
    order = central.order(lines=[{"sku": "SKU-1", "quantity": 1}, {"sku": "SKU-2", "quantity": 1}])
    assert sources(order) == [("W1", 1), ("W1", 1)], order["lines"]
    central.call("PUT", "/v1/stock/SKU-2/W1/safety-stock", "admin", {"safety_stock": 4})
    answer = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-2", 1))
    assert answer.status == 409 and answer.json()["skus"] == [{"sku": "SKU-2", "wanted": 1, "purchasable": 0}], answer.body
    central.call("PUT", "/v1/stock/SKU-2/W1/safety-stock", "admin", {"safety_stock": 0})
    central.post(f"/v1/orders/{order['id']}/cancel", {})


def an_order_is_split_as_the_shopper_wants():
    set_levels("SKU-1", 5, 5)
    set_levels("SKU-2", 5, 5)
    set_levels("SKU-3", 0, 0, 3)
    body = central.order_body()
    del body["fulfilment"]
    body["lines"] = [{"sku": "SKU-1", "quantity": 1}, {"sku": "SKU-2", "quantity": 2}, {"sku": "SKU-3", "quantity": 1}]
    body["fulfilments"] = [{"method": "locker_pickup", "location": STORE, "reach": True, "lines": [0]},
                           {"method": "store_pickup", "location": "4713", "lines": [2]},
                           {"method": "shipping", "address": "1 Hai Bà Trưng", "lines": [1]}]
    order = central.post("/v1/orders", body)
    assert [(one["method"], one["location"], len(one["parcels"])) for one in order["fulfilments"]] == [
        ("locker_pickup", STORE, 1), ("store_pickup", "4713", 1), ("shipping", "W1", 1)], order["fulfilments"]
    assert sources(order) == [(STORE, 1), ("4713", 1), ("W1", 2)], order["lines"]
    assert order["total"] == money(4 * 199000) and central.get("/v1/orders/" + order["id"]) == order
    for wrong, member in (([{**body["fulfilments"][0], "lines": [0, 1]}], "fulfilments"),
                          ([{**body["fulfilments"][0], "lines": [0, 1, 2]}, {**body["fulfilments"][1], "lines": [2]}], "fulfilments[1].lines"),
                          ([{**body["fulfilments"][0], "lines": [3]}], "fulfilments[0].lines"),
                          ([{**body["fulfilments"][0], "location": "4713", "lines": [0, 1, 2]}], "fulfilments[0].location")):
        answer = central.call("POST", "/v1/orders", "channel", {**body, "fulfilments": wrong})
        assert answer.status == 422 and answer.json()["member"] == member, answer.body
    central.post(f"/v1/orders/{order['id']}/cancel", {})


def an_order_takes_what_its_basket_holds():
    set_levels("SKU-3", 2, 0)
    path = basket_of("SKU-3", 2)
    basket = central.post(path + "/checkout", {"location": STORE})
    assert central.call("POST", "/v1/orders", "channel", central.order_body("SKU-3", 1)).status == 409, "somebody else finds none"
    order = central.order("SKU-3", 2, basket=basket["id"])
    assert sources(order) == [(STORE, 2)] and numbers("SKU-3")["held"] == 0 and numbers("SKU-3")["purchasable"] == 0
    assert "held_until" not in central.get(path)


def what_is_refused_holds_on():
    set_levels("SKU-3", 2, 0)
    path = basket_of("SKU-3", 2)
    basket = central.post(path + "/checkout", {"location": STORE})
    answer = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-3", 3, basket=basket["id"]))
    assert answer.status == 409 and numbers("SKU-3")["held"] == 2 and "held_until" in central.get(path), answer.body
    central.call("DELETE", path + "/checkout", "channel")


def everything_adds_up():
    assert central.command("check").startswith("good")


TESTS = [
    ("a transfer goes from shelf to shelf, in parts", a_transfer_goes_from_shelf_to_shelf),
    ("what is lost on the way, or too many, becomes an adjustment", what_is_lost_or_too_many_becomes_an_adjustment),
    ("what was sold meanwhile is not shipped", what_was_sold_meanwhile_is_not_shipped),
    ("a receipt arrives in parts, and the rest never", a_receipt_arrives_in_parts),
    ("deliveries are listed by place and state, page by page", deliveries_are_listed),
    ("a movement by hand is no part of a delivery", a_transfer_by_hand_is_not_its_document),
    ("safety stock is not for sale", safety_stock_is_not_for_sale),
    ("checkout holds stock, again the same, and lets it go", checkout_holds_and_lets_go),
    ("money goes back once, and never more than came in", money_goes_back_once_and_never_more_than_came),
    ("money that comes too late has to go back", late_money_has_to_go_back),
    ("pieces are left out, until the boxes are closed", pieces_are_left_out),
    ("two boxes become one, and the other label is withdrawn", two_boxes_become_one),
    ("what comes back is in stock as it is, anywhere, and its price is due", what_comes_back_is_in_stock_as_it_is),
    *((f"of buy {buy} get {get} the {word} piece is {way}: its share is due, the other's is not", two_for_one(buy, get, sku, give_back))
      for buy, get in ((1, 1), (2, 1)) for sku, word in (("SKU-1", "paid"), ("SKU-2", "free"))
      for way, give_back in (("cancelled", cancel_line), ("brought back", bring_line))),
    ("what lies in a locker is back in stock when it was taken out", what_lies_in_a_locker_is_back_when_it_was_taken_out),
    ("rejected with one box in a locker: back when it was taken out", a_fulfilment_rejected_with_one_box_in_a_locker_goes_back),
    ("64 orders at once get the last five pieces, no more", sixty_four_orders_get_the_last_five),
    ("64 checkouts at once hold the last five pieces, no more", sixty_four_checkouts_hold_the_last_five),
    ("checkouts and orders share the last five pieces", checkouts_and_orders_share_the_last_five),
    *([("two processes sell no more than one", two_processes_sell_no_more_than_one)] if "postgresql:" in central.database else []),
    ("what the pickup store lacks is brought, and waited for", what_the_store_lacks_is_brought),
    ("what lies in the locker was brought, whatever was written down", what_lies_in_the_locker_was_brought),
    ("what is lost on the way the order does without, and its price is due", what_is_lost_on_the_way_the_order_does_without),
    ("an order called off stops its transfers; what left arrives for everybody", an_order_called_off_stops_its_transfers),
    ("for an unpaid order nothing is sent", an_unpaid_order_moves_nothing),
    ("one place gives the whole order, never from safety stock", one_place_for_the_whole_order),
    ("an order is split as the shopper wants, and no line is lost", an_order_is_split_as_the_shopper_wants),
    ("an order takes what its basket holds, when there is no other", an_order_takes_what_its_basket_holds),
    ("an order that is refused leaves its basket its hold", what_is_refused_holds_on),
    ("ledger, levels, orders, holds and deliveries agree at the end", everything_adds_up),
]

try:
    status = run("/central/stock", TESTS)
finally:
    central.close()
sys.exit(status)
