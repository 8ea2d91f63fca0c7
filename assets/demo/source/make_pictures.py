#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures of the range: one of each product and each category, 800 × 1000.

    make_pictures.py [--check] [FOLDER] [NAME…]

Without FOLDER it writes ../pictures. With --check it writes nothing and ends 1 if FOLDER is not what it would draw.
A product's picture is its table's draw = { fn = "NAME", colour = "…", … }: drawn in draw/, in the shop's colours.
"""
import importlib
import pathlib
import sys
import tomllib

sys.dont_write_bytecode = True

from draw import DRAWINGS  # noqa: E402
from draw.svg import Picture  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
MODULES = (
    "tops", "jackets", "bottoms", "shoes", "shoes_above", "bags", "pouches", "ceramics", "living", "paper", "desk", "care",
    "bottles", "tins", "pantry", "categories",
)
GROUNDS = {
    "tops": "#e3d8c6", "bottoms": "#dfd5c8", "shoes": "#e2d6c3", "bags": "#ded3bf",
    "home": "#e4d6c3", "stationery": "#dcd6c6", "care": "#e6d7cb", "pantry": "#e3d3b8",
}
PIGMENTS = {"red": "#a5342a"}  # colours no variant has


def shop():
    return tomllib.loads((HERE / "shop.toml").read_text())


def colours(shop):
    return PIGMENTS | {name: value["swatch"] for name, value in shop["options"]["colour"]["values"].items()}


def draw(category, spec, colours):
    """One picture: the ground of its category, then the thing."""
    picture = Picture()
    picture.ground(GROUNDS[category])
    options = {k: colours[v] if k in ("colour", "ink", "accent") else v for k, v in spec.items() if k != "fn"}
    DRAWINGS[spec["fn"]](picture, options.pop("colour"), **options)
    return picture.text()


def make_pictures(names=()):
    here, found = shop(), {}
    palette = colours(here)
    for position, category in enumerate(here["categories"], 1):
        rows = tomllib.loads((HERE / "products" / f"{position}-{category}.toml").read_text())
        specs = {id: row["draw"] for id, row in rows.items()}
        specs[f"category-{category}"] = {"fn": f"category-{category}", "colour": "cream"}
        for id, spec in specs.items():
            if not names or id in names:
                found[f"{id}.svg"] = draw(category, spec, palette)
    return found


def differences(folder, pictures):
    for name, text in pictures.items():
        path = folder / name
        if not path.exists():
            yield f"{path} is missing"
        elif path.read_text() != text:
            yield f"{path} is not what its table gives"
    for path in sorted(folder.iterdir()):
        if path.name not in pictures:
            yield f"{path} belongs to nothing in the range"


def main(arguments):
    check = "--check" in arguments
    folder, *names = [a for a in arguments if a != "--check"] or [HERE.parent / "pictures"]
    folder = pathlib.Path(folder)
    for module in MODULES:
        importlib.import_module(f"draw.{module}")
    pictures = make_pictures(names)
    if check:
        faults = list(differences(folder, pictures))
        for fault in faults:
            print(f"{fault}: run assets/demo/source/make_pictures.py and commit the result", file=sys.stderr)
        return bool(faults)
    folder.mkdir(exist_ok=True)
    for name, text in pictures.items():
        (folder / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
