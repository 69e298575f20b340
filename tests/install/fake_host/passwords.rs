//! The password that is asked for on a terminal.

use super::host::{Host, able, kept};
use crate::kinds::file;
use crate::script::Ran;
use crate::tree::same;
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;

const CONF: &str = "/etc/cntlm.conf";
const PROMPT: &str = "Password of testuser";

/// The file that a form with this password comes to; none when the form refuses it.
fn form(password: &str) -> Option<Vec<u8>> {
    let files = picture("guide", &[("password", password)])?;
    Some(file(&files, "host/etc/cntlm.conf").to_vec())
}

fn hashed(password: &str) -> Vec<u8> {
    form(password).expect("a form without errors")
}

fn ask() -> Vec<OutFile> {
    picture("guide", &[("secret", "ask"), ("password", "")]).expect("a form")
}

/// Neither it nor its hash was shown.
fn silent(ran: &Ran, password: &str) {
    let said = ran.all();
    assert!(password.is_empty() || !said.contains(password), "{said}");
    let conf = form(password).unwrap_or_default();
    let conf = String::from_utf8_lossy(&conf);
    let hash = conf
        .lines()
        .find_map(|line| line.strip_prefix("PassNTLMv2   "));
    assert!(hash.is_none_or(|hash| !said.contains(hash)), "{said}");
}

#[test]
fn a_form_without_a_secret_asks_for_it() {
    if !able() {
        return;
    }
    let host = Host::new(&ask());
    let before = host.listing();
    let ran = host.run(&["--restart", "now"]).ends(3, "no terminal");
    assert!(ran.complained.contains("there is none"), "{ran:?}");
    same(&before, &host.listing(), "no terminal");

    let ran = host.on_terminal(&["--restart", "now"], &[(PROMPT, "right horse")]);
    let ran = ran.ends(0, "install");
    silent(&ran, "right horse");
    assert_eq!(host.read(CONF).as_bytes(), hashed("right horse"));
    // The credential of the host is kept, so nobody is asked again.
    host.forget();
    host.run(&[]).ends(0, "again");
    assert_eq!(host.log(), Vec::<String>::new());
    host.run(&["--rollback", "--restart", "now"])
        .ends(0, "rollback");
    same(&before, &host.listing(), "rolled back");

    host.model("answer", "407");
    host.forget();
    let ran = host.on_terminal(&["--restart", "now"], &[(PROMPT, "wrong horse")]);
    ran.ends(1, "wrong");
    assert_eq!(host.requests(), 1);
    same(&before, &host.listing(), "wrong");
}

#[test]
fn a_password_that_cntlm_cannot_hash_is_refused() {
    if !able() {
        return;
    }
    let long = "0123456789".repeat(5);
    for (password, said) in [
        ("", "The password is empty"),
        ("p\u{e4}ss", "outside ASCII"),
        ("tab\there", "outside ASCII"),
        (long.as_str(), "only the first 49 characters"),
    ] {
        let host = Host::new(&ask());
        let before = host.listing();
        let ran = host.on_terminal(&[], &[(PROMPT, password)]).ends(3, said);
        assert!(ran.said.contains(said), "{ran:?}");
        silent(&ran, password);
        same(&before, &host.listing(), said);
        assert_eq!(host.requests(), 0);
    }
    let host = Host::new(&ask());
    let longest = &long[..49];
    host.on_terminal(&["--restart", "now"], &[(PROMPT, longest)])
        .ends(0, "49 characters");
    assert_eq!(host.read(CONF).as_bytes(), hashed(longest));
}

#[test]
fn a_new_password_stays_only_if_the_proxy_takes_it() {
    if !able() {
        return;
    }
    let host = Host::new(&picture("guide", &[]).expect("a form"));
    let nothing = host.listing();
    host.on_terminal(&["--password"], &[])
        .ends(3, "nothing is installed");
    same(&nothing, &host.listing(), "nothing is installed");
    host.run(&["--restart", "now"]).ends(0, "install");
    let (installed, docker) = (host.listing(), host.starts("docker"));

    host.model("answer", "407");
    host.forget();
    let ran = host
        .on_terminal(&["--password"], &[(PROMPT, "wrong horse")])
        .ends(1, "wrong");
    silent(&ran, "wrong horse");
    assert_eq!(host.requests(), 1);
    same(&kept(installed), &kept(host.listing()), "wrong");
    assert!(host.runs("cntlm") && host.runs("gitlab-runner"));

    host.model("answer", "200");
    host.forget();
    host.on_terminal(&["--password"], &[(PROMPT, "new horse")])
        .ends(0, "right");
    assert_eq!(host.requests(), 1);
    assert_eq!(host.read(CONF).as_bytes(), hashed("new horse"));
    assert!(host.runs("gitlab-runner"));
    // The script that is older than the password does not bring the old one back.
    host.forget();
    host.run(&[]).ends(0, "again");
    assert_eq!(host.read(CONF).as_bytes(), hashed("new horse"));
    assert_eq!((host.requests(), host.starts("docker")), (0, docker));
    host.run(&["--rollback", "--restart", "now"])
        .ends(0, "rollback");
    same(&nothing, &host.listing(), "rolled back");
}
