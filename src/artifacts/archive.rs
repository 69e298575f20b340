//! Every file as one archive, for a download: POSIX ustar (IEEE Std 1003.1, pax, "ustar Interchange
//! Format"), uid and gid 0, a fixed time, so the same form gives the same bytes.
//!
//! The directories stand in it as well, so that unpacking does not depend on the umask, but not
//! the top one: an entry `./` with mode 0700 would change the directory it is unpacked in.

use super::{OutFile, files, papers};
use crate::form::Ready;
use crate::say::Lang;

const BLOCK: usize = 512;

/// What the archive's download is called.
pub const NAME: &str = "runner-proxy.tar";

/// The archive's bytes; `None` while a file is not complete, because nobody would miss it in there.
pub fn tar(ready: &Ready, lang: Lang) -> Option<Vec<u8>> {
    let complete = papers(ready.plan(), lang)
        .iter()
        .all(|paper| paper.complete);
    complete.then(|| pack(&files(ready, lang)))
}

fn pack(files: &[OutFile]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directories: Vec<&str> = Vec::new();
    for file in files {
        let path = file.artifact.path;
        for (end, _) in path.match_indices('/') {
            let directory = &path[..=end];
            if !directories.contains(&directory) {
                directories.push(directory);
                archive.extend(header(directory, 0o755, 0, b'5'));
            }
        }
        archive.extend(header(path, file.mode, file.bytes.len(), b'0'));
        archive.extend(&file.bytes);
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
    }
    // Two blocks of zeros end it.
    archive.resize(archive.len() + 2 * BLOCK, 0);
    archive
}

/// One header block. Our paths are shorter than the 100 bytes of its name field.
fn header(path: &str, mode: u32, size: usize, kind: u8) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put =
        |at: usize, text: &str| block[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, path);
    put(100, &format!("{mode:07o}"));
    put(108, "0000000");
    put(116, "0000000");
    put(124, &format!("{size:011o}"));
    // 2026-01-01 00:00:00 UTC.
    put(136, "15125334400");
    // The sum is taken with its own field as blanks.
    put(148, "        ");
    put(257, "ustar");
    put(263, "00");
    put(265, "root");
    put(297, "root");
    block[156] = kind;
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    block
}
