"""Pushes the roots below /roots to the registry on this machine, each as an image of one layer, or
of two where something of the root is covered."""

import gzip
import hashlib
import io
import json
import sys
import tarfile
import time
import urllib.error
import urllib.request

REGISTRY = "http://127.0.0.1:5000"
PATIENCE = 30
HELPER = "gitlab-org/gitlab-runner/gitlab-runner-helper"
DIND = {
    "Entrypoint": ["dockerd-entrypoint.sh"],
    "Volumes": {"/var/lib/docker": {}},
    "ExposedPorts": {"2375/tcp": {}, "2376/tcp": {}},
    "Env": ["DOCKER_TLS_CERTDIR=/certs"],
}
# The root; the name and tag by which the lab's hosts ask for it; what starts in it; files that are
# empty in it.
IMAGES = [
    (
        "cli",
        "library/docker",
        "24.0.5-cli",
        {"Entrypoint": ["docker-entrypoint.sh"], "Cmd": ["sh"]},
        [],
    ),
    ("dind", "library/docker", "24.0.5-dind", DIND, []),
    # One that knows no authority, as that of a company is unknown to the true one.
    ("dind", "lab/dind", "without-authorities", DIND, ["etc/ssl/certs/ca-certificates.crt"]),
    ("helper", HELPER, "x86_64-v19.3.0", {"Cmd": ["sh"]}, []),
    ("curl", "lab/curl", "1", {"Cmd": ["sh"]}, []),
]
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
OCTETS = "application/octet-stream"
DOCKER = "application/vnd.docker"


def send(method, address, data=None, kind=OCTETS):
    headers = {"Content-Type": kind} if data is not None else {}
    request = urllib.request.Request(address, data, headers, method=method)
    return urllib.request.urlopen(request, timeout=60)


def blob(name, data):
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    upload = send("POST", f"{REGISTRY}/v2/{name}/blobs/uploads/", b"")
    there = upload.headers["Location"]
    separator = "&" if "?" in there else "?"
    send("PUT", f"{there}{separator}digest={digest}", data)
    return {"size": len(data), "digest": digest}


def archive(fill):
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.GNU_FORMAT) as tar:
        fill(tar)
    return plain.getvalue()


def push(root, name, tag, config, emptied):
    plain = [archive(lambda tar: tar.add(f"/roots/{root}", arcname="."))]
    plain += [archive(lambda tar: tar.addfile(tarfile.TarInfo(path))) for path in emptied]
    layers = [blob(name, gzip.compress(layer, 1, mtime=0)) for layer in plain]
    config = {**config, "Env": [PATH, *config.get("Env", [])]}
    image = {
        "architecture": "amd64",
        "os": "linux",
        "config": config,
        "rootfs": {
            "type": "layers",
            "diff_ids": ["sha256:" + hashlib.sha256(layer).hexdigest() for layer in plain],
        },
    }
    described = blob(name, json.dumps(image).encode())
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{DOCKER}.distribution.manifest.v2+json",
        "config": {"mediaType": f"{DOCKER}.container.image.v1+json", **described},
        "layers": [{"mediaType": f"{DOCKER}.image.rootfs.diff.tar.gzip", **it} for it in layers],
    }
    address = f"{REGISTRY}/v2/{name}/manifests/{tag}"
    send("PUT", address, json.dumps(manifest).encode(), manifest["mediaType"])
    size, compressed = sum(map(len, plain)), sum(layer["size"] for layer in layers)
    print(f"{name}:{tag}: {size >> 20} MB, {compressed >> 20} MB compressed")


def wait():
    end = time.monotonic() + PATIENCE
    while True:
        try:
            send("GET", f"{REGISTRY}/v2/")
            return
        except urllib.error.URLError:
            if time.monotonic() > end:
                sys.exit("the registry does not come up")
            time.sleep(0.1)


wait()
for image in IMAGES:
    push(*image)
