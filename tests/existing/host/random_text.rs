//! Any text at all: nothing panics, what is answered can be answered, and no
//! message holds a secret.

use super::forms::generated;
use super::round_trip::{is_of_host, text};
use crate::random::Random;
use runner_proxy::artifacts;
use runner_proxy::existing::host::{self, Heard};
use runner_proxy::form::{self, Control, FIELDS, Form, fields};
use runner_proxy::say::Lang;

/// How pieces begin and what stands in them, and what separates them.
const PARTS: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "\t",
    "\r\n",
    "\\\n",
    "\"",
    "'",
    "`",
    "$",
    "%",
    "%%",
    "@",
    ":",
    "/",
    "=",
    ",",
    ";",
    "#",
    "{",
    "}",
    "[",
    "]",
    "\u{feff}",
    "\0",
    "日本",
    "\u{fffd}",
    "\u{7f}",
    "==> x <==\n",
    "# /etc/systemd/system/docker.service.d/x.conf\n",
    "root@host:~# ",
    "[Unit]\n",
    "[Service]\n",
    "Environment=",
    "After=cntlm.service\n",
    "Wants=docker.service\n",
    "Group=nogroup\n",
    "HTTP_PROXY",
    "http_proxy=",
    "https_proxy: ",
    "NO_PROXY=",
    "export ",
    "http://",
    "https://",
    "http://u:p@",
    "proxy.corp.example:8080",
    "172.17.0.1:3128",
    "localhost,127.0.0.1,",
    "Username ",
    "Domain ",
    "Password ",
    "PassNTLMv2 ",
    "Proxy ",
    "Listen ",
    "not-set-yet",
    "[[runners]]\n",
    "environment = [",
    "url = \"https://a/\"\n",
    "[runners.docker]\n",
    "privileged = true\n",
    "volumes = [\"/certs/client\"]\n",
    "pre_build_script = '''\n",
    "'''\n",
    "\"proxies\": ",
    "\"default\": ",
    "{ \"proxies\": { \"default\": { \"httpProxy\": \"",
    "-----BEGIN CERTIFICATE-----\n",
    "-----END CERTIFICATE-----\n",
    "-----BEGIN PRIVATE KEY-----\n",
    "3: docker0: <UP> mtu\n    inet ",
    "docker0 inet ",
    "192.168.1.1/24 ",
    " HTTP Proxy: ",
    " No Proxy: ",
    "http.proxy=",
    "xxxxx:xxxxx@",
    "variables:\n",
    "  DOCKER_HOST: tcp://docker:2376\n",
    "$HOME/.docker/config.json",
    "default:\n  image: docker:1\n",
    "#!/bin/sh\n# GitLab Runner behind a proxy: puts every file\n",
    "route=cntlm\n",
    "form_docker0=1.2.3.4\n",
    "content() {\n",
    "    cntlm-conf:0.92)\nprintf '",
    "\\303",
    "::1",
    "*.a",
    ".a,a",
    "a:80",
    "10.0.0.0/8",
];

fn any_text(random: &mut Random) -> String {
    let mut pasted = String::new();
    for _ in 0..random.below(5) {
        let whole = random.below(4) == 0;
        if whole {
            let (ready, _) = form::read(&generated(random))
                .ready()
                .unwrap_or_else(|_| unreachable!());
            let wanted: Vec<_> = artifacts::wanted(ready.plan())
                .filter(|artifact| is_of_host(artifact))
                .collect();
            let artifact = wanted[random.below(wanted.len())];
            pasted.push_str(&text(
                artifact,
                &artifact.paper(ready.plan(), Lang::En).text,
            ));
        }
        for _ in 0..random.below(12) {
            pasted.push_str(random.of(PARTS));
        }
    }
    // Something cut out, or in.
    for _ in 0..random.below(3) {
        let place = |random: &mut Random, text: &str| {
            let mut at = random.below(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (from, to) = (place(random, &pasted), place(random, &pasted));
        if random.below(2) == 0 && to.saturating_sub(from) < 40 {
            pasted.drain(from..to.max(from));
        } else {
            pasted.insert_str(from, random.of(PARTS));
        }
    }
    pasted
}

/// Whether the field takes this answer in a form that is right otherwise.
fn is_taken(heard: &Heard, pasted: &str) {
    for answer in &heard.answers {
        let several = answer.value.contains('\n') && answer.field == &fields::PROXIES;
        let base: &[u8] = match answer.field.name {
            "docker0" | "port" | "cntlm" | "secret" => {
                br#"{"proxies": "a:1", "username": "a", "password": "b", "cntlm": "0.94"}"#
            }
            "proxies" if several => {
                br#"{"username": "a", "password": "b", "cntlm": "0.94", "docker0": "9.9.9.9"}"#
            }
            "gitlab-route" => br#"{"route": "direct", "proxies": "a:1", "gitlab": "a.example"}"#,
            "username" => br#"{"route": "direct", "proxies": "a:1"}"#,
            _ => br#"{"route": "direct", "proxies": "a:1", "username": "a"}"#,
        };
        let mut form = Form::from_json(base).expect("a form");
        form.set(answer.field, answer.value.clone());
        let problems = form::read(&form).problems;
        let error = problems
            .iter()
            .find(|problem| problem.is_error() && problem.field == answer.field.name);
        assert!(error.is_none(), "{pasted:?}: {error:?}");
        if let Control::Choice(choices) = answer.field.control {
            assert!(
                choices.iter().any(|choice| choice.value == answer.value),
                "{pasted:?}"
            );
        }
    }
}

fn is_sound(pasted: &str, form: &Form) -> Heard {
    let heard = host::read(pasted, form);
    let lines = pasted.split('\n').count();
    let places: Vec<_> = heard
        .answers
        .iter()
        .map(|answer| FIELDS.iter().position(|field| *field == answer.field))
        .collect();
    assert!(
        places.is_sorted() && places.windows(2).all(|two| two[0] != two[1]),
        "{pasted:?}"
    );
    assert!(
        heard
            .answers
            .iter()
            .all(|answer| (1..=lines).contains(&answer.line)),
        "{pasted:?}"
    );
    assert!(heard.left.is_sorted_by_key(|left| left.line), "{pasted:?}");
    assert!(
        heard
            .left
            .iter()
            .all(|left| (1..=lines).contains(&left.line)),
        "{pasted:?}: {:?}",
        heard.left
    );
    assert!(
        heard
            .pieces
            .windows(2)
            .all(|two| two[0].lines.end <= two[1].lines.start),
        "{pasted:?}: {:?}",
        heard.pieces
    );
    assert!(
        heard
            .pieces
            .iter()
            .all(|piece| piece.lines.start < piece.lines.end && piece.lines.end <= lines + 1),
        "{pasted:?}: {:?}",
        heard.pieces
    );
    is_taken(&heard, pasted);
    heard
}

#[test]
fn no_text_panics_and_what_is_answered_can_be() {
    let (mut answers, mut left) = (0, 0);
    for seed in 0..6_000 {
        let mut random = Random(seed);
        let form = if random.below(2) == 0 {
            Form::default()
        } else {
            generated(&mut random)
        };
        let heard = is_sound(&any_text(&mut random), &form);
        answers += heard.answers.len();
        left += heard.left.len();
    }
    assert!(answers > 6_000 && left > 2_000, "{answers} {left}");
    let mut random = Random(1);
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..random.below(300))
            .map(|_| random.next() as u8)
            .collect();
        is_sound(&String::from_utf8_lossy(&bytes), &Form::default());
    }
}

#[test]
fn no_message_holds_a_secret() {
    // Where a password stands, also where something around it is wrong.
    const AROUND: &[(&str, &str)] = &[
        ("HTTP_PROXY=http://alice:", "@proxy:8080\n"),
        ("HTTP_PROXY=http://alice:", "\n"),
        ("HTTP_PROXY=alice:", ":proxy:8080\n"),
        ("HTTP_PROXY=alice:", "@proxy\n"),
        ("HTTP_PROXY=https://alice:", "@proxy:8080\n"),
        ("HTTP_PROXY=http://alice:a/", "@proxy:8080\n"),
        ("HTTP_PROXY=http://alice:%FF", "@proxy:8080\n"),
        ("HTTP_PROXY=\"http://$USER:", "@proxy:8080\n"),
        ("NO_PROXY=a,http://alice:", "@proxy:8080,::1\n"),
        ("NO_PROXY=http://alice:a,", "@proxy:8080\n"),
        (" No Proxy: alice:", "@proxy\n"),
        (
            "Environment=\"HTTP_PROXY=http://alice:\\\"",
            "@proxy:8080\"\n",
        ),
        ("Environment=\"PASSWORD=", "\n"),
        (
            "[Service]\nEnvironment=\"HTTP_PROXY=http://alice:",
            "@proxy:8080\n[x\n",
        ),
        ("[Service]\n[", "]\nEnvironment=HTTP_PROXY=http://a:1\n"),
        ("Username alice\nProxy p:1\nPassword ", "\n"),
        ("Username alice\nProxy alice:", "@p:1\n"),
        ("Username alice\nProxy p:1\nPassNTLMv2 ", "\n"),
        ("Username alice\nProxy p:1\nPassword \"", "\n"),
        ("[[runners]]\n  token = \"", "\n"),
        ("[[runners]]\n  token = ", "\n"),
        ("[[runners]]\n  url = \"https://alice:", "@gitlab/\"\n"),
        (
            "[[runners]]\n  environment = [\"HTTP_PROXY=http://alice:$X",
            "@p:1\"]\n",
        ),
        (
            "{\n  \"proxies\": {\n  \"http-proxy\": \"http://alice:",
            "@p:1\n}\n",
        ),
        ("{\n  \"proxies\": {\n  ", ": 1 }\n}\n"),
        (
            "{\n  \"auths\": { \"a\": { \"auth\": \"",
            "\", } },\n \"proxies\": 1 }\n",
        ),
        ("http.proxy=alice:", "@p\n"),
        (
            "variables:\n  DOCKER_HOST: tcp://x:2375\n  HTTP_PROXY: http://alice:",
            "@p\n",
        ),
        (
            "-----BEGIN PRIVATE KEY-----\n",
            "\n-----END PRIVATE KEY-----\n",
        ),
        (
            "-----BEGIN CERTIFICATE-----\n",
            "\n-----END CERTIFICATE-----\n",
        ),
        (
            "# GitLab Runner behind a proxy: puts every file\ncontent() {\n    cntlm-conf:0.92)\nprintf 'Username a\nPassword ",
            "\n'\n",
        ),
    ];
    let mut taken = 0;
    for seed in 0..4_000 {
        let mut random = Random(seed);
        let secret = format!("Secret{seed:x}");
        let mut pasted = String::new();
        for _ in 0..1 + random.below(3) {
            let (before, behind) = random.of(AROUND);
            let part = random.of(PARTS);
            pasted.push_str(&format!("{before}{secret}{behind}{part}\n"));
        }
        let heard = is_sound(&pasted, &Form::default());
        for lang in Lang::ALL {
            for left in &heard.left {
                let why = left.why.pick(lang);
                assert!(!why.contains(&secret), "{pasted}\n{why}");
                assert!(!why.contains('\n'), "{why:?}");
            }
        }
        for answer in &heard.answers {
            let held = answer.value.contains(&secret);
            assert!(
                answer.field.is_secret() || !held,
                "{pasted}\n{}: {}",
                answer.field.name,
                answer.value
            );
            taken += usize::from(held);
        }
    }
    assert!(taken > 500, "{taken}");
}
