//! Numbers and names as Wasm writes them (WebAssembly, sections 5.2.2 and 5.2.4).

use crate::Outcome;

/// Bytes, and the place from which on they are read.
pub(super) struct Reader<'a>(pub(super) &'a [u8], pub(super) usize);

impl<'a> Reader<'a> {
    pub(super) fn done(&self) -> bool {
        self.1 >= self.0.len()
    }

    pub(super) fn byte(&mut self) -> Outcome<u8> {
        let byte = self
            .0
            .get(self.1)
            .ok_or("a section of the page's module ends early")?;
        self.1 += 1;
        Ok(*byte)
    }

    fn bits(&mut self) -> Outcome<(u64, u32, u8)> {
        let (mut value, mut width) = (0, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << width;
            width += 7;
            if byte & 0x80 == 0 {
                return Ok((value, width, byte));
            }
            if width > 56 {
                return Err("a number in the page's module is too long".into());
            }
        }
    }

    pub(super) fn number(&mut self) -> Outcome<u32> {
        Ok(u32::try_from(self.bits()?.0)?)
    }

    pub(super) fn signed(&mut self) -> Outcome<i64> {
        let (value, width, last) = self.bits()?;
        let sign = if last & 0x40 != 0 { -1_i64 << width } else { 0 };
        Ok(value as i64 | sign)
    }

    pub(super) fn name(&mut self) -> Outcome<&'a str> {
        let length = self.number()? as usize;
        let bytes = self
            .0
            .get(self.1..self.1 + length)
            .ok_or("a name ends early")?;
        self.1 += length;
        Ok(std::str::from_utf8(bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_specification_writes_them() {
        let mut reader = Reader(&[0xe5, 0x8e, 0x26, 0xc0, 0xbb, 0x78, 0x7f, 0x80], 0);
        assert_eq!(reader.number().ok(), Some(624_485));
        assert_eq!(reader.signed().ok(), Some(-123_456));
        assert_eq!(reader.signed().ok(), Some(-1));
        assert!(reader.number().is_err(), "it ends early");
        assert!(Reader(&[0xff; 10], 0).number().is_err());
    }
}
