#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What does not go straight, with the real programs: a parcel that does not fit, one that is taken back, a
reconciliation by two people that finds it elsewhere, and a shopper who forgot something.

usage: second_thoughts.py ROOT BUILD SCREENSHOTS
"""

import sys
import time

from story import opening, phone_order
from story.phone_order import hold_up, place_order
from story.report import Report, expect, wait_until
from story.world import STAFF_PIN, World

SECOND_BADGE = "B-1002"


def content_of(world, door):
    return next(one["content"] for one in world.locker_call("Bank", "GetDoors", "")[0] if one["name"] == door)


def next_door(world, before):
    """The door whose lock is pulsed next, when it stands open."""
    door = wait_until("a lock is pulsed", lambda: next(
        (name for name, count in world.bank.pulses().items() if count > before[name]), None), 20)
    world.bank.wait_open(door)
    return door


def scan_label(world, name):
    hold_up(world, world.label, name, paper=True)


def order(world):
    sku = phone_order.find_stocked(world)["sku"]
    world.order = place_order(world, sku, "second-thoughts")
    world.label = world.order["fulfilments"][0]["parcels"][0]["label"]
    phone_order.pack(world, world.order)
    world.ctl("staff", "add", "--staff-file", world.path("staff.conf"), "--name", "Minh", "--role", "supervise",
              "--pin-stdin", SECOND_BADGE, stdin=STAFF_PIN + "\n")
    time.sleep(1)


def does_not_fit(world):
    tr, screen = world.tr, world.screen
    phone_order.sign_in(world)
    screen.press(tr("Restock"))
    screen.wait_for(tr("Scan a parcel label"))
    before = world.bank.pulses()
    scan_label(world, "label-1")
    small = next_door(world, before)
    world.camera.show_nothing()
    screen.wait_for(tr("Put the parcel in and shut the door."))
    screen.press(tr("Too small: a larger door"))
    screen.wait_for(tr("Keep the parcel in your hands. A larger door opens next."))
    world.picture("1-too-small")
    before = world.bank.pulses()
    world.bank.use_door(small, "shut", seconds=0.2)
    large = next_door(world, before)
    expect(large != small, f"door {small} opened again, and no larger one")
    screen.wait_for(tr("Door %s is open") % large)
    world.bank.use_door(large, "put", world.label, seconds=3)
    screen.wait_for(tr("Loaded"))
    expect(content_of(world, small) == "empty", f"{small} is {content_of(world, small)}, not empty")
    return large


def take_back(world, door):
    tr, screen = world.tr, world.screen
    screen.press(tr("Next parcel"))
    screen.wait_for(tr("just put in"))
    world.picture("2-just-put-in")
    before = world.bank.pulses()
    screen.press(tr("Take back"), exact=False)
    expect(next_door(world, before) == door, "another door opened than that of the parcel")
    screen.wait_for(tr("Take the parcel out again and shut the door."))
    world.bank.use_door(door, "take", seconds=3)
    screen.wait_for(tr("Taken back"))
    expect(content_of(world, door) in ("empty", "emptied"), f"{door} is {content_of(world, door)}")
    screen.press(tr("Next parcel"))
    screen.wait_for(tr("Scan a parcel label"))
    return phone_order.stow(world, world.label)


def check(world, loaded):
    """Two people look behind two doors: the parcel is not where it was put, but behind the other."""
    tr, screen = world.tr, world.screen
    other = next(one["name"] for one in world.locker_call("Bank", "GetDoors", "")[0]
                 if one["content"] == "empty" and one["size"] in ("l", "L", "xl", "XL"))
    screen.press(tr("Next parcel"))
    screen.press(tr("Tasks"))
    screen.press(tr("Check what is inside"))
    for door in (loaded, other):
        screen.press(f"{door}: ", exact=False)
    before = world.bank.pulses()
    screen.press(tr("Go on"))
    screen.wait_for(tr("Now the second badge"))
    hold_up(world, "CB1:" + SECOND_BADGE, "second-badge", paper=True)
    screen.wait_for(tr("Enter your PIN"))
    world.camera.show_nothing()
    screen.press_each(list(STAFF_PIN))
    screen.press(tr("Sign in"))
    for turn in range(2):
        door = next_door(world, before)
        before = world.bank.pulses()
        screen.wait_for(tr("Scan what you see in %s") % door)
        if door == loaded:
            world.bank.hand(door, "take")
            screen.press(tr("Nothing is in it"))
            screen.wait_for(tr("Noted: nothing is in it. Shut the door."))
        else:
            world.bank.hand(door, "put", world.label)
            scan_label(world, f"label-seen-{turn}")
            screen.wait_for("…" + world.label[-8:])
            world.camera.show_nothing()
            time.sleep(1)
        world.bank.hand(door, "shut")
    screen.wait_for(tr("Checked"))
    screen.wait_for("…" + world.label[-8:])
    world.picture("3-differences")
    expect(content_of(world, other) == "loaded", f"{other} is {content_of(world, other)}, not loaded")
    screen.press(tr("Tasks"))
    screen.press(tr("Sign out"))
    screen.wait_for(tr("Collect"))
    return other


def forget_something(world, door):
    tr, screen = world.tr, world.screen
    text = wait_until("there is a pass", lambda: world.api.get(f"/v1/orders/{world.order['id']}/pass").get("text"), 30)
    before = world.bank.pulses()
    hold_up(world, text, "pass")
    expect(next_door(world, before) == door, "another door opened than that of the parcel")
    world.camera.show_nothing()
    world.bank.use_door(door, "take", seconds=3)
    screen.wait_for(tr("I forgot something"))
    world.picture("4-forgot-something")
    before = world.bank.pulses()
    screen.press(tr("I forgot something"))
    expect(next_door(world, before) == door, "another door opened again")
    screen.wait_for(tr("Door %s is open") % door)
    world.bank.use_door(door, seconds=3)
    screen.wait_for(tr("Thank you"))
    moved = {name: count - before[name] for name, count in world.bank.pulses().items() if count != before[name]}
    expect(moved == {door: 1}, f"pulses: {moved}")


def main():
    root, build, screenshots = sys.argv[1:4]
    world = World(root, build, screenshots, "en", False, True)
    report = Report(None)
    good = False
    try:
        opening.open_central(world, report)
        opening.open_kiosk(world, report)
        order(world)
        door = does_not_fit(world)
        door = take_back(world, door)
        door = check(world, door)
        forget_something(world, door)
        good = True
    except Exception:
        world.picture("failed")
        raise
    finally:
        world.close(keep=not good)
        if not good:
            print(f"Logs and files of this run: {world.directory}", file=sys.stderr)


if __name__ == "__main__":
    main()
