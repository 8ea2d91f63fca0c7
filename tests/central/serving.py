# SPDX-License-Identifier: Apache-2.0
"""What every route does alike: conditions and entity tags."""

import sys
import threading

from harness import Central, run

central = Central().start()


def new_basket():
    answer = central.call("POST", "/v1/baskets", "channel", {"lines": [{"sku": "SKU-1", "quantity": 2}], "language": "th"})
    assert answer.status == 201 and answer.headers["ETag"] == '"1"', (answer.status, answer.headers)
    return "/v1/baskets/" + answer.json()["id"]


def patch(path, condition, body=None):
    headers = {} if condition is None else {"If-Match": condition}
    return central.call("PATCH", path, "channel", {"language": "en"} if body is None else body, headers=headers)


# -- If-Match

def a_change_names_the_state_it_is_made_from():
    path = new_basket()
    answer = patch(path, '"1"')
    assert answer.status == 200 and answer.headers["ETag"] == '"2"' and answer.json()["version"] == 2, answer.body
    stale = patch(path, '"1"', {"lines": []})
    assert stale.status == 412 and stale.problem == "precondition-failed" and stale.json()["etag"] == '"2"', stale.body
    assert central.get(path)["lines"] != [], "a change from an older state was made all the same"


CONDITIONS = [  # what it is, If-Match, status, problem
    ("no condition", None, 428, "precondition-required"), ("a weak tag", 'W/"1"', 412, "precondition-failed"),
    ("another state", '"9"', 412, "precondition-failed"), ("no quotes", "1", 400, "malformed"),
    ("nothing in it", "", 400, "malformed"), ("a list with it", '"8", "1"', 200, None), ("a star", "*", 200, None),
    ("the tag of its gzip", '"1-gzip"', 200, None),
]


def condition_row(what, condition, status, problem):
    def test():
        answer = patch(new_basket(), condition)
        assert answer.status == status, (answer.status, answer.body)
        assert problem is None or answer.problem == problem, answer.body
        assert problem is None or answer.json()["detail"], "it does not say the way out"
    return (f"a change with If-Match of {what} gets {status}", test)


def what_is_not_there_is_not_found():
    assert patch("/v1/baskets/none", '"1"').status == 404


def of_many_changes_from_one_state_one_is_made():
    path = new_basket()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(patch(path, '"1"').status)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == [200] + [412] * 7, answers
    assert central.get(path)["version"] == 2


# -- If-None-Match

READS = ["/v1/products", "/v1/products?q=ao&limit=1", "/v1/products/SKU-1", "/v1/stock?sku=SKU-1", "/v1/changes?since=0", "basket"]


def read_row(path):
    def test():
        where = new_basket() if path == "basket" else path
        first = central.call("GET", where, "channel")
        etag = first.headers["ETag"]
        assert first.status == 200 and etag.startswith('"') and etag.endswith('"'), etag
        for known, status in ((etag, 304), ("W/" + etag, 304), ('"x", ' + etag, 304), ("*", 304), ('"x"', 200), ("x", 200)):
            answer = central.call("GET", where, "channel", headers={"If-None-Match": known})
            assert answer.status == status and answer.headers["ETag"] == etag, (known, answer.status)
            assert answer.body == (b"" if status == 304 else first.body), answer.body
    return (f"GET {path.split('?')[0]} is not sent to who has it", test)


def a_tag_changes_with_what_it_stands_for():
    before = central.call("GET", "/v1/stock?sku=SKU-2", "channel")
    central.order("SKU-2")
    after = central.call("GET", "/v1/stock?sku=SKU-2", "channel", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status == 200 and after.headers["ETag"] != before.headers["ETag"]


def a_connection_goes_on_after_304():
    connection = central.connect()
    etag = central.call("GET", "/v1/products/SKU-1", "channel", connection=connection).headers["ETag"]
    for _ in range(3):
        answer = central.call("GET", "/v1/products/SKU-1", "channel", headers={"If-None-Match": etag}, connection=connection)
        assert answer.status == 304 and answer.body == b"", answer.status
    connection.close()


TESTS = [condition_row(*row) for row in CONDITIONS] + [read_row(path) for path in READS]
TESTS += [
    ("a change names the state that it is made from", a_change_names_the_state_it_is_made_from),
    ("a change of what is not there is 404", what_is_not_there_is_not_found),
    ("of many changes from one state one is made", of_many_changes_from_one_state_one_is_made),
    ("an entity tag changes with what it stands for", a_tag_changes_with_what_it_stands_for),
    ("a connection goes on after 304", a_connection_goes_on_after_304),
]

try:
    status = run("/central/serving", TESTS)
finally:
    central.close()
sys.exit(status)
