//! The programs of the host: docker, dockerd, systemd and cntlm.

use super::super::go;
use super::super::machine::{Scratch, program};
use super::{NOBODY, Server, Verdicts, judge, printed, proxy};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn the_docker_command() {
    let Some(docker) = program("docker", "docker.io") else {
        return;
    };
    let scratch = Scratch::new("failures-docker");
    let mut verdicts = Verdicts::new("messages of docker");
    let mut ask = |id, proxy: &str, host: &str| {
        let mut command = judge(&docker, proxy, &scratch);
        verdicts.expect(id, &printed(command.args(["-H", host, "ps"])));
    };
    let wants_login = proxy("407 Proxy Authentication Required");
    ask("dind-through-proxy", &wants_login, "tcp://docker:2375");
    ask(
        "dind-through-proxy",
        &proxy("503 Service Unavailable"),
        "tcp://docker:2375",
    );
    ask("dind-no-daemon", "", "tcp://127.99.98.97:2375");
    ask("dind-no-daemon", NOBODY, "tcp://docker:2375");
    ask("no-docker-here", "", "unix:///nowhere/docker.sock");
    if let Some(go) = go::program() {
        let server = Server::new(go);
        ask("dind-http-to-tls", "", &format!("tcp://{}", server.1));
    }
    let mut command = judge(&docker, "", &scratch);
    command
        .env("DOCKER_TLS_VERIFY", "1")
        .env("DOCKER_CERT_PATH", scratch.path("certs"))
        .args(["-H", "tcp://docker:2376", "ps"]);
    verdicts.expect("dind-no-certificates", &printed(&mut command));
    let naive = r#"{"proxies": {"default": {"httpProxy": "a\b"c"}}}"#;
    scratch.write(".docker/config.json", naive);
    let mut command = judge(&docker, "", &scratch);
    verdicts.expect(
        "docker-config-json",
        &printed(command.args(["context", "ls"])),
    );
}

/// dockerd reads its file before anything else, and these it refuses.
#[test]
fn dockerd() {
    let Some(dockerd) = program("dockerd", "docker.io") else {
        return;
    };
    let scratch = Scratch::new("failures-dockerd");
    let mut verdicts = Verdicts::new("messages of dockerd");
    for (id, text) in [
        ("daemon-json-key", r#"{"_comment": "x"}"#),
        ("daemon-json-twice", r#"{"hosts": ["unix:///nowhere"]}"#),
        (
            "daemon-json-syntax",
            r#"{"proxies": {"http-proxy": "http://a:1",}}"#,
        ),
        ("daemon-json-syntax", r#"{"proxies": {"#),
    ] {
        let file = scratch.write("daemon.json", text);
        let mut command = judge(&dockerd, "", &scratch);
        command.arg("--config-file").arg(file);
        for (option, name) in [
            ("--data-root", "d"),
            ("--exec-root", "x"),
            ("--pidfile", "p"),
        ] {
            command.arg(option).arg(scratch.path(name));
        }
        command
            .arg("-H")
            .arg(format!("unix://{}", scratch.path("s").display()));
        verdicts.expect(id, &printed(&mut command));
    }
}

#[test]
fn systemd() {
    let Some(analyze) = program("systemd-analyze", "systemd") else {
        return;
    };
    let mut verdicts = Verdicts::new("messages of systemd");
    let service = "[Service]\nExecStart=/bin/true\n";
    for (id, text) in [
        (
            "systemd-percent",
            format!("{service}Environment=\"A=http://u:p%40ss@h:1/\"\n"),
        ),
        (
            "systemd-quotes",
            format!("{service}Environment=A=http://u:it's@h:1/\n"),
        ),
        (
            "systemd-quotes",
            format!("{service}Environment=\"A=bad\\qescape\"\n"),
        ),
        (
            "systemd-assignment",
            format!("{service}Environment=http-proxy=x\n"),
        ),
        (
            "systemd-section",
            format!("{service}[service]\nEnvironment=A=b\n"),
        ),
        ("systemd-section", format!("Environment=A=b\n{service}")),
        (
            "systemd-cycle",
            format!("[Unit]\nWants=cycle.service\nAfter=cycle.service\n{service}"),
        ),
    ] {
        let scratch = Scratch::new("failures-systemd");
        let unit = scratch.write("units/judge.service", text);
        scratch.write(
            "units/cycle.service",
            format!("[Unit]\nAfter=judge.service\n{service}"),
        );
        let mut command = judge(&analyze, "", &scratch);
        command.args(["verify", "--man=no"]).arg(unit);
        verdicts.expect(id, &printed(&mut command));
    }
}

/// Before it has started, cntlm speaks to syslog only, or with -v; nothing here lets it start.
#[test]
fn cntlm() {
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let scratch = Scratch::new("failures-cntlm");
    let mut verdicts = Verdicts::new("messages of cntlm");
    let hash = "PassNTLMv2 0123456789ABCDEF0123456789ABCDEF\n";
    let [.., high, low] = std::process::id().to_be_bytes();
    let listen = format!("Listen 127.{}.{low}.250:3128\n", high.max(1));
    let port = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let taken = port.local_addr().expect("an address");
    for (id, text) in [
        (
            "address-not-there",
            format!("{hash}Proxy 127.0.0.1:9\nListen 192.0.2.1:3128\n"),
        ),
        (
            "cntlm-port-taken",
            format!("{hash}Proxy 127.0.0.1:9\nListen {taken}\n"),
        ),
        (
            "cntlm-listen-name",
            format!("{hash}Proxy 127.0.0.1:9\nListen docker0.invalid:3128\n"),
        ),
        ("cntlm-no-port", format!("{hash}Proxy 127.0.0.1:9\n")),
        ("cntlm-no-parent", format!("{hash}{listen}")),
        (
            "cntlm-proxy-form",
            format!("{hash}Proxy 127.0.0.1\n{listen}"),
        ),
        (
            "cntlm-proxy-form",
            format!("{hash}Proxy http://127.0.0.1:9\n{listen}"),
        ),
        (
            "cntlm-hash-form",
            format!("PassNTLMv2 xyz\nProxy 127.0.0.1:9\n{listen}"),
        ),
        (
            "cntlm-auth-word",
            format!("{hash}Auth NTLMv3\nProxy 127.0.0.1:9\n{listen}"),
        ),
        (
            "cntlm-acl",
            format!("{hash}Proxy 127.0.0.1:9\nDeny 172.17.*\n{listen}"),
        ),
        (
            "cntlm-unknown-option",
            format!("{hash}Usrename u\n{listen}"),
        ),
    ] {
        let file = scratch.write("cntlm.conf", format!("Username u\nDomain d\n{text}"));
        let mut command = judge(&cntlm, "", &scratch);
        let mut output = printed(command.args(["-v", "-f", "-c"]).arg(file));
        if id == "cntlm-unknown-option" {
            // It goes on after this one, until the missing proxy stops it.
            let lines = output.split_inclusive(|&byte| byte == b'\n');
            let other = |line: &&[u8]| !line.ends_with(b"Parent proxy address missing.\n");
            output = lines.filter(other).collect::<Vec<_>>().concat();
        }
        verdicts.expect(id, &output);
    }
    let mut command = judge(&cntlm, "", &scratch);
    command.args(["-v", "-f", "-c"]).arg(scratch.path("none"));
    verdicts.expect("cntlm-config-unreadable", &printed(&mut command));
}

/// A cntlm that runs, asked once; gives what it answered and what it logged.
fn asked(cntlm: &Path, conf: &str, scratch: &Scratch) -> [Vec<u8>; 2] {
    let port = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let listen = port.local_addr().expect("an address");
    drop(port);
    let hash = "PassNTLMv2 0123456789ABCDEF0123456789ABCDEF";
    let conf = format!("Username u\nDomain d\n{hash}\nListen {listen}\n{conf}");
    let mut child = judge(cntlm, "", scratch)
        .args(["-f", "-c"])
        .arg(scratch.write("cntlm.conf", conf))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cntlm");
    let begin = Instant::now();
    let mut stream = loop {
        match TcpStream::connect(listen) {
            Ok(stream) => break stream,
            Err(_) if begin.elapsed() < Duration::from_secs(20) => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(error) => {
                let _ = child.kill();
                unreachable!("cntlm does not listen: {error}");
            }
        }
    };
    let limit = stream.set_read_timeout(Some(Duration::from_secs(20)));
    limit.expect("a time limit");
    let request = b"GET http://judge.invalid/ HTTP/1.1\r\nHost: judge.invalid\r\n\r\n";
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    // cntlm may close the connection before it has read everything.
    let _ = stream.read_to_end(&mut answer);
    child.kill().expect("its end");
    let log = child.wait_with_output().expect("its log").stderr;
    [answer, log]
}

#[test]
fn cntlm_at_work() {
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let scratch = Scratch::new("failures-cntlm-at-work");
    let mut verdicts = Verdicts::new("messages of a running cntlm");
    let plain = proxy("407 Proxy Authentication Required");
    let plain = plain.trim_start_matches("http://");
    let [answer, log] = asked(&cntlm, "Proxy 127.0.0.1:1\nDeny 0/0\n", &scratch);
    verdicts.expect("cntlm-denied", &answer);
    verdicts.expect("cntlm-denied", &log);
    let [answer, log] = asked(&cntlm, "Proxy 127.0.0.1:1\n", &scratch);
    verdicts.expect("cntlm-parent-unreachable", &answer);
    verdicts.expect("cntlm-parent-unreachable", &log);
    let [_, log] = asked(&cntlm, &format!("Proxy {plain}\n"), &scratch);
    verdicts.expect("cntlm-no-ntlm", &log);
}
