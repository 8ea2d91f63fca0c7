# SPDX-License-Identifier: Apache-2.0
"""The bus policy before a real dbus-daemon of type system: every caller × every interface, and who may own the names.

The users of the policy need not exist here: a copy of it names others, which do. Root is needed to become them.
usage: test-bus-policy.py SYSTEMD-SOURCE DBUS-XML-FOLDER STAND-IN
"""
import contextlib
import os
import pathlib
import pwd
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

import tap

source, interfaces_folder, stand_in = map(pathlib.Path, sys.argv[1:])
OURS = ("cubby-lockerd", "cubby-linkd", "cubby-kiosk")
NAMES = {"org.cubby.Locker1": "cubby-lockerd", "org.cubby.Link1": "cubby-linkd"}
EVERYBODY = ("cubby-lockerd", "cubby-linkd", "cubby-kiosk", "root", "stranger")
# interface: who may call it. The table is the policy.
CALLERS = {
    "org.cubby.Locker1.Bank": EVERYBODY,
    "org.cubby.Locker1.Counter": ("cubby-kiosk",),
    "org.cubby.Locker1.Link": ("cubby-linkd",),
    "org.cubby.Locker1.Service": ("root",),
    "org.cubby.Link1": ("cubby-kiosk", "root"),
}
# the standard ones, by bus name
STANDARD = {"org.cubby.Locker1": EVERYBODY, "org.cubby.Link1": ("cubby-kiosk", "root")}
STANDARD_CALLS = {
    "org.freedesktop.DBus.Introspectable.Introspect": (),
    "org.freedesktop.DBus.Properties.GetAll": ("org.cubby.Test",),
    "org.freedesktop.DBus.Peer.Ping": (),
}
# What Debian's /usr/share/dbus-1/system.conf says, without its user, its folders and its files.
CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <auth>EXTERNAL</auth>
  <listen>unix:path={folder}/bus</listen>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus"/>
    <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus.Introspectable"/>
    <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus.Properties"/>
  </policy>
  <includedir>{folder}/policy</includedir>
</busconfig>
"""


def choose_users():
    """Returns: {user of ours, "root" or "stranger": one that exists here}, all different."""
    there = [user for user in ("daemon", "bin", "sys", "games", "man", "lp", "mail", "news")
             if user in {entry.pw_name for entry in pwd.getpwall()}]
    if len(there) < len(OURS) + 1:
        raise tap.Skip("too few users on this machine")
    return {**dict(zip(OURS + ("stranger",), there)), "root": "root"}


def as_user(user):
    entry = pwd.getpwnam(user)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


class Bus:
    def __init__(self, folder, users):
        self.folder = folder
        self.users = users
        self.address = f"unix:path={folder}/bus"
        os.chmod(folder, 0o755)
        (folder / "policy").mkdir()
        for path in sorted((source / "bus").glob("*.conf")):
            text = path.read_text()
            for ours in OURS:
                text = text.replace(f'user="{ours}"', f'user="{users[ours]}"')
            (folder / "policy" / path.name).write_text(text)
        (folder / "bus.conf").write_text(CONFIGURATION.format(folder=folder))
        # Copies: the source may lie in a folder that only its owner may enter.
        for path in [stand_in, *interfaces_folder.glob("*.xml")]:
            (folder / path.name).write_text(path.read_text())
        self.environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DBUS_SYSTEM_BUS_ADDRESS": self.address,
                            "LANG": "C.UTF-8"}
        self.daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        tap.check(self.daemon.stdout.readline(), "dbus-daemon does not start with the policy")

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait()
        self.daemon.stdout.close()

    @contextlib.contextmanager
    def owner(self, name, user):
        """Yields: whether the user was let own the name."""
        process = subprocess.Popen(
            [*as_user(self.users[user]), "/usr/bin/python3", str(self.folder / "stand-in.py"), name,
             "/" + name.replace(".", "/"), str(self.folder / f"{name}.xml")],
            stdout=subprocess.PIPE, text=True, env=self.environment, cwd="/")
        try:
            yield process.stdout.readline().strip() == "owned"
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()

    def reaches(self, caller, name, method, arguments):
        """Whether a call got through the bus: the peer answers, whatever it says, or the bus refuses."""
        done = tap.command(*as_user(self.users[caller]), "gdbus", "call", "--system", "--timeout=20", "--dest", name,
                           "--object-path", "/" + name.replace(".", "/"), "--method", method, *arguments,
                           env=self.environment, cwd="/")
        if "org.freedesktop.DBus.Error.AccessDenied" in done.stderr:
            return False
        tap.check(done.returncode == 0 or "org.cubby.Test.Reached" in done.stderr
                  or "org.freedesktop.DBus.Error.InvalidArgs" in done.stderr, f"{method}: {done.stderr}")
        return True


SAMPLES = {"s": "x", "t": "1", "u": "1", "b": "true", "aa{sv}": "[]"}


def first_method(interface):
    """Returns: the bus name, a method of the interface, and arguments of its types."""
    name = ".".join(interface.split(".")[:3])
    for node in tree.parse(interfaces_folder / f"{name}.xml").getroot().iter("interface"):
        if node.get("name") == interface:
            method = node.find("method")
            types = [argument.get("type") for argument in method.findall("arg") if argument.get("direction") == "in"]
            return name, f"{interface}.{method.get('name')}", [SAMPLES[kind] for kind in types]
    raise tap.Wrong(f"{interface} is in no file")


def interfaces_are_the_files():
    found = {node.get("name") for path in interfaces_folder.glob("*.xml")
             for node in tree.parse(path).getroot().iter("interface")}
    tap.check(found == set(CALLERS), f"in the files: {found}, in the table: {set(CALLERS)}")


def only_its_program_owns(bus, name):
    for user in EVERYBODY:
        with bus.owner(name, user) as owned:
            tap.check(owned == (user == NAMES[name]), f"{user} {'owns' if owned else 'may not own'} {name}")


def callers_are(bus, name, method, arguments, allowed):
    with bus.owner(name, NAMES[name]) as owned:
        tap.check(owned, f"{NAMES[name]} may not own {name}")
        for caller in EVERYBODY:
            reached = bus.reaches(caller, name, method, arguments)
            tap.check(reached == (caller in allowed), f"{caller} {'reaches' if reached else 'does not reach'} {method}")


def cases(bus):
    yield "the table names every interface of the files", interfaces_are_the_files
    for name in NAMES:
        yield f"{name} is owned by {NAMES[name]} and by nobody else", lambda name=name: only_its_program_owns(bus, name)
    for interface, allowed in CALLERS.items():
        call = first_method(interface)
        yield (f"{interface} is called by {', '.join(allowed)} and by nobody else",
               lambda call=call, allowed=allowed: callers_are(bus, *call, allowed))
    for name, allowed in STANDARD.items():
        for method, arguments in STANDARD_CALLS.items():
            yield (f"{method} of {name} is called by {', '.join(allowed)} and by nobody else",
                   lambda name=name, method=method, arguments=arguments, allowed=allowed:
                   callers_are(bus, name, method, arguments, allowed))


if os.geteuid() != 0:
    print("1..0 # SKIP only root can become the users of the policy")
    sys.exit(0)
with tempfile.TemporaryDirectory() as temporary:
    try:
        running = Bus(pathlib.Path(temporary), choose_users())
    except tap.Skip as reason:
        print(f"1..0 # SKIP {reason}")
        sys.exit(0)
    try:
        tap.run(list(cases(running)))
    finally:
        running.stop()
