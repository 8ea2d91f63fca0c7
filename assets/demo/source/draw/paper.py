# SPDX-License-Identifier: Apache-2.0
"""Paper, and what lies flat on a desk."""
import math

from draw import draws
from draw.bags import TAN
from draw.cloth import cloth, crease, stitch, weave
from draw.living import grain
from draw.svg import DARK, LIGHT, curve, shade, tint

BRASS, PAPER = "#c6993f", "#f6efdf"


def quad(x, y, w, h, r=10):
    return f"M{x + r} {y}H{x + w - r}Q{x + w} {y} {x + w} {y + r}V{y + h - r}Q{x + w} {y + h} {x + w - r} {y + h}H{x + r}Q{x} {y + h} {x} {y + h - r}V{y + r}Q{x} {y} {x + r} {y}Z"


def barrel(p, x0, x1, r, c, y=0, gloss=.6):
    """A round stick lying along x."""
    d = f"M{x0} {y - r}H{x1}V{y + r}H{x0}Z"
    p.path(d, p.lin(0, y - r, 0, y + r, (0, shade(c, .2)), (.22, tint(c, gloss)), (.45, c), (.82, shade(c, .42)), (1, shade(c, .25))))


def leaves_of(p, x, y, w, h, thick, c=PAPER):
    """The block of pages, seen at the right and lower edges."""
    p.path(f"M{x + w} {y + 8}l{thick} {thick}V{y + h + thick}l-{thick} -4Z", p.lin(x + w, 0, x + w + thick, 0, (0, shade(c, .3)), (1, c)))
    p.path(f"M{x + 8} {y + h}l{thick} {thick}H{x + w + thick}l-{thick} -{thick}Z", p.lin(0, y + h, 0, y + h + thick, (0, shade(c, .35)), (1, tint(c, .3))))
    for k in range(3, thick, 4):
        p.line(f"M{x + 8 + k} {y + h + k}H{x + w + k}V{y + 8 + k}", shade(c, .4), 1, alpha=.5, cap="butt")


@draws("notebook")
def notebook(p, c, kind="cloth"):
    {"cloth": clothbound, "pocket": pocket, "spiral": spiral}[kind](p, c)


def clothbound(p, c):
    with p.group(move="rotate(-5 400 500)"):
        x, y, w, h = 158, 148, 470, 690
        p.cast(quad(x, y, w + 26, h + 26), 14, 18, 60, .26)
        p.path(quad(x + 4, y + 6, w + 24, h + 24, 14), shade(c, .4))
        leaves_of(p, x, y, w - 2, h - 2, 22)
        p.path(quad(x, y, w, h, 12), c)
        d = quad(x, y, w, h, 12)
        cloth(p, d, c, x - 60, x + w + 60)
        weave(p, d, x, x + w, y, y + h, c, 4, 200)
        with p.group(clip=d):
            p.path(f"M{x} {y}h52v{h}h-52Z", p.lin(x, 0, x + 52, 0, (0, DARK, .3), (.35, LIGHT, .16), (.8, DARK, .04), (1, DARK, .34)))
            p.path(f"M{x} {y}h{w}L{x + 90} {y + h}H{x}Z", LIGHT, alpha=.06)
        gold = "#e0bd72"
        p.rect(x + 180, y + 150, 170, 220, None, r=4, stroke=gold, width=4)
        for i in range(5):
            for j in range(7):
                p.circle(x + 205 + i * 30, y + 172 + j * 29, 3.4, gold)
        p.path(f"M{x + 300} {y + h + 2}C{x + 304} {y + h + 40} {x + 290} {y + h + 70} {x + 300} {y + h + 108}l14 -14l10 18C{x + 314} {y + h + 74} {x + 322} {y + h + 40} {x + 322} {y + h + 18}Z", "#d3a03a", shade("#d3a03a", .35), 1.5)


def pocket(p, c):
    for (x, y, t), k, kind in (((110, 220, -14), "#2f5a46", 0), ((200, 190, -3), c, 1), ((290, 210, 9), "#c4694a", 2)):
        with p.group(move=f"rotate({t} {x + 190} {y + 280})"):
            w, h = 390, 560
            d = quad(x, y, w, h, 26)
            p.cast(d, 10, 16, 46, .24)
            p.path(quad(x + 5, y + 6, w, h, 26), PAPER, shade(PAPER, .4), 1.5)
            p.path(quad(x + 2, y + 3, w, h, 26), shade(PAPER, .12), shade(PAPER, .4), 1)
            p.path(d, p.lin(x, y, x + w, y + h, (0, tint(k, .22)), (.5, k), (1, shade(k, .12))), shade(k, .4), 1.5)
            p.path(f"M{x} {y + 26}Q{x} {y} {x + 26} {y}V{y + h}Q{x} {y + h} {x} {y + h - 26}Z", p.lin(x, 0, x + 26, 0, (0, DARK, .3), (1, DARK, .02)))
            p.line(f"M{x + 9} {y + 30}V{y + h - 30}", tint(k, .7), 4, dash="26 12", cap="butt")
            p.rect(x + 90, y + 110, 210, 130, PAPER, r=6)
            p.rect(x + 98, y + 118, 194, 114, None, r=3, stroke=shade(k, .1), width=2)
            ink = shade(k, .1)
            if kind == 0:
                p.line("".join(f"M{x + 116} {y + 142 + i * 22}h158" for i in range(4)), ink, 3)
            elif kind == 1:
                for i in range(7):
                    for j in range(4):
                        p.circle(x + 120 + i * 25, y + 142 + j * 22, 3, ink)
            else:
                p.circle(x + 195, y + 175, 34, None, stroke=ink, width=3)


def spiral(p, c):
    with p.group(move="rotate(4 400 500)"):
        x, y, w, h = 150, 170, 500, 660
        p.cast(quad(x, y, w + 16, h + 16), 12, 18, 56, .24)
        p.path(quad(x + 16, y + 16, w, h, 16), shade(c, .4))
        p.path(quad(x + 8, y + 8, w, h, 14), PAPER, shade(PAPER, .4), 1.5)
        p.path(quad(x + 4, y + 4, w, h, 14), tint(PAPER, .4), shade(PAPER, .3), 1)
        d = quad(x, y, w, h, 16)
        cloth(p, d, c, x - 120, x + w + 100)
        with p.group(clip=d):
            p.path(f"M{x} {y}h{w}L{x + 60} {y + h}H{x}Z", LIGHT, alpha=.09)
            p.path(f"M{x} {y}h64v{h}h-64Z", p.lin(x, 0, x + 64, 0, (0, DARK, .22), (1, DARK, 0)))
        # seven days: seven rows, one of them today
        for i in range(7):
            yy = y + 150 + i * 56
            p.rect(x + 140, yy, 270, 34, tint(c, .55) if i != 2 else "#c4694a", r=17, alpha=.95)
            p.circle(x + 158, yy + 17, 9, shade(c, .35) if i != 2 else PAPER)
        p.rect(x + 140, y + 86, 150, 26, shade(c, .4), r=13)
        for i in range(15):
            yy = y + 44 + i * 41
            p.ellipse(x + 28, yy, 9, 9, shade(c, .6))
            p.path(f"M{x + 28} {yy}C{x + 16} {yy - 22} {x - 30} {yy - 20} {x - 30} {yy}C{x - 30} {yy + 12} {x - 12} {yy + 12} {x - 4} {yy + 8}", None, "#5a5048", 7)
            p.path(f"M{x + 28} {yy}C{x + 16} {yy - 22} {x - 30} {yy - 20} {x - 30} {yy}C{x - 30} {yy + 12} {x - 12} {yy + 12} {x - 4} {yy + 8}", None, "#d9c9a4", 3)
        elastic = f"M{x + w - 46} {y}V{y + h}"
        p.path(elastic, None, DARK, 14, alpha=.25, cap="butt", move="translate(5 2)")
        p.line(elastic, shade(c, .5), 13, cap="butt")
        p.line(elastic, shade(c, .3), 5, cap="butt", dash="3 4")


@draws("stickies")
def stickies(p, c):
    for (x, y, t), k in zip(((130, 160, -7), (420, 190, 5), (150, 500, 4), (430, 520, -6)), (c, "#c4694a", "#9cab8c", "#dcc9a3")):
        with p.group(move=f"rotate({t} {x + 130} {y + 130})"):
            w = 262
            p.cast(f"M{x} {y}h{w}v{w + 24}h-{w}Z", 10, 14, 40, .22)
            p.path(f"M{x} {y + w}h{w}v26h-{w}Z", shade(k, .25))
            p.line("".join(f"M{x} {y + w + j}h{w}" for j in (5, 10, 15, 20)), tint(k, .3), 1.5, alpha=.6, cap="butt")
            p.path(f"M{x} {y}h{w}v{w - 40}Q{x + w - 8} {y + w} {x + w - 60} {y + w}H{x}Z", p.lin(x, y, x + w, y + w, (0, shade(k, .06)), (.2, tint(k, .25)), (.8, k), (1, shade(k, .1))))
            p.path(f"M{x} {y}h{w}v34h-{w}Z", DARK, alpha=.06)
            p.path(f"M{x + w} {y + w - 44}C{x + w - 10} {y + w - 20} {x + w - 30} {y + w - 6} {x + w - 66} {y + w}C{x + w - 44} {y + w - 16} {x + w - 50} {y + w - 40} {x + w - 60} {y + w - 52}C{x + w - 40} {y + w - 40} {x + w - 20} {y + w - 36} {x + w} {y + w - 44}Z", p.lin(x + w - 60, y + w - 60, x + w, y + w, (0, tint(k, .7)), (.5, tint(k, .3)), (1, shade(k, .28))))
    p.line("M176 300C220 270 240 330 290 290S340 300 356 286M176 346C220 326 250 366 310 336", "#4a3a2a", 5, alpha=.75)
    p.line("M480 330l24 26l50 -60", PAPER, 9)


@draws("letters")
def letters(p, c):
    with p.group(move="rotate(-6 400 400)"):
        d = quad(170, 110, 440, 560, 4)
        p.cast(d, 10, 16, 44, .2)
        p.path(d, p.lin(170, 110, 610, 670, (0, tint(PAPER, .6)), (1, shade(PAPER, .08))), shade(PAPER, .25), 1.5)
        p.line("".join(f"M216 {y}H564" for y in range(190, 660, 42)), shade(c, .22), 2, alpha=.7)
        for y, w in ((184, 130), (226, 300), (268, 270), (310, 320)):
            strokes = "".join(("q5 -22 11 -2q5 10 9 0" if j * 7 % 5 else "m4 0q6 -34 9 -6q1 10 7 6") for j in range(w // 20))
            p.path(f"M220 {y}" + strokes, None, "#3a4f74", 3)
    for x, y, t, k in ((200, 470, 9, "#c9b48c"), (150, 520, -3, c)):
        with p.group(move=f"rotate({t} {x + 240} {y + 160})"):
            d = quad(x, y, 490, 320, 6)
            p.cast(d, 12, 18, 50, .24)
            p.path(d, p.lin(x, y, x + 490, y + 320, (0, tint(k, .5)), (.6, tint(k, .15)), (1, shade(k, .1))), shade(k, .3), 1.5)
            p.path(f"M{x + 4} {y + 318}L{x + 200} {y + 150}M{x + 486} {y + 318}L{x + 290} {y + 150}", None, shade(k, .3), 2, alpha=.6)
            flap = f"M{x + 4} {y + 2}H{x + 486}L{x + 262} {y + 186}Q{x + 245} {y + 198} {x + 228} {y + 186}Z"
            p.path(flap, DARK, alpha=.2, move="translate(0 9)")
            p.path(flap, p.lin(0, y, 0, y + 190, (0, tint(k, .55)), (1, tint(k, .05))), shade(k, .3), 1.5)
    wax = "#a33a2c"
    blob = curve([(392 + 56 * (1 + .09 * math.sin(i * 2.7)) * math.cos(i * .5236), 700 + 54 * (1 + .1 * math.cos(i * 3.1)) * math.sin(i * .5236)) for i in range(12)], True)
    p.path(blob, DARK, alpha=.35, move="translate(4 8)")
    p.path(blob, p.rad(374, 680, 80, (0, tint(wax, .45)), (.5, wax), (1, shade(wax, .4))))
    p.circle(392, 700, 36, p.lin(360, 670, 420, 730, (0, shade(wax, .4)), (1, tint(wax, .25))), stroke=shade(wax, .3), width=2)
    p.path("M392 724C392 704 392 694 392 680M392 712C376 708 370 698 370 686C384 690 390 700 392 712ZM392 704C406 700 414 690 414 678C400 682 394 692 392 704Z", shade(wax, .25), tint(wax, .35), 2)
    with p.group(move="translate(610 850) rotate(-24)"):
        p.path("M-100 -18H110V18H-100Z", DARK, alpha=.25, move="translate(8 12)")
        barrel(p, -100, 110, 18, wax, gloss=.35)
        p.ellipse(-100, 0, 6, 18, tint(wax, .2))
        p.line("M110 0H132", PAPER, 4)


@draws("ruler")
def ruler(p, c):
    with p.group(move="rotate(-62 400 500)"):
        x, y, w, h = 10, 436, 780, 128
        d = quad(x, y, w, h, 8)
        p.cast(d, 6, 22, 44, .26)
        p.path(d, p.lin(x, y, x + w, y + h, (0, shade(BRASS, .12)), (.16, tint(BRASS, .35)), (.3, BRASS), (.48, tint(BRASS, .62)), (.6, BRASS), (.8, shade(BRASS, .16)), (.92, tint(BRASS, .4)), (1, BRASS)), shade(BRASS, .45), 2)
        p.path(f"M{x} {y + h - 16}H{x + w}V{y + h - 4}H{x}Z", p.lin(0, y + h - 16, 0, y + h, (0, tint(BRASS, .6)), (1, shade(BRASS, .4))))
        for k, a, dx in ((shade(BRASS, .7), .9, 0), (tint(BRASS, .7), .5, 2)):
            p.path("".join(f"M{x + 30 + i * 4.8:.1f} {y}v{46 if i % 10 == 0 else 34 if i % 5 == 0 else 20}" for i in range(151)), None, k, 1.5, alpha=a, cap="butt", move=f"translate({dx} 0)")
        for i in range(0, 16):  # a dot for every centimetre, a ring for every fifth
            p.circle(x + 30 + i * 48, y + 66, 7 if i % 5 == 0 else 3.2, None if i % 5 == 0 else shade(BRASS, .65), stroke=shade(BRASS, .65), width=2)
        p.circle(x + w - 24, y + 88, 12, "#d9d0be", stroke=shade(BRASS, .5), width=3)
        for a, b in ((60, 40), (300, 70), (520, 30)):
            p.path(f"M{x + a} {y + 100}l{b} -14", None, tint(BRASS, .8), 1.5, alpha=.6)


@draws("penroll")
def penroll(p, c):
    p.floor(404, 862, 190, 34, .44)
    sticks = ((276, 250, "#9c4a2f", 0), (318, 190, BRASS, 1), (366, 230, "#2c3a52", 0), (410, 166, "#c99f6a", 2), (456, 226, "#4a4a4a", 0), (500, 204, "#d3a03a", 2))
    for x, y, k, kind in sticks:
        if kind == 2:
            p.path(f"M{x} {y + 70}L{x + 17} {y}L{x + 34} {y + 70}Z", "#ecd0a0")
            p.path(f"M{x + 12} {y + 22}L{x + 17} {y}L{x + 22} {y + 22}Z", "#3a3633")
            y += 68
        else:
            p.path(f"M{x + 4} {y + 16}Q{x + 4} {y} {x + 17} {y}Q{x + 30} {y} {x + 30} {y + 16}Z", shade(k, .2))
            y += 14
        p.path(f"M{x} {y}H{x + 34}V560H{x}Z", p.lin(x, 0, x + 34, 0, (0, shade(k, .35)), (.3, tint(k, .5)), (.5, k), (1, shade(k, .45))))
    d = "M232 386C300 372 500 372 568 386C574 540 574 700 566 846C500 872 300 872 234 846C226 700 226 540 232 386Z"
    p.path("M232 386C300 340 500 340 568 386C500 410 300 410 232 386Z", shade(c, .55))
    for x, y, k, kind in sticks:
        p.path(f"M{x} 360H{x + 34}V400H{x}Z", p.lin(x, 0, x + 34, 0, (0, shade(k, .5)), (.3, k), (1, shade(k, .55))))
    cloth(p, d, c, 226, 574, 1.3)
    weave(p, d, 230, 570, 380, 860, c, 4, 110)
    with p.group(clip=d):
        p.path("M232 386C300 372 500 372 568 386V420C500 404 300 404 232 420Z", LIGHT, alpha=.16)
        p.path("M470 370C486 500 486 740 466 880H600V370Z", shade(c, .12), alpha=.8)
        p.line("M470 378C486 500 486 740 466 866", shade(c, .5), 4)
        p.path("M470 378C486 500 486 740 466 866", None, tint(c, .4), 2, alpha=.6, move="translate(5 0)")
        stitch(p, "M484 380C500 500 500 740 480 864", c)
        stitch(p, "M232 402C300 388 500 388 568 402M234 832C300 856 500 856 566 832", c)
        crease(p, 270, 430, 280, 600, 264, 830, 26, .12)
        crease(p, 390, 430, 400, 640, 384, 860, 20, .08)
    for y in (600, 640):
        e = f"M226 {y}C300 {y + 24} 500 {y + 24} 574 {y}"
        p.path(e, None, DARK, 20, alpha=.25, cap="butt", move="translate(0 8)")
        p.line(e, shade(TAN, .45), 21, cap="butt")
        p.line(e, tint(TAN, .1), 16, cap="butt")
        p.path(e, None, tint(TAN, .5), 3, alpha=.6, cap="butt", move="translate(0 -4)")
    for e in ("M400 650C440 700 430 750 462 790", "M396 650C380 720 350 740 356 800", "M396 640C340 590 320 660 396 648"):
        p.path(e, None, DARK, 15, alpha=.25, move="translate(5 8)")
        p.line(e, shade(TAN, .45), 16)
        p.line(e, tint(TAN, .12), 12)
    p.rect(378, 620, 40, 48, TAN, r=10, stroke=shade(TAN, .45))


@draws("tray")
def tray(p, c):
    ash = "#cfa876"
    with p.group(move="rotate(-3 400 500)"):
        d = quad(110, 190, 580, 620, 44)
        p.cast(d, 16, 24, 66, .3)
        p.path(d, shade(ash, .45), move="translate(6 12)")
        p.path(d, p.lin(110, 190, 690, 810, (0, tint(ash, .35)), (.5, ash), (1, shade(ash, .12))))
        grain(p, d, 110, 690, 190, 810, ash, 6, 30)
        p.path(d, None, tint(ash, .5), 4, alpha=.7, move="translate(2 2)")
        wells = ((146, 226, 130, 548), (306, 226, 348, 170), (306, 426, 164, 164), (490, 426, 164, 164), (306, 620, 348, 154))
        for x, y, w, h in wells:
            q = quad(x, y, w, h, 28)
            p.path(q, p.lin(x, y, x, y + h, (0, shade("#b98d5c", .4)), (.2, "#b98d5c"), (1, tint("#b98d5c", .12))))
            with p.group(clip=q):
                for k, part in ((shade("#b98d5c", .4), 0), (tint("#b98d5c", .4), 1)):
                    p.line("".join(f"M{x + (i * 71) % w} {y + (i * 113) % h}h{3 + i % 4}" for i in range(part, w * h // 700, 2)), k, 5, alpha=.35)
                p.path(q, None, DARK, 36, alpha=.13, move="translate(4 8)")
                p.path(q, None, DARK, 16, alpha=.22, move="translate(3 5)")
            p.path(q, None, shade(ash, .5), 2)
            p.path(q, None, tint(ash, .5), 2, alpha=.7, move="translate(1 2)")
        for x, k in ((176, "#2c3a52"), (220, "#c79a4a")):
            with p.group(move=f"translate({x} 500) rotate(90)"):
                p.path("M-236 -15H230V15H-236Z", DARK, alpha=.3, move="translate(10 -8)")
                barrel(p, -220, 226, 15, k)
                p.path("M-220 -15L-256 -4V4L-220 15Z", shade(k, .2))
                barrel(p, 150, 160, 16, "#d9c9a0")
        for x, y, t in ((340, 270, 20), (400, 330, -30), (470, 280, 60), (540, 330, 10), (590, 274, -50)):
            p.path("M-26 -8H20A9 9 0 0 1 20 12H-20A6 6 0 0 1 -20 0H14", None, "#7c6a4a", 6, move=f"translate({x + 2} {y + 4}) rotate({t})", alpha=.4)
            p.path("M-26 -8H20A9 9 0 0 1 20 12H-20A6 6 0 0 1 -20 0H14", None, "#e0bd72", 5, move=f"translate({x} {y}) rotate({t})")
        p.circle(388, 508, 52, DARK, alpha=.25, move="translate(5 9)")
        p.circle(388, 508, 52, p.rad(370, 490, 70, (0, "#ffffff"), (.7, "#ece7dc"), (1, "#c9c2b2")))
        p.circle(388, 508, 30, None, stroke="#b8b0a0", width=3)
        key = "M566 462a30 30 0 1 0 .1 0ZM566 522V586M566 562h22M566 582h18"
        p.path(key, None, DARK, 11, alpha=.35, move="translate(5 8) rotate(-24 566 510)")
        p.path(key, None, "#5f5a54", 11, move="rotate(-24 566 510)")
        p.path(key, None, "#b9b2a4", 4, move="translate(-1 -2) rotate(-24 566 510)")
        p.path("M330 706H626", None, DARK, 30, alpha=.3)
        p.path("M330 696H626", None, "#2f5a46", 30)
        p.path("M330 688H626", None, "#7fa08c", 6, alpha=.7)
        p.path("M400 681V711M556 681V711", None, "#e0bd72", 7, cap="butt")
