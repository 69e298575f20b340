//! A certificate (RFC 5280, 4.1): the fields that say whose it is, how long, and what it may do.

use super::der::{Reader, Wrong, boolean, tag};
use super::name::{self, Name};
use super::time;
use crate::text::Text;
use crate::text::pem;
use crate::text::systemd::Output;
use sha2::{Digest, Sha256};

/// One certificate. Its signature is not checked: that is for the programs that trust it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its bytes.
    pub der: Vec<u8>,
    /// X.509 version: 1, 2 or 3.
    pub version: u8,
    /// Whose it is.
    pub subject: Name,
    /// Who issued it.
    pub issuer: Name,
    /// Issued by the one whose it is, which makes a CA a root (“self-issued”, RFC 5280, 3.2): both
    /// names have the same bytes, as Go compares them.
    pub self_issued: bool,
    /// The first second of its time, since the epoch.
    pub not_before: i64,
    /// The last second of its time, since the epoch.
    pub not_after: i64,
    /// What basicConstraints says of being a CA; `None` when that extension is missing.
    pub ca: Option<bool>,
    /// Whether keyUsage has keyCertSign; `None` when that extension is missing.
    pub key_cert_sign: Option<bool>,
    /// SHA-256 of its bytes.
    pub fingerprint: [u8; 32],
    /// Both names as they are written, to be compared.
    pub(super) issuer_der: Vec<u8>,
    pub(super) subject_der: Vec<u8>,
}

/// id-ce-keyUsage and id-ce-basicConstraints (RFC 5280, 4.2.1).
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];

impl Certificate {
    /// Reads a certificate and nothing after it.
    pub(super) fn read(der: &[u8]) -> Result<Self, Wrong> {
        let mut whole = Reader(der);
        let mut certificate = Reader(whole.expect(tag::SEQUENCE)?);
        whole.end()?;
        let mut tbs = Reader(certificate.expect(tag::SEQUENCE)?);
        certificate.expect(tag::SEQUENCE)?;
        certificate.expect(tag::BIT_STRING)?;
        certificate.end()?;

        let version = match tbs.optional(tag::EXPLICIT_0)? {
            None => 1,
            // The default, which DER leaves out and some writers do not.
            Some([0x02, 1, version @ 0..=2]) => version + 1,
            Some(_) => return Err(Wrong::Damaged),
        };
        tbs.expect(tag::INTEGER)?;
        tbs.expect(tag::SEQUENCE)?;
        let issuer = tbs.expect(tag::SEQUENCE)?;
        let mut validity = Reader(tbs.expect(tag::SEQUENCE)?);
        let [not_before, not_after] = [validity.next()?, validity.next()?];
        validity.end()?;
        let subject = tbs.expect(tag::SEQUENCE)?;
        tbs.expect(tag::SEQUENCE)?;

        let mut said = Extensions::default();
        while !tbs.0.is_empty() {
            // Before the extensions there may be unique identifiers, which nobody uses.
            let element = tbs.next()?;
            if element.tag == tag::EXPLICIT_3 {
                said = Extensions::read(element.content)?;
            }
        }
        Ok(Self {
            version,
            subject: name::read(subject)?,
            issuer: name::read(issuer)?,
            self_issued: issuer == subject,
            not_before: time::read(not_before)?,
            not_after: time::read(not_after)?,
            ca: said.ca,
            key_cert_sign: said.key_cert_sign,
            fingerprint: Sha256::digest(der).into(),
            issuer_der: issuer.to_owned(),
            subject_der: subject.to_owned(),
            der: der.to_owned(),
        })
    }

    /// Whether programs take it for a CA: basicConstraints says so, or it is of version 1, which
    /// knows no extensions, and issued by itself.
    ///
    /// OpenSSL (`check_ca` in v3_purp.c) also takes one of version 3 that has keyCertSign without
    /// basicConstraints; Go does not (`CheckSignatureFrom` in crypto/x509), so it is none here.
    pub fn is_ca(&self) -> bool {
        self.ca.unwrap_or(self.version == 1 && self.self_issued)
    }

    /// The fingerprint as `openssl x509 -noout -fingerprint -sha256` prints it after the `=`.
    pub fn fingerprint(&self) -> Text<Output> {
        pem::fingerprint(&self.fingerprint)
    }
}

/// What the two extensions that we look at say.
#[derive(Default)]
struct Extensions {
    ca: Option<bool>,
    key_cert_sign: Option<bool>,
}

impl Extensions {
    fn read(content: &[u8]) -> Result<Self, Wrong> {
        let mut said = Self::default();
        let mut whole = Reader(content);
        let mut list = Reader(whole.expect(tag::SEQUENCE)?);
        whole.end()?;
        while !list.0.is_empty() {
            let mut extension = Reader(list.expect(tag::SEQUENCE)?);
            let oid = extension.expect(tag::OBJECT_IDENTIFIER)?;
            extension.optional(tag::BOOLEAN)?;
            let mut value = Reader(extension.expect(tag::OCTET_STRING)?);
            extension.end()?;
            let again = match oid {
                BASIC_CONSTRAINTS => said.ca.replace(basic_constraints(&mut value)?),
                KEY_USAGE => said.key_cert_sign.replace(key_cert_sign(&mut value)?),
                _ => None,
            };
            // RFC 5280, 4.2: not more than one of a kind; two could contradict each other.
            if again.is_some() {
                return Err(Wrong::Damaged);
            }
        }
        Ok(said)
    }
}

fn basic_constraints(value: &mut Reader<'_>) -> Result<bool, Wrong> {
    let mut sequence = Reader(value.expect(tag::SEQUENCE)?);
    value.end()?;
    let ca = sequence.optional(tag::BOOLEAN)?;
    sequence.optional(tag::INTEGER)?;
    sequence.end()?;
    ca.map_or(Ok(false), boolean)
}

/// Bit 5 of a BIT STRING, counted from the highest bit of the byte after the number of unused bits.
fn key_cert_sign(value: &mut Reader<'_>) -> Result<bool, Wrong> {
    let bits = value.expect(tag::BIT_STRING)?;
    value.end()?;
    match bits {
        [0..=7, bits @ ..] => Ok(bits.first().is_some_and(|bits| bits & 0x04 != 0)),
        _ => Err(Wrong::Damaged),
    }
}
