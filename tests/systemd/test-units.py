# SPDX-License-Identifier: Apache-2.0
"""The units as they are installed: exposure, settings that must be there, paths. Nothing runs, root is not needed."""
import configparser
import pathlib
import re
import sys
import tempfile

import tap

# unit, ten times the exposure it may have, what it runs, lockdown in words
UNITS = {
    "cubby-lockerd": 15,
    "cubby-linkd": 20,
    "cubby-kiosk": 20,
    "cubby-central": 20,
    "cubby-central@": 20,
}
# the same of what runs now and then, by a timer of its name
JOBS = {
    "cubby-central-backup": 20,
}
# drop-in, the unit it is for, ten times the exposure with it
DROP_INS = {
    "modbus-tcp": ("cubby-lockerd", 15),
    "central-address": ("cubby-linkd", 20),
    "central-credentials": ("cubby-central", 20),
    "gpu": ("cubby-kiosk", 20),
    "light": ("cubby-kiosk", 20),
}
EVERY_UNIT = {
    "Type": "notify",
    "Restart": "always",
    "RestartSec": "1",
    "WatchdogSec": "10",
    "NoNewPrivileges": "yes",
    "LimitCORE": "0",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "MemoryDenyWriteExecute": "yes",
}

EVERY_JOB = {"Type": "oneshot", **{key: EVERY_UNIT[key] for key in (
    "NoNewPrivileges", "LimitCORE", "CapabilityBoundingSet", "ProtectSystem", "MemoryDenyWriteExecute")}}

build = pathlib.Path(sys.argv[1])  # systemd/ of the build folder
source = pathlib.Path(sys.argv[2])  # systemd/ of the source


def unit_path(unit):
    return build / f"{unit}.service"


def settings(text):
    """Returns: {section: {key: [values]}}; the same key may stand several times."""
    found = {}
    section = None
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and line[0] not in "#;":
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return found


def score(path, threshold):
    done = tap.command("systemd-analyze", "security", "--offline=yes", f"--threshold={threshold}", "--no-pager", str(path))
    text = done.stdout + done.stderr
    match = re.search(r"Overall exposure level for \S+: ([0-9.]+)", text)
    tap.check(match, text)
    tap.check(done.returncode == 0, f"exposure {match[1]}, allowed is {threshold / 10}:\n"
              + "\n".join(line for line in text.splitlines() if line.startswith("✗")))
    return f"exposure {match[1]}, allowed {threshold / 10}"


def score_with_drop_in(name):
    unit, threshold = DROP_INS[name]
    with tempfile.TemporaryDirectory() as folder:
        whole = pathlib.Path(folder) / f"{unit}.service"
        whole.write_text(unit_path(unit).read_text() + "\n" + (source / f"drop-ins/{name}.conf").read_text())
        return score(whole, threshold)


def threshold_catches():
    """A unit without any hardening must not pass, or the cases above say nothing."""
    with tempfile.TemporaryDirectory() as folder:
        bare = pathlib.Path(folder) / "cubby-bare.service"
        bare.write_text("[Service]\nExecStart=/bin/true\n")
        done = tap.command("systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", str(bare))
        tap.check(done.returncode != 0, "a bare unit passed")


def has_settings(unit):
    found = settings(unit_path(unit).read_text())
    for key, value in EVERY_UNIT.items():
        tap.check(found["Service"].get(key, [None])[-1] == value, f"{key} is {found['Service'].get(key)}, not {value}")
    tap.check(found["Unit"].get("StartLimitIntervalSec") == ["0"], "it would give up starting")
    tap.check("@" not in re.sub(r"@(system-service|privileged|resources)\b|getty@tty1", "",
                                re.sub(r"(?m)^#.*", "", unit_path(unit).read_text())), "a placeholder is left")


def job_has_settings(unit):
    found = settings(unit_path(unit).read_text())["Service"]
    for key, value in EVERY_JOB.items():
        tap.check(found.get(key, [None])[-1] == value, f"{key} is {found.get(key)}, not {value}")
    tap.check("Restart" not in found, "a job that fails waits for its next time")
    timer = settings((source / f"{unit}.timer").read_text())
    tap.check(timer["Timer"]["Persistent"] == ["true"] and timer["Install"]["WantedBy"] == ["timers.target"], str(timer))
    tap.must("systemd-analyze", "calendar", timer["Timer"]["OnCalendar"][0])


def backup_has_the_database_of_the_service():
    of = {unit: settings(unit_path(unit).read_text())["Service"] for unit in ("cubby-central", "cubby-central-backup")}
    both = [[line for line in one["Environment"] if "DATABASE" in line] + one["User"] for one in of.values()]
    tap.check(both[0] == both[1], str(both))


def several_processes_share_what_one_has():
    one, several = (settings(unit_path(unit).read_text())["Service"] for unit in ("cubby-central", "cubby-central@"))
    differ = {key for key in {*one, *several} if one.get(key) != several.get(key)}
    tap.check(differ == {"Environment", "RuntimeDirectory", "RuntimeDirectoryMode", "RuntimeDirectoryPreserve"}, str(differ))
    tap.check(any("postgresql:" in line for line in several["Environment"]), "only PostgreSQL lets more than one write")
    tap.check(any("/%i.sock" in line for line in several["Environment"]), "two processes, one socket")


def lockerd_is_off_the_network():
    found = settings(unit_path("cubby-lockerd").read_text())["Service"]
    tap.check(found["PrivateNetwork"] == ["yes"] and found["RestrictAddressFamilies"] == ["AF_UNIX"]
              and found["IPAddressDeny"] == ["any"], str(found))
    tap.check(found["LimitNOFILE"] == ["256"], str(found["LimitNOFILE"]))


def kiosk_may_confine_its_decoder():
    """cubby-decode refuses to work where it cannot filter its own system calls, and is a program of its own."""
    found = settings(unit_path("cubby-kiosk").read_text())["Service"]
    allowed = [word for line in found["SystemCallFilter"] if not line.startswith("~") for word in line.split()]
    refused = [word for line in found["SystemCallFilter"] if line.startswith("~") for word in line[1:].split()]
    for call in ("seccomp", "prctl", "memfd_create", "prlimit64", "socketpair", "eventfd2", "close_range", "execve"):
        tap.check(call in allowed or reaches(call, "@system-service"), f"{call} is not allowed")
        tap.check(not any(reaches(call, name) for name in refused), f"{call} is refused by {refused}")
    tap.check(int(found["TasksMax"][0]) >= 64, "no room for processes")


def reaches(call, name):
    """Whether the set of systemd, or one that it is made of, has the call."""
    words = tap.must("systemd-analyze", "syscall-filter", name).split("\n")[1:]
    words = [word.strip() for word in words if word.startswith("    ") and not word.strip().startswith("#")]
    return call in words or any(reaches(call, word) for word in words if word.startswith("@"))


def cage_is_closed():
    found = settings(unit_path("cubby-kiosk").read_text())["Service"]
    words = " ".join(found["ExecStart"] + found["Environment"]).split()
    tap.check("-s" not in words and not any(word.endswith("=-s") for word in words), "cage -s switches consoles")
    tap.check(found["User"] == ["cubby-kiosk"], str(found["User"]))


def verifies():
    """systemd-analyze verify, with the programs replaced by one that is there."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for unit in [*UNITS, *JOBS]:
            text = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", unit_path(unit).read_text())
            text = re.sub(r"(?m)^(Requires|Documentation)=.*\n", "", text)
            path = pathlib.Path(folder) / f"{unit}.service"
            path.write_text(text)
            paths.append(str(path))
        for unit in JOBS:
            path = pathlib.Path(folder) / f"{unit}.timer"
            path.write_text((source / f"{unit}.timer").read_text().replace("Documentation=man:cubby-central(8)\n", ""))
            paths.append(str(path))
        done = tap.command("systemd-analyze", "verify", "--man=no", *paths, env={
            "SYSTEMD_UNIT_PATH": f"{folder}:/usr/lib/systemd/system", "PATH": "/usr/bin:/bin", "SYSTEMD_LOG_LEVEL": "warning"})
        said = [line for line in (done.stdout + done.stderr).splitlines() if "cubby-" in line]
        tap.check(not said, "\n".join(said))
        tap.check(done.returncode == 0, done.stdout + done.stderr)


def verify_catches():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "cubby-wrong.service"
        path.write_text("[Service]\nExecStart=/bin/true\nProtectSytem=strict\n")
        done = tap.command("systemd-analyze", "verify", "--man=no", str(path))
        tap.check("ProtectSytem" in done.stdout + done.stderr, "a misspelt setting passed")


def well_formed(path):
    tap.must("xmllint", "--noout", "--nonet", str(path))


UDEV_TOKEN = re.compile(r'(ACTION|SUBSYSTEM|KERNEL|LABEL|GOTO|GROUP|MODE|ATTRS\{\w+\}|ENV\{\w+\})(==|!=|=)"[^"]*"$')
UDEV_MATCH_ONLY = ("ACTION", "SUBSYSTEM", "KERNEL", "ATTRS")


def udev_rules_parse():
    text = (source / "udev.rules").read_text()
    labels = set(re.findall(r'LABEL="(\w+)"', text))
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        for token in line.split(", "):
            match = UDEV_TOKEN.match(token)
            tap.check(match, f"not a token: {token}")
            assigns = match[2] == "="
            tap.check(not (assigns and match[1].startswith(UDEV_MATCH_ONLY)), f"assigns to what can only be compared: {token}")
            tap.check(not (match[1] in ("GROUP", "MODE") and not assigns), f"compares what can only be assigned: {token}")
            if match[1] == "GOTO":
                tap.check(token.split('"')[1] in labels, f"no such label: {token}")
    typing = [line for line in text.splitlines() if "LIBINPUT_IGNORE_DEVICE" in line]
    tap.check(typing, "readers in keyboard mode can type")
    for line in typing:  # deaf for the screen, open to the kiosk alone
        tap.check('GROUP="cubby-kiosk", MODE="0660", ENV{LIBINPUT_IGNORE_DEVICE}="1"' in line, f"not the kiosk's alone: {line}")
    unit = (source / "cubby-kiosk.service.in").read_text()
    tap.check("DeviceAllow=char-input r" in unit, "the kiosk cannot open a reader in keyboard mode")
    tap.check(not re.search(r"(?m)^SupplementaryGroups=.*\binput\b", unit), "the kiosk can read every keyboard")
    users = (source / "sysusers.conf").read_text()
    for group in set(re.findall(r'GROUP="([^"]+)"', text)):
        tap.check(re.search(rf"(?m)^[ug] {group} ", users), f"{group} is in no line of sysusers.conf")


def ini_parses(name, section, wanted):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string((source / name).read_text())
    for key, value in wanted.items():
        tap.check(parser[section][key] == value, f"{key} is {parser[section].get(key)}")


def sysctl_parses():
    found = {}
    for line in (source / "sysctl.conf").read_text().splitlines():
        if line and not line.startswith("#"):
            tap.check(re.fullmatch(r"[a-z][a-z0-9_.-]+ = \S+", line), f"not a setting: {line}")
            key, _, value = line.partition(" = ")
            found[key] = value
    for key, value in {"kernel.sysrq": "0", "kernel.core_pattern": "|/bin/false", "fs.suid_dumpable": "0"}.items():
        tap.check(found.get(key) == value, f"{key} is {found.get(key)}")


def inspector_is_closed():
    with tempfile.TemporaryDirectory() as folder:
        schema = pathlib.Path("/usr/share/glib-2.0/schemas/org.gtk.gtk4.Settings.Debug.gschema.xml")
        (pathlib.Path(folder) / schema.name).write_text(schema.read_text())
        environment = {"GSETTINGS_SCHEMA_DIR": folder, "GSETTINGS_BACKEND": "memory", "PATH": "/usr/bin:/bin",
                       "XDG_DATA_DIRS": folder}
        key = ("org.gtk.gtk4.Settings.Debug", "enable-inspector-keybinding")
        tap.must("glib-compile-schemas", "--strict", folder)
        before = tap.must("gsettings", "get", *key, env=environment).strip()
        override = "90_cubby.gschema.override"
        (pathlib.Path(folder) / override).write_text((source / override).read_text())
        tap.must("glib-compile-schemas", "--strict", folder)
        after = tap.must("gsettings", "get", *key, env=environment).strip()
        tap.check((before, after) == ("true", "false"), f"before {before}, after {after}")


tap.run(
    [(f"{unit} exposes no more than it may", lambda unit=unit: score(unit_path(unit), UNITS[unit])) for unit in UNITS]
    + [(f"with {name}.conf no more either", lambda name=name: score_with_drop_in(name)) for name in DROP_INS]
    + [(f"{unit} exposes no more than it may", lambda unit=unit: score(unit_path(unit), JOBS[unit])) for unit in JOBS]
    + [(f"{unit} has the settings of every job, and its time", lambda unit=unit: job_has_settings(unit)) for unit in JOBS]
    + [("the backup is of the service's database", backup_has_the_database_of_the_service)]
    + [("several processes have what one has, but their own sockets", several_processes_share_what_one_has)]
    + [("the threshold catches a bare unit", threshold_catches)]
    + [(f"{unit} has the settings of every unit", lambda unit=unit: has_settings(unit)) for unit in UNITS]
    + [
        ("the locker controller is off the network", lockerd_is_off_the_network),
        ("the kiosk may confine its decoder", kiosk_may_confine_its_decoder),
        ("cage does not switch consoles", cage_is_closed),
        ("systemd-analyze verify has nothing to say", verifies),
        ("systemd-analyze verify would say something", verify_catches),
        ("the policy of Locker1 is XML", lambda: well_formed(source / "bus/org.cubby.Locker1.conf")),
        ("the policy of Link1 is XML", lambda: well_formed(source / "bus/org.cubby.Link1.conf")),
        ("the udev rules parse, their labels and groups exist", udev_rules_parse),
        ("logind makes no consoles", lambda: ini_parses("logind.conf", "Login", {"NAutoVTs": "0", "ReserveVT": "0"})),
        ("Ctrl+Alt+Del does nothing", lambda: ini_parses("manager.conf", "Manager", {"CtrlAltDelBurstAction": "none"})),
        ("no magic keys, no core dumps", sysctl_parses),
        ("the override closes GTK's inspector", inspector_is_closed),
    ])
