//! NO_PROXY, client by client: for the list of the form and a host that a person types, which way
//! each client goes and why. The same answers as the command `no-proxy`.

use super::{Desk, Given, Marked, spelling};
use crate::knowledge::no_proxy::{self, Reads, Route, Target, Verdict};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::prose::prose;
use crate::web::state::{Action, Page};
use crate::web::words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the desk is for.
const INTRODUCTION: Say = say(
    "There is no standard for NO_PROXY: each program reads the list in its own way. Type a host to see which of them reach it directly.",
    "NO_PROXY には標準がなく、プログラムごとに解釈が違います。ホストを入力すると、どのプログラムが直接つなぐかを確かめられます。",
);
/// The heading of the list.
const LIST: Say = say("The list in your files", "ファイルに書かれるリスト");
/// What the input is for.
const HOST: Say = say("Host", "ホスト");
/// What can be typed.
const HOST_HELP: Say = say(
    "A name, an address or a URL, also with a port. It stays in this page.",
    "名前、アドレス、URL のどれでも、ポート番号付きでもかまいません。このページの中にだけ残ります。",
);
/// Before an example.
const HOST_EXAMPLE: Say = say("e.g. gitlab.corp.example", "例：gitlab.corp.example");
/// The columns.
const COLUMNS: [Say; 2] = [
    say("Client", "クライアント"),
    say("Way, and why", "経路と理由"),
];
/// What is known of those that read no NO_PROXY.
const OWN_LIST: Say = say(
    "It does not read NO_PROXY. Here it is given the same list.",
    "NO_PROXY は読みません。ここでは同じリストを渡しています。",
);

/// The most entries without effect that are named beside a client.
const MOST_IGNORED: usize = 8;

/// The desk.
pub(super) fn draw(given: &Given) -> Html {
    let page = given.page;
    let list: AttrValue = given.reading.plan.no_proxy.as_str().to_owned().into();
    let typed = page.typed(Desk::NoProxy);
    html! {
        <>
            <p class="help">{ INTRODUCTION.pick(page.lang) }</p>
            <h3>{ LIST.pick(page.lang) }</h3>
            <pre class="wrapped"><code>{ list.clone() }</code></pre>
            <Answers list={list.clone()} {typed} lang={page.lang} dispatch={page.dispatcher()} />
            <Marked {list} lang={page.lang} in_full=true />
            { spelling::draw(given) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    list: AttrValue,
    typed: AttrValue,
    lang: Lang,
    dispatch: UseReducerDispatcher<Page>,
}

/// The host and what each client makes of it. A component, because a key elsewhere changes none of
/// its properties.
#[function_component]
fn Answers(props: &Props) -> Html {
    let lang = props.lang;
    let target = match props.typed.trim() {
        "" => None,
        typed => Some(Target::parse(typed)),
    };
    let oninput = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.dispatch(Action::Type(Desk::NoProxy, input.value().into()));
            }
        })
    };
    let wrong = target.as_ref().and_then(|target| target.as_ref().err());
    let verdicts = target.as_ref().and_then(|target| target.as_ref().ok());
    let verdicts = verdicts.map(|target| (target, no_proxy::verdicts(&props.list, target)));
    // The place of the summary is always there, so that what appears in it is announced; it names
    // no host, so that it changes, and is heard, only when the answer does.
    html! {
        <>
            <div class="question">
                <label for="see-host">{ HOST.pick(lang) }</label>
                <p class="help" id="see-host-help">{ HOST_HELP.pick(lang) }</p>
                <input type="text" id="see-host" value={props.typed.clone()}
                    placeholder={HOST_EXAMPLE.pick(lang)} autocomplete="off" autocapitalize="off"
                    spellcheck="false" aria-describedby="see-host-help see-host-problem"
                    aria-invalid={wrong.map(|_| "true")} {oninput} />
                <ul class="problems" id="see-host-problem">
                    if let Some(wrong) = wrong {
                        <li class="error" data-kind={words::ERROR.pick(lang)}>{ prose(wrong.pick(lang)) }</li>
                    }
                </ul>
            </div>
            <p role="status" class="verdict">
                if let Some((_, verdicts)) = &verdicts {
                    { summary(verdicts).pick(lang) }
                }
            </p>
            if let Some((target, verdicts)) = &verdicts {
                { table(target, verdicts, lang) }
            }
        </>
    }
}

/// Whether those that read NO_PROXY agree, and who does not. None of them refuses a host.
fn summary(verdicts: &[Verdict]) -> Message {
    let names = |route: Route| {
        let readers = verdicts.iter();
        let own = readers.filter(|verdict| verdict.client.reads == Reads::NoProxy);
        let own = own.filter(|verdict| verdict.route == route);
        own.map(|verdict| verdict.client.name).collect::<Vec<_>>()
    };
    let (direct, proxy) = (names(Route::Direct), names(Route::Proxy));
    let (few, most_direct) = match proxy.len() <= direct.len() {
        true => (proxy, true),
        false => (direct, false),
    };
    let (en, ja) = (few.join(", "), few.join("、"));
    match (few.is_empty(), most_direct) {
        (true, true) => say(
            "All clients of NO_PROXY reach it directly.",
            "NO_PROXY を読むクライアントは、すべて直接つなぎます。",
        )
        .into(),
        (true, false) => say(
            "All clients of NO_PROXY go through the proxy.",
            "NO_PROXY を読むクライアントは、すべてプロキシを通します。",
        )
        .into(),
        (false, true) => message!(
            "The clients differ. Most reach it directly, but these go through the proxy: {en}.",
            "クライアントによって違います。多くは直接つなぎますが、次のものはプロキシを通します：{ja}。",
        ),
        (false, false) => message!(
            "The clients differ. Most go through the proxy, but these reach it directly: {en}.",
            "クライアントによって違います。多くはプロキシを通しますが、次のものは直接つなぎます：{ja}。",
        ),
    }
}

/// Clients × way.
fn table(target: &Target, verdicts: &[Verdict], lang: Lang) -> Html {
    let target = target.to_string();
    html! {
        <table class="verdicts">
            <caption><code>{ target }</code></caption>
            <thead><tr>{ for COLUMNS.iter().map(|column| html! { <th scope="col">{ column.pick(lang) }</th> }) }</tr></thead>
            <tbody>{ for verdicts.iter().map(|verdict| row(verdict, lang)) }</tbody>
        </table>
    }
}

fn row(verdict: &Verdict, lang: Lang) -> Html {
    let client = verdict.client;
    let class = match verdict.route {
        Route::Direct => "direct",
        Route::Proxy => "proxied",
        Route::Refused => "refused",
    };
    let own = client.reads != Reads::NoProxy;
    html! {
        <tr>
            <th scope="row">
                { client.name }
                <p>{ client.programs.pick(lang) }</p>
                <p>{ judged(client.judged_by).pick(lang) }</p>
            </th>
            <td>
                <p class={classes!("way", class)}>{ verdict.route.label().pick(lang) }</p>
                <p>{ verdict.why.sentence().pick(lang) }</p>
                if own {
                    <p>{ OWN_LIST.pick(lang) }</p>
                }
                if let Some(ignored) = ignored(&verdict.ignored) {
                    <p class="ignored">{ ignored.pick(lang) }</p>
                }
            </td>
        </tr>
    }
}

fn judged(by: &str) -> Message {
    message!("Checked with {by}.", "{by} で確認済み。")
}

fn ignored(entries: &[&str]) -> Option<Message> {
    let few = entries.get(..MOST_IGNORED).unwrap_or(entries).join(" ");
    match entries.len().saturating_sub(MOST_IGNORED) {
        0 if few.is_empty() => None,
        0 => Some(message!(
            "Without effect here: {few}",
            "効果のない項目：{few}"
        )),
        more => Some(message!(
            "Without effect here: {few} and {more} more",
            "効果のない項目：{few} ほか {more} 項目",
        )),
    }
}
