# SPDX-License-Identifier: Apache-2.0
"""Plays the story; see app/demo/run for what a person types."""

import argparse
import os
import re
import signal
import subprocess
import sys

from .chapters import CHAPTERS
from .report import Report, StepFailed
from .world import World


def parse_arguments():
    parser = argparse.ArgumentParser(prog="app/demo/run")
    parser.add_argument("--root", required=True, help="the source tree")
    parser.add_argument("--build", help="the build folder (default ROOT/build)")
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--language", choices=("vi", "th", "en"), default="vi")
    parser.add_argument("--landscape", action="store_true")
    parser.add_argument("--screenshots")
    parser.add_argument("--unkind", action="store_true", help="kill -9 programs in the middle of the story; they are started again")
    return parser.parse_args()


def play(world, report):
    """All chapters in turn. Returns whether every one was as it should be."""
    for number, (name, chapter) in enumerate(CHAPTERS, 1):
        try:
            report.run(name, lambda run=chapter: run(world, report))
            world.picture(f"{number:02d}-end")
        except StepFailed as failed:
            report.fail(name, failed.__cause__ or failed)
            world.picture("failed")
            return False
    return True


def leave_open(world, report):
    """With a display: the shop stays open for the person at this machine."""
    from .counter import serve_customers  # needs a terminal
    for name, chapter in CHAPTERS[:2]:
        report.run(name, lambda run=chapter: run(world, report))
    serve_customers(world)


def fits_upright():
    """Whether the display at hand is tall enough for the kiosk in portrait."""
    try:
        size = subprocess.run(["xdpyinfo"], capture_output=True, text=True, timeout=10, check=True).stdout
        return int(re.search(r"dimensions:\s+\d+x(\d+)", size).group(1)) >= 1920
    except (OSError, subprocess.SubprocessError, AttributeError):
        return False


def main():
    arguments = parse_arguments()
    build = arguments.build or os.path.join(arguments.root, "build")
    screenshots = arguments.screenshots or os.path.join(build, "demo/screenshots")
    report = Report(arguments.json)
    landscape = arguments.landscape or (not arguments.headless and not fits_upright())
    world = World(arguments.root, build, screenshots, arguments.language, landscape, arguments.headless,
                  arguments.unkind)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    good = False
    try:
        if arguments.headless:
            good = play(world, report)
        else:
            leave_open(world, report)
            good = True
    except KeyboardInterrupt:
        print()
        good = not arguments.headless
    finally:
        report.facts.setdefault("screenshots", screenshots)
        world.close(keep=not good)
        report.write(good)
        if not good:
            print(f"Logs and files of this run: {world.directory}", file=sys.stderr)
    if arguments.headless:
        print(f"Pictures of the steps: {screenshots}")
    return 0 if good else 1


sys.exit(main())
