//! The docker command reads `config.json` and asks a daemon for a container with the proxies as its
//! environment. The daemon here is a recording: a unix socket and three answers.

use super::machine::{Scratch, program, run, say, short, verdict};
use super::values::{texts, values};
use runner_proxy::text::Text;
use runner_proxy::text::json::{self, Node};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::Command;
use std::thread;

/// The members of `proxies.default`, and the variable that each becomes, in both cases.
const PROXIES: [(&str, &str); 5] = [
    ("httpProxy", "HTTP_PROXY"),
    ("httpsProxy", "HTTPS_PROXY"),
    ("noProxy", "NO_PROXY"),
    ("ftpProxy", "FTP_PROXY"),
    ("allProxy", "ALL_PROXY"),
];

/// One request of HTTP/1.1: what is asked for, and the body. `None` when there is none.
fn request(stream: &mut BufReader<UnixStream>) -> Option<(String, Vec<u8>)> {
    let mut first = String::new();
    if stream.read_line(&mut first).ok()? == 0 {
        return None;
    }
    let mut length = 0;
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some((first, body))
}

/// A daemon for one container: answers until the client is gone, and gives what it was sent.
fn daemon(listener: &UnixListener) -> Vec<u8> {
    let mut created = Vec::new();
    while created.is_empty() {
        let (stream, _) = listener.accept().expect("a client");
        let mut stream = BufReader::new(stream);
        let Some((asked, body)) = request(&mut stream) else {
            continue;
        };
        let (status, answer) = if asked.contains("/_ping") {
            ("200 OK", "")
        } else {
            created = body;
            ("201 Created", "{\"Id\": \"judged\", \"Warnings\": []}")
        };
        let length = answer.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{answer}"
        );
        let sent = stream.get_mut().write_all(answer.as_bytes());
        sent.expect("a listening client");
    }
    created
}

/// The environment that the docker command asks for, with this `config.json`.
pub(crate) fn environment(docker: &Path, config: &[u8]) -> BTreeMap<String, String> {
    let scratch = Scratch::new("docker");
    scratch.write("config.json", config);
    let socket = scratch.path("docker.sock");
    let listener = UnixListener::bind(&socket).expect("a socket");
    let daemon = thread::spawn(move || daemon(&listener));
    let mut command = Command::new(docker);
    command
        .args(["--config".as_ref(), scratch.path("").as_os_str()])
        .arg("--host")
        .arg(format!("unix://{}", socket.display()))
        .args(["create", "judge"])
        .env_clear()
        .env("HOME", scratch.path(""));
    let output = run(&mut command, b"");
    assert!(output.status.success(), "{}", short(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", short(&output.stderr));
    let body = daemon.join().expect("the daemon's end");
    let body: Value = serde_json::from_slice(&body).expect("JSON from the docker command");
    let entries = body["Env"].as_array().expect("an environment");
    let entry = |entry: &Value| {
        let (name, value) = entry.as_str()?.split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    };
    entries
        .iter()
        .map(|text| entry(text).expect("NAME=value"))
        .collect()
}

#[test]
fn the_docker_command_gets_every_value() {
    let Some(docker) = program("docker", "docker.io") else {
        return;
    };
    // One process for every five values, so not all of them; none is empty, which is no proxy.
    let values: Vec<_> = values()
        .into_iter()
        .filter(|value| !value.is_empty())
        .collect();
    let words = values.iter().take(300);
    let rest = values.iter().skip(300).step_by(59);
    let values = texts(&words.chain(rest).cloned().collect::<Vec<_>>());
    let (mut meant, mut read) = (Vec::new(), Vec::new());
    for five in values.chunks_exact(5) {
        let member = |(&(member, _), value)| (member, Node::Leaf(json::string(value)));
        let default = Node::Object(PROXIES.iter().zip(five).map(member).collect());
        let document = Node::one("proxies", Node::one("default", default)).document();
        let environment = environment(&docker, document.as_str().as_bytes());
        assert_eq!(environment.len(), 10);
        for ((_, variable), value) in PROXIES.iter().zip(five) {
            for name in [(*variable).to_owned(), variable.to_lowercase()] {
                meant.push(Text::as_str(value).to_owned());
                read.push(environment[&name].clone());
            }
        }
    }
    verdict("config.json by docker", &meant, &read);
}

#[test]
fn the_docker_command_refuses_naive_json() {
    let Some(docker) = program("docker", "docker.io") else {
        return;
    };
    let scratch = Scratch::new("docker-naive");
    scratch.write(
        "config.json",
        r#"{"proxies": {"default": {"httpProxy": "a\b"c"}}}"#,
    );
    let mut command = Command::new(docker);
    command.args(["--config".as_ref(), scratch.path("").as_os_str()]);
    let output = run(command.args(["context", "ls"]), b"");
    let said = short(&output.stderr);
    assert!(said.contains("config.json"), "{said}");
    say(&format!("docker, naive config.json: {said}"));
}
