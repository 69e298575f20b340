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
#[derive(Clone, Debug)]
pub struct Certificates {
    /// All of them for a file, in the order of the paste, without what stood between them.
    pub pem: Text<Pem>,
    /// One by one, none twice.
    pub each: Vec<Certificate>,
    /// What is unusual about them at any time.
    pub warnings: Vec<Message>,
}

impl Certificates {
    /// What is unusual about them at the instant `now`, in seconds since the epoch. Only whoever has
    /// a clock can ask: the same form gives the same files on any day.
    pub fn warnings_at(&self, now: i64) -> Vec<Message> {
        let warnings = self.each.iter().map(|one| warnings::in_time(one, now));
        warnings.flatten().collect()
    }
}

/// Reads pasted certificates, as PEM and with any text around them.
///
/// # Errors
/// What the paste is instead, with what to do.
pub fn read(text: &str) -> Result<Certificates, Refused> {
    let each = paste::read(text)?;
    let blocks: Vec<_> = each.iter().map(|one| pem::certificate(&one.der)).collect();
    Ok(Certificates {
        pem: Text::concat(&blocks),
        warnings: warnings::warnings(&each),
        each,
    })
}

/// What to say of a text that must not be kept, because a private key is in it or may be.
pub fn secret(text: &str) -> Option<Message> {
    // Only what is refused can be one, and most texts are short.
    let refused = paste::read(text).err();
    refused
        .filter(|refused| refused.secret)
        .map(|refused| refused.message)
}
