# SPDX-License-Identifier: Apache-2.0
"""What the reports of a kiosk make of parcels and orders, one by one; and that a bad one keeps nobody waiting."""

import base64
import itertools
import os
import re
import sys
import uuid

from harness import Central, run

central = Central("[notices]\nundo-delay-s=0\n").start()
numbers = itertools.count(1)


def event(kind, /, **data):
    return {"seq": next(numbers), "id": str(uuid.uuid4()), "time": "2026-11-22T03:00:00.000Z", "type": kind, "data": data}


def send(*events):
    return central.post("/v1/kiosk/events", {"events": list(events)}, "kiosk")


def report(order, kind, door="A1", **data):
    return send(event(kind, label=label_of(order), door=door, **data))["remarks"]


def label_of(order):
    return order["fulfilments"][0]["parcels"][0]["label"]


def state(order):
    """(fulfilment's state, parcel's state, its door)"""
    fulfilment = central.get("/v1/orders/" + order["id"])["fulfilments"][0]
    parcel = fulfilment["parcels"][0]
    return fulfilment["state"], parcel["state"], parcel.get("door")


def told(order):
    """What the kiosks last heard of it: (state, why, number of passes), or None when nothing any more."""
    page = central.get("/v1/changes?since=0&limit=1000", "kiosk")
    data = [row["data"] for row in page["changes"] if row["key"] == label_of(order)][-1]
    return data and (data["state"], data.get("why"), len(data["ctis"]))


def notices(order):
    rows = central.sql(f"SELECT notice FROM outbox WHERE order_id = '{order['id']}' AND state <> 'cancelled' ORDER BY created_ms, id")
    return [row[0] for row in rows if row[0] != "confirmed"]


def collected():
    order = central.order("SKU-1")
    assert report(order, "parcel.loaded") == [] and report(order, "parcel.picked_up") == []
    assert state(order)[:2] == ("picked_up", "picked_up") and told(order) is None
    return order


def refund(order):
    central.post(f"/v1/orders/{order['id']}/refunds", {"amount": order["total"], "method": "card", "reference": order["id"]}, "staff")


def a_parcel_goes_in_and_out():
    order = central.order("SKU-1")
    report(order, "parcel.loaded")
    assert state(order) == ("ready_for_pickup", "loaded", "A1"), state(order)
    report(order, "parcel.moved", "B2", **{"from": "A1"})
    assert state(order) == ("ready_for_pickup", "loaded", "B2"), state(order)
    report(order, "parcel.reopened", "B2")
    report(order, "parcel.unloaded", "B2", why="taken back")
    assert state(order)[:2] == ("packed", "expected") and told(order) == ("expected", None, 1)
    report(order, "parcel.loaded", "C1")
    report(order, "parcel.review", "C1", why="brief")
    assert state(order) == ("ready_for_pickup", "review", "C1"), state(order)
    report(order, "parcel.picked_up", "C1")
    assert state(order)[:2] == ("picked_up", "picked_up")
    assert "picked_up" in notices(order)


def a_stuck_door_sends_the_customer_to_the_counter():
    order = central.order("SKU-1")
    report(order, "parcel.loaded")
    assert report(order, "parcel.review", why="stuck") == [] and report(order, "parcel.at_counter") == []
    assert state(order) == ("ready_for_pickup", "at_counter", "A1") and notices(order)[-1] == "at_counter", notices(order)
    report(order, "parcel.unloaded", why="counter")
    assert state(order)[:2] == ("ready_for_pickup", "at_counter")


def a_damaged_parcel_waits_for_the_shop():
    order = central.order("SKU-1")
    report(order, "parcel.rejected", "", why="damaged")
    assert state(order)[:2] == ("on_hold", "rejected") and notices(order) == ["rejected"], (state(order), notices(order))
    before = told(order)
    central.post(f"/v1/fulfilments/{order['fulfilments'][0]['id']}/transitions", {"to": "packed"}, "staff")
    assert state(order)[:2] == ("packed", "expected") and told(order) == before == ("expected", None, 1)
    report(order, "parcel.loaded")
    assert state(order) == ("ready_for_pickup", "loaded", "A1")


def what_is_found_is_its_shoppers_again():
    order = collected()
    report(order, "parcel.found", "B1")
    assert state(order) == ("picked_up", "loaded", "B1") and told(order) == ("expected", None, 1), (state(order), told(order))
    assert notices(order)[-1] == "found"
    report(order, "parcel.picked_up", "B1")
    assert state(order)[:2] == ("picked_up", "picked_up") and told(order) is None


def what_was_paid_back_is_not():
    order = collected()
    refund(order)
    assert told(order)[:2] == ("withdrawn", "cancelled"), told(order)
    remarks = report(order, "parcel.found", "B1")
    assert "taken out" in remarks[0]["remark"] and state(order)[1:] == ("withdrawn", "B1"), (remarks, state(order))
    assert told(order)[:2] == ("withdrawn", "cancelled") and "found" not in notices(order)


def what_is_put_in_too_late_comes_out():
    order = central.order("SKU-1")
    central.post(f"/v1/orders/{order['id']}/cancel", {})
    assert told(order)[:2] == ("withdrawn", "cancelled"), told(order)
    remarks = report(order, "parcel.loaded")
    assert "taken out" in remarks[0]["remark"] and state(order)[1:] == ("withdrawn", "A1"), state(order)


def a_bad_report_keeps_nobody_waiting():
    first, second = central.order("SKU-2"), central.order("SKU-2")
    unpaid = central.order("SKU-2", payment={"method": "vietqr", "status": "pending"})
    stranger = event("parcel.loaded", label="nobody's", door="A1")
    answer = send(event("parcel.loaded", label=label_of(first), door="A1"), stranger,
                  event("parcel.loaded", label=label_of(unpaid), door="A3"), event("parcel.vanished"),
                  event("parcel.loaded", label=label_of(second), door="A2"))
    assert [one["id"] for one in answer["remarks"]][0] == stranger["id"] and len(answer["remarks"]) == 3, answer
    assert state(first) == ("ready_for_pickup", "loaded", "A1") and state(second) == ("ready_for_pickup", "loaded", "A2")
    assert state(unpaid)[:2] == ("open", "expected"), state(unpaid)  # taken back whole
    kept = central.sql(f"SELECT remark, alarm FROM kiosk_event WHERE id = '{stranger['id']}'")
    assert "nobody's" in kept[0][0] and int(kept[0][1]) == 1, kept


def order_and_repeats_do_not_matter():
    order = central.order("SKU-2")
    loaded = event("parcel.loaded", label=label_of(order), door="A1")
    picked = event("parcel.picked_up", label=label_of(order), door="A1")
    assert send(picked, loaded) == {"accepted_through": picked["seq"], "remarks": []}
    assert state(order)[:2] == ("picked_up", "picked_up")
    assert send(loaded, picked, loaded) == {"accepted_through": picked["seq"], "remarks": []}
    assert state(order)[:2] == ("picked_up", "picked_up")
    assert notices(order).count("picked_up") == 1


def what_is_of_no_parcel_is_kept():
    rows = [("door.forced", {"door": "A1"}, 1), ("door.stuck", {"door": "A2"}, 1), ("pass.refused", {"reason": "expired"}, 0),
            ("staff.called", {"kind": "help"}, 1), ("clock.jumped", {"seconds": "90"}, 1), ("clock.reset", {"seconds": "90"}, 0),
            ("self_test.done", {"good": "yes", "checks": "9", "failed": "0"}, 0),
            ("self_test.done", {"good": "no", "checks": "9", "failed": "1"}, 1), ("parcel.stranger", {"label": "x", "door": "A1"}, 1)]
    sent = [event(kind, **data) for kind, data, _ in rows]
    assert send(*sent)["remarks"] == []
    for one, (kind, data, alarm) in zip(sent, rows):
        kept = central.sql(f"SELECT alarm, door FROM kiosk_event WHERE id = '{one['id']}'")
        assert (int(kept[0][0]), kept[0][1]) == (alarm, data.get("door", "")), (kind, kept)


def the_fleet_page_shows_what_needs_a_look():
    central.sql("INSERT INTO kiosk (id, store, last_seq, last_seen_ms, enrolled_ms) VALUES ('kiosk-0', '4711', 0, 0, 0)")
    order = central.order("SKU-3")
    report(order, "parcel.loaded", "D4")
    report(order, "parcel.at_counter", "D4")
    hour = 3600 * 1000
    central.sql(f"UPDATE kiosk_event SET received_ms = received_ms - {5 * hour} WHERE type = 'parcel.loaded'")
    password = base64.b64encode(("admin:" + central.keys["admin"]).encode()).decode()
    page = central.call("GET", "/admin?lang=en", headers={"Authorization": "Basic " + password}).body.decode()
    page = re.sub('<td data-head="[^"]+">', "<td>", page)
    tiles = dict(reversed(pair) for pair in re.findall(r'<div class="tile"><b>(\d+)</b>([^<]*)</div>', page))
    assert tiles["Hours until pickup, average"] == "5" and int(tiles["Parcels in lockers"]) >= 1, tiles
    assert int(tiles["Alarms in 24 h"]) > 5, tiles
    assert "<td>To the counter</td><td>D4</td>" in page and "<td>0 min</td>" in page and "There is no parcel nobody" in page, page
    with open(os.environ.get("CUBBY_FLEET_PAGE", "/dev/null"), "w", encoding="utf-8") as file:
        file.write(page)


TESTS = [
    ("a parcel goes in, to another door, out, and to its shopper", a_parcel_goes_in_and_out),
    ("a stuck door sends the customer to the counter", a_stuck_door_sends_the_customer_to_the_counter),
    ("a damaged parcel waits for the shop, and is announced anew", a_damaged_parcel_waits_for_the_shop),
    ("what is found is its shopper's again", what_is_found_is_its_shoppers_again),
    ("what was paid back and is found is not handed out", what_was_paid_back_is_not),
    ("what is put in after it was cancelled comes out", what_is_put_in_too_late_comes_out),
    ("a bad report keeps nobody waiting and is kept with its reason", a_bad_report_keeps_nobody_waiting),
    ("order and repeats do not matter", order_and_repeats_do_not_matter),
    ("the fleet page shows what needs a look", the_fleet_page_shows_what_needs_a_look),
    ("what is of no parcel is kept, with its alarm", what_is_of_no_parcel_is_kept),
]

try:
    status = run("/central/reports", TESTS)
finally:
    central.close()
sys.exit(status)
