//! What the browser tests stand on: a server for the built site, a real Chromium, the page as a
//! person sees it, and the command whose files are the truth to compare with.
//!
//! The tests are told where things are by the environment: `RUNNER_PROXY_SITE` (the directory of
//! the built site), `RUNNER_PROXY_BIN` (the command) and `RUNNER_PROXY_AXE` (axe.min.js).
//! `cargo xtask test` makes all three.

pub mod browser;
pub mod command;
pub mod folder;
pub mod forms;
pub mod hand;
pub mod machine;
pub mod page;
pub mod server;
pub mod wait;

pub use page::{Page, with_page};

/// The size of a window on a desk.
pub const DESK: (u64, u64) = (1280, 900);

/// The size of a telephone.
pub const TELEPHONE: (u64, u64) = (390, 844);
