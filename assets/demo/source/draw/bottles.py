# SPDX-License-Identifier: Apache-2.0
"""Bottles: pump, dropper, vial, flat, sauce."""
import random

from draw import draws
from draw.care import label, light_over, lines
from draw.round import belt_path, disc, glass, hoop, outline, shine, turned
from draw.svg import DARK, LIGHT, mix, shade, tint

PAPER = "#f4ecda"


def pump_head(p, y, c="#2f2a26", cx=400):
    turned(p, [(y, 46), None, (y + 64, 48)], c, cx, .16, .4)
    for x in range(-40, 44, 10):
        p.line(f"M{cx + x} {y + 10}v50", DARK, 3, alpha=.35)
    turned(p, [(y - 66, 15), None, (y, 15)], "#d7cfc0", cx, .2, .5)
    nozzle = f"M{cx - 170} {y - 92}C{cx - 130} {y - 118} {cx - 60} {y - 120} {cx + 44} {y - 118}Q{cx + 60} {y - 116} {cx + 60} {y - 92}Q{cx + 60} {y - 66} {cx + 40} {y - 66}H{cx - 40}C{cx - 90} {y - 70} {cx - 130} {y - 76} {cx - 152} {y - 62}Z"
    p.path(nozzle, p.lin(0, y - 120, 0, y - 60, (0, tint(c, .4)), (.4, c), (1, shade(c, .5))), shade(c, .5), 2)
    p.path(f"M{cx - 140} {y - 98}C{cx - 100} {y - 110} {cx - 40} {y - 110} {cx + 40} {y - 108}", None, LIGHT, 6, alpha=.4)


def amber(p, profile, c, cx=400, tilt=.16):
    """Coloured glass: dark sides, a warm heart."""
    d = outline(profile, cx, tilt)
    r = max(q[1] for q in profile if q)
    p.path(d, p.lin(cx - r, 0, cx + r, 0, (0, shade(c, .62)), (.1, shade(c, .3)), (.3, mix(c, "#d98a3a", .45)), (.6, shade(c, .08)), (.88, shade(c, .5)), (.96, mix(c, "#d98a3a", .35)), (1, shade(c, .6))))
    ys = [q[0] for q in profile if q]
    with p.group(clip=d):
        p.path(d, p.lin(0, ys[0], 0, ys[-1], (0, LIGHT, .1), (.5, DARK, 0), (1, DARK, .3)))
    return d


def shampoo(p, c):
    p.floor(404, 890, 190, 42, .46)
    pump_head(p, 270)
    amber(p, [(330, 56), (352, 80), (392, 150), (450, 164), None, (850, 164), (880, 150), None, (890, 142)], c)
    d = label(p, 520, 790, 164, PAPER)
    with p.group(clip=d):
        p.path(belt_path(520, 556, 164), "#2f5a46")
        p.path(belt_path(760, 800, 164), "#2f5a46")
    for x, t in ((362, -18), (400, 0), (438, 18)):  # honey-locust pods
        p.path("M0 -74C22 -60 22 -40 12 -30C24 -16 22 4 12 12C22 26 18 52 0 66C-14 50 -18 20 -10 6C-20 -10 -18 -30 -8 -38C-16 -54 -10 -66 0 -74Z", "#6a4a2c", shade("#6a4a2c", .4), 2, move=f"translate({x} 650) rotate({t})")
    lines(p, 400, 744, (130, 84), "#6a4a2c", 18)
    light_over(p, 520, 790, 164)
    shine(p, 400, 160, 420, 840, .45)


def dropper(p, c):
    p.floor(404, 890, 170, 38, .46)
    oil = "#d99a2e"
    p.path("M366 130C366 96 378 84 400 84C422 84 434 96 434 130V236H366Z", p.lin(366, 0, 434, 0, (0, "#1c1916"), (.3, "#5a534c"), (.6, "#2c2723"), (1, "#12100e")))
    turned(p, [(232, 56), None, (320, 58)], "#c9a04a", 400, .16, .5)
    for y in range(246, 320, 12):
        hoop(p, y, 58, shade("#c9a04a", .5), 2, 400, .16, .5)
    profile = [(330, 50), (380, 52), (420, 110), (470, 158), None, (850, 158), (880, 146), None, (890, 138)]
    amber(p, profile, mix(oil, "#8a4a1a", .45))
    p.path(outline([(470, 148), None, (850, 148), (872, 136), None, (880, 130)], 400, .14), p.lin(252, 0, 548, 0, (0, "#8a4a12", .5), (.3, "#ffcf70", .55), (.6, oil, .3), (1, "#7a3c0c", .5)))
    p.path("M392 330H408V700L400 724L392 700Z", LIGHT, alpha=.3)
    d = label(p, 560, 800, 158, PAPER)
    p.circle(400, 676, 66, "#e8c35a")
    p.circle(400, 676, 66, None, stroke="#b98a2c", width=3)
    p.circle(400, 676, 54, "#f6e9b8")
    for i in range(10):
        p.path("M0 -8L10 -46Q0 -54 -10 -46Z", "#e9b8a0", move=f"translate(400 676) rotate({i * 36})")
    lines(p, 400, 770, (120, 76), shade(oil, .4), 18)
    light_over(p, 560, 800, 158)
    shine(p, 400, 154, 480, 840, .5)


def flat(p, c):
    p.floor(404, 888, 190, 34, .44)
    white = "#f8f2e4"
    turned(p, [(170, 84), None, (176, 90), (300, 96)], c, 400, .13, .5)
    disc(p, 172, 86, tint(c, .15), 400, .13)
    body = "M290 306C250 330 226 380 226 440V830Q226 884 280 888H520Q574 884 574 830V440C574 380 550 330 510 306Z"
    p.path(body, p.lin(226, 0, 574, 0, (0, shade(white, .3)), (.1, shade(white, .06)), (.35, "#ffffff"), (.65, white), (.9, shade(white, .16)), (1, shade(white, .34))), shade(white, .35), 2)
    with p.group(clip=body):
        p.path("M210 640C300 600 380 690 480 650S580 620 600 630V900H210Z", tint(c, .1))
        p.path("M210 700C300 660 380 750 480 710S580 680 600 690V900H210Z", c)
        p.path("M210 764C300 724 380 814 480 774S580 744 600 754V900H210Z", shade(c, .1))
        p.path("M226 300V900H574V300Z", p.lin(226, 0, 574, 0, (0, DARK, .26), (.1, DARK, .02), (.3, LIGHT, .25), (.6, LIGHT, 0), (.9, DARK, .08), (1, DARK, .3)))
    p.circle(400, 500, 62, p.rad(385, 485, 80, (0, "#ffdf8a"), (1, c)))
    for i in range(12):
        p.path("M0 -80V-104", None, c, 9, move=f"translate(400 500) rotate({i * 30})")
    lines(p, 400, 836, (140, 90), "#fff8e6", 20)
    p.path("M262 420V800", None, LIGHT, 16, alpha=.6)


def vial(p, c):
    p.floor(404, 830, 160, 36, .46)
    turned(p, [(236, 76), (246, 84), None, (398, 88)], "#26221f", 400, .16, .35)
    for x in range(-80, 84, 9):
        p.line(f"M{400 + x} 262V384", LIGHT, 2, alpha=.12)
    disc(p, 240, 78, "#3a3530", 400, .16)
    hoop(p, 402, 88, "#4a443e", 10, 400, .16)
    d = amber(p, [(420, 62), (440, 66), (474, 130), (520, 156), None, (790, 156), (820, 142), None, (830, 134)], mix(c, "#203a6a", .3))
    with p.group(clip=d):
        p.path("M240 420H560V840H240Z", p.lin(240, 0, 560, 0, (0, DARK, 0), (.28, "#7a9ad0", .5), (.5, "#7a9ad0", 0), (1, DARK, .1)))
    label(p, 560, 756, 156, PAPER)
    for i in range(-2, 3):  # lemongrass
        p.path(f"M{400 + i * 5} 706C{400 + i * 10} 670 {400 + i * 20} 636 {400 + i * 27} {604 + abs(i) * 12}", None, "#6f8a4a", 7)
    lines(p, 400, 720, (110, 70), shade(c, .1), 18)
    light_over(p, 560, 756, 156)
    shine(p, 400, 152, 510, 780, .5)


def sauce(p, c):
    p.floor(404, 900, 150, 34, .46)
    turned(p, [(110, 40), None, (116, 44), (196, 46)], "#2f5a46", 400, .16, .4)
    disc(p, 112, 41, "#2f5a46", 400, .16)
    profile = [(206, 40), (330, 42), (400, 58), (480, 124), (540, 138), None, (860, 138), (890, 128), None, (900, 120)]
    p.path(outline([(250, 36), (330, 38), (400, 54), (480, 120), (540, 132), None, (860, 132), (884, 122), None, (892, 116)], 400, .14),
           p.lin(262, 0, 538, 0, (0, shade(c, .5)), (.12, shade(c, .12)), (.34, mix(c, "#e8683a", .5)), (.6, c), (1, shade(c, .5))))
    rnd = random.Random(3)
    for k in ("#f0d9a0", shade(c, .4)):
        p.line("".join(f"M{rnd.randint(284, 516)} {rnd.randint(500, 880)}l{rnd.randint(1, 5)} {rnd.randint(-3, 3)}" for _ in range(24)), k, 5, alpha=.7)
    glass(p, profile, 400, .15, "#d0b8a8", .12)
    d = label(p, 580, 820, 138, PAPER)
    with p.group(clip=d):
        p.path(belt_path(786, 830, 138), c)
    for x, y, t in ((366, 690, -24), (428, 690, 20)):
        p.path("M-16 -56C12 -62 24 -40 20 -4C18 26 6 56 -8 76C-8 40 -22 -10 -16 -56Z", c, shade(c, .4), 2, move=f"translate({x} {y}) rotate({t})")
        p.path("M-18 -54C-8 -66 10 -66 16 -50M0 -60C0 -74 6 -80 14 -84", None, "#4f7a3a", 7, move=f"translate({x} {y}) rotate({t})")
    light_over(p, 580, 820, 138)
    shine(p, 400, 132, 520, 860, .55)
    p.path("M376 230V380", None, LIGHT, 8, alpha=.5)


BOTTLES = {"pump": shampoo, "dropper": dropper, "flat": flat, "vial": vial, "sauce": sauce}


@draws("bottle")
def bottle(p, c, kind="pump"):
    BOTTLES[kind](p, c)
