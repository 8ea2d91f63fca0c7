# SPDX-License-Identifier: Apache-2.0
"""What is carried in the hand, in a pocket or in a larger bag."""
import random

from draw import draws
from draw.bags import pull, skin, strap, zip_
from draw.cloth import button, cloth, crease, fall, seam, stitch, weave
from draw.svg import DARK, LIGHT, shade, tint

BRASS, TAN = "#c79a4a", "#a8703f"


@draws("beltbag")
def beltbag(p, c):
    p.floor(404, 724, 320, 26, .25)
    band = "M140 470C60 420 60 300 180 262C330 220 520 220 640 268C740 310 740 420 660 470"
    strap(p, band, shade(c, .1), 40, False)
    p.line(band, tint(c, .16), 3, alpha=.5, dash="2 6")
    p.rect(330, 206, 130, 62, p.lin(0, 206, 0, 268, (0, "#4d4944"), (1, "#22201e")), r=12)
    p.rect(380, 214, 30, 46, "#6c6760", r=6)
    d = "M120 480C130 440 170 428 220 424C340 414 460 414 580 424C630 428 670 440 680 480C694 560 680 650 620 694C580 720 220 720 180 694C120 650 106 560 120 480Z"
    p.cast(d, 10, 18, 44, .16)
    cloth(p, d, c, 110, 690, 1.2)
    with p.group(clip=d):
        fall(p, d, 420, 720, .24)
        crease(p, 160, 600, 220, 650, 330, 700, 24, .14)
        crease(p, 640, 600, 580, 660, 470, 700, 24, .14)
        p.path("M100 500C240 470 560 470 700 500V420H100Z", LIGHT, alpha=.07)
    zip_(p, "M146 486C300 466 500 466 654 486", c)
    panel = "M170 556C300 540 500 540 630 556C640 610 620 660 592 680C540 696 260 696 208 680C180 660 160 610 170 556Z"
    p.path(panel, DARK, alpha=.3, move="translate(0 5)")
    cloth(p, panel, tint(c, .06), 160, 640)
    zip_(p, "M188 584C320 570 480 570 612 584", c, "#b9b2a4")
    pull(p, 214, 586, TAN, 12)
    pull(p, 630, 490, TAN, -8)
    stitch(p, "M178 566C300 551 500 551 622 566C630 612 612 652 586 670C540 686 260 686 214 670C188 652 170 612 178 566", c)


@draws("sleeve")
def sleeve(p, c):
    d = "M128 300H672Q696 300 696 324V752Q696 780 668 780H132Q104 780 104 752V324Q104 300 128 300Z"
    p.rect(130, 214, 540, 200, p.lin(130, 214, 670, 320, (0, "#d9dadb"), (.5, "#f2f2f0"), (1, "#b4b6b8")), r=20, stroke="#8f9193", width=2)
    p.rect(146, 226, 508, 60, LIGHT, r=12, alpha=.25)
    p.cast(d, 10, 20, 46, .2)
    cloth(p, d, c, 100, 700)
    felt(p, d, c, 104, 696, 300, 780)
    p.path("M104 324Q104 300 128 300H672Q696 300 696 324L690 330H110Z", DARK, alpha=.2)
    p.path("M104 316Q400 332 696 316", None, tint(c, .4), 3, alpha=.6)
    stitch(p, "M120 340V750Q120 764 136 764H664Q680 764 680 750V340", c, tint(TAN, .3), 3)
    flap = "M330 214H470V470Q470 520 400 520Q330 520 330 470Z"
    p.path(flap, DARK, alpha=.3, move="translate(6 10)")
    skin(p, flap, TAN, 326, 474, 214, 520)
    stitch(p, "M342 216V468Q342 508 400 508Q458 508 458 468V216", TAN, "#efd9b0", 2.6)
    button(p, 400, 468, 17, BRASS)
    p.rect(560, 690, 84, 46, TAN, r=6, stroke=shade(TAN, .4), width=1.5)
    p.path("M580 726C580 700 624 700 624 726Z", None, "#efd9b0", 3)


def felt(p, clip, c, x0, x1, y0, y1, seed=2, count=190):
    rnd = random.Random(seed)
    with p.group(clip=clip):
        for k, a in ((tint(c, .6), .4), (shade(c, .5), .28)):
            p.line("".join(f"M{rnd.randint(x0, x1)} {rnd.randint(y0, y1)}q{rnd.randint(-5, 5)} {rnd.randint(-5, 5)} {rnd.randint(-7, 7)} {rnd.randint(-7, 7)}" for _ in range(count)), k, 1.6, alpha=a * .8)


@draws("pouch")
def pouch(p, c):
    d = "M112 372C300 356 500 356 688 372C694 460 706 600 690 722C560 748 240 748 110 722C94 600 106 460 112 372Z"
    p.cast(d, 12, 20, 46, .2)
    cloth(p, d, c, 96, 704, 1.1)
    with p.group(clip=d):
        fall(p, d, 360, 740, .24)
        crease(p, 150, 420, 220, 540, 190, 730, 34, .1)
        crease(p, 650, 420, 580, 560, 610, 730, 34, .12)
        crease(p, 280, 430, 420, 480, 600, 450, 26, .1)
        crease(p, 120, 660, 300, 700, 480, 680, 26, .1)
        p.path("M96 640C260 668 540 668 704 640V760H96Z", shade(c, .3), alpha=.5)
        seam(p, "M100 640C260 668 540 668 700 640", c, 3)
        stitch(p, "M100 652C260 680 540 680 700 652", c, tint(c, .6), 2.6)
        weave(p, d, 100, 690, 380, 740, c, 2, 60)
    zip_(p, "M116 392C300 376 500 376 684 392", c)
    stitch(p, "M116 412C300 396 500 396 684 412", c, tint(c, .6))
    pull(p, 650, 396, TAN, -14)
    loop = "M110 420L64 430Q52 462 66 492L108 498Z"
    skin(p, loop, TAN, 50, 112, 420, 498)
    stitch(p, "M104 432L76 438M78 484L102 488", TAN, "#efd9b0")
