# SPDX-License-Identifier: Apache-2.0
"""Owns a bus name and answers every method of an interface file with org.cubby.Test.Reached.

usage: stand-in.py NAME PATH XML     prints "owned" or "refused"
"""
import sys

from gi.repository import Gio, GLib

name, path, xml = sys.argv[1:]
loop = GLib.MainLoop()


def on_call(_bus, _sender, _path, _interface, _method, _parameters, invocation):
    invocation.return_dbus_error("org.cubby.Test.Reached", "reached")


def on_acquired(bus, _name):
    with open(xml, encoding="utf-8") as file:
        for interface in Gio.DBusNodeInfo.new_for_xml(file.read()).interfaces:
            bus.register_object(path, interface, on_call, None, None)


def on_owned(_bus, _name):
    print("owned", flush=True)


def on_lost(_bus, _name):
    print("refused", flush=True)
    loop.quit()


Gio.bus_own_name(Gio.BusType.SYSTEM, name, Gio.BusNameOwnerFlags.NONE, on_acquired, on_owned, on_lost)
GLib.timeout_add_seconds(120, loop.quit)
loop.run()
