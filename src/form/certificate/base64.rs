//! Base64 (RFC 4648, section 4), with blanks anywhere, as PEM has them.

/// The bytes; `None` for a character that has no place there, or a wrong number of them.
///
/// Taken for a blank are also what editors and web pages put in, a no-break space, a zero-width
/// space, a byte order mark, and the two characters `\n` of a line break in JSON. Bits that are left
/// over are ignored, as OpenSSL and Go ignore them.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut digits, mut padding) = (0_u32, 0, 0);
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let value = match c {
            'A'..='Z' => u32::from(c) - u32::from('A'),
            'a'..='z' => u32::from(c) - u32::from('a') + 26,
            '0'..='9' => u32::from(c) - u32::from('0') + 52,
            '+' => 62,
            '/' => 63,
            '=' => {
                padding += 1;
                continue;
            }
            '\\' if matches!(characters.next(), Some('n' | 'r')) => continue,
            '\u{200b}' | '\u{feff}' => continue,
            c if c.is_whitespace() => continue,
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        bits = bits << 6 | value;
        digits += 1;
        if digits % 4 == 0 {
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
            bits = 0;
        }
    }
    // What is left of a group: two digits are a byte, three are two.
    let left = digits % 4;
    if left == 1 || padding != (4 - left) % 4 {
        return None;
    }
    bits <<= 6 * (4 - left);
    let count = [0, 0, 1, 2][left];
    bytes.extend_from_slice(&bits.to_be_bytes()[1..][..count]);
    Some(bytes)
}
