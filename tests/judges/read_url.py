"""Reads proxy URLs, one a line: prints user, password, host name and port in hex, a line each."""

import sys
from urllib.parse import unquote, urlsplit

for line in sys.stdin.buffer.read().decode("ascii").splitlines():
    url = urlsplit(line)
    assert url.scheme == "http" and not url.path and not url.query and not url.fragment, line
    user = unquote(url.username or "", errors="strict")
    password = unquote(url.password or "", errors="strict")
    for part in user, password, url.hostname, str(url.port):
        print(part.encode("utf-8").hex())
