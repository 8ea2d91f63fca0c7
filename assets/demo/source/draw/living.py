# SPDX-License-Identifier: Apache-2.0
"""Cloth, wood and light of the home."""
import random

from draw import draws
from draw.cloth import cloth, crease, stitch, weave
from draw.round import belt_path, hoop, outline, round_light, turned
from draw.svg import DARK, LIGHT, shade, tint

WOOD = "#a9764a"


def grain(p, clip, x0, x1, y0, y1, c, seed=1, count=26, upright=True):
    rnd = random.Random(seed)
    with p.group(clip=clip):
        d = ""
        for i in range(count):
            t = i / (count - 1)
            if upright:
                x = x0 + (x1 - x0) * t + rnd.uniform(-6, 6)
                d += f"M{x:.0f} {y0}C{x + rnd.uniform(-16, 16):.0f} {y0 + (y1 - y0) * .33:.0f} {x + rnd.uniform(-20, 20):.0f} {y0 + (y1 - y0) * .66:.0f} {x + rnd.uniform(-8, 8):.0f} {y1}"
            else:
                y = y0 + (y1 - y0) * t + rnd.uniform(-4, 4)
                d += f"M{x0} {y:.0f}C{x0 + (x1 - x0) * .33:.0f} {y + rnd.uniform(-10, 10):.0f} {x0 + (x1 - x0) * .66:.0f} {y + rnd.uniform(-12, 12):.0f} {x1} {y + rnd.uniform(-5, 5):.0f}"
        p.line(d, shade(c, .5), 2, alpha=.3)
        p.path(d, None, tint(c, .45), 2, alpha=.22, move="translate(4 4)")


@draws("cushion")
def cushion(p, c):
    p.floor(404, 836, 310, 34, .42)
    d = "M110 196C200 226 300 214 400 214C500 214 600 226 690 196C672 300 684 420 684 510C684 620 672 730 694 826C600 800 500 814 400 814C300 814 200 800 106 826C128 730 116 620 116 510C116 420 128 300 110 196Z"
    p.cast(d, 10, 12, 40, .12)
    cloth(p, d, c, 90, 710, 1.1)
    weave(p, d, 110, 690, 200, 820, c, 5, 160)
    with p.group(clip=d):
        p.ellipse(360, 440, 300, 290, p.rad(360, 440, 300, (0, LIGHT, .34), (1, LIGHT, 0)))
        p.path(d, None, DARK, 60, alpha=.07)
        p.path(d, None, DARK, 30, alpha=.08)
        for e in ((120, 210, 210, 270, 260, 360), (684, 206, 600, 270, 540, 350), (114, 816, 200, 750, 270, 680), (688, 816, 600, 750, 540, 680)):
            crease(p, *e, 24, .16)
    thread = tint(c, .75)
    with p.group(clip=d):
        for i in range(7):
            y = 330 + i * 62
            for k in range(2 if i % 2 else 1):
                e = "M170 " + f"{y + k * 16}" + "".join(f"q38 {-44 if j % 2 == 0 else 44} 76 0" for j in range(6))
                p.path(e, None, DARK, 7, alpha=.16, dash="12 6", cap="butt", move="translate(2 4)")
                p.line(e, thread, 6, dash="12 6", cap="butt")
    p.path(d, None, shade(c, .3), 6)
    p.path(d, None, tint(c, .3), 3, dash="6 5")


@draws("towels")
def towels(p, c, ink="#9c4a2f"):
    for x, y, w, h, band, flip in ((250, 150, 400, 640, "#3a4f74", 1), (140, 250, 420, 620, ink, 0)):
        d = f"M{x} {y}C{x + w * .3} {y - 8} {x + w * .7} {y + 8} {x + w} {y}C{x + w + 8} {y + h * .3} {x + w - 6} {y + h * .7} {x + w + 2} {y + h}C{x + w * .7} {y + h + 8} {x + w * .3} {y + h - 6} {x - 2} {y + h}C{x + 8} {y + h * .7} {x - 8} {y + h * .3} {x} {y}Z"
        p.cast(d, 12, 18, 46, .17)
        cloth(p, d, tint(c, .3), x - 30, x + w + 30)
        with p.group(clip=d):
            if flip:
                for sx in (30, 46, 62, 340, 356, 372):
                    p.line(f"M{x + sx} {y - 10}V{y + h + 10}", band, 8, alpha=.85)
            else:
                for sx, sw in ((34, 26), (66, 6), (78, 6), (w - 78, 6), (w - 66, 6), (w - 34, 26)):
                    p.line(f"M{x + sx} {y - 10}V{y + h + 10}", band, sw, alpha=.88, cap="butt")
                for sy, sw in ((h - 90, 26), (h - 58, 6), (h - 122, 6)):
                    p.line(f"M{x - 10} {y + sy}Q{x + w / 2} {y + sy + 6} {x + w + 10} {y + sy}", band, sw, alpha=.66, cap="butt")
            weave(p, d, x, x + w, y, y + h, c, 3 + flip, 150)
            p.path(f"M{x + w * .5} {y - 10}V{y + h + 10}H{x + w * .5 + 30}V{y - 10}Z", p.lin(x + w * .5, 0, x + w * .5 + 30, 0, (0, DARK, .16), (1, DARK, 0)))
            p.path(f"M{x - 10} {y + h * .48}H{x + w + 10}V{y + h * .48 + 26}H{x - 10}Z", p.lin(0, y + h * .48, 0, y + h * .48 + 26, (0, LIGHT, .4), (.4, DARK, .12), (1, DARK, 0)))
            crease(p, x + 60, y + 60, x + 140, y + 220, x + 100, y + 290, 24, .08)
            crease(p, x + w - 60, y + h - 230, x + w - 120, y + h - 120, x + w - 70, y + h - 20, 24, .1)
        stitch(p, f"M{x + 8} {y + 12}H{x + w - 8}M{x + 8} {y + h - 12}H{x + w - 8}", c)
        loop = f"M{x + w - 26} {y + 4}C{x + w - 24} {y - 44} {x + w + 18} {y - 40} {x + w - 4} {y + 6}"
        p.line(loop, shade(c, .35), 10, cap="butt")
        p.line(loop, tint(c, .3), 7, cap="butt")


@draws("board")
def board(p, c):
    d = "M236 330Q236 300 262 296H340C366 296 366 262 362 220C356 150 366 96 400 96C434 96 444 150 438 220C434 262 434 296 460 296H538Q566 300 566 330V862Q566 906 522 906H280Q236 906 236 862Z"
    p.cast(d, 16, 18, 60, .26)
    p.path(d, shade(c, .5), move="translate(7 9)")
    p.path(d, p.lin(230, 300, 570, 900, (0, tint(c, .28)), (.35, tint(c, .1)), (.7, c), (1, shade(c, .18))))
    grain(p, d, 226, 576, 80, 920, c, 4, 30)
    with p.group(clip=d):
        p.path("M340 560C360 500 440 500 450 560C460 640 344 640 340 560Z", None, shade(c, .45), 3, alpha=.4)
        p.path("M362 564C372 530 424 530 430 564C434 604 366 606 362 564Z", None, shade(c, .45), 3, alpha=.45)
        p.ellipse(396, 566, 16, 20, shade(c, .4), alpha=.5)
        p.glow(320, 480, 130, 300, LIGHT, .26)
    p.path(d, None, tint(c, .45), 3, alpha=.6, move="translate(2 2)")
    p.path(d, None, shade(c, .5), 2, alpha=.7)
    p.circle(400, 150, 19, shade(c, .7), stroke=shade(c, .35), width=5)
    p.line("M400 150C390 110 420 76 452 58C478 44 500 70 470 84C446 96 410 120 402 150", "#d9c6a0", 6)
    for x, y, t in ((600, 800, 20), (650, 720, -10), (640, 850, 60)):
        p.path("M0 0C26 -16 40 -52 20 -84C-6 -70 -18 -30 0 0Z", DARK, alpha=.2, move=f"translate({x + 6} {y + 10}) rotate({t})")
        p.path("M0 0C26 -16 40 -52 20 -84C-6 -70 -18 -30 0 0Z", p.lin(-10, 0, 30, 0, (0, "#7f9a5a"), (1, "#56733f")), move=f"translate({x} {y}) rotate({t})")
        p.path("M0 0C6 -30 14 -50 18 -76", None, "#a9c07e", 2.5, move=f"translate({x} {y}) rotate({t})")


@draws("lamp")
def lamp(p, c):
    p.glow(400, 400, 560, 560, "#ffdc94", .85)
    p.floor(404, 900, 170, 36, .46)
    turned(p, [(640, 22), (680, 20), (720, 36), (760, 50), (800, 30), (830, 26), None, (846, 110), (880, 136), None, (900, 136)], WOOD, 400, .2, .5)
    grain(p, outline([(846, 110), (880, 136), None, (900, 136)], 400, .2), 270, 530, 830, 930, WOOD, 3, 9, False)
    shade_ = [(150, 150), (300, 196), (480, 236), None, (640, 250)]
    d = outline(shade_, 400, .13)
    p.path(d, p.rad(400, 470, 360, (0, "#fffbe6"), (.35, "#ffefbf"), (.75, "#f0d090"), (1, "#cfa463")))
    with p.group(clip=d):
        for i in range(-14, 15):
            f = i / 14.5
            x0, x1 = 400 + 152 * f, 400 + 252 * f
            m = 400 + 214 * f
            p.path(f"M{x0:.0f} 140C{m - (m - 400) * .14:.0f} 300 {m:.0f} 440 {x1:.0f} 690", None, shade("#cf9f58", .2), 3, alpha=.5)
            p.path(f"M{x0 + 5:.0f} 140C{m - (m - 400) * .14 + 6:.0f} 300 {m + 6:.0f} 440 {x1 + 7:.0f} 690", None, "#fffdf0", 4, alpha=.5)
        rnd = random.Random(3)
        p.line("".join(f"M{rnd.randint(170, 620)} {rnd.randint(160, 650)}q{rnd.randint(-20, 20)} {rnd.randint(-10, 10)} {rnd.randint(-26, 26)} {rnd.randint(-26, 26)}" for _ in range(50)), "#b98a4a", 1.6, alpha=.35)
        p.path(d, p.lin(150, 0, 650, 0, (0, "#8a5a20", .4), (.25, "#8a5a20", 0), (.75, "#8a5a20", 0), (1, "#8a5a20", .42)))
    hoop(p, 640, 250, "#a9763a", 7, 400, .13)
    p.ellipse(400, 150, 150, 20, "#fff3cf", stroke="#b98a4a", width=5)
    p.ellipse(400, 152, 130, 14, "#fffdf2")
    p.line("M536 890C620 896 640 930 800 922", "#6a5a48", 6)


def cloth_in_it(p, c):
    """A folded blanket that looks over the rim."""
    for d, k in (("M236 400C220 300 250 236 330 232C420 222 520 226 560 250C590 290 592 340 584 404Z", shade(c, .12)),
                 ("M196 402C184 340 214 290 280 284C400 276 470 300 500 330C520 360 520 390 510 414Z", c)):
        p.path(d, DARK, alpha=.18, move="translate(0 -6)")
        cloth(p, d, k, 190, 600, 1.2)
        with p.group(clip=d):
            p.line("".join(f"M180 {y}C300 {y - 30} 420 {y - 30} 620 {y + 10}" for y in range(270, 440, 16)), tint(k, .4), 3, alpha=.35)
            crease(p, 300, 240, 280, 320, 260, 410, 22, .14)
            crease(p, 460, 250, 480, 330, 450, 410, 22, .14)


@draws("basket")
def basket(p, c):
    p.floor(404, 868, 270, 50, .46)
    profile = [(380, 262), (520, 276), (700, 262), (820, 236), None, (864, 222)]
    p.ellipse(400, 380, 262, 46, shade(c, .6))
    far = "M138 380A262 45 0 0 1 662 380"
    p.path(far, None, shade(c, .5), 24)
    p.path(far, None, shade(c, .1), 18, dash="16 4", cap="butt")
    cloth_in_it(p, "#b5603f")
    d = turned(p, profile, c, 400, .17, 0, front=True)
    with p.group(clip=d):
        for row in range(15):
            y = 380 + row * 33
            for k, w, a, dy in ((shade(c, .55), 30, .3, 6), (tint(c, .25), 16, .35, -6)):
                r = 280
                shift = 0 if row % 2 else 22
                p.path(f"M{400 - r} {y + dy}A{r} {r * .17:.0f} 0 0 0 {400 + r} {y + dy}", None, k, w * .6, alpha=a, dash="34 10" if k != shade(c, .55) else "10 34", cap="butt", move=f"translate({shift - 10} 0)")
            hoop(p, y + 16, 280, shade(c, .55), 3, 400, .17, .5)
        round_light(p, d, 400, 276, .8)
        p.path(belt_path(690, 900, 290, 400, .17), shade(c, .4), alpha=.28)
    near = "M138 380A262 45 0 0 0 662 380"
    p.path(near, None, shade(c, .45), 24)
    p.path(near, None, tint(c, .12), 18, dash="16 4", cap="butt")
    for s in (-1, 1):
        at = lambda x: 400 + s * (x - 400)
        e = f"M{at(668)} 470C{at(760)} 440 {at(756)} 580 {at(668)} 560"
        p.line(e, shade(c, .5), 28)
        p.line(e, tint(c, .05), 22)
        p.line(e, shade(c, .4), 20, dash="4 10", cap="butt", alpha=.6)


@draws("throw")
def throw(p, c):
    with p.group(move="translate(-36 -120) scale(1.09)"):
        folded(p, c)


def folded(p, c):
    p.floor(404, 800, 300, 34, .44)
    for i in range(3):
        y = 690 - i * 128
        x0, x1 = 116 + i * 6, 684 - i * 4
        d = f"M{x0 + 30} {y - 30}C{x0 + 200} {y - 44} {x1 - 200} {y - 20} {x1 - 20} {y - 34}C{x1 + 24} {y - 20} {x1 + 24} {y + 96} {x1 - 16} {y + 106}C{x1 - 200} {y + 120} {x0 + 200} {y + 96} {x0 + 24} {y + 110}C{x0 - 22} {y + 96} {x0 - 20} {y - 20} {x0 + 30} {y - 30}Z"
        p.path(d, DARK, alpha=.2, move="translate(0 10)")
        waffle(p, d, c, x0 - 20, x1 + 24, y - 50, y + 126)
        with p.group(clip=d):
            p.path(d, p.lin(0, y - 40, 0, y + 116, (0, LIGHT, .3), (.35, LIGHT, 0), (.7, DARK, .08), (1, DARK, .4)))
    # the upper end hangs down in front, with its fringe
    d = "M176 398C300 380 420 404 500 392C512 520 504 620 516 700C420 716 260 700 168 712C182 600 166 500 176 398Z"
    p.path(d, DARK, alpha=.22, move="translate(8 12)")
    fringe = "".join(f"M{x} 700q{(-1) ** (x // 14) * 5} 30 {(-1) ** (x // 28) * 3} 62" for x in range(178, 516, 17))
    p.path(fringe, None, DARK, 9, alpha=.25, move="translate(5 6)")
    p.line(fringe, shade(c, .4), 9)
    p.line(fringe, tint(c, .3), 5.5)
    waffle(p, d, tint(c, .05), 160, 524, 380, 716)
    with p.group(clip=d):
        p.path(d, p.lin(0, 390, 0, 712, (0, LIGHT, .34), (.2, LIGHT, .05), (1, DARK, .2)))
        crease(p, 250, 410, 264, 540, 240, 706, 26, .12)
        crease(p, 420, 410, 440, 560, 430, 706, 26, .12)


def waffle(p, d, c, x0, x1, y0, y1):
    cloth(p, d, c, x0, x1)
    with p.group(clip=d):
        p.line("".join(f"M{x} {y0}V{y1}" for x in range(int(x0), int(x1), 20)), shade(c, .4), 6, alpha=.3)
        p.line("".join(f"M{x0} {y}H{x1}" for y in range(int(y0), int(y1), 20)), shade(c, .4), 6, alpha=.3)
        p.line("".join(f"M{x + 6} {y0}V{y1}" for x in range(int(x0), int(x1), 20)), tint(c, .5), 3, alpha=.35)
        p.line("".join(f"M{x0} {y + 6}H{x1}" for y in range(int(y0), int(y1), 20)), tint(c, .5), 3, alpha=.35)
