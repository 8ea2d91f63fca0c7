# SPDX-License-Identifier: Apache-2.0
"""Turned things: pots, bottles, jars, tins. A profile is a list of (y, radius) from the rim down; None starts a sharp corner."""
from draw.svg import DARK, LIGHT, curve, is_dark, n, shade, short, tint


def sides(profile, cx):
    """Both sides as path commands, the left one down and the right one up, smooth between corners."""
    parts, run = [], []
    for point in [*profile, None]:
        if point is None:
            parts.append(run)
            run = run[-1:]
        else:
            run.append(point)
    commands = lambda points: (lambda d: d[d.index("C"):])(curve(points))
    left = "".join(commands([(cx - r, y) for y, r in q]) for q in parts if len(q) > 1)
    right = "".join(commands([(cx + r, y) for y, r in reversed(q)]) for q in reversed(parts) if len(q) > 1)
    return left, right


def outline(profile, cx=400, tilt=.16, front=False):
    """The whole outline: the far edge of the rim (or its near edge), both sides, the near edge of the foot."""
    points = [q for q in profile if q]
    (y0, r0), (y1, r1) = points[0], points[-1]
    left, right = sides(profile, cx)
    return short(f"M{n(cx - r0)} {n(y0)}" + left + f"A{n(r1)} {n(float(r1 * tilt))} 0 0 0 {n(cx + r1)} {n(y1)}"
                 + right + f"A{n(r0)} {n(float(r0 * tilt))} 0 0 {int(front)} {n(cx - r0)} {n(y0)}Z")


def widest(profile):
    return max(q[1] for q in profile if q)


def turned(p, profile, c, cx=400, tilt=.16, gloss=.4, depth=1.0, front=False):
    """The body of something turned, lit from the left; gives its outline."""
    d, r = outline(profile, cx, tilt, front), widest(profile)
    pale = tint(c, .22 if is_dark(c) else .34)
    p.path(d, p.lin(cx - r, 0, cx + r, 0, (0, shade(c, .36 * depth)), (.1, shade(c, .1 * depth)), (.3, pale), (.52, c), (.82, shade(c, .26 * depth)), (.95, shade(c, .44 * depth)), (1, shade(c, .3 * depth))))
    if gloss:
        ys = [q[0] for q in profile if q]
        with p.group(clip=d):
            for w, a in ((.1, .35), (.045, .6)):
                x = cx - r * .55
                p.path(short(f"M{x - r * w} {ys[0]}Q{x - r * w * 1.6} {(ys[0] + ys[-1]) / 2} {x - r * w} {ys[-1]}H{x + r * w}Q{x + r * w * .6} {(ys[0] + ys[-1]) / 2} {x + r * w} {ys[0]}Z"), LIGHT, alpha=gloss * a)
            p.rect(cx + r * .8, ys[0], r * .06, ys[-1] - ys[0], LIGHT, alpha=gloss * .22)
    return d


def rim(p, y, r, c, cx=400, tilt=.16, lip=8, inside=None):
    """The mouth: its lip and what is seen within."""
    p.ellipse(cx, y, r, r * tilt, tint(c, .3), stroke=shade(c, .3), width=1.4)
    dark = inside or shade(c, .45)
    ri = r - lip
    p.ellipse(cx, y + lip * tilt * .5, ri, ri * tilt, p.lin(cx - ri, 0, cx + ri, 0, (0, shade(dark, .4)), (.55, dark), (1, tint(dark, .25))))


def disc(p, y, r, c, cx=400, tilt=.16):
    """A flat top."""
    p.ellipse(cx, y, r, r * tilt, p.lin(cx - r, y - r * tilt, cx + r, y + r * tilt, (0, tint(c, .45)), (.6, tint(c, .1)), (1, shade(c, .12))), stroke=shade(c, .3), width=1.4)


def hoop(p, y, r, c, width=4, cx=400, tilt=.16, alpha=None):
    """The near half of a ring round the body."""
    p.line(f"M{n(cx - r)} {n(y)}A{n(r)} {n(float(r * tilt))} 0 0 0 {n(cx + r)} {n(y)}", c, width, alpha=alpha, cap="butt")


def belt_path(y0, y1, r, cx=400, tilt=.16, r1=None):
    """A label or a stripe that follows the round."""
    r1 = r1 or r
    return short(f"M{cx - r} {y0}A{r} {r * tilt} 0 0 0 {cx + r} {y0}L{cx + r1} {y1}A{r1} {r1 * tilt} 0 0 1 {cx - r1} {y1}Z")


def round_light(p, d, cx, r, strength=1.0):
    """The light of a turned body over something printed on it."""
    p.path(d, p.lin(cx - r, 0, cx + r, 0, (0, DARK, .36 * strength), (.12, DARK, .1 * strength), (.3, LIGHT, .3 * strength), (.52, LIGHT, 0), (.82, DARK, .2 * strength), (1, DARK, .42 * strength)))


def glass(p, profile, cx=400, tilt=.16, c="#bcd0cc", alpha=.3):
    """Clear glass: hardly a colour, dark edges, hard lights."""
    d, r = outline(profile, cx, tilt), widest(profile)
    p.path(d, p.lin(cx - r, 0, cx + r, 0, (0, shade(c, .45), .62), (.07, c, .34), (.2, LIGHT, .34), (.4, c, alpha * .6), (.75, c, alpha * .8), (.93, shade(c, .3), .46), (1, shade(c, .5), .66)))
    p.path(d, None, shade(c, .35), 2.5, alpha=.7)
    return d


def shine(p, cx, r, y0, y1, alpha=.6, w=.07):
    x = cx - r * .68
    p.path(short(f"M{x} {y0}Q{x - r * w * 2} {(y0 + y1) / 2} {x} {y1}Q{x + r * w} {(y0 + y1) / 2} {x} {y0}Z"), LIGHT, LIGHT, r * w, alpha=alpha)
    x = cx + r * .76
    p.path(short(f"M{x} {y0 + 20}Q{x + r * w} {(y0 + y1) / 2} {x} {y1 - 20}"), None, LIGHT, r * w * .6, alpha=alpha * .6)
