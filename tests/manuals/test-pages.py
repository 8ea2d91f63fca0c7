# SPDX-License-Identifier: Apache-2.0
"""The manual pages of the programs say what the programs do.

usage: test-pages.py SOURCE-ROOT BUILD-ROOT
"""
import itertools
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile

import roff
import tap

source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

# page: (folder of the program or file that it describes, the program or None)
PAGES = {
    "cubbyctl.1": ("app/ctl", "cubbyctl"),
    "cubby-lockerd.8": ("app/lockerd", "cubby-lockerd"),
    "cubby-linkd.8": ("app/linkd", "cubby-linkd"),
    "cubby-kiosk.8": ("app/kiosk", "cubby-kiosk"),
    "cubby-central.8": ("app/central", "cubby-central"),
    "cubby-sim.1": ("hardware/sim", "cubby-sim"),
    "cubby-sim-camera.1": ("hardware/sim", "cubby-sim-camera"),
    "cubby.conf.5": ("app/common", None),
    "central.conf.5": ("app/central", None),
}
DAEMONS = ("cubby-lockerd", "cubby-linkd", "cubby-kiosk", "cubby-central", "cubby-sim")
LIBRARIES_THAT_LOG = {"cubby-kiosk.8": ["hardware/scanner"]}  # folders whose events are the program's
SECTIONS = ("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "EXAMPLES")
DAEMON_SECTIONS = SECTIONS + ("OPTIONS", "FILES", "SIGNALS", "D-BUS", "LOG")
INTERFACE = re.compile(r'<interface name="(org\.cubby[^"]+)"')
LOG_EVENT = re.compile(r'cubby_log_event \(("[^;]*?NULL)\)', re.S)
REFERENCE = re.compile(r"^\.BR (cubby\S*|central\.conf) \((\d)\)", re.M)


def path_of(page):
    """The page as it is installed: cubbyctl(1) is put together by the build."""
    folder = PAGES[page][0]
    return (build if page == "cubbyctl.1" else source) / folder / page


def read(page):
    return roff.Page(path_of(page).read_text())


def program_path(program):
    folder = next(folder for folder, name in PAGES.values() if name == program)
    return build / folder / program


def help_of(program):
    return tap.must(str(program_path(program)), "--help")


def no_warnings(page):
    environment = dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80", MANROFFSEQ="")
    done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path_of(page))],
                          capture_output=True, text=True, timeout=60, check=False, env=environment)
    tap.check(done.returncode == 0 and done.stderr == "", done.stderr or f"status {done.returncode}")


def is_installed(page):
    plan = json.loads((build / "meson-info" / "intro-installed.json").read_text())
    wanted = f"/man/man{page[-1]}/{page}"
    tap.check(any(target.endswith(wanted) for target in plan.values()), f"nothing is installed as …{wanted}")


def has_sections(page):
    wanted = DAEMON_SECTIONS if PAGES[page][1] in DAEMONS else SECTIONS
    if PAGES[page][1] is None:
        wanted = ("NAME", "SYNOPSIS", "DESCRIPTION", "FILES", "EXAMPLES")
    missing = [name for name in wanted if not read(page).text(name).strip()]
    tap.check(not missing, f"missing or empty: {', '.join(missing)}")


def refers_to_pages_that_are_there(page):
    gone = [f"{name}({number})" for name, number in REFERENCE.findall(roff.plain(path_of(page).read_text()))
            if f"{name}.{number}" not in PAGES]
    tap.check(not gone, f"there is no page {', '.join(gone)}")


def options_of_help(text):
    found = set()
    for line in text.splitlines():
        match = re.match(r"  (?:(-\w), )?(--[a-z][a-z-]*)(?:[= ]|$)", line)
        if match:
            found.update(option for option in match.groups() if option)
    return found


def options_of_page(page):
    tags = " ".join(tag for entry in roff.entries(read(page).sections["OPTIONS"]) for tag in entry.tags)
    return set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*|-[a-z](?=,))", tags))


def has_every_option(page):
    missing = options_of_help(help_of(PAGES[page][1])) - options_of_page(page)
    if page == "cubbyctl.1":
        missing.discard("-h")  # GLib's own; the page leaves it out
    tap.check(not missing, f"--help has {', '.join(sorted(missing))}; the page has not")


def has_no_other_option(page):
    more = options_of_page(page) - options_of_help(help_of(PAGES[page][1]))
    tap.check(not more, f"the page has {', '.join(sorted(more))}; --help has not")


def command_of(line):
    """The words before the first option or argument."""
    return " ".join(itertools.takewhile(re.compile("[a-z][a-z-]*").fullmatch, line.split("  ")[0].split()))


def has_the_commands():
    listed = re.search(r"^Commands:\n(.*?)^$", help_of("cubby-central"), re.S | re.M).group(1)
    words = {command_of(line.strip()) for line in listed.splitlines()}
    described = {command_of(tag) for entry in roff.entries(read("cubby-central.8").sections["COMMANDS"]) for tag in entry.tags}
    tap.check(words == described, f"--help: {sorted(words)}\nthe page: {sorted(described)}")
    tap.check("config check" in words, f"read from --help: {sorted(words)}")


def has_the_log_events(page):
    folder, program = PAGES[page]
    said = read(page).text("LOG")
    folders = [folder] + LIBRARIES_THAT_LOG.get(page, [])
    calls = [call for each in folders for path in sorted((source / each).glob("*.c")) for call in LOG_EVENT.findall(path.read_text())]
    events = [["ready"]] + [re.findall(r'"(\w+)"', call) for call in calls]
    for event, *keys in events:
        line = re.search(rf"event={event} monotonic_us=\S+(.*?)(?= event=|$)", said)
        tap.check(line, f"event={event} is not described")
        for key in keys:
            tap.check(f" {key}=" in line.group(1), f"event={event}: {key}= is not described")
    described = set(re.findall(r"event=(\w+)", said))
    tap.check(described == {event[0] for event in events}, f"described: {sorted(described)}")


def has_the_interfaces(page):
    bus = "Locker1" if "lockerd" in page else "Link1"
    said = read(page).text("D-BUS")
    for name in INTERFACE.findall((source / f"protocols/dbus/org.cubby.{bus}.xml").read_text()):
        tap.check(re.search(re.escape(name) + r"(?![\w])", said), f"{name} is not described")


def unit_points_to(page):
    unit = (source / "systemd" / f"{PAGES[page][1]}.service.in").read_text()
    pages = re.findall(r"man:(\S+)\((\d)\)", re.search(r"^Documentation=(.*)$", unit, re.M).group(1))
    gone = [f"{name}({number})" for name, number in pages if f"{name}.{number}" not in PAGES]
    tap.check(not gone, f"there is no page {', '.join(gone)}")
    tap.check((page[:-2], page[-1]) in pages, f"Documentation= does not name it: {pages}")


def has_the_scenes():
    listed = {line.split()[0]: " ".join(line.split()[1:]) for line in tap.must(str(program_path("cubby-sim-camera")), "--list").splitlines()}
    described = {entry.tags[0]: entry.body.strip().rstrip(".") for entry in roff.entries(read("cubby-sim-camera.1").sections["SCENES"])}
    tap.check({name: text.lower() for name, text in listed.items()} == {name: text.lower() for name, text in described.items()},
              f"--list: {listed}\nthe page: {described}")


def help_of_the_control_socket():
    with tempfile.TemporaryDirectory(prefix="cubby-manuals-") as folder:
        control = os.path.join(folder, "control")
        simulator = subprocess.Popen([str(program_path("cubby-sim")), "--config", str(source / "assets/examples/cubby.conf"),
                                      "--listen", "tcp:127.0.0.1:0", "--control", control],
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            tap.check(simulator.stdout.readline().startswith("listening "), "cubby-sim does not serve")
            with socket.socket(socket.AF_UNIX) as caller:
                caller.settimeout(30)
                caller.connect(control)
                caller.sendall(b"help\n")
                answer = ""
                while not answer.endswith("\nok\n"):
                    part = caller.recv(65536).decode()
                    tap.check(part, f"the socket was shut after: {answer}")
                    answer += part
                return answer
        finally:
            simulator.kill()
            simulator.wait(30)
            simulator.stdout.close()


def has_the_commands_of_the_socket():
    commands, faults = help_of_the_control_socket().removesuffix("ok\n").split("faults:\n")
    groups = read("cubby-sim.1").groups("CONTROL SOCKET")
    for listed, group in ((commands, ""), (faults, "Faults")):
        named = {re.match(r" *([\w-]+)", line).group(1) for line in listed.splitlines()} - {"modes", "watchdog"}
        described = {entry.tags[0].split()[0] for entry in roff.entries(groups[group])}
        tap.check(named == described, f"help: {sorted(named)}\nthe page: {sorted(described)}")
        tap.check(len(named) > 5, f"read from help: {sorted(named)}")


cases = []
for each in PAGES:
    cases += [
        (f"{each}: man has nothing to warn of", lambda page=each: no_warnings(page)),
        (f"{each} is installed", lambda page=each: is_installed(page)),
        (f"{each} refers to pages that are there", lambda page=each: refers_to_pages_that_are_there(page)),
        (f"{each} has its sections", lambda page=each: has_sections(page)),
    ]
    if PAGES[each][1] is not None:
        cases += [
            (f"{each} has every option of --help", lambda page=each: has_every_option(page)),
            (f"{each} has no option that --help has not", lambda page=each: has_no_other_option(page)),
        ]
    if PAGES[each][1] in DAEMONS:
        cases.append((f"{each} has the log events, with their keys", lambda page=each: has_the_log_events(page)))
cases += [(f"the unit points to {each}", lambda page=each: unit_points_to(page)) for each in PAGES if each.endswith(".8")]
cases += [
    ("cubby-lockerd.8 has the interfaces", lambda: has_the_interfaces("cubby-lockerd.8")),
    ("cubby-linkd.8 has the interfaces", lambda: has_the_interfaces("cubby-linkd.8")),
    ("cubby-central.8 has the commands", has_the_commands),
    ("cubby-sim-camera.1 has the scenes", has_the_scenes),
    ("cubby-sim.1 has the commands and faults of the control socket", has_the_commands_of_the_socket),
]
tap.run(cases)
