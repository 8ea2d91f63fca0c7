# SPDX-License-Identifier: Apache-2.0
"""The shop left open: a person plays the shopper and the staff, this terminal is their hands."""

import webbrowser

from . import phone_order
from .refusals import make_cases
from .world import STAFF_BADGE, STAFF_PIN

HELP = f"""
The kiosk is the window in front of you; the locker bank is at %(page)s
(take, put, shut and jam doors there). The central service: %(central)s

What this terminal holds before the kiosk's camera:
  o   place an order by phone, pick and pack it, and show its parcel label
  b   the staff badge (PIN {STAFF_PIN}); then Restock, and: l
  l   the label of the last parcel
  p   the pass of the last order (after restocking, the QR of the ready e-mail)
  f   a forged pass      e   an expired one      x   one of another store
  c   nothing before the camera
  d   stop the central service (the network is down), or start it again
  m   the last e-mail
  q   close the shop
"""


class Counter:
    def __init__(self, world):
        self.world = world
        self.order = None
        self.number = 0

    def new_order(self):
        world = self.world
        self.number += 1
        sku = phone_order.find_stocked(world)["sku"]
        self.order = phone_order.place_order(world, sku, f"counter-{self.number}")
        phone_order.pack(world, self.order)
        self.show_label()
        return f"order {self.order['number']}, parcel label {self.label()}"

    def label(self):
        return self.order["fulfilments"][0]["parcels"][0]["label"]

    def show_label(self):
        phone_order.hold_up(self.world, self.label(), "label", paper=True)

    def show_pass(self):
        self.world.pass_text = self.world.api.get(f"/v1/orders/{self.order['id']}/pass")["text"]
        phone_order.hold_up(self.world, self.world.pass_text, "pass")

    def show_wrong_pass(self, kind):
        self.show_pass()
        text = next(text for what, text, _ in make_cases(self.world) if what.startswith(kind))
        phone_order.hold_up(self.world, text, "wrong")

    def toggle_central(self):
        if self.world.programs["central"].is_running():
            self.world.stop_central()
            return "the central service is down"
        self.world.start_central()
        return "the central service is up"

    def last_mail(self):
        messages = self.world.mailbox.messages
        return str(messages[-1][1]["subject"]) if messages else "no e-mail yet"


def serve_customers(world):
    counter = Counter(world)
    page = f"http://127.0.0.1:{world.ports['page']}/"
    verbs = {
        "o": counter.new_order, "l": counter.show_label, "p": counter.show_pass,
        "b": lambda: phone_order.hold_up(world, "CB1:" + STAFF_BADGE, "badge", paper=True),
        "f": lambda: counter.show_wrong_pass("forged"), "e": lambda: counter.show_wrong_pass("expired"),
        "x": lambda: counter.show_wrong_pass("of another"), "c": world.camera.show_nothing,
        "d": counter.toggle_central, "m": counter.last_mail,
    }
    webbrowser.open(page)
    print(HELP % {"page": page, "central": world.api.url})
    while world.programs["kiosk"].is_running():
        try:
            word = input("shop> ").strip()
        except EOFError:
            return
        if word == "q":
            return
        if word not in verbs:
            print(HELP % {"page": page, "central": world.api.url})
            continue
        if word in "lpfex" and counter.order is None:
            print("there is no order yet: o")
            continue
        print(verbs[word]() or "")
