# SPDX-License-Identifier: Apache-2.0
"""Chapter 9: passes that must not open anything."""

import time

from .phone_order import hold_up
from .report import expect
from .world import OTHER_STORE, STORE


def mint(world, key_file, store, exp):
    return world.ctl("pass", "mint", "--key-file", key_file, "--store", store, "--exp", str(exp))


def make_cases(world):
    """(what it is, the text of the pass, the sentence a shopper reads)."""
    own, foreign = world.path("pass.key"), world.path("forger.key")
    world.ctl("pass", "keygen", foreign)
    now = int(time.time())
    forged = flip_signature(world.pass_text)
    return (
        ("forged", forged, "This code is not from our shop"),
        ("expired", mint(world, own, STORE, now - 3600), "This code has expired"),
        ("of another store", mint(world, own, OTHER_STORE, now + 3600), "This code is for another store"),
        ("used", world.pass_text, "This code has been used"),
    )


def flip_signature(text):
    """A pass with four bytes of its signature exchanged: well-formed, wrongly signed.

    In Base45 (RFC 9285) three characters are two bytes, and not every three are: whole groups change places."""
    prefix, encoded = text[:len("CC1:")], text[len("CC1:"):]
    groups = [encoded[at:at + 3] for at in range(0, len(encoded), 3)]
    for last in range(len(groups) - 2, len(groups) - 16, -1):
        if groups[last] != groups[last - 1]:
            groups[last - 1:last + 1] = groups[last], groups[last - 1]
            return prefix + "".join(groups)
    raise ValueError("the pass is too even to be forged")


def refuse(world, _report):
    pulses = world.bank.total_pulses()
    lines = []
    for what, text, sentence in make_cases(world):
        hold_up(world, text, "refused-" + what.replace(" ", "-"))
        world.screen.wait_for(world.tr(sentence), 20)
        world.picture("09-refused-" + what.replace(" ", "-"))
        lines.append(f"{what}: “{world.screen.shows(world.tr(sentence))}”")
        world.camera.show_nothing()
        world.screen.press(world.tr("Home"))
        world.screen.wait_for(world.tr("Collect"))
    expect(world.bank.total_pulses() == pulses, "a door moved for a pass that must be refused")
    return "\n".join(lines) + "\nno door moved"
