//! What the programs of a proxied host do, modelled from their sources and judged by themselves.

pub mod chapters;
pub mod failures;
pub mod no_proxy;
pub mod rate_limit;
pub mod source;
