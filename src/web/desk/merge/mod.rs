//! A file that the host has already: what is wrong in it, and the same file with what the answers
//! need, as a difference to look at and to take along.
//!
//! It follows the answers with a pause, like the marks beside `NO_PROXY`: to merge a long file takes
//! longer than all that a key does besides.

use super::paste::{Paste, Reader};
use super::{Desk, Given};
use crate::existing::config_toml::{Choice, Runner};
use crate::existing::host::{self, Heard};
use crate::existing::{Any, Change, Finding, Kind, NotRead};
use crate::form::{Form, read};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::leave::Request;
use crate::web::sheet::Copied;
use crate::web::state::{Action, Page};
use gloo::timers::callback::Timeout;
use std::ops::Range;
use std::rc::Rc;
use yew::prelude::*;

mod answers;
mod choice;
mod findings;
mod pasted;
mod rows;
mod take;

pub(in crate::web) use pasted::Pasted;
pub(in crate::web) use take::Merged;

/// How long the answers rest before a file is merged anew.
const AFTER_TYPING_MS: u32 = 200;

/// The most parts of a text that are listed.
const MOST_PIECES: usize = 20;

const LABEL: Say = say(
    "A file of the host, or what a command printed there",
    "ホストにあるファイル、またはホストのコマンドの出力",
);
const HELP: Say = say(
    "`config.toml`, `daemon.json`, Docker's `config.json`, `cntlm.conf` and drop-ins are merged with your answers. From those and from `env`, `ip addr`, `docker info`, `git config -l` or `systemctl show` answers can be taken. It is read in this page, goes nowhere, and is gone when you leave.",
    "`config.toml`、`daemon.json`、Docker の `config.json`、`cntlm.conf`、ドロップインには、今の回答をマージします。これらのファイルや、`env`、`ip addr`、`docker info`、`git config -l`、`systemctl show` の出力からは、回答を取り込めます。このページの中で読むだけで、どこにも送りません。ページを離れると消えます。",
);
const BYTES: Say = say(
    "An opened file comes back byte for byte wherever nothing had to change. A paste carries neither CRLF nor a byte order mark.",
    "開いたファイルは、変更の必要がない部分が 1 バイトも変わらずに戻ります。貼り付けでは、CRLF と BOM は失われます。",
);
const UNKNOWN: Say = say(
    "Nothing known was found in it. If it is one of these files, say which.",
    "対応している内容が見つかりませんでした。次のファイルのどれかなら、種類を選んでください。",
);
const WHICH_SERVICE: Say = say(
    "This is a drop-in of systemd. Say below of which service it is.",
    "systemd のドロップインです。どのサービスのものか、下で選んでください。",
);
const ANSWERS_ONLY: Say = say(
    "No file to merge, as far as it can be told; answers were found.",
    "マージするファイルではないようですが、回答が見つかりました。",
);
const NOT_BROUGHT: Say = say(
    "With your answers this file is not needed, so nothing is merged into it.",
    "今の回答ではこのファイルは必要ないため、何もマージしません。",
);

/// Why there is nothing to show of a file.
fn not_read(refused: &NotRead) -> Message {
    let NotRead {
        line,
        column,
        expected,
    } = refused;
    let (en, ja) = (expected.pick(Lang::En), expected.pick(Lang::Ja));
    message!(
        "Line {line}, column {column}: {en} Nothing is changed.",
        "{line} 行目の {column} 文字目：{ja}何も変更していません。",
    )
}

/// A file as it was read and merged.
pub(super) struct Looked {
    runners: Rc<[Runner]>,
    /// For each of them whether it gets the keys.
    chosen: Choice,
    findings: Vec<Finding>,
    brought: bool,
    /// Whether the answers bring docker-in-docker.
    dind: bool,
    old: AttrValue,
    merged: AttrValue,
    changes: Vec<Change>,
    /// The line that keeps the file from being merged.
    stopped_at: Option<usize>,
    /// Whether there is something to merge into: a chosen runner, in a config.toml.
    into: bool,
    /// Where the old and the new text have secrets.
    secrets: Rc<[Vec<Range<usize>>; 2]>,
}

fn look(kind: Kind, text: &str, pasted: &Pasted, form: &Form) -> Result<Looked, Message> {
    let plan = read(form).plan;
    let old = pasted.read_as(kind, text)?;
    let document = Any::read(kind, &old).map_err(|refused| not_read(&refused))?;
    let runners = document.runners();
    let mut chosen = pasted.choice(runners);
    let docker = runners.iter().skip(chosen.runners.len());
    chosen.runners.extend(docker.map(|runner| runner.docker));
    let merged = document.merge(&plan, &chosen);
    // Where its secrets are has to be known before anything of it is shown.
    let new = Any::read(kind, &merged.text).map_err(|refused| not_read(&refused))?;
    Ok(Looked {
        runners: runners.into(),
        findings: document.findings(Some(&plan)),
        brought: kind.brought(&plan),
        dind: plan.dind.is_some(),
        secrets: Rc::new([document.secrets(), new.secrets()]),
        changes: merged.changes,
        stopped_at: merged.left.first().copied(),
        into: kind != Kind::ConfigToml || chosen.runners.contains(&true),
        chosen,
        merged: merged.text.into(),
        old: old.into_owned().into(),
    })
}

/// What was found, in a sentence or two that are read aloud.
fn summary(
    text: &str,
    heard: Option<&Heard>,
    looked: Option<&Result<Looked, Message>>,
    lang: Lang,
) -> Html {
    let Some(heard) = heard else {
        return Html::default();
    };
    let looked = match looked {
        Some(Ok(looked)) => looked,
        Some(Err(refused)) => return refusal(refused.pick(lang)),
        None if Kind::is_drop_in(text) => return remark(WHICH_SERVICE.pick(lang)),
        None if heard.answers.is_empty() => return remark(UNKNOWN.pick(lang)),
        None => return html! { <p>{ ANSWERS_ONLY.pick(lang) }</p> },
    };
    match looked.stopped_at {
        _ if !looked.brought => remark(NOT_BROUGHT.pick(lang)),
        Some(line) => refusal(stopped_at(line).pick(lang)),
        None => html! { <p>{ found(looked).pick(lang).to_owned() }</p> },
    }
}

fn remark(words: &str) -> Html {
    html! { <p class="nothing">{ words.to_owned() }</p> }
}

fn refusal(words: &str) -> Html {
    html! { <p class="nothing refused">{ words.to_owned() }</p> }
}

fn stopped_at(line: usize) -> Message {
    message!(
        "What begins at line {line} cannot be merged as long as it is wrong, as told below. Nothing is changed.",
        "{line} 行目から始まる部分に誤りがあるため、マージできません。下の説明を見てください。何も変更していません。",
    )
}

/// How much there is to see below.
fn found(looked: &Looked) -> Message {
    let (changes, findings) = (looked.changes.len(), looked.findings.len());
    message!(
        "This is what merging comes to. Changes: {changes}. Worth knowing: {findings}.",
        "マージの結果：変更 {changes} 件、確認が必要な点 {findings} 件。",
    )
}

/// The desk.
pub(super) fn draw(given: &Given) -> Html {
    let page = given.page;
    html! {
        <Merge lang={page.lang} text={page.typed(page.desk)} pasted={Rc::clone(&page.pasted)}
            form={Rc::clone(&page.form)} ready={given.ready} dispatch={page.dispatcher()}
            copied={page.copied()} send={given.send.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    lang: Lang,
    text: AttrValue,
    pasted: Rc<Pasted>,
    form: Rc<Form>,
    /// Whether files may leave: a form without errors.
    ready: bool,
    dispatch: UseReducerDispatcher<Page>,
    /// What was copied last.
    copied: Option<Copied>,
    send: Callback<Request>,
}

#[function_component]
fn Merge(props: &Props) -> Html {
    let lang = props.lang;
    let rested = use_state_eq(|| Rc::clone(&props.form));
    let set = rested.setter();
    use_effect_with(Rc::clone(&props.form), move |form| {
        let form = Rc::clone(form);
        let timer = Timeout::new(AFTER_TYPING_MS, move || set.set(form));
        move || drop(timer)
    });
    let kind = props.pasted.kind(&props.text);
    let looked = use_memo(
        (
            props.text.clone(),
            Rc::clone(&props.pasted),
            Rc::clone(&rested),
        ),
        |(text, pasted, form)| Some(look(pasted.kind(text)?, text, pasted, form)),
    );
    let opened = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |(name, bytes)| {
            let (pasted, text) = Pasted::opened(name, bytes);
            dispatch.dispatch(Action::Bring(text.into(), pasted));
        })
    };
    let heard = use_memo((props.text.clone(), Rc::clone(&rested)), |(text, form)| {
        let there = !text.trim().is_empty();
        there.then(|| host::read(text, form))
    });
    let chosen = use_state(Default::default);
    let answers = |heard: &Heard| {
        answers::Answers {
            lang,
            heard,
            text: &props.text,
            form: &props.form,
            chosen: &chosen,
            dispatch: &props.dispatch,
            open: kind.is_none(),
        }
        .draw()
    };
    html! {
        <>
            <Paste id="existing" label={LABEL} help={HELP} {lang} desk={Desk::Merge}
                text={props.text.clone()} dispatch={props.dispatch.clone()} reader={Reader::Whole(opened)} />
            <p class="help">{ BYTES.pick(lang) }</p>
            <div id="merge" role="status">{ summary(&props.text, (*heard).as_ref(), looked.as_ref().as_ref(), lang) }</div>
            if let Some(heard) = &*heard {
                { choice::kinds(props, kind) }
                { answers(heard) }
            }
            if let (Some(kind), Some(Ok(looked))) = (kind, &*looked) {
                { findings::findings(&looked.findings, lang) }
                if looked.brought && looked.stopped_at.is_none() {
                    if kind == Kind::ConfigToml {
                        { choice::runners(props, looked) }
                    }
                    { take::changed(props, kind, looked) }
                }
            }
        </>
    }
}
