# SPDX-License-Identifier: Apache-2.0
"""Notices to a real SMTP server, read back as a mail program would."""

import asyncio
import email
import email.policy
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid

from aiosmtpd.controller import Controller

from harness import Central, run


class Box:
    def __init__(self):
        self.messages = []
        self.refuse = 0
        self.is_slow = False
        self.is_busy = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        if self.is_slow:
            self.is_busy.set()
            await asyncio.sleep(3600)  # until the other side is gone
        if self.refuse > 0:
            self.refuse -= 1
            return "451 4.3.0 later, please"
        if "never@example.com" in envelope.rcpt_tos:
            return "550 5.1.1 no such person"
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def wait_for(self, count, to="minh@example.com"):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            mine = [message for message in self.messages if message["To"] == to]
            if len(mine) >= count:
                return mine[count - 1]
            time.sleep(0.05)
        raise AssertionError(f"{len(self.messages)} messages: {[str(one['Subject']) for one in self.messages]}")


box = Box()
controller = Controller(box, hostname="127.0.0.1", port=0)
# aiosmtpd connects to its own port before it knows which one port 0 became
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    controller.port = probe.getsockname()[1]
controller.start()
central = Central(f"[mail]\nurl=smtp://127.0.0.1:{controller.port}\nfrom=Cubby Lê Lợi <shop@cubby.example>\n"
                  "[notices]\nundo-delay-s=1\nretry-first-s=1\n[baskets]\nreminder-hours=2\n[service]\npublic-url=https://shop.example\n").start()


def part(message, kind):
    return next(one for one in message.walk() if one.get_content_type() == kind)


def load(order, seq, kind="parcel.loaded", **data):
    label = order["fulfilments"][0]["parcels"][0]["label"]
    event = {"seq": seq, "id": str(uuid.uuid4()), "time": "2026-11-21T20:00:00.000Z", "type": kind,
             "data": {"label": label, "door": "A7", "fulfilment": order["fulfilments"][0]["id"], **data}}
    central.post("/v1/kiosk/events", {"events": [event]}, "kiosk")


def the_confirmation_arrives_in_vietnamese():
    order = central.order()
    message = box.wait_for(1)
    assert order["number"] in str(message["Subject"]) and "Đã nhận" in str(message["Subject"]), message["Subject"]
    assert str(message["From"]) == "Cubby Lê Lợi <shop@cubby.example>", message["From"]
    words = part(message, "text/plain").get_content()
    assert "1 × Áo thun đỏ" in words and "199.000\u00a0₫" in words and "Cubby Lê Lợi" in words, words
    assert message.defects == [] and all(one.defects == [] for one in message.walk())


def the_ready_notice_has_the_pass_inline():
    order = central.order()
    box.wait_for(2)
    load(order, 1)
    message = box.wait_for(3)
    assert "sẵn sàng" in str(message["Subject"]), message["Subject"]
    picture = part(message, "image/png")
    assert picture["Content-ID"] == "<pass@cubby>" and picture.get_content_disposition() == "inline"
    with open(central.path("inline.png"), "wb") as file:
        file.write(picture.get_content())
    expected = central.get(f"/v1/orders/{order['id']}/pass")
    read = subprocess.run(["ZXingReader", central.path("inline.png")], capture_output=True, text=True, timeout=30)
    assert expected["text"] in read.stdout, read.stdout
    html = part(message, "text/html").get_content()
    assert 'src="cid:pass@cubby"' in html and expected["code"] in html
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S).group(1))
    assert data["orderStatus"] == "https://schema.org/OrderPickupAvailable"
    assert data["orderDelivery"]["deliveryStatus"]["accessCode"] == expected["code"]
    assert expected["code"] in part(message, "text/plain").get_content()
    load(order, 2, "parcel.picked_up")
    assert "đã được nhận" in str(box.wait_for(4)["Subject"])


def an_undo_takes_the_ready_notice_back():
    for number in range(10):
        to = f"undo{number}@example.com"
        order = central.order(customer={"email": to})
        box.wait_for(1, to)
        started = time.monotonic()
        load(order, 3 + 2 * number)
        load(order, 4 + 2 * number, "parcel.unloaded", why="undo")
        if time.monotonic() - started < 1:  # or the notice may have gone already
            break
    time.sleep(2)
    assert len([one for one in box.messages if one["To"] == to]) == 1


def thai_is_readable():
    order = central.order(language="th", customer={"name": "สมชาย <&>", "email": "somchai@example.com"})
    message = box.wait_for(1, "somchai@example.com")
    assert str(message["Subject"]) == f"ได้รับคำสั่งซื้อ {order['number']} แล้ว", message["Subject"]
    assert "สมชาย <&>" in part(message, "text/plain").get_content()
    html = part(message, "text/html").get_content()
    assert "สมชาย &lt;&amp;&gt;" in html, html
    raw = [line for line in bytes(message).split(b"\n")]
    assert max(len(line) for line in raw) <= 998


def a_busy_server_is_tried_again_with_the_same_message_id():
    box.refuse = 1
    central.order(customer={"email": "later@example.com"})
    message = box.wait_for(1, "later@example.com")
    assert re.match(r"<[0-9a-f-]{36}@cubby\.example>$", message["Message-ID"]), message["Message-ID"]
    assert box.refuse == 0


def a_refused_address_is_given_up():
    central.order(customer={"email": "never@example.com"})
    deadline = time.monotonic() + 30
    while b'cubby_outbox{state="failed"} 1\n' not in central.call("GET", "/metrics", "admin").body:
        assert time.monotonic() < deadline, "the notice was not given up"
        time.sleep(0.1)


def keep_house():
    """Does now what is due; the service does it when it starts."""
    assert central.stop() == 0
    central.start()


def leave_behind(email, language, consents=None):
    wanted = {"basket_reminder": True} if consents is None else consents
    customer = central.post("/v1/customers", {"email": email, "language": language, "consents": wanted})
    basket = central.post("/v1/baskets", {"customer": customer["id"], "channel": "phone", "lines": [{"sku": "SKU-1", "quantity": 2}]})
    return customer, basket


def a_basket_left_behind_is_told_of_once_and_one_click_ends_it():
    central.post("/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": "4711", "quantity": 50, "reason": "test"}, "admin")
    mai, hers = leave_behind("mai@example.com", "vi")
    leave_behind("chai@example.com", "th")
    _, silent = leave_behind("silent@example.com", "en", {})
    _, ordered = leave_behind("ordered@example.com", "en")
    central.order(customer={"name": "x"}, basket=ordered["id"])
    leave_behind("ends@example.com", "en")
    twice, older = leave_behind("twice@example.com", "en")
    central.sql("UPDATE basket SET updated_ms = updated_ms - 7300000")
    newer = central.post("/v1/baskets", {"customer": twice["id"], "channel": "phone", "lines": [{"sku": "SKU-2", "quantity": 1}]})
    central.sql(f"UPDATE basket SET updated_ms = updated_ms - 7200000 WHERE id = '{newer['id']}'")
    leave_behind("fresh@example.com", "en")
    keep_house()
    message = box.wait_for(1, "mai@example.com")
    words = part(message, "text/plain").get_content()
    html = part(message, "text/html").get_content()
    assert "Giỏ hàng" in html or "2 × Áo thun đỏ" in html, html
    assert "ld+json" not in html, "a reminder is about no order"
    assert "Giỏ hàng" in str(message["Subject"]) and "2 × Áo thun đỏ" in words and "398.000" in words, words
    assert f"https://shop.example/b/{hers['id']}" in words, words
    assert "ตะกร้า" in str(box.wait_for(1, "chai@example.com")["Subject"])
    link = str(message["List-Unsubscribe"])
    assert re.match(r"<https://shop\.example/u/[0-9a-f]{32}>$", link), link
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link[1:-1].removeprefix("https://shop.example")
    assert path in words and "Ngừng nhắc tôi" in central.call("GET", path).body.decode()
    assert central.get(f"/v1/customers/{mai['id']}")["consents"]["basket_reminder"], "looking at a link is no withdrawal"
    done = central.call("POST", path, None, b"List-Unsubscribe=One-Click", key=False,
                        headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert done.status == 200 and "Đã ngừng" in done.body.decode(), done.body
    assert not central.get(f"/v1/customers/{mai['id']}")["consents"]["basket_reminder"]
    assert central.call("GET", path + "x").status == 404 and central.call("POST", "/u/0", key=False).status == 404
    central.call("PATCH", "/v1/baskets/" + hers["id"], "channel", {"lines": [{"sku": "SKU-2", "quantity": 1}]}, headers={"If-Match": "*"})
    central.sql("UPDATE basket SET updated_ms = updated_ms - 7300000 WHERE reminded_ms IS NOT NULL")
    keep_house()
    box.wait_for(1, "ends@example.com")
    told = [one["To"] for one in box.messages if one["List-Unsubscribe"] is not None]
    assert sorted(told) == ["chai@example.com", "ends@example.com", "mai@example.com", "twice@example.com"], told
    hers = part(box.wait_for(1, "twice@example.com"), "text/plain").get_content()
    assert newer["id"] in hers and older["id"] not in hers, hers


def what_was_being_sent_by_a_service_that_died_is_sent_by_the_next_at_once():
    box.is_slow = True
    central.order(customer={"email": "died@example.com"})
    assert box.is_busy.wait(30)
    central.stop(signal.SIGKILL)
    box.is_slow = False
    central.start()
    box.wait_for(1, "died@example.com")


def notices_survive_a_restart():
    controller.stop()
    central.order(customer={"email": "restart@example.com"})
    assert central.stop() == 0
    again = Controller(box, hostname="127.0.0.1", port=controller.port)
    again.start()
    try:
        central.start()
        box.wait_for(1, "restart@example.com")
    finally:
        again.stop()


TESTS = [
    ("the confirmation arrives in Vietnamese", the_confirmation_arrives_in_vietnamese),
    ("the ready notice has the pass inline, and it reads", the_ready_notice_has_the_pass_inline),
    ("an undo takes the ready notice back", an_undo_takes_the_ready_notice_back),
    ("Thai is readable and nobody's name is markup", thai_is_readable),
    ("a busy server is tried again with the same Message-ID", a_busy_server_is_tried_again_with_the_same_message_id),
    ("a refused address is given up", a_refused_address_is_given_up),
    ("a basket left behind is told of once, and one click ends it", a_basket_left_behind_is_told_of_once_and_one_click_ends_it),
    ("what was being sent by a service that died is sent by the next at once", what_was_being_sent_by_a_service_that_died_is_sent_by_the_next_at_once),
    ("notices survive a restart", notices_survive_a_restart),
]

try:
    status = run("/central/mail", TESTS)
finally:
    central.close()
    sys.stdout.flush()
sys.exit(status)
