//! runner-proxy
pub mod artifacts;
pub mod credentials;
pub mod form;
pub mod say;
pub mod text;
#[cfg(feature = "web")]
pub mod web;
