//! Downloads: the command's bytes, under names that say where they belong, and one archive that
//! GNU tar turns into the command's directory.

use browser_tests::command::{self, Tree};
use browser_tests::folder::Folder;
use browser_tests::forms::{Form, GUIDE, NAMES, NASTY};
use browser_tests::page::paper;
use browser_tests::{Page, with_page};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

/// Every file by its own button.
fn expect_downloads(page: &Page, tree: &Tree) {
    for (path, entry) in tree {
        let Some(bytes) = &entry.bytes else { continue };
        page.choose(path);
        let button = format!("{} button.download", paper(path));
        let (name, downloaded) = page.download(&button);
        let expected = NAMES.iter().find(|(known, _)| known == path);
        assert_eq!(expected, Some(&(path.as_str(), name.as_str())));
        let shown = page.browser.run(
            "return document.querySelector(arguments[0]).dataset.name;",
            &[paper(path).into()],
        );
        assert_eq!(shown, name, "data-name of {path}");
        assert!(downloaded == *bytes, "{path}: other bytes");
    }
}

/// The archive, unpacked with a umask that would hide wrong modes.
fn expect_archive(page: &Page, tree: &Tree) {
    let (name, archive) = page.download("#download-all");
    assert_eq!(name, "runner-proxy.tar");
    let folder = Folder::new();
    let (tar, out) = (folder.path().join(&name), folder.below("out"));
    fs::write(&tar, &archive).expect("a folder of ours");
    let unpack = "umask 077 && exec tar -xpf \"$1\" -C \"$2\"";
    let unpacked = Command::new("sh")
        .args(["-c", unpack, "sh"])
        .args([&tar, &out])
        .status();
    assert!(unpacked.expect("tar can be run").success());
    let unpacked = command::tree(&out);
    let outline = |tree: &Tree| -> Vec<_> {
        let line =
            |(path, entry): (&String, &command::Entry)| (path.clone(), format!("{:o}", entry.mode));
        tree.iter().map(line).collect()
    };
    assert_eq!(outline(&unpacked), outline(tree));
    assert!(unpacked == *tree, "other bytes");
    expect_owner(&out, tree);
    expect_listing(&tar, tree);
    let again = page.download("#download-all");
    assert!(again == (name, archive), "the same form, another archive");
}

/// Who unpacks as root gets files of root.
fn expect_owner(out: &Path, tree: &Tree) {
    let owner = |path: &Path| {
        let metadata = fs::symlink_metadata(path).expect("it was just unpacked");
        (metadata.uid(), metadata.gid())
    };
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    for path in tree.keys().filter(|_| root) {
        assert_eq!(owner(&out.join(path)), (0, 0), "{path}");
    }
}

/// GNU tar reads the owner's name, the mode and the fixed time.
fn expect_listing(tar: &Path, tree: &Tree) {
    let list = Command::new("tar")
        .arg("-tvf")
        .arg(tar)
        .env("TZ", "UTC")
        .env("LC_ALL", "C")
        .output();
    let list = list.expect("tar can be run");
    assert!(list.status.success());
    assert!(list.stderr.is_empty());
    let list = String::from_utf8(list.stdout).expect("our names are ASCII");
    assert_eq!(list.lines().count(), tree.len(), "{list}");
    for line in list.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        assert_eq!(words[1], "root/root", "{line}");
        assert_eq!(words[3..5], ["2026-01-01", "00:00"], "{line}");
        let path = words[5].trim_end_matches('/');
        let secret = tree.get(path).is_some_and(|entry| entry.mode == 0o600);
        let mode = match (words[5].ends_with('/'), secret) {
            (true, _) => "drwxr-xr-x",
            (false, true) => "-rw-------",
            (false, false) => "-rw-r--r--",
        };
        assert_eq!(words[0], mode, "{line}");
    }
}

fn expect_everything(forms: &[Form]) {
    with_page(|page| {
        for form in forms {
            page.reload();
            page.fill(form);
            let tree = page.expect_files("before downloading", form, "en");
            expect_downloads(page, &tree);
            expect_archive(page, &tree);
        }
        assert!(page.arrived().is_empty(), "{:?}", page.arrived());
    });
}

#[test]
fn through_cntlm() {
    let dind = [("dind", "socket"), ("client-config", "pre-build-script")];
    expect_everything(&[&[GUIDE, &dind].concat()]);
}

/// What is ISO-8859-1 on the machine is that in the download, too; and no password disturbs bytes
/// or names.
#[test]
fn in_latin_1_and_with_a_nasty_password() {
    let latin: Form = &[
        ("proxies", "10.0.0.41:8080"),
        ("username", "jörg"),
        ("password", NASTY),
        ("daemon", "daemon-json"),
    ];
    let direct: Form = &[
        ("route", "direct"),
        ("proxies", "10.0.0.41:8080"),
        ("username", "testuser"),
        ("password", NASTY),
    ];
    expect_everything(&[latin, direct]);
    with_page(|page| {
        page.fill(latin);
        let tree = page.expect_files("a name in Latin-1", latin, "en");
        let conf = tree
            .get("host/etc/cntlm.conf")
            .and_then(|e| e.bytes.clone());
        let conf = conf.expect("there is a cntlm.conf");
        assert!(conf.windows(4).any(|four| four == b"j\xf6rg"), "no Latin-1");
    });
}
