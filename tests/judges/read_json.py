"""Reads JSON documents, each ended by a NUL, and prints their texts in hex, a line each.

Without arguments the documents are arrays of texts. With arguments they are objects with just
these texts inside, in this order, each named by the way to it: proxies/default/httpProxy.
"""

import json
import sys


def pairs(members):
    names = [name for name, _ in members]
    assert len(set(names)) == len(names), "a repeated member"
    return dict(members)


def leaves(document, way=()):
    if isinstance(document, dict):
        for name, value in document.items():
            yield from leaves(value, (*way, name))
    else:
        yield "/".join(way), document


documents = sys.stdin.buffer.read().decode("utf-8").split("\0")
assert documents.pop() == ""
for document in documents:
    document = json.loads(document, object_pairs_hook=pairs)
    if sys.argv[1:]:
        ways, document = zip(*leaves(document))
        assert list(ways) == sys.argv[1:], ways
    for value in document:
        print(value.encode("utf-8").hex())
