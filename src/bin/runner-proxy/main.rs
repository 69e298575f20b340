//! The command's door: `runner-proxy render FORM.json --out DIR`, `runner-proxy fields`, and what the
//! project knows of the programs on such a host.

mod explain;
mod no_proxy;

use lexopt::Arg;
use runner_proxy::artifacts::{self, OutFile};
use runner_proxy::form::{self, Control, FIELDS, Form, Problem};
use runner_proxy::knowledge::failures;
use runner_proxy::say::message;
use runner_proxy::say::{Lang, Message, Say, say};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;
use std::{env, fs};

const USAGE: Say = say(
    "Usage:
  runner-proxy render FORM.json --out DIR   write every file below DIR (FORM.json: - is stdin)
  runner-proxy fields                       list the questions of the form
  runner-proxy explain [NAME]               say what the log on stdin means, or a failure by its name
  runner-proxy no-proxy LIST HOST           tell which clients reach HOST directly with NO_PROXY=LIST
Options:
  --lang en|ja   language of messages and of README.md (else LC_ALL, LC_MESSAGES, LANG)
Environment:
  RUNNER_PROXY_PASSWORD   the password, instead of the form's
Exit status: 0 done, or a failure recognised; 1 reading or writing failed, or nothing was
recognised; 2 the form or the usage is refused.
",
    "使い方：
  runner-proxy render FORM.json --out DIR   すべてのファイルを DIR の下に書きます（FORM.json が - なら標準入力）
  runner-proxy fields                       フォームの項目を一覧にします
  runner-proxy explain [名前]               標準入力のログ、または名前で指定した失敗の意味を説明します
  runner-proxy no-proxy LIST HOST           NO_PROXY=LIST のとき、HOST に直接つなぐクライアントを示します
オプション：
  --lang en|ja   メッセージと README.md の言語（指定しなければ LC_ALL、LC_MESSAGES、LANG に従います）
環境変数：
  RUNNER_PROXY_PASSWORD   パスワード（フォームに書く代わりに）
終了ステータス：0 終わったか、失敗を認識しました。1 読み書きに失敗したか、何も認識できませんでした。
2 フォームか使い方に誤りがあります。
",
);

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
}

enum Job {
    Help,
    Fields,
    Explain(Option<String>),
    Render { form: OsString, out: PathBuf },
    NoProxy { list: String, host: String },
}

fn main() -> ExitCode {
    let mut lang = language_of_locale();
    let outcome = arguments(&mut lang).and_then(|job| match job {
        Job::Help => print(USAGE.pick(lang)),
        Job::Fields => print(&fields(lang)),
        Job::Explain(name) => explain(name.as_deref(), lang),
        Job::Render { form, out } => render(&form, &out, lang),
        Job::NoProxy { list, host } => no_proxy::table(&list, &host, lang)
            .map_err(Stop::Usage)
            .and_then(|table| print(&table)),
    });
    let Err(stop) = outcome else {
        return ExitCode::SUCCESS;
    };
    match stop {
        Stop::Usage(message) => {
            let (message, usage) = (message.pick(lang), USAGE.pick(lang).trim_end());
            complain(&format!("usage: {message}\n\n{usage}"));
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

fn arguments(lang: &mut Lang) -> Result<Job, Stop> {
    let usage = |error: lexopt::Error| {
        Stop::Usage(message!("{error}.", "使い方に誤りがあります（{error}）。"))
    };
    let mut parser = lexopt::Parser::from_env();
    let mut words: Vec<OsString> = Vec::new();
    let mut out = None;
    let mut help = false;
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            Arg::Long("lang") => {
                let tag = parser.value().map_err(usage)?;
                let tag = tag.to_string_lossy();
                let known = Lang::ALL.into_iter().find(|lang| lang.tag() == tag);
                *lang = known.ok_or_else(|| {
                    Stop::Usage(message!(
                        "--lang is en or ja, not “{tag}”.",
                        "--lang に指定できるのは en か ja です（「{tag}」ではありません）。",
                    ))
                })?;
            }
            Arg::Long("out") => out = Some(PathBuf::from(parser.value().map_err(usage)?)),
            Arg::Long("help") | Arg::Short('h') => help = true,
            Arg::Value(word) => words.push(word),
            other => return Err(usage(other.unexpected())),
        }
    }
    let words_as_text: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let words_as_text: Vec<&str> = words_as_text.iter().map(AsRef::as_ref).collect();
    match (words_as_text.as_slice(), out) {
        _ if help => Ok(Job::Help),
        (["help"], None) => Ok(Job::Help),
        (["fields"], None) => Ok(Job::Fields),
        (["explain"], None) => Ok(Job::Explain(None)),
        (["explain", name], None) => Ok(Job::Explain(Some((*name).to_owned()))),
        (["render", _], Some(out)) => Ok(Job::Render {
            form: words.swap_remove(1),
            out,
        }),
        (["render", _], None) => Err(Stop::Usage(
            say(
                "Name a directory: --out DIR.",
                "--out DIR でディレクトリーを指定してください。",
            )
            .into(),
        )),
        (["no-proxy", list, host], None) => Ok(Job::NoProxy {
            list: (*list).to_owned(),
            host: (*host).to_owned(),
        }),
        (["no-proxy", ..], _) => Err(Stop::Usage(
            say(
                "Name the list, in quotes, and a host: no-proxy '.corp.example,10.0.0.5' gitlab.corp.example.",
                "リスト（引用符で囲みます）とホストを書いてください。例：no-proxy '.corp.example,10.0.0.5' gitlab.corp.example",
            )
            .into(),
        )),
        (["render"], _) => Err(Stop::Usage(
            say(
                "Name the form: a file, or - for stdin.",
                "フォームのファイルを指定してください（- なら標準入力）。",
            )
            .into(),
        )),
        _ => Err(Stop::Usage(
            say("This is not a command.", "このようなコマンドはありません。").into(),
        )),
    }
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
        return print(&explain::row(failure, lang));
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
    print(&explain::log(&log, lang).ok_or(Stop::Unknown)?)
}

fn render(form: &OsString, out: &Path, lang: Lang) -> Result<(), Stop> {
    let bytes = if form == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(form)
    };
    let bytes = bytes.map_err(|error| failed(Path::new(form), &error))?;
    let mut form = Form::from_json(&bytes).map_err(Stop::Form)?;
    match env::var("RUNNER_PROXY_PASSWORD") {
        Ok(password) => form
            .give_password(password)
            .map_err(|problem| Stop::Form(vec![problem]))?,
        Err(env::VarError::NotPresent) => {}
        Err(env::VarError::NotUnicode(_)) => {
            return Err(Stop::Usage(
                say(
                    "RUNNER_PROXY_PASSWORD is not UTF-8.",
                    "RUNNER_PROXY_PASSWORD が UTF-8 ではありません。",
                )
                .into(),
            ));
        }
    }
    let (ready, warnings) = form::read(&form).ready().map_err(Stop::Form)?;
    let files = artifacts::files(&ready, lang);
    write(out, &files)?;
    for Problem { field, message, .. } in warnings {
        complain(&format!("warning: {field}: {}", message.pick(lang)));
    }
    // The form has no clock, so that it comes to the same files on any day.
    let today = ready.plan().ca.iter().flat_map(|ca| ca.warnings_at(now()));
    for message in today {
        let field = form::fields::CA.name;
        complain(&format!("warning: {field}: {}", message.pick(lang)));
    }
    let written: String = files
        .iter()
        .map(|file| format!("{}\n", out.join(file.artifact.path).display()))
        .collect();
    print(&written)
}

/// Seconds since the epoch; a clock before it counts as the epoch.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

/// Writes all files, or none: files made before a failure are taken away again. An empty directory
/// that was there stays, with mode 0700.
fn write(out: &Path, files: &[OutFile]) -> Result<(), Stop> {
    let mut private = fs::DirBuilder::new();
    private.mode(0o700);
    let existed = match fs::read_dir(out).map(|mut entries| entries.next().is_none()) {
        Ok(true) => true,
        Ok(false) => {
            let shown = out.display();
            return Err(Stop::Io(message!(
                "{shown} is not empty. Name a directory that is absent or empty.",
                "{shown} は空ではありません。存在しないか、空のディレクトリーを指定してください。",
            )));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            private.create(out).map_err(|error| failed(out, &error))?;
            false
        }
        Err(error) => return Err(failed(out, &error)),
    };
    let written = fs::set_permissions(out, fs::Permissions::from_mode(0o700))
        .map_err(|error| failed(out, &error))
        .and_then(|()| files.iter().try_for_each(|file| write_one(out, file)));
    if written.is_err() {
        // The error that stopped us is the one to tell; the directory was empty before.
        for file in files {
            let Some(first) = Path::new(file.artifact.path).iter().next() else {
                continue;
            };
            let made = out.join(first);
            let _ = fs::remove_dir_all(&made).or_else(|_| fs::remove_file(&made));
        }
        if !existed {
            let _ = fs::remove_dir(out);
        }
    }
    written
}

fn write_one(out: &Path, file: &OutFile) -> Result<(), Stop> {
    let path = out.join(file.artifact.path);
    let attempt = || -> io::Result<()> {
        let mut directory = out.to_owned();
        for part in Path::new(file.artifact.path).parent().into_iter().flatten() {
            directory.push(part);
            if !directory.is_dir() {
                fs::create_dir(&directory)?;
                fs::set_permissions(&directory, fs::Permissions::from_mode(0o755))?;
            }
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let mut target = options.open(&path)?;
        target.write_all(&file.bytes)?;
        // Not left to the umask.
        target.set_permissions(fs::Permissions::from_mode(file.mode))
    };
    attempt().map_err(|error| failed(&path, &error))
}

fn print(text: &str) -> Result<(), Stop> {
    let mut stdout = io::stdout().lock();
    let printed = stdout
        .write_all(text.as_bytes())
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
