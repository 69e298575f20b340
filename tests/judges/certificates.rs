//! Certificates are read by OpenSSL, by the package cryptography and by Go; what we say of a chain is
//! judged by whether OpenSSL and Go trust what the proxy shows.

use super::go;
use super::machine::{Scratch, from_hex, helper, program, python_with, read, run, say, verdict};
use runner_proxy::form::certificate::{self, Certificate, Certificates};
use runner_proxy::say::Lang;
use runner_proxy::text::pem;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("a clock after 1970").as_secs() as i64
}

fn ask(python: &Path, role: &str, stdin: &str) -> Vec<String> {
    let mut command = Command::new(python);
    command.arg(helper("certificates.py")).arg(role);
    let lines = from_hex(&read(&mut command, stdin.as_bytes()));
    let text = |line| String::from_utf8(line).expect("text");
    lines.into_iter().map(text).collect()
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn pasted(text: &str) -> Certificates {
    match certificate::read(text) {
        Ok(certificates) => certificates,
        Err(refused) => unreachable!("refused: {refused:?}\n{text}"),
    }
}

/// What `certificates.py` prints of a certificate, from what we read. OpenSSL takes one for a CA that
/// has keyCertSign alone, and not one whose key usage lacks it.
fn facts(one: &Certificate) -> [String; 10] {
    let taken = match one.key_cert_sign {
        Some(signs) => signs && (one.is_ca() || one.version == 3 && one.ca.is_none()),
        None => one.is_ca(),
    };
    let said = |said: Option<bool>| match said {
        None => "None",
        Some(true) => "True",
        Some(false) => "False",
    };
    let [subject, issuer] = [&one.subject, &one.issuer].map(|name| name.text.clone());
    let (before, after) = (one.not_before.to_string(), one.not_after.to_string());
    let digest = one.fingerprint.iter().map(|byte| format!("{byte:02x}"));
    [
        u8::from(taken).to_string(),
        subject.clone(),
        issuer,
        before.clone(),
        after.clone(),
        subject,
        before,
        after,
        format!(
            "v{} {} {}",
            one.version,
            said(one.ca),
            said(one.key_cert_sign)
        ),
        digest.collect(),
    ]
}

#[test]
fn strangers_read_the_same_certificates() {
    let Some(python) = python_with("cryptography") else {
        return;
    };
    let made = ask(&python, "make", "");
    assert!(made.len() >= 600, "{} lines", made.len());
    let (mut ours, mut written) = (Vec::new(), String::new());
    let (mut digests, mut bundle) = (Vec::new(), String::new());
    for pair in made.chunks(2) {
        let read = pasted(&pair[0]);
        assert_eq!(read.each.len(), 1);
        ours.extend(facts(&read.each[0]));
        written.push_str(&format!("{}\n", hex(read.pem.as_str())));
        digests.push(pair[1].clone());
        bundle.push_str(&pair[0]);
    }
    let fingerprints: Vec<_> = ours.chunks(10).map(|facts| facts[9].clone()).collect();
    verdict(
        "certificate: SHA-256 by Python's hashlib",
        &digests,
        &fingerprints,
    );

    let theirs = ask(&python, "read", &written);
    // What a reader refuses: versions of 2 by cryptography; and dates before year 1000 by neither.
    let refused = theirs.iter().filter(|fact| *fact == "-").count();
    assert!(refused * 20 < theirs.len(), "{refused} of {}", theirs.len());
    let both: (Vec<_>, Vec<_>) = { ours.iter().zip(&theirs) }
        .filter(|(_, theirs)| *theirs != "-")
        .unzip();
    assert_eq!(ours.len(), theirs.len());
    verdict("certificate by OpenSSL and cryptography", &both.0, &both.1);

    // All of them in one paste, as a bundle.
    let all = pasted(&bundle);
    let found: Vec<_> = all.each.iter().flat_map(facts).collect();
    verdict("certificate: a bundle", &ours, &found);
    openssl_reads_the_file(&all);
}

/// The file that we write, certificate by certificate as the program openssl reads it.
fn openssl_reads_the_file(all: &Certificates) {
    let Some(openssl) = program("openssl", "openssl") else {
        return;
    };
    let scratch = Scratch::new("certificates");
    let file = scratch.write("ca.crt", all.pem.as_str());
    let mut command = Command::new(&openssl);
    command.args(["storeutl", "-certs"]).arg(&file);
    let written = String::from_utf8(read(&mut command, b"")).expect("text");
    // It writes again what it has read, with a line of its own before each.
    let blocks: String = written
        .split_inclusive('\n')
        .filter(|line| line.starts_with("-----") || !line.contains(": ") && line.len() > 1)
        .collect();
    verdict(
        "pem::certificate by openssl storeutl",
        &[all.pem.as_str()],
        &[&blocks],
    );
    let sample: Vec<_> = all.each.iter().step_by(9).collect();
    let (mut meant, mut printed) = (Vec::new(), Vec::new());
    for one in sample {
        let mut command = Command::new(&openssl);
        command.args([
            "x509",
            "-inform",
            "der",
            "-noout",
            "-fingerprint",
            "-sha256",
        ]);
        printed.push(read(&mut command, &one.der));
        meant.push(format!(
            "sha256 Fingerprint={}\n",
            one.fingerprint().as_str()
        ));
    }
    verdict("fingerprint by openssl x509", &meant, &printed);
}

/// The chains that Go trusts and OpenSSL does not.
const GO_ALONE: [&str; 4] = [
    "an intermediate alone",
    "two without their root",
    "the first and the last of three",
    "a version 1 that is no root",
];

/// No warning stands where OpenSSL trusts what the proxy shows, and one stands wherever it does not.
#[test]
fn a_warning_stands_where_openssl_does_not_trust() {
    let openssl = program("openssl", "openssl");
    let (Some(openssl), Some(python)) = (openssl, python_with("cryptography")) else {
        return;
    };
    let go = go::program();
    let scratch = Scratch::new("chains");
    let cases = ask(&python, "chains", "");
    let mut trusted = 0;
    for case in cases.chunks(3) {
        let [name, paste, shown] = case else {
            unreachable!("three lines a case");
        };
        let ours = pasted(paste);
        let file = scratch.write("ca.crt", ours.pem.as_str());
        let leaf = scratch.write("leaf.crt", shown);
        let mut verify = Command::new(&openssl);
        verify.args(["verify", "-no-CApath", "-no-CAstore", "-CAfile"]);
        let output = run(verify.arg(&file).arg(&leaf), b"");
        let trusts = output.status.success();
        let warnings = [ours.warnings_at(now()), ours.warnings].concat();
        assert_eq!(
            warnings.is_empty(),
            trusts,
            "{name}: {warnings:?}, {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        trusted += usize::from(trusts);
        // Go is content with what stands in the middle, and takes any certificate of version 1 for
        // a CA; nothing else divides the two here.
        if let Some(go) = go {
            let text = format!("{}\n{}\n", hex(ours.pem.as_str()), hex(shown));
            let says = go::ask(go, "verify", text.as_bytes());
            let content = trusts || GO_ALONE.contains(&name.as_str());
            assert_eq!(
                says,
                [if content { b"yes".as_slice() } else { b"no" }],
                "{name} by Go"
            );
        }
    }
    let count = cases.len() / 3;
    assert!(
        trusted >= 5 && count - trusted >= 10,
        "{trusted} of {count}"
    );
    say(&format!(
        "certificate warnings by openssl verify and Go: {count} chains, {trusted} trusted, 0 mismatches"
    ));
}

/// What openssl makes that is no certificate: its arguments, a word of our answer, and whether it is
/// a secret. `KEY` and `ROOT` are files of ours.
const OTHERS: &[(&str, &str, bool)] = &[
    ("genpkey -algorithm ed25519", "private key", true),
    (
        "genpkey -algorithm ed25519 -aes256 -pass pass:x",
        "private key",
        true,
    ),
    (
        "genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048",
        "private key",
        true,
    ),
    ("genrsa -traditional 2048", "private key", true),
    (
        "ecparam -name prime256v1 -genkey -noout",
        "private key",
        true,
    ),
    (
        "ecparam -name secp521r1 -genkey -noout",
        "private key",
        true,
    ),
    ("req -new -key KEY -subj /CN=x", "CSR", false),
    ("req -new -key KEY -subj /", "CSR", false),
    ("crl2pkcs7 -nocrl -certfile ROOT", "PKCS #7", false),
    (
        "x509 -in ROOT -trustout -addtrust serverAuth",
        "openssl x509",
        false,
    ),
    (
        "pkcs12 -export -in ROOT -inkey KEY -passout pass:x",
        "PKCS #12",
        true,
    ),
];

/// Keys above all are known by their label, under a wrong label, without one, and as a binary file
/// that a browser reads as text.
#[test]
fn what_openssl_makes_otherwise_is_known_in_every_form() {
    let openssl = program("openssl", "openssl");
    let (Some(openssl), Some(python)) = (openssl, python_with("cryptography")) else {
        return;
    };
    let scratch = Scratch::new("others");
    let make = |arguments: &str| {
        let (key, root) = (scratch.path("KEY"), scratch.path("ROOT"));
        let mut command = Command::new(&openssl);
        for word in arguments.split(' ') {
            match word {
                "KEY" => command.arg(&key),
                "ROOT" => command.arg(&root),
                word => command.arg(word),
            };
        }
        let output = run(&mut command, b"");
        assert!(output.status.success(), "{arguments}");
        output.stdout
    };
    scratch.write("KEY", make("genpkey -algorithm ed25519"));
    let root = "req -x509 -new -key KEY -subj /CN=root -days 99";
    scratch.write("ROOT", make(root));
    let mut count = 0;
    for (arguments, word, secret) in OTHERS {
        let made = make(arguments);
        let der = match String::from_utf8(made.clone()) {
            Ok(text) => {
                known(&text, word, *secret, arguments);
                let lines = ask(&python, "der", &hex(&text));
                from_hex(format!("{}\n", lines[0]).as_bytes()).remove(0)
            }
            Err(_) => made,
        };
        if word.contains("x509") {
            // Its DER is a certificate with something after it.
            continue;
        }
        let block = pem::certificate(&der);
        known(block.as_str(), word, *secret, arguments);
        let body = block.as_str().split("-----").nth(2).expect("a body");
        known(body, word, *secret, arguments);
        // From here the kind shows in keys and PKCS #12 only, and not when they are encrypted.
        let binary = *secret && !arguments.contains("aes256");
        let word = if binary { word } else { "binary" };
        known(&String::from_utf8_lossy(&der), word, true, arguments);
        count += 4;
    }
    say(&format!(
        "certificate: {count} pastes of openssl's that are none, 0 mismatches"
    ));
}

fn known(paste: &str, word: &str, secret: bool, what: &str) {
    let Err(refused) = certificate::read(paste) else {
        unreachable!("{what} was read: {paste}");
    };
    let message = refused.message.pick(Lang::En);
    assert!(message.contains(word), "{what}: {message}\n{paste}");
    assert_eq!(refused.secret, secret, "{what}: {paste}");
}

/// The reader can say no, to what is cut off anywhere.
#[test]
fn openssl_refuses_what_is_cut_off_and_so_do_we() {
    let openssl = program("openssl", "openssl");
    let (Some(openssl), Some(python)) = (openssl, python_with("cryptography")) else {
        return;
    };
    let made = ask(&python, "make", "");
    let paste = &made[0];
    for keep in (30..paste.len() - 25).step_by(23) {
        let cut = &paste[..keep];
        let mut command = Command::new(&openssl);
        let output = run(command.args(["x509", "-noout"]), cut.as_bytes());
        assert!(!output.status.success(), "{cut}");
        assert!(certificate::read(cut).is_err(), "{cut}");
    }
}
