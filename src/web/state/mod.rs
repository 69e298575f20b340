//! What the page knows: the answers and how they came to be, and what of it is on show.

use super::desk::{Desk, Pasted};
use super::row::Row;
use super::sheet::{Copied, Draw, Sheet};
use super::taste::{Taste, Theme};
use super::words;
use crate::artifacts::{ARTIFACTS, Artifact};
use crate::form::site::Site;
use crate::form::{Field, Form, Level, Problem, Reading, fields, read};
use crate::say::{Lang, Message};
use std::rc::Rc;
use yew::{AttrValue, Reducible};

mod action;
mod place;
mod problems;
mod shown;
#[cfg(test)]
mod tests;

pub(super) use action::Action;
pub(super) use place::{Focus, View};
pub(super) use shown::{Kind, Notice, Shown};

/// So few that no key waits for them long, on a slow machine either.
const PAPERS_AT_ONCE: usize = 2;

/// More steps back than anybody takes.
const STEPS_BACK: usize = 200;

/// The state of the page. It lives in memory only and ends with the page.
#[derive(Clone)]
pub(super) struct Page {
    /// Every answer, as typed.
    pub(super) form: Rc<Form>,
    /// The answers before the last edit; an edit is a visit to one question.
    pub(super) before: Rc<Form>,
    /// The language of all words.
    pub(super) lang: Lang,
    /// Light, dark, or as the system has it.
    pub(super) theme: Theme,
    /// What happened last, until something is typed.
    pub(super) notice: Option<Notice>,
    /// What could not be taken from a link, a file or the site, until it is dismissed.
    pub(super) told: Vec<Problem>,
    /// What was pasted and not kept, until the question is answered.
    refused: Option<Problem>,
    /// What a team that hosts the page has set.
    pub(super) site: Rc<Site>,
    /// The paper on show; none means the first.
    pub(super) chosen: Option<Row<Artifact>>,
    /// What the right side shows.
    pub(super) desk: Desk,
    /// What a narrow screen shows.
    pub(super) view: View,
    /// Whether the password is readable.
    pub(super) revealed: bool,
    /// Whether somebody reads a program.
    pub(super) reading: bool,
    /// Whether the page is being printed.
    pub(super) printing: bool,
    /// Where the focus shall go once it is drawn; another number for each time.
    pub(super) focus: (Focus, u32),
    /// A newer version of the page waits.
    pub(super) update: bool,
    /// Whether all of it is drawn: at first only what is in sight is.
    pub(super) whole: bool,
    /// How many papers are, beside the one on show.
    pub(super) drawn: usize,
    /// Whether single keys do something.
    pub(super) keys: bool,
    /// What was typed or pasted at the desks.
    typed: Vec<(Desk, AttrValue)>,
    /// What goes with the text at the desk where files are merged.
    pub(super) pasted: Rc<Pasted>,
    past: Vec<Rc<Form>>,
    future: Vec<Rc<Form>>,
    /// The question of the edit that is going on.
    editing: Option<&'static str>,
    /// The questions that were answered or left.
    touched: Vec<&'static str>,
}

/// Something to tell that the form itself does not know.
pub(super) fn remark(field: &'static str, message: Message) -> Problem {
    Problem {
        field: field.into(),
        level: Level::Warning,
        message,
        fixes: Vec::new(),
    }
}

impl Page {
    /// What a link or nothing says, with what the site has set.
    pub(super) fn new(taste: Taste, site: Site, form: Form, told: Vec<Problem>) -> Self {
        let mut page = Self {
            form: Rc::default(),
            before: Rc::default(),
            lang: taste.lang,
            theme: taste.theme,
            keys: taste.keys,
            notice: None,
            told,
            refused: None,
            site: Rc::new(site),
            chosen: None,
            desk: Desk::Files,
            typed: Vec::new(),
            pasted: Rc::default(),
            view: View::Group(0),
            revealed: false,
            reading: false,
            printing: false,
            focus: (Focus::Stays, 0),
            update: false,
            whole: false,
            drawn: 0,
            past: Vec::new(),
            future: Vec::new(),
            editing: None,
            touched: Vec::new(),
        };
        page.load(form, Vec::new());
        page.past.clear();
        page.before = Rc::clone(&page.form);
        page
    }

    /// The form, read anew.
    pub(super) fn read(&self) -> Reading {
        read(&self.form)
    }

    /// Which papers are drawn with their text.
    pub(super) fn draw(&self) -> Draw {
        match (self.whole, self.reading) {
            (false, _) => Draw::First,
            (true, false) => Draw::Files,
            (true, true) => Draw::Programs,
        }
    }

    /// What was copied last, until something else happens.
    pub(super) fn copied(&self) -> Option<Copied> {
        self.notice.as_ref().and_then(|notice| notice.copied)
    }

    /// Whether some papers are not drawn yet, though they could be.
    pub(super) fn is_drawing(&self) -> bool {
        self.whole && self.drawn < ARTIFACTS.len()
    }

    /// The paper on show: the chosen one while there is such a paper, else the first.
    pub(super) fn chosen(&self, sheets: &[Rc<Sheet>]) -> Option<Row<Artifact>> {
        let rows = || sheets.iter().map(|sheet| sheet.artifact);
        rows()
            .find(|row| Some(*row) == self.chosen)
            .or_else(|| rows().next())
    }

    /// Whether there is something to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to make again.
    pub(super) fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Whether the site keeps this answer from being changed.
    pub(super) fn locks(&self, field: &Field) -> bool {
        self.site.locks(field)
    }

    /// The desk on show: before all code is there, and if it never comes, the files.
    pub(super) fn on_show(&self) -> Desk {
        if self.whole { self.desk } else { Desk::Files }
    }

    /// What was typed at a desk; it stays while another one is on show.
    pub(super) fn typed(&self, desk: Desk) -> AttrValue {
        let mut typed = self.typed.iter();
        let own = typed.find(|(other, _)| other.is_at(desk));
        own.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// Shows a desk, from its heading on.
    pub(super) fn see(&mut self, desk: Desk) {
        self.desk = desk;
        self.view = View::Papers;
        self.move_focus(Focus::Desk(desk));
    }

    /// Begins an edit, unless the same one is still going on.
    fn edit(&mut self, question: Option<&'static str>) {
        if question.is_none() || self.editing != question {
            self.past.push(Rc::clone(&self.form));
            if self.past.len() > STEPS_BACK {
                self.past.remove(0);
            }
            self.before = Rc::clone(&self.form);
        }
        self.editing = question;
        self.future.clear();
        self.notice = None;
    }

    fn answer(&mut self, field: &'static Field, text: String) {
        if self.locks(field) {
            return;
        }
        self.touch(field);
        // The field is empty already: some ways to insert text tell so once more.
        let refused = self.refused.as_ref().map(|old| &*old.field);
        if refused == Some(field.name) && !text.is_empty() {
            self.refused = None;
        }
        Rc::make_mut(&mut self.form).set(field, text);
    }

    fn type_at(&mut self, desk: Desk, text: AttrValue) {
        self.notice = None;
        self.typed.retain(|(other, _)| !other.is_at(desk));
        self.typed.push((desk, text));
    }

    fn move_focus(&mut self, focus: Focus) {
        self.focus = (focus, self.focus.1 + 1);
    }

    fn notify(&mut self, message: Message, copied: Option<Copied>) {
        let number = self.notice.as_ref().map_or(0, |notice| notice.number) + 1;
        self.notice = Some(Notice {
            message,
            number,
            copied,
        });
    }

    fn touch(&mut self, field: &'static Field) {
        if !self.touches(field.name) {
            self.touched.push(field.name);
        }
    }

    fn touches(&self, name: &str) -> bool {
        self.touched.contains(&name)
    }

    fn load(&mut self, mut form: Form, told: Vec<Problem>) {
        self.revealed = false;
        self.refused = None;
        self.edit(None);
        self.told.extend(told);
        let overruled = self.site.lock(&mut form).into_iter();
        self.told
            .extend(overruled.map(|field| remark(field.name, words::OVERRULED.into())));
        self.touched.clear();
        self.form = Rc::new(form);
    }

    fn travel(&mut self, back: bool) {
        let (from, to) = match back {
            true => (&mut self.past, &mut self.future),
            false => (&mut self.future, &mut self.past),
        };
        if let Some(form) = from.pop() {
            let left = std::mem::replace(&mut self.form, form);
            to.push(Rc::clone(&left));
            self.before = left;
            self.refused = None;
            self.editing = None;
            self.notice = None;
        }
    }

    /// Draws all but the papers that are not on show, then some of those each time.
    fn complete(&mut self) {
        self.drawn += if self.whole { PAPERS_AT_ONCE } else { 0 };
        self.whole = true;
    }

    fn forget(&mut self) {
        self.typed.clear();
        self.pasted = Rc::default();
        let all = [&mut self.form, &mut self.before];
        let all = all
            .into_iter()
            .chain(&mut self.past)
            .chain(&mut self.future);
        for form in all {
            Rc::make_mut(form).set(&fields::PASSWORD, String::new());
        }
    }
}

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        if matches!(&action, Action::Leave(field) if self.touches(field.name)) {
            return self;
        }
        let mut page = Rc::unwrap_or_clone(self);
        match action {
            Action::Answer(field, text) => {
                // Each choice is an edit of its own; typing is one until another question's turn.
                let typing = field.choices().is_empty();
                page.edit(typing.then_some(field.name));
                // The question of the password may go away and come back: then hidden.
                page.revealed &= typing;
                match field.must_not_keep(&text) {
                    Some(why) => page.refuse(field, &why),
                    None => page.answer(field, text),
                }
            }
            Action::Mend(asked, answers) => {
                page.edit(None);
                page.refused = None;
                for (field, text) in answers {
                    page.answer(field, text);
                }
                // The button is gone with the problem; the question is where the eyes are.
                page.move_focus(Focus::Question(asked.name));
            }
            Action::Visit(field) => {
                page.view = View::of(field);
                page.move_focus(Focus::Question(field.name));
            }
            Action::Leave(field) => {
                page.touch(field);
                page.editing = None;
            }
            Action::Read(reading) => page.reading = reading,
            Action::Print(printing) => page.printing = printing,
            Action::UseKeys(keys) => page.keys = keys,
            Action::Speak(lang) => page.lang = lang,
            Action::Dress(theme) => page.theme = theme,
            Action::Notify(message) => page.notify(message, None),
            Action::Copied(what, message) => page.notify(message, Some(what)),
            Action::Reveal(revealed) => page.revealed = revealed,
            Action::Choose(row) => {
                page.chosen = Some(row);
                page.see(Desk::Files);
                page.move_focus(Focus::Paper(row));
            }
            Action::See(desk) => page.see(desk),
            Action::Type(desk, text) => {
                if desk == Desk::Merge {
                    Rc::make_mut(&mut page.pasted).typed(&text);
                }
                page.type_at(desk, text);
            }
            Action::Bring(text, pasted) => {
                page.pasted = Rc::new(pasted);
                page.type_at(Desk::Merge, text);
            }
            Action::Show(view) => {
                page.view = view;
                page.move_focus(Focus::View(view));
            }
            Action::Undo => page.travel(true),
            Action::Redo => page.travel(false),
            Action::Reset => {
                page.told.clear();
                page.load(page.site.preset.clone(), Vec::new());
            }
            Action::Load(form, told) => {
                page.told.clear();
                page.load(form, told);
            }
            Action::Tell(problems) => page.told = problems,
            Action::Dismiss => page.told.clear(),
            Action::Forget => page.forget(),
            Action::Update => page.update = true,
            Action::Complete => page.complete(),
        }
        Rc::new(page)
    }
}
