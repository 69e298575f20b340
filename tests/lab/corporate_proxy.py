"""The corporate proxy of the lab: the only way from `office` to `outside`.

    corporate_proxy.py serve                        # 8080 NTLMv2 only, 8081 open, 8082 Basic;
                                                    # and on port 53 the office's name server
    corporate_proxy.py user DOMAIN NAME PASSWORD    # adds a user, or changes the password

Logons are checked by pyspnego, which reads the file of users anew each time. Every logon and every
request is a line of JSON in LOG; the driver counts them.
"""

import base64
import http.client
import http.server
import json
import os
import pathlib
import select
import socket
import sys
import threading
import time
import urllib.parse

USERS = pathlib.Path(os.environ.setdefault("NTLM_USER_FILE", "/srv/users"))
LOG = "/srv/proxy.log"
# Only NTLMv2: neither LM nor NTLM will do. pyspnego reads this when it is loaded.
os.environ["LM_COMPAT_LEVEL"] = "5"

import spnego  # noqa: E402
from spnego._ntlm_raw.crypto import ntowfv1  # noqa: E402
from spnego._ntlm_raw.messages import Authenticate  # noqa: E402

BASIC = "corp-uk\\testuser:p@ss:w%rd $\"'\\#/?&\u00e4\u65e5".encode()
HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "transfer-encoding",
    "upgrade",
}
writing = threading.Lock()


def note(event, **facts):
    line = json.dumps({"event": event, "time": time.time(), **facts}) + "\n"
    with writing, open(LOG, "a", encoding="utf-8") as log:
        log.write(line)


class Proxy(http.server.BaseHTTPRequestHandler):
    """One connection. A login belongs to the connection, as NTLM wants it."""

    protocol_version = "HTTP/1.1"
    # A client that keeps a connection without using it is let go after a while.
    timeout = 300
    context = None
    user = None

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def may_pass(self):
        """Whether this connection's user is known; answers with the next step when not."""
        kind, _, token = self.headers.get("Proxy-Authorization", "").partition(" ")
        port = self.server.server_address[1]
        if port == 8081:
            return True
        if port == 8082:
            if kind.lower() == "basic" and base64.b64decode(token) == BASIC:
                self.user = "testuser"
                return True
            if kind:
                self.logon(False, None, "testuser")
            self.body()
            self.answer(407, Proxy_Authenticate='Basic realm="lab"')
            return False
        if kind.upper() != "NTLM":
            if self.user is None:
                self.body()
                self.answer(407, Proxy_Authenticate="NTLM")
            return self.user is not None
        return self.ntlm(base64.b64decode(token))

    def ntlm(self, token):
        if token[8] == 1:
            self.user = None
            self.context = spnego.server(
                protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm
            )
        try:
            reply = self.context.step(token)
        except (spnego.exceptions.SpnegoError, AttributeError):
            said = Authenticate.unpack(token)
            self.context = None
            self.logon(False, said.domain_name, said.user_name)
            self.body()
            self.answer(407, Proxy_Authenticate="NTLM")
            return False
        if self.context.complete:
            said = Authenticate.unpack(token)
            self.user = self.context.client_principal
            self.logon(True, said.domain_name, said.user_name)
            return True
        challenge = base64.b64encode(reply).decode()
        self.body()
        self.answer(407, Proxy_Authenticate=f"NTLM {challenge}")
        # The login belongs to this connection, whatever the client asked for.
        self.close_connection = False
        return False

    def logon(self, good, domain, user):
        note("logon", ok=good, domain=domain, user=user, client=self.client_address[0])

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def asked(self, status):
        note(
            "request",
            method=self.command,
            target=self.path,
            status=status,
            user=self.user,
            client=self.client_address[0],
            port=self.server.server_address[1],
        )

    def forward(self):
        if not self.may_pass():
            return
        url = urllib.parse.urlsplit(self.path)
        if url.scheme != "http" or not url.hostname:
            self.asked(400)
            self.answer(400, b"this proxy takes absolute http:// addresses and CONNECT\n")
            return
        kept = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
        path = urllib.parse.urlunsplit(("", "", url.path or "/", url.query, ""))
        there = http.client.HTTPConnection(url.hostname, url.port or 80, timeout=30)
        try:
            there.request(self.command, path, self.body(), kept)
            reply = there.getresponse()
            body = reply.read()
        except OSError as error:
            self.asked(502)
            self.answer(502, f"{error}\n".encode())
            return
        self.asked(reply.status)
        self.send_response(reply.status)
        for name, value in reply.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = forward

    def do_CONNECT(self):
        if not self.may_pass():
            return
        host, _, port = self.path.rpartition(":")
        try:
            there = socket.create_connection((host, int(port)), timeout=10)
        except (OSError, ValueError) as error:
            self.asked(502)
            self.answer(502, f"{error}\n".encode())
            return
        self.asked(200)
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        with there:
            tunnel(self.connection, there)

    def log_message(self, *_):
        pass


def tunnel(one, other):
    """Carries bytes both ways until one side has nothing more to say."""
    sides = {one: other, other: one}
    try:
        while True:
            ready, _, _ = select.select(list(sides), [], [], 600)
            if not ready:
                return
            for side in ready:
                data = side.recv(1 << 16)
                if not data:
                    return
                sides[side].sendall(data)
    except OSError:
        return


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True

    def handle_error(self, *_):
        # A client that hangs up is no news.
        pass


def names():
    """The office's name server knows no name of the world outside, and says so without delay."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind(("0.0.0.0", 53))
    while True:
        query, client = listener.recvfrom(4096)
        end = query.find(b"\0", 12) + 5
        no_such_name = b"\x81\x83" + b"\0\1" + bytes(6)
        listener.sendto(query[:2] + no_such_name + query[12:end], client)


def serve():
    USERS.touch()
    threading.Thread(target=names, daemon=True).start()
    servers = [Server(("0.0.0.0", port), Proxy) for port in (8080, 8081, 8082)]
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    servers[0].serve_forever()


def user(domain, name, password):
    """A line as in smbpasswd; unlike the other kind it takes any password."""
    who = f"{domain}\\{name}" if domain else name
    lines = USERS.read_text("utf-8").splitlines() if USERS.exists() else []
    lines = [line for line in lines if line.split(":")[0] != who]
    lines.append(f"{who}:1000:{'0' * 32}:{ntowfv1(password).hex()}:[U]:LCT-0")
    fresh = USERS.with_suffix(".new")
    fresh.write_text("\n".join(lines) + "\n", "utf-8")
    fresh.rename(USERS)


{"serve": serve, "user": user}[sys.argv[1]](*sys.argv[2:])
