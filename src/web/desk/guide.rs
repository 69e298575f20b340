//! GitLab's guide, chapter by chapter, with the reader's own values and what is different today.

use super::links::{Papers, cited, to_chapter, to_failure};
use super::{Desk, Given};
use crate::form::plan::Plan;
use crate::form::{Form, read};
use crate::knowledge::chapters::{CHAPTERS, Chapter, Difference, by_slug, fill, search};
use crate::knowledge::failures::by_id;
use crate::say::{Lang, Message, Say, message, say};
use crate::web::prose::{first, prose_with};
use crate::web::row::Row;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const SEARCH: Say = say("Search all chapters", "すべての章から検索");
const CONTENTS: Say = say("Chapters", "章の一覧");
const DIFFERENCES: Say = say("Where the guide and today differ", "ガイドと現在の違い");
const GUIDE: Say = say("In the guide", "ガイド");
const TODAY: Say = say("Today", "現在");
const SOURCE: Say = say("Source", "出典");
const FILES: Say = say("Its files", "この章のファイル");
const FAILURES: Say = say("Failures it helps with", "この章が役に立つ失敗");
const SEE: Say = say("Read with it", "あわせて読む章");
const NONE: Say = say(
    "No chapter has all of these words.",
    "これらの言葉をすべて含む章はありません。",
);

/// How many chapters have the words.
fn found(count: usize) -> Message {
    match count {
        0 => NONE.into(),
        1 => say("1 chapter has them.", "1 章で見つかりました。").into(),
        _ => message!(
            "{count} chapters have them.",
            "{count} 章で見つかりました。"
        ),
    }
}

/// The section of GitLab's guide that a chapter follows.
fn section(heading: &str) -> Message {
    message!(
        "In GitLab's guide: “{heading}”",
        "GitLab のガイドでは「{heading}」"
    )
}

fn since(program: &str) -> Message {
    message!("Since {program}.", "{program} 以降。")
}

/// How much of a chapter stands beside its title when words are searched for, in characters; and
/// how much of that before the first word.
const EXCERPT: usize = 90;
const BEFORE: usize = 30;

/// The desk.
pub(super) fn draw(given: &Given) -> Html {
    let page = given.page;
    let chosen = match page.desk {
        Desk::Guide(chosen) => chosen,
        _ => None,
    };
    html! {
        <Guide lang={page.lang} {chosen} form={page.form.clone()} papers={Papers::of(given)}
            printing={page.printing} />
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    lang: Lang,
    /// The chapter that the address names.
    chosen: Option<Row<Chapter>>,
    /// What its values are taken from.
    form: Rc<Form>,
    papers: Papers,
    /// Whether all of it is drawn, for a print.
    printing: bool,
}

#[function_component]
fn Guide(props: &Props) -> Html {
    let lang = props.lang;
    let words = use_state_eq(String::new);
    let oninput = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                words.set(input.value());
            }
        })
    };
    let plan = read(&props.form).plan;
    let slugs = search(&words, &plan, lang);
    let wanted: Vec<&str> = words.split_whitespace().collect();
    let shown = props.chosen.map_or(CHAPTERS[0], |Row(chapter)| chapter);
    let pen = Pen {
        plan: &plan,
        lang,
        words: &wanted,
        papers: &props.papers,
    };
    let entry = |slug: &&'static str| {
        let chapter = by_slug(slug)?;
        let current = std::ptr::eq(chapter, shown).then_some("true");
        Some(html! {
            <li key={*slug} aria-current={current}>
                { to_chapter(chapter, lang) }
                { for pen.excerpt(chapter).map(|text| html! { <p class="help">{ text }</p> }) }
            </li>
        })
    };
    let drawn = CHAPTERS
        .into_iter()
        .filter(|chapter| props.printing || std::ptr::eq(*chapter, shown));
    html! {
        <div class="guide">
            <div class="paste">
                <label for="guide-search">{ SEARCH.pick(lang) }</label>
                <input type="text" id="guide-search" value={(*words).clone()} autocomplete="off"
                    autocapitalize="off" spellcheck="false" aria-controls="chapters" {oninput} />
                <p class="help" role="status">
                    if !wanted.is_empty() {
                        { found(slugs.len()).pick(lang).to_owned() }
                    }
                </p>
            </div>
            <nav id="chapters" aria-label={CONTENTS.pick(lang)}><ol>{ for slugs.iter().filter_map(entry) }</ol></nav>
            <div class="chapters">{ for drawn.map(|chapter| pen.chapter(chapter)) }</div>
        </div>
    }
}

/// What a chapter is drawn with.
struct Pen<'a> {
    plan: &'a Plan,
    lang: Lang,
    words: &'a [&'a str],
    papers: &'a Papers,
}

impl Pen<'_> {
    fn chapter(&self, chapter: &'static Chapter) -> Html {
        let lang = self.lang;
        let id = Desk::Guide(Some(Row(chapter))).place();
        let failures = chapter.failures.iter().filter_map(|id| by_id(id));
        let see = chapter.see.iter().filter_map(|slug| by_slug(slug));
        html! {
            <article class="chapter" key={chapter.slug} data-chapter={chapter.slug} aria-labelledby={id.clone()}>
                <h3 {id} tabindex="-1">{ chapter.title.pick(lang) }</h3>
                if let Some(heading) = chapter.heading {
                    <p class="help">{ section(heading.pick(lang)).pick(lang).to_owned() }</p>
                }
                { for chapter.paragraphs.iter().map(|say| html! { <p>{ self.prose(*say) }</p> }) }
                if !chapter.artifacts.is_empty() {
                    <h4>{ FILES.pick(lang) }</h4>
                    { self.papers.list(chapter.artifacts, lang) }
                }
                if !chapter.differences.is_empty() {
                    <h4>{ DIFFERENCES.pick(lang) }</h4>
                    <ul class="differences">{ for chapter.differences.iter().map(|one| self.difference(one)) }</ul>
                }
                if !chapter.failures.is_empty() {
                    <h4>{ FAILURES.pick(lang) }</h4>
                    <ul>{ for failures.map(|failure| html! { <li>{ to_failure(failure, lang) }</li> }) }</ul>
                }
                if !chapter.see.is_empty() {
                    <h4>{ SEE.pick(lang) }</h4>
                    <ul>{ for see.map(|chapter| html! { <li>{ to_chapter(chapter, lang) }</li> }) }</ul>
                }
            </article>
        }
    }

    fn difference(&self, one: &Difference) -> Html {
        let lang = self.lang;
        html! {
            <li>
                <dl>
                    <dt>{ GUIDE.pick(lang) }</dt>
                    <dd>{ self.prose(one.guide) }</dd>
                    <dt>{ TODAY.pick(lang) }</dt>
                    <dd class="today">{ self.prose(one.today) }</dd>
                    <dt>{ SOURCE.pick(lang) }</dt>
                    <dd class="help">
                        if let Some(program) = one.since {
                            { since(program).pick(lang).to_owned() }{ " " }
                        }
                        { cited(one.source) }
                    </dd>
                </dl>
            </li>
        }
    }

    /// A sentence with its values and code, and with the words that are searched for marked.
    fn prose(&self, say: Say) -> Html {
        let text = fill(say, self.plan, self.lang);
        prose_with(&text, self.words)
    }

    /// Where the first of the words stands in a chapter, with what is around it.
    fn excerpt(&self, chapter: &Chapter) -> Option<Html> {
        let differences = chapter.differences.iter();
        let differences = differences.flat_map(|one| [one.guide, one.today]);
        let mut texts = chapter.paragraphs.iter().copied().chain(differences);
        texts.find_map(|say| {
            let text = fill(say, self.plan, self.lang).replace('`', "");
            let (at, _) = first(&text, self.words)?;
            let before = text[..at].chars().count().saturating_sub(BEFORE);
            let cut: String = text.chars().skip(before).take(EXCERPT).collect();
            let start = if before > 0 { "…" } else { "" };
            let more = text.chars().nth(before + EXCERPT).is_some();
            let end = if more { "…" } else { "" };
            Some(prose_with(&[start, &cut, end].concat(), self.words))
        })
    }
}
