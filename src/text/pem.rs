//! PEM (RFC 7468): certificates as text, in the strict form of section 3, which every reader takes.

use super::Text;
use super::systemd::Output;

/// Certificates, one block after the other.
pub enum Pem {}

/// One certificate from its DER: 64 characters a line, the last line shorter or not.
pub fn certificate(der: &[u8]) -> Text<Pem> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::from("-----BEGIN CERTIFICATE-----\n");
    // 48 bytes make a line.
    for line in der.chunks(48) {
        for group in line.chunks(3) {
            let byte = |at| u32::from(group.get(at).copied().unwrap_or(0));
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for digit in 0..4 {
                let value = bits >> (18 - 6 * digit) & 63;
                written.push(match digit <= group.len() {
                    true => char::from(ALPHABET[value as usize]),
                    false => '=',
                });
            }
        }
        written.push('\n');
    }
    written.push_str("-----END CERTIFICATE-----\n");
    Text::new(written)
}

/// A digest as `openssl x509 -fingerprint` prints it: upper-case hexadecimal pairs with colons.
pub fn fingerprint(digest: &[u8; 32]) -> Text<Output> {
    let pairs: Vec<_> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
    Text::new(pairs.join(":"))
}
