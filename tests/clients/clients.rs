//! Every client against its model.

use crate::cases::{Case, cases};
use crate::machine::{on_path, present, program, python, read, say};
use crate::world::{Recorded, helper, run};
use runner_proxy::knowledge::no_proxy::{CLIENTS, Client, Route, Scheme};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many lists, and hosts for each.
const LISTS: usize = 240;
const EACH: usize = 3;

fn client(name: &str) -> &'static Client {
    let found = CLIENTS.iter().find(|client| client.name == name);
    found.expect("a client of the table")
}

/// What is no Debian package: `cargo xtask test` keeps it in this folder.
fn downloaded(path: &str) -> Option<PathBuf> {
    let folder = env::var_os("RUNNER_PROXY_CLIENTS").map(PathBuf::from);
    let found = folder.map(|folder| folder.join(path));
    let found = found.filter(|path| path.exists());
    present(
        found,
        &format!("{path} below RUNNER_PROXY_CLIENTS"),
        "python3-venv",
    )
}

/// A way as the recorder names it.
fn word(route: Route) -> &'static str {
    match route {
        Route::Direct => "direct",
        Route::Proxy => "proxy",
        Route::Refused => "none",
    }
}

/// Compares each of a client's ways with its model's, and says how many there were.
fn verdict(name: &str, cases: &[Case], recorded: Option<Recorded>) {
    let Some(Recorded { version, routes }) = recorded else {
        return;
    };
    assert_eq!(cases.len(), routes.len());
    let client = client(name);
    let mut wrong = 0;
    for (case, route) in cases.iter().zip(&routes) {
        let (list, target) = (&case.list, &case.target);
        let (meant, why) = client.read(list, target);
        if word(meant) != route {
            wrong += 1;
            if wrong <= 20 {
                let meant = word(meant);
                say(&format!(
                    "{name} ({version}): {list:?} {target}: model {meant}, client {route}; {why:?}"
                ));
            }
        }
    }
    // No other client's model fits, so the cases tell clients apart and the judge can say no.
    let fits = |client: &&Client| {
        let mut pairs = cases.iter().zip(&routes);
        pairs.all(|(case, route)| word(client.read(&case.list, &case.target).0) == route)
    };
    let fitting: Vec<_> = CLIENTS.iter().filter(fits).map(|it| it.name).collect();
    let count = cases.len();
    assert_eq!(wrong, 0, "{name} ({version}): {wrong} of {count} differ");
    assert_eq!(fitting, [name]);
    assert!(count >= 400, "{name}: only {count} pairs");
    say(&format!("{name} ({version}): {count} pairs, 0 differ"));
}

fn all(seed: u64) -> Vec<Case> {
    cases(seed, LISTS, EACH)
}

/// For clients whose requests carry their number only in the path.
fn http_only(seed: u64) -> Vec<Case> {
    let mut cases = all(seed);
    cases.retain(|case| case.target.scheme() == Scheme::Http);
    cases
}

fn judged(name: &str, driver: &str, arguments: &[&Path], cases: &[Case]) {
    verdict(name, cases, run(driver, arguments, cases, "198.51.100.7"));
}

/// The first version in what a program says of itself: its numbers.
fn version(program: &Path, argument: &str) -> (u32, u32, u32) {
    let said = read(Command::new(program).arg(argument), b"");
    let said = String::from_utf8_lossy(&said);
    let mut words = said.split([' ', '\n']);
    let number = words.find_map(|word| {
        let word = word.strip_prefix("go").unwrap_or(word);
        let starts = word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.');
        starts.then_some(word)
    });
    let mut parts = number.expect("a version").split('.');
    let mut part = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
    (part(), part(), part())
}

/// The model for the curl that is installed.
fn model_of_curl(curl: &Path) -> &'static str {
    match version(curl, "--version") {
        (9.., ..) | (8, 19.., _) => "curl ≥ 8.19",
        (8, 9.., _) => "curl 8.9–8.16",
        (8, ..) | (7, 86.., _) => "curl 7.86–8.8",
        _ => "curl ≤ 7.85",
    }
}

#[test]
fn curl() {
    if let Some(curl) = program("curl", "curl") {
        judged(model_of_curl(&curl), "curl", &[&curl], &http_only(1));
    }
}

/// Debian's curl and libcurl have one version.
#[test]
fn git_reads_as_its_libcurl_does() {
    if let (Some(git), Some(curl)) = (program("git", "git"), program("curl", "curl")) {
        let mut cases = http_only(2);
        cases.truncate(420);
        judged(model_of_curl(&curl), "git", &[&git], &cases);
    }
}

#[test]
fn curl_of_other_versions() {
    for (name, folder) in [
        ("curl ≤ 7.85", "curl-7.61"),
        ("curl 8.9–8.16", "curl-8.11"),
        ("curl 8.9–8.16", "curl-8.16"),
        ("curl ≥ 8.19", "curl-8.19"),
        ("curl ≥ 8.19", "curl-8.23"),
    ] {
        let (Some(python), Some(folder)) = (downloaded("python/bin/python"), downloaded(folder))
        else {
            return;
        };
        let script = helper("read.py");
        judged(name, "script", &[&python, &script, &folder], &all(3));
    }
}

#[test]
fn wget() {
    if let Some(wget) = program("wget", "wget") {
        judged("wget", "wget", &[&wget], &http_only(4));
    }
}

#[test]
fn python_urllib() {
    if let Some(python) = python() {
        let script = helper("read.py");
        let words = [&python, &script, Path::new("urllib")];
        judged("Python urllib", "script", &words, &all(5));
    }
}

#[test]
fn python_requests() {
    if let Some(python) = downloaded("python/bin/python") {
        let script = helper("read.py");
        let words = [&python, &script, Path::new("requests")];
        judged("Python requests", "script", &words, &all(6));
    }
}

#[test]
fn ruby() {
    if let Some(ruby) = program("ruby", "ruby") {
        let (script, cases) = (helper("read.rb"), all(7));
        // The model knows no address of a name, so names get one that no list of ours can hold.
        let recorded = run("script", &[&ruby, &script], &cases, "2001:db8::7");
        verdict("Ruby", &cases, recorded);
    }
}

#[test]
fn node() {
    for (name, role) in [
        ("Node.js undici 8", "undici8"),
        ("Node.js undici 7", "undici7"),
        ("Node.js http", "http"),
        ("proxy-from-env", "proxy-from-env"),
    ] {
        let (Some(node), Some(packages)) = (downloaded("python/bin/node"), downloaded("npm"))
        else {
            return;
        };
        let script = helper("read.mjs");
        let words = [&node, &script, Path::new(role), &packages];
        judged(name, "script", &words, &all(8));
    }
}

#[test]
fn java() {
    let (Some(_), Some(java)) = (
        program("javac", "default-jdk-headless"),
        program("java", "default-jdk-headless"),
    ) else {
        return;
    };
    judged("Java", "lines", &[&java, &helper("Read.java")], &all(9));
}

#[test]
fn go_of_debian() {
    if let Some(go) = program("go", "golang-go") {
        let reader = build(&go, "reader-in-debians-go");
        let name = match version(&go, "version") {
            (1, 25.., _) | (1, 24, 1..) | (1, 23, 7..) => "Go ≥ 1.24.1",
            _ => "Go ≤ 1.24.0",
        };
        judged(name, "go", &[&reader], &all(10));
    }
}

#[test]
fn go_of_today() {
    if let Some(go) = downloaded("python/bin/go") {
        let reader = build(&go, "reader-in-todays-go");
        judged("Go ≥ 1.24.1", "go", &[&reader], &all(11));
    }
}

fn build(go: &Path, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let reader = folder.join(name);
    let mut command = Command::new(go);
    command
        .args(["build", "-o"])
        .args([&reader, &helper("read.go")])
        .env("GO111MODULE", "off")
        .env("GOTOOLCHAIN", "local")
        .env("GOFLAGS", "")
        .env("GOCACHE", folder.join(format!("{name}-cache")));
    read(&mut command, b"");
    reader
}

#[test]
fn cntlm() {
    if let Some(cntlm) = on_path("cntlm").or_else(|| program("cntlm", "cntlm")) {
        let mut cases = http_only(12);
        // Its configuration cuts blanks at the ends, before they are a list.
        cases.retain(|case| case.list == case.list.trim());
        judged("CNTLM", "cntlm", &[&cntlm], &cases);
    }
}
