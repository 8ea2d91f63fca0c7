# SPDX-License-Identifier: Apache-2.0
"""Price lists, promotions, quotes, and that every channel tells the same truth."""

import datetime
import re
import sys
import threading
import time

from harness import Central, product, run, small_range, text


def document():
    whole = small_range()
    whole["categories"].append({"id": "shoes", "name": text("Shoes"), "position": 2, "tax_rate_bp": 800})
    whole["products"] += [product(4, category="shoes"), product(5) | {"tax_rate_bp": 0}, product(6)]
    whole["products"][-1]["variants"][0]["price"] = {"amount": 19900, "currency": "THB"}
    whole["stock"] += [{"sku": f"SKU-{n}", "location": "4711", "on_hand": 100} for n in (4, 5, 6)]
    return whole


central = Central(range_document=document(), conf="[tax]\nvnd-bp=1000\n").start()
SHOP = ["phone", "kiosk"]


def money(amount, currency="VND"):
    return {"amount": amount, "currency": currency}


def price_list(**changes):
    body = {"name": "Season", "channels": SHOP, "currency": "VND", "prices": [{"sku": "SKU-1", "amount": 179000}]}
    body.update(changes)
    return body


def promotion(**changes):
    body = {"name": text("Promotion"), "kind": "percent", "percent": 10, "channels": SHOP}
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


def put(path, body, etag=None, status=(200, 201)):
    answer = central.call("PUT", path, "admin", body, headers={"If-Match": etag} if etag else None)
    assert answer.status in status, (path, answer.status, answer.body)
    return answer


def remove(path):
    etag = central.call("GET", path, "admin").headers["ETag"]
    answer = central.call("DELETE", path, "admin", headers={"If-Match": etag})
    assert answer.status == 200, answer.body
    return answer.json()


class Having:
    """A list or promotion for as long as a case needs it."""

    def __init__(self, path, body):
        self.path, self.body = path, body

    def __enter__(self):
        return put(self.path, self.body).json()

    def __exit__(self, *_):
        remove(self.path)


def quote(*lines, channel="phone", scope="channel", **members):
    body = {"channel": channel, "lines": [{"sku": sku, "quantity": count} for sku, count in lines]} | members
    answer = central.call("POST", "/v1/quotes", scope, body, False)
    assert answer.status == 200, answer.body
    return answer.json()


def problem(answer, words, status=422):
    assert answer.status == status and words in answer.json()["detail"], (answer.status, answer.body)


def shown(sku="SKU-1", channel=None):
    row = central.get(f"/v1/products/{sku}" + (f"?channel={channel}" if channel else ""))["variants"][0]
    return row["price"]["amount"], row.get("list_price", {}).get("amount")


def replica(number=1):
    """What a kiosk's replica knows of a product, from the feed."""
    changes = central.get("/v1/changes?limit=1000", "kiosk")["changes"]
    row = [one for one in changes if one["topic"] == "product" and one["key"] == f"product-{number}"]
    assert len(row) == 1
    variant = row[0]["data"]["variants"][0]
    return variant["price"]["amount"], variant.get("list_price", {}).get("amount")


def eventually(prices):
    for _ in range(120):
        if replica() == prices:
            return
        time.sleep(0.05)
    raise AssertionError(f"the replica still says {replica()}")


def page(lines):
    """What the phone shows of a basket: prices by line, and the total."""
    basket = central.post("/v1/baskets", {"language": "vi", "lines": [{"sku": sku, "quantity": n} for sku, n in lines]})
    html = central.call("GET", basket["url"]).body.decode()
    total = re.search(r'class="total">.*?class="price">(.*?)</span>', html, re.S).group(1)
    return int(re.sub(r"\D", "", total)), html


def a_list_is_written_read_and_removed():
    made = put("/v1/price-lists/season", price_list(**{"from": "2026-01-01T07:00:00+07:00"}))
    assert made.status == 201 and made.headers["ETag"] == '"1"', made.headers
    assert made.json() == price_list(id="season", version=1, **{"from": "2026-01-01T00:00:00.000Z"}), made.json()
    assert central.get("/v1/price-lists")["price_lists"] == [made.json()]
    problem(central.call("PUT", "/v1/price-lists/season", "admin", price_list()), "If-Match", 428)
    again = put("/v1/price-lists/season", price_list(name="Tết"), '"1"')
    assert again.status == 200 and again.json()["version"] == 2 and "from" not in again.json()
    assert central.call("PUT", "/v1/price-lists/season", "admin", price_list(), headers={"If-Match": '"1"'}).status == 412
    assert remove("/v1/price-lists/season")["name"] == "Tết"
    assert central.call("GET", "/v1/price-lists/season", "admin").status == 404
    assert central.call("PUT", "/v1/price-lists/season", "channel", price_list()).status == 403


def what_is_wrong_with_a_list_is_named():
    for changes, words in (
            ({"channels": ["kiosk"]}, "channels: must name phone and kiosk both"),
            ({"channels": ["fax"]}, "channels[0]: must be phone, kiosk or web"),
            ({"channels": []}, "channels: is missing"),
            ({"currency": "EUR"}, "currency: must be VND, THB or USD"),
            ({"from": "2026-02-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "until: must be after from"),
            ({"from": "soon"}, "from: must be a time"),
            ({"prices": [{"sku": "SKU-99", "amount": 1}]}, "prices[0].sku: there is no SKU SKU-99"),
            ({"prices": [{"sku": "SKU-6", "amount": 1}]}, "prices[0].sku: SKU-6 is sold in THB"),
            ({"prices": [{"sku": "SKU-1", "amount": 1}, {"sku": "SKU-1", "amount": 2}]}, "prices[1].sku: SKU-1 is named twice"),
            ({"prices": [{"sku": "SKU-1", "amount": -1}]}, "prices[0].amount"),
            ({"id": "other"}, "id: must be season")):
        problem(central.call("PUT", "/v1/price-lists/season", "admin", price_list(**changes)), words)
    assert central.get("/v1/price-lists")["price_lists"] == []


def what_is_wrong_with_a_promotion_is_named():
    for changes, words in (
            ({"percent": 0}, "percent"), ({"percent": 101}, "percent"), ({"kind": "gift"}, "kind: must be percent"),
            ({"kind": "amount", "percent": None}, "amount: is missing"),
            ({"kind": "buy_x_get_y", "percent": None, "buy": 2}, "get"),
            ({"amount": money(5)}, "amount: belongs to the kind amount, not to percent"),
            ({"channels": ["phone"]}, "channels: must name phone and kiosk both"),
            ({"skus": ["SKU-99"]}, "skus[0]: there is no SKU SKU-99"),
            ({"categories": ["hats"]}, "categories[0]: there is no category hats"),
            ({"skus": ["SKU-1", "SKU-1"]}, "skus[1]: SKU-1 is named twice"),
            ({"skus": [1]}, "skus[0]: must be a string"),
            ({"code": "a!"}, "code: must be 3 to 32"), ({"limit": 0}, "limit"),
            ({"kind": "amount", "percent": None, "amount": money(5), "minimum": money(5, "THB")}, "minimum.currency: must be VND"),
            ({"until": "2026-01-01T00:00:00Z", "from": "2026-01-01T00:00:00Z"}, "until: must be after from")):
        problem(central.call("PUT", "/v1/promotions/p", "admin", promotion(**changes)), words)
    with Having("/v1/promotions/one", promotion(code=" tet 26 ")) as made:
        assert made["code"] == "TET26"
        problem(central.call("PUT", "/v1/promotions/two", "admin", promotion(code="Tet26")), "code: TET26 belongs to another")
    assert central.get("/v1/promotions", "admin")["promotions"] == []


def a_quote_adds_up():
    assert quote(("SKU-1", 2), ("SKU-4", 1), ("SKU-5", 1)) == {
        "currency": "VND", "discounts": [], "subtotal": money(796000), "discount": money(0), "total": money(796000),
        "tax": money(36182 + 14741),
        "lines": [
            {"sku": "SKU-1", "quantity": 2, "unit_price": money(199000), "discount": money(0), "total": money(398000), "tax": money(36182)},
            {"sku": "SKU-4", "quantity": 1, "unit_price": money(199000), "discount": money(0), "total": money(199000), "tax": money(14741)},
            {"sku": "SKU-5", "quantity": 1, "unit_price": money(199000), "discount": money(0), "total": money(199000), "tax": money(0)}]}
    assert quote(("SKU-6", 1))["tax"] == money(1302, "THB")
    for body, words in (
            ({"channel": "fax", "lines": [{"sku": "SKU-1", "quantity": 1}]}, "channel: must be phone, kiosk or web"),
            ({"channel": "web", "lines": []}, "lines"),
            ({"channel": "web", "lines": [{"sku": "SKU-9", "quantity": 1}]}, "lines[0].sku: there is no SKU SKU-9"),
            ({"channel": "web", "lines": [{"sku": "SKU-1", "quantity": 1}, {"sku": "SKU-6", "quantity": 1}]},
             "lines[1].sku: SKU-6 is not sold in VND"),
            ({"channel": "web", "lines": [{"sku": "SKU-1", "quantity": 1}], "codes": ["NOPE"]}, "codes[0]: there is no code NOPE"),
            ({"channel": "web", "lines": [{"sku": "SKU-1", "quantity": 1}], "codes": ["é"]}, "codes[0]: é is no code"),
            ({"channel": "web", "lines": [{"sku": "SKU-1", "quantity": 1}], "codes": "TET"}, "codes: must be an array")):
        problem(central.call("POST", "/v1/quotes", "channel", body, False), words)


def a_code_holds_where_and_when_it_does():
    hour = datetime.timedelta(hours=1)
    now = datetime.datetime.now(datetime.timezone.utc)
    line = [{"sku": "SKU-1", "quantity": 1}]
    with Having("/v1/promotions/p", promotion(kind="amount", percent=None, amount=money(50000), code="TET26", minimum=money(300000))):
        less = quote(("SKU-1", 1), codes=["tet 26"])
        assert less["total"] == money(199000) and less["discounts"] == [
            {"promotion": "p", "code": "TET26", "name": text("Promotion"), "amount": money(0), "on_shelf": False}], less
        enough = quote(("SKU-1", 1), ("SKU-2", 1), codes=["Tet26"])
        assert enough["total"] == money(348000) and [one["discount"] for one in enough["lines"]] == [money(25000)] * 2
        problem(central.call("POST", "/v1/quotes", "channel", {"channel": "web", "lines": line, "codes": ["TET26"]}, False),
                "codes[0]: the code TET26 is not for this channel")
    for window, words in (({"until": (now - hour).isoformat()}, "is over"), ({"from": (now + hour).isoformat()}, "does not hold yet")):
        with Having("/v1/promotions/p", promotion(code="TET26", **window)):
            problem(central.call("POST", "/v1/quotes", "channel", {"channel": "phone", "lines": line, "codes": ["TET26"]}, False), words)


def every_channel_tells_the_same_truth():
    lines = [("SKU-1", 3), ("SKU-2", 1)]
    assert shown() == replica() == (199000, None)
    with Having("/v1/price-lists/season", price_list()):
        assert shown() == shown(channel="kiosk") == replica() == (179000, 199000)
        assert shown(channel="web") == (199000, None)
        with Having("/v1/promotions/ten", promotion(categories=["tops"])):
            assert shown() == shown(channel="kiosk") == replica() == (161100, 199000), replica()
            assert shown("SKU-2") == replica(2) == (179100, 199000)
            assert shown("SKU-4") == replica(4) == (199000, None)
            total = sum(replica(int(sku[4:]))[0] * count for sku, count in lines)
            kiosk = quote(*lines, channel="kiosk", scope="kiosk")
            phone = quote(*lines, channel="phone")
            assert kiosk == phone and kiosk["total"] == money(total), (kiosk, total)
            assert [one["on_shelf"] for one in kiosk["discounts"]] == [True]
            assert page(lines)[0] == total
            for channel, scope in (("kiosk", "kiosk"), ("phone", "channel")):
                body = central.order_body(channel=channel, expected_total=money(total),
                                          lines=[{"sku": sku, "quantity": count} for sku, count in lines],
                                          payment={"method": "pay_at_pickup", "status": "pending"})
                order = central.post("/v1/orders", body, scope)
                assert order["total"] == money(total) and order["tax"] == kiosk["tax"], order
                assert order["subtotal"] == kiosk["subtotal"] and order["discounts"] == kiosk["discounts"]
                assert [(one["total"], one["tax"], one["discount"]) for one in order["lines"]] == [
                    (one["total"], one["tax"], one["discount"]) for one in kiosk["lines"]]
            _, html = page(lines)
            assert "<s><span" in html and "Promotion vi" in html
        assert replica() == (179000, 199000) and replica(2) == (199000, None)
    assert shown() == replica() == (199000, None)


def utc():
    return datetime.datetime.now(datetime.timezone.utc)


def wait_past(moment):
    time.sleep(max(0, (moment - utc()).total_seconds()) + 0.02)


def is_seen_before(moment, seen):
    """What is seen, if it could be looked at in time: after @moment it has shown nothing."""
    found = seen()
    return found if utc() < moment else None


def a_window(seconds):
    """Whether it was seen to open and to close; it may be over before a slow machine has looked."""
    start = utc() + datetime.timedelta(seconds=seconds)
    end = start + datetime.timedelta(seconds=seconds)
    prices = lambda: (shown(), quote(("SKU-1", 1))["total"])  # noqa: E731
    with Having("/v1/price-lists/flash", price_list(**{"from": start.isoformat(), "until": end.isoformat()})):
        before = is_seen_before(start, lambda: (replica(), shown()))
        assert before in (None, ((199000, None), (199000, None))), before
        wait_past(start)
        within = is_seen_before(end, prices)
        assert within in (None, ((179000, 199000), money(179000))), within
        wait_past(end)
        assert prices() == ((199000, None), money(199000))
    return before is not None and within is not None


def a_window_opens_and_closes_by_itself():
    assert any(a_window(seconds) for seconds in (0.6, 2, 5, 15)), "the machine is too slow to see it"
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=0.2)
    with Having("/v1/price-lists/flash", price_list(**{"from": soon.isoformat()})):
        eventually((179000, 199000))


def an_order_that_costs_something_else_is_asked_again():
    before = central.level("SKU-1")
    with Having("/v1/price-lists/season", price_list()):
        answer = central.call("POST", "/v1/orders", "channel", central.order_body(expected_total=money(199000)))
        assert answer.status == 409 and answer.problem == "price-changed", answer.body
        assert answer.json()["quote"] == quote(("SKU-1", 1)), answer.json()
        answer = central.call("POST", "/v1/orders", "channel", central.order_body(expected_total=money(179000, "THB")))
        assert answer.status == 409 and answer.problem == "price-changed"
        assert central.level("SKU-1") == before
        order = central.order("SKU-1", expected_total=answer.json()["quote"]["total"])
        assert order["total"] == money(179000) and order["payment"]["received"] == money(179000)


def a_split_line_divides_its_discount():
    with Having("/v1/promotions/p", promotion(kind="amount", percent=None, amount=money(10001), skus=["SKU-3"])):
        order = central.order("SKU-3", 12)
        assert len(order["lines"]) == 2, order
        assert sum(one["discount"]["amount"] for one in order["lines"]) == 10001 == order["discount"]["amount"]
        assert sum(one["total"]["amount"] for one in order["lines"]) == order["total"]["amount"] == 12 * 199000 - 10001
        assert sum(one["tax"]["amount"] for one in order["lines"]) == order["tax"]["amount"]


def a_limit_is_never_passed_and_given_back():
    with Having("/v1/promotions/three", promotion(code="FIRST3", limit=3, percent=50)):
        results = []

        def place():
            results.append(central.call("POST", "/v1/orders", "channel", central.order_body("SKU-5", codes=["first3"])))

        threads = [threading.Thread(target=place) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        placed = [one.json() for one in results if one.status == 201]
        assert len(placed) == 3 and all(one["total"] == money(99500) for one in placed), [one.status for one in results]
        for one in results:
            assert one.status == 201 or (one.status == 422 and "codes[0]: the code FIRST3 is used up" in one.json()["detail"]) or (
                one.status == 409 and one.problem == "price-changed"), one.body
        assert central.get("/v1/promotions/three", "admin")["used"] == 3
        central.post(f"/v1/orders/{placed[0]['id']}/cancel", {})
        assert central.get("/v1/promotions/three", "admin")["used"] == 2
        assert central.order("SKU-5", codes=["FIRST3"])["total"] == money(99500)
        assert central.get("/v1/promotions/three", "admin")["used"] == 3
    with Having("/v1/promotions/once", promotion(limit=1, percent=50, skus=["SKU-5"])):
        assert shown("SKU-5") == (199000, None), "a price that may end with the next order is not on the shelf"
        assert central.order("SKU-5")["total"] == money(99500)
        assert central.order("SKU-5")["total"] == money(199000)


def points_are_taken_after_everything_else():
    customer = central.post("/v1/customers", {"name": "Lan", "email": "points@example.com", "language": "vi",
                                              "consents": {"loyalty": True}})
    central.post(f"/v1/customers/{customer['id']}/points", {"points": 500, "reason": "welcome"}, "admin")
    few = quote(("SKU-5", 1), customer=customer["id"], points=100)
    many = quote(("SKU-5", 1), customer=customer["id"], points=100000)
    assert few["points"] == 100 and many["points"] == 500, (few, many)
    assert few["total"]["amount"] == 199000 - few["points_amount"]["amount"] and few["tax"] == many["tax"]
    assert few["points_amount"]["amount"] * 5 == many["points_amount"]["amount"] > 0
    body = {"channel": "kiosk", "lines": [{"sku": "SKU-5", "quantity": 1}], "points": 5}
    problem(central.call("POST", "/v1/quotes", "channel", body, False), "customer: is missing")
    problem(central.call("POST", "/v1/quotes", "kiosk", body | {"customer": customer["id"]}, False), "points: cannot be paid at a kiosk")
    order = central.order("SKU-5", customer={"id": customer["id"]}, points=100, expected_total=few["total"])
    assert order["total"] == few["total"], order


def an_end_that_was_missed_is_told_the_feed():
    for seconds in (0.7, 2, 5, 15):
        soon = utc() + datetime.timedelta(seconds=seconds)
        put("/v1/price-lists/flash", price_list(until=soon.isoformat()))
        before = replica()
        central.stop()
        if utc() < soon:  # or it was not away when it ended
            break
        central.start()
        remove("/v1/price-lists/flash")
    assert before == (179000, 199000), before
    wait_past(soon)
    central.start()
    eventually((199000, None))
    assert shown() == (199000, None)
    remove("/v1/price-lists/flash")


def what_orders_cost_is_proved():
    order = central.order("SKU-5")["number"]
    with Having("/v1/promotions/checked", promotion(code="CHECKED", limit=5)):
        central.order("SKU-5", codes=["CHECKED"])
        assert central.command("check").startswith("good"), "orders, lines and promotions do not agree"
        for table, where, column, words in (
                ("orders", f"number = '{order}'", "tax", f"order {order}: 1 tax, but its lines say 0"),
                ("orders", f"number = '{order}'", "subtotal", f"order {order}: 199001 before promotions, but its lines say 199000"),
                ("promotion", "id = 'checked'", "used", "promotion checked: 2 uses, but orders say 1")):
            central.sql(f"UPDATE {table} SET {column} = {column} + 1 WHERE {where}")
            done = central.command("check", check=False)
            assert done.returncode != 0 and words in done.stderr, done
            central.sql(f"UPDATE {table} SET {column} = {column} - 1 WHERE {where}")


def an_import_brings_lists_and_promotions():
    whole = document() | {
        "price_lists": [price_list(id="season")],
        "promotions": [promotion(id="two-for-one", kind="buy_x_get_y", percent=None, buy=1, get=1, skus=["SKU-2"])]}
    count = central.post("/v1/products:import", whole, "admin")
    assert count["price_lists"] == 1 and count["promotions"] == 1, count
    assert shown() == replica() == (179000, 199000)
    assert quote(("SKU-2", 2))["total"] == money(199000)
    last = central.get("/v1/changes?limit=1", "kiosk")["changes"][0]["seq"], central.get("/v1/changes?limit=1000", "kiosk")["next"]
    central.post("/v1/products:import", document(), "admin")
    assert central.get("/v1/changes?limit=1000", "kiosk")["next"] == last[1], "an import of the same told the feed something"
    broken = document() | {"price_lists": [price_list(id="bad", channels=["phone"])]}
    problem(central.call("POST", "/v1/products:import", "admin", broken), "price_lists[0].channels")
    echo = document()
    echo["products"][0]["variants"][0]["list_price"] = money(1)
    problem(central.call("POST", "/v1/products:import", "admin", echo), "list_price")
    remove("/v1/price-lists/season")
    remove("/v1/promotions/two-for-one")


TESTS = [(name.replace("_", " "), function) for name, function in (
    (function.__name__, function) for function in (
        a_list_is_written_read_and_removed, what_is_wrong_with_a_list_is_named, what_is_wrong_with_a_promotion_is_named, a_quote_adds_up,
        a_code_holds_where_and_when_it_does, every_channel_tells_the_same_truth, a_window_opens_and_closes_by_itself,
        an_order_that_costs_something_else_is_asked_again, a_split_line_divides_its_discount, a_limit_is_never_passed_and_given_back,
        what_orders_cost_is_proved, points_are_taken_after_everything_else, an_end_that_was_missed_is_told_the_feed, an_import_brings_lists_and_promotions))]

try:
    status = run("central/prices", TESTS)
finally:
    central.close()
sys.exit(status)
