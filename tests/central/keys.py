# SPDX-License-Identifier: Apache-2.0
"""Passes and helpers, keys that sign, kiosks and staff: against the real service, and the real cubbyctl beside it."""

import base64
import datetime
import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

from harness import STORE, Central, run

CUBBYCTL = sys.argv[2]
OTHER = "4713"
central = Central("[kiosk]\ntoken-overlap-hours=1\n[limits]\nenrol-per-minute=0\n").start()


def enrol_code(store=STORE):
    return central.command("enrol-code", "--store", store).split()[-1]


def try_enrol(name, store=STORE):
    return central.call("POST", "/v1/enrol", None, {"code": enrol_code(store), "kiosk": name}, False)


def enrol(name, store=STORE):
    answer = try_enrol(name, store)
    assert answer.status == 200, answer.body
    central.keys[name] = answer.json()["token"]
    return answer.json()


def passes(order):
    return central.get(f"/v1/orders/{order['id']}/passes")["passes"]


def told(order, scope="kiosk"):
    """What the kiosks are told of the order's parcel by now."""
    label = order["fulfilments"][0]["parcels"][0]["label"]
    changes = central.get("/v1/changes?since=0&limit=1000", scope)["changes"]
    return [one["data"] for one in changes if one["topic"] == "parcel" and one["key"] == label][-1]


def help_with(order, name=None, status=(201,)):
    body = {"kind": "helper"} if name is None else {"kind": "helper", "name": name}
    answer = central.call("POST", f"/v1/orders/{order['id']}/passes", "channel", body)
    assert answer.status in status, answer.body
    return answer.json()


def wait(what, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


# -- passes

def an_order_has_one_pass():
    order = central.order("SKU-1")
    found = passes(order)
    assert [one["kind"] for one in found] == ["owner"] and found[0]["state"] == "active", found
    assert found[0]["text"] == central.get(f"/v1/orders/{order['id']}/pass")["text"]
    notice = told(order)
    assert notice["ctis"] == [found[0]["cti"]] and len(notice["code_hash"]) == 64, notice


def a_helper_pass_is_told_to_the_kiosks():
    order = central.order("SKU-1")
    before = told(order)
    helper = help_with(order, "Lan")
    assert helper["kind"] == "helper" and helper["name"] == "Lan" and "text" not in helper and "code" not in helper, helper
    notice = told(order)
    assert notice["version"] > before["version"] and notice["seal"] != before["seal"], notice
    assert set(notice["ctis"]) == {one["cti"] for one in passes(order)} and len(notice["ctis"]) == 2, notice
    codes = [one["code"] for one in passes(order)]
    assert len(set(codes)) == 2 and all(re.fullmatch("[0-9A-Z]{5}-[0-9A-Z]{5}", code) for code in codes), codes
    assert len(notice["code_hash"].split(",")) == 2, notice


def revoking_takes_it_from_the_notice():
    order = central.order("SKU-1")
    own = passes(order)[0]["cti"]
    helper = help_with(order)
    gone = central.post(f"/v1/orders/{order['id']}/passes/{helper['cti']}/revoke")
    assert gone["state"] == "revoked" and gone["url"] is None, gone
    assert told(order)["ctis"] == [own]
    again = central.post(f"/v1/orders/{order['id']}/passes/{helper['cti']}/revoke")
    assert again["revoked_at"] == gone["revoked_at"]
    none = central.call("POST", f"/v1/orders/{order['id']}/passes/{'0' * 32}/revoke", "channel", {})
    assert none.status == 404, none.body


def three_helpers_at_once():
    order = central.order("SKU-1")
    made = [help_with(order) for _ in range(3)]
    refused = central.call("POST", f"/v1/orders/{order['id']}/passes", "channel", {"kind": "helper"})
    assert refused.status == 409 and refused.problem == "limit-reached", refused.body
    central.post(f"/v1/orders/{order['id']}/passes/{made[0]['cti']}/revoke")
    help_with(order)


def reissuing_revokes_all():
    order = central.order("SKU-1")
    help_with(order)
    old = {one["cti"]: one["url"] for one in passes(order)}
    fresh = central.post(f"/v1/orders/{order['id']}/passes:reissue", {})["passes"]
    live = [one for one in fresh if one["state"] == "active"]
    assert len(live) == 1 and live[0]["kind"] == "owner" and live[0]["cti"] not in old, fresh
    assert told(order)["ctis"] == [live[0]["cti"]]
    for number, url in enumerate(old.values()):
        shown = central.call("GET", "/p/" + url.rsplit("/", 1)[1])
        assert shown.status == (404 if number == 0 else 200) and b"data:image" not in shown.body, (number, shown.status)
    assert central.call("GET", "/p/" + live[0]["url"].rsplit("/", 1)[1]).status == 200
    for _ in range(2):
        central.post(f"/v1/orders/{order['id']}/passes:reissue", {})
    often = central.call("POST", f"/v1/orders/{order['id']}/passes:reissue", "channel", {})
    assert often.status == 429, often.body


def nothing_is_made_for_what_is_over():
    for body, ended in (({"payment": {"method": "vietqr", "status": "pending"}}, False), ({}, True)):
        order = central.order("SKU-1", **body)
        if ended:
            central.post(f"/v1/orders/{order['id']}/cancel", {})
        for path, content in (("passes", {"kind": "helper"}), ("passes:reissue", {})):
            answer = central.call("POST", f"/v1/orders/{order['id']}/{path}", "channel", content)
            assert answer.status == 409, (path, ended, answer.body)
    pickup = central.order("SKU-1", fulfilment={"method": "store_pickup", "location": STORE})
    assert central.call("GET", f"/v1/orders/{pickup['id']}/passes", "channel").status == 404


# -- the pass page, without a script


def press(url, form, body="", origin="own", headers=None):
    own = "http://%s:%s" % central.address
    sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
    if origin is not None:
        sent["Origin"] = own if origin == "own" else origin
    return central.call("POST", f"/p/{url.rsplit('/', 1)[1]}/{form}", None, body.encode(), False, sent)


def page(url, language="en"):
    answer = central.call("GET", f"/p/{url.rsplit('/', 1)[1]}?lang={language}")
    assert answer.status == 200, answer.status
    return answer.body.decode()


def a_buyer_makes_a_helper_pass_on_the_page():
    order = central.order("SKU-1")
    url = passes(order)[0]["url"]
    for language, words in (("vi", "Nhờ người khác nhận giúp"), ("th", "ให้คนอื่นรับแทน"), ("en", "Let somebody else collect")):
        assert words in page(url, language) and "<script" not in page(url, language)
    done = press(url, "helpers", "name=" + urllib.parse.quote("Bà Hoa <b>"))
    assert done.status == 303 and done.headers["Location"] == "/p/" + url.rsplit("/", 1)[1], done.headers
    helper = next(one for one in passes(order) if one["kind"] == "helper")
    assert helper["name"] == "Bà Hoa <b>" and "Bà Hoa &lt;b&gt;" in page(url) and helper["url"] in page(url)
    seen = page(helper["url"])
    assert helper["code"] in seen and "Cubby Lê Lợi" in seen and "data:image/svg+xml" in seen
    assert order["number"] not in seen and "T-shirt" not in seen and "199" not in seen and "Lost your phone" not in seen, seen
    assert press(url, "revoke", "cti=" + helper["cti"]).status == 303
    over = page(helper["url"])
    assert helper["code"] not in over and "data:image/svg+xml" not in over and "Taken back" in over
    assert helper["url"] not in page(url)
    own = passes(order)[0]["cti"]
    assert press(url, "revoke", "cti=" + own).status == 404, "the buyer's own pass was revoked by the form for helpers"
    assert press(helper["url"], "helpers", "name=x").status == 404, "a helper made a helper"


def the_page_says_why_not():
    order = central.order("SKU-1")
    url = passes(order)[0]["url"]
    for _ in range(3):
        press(url, "helpers")
    fourth = press(url, "helpers")
    assert fourth.status == 303 and "said=limit" in fourth.headers["Location"], fourth.headers
    said = central.call("GET", fourth.headers["Location"].split("#")[0] + "&lang=en").body.decode()
    assert "three helpers already" in said


DEAD_LINKS = [
    # query, headers, words of the page
    ("?lang=vi", {"Accept-Language": "en"}, "Liên kết này không còn dùng được"),
    ("?lang=th", {}, "ลิงก์นี้ใช้ไม่ได้แล้ว"),
    ("", {"Accept-Language": "fr, en-GB;q=0.8, vi;q=0.5"}, "This link no longer works"),
    ("", {"Accept": "text/html,application/json"}, "Liên kết này không còn dùng được"),
]


def a_dead_link_says_so_in_words():
    for path, advice in (("/p/nobody", "newest message"), ("/b/nobody", "start a new one"), ("/u/nobody", "stop the reminders")):
        for query, headers, words in DEAD_LINKS:
            answer = central.call("GET", path + query, headers=headers)
            html = answer.body.decode()
            assert answer.status == 404 and answer.headers["Content-Type"].startswith("text/html"), (path, answer.headers)
            assert f"<h1>{words}</h1>" in html and "{{" not in html and f'href="{path}?lang=th"' in html, html
        assert advice in central.call("GET", path + "?lang=en").body.decode()
        problem = central.call("GET", path, headers={"Accept": "application/json"})
        assert problem.status == 404 and problem.problem == "not-found", problem.body
    pressed = press("/p/nobody", "helpers", headers={"Accept-Language": "en"}).body.decode()
    assert "This link no longer works" in pressed and 'href="/p/nobody?lang=vi"' in pressed, pressed


def pay(method):
    return {"method": method, "status": "pending"}


STORE_PICKUP = {"method": "store_pickup", "location": STORE}
SAYINGS = [
    # how it is sent, how it is paid, what the page says in English, what it does not
    (None, pay("pay_at_pickup"), ["Please pay at the till", "into the locker", "Pay until"], ["Kept until"]),
    (None, pay("vietqr"), ["VietQR transfer", "Pay until"], ["at the till", "Kept until"]),
    (STORE_PICKUP, pay("promptpay"), ["PromptPay payment", "get it ready", "Pay until"], ["locker", "at the till"]),
    (STORE_PICKUP, pay("card"), ["card payment"], ["locker", "at the till"]),
    (STORE_PICKUP, None, ["We will tell you when it is ready", "updates by itself", "Kept until"], ["locker", "Pay until"]),
    (None, None, ["when it is in the locker", "Kept until"], ["Pay until"]),
]


def the_page_speaks_of_what_there_is():
    central.post("/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": STORE, "quantity": 20, "reason": "delivery"}, "admin")
    for fulfilment, payment, words, absent in SAYINGS:
        body = {key: value for key, value in (("fulfilment", fulfilment), ("payment", payment)) if value is not None}
        order = central.order("SKU-1", **body)
        html = page(order["pass_url"])
        html = html[html.index("</style>"):]
        assert all(one in html for one in words) and not any(one in html for one in absent), (body, html)


def an_unpaid_order_says_until_when_it_waits():
    order = central.order("SKU-1", payment=pay("vietqr"))
    due = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))) + datetime.timedelta(hours=24)
    said = {f"{one.day} {'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[one.month - 1]} {one.year}, {one:%H:%M}"
            for one in (due, due - datetime.timedelta(minutes=1))}
    html = page(order["pass_url"])
    assert any(one in html for one in said), (said, html)
    central.sql(f"UPDATE orders SET created_ms = created_ms - 86400000 WHERE id = '{order['id']}'")
    assert central.stop() == 0
    central.start()  # and does what is due
    wait(lambda: central.get(f"/v1/orders/{order['id']}")["status"] == "cancelled")
    over = page(order["pass_url"])
    assert "Pay until" not in over and "This code is no longer valid" in over, over


def a_page_is_wholly_in_its_language():
    order = central.order("SKU-1", language="en")
    for language, words, others in (("vi", "Áo thun", "T-shirt"), ("en", "T-shirt", "Áo thun")):
        html = page(order["pass_url"], language)
        assert words in html and others not in html, html
    assert "₫" in page(order["pass_url"], "en") and " น." in page(order["pass_url"], "th")


def a_stolen_phone_is_shut_out():
    order = central.order("SKU-1")
    url = passes(order)[0]["url"]
    done = press(url, "reissue")
    assert done.status == 303 and done.headers["Location"] != "/p/" + url.rsplit("/", 1)[1]
    assert central.call("GET", "/p/" + url.rsplit("/", 1)[1]).status == 404
    assert central.call("GET", done.headers["Location"]).status == 200


def forms_come_from_the_page_alone():
    order = central.order("SKU-1")
    url = passes(order)[0]["url"]
    for origin, headers in (("https://evil.example", {}), (None, {}), ("null", {}), ("own", {"Sec-Fetch-Site": "cross-site"})):
        assert press(url, "reissue", "", origin, headers).status == 403, (origin, headers)
    assert passes(order)[0]["url"] == url


# -- what a stolen database says

def no_code_lies_in_clear():
    order = central.order("SKU-1")
    help_with(order)
    codes = [one["code"].replace("-", "") for one in passes(order)]
    enrolled = enrol("kiosk-clear")
    texts = codes + [enrolled["code_key"], enrolled["token"]]
    rows = central.sql("SELECT code, code_hash FROM pass") + central.sql("SELECT code_key FROM location")
    rows += central.sql("SELECT body FROM idempotency") + central.sql("SELECT data FROM change_feed") + central.sql("SELECT detail FROM audit")
    whole = json.dumps(rows)
    for text in texts:
        assert text not in whole and text.lower() not in whole, text


def old_rows_are_sealed_at_the_start():
    """A database of before: codes and code keys in clear. The kiosks' key and the buyers' codes stay what they were."""
    order = central.order("SKU-2")
    key = "ab" * 32
    central.stop()
    central.sql(f"UPDATE location SET code_key = '{key}' WHERE id = '{STORE}'; UPDATE pass SET code = 'ABCDE12345', code_hash = '', kid = '' "
                f"WHERE order_id = '{order['id']}'; UPDATE pass SET code = '', code_hash = '' WHERE order_id <> '{order['id']}'")
    with open(central.path("bare.conf"), "w", encoding="utf-8") as file:
        file.write("[service]\nname=x\n")
    done = central.run("migrate", "--database", central.database, "--config", central.path("bare.conf"), check=False)
    assert done.returncode == 1 and "key-file" in done.stderr, done
    central.start()
    assert passes(order)[0]["code"] == "ABCDE-12345", passes(order)
    assert enrol("kiosk-sealed")["code_key"] == key
    assert "ABCDE12345" not in json.dumps(central.sql("SELECT code FROM pass")) and key not in json.dumps(central.sql("SELECT code_key FROM location"))
    central.stop()
    if central.databases[0].engine == "sqlite":
        with open(central.databases[0].path, "rb") as file:
            whole = file.read()
        assert b"ABCDE12345" not in whole and key.encode() not in whole, "it is in a free page"
    central.start()
    assert passes(order)[0]["code"] == "ABCDE-12345" and enrol("kiosk-sealed")["code_key"] == key


# -- keys that sign

def kid_of(text):
    done = subprocess.run([CUBBYCTL, "pass", "inspect", text], capture_output=True, text=True, timeout=20, check=True)
    return re.search(r"\bkid\b\W+([0-9a-f]{4})", done.stdout).group(1)


def key_rows():
    return [line.split("\t") for line in central.run("pass-key", "list", central.path("pass.key")).splitlines()]


def signer():
    return next(row[0] for row in key_rows() if row[1] == "active")


def rotation_leaves_old_passes_good():
    old_order = central.order("SKU-2")
    old = passes(old_order)[0]["text"]
    first = signer()
    central.run("pass-key", "rotate", central.path("pass.key"), "--in", "0")
    second = signer()
    assert second != first and [row[1] for row in key_rows()] == ["retired", "active"], key_rows()
    wait(lambda: second in central.get("/v1/kiosk/keys", "kiosk")["text"])
    order = central.order("SKU-2")
    assert kid_of(passes(order)[0]["text"]) == second and kid_of(old) == first and passes(old_order)[0]["text"] == old
    keys = central.get("/v1/kiosk/keys", "kiosk")
    assert {seal.split(".")[0] for seal in keys["seals"]} == {first, second} and first in keys["text"], keys
    assert told(order)["seal"].startswith(second + ".")


def a_key_that_is_announced_signs_nothing_yet():
    before = signer()
    central.run("pass-key", "rotate", central.path("pass.key"))
    assert signer() == before and [row[1] for row in key_rows()].count("announced") == 1, key_rows()
    announced = next(row[0] for row in key_rows() if row[1] == "announced")
    keys = wait(lambda: (lambda one: one if announced in one["text"] else None)(central.get("/v1/kiosk/keys", "kiosk")))
    assert any(seal.startswith(announced + ".") for seal in keys["seals"])


def a_stolen_key_ends_at_once():
    order = central.order("SKU-2")
    stolen = signer()
    old = passes(order)[0]
    refused = central.command("pass-key", "retire", central.path("pass.key"), stolen, "--now", check=False)
    assert refused.returncode == 1 and "rotate" in refused.stderr, refused
    central.run("pass-key", "rotate", central.path("pass.key"), "--in", "0")
    said = central.command("pass-key", "retire", central.path("pass.key"), stolen, "--now")
    assert "made anew" in said and stolen not in [row[0] for row in key_rows()], said
    wait(lambda: stolen not in central.get("/v1/kiosk/keys", "kiosk")["text"])
    fresh = passes(order)[0]
    assert fresh["cti"] != old["cti"] and kid_of(fresh["text"]) != stolen and told(order)["ctis"] == [fresh["cti"]]
    assert not told(order)["seal"].startswith(stolen)
    again = central.command("pass-key", "retire", central.path("pass.key"), "0000", "--now", check=False)
    assert again.returncode == 1 and "no key 0000" in again.stderr, again


# -- kiosks

def a_code_of_one_store_takes_no_kiosk_of_another():
    enrol("kiosk-a")
    taken = try_enrol("kiosk-a", OTHER)
    assert taken.status == 409 and "kiosk-a" in taken.json()["detail"], taken.body
    assert central.call("GET", "/v1/products", "kiosk-a").status == 200, "it lost its key"
    enrol("kiosk-a")
    central.post("/v1/kiosks/kiosk-a/revoke", {}, "admin")
    enrol("kiosk-a", OTHER)


def a_token_is_rotated():
    old = enrol("kiosk-r")["token"]
    unused = central.call("POST", "/v1/kiosks/kiosk-r/rotate", "kiosk-r", {}, False).json()["token"]
    fresh = central.call("POST", "/v1/kiosks/kiosk-r/rotate", "kiosk-r", {}, False).json()["token"]
    assert central.call("GET", "/v1/products", unused).status == 401, "a token that was replaced before its use"
    assert central.call("GET", "/v1/products", old).status == 200, "the old token ended before the new one was used"
    assert central.call("GET", "/v1/products", fresh).status == 200
    wait(lambda: central.call("GET", "/v1/products", old).status == 401)
    assert central.call("GET", "/v1/products", fresh).status == 200
    other = central.call("POST", "/v1/kiosks/kiosk-r/rotate", "kiosk", {}, False)
    assert other.status == 403, other.body


def a_revoked_kiosk_hears_nothing_more():
    enrol("kiosk-x")
    stream = central.stream("kiosk-x")
    assert stream.status == 200
    central.post("/v1/kiosks/kiosk-x/revoke", {}, "admin")
    assert central.call("GET", "/v1/products", "kiosk-x").status == 401
    started = time.monotonic()
    try:
        while True:
            stream.next()
    except (EOFError, ValueError, ConnectionError, socket.timeout):
        pass
    stream.close()
    assert time.monotonic() - started < 5, "the stream went on"
    assert central.get("/v1/kiosks/kiosk-x", "admin")["revoked_at"] is not None
    assert central.call("POST", "/v1/kiosks/kiosk-x/rotate", "admin", {}, False).status == 410


def hello(scope, ahead_s, version="1.2.3"):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=ahead_s)
    return central.call("POST", "/v1/kiosk/hello", scope, {"time": now.isoformat(timespec="milliseconds"), "version": version}, False)


def the_skew_of_a_clock_is_kept():
    enrol("kiosk-h")
    answer = hello("kiosk-h", -90)
    assert answer.status == 200 and -95000 < answer.json()["skew_ms"] < -85000, answer.body
    assert answer.json()["store"] == STORE and answer.json()["pass_keys"]["text"].startswith("cubby-pass-keys-1\n")
    assert hello("kiosk-h", 1).status == 200
    kiosk = central.get("/v1/kiosks/kiosk-h", "admin")
    assert abs(kiosk["skew_ms"]) < 5000 and kiosk["skew_most_ms"] < -85000 and kiosk["version"] == "1.2.3", kiosk
    assert not kiosk["skew_alarm"]
    hello("kiosk-h", -4 * 3600 - 24 * 60 - 5)
    basic = base64.b64encode(("x:" + central.keys["admin"]).encode()).decode()
    for language, words in (("en", "4 h 24 min slow"), ("vi", "chậm 4 giờ 24 phút"), ("th", "ช้าไป 4 ชม. 24 นาที")):
        assert words in central.call("GET", "/admin?lang=" + language, headers={"Authorization": "Basic " + basic}).body.decode()
    hello("kiosk-h", 0)
    with open(central.path("log"), encoding="utf-8") as file:
        assert "event=kiosk_clock" in file.read()
    bad = central.call("POST", "/v1/kiosk/hello", "kiosk-h", {"time": "yesterday"}, False)
    assert bad.status == 422 and "time" in bad.json()["detail"], bad.body


# -- staff

LAN = {"badge": "B-1001", "name": "Lan", "role": "restock", "stores": [STORE], "pin": "482913"}


def badges(scope="kiosk"):
    found = central.get("/v1/kiosk/staff", scope)
    return found["version"], found["text"]


def a_badge_reaches_its_stores():
    before, text = badges()
    assert text == f"cubby-staff-1\nstore={STORE}\nversion={before}\n", text
    made = central.post("/v1/staff", LAN, "admin")
    assert "pin" not in made and made["version"] == 1, made
    version, text = badges()
    assert version > before and "[badge B-1001]" in text and "$argon2id$" in text and "482913" not in text, text
    enrol("kiosk-o", OTHER)
    assert "B-1001" not in badges("kiosk-o")[1]
    whole = json.dumps(central.sql("SELECT pin_hash FROM staff") + central.sql("SELECT body FROM idempotency") + central.sql("SELECT detail FROM audit"))
    assert "482913" not in whole
    assert any(row[0] == "staff-add" for row in central.sql("SELECT action FROM audit WHERE subject = 'B-1001'"))


def a_badge_is_changed_from_the_state_its_sender_knows():
    path = "/v1/staff/B-1001"
    etag = central.call("GET", path, "admin").headers["ETag"]
    assert central.call("PATCH", path, "admin", {"role": "supervise"}).status == 428
    changed = central.call("PATCH", path, "admin", {"role": "supervise", "stores": [OTHER, STORE]}, headers={"If-Match": etag})
    assert changed.status == 200 and changed.json()["role"] == "supervise" and changed.json()["stores"] == [STORE, OTHER], changed.body
    assert central.call("PATCH", path, "admin", {"role": "service"}, headers={"If-Match": etag}).status == 412
    assert "[badge B-1001]" in badges("kiosk-o")[1]


def what_is_no_badge(change, member):
    def test():
        answer = central.call("POST", "/v1/staff", "admin", {**LAN, "badge": "B-2002", **change})
        assert answer.status == 422 and answer.json()["detail"].startswith(member), answer.body
    return test


def a_revoked_badge_is_in_no_list():
    drawn = central.call("GET", "/v1/staff/B-1001/badge.svg", "admin")
    assert drawn.status == 200 and b"<svg" in drawn.body
    before, _ = badges()
    central.post("/v1/staff/B-1001/revoke", {}, "admin")
    version, text = badges()
    assert version > before and "B-1001" not in text, text
    assert central.call("GET", "/v1/staff/B-1001/badge.svg", "admin").status == 404
    assert central.call("POST", "/v1/staff", "admin", LAN).status == 409, "a revoked badge was given out again"
    assert central.get("/v1/staff", "admin")["staff"][0]["revoked_at"] is not None


# -- what a kiosk fetches, with the real cubbyctl


class Desk:
    """The files of a kiosk, and cubbyctl on them."""

    def __init__(self, name):
        self.folder = central.path(name)
        os.mkdir(self.folder)
        self.name = name
        self.ctl("enrol", "--central", "http://%s:%s" % central.address, "--code", enrol_code(), "--kiosk", name, "--pass-keys",
                 self.path("pass-keys.conf"), "--token-file", self.path("link.token"))
        self.write_conf()

    def write_conf(self, address=None):
        with open(self.path("cubby.conf"), "w", encoding="utf-8") as file:
            file.write(f"[store]\nid={STORE}\nname=Cubby\n[kiosk]\nid={self.name}\n[locker]\nstate-directory={self.folder}\n"
                       f"staff-file={self.path('staff.conf')}\ncentral-staff-file={self.path('staff-central.conf')}\n"
                       f"pass-keys-file={self.path('pass-keys.conf')}\n[link]\ncentral-url={address or 'http://%s:%s' % central.address}\n"
                       f"token-file={self.path('link.token')}\nallow-plain-http=true\n")

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def ctl(self, *words, status=0):
        done = subprocess.run([CUBBYCTL, *words], capture_output=True, text=True, timeout=60)
        assert done.returncode == status, (words, done)
        return done.stdout + done.stderr

    def sync(self, what, status=0):
        return self.ctl(what, "sync", "--config", self.path("cubby.conf"), status=status)


class Liar:
    """A link that answers what it likes."""

    def __init__(self, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.address = "http://127.0.0.1:%d" % self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def __enter__(self):
        return self.address

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def a_kiosk_learns_new_keys():
    desk = Desk("desk-keys")
    central.run("pass-key", "rotate", central.path("pass.key"), "--in", "0")
    fresh = signer()
    assert fresh not in desk.read("pass-keys.conf")
    wait(lambda: fresh in central.get("/v1/kiosk/keys", "kiosk")["text"])
    assert "written" in desk.sync("keys") and "nothing new" in desk.sync("keys")
    text = desk.read("pass-keys.conf")
    assert fresh in text and "[codes]" in text and "[list]" in text, text
    order = central.order("SKU-3")
    public = next(row[4] for row in key_rows() if row[0] == fresh)
    desk.ctl("pass", "verify", "--kid", fresh, "--public-key", public, "--store", STORE, "--", passes(order)[0]["text"])
    assert os.stat(desk.path("pass-keys.conf")).st_mode & 0o777 == 0o640


def a_kiosk_believes_no_other_list():
    desk = Desk("desk-liar")
    desk.sync("keys")
    before = desk.read("pass-keys.conf")
    good = central.get("/v1/kiosk/keys", "kiosk")
    staff = central.get("/v1/kiosk/staff", "kiosk")
    forged = {**good, "text": good["text"] + "abcd=" + "11" * 32 + "\n"}
    unsealed = {**good, "seals": []}
    other = central.get("/v1/kiosk/keys", "kiosk-o")
    central.run("pass-key", "rotate", central.path("pass.key"))
    wait(lambda: central.get("/v1/kiosk/keys", "kiosk")["version"] > good["version"])
    desk.write_conf()
    desk.sync("keys")
    newer = desk.read("pass-keys.conf")
    assert newer != before
    for answer, words in ((forged, "no seal"), (unsealed, "no seal"), (staff, "another kind"), (other, "another store"), (good, "older"),
                          ([], "is none"), ({"text": 5}, "is none")):
        with Liar(answer) as address:
            desk.write_conf(address)
            said = desk.sync("keys", status=1)
            assert words in said, (words, said)
            assert desk.read("pass-keys.conf") == newer


def badges_come_sealed():
    desk = Desk("desk-staff")
    central.post("/v1/staff", {**LAN, "badge": "B-3003", "role": "service"}, "admin")
    desk.sync("keys")
    assert "written" in desk.sync("staff")
    text = desk.read("staff-central.conf")
    assert "[badge B-3003]" in text and "role=service" in text and "version=" in text, text
    old = central.get("/v1/kiosk/staff", "kiosk")
    central.post("/v1/staff/B-3003/revoke", {}, "admin")
    desk.sync("staff")
    newer = desk.read("staff-central.conf")
    assert "B-3003" not in newer
    with Liar(old) as address:
        desk.write_conf(address)
        assert "older" in desk.sync("staff", status=1)
    with Liar({**old, "text": old["text"].replace("role=service", "role=supervise")}) as address:
        desk.write_conf(address)
        assert "no seal" in desk.sync("staff", status=1)
    assert desk.read("staff-central.conf") == newer


def one_version_is_one_list():
    desk = Desk("desk-twice")
    desk.sync("staff")
    before = desk.read("staff-central.conf")
    central.post("/v1/staff", {**LAN, "badge": "B-5005"}, "admin")
    central.sql("UPDATE counter SET value = value - 1 WHERE name = 'staff'")  # as a copy of the database would have it
    said = desk.sync("staff", status=1)
    assert "another text" in said and "begin-epoch" in said and desk.read("staff-central.conf") == before, said
    central.command("begin-epoch")
    assert "written" in desk.sync("staff") and "B-5005" in desk.read("staff-central.conf")


def who_is_revoked_after_a_restore_is_out():
    desk = Desk("desk-restored")
    central.post("/v1/staff", {**LAN, "badge": "B-6006"}, "admin")
    central.run("backup", central.path("staff.jsonl.gz"), "--database", central.database)
    for number in range(3):  # the kiosk hears of more than the copy knows
        central.post("/v1/staff", {**LAN, "badge": f"B-700{number}"}, "admin")
    desk.sync("staff")
    central.stop()
    try:
        for name in ("restored", "again"):  # a second time: no number of the first is given out again
            database = central.new_database(name)
            central.run("restore", central.path("staff.jsonl.gz"), "--database", database.uri)
            shop = object.__new__(Central)
            shop.__dict__.update(central.__dict__, database=database.uri)
            shop.start()
            try:
                desk.write_conf("http://%s:%s" % shop.address)
                assert "written" in desk.sync("staff")
                assert "B-6006" in desk.read("staff-central.conf") and "B-7001" not in desk.read("staff-central.conf")
                shop.post("/v1/staff/B-6006/revoke", {}, "admin")
                assert "written" in desk.sync("staff") and "B-6006" not in desk.read("staff-central.conf")
            finally:
                shop.stop()
    finally:
        central.start()


def a_kiosk_takes_another_token():
    desk = Desk("desk-token")
    before = desk.read("link.token")
    desk.ctl("token", "rotate", "--config", desk.path("cubby.conf"))
    after = desk.read("link.token")
    assert after != before and os.stat(desk.path("link.token")).st_mode & 0o777 == 0o600
    desk.sync("keys")
    wait(lambda: central.call("GET", "/v1/products", before.strip()).status == 401)
    desk.write("link.token", before)
    assert "unknown or revoked" in desk.sync("keys", status=1)


TESTS = [
    ("an order has one pass, and its kiosks hear of it", an_order_has_one_pass),
    ("a helper pass is told to the kiosks, with a code of its own", a_helper_pass_is_told_to_the_kiosks),
    ("revoking takes a pass from the notice", revoking_takes_it_from_the_notice),
    ("there are three helpers at once", three_helpers_at_once),
    ("reissuing revokes all, moves the page, and is not for every hour", reissuing_revokes_all),
    ("nothing is made for what is over, or not paid", nothing_is_made_for_what_is_over),
    ("a buyer makes a helper pass on the page and takes it back", a_buyer_makes_a_helper_pass_on_the_page),
    ("the page says why not", the_page_says_why_not),
    ("a dead link says so in words", a_dead_link_says_so_in_words),
    ("the page speaks of what there is", the_page_speaks_of_what_there_is),
    ("an unpaid order says until when it waits, and ends then", an_unpaid_order_says_until_when_it_waits),
    ("a page is wholly in its language", a_page_is_wholly_in_its_language),
    ("who lost a telephone has a page that the finder has not", a_stolen_phone_is_shut_out),
    ("the forms of the page come from the page alone", forms_come_from_the_page_alone),
    ("no code lies in clear", no_code_lies_in_clear),
    ("rows of an older version are sealed at the start", old_rows_are_sealed_at_the_start),
    ("after a rotation old passes are good and new ones have the new key", rotation_leaves_old_passes_good),
    ("a key that is announced signs nothing yet", a_key_that_is_announced_signs_nothing_yet),
    ("a stolen key ends at once, and passes are made anew", a_stolen_key_ends_at_once),
    ("a code of one store takes no kiosk of another", a_code_of_one_store_takes_no_kiosk_of_another),
    ("a token is rotated; the old one ends when the new one is used", a_token_is_rotated),
    ("a revoked kiosk hears nothing more, on an open stream either", a_revoked_kiosk_hears_nothing_more),
    ("the skew of a clock is measured and the farthest of a day kept", the_skew_of_a_clock_is_kept),
    ("a badge reaches the kiosks of its stores, its PIN nobody", a_badge_reaches_its_stores),
    ("a badge is changed from the state that its sender knows", a_badge_is_changed_from_the_state_its_sender_knows),
    ("a PIN of four digits is refused", what_is_no_badge({"pin": "4829"}, "pin")),
    ("a PIN that is a run is refused", what_is_no_badge({"pin": "234567"}, "pin")),
    ("a role that there is not is refused", what_is_no_badge({"role": "boss"}, "role")),
    ("a store that there is not is refused", what_is_no_badge({"stores": [STORE, "9"]}, "stores[1]")),
    ("a badge with a space is refused", what_is_no_badge({"badge": "B 1"}, "badge")),
    ("a name of two lines is refused", what_is_no_badge({"name": "Lan\nroot"}, "name")),
    ("a kiosk learns new keys from a list that is sealed", a_kiosk_learns_new_keys),
    ("a kiosk believes no other list of keys", a_kiosk_believes_no_other_list),
    ("badges come sealed, and none that is older", badges_come_sealed),
    ("of one version there is one list", one_version_is_one_list),
    ("who is revoked after a restore is out, at a kiosk that had heard more than the copy knew", who_is_revoked_after_a_restore_is_out),
    ("a kiosk takes another token", a_kiosk_takes_another_token),
    ("a revoked badge is in no list and never given out again", a_revoked_badge_is_in_no_list),
]

try:
    status = run("/central/keys", TESTS)
finally:
    central.close()
sys.exit(status)
