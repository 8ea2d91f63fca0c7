# SPDX-License-Identifier: Apache-2.0
"""Chapters 3 to 5: an order from the phone, the parcel into the locker, the notice to the buyer."""

import os

from . import mailbox
from .report import expect, wait_until
from .world import STAFF_BADGE, STAFF_PIN, STORE

BUYER = "minh@example.com"
READY = {"vi": "sẵn sàng", "th": "พร้อม", "en": "ready"}


def find_stocked(world, least=3):
    """A variant of which the store itself has some."""
    for level in world.api.get(f"/v1/stock?location={STORE}")["levels"]:
        if level["purchasable"] >= least:
            return level
    raise ValueError("nothing is in stock at the store")


def place_order(world, sku, key, buyer=BUYER):
    return world.api.post("/v1/orders", {
        "channel": "phone", "external_id": key, "language": world.language,
        "customer": {"name": "Minh", "email": buyer, "phone": "+84901234567"},
        "lines": [{"sku": sku, "quantity": 1}],
        "fulfilment": {"method": "locker_pickup", "location": STORE},
        "payment": {"method": "card", "status": "paid"}}, key=key)


def order_by_phone(world, _report):
    before = find_stocked(world)
    sku = before["sku"]
    order = place_order(world, sku, "phone-0001")
    world.crash("central", "linkd")
    again = place_order(world, sku, "phone-0001")
    expect(again["id"] == order["id"], "the same key made a second order")
    after = world.api.level(sku, STORE)
    expect(after["allocated"] == before["allocated"] + 1, f"allocated is {after['allocated']}, not {before['allocated'] + 1}")
    expect(after["on_hand"] == before["on_hand"], "on_hand changed before anything was handed over")
    fulfilment = order["fulfilments"][0]
    world.order, world.label = order, fulfilment["parcels"][0]["label"]
    mail = world.mailbox.wait_for(BUYER, 1)
    expect(order["number"] in str(mail["subject"]) + mailbox.text_of(mail), "the confirmation does not name the order")
    return f"order {order['number']} for {sku}: allocated {before['allocated']} → {after['allocated']}; confirmation “{mail['subject']}”"


def pack(world, order):
    """What the store's picking device tells the central service."""
    fulfilment = order["fulfilments"][0]["id"]
    for state in ("accepted", "picking", "packed"):
        world.api.post(f"/v1/fulfilments/{fulfilment}/transitions", {"to": state}, "staff")


def hold_up(world, text, name, paper=False):
    """Holds a QR of the text before the camera."""
    picture = world.path(name + ".png")
    world.ctl("pass", "qr", text, "--output", picture)
    (world.camera.hold_paper if paper else world.camera.hold_phone)(picture)


def sign_in(world):
    hold_up(world, "CB1:" + STAFF_BADGE, "badge", paper=True)
    world.screen.wait_for(world.tr("Enter your PIN"))
    world.camera.show_nothing()
    world.screen.press_each(list(STAFF_PIN))
    world.screen.press(world.tr("Sign in"))
    world.screen.wait_for(world.tr("Restock"))


def stow(world, label, picture=None):
    """Scans a label at the restock screen and plays the hand. Returns the door."""
    before = world.bank.pulses()
    hold_up(world, label, "label-" + label, paper=True)
    door = wait_until("a lock is pulsed", lambda: next(
        (name for name, count in world.bank.pulses().items() if count > before[name]), None))
    world.camera.show_nothing()
    world.bank.wait_open(door)
    world.screen.wait_for(door)
    if picture is not None:
        world.picture(picture)
    world.crash("lockerd")
    world.bank.use_door(door, "put", label, seconds=1)
    wait_until("the parcel is loaded", lambda: any(
        one["name"] == door and one["content"] == "loaded" for one in world.locker_call("Bank", "GetDoors", "")[0]))
    after = world.bank.pulses()
    expect(sum(after.values()) == sum(before.values()) + 1, "more than one lock was pulsed")
    return door


def restock(world, _report):
    pack(world, world.order)
    wait_until("the kiosk expects the parcel", lambda: world.label in "".join(
        world.programs["lockerd"].lines) or _is_expected(world), 15)
    sign_in(world)
    world.picture("04-staff-home")
    world.screen.press(world.tr("Restock"))
    world.screen.wait_for(world.tr("Scan a parcel label"))
    world.picture("04-restock")
    door = stow(world, world.label, "04-restock-door-open")
    world.door = door
    world.picture("04-restock-done")
    world.screen.press(world.tr("Sign out"))
    world.crash("linkd", "lockerd", "central")
    ready = wait_until("the fulfilment is ready for pickup", lambda: _fulfilment(world)["state"] == "ready_for_pickup")
    expect(ready, "the fulfilment is not ready for pickup")
    return f"parcel {world.label} lies in {door}; one pulse; fulfilment ready_for_pickup"


def _is_expected(world):
    return world.locker_call("Service", "GetStatus", "")[0].get("expected", 1) > 0


def _fulfilment(world):
    return world.api.get(f"/v1/orders/{world.order['id']}")["fulfilments"][0]


def receive_ready_mail(world, _report):
    mail = world.mailbox.wait_for(BUYER, 2)
    picture = mailbox.picture_of(mail)
    expect(picture is not None, "the ready e-mail has no inline picture")
    world.pass_picture = world.path("pass.png")
    with open(world.pass_picture, "wb") as file:
        file.write(picture)
    os.makedirs(world.screenshots, exist_ok=True)
    with open(os.path.join(world.screenshots, "05-pass.png"), "wb") as file:
        file.write(picture)
    text = world.ctl("scan", world.pass_picture).split("\t")[2]
    expected = world.api.get(f"/v1/orders/{world.order['id']}/pass")
    expect(text == expected["text"], "the picture does not hold the pass of the order")
    world.pass_text = text
    words = str(mail["subject"]) + mailbox.text_of(mail)
    expect(READY[world.language] in words.lower(), "the ready e-mail is not in the buyer's language")
    return f"“{mail['subject']}”, a pass of {len(text)} characters inline"
