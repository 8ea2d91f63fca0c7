# SPDX-License-Identifier: Apache-2.0
"""A kiosk on a display, a bus and a reader of its own: pressed by accessible name, scanned through a pty."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PRESSABLE = ("push button", "toggle button", "button")


class Failed(Exception):
    pass


def wait_until(what, check, seconds=30):
    end = time.monotonic() + seconds
    while True:
        found = check()
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"waited {seconds} s: {what}")
        time.sleep(0.05)


def reduced_range():
    """The demonstration's range as the centre tells it to a kiosk: some of it costs less than it did."""
    with open(os.path.join(ROOT, "assets/demo/range.json"), encoding="utf-8") as file:
        document = json.load(file)
    prices = {price["sku"]: price["amount"] for price in document["price_lists"][0]["prices"]} | {"ATT-WHT-S": 179000}
    for variant in (variant for product in document["products"] for variant in product["variants"] if variant["sku"] in prices):
        variant["list_price"] = variant["price"]
        variant["price"] = variant["price"] | {"amount": prices[variant["sku"]]}
    return document


class Bench:
    """Everything a screen test needs; `with Bench(...) as bench`."""

    def __init__(self, kiosk, ctl, size=(1080, 1920), language="en", timeout_s=90, warning_s=20):
        self.kiosk_binary, self.ctl, self.size, self.language = kiosk, ctl, size, language
        self.timeout_s, self.warning_s = timeout_s, warning_s
        self.folder = tempfile.mkdtemp(prefix="cubby-ui-")
        self.processes = []

    def __enter__(self):
        try:
            self.start_display()
            self.start_bus()
            self.start_peers()
            self.start_kiosk()
        except Exception:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_args):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def spawn(self, arguments, **options):
        process = subprocess.Popen(arguments, **options)
        self.processes.append(process)
        return process

    def start_display(self):
        read_end, write_end = os.pipe()
        width, height = self.size
        self.spawn(["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
                   pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            os.environ["DISPLAY"] = ":" + pipe.readline().strip()
        os.environ["GDK_BACKEND"] = "x11"

    def start_bus(self):
        os.environ["XDG_RUNTIME_DIR"] = self.folder
        bus = self.spawn(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()

    def start_peers(self):
        catalogue = os.path.join(self.folder, "catalogue.db")
        seen = os.path.join(self.folder, "range.json")
        with open(seen, "w", encoding="utf-8") as file:
            json.dump(reduced_range(), file)
        subprocess.run([self.ctl, "catalogue", "import", seen, catalogue], check=True)
        media = os.path.join(ROOT, "assets/demo/pictures")
        if os.path.isdir(media):
            os.symlink(media, os.path.join(self.folder, "media"))
        self.peers = self.spawn([sys.executable, os.path.join(ROOT, "tests/ui/peers.py"), os.path.join(ROOT, "protocols/dbus"), catalogue],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.peers.stdout.readline()

    def start_kiosk(self):
        master, slave = pty.openpty()
        self.reader = master
        width, height = self.size
        config = os.path.join(self.folder, "cubby.conf")
        with open(os.path.join(ROOT, "assets/examples/cubby.conf"), encoding="utf-8") as file:
            text = file.read()
        text = text.replace("session-timeout-s=90", f"session-timeout-s={self.timeout_s}").replace("warning-s=20", f"warning-s={self.warning_s}")
        text, found = re.subn(r"(?m)^kind=camera\n(?:[a-z-]+=.*\n)+", lambda _: self.scanner_lines(os.ttyname(slave)), text)
        if found != 1:
            raise Failed("assets/examples/cubby.conf has not one camera")
        with open(config, "w", encoding="utf-8") as file:
            file.write(text)
        self.log_path = os.path.join(self.folder, "kiosk.log")
        with open(self.log_path, "w", encoding="utf-8") as log:
            environment = dict(os.environ, G_DEBUG="fatal-criticals", GTK_A11Y="atspi", GSK_RENDERER="cairo")
            self.kiosk = self.spawn([self.kiosk_binary, "--config", config, "--session", "--windowed", f"{width}x{height}",
                                     "--language", self.language], stderr=log, env=environment)
        import pyatspi
        self.atspi = pyatspi
        wait_until("the kiosk is on the screen", lambda: self.names() or self.kiosk.poll() is not None, 60)
        if self.kiosk.poll() is not None:
            raise Failed(f"the kiosk ended: {self.log()}")

    def scanner_lines(self, pty_name):
        """What this bench reads codes with: the lines of a [scanner] group."""
        self.till = os.path.join(self.folder, "till")
        return f"kind=serial\ndevice={pty_name}\nbaud=9600\n\n[scanner till]\nkind=serial\ndevice={self.till}\n"

    def plug_in(self):
        """The second reader, which was not there, comes."""
        self.till_reader, slave = pty.openpty()
        os.symlink(os.ttyname(slave), self.till)

    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return file.read()

    def tell(self, command):
        """A command to the peers; see peers.py."""
        self.peers.stdin.write(command + "\n")
        self.peers.stdin.flush()
        return self.peers.stdout.readline().strip()

    def calls(self):
        """What the kiosk has asked since the last time: [method, arguments]."""
        return json.loads(self.tell("calls"))

    def scan(self, text):
        os.write(self.reader, text.encode() + b"\r\n")

    # -- the screen

    def nodes(self):
        root = next((one for one in self.atspi.Registry.getDesktop(0) if one is not None and one.name.endswith("cubby-kiosk")), None)
        self.saw_all = root is not None
        pending = [root] if root is not None else []
        found = []
        while pending:
            node = pending.pop(0)
            try:
                for i in range(node.childCount):
                    child = node.getChildAtIndex(i)
                    if child is not None and child.getState().contains(self.atspi.STATE_VISIBLE):
                        found.append(child)
                        pending.append(child)
            except Exception:  # it went away while we looked, or the kiosk is too busy to answer
                self.saw_all = False
        return found

    def names(self):
        found = []
        for node in self.nodes():
            try:
                if node.name:
                    found.append((node.getRoleName(), node.name, node))
            except Exception:
                self.saw_all = False
        return found

    def shows(self, part):
        return any(part in name for _, name, _ in self.names())

    def lacks(self, part):
        """That it is not shown is known only of a screen that was seen wholly."""
        return not self.shows(part) and self.saw_all

    def wait_for(self, part, seconds=30):
        try:
            wait_until(f"the screen shows “{part}”", lambda: self.shows(part), seconds)
        except Failed as problem:
            raise Failed(f"{problem}; it shows {[name for _, name, _ in self.names()]}; {self.log()[-600:]}") from None

    def wait_gone(self, part, seconds=30):
        wait_until(f"the screen no longer shows “{part}”", lambda: self.lacks(part), seconds)

    def press(self, name, exact=True, seconds=30):
        def find():
            for role, text, node in self.names():
                if role in PRESSABLE and (text == name if exact else name in text) and node.getState().contains(self.atspi.STATE_SENSITIVE):
                    return node
            return None
        try:
            node = wait_until(f"a button “{name}”", find, seconds)
        except Failed as problem:
            raise Failed(f"{problem}; it shows {[text for _, text, _ in self.names()]}") from None
        node.queryAction().doAction(0)
        time.sleep(0.1)

    def picture(self, name):
        folder = os.environ.get("CUBBY_SCREENSHOTS")
        if not folder:
            return
        os.makedirs(folder, exist_ok=True)
        time.sleep(0.7)
        subprocess.run(["import", "-silent", "-window", "root", os.path.join(folder, name + ".png")], check=True, timeout=30)
