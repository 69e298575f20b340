//! Forms that somebody or something may have filled in, most of them wrong somewhere.

use super::random::Random;
use runner_proxy::form::{Control, FIELDS, Field, Form};

/// Pieces that mean something to one of the readers, ours or theirs.
const PIECES: &[&str] = &[
    "a",
    "B",
    "7",
    "0",
    "-",
    "_",
    ".",
    "..",
    ":",
    "::",
    "/",
    "//",
    "\\",
    "@",
    "%",
    "%C3",
    "%%",
    "$",
    "$$",
    "${x}",
    "$(id)",
    "`id`",
    "#",
    ";",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "*",
    "*.",
    "?",
    "!",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "|",
    "&",
    "&amp;",
    "+",
    "~",
    ":~:",
    "%2B",
    "=",
    ",",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "é",
    "ÿ",
    "µ",
    "ß",
    "日本",
    "👩\u{200d}💻",
    "\u{10ffff}",
    "http://",
    "https://",
    "localhost",
    "10.0.0.1",
    "10.0.0.0/8",
    "fd00::1",
    "[fd00::1]",
    "172.17.0.1",
    ":8080",
    ":65535",
    "proxy.corp.example",
    "gitlab.com",
    "docker0",
    "inet",
    "CORP\\",
    "0x1f",
    "xn--",
    "999",
    "0123",
    "1.10",
];

/// The certificate of an authority.
const ROOT: &str = include_str!("../form/certificates/root.pem");

fn text(random: &mut Random) -> String {
    let length = if random.below(200) == 0 {
        2000
    } else {
        random.below(6)
    };
    (0..length).map(|_| random.of(PIECES)).collect()
}

fn answer(field: &Field, random: &mut Random) -> String {
    if random.below(50) == 0 {
        return text(random);
    }
    match &field.control {
        Control::Choice(choices) => choices[random.below(choices.len())].value.to_owned(),
        Control::Certificates => match random.below(4) {
            0 => ROOT.to_owned(),
            1 => format!("{}{ROOT}{}", text(random), text(random)),
            2 => text(random),
            _ => String::new(),
        },
        // A right answer keeps the other questions interesting, also one with a nasty tail.
        _ if random.below(4) != 0 => field.example.to_owned(),
        Control::Secret => text(random),
        Control::Lines if random.below(2) == 0 => {
            let lines: Vec<_> = (0..random.below(5)).map(|_| text(random)).collect();
            lines.join("\n")
        }
        _ => format!("{}{}", field.example, text(random)),
    }
}

/// A form with an answer to most questions, the password too.
pub(crate) fn any_form(random: &mut Random) -> Form {
    let mut form = Form::default();
    for field in FIELDS {
        form.set(field, answer(field, random));
    }
    form
}
