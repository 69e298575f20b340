//! What is said of a file: level, line and the beginning of the reason, in both languages, and never
//! a secret.

use super::plans;
use super::shapes::shapes;
use runner_proxy::existing::Finding;
use runner_proxy::existing::config_toml::{Choice, Document};
use runner_proxy::form::Level;
use runner_proxy::say::Lang;

/// A runner with these lines, the first of which is line 3, and what is found: its line, and words
/// of the reason.
const FOUND: &[(&str, &[(usize, &str)])] = &[
    ("", &[]),
    ("environment = [\"A=b\", \"PATH=$PATH\"]", &[]),
    (
        "environment = [\n\"A=b\",\n\"HTTP_PROXY\"]",
        &[(5, "has no `=`")],
    ),
    (
        "environment = [\"HTTP_PROXY =http://a\"]",
        &[(3, "a blank or a quote in the name")],
    ),
    (
        "environment = [\"'A=b'\"]",
        &[(3, "a blank or a quote in the name")],
    ),
    (
        "environment = [\"A=b\",\n\"A=c\",\n\"A=d\"]",
        &[(4, "`A` stands"), (5, "`A` stands")],
    ),
    (
        "environment = [\"HTTP_PROXY=http://a\", \"http_proxy=http://a\"]",
        &[(3, "HTTPS_PROXY is not")],
    ),
    (
        "environment = [\"HTTP_PROXY=http://a\",\n\"HTTPS_PROXY=https://a\"]",
        &[(3, "one case of letters"), (4, "over TLS")],
    ),
    (
        "environment = [\"ALL_PROXY=a:1\"]",
        &[(3, "no http:// before it")],
    ),
    (
        "environment = [\"ALL_PROXY=$X\"]",
        &[(3, "a `$` in this value")],
    ),
    (
        "environment = [\"ALL_PROXY=http://a:p$$w$w@b\"]",
        &[(3, "a `$` in this value")],
    ),
    ("environment = [\"ALL_PROXY=http://a:p$$w@b\"]", &[]),
    (
        "environment = [\"ALL_PROXY=\\\"http://b\\\"\"]",
        &[(3, "begins with a quote")],
    ),
    (
        "environment = [\"no_proxy=a,docker:2375\"]",
        &[(3, "a host with a port")],
    ),
    (
        "environment = [\"no_proxy=a b\"]",
        &[(3, "separated by blanks")],
    ),
    ("environment = [\"no_proxy=a, b,::1\"]", &[]),
    ("environment = 'A=b'", &[(3, "A list of texts")]),
    ("environment = [1]", &[(3, "A list of texts")]),
    (
        "environment = []\nEnvironment = []",
        &[(4, "upper and lower case")],
    ),
    ("pre_build_script = 1", &[(3, "Text belongs here")]),
    ("docker = 1", &[(3, "A table belongs")]),
    (
        "[runners.docker]\nprivileged = 'true'",
        &[(4, "`true` or `false`")],
    ),
    ("pre_clone_script = 'true'", &[(3, "took this key out")]),
    (
        "post_clone_script = '''\n\ngit config --global https.proxy x\n# git config https.proxy\n'''",
        &[(3, "took this key out"), (5, "no key https.proxy")],
    ),
    (
        "pre_get_sources_script = \"\"\"\\\n  git config --global http.proxy $HTTP_PROXY\n  git config --global https.proxy $HTTPS_PROXY\"\"\"",
        &[(4, "only asks git"), (5, "no key https.proxy")],
    ),
    (
        "pre_get_sources_script = 'git config --global http.proxy \"$HTTP_PROXY\"'",
        &[],
    ),
    (
        "pre_build_script = '''\nmkdir -p ~/.docker\n echo a > ~/.docker/config.json\necho b > \"$HOME/.docker/config.json\"\n'''",
        &[(5, "config.json anew"), (6, "config.json anew")],
    ),
    (
        "pre_get_sources_script = \"mkdir -p $HOME/.docker/ && echo \\\"{ }\\\" >> $HOME/.docker/config.json\"",
        &[(3, "config.json anew")],
    ),
    (
        "pre_build_script = \"true; echo a | tee /root/.docker/config.json; false\"",
        &[(3, "config.json anew")],
    ),
    (
        "pre_build_script = '''\ncat ~/.docker/config.json > /dev/null\n# echo > ~/.docker/config.json\necho > ~/.docker/config.json.old\ncp a ~/x && [ -e $HOME/.docker/config.json ]\n'''",
        &[],
    ),
    (
        "pre_build_script = '''\r\ntrue\r\n'''",
        &[(3, "end in CRLF")],
    ),
    (
        "privileged = true\nvolumes = []",
        &[
            (3, "in [runners.docker] only"),
            (4, "in [runners.docker] only"),
        ],
    ),
    (
        "[runners.docker]\nenvironment = ['A=b']",
        &[(4, "below the header of another")],
    ),
    (
        "[runners.cache]\n[runners.cache.s3]\npre_build_script = ''",
        &[(5, "below the header of another")],
    ),
    ("[[runners.docker.services]]\nenvironment = ['A=b']", &[]),
    (
        "[runners.kubernetes.node_selector]\nenvironment = 'prod'",
        &[],
    ),
    (
        "[session_server]\nenvironment = ['A=b']",
        &[(4, "below the header of another")],
    ),
    ("name = '\u{fffd}'", &[(3, "U+FFFD")]),
    ("[[Runners]]", &[(3, "upper and lower case")]),
];

/// The same with docker-in-docker by TLS behind CNTLM.
const FOUND_FOR_DIND: &[(&str, &[(usize, &str)])] = &[
    ("", &[(1, "are not privileged"), (1, "lacks the volume")]),
    (
        "[runners.docker]\nimage = 'a'",
        &[(3, "are not privileged"), (3, "lacks the volume")],
    ),
    (
        "docker.privileged = false\ndocker.volumes = ['/cache']",
        &[(3, "are not privileged"), (4, "lacks the volume")],
    ),
    (
        "docker = { privileged = true, volumes = ['a:/certs/client:ro'] }",
        &[],
    ),
    (
        "docker = { privileged = true, volumes = ['/certs/client', '/var/run/docker.sock:/var/run/docker.sock'] }",
        &[(3, "Docker socket is mounted")],
    ),
    (
        "environment = [\"FF_NETWORK_PER_BUILD=true\"]\ndocker = { privileged = true, volumes = ['/certs/client/'] }",
        &[(3, "FF_NETWORK_PER_BUILD is on")],
    ),
    (
        "docker = { privileged = true, volumes = ['/certs/client/'] }\nfeature_flags = { FF_NETWORK_PER_BUILD = true }",
        &[(4, "FF_NETWORK_PER_BUILD is on")],
    ),
    (
        "docker = { privileged = true, volumes = ['/certs/client/'] }\nfeature_flags = { FF_NETWORK_PER_BUILD = false }",
        &[],
    ),
];

/// The same with certificates alone.
const FOUND_FOR_CA: &[(&str, &[(usize, &str)])] = &[
    ("", &[(1, "does not mount the certificate")]),
    (
        "[runners.docker]\nvolumes = ['/cache', '/var/run/docker.sock:/var/run/docker.sock']",
        &[(4, "does not mount the certificate")],
    ),
    (
        "environment = ['NODE_EXTRA_CA_CERTS=/mine.crt']\ndocker.volumes = ['/mine.crt:/etc/gitlab-runner/certs/ca.crt']",
        &[],
    ),
];

fn is_told(lines: &str, findings: &[Finding], meant: &[(usize, &str)]) {
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.line.unwrap_or(0), finding.reason.pick(Lang::En)))
        .collect();
    assert_eq!(told.len(), meant.len(), "{lines}\n{told:?}");
    for (told, meant) in told.iter().zip(meant) {
        assert!(
            told.0 == meant.0 && told.1.contains(meant.1),
            "{lines}\n{told:?}"
        );
    }
}

#[test]
fn each_is_found_at_its_line() {
    let plans = plans::all();
    let tables = [
        (FOUND, None),
        (FOUND_FOR_DIND, Some(1)),
        (FOUND_FOR_CA, Some(plans::WITH_CA)),
    ];
    for (table, plan) in tables {
        let plan = plan.map(|index: usize| &plans[index].plan);
        for (lines, meant) in table {
            let text = format!("[[runners]]\nexecutor = \"docker\"\n{lines}\n");
            let findings = Document::read(&text).expect("TOML").findings(plan);
            is_told(lines, &findings, meant);
        }
    }
    let document = |text| Document::read(text).expect("TOML").findings(None);
    is_told("", &document("concurrent = 1\n"), &[(0, "no [[runners]]")]);
    is_told("", &document("[runners]\n"), &[(1, "not a list of tables")]);
    is_told(
        "",
        &document("runners = [1]\n"),
        &[(1, "not a list of tables")],
    );
}

/// What is said of the guide's own config.toml is gone once it is merged, but for lines in scripts,
/// which are theirs.
#[test]
fn merging_cures() {
    let plans = plans::all();
    let shapes = shapes();
    let text = |name: &str| {
        let shape = shapes.iter().find(|(shape, _)| shape == name);
        shape.expect("a shape").1.as_str()
    };
    let choice = Choice {
        docker_in_docker: true,
        ..Choice::default()
    };
    for name in [
        "environment-of-the-guide",
        "registered-by-runner",
        "environment-without-equals",
    ] {
        let document = Document::read(text(name)).expect("TOML");
        for wanted in [&plans[1], &plans[plans::WITH_CA]] {
            let merged = document.merge(&wanted.plan, &choice);
            assert!(!merged.findings.is_empty(), "{name}");
            let again = Document::read(&merged.text).expect("TOML");
            let left = again.findings(Some(&wanted.plan));
            let theirs = |finding: &&Finding| !finding.reason.pick(Lang::En).contains("has no `=`");
            assert_eq!(left.iter().filter(theirs).count(), 0, "{name}: {left:?}");
        }
    }
}

/// `privileged` and the volume are written where docker-in-docker can run, whoever is chosen.
#[test]
fn docker_in_docker_is_set_up_for_docker_alone() {
    let plans = plans::all();
    let choice = Choice {
        runners: vec![true],
        docker_in_docker: true,
    };
    for (executor, set) in [
        ("docker", true),
        ("docker-autoscaler", true),
        ("shell", false),
        ("kubernetes", false),
        ("docker-windows", false),
    ] {
        for keys in ["", "[runners.docker]\nimage = 'a'\n"] {
            let text = format!("[[runners]]\nexecutor = '{executor}'\n{keys}");
            let document = Document::read(&text).expect("TOML");
            let merged = document.merge(&plans[1].plan, &choice).text;
            assert!(merged.contains("environment = ["), "{merged}");
            for key in ["privileged = true", "/certs/client"] {
                assert_eq!(merged.contains(key), set, "{merged}");
            }
        }
    }
}

/// Whatever the file holds, no message repeats more of it than the name of a variable.
#[test]
fn nothing_secret_is_told() {
    let plans = plans::all();
    let secret = "S3CR3T";
    let text = r#"
[[runners]]
  name = "a"
  url = "https://user:S3CR3T@gitlab.example.com/x@y"
  token = "S3CR3T"
  executor = "docker"
  environment = ["S3CR3T", "HTTP_PROXY=user:S3CR3T@h:1", "HTTP_PROXY=https://u:$S3CR3T@h", "u:S3CR3T@h=x", "u:S3CR3T@h=x", "CI_TOKEN=S3CR3T", "no_proxy=u:S3CR3T@a:1 b"]
  pre_clone_script = "git config --global https.proxy S3CR3T"
  pre_build_script = "S3CR3T"
  [runners.cache.s3]
    AccessKey = "S3CR3T"
    SecretKey = 'S3CR3T'
"#;
    let document = Document::read(text).expect("TOML");
    let runner = &document.runners()[0];
    assert_eq!(runner.url, "https://y");
    assert_eq!((&*runner.name, runner.line, runner.docker), ("a", 2, true));
    for wanted in &plans {
        let merged = document.merge(&wanted.plan, &Choice::default());
        assert!(merged.findings.len() > 8);
        let reasons = merged.findings.iter().map(|finding| &finding.reason);
        let cures = merged.findings.iter().map(|finding| &finding.cure);
        let changes = merged.changes.iter().map(|change| &change.what);
        for message in reasons.chain(cures).chain(changes) {
            for lang in Lang::ALL {
                assert!(!message.pick(lang).contains(secret), "{message:?}");
            }
        }
    }
    let mut shown = String::new();
    let mut done = 0;
    for range in document.secrets() {
        shown += &text[done..range.start];
        done = range.end;
    }
    shown += &text[done..];
    // Two scripts, and a word that nobody can tell from others.
    let left = shown.matches(secret).count();
    assert_eq!(left, 3, "{shown}");
}

#[test]
fn every_finding_has_words_in_both_languages() {
    let plans = plans::all();
    for (name, text) in shapes() {
        let Ok(document) = Document::read(&text) else {
            continue;
        };
        for finding in document.findings(Some(&plans[plans::WITH_CA + 1].plan)) {
            for words in [&finding.reason, &finding.cure] {
                let (en, ja) = (words.pick(Lang::En), words.pick(Lang::Ja));
                assert!(
                    en.ends_with('.') && en.replace(['…', '“', '”'], "").is_ascii(),
                    "{name}: {en}"
                );
                assert!(ja.ends_with('。') && !ja.is_ascii(), "{name}: {ja}");
            }
            assert!(matches!(finding.level, Level::Error | Level::Warning));
        }
    }
}
