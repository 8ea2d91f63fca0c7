# SPDX-License-Identifier: Apache-2.0
"""Glass jars: bath salt, cashews, honey."""
import random

from draw.care import PAPER, label, light_over, lines
from draw.living import WOOD
from draw.round import belt_path, disc, glass, outline, shine, turned
from draw.svg import DARK, LIGHT, mix, shade, tint


def filled(p, d, r, c):
    p.path(d, p.lin(400 - r, 0, 400 + r, 0, (0, shade(c, .4)), (.12, shade(c, .08)), (.32, tint(c, .3)), (.6, c), (1, shade(c, .42))))


def crumbs(p, d, x0, x1, y0, y1, colours, seed, count, size=(4, 9)):
    rnd = random.Random(seed)
    with p.group(clip=d):
        for colour in colours:
            grains = "".join(f"M{rnd.randint(x0, x1)} {rnd.randint(y0, y1)}l{rnd.randint(*size)} {rnd.randint(-4, 4)}" for _ in range(count // len(colours)))
            p.line(grains, colour, 7, alpha=.75, cap="square")


def cork(p, y0, y1, r):
    turned(p, [(y0, r + 8), None, (y1, r)], "#c9a06a", 400, .16, 0)
    rnd = random.Random(5)
    with p.group(clip=outline([(y0, r + 8), None, (y1, r)], 400, .16)):
        p.line("".join(f"M{rnd.randint(400 - r, 400 + r)} {rnd.randint(y0, y1 + 20)}h{rnd.randint(3, 8)}" for _ in range(46)), shade("#c9a06a", .45), 5, alpha=.5)
    disc(p, y0, r + 8, "#d4ae7c", 400, .16)
    for i in range(14):
        p.ellipse(400 + rnd.randint(-r + 20, r - 20), y0 + rnd.randint(-14, 14), 6, 2.5, shade("#c9a06a", .4), alpha=.5)


def salt(p, c):
    p.floor(404, 880, 230, 48, .42)
    d = outline([(430, 196), None, (830, 196), (864, 180), None, (872, 170)], 400, .15)
    filled(p, d, 200, tint(c, .35))
    crumbs(p, d, 210, 590, 420, 880, ("#ffffff", "#f6e3d8", shade(c, .2), "#d9945a"), 3, 160, (2, 6))
    p.ellipse(400, 430, 196, 29, tint(c, .55), stroke=shade(c, .2), width=1.5)
    for x, y, t in ((310, 424, -8), (440, 436, 12)):  # cinnamon on top
        p.path("M-70 -11H70V11H-70Z", p.lin(0, -11, 0, 11, (0, "#b8733f"), (.4, "#9a5a2c"), (1, "#6a3a1c")), move=f"translate({x} {y}) rotate({t})")
        p.ellipse(70, 0, 5, 11, "#5a3018", stroke="#c98a52", width=2, move=f"translate({x} {y}) rotate({t})")
    glass(p, [(300, 176), (330, 186), (380, 206), None, (840, 206), (872, 190), None, (882, 178)], 400, .15, "#c9cfc4", .1)
    label(p, 560, 770, 206, PAPER, 400, .15)
    # a root of ginger
    p.path("M310 690C300 650 340 640 360 654C360 620 400 616 410 646C440 630 470 640 468 664C500 660 510 690 486 700C470 716 440 700 424 712C400 726 376 704 356 716C330 724 312 712 310 690Z", "#d9a860", shade("#d9a860", .4), 3)
    p.path("M340 664C350 672 352 684 348 694M400 652C408 664 408 680 402 692M446 660C452 668 452 678 448 686", None, shade("#d9a860", .45), 2.5)
    lines(p, 400, 752, (150, 96), "#9a5a2c", 20)
    light_over(p, 560, 770, 206, 400, .15)
    shine(p, 400, 202, 400, 830, .6)
    cork(p, 214, 320, 160)


def nut(p, x, y, t, s, c):
    e = "M-34 -6C-38 -36 0 -46 22 -30C44 -14 40 20 18 34C8 38 0 30 6 20C14 8 4 -4 -8 2C-20 10 -32 10 -34 -6Z"
    with p.group(move=f"translate({x} {y}) rotate({t}) scale({s})"):
        p.path(e, shade(c, .5), move="translate(3 5)")
        p.path(e, p.lin(-34, -40, 30, 34, (0, tint(c, .5)), (.5, c), (1, shade(c, .3))))
        p.path("M-26 -14C-20 -32 6 -34 20 -20", None, tint(c, .75), 4, alpha=.7)


def nuts(p, c):
    p.floor(404, 880, 230, 48, .42)
    d = outline([(370, 190), None, (830, 196), (864, 180), None, (872, 170)], 400, .15)
    filled(p, d, 198, shade("#c08a4a", .35))
    k = mix(c, "#eebb6c", .8)
    rnd = random.Random(12)
    with p.symbol("nut"):
        nut(p, 0, 0, 0, 1, k)
    with p.symbol("toast"):
        nut(p, 0, 0, 0, 1, shade(k, .16))
    with p.group(clip=d):
        for row in range(11):
            for i in range(7):
                p.use("nut" if rnd.random() < .6 else "toast", f"translate({214 + i * 62 + (row % 2) * 28} {362 + row * 48}) rotate({rnd.randint(0, 359)}) scale(.98)")
        p.path(d, p.lin(200, 0, 600, 0, (0, DARK, .36), (.15, DARK, .04), (.35, LIGHT, .16), (.6, DARK, 0), (1, DARK, .4)))
    glass(p, [(300, 178), (330, 186), (372, 204), None, (840, 206), (872, 190), None, (882, 178)], 400, .15, "#c9cfc4", .1)
    label(p, 590, 760, 206, PAPER, 400, .15)
    nut(p, 400, 690, 10, 1.5, k)
    p.path(belt_path(600, 606, 206, 400, .15), "#9c4a2f")
    p.path(belt_path(744, 750, 206, 400, .15), "#9c4a2f")
    light_over(p, 590, 760, 206, 400, .15)
    shine(p, 400, 202, 390, 830, .6)
    lid(p, "#4a4a4a", 176)


def lid(p, c, r, y0=220, y1=318):
    turned(p, [(y0, r), None, (y0 + 6, r + 6), (y1, r + 8)], c, 400, .16, .45)
    p.line("".join(f"M{400 + x} {y0 + 40}v{y1 - y0 - 22}" for x in range(-r + 8, r, 14)), DARK, 3, alpha=.22)
    disc(p, y0, r + 2, tint(c, .1), 400, .16)
    p.ellipse(400, y0, r - 22, (r - 22) * .16, None, stroke=shade(c, .3), width=2)


def honey(p, c):
    p.floor(404, 890, 240, 48, .42)
    amber = "#e09a1f"
    profile = [(320, 164), (350, 176), (420, 214), (600, 222), (780, 214), (850, 190), None, (880, 168)]
    d = outline([(390, 186), (430, 206), (600, 214), (780, 206), (846, 182), None, (872, 160)], 400, .15)
    p.path(d, p.lin(186, 0, 614, 0, (0, "#8a4a08"), (.12, "#c4780e"), (.34, "#ffc94a"), (.6, amber), (.88, "#b0660a"), (1, "#7a3f06")))
    with p.group(clip=d):
        p.path(d, p.lin(0, 390, 0, 880, (0, "#fff0b0", .4), (.4, "#fff0b0", 0), (1, "#7a3f06", .35)))
        for x, y, r in ((300, 480, 8), (470, 520, 6), (520, 460, 9), (280, 800, 6), (500, 820, 8)):
            p.circle(x, y, r, "#fff3c0", alpha=.6)
    p.ellipse(400, 390, 186, 26, "#f6c65a", stroke="#b0660a", width=2)
    glass(p, profile, 400, .15, "#d9c9a0", .08)
    label(p, 560, 760, 222, PAPER, 400, .15)
    for x, y in ((400, 640), (356, 666), (444, 666), (400, 692)):
        p.path("M0 -27L24 -13V13L0 27L-24 13V-13Z", "#f0bf4a", "#b0660a", 3, move=f"translate({x} {y + 18})")
    lines(p, 400, 752, (150, 90), "#8a4a08", 20)
    light_over(p, 560, 760, 222, 400, .15)
    shine(p, 400, 216, 430, 820, .6)
    lid(p, "#c6993f", 166, 236, 326)
    with p.group(move="translate(640 760) rotate(28)"):
        p.path("M-8 -330H8V40H-8Z", DARK, alpha=.22, move="translate(14 10)")
        p.path("M-9 -330Q0 -340 9 -330V50H-9Z", p.lin(-9, 0, 9, 0, (0, tint(WOOD, .35)), (1, shade(WOOD, .3))))
        for i in range(6):
            w = (26, 34, 38, 38, 34, 26)[i]
            p.rect(-w, 40 + i * 19, w * 2, 15, p.lin(-w, 0, w, 0, (0, shade(WOOD, .25)), (.3, tint(WOOD, .35)), (1, shade(WOOD, .35))), r=7)
            p.rect(-w + 8, 53 + i * 19, w * 2 - 16, 8, "#e09a1f", r=3)


JARS = {"salt": salt, "nuts": nuts, "honey": honey}


def amber_pot(p, cx, y0, y1, r):
    """A small pot of honey with a cloth lid."""
    profile = [(y0 + 60, r * .8), (y0 + 90, r), (y1 - 40, r), None, (y1, r * .9)]
    d = outline(profile, cx, .15)
    p.path(d, p.lin(cx - r, 0, cx + r, 0, (0, "#8a4a08"), (.3, "#ffc94a"), (.6, "#e09a1f"), (1, "#7a3f06")))
    p.path(belt_path(y0 + 130, y0 + 210, r, cx, .15), PAPER)
    p.path("M0 -20L18 -10V10L0 20L-18 10V-10Z", "#e09a1f", move=f"translate({cx} {y0 + 180})")
    turned(p, [(y0 + 10, r * .86), None, (y0 + 66, r * .9)], "#c6993f", cx, .15, .5)
    disc(p, y0 + 10, r * .86, "#d9b45a", cx, .15)
    p.path(f"M{cx - r * .7} {y0 + 110}V{y1 - 40}", None, LIGHT, 8, alpha=.5)
