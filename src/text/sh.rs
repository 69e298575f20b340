//! POSIX shell (IEEE Std 1003.1, Shell Command Language, section 2.2 "Quoting").
//!
//! dash, bash and busybox sh are the judges. `$'…'` is not used: dash does not know it.

use super::template::{Piece, Template};
use super::{Charset, File, Holds, Language, Text};

/// A shell word, a command, or a script.
pub enum Sh {}

/// One word that needs no quotes when every character is safe, else in single quotes.
///
/// The safe set leaves out `~` (home directory at the start of a word), `=` (an assignment when the
/// word comes first), `^` (a pipe in the oldest shells) and everything outside ASCII.
pub fn word<L: Language>(text: &Text<L>) -> Text<Sh>
where
    Sh: Holds<L>,
{
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"%+,-./:@_".contains(&b);
    let plain = text.as_str();
    if !plain.is_empty() && plain.bytes().all(safe) {
        Text::quote(plain.to_owned(), text)
    } else {
        single_quoted(text)
    }
}

/// One word in single quotes. Inside them nothing is special but the quote itself, which is closed,
/// escaped and opened again: `'it'\''s'` (section 2.2.2).
pub fn single_quoted<L: Language>(text: &Text<L>) -> Text<Sh>
where
    Sh: Holds<L>,
{
    Text::quote(format!("'{}'", text.as_str().replace('\'', r"'\''")), text)
}

/// One word in double quotes, in which the template's variables stay alive. `$`, `` ` ``, `"` and
/// `\` of the fixed parts get a backslash (section 2.2.3); `!` needs none in a script.
pub fn double_quoted<L: Language>(template: &Template<L>) -> Text<Sh>
where
    Sh: Holds<L>,
{
    let mut written = String::from("\"");
    for (index, piece) in template.pieces.iter().enumerate() {
        match piece {
            Piece::Fixed(text) => {
                for c in text.as_str().chars() {
                    if matches!(c, '$' | '`' | '"' | '\\') {
                        written.push('\\');
                    }
                    written.push(c);
                }
            }
            Piece::Variable(name) => {
                written.push('$');
                // `$NAME` would swallow what follows when that could be part of a name.
                let next = template.pieces.get(index + 1);
                if matches!(next, Some(Piece::Fixed(text)) if text.as_str().starts_with(is_name)) {
                    written.push_str(&format!("{{{name}}}"));
                } else {
                    written.push_str(name);
                }
            }
        }
    }
    written.push('"');
    Text::quote(written, &template.shown)
}

/// The command that prints a file, byte for byte: `printf '…'`, in which open variables stay alive.
///
/// The format is printf's own language (IEEE Std 1003.1, XBD chapter 5): `%` is doubled, `\\` stands
/// for a backslash, and what is not printable ASCII, save the newline, is three octal digits, so that
/// the script itself is ASCII whatever the files hold. `printf %s` would not do that, and `%b` has
/// octal digits of another form. What a variable holds becomes part of the format, so only values
/// without `%` and `\\` may be put in one.
pub fn printf(file: &Template<File>, charset: Charset) -> Text<Sh> {
    let mut written = String::from("printf '");
    for piece in &file.pieces {
        match piece {
            Piece::Fixed(text) => push_format(&mut written, &text.bytes(charset)),
            Piece::Variable(name) => written.push_str(&format!("'\"${name}\"'")),
        }
    }
    written.push('\'');
    Text::quote_lines(0, written, &file.shown)
}

/// A sentence of our own source as a format of printf in single quotes; its `%s` stay what they
/// are.
pub fn format(sentence: &'static str) -> Text<Sh> {
    let mut written = String::from("'");
    for (index, part) in sentence.split('%').enumerate() {
        if index > 0 {
            written.push('%');
        }
        push_format(&mut written, part.as_bytes());
    }
    written.push('\'');
    Text::new(written)
}

/// The program of install.sh: text of our own source, like a constant, that a page gets only after
/// it has started.
pub fn program(text: String) -> Text<Sh> {
    Text::new(text)
}

fn push_format(written: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        match byte {
            b'%' => written.push_str("%%"),
            b'\\' => written.push_str("\\\\"),
            b'\'' => written.push_str(r"'\''"),
            // A word that begins with a dash would be an option.
            b'-' if written == "'" || written == "printf '" => written.push_str("\\055"),
            b' '..=b'~' | b'\n' => written.push(char::from(byte)),
            _ => written.push_str(&format!("\\{byte:03o}")),
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
