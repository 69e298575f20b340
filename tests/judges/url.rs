//! Proxy URLs are read by Python's urllib.parse and by Go's net/url, which Docker and GitLab Runner
//! use. Ruby reads them as well; its URI is stricter than both.

use super::go;
use super::machine::{from_hex, helper, program, python, read, run, verdict};
use super::values::{Random, texts, values};
use runner_proxy::text::Text;
use runner_proxy::text::url::{Password, UserInfo, proxy};
use std::process::Command;

const HOSTS: [(&str, &str); 5] = [
    ("proxy.corp.example", "proxy.corp.example"),
    ("10.0.0.41", "10.0.0.41"),
    ("[fd00::1]", "fd00::1"),
    ("a_b-c", "a_b-c"),
    ("localhost", "localhost"),
];

#[test]
fn every_reader_finds_user_and_password() {
    let values = texts(&values());
    let mut random = Random(6);
    let (mut urls, mut meant) = (String::new(), Vec::new());
    for (index, username) in values.iter().enumerate() {
        let domain = &values[random.below(values.len())];
        let domain = Some(domain).filter(|domain| index % 3 == 0 && domain.as_str().len() < 2_000);
        let password = &values[values.len() - 1 - index];
        let user = UserInfo {
            domain,
            username,
            password: Some(Password::Real(password)),
        };
        let (host, bare) = HOSTS[index % HOSTS.len()];
        let port = 1 + random.below(65_535) as u16;
        let url = proxy(Some(&user), &Text::constant(host), port);
        urls.push_str(&format!("{}\n", url.as_str()));
        let domain = domain
            .map(|domain| format!("{}\\", domain.as_str()))
            .unwrap_or_default();
        meant.push(format!("{domain}{}", username.as_str()));
        meant.push(password.as_str().to_owned());
        meant.extend([bare.to_owned(), port.to_string()]);
    }
    if let Some(python) = python() {
        let mut command = Command::new(python);
        let read = read(command.arg(helper("read_url.py")), urls.as_bytes());
        verdict("url::proxy by Python", &meant, &from_hex(&read));
    }
    if let Some(go) = go::program() {
        verdict(
            "url::proxy by Go",
            &meant,
            &go::ask(go, "url", urls.as_bytes()),
        );
    }
    if let Some(ruby) = program("ruby", "ruby") {
        // Ruby takes its time; a third of them is enough.
        let urls: Vec<_> = urls.lines().step_by(3).collect();
        let meant: Vec<_> = meant.chunks(4).step_by(3).flatten().collect();
        let mut command = Command::new(ruby);
        command.arg(helper("read_url.rb"));
        let read = read(&mut command, urls.join("\n").as_bytes());
        verdict("url::proxy by Ruby", &meant, &from_hex(&read));
    }
}

/// The readers can say no: an `@`, `/` or `#` as typed ends up elsewhere or nowhere.
#[test]
fn naive_urls_are_read_otherwise() {
    let Some(go) = go::program() else {
        return;
    };
    let naive = "http://user:p/ss@proxy:1\n";
    let output = run(Command::new(go).arg("url"), naive.as_bytes());
    assert!(!output.status.success());
    let read = go::ask(go, "url", b"http://us%41er:p%2541@proxy:1\n");
    assert_eq!(read, [&b"usAer"[..], b"p%41", b"proxy", b"1"]);
}
