#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""json_schema.py SCHEMA: what its objects leave open, and the names of the commands that it describes.
json_schema.py SCHEMA COMMAND < LINES: whether each line is what that command prints."""
import json
import sys

import jsonschema


def objects(schema):
    """Every schema within `schema` that has properties."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def commands(schema):
    return [option["$ref"].removeprefix("#/$defs/") for option in schema["anyOf"]]


def check_schema(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in objects(schema):
        names = list(part["properties"])
        if part.get("additionalProperties") is not False or part.get("required") != names:
            sys.exit(f"the object with {names} leaves keys open")
    print("\n".join(sorted(commands(schema))))


def check_lines(schema, command):
    wanted = {"$ref": f"#/$defs/{command}", "$defs": schema["$defs"]}
    validator = jsonschema.Draft202012Validator(wanted)
    lines = sys.stdin.read().splitlines()
    if not lines:
        sys.exit(f"{command}: no output")
    for line in lines:
        for error in validator.iter_errors(json.loads(line)):
            sys.exit(f"{command}: {error.json_path}: {error.message}\n{line}")


with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
if len(sys.argv) == 2:
    check_schema(document)
else:
    check_lines(document, sys.argv[2])
