//! What cntlm reads of files.

use crate::machine::{Scratch, run};
use std::path::Path;
use std::process::Command;

/// A key in lower case, and its value.
pub(super) type Options = Vec<(String, Vec<u8>)>;

pub(super) fn latin1(text: &str) -> Vec<u8> {
    let byte = |c| u8::try_from(u32::from(c)).expect("a character of ISO-8859-1");
    text.chars().map(byte).collect()
}

/// What cntlm reads of this file. A tunnel that it cannot make ends it before it listens anywhere.
fn options(cntlm: &Path, file: &[u8]) -> Options {
    let scratch = Scratch::new("cntlm-merged");
    let path = scratch.write("cntlm.conf", [b"Tunnel end\n", file].concat());
    // `-v` has an effect only before `-c`.
    let mut command = Command::new(cntlm);
    let output = run(command.arg("-v").arg("-c").arg(path).arg("-H"), b"");
    let start = b"section: ";
    let mut read = Vec::new();
    for line in output.stdout.split(|&byte| byte == b'\n') {
        let Some(rest) = line.strip_prefix(start) else {
            continue;
        };
        let comma = rest
            .windows(2)
            .position(|two| two == b", ")
            .expect("a section");
        let rest = &rest[comma + 2..];
        // An empty key reads as the rest of its line.
        let Some(equals) = rest.windows(4).position(|four| four == b" = '") else {
            read.push(("(garbage)".to_owned(), rest.to_vec()));
            continue;
        };
        let (key, value) = rest.split_at(equals);
        let key = String::from_utf8_lossy(key).to_lowercase();
        read.push((
            key,
            value[4..]
                .strip_suffix(b"'")
                .unwrap_or(b"(garbage)")
                .to_vec(),
        ));
    }
    assert_eq!(read.first(), Some(&("tunnel".to_owned(), b"end".to_vec())));
    read.remove(0);
    read
}

/// What cntlm reads of each. Those that end in a newline are one file, with marks between them.
pub(super) fn options_of_each(cntlm: &Path, files: &[Vec<u8>]) -> Vec<Options> {
    let mut read = vec![None; files.len()];
    let whole: Vec<_> = (0..files.len())
        .filter(|&index| files[index].is_empty() || files[index].ends_with(b"\n"))
        .collect();
    for batch in whole.chunks(500) {
        let mut file = Vec::new();
        for &index in batch {
            file.extend(format!("ISAScannerAgent <{index}>\n").bytes());
            file.extend(&files[index]);
        }
        let mut now = None;
        for (key, value) in options(cntlm, &file) {
            if key == "isascanneragent" {
                let mark = String::from_utf8(value).expect("a mark");
                let index: usize = mark.trim_matches(['<', '>']).parse().expect("a number");
                now = Some(read[index].insert(Options::new()));
            } else {
                now.as_mut().expect("a mark").push((key, value));
            }
        }
    }
    let alone = |(index, read): (usize, Option<Options>)| {
        read.unwrap_or_else(|| options(cntlm, &files[index]))
    };
    read.into_iter().enumerate().map(alone).collect()
}
