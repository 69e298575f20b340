//! From pasted text to certificates: PEM as people have it, with anything between the blocks.

use super::base64;
use super::der::Wrong;
use super::kind::Other;
use super::x509::Certificate;
use crate::form::values::Shown;
use crate::say::message;
use crate::say::{Message, say};

/// The largest paste, in bytes: more than the certificates of all public CAs together.
pub const LARGEST: usize = 1_000_000;

/// Why a paste is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong and what to do. It never holds a secret.
    pub message: Message,
    /// Whether the paste holds or may hold a private key: whoever has it must forget it, and show it
    /// nowhere.
    pub secret: bool,
}

impl From<Other> for Refused {
    fn from(other: Other) -> Self {
        Self {
            message: other.words().into(),
            secret: other.is_secret(),
        }
    }
}

impl From<Message> for Refused {
    fn from(message: Message) -> Self {
        Self {
            message,
            secret: false,
        }
    }
}

/// Reads all blocks. Boundaries are looked for anywhere and not only at the start of a line (RFC
/// 7468, section 3): pastes come indented out of YAML, or on one line out of a variable.
pub(super) fn read(text: &str) -> Result<Vec<Certificate>, Refused> {
    // First of all, and wherever it stands: also half a key is one, and one in a paste too large.
    if has_key(text) {
        return Err(Other::PrivateKey.into());
    }
    if text.len() > LARGEST {
        return Err(Message::from(say(
            "This is larger than 1 MB, more than all certificates there are to trust. Paste only the certificates of the proxy's CA.",
            "1 MB を超えています。プロキシの認証局（CA）の証明書だけを貼り付けてください。",
        ))
        .into());
    }
    let mut certificates: Vec<Certificate> = Vec::new();
    let (mut rest, mut number) = (text, 0);
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        number += 1;
        let (label, after) = after.split_once("-----").ok_or_else(|| cut_off(number))?;
        if let Some(other) = Other::labelled(label) {
            return Err(other.into());
        }
        // The second is what the first releases of OpenSSL wrote.
        if !matches!(label, "CERTIFICATE" | "X509 CERTIFICATE") {
            return Err(labelled(label).into());
        }
        let (body, end) = after.split_once("-----").ok_or_else(|| cut_off(number))?;
        let end = end
            .strip_prefix("END ")
            .and_then(|end| end.strip_prefix(label));
        let end = end.and_then(|end| end.strip_prefix("-----"));
        rest = end.ok_or_else(|| cut_off(number))?;
        let der = base64::decode(body).ok_or_else(|| damaged(number))?;
        let certificate =
            Certificate::read(&der).map_err(|wrong| match (Other::of(&der), wrong) {
                (Some(other), _) => other.into(),
                (None, Wrong::CutOff) => Refused::from(cut_off(number)),
                (None, Wrong::Damaged) => damaged(number).into(),
            })?;
        // Two bundles pasted one after the other often share their root.
        if !certificates.iter().any(|known| known.der == der) {
            certificates.push(certificate);
        }
    }
    match certificates.is_empty() {
        true => Err(without_blocks(text)),
        false => Ok(certificates),
    }
}

/// A boundary of a private key: PKCS #1, SEC 1, PKCS #8, encrypted or not, OpenSSH's, OpenPGP's, also
/// when its hyphens are damaged; and PuTTY's `Private-Lines`.
fn has_key(text: &str) -> bool {
    // Between the two only other words of the label, as in “BEGIN RSA PRIVATE KEY”.
    let named = text.match_indices("PRIVATE KEY").any(|(at, _)| {
        let label = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' ';
        let before = text[..at].trim_end_matches(label);
        let words = &text[before.len()..at];
        words.contains("BEGIN ") || words.contains("END ")
    });
    named || text.contains("Private-Lines:")
}

/// What binary text is, by the version at its start: all of ASCII is left of it, and each byte of
/// the length before it became one character, or two became one.
fn binary(text: &str) -> Option<Other> {
    let mut start = [' '; 8];
    for (place, c) in start.iter_mut().zip(text.chars()) {
        *place = c;
    }
    // Further on there is the version of a request.
    let places = if start[1].is_ascii() { 2..=2 } else { 3..=4 };
    let version = |at: usize| match start[at..at + 3] {
        ['\u{2}', '\u{1}', '\0' | '\u{1}'] => Some(Other::PrivateKey),
        ['\u{2}', '\u{1}', '\u{3}'] => Some(Other::Pkcs12),
        _ => None,
    };
    { places }.find_map(version).filter(|_| start[0] == '0')
}

/// A paste without any block.
fn without_blocks(text: &str) -> Refused {
    let inside = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if inside.is_empty() {
        return Message::from(say(
            "There is nothing here. Paste the root certificate of the proxy's CA, from BEGIN CERTIFICATE to END CERTIFICATE.",
            "何も入力されていません。プロキシの認証局（CA）のルート証明書を、BEGIN CERTIFICATE から END CERTIFICATE まで貼り付けてください。",
        ))
        .into();
    }
    // Bytes that are no UTF-8 come as U+FFFD.
    if inside.contains(|c: char| c.is_control() && !c.is_whitespace() || c == '\u{fffd}') {
        if let Some(other) = binary(inside) {
            return other.into();
        }
        return Refused {
            message: say(
                "This is a binary file and not text, perhaps a certificate in DER form (.cer, .der). Paste what `openssl x509 -inform der -in FILE` prints; on Windows export it as “Base-64 encoded X.509”.",
                "これはテキストではなくバイナリーです。おそらく DER 形式の証明書（.cer、.der）です。`openssl x509 -inform der -in ファイル名` の出力を貼り付けるか、Windows なら「Base-64 encoded X.509」の形式でエクスポートし直してください。",
            )
            .into(),
            // An encrypted key looks like a certificate from here.
            secret: true,
        };
    }
    if let Some(der) = base64::decode(inside) {
        if let Some(other) = Other::of(&der) {
            return other.into();
        }
        if Certificate::read(&der).is_ok() {
            return Message::from(say(
                "The lines around the certificate are missing. Put -----BEGIN CERTIFICATE----- before it and -----END CERTIFICATE----- after it, each on a line of its own.",
                "証明書の前後の行がありません。前に -----BEGIN CERTIFICATE----- 、後に -----END CERTIFICATE----- を、それぞれ独立した行として付けてください。",
            ))
            .into();
        }
    }
    if inside.contains("CERTIFICATE") {
        return Message::from(say(
            "The line before the certificate is not complete. It must read -----BEGIN CERTIFICATE----- with five hyphens on each side, and the last one -----END CERTIFICATE-----. Copy both lines as well, from a plain text editor.",
            "証明書の前の行が正しくありません。前の行は -----BEGIN CERTIFICATE----- 、後の行は -----END CERTIFICATE----- で、両側にハイフンが五つずつ必要です。テキストエディターから、この二行も含めてコピーしてください。",
        ))
        .into();
    }
    Message::from(say(
        "There is no certificate in this text. It is a block of letters and digits between the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----. Ask the people who run the proxy for the root certificate of their CA, as PEM.",
        "このテキストには証明書がありません。証明書は -----BEGIN CERTIFICATE----- と -----END CERTIFICATE----- の行に挟まれた英数字のかたまりです。プロキシの管理者から、認証局（CA）のルート証明書を PEM 形式でもらってください。",
    ))
    .into()
}

fn labelled(label: &str) -> Message {
    let label = Shown(label);
    message!(
        "This holds a block “{label}”, which is not a certificate. Paste only the blocks from BEGIN CERTIFICATE to END CERTIFICATE.",
        "証明書ではないブロック「{label}」が含まれています。BEGIN CERTIFICATE から END CERTIFICATE までのブロックだけを貼り付けてください。",
    )
}

fn cut_off(number: usize) -> Message {
    message!(
        "Block {number} is cut off. Copy it again, from the line BEGIN CERTIFICATE through the line END CERTIFICATE.",
        "{number} 番目のブロックが途中で切れています。BEGIN CERTIFICATE の行から END CERTIFICATE の行まで、もう一度コピーしてください。",
    )
}

fn damaged(number: usize) -> Message {
    message!(
        "Block {number} cannot be read as a certificate: something in it was changed or left out. Copy it again from the file; `openssl x509 -noout -subject -in FILE` says whether that one is whole.",
        "{number} 番目のブロックは証明書として読めません。途中が変わったか、抜けています。元のファイルからコピーし直してください。元のファイルが正しいかどうかは `openssl x509 -noout -subject -in ファイル名` で分かります。",
    )
}
