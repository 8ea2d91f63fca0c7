# SPDX-License-Identifier: Apache-2.0
"""The central service as a channel, the staff and an administrator see it: plain HTTP."""

import json
import urllib.error
import urllib.request
import uuid


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)


class ShopApi:
    def __init__(self, url):
        self.url = url
        self.keys = {}  # scope -> bearer key

    def call(self, method, path, scope=None, body=None, key=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data=data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if scope is not None:
            request.add_header("Authorization", "Bearer " + self.keys[scope])
        if method == "POST":
            request.add_header("Idempotency-Key", key or str(uuid.uuid4()))
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def get(self, path, scope="channel"):
        answer = self.call("GET", path, scope)
        if answer.status != 200:
            raise ValueError(f"GET {path}: {answer.status} {answer.body[:300]!r}")
        return answer.json()

    def post(self, path, body, scope="channel", key=None):
        answer = self.call("POST", path, scope, body, key)
        if answer.status not in (200, 201, 202):
            raise ValueError(f"POST {path}: {answer.status} {answer.body[:300]!r}")
        return answer.json()

    def level(self, sku, location):
        levels = self.get(f"/v1/stock?sku={sku}&location={location}")["levels"]
        return levels[0]
