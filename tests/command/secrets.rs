//! What a command says holds no secret, neither of the form nor of the file, however the file is
//! broken. All of them are called hunter-… here.

use crate::machine::{Scratch, run};
use crate::{command, text};

const CNTLM: &str = r#"{"proxies": "10.0.0.41:8080", "username": "bob", "secret": "plain", "password": "hunter-0", "dind": "socket"}"#;
const DIRECT: &str = r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "bob", "password": "hunter-0", "daemon": "daemon-json"}"#;

const FILES: &[(&str, &str, &str)] = &[
    (
        "config.toml",
        CNTLM,
        r#"[[runners]]
name = "u:hunter-1@a"
url = "https://u:hunter-1@gitlab.example/"
token = "hunter-2"
executor = "docker"
environment = ["HTTP_PROXY=https://u:hunter-3@p:1", "hunter-4", "NO_PROXY=a:1", "A=hunter-4", "A=hunter-5"]
pre_get_sources_script = """
git config --global https.proxy http://u:hunter-6@p:1
"""
pre_clone_script = "hunter-6"
[runners.cache.s3]
SecretKey = "hunter-7"
environment = ["HTTPS_PROXY=http://u:hunter-8@p:1"]
"#,
    ),
    (
        "daemon.json",
        DIRECT,
        r#"{"http-proxy": "hunter-1", "proxies": {"http-proxy": "u:hunter-2@p:1", "https-proxy": "https://u:hunter-3@p:1", "no-proxy": "a b"}}"#,
    ),
    (
        ".docker/config.json",
        DIRECT,
        r#"{"auths": {"r": {"auth": "hunter-1", "identitytoken": "hunter-2"}}, "proxies": {"default": {"httpProxy": "u:hunter-3@p:1", "noProxy": "a:1"}, "tcp://u:hunter-4@d": {"httpProxy": 1}}}"#,
    ),
    (
        "cntlm.conf",
        CNTLM,
        "Username CORP\\hunter-1\nPassword hunter-2\nPassNTLMv2 hunter-3\nPassNT hunter-4\nHeader \"X: hunter-5\nhunter-6\nProxy u:hunter-7@p\nSOCKS5User a:hunter-8\nAuth hunter-9\nPassword hunter-10",
    ),
    (
        "docker.service.d/a.conf",
        CNTLM,
        "hunter-1\n[Service]\nEnvironment=HTTP_PROXY=http://u:hunter-2%40@p:1 hunter-3 \"NO_PROXY=a b\"\nEnvironment=\"TOKEN=hunter-4\nEnvironmentFile=/hunter-5\nenvironment=HTTP_PROXY=u:hunter-6@p:1\n",
    ),
    (
        "gitlab-runner.service.d/a.conf",
        DIRECT,
        "[Unit]\nEnvironment=HTTP_PROXY=u:hunter-1@p:1\n[Service]\nEnvironment='HTTP_PROXY=https://u:hunter-2@p:1' \\x\n",
    ),
];

/// Cuts the file at many places, so that it is broken in many ways.
fn cut(text: &str) -> impl Iterator<Item = &str> {
    let places = (0..=text.len())
        .rev()
        .filter(|at| at % 23 == text.len() % 23);
    places.map(|at| &text[..at])
}

#[test]
fn no_message_holds_a_secret() {
    let scratch = Scratch::new("command-secrets");
    let form = scratch.path("form.json");
    let mut told = 0;
    for (name, answers, whole) in FILES {
        scratch.write("form.json", answers);
        for (index, old) in cut(whole).enumerate() {
            scratch.write(name, old);
            let lang = ["en", "ja"][index % 2];
            let mut commands = vec![vec!["merge"], vec!["inspect"]];
            if index == 0 {
                commands.extend([vec!["merge", "--check"], vec!["merge", "--diff"]]);
                commands.push(vec!["merge", "--in-place"]);
                if *name == "config.toml" {
                    commands.push(vec!["merge", "--runner", "x"]);
                }
            }
            for words in commands {
                let mut command = command();
                command.current_dir(scratch.path("")).args(["--lang", lang]);
                match words[0] {
                    "merge" => command.arg("merge").arg(&form).args(["--into", name]),
                    _ => command.args(["inspect", name, "--form"]).arg(&form),
                };
                let output = run(command.args(&words[1..]), b"");
                let shown = text(&output.stderr);
                assert!(!shown.contains("hunter-"), "{words:?} {name}: {shown}");
                told += shown.len();
                // The merged file and the difference are what they are.
                if words[0] == "inspect" || words.contains(&"--check") {
                    let shown = text(&output.stdout);
                    assert!(!shown.contains("hunter-"), "{words:?} {name}: {shown}");
                    told += shown.len();
                }
            }
        }
    }
    assert!(told > 50_000, "only {told} bytes were said");
}
