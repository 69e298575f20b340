//! The files of `runner-proxy render`, written below a directory.

use super::{Stop, failed};
use runner_proxy::artifacts::OutFile;
use runner_proxy::say::message;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Writes all files, or none: files made before a failure are taken away again. An empty directory
/// that was there stays, with mode 0700.
pub(super) fn write(out: &Path, files: &[OutFile]) -> Result<(), Stop> {
    let mut private = fs::DirBuilder::new();
    private.mode(0o700);
    let existed = match fs::read_dir(out).map(|mut entries| entries.next().is_none()) {
        Ok(true) => true,
        Ok(false) => {
            let shown = out.display();
            return Err(Stop::Io(message!(
                "{shown} is not empty. Name a directory that is absent or empty.",
                "{shown} は空ではありません。存在しないか、空のディレクトリーを指定してください。",
            )));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            private.create(out).map_err(|error| failed(out, &error))?;
            false
        }
        Err(error) => return Err(failed(out, &error)),
    };
    let written = fs::set_permissions(out, fs::Permissions::from_mode(0o700))
        .map_err(|error| failed(out, &error))
        .and_then(|()| files.iter().try_for_each(|file| write_one(out, file)));
    if written.is_err() {
        // The error that stopped us is the one to tell; the directory was empty before.
        for file in files {
            let Some(first) = Path::new(file.artifact.path).iter().next() else {
                continue;
            };
            let made = out.join(first);
            let _ = fs::remove_dir_all(&made).or_else(|_| fs::remove_file(&made));
        }
        if !existed {
            let _ = fs::remove_dir(out);
        }
    }
    written
}

fn write_one(out: &Path, file: &OutFile) -> Result<(), Stop> {
    let path = out.join(file.artifact.path);
    let attempt = || -> io::Result<()> {
        let mut directory = out.to_owned();
        for part in Path::new(file.artifact.path).parent().into_iter().flatten() {
            directory.push(part);
            if !directory.is_dir() {
                fs::create_dir(&directory)?;
                fs::set_permissions(&directory, fs::Permissions::from_mode(0o755))?;
            }
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let mut target = options.open(&path)?;
        target.write_all(&file.bytes)?;
        // Not left to the umask.
        target.set_permissions(fs::Permissions::from_mode(file.mode))
    };
    attempt().map_err(|error| failed(&path, &error))
}
