# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI file and the table of routes say the same, and the file holds together."""

import os
import re
import subprocess
import sys

import yaml

LIST_ROUTES, OPENAPI = sys.argv[1:3]
SCOPES = ("channel", "kiosk", "staff", "admin")

with open(OPENAPI, encoding="utf-8") as file:
    document = yaml.safe_load(file)
rows = [line.split("\t") for line in subprocess.run([LIST_ROUTES], capture_output=True, text=True, check=True).stdout.splitlines()]
served = {(method, path): set(filter(None, scopes.split(", "))) for method, path, scopes in rows}
operations = {(method.upper(), path): operation for path, item in document["paths"].items()
              for method, operation in item.items()}


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolve(reference):
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def header_faults():
    if not document["openapi"].startswith("3.1."):
        yield document["openapi"]


def undocumented():
    yield from sorted(set(served) - set(operations))


def not_served():
    yield from sorted(set(operations) - set(served))


def other_scopes():
    for key, operation in operations.items():
        if key in served and set(operation["x-scopes"]) != served[key]:
            yield f"{key}: {operation['x-scopes']} but {sorted(served[key])}"
        if key in served and (operation.get("security") == []) != (served[key] == set()):
            yield f"{key}: security"


def loose_references():
    for reference in references(document):
        try:
            resolve(reference)
        except KeyError:
            yield reference


def unused_schemas():
    used = set(references(document))
    for name in document["components"]["schemas"]:
        if f"#/components/schemas/{name}" not in used and name != "Change":
            yield name


def missing_parameters():
    for (method, path), operation in operations.items():
        named = {parameter.get("name") for parameter in operation.get("parameters", [])}
        for part in path.split("{")[1:]:
            if part.split("}")[0] not in named:
                yield f"{method} {path}: {part.split('}')[0]}"


def repeated_ids():
    ids = [operation["operationId"] for operation in operations.values()]
    yield from {one for one in ids if ids.count(one) > 1}


def refusals_of(scopes):
    """A key of any scope will do where all are named."""
    return ({"401"} if scopes else set()) | ({"403"} if scopes and len(scopes) < len(SCOPES) else set())


def answers_missing():
    for key, operation in operations.items():
        codes = set(operation["responses"])
        wanted = refusals_of(operation["x-scopes"]) | ({"400"} if "requestBody" in operation else set())
        if not any(code.startswith(("2", "3")) for code in codes) or not wanted <= codes:
            yield f"{key}: {sorted(wanted - codes)}"


def table_of_problems():
    """slug -> status, as protocols/http/problem.c has them."""
    path = os.path.join(os.path.dirname(OPENAPI), "problem.c")
    with open(path, encoding="utf-8") as file:
        rows = re.findall(r'\[CUBBY_PROBLEM_\w+\] = \{(\d+), "([a-z-]+)",', file.read())
    return {slug: status for status, slug in rows}


def other_problems():
    problems = table_of_problems()
    schema = document["components"]["schemas"]["ProblemType"]
    advice = dict(re.findall(r"^\* ([a-z-]+): (\d+): .+", schema["description"], re.MULTILINE))
    if len(problems) < 20:
        yield f"only {len(problems)} rows were read of problem.c"
    yield from sorted({"urn:cubby:problem:" + slug for slug in problems} ^ set(schema["enum"]))
    yield from (f"what to do is not said, or of another status: {slug}" for slug, status in problems.items() if advice.get(slug) != status)


CASES = [
    ("it is OpenAPI 3.1", header_faults),
    ("every route that is served is described", undocumented),
    ("every route that is described is served", not_served),
    ("scopes are the same", other_scopes),
    ("every reference leads somewhere", loose_references),
    ("every schema is used", unused_schemas),
    ("every part of a path is a parameter", missing_parameters),
    ("the types of problems are those of the code, each with what to do", other_problems),
    ("no operation shares its id", repeated_ids),
    ("every operation says what can go wrong", answers_missing),
]
print(f"1..{len(CASES)}")
failed = 0
for number, (name, check) in enumerate(CASES, 1):
    faults = list(check())
    failed += bool(faults)
    print(f"{'not ok' if faults else 'ok'} {number} - /central/openapi/{name}")
    for fault in faults:
        print(f"# {fault}")
sys.exit(1 if failed else 0)
