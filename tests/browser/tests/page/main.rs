//! The built site in a real browser, compared with the command: `cargo xtask test --only browser`.

mod accessibility;
mod copying;
mod downloads;
mod errors;
mod keyboard;
mod language;
mod loading;
mod papers;
mod privacy;
