//! A real nginx runs the snippet and answers real requests; both rules understand its 429.

use super::{ask, program as go};
use crate::machine::{Scratch, program, run, say};
use runner_proxy::knowledge::rate_limit::nginx::{ADDRESS, SNIPPETS, WAIT_S};
use runner_proxy::knowledge::rate_limit::{Attempt, Cause, Response, Rule, timeline};
use runner_proxy::say::Lang;
use serde_json::json;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// An nginx of our own below a folder, with nothing of the machine's; it ends with the test.
struct Nginx {
    process: Child,
    socket: PathBuf,
    _folder: Scratch,
}

/// A configuration: what stands in `http` and, in the server that listens at `front`, in `server`.
fn configuration(folder: &Path, http: &str, server: &str) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|kind| format!("{kind}_temp_path {};\n", at(kind)))
        .collect();
    format!(
        "daemon off; master_process off; pid {pid}; error_log stderr emerg;\nevents {{}}\n\
         http {{\naccess_log off;\n{temporary}{http}\n\
         server {{ listen unix:{gitlab};\n\
         location / {{ return 201 job; }}\n\
         location /api/own {{ add_header Retry-After 7 always; return 429 own; }}\n}}\n\
         server {{ listen unix:{front};\n{server}\n\
         location / {{ proxy_pass http://unix:{gitlab}; }}\n}}\n}}\n",
        pid = at("pid"),
        gitlab = at("gitlab"),
        front = at("front"),
    )
}

fn command(nginx: &Path, folder: &Scratch) -> Command {
    let mut command = Command::new(nginx);
    command
        .args(["-e", "stderr", "-p"])
        .arg(folder.path(""))
        .arg("-c")
        .arg(folder.path("nginx.conf"));
    command
}

impl Nginx {
    fn start(nginx: &Path, folder: Scratch, text: &str) -> Self {
        folder.write("nginx.conf", text);
        let tested = run(command(nginx, &folder).arg("-t"), b"");
        let told = String::from_utf8_lossy(&tested.stderr);
        assert!(tested.status.success(), "{told}");
        let process = command(nginx, &folder)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx");
        let mut this = Self {
            process,
            socket: folder.path("front"),
            _folder: folder,
        };
        let start = Instant::now();
        while UnixStream::connect(&this.socket).is_err() {
            let ended = this.process.try_wait().expect("a process");
            assert!(ended.is_none(), "nginx ended: {ended:?}");
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "nginx does not listen"
            );
            thread::sleep(Duration::from_millis(5));
        }
        this
    }

    /// What it answers to a request with a body, as it stands on the wire.
    fn answer(&self, path: &str) -> String {
        let mut stream = UnixStream::connect(&self.socket).expect("nginx");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a limit");
        let head = "Host: gitlab.corp.example\r\nContent-Length: 2\r\nConnection: close";
        write!(stream, "POST {path} HTTP/1.1\r\n{head}\r\n\r\n{{}}").expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.expect("a clock").as_millis() as i64
}

fn second(response: &Response, rule: Rule, now: i64) -> Attempt {
    let attempts = timeline(response, rule, now).attempts;
    attempts.into_iter().nth(1).expect("a second attempt")
}

#[test]
fn both_rules_wait_for_what_nginx_says() {
    let Some(nginx) = program("nginx", "nginx-light") else {
        return;
    };
    let folder = Scratch::new("nginx");
    let [http, server] = SNIPPETS.map(|snippet| snippet.text().as_str().to_owned());
    // As it is, and then with a socket in place of the port, which somebody may use here.
    folder.write(
        "nginx.conf",
        configuration(&folder.path(""), &http, &server),
    );
    let tested = run(command(&nginx, &folder).arg("-t"), b"");
    assert!(
        tested.status.success(),
        "{}",
        String::from_utf8_lossy(&tested.stderr)
    );
    let private = format!("unix:{}", folder.path("date").display());
    let parts = [http, server].map(|text| {
        assert_eq!(text.matches(ADDRESS).count(), 1);
        text.replace(ADDRESS, &private)
    });
    let text = configuration(&folder.path(""), &parts[0], &parts[1]);
    let nginx = Nginx::start(&nginx, folder, &text);

    let own = nginx.answer("/api/own");
    assert!(
        own.starts_with("HTTP/1.1 429 ") && own.contains("Retry-After: 7"),
        "{own}"
    );
    assert!(own.ends_with("own") && !own.contains("RateLimit"), "{own}");
    let answers: Vec<_> = (0..400)
        .map(|_| nginx.answer("/api/v4/jobs/request"))
        .collect();
    let at = now();
    for _ in 0..200 {
        assert!(nginx.answer("/users/sign_in").starts_with("HTTP/1.1 201 "));
    }
    let limited = answers
        .iter()
        .position(|answer| answer.starts_with("HTTP/1.1 429 "));
    assert!(limited.is_some_and(|count| count >= 100), "{limited:?}");
    assert!(answers[0].starts_with("HTTP/1.1 201 "), "{}", answers[0]);
    let last = answers.last().expect("an answer");
    assert!(
        last.ends_with(r#"{"message":"429 Too Many Requests"}"#),
        "{last}"
    );
    assert!(
        !last.contains("Expires") && !last.contains("Cache-Control"),
        "{last}"
    );

    let response = Response::parse(last).expect("a response");
    let wait = i64::from(WAIT_S) * 1_000;
    assert_eq!(response.retry_after.value, WAIT_S.to_string());
    assert_eq!(
        (response.reset_time.count, response.retry_after.count),
        (1, 1)
    );
    for rule in Rule::ALL {
        let next = second(&response, rule, at);
        assert_eq!(next.cause, Cause::ResetTime, "{last}");
        // Whole seconds, and a moment until the answer was here.
        assert!(
            (wait - 3_000..=wait).contains(&next.earliest_ms),
            "{rule:?} {next:?}"
        );
    }
    // A clock that is a minute ahead.
    let ahead = second(&response, Rule::Current, at + 60_000);
    assert_eq!((ahead.cause, ahead.earliest_ms), (Cause::RetryAfter, wait));
    let ahead = timeline(&response, Rule::Older, at + 60_000);
    assert!(
        ahead.attempts[1..]
            .iter()
            .all(|next| next.cause == Cause::Past)
    );
    let notes: Vec<_> = ahead.notes.iter().map(|note| note.pick(Lang::En)).collect();
    assert!(
        notes.iter().any(|note| note.contains("set both clocks")),
        "{notes:?}"
    );

    if let Some(go) = go() {
        let question = json!({"Paste": last, "Now": at}).to_string();
        let verdict = &ask(go, "responses", &[question])[0];
        assert_eq!(verdict["Status"], 429);
        for rule in ["Current", "Older"] {
            assert_eq!(verdict[rule]["Causes"][0], "ResetTime", "{verdict}");
        }
    }
    say(&format!(
        "rate_limit by nginx: 429 from request {} of {} on",
        limited.unwrap_or(0) + 1,
        answers.len()
    ));
}

/// What was tried and refused, as nginx answers it.
#[test]
fn the_simpler_ways_give_no_date() {
    let Some(nginx) = program("nginx", "nginx-light") else {
        return;
    };
    let folder = Scratch::new("nginx");
    let text = configuration(
        &folder.path(""),
        "",
        "location /expires { expires 30s; add_header RateLimit-ResetTime $sent_http_expires always; return 429; }\n\
         location /date { add_header RateLimit-ResetTime $sent_http_date always; return 429; }\n\
         location /gmt { add_header RateLimit-ResetTime $date_gmt always; add_header Retry-After 30 always; return 429; }",
    );
    let nginx = Nginx::start(&nginx, folder, &text);
    for path in ["/expires", "/date"] {
        let answer = nginx.answer(path);
        let response = Response::parse(&answer).expect("a response");
        assert_eq!(
            (response.status, response.reset_time.count),
            (Some(429), 0),
            "{answer}"
        );
        assert!(!answer.contains("Expires"), "{answer}");
    }
    let answer = nginx.answer("/gmt");
    let response = Response::parse(&answer).expect("a response");
    assert_eq!(response.reset_time.count, 1, "{answer}");
    assert_eq!(
        second(&response, Rule::Current, now()).cause,
        Cause::RetryAfter
    );
    assert_eq!(second(&response, Rule::Older, now()).cause, Cause::Minute);
}
