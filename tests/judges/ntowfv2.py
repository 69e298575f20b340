"""NTOWFv2 of [MS-NLMP] section 3.3.2, with pyspnego's MD4 and Python's HMAC.

Reads a JSON array of [user, domain, password]; prints one hash a line. The user is upper-cased
one to one, as Windows does; the domain in ASCII only, because that is what cntlm sends.
"""

import hmac
import json
import sys

from spnego._ntlm_raw.crypto import ntowfv1


def upper(char):
    return char.upper() if len(char.upper()) == 1 else char


def ascii_upper(char):
    return char.upper() if char.isascii() else char


for user, domain, password in json.load(sys.stdin.buffer):
    identity = "".join(map(upper, user)) + "".join(map(ascii_upper, domain))
    # A long text of 32 + 1 + 32 hexadecimal digits would be taken for a hash; none is sent.
    mac = hmac.digest(ntowfv1(password), identity.encode("utf-16-le"), "md5")
    print(mac.hex().upper())
