# SPDX-License-Identifier: Apache-2.0
"""Everything that runs: the programs, their files, the display and the private bus."""

import gettext
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from gi.repository import GLib

from .bank import Bank
from .camera import Camera
from .mailbox import Mailbox
from .process import Program
from .report import StepFailed, expect
from .shop_api import ShopApi

STORE = "4711"
OTHER_STORE = "4712"
STAFF_BADGE = "B-1001"
STAFF_PIN = "274916"
SETTLE_S = 0.4  # the longest movement of a screen is 0.24 s


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class World:
    def __init__(self, root, build, screenshots, language, landscape, headless, unkind=False):
        self.root = root
        self.build = build
        self.screenshots = screenshots
        self.language = language
        self.size = (1920, 1080) if landscape else (1080, 1920)
        self.headless = headless
        self.unkind = unkind
        self.kills = 0
        self.directory = tempfile.mkdtemp(prefix="cubby-demo-")
        self.logs = self.path("logs")
        os.makedirs(self.logs)
        self.programs = {}
        self.mailbox = Mailbox(self.path("mail"))
        self.bank = Bank(self.path("sim.control"))
        self.camera = Camera(self.binary("hardware/sim/cubby-sim-camera"), self.path("camera"))
        self.ports = {name: free_port() for name in ("central", "bus", "smtp", "page")}
        self.api = ShopApi(f"http://127.0.0.1:{self.ports['central']}")
        self.screen = None
        self._translation = None

    def path(self, *parts):
        return os.path.join(self.directory, *parts)

    def binary(self, name):
        return os.path.join(self.build, name)

    def tr(self, english):
        """The text of the screen in the language it rests in, from the project's own translations."""
        if self.language == "en":
            return english
        if self._translation is None:
            self._translation = gettext.translation("cubby", os.path.join(self.build, "assets/po"), [self.language])
        return self._translation.gettext(english)

    # -- small commands

    def run(self, *arguments, stdin=None):
        done = subprocess.run(arguments, input=stdin, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise StepFailed(f"{os.path.basename(arguments[0])} {arguments[1]} ended with {done.returncode}: {done.stderr.strip()[-600:]}")
        return done.stdout.strip()

    def central(self, *arguments):
        return self.run(self.binary("app/central/cubby-central"), *arguments)

    def ctl(self, *arguments, stdin=None):
        return self.run(self.binary("app/ctl/cubbyctl"), *arguments, stdin=stdin)

    # -- files

    @property
    def database(self):
        return "sqlite:" + self.path("central.db")

    def write_central_conf(self):
        with open(self.path("central.conf"), "w", encoding="utf-8") as file:
            file.write(f"[service]\npublic-url={self.api.url}\n\n"
                       f"[mail]\nurl=smtp://127.0.0.1:{self.ports['smtp']}\nfrom=Cubby <shop@cubby.example>\n\n"
                       f"[pass]\nkey-file={self.path('pass.key')}\n\n"
                       "[notices]\nundo-delay-s=1\n")

    def write_cubby_conf(self):
        conf = GLib.KeyFile()
        conf.load_from_file(os.path.join(self.root, "assets/examples/cubby.conf"), GLib.KeyFileFlags.KEEP_COMMENTS)
        groups, _ = conf.get_groups()
        for group in groups:
            if group.startswith("scanner "):
                conf.remove_group(group)
        values = {
            ("store", "id"): STORE,
            ("store", "name"): "Cubby Lê Lợi",
            ("kiosk", "languages"): ";".join([self.language] + [one for one in ("vi", "th", "en") if one != self.language]) + ";",
            ("kiosk", "fullscreen"): "false",
            ("locker", "state-directory"): self.path("lockerd"),
            ("locker", "staff-file"): self.path("staff.conf"),
            ("locker", "central-staff-file"): self.path("staff-central.conf"),
            ("locker", "pass-keys-file"): self.path("pass-keys.conf"),
            ("link", "central-url"): self.api.url,
            ("link", "token-file"): self.path("link.token"),
            ("link", "replica-directory"): self.path("linkd"),
            ("link", "allow-plain-http"): "true",
            ("bus main", "address"): "127.0.0.1",
            ("bus main", "port"): str(self.ports["bus"]),
            ("scanner camera", "kind"): "camera",
            ("scanner camera", "pipeline"): self.camera.pipeline(),
        }
        for (group, key), value in values.items():
            conf.set_value(group, key, value)
        conf.save_to_file(self.path("cubby.conf"))
        for directory in ("lockerd", "linkd"):
            os.makedirs(self.path(directory), exist_ok=True)

    # -- programs

    def start(self, name, arguments, ready=None, env=None):
        program = Program(name, arguments, self.logs, env)
        self.programs[name] = program
        program.start(ready)
        return program

    def crash(self, *names):
        """In an unkind world: the programs are killed without warning and started again, as systemd would."""
        if not self.unkind:
            return
        for name in names:
            program = self.programs[name]
            program.kill()
            program.start(program.ready)
            self.kills += 1

    def start_central(self):
        if "central" in self.programs:
            self.programs["central"].start(r"listening http://")
            return
        self.start("central", [self.binary("app/central/cubby-central"), "--database", self.database,
                               "--listen", f"127.0.0.1:{self.ports['central']}", "--config", self.path("central.conf")],
                   r"listening http://")

    def stop_central(self):
        status = self.programs["central"].stop()
        expect(status == 0, f"cubby-central ended with {status} when it was asked to stop")

    def start_bus(self):
        bus = Program("dbus", ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"], self.logs,
                      {"XDG_RUNTIME_DIR": self.directory})
        self.programs["dbus"] = bus
        address = bus.start(r"^(unix:\S+)").group(1)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address

    def start_display(self):
        if not self.headless:
            return
        width, height = self.size
        read_end, write_end = os.pipe()
        process = subprocess.Popen(["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
                                   pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        display = Program("display", [], self.logs)
        display.process = process
        self.programs["display"] = display
        expect(number != "", "Xvfb did not start")
        os.environ["DISPLAY"] = ":" + number
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ["GDK_BACKEND"] = "x11"

    def start_sim(self):
        self.start("sim", [self.binary("hardware/sim/cubby-sim"), "--config", self.path("cubby.conf"),
                           "--listen", f"tcp:127.0.0.1:{self.ports['bus']}", "--control", self.path("sim.control"),
                           "--page", f"127.0.0.1:{self.ports['page']}"], r"listening tcp:")

    def start_lockerd(self):
        self.start("lockerd", [self.binary("app/lockerd/cubby-lockerd"), "--config", self.path("cubby.conf"), "--session"], r"event=ready")

    def start_linkd(self):
        self.start("linkd", [self.binary("app/linkd/cubby-linkd"), "--config", self.path("cubby.conf"), "--session"], r"event=ready")

    def start_kiosk(self):
        width, height = self.size
        self.start("kiosk", [self.binary("app/kiosk/cubby-kiosk"), "--config", self.path("cubby.conf"), "--session",
                             "--windowed", f"{width}x{height}"], r"event=ready",
                   {"GSK_RENDERER": "cairo", "NO_AT_BRIDGE": "0", "GTK_A11Y": "atspi",
                    "CUBBY_LOCALE_DIR": os.path.join(self.build, "assets/po")})

    def locker_call(self, interface, method, signature, *arguments):
        """A call on lockerd's part of the private bus, answered as plain Python values."""
        from gi.repository import Gio
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        body = GLib.Variant(signature, arguments) if signature else None
        return bus.call_sync("org.cubby.Locker1", "/org/cubby/Locker1", "org.cubby.Locker1." + interface, method, body, None,
                             Gio.DBusCallFlags.NONE, 5000, None).unpack()

    def measure(self):
        """Start-up and memory of the five programs, and of the simulator."""
        facts = {}
        for name in ("central", "lockerd", "linkd", "kiosk", "sim"):
            program = self.programs.get(name)
            if program is not None and program.is_running():
                memory = program.memory_kb()
                facts["cubby-" + name] = {"start_ms": program.start_ms, "rss_kb": memory["rss"], "pss_kb": memory["pss"]}
        return facts

    def picture(self, name):
        """What the screen shows when its movement has come to rest."""
        if self.screen is None:
            return None
        time.sleep(SETTLE_S)
        return self.screen.picture(os.path.join(self.screenshots, name + ".png"))

    # -- the end

    def close(self, keep):
        for name in ("kiosk", "linkd", "lockerd", "sim", "central", "dbus", "display"):
            program = self.programs.get(name)
            if program is not None:
                try:
                    program.stop()
                except (OSError, subprocess.TimeoutExpired) as problem:
                    print(f"{name} could not be stopped: {problem}")
        self.mailbox.stop()
        self._sweep()
        if not keep:
            shutil.rmtree(self.directory, ignore_errors=True)

    def _sweep(self):
        """What the bus activated for us (the accessibility bus) goes too: nothing is left behind."""
        mark = f"DBUS_SESSION_BUS_ADDRESS={os.environ.get('DBUS_SESSION_BUS_ADDRESS', '')}".encode()
        for pid in filter(str.isdigit, os.listdir("/proc")):
            if int(pid) == os.getpid():
                continue
            try:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    if mark in file.read().split(b"\0"):
                        os.kill(int(pid), signal.SIGKILL)
            except OSError:
                continue
