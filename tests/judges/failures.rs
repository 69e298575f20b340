//! The programs whose messages are explained are made to fail, and what they really print is
//! recognised as the right failure. Nothing here leaves this machine but questions for names below
//! `.invalid` (RFC 6761) and for the name `http`.

mod host;

use super::go;
use super::machine::{Scratch, program, python, run, say};
use runner_proxy::knowledge::failures::explain;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::{env, thread};

/// An address of this machine on which nothing listens.
const NOBODY: &str = "http://127.99.98.97:3128";
/// A password that nobody percent-encoded.
const RAW: &str = "http://CORP\\alice:pa/ss@proxy.invalid:8080";

/// A proxy that gives everybody the same answer; gives its URL.
fn proxy(status: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let _ = stream.read(&mut [0; 4096]);
            let answer = format!(
                "HTTP/1.1 {status}\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://127.0.0.1:{port}")
}

/// A program in a world of its own, with this proxy for everything.
fn judge(program: &Path, proxy: &str, scratch: &Scratch) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .env("HOME", scratch.path(""))
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0");
    if !proxy.is_empty() {
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] {
            command.env(name, proxy);
        }
    }
    command
}

/// What a program printed, on both streams.
fn printed(command: &mut Command) -> Vec<u8> {
    let mut output = run(command, b"");
    output.stdout.extend_from_slice(&output.stderr);
    output.stdout
}

/// Failures of one judge: what was printed is recognised as this and, besides it, only as broad
/// ones.
struct Verdicts(&'static str, Vec<&'static str>);

impl Verdicts {
    fn new(judge: &'static str) -> Self {
        Self(judge, Vec::new())
    }

    fn expect(&mut self, id: &'static str, printed: &[u8]) {
        let text = String::from_utf8_lossy(printed);
        let found = explain(&text);
        let ids: Vec<_> = found.iter().map(|found| found.failure.id).collect();
        let broad = found.iter().skip(1).all(|found| found.failure.broad);
        let judge = self.0;
        assert!(
            ids.first() == Some(&id) && broad,
            "{judge}: meant {id}, found {ids:?} in\n{text}"
        );
        self.1.push(id);
    }
}

impl Drop for Verdicts {
    fn drop(&mut self) {
        if !thread::panicking() {
            let mut rows = self.1.clone();
            rows.sort_unstable();
            rows.dedup();
            let (all, rows, judge) = (self.1.len(), rows.len(), self.0);
            say(&format!(
                "{judge}: {all} real failures of {rows} rows, 0 mistaken"
            ));
        }
    }
}

#[test]
fn curl() {
    let Some(curl) = program("curl", "curl") else {
        return;
    };
    let scratch = Scratch::new("failures-curl");
    let mut verdicts = Verdicts::new("messages of curl");
    let mut ask = |id, proxy: &str, url: &str| {
        let mut command = judge(&curl, proxy, &scratch);
        command.args(["-sS", "-i", "--max-time", "20", url]);
        verdicts.expect(id, &printed(&mut command));
    };
    let wants_login = proxy("407 Proxy Authentication Required");
    ask("proxy-407", &wants_login, "https://judge.invalid/");
    ask("proxy-407", &wants_login, "http://judge.invalid/");
    ask(
        "proxy-403",
        &proxy("403 Forbidden"),
        "https://judge.invalid/",
    );
    for status in [
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
    ] {
        ask("proxy-5xx", &proxy(status), "https://judge.invalid/");
    }
    ask("proxy-refused", NOBODY, "https://judge.invalid/");
    ask(
        "proxy-unknown",
        "http://proxy.invalid:8080",
        "https://judge.invalid/",
    );
    ask("proxy-url-password", RAW, "https://judge.invalid/");
    ask(
        "tls-to-plain",
        &wants_login.replace("http:", "https:"),
        "https://judge.invalid/",
    );
    ask("unknown-host", "", "https://judge.invalid/");
    ask("refused", "", "http://127.99.98.97:9/");
}

#[test]
fn git() {
    let Some(git) = program("git", "git") else {
        return;
    };
    let scratch = Scratch::new("failures-git");
    let mut verdicts = Verdicts::new("messages of git");
    let mut ask = |id, proxy: &str, url: &str| {
        let mut command = judge(&git, proxy, &scratch);
        verdicts.expect(id, &printed(command.args(["ls-remote", url])));
    };
    let wants_login = proxy("407 Proxy Authentication Required");
    ask("proxy-407", &wants_login, "https://judge.invalid/a.git");
    ask("proxy-407", &wants_login, "http://judge.invalid/a.git");
    ask(
        "proxy-403",
        &proxy("403 Forbidden"),
        "https://judge.invalid/a.git",
    );
    ask(
        "proxy-5xx",
        &proxy("503 Service Unavailable"),
        "https://judge.invalid/a.git",
    );
    ask("proxy-refused", NOBODY, "https://judge.invalid/a.git");
    ask(
        "proxy-unknown",
        "http://proxy.invalid:8080",
        "https://judge.invalid/a.git",
    );
    ask("proxy-url-password", RAW, "https://judge.invalid/a.git");
    ask("git-direct", "", "https://judge.invalid/a.git");
    let mut command = judge(&git, "", &scratch);
    let option = format!("http.proxy={NOBODY}");
    command.args(["-c", &option, "ls-remote", "http://judge.invalid/a.git"]);
    verdicts.expect("proxy-refused", &printed(&mut command));
}

/// An https server whose certificate nobody trusts; it ends with the test.
struct Server(Child, String);

impl Server {
    fn new(go: &Path) -> Self {
        let mut child = Command::new(go)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server");
        let mut address = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout)
            .read_line(&mut address)
            .expect("its address");
        Self(child, address.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Go's net/http is what GitLab Runner, Docker and BuildKit speak with.
#[test]
fn go_programs() {
    let Some(go) = go::program() else {
        return;
    };
    let scratch = Scratch::new("failures-go");
    let mut verdicts = Verdicts::new("messages of Go");
    let get = |proxy: &str, url: &str| {
        let output = run(judge(go, proxy, &scratch).arg("get"), url.as_bytes());
        super::machine::from_hex(&output.stdout).concat()
    };
    let url = "https://judge.invalid/";
    let wants_login = proxy("407 Proxy Authentication Required");
    verdicts.expect("proxy-407", &get(&wants_login, url));
    verdicts.expect("proxy-403", &get(&proxy("403 Forbidden"), url));
    verdicts.expect("proxy-5xx", &get(&proxy("502 Bad Gateway"), url));
    verdicts.expect("proxy-5xx", &get(&proxy("503 Service Unavailable"), url));
    verdicts.expect("proxy-5xx", &get(&proxy("504 Gateway Timeout"), url));
    verdicts.expect("proxy-refused", &get(NOBODY, url));
    let own = NOBODY.replace("127.99.98.97:3128", "127.0.0.1:1");
    verdicts.expect("proxy-at-localhost", &get(&own, url));
    let https = wants_login.replace("http:", "https:");
    verdicts.expect("proxy-url-https", &get(&https, url));
    verdicts.expect("registry-plain-http", &get("", &https));
    let server = Server::new(go);
    verdicts.expect("ca-unknown", &get("", &format!("https://{}/", server.1)));
    // These say so only where a name server answers.
    for (id, proxy) in [
        ("proxy-url-password", "http://alice:pa/ss@proxy:8080"),
        ("proxy-unknown", "http://proxy.invalid:8080"),
    ] {
        let said = get(proxy, url);
        match String::from_utf8_lossy(&said).contains("no such host") {
            true => verdicts.expect(id, &said),
            false => say(&format!("SKIPPED: {id} in Go: no name server answers here")),
        }
    }
    // The runner wraps what net/http says in words of its own.
    let post = b"status=couldn't execute POST against https://judge.invalid/api/v4/jobs/request: ";
    let wrapped = |said: Vec<u8>| [&post[..], &said].concat();
    verdicts.expect(
        "gitlab-through-proxy",
        &wrapped(get(&proxy("403 Forbidden"), url)),
    );
    let server = get("", &format!("https://{}/", server.1));
    verdicts.expect("ca-runner", &wrapped(server));
    for url in [
        "http://al ice:p@proxy:8080",
        "http://alice:pa/ss@proxy:8080",
        "http://alice:p%zz@proxy:8080",
    ] {
        let output = run(Command::new(go).arg("url"), url.as_bytes());
        verdicts.expect("proxy-url-password", &output.stderr);
    }
    let output = run(Command::new(go).arg("url"), b"127.0.0.1:3128");
    verdicts.expect("proxy-url-bare", &output.stderr);
    let output = run(Command::new(go).arg("toml"), b"a = \"x\"\na = \"y\"\n");
    verdicts.expect("config-toml-twice", &output.stderr);
}

#[test]
fn python_and_ruby() {
    let scratch = Scratch::new("failures-scripts");
    let mut verdicts = Verdicts::new("messages of Python and Ruby");
    if let Some(python) = python() {
        for (id, status) in [
            ("proxy-407", "407 Proxy Authentication Required"),
            ("proxy-403", "403 Forbidden"),
            ("proxy-5xx", "503 Service Unavailable"),
        ] {
            let mut command = judge(&python, &proxy(status), &scratch);
            let program = "import urllib.request as r; r.urlopen('https://judge.invalid')";
            verdicts.expect(id, &printed(command.args(["-c", program])));
        }
    }
    if let Some(ruby) = program("ruby", "ruby") {
        let mut command = judge(&ruby, "127.99.98.97:3128", &scratch);
        let program = "URI.open('http://judge.invalid')";
        command.args(["-ropen-uri", "-e", program]);
        verdicts.expect("proxy-url-bare", &printed(&mut command));
    }
}
