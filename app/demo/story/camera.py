# SPDX-License-Identifier: Apache-2.0
"""The synthetic camera: what is held up before the kiosk, as frames that GStreamer plays."""

import os
import subprocess

FRAMES = 4
WIDTH, HEIGHT, RATE = 1280, 720, 15


class Camera:
    def __init__(self, program, directory):
        self.program = program
        self.directory = directory
        self._held = 0

    def pipeline(self):
        """The source text for `[scanner NAME] pipeline`."""
        return (f"multifilesrc location={self.directory}/frame-%03d.gray loop=true "
                f"! rawvideoparse format=gray8 width={WIDTH} height={HEIGHT} framerate={RATE}/1")

    def _shoot(self, *arguments):
        self._held += 1
        subprocess.run([self.program, "--directory", self.directory, "--frames", str(FRAMES), "--seed", str(self._held), *arguments],
                       check=True, timeout=60, stdout=subprocess.DEVNULL)

    def show_nothing(self):
        os.makedirs(self.directory, exist_ok=True)
        self._shoot("--empty")

    def hold_phone(self, picture):
        """As people hold a phone: turned, tilted, a little blur and noise."""
        self._shoot("--preset", "held", "--picture", picture)

    def hold_paper(self, picture):
        self._shoot("--preset", "held", "--picture", picture, "--paper")
