# SPDX-License-Identifier: Apache-2.0
"""Chapter 8: a shopper in the aisle."""

import json
import os

from .report import expect, wait_until
from .world import OTHER_STORE, STORE


def find_elsewhere_only(world):
    """A product that “ao thun” finds and a variant of it that is not on this shelf but is elsewhere."""
    with open(os.path.join(world.root, "assets/demo/range.json"), encoding="utf-8") as file:
        products = json.load(file)["products"]
    levels = {}
    for location in (STORE, OTHER_STORE, "W1"):
        for level in world.api.get(f"/v1/stock?location={location}")["levels"]:
            levels[level["sku"], location] = level["purchasable"]
    for product in products:
        if not product["name"]["vi"].lower().startswith("áo thun"):
            continue
        for variant in product["variants"]:
            here = levels.get((variant["sku"], STORE), 0)
            if here == 0 and levels.get((variant["sku"], "W1"), 0) > 1:
                return product, variant
    raise ValueError("no variant of an áo thun is sold out here and in stock at the warehouse")


def shop(world, _report):
    product, variant = find_elsewhere_only(world)
    screen, tr = world.screen, world.tr
    name = product["name"][world.language]
    orders_before = {order["id"] for order in world.api.get("/v1/orders?channel=kiosk", "admin")["orders"]}

    world.crash("kiosk", "linkd")
    screen.wait_for(tr("Shop"), 40)
    screen.press(tr("Shop"))
    screen.wait_for(tr("Search"))
    world.picture("08-shop")
    screen.press(tr("Search"))
    screen.wait_for(tr("Space"))
    if not screen.can_press("a"):
        screen.press("abc")  # the keyboard begins with the letters of the screen's language
    for letter in "ao thun":
        screen.press(tr("Space") if letter == " " else letter)
    screen.wait_for(name)
    world.picture("08-search")
    screen.press(name, exact=False)
    choose_variant(world, variant)
    world.picture("08-product")

    stock_before = world.api.level(variant["sku"], "W1")
    world.api.post("/v1/stock/movements", {"kind": "receive", "sku": variant["sku"], "location": STORE, "quantity": 7,
                                          "reason": "delivery"}, "admin")
    screen.wait_for(tr("%d here") % 7, 10)
    world.picture("08-product-live-stock")
    world.api.post("/v1/stock/movements", {"kind": "adjust", "sku": variant["sku"], "location": STORE, "quantity": -7,
                                          "reason": "transfer"}, "admin")
    wait_until("the screen follows the stock back", lambda: not screen.shows(tr("%d here") % 7), 10)

    screen.press(tr("Add to basket"))
    screen.press(tr("Basket"), exact=False)
    world.picture("08-basket")
    screen.press(tr("Order"))
    screen.press(tr("Pick up from this locker"), exact=False)
    world.picture("08-checkout")
    screen.press(tr("Place the order"))
    order = wait_until("the order is at the central service", lambda: next(
        (order for order in world.api.get("/v1/orders?channel=kiosk", "admin")["orders"] if order["id"] not in orders_before), None))
    screen.wait_for(order["number"])
    world.picture("08-ordered")
    line = order["lines"][0]
    expect(line["sku"] == variant["sku"], f"ordered was {line['sku']}, not {variant['sku']}")
    after = world.api.level(variant["sku"], line["source"])
    expect(line["source"] != STORE, "the line is sourced from the empty shelf")
    expect(after["allocated"] == stock_before["allocated"] + 1, f"allocated at {line['source']} is {after['allocated']}")
    return (f"{name}, {variant['sku']}: 0 here, ordered from {line['source']} as {order['number']}, allocated {after['allocated']}; "
            "a delivery showed on the open page without a touch")


def choose_variant(world, variant):
    """Presses the chips of the variant: their names are the option values in the language of the screen."""
    with open(os.path.join(world.root, "assets/demo/range.json"), encoding="utf-8") as file:
        options = {option["id"]: option for option in json.load(file)["options"]}
    for option, value in variant["options"].items():
        world.screen.press(options[option]["values"][value]["name"][world.language])
