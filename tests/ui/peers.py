#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""cubby-lockerd and cubby-linkd as the screen sees them, for states that are hard to reach with the real ones.

Both names are owned on the session bus. A line on standard input is a command; each is answered by "ok":
  grant STATE [DOOR [REMAINING [PURPOSE [KEY=VALUE…]]]]   emits GrantChanged; the keys are those of its detail
  changed SKU…                     emits Link1.Changed
  link online|offline              the state of the link
  answer REASON [METHOD]           how the next passes, codes and labels are answered, or this method alone;
                                   unknown: it is no method of this lockerd
  order created|offline|out-of-stock|price-changed|held|deliver    held: answered when it is delivered
  quote on|off                     whether the centre answers quotes: a promotion of the whole basket takes 20 000 off
  doors NAME…                      the doors of the next sequence; none: one door
  purpose [WORD]                   what the next pass is for
  alarms on|off
"""

import json
import sqlite3
import sys
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

BANK, COUNTER, LINK = "org.cubby.Locker1.Bank", "org.cubby.Locker1.Counter", "org.cubby.Link1"
LOCKER_PATH, LINK_PATH = "/org/cubby/Locker1", "/org/cubby/Link1"
DOOR = "B2"


class Peers:
    def __init__(self, xml_folder, catalogue):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.catalogue = catalogue
        self.reason = "granted"
        self.order = "created"
        self.link = "online"
        self.alarms = False
        self.calls = []
        self.held = []
        self.quote = False
        self.doors = []
        self.purpose = None
        self.reasons = {}
        for name, path in (("org.cubby.Locker1", LOCKER_PATH), ("org.cubby.Link1", LINK_PATH)):
            with open(f"{xml_folder}/{name}.xml", encoding="utf-8") as file:
                node = Gio.DBusNodeInfo.new_for_xml(file.read())
            for interface in node.interfaces:
                self.bus.register_object(path, interface, self.on_call, self.on_get, None)
            Gio.bus_own_name_on_connection(self.bus, name, Gio.BusNameOwnerFlags.NONE, None, None)

    def on_get(self, _bus, _sender, _path, interface, name):
        values = {
            (BANK, "Ready"): GLib.Variant("b", True),
            (BANK, "Alarms"): GLib.Variant("a(sssx)", self.list_alarms()),
            (BANK, "Columns"): GLib.Variant("a(sub)", [("A", 420, False), ("kiosk", 620, True), ("B", 420, False), ("C", 520, False)]),
            (LINK, "State"): GLib.Variant("s", self.link),
            (LINK, "SyncedAt"): GLib.Variant("x", int((time.time() - (0 if self.link == "online" else 720)) * 1000)),
            (LINK, "Sequence"): GLib.Variant("t", 17),
            (LINK, "SyncedRunning"): GLib.Variant("x", int((time.clock_gettime(time.CLOCK_BOOTTIME) - (0 if self.link == "online" else 720)) * 1000)),
            (LINK, "Problem"): GLib.Variant("s", ""),
            (LINK, "ClockSkew"): GLib.Variant("x", 0),
            (LINK, "CataloguePath"): GLib.Variant("s", self.catalogue),
        }
        return values[interface, name]

    def list_alarms(self):
        return [(kind, door, "", int(time.time() * 1000)) for kind, door in (("forced", "A3"), ("clock", ""))] if self.alarms else []

    def opened(self, method, detailed=True):
        """What a method answers that opens a door."""
        reason = self.reasons.get(method, self.reason)
        details = {"already_used": {"used_at": GLib.Variant("x", 1763690460000)}, "wait": {"wait_s": GLib.Variant("u", 16)},
                   "no_room": {"place": GLib.Variant("u", 2)}}
        answer = [reason, "", ""]
        detail = details.get(reason, {})
        if reason == "granted":
            answer = [reason, "g1", self.doors[0] if self.doors else DOOR]
            detail = {"doors": GLib.Variant("as", self.doors)} if self.doors else {}
            if self.purpose:
                detail["purpose"] = GLib.Variant("s", self.purpose)
        return GLib.Variant("(sssa{sv})", (*answer, detail)) if detailed else GLib.Variant("(sss)", answer)

    def judged(self, method):
        return GLib.Variant("(s)", (self.reasons.get(method, "granted"),))

    def placed(self):
        if self.order == "created":
            return 201, {"id": "0192", "number": "C-583021", "pass_url": "/p/0192ab34cd56ef78"}
        if self.order == "price-changed":
            return 409, {"type": "urn:cubby:problem:price-changed", "title": "It costs something else now", "status": 409,
                         "quote": self.make_quote(self.calls[-1][1][0], 5000)}
        return 409, {"type": "urn:cubby:problem:out-of-stock", "title": "There is not enough stock", "status": 409, 
                     "skus": [{"sku": "ATT-WHT-S", "wanted": 1, "purchasable": 0}]}

    def make_quote(self, request, more=0):
        """What the lines cost by the replica, less a promotion."""
        with sqlite3.connect(f"file:{self.catalogue}?mode=ro", uri=True) as replica:
            subtotal = sum(replica.execute("SELECT price FROM variant WHERE sku = ?", (line["sku"],)).fetchone()[0] * line["quantity"]
                           for line in json.loads(request)["lines"])
        money = lambda amount: {"amount": amount, "currency": "VND"}
        name = {"vi": "Mua nhiều giảm nhiều", "th": "ยิ่งซื้อยิ่งลด", "en": "More for less"}
        return {"currency": "VND", "lines": [], "subtotal": money(subtotal), "discount": money(20000), "tax": money(0),
                "discounts": [{"promotion": "more", "name": name, "amount": money(20000)}], "total": money(subtotal - 20000 + more)}

    def on_call(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        self.calls.append((method, arguments.unpack()))
        answers = {
            "GetDoors": lambda: GLib.Variant("(aa{sv})", ([
                {"name": GLib.Variant("s", name), "door": GLib.Variant("s", door), "content": GLib.Variant("s", content)}
                for name, door, content in (("A3", "open", "loaded"), ("C4", "shut", "out_of_service"))],)),
            "PresentPass": lambda: self.opened(method),
            "PresentCode": lambda: self.opened(method),
            "Reopen": lambda: self.opened(method),
            "BeginStow": lambda: self.opened(method),
            "SignIn": lambda: self.sign_in(*arguments.unpack()),
            "SignOut": lambda: None,
            "CallStaff": lambda: None,
            "ListParcels": lambda: GLib.Variant("(a(ssss))", ([("008931234500000018", "M", "expected", ""),
                                                               ("008931234500000025", "S", "expected", ""),
                                                               ("008931234500000032", "L", "loaded", "C1"),
                                                               ("008931234500000049", "L", "assigned", "C4"),
                                                               ("008931234500000056", "M", "queued", "")],)),
            "TooSmall": lambda: self.opened(method, detailed=False),
            "TakeBack": lambda: self.opened(method, detailed=False),
            "ListRemovals": lambda: GLib.Variant("(a(ssxs))", ([("008931234500000063", "A3", 1763690460, "overdue"),
                                                                ("008931234500000070", "B2", 0, "withdrawn"),
                                                                ("008931234500000087", "C1", 0, "review")],)),
            "BeginRemoval": lambda: self.opened(method),
            "BeginReconciliation": lambda: self.opened(method),
            "OpenMany": lambda: self.opened(method),
            "ReportSeen": lambda: self.judged(method),
            "StopSequence": lambda: self.judged(method),
            "SetService": lambda: self.judged(method),
            "ResetClock": lambda: self.judged(method),
            "GetSelfTest": lambda: GLib.Variant("(sa{sv})", ("granted", {
                "at": GLib.Variant("x", 1763690460000), "good": GLib.Variant("b", False),
                "lines": GLib.Variant("a(sbs)", [("journal", True, "It has 4123 rows and proves."),
                                                 ("lock A1", True, "It answers."), ("lock A2", True, "It answers."),
                                                 ("sensor B4", False, "The sensor of door B4 says nothing.")])})),
            "Reject": lambda: self.judged(method),
            "ListRequests": lambda: GLib.Variant("(a(sss))", ([("r1", "C4", "customer service: label fell off")] if self.alarms else [],)),
            "AnswerRequest": lambda: GLib.Variant("(sss)", ("granted", "g2", "C4")),
            "FetchBasket": lambda: GLib.Variant("(us)", (200, json.dumps({"id": "b", "lines": [{"sku": "ATT-WHT-M", "quantity": 2}]}))),
            "SaveBasket": lambda: GLib.Variant("(us)", (201, json.dumps({"id": "b", "url": "/b/0192ab34"}))),
        }
        if self.reasons.get(method) == "unknown":
            invocation.return_dbus_error("org.freedesktop.DBus.Error.UnknownMethod", f"there is no {method}")
            return
        if method == "PlaceOrder":
            self.place_order(invocation)
            return
        if method == "Quote":
            if self.quote:
                invocation.return_value(GLib.Variant("(us)", (200, json.dumps(self.make_quote(arguments.unpack()[0])))))
            else:
                invocation.return_dbus_error("org.cubby.Error.Offline", "the centre cannot be reached")
            return
        invocation.return_value(answers[method]())

    def sign_in(self, badge, pin):
        if pin == "135790":
            session, name, role = {"B-1002": ("s2", "Minh", "supervise"), "B-1003": ("s3", "Hoa", "restock")}.get(badge, ("s1", "Lan", "supervise"))
            return GLib.Variant("(ssa{sv})", ("granted", session, {"name": GLib.Variant("s", name), "role": GLib.Variant("s", role)}))
        return GLib.Variant("(ssa{sv})", ("wrong_badge_or_pin", "", {}))

    def place_order(self, invocation):
        if self.order == "offline":
            invocation.return_dbus_error("org.cubby.Error.Offline", "the centre cannot be reached")
            return
        if self.order == "held":
            self.held.append(invocation)
            return
        status, body = self.placed()
        invocation.return_value(GLib.Variant("(us)", (status, json.dumps(body))))

    @staticmethod
    def detail(key, value):
        if key == "differences":
            return GLib.Variant("as", value.replace("_", " ").split(","))
        return GLib.Variant("u", int(value)) if key.endswith("_s") else GLib.Variant("s", value)

    def emit(self, path, interface, signal, value):
        self.bus.emit_signal(None, path, interface, signal, value)

    def properties_changed(self, path, interface, names):
        values = {name: self.on_get(None, None, None, interface, name) for name in names}
        self.emit(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", GLib.Variant("(sa{sv}as)", (interface, values, [])))

    def command(self, words):
        verb, rest = words[0], words[1:]
        if verb == "grant":
            door = rest[1] if len(rest) > 1 else DOOR
            purpose = rest[3] if len(rest) > 3 else "pickup"
            detail = {"remaining": GLib.Variant("u", int(rest[2]) if len(rest) > 2 else 0)}
            for key, value in (word.split("=", 1) for word in rest[4:]):
                detail[key] = self.detail(key, value)
            self.emit(LOCKER_PATH, BANK, "GrantChanged", GLib.Variant("(ssssa{sv})", ("g1", purpose, door, rest[0], detail)))
        elif verb == "changed":
            self.emit(LINK_PATH, LINK, "Changed", GLib.Variant("(tas)", (18, rest)))
        elif verb == "link":
            self.link = rest[0]
            self.properties_changed(LINK_PATH, LINK, ["State", "SyncedAt"])
        elif verb == "answer":
            if len(rest) > 1:
                self.reasons[rest[1]] = rest[0]
            else:
                self.reason, self.reasons = rest[0], {}
        elif verb == "order":
            self.order = "created" if rest[0] == "deliver" else rest[0]
            held, self.held = (self.held, []) if rest[0] == "deliver" else ([], self.held)
            for invocation in held:
                self.place_order(invocation)
        elif verb == "quote":
            self.quote = rest[0] == "on"
        elif verb == "purpose":
            self.purpose = rest[0] if rest else None
        elif verb == "doors":
            self.doors = rest
        elif verb == "alarms":
            self.alarms = rest[0] == "on"
            self.properties_changed(LOCKER_PATH, BANK, ["Alarms"])
        elif verb == "calls":
            print(json.dumps(self.calls), flush=True)
            self.calls = []
            return
        print("ok", flush=True)


def main():
    peers = Peers(sys.argv[1], sys.argv[2])
    loop = GLib.MainLoop()

    def on_line(channel, _condition):
        line = channel.readline()
        if line == "":
            loop.quit()
            return False
        if line.split():
            peers.command(line.split())
        return True

    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP,
                      lambda _channel, condition: on_line(sys.stdin, condition))
    print("ok", flush=True)
    loop.run()


if __name__ == "__main__":
    main()
