# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL stopped and started while orders come in: the service says so, comes back by itself, and nothing is lost or doubled."""

import signal
import sys
import threading
import time
import uuid

from harness import CONTRACT, STORE, Central, postgresql, run

WORKERS = 6
PLENTY = 100000
OUTAGES = [  # what it is, how PostgreSQL is stopped, for how long
    ("stopped politely", signal.SIGINT, 0.8),
    ("crashed", signal.SIGQUIT, 0.8),
    ("crashed twice in a row", signal.SIGQUIT, 0.1),
    ("crashed again at once", signal.SIGQUIT, 1.2),
]
NOBODY = "0190f8a4-0000-7000-8000-000000000000"

cluster = postgresql.Cluster().start()
cluster.sql("CREATE DATABASE shop")
central = Central(database=cluster.uri("shop")).start()
central.post("/v1/stock/movements", {"kind": "receive", "sku": "SKU-1", "location": STORE, "quantity": PLENTY, "reason": "plenty"}, "admin")
process = central.process.pid

stop = threading.Event()
answers = {}     # Idempotency-Key -> id of the order
refusals = []    # status, problem, Retry-After of what was not done
surprises = []   # anything else


def place(key, connection):
    answer = central.call("POST", "/v1/orders", "channel", central.order_body(), key, connection=connection)
    if answer.status == 201:
        return answer.json()["id"]
    refusals.append((answer.status, answer.problem, answer.headers["Retry-After"]))
    return None


def shopper():
    connection = central.connect()
    while not stop.is_set():
        key = str(uuid.uuid4())
        order = None
        try:
            while order is None:  # as the API asks: the same key until there is an answer
                order = place(key, connection)
                if order is None:
                    time.sleep(0.05)
        except Exception as fault:  # noqa: BLE001
            surprises.append(repr(fault))
            return
        answers[key] = order


def wait_until(what, condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def ready():
    return central.call("GET", "/readyz").status


threads = [threading.Thread(target=shopper, daemon=True) for _ in range(WORKERS)]


def orders_come_in():
    for thread in threads:
        thread.start()
    wait_until("some orders", lambda: len(answers) > 50)


def outage(how, seconds):
    def case():
        refused = len(refusals)
        cluster.stop(how)
        if seconds > 0.5:
            wait_until("it says that it is not ready", lambda: ready() == 503, 5)
            wait_until("shoppers are told", lambda: len(refusals) > refused, 5)
        time.sleep(seconds)
        cluster.start()
        wait_until("it is ready again", lambda: ready() == 200)
        before = len(answers)
        wait_until("orders come in again", lambda: len(answers) > before + 20)
    return case


def every_operation_says_so():
    """While it is away: whatever is asked that needs it."""
    cluster.stop(signal.SIGQUIT)
    wait_until("it says that it is not ready", lambda: ready() == 503, 5)
    told = []
    for pattern, item in CONTRACT.document["paths"].items():
        for method, operation in item.items():
            if "503" not in operation["responses"]:
                continue
            scope = operation["x-scopes"][0] if operation["x-scopes"] else None
            path = pattern.replace("{id}", NOBODY).replace("{token}", "0" * 32).replace("{sku}", "SKU-1").replace("/v1/stock", "/v1/stock?sku=SKU-1" if pattern == "/v1/stock" else "/v1/stock").replace("{location}", STORE)
            body = body_of(operation)
            answer = central.call(method.upper(), path.replace("{cti}", "0" * 32), scope, body, headers={"If-Match": '"1"', "Sec-Fetch-Site": "same-origin"})
            if answer.status != 503:
                told.append(f"{method} {pattern}: {answer.status} {answer.body[:100]}")
    cluster.start()
    wait_until("it is ready again", lambda: ready() == 200)
    assert not told, told


def body_of(operation):
    if operation["operationId"] == "quote":
        return {"channel": "web", "lines": [{"sku": "SKU-1", "quantity": 1}]}
    content = operation.get("requestBody", {}).get("content", {})
    if "application/x-www-form-urlencoded" in content:
        return b"sku=SKU-1&quantity=1&was=0&name=An&cti=" + b"0" * 32
    return {} if content else None


def refused_kindly():
    assert refusals and not surprises, (len(refusals), surprises[:3])
    assert {(status, problem) for status, problem, _ in refusals} == {(503, "unavailable")}, set(refusals)
    assert all(retry and 1 <= int(retry) <= 60 for _, _, retry in refusals), refusals[:3]


def nothing_lost_or_doubled():
    stop.set()
    for thread in threads:
        thread.join(60)
    assert not surprises, surprises[:3]
    assert len(set(answers.values())) == len(answers)
    placed = {row for row in cluster.sql("SELECT id FROM orders", "shop").splitlines()}
    assert placed == set(answers.values()), (len(placed), len(answers))
    assert central.level("SKU-1")["allocated"] == len(answers)
    print(f"# {len(answers)} orders, {len(refusals)} refusals")


def same_process():
    assert central.process.poll() is None and central.process.pid == process
    assert central.stop() == 0
    assert central.command("check").startswith("good")


CASES = [("orders come in", orders_come_in)]
CASES += [(f"PostgreSQL is {name}, and orders come in again", outage(how, seconds)) for name, how, seconds in OUTAGES]
CASES += [("while it is away every operation that needs it says so", every_operation_says_so)]
CASES += [("meanwhile everybody was told to come back, and when", refused_kindly), ("nothing was lost, nothing doubled", nothing_lost_or_doubled),
          ("it is the same process, and it adds up", same_process)]
try:
    status = run("/central/outage", CASES)
finally:
    stop.set()
    central.close()
    cluster.close()
sys.exit(status)
