//! Whatever a host prints, turned into answers: what was recognised in it, what each piece says, and
//! which answers of a form would change.
//!
//! Pieces may follow one another, with prompts and headings (`==> FILE <==`) around them: files of a
//! host, and what programs print of it. Nothing is guessed: what is in none of the pieces stays open,
//! and what is there and cannot be taken is told with its reason.
//!
//! | answer | where it stands |
//! |---|---|
//! | `route` | `cntlm.conf`, `After=cntlm.service`, an address of docker0 as proxy; else it is `direct` |
//! | `proxies`, `username`, `domain` | `cntlm.conf`; the proxy's URL |
//! | `password` | a `Password` line; the proxy's URL. A hash cannot be turned back |
//! | `secret` | `cntlm.conf` |
//! | `cntlm` | CNTLM's drop-in |
//! | `docker0`, `port` | `ip addr`, `cntlm.conf`, the proxy's URL |
//! | `daemon` | Docker's drop-in, `daemon.json` |
//! | `gitlab` | `url` of a registered runner, `install.sh`; in no other file of ours |
//! | `gitlab-route`, `no-proxy` | each list of hosts, once `gitlab` is known |
//! | `ca` | certificates |
//! | `dind` | `.gitlab-ci.yml`, `config.toml` |
//! | `client-config`, `client-values` | the script that writes Docker's `config.json`, in either of them |
//!
//! ```
//! use runner_proxy::existing::host;
//! use runner_proxy::form::{Form, fields};
//!
//! let mut form = Form::default();
//! let heard = host::read("root@host:~# env\nhttps_proxy=http://CORP%5Calice:p%40ss@proxy.corp.example:8080/\n", &form);
//! heard.apply(&mut form, &[]);
//! assert_eq!(form.text(&fields::PROXIES), "proxy.corp.example:8080");
//! assert_eq!(form.text(&fields::DOMAIN), "CORP");
//! assert_eq!(form.text(&fields::PASSWORD), "p@ss");
//! ```

use super::limit;
use crate::form::{Field, Form};
use crate::say::{Message, Say};
use std::ops::Range;

mod facts;
mod files;
mod hosts;
mod lines;
mod pieces;
mod script;
mod settle;
mod url;
mod words;

pub(super) use pieces::is_copied;

/// What was heard in a text.
#[derive(Default)]
pub struct Heard {
    /// What was recognised, in order.
    pub pieces: Vec<Piece>,
    /// What it answers, in the order of the form.
    pub answers: Vec<Answer>,
    /// What is there and is not taken, in the order of the lines.
    pub left: Vec<Left>,
}

/// A part of the text that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub what: Say,
    /// Its lines, from 1.
    pub lines: Range<usize>,
}

/// An answer that a piece gives.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// To which question.
    pub field: &'static Field,
    /// What is answered; of a [secret](Field::is_secret) field it must not be shown.
    pub value: String,
    /// Where it stands, from 1.
    pub line: usize,
    /// What it would do to the form.
    pub change: Change,
}

/// What an answer would do to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: the form says so already.
    None,
    /// It answers what nobody has answered.
    New,
    /// It replaces another answer, or a choice in force beside answers that somebody gave, so a person
    /// is asked first.
    Replaces,
}

/// What is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Where it stands, from 1.
    pub line: usize,
    /// Why, and what to do. It never holds a secret.
    pub why: Message,
}

/// Reads what a host printed, for a form with these answers.
///
/// A text larger than [`LARGEST`](limit::LARGEST) is not read, which is told in [`Heard::left`].
pub fn read(text: &str, form: &Form) -> Heard {
    if let Err(large) = limit::check(text) {
        return Heard {
            left: vec![Left {
                line: large.line,
                why: large.expected,
            }],
            ..Heard::default()
        };
    }
    let mut ear = facts::Ear::default();
    ear.listen(text);
    settle::settle(ear, form)
}

impl Heard {
    /// Writes answers into a form: for each whether it is chosen; where the list is shorter, the
    /// [new](Change::New) ones.
    pub fn apply(&self, form: &mut Form, chosen: &[bool]) {
        for (index, answer) in self.answers.iter().enumerate() {
            let is_new = answer.change == Change::New;
            if chosen.get(index).copied().unwrap_or(is_new) {
                form.set(answer.field, answer.value.clone());
            }
        }
    }
}
