//! Why a document is no TOML, in words of our own: `toml_parser` knows what it expected, in English.

use crate::existing::{NotRead, place};
use crate::say::{Message, Say, message, say};
use toml_parser::{Expected, ParseError};

/// What our own reading says of a name that is there already.
pub(super) const DUPLICATE: &str = "duplicate key";

/// And of a key with too many names.
pub(super) const TOO_DEEP: &str = "recursion";

/// Where reading stopped, and why.
pub(super) struct Refused {
    at: usize,
    why: Why,
}

enum Why {
    Words(Say),
    /// A piece of TOML's own syntax that is missing.
    Missing(&'static str),
}

impl Refused {
    pub(super) fn new(error: &ParseError) -> Self {
        let span = error.unexpected().or_else(|| error.context());
        Self {
            at: span.map_or(0, |span| span.start()),
            why: why(error),
        }
    }

    pub(super) fn told(&self, text: &str) -> NotRead {
        let (line, column) = place(text, self.at);
        NotRead {
            line,
            column,
            expected: match (self.meant(text), &self.why) {
                (Some(words), _) => words.into(),
                (None, Why::Words(words)) => (*words).into(),
                (None, Why::Missing(piece)) => missing(piece),
            },
        }
    }

    /// What a person meant where the parser only sees that a value goes wrong.
    fn meant(&self, text: &str) -> Option<Say> {
        let piece = match self.why {
            Why::Words(TEXT) => "",
            Why::Missing(piece @ ("true" | "false" | "nan" | "inf" | ",")) => piece,
            _ => return None,
        };
        let (before, rest) = text.split_at_checked(self.at)?;
        let (above, indent) = before.rsplit_once('\n').unwrap_or(("", before));
        let line = rest.lines().next().unwrap_or_default();
        // Only in a list a value may begin a line. What begins like another key, or like a header,
        // is no element of it.
        let is_bare = |c: char| c.is_ascii_alphanumeric() || "-_. \t".contains(c);
        let key = line.split_once('=').map_or("", |(key, _)| key);
        let is_key = !key.is_empty() && key.chars().all(is_bare) && indent.trim().is_empty();
        let is_header = indent.trim_start().starts_with('[') && line.contains(']');
        let in_list = above
            .rfind(['[', '{'])
            .is_some_and(|at| above[at..].starts_with('['));
        if in_list && (is_key || is_header) {
            return Some(OPEN_LIST);
        }
        if piece == "," {
            return None;
        }
        let end = line.find([',', ']', '}', '#', ' ', '\t']);
        let word = line[..end.unwrap_or(line.len())].to_ascii_lowercase();
        let begun = word.len() > 2 && piece.starts_with(&*word);
        match &*word {
            "true" | "false" | "nan" | "inf" => Some(LOWER),
            _ if begun => None,
            _ => Some(TEXT),
        }
    }
}

const TEXT: Say = say(
    "Text must stand in quotes: write \"…\" around it.",
    "文字列は引用符が必要です。\"…\" で囲んでください。",
);

const LOWER: Say = say(
    "TOML knows this word in lower case only: write `true` or `false`.",
    "TOML ではこの語は小文字だけです。`true` か `false` と書いてください。",
);

const OPEN_LIST: Say = say(
    "A list that begins above is not closed: `]` is missing before this line.",
    "前の行から始まる並びが閉じていません。この行の前に `]` が必要です。",
);

fn missing(piece: &'static str) -> Message {
    message!(
        "`{piece}` is missing here.",
        "ここに `{piece}` が必要です。"
    )
}

/// The words for each of toml_parser's expectations; what is not in it is told by the last row.
const WORDS: &[(&[&str], Say)] = &[
    (
        &["\n", "#"],
        say(
            "The line should end here, or go on with a `#` and a comment.",
            "ここで行が終わるか、`#` とコメントが続くはずです。",
        ),
    ),
    (
        &["key", "letters"],
        say(
            "A key should stand here: letters, digits, `-` and `_`, or any text in quotes.",
            "ここにはキー（英数字と `-`、`_`、または引用符で囲んだ文字列）が入るはずです。",
        ),
    ),
    (
        &["value"],
        say(
            "A value should stand here: text in quotes, a number, `true` or `false`, a date, `[…]` or `{…}`.",
            "ここには値（引用符で囲んだ文字列、数、`true` か `false`、日時、`[…]`、`{…}`）が入るはずです。",
        ),
    ),
    (&["literal string", "multi-line basic string"], TEXT),
    (
        &["digits"],
        say(
            "A number should go on with a digit here.",
            "ここには数字が続くはずです。",
        ),
    ),
    (
        &["b", "unicode hexadecimal value"],
        say(
            "After a backslash inside \"…\" only b, f, n, r, t, u, U, \" and \\ may stand. Double the backslash, or write '…' instead.",
            "\"…\" の中でバックスラッシュの後に書けるのは b、f、n、r、t、u、U、\"、\\ だけです。バックスラッシュを二つ重ねるか、'…' で囲んでください。",
        ),
    ),
    (
        &[
            "printable characters",
            "non-single-quote visible characters",
            "non-single-quote characters",
            "non-double-quote visible characters",
            // In a string of several lines.
            "\\",
        ],
        say(
            "A control character stands here, which TOML does not allow. Delete it.",
            "ここに制御文字があります。TOML では使えないので、消してください。",
        ),
    ),
];

const TWICE: Say = say(
    "This name stands in the same table already, and TOML allows each only once. Merge the two by hand.",
    "同じテーブルに、この名前がすでにあります。TOML では一度しか書けないので、手作業で一つにまとめてください。",
);

const OTHERWISE: Say = say(
    "This is not TOML: nothing that starts here can be read.",
    "ここから先を TOML として解釈できません。",
);

const DEEP: Say = say(
    "Values are nested too deeply here.",
    "ここは値の入れ子が深すぎます。",
);

fn why(error: &ParseError) -> Why {
    if error.description() == DUPLICATE {
        return Why::Words(TWICE);
    }
    if error.description().contains("recurs") {
        return Why::Words(DEEP);
    }
    let name = match error.expected().and_then(<[Expected]>::first) {
        Some(Expected::Literal(name) | Expected::Description(name)) => *name,
        _ => "value",
    };
    // A key as it may stand in a line has the first name of a string.
    let key = error.expected().is_some_and(|all| all.len() == 3);
    let nothing = error.unexpected().is_some_and(|span| span.is_empty());
    let name = match name {
        "literal string" if key => "key",
        "literal string" if nothing => "value",
        name => name,
    };
    let name = match (error.description().contains("multi-line"), name) {
        (true, "'") => "'''",
        (true, "\"") => "\"\"\"",
        _ => name,
    };
    if let Some((_, words)) = WORDS.iter().find(|(names, _)| names.contains(&name)) {
        return Why::Words(*words);
    }
    let piece = !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic()) && name.len() <= 5;
    if piece {
        Why::Missing(name)
    } else {
        Why::Words(OTHERWISE)
    }
}
