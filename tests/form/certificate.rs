//! What people paste for the proxy's certificate: how it is read, what is refused, what is warned
//! about. Whether certificates are read right is for `tests/judges/certificates.rs` to say.

use super::random::Random;
use runner_proxy::form::certificate::{self, Certificates, Refused, date, read};
use runner_proxy::say::{Lang, Message};
use runner_proxy::text::{Charset, Text, pem};

const ROOT: &str = include_str!("certificates/root.pem");
const INTERMEDIATE: &str = include_str!("certificates/intermediate.pem");
const SERVER: &str = include_str!("certificates/server.pem");
const VERSION_1: &str = include_str!("certificates/version-1.pem");

const DAY: i64 = 86_400;
/// 2026-01-01 and 2036-01-01, from when and until when the certificates above are valid.
const START: i64 = 1_767_225_600;
const END: i64 = 2_082_758_400;
const NOW: i64 = START + 300 * DAY;

fn good(paste: &str) -> Certificates {
    match read(paste) {
        Ok(certificates) => certificates,
        Err(refused) => unreachable!("{refused:?}\n{paste}"),
    }
}

fn refused(paste: &str) -> Refused {
    match read(paste) {
        Ok(certificates) => unreachable!("read as {certificates:?}\n{paste}"),
        Err(refused) => refused,
    }
}

fn english(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|one| one.pick(Lang::En)).collect()
}

fn warned(paste: &str, now: i64) -> Vec<String> {
    let read = read(paste).expect("certificates");
    let warnings = [read.warnings_at(now), read.warnings].concat();
    english(&warnings).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_root_is_read_whole() {
    let read = good(ROOT);
    let [root] = &read.each[..] else {
        unreachable!("one certificate");
    };
    assert_eq!(root.subject.text, "例示株式会社 Root CA");
    assert!(!root.subject.lossy && root.self_issued && root.is_ca());
    assert_eq!(
        (root.version, root.ca, root.key_cert_sign),
        (3, Some(true), Some(true))
    );
    assert_eq!((root.not_before, root.not_after), (START, END));
    assert_eq!(
        (date(START), date(END - 1)),
        ("2026-01-01".into(), "2035-12-31".into())
    );
    assert_eq!(english(&read.warnings), [""; 0]);
    assert_eq!(read.pem.as_str(), ROOT);
    assert_eq!(Text::whole(&read.pem).bytes(Charset::Utf8), ROOT.as_bytes());
    let old = &good(VERSION_1).each[0];
    assert_eq!((old.version, old.ca, old.is_ca()), (1, None, true));
}

/// As editors, mail, YAML and variables hand a certificate on.
#[test]
fn any_way_to_paste_it_gives_the_same_file() {
    let indented: String = ROOT.lines().map(|line| format!("      {line}\n")).collect();
    let long = ROOT
        .replace('\n', "")
        .replace("TE-----", "TE-----\n")
        .replace("-----END", "\n-----END");
    let ways = [
        ROOT.replace('\n', "\r\n"),
        ROOT.replace('\n', "\r"),
        format!("\u{feff}{ROOT}"),
        ROOT.replace('\n', "  \t\n"),
        ROOT.replace('\n', "\n\n"),
        ROOT.trim_end().to_owned(),
        ROOT.replace('\n', " "),
        ROOT.replace('\n', "\\n"),
        ROOT.replace('\n', "\u{a0}\u{200b}\n"),
        ROOT.replace(" CERTIFICATE", " X509 CERTIFICATE"),
        indented,
        long,
        format!(
            "Bag Attributes\n    friendlyName: 証明書\nsubject=/CN=x\n{ROOT}\nBest regards\n--\nAlice"
        ),
        format!("{ROOT}{ROOT}"),
    ];
    for way in ways {
        assert_eq!(good(&way).pem.as_str(), ROOT, "{way}");
    }
    let both = good(&format!("1\n{INTERMEDIATE}2\n{ROOT}3\n{INTERMEDIATE}"));
    assert_eq!(both.pem.as_str(), format!("{INTERMEDIATE}{ROOT}"));
    assert_eq!(english(&both.warnings), [""; 0]);
}

#[test]
fn what_is_no_certificate_is_refused_with_what_to_do() {
    let damaged = ROOT.replacen("MI", "NI", 1);
    let short = ROOT.replacen("MI", "M", 1);
    let body = ROOT.split("-----").nth(2).expect("a body").to_owned();
    let half = &ROOT[..ROOT.len() / 2];
    let large = "x".repeat(certificate::LARGEST + 1);
    let inside = body.trim_end().trim_end_matches('=');
    let whole = inside.len() / 8 * 4;
    let ended = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----",
        &inside[..whole]
    );
    let table: &[(&str, &str)] = &[
        ("", "nothing here"),
        (" \r\n\t\u{feff}", "nothing here"),
        (
            "https://proxy.corp.example/ca.crt",
            "no certificate in this text",
        ),
        ("-----BEGIN CERTIFICATE", "cut off"),
        (
            "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----",
            "CSR",
        ),
        ("-----BEGIN NEW CERTIFICATE REQUEST-----\n", "CSR"),
        ("-----BEGIN PKCS7-----\n", "PKCS #7"),
        ("-----BEGIN TRUSTED CERTIFICATE-----\n", "openssl x509"),
        ("-----BEGIN PUBLIC KEY-----\n", "block “PUBLIC KEY”"),
        (
            "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
            "cut off",
        ),
        (
            "-----BEGIN CERTIFICATE-----\nAA==\n-----END X509 CERTIFICATE-----",
            "cut off",
        ),
        (
            "0\u{fffd}\u{3}\u{5}0\u{fffd}\u{2}\u{fffd}\u{3}\u{2}\u{1}\u{2}",
            "binary",
        ),
        ("MZ\0\0", "binary"),
        (half, "cut off"),
        (&ended, "cut off"),
        (&damaged, "cannot be read"),
        (&short, "cannot be read"),
        (&body, "lines around"),
        (&ROOT.replace("-----", "—"), "five hyphens"),
        (&ROOT.replace("-----", "--"), "five hyphens"),
        (&large, "1 MB"),
    ];
    for (paste, word) in table {
        let refused = refused(paste);
        let start: String = paste.chars().take(80).collect();
        let message = refused.message.pick(Lang::En);
        assert!(message.contains(word), "{start:?}: {message}");
        assert!(!refused.message.pick(Lang::Ja).is_ascii());
        assert!(!refused.secret || *word == "binary", "{start:?}");
    }
    let second = refused(&format!("{ROOT}{half}"));
    assert!(
        second
            .message
            .pick(Lang::En)
            .starts_with("Block 2 is cut off")
    );
}

/// Wherever it stands and however much of it is there.
#[test]
fn a_private_key_is_refused_loudly_and_shown_nowhere() {
    let labels = [
        "",
        "RSA ",
        "EC ",
        "DSA ",
        "ENCRYPTED ",
        "OPENSSH ",
        "PGP ",
        "ANY ",
    ];
    for label in labels {
        let end = if label == "PGP " { " BLOCK" } else { "" };
        let begin = format!("-----BEGIN {label}PRIVATE KEY{end}-----\nU2VjcmV0\n");
        let whole = format!("{begin}-----END {label}PRIVATE KEY{end}-----\n");
        let last = format!("U2VjcmV0\n-----END {label}PRIVATE KEY{end}-----");
        let large = format!("{}{begin}", "x".repeat(certificate::LARGEST));
        let pastes = [
            whole.replace("-----", "—"),
            format!("{whole}{ROOT}"),
            format!("{ROOT}{whole}"),
            format!("{ROOT}{begin}"),
            whole.replace('\n', "\\n"),
            begin,
            whole,
            last,
            large,
        ];
        for paste in pastes {
            let refused = refused(&paste);
            assert!(refused.secret, "{label}");
            for (lang, word) in [(Lang::En, "leaked"), (Lang::Ja, "漏えい")] {
                let message = refused.message.pick(lang);
                assert!(
                    message.contains(word) && !message.contains("U2Vj"),
                    "{message}"
                );
            }
        }
    }
    assert!(refused("PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\nAAAA").secret);
    // Words about a key are none.
    let about =
        format!("# the private key stays on the proxy; its PRIVATE KEY is not here\n{ROOT}");
    assert_eq!(good(&about).pem.as_str(), ROOT);
}

#[test]
fn a_clock_says_which_certificates_are_of_use() {
    let table: &[(i64, &str)] = &[
        (i64::MIN, "valid only from 2026-01-01"),
        (START - 1, "valid only from 2026-01-01"),
        (START, ""),
        (END - 30 * DAY, ""),
        (END - 30 * DAY + 1, "expires on 2036-01-01"),
        (END, "expires on 2036-01-01"),
        (END + 1, "expired on 2036-01-01"),
        (i64::MAX, "expired on 2036-01-01"),
    ];
    for (now, word) in table {
        let warned = warned(ROOT, *now);
        assert_eq!(
            warned.len(),
            usize::from(!word.is_empty()),
            "{now}: {warned:?}"
        );
        assert!(
            warned.iter().all(|message| message.contains(word)),
            "{now}: {warned:?}"
        );
    }
}

#[test]
fn a_chain_says_what_it_lacks() {
    let table: &[(String, &[&str])] = &[
        (ROOT.into(), &[]),
        (VERSION_1.into(), &[]),
        (
            INTERMEDIATE.into(),
            &["“Corp Proxy CA” is an intermediate CA"],
        ),
        (format!("{INTERMEDIATE}{ROOT}"), &[]),
        (format!("{ROOT}{INTERMEDIATE}"), &[]),
        (
            format!("{INTERMEDIATE}{VERSION_1}"),
            &["ends at “Corp Proxy CA”"],
        ),
        (SERVER.into(), &["issued by “Corp Proxy CA”"]),
        (format!("{SERVER}{ROOT}"), &["no harm"]),
        (
            format!("{SERVER}{INTERMEDIATE}"),
            &["no harm", "intermediate CA"],
        ),
        (format!("{SERVER}{INTERMEDIATE}{ROOT}"), &["no harm"]),
    ];
    for (paste, words) in table {
        let warned = warned(paste, NOW);
        assert_eq!(warned.len(), words.len(), "{warned:?}");
        for (message, word) in warned.iter().zip(*words) {
            assert!(message.contains(word), "{message}");
        }
    }
}

/// Damaged in any way it is read or refused, and what was read is written so that it is read again.
#[test]
fn no_bytes_panic() {
    let mut random = Random(11);
    let seeds = [ROOT, INTERMEDIATE, SERVER, VERSION_1];
    let ders = seeds.map(|seed| good(seed).each[0].der.clone());
    let mut whole = 0;
    for round in 0..30_000 {
        let paste = if round % 3 == 0 {
            let mut text = random.of(&seeds).as_bytes().to_vec();
            mutate(&mut text, &mut random);
            String::from_utf8_lossy(&text).into_owned()
        } else {
            let mut der = ders[random.below(ders.len())].clone();
            mutate(&mut der, &mut random);
            pem::certificate(&der).as_str().to_owned()
        };
        let now = random.next() as i64;
        let messages = match read(&paste) {
            Ok(certificates) => {
                whole += 1;
                let again = good(certificates.pem.as_str());
                assert_eq!(again.each, certificates.each);
                assert_eq!(again.pem, certificates.pem);
                [certificates.warnings_at(now), certificates.warnings].concat()
            }
            Err(refused) => vec![refused.message],
        };
        for message in messages
            .iter()
            .flat_map(|m| Lang::ALL.map(|lang| m.pick(lang)))
        {
            assert!(!message.contains(char::is_control), "{message:?}");
        }
    }
    assert!(
        (3_000..27_000).contains(&whole),
        "{whole} were read: the fuzz is blind"
    );
}

/// Changes, takes out, repeats or puts in some bytes.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        match random.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, random.next() as u8),
            3 => bytes[at] = random.of(&[0, 1, 0x1e, 0x30, 0x7f, 0x80, 0x84, 0xa3, 0xff]),
            4 => {
                let end = at + random.below(bytes.len() - at + 1);
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes[at] ^= 1 << random.below(8),
        }
    }
}
