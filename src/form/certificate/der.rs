//! The little of DER (X.690) that a certificate needs: one element after the other.
//!
//! It never calls itself: how deep it looks is how deep the code that uses it is written.

/// Tags of X.690, 8.1.2, each with its class and whether it is constructed.
pub(super) mod tag {
    pub(in super::super) const BOOLEAN: u8 = 0x01;
    pub(in super::super) const INTEGER: u8 = 0x02;
    pub(in super::super) const BIT_STRING: u8 = 0x03;
    pub(in super::super) const OCTET_STRING: u8 = 0x04;
    pub(in super::super) const OBJECT_IDENTIFIER: u8 = 0x06;
    pub(in super::super) const UTF8_STRING: u8 = 0x0c;
    pub(in super::super) const T61_STRING: u8 = 0x14;
    pub(in super::super) const UTC_TIME: u8 = 0x17;
    pub(in super::super) const GENERALIZED_TIME: u8 = 0x18;
    pub(in super::super) const UNIVERSAL_STRING: u8 = 0x1c;
    pub(in super::super) const BMP_STRING: u8 = 0x1e;
    pub(in super::super) const SEQUENCE: u8 = 0x30;
    pub(in super::super) const SET: u8 = 0x31;
    /// `[0] EXPLICIT`.
    pub(in super::super) const EXPLICIT_0: u8 = 0xa0;
    /// `[3] EXPLICIT`.
    pub(in super::super) const EXPLICIT_3: u8 = 0xa3;
}

/// One element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    pub(super) content: &'a [u8],
}

/// Why there is no element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It says that it is longer than what is there.
    CutOff,
    /// Not DER, or not what a certificate has at this place.
    Damaged,
}

/// What is left to read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The next element. BER's indefinite and padded lengths are refused, as Go refuses them (RFC
    /// 5280, 4.1, asks for DER), and so are tags above 30, which no certificate has.
    pub(super) fn next(&mut self) -> Result<Element<'a>, Wrong> {
        let (&tag, rest) = self.0.split_first().ok_or(Wrong::CutOff)?;
        let (&first, mut rest) = rest.split_first().ok_or(Wrong::CutOff)?;
        if tag & 0x1f == 0x1f {
            return Err(Wrong::Damaged);
        }
        let length = match first {
            0..=0x7f => usize::from(first),
            0x81..=0x84 => {
                let count = usize::from(first & 0x7f);
                let (digits, after) = rest.split_at_checked(count).ok_or(Wrong::CutOff)?;
                rest = after;
                // At most four bytes, and a page has 32 bits.
                let length = digits
                    .iter()
                    .fold(0, |length: u32, &digit| length << 8 | u32::from(digit));
                if length < 0x80 || digits.first() == Some(&0) {
                    return Err(Wrong::Damaged);
                }
                usize::try_from(length).map_err(|_| Wrong::Damaged)?
            }
            _ => return Err(Wrong::Damaged),
        };
        let (content, rest) = rest.split_at_checked(length).ok_or(Wrong::CutOff)?;
        self.0 = rest;
        Ok(Element { tag, content })
    }

    /// The next element, which has this tag.
    pub(super) fn expect(&mut self, tag: u8) -> Result<&'a [u8], Wrong> {
        let element = self.next()?;
        match element.tag == tag {
            true => Ok(element.content),
            false => Err(Wrong::Damaged),
        }
    }

    /// The next element when it has this tag; otherwise nothing is read.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Wrong> {
        match self.0.first() {
            Some(&next) if next == tag => self.expect(tag).map(Some),
            _ => Ok(None),
        }
    }

    /// Nothing may be left.
    pub(super) fn end(self) -> Result<(), Wrong> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(Wrong::Damaged),
        }
    }
}

/// A BOOLEAN's content: 00 or FF and nothing else (X.690, 11.1).
pub(super) fn boolean(content: &[u8]) -> Result<bool, Wrong> {
    match content {
        [0x00] => Ok(false),
        [0xff] => Ok(true),
        _ => Err(Wrong::Damaged),
    }
}
