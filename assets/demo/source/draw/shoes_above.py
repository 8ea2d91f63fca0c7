# SPDX-License-Identifier: Apache-2.0
"""Shoes seen from above, side by side. Drawn once about (0, 0), toe up, as the right shoe; the left is its mirror image."""
import random

from draw import draws
from draw.cloth import crease, seam, stitch
from draw.shoes import CORK
from draw.svg import DARK, LIGHT, curve, shade, tint

BRASS = "#c79a4a"
OUTLINE = [(-22, -392), (54, -372), (106, -296), (122, -190), (104, -40), (88, 120), (94, 260), (66, 360), (0, 390),
           (-66, 360), (-90, 260), (-80, 110), (-90, -40), (-114, -180), (-112, -300), (-80, -372)]


def scaled(points, sx, sy=None, dy=0):
    return [(x * sx, y * (sy or sx) + dy) for x, y in points]


def pair_above(p, outline, one, x=186, turn=5):
    places = (f"translate({400 + x} 506) rotate({turn})", f"translate({400 - x} 506) rotate({-turn}) scale(-1 1)")
    for place in places:
        p.cast(outline, 12, 20, 54, .2, place)
    with p.symbol("shoe"):
        one()
    for place in places:
        p.use("shoe", place)


def rounded(p, d, c, gloss=.3, y0=-390, y1=390):
    """A shape that falls off towards its sides."""
    p.path(d, p.lin(-124, 0, 124, 0, (0, shade(c, .32)), (.2, c), (.42, tint(c, .25)), (.75, c), (1, shade(c, .36))))
    p.path(d, p.lin(0, y0, 0, y1, (0, DARK, .2), (.16, LIGHT, gloss), (.42, LIGHT, 0), (1, DARK, .14)))
    p.path(d, None, shade(c, .45), 2, alpha=.6)


def bed(p, c, s=.93, mark=True):
    d = curve(scaled(OUTLINE, s), True)
    p.path(d, p.lin(0, -380, 0, 380, (0, shade(c, .1)), (.3, tint(c, .15)), (.6, c), (1, shade(c, .16))))
    for rx, ry, y, a in ((78, 92, -220, .07), (58, 68, -220, .08), (62, 92, 280, .07), (44, 66, 280, .08)):
        p.ellipse(0, y, rx, ry, DARK, alpha=a)
    stitch(p, curve(scaled(OUTLINE, s * .93), True), c)
    if mark:
        p.ellipse(0, 292, 26, 34, None, stroke=shade(c, .4), width=2.5, alpha=.6)
        p.line("M-12 296q12 -18 24 0M-12 306q12 -18 24 0", shade(c, .4), 2.5, alpha=.6)
    return d


def band(p, d, c, lights=()):
    """A strap over the foot."""
    p.path(d, DARK, alpha=.3, move="translate(3 14)")
    p.path(d, p.lin(-140, 0, 140, 0, (0, shade(c, .42)), (.22, c), (.44, tint(c, .28)), (.7, c), (1, shade(c, .42))))
    p.path(d, None, shade(c, .5), 2, alpha=.7)


def buckle(p, x, y, w=46, h=56, turn=0):
    move = f"rotate({turn} {x} {y})"
    p.rect(x - w / 2 + 2, y - h / 2 + 4, w, h, None, r=8, stroke=DARK, width=8, alpha=.3, move=move)
    p.rect(x - w / 2, y - h / 2, w, h, None, r=8, stroke=BRASS, width=8, move=move)
    p.rect(x - w / 2, y - h / 2, w, h, None, r=8, stroke="#f1dca6", width=2, alpha=.8, move=move)
    p.path(f"M{x - w / 2} {y}H{x + w / 2 - 4}", None, "#e0bd72", 5, move=move)


@draws("two-strap")
def two_strap(p, c):
    def one():
        sole = curve(OUTLINE, True)
        p.path(sole, p.lin(-120, 0, 120, 0, (0, shade(CORK, .4)), (.3, CORK), (.7, CORK), (1, shade(CORK, .45))), shade(CORK, .5), 2)
        rnd = random.Random(3)
        with p.group(clip=sole):
            for _ in range(60):
                t = rnd.choice(OUTLINE)
                p.ellipse(t[0] * rnd.uniform(.93, 1), t[1] * rnd.uniform(.8, 1), 4, 2.5, shade(CORK, .55), alpha=.5)
        bed(p, "#cdb08a")
        for y, lean in ((-214, 8), (-36, 12)):
            h = 62
            d = f"M-128 {y - h + lean}C-60 {y - h - 26} 70 {y - h - 30} 132 {y - h}C140 {y - 20} 136 {y + 30} 124 {y + h}C60 {y + h - 26} -60 {y + h - 18} -122 {y + h + lean}C-134 {y + 20} -136 {y - 20} -128 {y - h + lean}Z"
            band(p, d, c)
            with p.group(clip=d):
                p.ellipse(-10, y - 30, 74, 16, LIGHT, alpha=.14)
            tongue = f"M20 {y - 34}L136 {y - 30}Q144 {y} 132 {y + 26}L20 {y + 20}Q2 {y - 8} 20 {y - 34}Z"
            p.path(tongue, DARK, alpha=.28, move="translate(-2 6)")
            p.path(tongue, p.lin(0, 0, 140, 0, (0, tint(c, .14)), (1, shade(c, .35))), shade(c, .5), 1.6)
            stitch(p, f"M128 {y - 22}L24 {y - 26}Q10 {y - 8} 24 {y + 12}L124 {y + 18}", c, width=1.8)
            for x in (26, 44, 62):
                p.circle(x, y - 7, 4, DARK, alpha=.7)
            buckle(p, 92, y - 4)
    pair_above(p, curve(OUTLINE, True), one)


def thin_strap(p, c, e, w=25):
    p.path(e, None, DARK, w, alpha=.26, move="translate(2 12)")
    p.line(e, shade(c, .45), w, cap="butt")
    p.line(e, c, w - 4, cap="butt")
    p.path(e, None, tint(c, .55), w * .28, alpha=.6, cap="butt", move="translate(0 -5)")


@draws("slim-strap")
def slim_strap(p, c):
    slim = scaled(OUTLINE, .84, .97)

    def one():
        p.path(curve(slim, True), p.lin(-100, 0, 100, 0, (0, shade("#7a5236", .3)), (.5, "#8a5f3c"), (1, shade("#7a5236", .4))))
        d = curve(scaled(slim, .94, .97), True)
        p.path(d, p.lin(0, -380, 0, 380, (0, "#d7bd95"), (.4, "#e2cba6"), (1, "#c3a47a")))
        for rx, ry, y in ((60, 84, -220), (42, 58, -220), (48, 80, 280), (34, 56, 280)):
            p.ellipse(0, y, rx, ry, DARK, alpha=.07)
        stitch(p, curve(scaled(slim, .87, .92), True), "#d7bd95")
        thin_strap(p, c, "M-96 -262C-40 -306 44 -302 100 -254")
        thin_strap(p, c, "M-98 -170C-50 -130 40 -60 84 -20")
        thin_strap(p, c, "M104 -176C60 -150 -30 -60 -78 -14")
        thin_strap(p, c, "M-76 250C-118 170 -112 120 -84 104C-30 78 40 78 84 102C112 118 116 170 80 250", 21)
        p.path("M-78 240C-84 330 -50 376 0 380C50 376 84 330 82 240C60 214 46 300 0 304C-46 300 -60 214 -78 240Z", p.lin(-80, 0, 80, 0, (0, shade(c, .35)), (.4, tint(c, .12)), (1, shade(c, .4))), shade(c, .5), 2)
        stitch(p, "M-66 256C-70 324 -44 362 0 366C44 362 72 324 70 256", c)
        buckle(p, 92, 112, 30, 34, 40)
    pair_above(p, curve(slim, True), one, 176)


def closed(p, c, opening, lining, heel=True):
    """A shoe that covers the toes; the opening shows its lining."""
    d = curve(scaled(OUTLINE, .97), True)
    rounded(p, d, c)
    p.path(opening, shade(c, .5), shade(c, .5), 9)
    inner = p.lin(0, -200, 0, 380, (0, shade(lining, .5)), (.3, shade(lining, .12)), (.7, lining), (1, shade(lining, .22)))
    p.path(opening, inner)
    with p.group(clip=opening):
        p.path(opening, None, DARK, 34, alpha=.16)
        p.path(opening, None, DARK, 16, alpha=.2)
        p.ellipse(0, 270, 34, 50, None, stroke=shade(lining, .35), width=2.5, alpha=.7)
    p.line(opening, tint(c, .12), 7)
    p.path(opening, None, tint(c, .6), 1.6, alpha=.5, move="translate(-2 -2)")
    return d


@draws("ballet")
def ballet(p, c):
    opening = curve([(-4, -212), (52, -186), (72, -90), (66, 60), (64, 220), (50, 312), (0, 344), (-50, 312), (-64, 220), (-64, 60), (-74, -90), (-58, -186)], True)

    def one():
        d = closed(p, c, opening, "#e6d3bb")
        with p.group(clip=d):
            p.ellipse(-26, -312, 40, 46, LIGHT, alpha=.22)
            p.ellipse(-30, -318, 22, 28, LIGHT, alpha=.3)
            for x in (-70, -44, -16, 14, 42, 70):
                crease(p, x * .8, -212 - (70 - abs(x)) * .1, x * 1.1, -240, x * 1.25, -280, 6, .2)
        k = shade(c, .16)
        for loop in ("M0 -216C-30 -262 -84 -258 -76 -222C-70 -190 -28 -196 0 -212Z", "M0 -216C30 -262 84 -258 76 -222C70 -190 28 -196 0 -212Z"):
            p.path(loop, DARK, alpha=.3, move="translate(2 8)")
            p.path(loop, p.lin(-80, -250, 80, -190, (0, tint(k, .2)), (.5, shade(k, .2)), (1, tint(k, .1))), shade(k, .45), 2)
        for tail in ("M0 -212C-14 -184 -30 -168 -48 -158", "M0 -212C14 -184 24 -166 46 -160"):
            p.line(tail, shade(k, .45), 9)
            p.line(tail, k, 6)
        p.ellipse(0, -215, 13, 12, tint(k, .15), stroke=shade(k, .45))
    pair_above(p, curve(scaled(OUTLINE, .97), True), one)


@draws("loafer")
def loafer(p, c):
    opening = curve([(0, -66), (52, -50), (70, 30), (66, 150), (64, 240), (48, 322), (0, 350), (-48, 322), (-64, 240), (-64, 150), (-70, 30), (-56, -50)], True)

    def one():
        sole = curve(OUTLINE, True)
        p.path(sole, "#3c2a1e", "#2b1c12", 2)
        stitch(p, curve(scaled(OUTLINE, .985), True), "#3c2a1e", "#d9bd8a", 2.4)
        with p.group(move="scale(.985)"):
            d = closed(p, c, opening, "#cfae82")
            with p.group(clip=d):
                apron = "M-86 -30C-104 -190 -84 -322 -10 -340C70 -330 104 -190 90 -30"
                p.path(apron, DARK, alpha=.1)
                p.line(apron, DARK, 9, alpha=.35)
                p.path(apron, None, tint(c, .45), 2.5, alpha=.6, move="translate(-3 -3)")
                p.line("".join(f"M{x} {y}l{dx} {dy}" for x, y, dx, dy in
                               ((-92, -60, -14, -4), (-97, -110, -14, -3), (-97, -160, -14, 0), (-92, -210, -14, -4), (-80, -262, -12, -8), (-56, -310, -9, -12),
                                (-10, -336, 0, -14), (40, -318, 9, -12), (72, -266, 12, -8), (90, -210, 14, -4), (97, -160, 14, 0), (98, -110, 14, 3), (94, -60, 14, 4))), shade(c, .55), 4)
                p.ellipse(-34, -288, 24, 46, LIGHT, alpha=.24, move="rotate(16 -34 -288)")
                p.ellipse(-38, -292, 11, 30, LIGHT, alpha=.35, move="rotate(16 -38 -292)")
                p.line("M0 372V392", shade(c, .6), 5)
        strap = "M-128 -150C-60 -176 60 -176 128 -150L122 -78C60 -104 -60 -104 -122 -78Z"
        band(p, strap, c)
        stitch(p, "M-118 -142C-60 -166 60 -166 118 -142M-114 -90C-60 -114 60 -114 114 -90", c)
        p.path("M-34 -138C-16 -128 16 -128 34 -138C26 -116 18 -112 0 -112C-18 -112 -26 -116 -34 -138Z", shade(c, .75))
        p.line("M-34 -139C-16 -129 16 -129 34 -139", tint(c, .3), 3)
    pair_above(p, curve(OUTLINE, True), one)


@draws("slippers")
def slippers(p, c):
    wide = scaled(OUTLINE, 1.1, .93)

    def one():
        p.path(curve(wide, True), p.lin(-130, 0, 130, 0, (0, shade("#6b6259", .3)), (.5, "#7d746a"), (1, shade("#6b6259", .4))))
        d = curve(scaled(wide, .95, .965), True)
        p.path(d, p.lin(0, -360, 0, 360, (0, shade("#d8cdbb", .2)), (.5, "#e4dac9"), (1, "#cabca5")), shade("#cabca5", .3), 2)
        p.ellipse(0, 240, 62, 84, DARK, alpha=.05)
        p.ellipse(0, 240, 44, 60, DARK, alpha=.05)
        p.line(curve(scaled(wide, .91, .93), True), "#b6a78f", 3, dash="10 8")
        top = "M-130 20C-146 -130 -140 -300 -74 -362C-30 -392 40 -380 80 -342C140 -270 150 -120 122 14C60 -30 -60 -34 -130 20Z"
        p.path(top, DARK, alpha=.18, move="translate(3 18)")
        p.path(top, DARK, alpha=.18, move="translate(2 8)")
        rounded(p, top, c, .3, -380, 20)
        rnd = random.Random(7)
        with p.group(clip=top):
            p.line("".join(f"M{rnd.randint(-140, 110)} {rnd.randint(-380, 10)}h{rnd.randint(12, 50)}" for _ in range(60)), shade(c, .4), 2, alpha=.25)
            p.line("".join(f"M{rnd.randint(-140, 140)} {rnd.randint(-380, -10)}v{rnd.randint(12, 50)}" for _ in range(60)), tint(c, .7), 2, alpha=.35)
            crease(p, -100, -60, -60, -180, -70, -300, 22, .12)
            crease(p, 90, -50, 70, -160, 84, -290, 22, .12)
            seam(p, "M-4 -380C-8 -260 0 -120 0 -20", c)
            stitch(p, "M6 -380C2 -260 10 -120 10 -20", c)
        edge = "M-130 20C-60 -34 60 -30 122 14"
        p.line(edge, shade(c, .45), 17)
        p.line(edge, tint(c, .35), 13)
        stitch(p, edge, c)
    pair_above(p, curve(wide, True), one, 184, 4)
