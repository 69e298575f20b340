//! What the library knows of other programs, as a person meets it: pasted texts and the sentences
//! about them. Whether it is true is for `tests/judges` to say.

#[path = "../support/any_form.rs"]
mod any_form;
mod chapters;
#[path = "../support/random.rs"]
mod random;
mod rate_limit;
