//! How large a file may be.

use super::NotRead;
use crate::say::message;

/// The largest file that is read, in bytes. A file of a host has a few thousand; one of this size is
/// read in a fraction of a second, also in a browser.
pub const LARGEST: usize = 10_000_000;

pub(super) fn check(text: &str) -> Result<(), NotRead> {
    if text.len() <= LARGEST {
        return Ok(());
    }
    Err(NotRead {
        line: 1,
        column: 1,
        expected: message!(
            "This file is larger than {LARGEST} bytes, so it is hardly the right one. Choose another one.",
            "このファイルは {LARGEST} バイトを超えているので、正しいファイルとは思えません。別のファイルを選んでください。",
        ),
    })
}
