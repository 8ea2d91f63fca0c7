#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The colours of assets/css, computed: text on its ground is readable in both themes (WCAG 2.2, 1.4.3 and 1.4.6)."""

import re
import sys

PAIRS = [  # (text, ground, least in the light theme); the high-contrast theme needs 7 throughout
    ("ink", "paper", 7), ("ink", "surface", 7), ("ink", "sunken", 7), ("ink_soft", "paper", 4.5), ("ink_soft", "surface", 4.5),
    ("ink_soft", "sunken", 4.5), ("on_accent", "accent", 7), ("on_accent", "accent_pressed", 7), ("on_accent_soft", "accent_soft", 7),
    ("accent", "paper", 4.5), ("accent", "surface", 4.5), ("good", "good_soft", 4.5), ("good", "paper", 4.5),
    ("warning", "warning_soft", 4.5), ("warning", "paper", 4.5), ("warning", "sunken", 4.5), ("danger", "danger_soft", 4.5),
    ("danger", "paper", 4.5), ("focus", "paper", 3), ("focus", "surface", 3), ("paper", "ink", 7),
]


def read(path):
    with open(path, encoding="utf-8") as file:
        return dict(re.findall(r"@define-color (\w+) (#[0-9a-f]{6});", file.read()))


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def main():
    light, dark = read(sys.argv[1]), read(sys.argv[2])
    assert set(dark) <= set(light) and len(light) > 20, "a colour has no name in the light theme"
    faults = []
    for theme, colours, least_all in (("light", light, None), ("high contrast", {**light, **dark}, 7)):
        for text, ground, least in PAIRS:
            least = least_all or least
            found = contrast(colours[text], colours[ground])
            if found < least:
                faults.append(f"{theme}: {text} on {ground} is {found:.2f}, not {least}")
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(PAIRS)} pairs in two themes")


if __name__ == "__main__":
    main()
