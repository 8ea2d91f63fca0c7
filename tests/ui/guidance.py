#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Somebody holds a phone to the camera, wrongly in each way: the screen says how to hold it, until it is read.

usage: guidance.py KIOSK CUBBYCTL SIM-CAMERA LOCALE-FOLDER [LANGUAGE WIDTHxHEIGHT]

From the frames of the simulated camera to the words on the screen, through everything that is between.
"""

import gettext
import os
import pty
import re
import shutil
import subprocess
import sys
import time

from bench import Bench, Failed, wait_until

N_FRAMES = 3
WIDTH, HEIGHT = 960, 540  # a cheap camera
PASS = "CC1:" + "6BF+70$:QC-1/9T8BD%2 L0*4.E6ZG3KX/5A+RMV7W1J$HS0C4NPQ-" * 3  # as long as a real one
ON, OFF = bytes.fromhex("a00101a2"), bytes.fromhex("a00100a1")
# What the camera sees, and what is said of it.
SCENES = [
    ("display-off", "brighter", "Turn up the brightness"),
    ("too-far", "closer", "Move a little closer"),
    ("shaking", "still", "Hold still"),
    ("at-the-edge", "here", "Hold the code in the frame"),
]


class CameraBench(Bench):
    """A kiosk whose camera plays what `show` puts before it."""

    def __init__(self, kiosk, ctl, sim_camera, **options):
        super().__init__(kiosk, ctl, **options)
        self.sim_camera = sim_camera
        self.film = os.path.join(self.folder, "film")
        self.commands = b""
        self.code = os.path.join(self.folder, "code.png")

    def scanner_lines(self, pty_name):
        subprocess.run([self.ctl, "pass", "qr", f"--output={self.code}", PASS], check=True, stdout=subprocess.DEVNULL)
        self.draw("nobody", "clean", "--empty")
        os.mkdir(self.film)
        self.show("nobody")
        relay, self.relay_line = pty.openpty()
        self.relay = relay
        os.set_blocking(relay, False)
        light = f"\n[light ring]\nkind=usb\ndevice={os.ttyname(self.relay_line)}\nchannel=1\ndark-below=50\n"
        return (f"kind=camera\npipeline=multifilesrc location={self.film}/frame-%03d.gray loop=true"
                f" ! rawvideoparse format=gray8 width={WIDTH} height={HEIGHT} framerate=8/1\n" + light)

    def heard(self):
        """The last command that the relay of the light got."""
        try:
            self.commands += os.read(self.relay, 4096)
        except BlockingIOError:
            pass
        return bytes(self.commands[-4:])

    def draw(self, name, preset, *options):
        """Once, however often it is shown."""
        subprocess.run([self.sim_camera, "--directory", os.path.join(self.folder, name), "--frames", str(N_FRAMES), "--seed", "3",
                        "--width", str(WIDTH), "--height", str(HEIGHT), "--preset", preset, "--picture", self.code, *options],
                       check=True, stdout=subprocess.DEVNULL)

    def show(self, name):
        for i in range(N_FRAMES):
            frame = f"frame-{i:03d}.gray"
            shutil.copy(os.path.join(self.folder, name, frame), os.path.join(self.film, "next"))
            os.rename(os.path.join(self.film, "next"), os.path.join(self.film, frame))

    def advices(self):
        """What was said until now, by the log; cheaper than the screen."""
        return re.findall(r"event=advised .*advice=(\S+)", self.log())


def wait_for_words(bench, n_before, advice, words):
    """The log first, for to look at the screen costs more than all that is tested."""
    try:
        wait_until(f"the advice {advice}", lambda: advice in bench.advices()[n_before:])
        wait_until(f"the screen says “{words}”", lambda: status(bench) == words)
    except Failed as problem:
        raise Failed(f"{problem}; it advised {bench.advices()[n_before:]}, and says “{status(bench)}”; {bench.log()[-600:]}") from None


def show_until_said(bench, preset, advice, words):
    """Soon something else is said, “by hand” at last: who was too slow to look lets it be held up once more."""
    tries = 3
    while True:
        tries -= 1
        n_before = len(bench.advices())
        bench.show(preset)
        try:
            wait_for_words(bench, n_before, advice, words)
            return n_before
        except Failed:
            if tries == 0 or advice not in bench.advices()[n_before:]:
                raise
        bench.show("nobody")
        wait_until("the line is gone with the phone", lambda: status(bench) is None)


def status(bench):
    """The name of the line over the picture: what a reader of the screen says."""
    return next((name for role, name, _ in bench.names() if role == "status bar"), None)


def decoder(bench):
    """The process that decodes, and since when it runs, in seconds."""
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8") as file:
                name, rest = file.read().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue  # it has ended meanwhile
        fields = rest.split()
        if name == "cubby-decode" and int(fields[1]) == bench.kiosk.pid:
            return int(entry), time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return None, 0


def young_decoder(bench):
    """One that is not replaced by itself for a while: that is done each minute, and after something was read."""
    pid, age_s = decoder(bench)
    return pid if 3 < age_s < 30 else None


def test_forgets(bench, home):
    """What decodes has seen whoever was there: it goes when they go, and not while they are there."""
    before = wait_until("what decodes is young", lambda: young_decoder(bench), 60)
    time.sleep(2)
    assert decoder(bench)[0] == before, "what decodes was replaced while somebody was there"
    bench.press(home)
    wait_until("what decodes is another process", lambda: decoder(bench)[0] not in (None, before), 15)
    assert not os.path.exists(f"/proc/{before}"), "the process that saw whoever was there lives on"


def main():
    kiosk, ctl, sim_camera, locale = sys.argv[1:5]
    language, size = sys.argv[5:7] if len(sys.argv) > 6 else ("vi", "1080x1920")
    os.environ["CUBBY_LOCALE_DIR"] = locale
    tr = gettext.translation("cubby", locale, [language], fallback=language == "en").gettext
    name = f"{language}-{'portrait' if size == '1080x1920' else 'landscape'}-guidance"
    with CameraBench(kiosk, ctl, sim_camera, language=language, size=tuple(map(int, size.split("x"))), timeout_s=600) as bench:
        bench.press(tr("Collect"))
        bench.wait_for(tr("Hold your QR code in the frame"))
        assert status(bench) is None, f"nobody is there, and it says {status(bench)}"
        for preset, advice, words in SCENES:
            bench.draw(preset, preset)
            n_before = show_until_said(bench, preset, advice, tr(words))
            bench.picture(f"{name}-{preset}")
            print("ok", preset)
            if preset == SCENES[-1][0]:
                wait_for_words(bench, n_before, "by-hand", tr("Press “Enter code” instead"))
                bench.picture(f"{name}-by-hand")
                print("ok by hand")
            bench.show("nobody")
            wait_until("the line is gone with the phone", lambda: status(bench) is None)
        assert bench.heard() == OFF, "the light is on, and it is day"
        bench.draw("dark", "clean", "--empty", "--brightness", "0.2")
        bench.show("dark")
        wait_until("the light is on in the dark, for somebody uses the screen", lambda: bench.heard() == ON)
        test_forgets(bench, tr("Home"))
        print("ok forgets")
        wait_until("the light is off again, for nobody does", lambda: bench.heard() == OFF)
        print("ok light")
        assert "event=scanned" not in bench.log(), "something was read, and nothing could be"
        bench.draw("clean", "clean")
        bench.show("clean")
        wait_until("the pass is read", lambda: ["PresentPass", [PASS]] in bench.calls())
        print("ok read")


if __name__ == "__main__":
    main()
