"""Certificates for tests/judges/certificates.rs, and what two strangers read in them: OpenSSL (as
Python's ssl module has it) and the package cryptography.

make:   prints certificates, two lines each: the PEM, and the SHA-256 of the DER.
chains: prints cases, three lines each: a name, what is pasted, and a certificate that the proxy shows.
der:    takes a PEM and prints its bytes.
read:   takes a PEM a line and prints what each reader says, ten lines each.
Every line is in hexadecimal digits. A reader that refuses a value says "-".
"""

import base64
import datetime
import hashlib
import itertools
import ssl
import sys
import tempfile
import warnings

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtensionOID, NameOID

CN, O, OU, C, EMAIL = "550403", "55040a", "55040b", "550406", "2a864886f70d010901"
UTF8, PRINTABLE, T61, IA5, UNIVERSAL, BMP = 0x0C, 0x13, 0x14, 0x16, 0x1C, 0x1E


def put(text):
    print((text if isinstance(text, bytes) else text.encode("utf-8")).hex())


# DER by hand, for what cryptography refuses to build.


def tlv(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + content


def name(*rdns):
    """A Name of RDNs, each a list of (OID, string tag, bytes)."""
    pair = lambda oid, tag, value: tlv(0x30, tlv(6, bytes.fromhex(oid)), tlv(tag, value))
    return tlv(0x30, *(tlv(0x31, *sorted(pair(*one) for one in rdn)) for rdn in rdns))


def cn(text):
    return name([(CN, UTF8, text.encode("utf-8"))])


def time(text):
    return tlv(0x17 if len(text) == 13 else 0x18, text.encode("ascii"))


def extension(oid, value, critical=b""):
    return tlv(0x30, tlv(6, bytes.fromhex(oid)), critical, tlv(4, value))


SIGNATURE = tlv(0x30, tlv(6, bytes.fromhex("2b6570")))
CRITICAL = bytes.fromhex("0101ff")


def certificate(subject, issuer, key, signer, dates, version=3, basic=None, usage=None, serial=7):
    extensions = [
        extension("551d0e", tlv(4, b"0123456789")),
        basic is not None and extension("551d13", bytes.fromhex(basic), CRITICAL),
        usage is not None and extension("551d0f", bytes.fromhex(usage), CRITICAL),
    ]
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    tbs = tlv(
        0x30,
        b"" if version == 1 else tlv(0xA0, tlv(2, bytes([version - 1]))),
        tlv(2, b"\1" + serial.to_bytes(8, "big")),
        SIGNATURE,
        issuer,
        tlv(0x30, *map(time, dates)),
        subject,
        public,
        tlv(0xA3, tlv(0x30, *filter(None, extensions))) if version == 3 else b"",
    )
    return tlv(0x30, tbs, SIGNATURE, tlv(3, b"\0", signer.sign(tbs)))


NAMES = [
    cn("Corp Root CA"),
    cn("株式会社例示 ルート認証局"),
    cn("🔐 Proxy 👩‍💻"),
    cn("x" * 5000),
    cn(""),
    cn("a,b=c+d\\e\"f<g>;#h /CN=i"),
    cn("trailing blank "),
    name([(CN, PRINTABLE, b"Printable")]),
    name([(CN, IA5, b"alice@corp.example")]),
    name([(CN, BMP, "日本語 BMP é".encode("utf-16-be"))]),
    name([(CN, BMP, "Корпоративный".encode("utf-16-be"))]),
    name([(CN, UNIVERSAL, "四バイト🔐".encode("utf-32-be"))]),
    name([(CN, T61, "Zertifizierungsstelle München".encode("latin-1"))]),
    name([(O, UTF8, b"Only An Organization")]),
    name([(OU, UTF8, b"Only A Unit")]),
    name([(C, PRINTABLE, b"JP")]),
    name(),
    name([(C, PRINTABLE, b"JP")], [(O, UTF8, b"Corp")], [(OU, UTF8, b"IT")], [(CN, UTF8, b"Last")]),
    name([(CN, UTF8, b"First")], [(O, UTF8, b"Corp")], [(OU, UTF8, b"IT")]),
    name([(CN, UTF8, b"One")], [(CN, UTF8, b"Two")]),
    name([(O, UTF8, b"O one"), (CN, UTF8, b"Multi-valued"), (OU, UTF8, b"U")]),
    name([(O, UTF8, b"O one")], [(O, UTF8, b"O two"), (EMAIL, IA5, b"a@b.example")]),
    name(*([(OU, UTF8, b"unit %d" % n)] for n in range(40)), [(CN, UTF8, b"Deep")]),
]
DATES = [
    ("500101000000Z", "491231235959Z"),
    ("700101000000Z", "20500101000000Z"),
    ("000229120000Z", "99991231235959Z"),
    ("19491231235959Z", "21000228235959Z"),
    ("240229235959Z", "20240229235959Z"),
    ("991231235959Z", "000101000000Z"),
    ("691231235959Z", "23991231235959Z"),
]
# version, basicConstraints, keyUsage
SHAPES = [
    (1, None, None),
    (2, None, None),
    (3, None, None),
    (3, "3000", None),
    (3, "30030101ff", None),
    (3, "30060101ff020100", "03020106"),
    (3, "30030101ff", "03020204"),
    (3, "30030101ff", "03020780"),
    (3, "3000", "030205a0"),
    (3, None, "03020106"),
    (3, "30030101ff", "0303070c80"),
]


def pem(der):
    return ssl.DER_cert_to_PEM_cert(der)


def make():
    edwards = ed25519.Ed25519PrivateKey.generate()
    keys = [
        edwards,
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP384R1()),
        rsa.generate_private_key(65537, 2048),
    ]
    ders = []
    for index in range(300):
        at = lambda list: list[index % len(list)]
        # At every third certificate another one is the issuer.
        issuer = NAMES[(index + (index % 3 == 0)) % len(NAMES)]
        version, basic, usage = at(SHAPES)
        # OpenSSL sees that a root's key could not have signed it.
        key = edwards if issuer is at(NAMES) else at(keys)
        parts = (at(NAMES), issuer, key, edwards, at(DATES))
        ders.append(certificate(*parts, version, basic, usage, serial=index * 7919))
    # And as cryptography makes them.
    start = datetime.datetime(2025, 1, 1)
    texts = ["Root", "ルート", "é", "O'Brien & Söhne", "a" * 64]
    for index, (key, text, ca) in enumerate(itertools.product(keys, texts, [True, False, None])):
        subject = x509.Name([
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Corp"),
            x509.NameAttribute(NameOID.COMMON_NAME, text),
        ])
        builder = x509.CertificateBuilder(
            subject, subject, key.public_key(), x509.random_serial_number(), start,
            start + datetime.timedelta(days=3650 * (1 + index % 4), seconds=index),
        )
        if ca is not None:
            builder = builder.add_extension(x509.BasicConstraints(ca, None), True)
        if index % 2:
            flags = [False] * 9
            flags[5] = bool(ca)
            flags[0] = True
            builder = builder.add_extension(x509.KeyUsage(*flags), True)
        digest = None if key is edwards else hashes.SHA256()
        made = builder.sign(key, digest)
        ders.append(made.public_bytes(serialization.Encoding.DER))
    for der in ders:
        put(pem(der))
        put(hashlib.sha256(der).hexdigest())


def chains():
    new = ed25519.Ed25519PrivateKey.generate
    root, middle, low, other = new(), new(), new(), new()
    now = datetime.datetime.now(datetime.timezone.utc)
    at = lambda days: (now + datetime.timedelta(days=days)).strftime("%y%m%d%H%M%SZ")
    today, past, future = (at(-9), at(900)), (at(-900), at(-9)), (at(9), at(900))
    ca = dict(basic="30030101ff", usage="03020106")
    server = dict(basic="3000", usage="03020780")
    R, M, L, S = cn("Root"), cn("Middle"), cn("Low"), cn("www.example.com")
    make_root = lambda dates=today, **more: certificate(R, R, root, root, dates, **{**ca, **more})
    make_middle = lambda dates=today: certificate(M, R, middle, root, dates, **ca)
    make_low = certificate(L, M, low, middle, today, **ca)
    by_root = certificate(S, R, other, root, today, **server)
    by_middle = certificate(S, M, other, middle, today, **server)
    by_low = certificate(S, L, other, low, today, **server)
    itself = certificate(S, S, other, other, today, **server)
    second = certificate(cn("git.example.com"), R, other, root, today, **server)
    other_root = certificate(R, R, other, other, today, **ca)
    cases = {
        "a root": ([make_root()], by_root),
        "a root of version 1": ([make_root(version=1)], by_root),
        "a root without key usage": ([make_root(usage=None)], by_root),
        "a root and its intermediate": ([make_root(), make_middle()], by_middle),
        "three, the root last": ([make_low, make_middle(), make_root()], by_low),
        "two roots of one name": ([make_root(), other_root], by_root),
        "an intermediate alone": ([make_middle()], by_middle),
        "two without their root": ([make_low, make_middle()], by_low),
        "the first and the last of three": ([make_low, make_root()], by_low),
        "a server's own": ([by_root], second),
        "a server's own, issued by itself": ([itself], certificate(cn("x"), S, low, other, today)),
        "a root that has expired": ([make_root(past)], by_root),
        "a root of tomorrow": ([make_root(future)], by_root),
        "an intermediate that has expired": ([make_root(), make_middle(past)], by_middle),
        "a root that may not sign": ([make_root(usage="03020780")], by_root),
        "a root that is no CA": ([make_root(basic="3000", usage=None)], by_root),
        "a root without basic constraints": ([make_root(basic=None, usage=None)], by_root),
        "a version 1 that is no root": ([certificate(M, R, middle, root, today, 1)], by_middle),
    }
    for case, (pasted, shown) in cases.items():
        put(case)
        put("".join(map(pem, pasted)))
        put(pem(shown))


# What the readers say.


def best(attributes):
    """The last common name, or organization, or unit, of pairs."""
    attributes = list(attributes)
    for kind in ("commonName", "organizationName", "organizationalUnitName"):
        found = [value for key, value in attributes if key == kind]
        if found:
            return found[-1]
    return ""


def tried(read, *errors):
    try:
        return str(read())
    except errors:
        return "-"


def by_openssl(text):
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(text)
        file.flush()
        try:
            said = ssl._ssl._test_decode_cert(file.name)
        except ValueError:
            # A name that it cannot decode.
            said = None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=text)
    put(str(context.cert_store_stats()["x509_ca"]))
    for who in "subject", "issuer":
        put("-" if said is None else best(itertools.chain(*said[who])))
    for when in "notBefore", "notAfter":
        put("-" if said is None else tried(lambda: ssl.cert_time_to_seconds(said[when]), ValueError))


def by_cryptography(text):
    try:
        read = x509.load_pem_x509_certificate(text.encode())
    except x509.InvalidVersion:
        for _ in range(5):
            put("-")
        return
    names = {
        NameOID.COMMON_NAME: "commonName",
        NameOID.ORGANIZATION_NAME: "organizationName",
        NameOID.ORGANIZATIONAL_UNIT_NAME: "organizationalUnitName",
    }
    put(tried(lambda: best((names.get(a.oid), a.value) for a in read.subject), ValueError))
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    for when in read.not_valid_before_utc, read.not_valid_after_utc:
        put(str(int((when - epoch).total_seconds())))

    def said(oid, get):
        try:
            return str(get(read.extensions.get_extension_for_oid(oid).value))
        except x509.ExtensionNotFound:
            return "None"

    basic = said(ExtensionOID.BASIC_CONSTRAINTS, lambda value: value.ca)
    usage = said(ExtensionOID.KEY_USAGE, lambda value: value.key_cert_sign)
    put(f"{read.version.name} {basic} {usage}")
    put(read.fingerprint(hashes.SHA256()).hex())


# Names that are longer than RFC 5280 allows are what we want.
warnings.simplefilter("ignore", UserWarning)
if sys.argv[1] == "der":
    text = bytes.fromhex(sys.stdin.read()).decode("ascii")
    body = text.split("-----")[2]
    put(base64.b64decode(body).hex())
elif sys.argv[1] == "read":
    for line in sys.stdin.read().split():
        text = bytes.fromhex(line).decode("ascii")
        by_openssl(text)
        by_cryptography(text)
else:
    {"make": make, "chains": chains}[sys.argv[1]]()
