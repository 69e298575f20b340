//! X-ray: one line of a paper, peeled from the outside in.
//!
//! It is a walk over the memory of [`Text`]; nothing is decoded. A quotation that changes nothing
//! (a host in a URL, a URL as a bare shell word) is seen through, so that each level shows something
//! else than the one before it.

use crate::say::{Say, say};
use crate::text::cntlm::Cntlm;
use crate::text::json::Json;
use crate::text::markdown::Markdown;
use crate::text::runner::Variable;
use crate::text::sh::Sh;
use crate::text::systemd::Unit;
use crate::text::toml::Toml;
use crate::text::url::Url;
use crate::text::yaml::Yaml;
use crate::text::{File, Language, Peeled, Quoted, Text};
use std::ops::Range;

/// What one reader gets; a level has one for each quotation of the level before it.
#[derive(Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// Who hands it to whom: one sentence.
    pub say: Say,
    /// The language that was read to get it; that of the file for the line itself.
    pub reader: &'static str,
    /// The language in which it is written.
    pub language: &'static str,
    /// The text: the line, or what the line writes of a text of several lines; all of that when
    /// its writing is no longer in lines.
    pub text: &'a str,
    /// The bytes of `text` that write what the next level shows, in order.
    pub marks: Vec<Range<usize>>,
}

/// Whether each line of a paper has something to peel: at least two layers, or a text that looks
/// different inside. Quotes around a text alone are no news.
pub fn peelable(paper: &Text<File>) -> Vec<bool> {
    let Some(whole) = whole(paper) else {
        return Vec::new();
    };
    // A newline ends a line; what stands after the last one is a line only if there is something.
    let lines = whole.text.split_inclusive('\n');
    let mut start = 0;
    let line = |line: &str| {
        let window = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        let sight = Sight { window, ..whole };
        // Most lines quote nothing.
        sight.first().is_some() && sight.depth() >= ENOUGH
    };
    lines.map(line).collect()
}

/// The levels of one line, counted from 0; the first is the line itself. Empty when there is
/// nothing to peel. What one level holds twice is shown once.
pub fn levels(paper: &Text<File>, line: usize) -> Vec<Vec<Part<'_>>> {
    let sight = whole(paper).and_then(|whole| {
        let window = lines_of(whole.text, line, line)?;
        Some(Sight { window, ..whole })
    });
    let Some(sight) = sight.filter(|sight| sight.depth() >= ENOUGH) else {
        return Vec::new();
    };
    let mut levels = Vec::new();
    let mut now = vec![(THE_LINE, sight.language, sight)];
    while !now.is_empty() {
        let (mut level, mut next) = (Vec::new(), Vec::new());
        for (say, reader, sight) in now {
            let mut marks = Vec::new();
            for step in sight.steps() {
                let mark = &step.mark;
                marks.push(mark.start - sight.window.start..mark.end - sight.window.start);
                next.push((sentence(step.reader, step.holds), step.reader, step.inside));
            }
            let part = Part {
                say,
                reader,
                language: sight.language,
                text: sight.shown(),
                marks,
            };
            if !level.contains(&part) {
                level.push(part);
            }
        }
        levels.push(level);
        now = next;
    }
    levels
}

/// How much a line must change to be worth peeling: see [`Step::weight`].
const ENOUGH: usize = 2;

/// A stretch of a text that remembers what it quotes.
#[derive(Clone)]
struct Sight<'a> {
    language: &'static str,
    text: &'a str,
    quoted: &'a [Quoted],
    window: Range<usize>,
}

/// From a quotation in sight to what is inside.
struct Step<'a> {
    /// The part of the quotation that is in sight.
    mark: Range<usize>,
    /// How it is written.
    outside: &'a str,
    /// Whose writing that is, and of what.
    reader: &'static str,
    holds: &'static str,
    inside: Sight<'a>,
}

impl Step<'_> {
    /// 0: the line reads the same inside; 1: only quotes around it fall away; 2: it looks different.
    fn weight(&self) -> usize {
        let inside = self.inside.shown();
        if self.outside.trim() == inside.trim() {
            0
        } else if self.outside.contains(inside) {
            1
        } else {
            2
        }
    }
}

impl<'a> Sight<'a> {
    /// All of what is quoted at one place. A file is seen through: its text is that of its language.
    fn of(peeled: &'a Peeled) -> Self {
        match peeled.quoted.as_slice() {
            [only] if peeled.language == File::NAME => Self::of(&only.inner),
            quoted => Self {
                language: peeled.language,
                text: &peeled.text,
                quoted,
                window: 0..peeled.text.len(),
            },
        }
    }

    fn shown(&self) -> &'a str {
        self.text.get(self.window.clone()).unwrap_or_default()
    }

    /// The index of the first quotation that reaches into the window.
    fn first(&self) -> Option<usize> {
        let before = |quoted: &Quoted| quoted.range.end <= self.window.start;
        let first = self.quoted.partition_point(before);
        let found = self.quoted.get(first)?;
        (found.range.start < self.window.end).then_some(first)
    }

    /// The quotations in sight, in order.
    fn steps(&self) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        for quoted in self.quoted.iter().skip(self.first().unwrap_or(usize::MAX)) {
            let range = &quoted.range;
            let mark = range.start.max(self.window.start)..range.end.min(self.window.end);
            if mark.is_empty() {
                break;
            }
            let inside = Sight::of(&quoted.inner);
            if self.text.get(range.clone()) == Some(inside.text) {
                let window = mark.start - range.start..mark.end - range.start;
                let through = Sight { window, ..inside };
                steps.extend(through.steps().into_iter().map(|step| Step {
                    mark: step.mark.start + range.start..step.mark.end + range.start,
                    ..step
                }));
            } else if let Some(inside) = self.inside(quoted, &mark, inside) {
                steps.push(Step {
                    outside: self.text.get(mark.clone()).unwrap_or_default(),
                    mark,
                    reader: self.language,
                    holds: quoted.inner.language,
                    inside,
                });
            }
        }
        steps
    }

    /// What the part `mark` of a quotation writes; nothing when that is only its quotes.
    fn inside(&self, quoted: &Quoted, mark: &Range<usize>, inside: Sight<'a>) -> Option<Sight<'a>> {
        let Some(first) = quoted.first_line else {
            return Some(inside);
        };
        let newlines = |range: Range<usize>| {
            let text = self.text.get(range).unwrap_or_default();
            text.bytes().filter(|&byte| byte == b'\n').count()
        };
        let before = newlines(quoted.range.start..mark.start);
        let last = (before + newlines(mark.clone())).checked_sub(first)?;
        let window = lines_of(inside.text, before.saturating_sub(first), last)?;
        Some(Sight { window, ..inside })
    }

    /// The heaviest way to the innermost text.
    fn depth(&self) -> usize {
        let steps = self.steps();
        let depths = steps.iter().map(|step| step.weight() + step.inside.depth());
        depths.max().unwrap_or(0)
    }
}

/// The text of a file in its own language.
fn whole(paper: &Text<File>) -> Option<Sight<'_>> {
    paper.quoted().first().map(|whole| Sight::of(&whole.inner))
}

/// The bytes from one line to another, without the last newline; `None` when the first is not
/// there.
fn lines_of(text: &str, first: usize, last: usize) -> Option<Range<usize>> {
    let mut start = 0;
    let mut range = None;
    for (index, line) in text.split_inclusive('\n').enumerate().take(last + 1) {
        let end = start + line.trim_end_matches('\n').len();
        if index >= first {
            range = Some(range.map_or(start, |range: Range<usize>| range.start)..end);
        }
        start += line.len();
    }
    range
}

const THE_LINE: Say = say("This line of the file.", "ファイルのこの行です。");

/// What becomes of text of the language `inner` when `outer`, which quotes it, is read.
fn sentence(outer: &str, inner: &str) -> Say {
    match (outer, inner) {
        (Toml::NAME, Sh::NAME) => say(
            "TOML hands this to the shell.",
            "TOML として読むと、シェルに渡るのはこれです。",
        ),
        (Toml::NAME, _) => say(
            "TOML hands this to GitLab Runner.",
            "TOML として読むと、GitLab Runner に渡るのはこれです。",
        ),
        (Yaml::NAME, _) => say(
            "YAML hands this to the shell.",
            "YAML として読むと、シェルに渡るのはこれです。",
        ),
        (Variable::NAME, _) => say(
            "GitLab Runner gives this value to the job.",
            "GitLab Runner がジョブに渡す値はこれです。",
        ),
        (Sh::NAME, File::NAME) => say(
            "printf writes this into the file.",
            "printf がファイルに書くのはこれです。",
        ),
        (Sh::NAME, _) => say(
            "The shell hands this to the program.",
            "シェルがプログラムに渡すのはこれです。",
        ),
        (Json::NAME, _) => say(
            "This is what the JSON says.",
            "JSON として読むと、値はこれです。",
        ),
        (Unit::NAME, _) => say(
            "systemd gives this value to the service.",
            "systemd がサービスに渡す値はこれです。",
        ),
        (Cntlm::NAME, _) => say("CNTLM reads this value.", "CNTLM が読み取る値はこれです。"),
        (Url::NAME, _) => say(
            "This is what the URL encodes.",
            "URL の符号化を解くと、これになります。",
        ),
        (Markdown::NAME, Sh::NAME) => say("This is what you type.", "入力するコマンドはこれです。"),
        (Markdown::NAME, _) => say("This is what you see.", "画面に表示されるのはこれです。"),
        _ => say("This stands inside.", "中にあるのはこれです。"),
    }
}
