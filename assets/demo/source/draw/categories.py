# SPDX-License-Identifier: Apache-2.0
"""One picture a category: two or three things of its range together."""
from draw import DRAWINGS, draws
from draw.svg import Picture

PALETTE = {"natural": "#dcc9a3", "sage": "#9cab8c", "navy": "#2c3a52", "terracotta": "#c4694a", "rust": "#9c4a2f", "mustard": "#d3a03a",
           "olive": "#6f7048", "green": "#2f5a46", "cream": "#ece0c8", "blush": "#dfaea2", "indigo": "#3a4f74", "brown": "#8a5a3a",
           "sand": "#c9ab82", "white": "#f7f4ee"}


def together(p, *parts):
    """Each part: drawing, colour, options, where it goes and how large."""
    for i, (name, colour, options, place) in enumerate(parts):
        part = Picture("abc"[i])
        DRAWINGS[name](part, PALETTE[colour], **options)
        p.defs += part.defs
        with p.group(move=place):
            p.body += part.body


def category(id, *parts):
    @draws(f"category-{id}")
    def draw(p, c):
        together(p, *parts)


category("tops", ("shirt", "white", {}, "translate(262 24) scale(.66)"), ("tee", "sage", {}, "translate(16 330) scale(.66)"))
category("bottoms", ("trousers", "indigo", {"kind": "jeans"}, "translate(-40 40) scale(.82)"), ("skirt", "blush", {"kind": "pleated"}, "translate(326 330) scale(.6)"))
category("shoes", ("sneaker", "navy", {"kind": "low"}, "translate(170 -150) scale(.74)"), ("espadrille", "terracotta", {}, "translate(20 230) scale(.78)"))
category("bags", ("backpack", "mustard", {"kind": "day"}, "translate(242 -20) scale(.72)"), ("tote", "natural", {"print": True}, "translate(-20 324) scale(.68)"))
category("home", ("lamp", "cream", {}, "translate(254 -10) scale(.7)"), ("mug", "terracotta", {}, "translate(-10 476) scale(.56)"))
category("stationery", ("notebook", "green", {"kind": "cloth"}, "translate(-30 0) scale(.86)"), ("pen", "mustard", {}, "translate(244 350) scale(.7)"))
category("care", ("bottle", "brown", {"kind": "pump"}, "translate(-30 60) scale(.84)"), ("soap", "sage", {}, "translate(300 470) scale(.6)"))
category("pantry", ("pouch_pack", "rust", {"kind": "coffee"}, "translate(-60 26) scale(.84)"), ("jar", "mustard", {"kind": "honey"}, "translate(310 352) scale(.62)"))
