"""An HTTP proxy on loopback that lets in who logs in with NTLMv2, as pyspnego checks it.

The first line of standard input is a JSON array of [domain, user, password]; the first line of
output is the port. It ends with its standard input. NTLM_USER_FILE names a file it may write.

Who is in gets an answer of the proxy's own: the name under which they logged in.
"""

import base64
import http.server
import json
import os
import sys
import threading

import spnego
from spnego._ntlm_raw.crypto import ntowfv1

# Only NTLMv2: neither LM nor NTLM will do.
os.environ["LM_COMPAT_LEVEL"] = "5"


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    context = None

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def logged_in(self):
        """Whether this request completes a login; answers with the next step when it does not."""
        kind, _, token = self.headers.get("Proxy-Authorization", "").partition(" ")
        if kind.upper() != "NTLM":
            self.answer(407, Proxy_Authenticate="NTLM")
            return False
        token = base64.b64decode(token)
        if token[8] == 1:
            self.context = spnego.server(
                protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm
            )
        try:
            reply = self.context.step(token)
        except spnego.exceptions.SpnegoError:
            self.answer(407, Proxy_Authenticate="NTLM")
            return False
        if not self.context.complete:
            challenge = base64.b64encode(reply).decode()
            self.answer(407, Proxy_Authenticate=f"NTLM {challenge}")
            # The login belongs to this connection, whatever the client asked for.
            self.close_connection = False
            return False
        return True

    def do_GET(self):
        if self.logged_in():
            self.answer(200, self.context.client_principal.encode("utf-8"))

    def do_CONNECT(self):
        if self.logged_in():
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.context.client_principal.encode("utf-8"))
            self.close_connection = True

    def log_message(self, *_):
        pass


def line(domain, user, password):
    """A line as in smbpasswd; unlike the other kind it takes any password."""
    name = f"{domain}\\{user}" if domain else user
    return f"{name}:1000:{'0' * 32}:{ntowfv1(password).hex()}:[U]:LCT-0\n"


users = json.loads(sys.stdin.buffer.readline())
with open(os.environ["NTLM_USER_FILE"], "w", encoding="utf-8") as file:
    file.writelines(line(*user) for user in users)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.buffer.read()
