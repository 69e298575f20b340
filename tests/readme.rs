//! The tables of README.md are drawn from the tables of the source, so that they cannot differ.
//!
//! `REDRAW=1 cargo test --test readme` draws them anew.

use runner_proxy::artifacts::{ARTIFACTS, Place};
use runner_proxy::form::{Control, FIELDS};
use runner_proxy::knowledge::failures::THEMES;
use std::path::Path;
use std::{env, fs};

fn files() -> String {
    let mut table = String::from("| file | what it is for |\n|---|---|\n");
    for artifact in ARTIFACTS {
        let place = match artifact.place() {
            Place::Host(path) => path,
            Place::Paste(_) | Place::Read => artifact.path,
        };
        table.push_str(&format!("| `{place}` | {} |\n", artifact.why.en));
    }
    table
}

fn fields() -> String {
    let mut table =
        String::from("| name | values (default first) or example | question |\n|---|---|---|\n");
    for field in FIELDS {
        let values = match field.control {
            Control::Choice(choices) => {
                let values: Vec<_> = choices
                    .iter()
                    .map(|choice| format!("`{}`", choice.value))
                    .collect();
                values.join(", ")
            }
            Control::Lines => format!("lines, such as `{}`", field.example),
            Control::Line => format!("such as `{}`", field.example),
            Control::Certificates => "one or more certificates (PEM)".to_owned(),
            Control::Secret => "text, taken as it is".to_owned(),
        };
        table.push_str(&format!(
            "| `{}` | {values} | {} |\n",
            field.name, field.label.en
        ));
    }
    table
}

fn failures() -> String {
    let mut list = String::new();
    for theme in &THEMES {
        list.push_str(&format!("\n**{}**\n\n", theme.title.en));
        for failure in theme.failures {
            list.push_str(&format!("- {} `{}`\n", failure.title.en, failure.id));
        }
    }
    list.push('\n');
    list
}

#[test]
fn the_tables_are_those_of_the_source() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("README.md");
    let mut drawn = readme.clone();
    for (name, table) in [
        ("files", files()),
        ("fields", fields()),
        ("failures", failures()),
    ] {
        let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let from = drawn.find(&start).expect("the table's start") + start.len();
        let to = from + drawn[from..].find(&end).expect("the table's end");
        drawn.replace_range(from..to, &table);
    }
    if env::var_os("REDRAW").is_some() {
        fs::write(&path, &drawn).expect("README.md");
    } else {
        assert_eq!(
            readme, drawn,
            "REDRAW=1 cargo test --test readme draws the tables anew"
        );
    }
}
