//! Distinguished names (RFC 5280, 4.1.2.4), as far as a person needs them to know one from another.

use super::der::{Reader, Wrong, tag};

/// Who a certificate is for, or who issued it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The last common name (CN), as Go takes it; without one the organization (O), then its unit
    /// (OU); otherwise nothing. Any characters at all: [`Shown`](crate::form::values::Shown) makes
    /// one short line of it.
    pub text: String,
    /// Whether letters may be others than were meant: in T.61 every other writer means another
    /// alphabet, and some bytes are no text.
    pub lossy: bool,
}

/// id-at-commonName, id-at-organizationName and id-at-organizationalUnitName (RFC 5280, A.1), in
/// the order in which we would take them.
const ATTRIBUTES: [&[u8]; 3] = [&[0x55, 4, 3], &[0x55, 4, 10], &[0x55, 4, 11]];

/// Reads the content of a Name: a sequence of sets of attributes.
pub(super) fn read(content: &[u8]) -> Result<Name, Wrong> {
    let mut best = ATTRIBUTES.len();
    let mut name = Name {
        text: String::new(),
        lossy: false,
    };
    let mut sets = Reader(content);
    while !sets.0.is_empty() {
        let mut set = Reader(sets.expect(tag::SET)?);
        while !set.0.is_empty() {
            let mut attribute = Reader(set.expect(tag::SEQUENCE)?);
            let oid = attribute.expect(tag::OBJECT_IDENTIFIER)?;
            let value = attribute.next()?;
            attribute.end()?;
            let rank = ATTRIBUTES.iter().position(|known| *known == oid);
            if let Some(rank) = rank.filter(|rank| *rank <= best) {
                best = rank;
                let (text, lossy) = text(value.tag, value.content);
                name = Name { text, lossy };
            }
        }
    }
    Ok(name)
}

/// A DirectoryString or another string, and whether something may have been lost.
fn text(tag: u8, bytes: &[u8]) -> (String, bool) {
    const LOST: char = char::REPLACEMENT_CHARACTER;
    if tag == tag::UTF8_STRING {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lossy = text.contains(LOST);
        return (text, lossy);
    }
    // One number a character. A BMPString knows no surrogates (X.680, 41.15), and OpenSSL reads no
    // certificate that has them there. PrintableString, IA5String and the like are ASCII. What
    // writers put into a T61String is ISO 8859-1 most of the time, which is also how OpenSSL reads it.
    let width = match tag {
        tag::BMP_STRING => 2,
        tag::UNIVERSAL_STRING => 4,
        _ => 1,
    };
    let mut text = String::new();
    // In T.61 an escape switches to another alphabet.
    let escaped = tag == tag::T61_STRING && bytes.contains(&0x1b);
    let mut lossy = escaped || width == 1 && !bytes.is_ascii();
    for unit in bytes.chunks(width) {
        let number = unit
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte));
        let c = char::from_u32(number).filter(|_| unit.len() == width);
        lossy |= c.is_none();
        text.push(c.unwrap_or(LOST));
    }
    (text, lossy)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever a judge would not read as a certificate at all.
    #[test]
    fn what_is_lost_of_a_name_is_said() {
        let table: &[(u8, &[u8], &str, bool)] = &[
            (tag::UTF8_STRING, "é".as_bytes(), "é", false),
            (tag::UTF8_STRING, b"a\xffb", "a\u{fffd}b", true),
            (tag::BMP_STRING, b"\0a\x65\xe5", "a日", false),
            (tag::BMP_STRING, b"\0ab", "a\u{fffd}", true),
            (
                tag::BMP_STRING,
                b"\xd8\x3d\xdd\x10",
                "\u{fffd}\u{fffd}",
                true,
            ),
            (tag::UNIVERSAL_STRING, b"\0\x01\xf5\x10", "🔐", false),
            (
                tag::UNIVERSAL_STRING,
                b"\x7f\0\0\0\0",
                "\u{fffd}\u{fffd}",
                true,
            ),
            (tag::T61_STRING, b"abc", "abc", false),
            (tag::T61_STRING, b"M\xfcnchen", "München", true),
            (tag::T61_STRING, b"\x1b(Babc", "\u{1b}(Babc", true),
            (0x13, b"Printable", "Printable", false),
            (0x13, b"caf\xe9", "café", true),
        ];
        for (tag, bytes, meant, lossy) in table {
            assert_eq!(
                text(*tag, bytes),
                ((*meant).to_owned(), *lossy),
                "{bytes:?}"
            );
        }
    }
}
