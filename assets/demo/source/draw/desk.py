# SPDX-License-Identifier: Apache-2.0
"""Pens, tapes and what holds them."""
import math

from draw import draws
from draw.paper import barrel
from draw.svg import DARK, LIGHT, shade, tint

BRASS, PAPER = "#c6993f", "#f6efdf"


@draws("pen")
def pen(p, c, kind="fountain"):
    b = BRASS
    p.path("M210 830C330 780 300 900 420 850S560 880 640 800", None, "#2c3a52", 7)
    p.path("M250 770C260 740 296 740 290 780", None, "#2c3a52", 6)
    for place, part in (("translate(330 420) rotate(-52)", "pen"), ("translate(560 640) rotate(-58)", "cap")):
        shadow = "M-350 -34H330V34H-350Z" if part == "pen" else "M-190 -42H190V42H-190Z"
        p.cast(shadow, 16, 20, 40, .16, place)
        with p.group(move=place):
            (fountain if part == "pen" else pen_cap)(p, b)


def fountain(p, b):
    nib = "M-330 -30C-390 -26 -420 -8 -446 0C-420 8 -390 26 -330 30Z"
    p.path(nib, p.lin(0, -30, 0, 30, (0, "#e8d6a4"), (.5, "#fff3cf"), (1, "#a98643")), "#7a5f2c", 2)
    p.line("M-446 0H-372", "#5a4526", 2.5)
    p.circle(-366, 0, 7, "#4a3a20")
    p.path("M-346 -20C-376 -16 -386 -6 -390 0", None, "#8a6d35", 2)
    grip = "M-340 -26L-210 -36V36L-340 26Z"
    p.path(grip, p.lin(0, -36, 0, 36, (0, "#2c2622"), (.25, "#7a7068"), (.5, "#3a332e"), (1, "#171310")))
    barrel(p, -212, 310, 38, b)
    p.path("M310 -38C346 -34 352 -16 352 0C352 16 346 34 310 38Z", p.lin(0, -38, 0, 38, (0, shade(b, .2)), (.22, tint(b, .6)), (.5, b), (1, shade(b, .4))))
    for x in (-206, -190, 250, 296):
        p.path(f"M{x} -38V38", None, shade(b, .5), 3, alpha=.7, cap="butt")
        p.path(f"M{x + 4} -38V38", None, tint(b, .6), 2, alpha=.7, cap="butt")
    for x in range(-160, 220, 14):
        p.path(f"M{x} -36V36", None, shade(b, .4), 1.4, alpha=.28, cap="butt")


def pen_cap(p, b):
    barrel(p, -180, 150, 44, b)
    p.path("M150 -44C184 -38 190 -18 190 0C190 18 184 38 150 44Z", p.lin(0, -44, 0, 44, (0, shade(b, .2)), (.22, tint(b, .6)), (.5, b), (1, shade(b, .4))))
    p.ellipse(-180, 0, 12, 44, p.lin(0, -44, 0, 44, (0, shade(b, .7)), (1, shade(b, .4))), stroke=tint(b, .3), width=3)
    p.path("M160 -20C120 -34 -60 -26 -130 -16C-142 -12 -142 2 -130 4C-60 2 100 6 160 6Z", DARK, alpha=.35, move="translate(2 8)")
    p.path("M160 -20C120 -34 -60 -26 -130 -16C-142 -12 -142 2 -130 4C-60 2 100 6 160 6Z", p.lin(0, -30, 0, 8, (0, "#fff0c2"), (.5, b), (1, shade(b, .4))), shade(b, .5), 1.5)
    p.path("M-160 -44V44M-150 -44V44", None, shade(b, .5), 3, alpha=.6, cap="butt")


@draws("pens")
def pens(p, c):
    inks = ("#9c4a2f", "#2f5a46", "#2c3a52", "#8a5a3a", "#4a4a4a")
    with p.symbol("grooves"):
        p.path("".join(f"M{x} -27V27" for x in range(-280, -140, 12)), None, DARK, 4, alpha=.22, cap="butt")
    for i, k in enumerate(inks):
        place = f"translate({196 + i * 102} {500 + (26 if i % 2 else -6)}) rotate(90)"
        p.cast("M-390 0L-352 -22L-290 -27H340V27H-290L-352 22Z", 12, 12, 22, .17, place)
        with p.group(move=place):
            p.path("M-352 -7L-392 -3V3L-352 7Z", "#c9c2b4", "#7a746a", 1.5)
            p.path("M-290 -26L-356 -9V9L-290 26Z", p.lin(0, -26, 0, 26, (0, shade(k, .2)), (.25, tint(k, .5)), (.5, k), (1, shade(k, .4))))
            barrel(p, -292, -120, 29, k, gloss=.4)
            p.use("grooves", "translate(0 0)")
            barrel(p, -120, 270, 29, "#e9dfcb", gloss=.7)
            p.path("M-100 -4H250V10H-100Z", k, alpha=.5)
            p.path("M-120 -29V29M-112 -29V29", None, shade(k, .3), 3, cap="butt", alpha=.7)
            barrel(p, 270, 316, 27, k, gloss=.4)
            barrel(p, 316, 348, 13, "#c9c2b4")
            clip = "M300 -22H120Q104 -22 104 -12Q104 -2 120 -2H300Z"
            p.path(clip, DARK, alpha=.3, move="translate(2 7)")
            p.path(clip, p.lin(0, -24, 0, 0, (0, tint(k, .5)), (.5, k), (1, shade(k, .3))), shade(k, .5), 1.5)


@draws("pencils")
def pencils(p, c):
    p.floor(404, 862, 250, 30, .44)
    for i in range(11):
        x = 236 + i * 30
        y = 190 + (i * 37 % 5) * 12
        k = c if i % 3 else tint(c, .14)
        p.path(f"M{x} {y + 74}L{x + 15} {y}L{x + 30} {y + 74}Z", p.lin(x, 0, x + 30, 0, (0, "#c99f6a"), (.4, "#efd3a4"), (1, "#b58a55")))
        p.path(f"M{x + 10.5} {y + 22}L{x + 15} {y}L{x + 19.5} {y + 22}Z", "#3a3633")
        p.path(f"M{x} {y + 72}q5 -12 10 0q5 -12 10 0q5 -12 10 0V600H{x}Z", p.lin(x, 0, x + 30, 0, (0, shade(k, .3)), (.3, tint(k, .35)), (.36, k), (.66, k), (.68, shade(k, .22)), (1, shade(k, .42))))
    tin = "M214 480H586V846Q586 866 566 866H234Q214 866 214 846Z"
    p.path("M214 480L230 452H570L586 480Z", shade("#d9cdb4", .5), alpha=.75)
    k = "#d8c7a2"
    p.path(tin, p.lin(214, 0, 586, 0, (0, shade(k, .4)), (.06, tint(k, .5)), (.14, k), (.5, tint(k, .3)), (.9, shade(k, .12)), (.97, tint(k, .3)), (1, shade(k, .4))))
    p.path("M214 480H586V496H214Z", p.lin(0, 480, 0, 498, (0, tint(k, .7)), (1, shade(k, .3))))
    p.path("M240 540H560V826H240Z", c)
    p.path("M240 540H560V826H240Z", p.lin(240, 0, 560, 0, (0, DARK, .14), (.4, LIGHT, .16), (1, DARK, .24)))
    p.path("M252 552H548V814H252Z", None, "#e6d3a0", 3)
    for i, x in enumerate((330, 400, 470)):
        p.path(f"M{x - 22} 770V640L{x} 590L{x + 22} 640V770Z", ("#e6d3a0", "#d3a03a", "#e6d3a0")[i])
        p.path(f"M{x - 8} 609L{x} 590L{x + 8} 609Z", "#3a3633")
        p.path(f"M{x - 7} 640V770M{x + 7} 640V770", None, c, 2.5, alpha=.6)


@draws("tapes")
def tapes(p, c):
    looks = ((400, 330, "#2f5a46", "leaf"), (256, 640, c, "tile"), (560, 660, "#d3a03a", "stripe"))
    for x, y, k, kind in looks:
        r, hole = 172, 92
        p.cast(f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z", 14, 46, 54, .24)
        side = f"M{x - r} {y}A{r} {r} 0 0 0 {x + r} {y}V{y + 74}A{r} {r} 0 0 1 {x - r} {y + 74}Z"
        p.path(side, tint(k, .1))
        with p.group(clip=side):
            motif(p, x, y, r, k, kind)
        p.path(side, p.lin(x - r, 0, x + r, 0, (0, DARK, .42), (.18, DARK, .04), (.34, LIGHT, .3), (.55, LIGHT, 0), (1, DARK, .44)))
        p.circle(x, y, r, p.lin(x - r, y - r, x + r, y + r, (0, tint(k, .62)), (.6, tint(k, .42)), (1, tint(k, .2))), stroke=shade(k, .25), width=2)
        for q in range(hole + 20, r, 11):
            p.circle(x, y, q, None, stroke=shade(k, .2), width=1.4, alpha=.35)
        p.circle(x, y, hole + 10, "#d9b98a", stroke=shade("#d9b98a", .35), width=2)
        p.circle(x, y, hole, p.lin(0, y - hole, 0, y + hole, (0, "#8a6a44"), (.55, "#b89468"), (1, "#e6cfa6")))
        p.path(f"M{x - hole + 6} {y + 20}A{hole} {hole - 10} 0 0 0 {x + hole - 6} {y + 20}A{hole} {hole} 0 0 1 {x - hole + 6} {y + 20}Z", "#dccdb2")


def motif(p, x, y, r, k, kind):
    pale = PAPER
    if kind == "stripe":
        p.line("".join(f"M{x + i * 26} {y - 60}l-40 {r + 220}" for i in range(-8, 12)), pale, 9, alpha=.9)
        return
    for i in range(-6, 7):
        f = math.sin(i * .24)
        px, py = x + r * f, y + math.sqrt(max(0, 1 - f * f)) * r + 37
        s = max(.3, math.cos(i * .24))
        if kind == "leaf":
            p.path("M0 26C16 10 16 -10 0 -28C-16 -10 -16 10 0 26ZM0 26V-20", pale, k, 2, move=f"translate({px:.0f} {py:.0f}) scale({s:.2f} 1) rotate({30 if i % 2 else -30})", alpha=.92)
        else:
            p.path("M0 -27L27 0L0 27L-27 0ZM0 -13L13 0L0 13L-13 0Z", pale, k, 3, move=f"translate({px:.0f} {py:.0f}) scale({s:.2f} 1)", alpha=.92)
