# SPDX-License-Identifier: Apache-2.0
"""Bottles, tubes, tins and jars for skin and hair, and what is not bottled."""
import math
import random

from draw import draws
from draw.cloth import cloth, crease, stitch
from draw.living import grain
from draw.round import belt_path, disc, glass, hoop, outline, rim, round_light, shine, turned
from draw.svg import DARK, LIGHT, curve, is_dark, mix, n, shade, tint

PAPER, BRASS = "#f4ecda", "#c6993f"


def sprig(p, x, y, c, s=1.0, turn=0, pairs=4):
    """A drawn twig for labels."""
    with p.group(move=f"translate({x} {y}) rotate({turn}) scale({s})"):
        p.line(f"M0 {pairs * 26}V{-pairs * 22}", c, 4)
        for i in range(pairs):
            y0 = pairs * 20 - i * 40
            for k in (-1, 1):
                p.path(f"M0 {y0}C{k * 14} {y0 - 30} {k * 38} {y0 - 32} {k * 48} {y0 - 28}C{k * 40} {y0 - 6} {k * 20} {y0 + 4} 0 {y0}Z", c)
        p.path(f"M0 {-pairs * 20}C14 {-pairs * 20 - 16} 12 {-pairs * 20 - 34} 0 {-pairs * 20 - 46}C-12 {-pairs * 20 - 34} -14 {-pairs * 20 - 16} 0 {-pairs * 20}Z", c)


def flower(p, x, y, r, petal, heart, count=6, turn=0):
    for i in range(count):
        p.path(f"M0 0C{-r * .5:.1f} {-r * .4:.1f} {-r * .4:.1f} {-r} 0 {-r}C{r * .4:.1f} {-r} {r * .5:.1f} {-r * .4:.1f} 0 0Z", petal, shade(petal, .2), 1.2, move=f"translate({x} {y}) rotate({turn + i * 360 // count})")
    p.circle(x, y, r * .2, heart)


def lines(p, x, y, widths, c, step=20, h=8):
    """Where words would be."""
    for i, w in enumerate(widths):
        p.rect(x - w / 2, y + i * step, w, h, c, r=h / 2, alpha=.75)


def label(p, y0, y1, r, c, cx=400, tilt=.16):
    d = belt_path(y0, y1, r, cx, tilt)
    p.path(d, c)
    return d


def light_over(p, y0, y1, r, cx=400, tilt=.16, strength=.8):
    round_light(p, belt_path(y0, y1, r, cx, tilt), cx, r, strength)


@draws("soap")
def soap(p, c):
    p.floor(404, 770, 300, 40, .44)
    # the bare bar behind, its stamp and herbs
    bar = "M170 330Q166 300 198 294L560 250Q592 248 596 280L618 500H190Z"
    p.path(bar, p.lin(170, 260, 618, 500, (0, tint(c, .42)), (.5, c), (1, shade(c, .22))), shade(c, .35), 2)
    rnd = random.Random(4)
    with p.group(clip=bar):
        for k in (shade(c, .5), "#d3a03a"):
            p.line("".join(f"M{rnd.randint(180, 610)} {rnd.randint(260, 500)}l{rnd.randint(2, 7)} {rnd.randint(-4, 4)}" for _ in range(36)), k, 4, alpha=.5)
        p.path("M170 330L596 270L596 290L172 350Z", LIGHT, alpha=.3)
    sprig(p, 392, 372, shade(c, .3), .62, -6, 3)
    # the wrapped bar in front
    d = "M120 500Q116 476 142 474H658Q684 476 680 500L668 740Q666 768 638 768H162Q134 768 132 740Z"
    p.path(d, DARK, alpha=.22, move="translate(0 -10)")
    kraft = "#e3cfa6"
    p.path(d, p.lin(120, 474, 680, 770, (0, tint(kraft, .4)), (.45, kraft), (1, shade(kraft, .2))), shade(kraft, .35), 2)
    p.path("M120 500Q116 476 142 474H658Q684 476 680 500L672 520H128Z", LIGHT, alpha=.4)
    with p.group(clip=d):
        p.path("M120 474L190 560L136 770H100ZM680 474L610 560L664 770H700Z", DARK, alpha=.09)
        p.line("M120 474L190 560M190 560L132 768M680 474L610 560M610 560L668 768", shade(kraft, .35), 2, alpha=.6)
        p.path("M258 466H542V776H258Z", tint(c, .12))
        p.path("M258 466H542V776H258Z", p.lin(258, 0, 542, 0, (0, DARK, .1), (.3, LIGHT, .18), (1, DARK, .14)))
        p.path("M270 466V776M530 466V776", None, PAPER, 3)
    sprig(p, 400, 588, PAPER, .8, 0, 4)
    lines(p, 400, 704, (150, 100), PAPER, 22)


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


@draws("tube")
def tube(p, c, kind="crimped"):
    (standing if kind == "stand" else aluminium)(p, c)


def aluminium(p, c):
    with p.group(move="rotate(14 400 500)"):
        d = "M262 120H538L560 700C556 760 500 780 456 790H344C300 780 244 760 240 700Z"
        p.cast(d, 14, 18, 50, .24)
        turned(p, [(786, 62), None, (880, 66)], BRASS, 400, .1, .5)
        for x in range(-60, 64, 10):
            p.line(f"M{400 + x} 800V884", shade(BRASS, .5), 3, alpha=.5)
        p.path(d, p.lin(240, 0, 560, 0, (0, shade(c, .35)), (.1, shade(c, .05)), (.26, tint(c, .65)), (.45, c), (.7, shade(c, .1)), (.86, tint(c, .3)), (1, shade(c, .34))), shade(c, .4), 2)
        with p.group(clip=d):
            p.path("M240 170L300 260L262 360ZM560 170L520 240L548 330Z", LIGHT, alpha=.3)
            p.path("M250 180L330 300L290 330ZM540 200L470 300L520 310Z", DARK, alpha=.08)
            p.path("M230 690H570V800H230Z", p.lin(0, 690, 0, 800, (0, DARK, 0), (1, DARK, .26)))
        p.path("M256 104H544V160H256Z", p.lin(256, 104, 544, 160, (0, "#d9d2c4"), (.3, "#fbf7ee"), (.6, "#bdb5a6"), (1, "#e6e0d3")), "#9a9284", 2)
        p.path("M256 122H544M256 142H544", None, "#8f8778", 2.5, alpha=.7)
        p.rect(306, 300, 188, 300, PAPER, r=94, alpha=.95)
        p.rect(316, 310, 168, 280, None, r=84, stroke=shade(c, .3), width=2.5)
        flower(p, 400, 410, 54, "#ffffff", "#d3a03a", 6)
        lines(p, 400, 500, (110, 80, 56), shade(c, .4), 22)


def standing(p, c):
    p.floor(404, 884, 160, 32, .44)
    turned(p, [(770, 118), None, (776, 122), (884, 126)], PAPER, 400, .14, .5)
    d = "M214 130Q400 118 586 130C584 400 560 640 526 772Q400 796 274 772C240 640 216 400 214 130Z"
    p.path(d, p.lin(214, 0, 586, 0, (0, shade(c, .32)), (.12, c), (.32, tint(c, .5)), (.56, c), (.86, shade(c, .16)), (1, shade(c, .36))), shade(c, .4), 2)
    p.path("M214 130Q400 118 586 130L584 176Q400 164 216 176Z", p.lin(214, 0, 586, 0, (0, shade(c, .2)), (.3, tint(c, .5)), (1, shade(c, .25))), shade(c, .3), 1.5)
    p.line("".join(f"M{x} 130l0 42" for x in range(226, 584, 8)), shade(c, .4), 1.5, alpha=.4)
    with p.group(clip=d):
        p.path("M260 180C250 400 280 620 310 790H280C240 620 220 400 226 180Z", LIGHT, alpha=.3)
        p.path(d, p.lin(0, 130, 0, 790, (0, LIGHT, .1), (.6, DARK, 0), (1, DARK, .16)))
    for x, y, s, t in ((400, 380, 1, 0), (346, 450, .7, -30), (456, 456, .72, 28)):  # centella leaves
        p.path("M0 0C-30 -6 -70 -40 -60 -84C-52 -120 -14 -124 0 -104C14 -124 52 -120 60 -84C70 -40 30 -6 0 0Z", "#3f6a4a", shade("#3f6a4a", .35), 2, move=f"translate({x} {y}) rotate({t}) scale({s})")
        p.path("M0 0V-96M0 -10L-40 -70M0 -10L40 -70M0 70V0", None, tint("#3f6a4a", .5), 3, move=f"translate({x} {y}) rotate({t}) scale({s})")
    lines(p, 400, 560, (170, 120), PAPER, 26, 10)
    lines(p, 400, 650, (90,), PAPER, 20, 7)


@draws("tin")
def tin(p, c, kind="tea"):
    {"balm": balm, "tea": tea_tin, "biscuit": biscuit_tin}[kind](p, c)


def balm(p, c):
    p.floor(404, 790, 280, 46, .46)
    metal = "#cfc7b6"
    # the lid leans behind the open tin
    with p.group(move="rotate(-10 420 400)"):
        p.ellipse(430, 400, 216, 208, shade(metal, .45))
        p.ellipse(420, 392, 216, 208, p.lin(220, 200, 620, 600, (0, tint(metal, .7)), (.5, metal), (1, shade(metal, .3))))
        p.ellipse(420, 392, 192, 185, c)
        p.ellipse(420, 392, 192, 185, p.lin(240, 220, 600, 560, (0, LIGHT, .3), (.5, LIGHT, 0), (1, DARK, .24)))
        p.ellipse(420, 392, 176, 169, None, stroke="#ecd3a4", width=3)
        for i in range(6):  # a comb
            x, y = 420 + 54 * [1, .5, -.5, -1, -.5, .5][i], 372 + 54 * [0, .87, .87, 0, -.87, -.87][i]
            p.path("M0 -32L28 -16V16L0 32L-28 16V-16Z", "#e3a83c" if i % 2 else "#ecd3a4", move=f"translate({x} {y})")
        p.path("M0 -32L28 -16V16L0 32L-28 16V-16Z", "#d9902c", move="translate(420 372)")
        lines(p, 420, 484, (120, 80), "#ecd3a4", 22)
    body = [(640, 240), None, (750, 236), (776, 226), None, (784, 214)]
    d = turned(p, body, metal, 400, .24, .5)
    for y in (662, 674, 686):
        hoop(p, y, 241, shade(metal, .4), 3, 400, .24, .5)
    p.ellipse(400, 640, 240, 58, tint(metal, .5), stroke=shade(metal, .35), width=2)
    wax = mix(c, "#d9783a", .45)
    p.ellipse(400, 644, 222, 50, p.lin(180, 600, 620, 690, (0, shade(wax, .2)), (.4, tint(wax, .35)), (.7, wax), (1, shade(wax, .15))))
    p.path("M300 640C350 616 440 618 480 640C450 632 350 634 320 652Z", LIGHT, alpha=.5)
    p.path("M420 664C470 668 520 660 548 644", None, shade(wax, .35), 5, alpha=.5)


def tea_tin(p, c):
    r, top = 190, 300
    p.floor(404, 880, 230, 48, .46)
    d = turned(p, [(330, r), None, (876, r), None, (882, r - 4)], c, 400, .15, .3)
    p.path(belt_path(470, 760, r, 400, .15), tint(PAPER, .2))
    if is_dark(c):  # mist between mountains
        with p.group(clip=belt_path(474, 756, r, 400, .15)):
            p.circle(452, 590, 40, "#e3a83c")
            for y, k, w in ((640, tint(c, .5), 0), (690, tint(c, .25), 30), (746, c, -20)):
                p.path(f"M190 {y + 40}C{250 + w} {y - 40} {300 + w} {y - 50} {350 + w} {y + 10}S{440 + w} {y - 70} {500 + w} {y - 10}S580 {y} 620 {y + 20}V900H190Z", k)
                p.path(f"M190 {y + 46}C300 {y + 20} 420 {y + 60} 620 {y + 36}", None, PAPER, 14, alpha=.5)
    else:
        with p.group(clip=belt_path(474, 756, r, 400, .15)):
            p.path("M230 760C300 690 330 640 400 600S520 540 560 500", None, "#4f6b45", 6)
            for x, y, t in ((280, 706, -40), (340, 640, -60), (452, 570, 20), (510, 536, -30), (330, 690, 80), (420, 620, 90)):
                p.path("M0 0C18 -14 20 -44 0 -66C-20 -44 -18 -14 0 0Z", "#5f7f52", move=f"translate({x} {y}) rotate({t})")
            flower(p, 400, 640, 50, "#ffffff", "#d3a03a", 6, 10)
            flower(p, 316, 596, 36, "#ffffff", "#d3a03a", 6, 30)
            flower(p, 484, 690, 40, "#ffffff", "#d3a03a", 6, 0)
    light_over(p, 470, 760, r, 400, .15)
    for y in (446, 452, 778, 784):
        hoop(p, y, r, "#e3c77c", 4, 400, .15)
    hoop(p, 868, r, DARK, 5, 400, .15, .3)
    turned(p, [(240, r - 4), None, (246, r + 4), (384, r + 5)], c, 400, .15, .45)
    hoop(p, 380, r + 5, shade(c, .5), 4, 400, .15, .8)
    hoop(p, 372, r + 5, tint(c, .5), 3, 400, .15, .6)
    disc(p, 240, r - 2, tint(c, .12), 400, .15)
    p.ellipse(400, 240, r - 34, (r - 34) * .15, None, stroke=shade(c, .3), width=2)
    turned(p, [(216, 24), (222, 30), None, (238, 28)], "#c6993f", 400, .2, .5)
    disc(p, 215, 25, "#e0bd72", 400, .22)


def biscuit_tin(p, c):
    p.floor(404, 770, 300, 52, .46)
    r = 292
    turned(p, [(500, r), None, (740, r), None, (750, r - 6)], c, 400, .22, .25)
    band = belt_path(560, 720, r, 400, .22)
    p.path(band, PAPER)
    with p.group(clip=band):
        for i in range(-5, 6):  # floor tiles
            f = math.sin(i * .285)
            x, y, s = 400 + r * f, 640 + math.sqrt(1 - f * f) * r * .22, math.cos(i * .285)
            with p.group(move=f"translate({x:.0f} {y:.0f}) scale({s:.2f} 1)"):
                tile(p, 76, c)
    light_over(p, 560, 720, r, 400, .22)
    turned(p, [(420, r), None, (424, r + 6), (520, r + 8)], c, 400, .22, .35)
    hoop(p, 516, r + 8, shade(c, .5), 4, 400, .22, .7)
    hoop(p, 470, r + 7, "#e3c77c", 5, 400, .22)
    disc(p, 420, r + 2, c, 400, .3)
    with p.group(move="translate(400 420) scale(1 .3)"):
        p.circle(0, 0, 262, PAPER)
        for i in range(8):
            with p.group(move=f"rotate({i * 45}) translate(0 -170)"):
                tile(p, 74, c)
        p.circle(0, 0, 110, "#e3c77c")
        for i in range(8):
            p.path("M0 0C-30 -30 -30 -80 0 -104C30 -80 30 -30 0 0Z", c if i % 2 else "#c4694a", move=f"rotate({i * 45})")


def tile(p, s, c):
    p.path(f"M0 {-s}L{s} 0L0 {s}L{-s} 0Z", c)
    p.path(f"M0 {-s * .62}L{s * .62} 0L0 {s * .62}L{-s * .62} 0Z", PAPER)
    for t in (0, 90, 180, 270):
        p.path(f"M0 0C{s * .2:.0f} {-s * .16:.0f} {s * .2:.0f} {-s * .4:.0f} 0 {-s * .52:.0f}C{-s * .2:.0f} {-s * .4:.0f} {-s * .2:.0f} {-s * .16:.0f} 0 0Z", "#c4694a", move=f"rotate({t})")
    p.circle(0, 0, s * .13, "#e3a83c")


@draws("comb")
def comb(p, c):
    wood = mix(c, "#c9844e", .45)
    with p.group(move="rotate(-24 400 480)"):
        x0, x1, top, tip = 110, 690, 400, 640
        teeth = ""
        x = x0 + 22
        while x < x1 - 20:
            teeth += f"M{x} {top + 80}V{tip - 8}Q{x + 6} {tip + 6} {x + 12} {tip - 8}V{top + 80}Z"
            x += 20
        back = f"M{x0} {tip - 20}C{x0 - 20} {top + 40} {x0 + 40} {top - 40} 400 {top - 52}C{x1 - 40} {top - 40} {x1 + 20} {top + 40} {x1} {tip - 20}Q{x1 - 12} {tip} {x1 - 24} {tip - 20}V{top + 108}H{x0 + 24}V{tip - 20}Q{x0 + 12} {tip} {x0} {tip - 20}Z"
        p.cast(back, 10, 20, 40, .2)
        p.path(teeth, DARK, alpha=.25, move="translate(9 14)")
        p.path(teeth, p.lin(0, top + 80, 0, tip, (0, shade(wood, .3)), (.3, wood), (1, tint(wood, .3))), shade(wood, .45), 1.2)
        p.path(back, p.lin(0, top - 50, 0, tip, (0, tint(wood, .4)), (.3, wood), (1, shade(wood, .2))), shade(wood, .45), 2)
        grain(p, back, x0, x1, top - 50, top + 110, wood, 5, 14, False)
        p.path(f"M{x0 + 20} {top + 60}C{x0 + 40} {top} {x0 + 120} {top - 26} 400 {top - 34}C{x1 - 120} {top - 26} {x1 - 60} {top - 4} {x1 - 30} {top + 30}", None, LIGHT, 7, alpha=.45)
        flower(p, 400, top + 30, 40, "#f0cdbb", "#d3a03a", 5)
        for s in (-1, 1):
            p.path(f"M{400 + s * 52} {top + 34}q{s * 50} -30 {s * 110} 4", None, shade(wood, .5), 4)
            for k in (70, 108, 140):
                p.ellipse(400 + s * k, top + 22, 9, 5, shade(wood, .5), move=f"rotate({s * -30} {400 + s * k} {top + 22})")
    bag = "M520 640C600 620 660 640 700 650C716 720 730 800 712 880C650 900 580 896 520 884C500 800 506 720 520 640Z"
    p.cast(bag, 8, 14, 36, .2)
    cloth(p, bag, "#e3d3b6", 500, 730)
    with p.group(clip=bag):
        for x in (560, 610, 660):
            crease(p, x, 650, x + 10, 720, x - 8, 860, 16, .14)
    p.line("M514 676C580 664 650 666 708 682", "#9c4a2f", 7)
    p.line("M610 670C600 710 580 730 574 760M616 670C630 710 650 720 650 756", "#9c4a2f", 6)


@draws("loofah")
def loofah(p, c):
    with p.group(move="rotate(18 400 500)"):
        e = "M400 190C360 130 360 70 400 60C440 70 440 130 404 190"
        p.path(e, None, DARK, 10, alpha=.2, move="translate(10 14)")
        p.line(e, shade("#efe3c8", .35), 12)
        p.line(e, "#efe3c8", 8)
        d = "M310 220C350 176 450 176 494 220C530 330 500 420 520 520C540 640 560 760 500 850C440 890 360 890 304 850C244 760 270 640 284 520C300 420 270 330 310 220Z"
        p.cast(d, 14, 20, 54, .24)
        cloth(p, d, tint(c, .25), 250, 550, 1.3)
        with p.group(clip=d):
            for i in range(10):  # the channels that run its length
                x = 262 + i * 30
                p.line(f"M{x} 190C{x - 14} 400 {x + 20} 560 {x - 6} 880", DARK, 9, alpha=.1)
            for k, a, w, dx in ((shade(c, .5), .55, 3.4, 3), (tint(c, .8), .85, 3, 0)):
                rnd = random.Random(8)
                net = ""
                for i in range(56):
                    x, y = rnd.randint(240, 550), rnd.randint(170, 800)
                    net += f"M{x} {y}q{rnd.randint(-16, 16)} {rnd.randint(20, 40)} {rnd.randint(-22, 22)} {rnd.randint(60, 130)}"
                for i in range(80):
                    x, y = rnd.randint(240, 500), rnd.randint(190, 870)
                    net += f"M{x} {y}q{rnd.randint(14, 30)} {rnd.randint(6, 26)} {rnd.randint(36, 80)} {rnd.randint(-14, 14)}"
                p.path(net, None, k, w, alpha=a, move=f"translate({dx} {dx})")
            p.path(d, p.lin(250, 0, 550, 0, (0, DARK, .34), (.25, LIGHT, .14), (.6, DARK, 0), (1, DARK, .4)))
        p.ellipse(402, 862, 96, 22, shade(c, .3), stroke=shade(c, .5), width=2)
        for x in (356, 402, 448):
            p.ellipse(x, 862, 17, 11, shade(c, .7), stroke=tint(c, .3), width=3)
        p.circle(402, 196, 12, shade(c, .5))


@draws("jar")
def jar(p, c, kind="salt"):
    from draw.jars import JARS
    JARS[kind](p, c)
