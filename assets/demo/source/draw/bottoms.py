# SPDX-License-Identifier: Apache-2.0
"""Trousers, skirts and dresses."""
from draw import draws
from draw.cloth import button, cloth, crease, daisy_motif, fall, ribs, scatter, seam, stitch, thread_for, weave
from draw.svg import DARK, LIGHT, mirrored, shade, tint, whole

BRASS, HORN = "#b8893f", "#6a4a32"

# waist and hip: half widths; outer, inner: x of the leg's end; end: its y; crotch: y
CUTS = {
    "jeans": dict(waist=138, hip=180, outer=578, inner=442, end=920, crotch=408),
    "wide": dict(waist=132, hip=184, outer=640, inner=428, end=916, crotch=424),
    "chino": dict(waist=134, hip=174, outer=542, inner=440, end=916, crotch=404),
    "shorts": dict(waist=168, hip=216, outer=668, inner=432, end=742, crotch=470),
    "jogger": dict(waist=142, hip=186, outer=536, inner=452, end=866, crotch=424),
    "culottes": dict(waist=150, hip=206, outer=690, inner=416, end=806, crotch=470),
}


def legs(kind, waist, hip, outer, inner, end, crotch):
    """The two legs and the seat in one outline."""
    y, h, w = (200 if kind in ("shorts", "culottes") else 96), 400 + hip, 400 + waist
    knee = (end + crotch) / 2
    lean = (outer - h) * .45 + h
    bulge = 22 if kind == "jogger" else 0
    return whole(f"M400 {y}Q{w - 40} {y} {w} {y - 8}C{w + 12} {y + 90} {h} {y + 150} {h + (8 if kind != 'wide' else 16)} {crotch - 40}"
                 f"C{h + 8} {crotch + 80} {lean + bulge} {knee} {outer} {end}Q{(outer + inner) / 2} {end + 16} {inner} {end}"
                 f"C{inner - 4 + bulge / 2} {knee} 414 {crotch + 120} 400 {crotch}"), y


@draws("trousers")
def trousers(p, c, kind="jeans"):
    cut = CUTS[kind]
    d, y = legs(kind, **cut)
    waist, outer, inner, end, crotch, hip = (cut[k] for k in ("waist", "outer", "inner", "end", "crotch", "hip"))
    thread = thread_for(c) if kind == "jeans" else None
    p.cast(d, 10, 18, 44, .17)
    p.path(f"M{400 - waist} {y - 8}Q400 {y - 30} {400 + waist} {y - 8}V{y + 20}H{400 - waist}Z", shade(c, .5))
    cloth(p, d, c, 800 - outer - 10, outer + 10)
    with p.group(clip=d):
        fall(p, d, y, end)
        leg_shading(p, d, c, kind, cut, y)
    if kind in ("wide", "shorts", "culottes"):
        weave(p, d, 800 - outer, outer, y, end, c, 8, 110)
    waistband(p, c, kind, waist, y, thread)
    details(p, d, c, kind, cut, y, thread)


def leg_shading(p, d, c, kind, cut, y):
    outer, inner, end, crotch, hip = (cut[k] for k in ("outer", "inner", "end", "crotch", "hip"))
    for s in (-1, 1):
        at = lambda x: 400 + s * (x - 400)
        # the inner side of each leg turns away from the light
        p.path(f"M400 {crotch - 30}C{at(414)} {crotch + 120} {at(inner - 4)} {(end + crotch) / 2} {at(inner - 4)} {end + 20}L{at(inner + 56)} {end + 20}C{at(inner + 50)} {crotch + 220} {at(450)} {crotch + 60} 400 {crotch - 30}Z", DARK, alpha=.1)
        mid = (outer + inner) / 2
        if kind in ("wide", "chino", "culottes"):
            top = y + (70 if kind != "chino" else 240)
            crease(p, at(400 + hip * .5), top, at(400 + hip * .62), (top + end) / 2, at(mid), end + 6, 13, .17)
        if kind in ("wide", "culottes"):
            for x, e in ((.78, .86), (.28, .2)):
                crease(p, at(400 + hip * x), y + 200, at(400 + hip * (x + .1)), crotch + 160, at(inner + (outer - inner) * e), end + 10, 30, .13)
        if kind in ("jeans", "chino", "jogger"):
            knee = (end + crotch) / 2
            crease(p, at(inner + 6), knee - 60, at(mid), knee - 20, at(outer - 4), knee - 56, 18, .11)
            crease(p, at(inner + 10), knee + 10, at(mid), knee + 34, at(outer - 20), knee + 4, 14, .1)
            crease(p, at(mid + 26), knee + 90, at(mid + 40), end - 120, at(mid + 20), end + 4, 20, .1)
        soft = .55 if kind in ("wide", "culottes", "shorts") else 1
        crease(p, at(404), crotch - 6, at(450), crotch - 26, at(400 + hip - 30 - 60 * (1 - soft)), crotch - 60, 16, .15 * soft)
        crease(p, at(404), crotch + 10, at(460), crotch + 10, at(400 + hip - 50 - 60 * (1 - soft)), crotch - 14, 14, .12 * soft)
        if kind == "jeans":  # worn pale over the thigh and the knee
            p.glow(at(mid - 6), crotch + 130, 66, 210, LIGHT, .3)


def waistband(p, c, kind, waist, y, thread):
    l, r, h = 400 - waist - 2, 400 + waist + 2, 44
    d = f"M{l} {y - 8}Q400 {y + 14} {r} {y - 8}L{r + 5} {y + h - 8}Q400 {y + h + 16} {l - 5} {y + h - 8}Z"
    p.path(d, DARK, alpha=.2, move="translate(0 5)")
    cloth(p, d, tint(c, .04), l - 20, r + 20)
    if kind in ("jogger", "shorts"):
        ribs(p, d, l - 6, r + 8, y - 20, y + h + 20, c, 10)
        for s in (-1, 1):
            x = 400 + s * 14
            for w, k in ((9, shade(c, .5)), (7, tint(c, .62))):
                p.line(f"M{x} {y + 28}C{x + s * 34} {y + 60} {x + s * 6} {y + 110} {x + s * 26} {y + 164 + s * 8}", k, w)
            p.circle(x, y + 26, 5, DARK, alpha=.6)
        return
    stitch(p, f"M{l + 4} {y}Q400 {y + 22} {r - 4} {y}", c, thread)
    stitch(p, f"M{l} {y + h - 16}Q400 {y + h + 8} {r} {y + h - 16}", c, thread)
    if kind != "culottes":
        for f in (-.78, -.36, .36, .78):
            x, dy = 400 + waist * f, 18 * (1 - f * f) * .6
            p.rect(x - 6, y - 12 + dy, 13, h + 14, shade(c, .16), r=2, stroke=shade(c, .42), width=1.4)
            stitch(p, f"M{x - 2.5} {y - 8 + dy}V{y + h - 2 + dy}M{x + 3.5} {y - 8 + dy}V{y + h - 2 + dy}", c, thread, 1.2)
    if kind in ("jeans", "chino"):
        button(p, 406, y + 25, 12, BRASS if kind == "jeans" else HORN)


def details(p, d, c, kind, cut, y, thread):
    outer, inner, end, crotch, hip, waist = (cut[k] for k in ("outer", "inner", "end", "crotch", "hip", "waist"))
    top = y + 50
    with p.group(clip=d):
        if kind in ("jeans", "chino", "wide"):
            seam(p, f"M402 {top}C404 {crotch - 90} 404 {crotch - 30} 400 {crotch}", c, 3)
            fly = f"M446 {top}C448 {crotch - 130} 446 {crotch - 90} 404 {crotch - 58}"
            if kind != "wide":
                stitch(p, fly, c, thread)
                stitch(p, fly.replace("446", "439").replace("448", "441"), c, thread)
        else:
            seam(p, f"M400 {top}V{crotch}", c, 3)
        for s in (-1, 1):
            at = lambda x: 400 + s * (x - 400)
            pockets(p, c, kind, at, waist, hip, y, thread)
            if kind == "jeans":
                stitch(p, f"M{at(400 + hip + 6)} {y + 210}C{at(400 + hip - 6)} {crotch + 100} {at(outer - 16)} {end - 200} {at(outer - 9)} {end}", c, thread, 1.8)
            rise = 22 if kind != "shorts" else 40
            if kind != "jogger":
                for k in (0, 6) if kind == "jeans" else (0,):
                    stitch(p, f"M{at(outer + 8)} {end - rise - k}Q{at((outer + inner) / 2)} {end + 16 - rise - k} {at(inner - 8)} {end - rise - k}", c, thread)
    if kind == "jogger":
        for s in (-1, 1):
            at = lambda x: 400 + s * (x - 400)
            cuff = f"M{at(outer + 4)} {end - 8}Q{at((outer + inner) / 2)} {end + 10} {at(inner - 3)} {end - 8}L{at(inner + 6)} {end + 54}Q{at((outer + inner) / 2)} {end + 68} {at(outer - 8)} {end + 54}Z"
            cloth(p, cuff, shade(c, .06), min(at(inner), at(outer)), max(at(inner), at(outer)))
            ribs(p, cuff, min(at(inner), at(outer)) - 6, max(at(inner), at(outer)) + 6, end - 20, end + 80, c, 9)


def pockets(p, c, kind, at, waist, hip, y, thread):
    w = 400 + waist
    if kind == "jeans":
        line = f"M{at(w - 84)} {y + 46}C{at(w - 80)} {y + 100} {at(w - 20)} {y + 124} {at(w + 26)} {y + 118}"
        p.line(line, DARK, 7, alpha=.22)
        seam(p, line, c)
        stitch(p, f"M{at(w - 92)} {y + 46}C{at(w - 88)} {y + 108} {at(w - 20)} {y + 134} {at(w + 30)} {y + 127}", c, thread)
        p.circle(at(w - 80), y + 60, 4, BRASS)
        p.circle(at(w + 16), y + 116, 4, BRASS)
        return
    line = f"M{at(w - 52)} {y + 44}L{at(w + 26)} {y + 172}"
    p.line(line, DARK, 8, alpha=.16)
    seam(p, line, c)
    stitch(p, f"M{at(w - 62)} {y + 46}L{at(w + 16)} {y + 176}", c, width=1.8)
    if kind in ("wide", "culottes"):
        for x in (46, 66):
            seam(p, f"M{at(400 + x)} {y + 48}L{at(400 + x + 4)} {y + 130}", c, 2)


@draws("skirt")
def skirt(p, c, kind="pleated"):
    if kind == "pleated":
        return pleated(p, c)
    d = whole("M400 190Q500 190 524 180C548 330 604 560 652 800Q520 832 400 832")
    p.cast(d, 10, 18, 44, .17)
    p.path("M276 182Q400 158 524 182V210H276Z", shade(c, .5))
    cloth(p, d, c, 140, 660)
    if kind == "wrap":
        daisy_motif(p, "daisy", "#f4ead6", "#d3a03a")
        scatter(p, d, "daisy", 150, 660, 200, 850, 62, 5, (.72, 1.0))
    with p.group(clip=d):
        fall(p, d, 180, 832)
        for x, m, e in ((320, 280, 226), (370, 350, 330), (440, 462, 470), (486, 530, 580)):
            crease(p, x, 420, m, 620, e, 846, 32, .14)
    (denim if kind == "denim" else wrap)(p, d, c)


def belt(p, c, l, r, y, thread=None, h=42):
    d = f"M{l} {y}Q400 {y + 20} {r} {y}L{r + 7} {y + h}Q400 {y + h + 22} {l - 7} {y + h}Z"
    p.path(d, DARK, alpha=.2, move="translate(0 5)")
    cloth(p, d, tint(c, .04), l - 20, r + 20)
    stitch(p, f"M{l + 2} {y + 7}Q400 {y + 27} {r - 2} {y + 7}", c, thread)
    stitch(p, f"M{l - 4} {y + h - 7}Q400 {y + h + 15} {r + 4} {y + h - 7}", c, thread)


def denim(p, d, c):
    thread = thread_for(c)
    with p.group(clip=d):
        p.glow(300, 520, 90, 260, LIGHT, .34)
        p.glow(510, 520, 80, 250, LIGHT, .26)
        p.line("M428 220V850", DARK, 6, alpha=.22)
        seam(p, "M430 220V850", c, 3)
        stitch(p, "M420 220V850M378 220V850", c, thread)
        for s in (-1, 1):
            at = lambda x: 400 + s * (x - 400)
            line = f"M{at(452)} 226C{at(458)} 290 {at(500)} 322 {at(562)} 316"
            p.line(line, DARK, 7, alpha=.2)
            seam(p, line, c)
            stitch(p, f"M{at(443)} 226C{at(450)} 300 {at(500)} 332 {at(566)} 326", c, thread)
            stitch(p, f"M{at(470)} 330C{at(490)} 500 {at(516)} 680 {at(540)} 830", c, thread, 1.8)
        stitch(p, "M140 786Q400 842 660 786M140 780Q400 836 660 780", c, thread)
    belt(p, c, 276, 524, 178, thread)
    for y in (206, 290, 374, 458, 542, 626, 710):
        button(p, 400, y + 2, 11, BRASS)


def wrap(p, d, c):
    flap = "M276 200L520 222C560 420 500 640 330 826Q230 822 148 800C196 560 252 330 276 200Z"
    with p.group(clip=d):
        for w, a in ((26, .05), (16, .07), (8, .1)):
            p.line("M524 222C562 420 506 640 338 836", DARK, w, alpha=a)
        p.line("M520 222C558 420 500 640 330 830", tint(c, .28), 3, alpha=.8)
        stitch(p, "M511 222C548 420 490 634 322 826", c)
        stitch(p, "M140 788Q400 844 660 788", c)
        crease(p, 500, 236, 420, 300, 310, 330, 18, .16)
        crease(p, 506, 250, 440, 380, 360, 460, 18, .14)
    belt(p, c, 276, 524, 178)
    for e, m in (("M512 212C560 250 590 300 584 372", 1), ("M514 214C540 280 546 330 524 396", 1)):
        p.line(e, DARK, 18, alpha=.18)
        p.line(e, shade(c, .3), 15)
        p.line(e, tint(c, .12), 11)
    for loop in ("M514 208C560 158 624 168 610 208C600 236 548 232 514 210Z", "M512 210C486 160 430 172 440 206C450 234 490 228 512 212Z"):
        p.path(loop, tint(c, .08), shade(c, .4), 2.5)
        p.path(loop, None, tint(c, .4), 1.2, alpha=.4, move="translate(0 4)")
    p.ellipse(514, 212, 15, 17, tint(c, .14), stroke=shade(c, .4))


def pleated(p, c):
    top, bottom = [], []
    count = 13
    for i in range(count + 1):
        f = i / count
        top.append((288 + 224 * f, 176 + 12 * (1 - (2 * f - 1) ** 2)))
        bottom.append((118 + 564 * f, 856 + 30 * (1 - (2 * f - 1) ** 2)))
    hem = "".join(f"L{x:.0f} {y + (10 if i % 2 else 0):.0f}" for i, (x, y) in enumerate(bottom))
    d = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in reversed(top)) + hem + "Z"
    p.cast(d, 10, 18, 44, .17)
    cloth(p, d, c, 110, 690)
    for i in range(count):
        (x1, y1), (x2, y2), (x3, y3), (x4, y4) = top[i], top[i + 1], bottom[i + 1], bottom[i]
        strip = f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}L{x3:.0f} {y3 + 6:.0f}L{x4:.0f} {y4 + 6:.0f}Z"
        with p.group(clip=d):
            p.path(strip, p.lin(x4 + 8, 856, x3 + 4, 850, (0, DARK, .3), (.22, DARK, .05), (.5, LIGHT, .34), (.8, LIGHT, .06), (1, DARK, .08)))
            p.line(f"M{x2:.0f} {y2:.0f}L{x3:.0f} {y3:.0f}", shade(c, .42), 1.8, alpha=.6)
    with p.group(clip=d):
        fall(p, d, 176, 880, .2)
        stitch(p, "M100 842Q400 888 700 842", c, width=1.8)
    belt(p, c, 288, 512, 150, None, 36)


@draws("dress")
def dress(p, c, kind="shift"):
    (slip if kind == "slip" else shift)(p, c)


def shift(p, c):
    sleeve = "M520 140L568 160C610 200 650 320 684 462Q648 486 606 486C592 420 574 350 560 310L490 260Z"
    d = whole("M400 176C446 176 470 156 480 126L568 160C552 210 546 260 556 320C566 520 590 700 628 904Q520 928 400 928")
    for s in (sleeve, mirrored(sleeve), d):
        p.cast(s, 8, 18, 40, .14)
    p.path("M320 126C330 156 354 176 400 176C446 176 470 156 480 126Q400 152 320 126Z", shade(c, .45))
    for mirror in (False, True):
        with p.group(move="matrix(-1 0 0 1 800 0)" if mirror else None):
            cloth(p, sleeve, shade(c, .06), 520, 700, 1.1)
            with p.group(clip=sleeve):
                crease(p, 562, 316, 600, 350, 640, 420, 22, .15)
                crease(p, 574, 220, 630, 300, 650, 440, 22, .12)
                stitch(p, "M600 466Q650 466 690 440", c)
    weave(p, d, 170, 630, 130, 920, c, 3, 130)
    cloth(p, d, c, 170, 634)
    weave(p, d, 170, 630, 130, 920, c, 9, 130)
    with p.group(clip=d):
        fall(p, d, 130, 928)
        for x, y, m, e in ((270, 330, 300, 262), (350, 460, 352, 336), (440, 420, 456, 470), (536, 330, 508, 546), (246, 560, 238, 204)):
            crease(p, x, y, m, 620, e, 936, 30, .13)
        for s in (-1, 1):
            at = lambda x: 400 + s * (x - 400)
            line = f"M{at(500)} 560L{at(586)} 592"
            p.line(line, DARK, 10, alpha=.16)
            seam(p, line, c, 3)
            stitch(p, f"M{at(498)} 570L{at(586)} 603", c)
            seam(p, f"M{at(568)} 160C{at(552)} 210 {at(546)} 260 {at(556)} 320", c)
            seam(p, f"M{at(556)} 330L{at(506)} 356", c, 2)
        stitch(p, "M160 880Q400 926 640 880", c)
    edge = "M320 126C330 156 354 176 400 176C446 176 470 156 480 126"
    p.line(edge, shade(c, .35), 13, cap="butt")
    p.line(edge, tint(c, .1), 10, cap="butt")
    p.line("M320 128Q400 154 480 128", shade(c, .25), 9, cap="butt")


def slip(p, c):
    d = whole("M400 300C430 288 470 250 492 214C514 250 530 290 536 336C530 420 520 460 522 500C560 640 610 780 640 900Q520 940 400 940")
    p.cast(d, 10, 20, 44, .17)
    p.path("M308 214C350 262 450 262 492 214L520 330H280Z", shade(c, .5))
    for s in (-1, 1):
        strap = f"M{400 + s * 92} 218C{400 + s * 84} 150 {400 + s * 70} 110 {400 + s * 58} 84C{400 + s * 50} 130 {400 + s * 52} 200 {400 + s * 66} 250"
        p.line(strap, shade(c, .4), 8)
        p.line(strap, tint(c, .15), 5)
        p.rect(400 + s * 82 - 7, 138, 14, 16, None, r=3, stroke=BRASS, width=3)
    cloth(p, d, c, 150, 650, 1.2)
    with p.group(clip=d):
        # satin: long slanting lights
        for x1, y1, cx, cy, x2, y2, w, a in ((330, 330, 330, 560, 220, 900, 60, .24), (420, 340, 470, 600, 400, 930, 46, .2),
                                             (500, 420, 520, 640, 570, 920, 44, .2), (300, 300, 292, 380, 300, 470, 30, .2)):
            for k in (1, .6, .3):
                p.path(f"M{x1} {y1}Q{cx + w * k:.0f} {cy} {x2} {y2}Q{cx - w * k:.0f} {cy} {x1} {y1}Z", LIGHT, alpha=a * .42)
        for x1, y1, cx, cy, x2, y2 in ((380, 360, 400, 620, 310, 940), (470, 380, 510, 640, 490, 940), (290, 520, 250, 700, 180, 900), (520, 500, 570, 700, 610, 900)):
            crease(p, x1, y1, cx, cy, x2, y2, 34, .2, .1)
        crease(p, 330, 300, 400, 400, 480, 300, 26, .2)
        crease(p, 350, 290, 400, 350, 450, 290, 18, .2)
        fall(p, d, 220, 940, .2)
        stitch(p, "M150 890Q400 940 650 890", c)
    edge = "M264 336C270 290 286 250 308 214C330 250 370 288 400 300C430 288 470 250 492 214C514 250 530 290 536 336"
    p.line(edge, shade(c, .4), 4)
    p.path(edge, None, tint(c, .5), 2, alpha=.6, move="translate(0 5)")
