//! Files that somebody changed after the script wrote them, and trees that lead astray.

use crate::kinds::{Kind, file};
use crate::script::{Ran, Script};
use crate::tree::{Listing, STATE, Tree, What, owner, same, without_journal};
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;
use std::fs;
use std::os::unix::fs::PermissionsExt;

const CONF: &str = "/etc/cntlm.conf";
const CONFIG: &str = "/etc/gitlab-runner/config.toml";

struct Host {
    tree: Tree,
    files: Vec<OutFile>,
    before: Listing,
}

impl Host {
    /// A Debian with the guide's files in place.
    fn new() -> Self {
        let files = picture("guide", &[]).expect("a form");
        let tree = Tree::new("changed");
        Kind::Debian.make(&tree, &files);
        let before = tree.listing();
        let host = Self {
            tree,
            files,
            before,
        };
        host.run(&[]).ends(0, "install");
        host
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Script::new(&self.tree, file(&self.files, "install.sh")).run(arguments)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        fs::write(self.tree.on(path), bytes).expect("a file");
    }

    /// What the host is after --rollback when this file stays.
    fn rolled_back_but(&self, path: &str, bytes: Option<&[u8]>) {
        let mut wanted = self.before.clone();
        match bytes {
            Some(bytes) => {
                wanted.get_mut(path).expect("it").what = What::File(bytes.to_vec());
            }
            None => drop(wanted.remove(path)),
        }
        let found = without_journal(self.tree.listing());
        same(&without_journal(wanted), &found, "rolled back");
    }
}

#[test]
fn a_file_that_was_edited_stays_and_its_saved_copy_is_named() {
    let host = Host::new();
    let mut edited = host.tree.read(CONF);
    edited.extend(b"Gateway yes\n");
    host.write(CONF, &edited);
    let ran = host.run(&["--rollback"]).ends(4, "rollback");
    host.rolled_back_but(CONF, Some(&edited));
    let saved = format!(
        "{}{STATE}/files/cntlm-conf/original/file",
        host.tree.root().display()
    );
    assert!(ran.complained.contains(&saved), "{ran:?}");
    let old = host.before[CONF].bytes();
    assert_eq!(fs::read(saved).expect("the saved copy"), old);

    // Once a person has put the copy back, nothing is left to do and nothing stays.
    host.write(CONF, old);
    host.run(&["--rollback"]).ends(0, "rollback");
    same(&host.before, &host.tree.listing(), "by hand");
}

#[test]
fn a_file_that_is_gone_or_has_another_mode_was_changed_too() {
    let host = Host::new();
    fs::remove_file(host.tree.on(CONF)).expect("removed");
    host.run(&["--rollback"]).ends(4, "rollback");
    host.rolled_back_but(CONF, None);

    let host = Host::new();
    let path = "/etc/systemd/system/docker.service.d/http-proxy.conf";
    fs::set_permissions(host.tree.on(path), PermissionsExt::from_mode(0o600)).expect("a mode");
    host.run(&["--rollback"]).ends(4, "rollback");
    assert_eq!(
        host.tree.read(path),
        file(&host.files, &format!("host{path}"))
    );
}

#[test]
fn from_a_config_toml_in_use_only_our_keys_are_taken_out() {
    // As a person edits it, and as the Runner writes it: each key on one line.
    for rewritten in [false, true] {
        let host = Host::new();
        let mut text = String::from_utf8(host.tree.read(CONFIG)).expect("UTF-8");
        if rewritten {
            let keys = |name| String::from_utf8(host.tree.read(&format!("{STATE}/{name}.toml")));
            let (ours, theirs) = (keys("ours").expect("UTF-8"), keys("theirs").expect("UTF-8"));
            let new = text.replace(&ours, &theirs);
            assert_ne!(new, text);
            text = new;
        }
        text = text.replace("concurrent = 1", "concurrent = 4");
        host.write(CONFIG, text.as_bytes());
        let ran = host.run(&["--rollback"]).ends(0, "rollback");
        assert!(ran.said.contains("only our keys were taken out"), "{ran:?}");
        let mut wanted = host.before.clone();
        let entry = wanted.get_mut(CONFIG).expect("it");
        let old =
            String::from_utf8_lossy(entry.bytes()).replace("concurrent = 1", "concurrent = 4");
        entry.what = What::File(old.into_bytes());
        same(&wanted, &host.tree.listing(), "rolled back");
    }
}

/// A config.toml that was never touched: our keys came into it by `register --template-config`.
#[test]
fn a_runner_registered_with_our_template_loses_our_keys_only() {
    let files = picture("guide", &[]).expect("a form");
    let tree = Tree::new("registered");
    Kind::Empty.make(&tree, &files);
    let script = Script::new(&tree, file(&files, "install.sh"));
    script.run(&[]).ends(0, "install");
    let keys = tree.read(&format!("{STATE}/theirs.toml"));
    let keys = String::from_utf8(keys).expect("UTF-8");
    let text = |keys: &str| {
        format!(
            "concurrent = 1\n\n[[runners]]\n  name = \"new\"\n  executor = \"docker\"\n{keys}  \
             [runners.docker]\n    image = \"debian\"\n\n[[runners]]\n  executor = \"shell\"\n"
        )
    };
    tree.file(CONFIG, text(&keys).as_bytes(), 0o600, owner(0, 0));
    let registered = tree.listing();
    let ran = script.run(&[]).ends(0, "again");
    assert!(ran.said.contains("in place already"), "{ran:?}");
    same(&registered, &tree.listing(), "again");

    let broken = text(&keys) + "[[[\n";
    tree.file(CONFIG, broken.as_bytes(), 0o600, owner(0, 0));
    let ran = script.run(&["--rollback"]).ends(4, "no TOML");
    assert!(ran.complained.contains("could not be taken out"), "{ran:?}");
    assert_eq!(tree.read(CONFIG), broken.as_bytes());
    tree.file(CONFIG, text(&keys).as_bytes(), 0o600, owner(0, 0));
    script.run(&["--rollback"]).ends(0, "rollback");
    assert_eq!(tree.read(CONFIG), text("").as_bytes());
    assert!(!tree.on(STATE).exists());
}

#[test]
fn a_config_toml_that_is_none_any_more_stays() {
    let host = Host::new();
    let mut broken = host.tree.read(CONFIG);
    broken.extend(b"[[[\n");
    host.write(CONFIG, &broken);
    host.run(&["--rollback"]).ends(4, "rollback");
    host.rolled_back_but(CONFIG, Some(&broken));
}

#[test]
fn another_form_goes_over_the_first_and_both_are_taken_back() {
    let host = Host::new();
    let other = picture("guide", &[("docker0", "10.0.0.1"), ("dind", "tls")]).expect("a form");
    let ran = Script::new(&host.tree, file(&other, "install.sh")).run(&[]);
    assert_eq!(ran.status, Some(4), "dind wants a person: {ran:?}");
    let found = without_journal(host.tree.listing());
    let wanted = Kind::Debian.done(&host.before, &other, false, &found);
    same(&wanted, &found, "the other form");
    host.run(&["--rollback"]).ends(0, "rollback");
    same(&host.before, &host.tree.listing(), "rolled back");
}

#[test]
fn what_an_earlier_form_put_is_not_left_beside_another() {
    let host = Host::new();
    let installed = host.tree.listing();
    let direct = picture("no-authentication", &[]).expect("a form");
    let ran = Script::new(&host.tree, file(&direct, "install.sh")).run(&[]);
    let ran = ran.ends(3, "cntlm's files would stay");
    assert!(ran.complained.contains(CONF), "{ran:?}");
    same(&installed, &host.tree.listing(), "refused");
}

/// A link that leads out of the tree would write to the machine itself.
#[test]
fn nothing_is_written_outside_the_tree() {
    let outside = Tree::new("outside");
    outside.file("/cntlm.conf", b"of the machine", 0o600, (0, 0));
    outside.folder("/systemd", 0o755);
    let to = |path: &str| outside.on(path).to_string_lossy().into_owned();
    let files = picture("guide", &[]).expect("a form");
    for (link, target) in [
        (CONF, to("/cntlm.conf")),
        (CONF, to("/not-there")),
        ("/etc/systemd/system", to("/systemd")),
        ("/etc", to("/systemd")),
        ("/var", to("/systemd")),
        ("/var/lib/runner-proxy", to("/systemd")),
    ] {
        let tree = Tree::new("inside");
        tree.link(link, &target);
        let (before, machine) = (tree.listing(), outside.listing());
        let script = Script::new(&tree, file(&files, "install.sh"));
        let ran = script.run(&[]).ends(3, link);
        assert!(
            ran.complained.contains("out of the tree"),
            "{link}: {ran:?}"
        );
        same(&before, &tree.listing(), link);
        same(&machine, &outside.listing(), link);
    }
}

/// A folder or a device where a file shall be.
#[test]
fn what_is_no_file_is_refused() {
    let files = picture("guide", &[]).expect("a form");
    let tree = Tree::new("folder");
    tree.folder(CONF, 0o755);
    let before = tree.listing();
    let ran = Script::new(&tree, file(&files, "install.sh")).run(&[]);
    assert!(ran.ends(3, "a folder").complained.contains(CONF));
    same(&before, &tree.listing(), "refused");
}
