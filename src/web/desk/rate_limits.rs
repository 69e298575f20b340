//! What the Runner does with a response that limits it, attempt by attempt, and how a server says
//! it well.

use super::clock::{Moment, moment, now_ms};
use super::paste::Paste;
use super::{Desk, Given};
use crate::knowledge::rate_limit::nginx::{NOTES, SNIPPETS, Snippet};
use crate::knowledge::rate_limit::{Attempt, Response, Rule, Timeline, timeline};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::copy_button::CopyButton;
use crate::web::leave::Request;
use crate::web::prose::prose;
use crate::web::sheet::Copied;
use crate::web::state::Page;
use yew::prelude::*;

const LABEL: Say = say(
    "The server's response, or the runner's log",
    "サーバーの応答、またはランナーのログ",
);
const HELP: Say = say(
    "Paste what `curl -i` prints for the address that the runner asks, or a line of its log.",
    "ランナーが接続する URL を `curl -i` に渡したときの出力か、ランナーのログの行を貼り付けてください。",
);
const RULE: Say = say("Which Runner?", "Runner のバージョン");
const BY_DATE: Say = say(
    "Take the response's own Date as now, for a response that was kept for a while",
    "応答の Date を現在とみなす（時間のたった応答の場合）",
);
const ATTEMPTS: Say = say("What the Runner does", "Runner の動作");
const GOOD_TO_KNOW: Say = say("Good to know", "補足");
const NGINX: Say = say(
    "nginx in front of GitLab: a limit that every Runner understands",
    "GitLab の前に置く nginx：どの Runner にも伝わる制限",
);
const NGINX_HELP: Say = say(
    "It answers 429 with both headers, the date and the seconds.",
    "429 に、日時と秒数の両方のヘッダーを付けて返します。",
);

/// What counts as now.
fn now(moment: &Moment, http: &str, by_date: bool) -> Message {
    let Moment { day, time, offset } = moment;
    match by_date {
        false => message!(
            "Now is {day} {time} (UTC{offset}) by the clock of this browser: {http}.",
            "現在は、このブラウザーの時計で {day} {time}（UTC{offset}）です：{http}",
        ),
        true => message!(
            "Now is taken to be {day} {time} (UTC{offset}), the response's Date: {http}.",
            "現在は、応答の Date の {day} {time}（UTC{offset}）とみなしています：{http}",
        ),
    }
}

fn copy_snippet(number: usize) -> Message {
    message!(
        "Copy part {number} for nginx",
        "nginx の設定 {number} をコピー"
    )
}

/// The desk.
pub(super) fn draw(given: &Given) -> Html {
    let page = given.page;
    html! {
        <RateLimits lang={page.lang} text={page.typed(page.desk)} dispatch={page.dispatcher()} copied={page.copied()}
            send={given.send.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    lang: Lang,
    /// What was pasted.
    text: AttrValue,
    dispatch: UseReducerDispatcher<Page>,
    /// What was copied last.
    copied: Option<Copied>,
    send: Callback<Request>,
}

#[function_component]
fn RateLimits(props: &Props) -> Html {
    let lang = props.lang;
    let rule = use_state_eq(Rule::default);
    let by_date = use_state_eq(|| false);
    // The answer came when it was pasted: a clock that ran on would change the times under the eyes.
    let read = use_memo(props.text.clone(), |text| {
        let pasted = !text.trim().is_empty();
        pasted.then(|| (Response::parse(text), now_ms()))
    });
    let dated = match &*read {
        Some((Ok(response), _)) => response.date_ms(),
        _ => None,
    };
    let answer = match &*read {
        None => Html::default(),
        Some((Err(refused), _)) => html! { <p class="nothing">{ prose(refused.pick(lang)) }</p> },
        Some((Ok(response), now_ms)) => {
            let dated = dated.filter(|_| *by_date);
            let now_ms = dated.unwrap_or(*now_ms);
            let timeline = timeline(response, *rule, now_ms);
            told(&timeline, now_ms, dated.is_some(), lang)
        }
    };
    let radio = |offered: Rule| {
        let id = match offered {
            Rule::Current => "rule-current",
            Rule::Older => "rule-older",
        };
        let rule = rule.clone();
        let checked = *rule == offered;
        let choose = move |_: Event| rule.set(offered);
        html! {
            <span key={id}>
                <input type="radio" name="rule" {id} autocomplete="off" {checked} onchange={choose} />
                <label for={id}>{ offered.label().pick(lang) }</label>
            </span>
        }
    };
    let toggle = {
        let by_date = by_date.clone();
        Callback::from(move |_: Event| by_date.set(!*by_date))
    };
    html! {
        <>
            <Paste id="response" label={LABEL} help={HELP} {lang}
                desk={Desk::RateLimits} text={props.text.clone()} dispatch={props.dispatch.clone()} />
            <fieldset class="rule">
                <legend>{ RULE.pick(lang) }</legend>
                { for Rule::ALL.into_iter().map(radio) }
            </fieldset>
            if dated.is_some() {
                <p class="by-date">
                    <input type="checkbox" id="by-date" autocomplete="off" checked={*by_date} onchange={toggle} />
                    <label for="by-date">{ BY_DATE.pick(lang) }</label>
                </p>
            }
            <div id="timeline" role="status">{ answer }</div>
            <h3>{ NGINX.pick(lang) }</h3>
            <p class="help">{ NGINX_HELP.pick(lang) }</p>
            { for SNIPPETS.iter().enumerate().map(|(index, part)| snippet(index, part, props)) }
            <h4>{ GOOD_TO_KNOW.pick(lang) }</h4>
            <ul class="notes">{ for NOTES.iter().map(|note| html! { <li>{ prose(note.pick(lang)) }</li> }) }</ul>
        </>
    }
}

/// The attempts, what comes out, and what to know.
fn told(timeline: &Timeline, now_ms: i64, by_date: bool, lang: Lang) -> Html {
    let today = moment(now_ms);
    let attempt = |attempt: &Attempt| {
        html! {
            <li value={attempt.number.to_string()}>
                <p>
                    <strong>{ clock(attempt, now_ms, today.as_ref()) }</strong>
                    { " " }<span class="when">{ attempt.when().pick(lang).to_owned() }</span>
                </p>
                <p class="help">{ attempt.why.pick(lang).to_owned() }</p>
            </li>
        }
    };
    html! {
        <>
            <h3>{ ATTEMPTS.pick(lang) }</h3>
            if let Some(today) = &today {
                <p class="help now">{ now(today, &timeline.now, by_date).pick(lang).to_owned() }</p>
            }
            <ol class="attempts">{ for timeline.attempts.iter().map(attempt) }</ol>
            <p class="conclusion">{ timeline.conclusion.pick(lang).to_owned() }</p>
            if !timeline.notes.is_empty() {
                <h4>{ GOOD_TO_KNOW.pick(lang) }</h4>
                <ul class="notes">{ for timeline.notes.iter().map(|note| html! { <li>{ note.pick(lang).to_owned() }</li> }) }</ul>
            }
        </>
    }
}

/// When an attempt comes by the reader's clock; with the day when it is another one.
fn clock(attempt: &Attempt, now_ms: i64, today: Option<&Moment>) -> String {
    let at = |after_ms: i64| {
        let moment = moment(now_ms.saturating_add(after_ms))?;
        Some(match today {
            Some(today) if today.day == moment.day => moment.time,
            _ => [&*moment.day, " ", &moment.time].concat(),
        })
    };
    match (at(attempt.earliest_ms), at(attempt.latest_ms)) {
        (Some(earliest), Some(latest)) if earliest != latest => [&*earliest, "–", &latest].concat(),
        (Some(earliest), _) => earliest,
        (None, _) => "…".to_owned(),
    }
}

fn snippet(index: usize, part: &Snippet, props: &Props) -> Html {
    let (lang, what) = (props.lang, Copied::Snippet(index));
    let button = CopyButton {
        class: "copy-command",
        what,
        name: copy_snippet(index + 1).pick(lang).to_owned(),
        enabled: true,
        reason: None,
        copied: props.copied,
        send: &props.send,
    };
    html! {
        <>
            <p class="place">{ prose(part.place.pick(lang)) }</p>
            <div class="command">
                <pre><code id={what.shown_at()}>{ part.text().as_str().to_owned() }</code></pre>
                { button.draw(lang) }
            </div>
        </>
    }
}
