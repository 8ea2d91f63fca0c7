# SPDX-License-Identifier: Apache-2.0
"""Labels and their drawings; soap, tubes, and what is not packed."""
import random

from draw import draws
from draw.cloth import cloth, crease
from draw.living import grain
from draw.round import belt_path, round_light, turned
from draw.svg import DARK, LIGHT, mix, shade, tint

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
