//! Whole files, made of hundreds of forms, before the programs that will read them.

use super::cntlm::{latin1, values_read};
use super::forms::{Case, cases, file};
use super::machine::{
    Scratch, from_hex, helper, on_path, program, python, read, run, say, verdict,
};
use super::{docker, go, systemd};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const FORMS: usize = 400;

const DROP_INS: [&str; 3] = [
    "host/etc/systemd/system/docker.service.d/http-proxy.conf",
    "host/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf",
    "host/etc/systemd/system/cntlm.service.d/docker0.conf",
];

#[test]
fn systemd_reads_every_drop_in() {
    let (Some(systemd), Some(python)) = (systemd::program(), python()) else {
        return;
    };
    let cases = cases(&python, FORMS);
    let (mut drop_ins, mut meant) = (Vec::new(), Vec::new());
    for case in &cases {
        for path in DROP_INS {
            let Some(text) = case.text(path) else {
                continue;
            };
            drop_ins.push(text);
            let Case { url, no_proxy, .. } = case;
            meant.push(if path.contains("cntlm") {
                String::new()
            } else {
                format!("HTTP_PROXY={url}\nHTTPS_PROXY={url}\nNO_PROXY={no_proxy}")
            });
        }
    }
    assert!(drop_ins.len() > FORMS, "only {} drop-ins", drop_ins.len());
    let read = systemd::variables(&systemd, &drop_ins);
    let read: Vec<_> = read.iter().map(|service| service.join(&b'\n')).collect();
    verdict("drop-ins by systemd", &meant, &read);
}

/// The order of units: cntlm after docker, and never the other way, which would be a cycle.
#[test]
fn systemd_orders_the_services() {
    let (Some(systemd), Some(python)) = (systemd::program(), python()) else {
        return;
    };
    let cases = cases(&python, 50);
    let mut read = Vec::new();
    for case in cases.iter().filter(|case| case.answer("route") == "cntlm") {
        let drop_ins: Vec<_> = DROP_INS.iter().filter_map(|path| case.text(path)).collect();
        let output = systemd::dump(&systemd, &drop_ins);
        assert!(output.stderr.is_empty());
        let dump = String::from_utf8(output.stdout).expect("UTF-8");
        let ordered: Vec<_> = dump
            .lines()
            .map(str::trim)
            .filter(|line| line.contains("docker.service") || line.contains("cntlm.service"))
            .filter(|line| line.contains("(origin-file)") && !line.starts_with("References"))
            .map(str::to_owned)
            .collect();
        read.push(ordered);
    }
    assert!(read.len() > 10);
    for mut ordered in read {
        ordered.retain(|line| !line.starts_with("Before") && !line.starts_with("ReferencedBy"));
        ordered.sort();
        assert_eq!(
            ordered,
            [
                "After: cntlm.service (origin-file)",
                "After: docker.service (origin-file)",
                "Wants: docker.service (origin-file)"
            ]
        );
    }
}

/// What both TOML parsers must find in a `config.toml`, scripts aside.
fn runner(case: &Case) -> Value {
    let variables = |upper: bool| {
        let name = move |name: &str| {
            if upper {
                name.to_uppercase()
            } else {
                name.to_owned()
            }
        };
        let (url, no_proxy) = (&case.url, &case.no_proxy);
        [
            ("http_proxy", url),
            ("https_proxy", url),
            ("no_proxy", no_proxy),
        ]
        .map(|(key, value)| format!("{}={value}", name(key)))
    };
    let environment = [variables(true), variables(false)].concat();
    let (dind, ca) = (case.answer("dind"), !case.answer("ca").is_empty());
    let mut volumes = match dind {
        "tls" => vec!["/certs/client", "/cache"],
        "socket" => vec!["/runner/services/docker", "/cache"],
        "plain" => vec!["/cache"],
        _ if ca => vec!["/cache"],
        _ => return json!({ "environment": environment }),
    };
    // What GitLab's tls-self-signed.md has for the helper.
    volumes
        .extend(ca.then_some("/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"));
    let privileged = ["tls", "plain", "socket"].contains(&dind);
    let docker = json!({ "privileged": privileged, "volumes": volumes });
    json!({ "environment": environment, "docker": docker })
}

/// One line of JSON for each document, as the helper programs print what they read.
fn documents(lines: &[u8]) -> Vec<Value> {
    let lines = lines.split_inclusive(|&byte| byte == b'\n');
    lines
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect()
}

/// All `config.toml` files as Runner's parser reads them.
pub(crate) fn config_by_go(go: &Path, cases: &[Case]) -> Vec<Value> {
    let files = cases
        .iter()
        .map(|case| case.text("paste/config.toml").expect("config.toml"));
    let files = files.collect::<Vec<_>>().join("\0") + "\0";
    let mut runners = documents(&read(Command::new(go).arg("config"), files.as_bytes()));
    runners
        .iter_mut()
        .map(|config| config["runners"][0].take())
        .collect()
}

/// All `gitlab-ci.yml` files as GitLab reads them, with their cases.
pub(crate) fn ci_by_psych<'a>(ruby: &Path, cases: &'a [Case]) -> Vec<(&'a Case, Value)> {
    let text = |case: &'a Case| Some((case, case.text("paste/gitlab-ci.yml")?));
    let (cases, files): (Vec<_>, Vec<_>) = cases.iter().filter_map(text).unzip();
    let mut command = Command::new(ruby);
    command.arg(helper("read_yaml.rb")).arg("ci");
    let files = files.join("\0") + "\0";
    let documents = documents(&read(&mut command, files.as_bytes()));
    assert_eq!(documents.len(), cases.len());
    cases.into_iter().zip(documents).collect()
}

#[test]
fn both_parsers_read_every_config_toml() {
    let (Some(go), Some(python)) = (go::program(), python()) else {
        return;
    };
    let cases = cases(&python, FORMS);
    let by_go = config_by_go(go, &cases);
    let files = cases
        .iter()
        .map(|case| case.text("paste/config.toml").expect("config.toml"));
    let files = files.collect::<Vec<_>>().join("\0") + "\0";
    let mut command = Command::new(&python);
    command.arg(helper("read_toml.py")).arg("config");
    let by_python = documents(&read(&mut command, files.as_bytes()));
    assert_eq!((by_go.len(), by_python.len()), (FORMS, FORMS));
    for ((case, go), python) in cases.iter().zip(by_go).zip(by_python) {
        let python = &python["runners"];
        assert_eq!(python.as_array().map(Vec::len), Some(1));
        let meant = runner(case);
        for key in ["environment", "docker"] {
            // Nothing of ours has a `$`, so what Runner expands is what stands there.
            // One parser tells what is not there as false.
            let mut there = meant[key].clone();
            if there["privileged"] == false {
                there.as_object_mut().expect("a table").remove("privileged");
            }
            assert_eq!(python[0][key], there, "{:?}", case.answers);
            let absent = json!({ "privileged": false, "volumes": null });
            let by_go = Some(&go[key]).filter(|value| **value != absent);
            assert_eq!(
                by_go.unwrap_or(&Value::Null),
                &meant[key],
                "{:?}",
                case.answers
            );
        }
        assert_ne!(go["pre_get_sources_script"], "");
        for script in ["pre_get_sources_script", "pre_build_script"] {
            let text = go[script].as_str().expect("text");
            assert_eq!(python[0][script].as_str().unwrap_or_default(), text);
        }
        let builds = !case.answer("ca").is_empty()
            || case.answer("client-config") == "pre-build-script"
                && case.text("paste/gitlab-ci.yml").is_some();
        assert_eq!(go["pre_build_script"] != "", builds, "{:?}", case.answers);
    }
    say(&format!(
        "config.toml by Go and by Python: {FORMS} files, 0 mismatches"
    ));
}

#[test]
fn psych_reads_every_gitlab_ci_yml() {
    let (Some(ruby), Some(python)) = (program("ruby", "ruby"), python()) else {
        return;
    };
    let cases = cases(&python, FORMS);
    let documents = ci_by_psych(&ruby, &cases);
    assert!(documents.len() > FORMS / 2);
    for (case, document) in &documents {
        let service = &document["default"]["services"][0];
        assert_eq!(service["alias"], "docker");
        let directories = match case.answer("ca") {
            "" => Value::Null,
            _ => json!({ "SSL_CERT_DIR": "/etc/ssl/certs:/etc/gitlab-runner/certs" }),
        };
        assert_eq!(service["variables"], directories, "{:?}", case.answers);
        let variables = match case.answer("dind") {
            "tls" => json!({ "DOCKER_HOST": "tcp://docker:2376", "DOCKER_TLS_CERTDIR": "/certs" }),
            "plain" => json!({ "DOCKER_HOST": "tcp://docker:2375", "DOCKER_TLS_CERTDIR": "" }),
            _ => json!({ "DOCKER_HOST": "unix:///runner/services/docker/docker.sock" }),
        };
        assert_eq!(document["variables"], variables);
        let scripts = document["default"]["before_script"]
            .as_array()
            .map_or(0, Vec::len);
        let wanted = case.answer("client-config") == "before-script";
        assert_eq!(scripts, usize::from(wanted), "{:?}", case.answers);
    }
    say(&format!(
        "gitlab-ci.yml by Psych: {} files, 0 mismatches",
        documents.len()
    ));
}

/// dockerd itself, where its version can check a file (23.0); Debian 12's cannot, and there the JSON
/// parser of the next test is the judge.
#[test]
fn dockerd_accepts_daemon_json() {
    let able = on_path("dockerd").filter(|dockerd| {
        let help = run(Command::new(dockerd).arg("--help"), b"");
        String::from_utf8_lossy(&help.stdout).contains("--validate")
    });
    let (Some(dockerd), Some(python)) = (able, python()) else {
        say("dockerd: no --validate here; only Python reads daemon.json");
        return;
    };
    let path = "host/etc/docker/daemon.json";
    let scratch = Scratch::new("daemon-json");
    let validate = |text: &str| {
        let file = scratch.write("daemon.json", text);
        let mut command = Command::new(&dockerd);
        run(command.args(["--validate", "--config-file"]).arg(file), b"")
    };
    let cases = cases(&python, 60);
    let texts: Vec<_> = cases.iter().filter_map(|case| case.text(path)).collect();
    assert!(texts.len() > 10, "only {} files", texts.len());
    for text in &texts {
        let output = validate(text);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    say(&format!(
        "daemon.json by dockerd: {} files, 0 refused",
        texts.len()
    ));
    assert!(
        !validate(r#"{"proxies": {"http-prxy": "x"}}"#)
            .status
            .success()
    );
}

#[test]
fn python_reads_every_json_file() {
    let Some(python) = python() else {
        return;
    };
    let cases = cases(&python, FORMS);
    let files = [
        (
            "host/etc/docker/daemon.json",
            [
                "proxies/http-proxy",
                "proxies/https-proxy",
                "proxies/no-proxy",
            ],
        ),
        (
            "host/root/.docker/config.json",
            [
                "proxies/default/httpProxy",
                "proxies/default/httpsProxy",
                "proxies/default/noProxy",
            ],
        ),
    ];
    for (path, members) in files {
        let with_file = |case: &&Case| case.text(path).is_some();
        let cases: Vec<_> = cases.iter().filter(with_file).collect();
        assert!(cases.len() > 100, "only {} of {path}", cases.len());
        let documents: String = cases
            .iter()
            .filter_map(|case| Some(case.text(path)?.to_owned() + "\0"))
            .collect();
        let mut command = Command::new(&python);
        command.arg(helper("read_json.py")).args(members);
        let meant: Vec<_> = cases
            .iter()
            .flat_map(|case| [&case.url, &case.url, &case.no_proxy])
            .collect();
        let read = from_hex(&read(&mut command, documents.as_bytes()));
        verdict(&format!("{path} by Python"), &meant, &read);
    }
}

#[test]
fn the_docker_command_reads_our_config_json() {
    let (Some(docker), Some(python)) = (program("docker", "docker.io"), python()) else {
        return;
    };
    let (mut meant, mut read) = (Vec::new(), Vec::new());
    for case in cases(&python, 60) {
        let Some(config) = file(&case.files, "host/root/.docker/config.json") else {
            continue;
        };
        let environment = docker::environment(&docker, config);
        for (variable, value) in [
            ("HTTP_PROXY", &case.url),
            ("HTTPS_PROXY", &case.url),
            ("NO_PROXY", &case.no_proxy),
        ] {
            for name in [variable.to_owned(), variable.to_lowercase()] {
                meant.push(value.clone());
                read.push(environment[&name].clone());
            }
        }
    }
    verdict("our config.json by docker", &meant, &read);
}

#[test]
fn cntlm_reads_every_cntlm_conf() {
    let (Some(cntlm), Some(python)) = (program("cntlm", "cntlm"), python()) else {
        return;
    };
    let (mut meant, mut found) = (Vec::new(), Vec::new());
    for case in cases(&python, FORMS) {
        let Some(conf) = file(&case.files, "host/etc/cntlm.conf") else {
            continue;
        };
        let mut expected = vec![("Username", latin1(case.answer("username")))];
        let domain = case.answer("domain");
        expected.extend((!domain.is_empty()).then(|| ("Domain", latin1(domain))));
        let lines = case
            .answer("proxies")
            .lines()
            .filter(|line| !line.starts_with('['));
        let proxies = lines.map(|line| ("Proxy", line.as_bytes().to_vec()));
        // It would listen there, end at the stand-in for a hash, and end at IPv6 unless it is 0.94.
        let spared = |line: &&[u8]| {
            let starts = |with: &str| line.starts_with(with.as_bytes());
            !starts("Listen ") && !starts("PassNTLMv2 ") && !starts("Proxy        [")
        };
        let lines = conf.split_inclusive(|&byte| byte == b'\n').filter(spared);
        let read = values_read(&cntlm, &lines.collect::<Vec<_>>().concat());
        if case.answer("secret") == "plain" {
            expected.push(("Password", latin1(case.answer("password"))));
        }
        expected.extend(proxies);
        let line = |(key, value): (&str, Vec<u8>)| [key.as_bytes(), b" ", &value, b"\n"].concat();
        meant.push(expected.into_iter().map(line).collect::<Vec<_>>().concat());
        let line = |(key, value): (String, Vec<u8>)| line((&key, value));
        found.push(read.into_iter().map(line).collect::<Vec<_>>().concat());

        let listen = format!("Listen       {}\n", &case.url["http://".len()..]);
        assert!(conf.ends_with(listen.as_bytes()), "{:?}", case.answers);
    }
    assert!(meant.len() > FORMS / 4, "only {}", meant.len());
    verdict("cntlm.conf by cntlm", &meant, &found);
}
