//! A file put in the place of another: at once or not at all, with the mode and owner of the old one,
//! which stays beside it.
//!
//! The old file gets a second name and so becomes its own backup: nothing of it is copied, and its
//! mode, owner and access control list stay those that it had.

use super::{Stop, failed};
use runner_proxy::say::{Lang, Message, message, say};
use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

/// Puts `new` in the place of `old`, which was read from this path, and returns where the old file
/// is now. A link stays one: the file to which it leads is replaced.
pub(super) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<PathBuf, Stop> {
    let kept = attempt(path, old, new).map_err(|why| {
        let path = path.display();
        let [en, ja] = Lang::ALL.map(|lang| why.pick(lang));
        Stop::Io(message!(
            "{path} is as it was. {en}",
            "{path} は元のままです。{ja}"
        ))
    })?;
    // From here on it is another one, whatever becomes of the flush.
    let folder = kept.parent().unwrap_or(Path::new("/"));
    flush(folder).map_err(|error| failed(folder, &error))?;
    Ok(kept)
}

/// A name that is taken away again unless it is kept.
struct Made(PathBuf, bool);

impl Made {
    fn keep(mut self) {
        self.1 = true;
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        if !self.1 {
            let _ = fs::remove_file(&self.0);
        }
    }
}

fn attempt(path: &Path, old: &[u8], new: &[u8]) -> Result<PathBuf, Message> {
    let target = fs::canonicalize(path).map_err(at(path))?;
    let was = fs::metadata(&target).map_err(at(&target))?;
    let (Some(folder), Some(name), true) = (target.parent(), target.file_name(), was.is_file())
    else {
        return Err(say("It is not a file.", "通常のファイルではありません。").into());
    };
    let written = write(folder, name.to_owned(), new, &was)?;
    let (backup, made) = keep(&target, folder, name.to_owned(), &was)?;
    if was.nlink() > if made.is_some() { 1 } else { 2 } {
        return Err(say(
            "It has a second name (a hard link), under which the old content would stay. Delete that one first.",
            "このファイルには別の名前（ハードリンク）もあり、そちらには元の内容が残ってしまいます。先に別の名前を消してください。",
        )
        .into());
    }
    flush(folder).map_err(at(folder))?;
    let now = fs::metadata(&target).map_err(at(&target))?;
    let print = |of: &Metadata| (of.dev(), of.ino(), of.mode(), of.uid(), of.gid());
    if print(&now) != print(&was) || fs::read(&target).map_err(at(&target))? != old {
        return Err(say(
            "Another program has changed it in the meantime. Try again.",
            "処理の間に、別のプログラムがこのファイルを変更しました。もう一度実行してください。",
        )
        .into());
    }
    fs::rename(&written.0, &target).map_err(at(&target))?;
    written.keep();
    made.into_iter().for_each(Made::keep);
    Ok(backup)
}

/// Gives the old file its second name, the first one that is free. It may have one already, from a
/// run that was killed.
fn keep(
    target: &Path,
    folder: &Path,
    mut name: OsString,
    was: &Metadata,
) -> Result<(PathBuf, Option<Made>), Message> {
    name.push(".runner-proxy-backup");
    let mut path = folder.join(&name);
    let mut number = 1;
    while let Err(error) = fs::hard_link(target, &path) {
        if error.kind() != io::ErrorKind::AlreadyExists {
            return Err(at(&path)(error));
        }
        let same = |there: Metadata| (there.dev(), there.ino()) == (was.dev(), was.ino());
        if fs::symlink_metadata(&path).is_ok_and(same) {
            return Ok((path, None));
        }
        number += 1;
        let mut numbered = name.clone();
        numbered.push(format!("-{number}"));
        path = folder.join(numbered);
    }
    Ok((path.clone(), Some(Made(path, false))))
}

/// Beside the old file, under a name that no reader of the folder takes, as install.sh does: nobody
/// else can read it before it has its owner and mode. As long as it is there, another run gives up:
/// two at once would take each other's backups away.
fn write(folder: &Path, name: OsString, new: &[u8], was: &Metadata) -> Result<Made, Message> {
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(".runner-proxy");
    let path = folder.join(beside);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let mut file = options.open(&path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let path = path.display();
            message!(
                "{path} is there: another run is at work, or was killed. If there is none, delete it and try again.",
                "{path} があります。別の runner-proxy が実行中か、途中で止まったものです。実行中でなければ、これを消してからもう一度実行してください。",
            )
        }
        _ => at(&path)(error),
    })?;
    let made = Made(path, false);
    let path = &made.0;
    file.write_all(new).map_err(at(path))?;
    let owner = |of: &Metadata| (of.uid(), of.gid());
    let is = file.metadata().map_err(at(path))?;
    if owner(&is) != owner(was) {
        fchown(&file, Some(was.uid()), Some(was.gid())).map_err(|_| {
            Message::from(say(
                "Its owner is somebody else. Run this as root, or as the owner.",
                "ファイルの所有者は別のユーザーです。root か、その所有者として実行してください。",
            ))
        })?;
    }
    // After the owner, whose change takes special bits away; and not left to the umask.
    file.set_permissions(Permissions::from_mode(was.mode() & 0o7777))
        .and_then(|()| file.sync_all())
        .map_err(at(path))?;
    Ok(made)
}

fn flush(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn at(path: &Path) -> impl Fn(io::Error) -> Message {
    let path = path.display().to_string();
    move |error| message!("{path}: {error}.", "{path}: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    /// What the Runner writes between our reading and our renaming is not lost.
    #[test]
    fn a_file_that_has_changed_since_it_was_read_stays() {
        let own = format!("runner-proxy-changed-{}", std::process::id());
        let folder = env::temp_dir().join(own);
        fs::create_dir(&folder).expect("a folder");
        let file = folder.join("a");
        fs::write(&file, "newer").expect("a file");
        let refused = replace(&file, b"old", b"merged");
        let content = fs::read_to_string(&file);
        let names = fs::read_dir(&folder).expect("the folder").count();
        fs::remove_dir_all(&folder).expect("gone");
        let Err(Stop::Io(message)) = refused else {
            unreachable!("it has changed");
        };
        assert!(
            message
                .pick(Lang::En)
                .contains("in the meantime. Try again.")
        );
        assert_eq!((content.expect("there").as_str(), names), ("newer", 1));
    }
}
