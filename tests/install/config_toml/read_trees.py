"""Reads TOML documents, each ended by a NUL, with Python's tomllib.

Prints the tree of each as a line of JSON, or null when tomllib refuses it.
"""

import json
import sys
import tomllib


def plain(value):
    """JSON knows neither infinity nor dates."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (bool, int, str)) else str(value)


documents = sys.stdin.buffer.read().split(b"\0")
assert documents.pop() == b""
for document in documents:
    try:
        print(json.dumps(plain(tomllib.loads(document.decode("utf-8")))))
    except ValueError:  # What tomllib and the decoder raise.
        print("null")
