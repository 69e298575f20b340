//! The authority of a proxy that opens TLS: what is kept of a paste, and what never is.

use super::{changed, file, refused, right, warned, with};
use runner_proxy::artifacts::{self, steps};
use runner_proxy::form::site::Site;
use runner_proxy::form::{self, FIELDS, Form, Problem, fields};
use runner_proxy::say::Lang;

const ROOT: &str = include_str!("certificates/root.pem");
const INTERMEDIATE: &str = include_str!("certificates/intermediate.pem");
const SERVER: &str = include_str!("certificates/server.pem");

/// Pastes that hold a key, each with the same piece of it inside.
fn keys() -> Vec<String> {
    let body = "U2VjcmV0U2VjcmV0".repeat(4);
    let labels = ["", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH "];
    let key = |label: &str| {
        format!("-----BEGIN {label}PRIVATE KEY-----\n{body}\n-----END {label}PRIVATE KEY-----\n")
    };
    let mut keys: Vec<_> = labels.into_iter().map(key).collect();
    keys.push(format!("{ROOT}{}", key("")));
    keys.push(key("").replace('\n', "\\n"));
    // PKCS #8, without the lines around it.
    keys.push("MC4CAQAwBQYDK2VwBCIEIFNlY3JldFNlY3JldFNlY3JldFNlY3JldFNlY3JldFNl".to_owned());
    keys
}

fn silent(problems: &[Problem]) {
    for problem in problems {
        for lang in Lang::ALL {
            let message = problem.message.pick(lang);
            for piece in ["VjcmV0", "Y3JldFNl"] {
                assert!(!message.contains(piece), "{message}");
            }
        }
        assert!(problem.fixes.is_empty());
    }
}

#[test]
fn without_a_certificate_nothing_speaks_of_one() {
    for empty in ["", " \n\t"] {
        let form = changed(right(), &[("ca", empty)]);
        assert_eq!(refused(&form), [""; 0]);
        let (ready, _) = form::read(&form).ready().expect("no errors");
        for file in artifacts::files(&ready, Lang::En) {
            let text = String::from_utf8(file.bytes).expect("UTF-8");
            let own = text.split(runner_proxy::install::END_OF_DATA).next();
            assert!(!own.unwrap_or_default().contains("ca.crt"), "{text}");
        }
    }
}

#[test]
fn four_places_get_it() {
    let form = changed(right(), &[("ca", &format!("as mailed:\n{ROOT}"))]);
    assert_eq!(refused(&form), [""; 0]);
    assert_eq!(file(&form, "host/etc/gitlab-runner/certs/ca.crt"), ROOT);
    let config = file(&form, "paste/config.toml");
    let volume = "\"/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro\"";
    assert!(config.contains(volume), "{config}");
    assert!(config.contains("update-ca-certificates"), "{config}");
    let ci = file(&form, "paste/gitlab-ci.yml");
    assert!(ci.contains("SSL_CERT_DIR: "), "{ci}");
    // Before Docker and the runner start anew.
    let (ready, _) = form::read(&form).ready().expect("no errors");
    let commands = steps::steps(ready.plan()).into_iter();
    let commands = commands.map(|step| step.commands.map_or(String::new(), |c| c.as_str().into()));
    let commands: Vec<String> = commands.collect();
    let place = |of: &str| commands.iter().position(|command| command.contains(of));
    let order = [
        place("openssl x509"),
        place("update-ca-certificates"),
        place("openssl verify"),
        place("ssl_verify_result"),
        place("restart docker"),
        place("start gitlab-runner"),
    ];
    assert!(order[0].is_some() && order.is_sorted(), "{order:?}");

    // Without docker-in-docker, too, the helper and the jobs want their volume.
    let plain = file(&changed(form, &[("dind", "")]), "paste/config.toml");
    assert!(plain.contains("volumes = [\"/cache\", "), "{plain}");
    assert!(!plain.contains("privileged"), "{plain}");
}

#[test]
fn what_is_unusual_is_a_warning_and_what_is_none_an_error() {
    let at_ca = |text: &str| {
        let mut warned = warned(&changed(right(), &[("ca", text)]));
        warned.retain(|field| field == "ca");
        warned.len()
    };
    assert_eq!(at_ca(ROOT), 0);
    assert_eq!(at_ca(INTERMEDIATE), 1);
    assert_eq!(at_ca(SERVER), 1);
    // The form has no clock: whether it is still valid is for those who have one.
    let reading = form::read(&with(&[("ca", ROOT)]));
    let ca = reading.plan.ca.expect("a certificate");
    assert_eq!(ca.warnings_at(1_800_000_000).len(), 0);
    assert_eq!(ca.warnings_at(4_000_000_000).len(), 1);
    let many = (0_u8..=255).map(|byte| {
        let mut der = ca.each[0].der.clone();
        // Somewhere in its signature.
        *der.last_mut().expect("bytes") = byte;
        runner_proxy::text::pem::certificate(&der)
            .as_str()
            .to_owned()
    });
    let many: String = many.collect();
    assert!(many.len() > 100_000);
    assert_eq!(refused(&changed(right(), &[("ca", &many)])), ["ca"]);
}

#[test]
fn a_link_and_a_file_carry_the_certificate_alone() {
    let typed = with(&[("ca", &format!("Dear Alice,\n{SERVER}and\n{ROOT}Regards"))]);
    let canonical = with(&[("ca", &format!("{SERVER}{ROOT}"))]);
    let (opened, problems) = Form::from_link(&typed.to_link(&Form::default()), &Form::default());
    assert!(problems.is_empty() && opened == canonical);
    let read = Form::from_json(typed.to_json().as_bytes()).expect("a form");
    assert!(read == canonical);
    assert_eq!(read.to_json(), typed.to_json());
    // What cannot be read may be a part of anything.
    for other in ["VjcmV0VjcmV0", "-----BEGIN CERTIFICATE-----\nVjcmV0"] {
        let form = with(&[("ca", other)]);
        assert_eq!(form.to_link(&Form::default()), "");
        assert_eq!(form.to_json(), "{\n}\n");
        assert_eq!(form.to_link(&canonical), "ca=");
    }
}

#[test]
fn no_door_lets_a_private_key_in() {
    for key in keys() {
        assert!(fields::CA.must_not_keep(&key).is_some(), "{key}");
        // Whoever hands one to the library all the same gets an error, and nothing of it leaves.
        let form = changed(right(), &[("ca", &key)]);
        assert_eq!(refused(&form), ["ca"]);
        silent(&form::read(&form).problems);
        for text in [form.to_link(&Form::default()), form.to_json()] {
            assert!(!text.contains("VjcmV0"), "{text}");
        }

        let json = serde_json::to_string(&serde_json::json!({ "ca": key })).expect("JSON");
        let problems = Form::from_json(json.as_bytes()).err().expect("refused");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].is_error() && problems[0].field == "ca");
        silent(&problems);

        let link: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let (form, problems) = Form::from_link(&format!("port=1&ca={link}"), &Form::default());
        assert!(form == with(&[("port", "1")]));
        assert_eq!(problems.len(), 1);
        assert!(problems[0].field == "ca");
        silent(&problems);

        let (site, problems) = Site::read(&format!(r#"{{"form": {json}}}"#));
        assert!(site.preset == Form::default());
        assert_eq!(problems.len(), 1);
        silent(&problems);
    }
    // Of the other questions none takes a paste for a key, also not the password's.
    for field in FIELDS.iter().filter(|field| field.name != "ca") {
        assert!(field.must_not_keep(&keys()[0]).is_none(), "{}", field.name);
    }
    assert!(fields::CA.must_not_keep(ROOT).is_none());
}
