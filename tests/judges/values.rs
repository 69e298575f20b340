//! Adversarial values: everything that a person may type on one line, the same every time.

pub(crate) use super::random::Random;
use runner_proxy::text::{Plain, Text};
use std::collections::HashSet;

/// Texts that mean something to one of the readers.
const WORDS: &[&str] = &[
    // Shells.
    "$",
    "$$",
    "$HOME",
    "${HOME}",
    "${x:-y}",
    "$x",
    "$(id)",
    "$((1))",
    "`id`",
    "~",
    "~root",
    "!",
    "!!",
    "!$",
    "*",
    "?",
    "[a]",
    "{a,b}",
    "a=b",
    "A=b c",
    "-n",
    "-e x",
    "--",
    "\\",
    "\\\\",
    "\\n",
    "\\c",
    "\\0",
    "\\x41",
    "'",
    "''",
    "'''",
    "'\\''",
    "\"",
    "\"\"",
    "\"\"\"",
    "\\\"",
    "#",
    " #",
    "a #b",
    "a#b",
    ";",
    "&",
    "&&",
    "|",
    "<",
    ">",
    "<<EOF",
    "(",
    ")",
    "$'a'",
    "$\"a\"",
    "%",
    "%s",
    "%n",
    "%%",
    "%%%",
    // systemd.
    "%C3%A9",
    "%h",
    "%H",
    "%40",
    "%b5",
    "%E3%81%82",
    "\\s",
    "\\u00e9",
    "\\U0001F600",
    "\\101",
    "$$a",
    "a\\",
    "a\\\\",
    "\\\"a",
    ";a",
    "[Service]",
    "Environment=A=b",
    // YAML.
    "no",
    "No",
    "NO",
    "yes",
    "y",
    "n",
    "on",
    "off",
    "true",
    "False",
    "null",
    "Null",
    "~",
    "1",
    "0x1F",
    "0o17",
    "017",
    "0b1",
    "1e3",
    "1.5",
    "-1",
    "+1",
    ".5",
    ".inf",
    "-.INF",
    ".nan",
    "1_000",
    "12:30:45",
    "2026-11-23",
    "2026-11-23 10:00:00",
    "<<",
    "=",
    "- x",
    "-",
    "? x",
    "?",
    ": x",
    ":",
    ":a",
    "a:",
    "a: b",
    "a:b",
    "a :b",
    "&a",
    "*a",
    "!a",
    "!!str a",
    "|",
    ">",
    "|-",
    "%YAML 1.1",
    "---",
    "--- a",
    "...",
    "@a",
    "`a`",
    "[",
    "]",
    "[]",
    "{",
    "}",
    "{}",
    "{a: b}",
    ",",
    "a, b",
    "''a",
    "\"a",
    "a\"b'c",
    // JSON and TOML.
    r#"{"a": "b\u0041"}"#,
    r#"\u0041"#,
    r#"\b\f\n\r\t"#,
    r#"\e"#,
    "[[runners]]",
    "a = \"b\"",
    "\"\"\"\"",
    "''''",
    "''''''",
    "a'''b\"\"\"c",
    "'''\"\"\"\\",
    // URLs.
    "http://u:p@h:1/",
    "p@:/#%$ \\",
    "+",
    "a+b",
    "%2B",
    "%zz",
    "?a=b&c;d",
    "user@host",
    "CORP\\alice",
    "[fd00::1]",
    "//",
    "..",
    // cntlm.
    "\"a#",
    "a\"#b",
    "\"#\"",
    ";",
    ";a",
    "#a",
    "a;b",
    "x # y",
    "'#'",
    "a\" ",
    // Blanks.
    "",
    " ",
    "  ",
    " a",
    "a ",
    " a b ",
    "\u{a0}",
    "\u{a0}a\u{a0}",
    "a\u{3000}",
    "\u{2003}a",
    "\u{200b}",
    // Unicode.
    "é",
    "e\u{301}",
    "ÿ",
    "µ",
    "ß",
    "Ω\u{fe0f}",
    "日本語",
    "ﾊﾟｽ",
    "パスワード",
    "😀",
    "👩\u{200d}💻",
    "\u{feff}",
    "\u{feff}a",
    "a\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fffd}",
    "\u{10ffff}",
    "\u{1fffe}",
    "\u{fdd0}",
    "\u{202e}abc\u{202c}",
    "\u{2066}a",
    "\u{e000}",
    "\u{ad}",
    "\u{345}",
    "\u{d7ff}",
    "\u{e0001}",
    "\u{1f1ef}\u{1f1f5}",
    "Ā",
    "\u{1e9e}",
    "İ",
    "ı",
];

/// Characters that one language or another reads as something else.
const NASTY: [char; 12] = [' ', '"', '\'', '\\', '$', '%', '#', ';', ':', '-', '{', 'a'];

/// More of them, for the random values.
const SPECIAL: &str = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~abn0uxUN\u{a0}éÿ日😀\u{feff}";

/// All the values, each once: at least 20,000.
pub(crate) fn values() -> Vec<String> {
    let mut values = Vec::new();
    values.extend(WORDS.iter().map(|word| (*word).to_owned()));
    values.extend(
        PAIRS
            .iter()
            .flat_map(|&(a, b)| [format!("{a}{b}"), format!("{b}{a}")]),
    );
    exhaustive(&NASTY, 3, &mut values);
    exhaustive(&NASTY[..7], 4, &mut values);
    for c in ' '..='\u{ff}' {
        values.extend([format!("{c}"), format!("a{c}b"), format!("{c}b{c}")]);
    }
    values.extend(blocks().map(String::from));
    every_character(&mut values);

    let mut random = Random(1);
    let special: Vec<char> = SPECIAL.chars().collect();
    for _ in 0..4_000 {
        let length = 1 + random.below(40);
        values.push((0..length).map(|_| random.of(&special)).collect());
    }
    for _ in 0..4_000 {
        let length = 1 + random.below(5);
        values.push((0..length).map(|_| random.of(WORDS)).collect());
    }
    for _ in 0..20 {
        values.push((0..1024).map(|_| random.of(&special)).collect());
    }
    for length in [3_000, 30_000, 45_000, 45_000] {
        values.push((0..length).map(|_| random.of(&special)).collect());
    }
    values.push("a".repeat(60_000));
    values.push("'".repeat(60_000));

    let mut seen = HashSet::new();
    values.retain(|value| Text::typed(value).is_some() && seen.insert(value.clone()));
    assert!(values.len() >= 20_000, "only {} values", values.len());
    values
}

/// The values as texts.
pub(crate) fn texts(values: &[String]) -> Vec<Text<Plain>> {
    let text = |value: &String| Text::typed(value).expect("one line");
    values.iter().map(text).collect()
}

/// What looks harmless alone.
const PAIRS: [(&str, &str); 8] = [
    ("\\", "\""),
    ("\\", "'"),
    ("%", "%%"),
    ("$", "{x}"),
    ("'", "'''"),
    ("\"", "#"),
    ("é", "\u{301}"),
    ("👩", "\u{200d}"),
];

/// Every string of up to `length` of these characters.
fn exhaustive(alphabet: &[char], length: usize, values: &mut Vec<String>) {
    let mut last = vec![String::new()];
    for _ in 0..length {
        let longer = |text: &String| {
            alphabet
                .iter()
                .map(|c| format!("{text}{c}"))
                .collect::<Vec<_>>()
        };
        last = last.iter().flat_map(longer).collect();
        values.extend(last.iter().cloned());
    }
}

/// A character of every block: blocks begin at multiples of 16 and are no smaller.
fn blocks() -> impl Iterator<Item = char> {
    let mut random = Random(2);
    let near = (0x100..0x2_0000_u32).step_by(32);
    let far = (0x2_0000..0x11_0000_u32).step_by(4096);
    near.chain(far)
        .flat_map(move |start| [start, start + 16].map(|start| start + random.below(16) as u32))
        .filter_map(char::from_u32)
}

/// Every character there is, 256 in each value.
fn every_character(values: &mut Vec<String>) {
    let all: Vec<char> = (' '..=char::MAX)
        .filter(|c| Text::typed(c.encode_utf8(&mut [0; 4])).is_some())
        .collect();
    values.extend(all.chunks(256).map(String::from_iter));
}
