//! `cntlm -v` prints every value of its file as it read it; with `-H` it then ends without listening
//! anywhere.

use super::machine::{Scratch, program, run, say, short, verdict};
use super::values::{texts, values};
use runner_proxy::text::cntlm::{Cntlm, line, value};
use runner_proxy::text::{Plain, Text};
use std::path::Path;
use std::process::Command;

/// A key of which every line counts. Of others cntlm logs that it ignores them, and when no syslog
/// listens, each of thousands of lines goes to the machine's console.
const KEY: &str = "ISAScannerAgent ";

/// The longest line that cntlm reads whole, with its newline: `fgets` takes 4,095 bytes, and a
/// newline that is left over reads as an empty line.
const LONGEST_LINE: usize = 4096;

/// What cntlm reads of the file, in order: keys and values.
pub(crate) fn values_read(cntlm: &Path, file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let scratch = Scratch::new("cntlm");
    let path = scratch.write("cntlm.conf", file);
    // `-v` has an effect only before `-c`.
    let mut command = Command::new(cntlm);
    command.arg("-v").arg("-c").arg(path).arg("-H");
    let output = run(&mut command, b"");
    assert!(output.status.success(), "{}", short(&output.stderr));
    let mut read = Vec::new();
    for line in output.stdout.split(|&byte| byte == b'\n') {
        let Some(rest) = line.strip_prefix(b"section: global, ") else {
            continue;
        };
        let equals = rest.windows(4).position(|four| four == b" = '");
        let (key, value) = rest.split_at(equals.expect("a key and a value"));
        // What cntlm read beyond the line's end stands on a line of its own.
        if let Some(value) = value[4..].strip_suffix(b"'") {
            let key = String::from_utf8(key.to_vec()).expect("an ASCII key");
            read.push((key, value.to_vec()));
        }
    }
    read
}

/// What cntlm reads of each of these, written after a key; `None` when it drops the line.
pub(crate) fn read_each(cntlm: &Path, written: &[Vec<u8>]) -> Vec<Option<Vec<u8>>> {
    let mark = |index: usize| format!("<value {index}>").into_bytes();
    let mut file = b"Username u\n".to_vec();
    for (index, written) in written.iter().enumerate() {
        for value in [&mark(index), written] {
            let line = [KEY.as_bytes(), value, b"\n"].concat();
            assert!(line.len() <= LONGEST_LINE, "{} bytes", line.len());
            file.extend(line);
        }
    }
    let read = values_read(cntlm, &file);
    let mut values = read.into_iter().map(|(_, value)| value).skip(1).peekable();
    let each = |index| {
        assert_eq!(values.next(), Some(mark(index)), "the mark of a value");
        values.next_if(|value| *value != mark(index + 1))
    };
    (0..written.len()).map(each).collect()
}

/// One of the encodings of a file: its name, and the bytes of a text.
type Charset = (&'static str, fn(&str) -> Vec<u8>);

fn judge(cntlm: &Path, (charset, bytes): Charset, pairs: &[(&str, Text<Cntlm>)]) {
    let meant: Vec<_> = pairs.iter().map(|(value, _)| bytes(value)).collect();
    let mut read = Vec::new();
    for batch in pairs.chunks(2_000) {
        let written: Vec<_> = batch.iter().map(|(_, text)| bytes(text.as_str())).collect();
        read.extend(read_each(cntlm, &written));
    }
    let read: Vec<_> = read
        .into_iter()
        .map(|value| value.unwrap_or_else(|| b"(dropped)".to_vec()))
        .collect();
    verdict(&format!("cntlm, {charset}"), &meant, &read);
}

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

pub(crate) fn latin1(text: &str) -> Vec<u8> {
    let byte = |c| u8::try_from(u32::from(c)).expect("a character of ISO-8859-1");
    text.chars().map(byte).collect()
}

#[test]
fn cntlm_reads_every_value_that_can_be_written() {
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let texts = texts(&values());
    let mut pairs: Vec<_> = texts
        .iter()
        .filter_map(|text| Some((text.as_str(), value(text)?)))
        .filter(|(_, written)| KEY.len() + written.as_str().len() < LONGEST_LINE)
        .collect();
    judge(&cntlm, ("UTF-8", utf8), &pairs);
    pairs.retain(|(value, _)| value.chars().all(|c| c <= '\u{ff}'));
    judge(&cntlm, ("ISO-8859-1", latin1), &pairs);
}

/// `None` is an answer as well, and it must be the right one: what it refuses, neither way writes.
#[test]
fn cntlm_cannot_read_what_is_refused() {
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let refused: Vec<_> = texts(&values())
        .iter()
        .filter(|text| value(text).is_none() && text.as_str().len() < 4_000)
        .map(|text| utf8(text.as_str()))
        .collect();
    assert!(refused.len() > 1_000, "only {} refused", refused.len());
    let quoted = refused
        .iter()
        .map(|value| [b"\"", value.as_slice(), b"\""].concat());
    // Without a second quote cntlm scans on past its buffer, which is nothing to rely on.
    let closed = |value: &Vec<u8>| {
        let quotes = value.iter().filter(|&&byte| byte == b'"').count();
        !value.trim_ascii_start().starts_with(b"\"") || quotes > 1
    };
    let bare = refused.iter().filter(|value| closed(value)).cloned();
    let meant: Vec<_> = refused
        .iter()
        .chain(refused.iter().filter(|value| closed(value)))
        .collect();
    let written: Vec<_> = quoted.chain(bare).collect();
    let read = written
        .chunks(2_000)
        .flat_map(|some| read_each(&cntlm, some));
    let mut others = 0;
    for (meant, read) in meant.into_iter().zip(read) {
        others += usize::from(read.is_some());
        assert_ne!(
            Some(meant),
            read.as_ref(),
            "{} can be written",
            short(meant)
        );
    }
    say(&format!(
        "cntlm: {} refused values, none can be written ({others} were read as something else)",
        refused.len()
    ));
}

/// The longest line is read whole, and one byte more is not: the limit of the tests is cntlm's own.
#[test]
fn cntlm_reads_lines_up_to_its_limit() {
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let around = line("Domain", &Text::empty()).as_str().len();
    for (length, whole) in [
        (LONGEST_LINE - around, true),
        (LONGEST_LINE - around + 1, false),
    ] {
        let long = "x".repeat(length);
        let text = Text::<Plain>::typed(&long).and_then(|text| value(&text));
        let line = line("Domain", &text.expect("a bare value"));
        let read = values_read(&cntlm, format!("{}Username u\n", line.as_str()).as_bytes());
        let same = read[0] == ("Domain".to_owned(), long.into_bytes());
        assert_eq!(same, whole, "{length} bytes");
    }
}
