"""Judges the bytes of merged drop-ins, one JSON object a line with `before` and `after`: what is left
of each without the words that assign a proxy variable, and without lines that only do so, is the
same. Printed for each is a line: `fine`, or what is wrong.

What the lines mean is systemd's to say.
"""

import json
import re
import sys

OURS = rb"(?:HTTP|HTTPS|NO)_PROXY"
# A word of ours: in quotes as a whole, or bare with quotes anywhere.
WORD = re.compile(
    rb"(?i)(?<![^\s=\\])(?:\"" + OURS + rb"=(?:[^\"\\]|\\.)*\"|'" + OURS + rb"=(?:[^'\\]|\\.)*'|"
    + OURS + rb"=(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\\[^\r\n]|[^\s\"'\\])*)",
    re.S,
)
LINE = re.compile(rb"Environment=\0")


def rest(text):
    text = WORD.sub(b"\0", text.removeprefix(b"\xef\xbb\xbf"))
    lines = re.split(rb"[\r\n]+", text)
    new = {b"[Unit]", b"[Service]", b"After=cntlm.service", b""}
    return [line for line in lines if line.strip() not in new and not LINE.fullmatch(line)]


def joined(lines):
    """Without what a word on several lines leaves: its key, its backslashes and blanks."""
    return re.sub(rb"(Environment\s*=|[\s\\\0])+", b" ", b"\n".join(lines)).strip()


def judge(case):
    before, after = case["before"].encode(), case["after"].encode()
    if re.search(rb"[\r\n]\Z", before) is None and before.removeprefix(b"\xef\xbb\xbf").strip() and after.endswith(b"\n"):
        return "the last newline"
    for text in [before, after]:
        if text.startswith(b"\xef\xbb\xbf") != before.startswith(b"\xef\xbb\xbf"):
            return "the byte order mark"
    if b"\r" not in before and b"\r" in after:
        return "a line that ends in CRLF"
    if b"\n" in before and before.count(b"\n") == before.count(b"\r\n"):
        if after.count(b"\n") != after.count(b"\r\n"):
            return "a line that ends in LF alone"
    # A comment within a word on several lines: it stays, but the word is no longer around it.
    inside = b"# inside\n"
    if before.count(inside) != after.count(inside):
        return "the comment inside is gone"
    old, new = (rest(text.replace(inside, b"")) for text in (before, after))
    # Lines on which no word of ours stands are the same, in the same order.
    if case["simple"]:
        return "fine" if old == new else f"{old!r} became {new!r}"
    return "fine" if joined(old) == joined(new) else f"{joined(old)!r} became {joined(new)!r}"


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))))
