# SPDX-License-Identifier: Apache-2.0
"""Pottery and glass of the home."""
import random

from draw import draws
from draw.round import belt_path, disc, glass, hoop, outline, rim, round_light, shine, turned
from draw.svg import DARK, LIGHT, curve, mix, shade, tint

CLAY = "#b48560"


def speckle(p, clip, x0, x1, y0, y1, c, seed=1, count=90):
    rnd = random.Random(seed)
    with p.group(clip=clip):
        for k, a in ((shade(c, .6), .4), (tint(c, .6), .4)):
            p.line("".join(f"M{rnd.randint(x0, x1)} {rnd.randint(y0, y1)}h.1" for _ in range(count)), k, 4, alpha=a)


def glaze_run(p, d, c, y, cx, r, seed=4, amp=34):
    """A second glaze that ran down from the rim."""
    rnd = random.Random(seed)
    points = [(cx - r - 20, y)]
    for i in range(9):
        points.append((cx - r + i * r / 4, y + rnd.uniform(-amp * .4, amp) + 14))
    points.append((cx + r + 20, y))
    run = curve(points) + f"L{cx + r + 20} 0H{cx - r - 20}Z"
    with p.group(clip=d):
        p.path(run, c)
        p.path(run, None, tint(c, .5), 4, alpha=.6)
        p.path(run, None, shade(c, .4), 2, alpha=.5, move="translate(0 5)")
        round_light(p, run, cx, r)


def mug_body(p, c, cx, y0, y1, r, run=True, handle=1):
    x = cx + handle * (r - 8)
    ear = f"M{x} {y0 + 70}C{x + handle * 130} {y0 + 30} {x + handle * 170} {y1 - 130} {x - handle * 6} {y1 - 90}"
    p.line(ear, shade(c, .5), 46)
    p.line(ear, shade(c, .1), 40)
    p.path(ear, None, tint(c, .45), 10, alpha=.6, move="translate(-4 -9)")
    profile = [(y0, r), (y0 + 60, r + 4), (y0 + (y1 - y0) * .6, r + 6), (y1 - 60, r - 6), (y1 - 20, r - 30), None, (y1, r - 46)]
    d = turned(p, profile, c, cx, .17, .45)
    with p.group(clip=d):
        p.path(belt_path(y1 - 46, y1 + 40, r + 10, cx, .17), CLAY)
        round_light(p, belt_path(y1 - 46, y1 + 40, r + 10, cx, .17), cx, r)
        for y in range(int(y0) + 60, int(y1) - 50, 34):
            hoop(p, y, r + 6, DARK, 3, cx, .17, .06)
            hoop(p, y + 5, r + 6, LIGHT, 3, cx, .17, .12)
    if run:
        glaze_run(p, d, tint(c, .3), y0 + 140, cx, r + 6)
    speckle(p, d, int(cx - r), int(cx + r), int(y0), int(y1), c, 5, 70)
    with p.group(clip=d):
        p.path(f"M{cx - r * .62} {y0 + 60}C{cx - r * .7} {y0 + 160} {cx - r * .68} {y1 - 180} {cx - r * .58} {y1 - 90}", None, LIGHT, 22, alpha=.3)
        p.path(f"M{cx - r * .62} {y0 + 60}C{cx - r * .7} {y0 + 160} {cx - r * .68} {y1 - 180} {cx - r * .6} {y1 - 130}", None, LIGHT, 9, alpha=.5)
    rim(p, y0, r, tint(c, .15), cx, .17, 12, shade(c, .3))
    return d


@draws("mug")
def mug(p, c):
    p.floor(380, 800, 250, 50, .46)
    mug_body(p, c, 356, 276, 800, 226)


@draws("teapot")
def teapot(p, c):
    p.floor(390, 806, 270, 50, .46)
    bamboo = "#b98d4f"
    arch = "M196 470C170 120 610 120 584 470"
    p.line(arch, shade(bamboo, .5), 34)
    p.line(arch, bamboo, 28)
    p.path(arch, None, tint(bamboo, .55), 8, alpha=.7, move="translate(-4 -6)")
    for x, y, t in ((200, 380, 6), (246, 268, 34), (336, 214, 76), (444, 214, 104), (534, 268, 146), (580, 380, 174)):
        p.path("M-16 0H16M-16 5H16", None, shade(bamboo, .5), 3, move=f"translate({x} {y}) rotate({t})")
    spout = "M560 640C640 620 640 520 690 456L740 470C716 560 700 700 560 730Z"
    p.path(spout, p.lin(560, 0, 740, 0, (0, shade(c, .2)), (.5, tint(c, .2)), (1, shade(c, .3))), shade(c, .5), 2)
    p.ellipse(715, 463, 27, 11, shade(c, .6), stroke=tint(c, .2), width=5, move="rotate(16 715 463)")
    profile = [(470, 110), (486, 150), (560, 214), (650, 230), (740, 190), (790, 130), None, (806, 124)]
    d = turned(p, profile, c, 390, .18, .3)
    glaze_run(p, d, tint(c, .22), 560, 390, 230, 9, 44)
    speckle(p, d, 170, 610, 480, 800, c, 7, 60)
    with p.group(clip=d):
        p.path("M236 590C214 660 236 720 262 760", None, LIGHT, 20, alpha=.28)
        p.path("M236 590C216 650 228 690 240 720", None, LIGHT, 9, alpha=.5)
        p.path(belt_path(786, 840, 200, 390, .18), CLAY)
    for x in (200, 580):
        p.path(f"M{x - 26} 500C{x - 26} 440 {x + 26} 440 {x + 26} 500", None, shade(c, .45), 20)
        p.path(f"M{x - 26} 500C{x - 26} 440 {x + 26} 440 {x + 26} 500", None, tint(c, .08), 14)
    lid = [(430, 40), (440, 84), (462, 116), None, (478, 118)]
    p.ellipse(390, 482, 126, 24, DARK, alpha=.35)
    turned(p, lid, tint(c, .08), 390, .18, .4)
    p.ellipse(390, 428, 20, 8, shade(c, .4))
    turned(p, [(388, 22), (398, 34), (414, 28), None, (430, 20)], c, 390, .3, .4)
    disc(p, 390, 24, c, 390, .34)


@draws("bowls")
def bowls(p, c):
    p.floor(400, 872, 200, 46, .46)
    glazes = ("#9cab8c", "#c4694a", "#a3bfd0", c)
    rims = [(i, k, 610 - i * 82) for i, k in enumerate(glazes)]
    for i, k, y in rims:  # what is inside shows behind the bowl above
        rim(p, y, 240, tint(k, .1), 400, .17, 10, shade(k, .2) if i == 3 else shade(k, .5))
    for i, k, y in reversed(rims):
        profile = [(y, 240), (y + 60, 230), (y + 140, 186), (y + 206, 112), None, (y + 222, 100), None, (y + 252, 94)]
        d = turned(p, profile, k, 400, .17, .4, front=True)
        with p.group(clip=d):
            if i < 3:
                p.path(belt_path(y - 20, y + 20, 250, 400, .17), DARK, alpha=.05)
            hoop(p, y + 30, 244, tint(k, .5), 10, 400, .17, .8)
            p.path(belt_path(y + 216, y + 320, 120, 400, .17), CLAY)
            p.path(f"M214 {y + 40}C222 {y + 100} 250 {y + 150} 290 {y + 190}", None, LIGHT, 15, alpha=.34)
        speckle(p, d, 170, 630, y + 46, y + 250, k, i + 2, 30)
        p.path(f"M160 {y}A240 41 0 0 0 640 {y}", None, tint(k, .45), 5)
        if i:
            p.path(f"M176 {y + 66}A224 38 0 0 0 624 {y + 66}L600 {y + 130}A200 34 0 0 1 200 {y + 130}Z", DARK, alpha=.05)


@draws("plate")
def plate(p, c):
    white, blue = "#f3efe6", "#2f4f8f"
    ring = "M400 188a312 312 0 1 0 .1 0Z"
    p.cast(ring, 14, 24, 60, .24)
    p.circle(400, 500, 312, p.rad(330, 400, 430, (0, "#fffdf8"), (.6, white), (1, shade(white, .22))))
    p.circle(400, 500, 306, None, stroke=blue, width=5, alpha=.85)
    p.circle(400, 500, 214, p.lin(220, 300, 580, 700, (0, shade(white, .2)), (.5, white), (1, "#fffdf8")))
    p.circle(400, 500, 203, p.rad(360, 450, 260, (0, "#fffdf8"), (.7, white), (1, shade(white, .1))))
    p.circle(400, 500, 196, None, stroke=blue, width=2.5, alpha=.7)
    with p.symbol("spray"):
        p.line("M-74 6C-40 -24 -20 26 0 0C20 -26 44 20 76 -8", blue, 4)
        for x, y, t in ((-56, -12, -40), (-34, 14, 150), (-14, -16, 10), (20, -26, -20), (34, 16, 140), (58, -18, 20)):
            p.path("M0 0C8 -14 8 -24 0 -34C-8 -24 -8 -14 0 0Z", blue, move=f"translate({x} {y}) rotate({t})", alpha=.85)
        p.circle(0, 0, 9, blue)
    for i in range(8):
        p.use("spray", f"rotate({i * 45} 400 500) translate(400 241) scale(.88)")
    with p.symbol("petal"):
        p.path("M0 -18C34 -40 40 -94 0 -128C-40 -94 -34 -40 0 -18Z", mix(white, blue, .5))
        p.path("M0 -18C34 -40 40 -94 0 -128C-40 -94 -34 -40 0 -18Z", None, blue, 4)
        p.line("M0 -30V-100M-8 -40C-16 -60 -16 -80 -10 -96M8 -40C16 -60 16 -80 10 -96", blue, 2.5, alpha=.7)
    with p.symbol("blade"):
        p.path("M0 -100C22 -130 18 -160 0 -184C-18 -160 -22 -130 0 -100Z", blue, alpha=.75)
        p.line("M0 -100V-176", white, 2.5, alpha=.7)
    for i in range(8):
        p.use("blade", f"translate(400 500) rotate({i * 45 + 22.5})")
    for i in range(8):
        p.use("petal", f"translate(400 500) rotate({i * 45})")
    p.circle(400, 500, 26, blue)
    p.circle(400, 500, 26, None, stroke=white, width=3)
    for i in range(6):
        p.circle(400, 486, 4, white, move=f"rotate({i * 60} 400 500)")
    p.path("M160 380C200 280 280 220 370 204C300 236 226 300 192 392Z", LIGHT, alpha=.5)
    p.path("M560 700C600 660 626 620 640 570", None, LIGHT, 14, alpha=.35)


@draws("carafe")
def carafe(p, c):
    p.floor(404, 884, 190, 40, .34)
    water = "#a9cbd6"
    profile = [(300, 84), (380, 88), (450, 108), (540, 168), (680, 188), (820, 178), (868, 158), None, (880, 140)]
    inside = [(560, 166), (680, 180), (816, 170), (858, 150), None, (866, 134)]
    d = outline(inside, 400, .15)
    p.path(d, p.lin(214, 0, 586, 0, (0, shade(water, .3), .7), (.2, tint(water, .5), .55), (.6, water, .5), (1, shade(water, .35), .7)))
    p.ellipse(400, 560, 166, 25, tint(water, .55), alpha=.65, stroke=LIGHT, width=3)
    glass(p, profile, 400, .15, "#b9d0d0", .24)
    shine(p, 400, 186, 600, 820, .7)
    p.path("M330 340C330 420 300 470 262 520", None, LIGHT, 10, alpha=.75)
    p.path("M476 340C476 420 500 470 540 520", None, LIGHT, 6, alpha=.5)
    p.ellipse(400, 868, 130, 14, None, stroke=LIGHT, width=5, alpha=.6)
    p.ellipse(400, 300, 84, 13, None, stroke="#7f9a9a", width=3, alpha=.6)
    # the tumbler, upside down over the neck
    cup = [(150, 104), (168, 112), (240, 117), None, (366, 124)]
    glass(p, cup, 400, .15, "#b9d0d0", .3)
    p.ellipse(400, 152, 102, 15, LIGHT, stroke="#7f9a9a", width=2, alpha=.55)
    p.ellipse(400, 166, 84, 10, "#8fb0b4", alpha=.35)
    shine(p, 400, 118, 190, 340, .8)
    p.ellipse(400, 366, 124, 18, None, stroke=LIGHT, width=4, alpha=.8)


@draws("vase")
def vase(p, c):
    p.floor(404, 896, 190, 44, .46)
    twig = "#6a5238"
    with p.group(move="translate(66 86) scale(.83)"):
        p.line("M398 420C396 300 430 220 400 60", twig, 7)
        p.line("M408 260C450 220 500 200 520 150M412 200C380 170 340 160 320 110", twig, 5)
        for x, y, t, s in ((520, 146, 40, 1), (470, 206, 70, .9), (318, 104, -40, 1), (362, 158, -70, .8), (398, 56, 0, 1.1), (440, 236, 110, .8), (404, 110, -50, .8), (420, 170, 60, .9)):
            leaf = "M0 0C26 -18 28 -58 0 -88C-28 -58 -26 -18 0 0Z"
            p.path(leaf, p.lin(-26, 0, 26, 0, (0, "#7f9468"), (.5, "#93a67c"), (1, "#5f7350")), move=f"translate({x} {y}) rotate({t}) scale({s})")
            p.path("M0 0V-76", None, "#4f6244", 2, move=f"translate({x} {y}) rotate({t}) scale({s})")
    profile = [(410, 50), None, (424, 40), (500, 42), (560, 74), (660, 168), (760, 186), (850, 150), None, (896, 104)]
    d = turned(p, profile, c, 400, .17, 0)
    with p.group(clip=d):
        p.path("M190 700C300 740 500 660 620 720V960H190Z", shade(c, .22), alpha=.55)
        p.path("M190 700C300 740 500 660 620 720", None, tint(c, .5), 5, alpha=.5)
        for y in range(470, 880, 22):
            hoop(p, y, 200, DARK, 3, 400, .17, .05)
        p.ellipse(310, 700, 44, 90, p.rad(310, 700, 90, (0, LIGHT, .4), (1, LIGHT, 0)), alpha=.8)
    speckle(p, d, 210, 590, 430, 890, c, 3, 150)
    rim(p, 410, 50, tint(c, .12), 400, .2, 9, shade(c, .7))
    p.line("M399 414V396", twig, 7)


@draws("candle")
def candle(p, c):
    p.floor(404, 820, 220, 46, .44)
    wax = "#f1e3bd"
    body = outline([(420, 182), None, (800, 174)], 400, .16)
    p.path(body, p.lin(218, 0, 582, 0, (0, shade(wax, .3)), (.3, tint(wax, .4)), (.6, wax), (1, shade(wax, .34))))
    glow = p.rad(400, 440, 220, (0, "#ffe9a8", .95), (.5, "#ffd98a", .4), (1, "#ffd98a", 0))
    with p.group(clip=body):
        p.ellipse(400, 430, 230, 200, glow)
    p.ellipse(400, 420, 182, 29, tint(wax, .5), stroke=shade(wax, .2), width=1.5)
    p.ellipse(400, 420, 90, 14, "#fff3c9")
    profile = [(292, 196), (360, 197), (700, 194), (800, 186), None, (822, 172)]
    glass(p, profile, 400, .16, "#c8cfc0", .12)
    p.line("M400 420V372", "#3c2a1e", 7)
    p.circle(400, 340, 150, p.rad(400, 340, 150, (0, "#ffdf8f", .55), (1, "#ffdf8f", 0)))
    p.path("M400 270C426 312 432 352 400 384C368 352 374 312 400 270Z", p.lin(0, 270, 0, 384, (0, "#fff6d8"), (.5, "#ffcf63"), (1, "#e08a2c")))
    p.path("M400 322C412 344 414 364 400 380C386 364 388 344 400 322Z", "#fffbe8")
    label = belt_path(540, 730, 196, 400, .16, 193)
    with p.group(clip=f"M262 500H538V800H262Z"):
        p.path(label, "#f3ead8")
        p.path(belt_path(556, 560, 196, 400, .16), c)
        p.path(belt_path(712, 716, 194, 400, .16), c)
    p.path("M262 560V764M538 560V764", None, shade(c, .3), 1.5, alpha=.3)
    for i in range(-2, 3):
        p.path(f"M{400 + i * 5} 724C{400 + i * 12} 680 {400 + i * 22} 640 {400 + i * 30} {604 + abs(i) * 12}", None, "#6f7f4a", 6)
    hoop(p, 742, 130, c, 5, 400, .16)
    shine(p, 400, 192, 330, 760, .6)
    p.ellipse(400, 292, 196, 31, None, stroke="#dfe4d8", width=6, alpha=.9)
    p.ellipse(400, 292, 190, 29, None, stroke="#8a938a", width=1.5, alpha=.6)
    p.ellipse(400, 804, 160, 20, None, stroke=LIGHT, width=4, alpha=.5)
