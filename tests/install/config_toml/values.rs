//! TOML values, keys and comments, many of which look like something else.

use crate::random::Random;

const INSIDE: &[&str] = &[
    "a",
    "gitlab.example.com",
    "#",
    " # [[runners]]",
    "[[runners]]",
    "environment = [",
    "]",
    "}",
    ",",
    "=",
    "日本語",
    "é",
    "😀",
    "\t",
    " ",
    "$HOME",
    "%",
];

const SCALARS: &[&str] = &[
    "0",
    "-17",
    "+9_000",
    "0xDEAD_beef",
    "0o17",
    "0b101",
    "true",
    "false",
    "1.5",
    "-6.6e-34",
    "1_0.0_1E+7",
    "inf",
    "-nan",
    "2023-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "2024-02-29 23:59:59.999+09:00",
    "1979-05-27T07:32:00",
    "1979-05-27",
    "07:32:00.5",
];

const COMMENTS: &[&str] = &[
    "#",
    "# [[runners]]",
    "#environment = [\"A=b\"]",
    "# it's \"quoted\" '''",
    "# 日本語\t[",
    "### executor = \"docker\"",
];

pub(super) fn comment(random: &mut Random) -> String {
    random.of(COMMENTS).to_owned()
}

/// A key that was not there before.
pub(super) fn bare_key(random: &mut Random) -> String {
    let number = random.next() % 1_000_000;
    match random.below(6) {
        0 => format!("KEY-{number}.sub_key"),
        1 => format!("k{number} . \"quoted [[runners]]\" . 'x#y'"),
        2 => format!("{number}"),
        _ => format!("key_{number}"),
    }
}

fn inside(random: &mut Random, more: &[&str]) -> String {
    let all: Vec<_> = INSIDE.iter().chain(more).copied().collect();
    (0..random.below(5)).map(|_| random.of(&all)).collect()
}

fn basic(random: &mut Random) -> String {
    let escapes = ["\\\"", "\\\\", "\\n", "\\u00e9", "\\U0001F600", "'", "'''"];
    format!("\"{}\"", inside(random, &escapes))
}

fn literal(random: &mut Random) -> String {
    format!("'{}'", inside(random, &["\"", "\\", "\"\"\""]))
}

fn long_basic(random: &mut Random) -> String {
    let more = [
        "\n",
        "\n[[runners]]\n",
        "\n  environment = []\n",
        "\\\"\"\"",
        "\\\\",
        "\\\n  ",
        "'''",
    ];
    let end = random.of(&["", "", "a\"", "a\"\""]);
    format!("\"\"\"{}{end}\"\"\"", inside(random, &more))
}

fn long_literal(random: &mut Random) -> String {
    let more = [
        "\n",
        "\n[[runners]]\n",
        "\nexecutor = 'docker'\n",
        "\\",
        "\"\"\"",
        " '' x",
    ];
    let end = random.of(&["", "", "a'", "a''"]);
    format!("'''{}{end}'''", inside(random, &more))
}

fn array(random: &mut Random, depth: usize) -> String {
    let gap = |random: &mut Random| match random.below(6) {
        0 => "\n".to_owned(),
        1 => format!(" {}\n\t", random.of(COMMENTS)),
        2 => "\n    \n".to_owned(),
        _ => random.of(&["", " "]).to_owned(),
    };
    let mut array = "[".to_owned() + &gap(random);
    let length = random.below(4);
    for index in 0..length {
        array += &value(random, depth + 1);
        array += &gap(random);
        if index + 1 < length || random.below(2) == 0 {
            array += ",";
            array += &gap(random);
        }
    }
    array + "]"
}

fn inline_table(random: &mut Random, depth: usize) -> String {
    let keys = ["a", "b.c", "b . d", "\"environment\"", "'[[runners]]'"];
    let entry = |key: &&str| format!("{key} = {}", one_line(random, depth + 1));
    let entries: Vec<_> = keys[..depth.min(1) + 2].iter().map(entry).collect();
    let blank = if entries.len() == 2 { " " } else { "" };
    format!("{{{blank}{}{blank}}}", entries.join(", "))
}

fn one_line(random: &mut Random, depth: usize) -> String {
    match random.below(6) {
        0 => literal(random),
        1 if depth < 3 => inline_table(random, depth),
        2 => "[1, [\"a]\", '#'], ]".to_owned(),
        3 => "{}".to_owned(),
        4 => random.of(SCALARS).to_owned(),
        _ => basic(random),
    }
}

/// Any value; nested no deeper than a few levels.
pub(super) fn value(random: &mut Random, depth: usize) -> String {
    match random.below(12) {
        0 => long_basic(random),
        1 => long_literal(random),
        2 | 3 if depth < 2 => array(random, depth),
        4 => one_line(random, depth),
        5 | 6 => literal(random),
        7 | 8 => random.of(SCALARS).to_owned(),
        _ => basic(random),
    }
}
