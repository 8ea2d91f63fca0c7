# SPDX-License-Identifier: Apache-2.0
"""Shoes from the side, one behind the other."""
from draw import draws
from draw.cloth import crease, seam, stitch
from draw.svg import DARK, LIGHT, is_dark, mix, shade, tint

RUBBER, GUM, JUTE, CORK = "#efe6d4", "#b98a55", "#cfae78", "#c19763"


def pair(p, one, lift=178, low=86, flat=1.0):
    """The same shoe twice: the far one smaller, higher and a little darker."""
    with p.symbol("shoe"), p.group(move=f"translate(0 {650 * (1 - flat):.0f}) scale(1 {flat})"):
        one()
    p.floor(446, 640 - lift + low, 318, 34, .26)
    p.use("shoe", f"translate(64 {low - lift + 46}) scale(.93)")
    p.floor(398, 646 + low, 350, 44, .42)
    p.use("shoe", f"translate(0 {low})")


def leather(p, d, c, x0=80, x1=730, y0=300, y1=600, gloss=.35):
    """An upper, lit from above."""
    p.path(d, p.lin(0, y0, 0, y1, (0, tint(c, .3 if not is_dark(c) else .2)), (.4, c), (1, shade(c, .3))))
    p.path(d, p.lin(x0, 0, x1, 0, (0, DARK, .16), (.2, LIGHT, gloss * .5), (.45, LIGHT, 0), (.8, DARK, .06), (1, DARK, .26)))
    p.path(d, None, shade(c, .45), 2, alpha=.7)


def sole(p, d, c, y0, y1):
    p.path(d, p.lin(0, y0, 0, y1, (0, tint(c, .25)), (.55, c), (1, shade(c, .32))))
    p.path(d, p.lin(70, 0, 736, 0, (0, DARK, .22), (.12, DARK, 0), (.8, DARK, .02), (1, DARK, .28)))
    p.path(d, None, shade(c, .4), 1.6, alpha=.6)


def laces(p, eyes, reach, c, ring="#c8b48c", width=13):
    """Bars from the eyelets over the tongue."""
    for i, (x, y) in enumerate(eyes):
        dx, dy = reach
        for w, k in ((width + 4, shade(c, .45)), (width, c)):
            p.line(f"M{x} {y}C{x - 4} {y - 14} {x + dx + 6} {y + dy + 8} {x + dx} {y + dy}", k, w, alpha=None if k == c else .55)
        p.circle(x, y, 9, ring, stroke=shade(ring, .45), width=1.6)
        p.circle(x, y, 4, DARK, alpha=.7)


def lace_bow(p, x, y, c, width=9):
    for d in (f"M{x} {y}C{x - 60} {y - 54} {x - 96} {y + 2} {x - 6} {y + 6}", f"M{x} {y}C{x + 40} {y - 64} {x + 92} {y - 14} {x + 6} {y + 6}",
              f"M{x} {y}C{x - 10} {y + 40} {x - 30} {y + 60} {x - 26} {y + 88}", f"M{x + 2} {y}C{x + 30} {y + 24} {x + 40} {y + 50} {x + 62} {y + 66}"):
        p.line(d, shade(c, .45), width + 4, alpha=.55)
        p.line(d, c, width)
    p.circle(x, y + 2, width, c, stroke=shade(c, .4), width=1.5)


LOW = ("M92 596C82 540 108 500 172 482C250 462 306 424 366 356L414 312C446 336 474 350 506 354C566 362 626 344 674 310C704 308 710 326 706 352C702 424 718 508 724 596Z",
       "M414 312C470 290 604 286 674 310C626 344 566 362 506 354C474 350 446 336 414 312Z", "M348 384C362 316 382 268 418 240C446 236 470 250 462 284C456 312 440 330 424 352Z")
HIGH = ("M92 596C82 540 108 500 172 482C250 462 306 428 362 372C392 330 404 240 412 150C500 132 580 134 662 148C676 150 680 162 680 180C682 330 714 480 724 596Z",
        "M412 150C470 118 610 118 662 148C580 162 500 164 412 150Z", "M350 386C376 300 384 190 392 118C420 100 452 104 470 130C470 230 440 320 408 372Z")


@draws("sneaker")
def sneaker(p, c, kind="low", accent=None):
    draw = {"low": canvas, "high": canvas, "court": court, "runner": runner}[kind]
    with_lift = dict(lift=200, low=190) if kind == "high" else dict(lift=250, low=150, flat=.84)
    if kind == "runner":
        with_lift["flat"] = .79
    pair(p, lambda: draw(p, c, accent if accent else kind), **with_lift)


def canvas(p, c, kind):
    upper, opening, tongue = HIGH if kind == "high" else LOW
    cord = "#f3ecdd"
    p.path(tongue, p.lin(340, 0, 470, 0, (0, tint(c, .12)), (1, shade(c, .3))), shade(c, .45), 2)
    p.path(opening, shade(c, .6) if not is_dark(c) else shade(c, .5))
    leather(p, upper, c, y0=150 if kind == "high" else 300, gloss=.2)
    with p.group(clip=upper):
        crease(p, 250, 470, 300, 500, 330, 580, 20, .12)
        crease(p, 210, 486, 256, 520, 280, 590, 16, .12)
        crease(p, 560, 380, 600, 460, 590, 580, 26, .1)
        if kind == "high":
            crease(p, 470, 380, 560, 400, 660, 350, 20, .14)
            crease(p, 480, 420, 570, 440, 670, 400, 18, .12)
    if kind == "high":
        eyes = [(300, 452), (348, 418), (384, 370), (408, 314), (422, 256), (432, 200)]
        stay = "M258 482C340 450 396 392 420 316C434 262 442 200 446 154"
        p.circle(566, 262, 50, tint(c, .82), stroke=shade(c, .2), width=3)
        p.circle(566, 262, 39, None, stroke="#d3a03a", width=4)
        p.path("M566 290C540 280 538 250 566 232C594 250 592 280 566 290ZM566 290V246", "#2f5a46", tint("#2f5a46", .6), 3)
        p.path("M664 150C676 250 690 380 712 470L690 474C670 380 656 250 650 150Z", tint(c, .14), shade(c, .3), 1.5)
    else:
        eyes = [(292, 462), (326, 434), (358, 402), (388, 368), (416, 334)]
        stay = "M252 490C330 460 386 412 442 342"
        p.path("M668 312C694 306 708 318 705 352C702 420 712 490 718 540L676 548C660 470 658 390 668 312Z", shade(c, .07) if not is_dark(c) else tint(c, .16), shade(c, .3), 1.5)
    stitch(p, stay, c, width=2.4)
    seam(p, "M470 356C462 430 430 520 420 592" if kind == "low" else "M452 420C470 480 450 540 440 592", c)
    stitch(p, "M478 358C470 430 440 520 430 592" if kind == "low" else "M460 420C478 480 460 540 450 592", c)
    stitch(p, "M430 330C450 346 480 362 510 364C566 372 630 354 674 326" if kind == "low" else "M418 164C500 176 590 174 668 164", c)
    laces(p, eyes, (-34, -30), cord)
    if kind == "low":
        lace_bow(p, 404, 300, cord)
    else:
        lace_bow(p, 418, 168, cord)
    p.path("M90 598C78 534 110 494 174 478C204 508 212 556 204 598Z", p.lin(90, 480, 200, 600, (0, "#fffaf0"), (.5, RUBBER), (1, shade(RUBBER, .2))), shade(RUBBER, .35), 1.6)
    p.path("M108 548C110 522 128 506 152 500C146 516 128 524 122 552Z", LIGHT, alpha=.8)
    d = "M78 580C66 612 72 644 104 648H696C730 648 738 616 728 576C620 592 560 594 400 594C250 594 150 592 78 580Z"
    sole(p, d, RUBBER, 576, 650)
    line = "#a5342a" if is_dark(c) else "#2c3a52"
    p.line("M76 602C160 612 640 612 732 600", line, 5, alpha=.85)
    p.line("M78 634C160 642 640 642 728 634", GUM, 7, alpha=.8)
    p.path("M78 582C150 594 250 596 330 597L328 624C240 622 140 618 76 610Z", tint(RUBBER, .5), alpha=.7)


def court(p, c, accent):
    upper = "M88 592C84 530 116 490 186 470C262 446 312 410 366 356L418 318C450 344 476 356 506 360C566 366 622 350 672 308C704 300 714 322 712 352C710 430 722 510 726 592Z"
    p.path("M346 386C362 322 382 280 420 254C446 250 466 262 460 294C454 320 440 336 424 358Z", tint(shade(c, .14), .1), shade(c, .35), 2)
    p.path("M418 318C470 292 610 284 672 308C622 350 566 366 506 360C476 356 450 344 418 318Z", mix(accent, "#c9ab82", .75))
    leather(p, upper, c, gloss=.5)
    with p.group(clip=upper):
        p.path("M650 318C700 290 720 310 714 352C712 400 716 440 720 470L668 452C654 410 648 360 650 318Z", accent)
        p.path("M650 318C700 290 720 310 714 352C712 400 716 440 720 470L668 452C654 410 648 360 650 318Z", p.lin(650, 0, 720, 0, (0, LIGHT, .2), (1, DARK, .35)))
        p.path("M80 600C84 540 130 506 190 500C250 496 286 540 280 600Z", None, shade(c, .3), 2.5)
        stitch(p, "M88 600C92 548 134 514 190 508C244 504 278 544 272 600", c)
        crease(p, 236, 470, 282, 490, 300, 540, 15, .16)
        crease(p, 270, 450, 316, 470, 330, 520, 13, .13)
        p.path("M440 600C452 500 520 440 640 420L668 452L720 470V600Z", DARK, alpha=.05)
        seam(p, "M440 600C452 500 520 440 640 420", c)
        stitch(p, "M450 600C462 508 526 450 644 430", c)
        p.ellipse(180, 520, 60, 22, LIGHT, alpha=.4, move="rotate(-16 180 520)")
    for i in range(5):
        for j in range(3):
            p.circle(170 + i * 17 + j * 4, 536 + j * 15 - i * 3, 3, DARK, alpha=.42)
    stitch(p, "M262 480C336 452 392 410 448 350", c)
    stitch(p, "M432 338C460 362 490 372 510 372C566 378 620 364 648 346", c)
    laces(p, [(296, 456), (330, 430), (364, 400), (396, 364)], (-34, -30), "#ffffff", ring=shade(c, .2))
    d = "M76 572C64 610 70 650 106 652H694C732 652 742 612 728 566C640 588 560 590 400 590C250 590 140 586 76 572Z"
    sole(p, d, "#f3ead9", 568, 656)
    stitch(p, "M84 590C180 604 620 604 726 586", "#d8c8ac", width=3)
    p.line("M78 640C180 646 620 646 726 638", shade(RUBBER, .25), 3, alpha=.6)


def runner(p, c, accent):
    upper = "M74 560C74 520 110 486 176 466C256 440 310 406 370 350L424 306C452 336 480 350 512 350C574 350 628 316 668 262C692 244 716 258 712 292C704 380 716 470 722 560Z"
    p.path("M356 368C370 316 390 268 430 246C456 244 472 262 466 292C458 320 446 336 430 354Z", accent, shade(accent, .4), 2)
    p.path("M424 306C480 270 600 246 668 262C628 316 574 350 512 350C480 350 452 336 424 306Z", shade(c, .55))
    leather(p, upper, c, y0=260, y1=570, gloss=.15)
    with p.group(clip=upper):  # the knit: rows of small bows
        rows = "".join(f"M60 {y}Q400 {y - 60} 740 {y}" for y in range(320, 620, 13))
        p.path(rows, None, shade(c, .4), 4, alpha=.2, dash="3 5", cap="butt")
        p.path(rows, None, tint(c, .7), 4, alpha=.4, dash="3 5", cap="butt", move="translate(4 6)")
        p.path("M400 600C420 480 470 400 540 352L600 340C540 420 500 500 496 600Z", tint(c, .35), alpha=.75)
        p.path("M300 600C330 520 380 440 452 352L486 356C430 440 380 520 360 600Z", tint(c, .35), alpha=.6)
        p.path("M640 300C690 230 730 260 714 300C706 380 716 470 722 570L600 570C650 520 676 420 640 300Z", shade(c, .22), alpha=.85)
        p.line("M600 570C650 520 676 420 640 300", accent, 4)
        p.path("M60 570C70 516 110 486 176 466C150 500 160 540 190 575Z", shade(c, .2), alpha=.6)
    p.line("M690 262C706 230 732 232 722 276", accent, 10)
    laces(p, [(304, 440), (340, 408), (374, 374), (406, 338)], (-30, -30), accent, ring=tint(c, .4), width=11)
    lace_bow(p, 412, 292, accent, 7)
    d = "M60 540C40 590 64 640 120 644C240 652 330 640 420 640C520 640 600 656 690 648C742 642 752 590 726 536C650 570 560 562 440 566C300 570 170 572 60 540Z"
    sole(p, d, "#f5efe4", 536, 652)
    p.path("M56 566C160 596 300 588 440 584C560 580 660 590 738 560C740 580 738 590 734 600C660 620 560 606 440 610C300 614 160 620 54 590Z", accent, alpha=.9)
    p.path("M84 630C190 650 330 632 420 632C520 632 600 650 700 636C690 650 600 660 560 654L420 646C330 650 240 656 140 650Z", "#4a4a4a")
    p.line("".join(f"M{x} 641l-4 6" for x in range(120, 690, 38)), "#8a857c", 3)


def jute(p, d, y0, y1):
    sole(p, d, JUTE, y0, y1)
    with p.group(clip=d):
        for row, y in enumerate((y0 + 2, y0 + 26, y0 + 50)):
            way = 16 if row % 2 else -16
            strands = "".join(f"M{x} {y}q{way} 12 {way} 24" for x in range(50, 760, 15))
            p.line(strands, shade(JUTE, .45), 4, alpha=.55)
            p.path(strands, None, tint(JUTE, .5), 3, alpha=.5, move="translate(6 0)")
            p.line(f"M50 {y + 25}H750", shade(JUTE, .5), 2.5, alpha=.6)


@draws("espadrille")
def espadrille(p, c):
    def one():
        upper = "M86 590C74 530 110 484 190 462C270 444 320 432 352 402C380 440 440 470 500 470C580 470 640 430 676 372C704 368 716 390 714 420C712 480 722 530 724 590Z"
        p.path("M352 402C420 366 600 344 676 372C640 430 580 470 500 470C440 470 380 440 352 402Z", p.lin(0, 360, 0, 470, (0, shade("#dcc9a3", .45)), (1, "#cdb88f")))
        leather(p, upper, c, y0=370, gloss=.2)
        with p.group(clip=upper):
            crease(p, 230, 460, 270, 500, 290, 590, 20, .14)
            crease(p, 300, 440, 330, 500, 330, 590, 18, .12)
            crease(p, 640, 420, 620, 500, 640, 590, 20, .1)
        stitch(p, "M362 416C392 448 444 480 500 480C582 480 646 442 682 386", c)
        seam(p, "M440 466C440 520 424 560 420 590", c)
        p.line("M690 374C706 346 728 358 714 398", JUTE, 9)
        jute(p, "M74 572C62 610 68 642 104 648H698C732 644 740 610 730 568C640 588 560 592 400 592C250 592 150 588 74 572Z", 572, 648)
        p.line("".join(f"M{x} {570 + (4 if 120 < x < 690 else 0) + abs(x - 400) * -.01:.0f}v24" for x in range(92, 720, 22)), tint(JUTE, .6), 3.5)
    pair(p, one, 240, 140, .92)


@draws("clog")
def clog(p, c):
    def one():
        bed = "M240 560C400 566 560 520 700 500C730 500 736 520 730 560L240 590Z"
        p.path(bed, p.lin(0, 500, 0, 590, (0, "#d9bd92"), (1, "#a9825a")))
        upper = "M76 568C64 504 108 446 206 414C300 386 390 372 470 352C506 410 500 510 462 580L80 586Z"
        p.path("M470 352C520 366 534 460 506 556L462 580C500 510 506 420 470 352Z", shade(c, .55))
        leather(p, upper, c, 76, 500, 350, 590, .5)
        with p.group(clip=upper):
            p.ellipse(190, 462, 80, 26, LIGHT, alpha=.3, move="rotate(-22 190 462)")
            p.ellipse(186, 458, 50, 13, LIGHT, alpha=.3, move="rotate(-22 186 458)")
            crease(p, 270, 410, 300, 470, 280, 570, 22, .1)
        stitch(p, "M458 364C490 420 484 506 450 574", c)
        d = "M70 560C52 610 66 656 110 660H330C370 660 390 640 430 640C470 640 500 662 540 662H690C736 660 746 600 732 532C640 560 540 588 400 590C260 592 140 586 70 560Z"
        sole(p, d, CORK, 540, 664)
        with p.group(clip=d):
            for i in range(110):
                x, y = 60 + (i * 67) % 690, 550 + (i * 41) % 110
                p.ellipse(x, y, 4 + i % 4, 2 + i % 3, shade(CORK, .45) if i % 3 else tint(CORK, .5), alpha=.5)
            p.line("M60 652H330C370 652 390 632 430 632C470 632 500 654 540 654H740", shade("#4a3a2c", .1), 12)
        for x in range(104, 470, 34):
            y = 574 - (x < 130) * 4
            p.circle(x + 1, y + 2, 8, DARK, alpha=.4)
            p.circle(x, y, 7, p.lin(x - 6, y - 6, x + 6, y + 6, (0, "#f0d9a0"), (1, "#8f6a2c")))
    pair(p, one, 260, 120)


@draws("boot")
def boot(p, c):
    def one():
        upper = "M84 596C76 540 108 504 180 484C270 458 330 430 374 372C402 320 408 230 410 140C490 122 600 122 668 140C672 280 700 440 706 596Z"
        p.path("M410 140C470 108 610 108 668 140C600 154 490 154 410 140Z", shade(c, .6))
        leather(p, upper, c, y0=120, y1=610, gloss=.12)
        with p.group(clip=upper):
            gore = "M462 132C560 124 590 128 622 134C630 240 600 380 544 420C490 380 452 240 462 132Z"
            e = shade(c, .45)
            p.path(gore, e)
            with p.group(clip=gore):
                p.line("".join(f"M{x} 120V430" for x in range(456, 634, 8)), shade(e, .5), 3, alpha=.6)
                p.line("".join(f"M{x + 4} 120V430" for x in range(456, 634, 8)), tint(e, .3), 2, alpha=.35)
            p.line(gore, shade(c, .5), 3)
            stitch(p, "M452 132C442 244 482 392 544 432C606 392 640 244 632 134", c)
            seam(p, "M544 432C540 500 520 560 516 596", c, 3)
            crease(p, 350, 420, 420, 450, 470, 410, 22, .16)
            crease(p, 320, 446, 420, 490, 490, 450, 20, .14)
            crease(p, 260, 470, 300, 520, 300, 590, 18, .12)
            crease(p, 656, 300, 650, 420, 676, 560, 26, .1)
            for part, k in ((0, DARK), (1, LIGHT)):  # the nap of suede
                p.line("".join(f"M{90 + (i * 83) % 610} {150 + (i * 127) % 440}l{8 + i % 7} {-3 + i % 5}" for i in range(part, 90, 2)), k, 2, alpha=.1)
        p.line("M636 150C640 96 690 92 684 160", shade(c, .3), 15, cap="butt")
        p.line("M636 150C640 96 690 92 684 160", tint(c, .1), 11, cap="butt")
        welt = "M72 580C66 600 70 612 84 612H712C722 612 722 596 716 580C600 600 200 604 72 580Z"
        d = "M76 606H712L710 652H560L548 626C400 640 200 640 92 634C76 630 72 616 76 606Z"
        sole(p, d, "#5a4030", 600, 656)
        sole(p, welt, "#8a6a48", 580, 614)
        stitch(p, "M84 600C200 612 600 612 708 600", "#8a6a48", "#e6d3ae", 2.4)
    pair(p, one, 190, 210)
