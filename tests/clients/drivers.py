"""The clients, each run for all cases; each gives its version.

A client that reads its environment once gets a process for every list. What a client makes of our
answers does not matter, so its failures are not looked at: a case that never arrived shows.
"""

import itertools
import json
import os
import re
import socket
import subprocess
import time

PROXY = "http://127.0.0.1:3128"


def environment(no_proxy):
    return os.environ | {"http_proxy": PROXY, "https_proxy": PROXY, "no_proxy": no_proxy}


def by_list(cases):
    for no_proxy, group in itertools.groupby(cases, key=lambda case: case["list"]):
        yield no_proxy, [case["url"] for case in group]


def quietly(words, no_proxy):
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(words, env=environment(no_proxy), timeout=60, **quiet)


def first_line(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.split("\n")[0]


def curl(cases, _folder, program):
    for no_proxy, urls in by_list(cases):
        outputs = [word for url in urls for word in ("-o", "/dev/null", url)]
        quietly([program, "-q", "-g", "-s", "--max-time", "10", *outputs], no_proxy)
    return " ".join(first_line(program, "--version").split()[:2])


def wget(cases, _folder, program):
    for no_proxy, urls in by_list(cases):
        quietly([program, "--no-config", "-q", "-t1", "-T10", "-O", "/dev/null", *urls], no_proxy)
    return " ".join(first_line(program, "--version").split()[:3])


def git(cases, folder, program):
    os.environ |= {"HOME": folder, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    for no_proxy, urls in by_list(cases):
        for url in urls:
            quietly([program, "ls-remote", url], no_proxy)
    return first_line(program, "--version")


def go(cases, _folder, program):
    for no_proxy, urls in by_list(cases):
        quietly([program, *urls], no_proxy)
    return first_line(program)


def whole(cases, folder, words):
    """One process for all lists, which prints its version."""
    path = os.path.join(folder, "cases.json")
    with open(path, "w") as file:
        json.dump(cases, file)
    words = [*words, path, PROXY]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise SystemExit(f"{words}: {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout.strip()


def script(cases, folder, *words):
    return whole(cases, folder, words)


def lines(cases, folder, *words):
    """The same for a program that knows no JSON: list and URL in hexadecimal digits."""
    path = os.path.join(folder, "cases.txt")
    with open(path, "w") as file:
        for case in cases:
            file.write(f"{case['list'].encode().hex()} {case['url'].encode().hex()}\n")
    done = subprocess.run([*words, path, PROXY], capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise SystemExit(f"{words}: {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout.strip()


def cntlm(cases, folder, program):
    conf = os.path.join(folder, "cntlm.conf")
    for no_proxy, urls in by_list(cases):
        with open(conf, "w") as file:
            file.write("Username u\nDomain d\nPassword p\nProxy 127.0.0.1:3128\nListen 3129\n")
            file.write(f"NoProxy {no_proxy}\n")
        words = [program, "-f", "-c", conf, "-w", "w"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(words, **quiet)
        try:
            for url in urls:
                through_cntlm(url)
        finally:
            process.kill()
            process.wait()
    help_text = subprocess.run([program, "-h"], capture_output=True, text=True)
    found = re.search(r"version (\S+)", help_text.stdout + help_text.stderr)
    return f"cntlm {found[1]}" if found else "cntlm"


def through_cntlm(url):
    host = url.split("/")[2]
    until = time.monotonic() + 10
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", 3129), 10)
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.005)
    with connection:
        connection.sendall(f"GET {url} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        try:
            while connection.recv(65536):
                pass
        except OSError:
            pass
