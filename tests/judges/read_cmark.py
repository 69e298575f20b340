"""Reads documents as cmark -t xml prints them, each ended by a NUL, and prints the code blocks of
each as one line of JSON.
"""

import json
import sys
import xml.etree.ElementTree as tree

documents = sys.stdin.buffer.read().split(b"\0")
assert documents.pop() == b""
for document in documents:
    blocks = tree.fromstring(document).iter("{http://commonmark.org/xml/1.0}code_block")
    print(json.dumps([block.text for block in blocks]))
