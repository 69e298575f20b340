"""Pushes the roots below /roots to the registry on this machine, each as an image of one layer."""

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
# The root; the name and tag by which the lab's hosts ask for it; what starts in it.
IMAGES = [
    (
        "cli",
        "library/docker",
        "24.0.5-cli",
        {"Entrypoint": ["docker-entrypoint.sh"], "Cmd": ["sh"]},
    ),
    (
        "dind",
        "library/docker",
        "24.0.5-dind",
        {
            "Entrypoint": ["dockerd-entrypoint.sh"],
            "Volumes": {"/var/lib/docker": {}},
            "ExposedPorts": {"2375/tcp": {}, "2376/tcp": {}},
            "Env": ["DOCKER_TLS_CERTDIR=/certs"],
        },
    ),
    ("helper", HELPER, "x86_64-v19.3.0", {"Cmd": ["sh"]}),
    ("curl", "lab/curl", "1", {"Cmd": ["sh"]}),
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


def push(root, name, tag, config):
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.GNU_FORMAT) as tar:
        tar.add(f"/roots/{root}", arcname=".")
    plain = plain.getvalue()
    layer = blob(name, gzip.compress(plain, 1, mtime=0))
    config = {**config, "Env": [PATH, *config.get("Env", [])]}
    image = {
        "architecture": "amd64",
        "os": "linux",
        "config": config,
        "rootfs": {
            "type": "layers",
            "diff_ids": ["sha256:" + hashlib.sha256(plain).hexdigest()],
        },
    }
    described = blob(name, json.dumps(image).encode())
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{DOCKER}.distribution.manifest.v2+json",
        "config": {"mediaType": f"{DOCKER}.container.image.v1+json", **described},
        "layers": [{"mediaType": f"{DOCKER}.image.rootfs.diff.tar.gzip", **layer}],
    }
    address = f"{REGISTRY}/v2/{name}/manifests/{tag}"
    send("PUT", address, json.dumps(manifest).encode(), manifest["mediaType"])
    print(f"{name}:{tag}: {len(plain) >> 20} MB, {layer['size'] >> 20} MB compressed")


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
