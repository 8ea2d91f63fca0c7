#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Lint of assets/demo/pictures: test-pictures.py PICTURES RANGE.JSON MAKE_PICTURES.PY"""
import json
import pathlib
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as xml

import tap

FOLDER, RANGE, MAKER = map(pathlib.Path, sys.argv[1:4])
SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {SVG + name for name in ("svg", "defs", "g", "use", "path", "rect", "ellipse", "linearGradient", "radialGradient", "stop", "clipPath")}
LIMIT = 20_000  # bytes a thing drawn: the kiosk shows many at once; a category shows two


def pictures():
    return {path.name: path.read_text() for path in sorted(FOLDER.iterdir())}


def named(range):
    return [pathlib.PurePosixPath(row["picture"]).name for kind in ("categories", "products") for row in range[kind]]


def made_by_the_generator(range):
    """the committed pictures are what the generator draws"""
    done = subprocess.run(["/usr/bin/python3", MAKER, "--check", FOLDER], capture_output=True, text=True)
    if done.returncode != 0:
        yield from done.stderr.strip().splitlines() or [f"{MAKER} ended {done.returncode}"]


def every_one_exists(range):
    """every product and every category has its picture"""
    for name in named(range):
        if not (FOLDER / name).is_file():
            yield f"{name} is missing"


def none_unused(range):
    """no picture belongs to nothing"""
    for name in sorted(set(pictures()) - set(named(range))):
        yield f"{name} is named by nothing in the range"


def none_twice(range):
    """no two pictures are the same"""
    seen = {}
    for name, text in pictures().items():
        if text in seen:
            yield f"{name} is the same as {seen[text]}"
        seen[text] = name


def right_size(range):
    """every picture is 800 × 1000 and small"""
    for name, text in pictures().items():
        root = xml.fromstring(text)
        if (root.get("width"), root.get("height"), root.get("viewBox")) != ("800", "1000", "0 0 800 1000"):
            yield f"{name}: {root.get('width')} × {root.get('height')}, viewBox {root.get('viewBox')}"
        if len(text.encode()) >= LIMIT * (2 if name.startswith("category-") else 1):
            yield f"{name}: {len(text.encode())} bytes"


def self_contained(range):
    """a picture holds shapes only, and refers to nothing but itself"""
    for name, text in pictures().items():
        elements = list(xml.fromstring(text).iter())
        ids = [e.get("id") for e in elements if e.get("id")]
        wanted = re.findall(r'url\(([^)]*)\)|href="([^"]*)"', text)
        for element in elements:
            if element.tag not in KNOWN:
                yield f"{name}: <{element.tag.removeprefix(SVG)}>"
        for reference in sorted({a or b for a, b in wanted} - {f"#{id}" for id in ids}):
            yield f"{name} refers to {reference}"
        if len(ids) != len(set(ids)):
            yield f"{name}: an id is used twice"


def first_colour(range):
    """the picture of a product shows the first of its colours"""
    tables = {}
    for path in sorted((MAKER.parent / "products").glob("*.toml")):
        tables |= tomllib.loads(path.read_text())
    for product in range["products"]:
        colour, drawn = product["variants"][0]["options"].get("colour"), tables[product["id"]]["draw"]
        if colour and colour not in (drawn["colour"], drawn.get("ink")):
            yield f"{product['id']} is drawn in {drawn['colour']}, its first colour is {colour}"


def well_formed(range):
    """xmllint reads every picture"""
    done = subprocess.run(["xmllint", "--noout", "--nonet", *sorted(FOLDER.glob("*.svg"))], capture_output=True, text=True)
    if done.returncode != 0:
        yield done.stderr.strip()


def drawn_by_librsvg(range):
    """librsvg draws every picture, and no picture is an empty ground"""
    for path in sorted(FOLDER.glob("*.svg")):
        done = subprocess.run(["rsvg-convert", "--width", "80", "--format", "png", str(path)], capture_output=True)
        if done.returncode != 0 or done.stderr:
            yield f"{path.name}: {done.stderr.decode().strip()}"
        elif len(done.stdout) < 3000:
            yield f"{path.name}: hardly anything to see ({len(done.stdout)} bytes as PNG)"


tap.run(
    [
        made_by_the_generator, every_one_exists, none_unused, none_twice, right_size, self_contained, first_colour,
        well_formed, drawn_by_librsvg,
    ],
    json.loads(RANGE.read_text()),
)
