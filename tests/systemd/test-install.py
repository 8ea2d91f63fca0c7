# SPDX-License-Identifier: Apache-2.0
"""The installed tree: what units and policies name is there; users, owners and modes come out as written.

usage: test-install.py BUILD-FOLDER PREFIX
"""
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile

import tap

build, prefix = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PROGRAMS = ("cubby-lockerd", "cubby-linkd", "cubby-kiosk", "cubby-central", "cubbyctl", "cubby-sim", "cubby-sim-camera")
UNITS = ("cubby-lockerd", "cubby-linkd", "cubby-kiosk", "cubby-central")
FILES = (
    "lib/systemd/system/cubby-central@.service", "lib/systemd/system/cubby-central-backup.service", "lib/systemd/system/cubby-central-backup.timer",
    "lib/sysusers.d/cubby.conf", "lib/tmpfiles.d/cubby.conf", "lib/modules-load.d/cubby.conf", "lib/sysctl.d/60-cubby.conf",
    "lib/systemd/logind.conf.d/cubby.conf", "lib/systemd/system.conf.d/cubby.conf", "lib/udev/rules.d/70-cubby.rules",
    "share/dbus-1/system.d/org.cubby.Locker1.conf", "share/dbus-1/system.d/org.cubby.Link1.conf",
    "share/glib-2.0/schemas/90_cubby.gschema.override", "share/doc/cubby/systemd/README.md",
    "share/doc/cubby/systemd/modbus-tcp.conf", "share/doc/cubby/systemd/central-address.conf", "share/doc/cubby/systemd/gpu.conf",
    "share/doc/cubby/systemd/light.conf",
    "share/doc/cubby/systemd/central-credentials.conf",
    "libexec/cubby/cubby-decode",
    "libexec/cubby/cubby-picture",
    "share/doc/cubby/examples/cubby.conf", "share/cubby/demo/range.json", "share/cubby/demo/pictures/so-mi-linen.svg",
    *(f"share/bash-completion/completions/{program}" for program in PROGRAMS),
)
# path: mode, user, group; those of MADE_BEFORE are there with a wrong mode, the others are made
OWNERS = {
    "etc/cubby": (0o755, "root", "root"),
    "etc/cubby/staff.conf": (0o640, "root", "cubby-lockerd"),
    "etc/cubby/pass-keys.conf": (0o640, "root", "cubby-lockerd"),
    "etc/cubby/link.token": (0o600, "cubby-linkd", "root"),
    "etc/cubby/cubby.conf": (0o644, "root", "root"),
    "etc/cubby/central.conf": (0o640, "root", "cubby-central"),
    "etc/cubby/central": (0o750, "root", "cubby-central"),
    "etc/cubby/central/pass.key": (0o640, "root", "cubby-central"),
    "var/lib/cubby-linkd": (0o750, "cubby-linkd", "cubby-replica"),
    "var/lib/cubby-linkd/media": (0o750, "cubby-linkd", "cubby-replica"),
    "var/lib/cubby-linkd/catalogue.db": (0o640, "cubby-linkd", "cubby-replica"),
    "var/lib/cubby-linkd/catalogue.db-shm": (0o640, "cubby-linkd", "cubby-replica"),
    "var/lib/cubby-linkd/parcels.db": (0o600, "cubby-linkd", "cubby-replica"),
}
MADE_BEFORE = ("etc/cubby/cubby.conf", "etc/cubby/central.conf", "etc/cubby/central/pass.key", "etc/cubby/link.token",
               "var/lib/cubby-linkd/catalogue.db", "var/lib/cubby-linkd/catalogue.db-shm", "var/lib/cubby-linkd/parcels.db")


class Tree:
    def __init__(self, folder):
        self.folder = folder
        os.chmod(folder, 0o755)
        self.installed = folder / "installed"
        tap.must("meson", "install", "-C", str(build), "--no-rebuild", "--destdir", str(self.installed))
        self.root = self.installed / prefix.relative_to("/")
        self.machine = folder / "machine"

    def read(self, path):
        return (self.root / path).read_text()

    def ids(self, table):
        """Returns: {name: number} of passwd or group of the machine that was made up."""
        lines = (self.machine / "etc" / table).read_text().splitlines()
        return {line.split(":")[0]: int(line.split(":")[2]) for line in lines}


def programs_are_there(tree):
    for program in PROGRAMS:
        path = tree.root / "bin" / program
        tap.check(os.access(path, os.X_OK), f"{path} is no program")


def files_are_there(tree):
    for path in FILES:
        tap.check((tree.root / path).is_file(), f"{path} is not installed")


def nothing_points_back(tree):
    """An installed program that looks into the source tree works until the source is gone."""
    sources = str(pathlib.Path(__file__).resolve().parents[2]).encode()
    for program in PROGRAMS:
        data = (tree.root / "bin" / program).read_bytes()
        for marker in (b"assets/demo", b"assets/css", b"assets/examples"):
            tap.check(sources + b"/" + marker not in data, f"{program} names {marker.decode()} of the source tree")


def paths_of_units_exist(tree):
    """Each absolute path of a unit is installed by us, is Debian's, or is made by tmpfiles or by hand."""
    made = ("/etc/cubby/", "/var/lib/cubby-", "/usr/bin/cage", "/bin/false", "/dev/")
    for unit in UNITS:
        text = "\n".join(line for line in tree.read(f"lib/systemd/system/{unit}.service").splitlines() if not line.startswith("#"))
        paths = re.findall(r"(?<![\w@}{])(/[\w./-]+)", text)
        tap.check(any(path.endswith("/" + unit) for path in paths), f"{unit} does not run {unit}")
        for path in paths:
            tap.check(path.startswith(made) or (tree.installed / path.lstrip("/")).exists(), f"{unit}: {path} is not there")


def names_of_bus_are_in_programs(tree):
    for program, name in (("cubby-lockerd", "org.cubby.Locker1"), ("cubby-linkd", "org.cubby.Link1")):
        tap.check(name.encode() in (tree.root / "bin" / program).read_bytes(), f"{program} does not speak of {name}")
        tap.check(f'own="{name}"' in tree.read(f"share/dbus-1/system.d/{name}.conf"), f"the policy does not give {name}")


def users_of_files_exist(tree):
    """Every user and group that a unit, a rule or the policy names is made by sysusers, or is Debian's."""
    users = tree.read("lib/sysusers.d/cubby.conf")
    known = set(re.findall(r"(?m)^[ug] (\S+)", users)) | {"root", "video", "audio", "*"}
    named = set()
    for unit in UNITS:
        for value in re.findall(r"(?m)^(?:User|Group|SupplementaryGroups)=(.*)$", tree.read(f"lib/systemd/system/{unit}.service")):
            named.update(value.split())
    for name in ("Locker1", "Link1"):
        named.update(re.findall(r'user="([^"]+)"', tree.read(f"share/dbus-1/system.d/org.cubby.{name}.conf")))
    named.update(re.findall(r'GROUP="([^"]+)"', tree.read("lib/udev/rules.d/70-cubby.rules")))
    tap.check(named <= known, f"nobody makes {named - known}")


def root_needed():
    if os.geteuid() != 0:
        raise tap.Skip("only root can give files away")


def sysusers_make_them(tree):
    root_needed()
    (tree.machine / "etc").mkdir(parents=True)
    (tree.machine / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    (tree.machine / "etc/group").write_text("root:x:0:\n")
    tap.must("systemd-sysusers", f"--root={tree.machine}", str(tree.root / "lib/sysusers.d/cubby.conf"))
    users, groups = tree.ids("passwd"), tree.ids("group")
    for user in ("cubby-lockerd", "cubby-linkd", "cubby-kiosk", "cubby-central"):
        tap.check(user in users and user in groups, f"{user} was not made")
    tap.check(len(set(users.values())) == len(users), "two users share a number")
    line = next(line for line in (tree.machine / "etc/group").read_text().splitlines() if line.startswith("cubby-replica:"))
    tap.check(set(line.split(":")[3].split(",")) == {"cubby-linkd", "cubby-kiosk"}, line)


def tmpfiles_set_owners(tree):
    root_needed()
    for path in MADE_BEFORE:
        (tree.machine / path).parent.mkdir(parents=True, exist_ok=True)
        (tree.machine / path).write_text("was here\n")
        os.chmod(tree.machine / path, 0o666)
    # as linkd makes them: systemd-tmpfiles touches nothing of root's in a folder of somebody else
    for path in (path for path in MADE_BEFORE if path.startswith("var/")):
        os.chown(tree.machine / path, tree.ids("passwd")["cubby-linkd"], 0)
    os.chown(tree.machine / "var/lib/cubby-linkd", tree.ids("passwd")["cubby-linkd"], 0)
    tap.must("systemd-tmpfiles", "--create", f"--root={tree.machine}", str(tree.root / "lib/tmpfiles.d/cubby.conf"))
    users, groups = tree.ids("passwd"), tree.ids("group")
    for path, (mode, user, group) in OWNERS.items():
        found = os.stat(tree.machine / path)
        tap.check((stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (mode, users[user], groups[group]),
                  f"/{path} is {stat.S_IMODE(found.st_mode):o} {found.st_uid}:{found.st_gid}, not {mode:o} {user}:{group}")
    tap.check((tree.machine / "etc/cubby/link.token").read_text() == "was here\n", "a token was overwritten")


def replica_is_read_by_the_group(tree):
    """A database in WAL mode, held open by linkd: the kiosk reads it, cannot write it; others see nothing."""
    root_needed()
    folder = tree.folder / "replica"
    folder.mkdir()
    users, groups = tree.ids("passwd"), tree.ids("group")
    os.chown(folder, users["cubby-linkd"], groups["cubby-replica"])
    os.chmod(folder, 0o750)
    database = folder / "catalogue.db"
    ready = "import sqlite3, sys, os; os.umask(0o027); d = sqlite3.connect(sys.argv[1]); d.execute('PRAGMA journal_mode=WAL')\n" \
            "d.execute('CREATE TABLE product (id)'); d.execute(\"INSERT INTO product VALUES ('linen-shirt')\"); d.commit()\n" \
            "print('ready', flush=True); sys.stdin.read()"
    read = "import sqlite3, sys; d = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)\n" \
           "print(d.execute('SELECT id FROM product').fetchone()[0])"
    write = "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute('DELETE FROM product'); d.commit()"

    def python(user, group, code, extra=()):
        return ["setpriv", f"--reuid={users[user]}", f"--regid={groups[group]}", *(extra or ["--clear-groups"]),
                "/usr/bin/python3", "-c", code, str(database)]

    in_group = [f"--groups={groups['cubby-replica']}"]
    writer = subprocess.Popen(python("cubby-linkd", "cubby-replica", ready), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True, cwd="/")
    try:
        tap.check(writer.stdout.readline() == "ready\n", "linkd cannot write the replica")
        for suffix in ("", "-wal", "-shm"):
            mode = stat.S_IMODE(os.stat(f"{database}{suffix}").st_mode)
            tap.check(mode == 0o640, f"catalogue.db{suffix} has mode {mode:o}")
        seen = tap.must(*python("cubby-kiosk", "cubby-kiosk", read, in_group), cwd="/")
        tap.check(seen == "linen-shirt\n", f"the kiosk reads {seen!r}")
        for user, extra in (("cubby-kiosk", in_group), ("cubby-central", ())):
            done = tap.command(*python(user, user, write, extra), cwd="/")
            tap.check(done.returncode != 0, f"{user} can write the replica")
        done = tap.command(*python("cubby-central", "cubby-central", read), cwd="/")
        tap.check(done.returncode != 0, "somebody else can read the replica")
    finally:
        writer.communicate("")


with tempfile.TemporaryDirectory() as temporary:
    tree_of_files = Tree(pathlib.Path(temporary))
    tap.run([(name, lambda case=case: case(tree_of_files)) for name, case in (
        ("every program is installed", programs_are_there),
        ("every file of systemd/ is installed", files_are_there),
        ("no program looks into the source tree", nothing_points_back),
        ("every path in a unit exists", paths_of_units_exist),
        ("programs and policy agree on the bus names", names_of_bus_are_in_programs),
        ("every user and group is made by somebody", users_of_files_exist),
        ("systemd-sysusers makes the users", sysusers_make_them),
        ("systemd-tmpfiles sets owners and modes", tmpfiles_set_owners),
        ("the replica is written by linkd, read by the kiosk, closed to others", replica_is_read_by_the_group),
    )])
