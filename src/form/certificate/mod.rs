//! The certificates that a host has to trust behind a proxy that opens TLS: what a person pastes,
//! read as far as it takes to say whether they are the right ones.
//!
//! The Runner, its helper, the jobs and dockerd each have a place of their own for them, and each
//! says the same “certificate signed by unknown authority” when it is the wrong certificate. So what
//! is wrong with it is said here, where it is pasted, before any of them starts.
//!
//! ```text
//! paste ─PEM─▶ base64 ─DER─▶ x509 ─▶ Certificates { pem, each, warnings }
//!   └─ Refused: a private key, something else, cut off, damaged, nothing
//! ```

mod base64;
mod der;
mod kind;
mod name;
mod paste;
mod time;
mod warnings;
mod x509;

pub use name::Name;
pub use paste::{LARGEST, Refused};
pub use time::date;
pub use x509::Certificate;

use crate::say::Message;
use crate::text::Text;
use crate::text::pem::{self, Pem};

/// Certificates to trust, at least one.
#[derive(Debug)]
pub struct Certificates {
    /// All of them for a file, in the order of the paste, without what stood between them.
    pub pem: Text<Pem>,
    /// One by one, none twice.
    pub each: Vec<Certificate>,
    /// What is unusual about them.
    pub warnings: Vec<Message>,
}

/// Reads pasted certificates, as PEM and with any text around them, at the instant `now`, in seconds
/// since the epoch.
///
/// # Errors
/// What the paste is instead, with what to do.
pub fn read(text: &str, now: i64) -> Result<Certificates, Refused> {
    let each = paste::read(text)?;
    let blocks: Vec<_> = each.iter().map(|one| pem::certificate(&one.der)).collect();
    Ok(Certificates {
        pem: Text::concat(&blocks),
        warnings: warnings::warnings(&each, now),
        each,
    })
}
