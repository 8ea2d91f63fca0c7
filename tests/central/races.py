# SPDX-License-Identifier: Apache-2.0
"""Two processes on one PostgreSQL do two things with one order at one moment, and it is as if one had come after the other.

A gate makes the moment: a transaction of ours keeps a row that both need, until both stand before it."""

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid
from http.client import HTTPConnection

from harness import PROGRAM, STORE, Central, postgresql, run, small_range

STORM_S = 1.5
HELPERS, REISSUES = 3, 3


def make_range():
    """Plenty of everything, and SKU-3 so large that two pieces fill a parcel."""
    document = small_range()
    for level in document["stock"]:
        level["on_hand"] = 100000
    document["products"][2]["variants"][0]["parcel_size"] = "XL"
    return document


central = Central(range_document=make_range()).start()
central.keys["other-kiosk"] = central.command("key", "add", "--scope", "kiosk", "--name", "kiosk-1", "--store", STORE)


class Second:
    """Another process on the same database."""

    def __init__(self):
        self.log = open(central.path("log-2"), "a", encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, "--database", central.database, "--listen", "127.0.0.1:0", "--config", central.path("central.conf")],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        found = re.match(r"listening http://(.*):(\d+)", self.process.stdout.readline())
        self.address = (found.group(1), int(found.group(2)))

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
        self.process.stdout.close()
        self.log.close()


second = Second()
connections = [HTTPConnection(*central.address, timeout=30), HTTPConnection(*second.address, timeout=30)]


class Gate:
    """A transaction that did @statement and stays open."""

    def __init__(self, statement):
        self.psql = subprocess.Popen([os.path.join(postgresql.PROGRAMS, "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", central.database],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.psql.stdin.write(f"BEGIN;\n{statement};\n\\echo shut\n")
        self.psql.stdin.flush()
        line = self.psql.stdout.readline()
        while line and line.strip() != "shut":
            line = self.psql.stdout.readline()
        assert line, statement

    def open(self):
        self.psql.communicate("ROLLBACK;\n", timeout=15)
        assert self.psql.returncode == 0


def count_waiting():
    return int(central.sql("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")[0][0])


class Doing(threading.Thread):
    """@what(connection) in the process @number."""

    def __init__(self, number, what):
        super().__init__()
        self.number, self.what, self.answer = number, what, None
        self.start()

    def run(self):
        self.answer = self.what(connections[self.number])

    def wait_until_held(self, n):
        end = time.monotonic() + 10
        while self.is_alive() and count_waiting() < n:
            assert time.monotonic() < end, "nobody waits"


def race(gate, *whats):
    """Both stand before @gate, in this order, when it opens; their answers."""
    shut = Gate(gate)
    doing = []
    try:
        for number, what in enumerate(whats):
            doing.append(Doing(number, what))
            doing[-1].wait_until_held(number + 1)
    finally:
        shut.open()
        for one in doing:
            one.join(30)
    assert all(one.answer is not None and one.answer.status < 500 for one in doing), [one.answer and (one.answer.status, one.answer.body) for one in doing]
    return [one.answer for one in doing]


def post(path, body, scope="channel"):
    return lambda connection: central.call("POST", path, scope, body, connection=connection)


def help_of(order, name="Ann"):
    return post(f"/v1/orders/{order['id']}/passes", {"kind": "helper", "name": name})


def reissue(order):
    return post(f"/v1/orders/{order['id']}/passes:reissue", {})


def revoke(order, cti):
    return post(f"/v1/orders/{order['id']}/passes/{cti}/revoke", {})


def cancel(order):
    return post(f"/v1/orders/{order['id']}/cancel", {"reason": "no longer wanted"})


def become(fulfilment, state):
    return post(f"/v1/fulfilments/{fulfilment['id']}/transitions", {"to": state}, "staff")


def report(kind, parcel, scope="kiosk", event=None):
    seq = random.randrange(1 << 40)
    return post("/v1/kiosk/events", {"events": [{"seq": seq, "id": event or str(uuid.uuid4()), "time": "2026-11-22T03:00:00.000Z", "type": kind,
                                                 "data": {"label": parcel["label"], "door": "A1"}}]}, scope)


def on_form(order, action, **fields):
    """Of the pass page, by the address the buyer has."""
    path = urllib.parse.urlsplit(order["pass_url"]).path + action
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return lambda connection: central.call("POST", path, None, urllib.parse.urlencode(fields).encode(), False, headers, connection)


def parcels_of(order):
    return f"SELECT 1 FROM parcel WHERE fulfilment IN (SELECT id FROM fulfilment WHERE order_id = '{order['id']}') FOR UPDATE"


def helpers_of(order):
    return [row[0] for row in central.sql(f"SELECT cti FROM pass WHERE order_id = '{order['id']}' AND kind = 'helper' AND state = 'active'")]


def status_of(order):
    return central.sql(f"SELECT status FROM orders WHERE id = '{order['id']}'")[0][0]


def check_told(order):
    """The last that kiosks hear of each parcel is how things stand."""
    rows = central.sql("SELECT c.label, c.version, c.state, f.id, f.state, o.status, w.data FROM parcel c JOIN fulfilment f ON f.id = c.fulfilment"
                       " JOIN orders o ON o.id = f.order_id JOIN change_feed w ON w.topic = 'parcel' AND w.item = c.label"
                       f" WHERE o.id = '{order['id']}'")
    assert rows
    for label, version, parcel, fulfilment, state, status, data in rows:
        if data is None:
            assert parcel in ("picked_up", "loaded"), (label, parcel)  # the kiosk itself put it in once more
            continue
        notice = json.loads(data)
        live = {row[0] for row in central.sql(f"SELECT cti FROM pass WHERE fulfilment = '{fulfilment}' AND state = 'active'")}
        assert notice["version"] == int(version), (notice["version"], version)
        assert set(notice["ctis"]) == live, (label, "told to be live", notice["ctis"], "are", live)
        over = "cancelled" in (state, status)
        assert (notice["state"] == "withdrawn") == (parcel == "withdrawn") and (notice["state"] == "withdrawn" or not over), (notice, parcel, state, status)


def two_helpers_revoked_are_both_dead():
    order = central.order()
    ctis = [help_of(order, name)(connections[0]).json()["cti"] for name in ("Ann", "Ben")]
    answers = race(parcels_of(order), revoke(order, ctis[0]), revoke(order, ctis[1]))
    assert [one.status for one in answers] == [200, 200]
    assert helpers_of(order) == []
    check_told(order)


def cancelled_before_a_helper():
    order = central.order()
    answers = race(parcels_of(order), cancel(order), help_of(order))
    assert [one.status for one in answers] == [200, 409], [one.body for one in answers]
    check_told(order)


def cancelled_after_a_helper():
    order = central.order()
    answers = race(parcels_of(order), help_of(order), cancel(order))
    assert [one.status for one in answers] == [201, 200], [one.body for one in answers]
    check_told(order)


def cancelled_before_a_revocation():
    order = central.order()
    cti = help_of(order)(connections[0]).json()["cti"]
    race(parcels_of(order), cancel(order), revoke(order, cti))
    assert status_of(order) == "cancelled"
    check_told(order)


def as_many_helpers_as_may_be():
    order = central.order()
    for _ in range(HELPERS - 1):
        assert help_of(order)(connections[0]).status == 201
    answers = race(parcels_of(order), help_of(order), help_of(order))
    assert answers[0].status == 201 and answers[1].problem == "limit-reached", answers[1].body
    assert len(helpers_of(order)) == HELPERS
    check_told(order)


def as_often_anew_as_may_be():
    order = central.order()
    for _ in range(REISSUES - 1):
        assert reissue(order)(connections[0]).status == 200
    answers = race(parcels_of(order), reissue(order), reissue(order))
    assert [one.status for one in answers] == [200, 429], [one.body for one in answers]
    check_told(order)


def made_anew_after_a_helper():
    order = central.order()
    race(parcels_of(order), help_of(order), reissue(order))
    assert helpers_of(order) == []
    check_told(order)


def an_old_page_makes_no_helper():
    order = central.order()
    answers = race(parcels_of(order), reissue(order), on_form(order, "/helpers", name="Eve"))
    assert answers[1].status == 404, (answers[1].status, answers[1].headers)
    assert helpers_of(order) == []
    check_told(order)


def halves(order):
    return order["fulfilments"][0], order["fulfilments"][1]


def order_in_two(until):
    """An order of two fulfilments of the store, each brought so far."""
    body = central.order_body(lines=[{"sku": "SKU-1", "quantity": 1}, {"sku": "SKU-2", "quantity": 1}],
                              fulfilments=[{"method": "store_pickup", "location": STORE, "lines": [line]} for line in (0, 1)])
    del body["fulfilment"]
    order = central.post("/v1/orders", body)
    for fulfilment in halves(order):
        for state in until:
            assert become(fulfilment, state)(connections[0]).status == 200
    return order


def row_of(order):
    return f"UPDATE orders SET updated_ms = updated_ms WHERE id = '{order['id']}'"


def the_last_two_are_collected():
    order = order_in_two(("accepted", "picking", "packed", "ready_for_pickup"))
    race(row_of(order), *(become(one, "picked_up") for one in halves(order)))
    assert status_of(order) == "completed"


def the_last_two_are_cancelled():
    order = order_in_two(())
    race(row_of(order), *(become(one, "cancelled") for one in halves(order)))
    assert status_of(order) == "cancelled"


def events_to_come(ids):
    """The gate of reports: their events, that somebody writes down and has not committed."""
    rows = ", ".join(f"('{one}', 'x', 0, 'x', 'x', 'x', 0)" for one in ids)
    return "INSERT INTO kiosk_event (id, kiosk, seq, time, type, data, received_ms) VALUES " + rows


def both_report(kind, parcels):
    ids = [str(uuid.uuid4()) for _ in parcels]
    race(events_to_come(ids), report(kind, parcels[0], "kiosk", ids[0]), report(kind, parcels[1], "other-kiosk", ids[1]))


def two_kiosks_take_and_give_the_last_parcels():
    order = central.order("SKU-3", 4)
    fulfilment = order["fulfilments"][0]
    assert len(fulfilment["parcels"]) == 2, fulfilment
    for kind, state in (("parcel.loaded", "ready_for_pickup"), ("parcel.picked_up", "picked_up")):
        both_report(kind, fulfilment["parcels"])
        found = central.sql(f"SELECT state FROM fulfilment WHERE id = '{fulfilment['id']}'")[0][0]
        assert found == state, (kind, found)
    assert status_of(order) == "completed"


def one_of(choices, order):
    """Something that happens to orders."""
    kind = choices.choice(("help", "help", "revoke", "revoke", "reissue", "loaded", "loaded", "picked_up", "accepted", "cancel"))
    helpers = central.get(f"/v1/orders/{order['id']}/passes")["passes"]
    fulfilment = order["fulfilments"][0]
    parcel = choices.choice(fulfilment["parcels"])
    return {"help": help_of(order), "reissue": reissue(order), "cancel": cancel(order), "accepted": become(fulfilment, "accepted"),
            "revoke": revoke(order, choices.choice(helpers)["cti"])}.get(kind) or report("parcel." + kind, parcel, choices.choice(("kiosk", "other-kiosk")))


def whatever_happens_at_once():
    choices = random.Random(4711)
    end = time.monotonic() + STORM_S
    count = 0
    while time.monotonic() < end:
        order = central.order("SKU-3", 4)
        for _ in range(6):
            doing = [Doing(number, one_of(choices, order)) for number in (0, 1)]
            for one in doing:
                one.join(30)
                assert one.answer is not None and one.answer.status < 500, one.answer and one.answer.body
            count += 2
        check_told(order)
    print(f"# {count} changes")


def an_order_that_was_left_behind_ends():
    global second
    order = order_in_two(("accepted", "picking", "packed", "ready_for_pickup", "picked_up"))
    none = order_in_two(("cancelled",))
    open_still = order_in_two(("accepted",))
    central.sql(f"UPDATE orders SET status = 'confirmed' WHERE id IN ('{order['id']}', '{none['id']}');"
                "DELETE FROM counter WHERE name = 'orders-ended-ms'")
    second.stop()
    second = Second()  # it looks after such things when it starts
    connections[1] = HTTPConnection(*second.address, timeout=30)
    end = time.monotonic() + 10
    while "confirmed" in (status_of(order), status_of(none)) and time.monotonic() < end:
        time.sleep(0.02)
    assert (status_of(order), status_of(none), status_of(open_still)) == ("completed", "cancelled", "confirmed")


def nobody_waited_for_somebody_who_waited_for_him():
    central.stop()
    second.stop()
    deadlocks = central.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")[0][0]
    assert deadlocks == "0", deadlocks


TESTS = [
    ("two helpers that are revoked at once are both dead at the kiosk", two_helpers_revoked_are_both_dead),
    ("an order that is cancelled gets no helper and stays withdrawn", cancelled_before_a_helper),
    ("a helper made just before does not bring a cancelled order back", cancelled_after_a_helper),
    ("nor does a pass that is revoked", cancelled_before_a_revocation),
    ("there are as many helpers as there may be and not one more", as_many_helpers_as_may_be),
    ("passes are made anew as often as they may be and not once more", as_often_anew_as_may_be),
    ("a helper made while passes are made anew does not outlive them", made_anew_after_a_helper),
    ("the old page makes no helper once passes are made anew", an_old_page_makes_no_helper),
    ("an order is completed when its last two parts are collected at once", the_last_two_are_collected),
    ("an order is cancelled when its last two parts are cancelled at once", the_last_two_are_cancelled),
    ("two kiosks take in and hand out the last two parcels at once", two_kiosks_take_and_give_the_last_parcels),
    ("whatever happens to an order at once is told to the kiosks as it is", whatever_happens_at_once),
    ("an order left open with nothing to come is ended by housekeeping", an_order_that_was_left_behind_ends),
    ("nobody waited for somebody who waited for him", nobody_waited_for_somebody_who_waited_for_him),
]

try:
    status = run("/central/races", TESTS)
finally:
    second.stop()
    central.close()
sys.exit(status)
