# SPDX-License-Identifier: Apache-2.0
"""Bags one carries on the shoulder or the back."""
from draw import draws
from draw.cloth import cloth, crease, fall, seam, stitch, weave
from draw.svg import DARK, LIGHT, shade, tint, whole

BRASS, TAN = "#c79a4a", "#a8703f"


def strap(p, d, c, width, sewn=True, lower=False):
    p.path(d, None, DARK, width, alpha=.2, cap="butt", move="translate(8 12)")
    p.line(d, shade(c, .4), width, cap="butt")
    p.line(d, tint(c, .06), width - 4, cap="butt")
    if sewn:
        p.line(d, shade(c, .3), width - 10, cap="butt", alpha=.5, dash="7 5")
        p.line(d, tint(c, .06), width - 13, cap="butt")


def skin(p, d, c, x0, x1, y0, y1, gloss=.3):
    """A piece of leather."""
    p.path(d, p.lin(x0, 0, x1, 0, (0, shade(c, .32)), (.14, c), (.36, tint(c, .22)), (.66, c), (1, shade(c, .4))))
    p.path(d, p.lin(x0, y0, x0 + (x1 - x0) * .25, y1, (0, LIGHT, gloss), (.35, LIGHT, .02), (.7, DARK, 0), (1, DARK, .22)))
    p.path(d, None, shade(c, .5), 2.5, alpha=.7)


def ring(p, x, y, w, h, turn=0, c=BRASS):
    move = f"rotate({turn} {x} {y})" if turn else None
    p.rect(x - w / 2 + 2, y - h / 2 + 4, w, h, None, r=6, stroke=DARK, width=7, alpha=.28, move=move)
    p.rect(x - w / 2, y - h / 2, w, h, None, r=6, stroke=shade(c, .2), width=7, move=move)
    p.rect(x - w / 2 - 1, y - h / 2 - 1, w, h, None, r=6, stroke=tint(c, .55), width=2, move=move)


def zip_(p, d, c, metal=BRASS, width=18):
    p.line(d, shade(c, .5), width, cap="butt")
    p.line(d, shade(c, .25), width - 3, cap="butt", alpha=.6)
    p.line(d, metal, 8, cap="butt", dash="3.5 2.5")


def pull(p, x, y, c, turn=0):
    with p.group(move=f"translate({x} {y}) rotate({turn})"):
        p.rect(-9, -8, 18, 20, BRASS, r=4, stroke=shade(BRASS, .45), width=1.5)
        p.path("M-8 14L8 14L11 62Q0 72 -11 62Z", DARK, alpha=.3, move="translate(4 5)")
        p.path("M-8 12L8 12L11 60Q0 70 -11 60Z", p.lin(-10, 0, 10, 0, (0, tint(c, .2)), (1, shade(c, .3))), shade(c, .5), 1.5)
        p.circle(0, 18, 3.5, BRASS)


@draws("tote")
def tote(p, c, print=False, leather=False):
    top, low = (356, 884) if not leather else (372, 880)
    body = whole(f"M400 {top}L640 {top - 6}C648 {top + 200} 656 {low - 160} 652 {low - 26}Q640 {low} 600 {low}Q500 {low + 8} 400 {low + 8}")
    back = f"M286 {top + 30}C290 150 330 96 400 96C470 96 510 150 514 {top + 30}"
    front = f"M268 {top + 96}C266 {top - 60} 300 156 400 152C500 156 534 {top - 60} 532 {top + 96}"
    p.floor(410, low + 4, 300, 32, .42)
    p.cast(body, 12, 14, 40, .1)
    hide = TAN if not leather else c
    strap(p, back, shade(c, .18), 34)
    p.path(f"M160 {top - 2}Q400 {top - 34} 640 {top - 2}L632 {top + 26}H168Z", p.lin(0, top - 26, 0, top + 26, (0, shade(c, .3)), (1, shade(c, .6))))
    (skin(p, body, c, 144, 656, top, low) if leather else cloth(p, body, c, 140, 660))
    with p.group(clip=body):
        fall(p, body, top, low)
        crease(p, 210, top + 30, 250, 600, 190, low, 34, .1)
        crease(p, 600, top + 30, 560, 600, 620, low - 10, 34, .12)
        crease(p, 170, low - 120, 300, low - 60, 420, low - 30, 26, .1)
        crease(p, 350, top + 100, 380, 540, 330, 700, 24, .06)
        if leather:
            stitch(p, f"M166 {top + 18}Q400 {top + 22} 634 {top + 18}", c, tint(c, .55), 3)
            seam(p, f"M150 {low - 90}Q400 {low - 66} 652 {low - 90}", c, 3)
            stitch(p, f"M150 {low - 78}Q400 {low - 54} 652 {low - 78}", c, tint(c, .55), 3)
        else:
            weave(p, body, 150, 650, top, low, c, 6, 120)
            for y in (top + 34, top + 42):
                stitch(p, f"M150 {y}Q400 {y + 6} 650 {y}", c)
    if print:
        emblem(p, 400, 655, shade("#2f5a46", .1))
    strap(p, front, c, 36)
    for x in (268, 532):
        y = top + 92
        p.rect(x - 18, y - 62, 36, 66, tint(c, .04), stroke=shade(c, .4), width=1.6)
        stitch(p, f"M{x - 12} {y - 54}H{x + 12}V{y - 4}H{x - 12}ZL{x + 12} {y - 4}M{x + 12} {y - 54}L{x - 12} {y - 4}", c, tint(c, .55) if leather else None)
        if leather:
            for dx in (-9, 9):
                p.circle(x + dx, y - 60, 5, BRASS, stroke=shade(BRASS, .4), width=1)


def emblem(p, x, y, ink):
    """A print without words: the sun over rows of tea."""
    with p.group(clip=f"M{x - 120} {y - 120}H{x + 120}V{y + 120}H{x - 120}Z", alpha=.88):
        p.circle(x, y, 112, None, stroke=ink, width=7)
        p.circle(x + 26, y - 34, 34, "#c4694a")
        d = f"M{x - 112} {y}a112 112 0 0 0 224 0a112 112 0 0 0 -224 0Z"
    with p.group(clip=d, alpha=.88):
        for i in range(5):
            k = y + 6 + i * 25
            p.line(f"M{x - 120} {k + 14}C{x - 60} {k - 22 + i * 4} {x + 10} {k + 26} {x + 120} {k - 12 + i * 4}", ink, 9)


def daybody(p, c, d, y0, y1):
    cloth(p, d, c, 160, 640, 1.2)
    with p.group(clip=d):
        fall(p, d, y0, y1, .2)
        crease(p, 214, y0 + 70, 236, 500, 210, y1, 26, .12)
        crease(p, 590, y0 + 70, 566, 500, 594, y1, 26, .14)


@draws("backpack")
def backpack(p, c, kind="day"):
    p.floor(410, 906, 270, 34, .45)
    for s in (-1, 1):
        at = lambda x: 400 + s * (x - 400)
        strap(p, f"M{at(590)} 300C{at(688)} 420 {at(704)} 640 {at(628)} 838", shade(c, .25), 40, False)
        p.line(f"M{at(664)} 640C{at(666)} 720 {at(650)} 790 {at(620)} 850", shade(c, .5), 18, cap="butt")
    strap(p, "M340 170C344 84 456 84 460 170", shade(c, .2), 26)
    (roll if kind == "roll" else day)(p, c)


def roll(p, c):
    d = whole("M400 250L596 256C622 420 634 700 624 860Q600 906 540 908Q470 912 400 912")
    p.cast(d, 14, 12, 40, .1)
    daybody(p, c, d, 250, 910)
    # the rolled mouth
    lid = whole("M400 132L560 136C600 140 612 176 606 262C540 288 460 292 400 292")
    p.path(lid, DARK, alpha=.25, move="translate(0 12)")
    cloth(p, lid, tint(c, .05), 190, 610)
    with p.group(clip=lid):
        p.path("M180 132H620V190Q400 214 180 190Z", p.lin(0, 130, 0, 206, (0, LIGHT, .28), (.5, LIGHT, 0), (1, DARK, .3)))
        p.path("M180 190Q400 214 620 190V300H180Z", p.lin(0, 190, 0, 296, (0, LIGHT, .24), (.5, LIGHT, 0), (1, DARK, .24)))
        for x in (240, 300, 480, 560):
            crease(p, x, 206, x + 8, 240, x - 4, 290, 12, .14)
    p.line("M194 196Q400 220 606 196", shade(c, .5), 3)
    for s in (-1, 1):
        x = 400 + s * 150
        strap(p, f"M{x} 130V520", TAN, 34)
        ring(p, x, 400, 50, 40)
        p.path(f"M{x - 15} 392H{x + 15}V500L{x} 522L{x - 15} 500Z", p.lin(x - 15, 0, x + 15, 0, (0, tint(TAN, .25)), (1, shade(TAN, .25))), shade(TAN, .5), 1.6)
        for y in (430, 452, 474):
            p.circle(x, y, 3.4, DARK, alpha=.7)
    pocket = whole("M400 560L572 560Q586 560 588 580L592 810Q590 836 560 836L400 840")
    p.path(pocket, DARK, alpha=.25, move="translate(4 8)")
    cloth(p, pocket, tint(c, .04), 200, 600)
    with p.group(clip=pocket):
        crease(p, 230, 640, 330, 700, 350, 830, 22, .1)
        crease(p, 560, 640, 480, 720, 470, 830, 22, .1)
    zip_(p, "M222 600H578", c)
    pull(p, 250, 606, TAN, 6)
    stitch(p, "M218 574H582M220 822H580", c)
    p.path("M372 690H428V746H372Z", TAN, shade(TAN, .5), 1.5)
    p.path("M386 730C386 704 414 704 414 730Z", None, "#f0dfbd", 3.5)


def day(p, c):
    for s in (-1, 1):
        at = lambda x: 400 + s * (x - 400)
        side = f"M{at(600)} 560C{at(660)} 580 {at(672)} 640 {at(666)} 840Q{at(640)} 880 {at(600)} 880Z"
        cloth(p, side, shade(c, .12), min(at(600), at(668)), max(at(600), at(668)))
        p.line(f"M{at(600)} 566C{at(652)} 584 {at(664)} 620 {at(668)} 660", shade(c, .5), 8)
    d = whole("M400 142C520 142 590 184 606 300C622 460 634 700 624 850Q612 904 550 908Q470 912 400 912")
    p.cast(d, 14, 12, 40, .1)
    daybody(p, c, d, 142, 910)
    zip_(p, "M196 470C194 300 220 178 400 176C580 178 606 300 604 470", c)
    stitch(p, "M222 470C222 320 248 204 400 202C552 204 578 320 578 470", c)
    pull(p, 196, 466, TAN, 4)
    p.path("M364 236H436V320Q400 340 364 320Z", TAN, shade(TAN, .5), 1.6)
    stitch(p, "M370 242H430V316Q400 332 370 316Z", TAN, "#f0dfbd")
    for x in (384, 416):
        p.line(f"M{x} 262v34", DARK, 6, alpha=.7)
    pocket = whole("M400 520L546 522C578 526 588 552 590 596L596 820Q594 858 556 860L400 864")
    p.path(pocket, DARK, alpha=.2, move="translate(4 9)")
    cloth(p, pocket, tint(c, .06), 200, 604)
    with p.group(clip=pocket):
        crease(p, 236, 640, 330, 680, 350, 850, 26, .12)
        crease(p, 560, 640, 470, 700, 456, 850, 26, .13)
        fall(p, pocket, 520, 860)
    zip_(p, "M222 622C224 570 248 552 400 550C552 552 576 570 578 622", c)
    pull(p, 578, 616, TAN, -4)
    stitch(p, "M214 640C216 552 240 534 400 532C560 534 584 552 586 640", c)


@draws("crossbody")
def crossbody(p, c):
    p.floor(404, 846, 280, 32, .45)
    strap(p, "M196 470C150 240 280 96 420 96C570 96 660 270 604 470", c, 24)
    body = whole("M400 430L622 430C640 560 646 700 640 800Q634 846 580 850L400 852")
    skin(p, body, shade(c, .1), 156, 644, 430, 850, .1)
    for s in (-1, 1):
        ring(p, 400 + s * 208, 452, 40, 46, s * 8)
    flap = whole("M400 416L614 418Q636 424 636 450C640 560 610 690 400 720")
    p.path(flap, DARK, alpha=.32, move="translate(2 14)")
    skin(p, flap, c, 160, 640, 416, 720, .4)
    with p.group(clip=flap):
        p.path("M170 430C300 460 420 440 640 470V410H160Z", LIGHT, alpha=.1)
    stitch(p, whole("M400 432L606 433Q622 438 622 454C624 552 596 676 400 704"), c, tint(c, .55), 2.6)
    p.rect(372, 648, 56, 66, BRASS, r=12, stroke=shade(BRASS, .4), width=2)
    p.rect(376, 651, 48, 30, p.lin(0, 651, 0, 690, (0, "#f6e4b4"), (1, BRASS)), r=9)
    p.circle(400, 700, 5, shade(BRASS, .5))
    stitch(p, "M168 800Q170 834 220 838H580Q630 834 632 800", c, tint(c, .45), 2.4)


@draws("bucket")
def bucket(p, c):
    p.floor(404, 890, 250, 44, .45)
    strap(p, "M214 420C180 180 330 70 450 90C590 120 620 270 588 420", c, 28)
    p.ellipse(400, 384, 216, 50, p.lin(0, 340, 0, 430, (0, shade("#ead9b8", .62)), (.6, shade("#ead9b8", .4)), (1, shade("#ead9b8", .2))), stroke=shade(c, .4), width=3)
    p.ellipse(400, 384, 211, 46, None, stroke=tint(c, .2), width=7)
    body = "M184 384C200 430 600 430 616 384C630 520 640 680 626 850C600 916 200 916 174 850C160 680 170 520 184 384Z"
    skin(p, body, c, 164, 636, 384, 900, .22)
    with p.group(clip=body):
        for x, e in ((230, 216), (290, 286), (350, 352), (420, 426), (486, 496), (548, 566), (596, 600)):
            crease(p, x, 396, (x + e) / 2 + 10, 520, e, 640, 20, .16)
        p.path("M150 760Q400 850 650 760V930H150Z", shade(c, .2), alpha=.55)
        seam(p, "M166 762Q400 846 634 762", c, 3)
        stitch(p, "M166 774Q400 860 634 774", c, tint(c, .6), 2.4)
    cord = shade(c, .45)
    eyes = [(214, 452), (272, 470), (332, 480), (388, 484), (444, 482), (504, 474), (562, 458), (602, 446)]
    for (x1, y1), (x2, y2) in list(zip(eyes, eyes[1:]))[::2]:
        p.line(f"M{x1} {y1}Q{(x1 + x2) / 2} {(y1 + y2) / 2 + 8} {x2} {y2}", cord, 13)
        p.line(f"M{x1} {y1}Q{(x1 + x2) / 2} {(y1 + y2) / 2 + 8} {x2} {y2}", tint(cord, .3), 8, dash="5 4", cap="butt")
    for x, y in eyes:
        p.circle(x, y, 12, BRASS, stroke=shade(BRASS, .45), width=2)
        p.circle(x, y, 6, DARK)
    for e in ("M388 486C370 560 350 590 360 690", "M444 484C450 560 470 600 450 706"):
        p.path(e, None, DARK, 13, alpha=.22, move="translate(7 8)")
        p.line(e, cord, 12)
        p.line(e, tint(cord, .3), 8, dash="5 4", cap="butt")
    for x, y in ((360, 690), (450, 706)):
        p.path(f"M{x - 8} {y}H{x + 8}L{x + 17} {y + 64}Q{x} {y + 70} {x - 17} {y + 64}Z", cord, shade(cord, .5), 1.5)
        p.line("".join(f"M{x + i * 3} {y + 16}l{i * 2} 44" for i in (-2, 0, 2)), tint(cord, .3), 2, alpha=.6)
        p.rect(x - 10, y - 6, 20, 16, BRASS, r=4)
    for s in (-1, 1):
        ring(p, 400 + s * 198, 412, 34, 44)


@draws("netbag")
def netbag(p, c):
    p.floor(404, 884, 230, 40, .4)
    lemon, leaf = "#d8b23e", "#6f7f4a"
    d = "M250 420C170 560 160 790 270 866C340 900 470 900 536 866C640 790 630 560 550 420C480 446 320 446 250 420Z"
    for x, y, r, k in ((330, 620, 96, "#c4694a"), (478, 590, 104, lemon), (400, 760, 120, "#8fa05a"), (282, 760, 84, lemon), (520, 760, 86, "#c4694a")):
        p.circle(x, y, r, p.rad(x - r * .35, y - r * .4, r * 1.35, (0, tint(k, .5)), (.45, k), (1, shade(k, .5))))
        p.line(f"M{x - 4} {y - r + 6}q6 -14 16 -18", "#5a4a2a", 6)
        p.circle(x - r * .4, y - r * .45, r * .12, LIGHT, alpha=.5)
    cord = tint(c, .25)
    net = ""
    for i in range(-12, 24):
        x = 140 + i * 48
        net += f"M{x} 400Q{x + 120} 640 {x + 260} 900M{x + 260} 400Q{x + 140} 640 {x} 900"
    with p.group(clip=d):
        p.path(net, None, DARK, 8, alpha=.22, move="translate(5 6)")
        p.line(net, shade(c, .4), 9)
        p.line(net, cord, 6)
        p.path(d, None, DARK, 30, alpha=.12)
    p.line(d, shade(c, .4), 10)
    p.line(d, cord, 7)
    for e in ("M252 420C250 240 320 110 410 96", "M548 420C556 250 500 120 410 96"):
        strap(p, e, cord, 24, False)
        p.line(e, shade(c, .4), 18, dash="3 7", cap="butt", alpha=.55)
    for e in ("M250 420C320 446 480 446 550 420",):
        p.line(e, shade(c, .45), 24)
        p.line(e, cord, 19)
        p.line(e, shade(c, .4), 18, dash="4 6", cap="butt", alpha=.6)


@draws("wallet")
def wallet(p, c):
    for x, y, k, turn in ((150, 296, "#d3a03a", -5), (168, 330, "#9cab8c", -2), (164, 372, "#efe6d4", 1)):
        p.rect(x, y, 480, 300, DARK, r=22, alpha=.16, move=f"rotate({turn} 400 500) translate(5 9)")
        p.rect(x, y, 480, 300, p.lin(x, y, x + 480, y + 300, (0, tint(k, .25)), (1, shade(k, .1))), r=22, stroke=shade(k, .3), width=1.5, move=f"rotate({turn} 400 500)")
    d = "M142 440H658Q680 440 680 462V748Q680 772 656 772H144Q120 772 120 748V462Q120 440 142 440Z"
    p.cast(d, 10, 22, 50, .24)
    skin(p, d, c, 120, 680, 440, 772, .3)
    for y in (440, 520):
        e = f"M120 {y + 22}Q120 {y} 142 {y}H330Q352 {y} 362 {y + 20}Q376 {y + 44} 400 {y + 44}Q424 {y + 44} 438 {y + 20}Q448 {y} 470 {y}H658Q680 {y} 680 {y + 22}V748Q680 772 656 772H144Q120 772 120 748Z"
        p.path(e, DARK, alpha=.3, move="translate(0 -5)")
        skin(p, e, tint(c, .04), 120, 680, y, 790, .28)
    stitch(p, "M136 540V746Q136 756 146 756H654Q664 756 664 746V540", c, "#ecd3a4", 3.4)
    p.path("M120 748Q120 772 144 772H656Q680 772 680 748V760Q680 782 656 782H144Q120 782 120 760Z", shade(c, .45))
    p.path("M372 690C372 656 428 656 428 690Z", None, shade(c, .45), 3.4)
    p.path("M372 690C372 656 428 656 428 690Z", None, tint(c, .4), 1.4, move="translate(0 3)", alpha=.6)


@draws("duffel")
def duffel(p, c):
    p.floor(404, 812, 350, 38, .48)
    strap(p, "M120 470C120 250 300 130 420 130C560 130 690 260 680 470", shade(TAN, .1), 26)
    d = "M72 520C76 430 130 396 220 388C340 378 460 378 580 388C670 396 724 430 728 520C736 620 734 720 716 776Q700 806 650 808H150Q100 806 84 776C66 720 64 620 72 520Z"
    cloth(p, d, c, 64, 736, 1.2)
    with p.group(clip=d):
        fall(p, d, 380, 810, .26)
        p.path("M60 500C200 440 600 440 740 500V370H60Z", LIGHT, alpha=.08)
        for e in ((260, 470, 280, 600, 250, 780), (400, 520, 430, 640, 400, 790), (530, 470, 520, 600, 550, 780), (110, 520, 160, 640, 130, 770)):
            crease(p, *e, 34, .12)
        for end in ("M50 480C110 500 124 720 96 820H50Z", "M750 480C690 500 676 720 704 820H750Z"):
            p.path(end, TAN)
            p.path(end, p.lin(60, 0, 740, 0, (0, DARK, .3), (.06, LIGHT, .1), (.94, LIGHT, .05), (1, DARK, .4)))
        stitch(p, "M60 484C120 510 134 720 106 806M740 484C680 510 666 720 694 806", TAN, "#efd9b0", 2.6)
        p.path("M60 760Q400 790 740 760V830H60Z", shade(TAN, .12))
        stitch(p, "M80 772Q400 802 720 772", TAN, "#efd9b0", 2.6)
    zip_(p, "M150 418C320 398 480 398 650 418", c)
    pull(p, 620, 416, TAN, -20)
    for x in (232, 536):
        p.path(f"M{x - 4} 404H{x + 36}V806H{x - 4}Z", DARK, alpha=.25, move="translate(5 3)")
        skin(p, f"M{x - 4} 404H{x + 36}V808H{x - 4}Z", TAN, x - 14, x + 50, 400, 806)
        stitch(p, f"M{x + 3} 410V800M{x + 29} 410V800", TAN, "#efd9b0", 2.2)
        ring(p, x + 16, 470, 54, 36)
    for e in ("M248 480C250 330 320 290 400 290C480 290 550 330 552 480",):
        strap(p, e, TAN, 28)
    p.path("M350 276C380 268 420 268 450 276L450 310C420 302 380 302 350 310Z", shade(TAN, .2), shade(TAN, .5), 2)
    stitch(p, "M356 284C384 277 416 277 444 284M356 302C384 295 416 295 444 302", TAN, "#efd9b0", 2)
    for x in (120, 680):
        ring(p, x, 476, 34, 44)
