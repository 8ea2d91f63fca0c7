# SPDX-License-Identifier: Apache-2.0
"""The picture of a step that has no screen yet: a product of each category, as the central service serves it."""

import os

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, GLib  # noqa: E402

from .report import StepFailed

WIDTH, HEIGHT, ACROSS = 320, 400, 4


def load(name, data):
    loader = GdkPixbuf.PixbufLoader()
    loader.set_size(WIDTH, HEIGHT)
    try:
        loader.write(data)
        loader.close()
    except GLib.Error as error:
        raise StepFailed(f"{name} is no picture: {error.message}") from error
    return loader.get_pixbuf()


def draw(world, categories, path):
    rows = -(-len(categories) // ACROSS)
    sheet = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, ACROSS * WIDTH, rows * HEIGHT)
    sheet.fill(0xffffffff)
    for number, category in enumerate(categories):
        product = world.api.get("/v1/products?category=" + category)["products"][0]
        picture = load(product["picture"], world.api.call("GET", product["picture"]).body)
        x, y = number % ACROSS * WIDTH, number // ACROSS * HEIGHT
        picture.composite(sheet, x, y, WIDTH, HEIGHT, x, y, 1, 1, GdkPixbuf.InterpType.BILINEAR, 255)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    sheet.savev(path, "png", [], [])
