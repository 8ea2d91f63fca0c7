# SPDX-License-Identifier: Apache-2.0
"""A picture of 800 × 1000 and what is put on it: paths, gradients, clips and soft shadows (no filters, no fonts)."""
import collections
import contextlib
import math
import re

WIDTH, HEIGHT = 800, 1000
DARK = "#2b1c12"  # shade is warm, never grey
LIGHT = "#fffaf0"


def _channels(colour):
    return [int(colour[i:i + 2], 16) for i in (1, 3, 5)]


def mix(a, b, t):
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in zip(_channels(a), _channels(b)))


def shade(colour, t):
    return mix(colour, DARK, t)


def tint(colour, t):
    return mix(colour, LIGHT, t)


def is_dark(colour):
    r, g, b = _channels(colour)
    return 0.3 * r + 0.6 * g + 0.1 * b < 90


def n(x):
    """A short number."""
    return f"{x:.1f}".rstrip("0").rstrip(".") if isinstance(x, float) else str(x)


def short(d):
    """A path with at most one decimal."""
    return re.sub(r"-?\d+\.\d+", lambda m: n(float(m[0])).replace("-0", "0") if n(float(m[0])) == "-0" else n(float(m[0])), d)


def curve(points, closed=False):
    """A smooth path through the points (Catmull-Rom, held back where a short step meets a long one)."""
    count = len(points)
    at = (lambda i: points[i % count]) if closed else (lambda i: points[min(max(i, 0), count - 1)])

    def handle(i, step):
        (xa, ya), (xb, yb), (x, y), (xn, yn) = at(i - 1), at(i + 1), at(i), at(i + step)
        dx, dy, room = (xb - xa) / 6, (yb - ya) / 6, math.hypot(xn - x, yn - y) * .36
        size = math.hypot(dx, dy)
        k = step * (room / size if size > room else 1)
        return f"{x + dx * k:.1f} {y + dy * k:.1f}"

    d = f"M{float(points[0][0]):.1f} {float(points[0][1]):.1f}"
    for i in range(count if closed else count - 1):
        x, y = at(i + 1)
        d += f"C{handle(i, 1)} {handle(i + 1, -1)} {float(x):.1f} {float(y):.1f}"
    return short(d + ("Z" if closed else ""))


def _segments(d):
    for command, numbers in re.findall(r"([MLCQ])([^MLCQZ]*)", d):
        values = [float(v) for v in re.findall(r"-?\d+\.?\d*", numbers)]
        yield command, list(zip(values[::2], values[1::2]))


def mirrored(d, axis=400):
    return short(" ".join(c + " ".join(f"{2 * axis - x} {y}" for x, y in pts) for c, pts in _segments(d)) + ("Z" if d.endswith("Z") else ""))


def whole(d, axis=400):
    """Half an outline, from the axis round to the axis, and its mirror image."""
    parts = list(_segments(d))
    back, ends = [], [pts[-1] for _, pts in parts]
    for i in range(len(parts) - 1, 0, -1):
        command, pts = parts[i]
        back.append(command + " ".join(f"{2 * axis - x} {y}" for x, y in list(reversed(pts[:-1])) + [ends[i - 1]]))
    return short(d + " " + " ".join(back) + "Z")


class Picture:
    def __init__(self, prefix=""):
        """A picture that becomes part of another has a prefix of its own for its ids."""
        self.prefix, self.defs, self.body, self.known = prefix, [], [], {}

    def _define(self, make):
        """The same definition is written once."""
        text = make("@")
        if text not in self.known:
            self.known[text] = f"{self.prefix}d{len(self.known)}"
            self.defs.append(make(self.known[text]))
        return self.known[text]

    @staticmethod
    def _stops(stops):
        out = ""
        for stop in stops:
            offset, colour, *alpha = stop
            opacity = f' stop-opacity="{n(round(float(alpha[0]), 3)) if alpha[0] >= .1 else round(alpha[0], 3)}"' if alpha else ""
            out += f'<stop offset="{round(offset, 3)}" stop-color="{colour}"{opacity}/>'
        return out

    def lin(self, x1, y1, x2, y2, *stops):
        box = f'x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"'
        id = self._define(lambda i: f'<linearGradient id="{i}" gradientUnits="userSpaceOnUse" {box}>{self._stops(stops)}</linearGradient>')
        return f"url(#{id})"

    def rad(self, cx, cy, r, *stops, squash=1.0):
        turn = "" if squash == 1 else f' gradientTransform="translate(0 {n(round(cy * (1 - squash), 1))}) scale(1 {round(squash, 3)})"'
        box = f'cx="{n(cx)}" cy="{n(cy)}" r="{n(r)}"{turn}'
        id = self._define(lambda i: f'<radialGradient id="{i}" gradientUnits="userSpaceOnUse" {box}>{self._stops(stops)}</radialGradient>')
        return f"url(#{id})"

    def clip(self, d):
        return self._define(lambda i: f'<clipPath id="{i}"><path d="{d}"/></clipPath>')

    @contextlib.contextmanager
    def group(self, clip=None, move=None, alpha=None):
        """Everything drawn inside is clipped (a path), transformed or faded together."""
        more = f' clip-path="url(#{self.clip(clip)})"' if clip else ""
        more += f' transform="{move}"' if move else ""
        more += f' opacity="{alpha}"' if alpha else ""
        self.body.append(f"<g{more}>")
        yield
        self.body.append("</g>")

    @contextlib.contextmanager
    def symbol(self, name):
        """Drawn later, as often as wanted, with use()."""
        outside, self.body = self.body, []
        yield
        self.defs.append(f'<g id="{self.prefix}{name}">' + "".join(self.body) + "</g>")
        self.body = outside

    def use(self, name, move=None):
        turn = f' transform="{move}"' if move else ""
        self.body.append(f'<use href="#{self.prefix}{name}"{turn}/>')

    @contextlib.contextmanager
    def twice(self, name):
        """What is drawn inside is there on the right and, mirrored, on the left."""
        with self.symbol(name):
            yield
        self.use(name, "matrix(-1 0 0 1 800 0)")
        self.use(name)

    @staticmethod
    def _paint(fill, stroke, width, alpha, dash, cap):
        out = f' fill="{fill or "none"}"'
        if stroke:
            out += f' stroke="{stroke}" stroke-width="{n(width)}"'
            if cap:
                out += f' stroke-linecap="{cap}" stroke-linejoin="round"'
            if dash:
                out += f' stroke-dasharray="{dash}"'
        if alpha is not None:
            out += f' opacity="{round(alpha, 3)}"'
        return out

    def path(self, d, fill=None, stroke=None, width=2, alpha=None, dash=None, cap="round", move=None):
        turn = f' transform="{move}"' if move else ""
        self.body.append(f'<path d="{short(d)}"{self._paint(fill, stroke, width, alpha, dash, cap)}{turn}/>')

    def line(self, d, stroke, width=2, alpha=None, dash=None, cap="round"):
        self.path(d, None, stroke, width, alpha, dash, cap)

    def ellipse(self, cx, cy, rx, ry, fill=None, stroke=None, width=2, alpha=None, move=None):
        turn = f' transform="{move}"' if move else ""
        self.body.append(f'<ellipse cx="{n(cx)}" cy="{n(cy)}" rx="{n(rx)}" ry="{n(ry)}"{self._paint(fill, stroke, width, alpha, None, None)}{turn}/>')

    def circle(self, cx, cy, r, fill=None, **more):
        self.ellipse(cx, cy, r, r, fill, **more)

    def rect(self, x, y, w, h, fill=None, r=0, stroke=None, width=2, alpha=None, move=None):
        turn = f' transform="{move}"' if move else ""
        round_ = f' rx="{n(r)}"' if r else ""
        self.body.append(f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"{round_}{self._paint(fill, stroke, width, alpha, None, None)}{turn}/>')

    def ground(self, colour):
        """An even ground, a little lighter where the lamp is."""
        self.rect(0, 0, WIDTH, HEIGHT, colour)
        self.rect(0, 0, WIDTH, HEIGHT, self.rad(330, 330, 820, (0, LIGHT, .42), (.55, LIGHT, .08), (1, DARK, .07)))

    def floor(self, cx, cy, rx, ry=None, strength=.34):
        """The shadow of a thing that stands: wide and soft, and dark where it touches."""
        ry = ry or rx * .2
        for grow, part in ((1.32, .55), (1.02, .8)):
            stops = ((0, DARK, strength * part), (.55, DARK, strength * part * .62), (.82, DARK, strength * part * .2), (1, DARK, 0))
            squash = ry / rx
            self.ellipse(cx + rx * .06 * grow, cy, rx * grow, ry * grow, self.rad(cx + rx * .06 * grow, cy, rx * grow, *stops, squash=squash))

    def glow(self, cx, cy, rx, ry, colour, strength):
        """A soft spot of light or shade."""
        stops = ((0, colour, strength), (.5, colour, strength * .5), (1, colour, 0))
        self.ellipse(cx, cy, rx, ry, self.rad(cx, cy, rx, *stops, squash=ry / rx))

    def cast(self, d, dx=8, dy=16, spread=46, strength=.2, move=None):
        """The shadow of a thing that lies: its outline again and again, wider and fainter."""
        steps = 7
        turn = f"translate({dx} {dy})" + (" " + move if move else "")
        self.body.append(f'<g transform="{turn}" fill="none" stroke="{DARK}" stroke-linejoin="round">')
        self.body.append(f'<path d="{short(d)}" fill="{DARK}" stroke="none" opacity="{strength}"/>')
        for i in range(1, steps):
            self.body.append(f'<path d="{short(d)}" stroke-width="{n(spread * i / steps)}" opacity="{strength / steps * .72:.3f}"/>')
        self.body.append("</g>")

    def text(self):
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        note = "<!-- SPDX-License-Identifier: Apache-2.0. Drawn by assets/demo/source/make_pictures.py -->"
        return "\n".join([head, note, *self._shared(["<defs>", *self.defs, "</defs>", *self.body]), "</svg>", ""])

    @staticmethod
    def _shared(lines):
        """An outline drawn several times (filled, clipped, in shadow) is written once."""
        count = collections.Counter(d for line in lines for d in re.findall(r'<path d="([^"]{50,})"', line))
        names = {d: f"p{i}" for i, d in enumerate(d for d, times in count.items() if times > 1)}
        use = lambda m: f'<use href="#{names[m[1]]}"' if m[1] in names else m[0]
        shared = [f'<path id="{name}" d="{d}"/>' for d, name in names.items()]
        out = [re.sub(r'<path d="([^"]+)"', use, line) for line in lines]
        return [out[0] + "".join(shared), *out[1:]]
