"""Reads form.json documents, each ended by a NUL; the arguments are the names of the fields, in order.

Prints the answer to each in hex, a line each. A document is one member a line, in this order, and
nothing else; an answer that is not there has no member.
"""

import json
import sys

fields = sys.argv[1:]
documents = sys.stdin.buffer.read().decode("utf-8").split("\0")
assert documents.pop() == ""
for document in documents:
    pairs = json.loads(document, object_pairs_hook=list)
    names = [name for name, _ in pairs]
    assert names == [name for name in fields if name in names], names
    assert all(isinstance(value, str) and value for _, value in pairs), pairs
    assert document.endswith("}\n") and document.count("\n") == len(pairs) + 2, document
    read = dict(pairs)
    for name in fields:
        print(read.get(name, "").encode("utf-8").hex())
