# SPDX-License-Identifier: Apache-2.0
"""Holds every answer of the service, and every request that it accepted, against protocols/http/openapi.yaml.

In an answer a member that is not described is a fault, as one of another type is: who reads only the file misses nothing. A request may
carry members of a later version.
"""

import atexit
import copy
import json
import os
import re
import sys
import urllib.parse
import warnings

import yaml

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jsonschema

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../protocols/http/openapi.yaml")


class Broken(AssertionError):
    pass


def close(schema):
    """Objects that list their members have no others."""
    if isinstance(schema, list):
        for one in schema:
            close(one)
    if not isinstance(schema, dict):
        return
    if "properties" in schema and "additionalProperties" not in schema and "allOf" not in schema:
        schema["additionalProperties"] = False
    for value in schema.values():
        close(value)


def without_nulls(value):
    """What a request says: a member that is null counts as absent."""
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


class Contract:
    def __init__(self, path=PATH):
        with open(path, encoding="utf-8") as file:
            self.document = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.closed = copy.deepcopy(self.document)
        # a problem may carry members of its own type (RFC 9457, 3.2)
        problem = self.closed["components"]["schemas"]["Problem"]
        problem["additionalProperties"] = problem.get("additionalProperties", False)
        close(self.closed["components"]["schemas"])
        self.resolvers = {True: jsonschema.RefResolver("", self.closed), False: jsonschema.RefResolver("", self.document)}
        self.paths = [(re.compile("".join(
            re.escape(part) if number % 2 == 0 else r"[^/]+" for number, part in enumerate(re.split(r"\{([^}]*)\}", pattern)))), pattern)
            for pattern in self.document["paths"]]
        self.paths.sort(key=lambda row: row[1].count("{"))
        self.seen = set()
        if "CUBBY_SEEN" in os.environ:
            atexit.register(self.write_seen, os.environ["CUBBY_SEEN"])

    def write_seen(self, folder):
        """What this driver met, for covered.py, which adds up all of them."""
        os.makedirs(folder, exist_ok=True)
        name = os.path.basename(sys.argv[0]) + "-" + os.environ.get("CUBBY_TEST_DATABASE", "sqlite")
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
            json.dump(sorted(self.seen), file)

    def find(self, method, path):
        """Returns (pattern, operation) of the request, or (None, None)."""
        plain = urllib.parse.unquote(path.partition("?")[0])
        for expression, pattern in self.paths:
            if expression.fullmatch(plain):
                operation = self.document["paths"][pattern].get("get" if method == "HEAD" else method.lower())
                if operation is not None:
                    return pattern, operation
        return None, None

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def validate(self, schema, value, where, closed=True):
        schema = copy.deepcopy(schema)
        if closed:
            close(schema)
        validator = jsonschema.Draft202012Validator(schema, resolver=self.resolvers[closed])
        faults = sorted(validator.iter_errors(value), key=lambda fault: list(map(str, fault.path)))
        if faults:
            raise Broken(f"{where}: " + "; ".join(f"{'/'.join(map(str, fault.path)) or 'the body'}: {fault.message[:300]}"
                                                  for fault in faults[:5]))

    def check_answer(self, where, operation, method, answer):
        described = operation["responses"].get(str(answer.status), self.document["x-everywhere"].get(str(answer.status)))
        if described is None:
            raise Broken(f"{where}: the status {answer.status} is not described: {answer.body[:300]}")
        described = self.resolve(described)
        if answer.headers["ETag"] and "ETag" not in described.get("headers", {}):
            raise Broken(f"{where}: {answer.status} has an ETag, which is not described")
        if method == "HEAD" or answer.status in (204, 304):
            return
        content = described.get("content", {})
        media = (answer.headers["Content-Type"] or "").partition(";")[0]
        if not content and not answer.body:
            return
        if media not in content and not any(fits(one, media) for one in content):
            raise Broken(f"{where}: {answer.status} is {media}, described: {sorted(content)}")
        if media.endswith("json"):
            self.validate(content[media].get("schema", {}), json.loads(answer.body), f"{where} -> {answer.status}")

    def check_request(self, where, operation, sent, body):
        described = operation.get("requestBody")
        if not body or described is None:
            return
        media = (sent.get("Content-Type") or "").partition(";")[0]
        content = self.resolve(described)["content"]
        if media in content and media.endswith("json"):
            self.validate(content[media].get("schema", {}), without_nulls(json.loads(body)), f"{where}: an accepted request", closed=False)

    def check(self, method, path, sent, body, answer):
        """Raises Broken where what was exchanged is not what the file says."""
        pattern, operation = self.find(method, path)
        where = f"{method} {path}"
        if method == "OPTIONS" and answer.status == 204:
            return
        if operation is None:
            if answer.status not in (404, 405) and str(answer.status) not in self.document["x-everywhere"]:
                raise Broken(f"{where}: {answer.status} of a route that is not described")
            return
        self.seen.add((method, pattern, str(answer.status)))
        self.check_answer(where, operation, method, answer)
        if answer.status in (200, 201, 202):
            self.check_request(where, operation, sent, body)

    def described(self):
        """Every (method, pattern, status) there is to see."""
        return {(method.upper(), pattern, status) for pattern, item in self.document["paths"].items()
                for method, operation in item.items() for status in operation["responses"]}


def fits(described, media):
    kind, _, rest = described.partition("/")
    return rest == "*" and media.startswith(kind + "/")
