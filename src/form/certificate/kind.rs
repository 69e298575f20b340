//! What is not a certificate, and what to do about each: known by its label (RFC 7468, sections 5 to
//! 13) or by how its DER begins.

use super::der::{Reader, tag};
use crate::say::{Say, say};

/// What people paste in place of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    PrivateKey,
    Request,
    Pkcs7,
    Pkcs12,
    Trusted,
}

impl Other {
    /// What a label stands for; `None` when we know none.
    pub(super) fn labelled(label: &str) -> Option<Self> {
        match label {
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Some(Other::Request),
            "PKCS7" | "PKCS #7 SIGNED DATA" | "CMS" => Some(Other::Pkcs7),
            "TRUSTED CERTIFICATE" => Some(Other::Trusted),
            _ => None,
        }
    }

    /// What DER is, by its first elements; `None` when it is none of these.
    pub(super) fn of(der: &[u8]) -> Option<Self> {
        let first = |bytes| Reader(bytes).next().ok();
        // Whatever is cut off still begins as it did.
        let inside = match der {
            [tag::SEQUENCE, 0..0x80, inside @ ..] => inside,
            [tag::SEQUENCE, length @ 0x80..=0x84, inside @ ..] => {
                inside.get(usize::from(length & 0x7f)..)?
            }
            _ => return None,
        };
        let element = first(inside);
        match (inside, element.map(|element| element.tag)) {
            // The version of a PFX (RFC 7292, 4).
            ([tag::INTEGER, 1, 3, tag::SEQUENCE, ..], _) => Some(Other::Pkcs12),
            // The version of PKCS #1's and SEC 1's keys and of PKCS #8 (RFC 8017, A.1.2; RFC 5915,
            // 3; RFC 5958, 2).
            ([tag::INTEGER, 1, 0 | 1, ..], _) => Some(Other::PrivateKey),
            // EncryptedPrivateKeyInfo (RFC 5958, 3): an algorithm, and the key as an octet string.
            (_, Some(tag::SEQUENCE)) => {
                let element = element?;
                let mut rest = Reader(inside);
                rest.next().ok()?;
                if rest.0.first() == Some(&tag::OCTET_STRING)
                    && element.content.first() == Some(&tag::OBJECT_IDENTIFIER)
                {
                    return Some(Other::PrivateKey);
                }
                // CertificationRequestInfo (RFC 2986, 4.1): version 0 and then a name. A certificate
                // of version 1 has a serial number there, and after it an algorithm.
                let mut info = Reader(element.content);
                let version = info.expect(tag::INTEGER).ok()?;
                let mut name = Reader(info.expect(tag::SEQUENCE).ok()?);
                let named = name.0.is_empty() || name.expect(tag::SET).is_ok();
                (version == [0] && named).then_some(Other::Request)
            }
            // ContentInfo (RFC 2315, 7): 1.2.840.113549.1.7.
            (_, Some(tag::OBJECT_IDENTIFIER)) => {
                const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7];
                let content = element?.content;
                content.starts_with(PKCS7).then_some(Other::Pkcs7)
            }
            _ => None,
        }
    }

    /// What it is and what to do.
    pub(super) fn words(self) -> Say {
        match self {
            Other::PrivateKey => say(
                "This holds a private key. A certificate is public, a key is not, and none of it was kept. If it was sent to anyone, by mail or chat, or lies where others can read it, treat it as leaked and tell the people who run the proxy. Paste only the block from BEGIN CERTIFICATE to END CERTIFICATE.",
                "秘密鍵が含まれています。証明書は公開してよいものですが、秘密鍵は違います。入力は保持していません。メールやチャットで誰かに送った場合や、他人が読める場所にある場合は、漏えいしたものとして扱い、プロキシの管理者に知らせてください。貼り付けるのは BEGIN CERTIFICATE から END CERTIFICATE までだけにしてください。",
            ),
            Other::Request => say(
                "This is a request for a certificate (CSR), not a certificate. Ask the people who run the proxy for the root certificate of their CA.",
                "これは証明書の発行要求（CSR）で、証明書ではありません。プロキシの管理者から、認証局（CA）のルート証明書をもらってください。",
            ),
            Other::Pkcs7 => say(
                "This is a PKCS #7 container (.p7b), which Linux does not read as certificates. Paste what `openssl pkcs7 -print_certs -in FILE` prints; with `-inform der` when the file is binary.",
                "これは PKCS #7 形式（.p7b）で、Linux では証明書として読めません。`openssl pkcs7 -print_certs -in ファイル名` の出力を貼り付けてください。ファイルがバイナリーなら `-inform der` を付けます。",
            ),
            Other::Pkcs12 => say(
                "This is a PKCS #12 file (.pfx, .p12), which mostly holds a private key. Do not pass it on. Paste what `openssl pkcs12 -nokeys -cacerts -in FILE` prints: the CA's certificates without the key.",
                "これは PKCS #12 ファイル（.pfx、.p12）で、多くの場合、秘密鍵を含みます。人に渡さないでください。`openssl pkcs12 -nokeys -cacerts -in ファイル名` の出力（鍵を除いた CA の証明書）を貼り付けてください。",
            ),
            Other::Trusted => say(
                "This is a TRUSTED CERTIFICATE, a form that only OpenSSL reads. Paste what `openssl x509 -in FILE` prints.",
                "これは TRUSTED CERTIFICATE という、OpenSSL だけが読める形式です。`openssl x509 -in ファイル名` の出力を貼り付けてください。",
            ),
        }
    }

    /// Whether it holds or may hold a secret.
    pub(super) fn is_secret(self) -> bool {
        matches!(self, Other::PrivateKey | Other::Pkcs12)
    }
}
