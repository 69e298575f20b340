//! Forms whose files are read back.

use crate::random::Random;
use runner_proxy::form::{self, FIELDS, Form, field};
use std::fs;
use std::path::Path;

const ROOT: &str = include_str!("../../form/certificates/root.pem");

/// The forms of all pictures, by name.
pub(super) fn pictures() -> Vec<(String, Form)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(folder).expect("the pictures");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let forms = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let read = |path: std::path::PathBuf| {
        let form = Form::from_json(&fs::read(&path).expect("a form")).expect("a form");
        (path.display().to_string(), form)
    };
    forms.map(read).collect()
}

/// A form without errors, whose answers are of every kind.
pub(super) fn generated(random: &mut Random) -> Form {
    loop {
        let form = any(random);
        if form::read(&form).ready().is_ok() {
            return form;
        }
    }
}

fn any(random: &mut Random) -> Form {
    let mut form = Form::default();
    let mut set =
        |name: &str, value: &str| form.set(field(name).expect("a field"), value.to_owned());
    for one in FIELDS {
        let choices = one.choices();
        if !choices.is_empty() && random.below(3) > 0 {
            set(one.name, choices[random.below(choices.len())].value);
        }
    }
    let proxies = [
        "10.0.0.41:8080",
        "proxy.corp.example:3128",
        "[fd00::1]:80",
        "http://Proxy_2:65535/",
        "172.30.1.9:81",
    ];
    let count = if random.below(3) == 0 { 2 } else { 1 };
    let start = random.below(proxies.len());
    let lines: Vec<_> = (0..count)
        .map(|index| proxies[(start + index) % proxies.len()])
        .collect();
    set("proxies", &lines.join("\n"));
    if random.below(4) > 0 {
        set(
            "username",
            random.of(&[
                "testuser",
                "alice@corp.example",
                "jörg",
                "a b#c",
                "x\"y",
                "svc-gitlab_runner",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz1234",
                "u:v%41",
                "日本",
            ]),
        );
        if random.below(2) == 0 {
            set(
                "domain",
                random.of(&["CORP", "corp-uk", "büro", "a;b", "ab/cd"]),
            );
        }
        set("password", &password(random));
    }
    if random.below(2) == 0 {
        set(
            "docker0",
            random.of(&[
                "172.17.0.1",
                "172.18.0.1",
                "10.9.8.7",
                "192.168.0.1",
                "10.250.0.9",
                "172.17.5.1",
            ]),
        );
    }
    if random.below(2) == 0 {
        set("port", random.of(&["3128", "80", "65535", "8080"]));
    }
    set(
        "gitlab",
        random.of(&[
            "",
            "gitlab.com",
            "https://gitlab.corp.example",
            "http://git.corp:8443/x",
            "GitLab.Corp.Example",
            "10.1.2.3",
        ]),
    );
    let hosts = [
        "registry.corp.example",
        ".corp.example",
        "corp.example",
        "*.Other.example",
        "10.0.0.0/8",
        "192.168.1.1",
        "docker",
        "cache:9000",
        "localhost",
        "gitlab.corp.example",
        "127.0.0.1",
        ".gitlab.com",
        "10.250.0.0/16",
    ];
    let lines: Vec<_> = (0..random.below(5)).map(|_| random.of(&hosts)).collect();
    set("no-proxy", &lines.join(random.of(&["\n", ", "])));
    if random.below(5) == 0 {
        set("ca", ROOT);
    }
    form
}

/// Characters that mean something to one of the languages.
fn password(random: &mut Random) -> String {
    const PIECES: [&str; 24] = [
        "a",
        "Z",
        "7",
        " ",
        "\"",
        "'",
        "\\",
        "$",
        "$$",
        "%",
        "%41",
        "#",
        ";",
        "@",
        ":",
        "/",
        "?",
        "`id`",
        "${x}",
        "日本",
        "ü",
        "&",
        "\u{10ffff}",
        "==>",
    ];
    let length = 1 + random.below(8);
    (0..length).map(|_| random.of(&PIECES)).collect()
}
