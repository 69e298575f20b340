"""What a form must come to, by a model of its own: no code of ours, Python's percent-encoding.

Reads a JSON array of forms; prints for each, in hex, the proxy's URL and NO_PROXY, a line each.
"""

import json
import sys
from urllib.parse import quote, urlsplit


def url(form):
    if form.get("route", "cntlm") == "cntlm":
        address = form.get("docker0", "172.17.0.1")
        port = form.get("port", "3128")
        return f"http://{address}:{port}"
    user = ""
    if form.get("username"):
        domain = form.get("domain", "")
        user = f"{domain}\\{form['username']}" if domain else form["username"]
        user = quote(user, safe="")
        if form.get("password"):
            user += ":" + quote(form["password"], safe="")
        user += "@"
    return f"http://{user}{form['proxies']}"


def no_proxy(form):
    hosts = ["localhost", "127.0.0.1"]
    gitlab = form.get("gitlab", "")
    if gitlab and form.get("gitlab-route") == "direct":
        hosts.append(urlsplit(gitlab if "://" in gitlab else f"//{gitlab}").hostname)
    for entry in form.get("no-proxy", "").replace(",", "\n").lower().split("\n"):
        entry = entry.strip().removeprefix("*").partition(":")[0]
        if entry.startswith("."):
            hosts += [entry, entry[1:]]
        elif entry:
            hosts.append(entry)
    if form.get("dind") in ("tls", "plain"):
        hosts.append("docker")
    return ",".join(dict.fromkeys(hosts))


for form in json.load(sys.stdin.buffer):
    print(url(form).encode().hex())
    print(no_proxy(form).encode().hex())
