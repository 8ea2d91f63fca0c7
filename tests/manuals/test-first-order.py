# SPDX-License-Identifier: Apache-2.0
"""The commands of "Placing an order with curl" in app/central/README.md, run as they stand there; only the folder, the port
and the path of the program are this test's own.

usage: test-first-order.py SOURCE-ROOT CUBBY-CENTRAL
"""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

import tap

source, program = pathlib.Path(sys.argv[1]), os.path.abspath(sys.argv[2])
SECTION = re.compile(r"^## Placing an order with curl\n(.*?)(?=^## |\Z)", re.S | re.M)
# Every call is written down: its address TAB what came back.
RECORD = """
curl() {
  local status=0
  command curl -sS --max-time 30 "$@" >"$calls.answer" || status=$?
  printf '%s\\t%s\\n' "${*: -1}" "$(tr -d '\\n' <"$calls.answer")" >>"$calls"
  cat "$calls.answer"
  return $status
}
"""


def read_section():
    text = SECTION.search((source / "app/central/README.md").read_text()).group(1)
    script = "\n".join(line[4:] for line in text.splitlines() if line.startswith("    ") or not line.strip())
    return text, script


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


class Shop:
    """The shop that the section leaves behind."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="cubby-first-order-")
        self.port = free_port()
        self.group = None
        self.text, self.calls, self.key = "", [], ""

    def follow_the_section(self):
        self.text, script = read_section()
        self.run("set -euo pipefail\n" + RECORD + self.own(script) + f'\nprintf "%s" "$key" >{self.folder}/key\n')
        self.calls = [line.split("\t", 1) for line in pathlib.Path(self.folder, "calls").read_text().splitlines()]
        self.key = pathlib.Path(self.folder, "key").read_text()

    def own(self, script):
        for theirs, ours in (("build/app/central/cubby-central", program), ("/tmp/shop", self.folder), ("8080", self.port)):
            tap.check(theirs in script, f"the section does not name {theirs}")
            script = script.replace(theirs, ours)
        return script

    def run(self, script):
        with open(os.path.join(self.folder, "log"), "w+", encoding="utf-8") as log:
            shell = subprocess.Popen(["bash", "-c", script], cwd=source, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                     start_new_session=True, env=dict(os.environ, calls=os.path.join(self.folder, "calls")))
            self.group = shell.pid  # the service stays in it after the shell is gone
            try:
                status = shell.wait(90)
            except subprocess.TimeoutExpired:
                status = "none after 90 s"
            log.seek(0)
            tap.check(status == 0, f"status {status}\n{log.read()}")

    def answer(self, pattern):
        found = [text for address, text in self.calls if re.search(pattern, address)]
        tap.check(found, f"nothing was asked at {pattern}")
        return json.loads(found[-1])

    def close(self):
        if self.group is not None:
            try:
                os.killpg(self.group, signal.SIGKILL)
            except ProcessLookupError:
                pass
        shutil.rmtree(self.folder, ignore_errors=True)


def finds_a_product():
    answer = shop.answer(r"/v1/products\?q=")
    tap.check("Áo thun" in json.dumps(answer, ensure_ascii=False), f"found: {answer}")


def shows_the_stock():
    levels = shop.answer(r"/v1/stock\?sku=")["levels"]
    tap.check(levels and all(level["sku"] == "ATT-WHT-S" for level in levels), f"levels: {levels}")


def places_the_order():
    order = shop.answer(r"/v1/orders$")
    tap.check(order["status"] == "confirmed" and order["fulfilments"][0]["parcels"][0]["label"], f"order: {order}")


def reads_it_back():
    tap.check(shop.answer(r"/v1/orders/.+") == shop.answer(r"/v1/orders$"), "it is another order")


def opens_on_the_phone():
    url = shop.answer(r"/v1/orders$")["pass_url"]
    url = f"http://127.0.0.1:{shop.port}" + url[url.index("/p/"):]  # the page has the port that the shop was told
    page = tap.must("curl", "-sS", "--fail", "--max-time", "30", url)
    tap.check(shop.answer(r"/v1/orders$")["number"] in page, f"the order's number is not on it: {page}")


def can_be_watched():
    inline = re.search(r"`(curl -N [^`]+)`", shop.text).group(1).replace("8080", shop.port)
    done = tap.command("bash", "-c", f"{inline.replace('curl', 'curl -sS --max-time 2 -D -', 1)}", env=dict(os.environ, key=shop.key))
    tap.check("200 OK" in done.stdout and "text/event-stream" in done.stdout, done.stdout + done.stderr)


shop = Shop()
try:
    tap.run([
        ("the commands of app/central/README.md run", shop.follow_the_section),
        ("they find a product", finds_a_product),
        ("they show its stock", shows_the_stock),
        ("they place an order", places_the_order),
        ("they read it back", reads_it_back),
        ("its page opens on the phone", opens_on_the_phone),
        ("the stream can be watched", can_be_watched),
    ])
finally:
    shop.close()
