#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every screen once, in one language and one orientation: reached by accessible names, looked at, and measured.

usage: walk.py KIOSK CUBBYCTL LOCALE-FOLDER LANGUAGE WIDTHxHEIGHT
"""

import gettext
import json
import os
import sys

from bench import Bench, Failed, PRESSABLE

TARGET_PX = 48


def check_targets(bench, where):
    """Everything that can be pressed has a name and is large enough to be touched, and the window is no wider than the screen."""
    faults = []
    for node in bench.nodes():
        try:
            role, name = node.getRoleName(), node.name
            if role not in PRESSABLE and role != "frame":
                continue
            box = node.queryComponent().getExtents(bench.atspi.WINDOW_COORDS)
        except Exception:
            continue
        if role == "frame":
            if box.width > bench.size[0]:  # what is beyond the edge cannot be seen or touched
                faults.append(f"{where}: the screen is {bench.size[0]} wide, the window {box.width}")
            continue
        if not name or name.startswith(("Gtk", "Cubby")):  # a widget without a name is called by its type
            faults.append(f"{where}: a button at {box.x},{box.y} has no name")
        if box.width > 1 and (box.width < TARGET_PX or box.height < TARGET_PX):
            faults.append(f"{where}: “{name}” is {box.width}×{box.height}")
    if faults:
        raise Failed("; ".join(faults))


class Walk:
    def __init__(self, bench, words, prefix):
        self.bench, self.tr, self.plural, self.prefix = bench, words.gettext, words.ngettext, prefix
        self.count = 0
        self.looked = set()
        self.thorough = prefix == "en-portrait"  # what does not depend on words or size is tried once

    def look(self, name):
        self.count += 1
        self.looked.add(name)
        check_targets(self.bench, name)
        self.bench.picture(f"{self.prefix}-{self.count:02d}-{name}")

    def home(self):
        self.bench.press(self.tr("Home"))
        self.bench.wait_for(self.tr("Collect"))

    def collect(self):
        bench, tr = self.bench, self.tr
        bench.wait_for(tr("Collect"))
        self.look("attract")
        bench.press(tr("Collect"))
        bench.wait_for(tr("Hold your QR code in the frame"))
        self.look("collect")
        bench.press(tr("Enter code"))
        bench.wait_for(tr("Enter your code"))
        for letter in "ABCDE7":
            bench.press(letter)
        self.look("code")
        for letter in "FGHJ":
            bench.press(letter)
        bench.press(tr("Open the door"))
        bench.wait_for("B2")
        self.look("door-opening")
        bench.tell("grant opened")
        bench.wait_for(tr("Door %s is open") % "B2")
        self.look("door-open")
        bench.tell("grant closed")
        bench.wait_for(tr("Thank you"))
        self.look("door-done")
        self.home()

    def two_parcels(self):
        bench, tr = self.bench, self.tr
        bench.tell("doors B2 C1")
        bench.scan("CC1:TWO")
        bench.wait_for(tr("Door %u of %u, then %s") % (1, 2, "C1"))
        bench.tell("grant opened B2 1")
        bench.wait_for(tr("Door %s is open") % "B2")
        bench.tell("grant closed B2 1")
        bench.wait_for(tr("There is another parcel for you. Door %s opens next.") % "C1")
        self.look("door-next")
        bench.tell("grant intent C1 0")
        bench.wait_for(tr("Door %u of %u, the last one") % (2, 2))
        self.look("door-last")
        bench.tell("grant closed C1 0 pickup result=collected reopen_s=90")
        bench.wait_for(tr("The door is shut. Enjoy your parcel!"))
        bench.tell("doors")
        self.home()

    def forgotten(self):
        """The door of a pickup opens again; and a door that was shut too soon asks."""
        bench, tr = self.bench, self.tr
        bench.scan("CC1:ABC")
        bench.wait_for("B2")
        bench.tell("grant opened B2")
        bench.tell("grant closed B2 0 pickup result=collected reopen_s=2")
        bench.wait_for(tr("I forgot something"))
        bench.wait_gone(tr("I forgot something"))
        bench.tell("grant closed B2 0 pickup result=collected reopen_s=90")
        bench.wait_for(tr("I forgot something"))
        self.look("door-reopen")
        bench.press(tr("I forgot something"))
        bench.wait_for(tr("Door %s is opening") % "B2")
        bench.tell("grant opened B2 0 reopen")
        bench.wait_for(tr("Door %s is open") % "B2")
        bench.tell("grant closed B2 0 reopen result=review reopen_s=60")
        bench.wait_for(tr("Could you take it?"))
        self.look("door-review")
        bench.tell("answer too_late Reopen")
        bench.press(tr("Open it again"))
        bench.wait_for(tr("This door stays shut now"))
        self.look("refused-too_late")
        if [arguments for method, arguments in bench.calls() if method == "Reopen"] != [["g1"], ["g1"]]:
            raise Failed("the closed grant was not asked for")
        self.home()
        bench.tell("answer granted")

    def stuck(self):
        """A door that does not open is tried again with the same code, until the order goes to the counter."""
        bench, tr = self.bench, self.tr
        bench.scan("CC1:STUCK")
        bench.wait_for("B2")
        bench.tell("grant not_opened")
        bench.wait_for(tr("Door %s did not open") % "B2")
        bench.press(tr("Try again"))
        bench.wait_for(tr("Door %s is opening") % "B2")
        bench.tell("grant not_opened")
        bench.wait_for(tr("Door %s did not open") % "B2")
        bench.tell("answer at_counter")
        bench.press(tr("Try again"))
        bench.wait_for(tr("Your order is handed over at the counter"))
        self.look("refused-at_counter")
        calls = bench.calls()
        if [arguments for method, arguments in calls if method == "PresentPass"] != [["CC1:STUCK"]] * 3:
            raise Failed(f"the pass was presented as {calls}")
        if ["door"] not in [arguments for method, arguments in calls if method == "CallStaff"]:
            raise Failed("staff were not called")
        self.home()
        bench.tell("answer granted")

    def bring_back(self):
        bench, tr = self.bench, self.tr
        bench.tell("purpose dropoff")
        bench.scan("CC1:RETURN")
        bench.wait_for(tr("Your return goes in there."))
        bench.tell("purpose")
        bench.tell("grant opened B2 0 dropoff")
        bench.wait_for(tr("Put your return in, then please close the door."))
        self.look("dropoff-open")
        bench.tell("grant closed B2 0 dropoff result=dropped_off")
        bench.wait_for(tr("We have your return. We will send you a message when we have looked at it."))
        self.look("dropoff-done")
        bench.tell("answer unknown PresentPass")
        bench.scan("CC1:LATER")  # the next person is there already
        bench.wait_for(tr("This cannot be done now"))
        self.look("refused-cannot")
        self.home()
        bench.tell("answer granted")

    def trouble(self):
        bench, tr = self.bench, self.tr
        bench.scan("CC1:ABC")
        bench.wait_for("B2")
        bench.tell("grant not_opened")
        bench.wait_for(tr("Door %s did not open") % "B2")
        self.look("door-not-opened")
        bench.tell("grant unknown")
        bench.wait_for(tr("Please wait a moment"))
        self.look("door-unsure")
        self.home()
        for reason, sentence in (("already_used", "This code has been used"), ("expired", "This code has expired"),
                                 ("forged", "This code is not from our shop"), ("other_store", "This code is for another store"),
                                 ("wait", "One moment, please")):
            bench.tell("answer " + reason)
            bench.scan("CC1:" + reason.upper())
            bench.wait_for(tr(sentence))
            self.look("refused-" + reason)
            self.home()
        bench.tell("answer granted")

    def shop(self):
        bench, tr = self.bench, self.tr
        bench.press(tr("Shop"))
        bench.wait_for(tr("Search"))
        self.look("shop")
        category = next(name for role, name, node in bench.names() if role in PRESSABLE and node.childCount and
                        name not in (tr("Search"), tr("Home"), tr("Back"), tr("Language"), tr("Accessibility"), tr("Call staff"))
                        and not name.startswith(tr("Basket")))
        bench.press(category)
        bench.wait_for(category)
        self.look("list")
        bench.press(tr("Search"))
        for letter in "ao thun":
            if letter == "a" and self.tr("Search") == "ค้นหา":
                bench.press("abc")
            bench.press(tr("Space") if letter == " " else letter)
        bench.wait_for(self.product_name())
        self.look("search")
        bench.press(self.product_name())
        bench.wait_for(tr("Add to basket"))
        self.look("product")
        bench.tell("link offline")
        bench.wait_for(tr("No connection now: you can look around, but not order."))
        self.look("product-offline")
        bench.tell("link online")
        bench.press(tr("Add to basket"))
        bench.press(tr("Basket"), exact=False)
        bench.wait_for(tr("Your basket"))
        self.look("basket")
        bench.tell("quote on")
        bench.press(f"{tr('One more')}: {self.product_name()}")  # a basket that changes is asked about anew
        bench.wait_for(f"{tr('Discount')}: " + {"vi": "Mua nhiều giảm nhiều", "th": "ยิ่งซื้อยิ่งลด", "en": "More for less"}[bench.language])
        self.look("basket-discount")
        bench.press(tr("Carry on with the phone"))
        bench.wait_for(tr("Point the camera of your phone here. Your basket opens on it."))
        self.look("hand-over")
        bench.press(tr("Done"))
        self.order()

    def product_name(self):
        return {"vi": "Áo thun cổ tròn cotton chải kỹ", "th": "เสื้อยืดคอกลมคอตตอนหวี", "en": "Combed cotton crew-neck T-shirt"}[self.bench.language]

    def order(self):
        bench, tr = self.bench, self.tr
        bench.press(tr("Order"))
        bench.press(tr("Pick up from this locker"))
        bench.press(tr("Phone or e-mail") + ": ")
        for digit in "0901234567":
            bench.press(digit)
        self.look("checkout")
        bench.tell("order offline")
        bench.press(tr("Place the order"))
        bench.wait_for(tr("No connection at the moment. Your basket stays here. Please try again: nothing is ordered twice."))
        self.look("checkout-offline")
        bench.tell("order out-of-stock")
        bench.press(tr("Place the order"))
        bench.wait_for(tr("Somebody was faster: there is not enough left of %s.") % f"“{self.product_name()}”")
        self.look("checkout-out-of-stock")
        bench.press(tr("Change the basket"))
        bench.press(tr("Order"))
        bench.tell("order price-changed")
        bench.press(tr("Place the order"))
        bench.wait_for(tr("The price has changed since you looked. The new total is below: press Place the order if you agree."))
        self.look("checkout-price-changed")
        bench.tell("order held")
        bench.press(tr("Place the order"))
        bench.wait_for(tr("One moment …"))
        self.home()  # impatient; the answer comes all the same
        bench.tell("order deliver")
        bench.wait_for("C-583021")
        self.look("confirmation")
        sent = [arguments for method, arguments in bench.calls() if method == "PlaceOrder"]
        keys = [key for _, key in sent]
        if len(keys) != 4 or keys[0] != keys[1] or len(set(keys)) != 3:
            raise Failed(f"the orders were sent under {keys}")
        totals = [json.loads(request)["expected_total"]["amount"] for request, _ in sent]
        if totals[2] + 5000 != totals[3]:  # what the new quote says, after the shopper has seen it
            raise Failed(f"the orders were to cost {totals}")
        self.home()

    def scans(self):
        bench, tr = self.bench, self.tr
        bench.scan("8939999101011")
        bench.wait_for(self.product_name())
        self.home()
        bench.scan("CBK1:0192ab34")
        bench.wait_for(tr("Your basket"))
        self.home()
        bench.scan("hello")
        bench.wait_for(tr("We cannot use this code"))
        self.look("notice")
        bench.press(tr("All right"))

    def sign_in(self, badge):
        bench, tr = self.bench, self.tr
        bench.scan("CB1:" + badge)
        bench.wait_for(tr("Enter your PIN"))
        for digit in "135790":
            bench.press(digit)

    def home_of_staff(self):
        self.bench.press(self.tr("Home"))
        self.bench.wait_for(self.tr("Hello, %s") % "Lan")

    def tasks(self):
        self.bench.press(self.tr("Tasks"))
        self.bench.wait_for(self.tr("Hello, %s") % "Lan")

    def staff(self):
        bench, tr = self.bench, self.tr
        bench.tell("alarms on")
        self.sign_in("B-1001")
        self.look("sign-in")
        bench.press(tr("Sign in"))
        bench.wait_for("…00000025")
        self.look("staff")
        bench.press(tr("The clock is right now: go on"))
        bench.wait_for(tr("The clock counts again."))
        for part in (self.put_in, self.take_back, self.reject):
            part()
        self.tasks()
        for part in (self.remove, self.doors, self.check, self.open_many, self.self_test):
            part()
        bench.press(tr("Sign out"))
        bench.wait_for(tr("Collect"))
        bench.tell("alarms off")
        if self.thorough:
            self.roles()

    def roles(self):
        """What a role may not do is not there."""
        bench, tr = self.bench, self.tr
        self.sign_in("B-1003")
        bench.press(tr("Sign in"))
        bench.wait_for(tr("Take out"))
        for word in ("Open several doors", "Self-test"):
            if bench.shows(tr(word)):
                raise Failed(f"“{word}” is shown to those who put parcels in")
        bench.press(tr("Sign out"))
        bench.wait_for(tr("Collect"))

    def remove(self):
        """All that has to be taken out, one after another, and a stop."""
        bench, tr = self.bench, self.tr
        bench.press(tr("Take out"))
        bench.wait_for("A3 · …00000063")
        self.look("remove")
        bench.tell("doors A3 B2 C1")
        bench.press(tr("Take out all, one after another"))
        bench.wait_for(tr("Door %u of %u, then %s") % (1, 3, "B2, C1"))
        bench.tell("doors")
        bench.tell("grant opened A3 2 removal label=008931234500000063")
        bench.wait_for(tr("Take the parcel out and shut the door."))
        self.look("remove-open")
        bench.tell("grant closed A3 2 removal label=008931234500000063 result=unloaded")
        bench.wait_for(tr("Door %s opens next.") % "B2")
        if not self.thorough:
            self.home_of_staff()
            return
        bench.tell("grant opened B2 1 removal label=008931234500000070")
        bench.wait_for(tr("Door %u of %u, then %s") % (2, 3, "C1"))
        bench.press(tr("Stop after this door"))
        bench.wait_for(tr("Stopped. No other door opens."))
        bench.tell("grant closed B2 0 removal label=008931234500000070 result=unloaded")
        bench.wait_for(tr("Taken out"))
        removed = [arguments[1] for method, arguments in bench.calls() if method == "BeginRemoval"]
        if removed != [["008931234500000063", "008931234500000070", "008931234500000087"]]:
            raise Failed(f"{removed} was to be taken out")
        self.tasks()

    def doors(self):
        bench, tr = self.bench, self.tr
        bench.press(tr("Doors"))
        bench.wait_for(tr("Touch a door to see how it is."))
        bench.press(f"C4: {tr('shut')}, {tr('out of service')}")
        bench.wait_for(tr("Put back in service"))
        self.look("doors")
        bench.press(tr("Put back in service"))
        bench.wait_for(tr("The door is back in service."))
        bench.press(f"A3: {tr('open')}, {tr('loaded')}")
        bench.press(tr("Take out of service"))
        bench.wait_for(tr("Why is it taken out of service?"))
        self.look("doors-why")
        bench.press(tr("The lock does not work"))
        bench.wait_for(tr("The door is out of service. No parcel is put behind it."))
        asked = [arguments[1:] for method, arguments in bench.calls() if method == "SetService"]
        if asked != [["C4", True, "back"], ["A3", False, "lock"]]:
            raise Failed(f"asked for {asked}")
        self.home_of_staff()

    def check(self):
        """A reconciliation of two doors, with a difference."""
        bench, tr = self.bench, self.tr
        bench.press(tr("Check what is inside"))
        bench.wait_for(tr("Touch the doors, or choose all."))
        bench.press("A3", exact=False)
        bench.press("B2", exact=False)
        bench.wait_for(self.plural("%u door is chosen.", "%u doors are chosen.", 2) % 2)
        self.look("choose-check")
        bench.tell("doors A3 B2")
        self.second_badge()
        bench.wait_for(tr("Door %u of %u, then %s") % (1, 2, "B2"))
        bench.tell("doors")
        bench.tell("grant opened A3 1 reconcile")
        bench.wait_for(tr("Scan what you see in %s") % "A3")
        bench.scan("008931234500000018")
        bench.wait_for(tr("Seen: %s") % "…00000018")
        self.look("check-seen")
        bench.tell("grant closed A3 1 reconcile result=checked differences=moved_008931234500000018,missing_008931234500000032")
        bench.wait_for(tr("Door %s opens next.") % "B2")
        bench.tell("grant opened B2 0 reconcile")
        bench.wait_for(tr("Scan what you see in %s") % "B2")
        bench.press(tr("Nothing is in it"))
        bench.wait_for(tr("Noted: nothing is in it. Shut the door."))
        bench.tell("grant closed B2 0 reconcile result=checked")
        bench.wait_for("A3 · …00000018")
        bench.wait_for(tr("should be in it, and is not"))
        self.look("check-differences")
        calls = bench.calls()
        seen = [arguments[1:] for method, arguments in calls if method == "ReportSeen"]
        if seen != [["A3", ["008931234500000018"]], ["B2", []]]:
            raise Failed(f"seen was {seen}")
        begun = [arguments for method, arguments in calls if method == "BeginReconciliation"]
        if begun != [["s1", "s2", ["A3", "B2"]]]:
            raise Failed(f"begun was {begun}")
        self.tasks()

    def second_badge(self):
        """Asked for by more than one door; one's own does not do."""
        bench, tr = self.bench, self.tr
        bench.press(tr("Go on"))
        bench.wait_for(tr("Now the second badge"))
        bench.scan("CB1:B-1001")
        bench.wait_for(tr("A second supervisor is needed, with another badge."))
        if "second" not in self.looked:
            self.look("second")
        self.sign_in("B-1002")
        bench.press(tr("Sign in"))

    def open_many(self):
        bench, tr = self.bench, self.tr
        bench.press(tr("Open several doors"))
        bench.press(tr("All doors"))
        bench.press(tr("To clean them"))
        bench.wait_for(tr("Every door, one after another."))
        self.look("choose-open")
        bench.tell("doors A3 B2")
        if not self.thorough:
            bench.tell("doors")
            self.home_of_staff()
            return
        bench.tell("answer busy OpenMany")
        self.second_badge()
        bench.wait_for(tr("Another door is open. Shut it first."))
        bench.tell("answer granted")
        self.second_badge()
        bench.wait_for(tr("Door %u of %u, then %s") % (1, 2, "B2"))
        bench.tell("doors")
        bench.tell("grant opened A3 1 service")
        bench.tell("grant closed A3 1 service")
        bench.wait_for(tr("Door %s opens next.") % "B2")
        bench.tell("grant opened B2 0 service")
        bench.tell("grant closed B2 0 service")
        bench.wait_for(tr("Shut again"))
        self.tasks()
        calls = bench.calls()
        opened = [arguments for method, arguments in calls if method == "OpenMany"]
        if opened != [["s1", "s2", [], "cleaning"]] * 2:
            raise Failed(f"opened was {opened}")
        if [arguments for method, arguments in calls if method == "SignOut"] != [["s2"]] * 3:  # with that of the check before
            raise Failed("the second badge was not signed out")

    def self_test(self):
        bench, tr = self.bench, self.tr
        bench.press(tr("Self-test"))
        bench.wait_for("The sensor of door B4 says nothing.")
        bench.wait_for(tr("Scanner") + " camera")
        bench.wait_for(tr("Scanner") + " till")
        lost = tr("has not worked since %s: %s").split("%s")[0]
        bench.wait_for(lost)
        self.look("self-test")
        bench.plug_in()
        bench.wait_gone(lost)
        bench.wait_for(tr("Scanner") + " till")
        self.tasks()

    def put_in(self):
        """A parcel that does not fit gets a larger door; one that fits nowhere waits."""
        bench, tr = self.bench, self.tr
        bench.press(tr("Restock"))
        bench.wait_for("C4 · …00000049")
        bench.tell("answer no_room BeginStow")
        bench.scan("008931234500000056")
        bench.wait_for(tr("No compartment that fits is free. The parcel is number %u in the queue: keep it, its door will be shown "
                          "here.") % 2)
        self.look("restock-queued")
        bench.tell("answer granted")
        bench.scan("008931234500000018")
        bench.wait_for("B2")
        bench.tell("grant opened B2 0 stow label=008931234500000018")
        bench.wait_for(tr("Put the parcel in and shut the door."))
        self.look("stow")
        bench.tell("doors C1")
        bench.press(tr("Too small: a larger door"))
        bench.wait_for(tr("Keep the parcel in your hands. A larger door opens next."))
        self.look("stow-too-small")
        bench.tell("doors")
        bench.tell("grant closed B2 1 stow label=008931234500000018 result=too_small")
        bench.wait_for(tr("The larger door %s opens next.") % "C1")
        bench.tell("grant opened C1 0 stow label=008931234500000018")
        bench.wait_for(tr("Door %s is open") % "C1")
        bench.tell("grant closed C1 0 stow label=008931234500000018 result=loaded undo_s=45")
        bench.wait_for(tr("Loaded"))
        self.look("stow-loaded")
        bench.press(tr("Next parcel"))

    def take_back(self):
        bench, tr = self.bench, self.tr
        bench.wait_for("C1 · …00000018")
        self.look("restock")
        bench.tell("answer too_late TakeBack")
        bench.press(tr("Take back") + " …00000018")
        bench.wait_for(tr("It is too late: the customer has been told. Ask a supervisor."))
        bench.tell("answer granted")
        bench.press(tr("Take back") + " …00000018")
        bench.wait_for(tr("Door %s is opening") % "B2")
        bench.tell("grant opened B2 0 takeback label=008931234500000018")
        bench.wait_for(tr("Take the parcel out again and shut the door."))
        self.look("take-back")
        bench.tell("grant closed B2 0 takeback label=008931234500000018 result=taken_back")
        bench.wait_for(tr("Taken back"))
        bench.press(tr("Next parcel"))
        bench.wait_for(tr("Scan a parcel label"))
        if bench.shows(tr("Take back")):
            raise Failed("what was taken back is still in the list")

    def reject(self):
        bench, tr = self.bench, self.tr
        bench.press(tr("Reject a parcel"))
        bench.wait_for(tr("Which parcel?"))
        self.look("reject")
        bench.scan("008931234500000018")
        bench.wait_for(tr("What is wrong?"))
        self.look("reject-why")
        bench.press(tr("Damaged"))
        bench.wait_for(tr("The parcel is rejected. Keep it apart; it cannot be put in."))
        self.look("restock-rejected")
        if ["s1", "008931234500000018", "damaged"] not in [arguments for method, arguments in bench.calls() if method == "Reject"]:
            raise Failed("the parcel was not rejected")

    def sheets(self):
        bench, tr = self.bench, self.tr
        bench.press(tr("Language"))
        bench.wait_for(tr("Choose your language"))
        self.look("languages")
        bench.press(tr("Close"))
        bench.press(tr("Call staff"))
        bench.wait_for(tr("Staff are on their way"))
        self.look("called")
        bench.press(tr("All right"))
        bench.press(tr("Accessibility"))
        bench.wait_for(tr("Large text"))
        self.look("accessibility")
        bench.press(tr("High contrast") + ": " + tr("Off"))
        bench.wait_for(tr("High contrast") + ": " + tr("On"))
        bench.press(tr("Large text") + ": " + tr("Off"))
        bench.wait_for(tr("Large text") + ": " + tr("On"))
        bench.press(tr("Done"))
        self.look("attract-contrast-large")
        bench.press(tr("Collect"))
        self.look("collect-contrast-large")
        self.home()
        bench.press(tr("Shop"))
        bench.wait_for(tr("Search"))
        self.look("shop-contrast-large")
        bench.press({"vi": "Nhà & bếp", "th": "บ้านและครัว", "en": "Home & kitchen"}[bench.language])
        bench.wait_for({"vi": "Cốc gốm men lửa", "th": "แก้วเซรามิกเคลือบไฟ", "en": "Fired-glaze mug"}[bench.language])
        self.look("reduced-contrast-large")
        bench.press(tr("Home"))


def main():
    kiosk, ctl, locale, language, size = sys.argv[1:6]
    width, height = (int(part) for part in size.split("x"))
    os.environ["CUBBY_LOCALE_DIR"] = locale
    words = gettext.translation("cubby", locale, [language], fallback=language == "en")
    orientation = "portrait" if height > width else "landscape"
    with Bench(kiosk, ctl, (width, height), language) as bench:
        walk = Walk(bench, words, f"{language}-{orientation}")
        for part in (walk.collect, walk.two_parcels, walk.forgotten, walk.stuck, walk.bring_back, walk.trouble, walk.shop, walk.scans, walk.staff, walk.sheets):
            part()
        assert "CRITICAL" not in bench.log(), bench.log()
        print(f"{walk.count} screens, {language}, {orientation}")


if __name__ == "__main__":
    main()
