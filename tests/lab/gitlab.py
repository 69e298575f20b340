"""The GitLab-like server of the lab: git over HTTPS, and the part of the API that a runner asks.

The driver puts jobs into the queue and reads their results under /lab/, which a real GitLab lacks.
A job is handed to the runner whose token it names.
"""

import http.server
import json
import os
import pathlib
import ssl
import subprocess
import threading

REPOSITORIES = pathlib.Path("/srv/git")
changed = threading.Condition()
# Jobs by number, in the order in which they came; runners by token, with the number of polls.
jobs = []
runners = {}


class Gitlab(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Requests of the runner are small; without this each waits for an acknowledgement.
    disable_nagle_algorithm = True

    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            chunks = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                chunks.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(chunks)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def do_GET(self):
        if ".git/" in self.path:
            self.git()
        elif self.path == "/lab/jobs":
            with changed:
                self.answer(200, jobs)
        elif self.path == "/lab/runners":
            with changed:
                self.answer(200, runners)
        else:
            self.body()
            self.answer(200, {"path": self.path})

    do_HEAD = do_GET

    def do_POST(self):
        if ".git/" in self.path:
            self.git()
            return
        asked = json.loads(self.body() or b"{}")
        if self.path == "/lab/jobs":
            with changed:
                job = {**asked, "id": len(jobs) + 1, "state": "pending", "trace": ""}
                jobs.append(job)
            self.answer(201, {"id": job["id"]})
        elif self.path in ("/api/v4/runners/verify", "/api/v4/runners"):
            self.answer(200, {"id": 7, "token": asked["token"]})
        elif self.path == "/api/v4/jobs/request":
            self.hand_out(asked["token"])
        else:
            self.answer(404)

    def hand_out(self, token):
        with changed:
            runners[token] = runners.get(token, 0) + 1
            for job in jobs:
                if job["state"] == "pending" and job["runner"] == token:
                    job["state"] = "running"
                    self.answer(201, job)
                    return
        self.answer(204)

    def do_PUT(self):
        asked = json.loads(self.body())
        number = int(self.path.removeprefix("/api/v4/jobs/"))
        with changed:
            jobs[number - 1].update(state=asked["state"], trace=asked["trace"])
        self.answer(200)

    def git(self):
        """The CGI program that comes with git answers."""
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(REPOSITORIES),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        said = subprocess.run(
            ["git", "http-backend"],
            env=environment,
            input=self.body(),
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        head, _, body = said.partition(b"\r\n\r\n")
        fields = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        status = next((v for k, v in fields if k == "Status"), "200 OK")
        self.send_response(int(status.split()[0]))
        for name, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def repository():
    """One project with one file on its branch `main`."""
    bare = REPOSITORIES / "lab/project.git"
    if bare.exists():
        return
    work = pathlib.Path("/srv/work")
    work.mkdir(parents=True)
    (work / "hello.txt").write_text("hello from the lab\n")
    author = ["-c", "user.name=lab", "-c", "user.email=lab@outside.lab"]
    for words in (
        ["init", "--quiet", "--initial-branch=main", work],
        ["-C", work, "add", "hello.txt"],
        ["-C", work, *author, "commit", "--quiet", "-m", "hello"],
        ["clone", "--quiet", "--bare", work, bare],
    ):
        subprocess.run(["git", *map(str, words)], check=True)


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True

    def handle_error(self, *_):
        # A client that hangs up is no news.
        pass


repository()
server = Server(("0.0.0.0", 443), Gitlab)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("/etc/lab/server.crt", "/etc/lab/server.key")
server.socket = tls.wrap_socket(
    server.socket, server_side=True, do_handshake_on_connect=False
)
server.serve_forever()
