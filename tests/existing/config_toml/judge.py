"""Judges merged config.toml files, one JSON object a line: what was read from each by Python's
tomllib, and every byte that is not ours.

A case has `before`, `after` (null when the merger could not read `before`), `rendered` (the
paste/config.toml of the plan), `docker` (whether docker-in-docker's settings are wanted too) and
`chosen` (for each runner, or an empty list for the default). With `awk` the result is install.sh's:
some tables of Docker it leaves to a person, and its bytes have a judge of their own. Printed for each
is a line: `refused` when tomllib cannot read `before`, `same` or `merged` when all is well, else what
is wrong.

Nothing here knows the merger's edits. What must become of a document is worked out on its tree, and
what must stay on its lines.
"""

import copy
import functools
import json
import re
import sys
import tomllib

SIX = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"]
DOCKER = ["docker", "docker+machine", "docker-autoscaler"]
CA = "/etc/gitlab-runner/certs/ca.crt"
SAYS = "  say() { printf 'runner-proxy: "
VARIABLE = f"""if [ -r {CA} ]; then
  export NODE_EXTRA_CA_CERTS="${{NODE_EXTRA_CA_CERTS:-{CA}}}"
fi
"""
STORE = f"(\n  ca={CA}\n{SAYS}"
# How the parts of each script begin, and how each ends.
MARKS = {
    "pre_get_sources_script": (
        ['if [ -n "${HTTP_PROXY:-}" ]; then\n  git config --global http.proxy "$HTTP_PROXY" '],
        "fi",
    ),
    "pre_build_script": ([VARIABLE + STORE, STORE, "(\n" + SAYS], ")"),
}


class Wrong(Exception):
    pass


def read(text):
    return tomllib.loads(text.removeprefix("\ufeff"))


def field(table, name):
    """The key of this field, as BurntSushi/toml finds it; two are one too many."""
    keys = [key for key in table if len(key) == len(name) and key.casefold() == name]
    if len(keys) > 1:
        raise Wrong("twins")
    return keys[0] if keys else None


def value(table, name, of_type):
    key = field(table, name)
    if key is None:
        return None, None
    found = table[key]
    if not isinstance(found, of_type):
        raise Wrong("type")
    if of_type is list and not all(isinstance(element, str) for element in found):
        raise Wrong("type")
    return key, found


def name_of(entry):
    return entry.split("=", 1)[0]


def environment(old, wanted):
    new = {name_of(entry): entry for entry in wanted}
    assert list(new) == SIX
    merged = [new.get(name_of(entry), entry) for entry in old]
    names = {name_of(entry) for entry in old}
    return merged + [entry for entry in wanted if name_of(entry) not in names]


def script(old, wanted, mark):
    first, last = "|".join(map(re.escape, mark[0])), re.escape(mark[1])
    part = re.compile(rf"^(?:{first}).*?^{last}(?:\n|\Z)", re.M | re.S)
    parts = [found for found in part.finditer(old) if "runner-proxy: " in found[0]]
    # All of them in their order, also with lines of theirs between.
    together = "".join(found[0] for found in parts)
    if wanted is not None and together.rstrip("\n") == wanted.rstrip("\n"):
        return old
    if wanted is not None and not parts:
        return wanted + old
    for found in reversed(parts):
        here = wanted if wanted is not None and found is parts[0] else ""
        old = old[: found.start()] + here + old[found.end() :]
    return old


def inside(volume):
    path = volume.split(":")[1] if ":" in volume else volume
    return path.removesuffix("/")


def needed_volumes(wanted, dind, mounts):
    """The volumes that a runner must have, and all of one that has none."""
    every = wanted.get("docker", {}).get("volumes", [])
    certificates = [volume for volume in every if mounts and inside(volume) == CA]
    others = [volume for volume in every if dind and inside(volume) != CA]
    needed = [volume for volume in others if volume != "/cache"]
    return needed + certificates, others + certificates


def merge(runner, wanted, docker):
    """Changes a runner's table as it should be, or raises Wrong when it must stay as it is."""
    new = dict(runner)
    _, executor = value(runner, "executor", str)
    key, old = value(runner, "environment", list)
    new[key or "environment"] = environment(old or [], wanted["environment"])
    for name, mark in MARKS.items():
        key, old = value(runner, name, str)
        ours = wanted.get(name)
        if old is not None or ours is not None:
            new[key or name] = script(old or "", ours, mark)
            if ours is None and old and not new[key]:
                del new[key]
    key, table = value(runner, "docker", dict)
    table = dict(table or {})
    privileged, _ = value(table, "privileged", bool)
    volumes, old = value(table, "volumes", list)
    mounts = executor in DOCKER
    dind = docker and mounts and "privileged" in wanted.get("docker", {})
    needed, every = needed_volumes(wanted, dind, mounts)
    if dind:
        table[privileged or "privileged"] = True
    if old is None and every:
        table["volumes"] = every
    elif old is not None:
        there = {inside(volume) for volume in old}
        table[volumes] = old + [volume for volume in needed if inside(volume) not in there]
    if dind or every:
        new[key or "docker"] = table
    runner.clear()
    runner.update(new)


@functools.cache
def keys_of(rendered):
    return tomllib.loads(rendered)["runners"][0]


def expected(tree, case):
    tree = copy.deepcopy(tree)
    wanted = keys_of(case["rendered"])
    try:
        key = field(tree, "runners")
    except Wrong:
        return tree
    runners = tree.get(key)
    if not isinstance(runners, list) or not all(isinstance(one, dict) for one in runners):
        return tree
    for index, runner in enumerate(runners):
        executors = [v for k, v in runner.items() if k.casefold() == "executor"]
        chosen = bool(executors) and executors[0] in DOCKER
        if index < len(case["chosen"]):
            chosen = case["chosen"][index]
        if chosen:
            try:
                merge(runner, wanted, case["docker"])
            except Wrong:
                pass
    return tree


def leave(meant, tree, got):
    """Takes the tables of Docker that stayed as they were for right."""
    runners = [one.get("runners") for one in (meant, tree, got)]
    if not all(isinstance(one, list) for one in runners):
        return
    for wanted, old, new in zip(*runners):
        if isinstance(old, dict) and written(old.get("docker")) == written(new.get("docker")):
            wanted.pop("docker", None)
            wanted.update({"docker": old["docker"]} if "docker" in old else {})


def settled_keys(runner):
    is_script = lambda key: key.lower() in MARKS and isinstance(runner[key], str)
    settled = {key: runner[key].rstrip("\n") for key in runner if is_script(key)}
    return {key: value for key, value in (runner | settled).items() if settled.get(key) != ""}


def settled(tree):
    """Scripts are compared without the newline at their end, and an empty one is none."""
    runners = tree.get("runners")
    if isinstance(runners, list):
        runners = [settled_keys(one) if isinstance(one, dict) else one for one in runners]
        tree = tree | {"runners": runners}
    return written(tree)


def written(value):
    """A tree as text, whatever the order of its keys; NaN is not even itself."""
    if isinstance(value, dict):
        return repr(sorted((key, written(inner)) for key, inner in value.items()))
    if isinstance(value, list):
        return repr([written(inner) for inner in value])
    return repr(value)


# ---- Bytes.

OURS = re.compile(
    r"[^#=]*\b(environment|pre_get_sources_script|pre_build_script|docker|privileged|volumes|runners)\b[^#=]*=",
    re.I,
)
KEY = re.compile(r"""\s*(?:[\w.\- \t]|"(?:\\.|[^"\\\n])*"|'[^'\n]*')+=""")
HEADER = re.compile(r"\s*\[[^\[\]]*\.docker\]\r?\n")


STRING = r"""\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'"""
TOKEN = re.compile(rf"(?P<string>{STRING})|(?P<comment>#[^\n]*?(?=\r?\n|\Z))|(?P<newline>\r?\n)|[\[{{]|[\]}}]|.", re.S)


def end_of(text, at):
    """Where the lines end that begin here with a key and its value."""
    depth = 0
    for token in TOKEN.finditer(text, at):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token["newline"] and depth <= 0:
            return token.end()
    return len(text)


def split(text):
    """The lines that belong to a key of ours, as one text, and all others."""
    text = text.removeprefix("\ufeff") + "\n"
    ours, others = [], []
    at = 0
    while at < len(text):
        end = text.index("\n", at) + 1
        line = text[at:end]
        key = re.sub(r"\\u00([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), line)
        if not OURS.match(key) or line.lstrip().startswith("["):
            # A long string of another key may hold lines that look like ours.
            end = end_of(text, at) if KEY.match(line) else end
            others += text[at:end].splitlines(keepends=True)
        else:
            end = end_of(text, at)
            ours.append(text[at:end])
        at = end
    return "".join(ours), others


def without_entries(text):
    """The text without the strings that are one of the six variables."""

    def kept(found):
        if not found["string"]:
            return found[0]
        try:
            entry = tomllib.loads("x = " + found[0])["x"]
        except ValueError:
            return found[0]
        return "" if name_of(entry) in SIX else found[0]

    return TOKEN.sub(kept, text)


def is_inside(text, other):
    """Whether all characters of a text stand in another one, in this order."""
    rest = iter(other)
    return all(c in rest for c in text)


def check_bytes(before, after):
    if before.endswith("\n") != after.endswith("\n"):
        return "the last newline"
    if before.startswith("\ufeff") != after.startswith("\ufeff"):
        return "the byte order mark"
    ours_before, others_before = split(before)
    ours_after, others_after = split(after)
    spare = len(others_after) - len(others_before)
    # The last line has a newline now, when something stands behind it.
    unfinished = "" if before.endswith("\n") else before.split("\n")[-1]
    rest = iter(others_before)
    expected_line = next(rest, None)
    for line in others_after:
        finished = expected_line == unfinished + "\n" and line == unfinished + "\r\n"
        if line == expected_line or finished:
            expected_line = next(rest, None)
        elif HEADER.fullmatch(line) and spare > 0:
            spare -= 1
        else:
            return f"the line {line!r} in place of {expected_line!r}"
    if expected_line is not None:
        return f"the line {expected_line!r} is gone"
    # Escapes of theirs may be written anew only where ours need other quotes.
    if "runner-proxy: " not in ours_before:
        old = without_entries(ours_before).replace("false", "")
        # An array without anything is written anew.
        old = re.sub(r"\[\s+\]", "[]", old)
        if not is_inside(old, ours_after):
            return f"of {old!r} something is gone in {ours_after!r}"
    if before.count("\r\n") and before.count("\n") == before.count("\r\n"):
        # LF stands in long strings only, where a CR would reach the shell.
        for token in TOKEN.finditer(ours_after[:-1]):
            if token["newline"] == "\n":
                return "LF in a file with CRLF"
    return None


def judge(case):
    before, after = case["before"], case["after"]
    try:
        tree = read(before)
    except (ValueError, RecursionError):
        return "refused"
    if after is None:
        return "the merger could not read it"
    try:
        got = read(after)
    except ValueError as error:
        return f"the result is no TOML: {error}"
    meant = expected(tree, case)
    if case["awk"]:
        leave(meant, tree, got)
    if settled(got) != settled(meant):
        return f"got {got!r}, meant {meant!r}"
    # tomllib reads both as they should be, but not every Runner.
    doubtful = "\r\n" in before or re.search(r"\\[ \t]*\n", before)
    if settled(meant) == settled(tree) and not doubtful:
        return "same" if after == before else "something changed for nothing"
    wrong = None if case["awk"] else check_bytes(before, after)
    return wrong or "merged"


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))))
