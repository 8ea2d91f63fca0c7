# SPDX-License-Identifier: Apache-2.0
"""T-shirts, shirts and their parts."""
from draw import draws
from draw.cloth import button, cloth, crease, fall, leaf_motif, ribs, scatter, seam, stitch, stripes, weave
from draw.svg import DARK, mirrored, shade, tint, whole

WOOD, SHELL = "#8a5f3c", "#efe6d8"


class Cut:
    """The measures of a top, right half; the axis is 400."""

    def __init__(self, neck=78, top=150, shoulder=(588, 196), outer=(736, 404), inner=(646, 446), pit=(584, 344), hem=(592, 866), bow=14):
        self.neck, self.top, self.shoulder, self.outer, self.inner = neck, top, shoulder, outer, inner
        self.pit, self.hem, self.bow = pit, hem, bow

    def armhole(self):
        (sx, sy), (ax, ay) = self.shoulder, self.pit
        return f"C{sx - 26} {sy + 46} {ax - 20} {ay - 50} {ax} {ay}"

    def sleeve(self):
        (sx, sy), (ox, oy), (ix, iy), (ax, ay) = self.shoulder, self.outer, self.inner, self.pit
        return (f"M{sx - 60} {sy - 22}L{sx} {sy}C{sx + (ox - sx) * .42} {sy + (oy - sy) * .16} {ox - (ox - sx) * .2} {oy - (oy - sy) * .42} {ox} {oy}"
                f"Q{(ox + ix) / 2 + 6} {(oy + iy) / 2 + 12} {ix} {iy}C{ix - (ix - ax) * .3} {iy - (iy - ay) * .4} {ax + 8} {ay + 40} {ax} {ay}L{sx - 70} {ay - 10}Z")

    def body(self, drop):
        (sx, sy), (ax, ay), (hx, hy) = self.shoulder, self.pit, self.hem
        k, t = 400 + self.neck, self.top
        return whole(f"M400 {t + drop}C{400 + self.neck * .55} {t + drop} {k - 8} {t + drop * .55} {k} {t}L{sx} {sy}{self.armhole()}"
                     f"C{ax + 2} {ay + 150} {hx - 6} {hy - 220} {hx} {hy}Q{(hx + 400) / 2} {hy + self.bow} 400 {hy + self.bow}")

    def neckline(self, drop):
        k, t = 400 + self.neck, self.top
        l = 400 - self.neck
        return f"M{l} {t}C{l + 8} {t + drop * .55} {400 - self.neck * .55} {t + drop} 400 {t + drop}C{400 + self.neck * .55} {t + drop} {k - 8} {t + drop * .55} {k} {t}"

    def back(self, drop):
        k, t, l = 400 + self.neck, self.top, 400 - self.neck
        return f"{self.neckline(drop)}Q400 {t + 26} {l} {t}Z"


def sleeves(p, cut, c, pattern=None, cuff=None):
    """Both sleeves; what is drawn on the right one is mirrored."""
    d = cut.sleeve()
    (sx, sy), (ox, oy), (ix, iy), (ax, ay) = cut.shoulder, cut.outer, cut.inner, cut.pit
    with p.twice("sleeve"):
        cloth(p, d, shade(c, .05), ax - 40, ox + 20, 1.1)
        if pattern:
            pattern(d)
        with p.group(clip=d):
            crease(p, ax + 6, ay - 6, (ax + ix) / 2 + 6, (ay + iy) / 2 - 30, ix + 8, iy - 40, 26, .16)
            crease(p, sx + 6, sy + 60, (sx + ox) / 2, (sy + oy) / 2 + 30, ox - 40, oy - 20, 18, .1)
            if iy > 600:
                crease(p, ax + 20, 500, ax + 70, 520, ox - 50, 480, 16, .14)
                crease(p, ax + 40, 560, ax + 80, 590, ox - 26, 570, 14, .12)
            p.line(f"M{ax} {ay}C{ax - 20} {ay - 50} {sx - 26} {sy + 46} {sx} {sy}", DARK, 22, alpha=.12)
        if cuff == "stitch":
            p.line(f"M{ox - 7} {oy - 17}Q{(ox + ix) / 2} {(oy + iy) / 2 - 6} {ix - 6} {iy - 17}", shade(c, .35), 2, alpha=.6, dash="6 4", cap="butt")


def front(p, d, c, cut, pattern=None, folds=True):
    x0, x1, y1 = 800 - cut.hem[0], cut.hem[0], cut.hem[1]
    cloth(p, d, c, x0 - 8, x1 + 8)
    if pattern:
        pattern(d)
    with p.group(clip=d):
        fall(p, d, cut.top, y1)
        if folds:
            ay = cut.pit[1]
            crease(p, x0 + 12, ay + 6, x0 + 70, ay + 90, x0 + 96, ay + 230, 26, .13)
            crease(p, x1 - 12, ay + 6, x1 - 70, ay + 80, x1 - 100, ay + 210, 26, .15)
            crease(p, x0 + 60, y1 - 250, x0 + 74, y1 - 120, x0 + 56, y1 + 10, 26, .11)
            crease(p, 400, y1 - 330, 428, y1 - 150, 412, y1 + 14, 24, .08)
            crease(p, x1 - 84, y1 - 290, x1 - 66, y1 - 130, x1 - 76, y1 + 10, 28, .13)
            crease(p, x0 + 40, ay - 80, 360, ay - 30, 420, ay + 30, 20, .07)
    (sx, sy), (ax, ay) = cut.shoulder, cut.pit
    hole = f"M{sx} {sy}{cut.armhole()}"
    for s in (hole, mirrored(hole)):
        seam(p, s, c, 2)


def hem(p, cut, c, rise=20):
    (hx, hy), b = cut.hem, cut.bow
    for y in (rise, rise - 6):
        stitch(p, f"M{802 - hx} {hy - y}Q400 {hy + b * 2 - y} {hx - 2} {hy - y}", c, width=1.8)


def lying(p, cut, drop, body=None):
    for d in (cut.sleeve(), mirrored(cut.sleeve()), body or cut.body(drop)):
        p.cast(d, 8, 18, 40, .13)


def inside(p, cut, drop, c):
    p.path(cut.back(drop), p.lin(0, cut.top, 0, cut.top + drop, (0, shade(c, .25)), (1, shade(c, .5))))
    k, t = cut.neck, cut.top
    p.rect(386, t + 26, 28, 20, tint(c, .55), r=2, alpha=.8)


def crew(p, cut, drop, c, width=17):
    k, t = cut.neck, cut.top
    back = f"M{400 - k} {t}Q400 {t + 26} {400 + k} {t}"
    p.line(back, shade(c, .16), width, cap="butt")
    line = cut.neckline(drop)
    p.line(line, shade(c, .3), width + 3, cap="butt")
    p.line(line, tint(c, .1), width, cap="butt")
    p.line(line, shade(c, .45), width - 3, alpha=.28, dash="2 5", cap="butt")


BOXY = dict(neck=82, top=158, shoulder=(622, 222), outer=(752, 432), inner=(654, 486), pit=(608, 386), hem=(616, 836))
LONG = dict(shoulder=(572, 200), outer=(716, 792), inner=(640, 808), pit=(566, 350), hem=(572, 846))


@draws("tee")
def tee(p, c, sleeve="short", fit="regular", neck="crew", pattern=None, ink=None, pocket=False):
    cut = Cut(**(BOXY if fit == "boxy" else LONG if sleeve == "long" else {}))
    drop = {"crew": 72, "v": 168, "polo": 40}[neck]
    body = cut.body(drop)
    if neck == "v":
        k, t = 400 + cut.neck, cut.top
        body = whole(f"M400 {t + drop}L{k} {t}L588 196{cut.armhole()}C586 494 586 646 592 866Q496 880 400 880")
        cut.neckline = lambda drop: f"M{800 - k} {t}L400 {t + drop}L{k} {t}"
    lying(p, cut, drop)
    inside(p, cut, drop, c)
    across = on_arm = None
    if pattern == "stripes":
        across = lambda d: stripes(p, d, ink, 180, 620, 250, 880, 34, 13, 16)
        on_arm = lambda d: stripes(p, d, ink, 480, 900, 180, 900, 34, 13, 8, "rotate(-13 600 300)")
    sleeves(p, cut, c, on_arm, "stitch")
    front(p, body, c, cut, across)
    hem(p, cut, c)
    if neck == "polo":
        polo_collar(p, cut, c)
    else:
        crew(p, cut, drop, c, 22 if fit == "boxy" else 13 if neck == "v" else 17)
    if pocket:
        chest_pocket(p, 462, 350, 112, 128, c)


def chest_pocket(p, x, y, w, h, c):
    d = f"M{x} {y}H{x + w}V{y + h - 20}L{x + w / 2} {y + h}L{x} {y + h - 20}Z"
    p.path(d, DARK, alpha=.16, move="translate(3 5)")
    cloth(p, d, tint(c, .03), x - 40, x + w + 40)
    stitch(p, f"M{x + 6} {y + 20}H{x + w - 6}", c)
    stitch(p, f"M{x + 6} {y + 6}V{y + h - 24}L{x + w / 2} {y + h - 7}L{x + w - 6} {y + h - 24}V{y + 6}", c, width=1.6)


def polo_collar(p, cut, c):
    placket = "M376 196H424V372H376Z"
    cloth(p, placket, tint(c, .05), 340, 450)
    stitch(p, "M382 196V366H418V196", c)
    button(p, 400, 262, 9, SHELL)
    button(p, 400, 330, 9, SHELL)
    p.path("M322 150Q400 182 478 150L470 128Q400 150 330 128Z", shade(c, .22))
    leaf = "M322 146C316 130 322 122 332 124C350 158 376 184 400 202L352 262C322 232 300 196 296 168Z"
    for d in (leaf, mirrored(leaf)):
        p.path(d, DARK, alpha=.2, move="translate(2 8)")
        cloth(p, d, tint(c, .06), 290, 510)
    tip = "M298 176C304 202 324 232 350 254"
    for d in (tip, mirrored(tip)):
        p.line(d, "#efe6d8", 4, alpha=.9)


@draws("tank")
def tank(p, c):
    d = whole("M400 292C450 290 484 240 492 128L546 128C548 230 570 300 606 344C596 480 592 660 604 880Q500 896 400 896")
    back = "M308 128Q400 228 492 128C484 240 450 290 400 292C350 290 316 240 308 128Z"
    p.cast(d, 8, 18, 40, .16)
    p.path(back, p.lin(0, 150, 0, 292, (0, shade(c, .2)), (1, shade(c, .42))))
    cloth(p, d, c, 186, 612)
    ribs(p, d, 190, 612, 120, 900, c, 11)
    with p.group(clip=d):
        fall(p, d, 120, 900)
        crease(p, 204, 360, 270, 460, 290, 620, 26, .14)
        crease(p, 596, 360, 530, 450, 506, 600, 26, .15)
        crease(p, 270, 640, 280, 760, 262, 900, 26, .1)
        crease(p, 520, 620, 540, 760, 524, 900, 26, .12)
    for e in ("M308 128C316 240 350 290 400 292C450 290 484 240 492 128", "M254 128C252 230 230 300 194 344", "M546 128C548 230 570 300 606 344"):
        p.line(e, shade(c, .3), 16, cap="butt")
        p.line(e, tint(c, .25), 13, cap="butt")
        p.line(e, shade(c, .3), 2, dash="6 4", cap="butt", alpha=.6)
    p.line("M308 128Q400 228 492 128", tint(shade(c, .12), .1), 13, cap="butt")
    stitch(p, "M198 862Q400 892 602 862", c)
    stitch(p, "M198 856Q400 886 602 856", c)


def shirt_collar(p, c, camp):
    if camp:
        p.path("M330 132Q400 176 470 132L478 152Q400 214 322 152Z", shade(c, .3))
        lapel = "M330 128C316 134 300 156 292 184L318 258L300 286L398 402C404 320 372 214 330 128Z"
    else:
        p.path("M334 128Q400 164 466 128L474 160Q400 200 326 160Z", shade(c, .3))
        lapel = "M334 122C320 128 312 150 304 176L346 266C370 240 388 216 400 190C370 176 346 152 334 122Z"
    for d in (lapel, mirrored(lapel)):
        p.path(d, DARK, alpha=.22, move="translate(2 9)")
        cloth(p, d, tint(c, .06), 280, 520)
    inset = "M318 186L348 250C366 230 380 214 390 196" if not camp else "M302 186L326 256L310 286L392 384"
    for d in (inset, mirrored(inset)):
        stitch(p, d, c, width=1.6)


@draws("shirt")
def shirt(p, c, sleeve="long", collar="point", pattern=None, ink=None):
    camp = collar == "camp"
    cut = Cut(shoulder=(592, 208), outer=(744, 438), inner=(646, 478), pit=(590, 360), hem=(604, 858)) if sleeve == "short" else \
        Cut(shoulder=(576, 204), outer=(720, 776), inner=(646, 790), pit=(572, 356), hem=(580, 850))
    drop = 60
    body = cut.body(drop)
    if sleeve == "long":  # a curved shirt tail
        (sx, sy) = cut.shoulder
        body = whole(f"M400 {150 + drop}C442 210 470 183 478 150L{sx} {sy}{cut.armhole()}C574 506 574 640 580 800C560 830 510 888 400 890")
    lying(p, cut, drop, body)
    p.path(cut.back(drop), shade(c, .42))
    printed = None
    if pattern == "leaves":
        leaf_motif(p, "leaf", ink)
        printed = lambda d: scatter(p, d, "leaf", 70, 760, 170, 880, 118, 11, (.62, .95))
    sleeves(p, cut, c, printed, "stitch")
    if sleeve == "long":
        cuffs(p, cut, c)
    front(p, body, c, cut, printed)
    if not printed:
        weave(p, body, 200, 600, 180, 880, c, 4)
    bottom = 886 if sleeve == "long" else 872
    placket = f"M374 236H426V{bottom}H374Z"
    with p.group(clip=body):
        if not printed:
            cloth(p, placket, tint(c, .05), 330, 460)
        p.line(f"M374 236V{bottom}", DARK, 3, alpha=.22)
        stitch(p, f"M382 236V{bottom}M420 236V{bottom}", c, width=1.6)
        p.line(f"M427 236V{bottom}", shade(c, .4), 2, alpha=.6)
    for y in range(430 if camp else 300, 850, 106):
        button(p, 400, y, 9, WOOD if camp else SHELL)
    if camp:
        p.path("M344 176L400 392L456 176Q400 210 344 176Z", shade(c, .5))
    else:
        p.path("M350 190L400 214L450 190L440 150H360Z", shade(c, .42))
    shirt_collar(p, c, camp)
    if not camp:
        button(p, 400, 218, 8, SHELL)
        chest_pocket(p, 470, 366, 92, 108, c)


def cuffs(p, cut, c, width=62, knit=False):
    (ox, oy), (ix, iy) = cut.outer, cut.inner
    d = f"M{ox - 10} {oy - width}Q{(ox + ix) / 2} {(oy + iy) / 2 - width + 10} {ix - 8} {iy - width}L{ix + (4 if knit else -2)} {iy}Q{(ox + ix) / 2} {(oy + iy) / 2 + 12} {ox - (2 if knit else -4)} {oy}Z"
    with p.twice("cuff"):
        cloth(p, d, shade(c, .04), ix - 30, ox + 20)
        if knit:
            ribs(p, d, ix - 20, ox + 10, oy - 90, oy + 30, c, 8)
        else:
            stitch(p, f"M{ox - 6} {oy - width + 8}Q{(ox + ix) / 2} {(oy + iy) / 2 - width + 18} {ix - 5} {iy - width + 8}", c, width=1.6)
            button(p, ix + 18, iy - 26, 7, SHELL)
