//! `PassNTLMv2`: recorded vectors, the real `cntlm -H`, and NTLM as strangers wrote it in Python.

use super::machine::{Scratch, helper, program, python_with_ntlm, read, run, verdict};
use super::values::{Random, values};
use runner_proxy::credentials::{HashForm, ntowfv2, pass_ntlmv2};
use runner_proxy::text::{Text, cntlm};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// User, domain, password.
type Credentials = [String; 3];

fn hash([user, domain, password]: &Credentials, form: HashForm) -> String {
    let hash = ntowfv2(user, domain, password);
    pass_ntlmv2(hash, form).as_str().to_owned()
}

/// What was recorded of both versions and of an independent computation after [MS-NLMP]. Where
/// cntlm itself is wrong (it cuts, and widens bytes), the recommended value is the one that logs in.
#[test]
fn the_vectors_agree() {
    let vectors: Value =
        serde_json::from_str(include_str!("../data/cntlm_vectors.json")).expect("JSON");
    let vectors = vectors["vectors"].as_array().expect("vectors");
    assert_eq!(vectors.len(), 41);
    let (mut meant, mut ours) = (Vec::new(), Vec::new());
    for vector in vectors {
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let who = ["user", "domain", "password"].map(|key| text(&vector[key]));
        for (version, form) in [("0.92.3", HashForm::Inverted), ("0.94.0", HashForm::AsIs)] {
            meant.push(text(&vector["recommended"][version]["PassNTLMv2"]));
            ours.push(hash(&who, form));
        }
    }
    verdict("recorded NTLMv2 hashes", &meant, &ours);
}

/// Credentials that cntlm 0.92.3 hashes rightly: ASCII, within its buffers of 49 bytes each, and
/// user and domain together within 64.
fn within_limits(random: &mut Random) -> Credentials {
    let printable: Vec<char> = (' '..='~').collect();
    let name: Vec<char> = ('0'..='9')
        .chain('A'..='Z')
        .chain('a'..='z')
        .chain("-._".chars())
        .collect();
    let mut text = |alphabet: &[char], longest: usize| -> String {
        (0..1 + random.below(longest))
            .map(|_| random.of(alphabet))
            .collect()
    };
    let user = text(&name, 49);
    let domain = text(&name, (64 - user.len()).min(49));
    [user, domain, text(&printable, 49)]
}

fn hash_by_cntlm(
    cntlm: &Path,
    scratch: &Scratch,
    [user, domain, password]: &Credentials,
) -> String {
    let value = |text: &str| {
        Text::typed(text)
            .and_then(|text| cntlm::value(&text))
            .expect("a value")
    };
    let file = [
        cntlm::line("Username", &value(user)),
        cntlm::line("Domain", &value(domain)),
    ];
    let file = scratch.write("cntlm.conf", Text::concat(&file).as_str());
    let mut command = Command::new(cntlm);
    command.args(["-H", "-c"]).arg(file);
    let output = run(&mut command, format!("{password}\n").as_bytes());
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).expect("ASCII");
    let mut words = output.split_whitespace();
    words.find(|word| *word == "PassNTLMv2").expect("a hash");
    words.next().expect("its digits").to_owned()
}

#[test]
fn cntlm_makes_the_same_hashes() {
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let scratch = Scratch::new("hashes");
    let mut random = Random(3);
    let who: Vec<_> = (0..500).map(|_| within_limits(&mut random)).collect();
    let meant: Vec<_> = who
        .iter()
        .map(|who| hash_by_cntlm(&cntlm, &scratch, who))
        .collect();
    let ours: Vec<_> = who
        .iter()
        .map(|who| hash(who, HashForm::Inverted))
        .collect();
    verdict("cntlm -H", &meant, &ours);
    // This cntlm is one of those whose text form is inverted, and the other form is another text.
    assert_ne!(hash(&who[0], HashForm::AsIs), meant[0]);
}

/// Every password there is, and user names as far as a form takes them (U+00FF).
#[test]
fn an_independent_ntlm_makes_the_same_hashes() {
    let Some(python) = python_with_ntlm() else {
        return;
    };
    let mut random = Random(4);
    let latin: Vec<char> = (' '..='~').chain('\u{a0}'..='\u{ff}').collect();
    let who: Vec<Credentials> = values()
        .into_iter()
        .filter(|password| password.len() <= 4_096)
        .step_by(5)
        .map(|password| {
            let mut name = || (0..random.below(30)).map(|_| random.of(&latin)).collect();
            [name(), name(), password]
        })
        .collect();
    let stdin = serde_json::to_vec(&who).expect("JSON");
    let mut command = Command::new(python);
    let read = read(command.arg(helper("ntowfv2.py")), &stdin);
    let meant: Vec<_> = read.split_inclusive(|&byte| byte == b'\n').collect();
    let ours: Vec<_> = who
        .iter()
        .map(|who| hash(who, HashForm::AsIs) + "\n")
        .collect();
    verdict("NTOWFv2 in Python", &meant, &ours);
}
