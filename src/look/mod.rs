//! How a paper is looked at: its tokens for colours ([`highlight`]), and its layers peeled line by
//! line ([`peel`]).
//!
//! ```
//! use runner_proxy::{artifacts, form, look, say::Lang};
//! # let form = form::Form::from_json(br#"{ "route": "direct", "proxies": "proxy.corp.example:8080",
//! #   "username": "alice", "domain": "CORP", "password": "p@ss" }"#).expect("a flat object of text");
//! let plan = form::read(&form).plan;
//! for paper in artifacts::papers(&plan, Lang::En) {
//!     let tokens = look::highlight::tokens(look::language(&paper.text), paper.text.as_str());
//!     let lines = look::highlight::lines(&tokens);
//!     for (number, (line, peelable)) in lines.zip(look::peel::peelable(&paper.text)).enumerate() {
//!         for token in line {
//!             let _span = (token.kind.class(), token.text);
//!         }
//!         let levels = look::peel::levels(&paper.text, number);
//!         assert_eq!(peelable, !levels.is_empty());
//!         for part in levels.iter().flatten() {
//!             let _shown = (part.say.pick(Lang::En), part.text, &part.marks);
//!         }
//!     }
//! }
//! ```

use crate::text::{File, Text};

pub mod highlight;
pub mod peel;

/// The name of the language in which a file is written.
pub fn language(paper: &Text<File>) -> &'static str {
    paper
        .quoted()
        .first()
        .map_or("", |whole| whole.inner.language)
}
