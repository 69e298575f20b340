//! The clients themselves say how they read `NO_PROXY`.
//!
//! Each is run for hundreds of pairs of list and host ([`cases`]) in a network namespace of its own
//! ([`world`]), in which every name and address is answered by a recorder and which has no way out.
//! The recorder tells whether a request came to the proxy or to the host; the models of
//! `runner_proxy::knowledge::no_proxy` must have said the same for every pair, and no other model may.
//!
//! A client that is not installed is skipped, loudly; with `RUNNER_PROXY_JUDGES=required`, as in
//! `cargo xtask test`, its absence is a failure.

mod cases;
mod clients;
#[path = "../judges/machine.rs"]
#[allow(dead_code, reason = "the judges of the other test use the rest of it")]
mod machine;
#[path = "../support/random.rs"]
mod random;
mod suggestions;
mod world;
