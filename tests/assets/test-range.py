#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Lint of assets/demo/range.json: test-range.py RANGE.JSON MAKE_RANGE.PY"""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

import tap

LANGUAGES = {"vi", "th", "en"}
SIZES = {"XS", "S", "M", "L", "XL"}
PATH, MAKER = sys.argv[1:3]


def gs1_ok(text, length):
    """Mod 10 over the whole number, weights 1, 3 from the right, is 0."""
    return (
        re.fullmatch(r"\d{%d}" % length, text) is not None
        and sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(reversed(text))) % 10 == 0
    )


def all_variants(range):
    return [v for p in range["products"] for v in p["variants"]]


def repeated(values):
    seen = set()
    return [v for v in values if v in seen or seen.add(v)]


def texts(range):
    for kind in ("categories", "products", "options"):
        for row in range[kind]:
            yield f"{kind} {row['id']} name", row["name"]
    for product in range["products"]:
        yield f"product {product['id']} description", product["description"]
    for option in range["options"]:
        for id, value in option["values"].items():
            yield f"option {option['id']}={id}", value["name"]


def levels(range):
    table = {}
    for row in range["stock"]:
        table.setdefault(row["sku"], {})[row["location"]] = row
    return table


def made_by_the_tables(range):
    """the committed file is what its tables give"""
    done = subprocess.run(["/usr/bin/python3", MAKER, "--check", PATH], capture_output=True, text=True)
    if done.returncode != 0:
        yield done.stderr.strip()


def big_enough(range):
    """8 categories, at least 84 products and 250 variants, each category with at least 8 products"""
    if len(range["categories"]) != 8:
        yield f"{len(range['categories'])} categories"
    if len(range["products"]) < 84:
        yield f"{len(range['products'])} products"
    if len(all_variants(range)) < 250:
        yield f"{len(all_variants(range))} variants"
    for category in range["categories"]:
        count = sum(p["category"] == category["id"] for p in range["products"])
        if count < 8:
            yield f"{category['id']}: {count} products"


def three_languages(range):
    """every text is there in Vietnamese, Thai and English, in NFC"""
    for where, text in texts(range):
        if set(text) != LANGUAGES:
            yield f"{where}: languages {sorted(text)}"
        for language, words in text.items():
            if not words.strip() or words != words.strip() or words != unicodedata.normalize("NFC", words):
                yield f"{where}: {language}: {words!r}"


def own_scripts(range):
    """Thai names and descriptions are written in Thai, the others are not"""
    for product in range["products"]:
        for field in ("name", "description"):
            for language, words in product[field].items():
                thai = re.search(r"[\u0e00-\u0e7f]", words) is not None
                if thai != (language == "th"):
                    yield f"{product['id']} {field}: {language}: {words}"


def no_doubles(range):
    """no id, SKU, GTIN, GLN, popularity, name or description is used twice"""
    products = range["products"]
    columns = {
        "product id": [p["id"] for p in products],
        "popularity": [p["popularity"] for p in products],
        "sku": [v["sku"] for v in all_variants(range)],
        "gtin": [v["gtin"] for v in all_variants(range)],
        "gln": [p["gln"] for p in range["locations"]],
        **{f"name ({x})": [p["name"][x] for p in products] for x in LANGUAGES},
        **{f"description ({x})": [p["description"][x] for p in products] for x in LANGUAGES},
    }
    for column, values in columns.items():
        for value in repeated(values):
            yield f"{column} {value} twice"
    if sorted(columns["popularity"]) != [i for i, _ in enumerate(products, 1)]:
        yield "popularity does not count 1, 2, 3 …"


def good_numbers(range):
    """GTIN-14 and GLN carry their check digits and the prefix 893 (GS1 Vietnam)"""
    for v in all_variants(range):
        if not gs1_ok(v["gtin"], 14) or not v["gtin"].startswith("0893"):
            yield f"{v['sku']}: GTIN {v['gtin']}"
    for p in range["locations"]:
        if not gs1_ok(p["gln"], 13) or not p["gln"].startswith("893"):
            yield f"{p['id']}: GLN {p['gln']}"


def sensible_variants(range):
    """every variant has a whole price in VND, a weight, a parcel size and known options"""
    known = {o["id"]: o["values"] for o in range["options"]}
    for v in all_variants(range):
        amount, currency = v["price"]["amount"], v["price"]["currency"]
        if currency != "VND" or type(amount) is not int or amount % 1000 or not 20000 <= amount <= 5000000:
            yield f"{v['sku']}: price {v['price']}"
        if type(v["weight_g"]) is not int or not 0 < v["weight_g"] < 20000 or v["parcel_size"] not in SIZES:
            yield f"{v['sku']}: weight {v['weight_g']}, size {v['parcel_size']}"
        if len(v["options"]) > 2 or any(value not in known.get(o, {}) for o, value in v["options"].items()):
            yield f"{v['sku']}: options {v['options']}"
    for p in range["products"]:
        if len({frozenset(v["options"]) for v in p["variants"]}) != 1:
            yield f"{p['id']}: not every variant has the same options"
        for doubled in repeated([json.dumps(v["options"]) for v in p["variants"]]):
            yield f"{p['id']}: two variants are {doubled}"


def swatches(range):
    """every colour has a swatch and every option value is used"""
    used = {(o, value) for v in all_variants(range) for o, value in v["options"].items()}
    for option in range["options"]:
        for id, value in option["values"].items():
            if option["id"] == "colour" and not re.fullmatch(r"#[0-9a-f]{6}", value.get("swatch", "")):
                yield f"colour {id}: swatch {value.get('swatch')}"
            if (option["id"], id) not in used:
                yield f"{option['id']}={id} is used by no variant"


def whole_stock(range):
    """every SKU has one level at each of four locations, never below zero"""
    places = [p["id"] for p in range["locations"]]
    if [p["kind"] for p in range["locations"]].count("store") != 3 or len(places) != 4:
        yield f"locations {places}"
    if len(range["stock"]) != len(places) * len(all_variants(range)):
        yield f"{len(range['stock'])} levels"
    table = levels(range)
    for v in all_variants(range):
        if set(table.get(v["sku"], {})) != set(places):
            yield f"{v['sku']}: levels at {sorted(table.get(v['sku'], {}))}"
    for row in range["stock"]:
        if min(row["on_hand"], row["safety_stock"]) < 0 or set(row) != {"sku", "location", "on_hand", "safety_stock"}:
            yield f"{row}"


def varied_stock(range):
    """some SKUs are elsewhere only, some online only, some sold out, most in store 4711"""
    here = elsewhere = online = gone = 0
    for row in levels(range).values():
        stores = [row[s]["on_hand"] for s in ("4712", "4713")]
        here += row["4711"]["on_hand"] > 0
        elsewhere += row["4711"]["on_hand"] == 0 and max(stores) > 0
        online += row["4711"]["on_hand"] == max(stores) == 0 < row["W1"]["on_hand"]
        gone += all(x["on_hand"] == 0 for x in row.values())
    if min(elsewhere, online, gone) < 5 or here < len(levels(range)) / 2:
        yield f"here {here}, elsewhere {elsewhere}, online {online}, sold out {gone}"


def search_example(range):
    """at least three products begin with "Áo thun" in Vietnamese"""
    count = sum(p["name"]["vi"].startswith("Áo thun") for p in range["products"])
    if count < 3:
        yield f"{count} products"


def references(range):
    """every product is in a category that exists and has a brand, keywords and a picture"""
    categories = {c["id"] for c in range["categories"]}
    for p in range["products"]:
        if p["category"] not in categories or not p["brand"] or not p["keywords"] or not p["variants"]:
            yield p["id"]
        if p["picture"] != f"/media/{p['id']}.svg":
            yield f"{p['id']}: picture {p['picture']}"


tap.run(
    [
        made_by_the_tables, big_enough, three_languages, own_scripts, no_doubles, good_numbers, sensible_variants,
        swatches, whole_stock, varied_stock, search_example, references,
    ],
    json.loads(pathlib.Path(PATH).read_text()),
)
