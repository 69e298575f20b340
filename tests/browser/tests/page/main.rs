//! The built site in a real browser, compared with the command: `cargo xtask test --only browser`.

mod accessibility;
mod authority;
mod choosing;
mod copying;
mod desks;
mod difference;
mod downloads;
mod errors;
mod flows;
mod from_host;
mod guide;
mod hosted;
mod keeping;
mod keyboard;
mod language;
mod link;
mod loading;
mod mending;
mod merge;
mod messages;
mod narrow;
mod no_proxy;
mod offline;
mod papers;
mod printing;
mod privacy;
#[path = "../../../support/random.rs"]
mod random;
mod rate_limits;
mod xray;
