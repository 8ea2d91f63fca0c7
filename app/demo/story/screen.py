# SPDX-License-Identifier: Apache-2.0
"""The kiosk's screen as a person with a screen reader meets it: names, presses, pictures (AT-SPI)."""

import os
import subprocess
import time

from .report import StepFailed, wait_until

PRESSABLE = ("push button", "toggle button", "button", "check box", "radio button", "link", "list item", "table cell", "page tab")


class Screen:
    """Import only when DBUS_SESSION_BUS_ADDRESS and DISPLAY are those of the kiosk."""

    def __init__(self, application="cubby-kiosk"):
        import pyatspi  # connects to the bus at once
        self._pyatspi = pyatspi
        self._application = application

    def _root(self):
        for candidate in self._pyatspi.Registry.getDesktop(0):
            try:
                if candidate is not None and candidate.name.endswith(self._application):
                    candidate.clear_cache()
                    return candidate
            except Exception:  # an application that is just going away
                continue
        return None

    def _walk(self, node):
        """Everything that shows, outermost first."""
        pending = [node]
        while pending:
            node = pending.pop(0)
            try:
                count = node.childCount
                children = [node.getChildAtIndex(i) for i in range(count)]
            except Exception:  # it went away while we looked, or the kiosk is too busy to answer
                self._saw_all = False
                continue
            for child in children:
                if child is None:
                    continue
                try:
                    states = child.getState()
                    if states.contains(self._pyatspi.STATE_VISIBLE):
                        yield child
                        pending.append(child)
                except Exception:
                    self._saw_all = False

    def items(self):
        """(role, name, accessible) of everything on the screen that has a name."""
        root = self._root()
        self._saw_all = root is not None
        found = []
        if root is None:
            return found
        for node in self._walk(root):
            try:
                name = node.name
                if name:
                    found.append((node.getRoleName(), name, node))
            except Exception:
                self._saw_all = False
        return found

    def texts(self):
        return [name for _, name, _ in self.items()]

    def shows(self, part):
        return next((name for name in self.texts() if part in name), None)

    def wait_for(self, part, seconds=30):
        try:
            return wait_until(f"the screen shows “{part}”", lambda: self.shows(part), seconds, 0.1)
        except StepFailed as problem:
            raise StepFailed(f"{problem}; it shows: {' | '.join(self.texts())[:1500]}") from None

    def wait_gone(self, part, seconds=30):
        """That it is not shown is known only of a screen that was seen wholly."""
        wait_until(f"the screen no longer shows “{part}”", lambda: not self.shows(part) and self._saw_all, seconds, 0.1)

    def _pressable(self, name, exact):
        for role, text, node in self.items():
            if role not in PRESSABLE or not (text == name if exact else name in text):
                continue
            if node.getState().contains(self._pyatspi.STATE_SENSITIVE):
                return node
        return None

    def can_press(self, name):
        return self._pressable(name, True) is not None

    def press(self, name, exact=True, seconds=30):
        """Presses the control of that name as assistive technology does."""
        try:
            node = wait_until(f"a control named “{name}”", lambda: self._pressable(name, exact), seconds, 0.1)
        except StepFailed as problem:
            raise StepFailed(f"{problem}; it shows: {' | '.join(self.texts())[:1500]}") from None
        action = node.queryAction()
        if not action.doAction(0):
            raise StepFailed(f"“{name}” could not be pressed")
        time.sleep(0.05)

    def press_each(self, names):
        for name in names:
            self.press(name)

    def picture(self, path):
        """A picture of the whole display."""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        subprocess.run(["import", "-silent", "-window", "root", path], check=True, timeout=30)
        return path
