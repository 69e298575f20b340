//! The real cntlm logs in with the `cntlm.conf` that a form comes to, at a proxy that takes NTLMv2
//! only and checks it with an implementation by strangers.

use super::forms::{file, form, render};
use super::machine::{Scratch, helper, program, python_with_ntlm, say};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a program may take to come up or to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The corporate proxy.
struct Proxy {
    port: u16,
    _process: Running,
    _stdin: ChildStdin,
    _scratch: Scratch,
}

impl Proxy {
    fn new(python: &Path, users: &[[&str; 3]]) -> Self {
        let scratch = Scratch::new("ntlm");
        let mut child = Command::new(python)
            .arg(helper("ntlm_proxy.py"))
            .env("NTLM_USER_FILE", scratch.path("users"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the corporate proxy");
        let mut stdin = child.stdin.take().expect("its input");
        let users = serde_json::to_string(users).expect("JSON");
        writeln!(stdin, "{users}").expect("a reading proxy");
        let mut port = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
        stdout.read_line(&mut port).expect("its port");
        Self {
            port: port.trim().parse().expect("a port"),
            _process: Running(child),
            _stdin: stdin,
            _scratch: scratch,
        }
    }
}

/// One login: what the form says, and what the proxy knows of this user when that differs.
struct Case {
    name: &'static str,
    user: &'static str,
    domain: &'static str,
    password: &'static str,
    answers: &'static [(&'static str, &'static str)],
}

const PLAIN: &[(&str, &str)] = &[("secret", "plain")];

const fn hash(name: &'static str, user: &'static str, password: &'static str) -> Case {
    let domain = "corp-uk";
    Case {
        name,
        user,
        domain,
        password,
        answers: &[],
    }
}

const fn plain(name: &'static str, user: &'static str, password: &'static str) -> Case {
    let domain = "CORP";
    Case {
        name,
        user,
        domain,
        password,
        answers: PLAIN,
    }
}

/// 200 characters, four times what cntlm 0.92.3 itself can hash.
const LONG: &str = "0123456789 abcdefgh #0123456789 abcdefgh #0123456789 abcdefgh #0123456789 abcdefgh #\
0123456789 abcdefgh #0123456789 abcdefgh #0123456789 abcdefgh #0123456789 abcdefgh #0123456789 abcdefgh #01234567890";

const CASES: &[Case] = &[
    hash("hash: the guide's", "testuser", "password"),
    hash("hash: # \" and Japanese", "alice", "p#\"ä 日"),
    hash("hash: emoji", "bob", "😀👩\u{200d}💻 pass"),
    hash(
        "hash: everything special",
        "carol",
        "\\ % $HOME `id` ' ; #\" {x}",
    ),
    hash("hash: 200 characters", "dave", LONG),
    hash("hash: blanks at the ends", "erin", "  p  "),
    hash("hash: Latin-1 user", "jörg", "pässwörd"),
    Case {
        domain: "bücher",
        ..hash("hash: Latin-1 domain", "éva", "x")
    },
    Case {
        domain: "",
        ..hash("hash: no domain", "frank", "password")
    },
    Case {
        domain: "",
        ..hash("hash: user@realm", "grace@corp.example", "password")
    },
    plain("plain: the guide's", "heidi", "password"),
    plain("plain: #", "ivan", "sec#ret;x"),
    plain("plain: quotes", "judy", "a\"b'c\\d"),
    plain("plain: blanks at the ends", "kim", "  p w  "),
    plain("plain: Latin-1 password", "lee", "pässwörd ÿ"),
    plain(
        "plain: 49 characters",
        "mallory",
        "0123456789012345678901234567890123456789012345678",
    ),
];

/// What `cntlm.conf` this case comes to.
fn conf(case: &Case) -> Vec<u8> {
    let mut answers = vec![
        ("proxies", "proxy.corp.example:8080"),
        ("username", case.user),
        ("domain", case.domain),
        ("password", case.password),
    ];
    answers.extend(case.answers);
    let files = render(&form(answers)).expect("a form without errors");
    file(&files, "host/etc/cntlm.conf")
        .expect("cntlm.conf")
        .to_vec()
}

/// The file with the two addresses of a machine exchanged for loopback's, and nothing else.
fn on_loopback(conf: &[u8], proxy: u16, listen: SocketAddrV4) -> Vec<u8> {
    let mut moved = Vec::new();
    for line in conf.split_inclusive(|&byte| byte == b'\n') {
        match line {
            b"Proxy        proxy.corp.example:8080\n" => {
                moved.extend(format!("Proxy        127.0.0.1:{proxy}\n").into_bytes());
            }
            b"Listen       172.17.0.1:3128\n" => {
                moved.extend(format!("Listen       {listen}\n").into_bytes());
            }
            line => moved.extend(line),
        }
    }
    assert_ne!(moved, conf);
    moved
}

/// An address that no other cntlm of any running test has: all of 127.0.0.0/8 is this machine. A
/// port that was free a moment ago is not enough, since tests run side by side.
fn own_address() -> SocketAddrV4 {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    let [.., high, low] = std::process::id().to_be_bytes();
    let host = NEXT.fetch_add(1, Ordering::Relaxed);
    SocketAddrV4::new(Ipv4Addr::new(127, high.max(1), low, host), 3128)
}

/// A cntlm with this file, on an address of its own.
fn spawn(cntlm: &Path, conf: &[u8], proxy: u16) -> (SocketAddrV4, Running, Scratch) {
    let scratch = Scratch::new("login");
    let listen = own_address();
    let path = scratch.write("cntlm.conf", on_loopback(conf, proxy, listen));
    let child = Command::new(cntlm)
        .arg("-f")
        .arg("-c")
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("cntlm");
    (listen, Running(child), scratch)
}

/// A cntlm with this file that answers.
fn start(cntlm: &Path, conf: &[u8], proxy: u16) -> (SocketAddrV4, Running, Scratch) {
    let (listen, mut running, scratch) = spawn(cntlm, conf, proxy);
    let begin = Instant::now();
    while TcpStream::connect(listen).is_err() {
        let ended = running.0.try_wait().expect("its status");
        assert_eq!(ended, None, "cntlm does not stay");
        assert!(begin.elapsed() < PATIENCE, "cntlm does not listen");
        sleep(Duration::from_millis(10));
    }
    (listen, running, scratch)
}

/// The status and the body that a request through cntlm gets.
fn ask(cntlm: SocketAddrV4, request: &str) -> (String, String) {
    let mut stream = TcpStream::connect(cntlm).expect("cntlm");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a time limit");
    let request = format!("{request} HTTP/1.1\r\nHost: judge.test\r\nConnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .expect("a reading cntlm");
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        // cntlm may reset a tunnel that the other side has closed.
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{request}"),
    }
    let answer = String::from_utf8(answer).expect("UTF-8");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).unwrap_or_default();
    (status.to_owned(), body.to_owned())
}

const REQUESTS: [&str; 2] = ["GET http://judge.test/", "CONNECT judge.test:443"];

fn statuses(cntlm: &Path, conf: &[u8], proxy: u16) -> Vec<String> {
    let (address, _cntlm, _scratch) = start(cntlm, conf, proxy);
    REQUESTS
        .iter()
        .map(|request| ask(address, request).0)
        .collect()
}

#[test]
fn cntlm_logs_in_with_our_files() {
    let (Some(cntlm), Some(python)) = (program("cntlm", "cntlm"), python_with_ntlm()) else {
        return;
    };
    let users: Vec<_> = CASES
        .iter()
        .map(|case| [case.domain, case.user, case.password])
        .collect();
    let proxy = Proxy::new(&python, &users);
    for case in CASES {
        let (address, _cntlm, _scratch) = start(&cntlm, &conf(case), proxy.port);
        for request in REQUESTS {
            let (status, who) = ask(address, request);
            assert_eq!(status, "200", "{}: {request}", case.name);
            // The wire has the domain in upper case, in ASCII only: that is what cntlm sends.
            let domain = case.domain.to_ascii_uppercase();
            let separator = if domain.is_empty() { "" } else { "\\" };
            assert_eq!(
                who,
                format!("{domain}{separator}{}", case.user),
                "{}",
                case.name
            );
        }
    }
    say(&format!(
        "cntlm: {} logins by GET and by CONNECT, 0 refused",
        CASES.len()
    ));
}

/// The proxy can say no, and this is what the choices in the form are for.
#[test]
fn cntlm_does_not_log_in_with_other_files() {
    let (Some(cntlm), Some(python)) = (program("cntlm", "cntlm"), python_with_ntlm()) else {
        return;
    };
    let users = [
        ["corp-uk", "alice", "right"],
        ["corp-uk", "jörg", "right"],
        ["CORP", "bob", "right"],
    ];
    let proxy = Proxy::new(&python, &users);
    let refused = |conf: &[u8]| statuses(&cntlm, conf, proxy.port) == ["407", "407"];

    let right = conf(&hash("", "alice", "right"));
    assert!(!refused(&right), "the right password is refused");
    assert!(
        refused(&conf(&hash("", "alice", "wrong"))),
        "a wrong password logs in"
    );
    assert!(
        refused(&conf(&plain("", "bob", "Right"))),
        "a wrong plain password logs in"
    );
    assert!(
        !refused(&conf(&plain("", "bob", "right"))),
        "the plain password is refused"
    );
    let other = Case {
        answers: &[("cntlm", "0.94")],
        ..hash("", "alice", "right")
    };
    assert!(
        refused(&conf(&other)),
        "0.92.3 takes 0.94's form of the hash"
    );

    let latin1 = conf(&hash("", "jörg", "right"));
    assert!(!refused(&latin1), "a Latin-1 user is refused");
    let utf8: String = latin1.iter().map(|&byte| char::from(byte)).collect();
    assert!(refused(utf8.as_bytes()), "a user in UTF-8 logs in");
}

/// Without a hash nothing is sent that could lock an account: cntlm refuses the stand-in.
#[test]
fn cntlm_does_not_start_before_it_has_a_hash() {
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let ask = Case {
        answers: &[("secret", "ask")],
        ..hash("", "alice", "")
    };
    // It listens for a moment before it looks at the hash, so only its end counts.
    let (_, mut running, _scratch) = spawn(&cntlm, &conf(&ask), 9);
    let begin = Instant::now();
    let ended = loop {
        if let Some(status) = running.0.try_wait().expect("its status") {
            break status.code();
        }
        assert!(begin.elapsed() < PATIENCE, "cntlm stays");
        sleep(Duration::from_millis(10));
    };
    assert_eq!(ended, Some(1));
}
