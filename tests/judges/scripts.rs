//! Shell scripts of several lines, for the languages that hold scripts.

use super::values::{Random, texts, values};
use runner_proxy::text::json::{self, Json, Node};
use runner_proxy::text::sh::{self, Sh};
use runner_proxy::text::{Template, Text};

/// Lines of our own between those with values; some are there to mislead a reader of blocks.
const LINES: &[&str] = &[
    "",
    "  indented=1",
    "# comment: - 'a' \"b\"",
    "if true; then",
    "fi",
    "case x in x) ;; esac",
    "a='\n  two lines\n'",
    "\ttab=1",
    "--- ",
    "...",
    "- x: y",
    "trailing blank ",
    "back\\slash \\",
    "'''",
    "\"\"\"",
];

/// Scripts with every value in one of the ways a script can hold it; nobody runs these.
pub(crate) fn scripts() -> Vec<Text<Sh>> {
    let values = texts(&values());
    let mut random = Random(5);
    let mut scripts = Vec::new();
    for batch in values.chunks(3) {
        let mut script = Text::empty();
        for value in batch {
            let written = match random.below(3) {
                0 => sh::word(value),
                1 => sh::single_quoted(&json::string(value)),
                _ => sh::double_quoted(&json::string(value).into()),
            };
            script.push(&Text::constant("printf '%s\\n' "));
            script.push(&written);
            script.push(&Text::constant("\n"));
            if random.below(3) == 0 {
                script.push(&Text::constant(random.of(LINES)));
                script.push(&Text::constant("\n"));
            }
        }
        if random.below(10) == 0 {
            let mut first = Text::constant(random.of(LINES));
            first.push(&Text::constant("\n"));
            script = Text::concat([&first, &script]);
        }
        match random.below(20) {
            0 => script.push(&Text::constant("\n")),
            1 => script.push(&Text::constant("echo no newline at the end")),
            _ => {}
        }
        scripts.push(script);
    }
    scripts.extend(
        [
            "", "\n", "\n\n", " ", " \n", "a", "a\n\n", "\na\n", "'", "''\n",
        ]
        .map(Text::constant),
    );
    scripts
}

/// JSON on one line, its strings of both kinds: known now, and known when the script runs.
pub(crate) fn object(fixed: Text<Json>, open: &'static str) -> Template<Json> {
    Node::Object(vec![
        ("fixed", Node::Leaf(fixed.into())),
        (
            "open",
            Node::one("deep", Node::Leaf(json::open_string(open))),
        ),
    ])
    .inline()
}

/// The command that prints [`object`], and a NUL after it.
pub(crate) fn print_object(fixed: Text<Json>, open: &'static str) -> Text<Sh> {
    let mut command = Text::constant("printf '%s\\0' ");
    command.push(&sh::double_quoted(&object(fixed, open)));
    command.push(&Text::constant("\n"));
    command
}

/// What [`print_object`] prints, without the NUL: the text of both parts as JSON has it.
pub(crate) fn printed_object(fixed: &Text<Json>, open: &str) -> String {
    let fixed = fixed.as_str();
    format!("{{ \"fixed\": {fixed}, \"open\": {{ \"deep\": \"{open}\" }} }}")
}
