//! systemd unit files and drop-ins: `Environment=` (systemd.exec(5), systemd.syntax(7),
//! systemd.unit(5) "Specifiers").
//!
//! systemd first splits the line into words, unquoting `"…"` and undoing C escapes, and only then
//! expands `%` specifiers. So `\` and `"` get a backslash and every `%` is doubled, also where the
//! next letter is no specifier today: `%C3` would silently become a directory's name. `$` is not
//! special in `Environment=` (it is in `ExecStart=`), and `#` and `;` only at the start of a line.
//!
//! Unicode's noncharacters (U+FFFE and its like) are refused in any writing (`unichar_is_valid` in
//! src/basic/utf8.c); no URL and no host name, which is all we write, has one.

use super::{Holds, Language, Text};

/// Lines of a unit file.
pub enum Unit {}

/// What a program prints, for a person to compare.
pub enum Output {}

/// The line `Environment="NAME=value"`.
pub fn environment<L: Language>(name: &'static str, value: &Text<L>) -> Text<Unit>
where
    Unit: Holds<L>,
{
    let written = value
        .as_str()
        .replace('\\', r"\\")
        .replace('"', "\\\"")
        .replace('%', "%%");
    let mut line = Text::constant("Environment=\"");
    line.push(&Text::constant(name));
    line.push(&Text::constant("="));
    line.push(&Text::quote(written, value));
    line.push(&Text::constant("\"\n"));
    line
}

/// Values as a program prints them, as they are.
pub fn printed<L: Language>(value: &Text<L>) -> Text<Output>
where
    Output: Holds<L>,
{
    Text::quote(value.as_str().to_owned(), value)
}

fn escaped(value: &str) -> String {
    let mut escaped = String::new();
    for c in value.chars() {
        if matches!(c, '"' | '\\' | '`' | '$') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// What `systemctl show --property=Environment` prints of these variables: one line, words with
/// special characters in double quotes (shell_maybe_quote in systemd's src/basic/escape.c).
pub fn show(variables: &[(&'static str, Text<Output>)]) -> Text<Output> {
    // All of them ASCII, so bytes do; a list of hundreds of hosts is looked through at each key, and
    // nearly all of it is letters and digits.
    const SPECIAL: &[u8] = b" \"\\`$*?['()<>|&;!";
    let special = |byte: u8| !byte.is_ascii_alphanumeric() && SPECIAL.contains(&byte);
    let mut line = Text::constant("Environment=");
    for (index, (name, value)) in variables.iter().enumerate() {
        if index > 0 {
            line.push(&Text::constant(" "));
        }
        let quoted = value.as_str().bytes().any(special);
        let quote = Text::constant(if quoted { "\"" } else { "" });
        let escaped = Text::new(match quoted {
            false => value.as_str().to_owned(),
            true => escaped(value.as_str()),
        });
        let parts = [
            &quote,
            &Text::constant(name),
            &Text::constant("="),
            &escaped,
            &quote,
        ];
        line.push(&Text::concat(parts));
    }
    line
}
