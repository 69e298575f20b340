//! The certificate of a proxy that opens TLS: what is read of it, and what becomes of a key that is
//! pasted in its place.

use browser_tests::folder::Folder;
use browser_tests::forms::GUIDE;
use browser_tests::page::string;
use browser_tests::{Page, for_each_page, wait};
use serde_json::json;
use std::fs;
use std::process::Command;

#[test]
fn certificates() {
    for_each_page!(a_certificate_is_shown_and_kept, a_private_key_is_not);
}

const FIELD: &str = "#field-ca";

fn openssl(folder: &Folder, arguments: &[&str]) -> String {
    let mut command = Command::new("openssl");
    let output = command.args(arguments).current_dir(folder.path()).output();
    let output = output.expect("openssl");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A certificate of OpenSSL's, with its key: `ca.crt` and `ca.key`.
fn made() -> Folder {
    let folder = Folder::new();
    let subject = "/CN=Corp Proxy CA/O=Example";
    openssl(
        &folder,
        &[
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.crt",
            "-days", "400", "-subj", subject,
        ],
    );
    folder
}

/// As a paste does, in one piece.
fn paste(page: &Page, text: &str) {
    page.browser.click(FIELD);
    page.browser.run("document.activeElement.select();", &[]);
    page.browser.run(
        "document.execCommand('insertText', false, arguments[0]);",
        &[json!(text)],
    );
}

fn a_certificate_is_shown_and_kept(page: &Page) {
    let folder = made();
    let certificate = fs::read_to_string(folder.path().join("ca.crt")).expect("a certificate");
    page.fill(GUIDE);
    assert_eq!(page.count(".certificate"), 0);
    paste(page, &format!("From IT:\n{certificate}"));
    page.wait_for(".certificate");
    let asked = ["x509", "-noout", "-fingerprint", "-sha256", "-in", "ca.crt"];
    let fingerprint = openssl(&folder, &asked);
    let (_, fingerprint) = fingerprint.trim().split_once('=').expect("a fingerprint");
    let shown = page.texts(".certificate dd");
    assert_eq!(shown[0], "Corp Proxy CA");
    assert_eq!(shown[1], "Corp Proxy CA");
    assert_eq!(shown[3..], ["yes", fingerprint]);
    assert_eq!(page.count("#problems-ca > li"), 0);

    let form = [GUIDE, &[("ca", certificate.as_str())]].concat();
    page.expect_files("with a certificate", &form, "en");
    // The link carries it, without what stood around it.
    let linked = || string(&page.browser.eval("decodeURIComponent(location.hash)"));
    wait::until("the link", || linked().contains(&certificate).then_some(()));
    assert!(!linked().contains("From IT"), "{}", linked());
    let fragment = string(&page.browser.eval("location.hash.slice(1)"));
    page.come_back_by(&fragment);
    page.wait_for(".certificate");
    assert_eq!(page.value(FIELD), certificate);
    page.speak("ja");
    wait::until_equal("in Japanese", &"はい".to_owned(), || {
        page.texts(".certificate dd").remove(3)
    });
    // What only somebody with a clock can say.
    let old = include_str!("../../../form/certificates/root.pem");
    page.speak("en");
    page.browser.run(
        "const then = Date.UTC(2040, 0, 1); Date.now = () => then;",
        &[],
    );
    paste(page, old);
    page.wait_for("#problems-ca > li.warning");
    let said = page.text("#problems-ca > li.warning");
    assert!(said.contains("expired on 2036-01-01"), "{said}");
}

fn a_private_key_is_not(page: &Page) {
    let folder = made();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    let (key, certificate) = (read("ca.key"), read("ca.crt"));
    let piece = key.lines().nth(3).expect("a line");
    page.fill(GUIDE);
    // Twice: the second time nothing else of the question changes.
    for text in [key.clone(), key.clone(), format!("{certificate}{key}")] {
        paste(page, &text);
        page.wait_for("#problems-ca > li.error");
        assert_eq!(page.value(FIELD), "");
        let said = page.text("#problems-ca > li.error");
        assert!(
            said.contains("emptied") && said.contains("leaked"),
            "{said}"
        );
    }
    // Nothing leaves as if nobody had wanted a certificate.
    wait::until_equal("no download", &1, || {
        page.count("#download-all:is(:disabled, [aria-disabled=true])")
    });
    page.browser
        .settle("new Promise((done) => setTimeout(done, 600))");
    page.browser.click("#undo");
    page.browser.click("#redo");
    let places = page.browser.settle(
        "(async () => [
             location.href, document.title, JSON.stringify(history.state),
             JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
             document.documentElement.outerHTML,
             ...[...document.querySelectorAll('input, textarea')].map((control) => control.value),
         ].join('\\n'))()",
    );
    assert!(!string(&places).contains(piece), "the key is somewhere");
    paste(page, &key);
    page.wait_for("#problems-ca > li.error");
    page.browser.click("#problems-ca button.fix");
    wait::until_equal("mended", &0, || page.count("#problems-ca > li"));
    page.expect_files("without a certificate", GUIDE, "en");
    // Nor is one in an address taken, or left there.
    page.come_back_by(&format!(
        "port=3129&ca={}",
        key.replace('\n', "%0A").replace(' ', "%20")
    ));
    page.wait_for("#told li");
    let address = string(&page.browser.eval("location.href"));
    assert!(
        !address.contains(piece) && address.contains("port=3129"),
        "{address}"
    );
    assert_eq!(page.value(FIELD), "");
}
