//! The command's door: a form rendered or merged, a file inspected, and what the project knows of the
//! programs on such a host.

mod answers;
mod arguments;
mod explain;
mod host_file;
mod in_place;
mod inspect;
mod merge;
mod no_proxy;
mod write;

use arguments::{Job, arguments, usage};
use runner_proxy::artifacts;
use runner_proxy::form::{Control, FIELDS, Problem};
use runner_proxy::knowledge::failures;
use runner_proxy::say::{Lang, Message, message, say};
use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// Why nothing was done.
enum Stop {
    /// The command line is wrong.
    Usage(Message),
    /// The form is refused.
    Form(Vec<Problem>),
    /// Something could not be read or written.
    Io(Message),
    /// Nothing in the log is known.
    Unknown,
    /// All is said: the exit status tells that it is not well.
    Said,
}

fn main() -> ExitCode {
    let mut lang = language_of_locale();
    let outcome = arguments(&mut lang).and_then(|job| match job {
        Job::Help => print(usage(lang)),
        Job::Fields => print(fields(lang)),
        Job::Explain(name) => explain(name.as_deref(), lang),
        Job::Render { form, out } => render(&form, &out, lang),
        Job::Merge(merge) => merge::run(&merge, lang),
        Job::Inspect(inspect) => inspect::run(&inspect, lang),
        Job::NoProxy { list, host } => no_proxy::table(&list, &host, lang)
            .map_err(Stop::Usage)
            .and_then(print),
    });
    let Err(stop) = outcome else {
        return ExitCode::SUCCESS;
    };
    match stop {
        Stop::Usage(message) => {
            let (message, usage) = (message.pick(lang), usage(lang));
            complain(&format!("usage: {message}\n\n{}", usage.trim_end()));
            ExitCode::from(2)
        }
        Stop::Form(problems) => {
            let errors = problems.iter().filter(|problem| problem.is_error());
            for Problem { field, message, .. } in errors {
                complain(&format!("{field}: {}", message.pick(lang)));
            }
            ExitCode::from(2)
        }
        Stop::Io(message) => {
            complain(message.pick(lang));
            ExitCode::from(1)
        }
        Stop::Unknown => {
            complain(explain::nothing(lang).trim_end());
            ExitCode::from(1)
        }
        Stop::Said => ExitCode::from(1),
    }
}

fn language_of_locale() -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = |name| {
        env::var(name)
            .ok()
            .filter(|value: &String| !value.is_empty())
    };
    let locale = names.into_iter().find_map(set).unwrap_or_default();
    Lang::from_tag(&locale).unwrap_or_default()
}

fn fields(lang: Lang) -> String {
    let mut list = String::new();
    for field in FIELDS {
        let (label, help) = (field.label.pick(lang), field.help.pick(lang));
        list.push_str(&format!("{}\n    {label}\n    {help}\n", field.name));
        for choice in field.choices() {
            let (label, consequence) = (choice.label.pick(lang), choice.consequence.pick(lang));
            let value = choice.value;
            list.push_str(&format!(
                "      {value}  {label}\n          {consequence}\n"
            ));
        }
        if !matches!(field.control, Control::Choice(_)) {
            let example = say("for example", "例").pick(lang);
            list.push_str(&format!("      ({example}: {})\n", field.example));
        }
    }
    list
}

fn explain(name: Option<&str>, lang: Lang) -> Result<(), Stop> {
    if let Some(name) = name {
        let failure = failures::by_id(name).ok_or_else(|| {
            Stop::Usage(message!(
                "No known failure is called “{name}”. README.md lists their names.",
                "「{name}」という名前の失敗はありません。名前の一覧は README.md にあります。",
            ))
        })?;
        return print(explain::row(failure, lang));
    }
    if io::stdin().is_terminal() {
        complain(
            say(
                "Paste the message or the log, then press Ctrl+D on a new line.",
                "メッセージかログを貼り付け、新しい行で Ctrl+D を押してください。",
            )
            .pick(lang),
        );
    }
    let mut log = Vec::new();
    let read = io::stdin().read_to_end(&mut log);
    read.map_err(|error| failed(Path::new("stdin"), &error))?;
    print(explain::log(&log, lang).ok_or(Stop::Unknown)?)
}

fn render(form: &OsStr, out: &Path, lang: Lang) -> Result<(), Stop> {
    let (ready, warnings) = answers::read(form)?;
    let files = artifacts::files(&ready, lang);
    write::write(out, &files)?;
    answers::warn(&ready, &warnings, lang);
    let written: String = files
        .iter()
        .map(|file| format!("{}\n", out.join(file.artifact.path).display()))
        .collect();
    print(written)
}

fn print(text: impl AsRef<[u8]>) -> Result<(), Stop> {
    let mut stdout = io::stdout().lock();
    let printed = stdout
        .write_all(text.as_ref())
        .and_then(|()| stdout.flush());
    match printed {
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(failed(Path::new("stdout"), &error))
        }
        _ => Ok(()),
    }
}

/// Tells on stderr; when even that cannot be written, the exit status still tells.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

fn failed(path: &Path, error: &io::Error) -> Stop {
    let path = path.display();
    Stop::Io(message!("{path}: {error}", "{path}: {error}"))
}
