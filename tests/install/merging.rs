//! daemon.json and Docker's config.json belong to others: they are merged by whichever program is
//! here, and refused whole when that is not safe.

use crate::kinds::{file, merge};
use crate::machine::say;
use crate::script::{Merger, Ran, Script};
use crate::tree::{Tree, same, without_journal};
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;
use serde_json::Value;

const DAEMON: &str = "/etc/docker/daemon.json";
const CONFIG: &str = "/root/.docker/config.json";

/// Objects that take our members, whatever they are and however they are laid out.
const TAKEN: &[&str] = &[
    "{}",
    "  {\r\n\t\"debug\": true\r\n}",
    "{\n\t\"log-opts\": {\"max-size\": \"10m\"},\n\t\"n\": [1, -2.5, null, {}]\n}\n",
    "{\"proxies\": {\"no-proxy\": \"old\", \"default\": {\"ftpProxy\": \"f\"}}}",
    "{\"proxies\": \"a word\"}",
    "{\"auths\": {\"r.example\": {\"auth\": \"dXNlcjpodW50ZXIy\"}}, \"credsStore\": \"pass\"}\n",
    "{\"\u{65e5}\u{672c}\": \"\u{1f600} \u{e9}\", \"$x\": \"%s\"}",
    "{\"a\": {\"proxies\": 1}, \"b\": {\"proxies\": 2}}",
];

/// What one reader takes for this and another for that, or that a program would change on its way.
const REFUSED: &[&[u8]] = &[
    b"{",
    b" \n",
    b"[]",
    b"\"text\"",
    b"{\"a\": 1,}",
    b"{\"a\": 1} {\"b\": 2}",
    b"{\"a\": 1} // comment",
    b"{\"a\": 1, \"a\": 2}",
    b"{\"x\": {\"a\": 1, \"a\": 2}}",
    b"{\"x\": [{\"a\": 1, \"a\": 1}]}",
    b"{\"a\": {\"b\": 1}, \"a\": 2}",
    b"{\"a\": 2, \"a\": {\"b\": 1}}",
    b"{\"a\": {\"b\": 1}, \"a\": {\"c\": 1}}",
    b"{\"a\": \"\xff\"}",
    b"{\"a\": NaN}",
    b"{\"a\": 1e999}",
    b"{\"a\": 1.00000000000000000001}",
    b"\xef\xbb\xbf{}",
];

/// The file, the option that names it, and the form that has it.
fn targets() -> [(&'static str, &'static str, Vec<OutFile>); 2] {
    let files = || picture("daemon-json", &[]).expect("a form");
    [
        (DAEMON, "daemon-json", files()),
        (CONFIG, "client-config", files()),
    ]
}

fn run(tree: &Tree, files: &[OutFile], merger: Merger, id: &str) -> Ran {
    let mut script = Script::new(tree, file(files, "install.sh"));
    script.path = merger.path(tree);
    script.run(&["--only", id])
}

fn mergers() -> Vec<Merger> {
    let mut all = vec![Merger::Python, Merger::Jq];
    all.retain(|merger| merger.present());
    all
}

#[test]
fn our_members_come_in_and_all_others_stay() {
    let mut count = 0;
    for merger in mergers() {
        for (path, id, files) in targets() {
            for text in TAKEN {
                let tree = Tree::new("merge");
                tree.file(path, text.as_bytes(), 0o640, (3, 4));
                let before = tree.listing();
                run(&tree, &files, merger, id).ends(0, text);
                let mut wanted: Value = serde_json::from_str(text).expect("JSON");
                let ours = file(&files, &format!("host{path}"));
                merge(&mut wanted, serde_json::from_slice(ours).expect("JSON"));
                let merged = tree.read(path);
                let found: Value = serde_json::from_slice(&merged).expect("JSON");
                assert_eq!(wanted, found, "{merger:?} {text}");
                let (mut old, mut new) = (before.clone(), tree.listing());
                let (old, new) = (old.remove(path).expect("it"), new.remove(path).expect("it"));
                assert_eq!((old.mode, old.owner), (new.mode, new.owner), "{text}");
                run(&tree, &files, merger, id).ends(0, text);
                assert_eq!(merged, tree.read(path), "{merger:?} {text}: merged twice");
                Script::new(&tree, file(&files, "install.sh"))
                    .run(&["--rollback"])
                    .ends(0, text);
                same(&before, &tree.listing(), text);
                count += 1;
            }
        }
    }
    say(&format!("install.sh: {count} JSON files merged"));
}

#[test]
fn what_has_our_members_is_not_touched() {
    for merger in mergers() {
        for (path, id, files) in targets() {
            let ours = String::from_utf8_lossy(file(&files, &format!("host{path}"))).into_owned();
            // Laid out as neither program would.
            let odd = ours.replacen('{', "{ \"a\":\t1,\r\n", 1);
            let tree = Tree::new("has");
            tree.file(path, odd.as_bytes(), 0o600, (0, 0));
            let (before, identities) = (tree.listing(), tree.identities());
            run(&tree, &files, merger, id).ends(0, id);
            same(&before, &without_journal(tree.listing()), id);
            assert_eq!(identities, tree.identities(), "{merger:?}");
        }
    }
}

fn is_refused(tree: &Tree, ran: Ran, files: &[OutFile], path: &str, when: &str) {
    let ran = ran.ends(3, when);
    assert!(ran.complained.contains(path), "{ran:?}");
    let ours = String::from_utf8_lossy(file(files, &format!("host{path}"))).into_owned();
    let line = ours
        .lines()
        .find(|line| line.contains("ttp"))
        .expect("a URL");
    assert!(
        ran.complained.contains(line.trim()),
        "what to paste: {ran:?}"
    );
    assert!(!tree.on("/var").exists(), "{when}");
}

#[test]
fn what_is_not_safe_to_merge_is_refused() {
    let mut count = 0;
    for merger in mergers() {
        for (path, id, files) in targets() {
            for bytes in REFUSED {
                let when = format!("{merger:?} {}", String::from_utf8_lossy(bytes));
                let tree = Tree::new("refused");
                tree.file(path, bytes, 0o644, (0, 0));
                let before = tree.listing();
                is_refused(&tree, run(&tree, &files, merger, id), &files, path, &when);
                same(&before, &tree.listing(), &when);
                count += 1;
            }
        }
    }
    say(&format!("install.sh: {count} JSON files refused"));
}

#[test]
fn without_a_program_nothing_is_merged() {
    for (path, id, files) in targets() {
        let tree = Tree::new("without");
        tree.file(path, b"{}\n", 0o644, (0, 0));
        let before = tree.listing();
        let ran = run(&tree, &files, Merger::Nothing, id);
        is_refused(&tree, ran, &files, path, id);
        same(&before, &tree.listing(), id);
        // None is needed where there is nothing to merge.
        for empty in [None, Some(b"")] {
            let tree = Tree::new("nothing");
            if let Some(bytes) = empty {
                tree.file(path, bytes, 0o644, (0, 0));
            }
            run(&tree, &files, Merger::Nothing, id).ends(0, id);
            assert_eq!(tree.read(path), file(&files, &format!("host{path}")));
        }
    }
}
