# SPDX-License-Identifier: Apache-2.0
"""One basket on two devices: on the kiosk, on the phone's page, ordered once."""

import re
import sys
import urllib.parse

from harness import Central, run

central = Central().start()
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://%s:%s" % central.address}


def basket(scope="kiosk", **members):
    body = {"language": "vi", "lines": [{"sku": "SKU-1", "quantity": 2}]}
    body.update(members)
    return central.post("/v1/baskets", body, scope)


def patch(one, lines, etag, scope="kiosk"):
    return central.call("PATCH", "/v1/baskets/" + one["id"], scope, {"lines": [{"sku": sku, "quantity": count} for sku, count in lines]},
                        headers={"If-Match": etag})


def press(one, sku, quantity, was, status=303):
    answer = central.call("POST", f"/b/{one['id']}?lang=th", None, urllib.parse.urlencode({"sku": sku, "quantity": quantity, "was": was}).encode(),
                          key=False, headers=FORM)
    assert answer.status == status, (answer.status, answer.body)
    return answer


def lines(one):
    return [(line["sku"], line["quantity"]) for line in central.get("/v1/baskets/" + one["id"])["lines"]]


def who_is_second_gets_the_present_basket():
    one = basket()
    assert one["channel"] == "kiosk" and "customer" not in one, one
    assert patch(one, [("SKU-1", 3)], '"1"', "channel").status == 200
    late = patch(one, [("SKU-1", 2), ("SKU-2", 1)], '"1"')
    assert late.status == 412 and late.problem == "precondition-failed", late.body
    now = late.json()["basket"]
    assert late.json()["etag"] == '"2"' and now["version"] == 2 and now["lines"] == [{"sku": "SKU-1", "quantity": 3}], now
    assert patch(one, [("SKU-1", 3), ("SKU-2", 1)], late.json()["etag"]).status == 200
    assert lines(one) == [("SKU-1", 3), ("SKU-2", 1)]


def a_kiosk_is_not_told_whose_it_is():
    customer = central.post("/v1/customers", {"email": "hers@example.com"})
    one = basket("channel", customer=customer["id"], channel="phone")
    assert one["customer"] == customer["id"] and one["channel"] == "phone"
    seen = central.call("GET", "/v1/baskets/" + one["id"], "kiosk").json()
    assert "customer" not in seen, seen
    late = patch(one, [], '"9"')
    assert late.status == 412 and customer["id"].encode() not in late.body, late.body
    changed = patch(one, [], '"1"').json()
    assert "customer" not in changed and changed["channel"] == "kiosk", changed
    assert central.get("/v1/baskets/" + one["id"])["customer"] == customer["id"]
    wrong = central.call("POST", "/v1/baskets", "channel", {"lines": [], "customer": "nobody"})
    assert wrong.status == 422 and "customer" in wrong.json()["detail"], wrong.body


def a_press_on_the_page_keeps_what_the_kiosk_did():
    one = basket()
    patch(one, [("SKU-1", 2), ("SKU-3", 1)], '"1"')
    assert press(one, "SKU-1", 3, 2).headers["Location"] == f"/b/{one['id']}?lang=th"
    assert lines(one) == [("SKU-1", 3), ("SKU-3", 1)]
    press(one, "SKU-1", 3, 2)  # pressed on a page that is two presses old
    assert lines(one) == [("SKU-1", 4), ("SKU-3", 1)]
    press(one, "SKU-3", 0, 1)
    press(one, "SKU-3", 0, 1)
    assert lines(one) == [("SKU-1", 4)]
    assert central.get("/v1/baskets/" + one["id"])["version"] == 6


MALFORMED_FORMS = [b"", b"sku=SKU-1", b"sku=SKU-1&quantity=x&was=1", b"sku=SKU-1&quantity=1&was=-1", b"sku=SKU-1&quantity=1001&was=1",
                   b"quantity=1&was=1", b"sku=NONE&quantity=1&was=0", b"sku=%ff&quantity=1&was=0", b"\xff\xfe"]


def a_malformed_press_changes_nothing():
    one = basket()
    for form in MALFORMED_FORMS:
        answer = central.call("POST", "/b/" + one["id"], None, form, key=False, headers=FORM)
        assert answer.status in (400, 422), (form, answer.status, answer.body)
    assert central.call("POST", "/b/nobody", None, b"sku=SKU-1&quantity=1&was=0", key=False, headers=FORM).status == 404
    assert lines(one) == [("SKU-1", 2)] and central.get("/v1/baskets/" + one["id"])["version"] == 1


def another_page_cannot_press():
    one = basket()
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": None}, {"Sec-Fetch-Site": "cross-site"}):
        sent = {name: value for name, value in {**FORM, **headers}.items() if value is not None}
        answer = central.call("POST", "/b/" + one["id"], None, b"sku=SKU-2&quantity=9&was=0", key=False, headers=sent)
        assert answer.status == 403 and answer.problem == "forbidden", (headers, answer.status)
    assert lines(one) == [("SKU-1", 2)]


def the_page_is_live_and_says_nothing_twice():
    one = basket()
    first = central.call("GET", one["url"])
    policy = first.headers["Content-Security-Policy"]
    assert "script-src 'sha256-" in policy and "unsafe-inline'" not in policy.split("script-src")[1], policy
    assert 'data-version="1"' in first.body.decode() and "no-cache" in first.headers["Cache-Control"]
    again = central.call("GET", one["url"], headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304 and again.body == b"", again.status
    patch(one, [("SKU-1", 5)], '"1"')
    then = central.call("GET", one["url"], headers={"If-None-Match": first.headers["ETag"]})
    assert then.status == 200 and 'data-version="2"' in then.body.decode()
    for language, word in (("vi", "Giỏ hàng của bạn"), ("th", "ตะกร้าของคุณ"), ("en", "Your basket")):
        page = central.call("GET", f"{one['url']}?lang={language}").body.decode()
        assert word in page and "{{" not in re.sub(r"<script>.*?</script>", "", page, flags=re.S), language


def an_ordered_basket_is_ordered_once():
    one = basket("channel")
    order = central.order("SKU-2", basket=one["id"])
    again = central.call("POST", "/v1/orders", "channel", central.order_body("SKU-2", basket=one["id"]))
    assert again.status == 409 and again.json()["order"] == order["id"], again.body
    assert central.get("/v1/baskets/" + one["id"])["order"] == order["id"]
    press(one, "SKU-1", 9, 2)
    assert lines(one) == [("SKU-1", 2)]
    page = central.call("GET", one["url"] + "?lang=en").body.decode()
    assert "has been ordered" in page and "<form" not in page
    central.post(f"/v1/orders/{order['id']}/cancel", {})
    central.order("SKU-2", basket=one["id"])
    unknown = central.call("POST", "/v1/orders", "channel", central.order_body(basket="none"))
    assert unknown.status == 422 and "basket" in unknown.json()["detail"], unknown.body


TESTS = [
    ("who is second gets the present basket", who_is_second_gets_the_present_basket),
    ("a kiosk is not told whose it is", a_kiosk_is_not_told_whose_it_is),
    ("a press on the page keeps what the kiosk did", a_press_on_the_page_keeps_what_the_kiosk_did),
    ("a malformed press changes nothing", a_malformed_press_changes_nothing),
    ("a press on somebody else's page changes nothing", another_page_cannot_press),
    ("the page is live, and says nothing twice", the_page_is_live_and_says_nothing_twice),
    ("an ordered basket is ordered once", an_ordered_basket_is_ordered_once),
]

try:
    status = run("/central/baskets", TESTS)
finally:
    central.close()
sys.exit(status)
