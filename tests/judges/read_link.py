"""Reads fragments of links, one a line; the arguments are the names of the fields, in order.

Prints for each link the value of each field in hex, a line each, and then, in hex as well, the link
as Python would have written it.
"""

import html
import re
import sys
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# RFC 3986 section 3.5, in characters.
FRAGMENT = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*")


def values(link):
    """The pairs of a link: a `+` never stands in it, so both ways of reading agree."""
    pairs = [pair.split("=") for pair in link.split("&")] if link else []
    pairs = [(unquote(name, errors="strict"), unquote(value, errors="strict")) for name, value in pairs]
    form = parse_qsl(link, keep_blank_values=True, strict_parsing=bool(link), errors="strict")
    assert pairs == form, link
    return pairs


fields = sys.argv[1:]
for number, link in enumerate(sys.stdin.buffer.read().decode("ascii").splitlines()):
    assert FRAGMENT.fullmatch(link), link
    # What programs on the way do to a link: a page's source, a chat, a browser.
    assert html.unescape(link) == link, link
    assert not link or re.search(r"[A-Za-z0-9=]\Z", link), link
    assert ":~:" not in link, link
    assert urlsplit("https://host.example/page/#" + link).fragment == link, link
    pairs = values(link)
    names = [name for name, _ in pairs]
    assert names == [name for name in fields if name in names], names
    read = dict(pairs)
    for name in fields:
        print(read.get(name, "").encode("utf-8").hex())
    # Now every character escaped, now as few as can be, and the names the other way round.
    safe = "/:@!$'()*,;?~" if number % 2 else ""
    print(urlencode(pairs[::-1], quote_via=quote, safe=safe).encode("ascii").hex())
