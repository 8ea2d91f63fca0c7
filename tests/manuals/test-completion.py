# SPDX-License-Identifier: Apache-2.0
"""The completion scripts load, know every option, and complete it as bash would ask them to.

usage: test-completion.py SOURCE-ROOT BUILD-ROOT
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys

import tap

source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
COMMON, CTL = source / "app/common/completion.bash", source / "app/ctl/completion.bash"
FOLDERS = {
    "cubby-central": "app/central", "cubby-kiosk": "app/kiosk", "cubby-linkd": "app/linkd", "cubby-lockerd": "app/lockerd",
    "cubby-sim": "hardware/sim", "cubby-sim-camera": "hardware/sim", "cubbyctl": "app/ctl",
}
# what was typed, the last word unfinished: what bash offers
LINES = (
    (("cubby-central", ""), "backup begin-epoch check compact config customer enrol-code import key migrate pass-key restore"),
    (("cubby-central", "en"), "enrol-code"),
    (("cubby-central", "key", ""), "add"),
    (("cubby-central", "pass-key", "g"), "generate"),
    (("cubby-central", "config", ""), "check"),
    (("cubby-central", "--database", "x", "mi"), "migrate"),
    (("cubby-central", "key", "add", "--sc"), "--scope"),
    (("cubby-central", "key", "add", "--scope", ""), "channel kiosk staff admin"),
    (("cubby-central", "key", "add", "--scope", "=", "k"), "kiosk"),
    (("cubby-central", "key", "add", "--scope", "="), "channel kiosk staff admin"),
    (("cubby-central", "--config", "ROOT/assets/examples/cen"), "ROOT/assets/examples/central.conf"),
    (("cubby-central", "import", "ROOT/assets/demo/ra"), "ROOT/assets/demo/range.json"),
    (("cubby-kiosk", "--language", "v"), "vi"),
    (("cubby-kiosk", "--w"), "--windowed"),
    (("cubby-lockerd", "-c", "ROOT/assets/examples/cu"), "ROOT/assets/examples/cubby.conf"),
    (("cubby-lockerd", "--se"), "--session"),
    (("cubby-linkd", "--config", "=", "ROOT/assets/examples/cu"), "ROOT/assets/examples/cubby.conf"),
    (("cubby-linkd", ""), ""),
    (("cubby-sim", "--con"), "--config --control"),
    (("cubby-sim-camera", "--preset", "tu"), "turned"),
    (("cubby-sim-camera", "--format", "="), "gray png"),
    (("cubby-sim-camera", "-d", "ROOT/assets/ex"), "ROOT/assets/examples"),
    (("cubbyctl", "journal", ""), "show verify"),
    (("cubbyctl", "board", "learn", "--b"), "--board --by-sensor"),
    (("cubbyctl", "board", "probe", "--b"), "--bus --baud"),
    (("cubbyctl", "staff", "add", "--pin"), "--pin-stdin"),
)


def bash(text):
    path = ":".join(str(build / folder) for folder in sorted(set(FOLDERS.values()))) + ":" + os.environ["PATH"]
    done = subprocess.run(["bash", "--norc", "-u", "-c", text], capture_output=True, text=True, timeout=60, check=False,
                          env=dict(os.environ, PATH=path))
    tap.check(done.returncode == 0 and done.stderr == "", done.stderr or f"status {done.returncode}")
    return done.stdout


def complete(words):
    """Returns: what the function that bash has for the program answers."""
    typed = " ".join(shlex.quote(word.replace("ROOT", str(source))) for word in words)
    answer = bash(f"""
        source {shlex.quote(str(COMMON))}; source {shlex.quote(str(CTL))}
        handler=$(complete -p {words[0]}); handler=${{handler#*-F }}; handler=${{handler%% *}}
        COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; COMPREPLY=()
        "$handler" {words[0]} {shlex.quote(words[-1])} ''
        printf '%s\\n' "${{COMPREPLY[@]}}" """)
    return [line.replace(str(source), "ROOT") for line in answer.splitlines() if line]


def loads(script):
    tap.check(bash(f"source {shlex.quote(str(script))}; complete -p | grep -c cubby").strip() != "0", "it completes nothing")
    tap.must("shellcheck", "-s", "bash", str(script))


def completes(words, wanted):
    found = complete(words)
    tap.check(found == wanted.split(), f"offered: {found}")


def knows_every_option(program):
    text = tap.must(str(build / FOLDERS[program] / program), "--help")
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z][a-z-]*)", text, re.M))
    tap.check(len(options) > 2, f"--help: {text}")
    missing = options - set(complete((program, "--")))
    tap.check(not missing, f"not offered: {', '.join(sorted(missing))}")


cases = [("app/common/completion.bash loads", lambda: loads(COMMON)), ("app/ctl/completion.bash loads", lambda: loads(CTL))]
for each in FOLDERS:
    cases.append((f"{each}: every option is offered", lambda program=each: knows_every_option(program)))
for line, offered in LINES:
    cases.append((f"{' '.join(line)}[TAB] offers {offered or 'nothing'}", lambda words=line, wanted=offered: completes(words, wanted)))
tap.run(cases)
