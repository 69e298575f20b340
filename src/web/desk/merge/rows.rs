//! The difference of two texts as rows, side by side or one below the other. Secrets are masked in
//! both; whoever needs them copies the file.

use crate::existing::difference::{Difference, Line, Row};
use crate::say::{Lang, Message, Say, message, say};
use std::ops::Range;
use std::rc::Rc;
use yew::prelude::*;

/// Lines around a change.
const CONTEXT: usize = 3;

/// The most rows that are drawn; the patch has all.
const MOST: usize = 1_000;

/// What stands in the place of a secret, whatever its length.
const MASK: &str = "••••••••";

const LAYOUT: Say = say("How the two are shown", "差分の表示");
const BELOW: Say = say("One below the other", "上下に並べる");
const BESIDE: Say = say("Side by side", "左右に並べる");
const CAPTION: Say = say(
    "Old and new lines. Passwords and tokens that are recognised are masked here.",
    "変更前と変更後の行です。見つかったパスワードやトークンは、この表示では伏せています。",
);
const OLD: Say = say("Old", "変更前");
const NEW: Say = say("New", "変更後");
const REMOVED: Say = say("removed", "削除");
const ADDED: Say = say("added", "追加");
const CUT: Say = say(
    "The rest is too long to be shown here. The file and the patch have all of it.",
    "続きは長いため、ここには表示していません。ファイルとパッチにはすべて入っています。",
);
const NO_NEWLINE: Say = say("no newline at the end", "末尾に改行なし");

fn counts(difference: &Difference) -> Message {
    let (removed, added) = (difference.removed(), difference.added());
    message!(
        "Lines removed: {removed}. Lines added: {added}.",
        "削除する行：{removed}、追加する行：{added}。",
    )
}

fn skipped(lines: usize) -> Message {
    message!("{lines} lines as they were", "変更のない {lines} 行")
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) lang: Lang,
    pub(super) old: AttrValue,
    pub(super) new: AttrValue,
    /// Where the two have secrets, in order.
    pub(super) secrets: Rc<[Vec<Range<usize>>; 2]>,
}

/// The difference.
#[function_component]
pub(super) fn Rows(props: &Props) -> Html {
    let lang = props.lang;
    let beside = use_state_eq(|| false);
    let difference = Difference::between(&props.old, &props.new);
    let rows = difference.rows(CONTEXT, MOST);
    let drawn = rows.iter().take(MOST).map(|row| match *beside {
        true => props.beside(row),
        false => props.below(row),
    });
    let radio = |id: &'static str, offered: bool, label: Say| {
        let set = beside.clone();
        let choose = move |_: Event| set.set(offered);
        html! {
            <span>
                <input type="radio" name="layout" {id} autocomplete="off" checked={*beside == offered} onchange={choose} />
                <label for={id}>{ label.pick(lang) }</label>
            </span>
        }
    };
    let columns = match *beside {
        true => {
            html! { <><td></td><th scope="col">{ OLD.pick(lang) }</th><td></td><th scope="col">{ NEW.pick(lang) }</th></> }
        }
        false => {
            html! { <><th scope="col">{ OLD.pick(lang) }</th><th scope="col">{ NEW.pick(lang) }</th><td></td></> }
        }
    };
    html! {
        <>
            <p class="counts">{ counts(&difference).pick(lang).to_owned() }</p>
            <fieldset class="rule">
                <legend>{ LAYOUT.pick(lang) }</legend>
                { radio("layout-below", false, BELOW) }
                { radio("layout-beside", true, BESIDE) }
            </fieldset>
            // Long lines scroll inside, which the keyboard must be able to do as well.
            <div class="rows" tabindex="0" role="group" aria-labelledby="rows-caption">
                <table class={if *beside { "beside" } else { "below" }}>
                    <caption id="rows-caption">{ CAPTION.pick(lang) }</caption>
                    <thead><tr>{ columns }</tr></thead>
                    <tbody>{ for drawn }</tbody>
                </table>
            </div>
            if rows.len() > MOST {
                <p class="help">{ CUT.pick(lang) }</p>
            }
        </>
    }
}

impl Props {
    /// A row in four columns: number and text, number and text.
    fn beside(&self, row: &Row) -> Html {
        let cells = |line: Option<&Line>, side: usize, changed: bool| match line {
            None => html! { <><td></td><td></td></> },
            Some(line) => html! {
                <><td class="number">{ line.number.to_string() }</td><td>{ self.text(line, side, changed) }</td></>
            },
        };
        let (old, new, changed) = match row {
            Row::Skipped { lines } => return self.skipped(*lines, "4"),
            Row::Same { old, new } => (Some(old), Some(new), false),
            Row::Changed { old, new } => (old.as_ref(), new.as_ref(), true),
        };
        html! { <tr>{ cells(old, 0, changed) }{ cells(new, 1, changed) }</tr> }
    }

    /// The same in three columns: old number, new number, text. What is gone stands above what is
    /// new.
    fn below(&self, row: &Row) -> Html {
        let one = |line: &Line, side: usize, changed: bool, numbers: [Option<usize>; 2]| {
            let number = |number: Option<usize>| {
                html! { <td class="number">{ number.map(|number| number.to_string()) }</td> }
            };
            html! { <tr>{ number(numbers[0]) }{ number(numbers[1]) }<td>{ self.text(line, side, changed) }</td></tr> }
        };
        match row {
            Row::Skipped { lines } => self.skipped(*lines, "3"),
            Row::Same { old, new } => one(old, 0, false, [Some(old.number), Some(new.number)]),
            Row::Changed { old, new } => html! {
                <>
                    { for old.iter().map(|line| one(line, 0, true, [Some(line.number), None])) }
                    { for new.iter().map(|line| one(line, 1, true, [None, Some(line.number)])) }
                </>
            },
        }
    }

    fn skipped(&self, lines: usize, columns: &'static str) -> Html {
        html! { <tr class="skipped"><td colspan={columns}>{ skipped(lines).pick(self.lang).to_owned() }</td></tr> }
    }

    /// The text of a line: what differs marked, secrets masked. Whether it is gone or new is told
    /// by a word for those who do not see the colours.
    fn text(&self, line: &Line, side: usize, changed: bool) -> Html {
        let lang = self.lang;
        let whole = [&*self.old, &*self.new][side];
        let pieces = pieces(line, start(whole, line.text), &self.secrets[side]);
        let piece = |(text, marked): &(&str, bool)| match (changed, marked) {
            (true, true) => html! { <mark>{ (*text).to_owned() }</mark> },
            _ => html! { { (*text).to_owned() } },
        };
        let code = html! { <code>{ for pieces.iter().map(piece) }</code> };
        let ended = html! {
            if !line.ended {
                <span class="no-newline">{ NO_NEWLINE.pick(lang) }</span>
            }
        };
        match (changed, side) {
            (false, _) => html! { <pre>{ code }{ ended }</pre> },
            (true, 0) => {
                html! { <pre class="gone"><del>{ code }</del><span class="unseen">{ REMOVED.pick(lang) }</span>{ ended }</pre> }
            }
            (true, _) => {
                html! { <pre class="new"><ins>{ code }</ins><span class="unseen">{ ADDED.pick(lang) }</span>{ ended }</pre> }
            }
        }
    }
}

/// Where a line begins in the text of which it is a part.
fn start(whole: &str, line: &str) -> usize {
    line.as_ptr() as usize - whole.as_ptr() as usize
}

/// The pieces of a line that begins at `start`, each with whether it is marked; a mask for each
/// stretch of secrets, which is marked when any of it is.
fn pieces<'a>(line: &Line<'a>, start: usize, secrets: &[Range<usize>]) -> Vec<(&'a str, bool)> {
    let end = start + line.text.len();
    let first = secrets.partition_point(|secret| secret.end <= start);
    let mut pieces = Vec::new();
    let mut at = 0;
    for secret in secrets[first..]
        .iter()
        .take_while(|secret| secret.start < end)
    {
        let from = secret.start.saturating_sub(start).max(at);
        let to = secret.end.min(end) - start;
        if from >= to {
            continue;
        }
        push_marked(&mut pieces, line, at..from);
        let changed = |mark: &Range<usize>| mark.start < to && mark.end > from;
        pieces.push((MASK, line.marks.iter().any(changed)));
        at = to;
    }
    push_marked(&mut pieces, line, at..line.text.len());
    pieces
}

/// The pieces of a part of a line that holds no secret.
fn push_marked<'a>(pieces: &mut Vec<(&'a str, bool)>, line: &Line<'a>, part: Range<usize>) {
    let mut at = part.start;
    let mut push = |range: Range<usize>, marked| {
        if !range.is_empty() {
            pieces.push((&line.text[range], marked));
        }
    };
    for mark in &line.marks {
        let (from, to) = (mark.start.clamp(at, part.end), mark.end.clamp(at, part.end));
        push(at..from, false);
        push(from..to, true);
        at = to.max(at);
    }
    push(at..part.end, false);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a part of a text, with marks in it and secrets in the whole.
    fn shown(
        part: Range<usize>,
        marks: &[(usize, usize)],
        secrets: &[(usize, usize)],
    ) -> Vec<(&'static str, bool)> {
        const WHOLE: &str = "token = \"abc\" # x\nnext";
        let ranges = |pairs: &[(usize, usize)]| -> Vec<_> {
            pairs.iter().map(|&(start, end)| start..end).collect()
        };
        let line = Line {
            number: 1,
            text: &WHOLE[part],
            ended: true,
            marks: ranges(marks),
        };
        pieces(&line, start(WHOLE, line.text), &ranges(secrets))
    }

    #[test]
    fn secrets_are_masked_wherever_a_mark_begins_or_ends() {
        let first = |marks, secrets| shown(0..17, marks, secrets);
        assert_eq!(first(&[], &[]), [("token = \"abc\" # x", false)]);
        let after = [("token = \"", false), (MASK, true), ("\" # x", true)];
        assert_eq!(first(&[(10, 17)], &[(9, 12)]), after);
        let [mask, rest] = [(MASK, false), ("\" # x", false)];
        let before = [("token", true), (" = \"", false), mask, rest];
        assert_eq!(first(&[(0, 5)], &[(9, 12)]), before);
        // A secret of several lines is masked in each of them.
        assert_eq!(first(&[], &[(9, 22)]), [("token = \"", false), mask]);
        let second = |secrets| shown(18..22, &[(0, 4)], secrets);
        assert_eq!(second(&[(9, 20)]), [(MASK, true), ("xt", true)]);
        assert_eq!(second(&[(9, 18)]), [("next", true)]);
    }
}
