#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a person does not press: the time-out, the inspector's keys, the keyboard alone, another language.

usage: session.py KIOSK CUBBYCTL LOCALE-FOLDER
"""

import os
import subprocess
import sys
import time

from bench import Bench, Failed, wait_until

WARNING_S = 12


def keys(*names):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True, timeout=10)


def windows():
    out = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "."], capture_output=True, text=True, timeout=10)
    return len(out.stdout.split())


def test_inspector(bench):
    before = windows()
    for combination in ("ctrl+shift+d", "ctrl+shift+i"):
        keys(combination)
    time.sleep(1.5)
    assert windows() == before, "the inspector was opened"
    assert not any("nspector" in name for _, name, _ in bench.names())


def focus_collect(bench):
    def focused():
        return next((name for _, name, node in bench.names() if node.getState().contains(bench.atspi.STATE_FOCUSED)), None)
    for _ in range(24):
        before = focused()
        keys("Tab")
        end = time.monotonic() + 2  # a busy kiosk moves the focus later: who does not wait goes past it
        while focused() == before and time.monotonic() < end:
            time.sleep(0.05)
        if focused() == "Collect":
            return
    raise AssertionError(f"the focus is on {focused()}")


def test_wedge(bench):
    """A reader that poses as a keyboard does not press what has the focus."""
    for _ in range(3):  # a loaded machine may stop xdotool in the middle of its burst, which is none then
        focus_collect(bench)
        keys("--delay", "0", "c", "c", "1", "space", "a", "Return")
        time.sleep(1)
        if bench.shows("How can we help?"):
            return
        bench.press("Home")
        bench.wait_for("How can we help?")
    raise AssertionError("the return key at the end of a burst pressed a button")


def test_keyboard(bench):
    """The tabulator leads to a control, and the return key presses it."""
    focus_collect(bench)
    keys("Return")
    bench.wait_for("Hold your QR code in the frame")


def test_language(bench):
    choose_vietnamese(bench)


def choose_vietnamese(bench):
    bench.press("Language")
    bench.press("Tiếng Việt")
    bench.wait_for("Đưa mã QR vào khung")


def stays_when_asked(bench):
    """None: we were too slow to answer, or to look."""
    bench.wait_for("Bạn còn ở đây không?", 40)
    asked = time.monotonic()
    try:
        bench.press("Tôi vẫn ở đây", seconds=10)
        wait_until("the warning is gone", lambda: bench.lacks("Bạn còn ở đây không?"), 10)
    except Failed:
        pass
    stays = bench.shows("Đưa mã QR vào khung")
    return stays if stays or time.monotonic() - asked < WARNING_S - 4 else None


def test_time_out(bench):
    stays = stays_when_asked(bench)
    for _ in range(4):
        if stays is not None:
            break
        bench.wait_for("How can we help?", 60)
        bench.press("Collect")
        choose_vietnamese(bench)
        stays = stays_when_asked(bench)
    assert stays, "the session was lost"
    bench.wait_for("How can we help?", 60)


def main():
    kiosk, ctl, locale = sys.argv[1:4]
    os.environ["CUBBY_LOCALE_DIR"] = locale
    with Bench(kiosk, ctl, timeout_s=20, warning_s=WARNING_S) as bench:
        bench.wait_for("Collect")
        for test in (test_inspector, test_wedge, test_keyboard, test_language, test_time_out):
            test(bench)
            print("ok", test.__name__)


if __name__ == "__main__":
    main()
