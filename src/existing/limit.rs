//! How large a file may be.

use super::NotRead;
use crate::say::message;

/// The largest file that is read, in bytes of text. A file of a host has a few thousand, and a runner
/// in config.toml takes about one thousand. Of ten times this much, files in which every line is wrong
/// took two seconds and half a gigabyte; of this much, the worst took half a second.
pub const LARGEST: usize = 1_000_000;

pub(super) fn check(text: &str) -> Result<(), NotRead> {
    if text.len() <= LARGEST {
        return Ok(());
    }
    Err(NotRead {
        line: 1,
        column: 1,
        expected: message!(
            "This file is larger than {LARGEST} bytes, so it is hardly the right one. Choose another one.",
            "このファイルは {LARGEST} バイトを超えています。別のファイルを選んでいませんか。ファイルを確かめてください。",
        ),
    })
}
