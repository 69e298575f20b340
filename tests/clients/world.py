"""Makes a world in which every name and address is this process, and runs one client in it.

To be started in a network and a mount namespace of its own. Standard input is JSON: the names to
know and their address, and the cases, each a list and a URL that ends in the case's number. Standard
output is JSON: the client's version, and per case where its request came in.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading

import drivers

PROXY, MARK = 3128, 9
PORTS = [80, 443, 2376, 8080, PROXY]

records = {}
mark = None
lock = threading.Lock()


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def make_network():
    ip("link", "set", "lo", "up")
    ip("route", "add", "local", "0.0.0.0/0", "dev", "lo")
    ip("-6", "route", "add", "local", "::/0", "dev", "lo")


def make_names(folder, names, address):
    # For 0.0.0.0, Java looks its own host's name up.
    lines = [f"127.0.0.1 localhost localhost. {socket.gethostname()}"]
    lines += [f"{address} {name}" for name in names if name != "localhost"]
    for path, text in [("/etc/hosts", "\n".join(lines)), ("/etc/nsswitch.conf", "hosts: files")]:
        ours = os.path.join(folder, os.path.basename(path))
        with open(ours, "w") as file:
            file.write(text + "\n")
        subprocess.run(["mount", "--bind", ours, path], check=True)


def answer(connection, port):
    """Reads a request's head, or the first byte of TLS, and records the way it came."""
    global mark
    connection.settimeout(5)
    head = b""
    try:
        while b"\r\n\r\n" not in head and not head.startswith(b"\x16"):
            more = connection.recv(65536)
            if not more:
                break
            head += more
        if not head:
            return
        words = head.split(b"\r\n")[0].split()
        # A path may go on after the number, as git's does.
        path = words[1].split(b"?")[0].split(b"/info/refs")[0] if len(words) == 3 else b""
        last = path.rsplit(b"/", 1)[-1] if b"/" in path else b""
        with lock:
            number = last.decode() if last.isdigit() else mark
            records.setdefault(number, set()).add("proxy" if port == PROXY else "direct")
        if not head.startswith(b"\x16"):
            connection.sendall(
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            connection.shutdown(socket.SHUT_WR)
            # Closing with unread bytes would reset the connection before the answer is read.
            while connection.recv(65536):
                pass
    except OSError:
        pass
    finally:
        connection.close()


def take_mark(connection, _port):
    """A client says which case comes next, where its requests cannot."""
    global mark
    with connection:
        number = connection.recv(64).decode().strip()
        with lock:
            mark = number
        connection.sendall(b".")


def listen(port, serve):
    listener = socket.create_server(
        ("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=256
    )

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection, port), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def main():
    wanted = json.load(sys.stdin)
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name == "REQUEST_METHOD":
            del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        make_network()
        make_names(folder, wanted["names"], wanted["address"])
        for port in PORTS:
            listen(port, answer)
        listen(MARK, take_mark)
        driver = getattr(drivers, sys.argv[1])
        version = driver(wanted["cases"], folder, *sys.argv[2:])
        with lock:
            ways = [records.get(str(number), set()) for number in range(len(wanted["cases"]))]
    routes = ["+".join(sorted(way)) or "none" for way in ways]
    json.dump({"version": version, "routes": routes}, sys.stdout)


main()
