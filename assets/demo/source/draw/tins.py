# SPDX-License-Identifier: Apache-2.0
"""Round tins."""
import math

from draw import draws
from draw.care import flower, light_over, lines
from draw.round import belt_path, disc, hoop, turned
from draw.svg import DARK, LIGHT, is_dark, mix, shade, tint

PAPER = "#f4ecda"


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
