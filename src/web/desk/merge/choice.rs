//! What a person chooses for a file: what it is, and which of its runners get the keys.

use super::{Looked, Pasted, Props};
use crate::existing::Kind;
use crate::existing::config_toml::{Choice, Runner};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::prose::prose;
use crate::web::state::Action;
use std::rc::Rc;
use yew::prelude::*;

const KIND: Say = say("What is it?", "ファイルの種類");
const RUNNERS: Say = say("Runners that get the keys", "設定を書き込むランナー");
const NO_RUNNERS: Say = say(
    "There is no runner in it yet. Register one first, or take config.toml from the files.",
    "ランナーがまだ一つもありません。先に登録するか、「ファイル」にある config.toml を使ってください。",
);
const NAMELESS: Say = say("(no name)", "（名前なし）");
const NOT_DOCKER: Say = say(
    "Its jobs do not run in Linux containers of Docker, so most of the keys have no effect there.",
    "このランナーのジョブは Docker の Linux コンテナーで動かないため、ほとんどの設定は効果がありません。",
);
const DOCKER_IN_DOCKER: Say = say(
    "Also set what docker-in-docker needs: `privileged = true` or a volume",
    "docker-in-docker に必要な設定（`privileged = true` やボリューム）も書き込む",
);
const PRIVILEGED: Say = say(
    "`privileged` lets every job of this runner become root on the host.",
    "`privileged` にすると、このランナーのどのジョブもホストの root になれます。",
);

/// A runner with what is there of its executor and its URL.
fn told(runner: &Runner, lang: Lang) -> Message {
    let name = match &*runner.name {
        "" => NAMELESS.pick(lang),
        name => name,
    };
    let parts = [name, &runner.executor, &runner.url].into_iter();
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let (en, ja, line) = (parts.join(", "), parts.join("、"), runner.line);
    message!("{en} (line {line})", "{ja}（{line} 行目）")
}

impl Props {
    /// Changes what was chosen.
    fn choose(&self, change: impl Fn(&mut Pasted) + 'static) -> Callback<Event> {
        let (text, pasted) = (self.text.clone(), Rc::clone(&self.pasted));
        let dispatch = self.dispatch.clone();
        Callback::from(move |_| {
            let mut pasted = Pasted::clone(&pasted);
            change(&mut pasted);
            dispatch.dispatch(Action::Bring(text.clone(), pasted));
        })
    }
}

/// What the file is.
pub(super) fn kinds(props: &Props, current: Option<Kind>) -> Html {
    let radio = |kind: Kind| {
        let id = format!("kind-{}", kind.name());
        let text = props.text.clone();
        let onchange = props.choose(move |pasted| pasted.say_kind(kind, &text));
        html! {
            <span key={kind.name()}>
                <input type="radio" name="kind" id={id.clone()} autocomplete="off"
                    checked={current == Some(kind)} {onchange} />
                <label for={id}><code>{ kind.paths() }</code></label>
            </span>
        }
    };
    html! {
        <fieldset class="rule kinds">
            <legend>{ KIND.pick(props.lang) }</legend>
            { for Kind::ALL.into_iter().map(radio) }
        </fieldset>
    }
}

/// Which runners get the keys, and how much of them.
pub(super) fn runners(props: &Props, looked: &Looked) -> Html {
    let (lang, runners) = (props.lang, &looked.runners);
    let with = |choice: Choice| {
        let runners = Rc::clone(runners);
        props.choose(move |pasted| pasted.choose(choice.clone(), &runners))
    };
    let chosen = &looked.chosen;
    let one = |(index, runner): (usize, &Runner)| {
        let checked = chosen.runners[index];
        let mut other = chosen.clone();
        other.runners[index] = !checked;
        let onchange = with(other);
        let id = format!("runner-{index}");
        html! {
            <span key={index}>
                <input type="checkbox" id={id.clone()} autocomplete="off" {checked} {onchange} />
                <div>
                    <label for={id}>{ told(runner, lang).pick(lang).to_owned() }</label>
                    if !runner.docker {
                        <p class="help">{ NOT_DOCKER.pick(lang) }</p>
                    }
                </div>
            </span>
        }
    };
    let checked = chosen.docker_in_docker;
    let onchange = with(Choice {
        docker_in_docker: !checked,
        ..chosen.clone()
    });
    html! {
        <fieldset class="rule runners">
            <legend>{ RUNNERS.pick(lang) }</legend>
            if runners.is_empty() {
                <p>{ NO_RUNNERS.pick(lang) }</p>
            }
            { for runners.iter().enumerate().map(one) }
            if looked.dind && !runners.is_empty() {
                <span class="dind">
                    <input type="checkbox" id="merge-dind" autocomplete="off" {checked} {onchange} />
                    <div>
                        <label for="merge-dind">{ prose(DOCKER_IN_DOCKER.pick(lang)) }</label>
                        <p class="help">{ prose(PRIVILEGED.pick(lang)) }</p>
                    </div>
                </span>
            }
        </fieldset>
    }
}
