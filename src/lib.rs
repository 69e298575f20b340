//! One form renders every file that a GitLab Runner behind a corporate proxy needs.
//!
//! A pure library turns a **form** (a flat map of text) into **artifacts** (the files of a proxied
//! runner host), where a string knows which language it is written in; a page and a command are two
//! thin doors to it.
//!
//! ```text
//! page / link / file ─Form─▶ form::read ──Plan──▶ ARTIFACTS[i].render ──Text<File>──▶ page: papers
//!                                │                        ▲                     └──▶ command: files
//!                                └─Problems─▶ beside      └─ only a Ready, a plan     below --out
//!                                             the question   without errors, leaves
//! ```
//!
//! # The rooms
//!
//! | room | what it holds | leans on |
//! |---|---|---|
//! | [`text`] | strings that know their language; the only place that quotes | – |
//! | [`say`] | words for people, in English and Japanese at once | – |
//! | [`credentials`] | the NTLMv2 hash and both text forms of cntlm | text |
//! | [`form`] | the questions ([`form::FIELDS`]), and reading answers into a [`Plan`](form::plan::Plan) with its problems; answers from a file, a link, a site; pasted certificates | text, say, credentials |
//! | [`install`] | the program of install.sh: puts the files in place, checks them, takes them back; the page gets it handed in | text, say |
//! | [`artifacts`] | every file, one module each, in the table [`artifacts::ARTIFACTS`]; the numbered steps; the archive | install, form, text, say |
//! | [`existing`] | what is already on the machine: a file read, told what is wrong with it, merged with what a plan needs; what a host prints, turned into answers | artifacts, form, text, say |
//! | [`look`] | how a paper is looked at: its tokens for colours, its layers peeled line by line | text, say |
//! | [`knowledge`] | what the programs of a proxied host do: how each reads NO_PROXY, how the Runner waits, what failures mean; GitLab's guide by chapter, with what differs today | artifacts, form, text, say |
//! | `web` | the page; it decides nothing | all of the above |
//! | `bin/` | the doors: the page's main, the command's main | all of the above |
//!
//! Rooms are read from the top, once; nothing points back, and `tests/rooms.rs` holds this table.
//!
//! # Rules of the house, each with its keeper
//!
//! 1. Only [`text`] makes strings in a foreign language: a private field keeps it.
//! 2. Every nesting is visible in a signature: [`text::Holds`] keeps it, with a `compile_fail` twin.
//! 3. The library knows no browser, clock, network or file system: `tests/rooms.rs`.
//! 4. Reading may fail, rendering may not: the signatures.
//! 5. Every list that people see is an iteration over a table.
//! 6. A stranger judges every language: `tests/judges`, with the programs that read our files; and
//!    what we say of a program, the program itself: `tests/clients`.
//! 7. A secret reaches no message, command, link or open file: `tests/fuzz.rs`, `tests/form/`,
//!    `tests/failures/`, `tests/install/secrets.rs` and `tests/command/secrets.rs`.
//! 8. The script leaves a host as before or as after, whenever it dies: `tests/install/faults.rs`,
//!    and whole hosts in `cargo xtask lab`.
//!
//! # Example
//!
//! ```
//! use runner_proxy::{artifacts, form, say::Lang};
//!
//! let form = form::Form::from_json(br#"{
//!     "route": "direct",
//!     "proxies": "proxy.corp.example:8080",
//!     "no-proxy": ".corp.example"
//! }"#).expect("a flat object of text");
//! let (ready, warnings) = form::read(&form).ready().expect("no errors");
//! assert!(warnings.is_empty());
//! let files = artifacts::files(&ready, Lang::En);
//! let unit = files.iter().find(|file| file.artifact.path.ends_with("docker.service.d/http-proxy.conf"));
//! assert_eq!(unit.expect("a drop-in").bytes.as_slice(), br#"[Service]
//! Environment="HTTP_PROXY=http://proxy.corp.example:8080"
//! Environment="HTTPS_PROXY=http://proxy.corp.example:8080"
//! Environment="NO_PROXY=localhost,127.0.0.1,.corp.example,corp.example"
//! "#);
//! ```

pub mod artifacts;
pub mod credentials;
pub mod existing;
pub mod form;
pub mod install;
pub mod knowledge;
pub mod look;
pub mod say;
pub mod text;
#[cfg(feature = "web")]
pub mod web;
