//! Hosts as they are found, and what the files of a form make of them.

use crate::tree::{Entry, Listing, Tree, What, owner, without_journal};
use runner_proxy::artifacts::{OutFile, Place};
use serde_json::Value;
use std::collections::BTreeMap;

/// A kind of host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing at all.
    Empty,
    /// As Debian's packages leave it, with one registered runner.
    Debian,
    /// Owners and modes of a careful person, files of another, CRLF, and no final newline.
    Odd,
    /// config.toml and daemon.json are links, and a file of ours was written by hand.
    Linked,
    /// Everything is in place already.
    Done,
}

pub(crate) const KINDS: [Kind; 5] = [
    Kind::Empty,
    Kind::Debian,
    Kind::Odd,
    Kind::Linked,
    Kind::Done,
];

const CONFIG: &str = "/etc/gitlab-runner/config.toml";
const RUNNER: &str = "concurrent = 1\n\n[[runners]]\n  name = \"build\"\n  token = \"glrt-t0k3n\"\n  executor = \"docker\"\n  [runners.docker]\n    image = \"debian\"\n";
const DAEMON: &str = "/etc/docker/daemon.json";
const DAEMON_JSON: &str = "{\n  \"log-driver\": \"journald\",\n  \"proxies\": {\"ftp-proxy\": \"x\", \"http-proxy\": \"old\"}\n}\n";
const HANDWRITTEN: &str = "[Service]\nEnvironment=\"HTTP_PROXY=http://old:1\"";

impl Kind {
    /// Makes this host.
    pub(crate) fn make(self, tree: &Tree, files: &[OutFile]) {
        let packages = || {
            tree.file(
                "/etc/passwd",
                b"root:x:0:0::/root:/bin/sh\ncntlm:x:123:65534::/var/run/cntlm:/bin/sh\n",
                0o644,
                (0, 0),
            );
            tree.file("/etc/hosts", b"127.0.0.1 localhost\n", 0o644, (0, 0));
            tree.folder("/var", 0o755);
            tree.folder("/var/lib", 0o755);
        };
        match self {
            Self::Empty => {}
            Self::Debian => {
                packages();
                tree.file(
                    "/etc/cntlm.conf",
                    b"Username testuser\nDomain corp-uk\nPassword password\nProxy 10.0.0.41:8080\n",
                    0o600,
                    (0, 0),
                );
                tree.file(CONFIG, RUNNER.as_bytes(), 0o600, (0, 0));
            }
            Self::Odd => {
                packages();
                tree.file("/etc/cntlm.conf", b"Listen 3128", 0o4640, (12, 34));
                tree.folder("/etc/gitlab-runner", 0o700);
                tree.file(
                    CONFIG,
                    RUNNER.replace('\n', "\r\n").as_bytes(),
                    0o640,
                    (1000, 1001),
                );
                tree.file(DAEMON, DAEMON_JSON.as_bytes(), 0o640, (5, 6));
                tree.file(
                    "/etc/systemd/system/docker.service.d/http-proxy.conf",
                    HANDWRITTEN.as_bytes(),
                    0o600,
                    (7, 8),
                );
                tree.file(
                    "/etc/systemd/system/docker.service.d/other.conf",
                    b"[Service]\n",
                    0o644,
                    (0, 0),
                );
            }
            Self::Linked => {
                tree.file(
                    "/srv/runner/config",
                    RUNNER.trim_end().as_bytes(),
                    0o600,
                    (9, 9),
                );
                tree.link(CONFIG, "../../srv/runner/config");
                tree.file("/srv/daemon.json", DAEMON_JSON.as_bytes(), 0o644, (0, 0));
                tree.link(DAEMON, "../../srv/daemon.json");
                tree.file(
                    "/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf",
                    b"",
                    0o644,
                    (0, 0),
                );
            }
            Self::Done => {
                for (path, file) in hosted(files) {
                    tree.file(path, &file.bytes, file.mode, (0, 0));
                }
                tree.file(CONFIG, &self.config(files).expect("one"), 0o600, (0, 0));
            }
        }
    }

    /// config.toml when the files are in place.
    fn config(self, files: &[OutFile]) -> Option<Vec<u8>> {
        let text = match self {
            Self::Empty => return None,
            Self::Debian | Self::Done => with_keys(RUNNER, files),
            // The lines of strings that are several end in LF alone, so here each is one.
            Self::Odd => return None,
            Self::Linked => with_keys(RUNNER.trim_end(), files),
        };
        Some(text.into_bytes())
    }

    /// The host with these files in place. How a merged file is laid out is free, so its bytes are
    /// those that were found, once they say the same.
    pub(crate) fn done(
        self,
        before: &Listing,
        files: &[OutFile],
        named: bool,
        found: &Listing,
    ) -> Listing {
        let mut done = without_journal(before.clone());
        for (path, file) in hosted(files) {
            if path == "/root/.docker/config.json" && !named {
                continue;
            }
            let old = resolved(&done, path);
            let cntlm = old.as_str() == "/etc/cntlm.conf" && runs_as_cntlm(&done, files);
            let user = if cntlm {
                owner(123, 65534)
            } else {
                owner(0, 0)
            };
            let mut entry = Entry {
                mode: file.mode,
                owner: user,
                what: What::File(file.bytes.clone()),
            };
            if path == DAEMON {
                keep_others(&mut entry, done.get(&old), found.get(&old));
            }
            folders(&mut done, &old);
            done.insert(old, entry);
        }
        let config = resolved(&done, CONFIG);
        if let Some(entry) = done.get_mut(&config) {
            match (self.config(files), found.get(&config)) {
                (Some(bytes), _) => entry.what = What::File(bytes),
                (None, Some(found)) => {
                    if without_keys(found.bytes()) == entry.bytes() {
                        entry.what = found.what.clone();
                    }
                }
                (None, None) => {}
            }
        }
        done
    }
}

/// The files that have a place on the host.
///
/// The authority's certificate is also put into the store of the host.
pub(crate) fn hosted(files: &[OutFile]) -> impl Iterator<Item = (&'static str, &OutFile)> {
    const CA: &str = "/etc/gitlab-runner/certs/ca.crt";
    const STORE: &str = "/usr/local/share/ca-certificates/runner-proxy.crt";
    let of = |file: &OutFile| match file.artifact.place() {
        Place::Host(CA) => [Some(CA), Some(STORE)],
        Place::Host(path) => [Some(path), None],
        _ => [None, None],
    };
    let places = move |file| of(file).into_iter().flatten().map(move |path| (path, file));
    files.iter().flat_map(places)
}

/// The file at this path of the output.
pub(crate) fn file<'a>(files: &'a [OutFile], path: &str) -> &'a [u8] {
    let file = files.iter().find(|file| file.artifact.path == path);
    &file.expect("a file of this path").bytes
}

const VOLUMES: &str =
    "    volumes = [\"/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro\"]\n";

/// A config.toml in which the one runner has the keys of paste/config.toml.
fn with_keys(config: &str, files: &[OutFile]) -> String {
    let paste = std::str::from_utf8(file(files, "paste/config.toml")).expect("UTF-8");
    let keys = paste.strip_prefix("[[runners]]\n").expect("its header");
    let keys = keys
        .split_once("  [runners.docker]")
        .map_or(keys, |(keys, _)| keys);
    let config = config.replace("[[runners]]\n", &format!("[[runners]]\n{keys}"));
    let mounted = hosted(files).any(|(path, _)| path.ends_with("certs/ca.crt"));
    let docker = "  [runners.docker]\n";
    match mounted {
        true => config.replace(docker, &format!("{docker}{VOLUMES}")),
        false => config,
    }
}

/// A config.toml in which our keys take one line each, without them. Each line, ours too, has to end
/// in CRLF.
fn without_keys(config: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(config);
    let ours = |line: &&str| {
        ["environment", "pre_get_sources_script", "pre_build_script"]
            .iter()
            .any(|key| line.starts_with(&format!("  {key} = ")) && line.ends_with("\r\n"))
    };
    let volumes = |line: &&str| line.trim_end() == VOLUMES.trim_end();
    let lines = text.split_inclusive('\n').filter(|line| !volumes(line));
    let (keys, others): (Vec<_>, Vec<_>) = lines.partition(ours);
    let proxied = keys
        .first()
        .is_some_and(|key| key.contains("\"HTTP_PROXY="));
    if proxied {
        others.concat().into_bytes()
    } else {
        Vec::new()
    }
}

/// cntlm 0.94 runs as the user that its package makes.
fn runs_as_cntlm(host: &Listing, files: &[OutFile]) -> bool {
    let drop_in = hosted(files).find(|(path, _)| path.ends_with("docker0.conf"));
    let group = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("Group=nogroup");
    host.contains_key("/etc/passwd") && drop_in.is_some_and(|(_, file)| group(&file.bytes))
}

/// A link of the hosts above leads to where its target stands.
fn resolved(host: &Listing, path: &str) -> String {
    match host.get(path).map(|entry| &entry.what) {
        Some(What::Link(to)) => to.to_string_lossy().replace("../..", ""),
        _ => path.to_owned(),
    }
}

/// The folders on the way to a file, as the script makes them.
fn folders(host: &mut Listing, path: &str) {
    for (end, _) in path.match_indices('/').skip(1) {
        host.entry(path[..end].to_owned()).or_insert(Entry {
            mode: 0o755,
            owner: owner(0, 0),
            what: What::Folder,
        });
    }
}

/// A JSON file of others keeps its owner, its mode and its members; how it is laid out is free.
fn keep_others(ours: &mut Entry, old: Option<&Entry>, found: Option<&Entry>) {
    let (Some(old), Some(found)) = (old, found) else {
        return;
    };
    // One that gets a password does not stay open to all.
    if ours.mode != 0o600 {
        ours.mode = old.mode;
    }
    ours.owner = old.owner;
    let value = |entry: &Entry| serde_json::from_slice::<Value>(entry.bytes()).expect("JSON");
    let mut merged = value(old);
    merge(&mut merged, value(ours));
    if merged == value(found) {
        ours.what = found.what.clone();
    }
}

/// Members of objects, all the way down.
pub(crate) fn merge(into: &mut Value, from: Value) {
    use Value::Object;
    match (into, from) {
        (Object(into), Object(from)) => {
            let from: BTreeMap<_, _> = from.into_iter().collect();
            for (name, value) in from {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}
