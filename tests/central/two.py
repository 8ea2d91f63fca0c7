# SPDX-License-Identifier: Apache-2.0
"""Two processes on one PostgreSQL, asked for the same at the same moment: one notice once, one key one answer."""

import asyncio
import collections
import signal
import socket
import sys
import threading
import time
import uuid

from aiosmtpd.controller import Controller

from harness import STORE, Central, run, small_range

ROUNDS = 8
NOTICES = 10


class Box:
    """A mail server that takes its time; while @held, for ever."""

    def __init__(self):
        self.taken = collections.Counter()
        self.held = asyncio.Event()
        self.holding = False

    async def handle_DATA(self, server, session, envelope):
        if self.holding:
            self.holding = False
            self.held.set()
            await asyncio.sleep(30)
        await asyncio.sleep(0.03)
        self.taken[envelope.rcpt_tos[0]] += 1
        return "250 OK"


box = Box()
controller = Controller(box, hostname="127.0.0.1", port=0)
with socket.socket() as probe:  # aiosmtpd connects to its own port before it knows which one port 0 became
    probe.bind(("127.0.0.1", 0))
    controller.port = probe.getsockname()[1]
controller.start()

MAIL = f"\n[mail]\nurl=smtp://127.0.0.1:{controller.port}\nfrom=shop@example.com\n"
plenty = small_range()
for level in plenty["stock"]:
    level["on_hand"] = 100000


class Second(Central):
    """Another process of @first: its database, its keys, its configuration."""

    def __init__(self, first):
        self.folder, self.database, self.databases, self.keys, self.process = first.folder, first.database, [], first.keys, None


one = Central(range_document=plenty)
two = Second(one)


def at_once(deed):
    """What @deed says with each of the two, begun at the same moment."""
    barrier, answers = threading.Barrier(2), [None, None]

    def ask(index, central):
        connection = central.connect()
        connection.connect()
        barrier.wait()
        answers[index] = deed(central, connection)
        connection.close()

    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate((one, two))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def one_key(path, body, scope="channel"):
    """The one answer that both get."""
    key = str(uuid.uuid4())
    answers = at_once(lambda central, connection: central.call("POST", path, scope, body, key, connection=connection))
    said = [(answer.status, answer.body) for answer in answers]
    assert said[0] == said[1] and said[0][0] in (200, 201), said
    assert [answer.headers["Idempotency-Replayed"] for answer in answers].count("true") == 1, said
    return answers[0].json()


def a_key_at_two_processes_places_one_order():
    for number in range(ROUNDS):
        one_key("/v1/orders", one.order_body(fulfilment={"method": "store_pickup", "location": STORE}, external_id=f"E-{number}"))
        one_key("/v1/orders", one.order_body())
    assert one.sql("SELECT COUNT(*) FROM orders") == [(str(2 * ROUNDS),)]


def a_key_at_two_processes_changes_an_order_once():
    for _ in range(ROUNDS):
        order = one.order(payment={"method": "card", "status": "pending"})
        one_key(f"/v1/orders/{order['id']}/payments", {"amount": order["total"], "method": "card", "reference": order["id"]})
        one_key(f"/v1/orders/{order['id']}/cancel", {"reason": "x"})
    assert one.sql("SELECT COUNT(*) FROM orders WHERE status = 'cancelled'") == [(str(ROUNDS),)]


def a_key_at_two_processes_makes_one_thing():
    for number in range(ROUNDS):
        one_key("/v1/baskets", {"lines": [{"sku": "SKU-1", "quantity": 1}]})
        her = one_key("/v1/customers", {"email": f"twice{number}@example.com", "consents": {"loyalty": True}})
        one_key(f"/v1/customers/{her['id']}/points", {"points": 5, "reason": "given"}, "admin")
        # all that she has, so that for whoever comes second there is nothing left to take
        assert one_key(f"/v1/customers/{her['id']}/points", {"points": -5, "reason": "taken"}, "admin")["balance"] == 0
    assert one.sql("SELECT COUNT(*) FROM customer WHERE email LIKE 'twice%'") == [(str(ROUNDS),)]
    assert one.sql("SELECT COUNT(*) FROM points_entry") == [(str(2 * ROUNDS),)]


def stop():
    assert [one.stop(), two.stop()] == [0, 0]


def wait_for_mail(done):
    deadline = time.monotonic() + 15
    while not done():
        assert time.monotonic() < deadline, (box.taken, one.sql("SELECT state, attempts, next_ms FROM outbox"))
        time.sleep(0.02)


def send_with(configuration):
    with open(one.path("central.conf"), "w", encoding="utf-8") as file:
        file.write(configuration + MAIL)


def each_notice_is_sent_once():
    one.sql("DELETE FROM outbox")
    for number in range(NOTICES):
        one.order(customer={"email": f"n{number}@example.com"})
    stop()
    with open(one.path("central.conf"), encoding="utf-8") as file:
        send_with(file.read())
    one.start()
    two.start()
    wait_for_mail(lambda: one.sql("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'") == [("0",)])
    assert box.taken == {f"n{number}@example.com": 1 for number in range(NOTICES)}, box.taken


def a_notice_of_a_process_that_died_waits_while_another_is_at_work_and_no_longer():
    two.stop()
    box.holding = True
    one.order(customer={"email": "died@example.com"})
    wait_for_mail(lambda: box.held.is_set())
    two.start()
    one.stop(signal.SIGKILL)
    [(state, left)] = one.sql("SELECT state, next_ms FROM outbox WHERE state <> 'sent'")
    assert state == "waiting" and 60000 < int(left) - time.time() * 1000 <= 120000, (state, left)
    one.start()
    time.sleep(0.3)
    assert box.taken["died@example.com"] == 0, "its claim holds"
    one.stop()
    two.stop()
    two.start()
    wait_for_mail(lambda: box.taken["died@example.com"] == 1)


TESTS = [
    ("a key at two processes places one order", a_key_at_two_processes_places_one_order),
    ("a key at two processes changes an order once", a_key_at_two_processes_changes_an_order_once),
    ("a key at two processes makes one thing", a_key_at_two_processes_makes_one_thing),
    ("each notice is sent once", each_notice_is_sent_once),
    ("a notice of a process that died waits while another is at work, and no longer",
     a_notice_of_a_process_that_died_waits_while_another_is_at_work_and_no_longer),
]

try:
    one.start()
    two.start()
    status = run("/central/two", TESTS)
finally:
    two.stop(signal.SIGKILL)
    one.close()
    controller.stop()
sys.exit(status)
