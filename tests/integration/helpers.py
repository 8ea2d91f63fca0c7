#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Passes for helpers, keys that rotate and badges of the centre, with the real programs and doors: what was taken
back opens nothing, what is live opens, and staff of the centre sign in after their list was fetched.

usage: helpers.py ROOT BUILD
"""

import sys
import time

from gi.repository import Gio

from story import opening, phone_order
from story.phone_order import place_order
from story.report import Report, expect, wait_until
from story.world import STAFF_BADGE, STAFF_PIN, STORE, World

CENTRAL_BADGE, CENTRAL_PIN = "C-7007", "591846"


def call(world, method, signature, *arguments):
    return world.locker_call("Counter", method, signature, *arguments)


def passes(world):
    return world.api.get(f"/v1/orders/{world.order['id']}/passes")["passes"]


def help_with(world, name):
    cti = world.api.post(f"/v1/orders/{world.order['id']}/passes", {"kind": "helper", "name": name})["cti"]
    return next(one for one in passes(world) if one["cti"] == cti)


def present(world, text):
    """Shows a pass until lockerd has time for it. Returns (reason, door)."""
    def once():
        reason, _, door, _ = call(world, "PresentPass", "(s)", text)
        return None if reason == "wait" else (reason, door)
    return wait_until("the pass is judged", once, 30)


def sign_in(world, badge, pin):
    reason, session, detail = call(world, "SignIn", "(ss)", badge, pin)
    expect(reason == "granted", f"{badge} signs in: {reason}")
    return session, detail


def stow(world):
    session, _ = sign_in(world, STAFF_BADGE, STAFF_PIN)
    reason, _, door, _ = wait_until("the parcel is expected", lambda: (
        lambda answer: answer if answer[0] == "granted" else None)(call(world, "BeginStow", "(ss)", session, world.label)), 20)
    expect(reason == "granted", reason)
    world.bank.wait_open(door)
    world.bank.use_door(door, "put", world.label, seconds=1)
    wait_until("the parcel is loaded", lambda: any(
        one["name"] == door and one["content"] == "loaded" for one in world.locker_call("Bank", "GetDoors", "")[0]))
    call(world, "SignOut", "(s)", session)
    return door


def open_shop(world, report):
    opening.open_central(world, report)
    world.write_cubby_conf()
    opening.enrol(world)
    world.start_bus()
    world.staff_bus = Gio.bus_get_sync(Gio.BusType.SESSION)  # who signs in stays on the bus
    world.start_sim()
    world.start_lockerd()
    world.start_linkd()
    wait_until("every door is seen shut", lambda: all(
        door["door"] == "shut" for door in world.locker_call("Bank", "GetDoors", "")[0]), 15)


def sync(world, what):
    return world.ctl(what, "sync", "--config", world.path("cubby.conf"))


def says_hello(world):
    kiosk = wait_until("the kiosk has said hello", lambda: (
        lambda one: one if one["hello_at"] else None)(world.api.get("/v1/kiosks/kiosk-1", "admin")), 10)
    expect(abs(kiosk["skew_ms"]) < 5000 and not kiosk["skew_alarm"] and kiosk["version"], str(kiosk))
    status = world.ctl("status", "--session")
    expect("ms ahead of the central service" in status and "link online" in status, status)


def another_token(world):
    """The link goes on with the new one: what follows here needs it."""
    world.ctl("token", "rotate", "--config", world.path("cubby.conf"))
    sync(world, "keys")


def central_staff(world):
    world.api.post("/v1/staff", {"badge": CENTRAL_BADGE, "name": "Trà", "role": "restock", "stores": [STORE], "pin": CENTRAL_PIN}, "admin")
    before, _, _ = call(world, "SignIn", "(ss)", CENTRAL_BADGE, CENTRAL_PIN)
    expect(before != "granted", "a badge was good before its list was fetched")
    sync(world, "staff")
    session, detail = sign_in(world, CENTRAL_BADGE, CENTRAL_PIN)
    expect(detail["role"] == "restock" and detail["name"] == "Trà", str(detail))
    call(world, "SignOut", "(s)", session)
    world.api.post(f"/v1/staff/{CENTRAL_BADGE}/revoke", {}, "admin")
    sync(world, "staff")
    after, _, _ = call(world, "SignIn", "(ss)", CENTRAL_BADGE, CENTRAL_PIN)
    expect(after != "granted", "a revoked badge signs in")


def helpers(world, door):
    taken_back, live = help_with(world, "Lan"), help_with(world, "Hoa")
    own = passes(world)[0]
    world.api.post(f"/v1/orders/{world.order['id']}/passes/{taken_back['cti']}/revoke", {})
    before = world.bank.pulses()
    time.sleep(2)  # asked before it has heard, the kiosk would open: it may be without a network for days
    # what was made and taken back in one breath, the kiosk never knew
    wait_until("the kiosk hears of it", lambda: present(world, taken_back["text"])[0] in ("revoked", "not_here") or None, 20)
    reason, _, _, _ = call(world, "PresentCode", "(s)", taken_back["code"])
    expect(reason != "granted", "the code of a revoked pass opened a door")
    expect(world.bank.pulses() == before, "a revoked pass opened a door")
    reason, opened = present(world, live["text"])
    expect(reason == "granted" and opened == door, f"the live helper pass: {reason} {opened}")
    world.bank.wait_open(door)
    world.bank.use_door(door, "take", seconds=3)
    used = wait_until("the order is collected", lambda: (
        lambda found: found if all(one["state"] in ("used", "revoked") for one in found) else None)(passes(world)), 20)
    expect({one["cti"]: one["state"] for one in used}[own["cti"]] == "used", str(used))
    reason, _ = present(world, own["text"])
    expect(reason != "granted", "the buyer's pass opened the empty door")


def main():
    world = World(*sys.argv[1:3], sys.argv[2], "en", False, False)
    good = False
    try:
        open_shop(world, Report(None))
        world.order = place_order(world, phone_order.find_stocked(world)["sku"], "helpers")
        world.label = world.order["fulfilments"][0]["parcels"][0]["label"]
        phone_order.pack(world, world.order)
        door = stow(world)
        world.central("pass-key", "rotate", world.path("pass.key"), "--in", "0")
        wait_until("the kiosk learns the new key", lambda: "2 pass key" in sync(world, "keys") or None, 20)
        says_hello(world)
        another_token(world)
        central_staff(world)
        helpers(world, door)
        good = True
    finally:
        world.close(keep=not good)
        if not good:
            print(f"Logs and files of this run: {world.directory}", file=sys.stderr)


if __name__ == "__main__":
    main()
