//! What the command line asks for.

use super::Stop;
use super::host_file::kinds;
use super::inspect::Inspect;
use super::merge::{How, Merge};
use lexopt::{Arg, Parser};
use runner_proxy::existing::Kind;
use runner_proxy::say::{Lang, Message, Say, message, say};
use std::ffi::OsString;
use std::path::PathBuf;

const USAGE: Say = say(
    "Usage:
  runner-proxy render FORM.json --out DIR    write every file below DIR (FORM.json: - is stdin)
  runner-proxy merge FORM.json --into FILE   print FILE with what the form puts into it
  runner-proxy inspect FILE                  say what is wrong in FILE, line by line
  runner-proxy fields                        list the questions of the form
  runner-proxy explain [NAME]                say what the log on stdin means, or a failure by its name
  runner-proxy no-proxy LIST HOST            tell which clients reach HOST directly with NO_PROXY=LIST
Options:
  --lang en|ja        language of messages and of README.md (else LC_ALL, LC_MESSAGES, LANG)
Options of merge and inspect:
  --as KIND           what FILE is, where its path does not tell: KINDS
Options of merge, of which the first three exclude each other:
  --check             write nothing and say whether FILE would change; then the exit status is 1
  --diff              print the difference, for patch -p0
  --in-place          write FILE anew, at once or not at all, with its mode and owner;
                      FILE.runner-proxy-backup keeps the old one
  --runner NAME       change this runner of config.toml, not all that run jobs in Docker (repeatable)
  --docker-in-docker  also set the `privileged` and the volume that the form's docker-in-docker
                      needs: every job of such a runner can become root on the host
Option of inspect:
  --form FORM.json    also say what goes against this form
Environment:
  RUNNER_PROXY_PASSWORD   the password, instead of the form's
The merged file and the difference hold the secrets of FILE and of the form. No message does.
Exit status: 0 done, or a failure recognised; 1 reading or writing failed, nothing was recognised,
FILE cannot be merged, or would change (--check), or holds an error (inspect); 2 the form or the
usage is refused.
",
    "使い方：
  runner-proxy render FORM.json --out DIR    すべてのファイルを DIR の下に書きます（FORM.json が - なら標準入力）
  runner-proxy merge FORM.json --into FILE   フォームの内容を FILE にマージして表示します
  runner-proxy inspect FILE                  FILE の誤りを行ごとに説明します
  runner-proxy fields                        フォームの項目を一覧にします
  runner-proxy explain [名前]                標準入力のログ、または名前で指定した失敗の意味を説明します
  runner-proxy no-proxy LIST HOST            NO_PROXY=LIST のとき、HOST に直接つなぐクライアントを示します
オプション：
  --lang en|ja        メッセージと README.md の言語（指定しなければ LC_ALL、LC_MESSAGES、LANG に従います）
merge と inspect のオプション：
  --as KIND           FILE の種類（パスから分からないとき）：KINDS
merge のオプション（はじめの三つは、どれか一つだけ）：
  --check             何も書かず、FILE が変わるかどうかを示します。変わるなら終了ステータスは 1 です
  --diff              差分を表示します（patch -p0 で適用できます）
  --in-place          FILE を置き換えます。モードと所有者は変わらず、途中で失敗すれば元のままです。
                      元のファイルは FILE.runner-proxy-backup に残ります
  --runner NAME       ジョブを Docker で実行するすべてのランナーではなく、config.toml のこのランナーを
                      変更します（何度でも指定できます）
  --docker-in-docker  docker-in-docker に必要な `privileged` とボリュームも設定します。
                      そのランナーのジョブは、どれもホストの root になれます
inspect のオプション：
  --form FORM.json    このフォームに合わないものも示します
環境変数：
  RUNNER_PROXY_PASSWORD   パスワード（フォームに書く代わりに）
マージしたファイルと差分には、FILE とフォームのパスワードなどがそのまま含まれます。メッセージには含まれません。
終了ステータス：0 正常終了（explain では、失敗を特定できた）。1 読み書きの失敗、失敗を特定できない（explain）、
FILE をマージできない、FILE が変わる（--check）、FILE に誤りがある（inspect）。
2 フォームか使い方の誤り。
",
);

pub(super) fn usage(lang: Lang) -> String {
    USAGE.pick(lang).replace("KINDS", &kinds())
}

pub(super) enum Job {
    Help,
    Fields,
    Explain(Option<String>),
    Render { form: OsString, out: PathBuf },
    Merge(Merge),
    Inspect(Inspect),
    NoProxy { list: String, host: String },
}

/// What was given, and what of it a command has not taken yet.
#[derive(Default)]
struct Given {
    words: Vec<OsString>,
    help: bool,
    out: Option<PathBuf>,
    into: Option<PathBuf>,
    kind: Option<Kind>,
    how: Option<How>,
    runners: Vec<OsString>,
    docker_in_docker: bool,
    form: Option<OsString>,
    /// The options, `--lang` apart, as they were written.
    options: Vec<&'static str>,
}

/// # Errors
/// What is wrong with the usage; `lang` is set as far as it was read.
pub(super) fn arguments(lang: &mut Lang) -> Result<Job, Stop> {
    read(lang).and_then(Given::job).map_err(Stop::Usage)
}

fn read(lang: &mut Lang) -> Result<Given, Message> {
    let mut parser = Parser::from_env();
    let mut given = Given::default();
    while let Some(argument) = parser.next().map_err(wrong)? {
        let option = match argument {
            Arg::Long("lang") => {
                *lang = language(&text(&mut parser)?)?;
                continue;
            }
            Arg::Long("help") | Arg::Short('h') => {
                given.help = true;
                continue;
            }
            Arg::Value(word) => {
                given.words.push(word);
                continue;
            }
            Arg::Long("out") => {
                given.out = Some(parser.value().map_err(wrong)?.into());
                "--out"
            }
            Arg::Long("into") => {
                given.into = Some(parser.value().map_err(wrong)?.into());
                "--into"
            }
            Arg::Long("as") => {
                given.kind = Some(kind(&text(&mut parser)?)?);
                "--as"
            }
            Arg::Long("runner") => {
                given.runners.push(parser.value().map_err(wrong)?);
                "--runner"
            }
            Arg::Long("docker-in-docker") => {
                given.docker_in_docker = true;
                "--docker-in-docker"
            }
            Arg::Long("form") => {
                given.form = Some(parser.value().map_err(wrong)?);
                "--form"
            }
            Arg::Long("check") => given.how(How::Check, "--check")?,
            Arg::Long("diff") => given.how(How::Diff, "--diff")?,
            Arg::Long("in-place") => given.how(How::InPlace, "--in-place")?,
            // As likely a file as an option.
            Arg::Short(letter) => {
                return Err(message!(
                    "There is no option -{letter}. Before a file name that begins with a dash write ./",
                    "-{letter} というオプションはありません。ハイフンで始まるファイル名の前には ./ を付けてください。",
                ));
            }
            other => return Err(wrong(other.unexpected())),
        };
        given.options.push(option);
    }
    Ok(given)
}

fn wrong(error: lexopt::Error) -> Message {
    message!("{error}.", "使い方に誤りがあります（{error}）。")
}

fn text(parser: &mut Parser) -> Result<String, Message> {
    let value = parser.value().map_err(wrong)?;
    Ok(value.to_string_lossy().into_owned())
}

fn language(tag: &str) -> Result<Lang, Message> {
    let known = Lang::ALL.into_iter().find(|lang| lang.tag() == tag);
    known.ok_or_else(|| {
        message!(
            "--lang is en or ja, not “{tag}”.",
            "--lang に指定できるのは en か ja です（「{tag}」ではありません）。",
        )
    })
}

fn kind(name: &str) -> Result<Kind, Message> {
    let known = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| {
        let kinds = kinds();
        message!(
            "--as is one of {kinds}, not “{name}”.",
            "--as に指定できるのは {kinds} です（「{name}」ではありません）。",
        )
    })
}

impl Given {
    fn how(&mut self, how: How, option: &'static str) -> Result<&'static str, Message> {
        match self.how.replace(how) {
            None => Ok(option),
            Some(_) => Err(say(
                "Give one of --check, --diff and --in-place.",
                "--check、--diff、--in-place は、どれか一つだけ指定してください。",
            )
            .into()),
        }
    }

    /// What a command does not know is refused, not ignored.
    fn only(&self, known: &[&str]) -> Result<(), Message> {
        let unknown = self.options.iter().find(|option| !known.contains(option));
        unknown.map_or(Ok(()), |option| {
            Err(message!(
                "This command has no option {option}.",
                "このコマンドに {option} というオプションはありません。",
            ))
        })
    }

    fn job(mut self) -> Result<Job, Message> {
        if self.help {
            return Ok(Job::Help);
        }
        let words: Vec<_> = self
            .words
            .iter()
            .map(|word| word.to_string_lossy())
            .collect();
        let words: Vec<String> = words.into_iter().map(Into::into).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["help"] => self.only(&[]).map(|()| Job::Help),
            ["fields"] => self.only(&[]).map(|()| Job::Fields),
            ["explain"] => self.only(&[]).map(|()| Job::Explain(None)),
            ["explain", name] => {
                self.only(&[])?;
                Ok(Job::Explain(Some((*name).to_owned())))
            }
            ["render", _] => {
                self.only(&["--out"])?;
                let form = self.words.swap_remove(1);
                let out = self.out.ok_or(say(
                    "Name a directory: --out DIR.",
                    "--out DIR でディレクトリーを指定してください。",
                ))?;
                Ok(Job::Render { form, out })
            }
            ["merge", _] => self.merge().map(Job::Merge),
            ["render" | "merge"] => Err(say(
                "Name the form: a file, or - for stdin.",
                "フォームのファイルを指定してください（- なら標準入力）。",
            )
            .into()),
            ["inspect", _] => {
                self.only(&["--as", "--form"])?;
                Ok(Job::Inspect(Inspect {
                    file: self.words.swap_remove(1).into(),
                    kind: self.kind,
                    form: self.form,
                }))
            }
            ["inspect"] => Err(say("Name a file.", "ファイルを指定してください。").into()),
            ["no-proxy", list, host] => {
                self.only(&[])?;
                let (list, host) = ((*list).to_owned(), (*host).to_owned());
                Ok(Job::NoProxy { list, host })
            }
            ["no-proxy", ..] => Err(say(
                "Name the list, in quotes, and a host: no-proxy '.corp.example,10.0.0.5' gitlab.corp.example.",
                "リスト（引用符で囲みます）とホストを書いてください。例：no-proxy '.corp.example,10.0.0.5' gitlab.corp.example",
            )
            .into()),
            _ => Err(say("This is not a command.", "このようなコマンドはありません。").into()),
        }
    }

    fn merge(mut self) -> Result<Merge, Message> {
        self.only(&[
            "--into",
            "--as",
            "--check",
            "--diff",
            "--in-place",
            "--runner",
            "--docker-in-docker",
        ])?;
        let form = self.words.swap_remove(1);
        let into = self.into.ok_or(say(
            "Name the file that is there already: --into FILE.",
            "すでにあるファイルを --into FILE で指定してください。",
        ))?;
        let names = self.runners.iter().map(|name| name.to_string_lossy());
        Ok(Merge {
            form,
            into,
            kind: self.kind,
            how: self.how.unwrap_or(How::Print),
            runners: names.map(Into::into).collect(),
            docker_in_docker: self.docker_in_docker,
        })
    }
}
