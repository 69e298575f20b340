//! What can happen to the page.

use super::View;
use crate::artifacts::Artifact;
use crate::form::{Field, Form, Problem};
use crate::say::{Lang, Message};
use crate::web::desk::{Desk, Pasted};
use crate::web::row::Row;
use crate::web::sheet::Copied;
use crate::web::taste::Theme;
use yew::AttrValue;

/// Everything that changes the page.
pub(in crate::web) enum Action {
    /// A question was answered.
    Answer(&'static Field, String),
    /// Several were answered at once, to mend a problem of the question.
    Mend(&'static Field, Vec<(&'static Field, String)>),
    /// A question shall come into sight, and have the focus.
    Visit(&'static Field),
    /// The focus left a question.
    Leave(&'static Field),
    /// A program is opened or closed.
    Read(bool),
    /// The page is about to be printed, or was.
    Print(bool),
    /// Single keys shall do something, or nothing.
    UseKeys(bool),
    /// Another language was chosen.
    Speak(Lang),
    /// Another look was chosen.
    Dress(Theme),
    /// Something happened that people shall hear of.
    Notify(Message),
    /// Something was copied, and people shall hear of it.
    Copied(Copied, Message),
    /// The password shall be readable, or not.
    Reveal(bool),
    /// Another paper was chosen.
    Choose(Row<Artifact>),
    /// The right side shall show another desk.
    See(Desk),
    /// Something was typed or pasted at a desk.
    Type(Desk, AttrValue),
    /// A file to merge was opened, or something was chosen for it.
    Bring(AttrValue, Pasted),
    /// A narrow screen shall show something else.
    Show(View),
    /// The last edit is taken back.
    Undo,
    /// What was taken back is made again.
    Redo,
    /// An empty form, or what the site has set, starts over.
    Reset,
    /// A link or a file is opened.
    Load(Form, Vec<Problem>),
    /// Something could not be taken at all.
    Tell(Vec<Problem>),
    /// What could not be read was read about.
    Dismiss,
    /// The page is left: no password and no pasted log stays, also not for whoever comes back.
    Forget,
    /// A newer version of the page waits.
    Update,
    /// The page has been painted, and all of its code is there: the next part of it is drawn.
    Complete,
}
