//! A stranger judges every language: the program that will read our text says what it read.
//!
//! No encoder is tested with a decoder of ours. Each judge reads thousands of adversarial values
//! ([`values`]) in a few processes, and each shows on a text written naively that it can say no.
//!
//! A judge that is not installed is skipped, loudly; with `RUNNER_PROXY_JUDGES=required`, as in
//! `cargo xtask test`, its absence is a failure.

#[path = "../support/any_form.rs"]
mod any_form;
mod authority;
mod certificates;
mod cntlm;
mod credentials;
mod docker;
mod failures;
mod forms;
mod go;
mod jobs;
mod json;
mod link;
mod logins;
mod machine;
mod options;
mod peeled;
#[path = "../support/random.rs"]
mod random;
mod rate_limit;
mod rendered;
mod scripts;
mod shellcheck;
mod shells;
mod systemd;
mod toml;
mod url;
mod values;
mod yaml;
