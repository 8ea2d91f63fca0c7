#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every word of the screen is translated: none missing, none fuzzy, placeholders agree, and the fonts have the letters.
A button is called what is written on it. Each kind of alarm that lockerd tells has words.

usage: words.py ROOT
"""

import os
import re
import subprocess
import sys
import tempfile

PLACEHOLDER = re.compile(r"%[a-zA-Z]")
FONTS = {"vi": "Inter", "th": "Noto Sans Thai"}


def unquote(text):
    joined = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text))
    return joined.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def read_po(path):
    """{msgid: [msgstr…]} of a catalogue, and the ids marked fuzzy."""
    with open(path, encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    entries, fuzzy = {}, []
    for block in blocks:
        found = re.search(r'^msgid ((?:".*"\n?)+)', block, re.M)
        if not found or not unquote(found.group(1)):
            continue
        name = unquote(found.group(1))
        entries[name] = [unquote(text) for text in re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', block, re.M)]
        if "#, " in block and "fuzzy" in block:
            fuzzy.append(name)
    return entries, fuzzy


def extract(root):
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "cubby.pot")
        subprocess.run(["xgettext", "--from-code=UTF-8", "-k_", "-kN_", "-kcubby_trn:1,2", "--no-location", "-f", "assets/po/POTFILES", "-o", pot],
                       cwd=root, check=True)
        return set(read_po(pot)[0])


def listed(root):
    with open(os.path.join(root, "assets/po/POTFILES"), encoding="utf-8") as file:
        return set(file.read().split())


def with_words(root):
    folder = os.path.join(root, "app/kiosk")
    for name in sorted(os.listdir(folder)):
        if name.endswith((".c", ".ui")):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                if re.search(r'\bN?_ \("|cubby_trn \("|translatable="yes"', file.read()):
                    yield "app/kiosk/" + name


def letters_missing(font, text):
    wanted = sorted({ord(letter) for letter in text if ord(letter) > 0x7f and not letter.isspace()})
    charset = " ".join(f"{code:x}" for code in wanted)
    lines = subprocess.run(["fc-list", f":family={font}:charset={charset}", "family"], capture_output=True, text=True, check=True)
    return not lines.stdout.strip()


def buttons_called_otherwise(entries):
    """A sentence that speaks of a button by its word does so in each language by the word that is on it."""
    for name, texts in entries.items():
        for word in re.findall("“([^”%]+)”", name):
            called = entries.get(word, [word])[0]
            if any(f"“{called}”" not in text for text in texts):
                yield f"the button “{called}” is called otherwise in: {name}"


def alarm_kinds(root):
    """The kinds of alarm that lockerd tells, from the tables and calls that name them."""
    def read(name):
        with open(os.path.join(root, name), encoding="utf-8") as file:
            return file.read()

    table = re.search(r"sentences\[\] = \{(.*?)\n\};", read("app/lockerd/alarms.c"), re.S).group(1)
    return (set(re.findall(r'^ *\{"([a-z-]+)", ', table, re.M))
            | set(re.findall(r'"\(sssx\)", "([a-z-]+)"', re.sub(r",\s+", ", ", read("app/lockerd/alarms.c"))))
            | set(re.findall(r'add_alarm \(alarms, "([a-z-]+)"', read("app/domain/locker-view.c"))))


def alarms_without_words(root):
    kinds = alarm_kinds(root)
    with open(os.path.join(root, "app/kiosk/alarm-words.c"), encoding="utf-8") as file:
        said = set(re.findall(r'\{"([a-z-]+)", N_ \(', file.read()))
    if not {"stuck", "journal", "board", "assigned"} <= kinds:
        yield f"app/lockerd/alarms.c: its kinds cannot be read; found: {' '.join(sorted(kinds))}"
    for kind in sorted(kinds - said):
        yield f"app/kiosk/alarm-words.c: no words for the alarm {kind} of app/lockerd/alarms.c"
    for kind in sorted(said - kinds):
        yield f"app/kiosk/alarm-words.c: nobody tells the alarm {kind}"


def main():
    root = sys.argv[1]
    used = extract(root)
    faults = [f"{path}: has words, but is not in POTFILES" for path in with_words(root) if path not in listed(root)]
    faults += alarms_without_words(root)
    for language in ("vi", "th"):
        entries, fuzzy = read_po(os.path.join(root, f"assets/po/{language}.po"))
        faults += [f"{language}: fuzzy: {name}" for name in fuzzy]
        for name in sorted(used):
            texts = entries.get(name) or [""]
            if "" in texts:
                faults.append(f"{language}: not translated: {name}")
                continue
            faults += [f"{language}: placeholders of: {name}" for text in texts if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(name))]
        faults += [f"{language}: {fault}" for fault in buttons_called_otherwise(entries)]
        faults += [f"{language}: nobody says: {name}" for name in sorted(set(entries) - used)]
        own = "".join(letter for texts in entries.values() for text in texts for letter in text)
        if language == "th":
            own = "".join(letter for letter in own if 0x0E00 <= ord(letter) < 0x0E80)
        if letters_missing(FONTS[language], own):
            faults.append(f"{language}: {FONTS[language]} has not all letters; install fonts-inter and fonts-noto-core")
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(used)} words in two languages")


if __name__ == "__main__":
    main()
