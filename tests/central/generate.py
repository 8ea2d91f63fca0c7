# SPDX-License-Identifier: Apache-2.0
"""Requests made from the schemas of the OpenAPI file, for drivers that ask every operation."""

from harness import CONTRACT, STORE


def known_of(central):
    """What members are called, and values that this service knows: so that a request gets past the first check."""
    order = central.order()
    basket = central.post("/v1/baskets", {"language": "vi", "lines": [{"sku": "SKU-1", "quantity": 1}]})
    return {
        "sku": ["SKU-1", "SKU-2", "SKU-3"], "location": [STORE, "4713", "W1"], "from": [STORE, "W1"], "to": ["W1", STORE, "picking"],
        "channel": ["phone", "web", "kiosk"], "language": ["vi", "th", "en"], "label": [order["fulfilments"][0]["parcels"][0]["label"]],
        "id": [order["id"], basket["id"], order["lines"][0]["id"], "SKU-1", "product-1"], "token": [order["pass_url"].rpartition("/")[2]],
        "currency": ["VND"], "method": ["card", "vietqr", "locker_pickup", "shipping"], "email": ["a@example.com"],
        "phone": ["+84901234567"], "stores": [STORE], "store": [STORE], "role": ["restock"], "badge": ["B-1"], "kiosk": ["kiosk-0"],
        "name": ["Minh"],
    }


def make(schema, dice, known, name="", depth=0):
    """A value that the schema allows, more or less."""
    schema = CONTRACT.resolve(schema)
    for key in ("oneOf", "anyOf"):
        if key in schema:
            return make(dice.choice(schema[key]), dice, known, name, depth)
    if "enum" in schema:
        return dice.choice(schema["enum"])
    if name in known and dice.random() < 0.9:
        return dice.choice(known[name])
    kind = schema.get("type", "object")
    kind = dice.choice(kind) if isinstance(kind, list) else kind
    if kind == "object":
        needed = set(schema.get("required", []))
        return {member: make(one, dice, known, member, depth + 1) for member, one in schema.get("properties", {}).items()
                if member in needed or dice.random() < 0.6} if depth < 8 else {}
    if kind == "array":
        return [make(schema.get("items", {}), dice, known, name, depth + 1) for _ in range(dice.randint(schema.get("minItems", 0), 3))]
    if kind == "integer":
        return dice.randint(schema.get("minimum", -3), min(schema.get("maximum", 50), 50))
    if kind == "boolean":
        return dice.random() < 0.5
    return None if kind == "null" else "abc"
