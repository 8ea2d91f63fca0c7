#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes range.json from shop.toml and products/*.toml.

    make_range.py [--check] [FILE]

Without FILE it writes ../range.json. With --check it writes nothing and ends 1 if FILE is not what it would write.
The same tables always give the same bytes.
"""
import hashlib
import json
import pathlib
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
LANGUAGES = ("vi", "th", "en")
DEMO_PREFIX = "8939999"  # 893: GS1 Vietnam; the company number 9999 is ours for demonstrations only


def local(texts):
    return dict(zip(LANGUAGES, texts, strict=True))


def with_check_digit(digits):
    """GS1 mod 10: weights 3, 1 from the right."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def gtin(category, number, first, second):
    """GTIN-14. A colour or size added at the end leaves the others as they are."""
    return with_check_digit(f"0{DEMO_PREFIX}{category}{number:02d}{first}{second}")


def gln(reference):
    return with_check_digit(f"{DEMO_PREFIX}0{reference:04d}")


def fraction(text):
    """A number in [0, 1) that only depends on the text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def code_of(shop, option, value):
    known = shop["options"][option].get("values", {}).get(value)
    return known["code"] if known else re.sub(r"[^0-9A-Z]", "", value.upper())


def variants(shop, category, row):
    axes = [o for o in ("colour", "scent", "pack", "size") if o in row]
    first, second = (axes + [None, None])[:2]
    for i, a in enumerate(row.get(first, [None])):
        for j, b in enumerate(row.get(second, [None])):
            options = {o: v for o, v in ((first, a), (second, b)) if o}
            last = j if second else i
            sku = "-".join([row["code"]] + [code_of(shop, o, v) for o, v in options.items()])
            yield {
                "sku": sku,
                "gtin": gtin(category, row["no"], i, j),
                "options": options,
                "price": {"amount": row["prices"][last] if "prices" in row else row["price"], "currency": "VND"},
                "weight_g": row["weights"][last] if "weights" in row else row["weight"],
                "parcel_size": row["parcel"],
            }


def read_products(shop):
    rows = []
    for position, category in enumerate(shop["categories"], 1):
        path = HERE / "products" / f"{position}-{category}.toml"
        for id, row in tomllib.loads(path.read_text()).items():
            rows.append((position, category, id, row))
    return rows


def ranks(rows):
    order = sorted(rows, key=lambda r: (-r[3]["appeal"], r[2]))
    return {r[2]: rank for rank, r in enumerate(order, 1)}


def make_products(shop, rows):
    rank = ranks(rows)
    return [
        {
            "id": id,
            "category": category,
            "brand": row["brand"],
            "name": local(row["name"]),
            "description": local(row["text"]),
            "picture": f"/media/{id}.svg",
            "popularity": rank[id],
            "keywords": row["keywords"],
            "variants": list(variants(shop, position, row)),
        }
        for position, category, id, row in rows
    ]


def make_options(shop, products):
    """The values in the order of the table, or of first use where the table names none."""
    options = []
    for id, option in shop["options"].items():
        used = dict.fromkeys(v["options"][id] for p in products for v in p["variants"] if id in v["options"])
        known = option.get("values", {})
        values = {}
        for value in [v for v in known if v in used] + [v for v in used if v not in known]:
            row = known.get(value, {"name": [value] * 3})
            values[value] = {"name": local(row["name"])}
            if "swatch" in row:
                values[value]["swatch"] = row["swatch"]
        options.append({"id": id, "name": local(option["name"]), "values": values})
    return options


def kind_of_stock(sku, row):
    """Most are everywhere; some only elsewhere, only online, or gone."""
    if "stock" in row:
        return row["stock"]
    f = fraction("kind " + sku)
    return "elsewhere" if f < 0.10 else "online" if f < 0.16 else "sold-out" if f < 0.18 else "normal"


def level(sku, row, location, place):
    f = fraction(f"{sku}@{location}")
    kind = kind_of_stock(sku, row)
    busy = row["appeal"] / 100
    if kind == "sold-out":
        return 0
    if place["kind"] == "warehouse":
        return 12 + int(f * 140 * busy)
    if kind == "online" or (kind == "elsewhere" and location == "4711"):
        return 0
    if kind == "elsewhere":
        return 1 + int(f * 6)
    return 0 if f < 0.08 else 1 + int(f * 16 * busy)


def make_stock(shop, rows):
    stock = []
    for position, _, _, row in rows:
        for sku in (v["sku"] for v in variants(shop, position, row)):
            fixed = shop["levels"].get(sku, {})
            for location, place in shop["locations"].items():
                stock.append({
                    "sku": sku,
                    "location": location,
                    "on_hand": fixed.get(location, level(sku, row, location, place)),
                    "safety_stock": 3 if place["kind"] == "warehouse" else 0,
                })
    return stock


def make_range():
    shop = tomllib.loads((HERE / "shop.toml").read_text())
    rows = read_products(shop)
    products = make_products(shop, rows)
    return {
        "categories": [
            {"id": id, "name": local(name), "position": i, "picture": f"/media/category-{id}.svg"}
            for i, (id, name) in enumerate(shop["categories"].items(), 1)
        ],
        "locations": [
            {"id": id, "kind": p["kind"], "name": p["name"], "gln": gln(p["reference"]), "address": p["address"], "lockers": p["lockers"]}
            for id, p in shop["locations"].items()
        ],
        "options": make_options(shop, products),
        "products": products,
        "price_lists": [
            one | {"id": id, "prices": [{"sku": sku, "amount": amount} for sku, amount in one["prices"].items()]}
            for id, one in shop["price_lists"].items()
        ],
        "promotions": [one | {"id": id, "name": local(one["name"])} for id, one in shop["promotions"].items()],
        "stock": make_stock(shop, rows),
    }


def as_text(range):
    """One stock level a line, the rest indented: what changed shows in a diff."""
    dump = lambda value, **more: json.dumps(value, ensure_ascii=False, **more)
    head = {k: v for k, v in range.items() if k != "stock"}
    levels = ",\n  ".join(dump(level) for level in range["stock"])
    return dump(head, indent=1)[:-2] + ',\n "stock": [\n  ' + levels + "\n ]\n}\n"


def main(arguments):
    check = "--check" in arguments
    names = [a for a in arguments if a != "--check"]
    path = pathlib.Path(names[0]) if names else HERE.parent / "range.json"
    text = as_text(make_range())
    if not check:
        path.write_text(text)
        return 0
    if path.read_text() == text:
        return 0
    print(f"{path} is not what its tables give: run assets/demo/source/make_range.py and commit the result", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
