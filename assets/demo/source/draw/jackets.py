# SPDX-License-Identifier: Apache-2.0
"""Tops worn over others, and the blouse."""
from draw import draws
from draw.cloth import button, cloth, crease, fall, ribs, seam, stitch
from draw.svg import DARK, mirrored, shade, tint, whole
from draw.tops import Cut, cuffs, front, lying, sleeves

WOOD, SHELL, BRASS = "#8a5f3c", "#efe6d8", "#b8893f"


def band(p, cut, c, height=54, sag=0):
    (hx, hy) = cut.hem
    d = f"M{800 - hx} {hy - height}Q400 {hy - height + 28} {hx} {hy - height}L{hx - 14} {hy + 6}Q400 {hy + 32} {814 - hx} {hy + 6}Z"
    cloth(p, d, shade(c, .05), 800 - hx, hx)
    ribs(p, d, 800 - hx, hx, hy - 70, hy + 50, c, 9)


@draws("hoodie")
def hoodie(p, c):
    cut = Cut(neck=96, top=186, shoulder=(600, 232), outer=(736, 800), inner=(646, 814), pit=(596, 392), hem=(600, 850))
    hood = whole("M400 92C470 88 530 130 528 214C526 260 480 290 400 306")
    lying(p, cut, 80)
    p.cast(hood, 6, 12, 34, .12)
    cloth(p, hood, shade(c, .04), 270, 530)
    with p.group(clip=hood):
        crease(p, 300, 120, 290, 190, 320, 260, 22, .14)
        crease(p, 498, 120, 512, 190, 482, 260, 22, .14)
    hole = whole("M400 130C446 128 478 160 476 214C474 250 440 282 400 300")
    p.path(hole, p.lin(0, 130, 0, 300, (0, shade(c, .62)), (1, shade(c, .4))))
    p.line("M400 132C354 130 322 160 324 214", shade(c, .25), 10)
    p.line("M400 132C446 130 478 160 476 214", shade(c, .25), 10)
    sleeves(p, cut, c)
    cuffs(p, cut, c, 66, True)
    body = cut.body(96)
    front(p, body, c, cut)
    band(p, cut, c)
    lip = "M304 186C302 240 340 284 400 300C372 262 344 232 326 190Z"
    for d in (lip, mirrored(lip)):
        p.path(d, DARK, alpha=.2, move="translate(0 10)")
        cloth(p, d, tint(c, .05), 290, 510)
    for s in (-1, 1):
        p.circle(400 + s * 26, 296, 6, BRASS)
        p.line(f"M{400 + s * 26} 298C{400 + s * 34} 350 {400 + s * 22} 400 {400 + s * 30} {446 + s * 10}", DARK, 8, alpha=.16)
        p.line(f"M{400 + s * 26} 296C{400 + s * 34} 350 {400 + s * 22} 400 {400 + s * 30} {440 + s * 10}", tint(c, .6), 7)
        p.line(f"M{400 + s * 29} {424 + s * 10}L{400 + s * 30} {444 + s * 10}", BRASS, 8, cap="butt")
    pocket = whole("M400 590L492 590L536 700L528 778Q470 790 400 790")
    p.path(pocket, DARK, alpha=.15, move="translate(0 7)")
    cloth(p, pocket, tint(c, .03), 240, 570)
    stitch(p, whole("M400 598L488 598L528 702L521 772Q466 782 400 782"), c)


@draws("cardigan")
def cardigan(p, c):
    cut = Cut(neck=70, top=156, shoulder=(574, 206), outer=(712, 796), inner=(640, 812), pit=(568, 356), hem=(574, 846))
    lying(p, cut, 300)
    p.path(whole("M400 190Q440 186 470 156L400 172M400 172L470 156L430 480L400 480"), shade(c, .5))
    p.path("M330 156Q400 196 470 156L452 330L400 500L348 330Z", shade(c, .52))
    p.line("M330 158Q400 200 470 158", shade(c, .22), 24, cap="butt")
    sleeves(p, cut, c, lambda d: ribs(p, d, 540, 740, 180, 830, c, 13))
    cuffs(p, cut, c, 70, True)
    (sx, sy) = cut.shoulder
    half = f"M400 500C440 420 466 300 470 156L{sx} {sy}{cut.armhole()}C570 506 568 640 574 846Q486 862 400 864"
    body = whole(half)
    cloth(p, body, c, 220, 580)
    ribs(p, body, 226, 580, 150, 870, c, 13)
    with p.group(clip=body):
        fall(p, body, 156, 850)
        crease(p, 240, 380, 310, 470, 320, 620, 28, .14)
        crease(p, 560, 380, 490, 470, 470, 620, 28, .15)
        crease(p, 290, 620, 300, 740, 286, 860, 28, .1)
        crease(p, 510, 600, 524, 740, 508, 860, 28, .12)
    for e in (f"M{sx} {sy}{cut.armhole()}",):
        seam(p, e, c)
        seam(p, mirrored(e), c)
    band(p, cut, c, 58)
    edge = "M330 156C334 300 360 420 400 500V866"
    for e in (mirrored(edge), edge):
        p.line(e, shade(c, .35), 33, cap="butt")
        p.line(e, tint(c, .08), 29, cap="butt")
        p.line(e, shade(c, .4), 27, alpha=.25, dash="2.5 5", cap="butt")
    for y in range(530, 850, 74):
        button(p, 400, y, 13, WOOD)


@draws("jacket")
def jacket(p, c):
    cut = Cut(neck=76, top=160, shoulder=(584, 214), outer=(732, 786), inner=(648, 802), pit=(584, 372), hem=(592, 846), bow=6)
    thread = tint(c, .45)
    lying(p, cut, 60)
    p.path(cut.back(60), shade(c, .55))
    sleeves(p, cut, c)
    body = cut.body(60)
    front(p, body, c, cut)
    with p.twice("hem"):
        stitch(p, "M724 744Q690 764 652 758", c, thread)
    with p.group(clip=body):
        p.line("M418 240V870", DARK, 6, alpha=.25)
        seam(p, "M420 240V870", c, 3)
        stitch(p, "M410 240V870M384 240V870", c, thread)
    stitch(p, "M214 822Q400 840 586 822", c, thread)
    patch(p, 244, 590, 136, 170, c, thread)
    patch(p, 436, 590, 136, 170, c, thread)
    patch(p, 258, 380, 104, 116, c, thread)
    patch(p, 452, 380, 104, 116, c, thread)
    p.path("M344 190L400 232L456 190L446 150H354Z", shade(c, .5))
    p.path("M330 134Q400 172 470 134L478 164Q400 204 322 164Z", shade(c, .32))
    lapel = "M330 130C312 138 296 164 286 194L338 300C366 276 390 252 402 224C370 200 344 168 330 130Z"
    for d in (lapel, mirrored(lapel)):
        p.path(d, DARK, alpha=.3, move="translate(2 9)")
        cloth(p, d, tint(c, .05), 280, 520)
    for d in ("M298 196L341 286C362 268 380 250 390 230", mirrored("M298 196L341 286C362 268 380 250 390 230")):
        stitch(p, d, c, thread)
    for y in (290, 412, 534, 656, 778):
        button(p, 398, y, 12, BRASS)


def patch(p, x, y, w, h, c, thread):
    d = f"M{x} {y}H{x + w}V{y + h - 16}Q{x + w} {y + h} {x + w - 16} {y + h}H{x + 16}Q{x} {y + h} {x} {y + h - 16}Z"
    p.path(d, DARK, alpha=.22, move="translate(3 6)")
    cloth(p, d, tint(c, .05), x - 50, x + w + 50)
    stitch(p, f"M{x + 7} {y + 4}V{y + h - 18}Q{x + 7} {y + h - 7} {x + 18} {y + h - 7}H{x + w - 18}Q{x + w - 7} {y + h - 7} {x + w - 7} {y + h - 18}V{y + 4}", c, thread)
    stitch(p, f"M{x + 4} {y + 22}H{x + w - 4}", c, thread)
    for bx in (x + 8, x + w - 8):
        p.circle(bx, y + 9, 3.4, BRASS)


@draws("blouse")
def blouse(p, c):
    puff = "M520 210C560 160 660 170 706 250C744 330 730 400 700 424C680 440 640 446 606 430C590 400 560 380 548 356Z"
    half = "M400 292L490 292L506 150L540 156C560 200 570 300 566 362C560 450 556 500 600 752C560 778 470 786 400 786"
    body = whole(half)
    with p.group(move="translate(-24 -4) scale(1.06)"):
        gathered(p, c, puff, body)


def gathered(p, c, puff, body):
    for d in (puff, mirrored(puff), body):
        p.cast(d, 8, 18, 40, .13)
    p.path("M296 152Q400 186 504 152L492 292H308Z", shade(c, .4))
    p.line("M296 156Q400 196 504 156", shade(c, .15), 15, cap="butt")
    with p.twice("puff"):
        cloth(p, puff, shade(c, .05), 520, 740)
        with p.group(clip=puff):
            for x, y, e in ((590, 180, 620), (630, 184, 650), (668, 204, 676), (560, 190, 590), (704, 250, 694)):
                crease(p, x, y, (x + e) / 2 + 26, 310, e, 436, 18, .16)
        p.path("M606 424C640 440 682 436 704 418L708 446C680 466 640 468 602 452Z", tint(c, .08), shade(c, .35), 2)
        p.line("M606 438Q660 456 704 432", shade(c, .3), 2, dash="5 4", cap="butt")
    cloth(p, body, c, 186, 616)
    with p.group(clip=body):
        fall(p, body, 150, 872)
        for i, x in enumerate(range(256, 560, 36)):
            end = 400 + (x - 400) * 1.42
            crease(p, x, 508, (x + end) / 2 + (6 if i % 2 else -6), 640, end, 788, 15, .13)
        for i, x in enumerate(range(268, 550, 33)):
            crease(p, x, 312, x + 4, 380, 400 + (x - 400) * .9, 488, 8, .13)
        p.line("M236 500Q400 522 564 500", shade(c, .35), 3)
        p.line("M236 509Q400 531 564 509", tint(c, .5), 2, alpha=.6)
        stitch(p, "M196 736Q400 784 604 736", c)
    edge = "M294 150L308 300H492L506 150"
    p.line(edge, shade(c, .35), 21, cap="butt")
    p.line(edge, tint(c, .12), 18, cap="butt")
    stitch(p, "M299 152L314 294H486L501 152", c, width=1.5)
    for y in range(334, 490, 42):
        button(p, 400, y, 7, SHELL)
