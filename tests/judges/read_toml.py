"""Reads TOML with Python's tomllib.

Without an argument: prints the texts of the array `v` of one document in hex. With "config":
reads documents, each ended by a NUL, and prints each as one line of JSON.
"""

import json
import sys
import tomllib

# Not tomllib.load: no other reader shall have its own idea of line ends before it.
text = sys.stdin.buffer.read().decode("utf-8")
if sys.argv[1:] == ["config"]:
    documents = text.split("\0")
    assert documents.pop() == ""
    for document in documents:
        print(json.dumps(tomllib.loads(document)))
else:
    for value in tomllib.loads(text)["v"]:
        print(value.encode("utf-8").hex())
