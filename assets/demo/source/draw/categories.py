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


category("tops", ("shirt", "white", {}, "translate(238 20) scale(.72)"), ("tee", "sage", {}, "translate(-16 250) scale(.78)"))
category("bottoms", ("trousers", "indigo", {"kind": "jeans"}, "translate(-70 10) scale(.92)"), ("skirt", "blush", {"kind": "pleated"}, "translate(296 290) scale(.68)"))
category("shoes", ("sneaker", "navy", {"kind": "low"}, "translate(0 -40)"))
category("bags", ("backpack", "mustard", {"kind": "day"}, "translate(206 -60) scale(.8)"), ("tote", "natural", {"print": True}, "translate(-50 270) scale(.74)"))
category("home", ("lamp", "cream", {}, "translate(206 -60) scale(.82)"), ("mug", "terracotta", {}, "translate(-24 406) scale(.64)"))
category("stationery", ("notebook", "green", {"kind": "cloth"}, "translate(-30 0) scale(.86)"), ("pen", "mustard", {}, "translate(244 350) scale(.7)"))
category("care", ("bottle", "brown", {"kind": "pump"}, "translate(-80 0) scale(.94)"), ("soap", "sage", {}, "translate(266 400) scale(.68)"))
category("pantry", ("pouch_pack", "rust", {"kind": "coffee"}, "translate(-90 -40) scale(.96)"), ("jar", "mustard", {"kind": "honey"}, "translate(286 306) scale(.66)"))
