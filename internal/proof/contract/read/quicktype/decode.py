"""Reads and writes documents with the types of quicktype.

    python3 decode.py TYPES.py EXAMPLES.ndjson

fails unless each document comes out as it went in. The types do not distinguish null
from a key that is missing.
"""

import importlib.util
import json
import sys



def plain(value):
    """Returns the value without keys that are null."""
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items() if v is not None}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


spec = importlib.util.spec_from_file_location("document", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules["document"] = module
spec.loader.exec_module(module)
with open(sys.argv[2], encoding="utf-8") as f:
    for line in f:
        want = plain(json.loads(line))
        got = plain(module.document_to_dict(module.document_from_dict(json.loads(line))))
        if got != want:
            sys.exit(f"{line}is written as\n{json.dumps(got)}")
