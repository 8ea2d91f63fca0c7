# SPDX-License-Identifier: Apache-2.0
"""Packs to eat and drink from."""
import random

from draw import draws
from draw.care import lines
from draw.cloth import crease
from draw.jars import amber_pot
from draw.ceramics import mug_body
from draw.svg import DARK, LIGHT, shade, tint

PAPER, GOLD, KRAFT = "#f4ecda", "#e3c77c", "#c9a873"


def pack_light(p, d, x0, x1, y0, y1):
    p.path(d, p.lin(x0, 0, x1, 0, (0, DARK, .34), (.08, DARK, .06), (.2, LIGHT, .4), (.3, LIGHT, .08), (.62, DARK, 0), (.8, LIGHT, .14), (.92, DARK, .14), (1, DARK, .38)))
    p.path(d, p.lin(0, y0, 0, y1, (0, LIGHT, .1), (.6, DARK, 0), (1, DARK, .22)))


def bean(p, x, y, t, s=1.0, c="#5a3420"):
    with p.group(move=f"translate({x} {y}) rotate({t}) scale({s})"):
        p.ellipse(3, 6, 30, 21, DARK, alpha=.3)
        p.ellipse(0, 0, 30, 21, p.lin(-20, -20, 20, 20, (0, tint(c, .35)), (.5, c), (1, shade(c, .45))))
        p.line("M-27 2C-10 -10 6 12 27 -2", shade(c, .65), 4)
        p.line("M-18 -9C-10 -14 0 -15 8 -13", tint(c, .6), 3, alpha=.6)


@draws("pouch_pack")
def pouch(p, c, kind="coffee"):
    p.floor(404, 880, 230, 42, .46)
    base = shade("#4a3a2e", .1) if kind == "coffee" else tint(c, .1)
    d = "M206 190H594L610 300C616 500 620 700 612 852C560 884 240 884 188 852C180 700 184 500 190 300Z"
    p.path(d, base if kind != "coffee" else KRAFT)
    with p.group(clip=d):
        if kind == "coffee":
            p.path("M180 330H620V800H180Z", c)
            p.path("M180 330H620V346H180ZM180 784H620V800H180Z", GOLD)
            p.circle(400, 520, 118, PAPER)
            p.circle(400, 520, 108, None, stroke=c, width=3)
            p.path("M300 560C340 500 366 490 400 530C430 470 470 470 502 560C480 600 440 626 400 628C360 626 320 600 300 560Z", "#2f5a46")
            p.circle(440, 474, 26, "#e3a83c")
            p.path("M304 566C350 540 440 590 498 562", None, PAPER, 6, alpha=.6)
            lines(p, 400, 676, (200, 140), PAPER, 26, 10)
            for i in range(3):
                p.circle(360 + i * 40, 746, 12, PAPER if i < 2 else None, stroke=PAPER, width=3)
        else:
            p.path("M180 560C280 500 420 620 620 540V900H180Z", "#c4694a", alpha=.9)
            p.path("M180 600C280 540 420 660 620 580V900H180Z", "#2f5a46")
            p.path("M440 336C520 342 566 420 536 506C508 590 400 640 322 612C262 590 250 540 292 506C336 470 330 400 372 362C392 344 414 334 440 336Z", p.lin(300, 600, 540, 350, (0, "#f2b63a"), (.45, "#f4c04a"), (.75, "#e58a3a"), (1, "#c24f35")))
            p.path("M446 338C446 320 452 308 462 298", None, "#5a4a2a", 9)
            p.path("M458 314C488 272 548 272 578 298C548 332 492 336 458 314Z", "#5f7f42", shade("#5f7f42", .3), 2)
            p.path("M370 430C380 396 396 376 420 366", None, LIGHT, 13, alpha=.5)
            p.path("M300 560C320 590 380 596 430 576", None, "#fff0b0", 9, alpha=.4)
            q = "M250 690Q250 650 290 650H510Q550 650 550 690V750Q550 790 510 790H290Q250 790 250 750Z"
            p.path(q, "#e8b04a")  # a window: the slices inside
            with p.group(clip=q):
                for i, (x, y, t) in enumerate(((280, 690, 10), (340, 740, -20), (390, 680, 30), (450, 740, 8), (510, 690, -24), (300, 770, 40), (530, 770, 20), (420, 790, -10))):
                    k = ("#d9892a", "#eaa53a", "#c9761f")[i % 3]
                    p.path("M-64 -18C-20 -34 40 -30 66 -8C50 18 -30 30 -64 14Z", p.lin(-60, -30, 60, 30, (0, tint(k, .45)), (1, shade(k, .2))), shade(k, .35), 2, move=f"translate({x} {y}) rotate({t})")
                p.path("M250 650H420L330 790H250Z", LIGHT, alpha=.25)
            p.path(q, None, PAPER, 5)
        crease(p, 230, 250, 250, 500, 226, 840, 26, .12)
        crease(p, 570, 250, 550, 500, 580, 840, 26, .14)
        crease(p, 220, 820, 400, 860, 580, 820, 24, .18)
        pack_light(p, d, 188, 614, 190, 880)
        p.path("M190 300H616L600 214H200Z", DARK, alpha=.05)
    seal = "M202 120H598L594 196H206Z"
    p.path(seal, KRAFT if kind == "coffee" else shade(base, .05))
    pack_light(p, seal, 200, 600, 120, 196)
    p.line("".join(f"M204 {y}H596" for y in range(128, 190, 7)), DARK, 2, alpha=.16)
    p.path("M206 196H594", None, DARK, 4, alpha=.25)
    for x in (202, 598):
        p.path(f"M{x} 172l{8 if x < 400 else -8} 6l{-8 if x < 400 else 8} 6Z", shade(KRAFT, .5))
    if kind == "coffee":
        p.circle(400, 262, 17, shade(KRAFT, .3), stroke=tint(KRAFT, .3), width=3)
        for dx, dy in ((0, 0), (-6, 0), (6, 0), (0, 6), (0, -6)):
            p.circle(400 + dx, 262 + dy, 2, DARK)
        for x, y, t in ((170, 896, 20), (236, 918, -30), (610, 900, 50), (668, 886, -10)):
            bean(p, x, y, t)
    else:
        p.circle(400, 158, 14, shade(base, .55), stroke=tint(base, .4), width=3)


def carton(p, c, x=180, y=300, w=360, h=540, depth=96, top=64):
    """A standing box from a little above; the front is left free for its print."""
    side = f"M{x + w} {y}L{x + w + depth} {y - top}V{y + h - top}L{x + w} {y + h}Z"
    p.path(side, p.lin(x + w, 0, x + w + depth, 0, (0, shade(c, .2)), (1, shade(c, .44))))
    p.path(f"M{x} {y}L{x + depth} {y - top}H{x + w + depth}L{x + w} {y}Z", p.lin(0, y - top, 0, y, (0, tint(c, .55)), (1, tint(c, .25))), shade(c, .25), 1.5)
    d = f"M{x} {y}H{x + w}V{y + h}H{x}Z"
    p.path(d, p.lin(x, y, x + w, y + h, (0, tint(c, .25)), (.5, c), (1, shade(c, .1))))
    return d


@draws("box")
def box(p, c, kind="drip"):
    (lotus if kind == "lotus" else drip)(p, c)


def drip(p, c):
    p.floor(420, 842, 300, 40, .46)
    d = carton(p, c)
    with p.group(clip=d):
        p.path("M160 300H560V420H160Z", "#2c3a52")
        p.circle(360, 590, 120, PAPER)
        # the drip bag over a cup
        p.path("M290 640H430C430 690 404 712 360 712C316 712 290 690 290 640Z", "#c4694a")
        p.path("M430 650C462 646 462 690 424 690", None, "#c4694a", 9)
        p.path("M306 530H414L400 636H320Z", "#fffaf0", shade(PAPER, .4), 3)
        p.path("M310 556H410L400 634H320Z", "#6a4028")
        p.path("M296 530H424M300 530V560H312M420 530V560H408", None, shade(KRAFT, .3), 6)
        for x in (342, 360, 378):
            p.path(f"M{x} 506C{x - 10} 490 {x + 10} 480 {x} 462", None, "#8a5a3a", 4, alpha=.6)
        lines(p, 360, 350, (190, 120), PAPER, 26, 10)
        lines(p, 360, 760, (200, 140, 90), "#2c3a52", 24, 9)
    p.path("M540 300L636 236V356L540 420Z", "#1f2a3d", alpha=.9)
    for x, y, t in ((120, 700, -12), (170, 740, 7)):
        with p.group(move=f"translate({x} {y}) rotate({t})"):
            p.path("M-84 -110H84V110H-84Z", DARK, alpha=.25, move="translate(8 12)")
            p.path("M-84 -110H84V110H-84Z", p.lin(-84, 0, 84, 0, (0, shade(PAPER, .16)), (.3, "#fffdf6"), (1, shade(PAPER, .2))), shade(PAPER, .3), 1.5)
            p.path("M-84 -110H84V-92H-84ZM-84 92H84V110H-84Z", shade(PAPER, .12))
            p.line("".join(f"M{i} -110v18M{i} 92v18" for i in range(-78, 84, 8)), shade(PAPER, .4), 2, alpha=.5)
            p.path("M-84 -70H84V-10H-84Z", "#2c3a52")
            bean(p, 0, 34, -30, .9)


def lotus(p, c):
    p.floor(410, 800, 330, 40, .44)
    x, y, w, h = 110, 330, 580, 450
    p.path(f"M{x} {y}L{x + 50} {y - 70}H{x + w - 50}L{x + w} {y}Z", p.lin(0, y - 70, 0, y, (0, tint(c, .6)), (1, tint(c, .3))), shade(c, .25), 1.5)
    d = f"M{x} {y}H{x + w}V{y + h}H{x}Z"
    p.path(d, p.lin(x, y, x + w, y + h, (0, tint(c, .35)), (.5, c), (1, shade(c, .14))), shade(c, .3), 1.5)
    rnd = random.Random(6)
    with p.group(clip=d):
        for k in (tint(c, .7), shade(c, .3)):  # fibres of handmade paper
            p.line("".join(f"M{rnd.randint(x, x + w)} {rnd.randint(y, y + h)}q{rnd.randint(-20, 20)} {rnd.randint(-14, 14)} {rnd.randint(-34, 34)} {rnd.randint(-24, 24)}" for _ in range(60)), k, 1.8, alpha=.5)
        for t, s in ((-64, .8), (64, .8), (-40, .95), (40, .95), (-20, 1.05), (20, 1.05), (0, 1.1)):
            petal = "M0 0C-46 -50 -46 -130 0 -190C46 -130 46 -50 0 0Z"
            p.path(petal, p.lin(0, -190, 0, 0, (0, "#c9586a"), (.5, "#eab0b0"), (1, "#fbeee4")), "#b0485a", 2.5, move=f"translate(400 640) rotate({t}) scale({s})")
            p.path("M0 -20V-150M-8 -20C-20 -70 -18 -110 -10 -130M8 -20C20 -70 18 -110 10 -130", None, "#b0485a", 1.5, move=f"translate(400 640) rotate({t}) scale({s})", alpha=.4)
        p.path("M200 690C280 630 360 650 400 690C440 650 520 630 600 690C520 730 440 716 400 700C360 716 280 730 200 690Z", "#5f7f5a", shade("#5f7f5a", .3), 2)
        p.path("M400 694C340 676 280 676 220 690M400 694C460 676 520 676 580 690", None, tint("#5f7f5a", .5), 2.5)
        p.path(f"M{x} {y}H{x + w}V{y + 60}H{x}Z", LIGHT, alpha=.12)
    p.path(f"M{x + 14} {y + 14}H{x + w - 14}V{y + h - 14}H{x + 14}Z", None, GOLD, 3.5)
    rope = f"M{x} {y + 64}H{x + w}"
    p.path(rope, None, DARK, 15, alpha=.25, move="translate(0 6)", cap="butt")
    p.line(rope, "#9c4a2f", 14, cap="butt")
    p.line(rope, tint("#9c4a2f", .35), 5, cap="butt", dash="6 5")
    p.path("M400 394C372 354 330 370 344 394C356 412 384 404 400 394C428 354 470 370 456 394C444 412 416 404 400 394ZM400 394C392 430 380 450 376 480M400 394C410 430 420 446 428 476", None, "#9c4a2f", 11)
    p.circle(400, 394, 12, "#b5603f")


@draws("choco")
def choco(p, c):
    with p.group(move="rotate(-12 400 500)"):
        foil = "M236 130L560 124L568 330H232Z"
        bar = "M246 150H554V340H246Z"
        p.cast("M226 150H574V880H226Z", 14, 20, 56, .24)
        cocoa = "#4a2a1c"
        p.path(bar, cocoa)
        for i in range(4):
            for j in range(3):
                x, y = 250 + i * 76, 152 + j * 60 - 30 * 0
                p.path(f"M{x} {y}h72v56h-72Z", shade(cocoa, .35))
                p.path(f"M{x + 8} {y + 7}h56v40h-56Z", p.lin(x, y, x + 60, y + 46, (0, tint(cocoa, .34)), (.4, tint(cocoa, .08)), (1, shade(cocoa, .2))))
                p.path(f"M{x} {y}l8 7v40l-8 9Z", LIGHT, alpha=.14)
                p.path(f"M{x} {y}h72l-8 7h-56Z", LIGHT, alpha=.2)
        torn = "M228 318L252 300L276 322L300 296L330 318L356 298L388 322L416 300L446 320L474 296L506 320L534 300L572 318L574 400H226Z"
        p.path(torn, DARK, alpha=.35, move="translate(0 -8)")
        p.path(torn, p.lin(228, 300, 574, 400, (0, "#fdf8ea"), (.2, "#cfc6b2"), (.4, "#fffdf6"), (.6, "#bfb6a2"), (.8, "#f6f0e0"), (1, "#b8ae98")))
        for x in range(240, 570, 33):
            p.path(f"M{x} 312l10 60l-16 20", None, "#a59c88", 2, alpha=.6)
        d = "M222 370H578V884H222Z"
        p.path(d, DARK, alpha=.3, move="translate(0 -9)")
        p.path(d, p.lin(222, 370, 578, 884, (0, tint(c, .22)), (.5, c), (1, shade(c, .14))))
        with p.group(clip=d):
            for i in range(-3, 12):
                p.path(f"M222 {400 + i * 56}q44 -44 89 0t89 0t89 0t89 0", None, GOLD, 3, alpha=.4)
            p.path("M222 370H252V884H222ZM548 370H578V884H548Z", DARK, alpha=.16)
        p.path("M276 440H524V800H276Z", PAPER)
        p.path("M288 452H512V788H288Z", None, GOLD, 4)
        p.path("M400 500C460 520 470 610 400 680C330 610 340 520 400 500Z", "#b5652f", shade("#b5652f", .4), 3)
        p.path("M400 504V676M372 520C360 570 370 630 396 672M428 520C440 570 430 630 404 672", None, shade("#b5652f", .4), 3, alpha=.7)
        p.path("M400 500C396 480 404 470 414 464M398 690C360 690 330 712 320 740C360 744 392 724 398 690ZM404 690C440 690 470 712 480 740C440 744 410 724 404 690Z", "#4f7050", shade("#4f7050", .3), 3)
        lines(p, 400, 758, (110,), c, 20, 9)
        p.path(d, p.lin(222, 0, 578, 0, (0, DARK, .2), (.1, LIGHT, .2), (.2, LIGHT, 0), (.85, DARK, 0), (1, DARK, .25)))


@draws("giftbox")
def giftbox(p, c):
    p.floor(404, 880, 320, 44, .46)
    # coffee, a mug and honey stand in the box
    pack = "M196 260H362L370 620H188Z"
    p.path(pack, KRAFT)
    p.path("M190 350H368V560H190Z", "#9c4a2f")
    p.circle(279, 446, 56, PAPER)
    bean(p, 279, 446, -30, 1.2)
    pack_light(p, pack, 188, 370, 260, 620)
    p.path("M194 214H364L362 264H196Z", tint(KRAFT, .14), shade(KRAFT, .35), 1.5)
    p.line("M198 226H360M198 238H360M198 250H360", shade(KRAFT, .4), 2, alpha=.5)
    mug_body(p, "#c4694a", 440, 400, 640, 86, False)
    amber_pot(p, 596, 380, 640, 68)
    straw = "".join(f"M{x} {610 - (x * 7) % 37}q{10 + x % 13} -26 {26 + x % 9} 14" for x in range(130, 660, 9))
    p.line(straw, shade("#d9bd84", .3), 5)
    p.path(straw, None, "#ead3a0", 4, move="translate(4 6)")
    d = "M116 604H684L668 872H132Z"
    p.path(d, p.lin(116, 604, 684, 872, (0, tint(c, .22)), (.45, c), (1, shade(c, .3))), shade(c, .45), 2)
    p.path("M116 604H684L682 632H118Z", LIGHT, alpha=.14)
    for e in ("M364 604H436L434 872H366Z", "M124 716H676L673 770H127Z"):
        p.path(e, DARK, alpha=.25, move="translate(0 6)")
        p.path(e, p.lin(124, 604, 676, 872, (0, tint(GOLD, .3)), (.5, GOLD), (1, shade(GOLD, .25))))
    for loop in ("M400 738C340 640 240 650 250 720C258 776 350 770 400 746Z", "M400 738C460 640 560 650 550 720C542 776 450 770 400 746Z"):
        p.path(loop, DARK, alpha=.3, move="translate(4 12)")
        p.path(loop, p.lin(250, 660, 550, 770, (0, tint(GOLD, .5)), (.4, GOLD), (.55, shade(GOLD, .35)), (.7, tint(GOLD, .3)), (1, shade(GOLD, .2))), shade(GOLD, .45), 2)
    for tail in ("M396 748C372 790 350 820 330 866L372 856L386 880C392 830 398 790 404 752Z", "M402 748C424 790 450 820 476 862L436 856L424 882C414 830 406 790 398 752Z"):
        p.path(tail, p.lin(0, 748, 0, 880, (0, shade(GOLD, .25)), (.4, GOLD), (1, tint(GOLD, .25))), shade(GOLD, .4), 1.5)
    p.path("M374 718H426Q436 742 426 768H374Q364 742 374 718Z", p.lin(370, 0, 430, 0, (0, shade(GOLD, .2)), (.4, tint(GOLD, .4)), (1, shade(GOLD, .3))), shade(GOLD, .45), 2)
    with p.group(move="translate(588 790) rotate(9)"):
        p.path("M-62 -42H62V42H-62Z", DARK, alpha=.3, move="translate(5 8)")
        p.path("M-62 -42H62V42H-62Z", PAPER, shade(PAPER, .3), 1.5)
        p.path("M0 14C-30 -6 -22 -26 -6 -24Q0 -22 0 -14Q0 -22 6 -24C22 -26 30 -6 0 14Z", "#a5342a")
        lines(p, 0, 22, (60,), shade(PAPER, .5), 10, 5)
