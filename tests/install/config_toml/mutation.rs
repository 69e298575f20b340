//! Documents broken on purpose; some of them stay valid.

use crate::random::Random;

const PIECES: &[&[u8]] = &[
    b"\"",
    b"'",
    b"'''",
    b"\"\"\"",
    b"[",
    b"]",
    b"[[runners]]\n",
    b"\n[runners]\n",
    b"[[",
    b"{",
    b"}",
    b",",
    b"=",
    b".",
    b"#",
    b"\n",
    b"\r",
    b"\r\n",
    b"\\",
    b"\\u12",
    b"\x01",
    b"\x7f",
    b"\x80",
    b"\xc3",
    b"\xef\xbf\xbd",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b" ",
    b"0",
    b"_",
    b"e",
    b"1",
    b"-",
    b":",
    b"runners = 1\n",
    b"runners.a = 1\n",
    b"[runners.docker]\n",
    b"\nenvironment = []\n",
    b"\nexecutor = 'docker'\n",
    b"[\"runners\".docker]\n",
    b"[a.b]\n",
];

/// One document with a few wounds, some from another.
pub(super) fn of(random: &mut Random, document: &[u8], other: &[u8]) -> Vec<u8> {
    let mut document = document.to_vec();
    for _ in 0..=random.below(2) {
        let start = random.below(document.len() + 1);
        let end = (start + random.below(12)).min(document.len());
        match random.below(8) {
            0 => drop(document.drain(start..end)),
            1 => document.truncate(start),
            2 | 3 => drop(document.splice(start..start, random.of(PIECES).iter().copied())),
            4 => drop(document.splice(start..end, random.of(PIECES).iter().copied())),
            5 => {
                let line = line(random, &document);
                let at = line.start;
                let line = document[line].to_vec();
                document.splice(at..at, line);
            }
            6 => {
                let line = line(random, &document);
                document.drain(line);
            }
            _ => {
                let from = other[line(random, other)].to_vec();
                let at = line(random, &document).start;
                document.splice(at..at, from);
            }
        }
    }
    document
}

/// Where a line stands, with its end.
fn line(random: &mut Random, document: &[u8]) -> std::ops::Range<usize> {
    let at = random.below(document.len() + 1);
    let newline = |&byte: &u8| byte == b'\n';
    let start = document[..at]
        .iter()
        .rposition(newline)
        .map_or(0, |end| end + 1);
    let end = document[at..].iter().position(newline);
    start..end.map_or(document.len(), |end| at + end + 1)
}
