"""Loads all schemas into one store, and validates the examples of each schema with it.

    python3 together.py NAME.schema.json...
"""

import json
import sys

from jsonschema import Draft202012Validator, RefResolver

schemas = []
for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as f:
        schemas.append(json.load(f))
resolver = RefResolver("", {}, store={s["$id"]: s for s in schemas})
for s in schemas:
    Draft202012Validator.check_schema(s)
    validator = Draft202012Validator({"$ref": s["$id"]}, resolver=resolver)
    for example in s["examples"]:
        validator.validate(example)
    if validator.is_valid({**s["examples"][0], "format": "another/1"}):
        sys.exit(f"another format is accepted in place of {s['$id']}")
