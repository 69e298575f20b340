//! The list that every client of `NO_PROXY` reads alike, and the same hosts as those write them who
//! read no `NO_PROXY`. Each can be copied once the form has no errors.

use super::{Desk, Given};
use crate::form::no_proxy::{self as form, Entry};
use crate::form::plan::{HostPort, Plan, Route};
use crate::form::{Form, Problem, fields};
use crate::knowledge::no_proxy::{self, Change, Suggestion};
use crate::say::{Lang, Say, say};
use crate::text::Text;
use crate::web::copy_button::CopyButton;
use crate::web::prose::prose;
use crate::web::sheet::Copied;
use crate::web::state::Action;
use crate::web::words;
use yew::prelude::*;

/// The heading of the list.
const ALIKE: Say = say(
    "One list that all of them read alike",
    "どのクライアントも同じように解釈するリスト",
);
/// What it is.
const ALIKE_WHY: Say = say(
    "Names and IPv4 addresses only, each name also with a dot before it, so that the hosts below it are meant everywhere.",
    "名前と IPv4 アドレスだけを並べたものです。下位のホストもどのクライアントにも通じるように、名前には先頭に点を付けた形も添えています。",
);
/// Writes it into the form.
const USE: Say = say("Use this list in the answers", "このリストを入力欄に書く");
/// After that.
const USED: Say = say(
    "The list was written into the question. “Undo” takes it back.",
    "リストを入力欄に書きました。「元に戻す」で取り消せます。",
);
/// The heading of what others read.
const OTHERS: Say = say(
    "For those that have a list of their own",
    "独自の書き方が必要なプログラム",
);
/// When a command line would hold a password.
const NO_BUILDX: Say = say(
    "For `docker buildx` there is nothing to copy: its options would show the proxy's password to every user of the host. Its default driver takes the proxy from dockerd.",
    "`docker buildx` のオプションは、ここには出しません。プロキシのパスワードが、ホストのすべてのユーザーから見えてしまうためです。標準のドライバーなら、dockerd のプロキシ設定がそのまま使われます。",
);

/// The most changes that are explained one by one.
const MOST_CHANGES: usize = 6;

/// A text of this desk that can be copied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Spelling {
    /// The value of `NO_PROXY`.
    NoProxy,
    /// The value of `JAVA_TOOL_OPTIONS`.
    Java,
    /// Lines of cntlm.conf.
    Cntlm,
    /// Options of `docker buildx create`.
    Buildx,
}

impl Spelling {
    /// Those besides `NO_PROXY` itself.
    const OTHERS: [Spelling; 3] = [Spelling::Java, Spelling::Cntlm, Spelling::Buildx];

    /// What it is called.
    pub(in crate::web) fn name(self) -> &'static str {
        match self {
            Spelling::NoProxy => "NO_PROXY",
            Spelling::Java => "JAVA_TOOL_OPTIONS",
            Spelling::Cntlm => "NoProxy",
            Spelling::Buildx => "docker buildx create",
        }
    }

    /// The id of the element that shows it.
    pub(in crate::web) fn shown_at(self) -> &'static str {
        match self {
            Spelling::NoProxy => "spelling-no-proxy",
            Spelling::Java => "spelling-java",
            Spelling::Cntlm => "spelling-cntlm",
            Spelling::Buildx => "spelling-buildx",
        }
    }

    fn why(self) -> Say {
        match self {
            Spelling::NoProxy => ALIKE_WHY,
            Spelling::Java => say(
                "The value of this variable, for jobs with Maven, Gradle, sbt and other Java programs. A user name and password are not in it: Java takes none from here.",
                "この変数の値です。Maven、Gradle、sbt など、Java のプログラムを使うジョブに設定します。ユーザー名とパスワードは含みません。Java はここからは受け取らないためです。",
            ),
            Spelling::Cntlm => say(
                "Lines for cntlm.conf: CNTLM then reaches these hosts itself, for programs that send it everything.",
                "cntlm.conf に書き足す行です。すべての通信を CNTLM に送るプログラムのために、CNTLM がこれらのホストへ直接つなぎます。",
            ),
            Spelling::Buildx => say(
                "Options for the driver docker-container, whose BuildKit reads nothing else. Commas would split them, hence the quotes.",
                "docker-container ドライバーのオプションです。その BuildKit は、ほかの設定を読みません。コンマで分かれてしまわないように、引用符が付いています。",
            ),
        }
    }

    /// Its text; none where the plan has no use for it.
    pub(in crate::web) fn text(self, plan: &Plan) -> Option<String> {
        self.spelled(plan, &no_proxy::suggest(plan.no_proxy.as_str()))
    }

    fn spelled(self, plan: &Plan, suggestion: &Suggestion) -> Option<String> {
        let proxy = match &plan.route {
            Route::Cntlm(local) => HostPort {
                host: Text::address(local.docker0),
                port: local.port,
            },
            Route::Direct(direct) => direct.proxy.clone(),
        };
        let text = match self {
            Spelling::NoProxy => suggestion.list().as_str().to_owned(),
            Spelling::Java => no_proxy::java_options(&proxy, suggestion)
                .as_str()
                .to_owned(),
            Spelling::Cntlm => {
                plan.local_proxy()?;
                no_proxy::cntlm_lines(suggestion).as_str().to_owned()
            }
            Spelling::Buildx if plan.url_is_secret() => return None,
            Spelling::Buildx => {
                let options = no_proxy::buildx(&plan.proxy_url(), &suggestion.list());
                format!(
                    "docker buildx create --driver docker-container {}",
                    options.as_str()
                )
            }
        };
        Some(text)
    }
}

/// The lower part of the desk.
pub(super) fn draw(given: &Given) -> Html {
    let (page, plan) = (given.page, &given.reading.plan);
    let lang = page.lang;
    let suggestion = no_proxy::suggest(plan.no_proxy.as_str());
    let shown = |spelling: &Spelling| {
        let text = spelling.spelled(plan, &suggestion)?;
        Some(html! {
            <>
                <h4>{ spelling.name() }</h4>
                <p class="help">{ spelling.why().pick(lang) }</p>
                { copyable(*spelling, text, given) }
            </>
        })
    };
    html! {
        <>
            <h3>{ ALIKE.pick(lang) }</h3>
            <p class="help">{ ALIKE_WHY.pick(lang) }</p>
            if !given.ready {
                <p class="reason" id="spelling-reason">{ words::PAPER_PREVIEW.pick(lang) }</p>
            }
            { copyable(Spelling::NoProxy, suggestion.list().as_str().to_owned(), given) }
            { changes(&suggestion.changes, lang) }
            { for answer(given).map(|answer| button(answer, given)) }
            <h3>{ OTHERS.pick(lang) }</h3>
            { for Spelling::OTHERS.iter().filter_map(shown) }
            if plan.url_is_secret() {
                <p class="help">{ prose(NO_BUILDX.pick(lang)) }</p>
            }
        </>
    }
}

fn copyable(spelling: Spelling, text: String, given: &Given) -> Html {
    let what = Copied::Spelling(spelling);
    let button = CopyButton {
        class: "copy-command",
        what,
        name: words::copy_this(spelling.name())
            .pick(given.page.lang)
            .to_owned(),
        enabled: given.ready,
        reason: Some("spelling-reason".to_owned()),
        copied: given.page.copied(),
        send: given.send,
    };
    html! {
        <div class="command">
            <pre><code id={what.shown_at()}>{ text }</code></pre>
            { button.draw(given.page.lang) }
        </div>
    }
}

/// What is not in the list as it was.
fn changes(changes: &[Change], lang: Lang) -> Html {
    let few = changes.iter().take(MOST_CHANGES);
    let more = changes.len().saturating_sub(MOST_CHANGES);
    html! {
        <ul class="notes">
            { for few.map(|change| html! { <li>{ change.why.pick(lang) }</li> }) }
            if more > 0 {
                <li>{ super::more(more).pick(lang) }</li>
            }
        </ul>
    }
}

/// The button that writes the list into the form.
fn button(answer: String, given: &Given) -> Html {
    let dispatch = given.page.dispatcher();
    let write = move |_: MouseEvent| {
        let field = &fields::NO_PROXY;
        dispatch.dispatch(Action::Mend(field, vec![(field, answer.clone())]));
        // The button is gone now; the desk is where the eyes are.
        dispatch.dispatch(Action::See(Desk::NoProxy));
        dispatch.dispatch(Action::Notify(USED.into()));
    };
    html! { <button type="button" class="fix" id="use-list" onclick={write}>{ USE.pick(given.page.lang) }</button> }
}

/// The answer that gives the list, when it is another one than now and may be written. While the
/// answer has an error, what mends it stands beside it.
fn answer(given: &Given) -> Option<String> {
    let field = &fields::NO_PROXY;
    let page = given.page;
    let wrong = |problem: &Problem| problem.is_error() && problem.field == field.name;
    if page.locks(field) || given.reading.problems.iter().any(wrong) {
        return None;
    }
    better(&page.form)
}

/// The form adds some hosts itself, so only those that were typed are written anew: names with the
/// dot that stands for both, as the form reads it.
fn better(form: &Form) -> Option<String> {
    let typed = form.text(&fields::NO_PROXY);
    let Suggestion { hosts, changes } = no_proxy::suggest(typed);
    // What no spelling serves stays where it serves some.
    if changes.iter().any(|change| change.became.is_empty()) {
        return None;
    }
    let line = |host: &Text<_>| match form::entry(host.as_str()) {
        Ok(Entry { network: None, .. }) => format!(".{}", host.as_str()),
        _ => host.as_str().to_owned(),
    };
    let lines: Vec<_> = hosts.iter().map(line).collect();
    (rendered(&lines.join(",")) != rendered(typed)).then(|| lines.join("\n"))
}

/// What an answer without errors adds to the list.
fn rendered(answer: &str) -> String {
    let entries = answer.split([',', '\n']).map(str::trim);
    let entries: Vec<_> = entries
        .filter_map(|entry| form::entry(entry).ok())
        .collect();
    form::list(None, &entries, false).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn better_than(answer: &str) -> Option<String> {
        let mut form = Form::default();
        form.set(&fields::NO_PROXY, answer.to_owned());
        better(&form)
    }

    #[test]
    fn only_an_answer_that_is_not_read_alike_is_written_anew() {
        let kept = ["a.test, 10.0.0.0/8", "10.0.0.0/8"];
        let alike = ["", ".corp.example", "*.corp.example", "10.1.2.3\n.a.test"];
        for alike in alike.into_iter().chain(kept) {
            assert_eq!(better_than(alike), None, "{alike}");
        }
        for (answer, better) in [
            ("corp.example", ".corp.example"),
            ("A.test, .b.test,10.1.2.3", ".a.test\n.b.test\n10.1.2.3"),
            ("10.0.0.4/31", "10.0.0.4\n10.0.0.5"),
            ("cache:443", ".cache"),
        ] {
            assert_eq!(better_than(answer).as_deref(), Some(better), "{answer}");
            assert_eq!(better_than(better), None, "once is enough");
        }
    }

    #[test]
    fn a_command_line_holds_no_password() {
        let form = Form::from_json(
            br#"{"route": "direct", "proxies": "p.test:8080", "username": "u", "no-proxy": "a.test"}"#,
        );
        let mut form = form.expect("a form");
        let texts = |form: &Form| {
            let plan = crate::form::read(form).plan;
            let all = [
                Spelling::NoProxy,
                Spelling::Java,
                Spelling::Cntlm,
                Spelling::Buildx,
            ];
            all.map(|spelling| spelling.text(&plan))
        };
        assert!(texts(&form)[3].is_some());
        form.set(&fields::PASSWORD, "Zx7Canary".to_owned());
        let [list, java, cntlm, buildx] = texts(&form);
        assert!(buildx.is_none() && cntlm.is_none(), "no CNTLM in this way");
        for text in [list, java] {
            assert!(text.is_some_and(|text| text.contains("a.test") && !text.contains("Zx7")));
        }
    }
}
