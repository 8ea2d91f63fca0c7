# SPDX-License-Identifier: Apache-2.0
"""What everything sewn has: shaded cloth, creases, seams, stitches, buttons, prints."""
import random

from draw.svg import DARK, LIGHT, is_dark, mix, shade, tint


def light_of(c):
    return .16 if is_dark(c) else .34


def cloth(p, d, c, x0, x1, depth=1.0, edge=True):
    """A piece of cloth between x0 and x1, lit from the upper left."""
    pale = tint(c, .13) if is_dark(c) else tint(c, .2)
    p.path(d, p.lin(x0, 0, x1, 0, (0, shade(c, .2 * depth)), (.16, c), (.36, pale), (.6, c), (.84, shade(c, .1 * depth)), (1, shade(c, .27 * depth))))
    if edge:
        p.path(d, None, shade(c, .34), 2, alpha=.65)


def fall(p, d, y0, y1, strength=.16):
    """Darker towards the lower end."""
    p.path(d, p.lin(0, y0, 0, y1, (0, LIGHT, strength * .5), (.4, DARK, 0), (1, DARK, strength)))


def crease(p, x1, y1, cx, cy, x2, y2, width=22, strength=.1, light=.3):
    """A soft fold along a curve: a dark side and a lit side, each two lenses deep."""
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** .5, 1)
    nx, ny = -(y2 - y1) / length, (x2 - x1) / length

    def lens(w, shift):
        ox, oy = nx * shift, ny * shift
        return (f"M{x1 + ox * .3:.0f} {y1 + oy * .3:.0f}Q{cx + ox + nx * w:.0f} {cy + oy + ny * w:.0f} {x2 + ox * .3:.0f} {y2 + oy * .3:.0f}"
                f"Q{cx + ox - nx * w:.0f} {cy + oy - ny * w:.0f} {x1 + ox * .3:.0f} {y1 + oy * .3:.0f}Z")

    for part in (1, .5):
        p.path(lens(width * part, 0), DARK, alpha=strength * .62)
    for part in (.8, .4):
        p.path(lens(width * part, width * .9), LIGHT, alpha=light * strength * 1.6)


def seam(p, d, c, width=2.5):
    p.line(d, shade(c, .38 if not is_dark(c) else .55), width, alpha=.8)
    p.path(d, None, tint(c, .4), 1.5, alpha=light_of(c), move="translate(2 2)")


def stitch(p, d, c, thread=None, width=2):
    p.line(d, thread or (tint(c, .34) if is_dark(c) else shade(c, .3)), width, alpha=.85, dash="7 5", cap="butt")


def button(p, x, y, r, c):
    name = f"button-{r}-{c[1:]}"
    if name not in p.known:
        p.known[name] = name
        with p.symbol(name):
            p.circle(1.5, 3, r, DARK, alpha=.3)
            p.circle(0, 0, r, p.lin(-r, -r, r, r, (0, tint(c, .5)), (.5, c), (1, shade(c, .35))))
            p.circle(0, 0, r * .68, None, stroke=shade(c, .35), width=1.2, alpha=.6)
            h = r * .24
            p.line(f"M{-h} {-h}h.1M{h} {-h}h.1M{-h} {h}h.1M{h} {h}h.1", shade(c, .7), r * .26)
    p.use(name, f"translate({x} {y})")


def ribs(p, clip, x0, x1, y0, y1, c, step=9):
    """Knitted ribs, upright."""
    with p.group(clip=clip):
        dark = "".join(f"M{x} {y0}V{y1}" for x in range(int(x0), int(x1), step))
        pale = "".join(f"M{x + step // 3} {y0}V{y1}" for x in range(int(x0), int(x1), step))
        p.line(dark, shade(c, .4), step * .25, alpha=.34)
        p.line(pale, tint(c, .5), step * .22, alpha=.3)


def weave(p, clip, x0, x1, y0, y1, c, seed=1, count=90):
    """The slubs of linen: short threads, along and across."""
    rnd = random.Random(seed)
    lying = standing = ""
    for _ in range(count):
        x, y, l = rnd.uniform(x0, x1), rnd.uniform(y0, y1), rnd.uniform(16, 60)
        if rnd.random() < .5:
            lying += f"M{x:.0f} {y:.0f}h{l:.0f}"
        else:
            standing += f"M{x:.0f} {y:.0f}v{l:.0f}"
    with p.group(clip=clip):
        p.line(lying, shade(c, .4), 1.6, alpha=.22)
        p.line(standing, tint(c, .6), 1.6, alpha=.35)


def stripes(p, clip, ink, x0, x1, y0, y1, step, width, bow=10, turn=None):
    with p.group(clip=clip):
        mid = (x0 + x1) / 2
        d = "".join(f"M{x0} {y}Q{mid} {y + bow} {x1} {y}" for y in range(int(y0), int(y1), step))
        p.path(d, None, ink, width, alpha=.94, cap="butt", move=turn)


def scatter(p, clip, name, x0, x1, y0, y1, step, seed, scale=(.8, 1.15)):
    """A printed motif (a symbol) in a loose half-drop grid."""
    rnd = random.Random(seed)
    with p.group(clip=clip):
        row, y = 0, y0
        while y < y1:
            x = x0 + (step / 2 if row % 2 else 0)
            while x < x1:
                dx, dy = rnd.uniform(-.16, .16) * step, rnd.uniform(-.16, .16) * step
                p.use(name, f"translate({x + dx:.0f} {y + dy:.0f}) rotate({rnd.randrange(360)}) scale({rnd.uniform(*scale):.2f})")
                x += step
            y, row = y + step * .8, row + 1


def leaf_motif(p, name, c):
    with p.symbol(name):
        p.path("M0 -62C34 -40 36 24 0 64C-36 24 -34 -40 0 -62Z", c)
        p.line("M0 -58V82", tint(c, .45), 3)
        p.line("M0 -20l20 -16M0 4l24 -16M0 28l20 -14M0 -20l-20 -16M0 4l-24 -16M0 28l-20 -14", tint(c, .45), 2, alpha=.7)


def daisy_motif(p, name, petal, heart):
    with p.symbol(name):
        for turn in range(0, 360, 60):
            p.ellipse(0, -13, 6, 11, petal, move=f"rotate({turn})")
        p.circle(0, 0, 6.5, heart)


def thread_for(c):
    return mix(c, "#e8b873", .7)
