"""Asks for every URL with Python's urllib, requests, or libcurl by pycurl."""

import json
import os
import platform
import socket
import sys

role, path, proxy = sys.argv[1:]


def with_urllib(url):
    https = urllib.request.HTTPSHandler(context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    # Made anew each time, since it reads the environment when it is made.
    urllib.request.build_opener(https).open(url, timeout=10).close()


def with_requests(url):
    requests.get(url, timeout=10)


def with_pycurl(url):
    curl = pycurl.Curl()
    curl.setopt(pycurl.URL, url)
    curl.setopt(pycurl.TIMEOUT, 10)
    # Its wheels look for certificates where Debian has none, and would not even connect.
    curl.setopt(pycurl.SSL_VERIFYPEER, 0)
    curl.perform()


if role == "urllib":
    import ssl
    import urllib.request

    version = "Python " + platform.python_version()
    ask = with_urllib
elif role == "requests":
    import requests

    version = "requests " + requests.__version__
    ask = with_requests
else:
    # A version of pycurl brings a version of libcurl.
    sys.path.insert(0, role)
    import pycurl

    version = pycurl.version.split()[1].replace("/", " ")
    ask = with_pycurl

os.environ |= {"http_proxy": proxy, "https_proxy": proxy}
for case in json.load(open(path)):
    os.environ["no_proxy"] = case["list"]
    with socket.create_connection(("127.0.0.1", 9), 10) as mark:
        mark.sendall(case["url"].rsplit("/", 1)[-1].encode())
        mark.recv(1)
    try:
        ask(case["url"])
    except Exception as error:
        if isinstance(error, (NameError, TypeError, AttributeError)):
            raise
print(version)
