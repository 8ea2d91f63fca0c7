# SPDX-License-Identifier: Apache-2.0
"""Who gets which device: the udev rules, asked about devices as udev sees them (udevadm info --attribute-walk).

What udev does with the rules is done here for the few things that they use: match, compare with patterns, jump, set.
ATTRS have to match on one parent, as in udev(7).
"""
import fnmatch
import pathlib
import re
import sys

import tap

source = pathlib.Path(sys.argv[1])
TOKEN = re.compile(r'(\w+)(?:\{(\w+)\})?(==|!=|=)"([^"]*)"')


def usb(vendor, product, **more):
    return {"idVendor": vendor, "idProduct": product, **more}


HUB = usb("1d6b", "0002")
# name: (subsystem, kernel, attributes of its parents, group that opens it, hidden from the screen)
DEVICES = {
    "a camera": ("video4linux", "video0", [usb("046d", "082d"), HUB], "cubby-kiosk", False),
    "a camera's subdevice": ("video4linux", "v4l-subdev0", [usb("046d", "082d"), HUB], None, False),
    "a Honeywell reader in serial mode": ("tty", "ttyACM0", [usb("0c2e", "0b6a"), HUB], "cubby-kiosk", False),
    "a Newland reader in serial mode": ("tty", "ttyACM1", [usb("1eab", "1a06"), HUB], "cubby-kiosk", False),
    "a Zebra reader in serial mode": ("tty", "ttyACM0", [usb("05e0", "1701"), HUB], "cubby-kiosk", False),
    "a Datalogic reader in serial mode": ("tty", "ttyUSB0", [usb("05f9", "4204"), HUB], "cubby-kiosk", False),
    "an RS-485 adapter of FTDI": ("tty", "ttyUSB0", [usb("0403", "6001"), HUB], "cubby-lockerd", False),
    "an RS-485 adapter of WCH": ("tty", "ttyACM0", [usb("1a86", "55d3"), HUB], "cubby-lockerd", False),
    "a modem": ("tty", "ttyACM0", [usb("12d1", "1506"), HUB], None, False),
    "a built-in port": ("tty", "ttyS0", [], None, False),
    "the console": ("tty", "tty1", [], None, False),
    "a Honeywell reader in keyboard mode": ("input", "event5", [{"name": "Honeywell 1900"}, usb("0c2e", "0b61"), HUB], "cubby-kiosk", True),
    "a Newland reader in keyboard mode": ("input", "event5", [{"name": "Newland HIDKeyBoard"}, usb("1eab", "1a03"), HUB], "cubby-kiosk", True),
    "a Zebra reader in keyboard mode": ("input", "event5", [{"name": "Symbol Bar Code Scanner"}, usb("05e0", "1200"), HUB], "cubby-kiosk", True),
    "a cheap reader by its name": ("input", "event6", [{"name": "YK-2D PRODUCT USB BARCODE"}, usb("abcd", "0001"), HUB], "cubby-kiosk", True),
    "a cheap reader by its number": ("input", "event6", [{"name": "HID 04b4:0100"}, usb("04b4", "0100"), HUB], "cubby-kiosk", True),
    "a Cypress hub before a keyboard": ("input", "event6", [{"name": "Keyboard"}, usb("046d", "c31c"), usb("04b4", "6560"), HUB], None, False),
    "a keyboard": ("input", "event3", [{"name": "Logitech USB Keyboard"}, usb("046d", "c31c"), HUB], None, False),
    "a touch panel": ("input", "event2", [{"name": "ILITEK ILITEK-TP"}, usb("222a", "0001"), HUB], None, False),
    "a power button": ("input", "event0", [{"name": "Power Button"}], None, False),
    "a reader's node for mice": ("input", "mouse0", [{"name": "Symbol Bar Code Scanner"}, usb("05e0", "1200"), HUB], None, False),
    "a raw HID device of a reader": ("hidraw", "hidraw0", [usb("05e0", "1200"), HUB], None, False),
    "a disk": ("block", "sda", [usb("0781", "5567"), HUB], None, False),
}


def read_rules():
    for line in (source / "udev.rules").read_text().splitlines():
        if line and not line.startswith("#"):
            yield TOKEN.findall(line)


def fits(value, patterns):
    return any(fnmatch.fnmatchcase(value, pattern) for pattern in patterns.split("|"))


def matches(tokens, subsystem, kernel, parents):
    own = {"ACTION": "add", "SUBSYSTEM": subsystem, "KERNEL": kernel}
    wanted = {}
    for key, attribute, operator, patterns in tokens:
        if operator == "=":
            continue
        if key == "ATTRS":
            tap.check(operator == "==", "an attribute of a parent that must not be is not understood here")
            wanted[attribute] = patterns
        elif fits(own[key], patterns) != (operator == "=="):
            return False
    if not wanted:
        return True
    return any(all(name in parent and fits(parent[name], patterns) for name, patterns in wanted.items()) for parent in parents)


def apply(subsystem, kernel, parents):
    """What the rules set: {GROUP, MODE, LIBINPUT_IGNORE_DEVICE, …}."""
    found, jump = {}, None
    for tokens in read_rules():
        sets = {attribute or key: value for key, attribute, operator, value in tokens if operator == "="}
        if jump is not None and sets.get("LABEL") != jump:
            continue
        jump = None
        if matches(tokens, subsystem, kernel, parents):
            jump = sets.pop("GOTO", None)
            found.update(sets)
    found.pop("LABEL", None)
    return found


def ask(name):
    subsystem, kernel, parents, group, hidden = DEVICES[name]
    found = apply(subsystem, kernel, parents)
    tap.check(found.get("GROUP") == group, f"its group is {found.get('GROUP')}, not {group}")
    tap.check(found.get("MODE") == (None if group is None else "0660"), f"its mode is {found.get('MODE')}")
    tap.check((found.get("LIBINPUT_IGNORE_DEVICE") == "1") == hidden, "the screen hears of it" if hidden else "the screen does not hear of it")
    tap.check(subsystem != "tty" or group is None or found.get("ID_MM_DEVICE_IGNORE") == "1", "ModemManager speaks to it")


# What the kiosk opens, and with what its unit has to let it: udev's group alone is not enough, nor is the unit.
ALLOWED = {"video4linux": "char-video4linux rw", "ttyACM": "char-ttyACM rw", "ttyUSB": "char-ttyUSB rw", "input": "char-input r"}


def unit_lets_the_kiosk():
    unit = (source / "cubby-kiosk.service.in").read_text()
    tap.check(re.search(r"(?m)^DevicePolicy=closed$", unit), "the policy is open")
    lines = set(re.findall(r"(?m)^DeviceAllow=(.+)$", unit))
    for name, (subsystem, kernel, _, group, _) in DEVICES.items():
        if group == "cubby-kiosk":
            kind = subsystem if subsystem != "tty" else kernel.rstrip("0123456789")
            tap.check(ALLOWED[kind] in lines, f"{name}: no DeviceAllow={ALLOWED[kind]}")


tap.run([(f"{name}: {DEVICES[name][3] or 'nobody of ours'}", lambda name=name: ask(name)) for name in DEVICES]
        + [("the kiosk's unit lets it open what the rules give it", unit_lets_the_kiosk)])
