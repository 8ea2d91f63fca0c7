# SPDX-License-Identifier: Apache-2.0
"""Chapters 1 and 2: the shop opens."""

import json
import os

from .report import expect, wait_until
from .world import STAFF_BADGE, STAFF_PIN, STORE

LANGUAGES = ("vi", "th", "en")


def check_range(document):
    products, categories = document["products"], document["categories"]
    expect(len(products) >= 80, f"the range has {len(products)} products, not 80")
    expect(len(categories) >= 8, f"the range has {len(categories)} categories, not 8")
    for product in products:
        for language in LANGUAGES:
            expect(product["name"].get(language), f"{product['id']} has no name in {language}")


def open_central(world, _report):
    demo = os.path.join(world.root, "assets/demo")
    with open(os.path.join(demo, "range.json"), encoding="utf-8") as file:
        document = json.load(file)
    check_range(document)
    world.mailbox.start(world.ports["smtp"])
    world.write_central_conf()
    world.central("pass-key", "generate", world.path("pass.key"))
    world.central("import", "--database", world.database, demo)
    for scope in ("channel", "staff", "admin"):
        world.api.keys[scope] = world.central("key", "add", "--database", world.database, "--scope", scope, "--name", "demo-" + scope)
    world.start_central()
    page = world.api.get("/v1/products?category=" + document["categories"][0]["id"])
    expect(page["products"], "the first category has no products at the central service")
    if world.headless:
        from .sheet import draw
        draw(world, [category["id"] for category in document["categories"]], os.path.join(world.screenshots, "01-end.png"))
    skus = sum(len(product["variants"]) for product in document["products"])
    return (f"{len(document['products'])} products, {skus} SKUs, {len(document['locations'])} locations in "
            f"{world.programs['central'].start_ms} ms, at {world.api.url}")


def enrol(world):
    code = world.central("enrol-code", "--database", world.database, "--store", STORE).split()[-1]
    world.ctl("enrol", "--central", world.api.url, "--code", code, "--kiosk", "kiosk-1",
              "--pass-keys", world.path("pass-keys.conf"), "--token-file", world.path("link.token"))
    world.ctl("staff", "add", "--staff-file", world.path("staff.conf"), "--name", "Lan",
              "--role", "supervise", "--pin-stdin", STAFF_BADGE, stdin=STAFF_PIN + "\n")


def open_kiosk(world, report):
    world.camera.show_nothing()
    world.write_cubby_conf()
    world.ctl("config", "check", world.path("cubby.conf"))
    enrol(world)
    world.start_display()
    world.start_bus()
    world.start_sim()
    world.start_lockerd()
    world.start_linkd()
    world.start_kiosk()
    doors = world.locker_call("Bank", "GetDoors", "")[0]
    expect(len(doors) == 24, f"the bank shows {len(doors)} doors, not 24")
    wait_until("every door is seen shut", lambda: all(
        door["door"] == "shut" for door in world.locker_call("Bank", "GetDoors", "")[0]), 15)
    if world.headless:
        from .screen import Screen
        world.screen = Screen()
        world.screen.wait_for(world.tr("Collect"))
        world.picture("02-attract")
    expect(world.bank.total_pulses() == 0, "a door was pulsed at the start")
    report.facts["programs"] = world.measure()
    return "24 doors, all shut; " + ", ".join(
        f"{name} {fact['start_ms']} ms {fact['pss_kb'] // 1024} MB" for name, fact in report.facts["programs"].items())
