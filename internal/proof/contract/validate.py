"""Judges documents with python-jsonschema.

Takes the directory of the schemas; reads lines of

    NAME<tab>DOCUMENT

and writes a line for each: 1 where the schema NAME.json accepts it, 0 where not.
"""

import json
import os
import sys

from jsonschema import Draft202012Validator

validators = {}


def validator(name):
    if name not in validators:
        with open(os.path.join(sys.argv[1], name + ".json"), encoding="utf-8") as file:
            schema = json.load(file)
        Draft202012Validator.check_schema(schema)
        validators[name] = Draft202012Validator(schema)
    return validators[name]


for line in sys.stdin.buffer:
    name, document = line.split(b"\t", 1)
    accepted = validator(name.decode()).is_valid(json.loads(document))
    sys.stdout.write("1\n" if accepted else "0\n")
