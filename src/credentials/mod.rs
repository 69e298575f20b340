//! What `cntlm.conf` holds in place of a password: `PassNTLMv2`, as [MS-NLMP] defines it and as
//! each cntlm writes it.
//!
//! Computing it here, and not with `cntlm -H`, makes logins possible that cntlm itself gets wrong:
//! it widens bytes instead of reading UTF-8, upper-cases ASCII only, and cuts at its buffers. The
//! hash still is a secret: with it anyone can log in as this user of this domain through NTLMv2.

use crate::text::{Plain, Text};
use hmac::{Hmac, KeyInit, Mac};
use md4::{Digest, Md4};
use md5::Md5;

/// Which cntlm reads the file. Their hashes look alike, and the other one's is accepted silently
/// and fails at the proxy with 407.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashForm {
    /// Up to 0.93: every byte is inverted (`^ 0xFF` in printmem and scanmem of utils.c).
    Inverted,
    /// Since 0.94 (commit 787cc1b of 2024-02-09): the bytes as they are.
    AsIs,
}

/// NTOWFv2 of [MS-NLMP] section 3.3.2, 16 bytes:
/// `HMAC-MD5(MD4(UTF-16LE(password)), UTF-16LE(upper(username) + domain))`.
///
/// The domain is upper-cased in ASCII only, because that is what cntlm sends; the password is
/// neither normalised nor cut.
pub fn ntowfv2(username: &str, domain: &str, password: &str) -> [u8; 16] {
    let nt = Md4::digest(utf16le(password.chars()));
    let identity = utf16le(
        username
            .chars()
            .map(upper)
            .chain(domain.chars().map(|c| c.to_ascii_uppercase())),
    );
    // HMAC pads its key with zeros to one block (RFC 2104, section 2); doing so here makes it a key
    // of the fixed size that cannot be refused.
    let mut key = [0; 64];
    key[..nt.len()].copy_from_slice(&nt);
    let mac = Hmac::<Md5>::new(&key.into()).chain_update(&identity);
    mac.finalize().into_bytes().into()
}

/// `PassNTLMv2`'s value: 32 upper-case hexadecimal digits in the form that this cntlm reads.
pub fn pass_ntlmv2(hash: [u8; 16], form: HashForm) -> Text<Plain> {
    let mask = match form {
        HashForm::Inverted => 0xff,
        HashForm::AsIs => 0,
    };
    Text::hexadecimal(&hash.map(|byte| byte ^ mask))
}

/// Upper case one to one, as Windows compares names: `ß`, whose upper case is two letters, stays.
fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

fn utf16le(text: impl Iterator<Item = char>) -> Vec<u8> {
    let mut units = [0; 2];
    text.flat_map(|c| {
        let units: &[u16] = c.encode_utf16(&mut units);
        units
            .iter()
            .flat_map(|unit| unit.to_le_bytes())
            .collect::<Vec<_>>()
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Not the known answer of [MS-NLMP] section 4.2.4.1.1: it keeps the domain as written, and
    /// cntlm sends it in upper case.
    #[test]
    fn the_sample_of_cntlms_manual_has_both_forms() {
        let hash = ntowfv2("testuser", "corp-uk", "password");
        let form = |form| pass_ntlmv2(hash, form).as_str().to_owned();
        assert_eq!(form(HashForm::Inverted), "1F6839EE15E639893286CF65C5D0A65C");
        assert_eq!(form(HashForm::AsIs), "E097C611EA19C676CD79309A3A2F59A3");
    }

    #[test]
    fn upper_case_is_one_to_one() {
        let cases = [
            ('ö', 'Ö'),
            ('ß', 'ß'),
            ('ŉ', 'ŉ'),
            ('ÿ', 'Ÿ'),
            ('µ', 'Μ'),
            ('1', '1'),
        ];
        for (lower, expected) in cases {
            assert_eq!(upper(lower), expected);
        }
    }
}
