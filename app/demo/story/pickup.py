# SPDX-License-Identifier: Apache-2.0
"""Chapters 6 and 7: the pickup with the network down, and what the centre knows afterwards."""

from .phone_order import BUYER
from .report import expect, wait_until
from .world import STORE


def content_of(world, door):
    return next(one["content"] for one in world.locker_call("Bank", "GetDoors", "")[0] if one["name"] == door)


def collect_offline(world, report):
    world.stop_central()
    world.crash("lockerd", "linkd", "kiosk")
    before = world.bank.pulses()
    world.picture("06-attract-offline")
    scans, pulses = world.programs["kiosk"].mark(), world.programs["lockerd"].mark()
    world.camera.hold_phone(world.pass_picture)
    scanned = world.programs["kiosk"].wait_for(r"event=scanned .*kind=pass.* at_us=(\d+)", 20, scans)
    pulsed = world.programs["lockerd"].wait_for(r"event=pulse .*at_us=(\d+)", 20, pulses)
    report.facts["scan_to_pulse_ms"] = (int(pulsed.group(1)) - int(scanned.group(1))) / 1000
    world.bank.wait_open(world.door)
    world.screen.wait_for(world.door)
    world.picture("06-door-open")
    world.camera.show_nothing()
    moved = {name: count - before[name] for name, count in world.bank.pulses().items() if count != before[name]}
    expect(moved == {world.door: 1}, f"pulses: {moved}, but only {world.door} holds the parcel")
    world.crash("lockerd")
    world.bank.use_door(world.door, "take")
    wait_until("the compartment is empty", lambda: content_of(world, world.door) == "empty")
    world.screen.wait_for(world.tr("Thank you"))
    world.picture("06-thank-you")
    return (f"door {world.door}, one pulse, no network; "
            f"scan to pulse {report.facts['scan_to_pulse_ms']:.1f} ms")


def settle(world, _report):
    world.crash("linkd", "lockerd")
    world.start_central()
    world.crash("central", "linkd")
    fulfilment = wait_until("the central service shows picked_up", lambda: next(
        (one for one in world.api.get(f"/v1/orders/{world.order['id']}")["fulfilments"] if one["state"] == "picked_up"), None), 60)
    order = world.api.get(f"/v1/orders/{world.order['id']}")
    expect(order["status"] == "completed", f"the order is {order['status']}, not completed")
    sku = order["lines"][0]["sku"]
    level = world.api.level(sku, STORE)
    used = world.api.get(f"/v1/orders/{world.order['id']}/pass")
    expect(used["state"] == "used", f"the pass is {used['state']}, not used")
    world.mailbox.wait_for(BUYER, 3)
    expect(world.central("check", "--database", world.database) is not None, "the ledger does not agree")
    events = world.locker_call("Link", "ReadEvents", "(tu)", 0, 100)[0]
    expect(not events, f"{len(events)} events still wait in the outbox")
    expect(world.bank.total_pulses() == 2, f"{world.bank.total_pulses()} pulses for one stow and one pickup")
    return f"fulfilment {fulfilment['state']}, order completed, {sku} on hand {level['on_hand']}; the outbox is empty, every event once"
