# SPDX-License-Identifier: Apache-2.0
"""Killed at any moment under load: what was answered is there, ledger and orders agree, nothing is doubled."""

import os
import re
import signal
import sys
import threading
import time
import uuid

from harness import ENGINE, STORE, Central, run
import postgresql

ROUNDS = 4
WORKERS = 4

PLENTY = 100000
central = Central().start()
central.post("/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": STORE, "quantity": PLENTY,
                                     "reason": "plenty"}, "admin")
answered = {}  # Idempotency-Key -> order id
lost = []      # keys whose answer never came


def load(number, stop):
    try:
        connection = central.connect()
        count = 0
        while not stop.is_set():
            key = f"crash-{number}-{count}-{time.monotonic_ns()}"
            lost.append(key)
            answer = central.call("POST", "/v1/orders", "channel", central.order_body(), key, connection=connection)
            assert answer.status == 201, answer.body
            answered[key] = answer.json()["id"]
            lost.remove(key)
            count += 1
    except Exception:  # noqa: BLE001
        return  # the service is gone: that is the test


def wait_for_answers(count):
    """Until so many more were given, on however slow a machine."""
    wanted, end = len(answered) + count, time.monotonic() + 60
    while len(answered) < wanted:
        assert time.monotonic() < end, "nothing is ordered"
        time.sleep(0.01)


def one_round(after_s):
    stop = threading.Event()
    threads = [threading.Thread(target=load, args=(number, stop)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    wait_for_answers(1)
    time.sleep(after_s)
    os.kill(central.process.pid, signal.SIGKILL)
    stop.set()
    for thread in threads:
        thread.join(60)
    central.stop(signal.SIGKILL)
    assert central.command("check").startswith("good")
    central.start()


def killed_under_load():
    for number in range(ROUNDS):
        before = len(answered)
        one_round(0.4 + 0.23 * number)
        assert len(answered) > before, "nothing was ordered in this round"


def every_answer_was_kept():
    for key, order in answered.items():
        again = central.call("POST", "/v1/orders", "channel", central.order_body(), key)
        assert again.status == 201 and again.json()["id"] == order, (key, again.status)
        assert again.headers["Idempotency-Replayed"] == "true"


def what_got_no_answer_is_made_once_by_its_repeat():
    for key in list(lost):
        one = central.call("POST", "/v1/orders", "channel", central.order_body(), key)
        two = central.call("POST", "/v1/orders", "channel", central.order_body(), key)
        assert one.status == 201 and one.body == two.body, (one.status, two.status)
    assert central.level("SKU-1")["allocated"] == len(answered) + len(lost)
    print(f"# {len(answered)} orders were answered, {len(lost)} were cut off")


def connections_that_the_server_cut_are_made_anew():
    if ENGINE != "postgresql":
        return
    for _ in range(3):
        postgresql.query(central.database, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity"
                                           " WHERE pid <> pg_backend_pid () AND datname = current_database ()")
        key = str(uuid.uuid4())
        statuses = [central.call("POST", "/v1/orders", "channel", central.order_body(), key).status]
        end = time.monotonic() + 20
        while statuses[-1] != 201 and time.monotonic() < end:
            time.sleep(0.05)
            statuses.append(central.call("POST", "/v1/orders", "channel", central.order_body(), key).status)
        assert statuses[-1] == 201 and set(statuses[:-1]) <= {503}, statuses
        again = central.call("POST", "/v1/orders", "channel", central.order_body(), key)
        assert again.status == 201 and again.headers["Idempotency-Replayed"] == "true", again.status
    text = central.call("GET", "/metrics", "admin").body.decode()
    assert int(re.search(r"^cubby_database_errors_total (\d+)$", text, re.M).group(1)) >= 3, text


def it_ends_cleanly_and_adds_up():
    assert central.stop() == 0
    assert central.command("check").startswith("good")


TESTS = [
    ("killed under load, four times, and it adds up each time", killed_under_load),
    ("every order that was answered is there", every_answer_was_kept),
    ("what got no answer is made once by its repeat", what_got_no_answer_is_made_once_by_its_repeat),
    ("connections that the server cut are made anew, without a restart", connections_that_the_server_cut_are_made_anew),
    ("it ends cleanly and adds up", it_ends_cleanly_and_adds_up),
]

try:
    status = run("/central/crash", TESTS)
finally:
    central.close()
sys.exit(status)
