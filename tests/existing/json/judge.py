"""Judges merged daemon.json and config.json files, one JSON object a line: what was read from each
by Python's json module, every member with its order and its twins, and every byte that is not ours.

A case has `before`, `after` (null when the merger refused `before`), `file` (daemon or client) and
`wanted` (our members and their values; none for a plan that needs nothing). Printed for each is a
line: `refused`, `same` or `merged` when all is well, else what is wrong.

Nothing here knows the merger's edits.
"""

import json
import re
import sys

WAY = {"daemon": ["proxies"], "client": ["proxies", "default"]}
NAMES = {
    "daemon": ["http-proxy", "https-proxy", "no-proxy"],
    "client": ["httpProxy", "httpsProxy", "noProxy"],
}
MARK = "\ufeff"
BLANK = " \t\r\n"


class Object(list):
    """The members of an object, in their order, twins included."""


class Number(str):
    """A number as it is written."""


def constant(name):
    raise ValueError(name)


def read(text):
    text = text.removeprefix(MARK)
    if not text.strip(BLANK):
        return Object()
    value = json.loads(
        text,
        object_pairs_hook=Object,
        parse_int=Number,
        parse_float=Number,
        parse_constant=constant,
    )
    return Object() if value is None else value


def same_field(name, field):
    return name.casefold() == field.casefold()


def same_name(name, other):
    return name == other


def find(tree, same, name):
    """The place of a member; -1 when there is none, and ValueError for twins."""
    places = [place for place, (other, _) in enumerate(tree) if same(other, name)]
    if len(places) > 1:
        raise ValueError("twins")
    return places[0] if places else -1


def expected(tree, way, wanted, depth=0):
    """The tree with our members in it; ValueError where it has to stay as it is."""
    tree = Object(tree)
    if not way:
        for name, value in wanted.items():
            place = find(tree, same_field, name)
            if place < 0:
                tree.append((name, value))
            elif tree[place][1] is not None and type(tree[place][1]) is not str:
                raise ValueError("no text")
            else:
                tree[place] = (tree[place][0], value)
        return tree
    place = find(tree, same_field if depth == 0 else same_name, way[0])
    inner = tree[place][1] if place >= 0 else None
    if inner is None:
        inner = Object()
    if type(inner) is not Object:
        raise ValueError("no object")
    inner = expected(inner, way[1:], wanted, depth + 1)
    if place < 0:
        tree.append((way[0], inner))
    else:
        tree[place] = (tree[place][0], inner)
    return tree


# ---- Bytes. Tokens with their places, and no tree.

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"\ufeff]+', re.S)


class Places:
    """Where the members of the objects on our way stand."""

    def __init__(self, text):
        self.text = text
        self.tokens = [found.span() for found in TOKEN.finditer(text)]
        self.ends = {}
        open_ = []
        for index, (start, _) in enumerate(self.tokens):
            if text[start] in "{[":
                open_.append(index)
            elif text[start] in "}]":
                self.ends[open_.pop()] = index

    def end(self, index):
        return self.ends.get(index, index)

    def members(self, index):
        """Name, place of the value's first token, of an object that begins at this token."""
        at = index + 1
        while self.text[self.tokens[at][0]] != "}":
            start, end = self.tokens[at]
            yield json.loads(self.text[start:end]), at + 2
            at = self.end(at + 2) + 1
            if self.text[self.tokens[at][0]] == ",":
                at += 1

    def value(self, index):
        return self.tokens[index][0], self.tokens[self.end(index)][1]

    def is_object(self, index):
        return self.text[self.tokens[index][0]] == "{"


def cut_values(places, index, all_, names):
    text, done, parts = places.text, 0, []
    for name, at in all_:
        if any(same_field(name, other) for other in names):
            start, end = places.value(at)
            parts += [text[done:start], "\0"]
            done = end
    return "".join(parts) + text[done:]


def check_bytes(before, after, case):
    way, names = WAY[case["file"]], NAMES[case["file"]]
    rest = before.removeprefix(MARK)
    mark = before[: len(before) - len(rest)]
    newlines = before.count("\n")
    if newlines and newlines == before.count("\r\n") and after.count("\n") != after.count("\r\n"):
        return "a line that ends in LF alone"
    if not before.count("\r\n") and after.count("\r\n"):
        return "a line that ends in CRLF"
    if not rest.strip(BLANK):
        ok = after.startswith(mark + "{") and after.rstrip(BLANK).endswith("}")
        tail = after[len(after.rstrip(BLANK)) :]
        return None if ok and tail == (rest if newlines else "\n" + rest) else "blanks around it"
    stripped = rest.strip(BLANK)
    if stripped == "null" or (stripped[0] == "{" and not stripped[1:-1].strip(BLANK)):
        start = before.index(stripped)
        tail = before[start + len(stripped) :]
        ok = after.startswith(before[:start] + "{") and after.endswith("}" + tail)
        return None if ok else "bytes around the object"
    if not newlines and after.count("\n"):
        return "new lines in a document of one line"
    # How far the way leads in the document as it was.
    old, new = Places(before), Places(after)
    index, depth = 0, 0
    while depth < len(way):
        same = same_field if depth == 0 else same_name
        inner = [at for name, at in old.members(index) if same(name, way[depth])]
        if not inner:
            break
        index = inner[0]
        depth += 1
        if not old.is_object(index) or not list(old.members(index)):
            # Null or empty: all of the value is ours.
            a, b = old.value(index)
            at = 0
            for step in range(depth):
                same = same_field if step == 0 else same_name
                at = [at for name, at in new.members(at) if same(name, way[step])][0]
            c, d = new.value(at)
            ok = before[:a] == after[:c] and before[b:] == after[d:]
            return None if ok else "bytes around a new value"
    at = 0
    for step in range(depth):
        same = same_field if step == 0 else same_name
        at = [at for name, at in new.members(at) if same(name, way[step])][0]
    names = names if depth == len(way) else []
    had = len(list(old.members(index)))
    now = list(new.members(at))
    kept = after
    if len(now) > had:
        start = new.value(now[had - 1][1])[1]
        end = new.value(now[-1][1])[1]
        kept = after[:start] + after[end:]
    was = cut_values(old, index, list(old.members(index)), names)
    cut = Places(kept)
    kept = cut_values(cut, at, list(cut.members(at)), names)
    return None if was == kept else f"bytes: {was!r} became {kept!r}"


def judge(case):
    before, after = case["before"], case["after"]
    try:
        tree = read(before)
    except ValueError:
        return "refused" if after is None else "was read, and is no JSON"
    if type(tree) is not Object:
        return "refused" if after is None else "was read, and is no object"
    if after is None:
        return "the merger could not read it"
    try:
        meant = expected(tree, WAY[case["file"]], case["wanted"]) if case["wanted"] else tree
    except ValueError:
        meant = tree
    got = read(after)
    if got != meant:
        return f"got {got!r}, meant {meant!r}"
    if meant == tree:
        return "same" if after == before else "something changed for nothing"
    return check_bytes(before, after, case) or "merged"


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))))
