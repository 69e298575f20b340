//! A folder that stands for a host, and everything that is in it.

use crate::machine::Scratch;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

/// What makes an entry itself; an inode or a time does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) mode: u32,
    pub(crate) owner: (u32, u32),
    pub(crate) what: What,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum What {
    Folder,
    Link(PathBuf),
    File(Vec<u8>),
}

impl Entry {
    /// The bytes of a file; a folder and a link have none.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.what {
            What::File(bytes) => bytes,
            What::Folder | What::Link(_) => b"",
        }
    }
}

impl std::fmt::Debug for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder => f.write_str("folder"),
            Self::Link(to) => write!(f, "link to {}", to.display()),
            Self::File(bytes) => write!(f, "{:?}", String::from_utf8_lossy(bytes)),
        }
    }
}

/// Everything below a folder, by its path on the host, such as `/etc/cntlm.conf`.
pub(crate) type Listing = BTreeMap<String, Entry>;

/// Where the script keeps its journal.
pub(crate) const STATE: &str = "/var/lib/runner-proxy";

/// Who may give files away.
pub(crate) fn am_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0)
}

/// This owner, or the only one that somebody else can give.
pub(crate) fn owner(user: u32, group: u32) -> (u32, u32) {
    let this = fs::metadata("/proc/self").expect("this process");
    if am_root() {
        (user, group)
    } else {
        (this.uid(), this.gid())
    }
}

/// The host, and beside it a folder for the temporary files of programs.
pub(crate) struct Tree {
    scratch: Scratch,
    memory: Scratch,
    root: PathBuf,
}

impl Tree {
    /// An empty one.
    pub(crate) fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        scratch.open("tmp");
        // The script waits for the disk at every step, which proves nothing here.
        let memory = Path::new("/dev/shm");
        let memory = if memory.is_dir() {
            Scratch::below(memory, name)
        } else {
            Scratch::new(name)
        };
        let root = memory.path("host");
        fs::create_dir(&root).expect("a folder");
        memory.mode("host", 0o755);
        Self {
            scratch,
            memory,
            root,
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What lies beside the host.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.scratch.path(name)
    }

    pub(crate) fn on(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    /// The host gets another name.
    pub(crate) fn rename(&mut self, name: &str) {
        let root = self.memory.path(name);
        fs::rename(&self.root, &root).expect("renamed");
        self.root = root;
    }

    fn parent(&self, path: &str) -> PathBuf {
        let path = self.on(path);
        let parent = path.parent().expect("a folder");
        let mut missing: Vec<_> = parent.ancestors().take_while(|p| !p.exists()).collect();
        while let Some(folder) = missing.pop() {
            fs::create_dir(folder).expect("a folder");
            fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).expect("a mode");
        }
        path
    }

    pub(crate) fn file(&self, path: &str, bytes: &[u8], mode: u32, owned: (u32, u32)) {
        let path = self.parent(path);
        fs::write(&path, bytes).expect("a file");
        let (user, group) = owner(owned.0, owned.1);
        chown(&path, Some(user), Some(group)).expect("an owner");
        fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("a mode");
    }

    pub(crate) fn link(&self, path: &str, to: &str) {
        symlink(to, self.parent(path)).expect("a link");
    }

    pub(crate) fn folder(&self, path: &str, mode: u32) {
        let path = self.parent(path);
        fs::create_dir(&path).expect("a folder");
        fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("a mode");
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.on(path)).expect("a file of the host")
    }

    pub(crate) fn listing(&self) -> Listing {
        listing(&self.root)
    }

    /// What is left of the temporary files of programs.
    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.beside("tmp")).expect("the folder");
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    }

    /// Inode and time of change of everything but the journal: what nobody touched keeps both.
    pub(crate) fn identities(&self) -> BTreeMap<String, (u64, i64, i64)> {
        let paths = self.listing().into_keys();
        let identity = |path: String| {
            let meta = fs::symlink_metadata(self.on(&path)).expect("an entry");
            let identity = (meta.ino(), meta.ctime(), meta.ctime_nsec());
            (path, identity)
        };
        paths
            .filter(|path| !is_journal(path))
            .map(identity)
            .collect()
    }
}

/// Whether a path is the journal of the script, or a folder on the way to it.
pub(crate) fn is_journal(path: &str) -> bool {
    path.starts_with(STATE) || ["/var/lib", "/var"].contains(&path)
}

pub(crate) fn without_journal(mut listing: Listing) -> Listing {
    listing.retain(|path, _| !is_journal(path));
    listing
}

pub(crate) fn listing(root: &Path) -> Listing {
    fn walk(root: &Path, below: &str, found: &mut Listing) {
        for entry in fs::read_dir(root.join(below.trim_start_matches('/'))).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("UTF-8");
            let (path, name) = (entry.path(), format!("{below}/{name}"));
            let meta = fs::symlink_metadata(&path).expect("metadata");
            let what = if meta.is_dir() {
                walk(root, &name, found);
                What::Folder
            } else if meta.is_symlink() {
                What::Link(fs::read_link(&path).expect("a link"))
            } else {
                What::File(fs::read(&path).expect("a file"))
            };
            let entry = Entry {
                mode: meta.mode() & 0o7777,
                owner: (meta.uid(), meta.gid()),
                what,
            };
            found.insert(name, entry);
        }
    }
    let mut found = Listing::new();
    walk(root, "", &mut found);
    found
}

/// Where two hosts differ, for a person; nothing when they are the same.
pub(crate) fn difference(wanted: &Listing, found: &Listing) -> Option<String> {
    let all: std::collections::BTreeSet<_> = wanted.keys().chain(found.keys()).collect();
    let lines: Vec<_> = all
        .into_iter()
        .filter(|path| wanted.get(*path) != found.get(*path))
        .map(|path| {
            let shown = |listing: &Listing| match listing.get(path) {
                Some(entry) => format!("{:04o} {:?} {:?}", entry.mode, entry.owner, entry.what),
                None => "absent".to_owned(),
            };
            format!(
                "{path}\n  wanted {}\n  found  {}",
                shown(wanted),
                shown(found)
            )
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// # Panics
/// When they differ.
#[track_caller]
pub(crate) fn same(wanted: &Listing, found: &Listing, when: &str) {
    let difference = difference(wanted, found);
    assert_eq!(
        difference,
        None,
        "{when}:\n{}",
        difference.as_deref().unwrap_or_default()
    );
}
