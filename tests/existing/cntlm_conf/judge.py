"""Judges the bytes of merged cntlm.conf files, one JSON object a line with `before` and `after`:
every line that is not ours is the same, in the same order, and so is the comment behind a line that
was set. Printed for each is a line: `fine`, or what is wrong.

What the lines mean is cntlm's to say; here they are only told apart by their first word.
"""

import json
import re
import sys

OURS = re.compile(
    r"[ \t\v\f\r]*(username|domain|password|passntlmv2|passnt|passlm|auth|proxy|listen)(?![A-Za-z0-9\[])"
    r"[ \t\v\f\r]*[^ \t\v\f\r#;]",
    re.I,
)
COMMENT = re.compile(r"#c\d+#")


def ours(line):
    found = OURS.match(line)
    return found and found[1].lower()


def judge(case):
    before, after = case["before"], case["after"]
    if any(len(line) > 4095 for line in before.split("\n")):
        return "fine"
    old, new = before.split("\n"), after.split("\n")
    last = old.pop()
    if last and not ours(last):
        if new.pop() != last:
            return "the last line"
    elif last:
        # Another program's listener may stay as it is, unread.
        old.append(last)
        end = new.pop()
        if end == last:
            new.append(end)
        elif end:
            return "a last line of ours without newline"
    elif new.pop():
        return "the last newline"
    kept = [line for line in new if not ours(line)]
    if kept != [line for line in old if not ours(line)]:
        return "other lines"
    for key in ["username", "proxy"]:
        first = [line for line in old if ours(line) == key][:1]
        comments = COMMENT.findall("".join(first))
        if comments and comments[0] not in after and "c\"" not in first[0]:
            return f"the comment {comments[0]} is gone"
    carriage = [line.endswith("\r") for line in old]
    if carriage and all(carriage) and not all(line.endswith("\r") for line in new):
        return "a line that ends in LF alone"
    if not any(carriage) and any(line.endswith("\r") for line in new):
        return "a line that ends in CRLF"
    return "fine"


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))))
