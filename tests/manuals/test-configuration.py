# SPDX-License-Identifier: Apache-2.0
"""The pages of the configuration files have every key that is read, with its default and range, and no other; the
examples load.

usage: test-configuration.py SOURCE-ROOT BUILD-ROOT LIST-KEYS
"""
import pathlib
import re
import sys
import tempfile

import roff
import tap

source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PAGES = {"cubby.conf": source / "app/common/cubby.conf.5", "central.conf": source / "app/central/central.conf.5"}
CHECKS = {
    "cubby.conf": [build / "app/ctl/cubbyctl", "config", "check"],
    "central.conf": [build / "app/central/cubby-central", "config", "check"],
}


class Key:
    """What the program asks for; a key that is asked for in several ways has several defaults."""

    def __init__(self, kind, rest):
        self.kind, self.rest, self.defaults = kind, rest, set()


def read_asked():
    keys, profiles = {}, {}
    for line in tap.must(sys.argv[3]).splitlines():
        first, *fields = line.split("\t")
        if first == "profile":
            profiles[fields[0]] = fields[1]
            continue
        name, kind, default, rest = fields
        key = keys.setdefault(first, {}).setdefault(name, Key(kind, rest))
        tap.check((key.kind, key.rest) == (kind, rest), f"{first}: {name} is asked for in two ways")
        key.defaults.add(default)
    return keys, profiles


def read_described(page):
    """Returns: {"[group] key": its text}."""
    found = {}
    for group, lines in roff.Page(page.read_text()).groups("DESCRIPTION").items():
        for entry in roff.entries(lines) if group else []:
            for tag in entry.tags:
                found[f"{group} {tag.partition('=')[0]}"] = entry.body
    return found


def say(key):
    """How the page says it, in the last parentheses of the text: (what is allowed, the default)."""
    numbers = re.findall(r"-?\d+", key.rest)
    allowed = f"{numbers[0]} to {numbers[1]}" if key.kind == "int" else ""
    if key.kind == "choice":
        allowed = "one of " + ", ".join(key.rest.split())
    if key.kind == "optional":
        return "", {"not set by default"}
    if key.defaults == {"-"}:
        return allowed, {"required"}
    return allowed, {default or "empty" for default in key.defaults}


def check_key(text, key):
    brackets = re.findall(r"\(([^()]*)\)", text)
    tap.check(brackets, "no default in parentheses")
    said = " ".join(brackets[-1].split())
    allowed, defaults = say(key)
    tap.check(said.startswith(allowed), f"({said}) does not say: {allowed}")
    rest = said[len(allowed):].strip(" ,;")
    if defaults & {"required", "not set by default"}:
        tap.check({rest} == defaults, f"({said}) does not say: {', '.join(defaults)}")
    elif len(defaults) == 1:
        tap.check(rest == f"default {min(defaults)}", f"({said}) does not say: default {min(defaults)}")
    else:
        tap.check(rest.startswith("default ") and set(re.findall(r"\d+", rest)) == defaults,
                  f"({said}) does not say the defaults {', '.join(sorted(defaults))}")


def describes_no_other(described, asked):
    more = sorted(set(described) - set(asked))
    tap.check(not more, f"nobody reads {', '.join(more)}")


def describes_the_boards(profiles):
    sections = roff.Page(PAGES["cubby.conf"].read_text()).sections
    described = {entry.tags[0]: entry.body.strip().rstrip(".") for entry in roff.entries(sections["BOARDS"])}
    tap.check(described == profiles, f"the table: {profiles}\nthe page: {described}")


def files_has(name, key):
    """staff.conf and pass-keys.conf stand in FILES of cubby.conf(5)."""
    group, _, own = key.rpartition(" ")
    text = roff.Page(PAGES["cubby.conf"].read_text()).text("FILES").split(f"/etc/cubby/{name}", 1)[1].split("/etc/cubby/", 1)[0]
    group = group.replace("NAME", "BADGE")
    tap.check(group in text, f"{group} is not described")
    tap.check(re.search(rf"(?<![\w-]){own}(?![\w-])", text.split(group, 1)[1]), f"{own} is not described after {group}")
    for choice in ASKED[name][key].rest.split():
        tap.check(choice in text, f"{choice} is not described")


def loads(kind, path):
    return tap.must(*map(str, CHECKS[kind]), str(path)).strip().replace(str(path), path.name)


def examples_of_the_page_load(kind):
    examples = [text for text in roff.Page(PAGES[kind].read_text()).examples() if text.startswith("[")]
    tap.check(examples, "there is none")
    for number, text in enumerate(examples):
        with tempfile.TemporaryDirectory(prefix="cubby-manuals-") as folder:
            path = pathlib.Path(folder) / f"example-{number}.conf"
            path.write_text(text)
            loads(kind, path)


def example_has_every_key(kind):
    """The example is where people begin: a key is there, or in a comment."""
    lines = (source / "assets/examples" / kind).read_text()
    missing = [key for key in ASKED[kind] if not re.search(rf"(?<![\w-]){re.escape(key.rpartition(' ')[2])}(?![\w-])", lines)]
    abbreviated = {f"[bank] height-{size}-mm" for size in ("s", "m", "l")}  # the comment says "xs … xl"
    missing = [key for key in missing if key not in abbreviated]
    tap.check(not missing, f"assets/examples/{kind} does not mention {', '.join(missing)}")


ASKED, PROFILES = read_asked()
cases = []
for each, page_path in PAGES.items():
    texts = read_described(page_path)
    tap.check(len(ASKED[each]) > 10, f"list-keys knows {len(ASKED[each])} keys of {each}")
    for full_name, what in ASKED[each].items():
        cases.append((f"{each}.5: {full_name}, its default and what it may be",
                      lambda text=texts.get(full_name, ""), key=what: check_key(text, key)))
    cases.append((f"{each}.5 describes no key that nobody reads", lambda known=texts, file=each: describes_no_other(known, ASKED[file])))
    cases.append((f"{each}.5: the examples load", lambda file=each: examples_of_the_page_load(file)))
    cases.append((f"assets/examples/{each} mentions every key", lambda file=each: example_has_every_key(file)))
for each in ("staff.conf", "pass-keys.conf"):
    for full_name in ASKED[each]:
        cases.append((f"cubby.conf.5: {each}: {full_name}", lambda file=each, name=full_name: files_has(file, name)))
cases.append(("cubby.conf.5: the boards are those of the table", lambda: describes_the_boards(PROFILES)))
for example in sorted((source / "assets/examples").glob("c*.conf")):  # nginx reads the other one: tests/central/proxy.py
    cases.append((f"assets/examples/{example.name} loads",
                  lambda path=example: loads("central.conf" if path.name.startswith("central") else "cubby.conf", path)))
tap.run(cases)
