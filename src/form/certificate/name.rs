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
    let (text, mut lossy): (String, bool) = match tag {
        tag::UTF8_STRING => (String::from_utf8_lossy(bytes).into_owned(), false),
        tag::BMP_STRING => {
            let units = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            let text = char::decode_utf16(units).map(|c| c.unwrap_or(LOST));
            (text.collect(), !bytes.len().is_multiple_of(2))
        }
        tag::UNIVERSAL_STRING => {
            let scalar = |four: &[u8]| {
                let number = four.iter().fold(0, |n: u32, &b| n << 8 | u32::from(b));
                char::from_u32(number).unwrap_or(LOST)
            };
            (
                bytes.chunks_exact(4).map(scalar).collect(),
                !bytes.len().is_multiple_of(4),
            )
        }
        // PrintableString, IA5String and the like are ASCII. What writers put into a T61String is
        // ISO 8859-1 most of the time, which is also how OpenSSL reads it.
        _ => (
            bytes.iter().copied().map(char::from).collect(),
            !bytes.is_ascii(),
        ),
    };
    lossy |= text.contains(LOST);
    // An escape switches T.61 to another alphabet.
    lossy |= tag == tag::T61_STRING && bytes.contains(&0x1b);
    (text, lossy)
}
