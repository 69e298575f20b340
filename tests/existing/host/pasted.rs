//! What people paste, and what becomes of it.

use runner_proxy::existing::host::{self, Change};
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::form::{Form, fields};
use runner_proxy::say::Lang;

const ROOT: &str = include_str!("../../form/certificates/root.pem");

/// A paste; the form that it fills, without secrets; the password; what is recognised; and, for all
/// that is not taken, its line and words of the reason.
struct Paste(
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [(usize, &'static str)],
);

const PASTES: &[Paste] = &[
    Paste(
        "root@host:~# ip -4 -oneline addr show dev docker0\n3: docker0    inet 172.18.0.1/16 brd 172.18.255.255 scope global docker0\\       valid_lft forever preferred_lft forever\nroot@host:~# ",
        r#"{"docker0": "172.18.0.1"}"#,
        "",
        &["the address of docker0"],
        &[],
    ),
    Paste(
        "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP\n    inet 10.1.2.3/24 brd 10.1.2.255 scope global eth0\n3: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN group default\n    link/ether 02:42:aa:bb:cc:dd brd ff:ff:ff:ff:ff:ff\n    inet 192.168.5.1/24 brd 192.168.5.255 scope global docker0\n       valid_lft forever preferred_lft forever\n4: veth1@if2: <BROADCAST> mtu 1500 master docker0 state UP\n    inet6 fe80::1/64 scope link\n",
        r#"{"docker0": "192.168.5.1"}"#,
        "",
        &["the address of docker0"],
        &[],
    ),
    Paste(
        "docker0: flags=4099<UP,BROADCAST,MULTICAST>  mtu 1500\n        inet 172.17.0.1  netmask 255.255.0.0  broadcast 172.17.255.255\n        ether 02:42:aa  txqueuelen 0  (Ethernet)\n",
        r#"{"docker0": "172.17.0.1"}"#,
        "",
        &["the address of docker0"],
        &[],
    ),
    Paste(
        "HTTP_PROXY=http://172.17.0.1:3128\nHTTPS_PROXY=http://172.17.0.1:3128\nNO_PROXY=localhost,127.0.0.1,.corp.example,corp.example\n",
        r#"{"route": "cntlm", "docker0": "172.17.0.1", "port": "3128", "no-proxy": ".corp.example"}"#,
        "",
        &["environment variables"],
        &[],
    ),
    Paste(
        "http_proxy=http://127.0.0.1:3129/\n",
        r#"{"route": "cntlm", "port": "3129"}"#,
        "",
        &["environment variables"],
        &[],
    ),
    Paste(
        "# /etc/environment\nPATH=\"/usr/bin\"\nhttps_proxy=\"http://CORP%5Calice:p%40ss@proxy.corp.example:8080\"\nno_proxy='localhost, .corp.example'\n",
        r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "alice", "domain": "CORP", "no-proxy": ".corp.example"}"#,
        "p@ss",
        &["environment variables"],
        &[],
    ),
    Paste(
        "export http_proxy=http://proxy.corp.example:8080; export https_proxy=$http_proxy\nexport HTTPS_PROXY=\"http://$USER:x@proxy.corp.example:8080\"\n",
        r#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#,
        "",
        &["environment variables"],
        &[(2, "A variable stands")],
    ),
    Paste(
        "HTTPS_PROXY=https://proxy.corp.example:8080\nHTTP_PROXY=socks5://proxy.corp.example:1080\nALL_PROXY=http://proxy.corp.example\n",
        "{}",
        "",
        &["environment variables"],
        &[
            (1, "asks for TLS"),
            (2, "not the address of an HTTP proxy"),
            (3, "no port"),
        ],
    ),
    Paste(
        "user@host:~$ docker info | grep -i proxy\n HTTP Proxy: http://xxxxx:xxxxx@proxy.corp.example:8080\n HTTPS Proxy: http://xxxxx:xxxxx@proxy.corp.example:8080\n No Proxy: localhost,127.0.0.1,a.example\n",
        r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "no-proxy": "a.example"}"#,
        "",
        &["docker info"],
        &[(2, "masked")],
    ),
    Paste(
        "Environment=HTTP_PROXY=http://alice:p%40@proxy.corp.example:8080 \"NO_PROXY=a b\"\n",
        r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "alice", "no-proxy": "a\nb"}"#,
        "p@",
        &["the variables of a service, as systemctl shows them"],
        &[],
    ),
    Paste(
        "Environment=\"HTTP_PROXY=http://alice:p%%40@proxy.corp.example:8080\"\n",
        r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "alice"}"#,
        "p@",
        &["the variables of a service, as systemctl shows them"],
        &[],
    ),
    Paste(
        "$ systemctl cat docker\n# /lib/systemd/system/docker.service\n[Unit]\nDescription=Docker\n\n[Service]\nExecStart=/usr/bin/dockerd -H fd://\n\n# /etc/systemd/system/docker.service.d/a.conf\n[Service]\nEnvironment=\"HTTP_PROXY=http://old.example:1\"\n\n# /etc/systemd/system/docker.service.d/b.conf\n[Service]\nEnvironment=HTTP_PROXY=http://new.example:2\n",
        r#"{"route": "direct", "proxies": "new.example:2", "daemon": "drop-in"}"#,
        "",
        &["a drop-in of Docker"],
        &[],
    ),
    Paste(
        "# sample\nUsername  alice\nDomain    CORP\nPassNTLMv2  0123456789abcdef0123456789ABCDEF\nProxy 10.0.0.41:8080\nProxy 10.0.0.42:8080\nNoProxy localhost, 127.0.0.*\nListen 3128\n",
        r#"{"route": "cntlm", "proxies": "10.0.0.41:8080\n10.0.0.42:8080", "username": "alice", "domain": "CORP", "secret": "hash", "port": "3128"}"#,
        "",
        &["cntlm.conf"],
        &[(4, "Type the password")],
    ),
    Paste(
        "Username CORP\\alice\nPassword \"a#b \"\nProxy proxy 8080\nListen docker0:3128\n",
        r#"{"route": "cntlm", "proxies": "proxy:8080", "username": "alice", "domain": "CORP", "secret": "plain", "port": "3128"}"#,
        "a#b ",
        &["cntlm.conf"],
        &[(4, "no place for this value")],
    ),
    Paste(
        "Username j\u{fffd}rg\nDomain CORP\nPassNTLMv2 not-set-yet\n",
        r#"{"route": "cntlm", "domain": "CORP", "secret": "ask"}"#,
        "",
        &["cntlm.conf"],
        &[(1, "damaged")],
    ),
    Paste(
        "concurrent = 1\n[[runners]]\n  name = \"x\"\n  url = \"https://gitlab.corp.example/\"\n  token = \"glrt-secret\"\n  executor = \"docker\"\n  environment = [\"HTTP_PROXY=http://proxy:8080\", \"NO_PROXY=localhost,127.0.0.1,gitlab.corp.example,a.example,docker\"]\n  [runners.docker]\n    privileged = true\n    volumes = [\"/certs/client\", \"/cache\"]\nroot@host:~# env\nhttps_proxy=http://proxy:8080\n",
        r#"{"route": "direct", "proxies": "proxy:8080", "gitlab": "https://gitlab.corp.example", "gitlab-route": "direct", "no-proxy": "a.example", "dind": "tls"}"#,
        "",
        &["config.toml", "environment variables"],
        &[],
    ),
    Paste(
        "[[runners]]\n  environment = [\"HTTPS_PROXY=http://u:$PASSWORD@proxy:8080\", \"HTTP_PROXY=http://u:a$$b@proxy:8080\"]\n",
        r#"{"route": "direct", "proxies": "proxy:8080", "username": "u"}"#,
        "a$b",
        &["config.toml"],
        &[(2, "A variable stands")],
    ),
    Paste(
        "[[runners]]\n  environment = [\"HTTP_PROXY=http://proxy:8080\n  executor = \"docker\"\n",
        r#"{"route": "direct", "proxies": "proxy:8080"}"#,
        "",
        &["config.toml", "environment variables"],
        &[(2, "`\"` is missing here")],
    ),
    Paste(
        "root@host:~# cat /etc/docker/daemon.json\n{\n  \"log-driver\": \"journald\",\n  \"proxies\": { \"http-proxy\": \"http://proxy:8080\", \"no-proxy\": \"localhost,127.0.0.1\" }\n}\nroot@host:~# cat ~/.docker/config.json\n{ \"auths\": { \"r.example\": { \"auth\": \"c2VjcmV0\" } },\n  \"proxies\": { \"default\": { \"httpProxy\": \"http://proxy:8080\" } } }\n",
        r#"{"route": "direct", "proxies": "proxy:8080", "daemon": "daemon-json"}"#,
        "",
        &["daemon.json", "Docker's config.json"],
        &[],
    ),
    Paste(
        "{\n  \"proxies\": {\n    \"http-proxy\": \"http://proxy:8080\",\n  }\n}\n",
        "{}",
        "",
        &["Docker's config.json"],
        &[(4, "comma before this bracket")],
    ),
    Paste(
        "user.name=Alice\nhttp.proxy=http://proxy:8080\nhttps.proxy=http://other:1\n",
        r#"{"route": "direct", "proxies": "proxy:8080"}"#,
        "",
        &["the configuration of git"],
        &[],
    ),
    Paste(
        "image: docker:27\nservices:\n  - docker:27-dind\nvariables:\n  DOCKER_HOST: tcp://docker:2375\n  DOCKER_TLS_CERTDIR: \"\"\n  HTTP_PROXY: \"http://proxy:8080\"\nbuild:\n  before_script:\n    - mkdir -p $HOME/.docker\n    - echo \"{ \\\"proxies\\\": { \\\"default\\\": { \\\"httpProxy\\\": \\\"$HTTP_PROXY\\\" } } }\" > $HOME/.docker/config.json\n",
        r#"{"route": "direct", "proxies": "proxy:8080", "dind": "plain", "client-config": "before-script", "client-values": "live"}"#,
        "",
        &[".gitlab-ci.yml"],
        &[],
    ),
    Paste(
        "NO_PROXY=localhost,127.0.0.1,::1,*.a.example,b*.example,c.example:8080,10.0.0.0/8,<local>\n",
        r#"{"no-proxy": ".a.example\nc.example\n10.0.0.0/8"}"#,
        "",
        &["environment variables"],
        &[(1, ": `::1`, `b*.example`, `<local>`.")],
    ),
    Paste(
        "no_proxy=http://alice:secret@proxy\n",
        "{}",
        "",
        &["environment variables"],
        &[(1, "an @ in this list")],
    ),
    Paste(
        "HTTP_PROXY=http://one.example:1\nsome words\nhttp_proxy=http://two.example:2\nNO_PROXY=a\nno_proxy=b\n",
        r#"{"route": "direct", "proxies": "one.example:1", "no-proxy": "a"}"#,
        "",
        &["environment variables", "environment variables"],
        &[
            (
                3,
                "“Corporate proxies” stands here; the one in line 1 is taken",
            ),
            (5, "“Hosts that stay inside” stands here; the one in line 4"),
        ],
    ),
    Paste(
        "http_proxy=http://alice:pa/ss@proxy.example:8080\n",
        r#"{"route": "direct", "proxies": "proxy.example:8080"}"#,
        "",
        &["environment variables"],
        &[(1, "cannot be read out of this address")],
    ),
    Paste("", "{}", "", &[], &[]),
    Paste(
        "\u{feff}nothing of this\nis anything\r\n\r\n{ }\n[x]\n",
        "{}",
        "",
        &[],
        &[],
    ),
];

#[test]
fn every_paste_becomes_its_answers() {
    for Paste(text, json, password, what, left) in PASTES {
        let mut form = Form::default();
        let heard = host::read(text, &form);
        assert!(
            heard
                .answers
                .iter()
                .all(|answer| answer.change != Change::Replaces),
            "{text}"
        );
        // Also what a form says without an answer.
        heard.apply(&mut form, &vec![true; heard.answers.len()]);
        let told: Vec<_> = heard
            .left
            .iter()
            .map(|left| (left.line, left.why.pick(Lang::En)))
            .collect();
        assert_eq!(form.text(&fields::PASSWORD), *password, "{text}\n{told:?}");
        let meant = Form::from_json(json.as_bytes()).expect("a form");
        assert_eq!(form.to_json(), meant.to_json(), "{text}\n{told:?}");
        let pieces: Vec<_> = heard.pieces.iter().map(|piece| piece.what.en).collect();
        assert_eq!(pieces, *what, "{text}");
        assert_eq!(told.len(), left.len(), "{text}\n{told:?}");
        for (told, left) in told.iter().zip(*left) {
            assert_eq!(told.0, left.0, "{text}\n{told:?}");
            assert!(told.1.contains(left.1), "{text}\n{told:?}");
        }
    }
}

#[test]
fn pieces_have_their_lines() {
    let text = "$ env\nHTTP_PROXY=http://p:1\nx=y\nNO_PROXY=a\n==> /etc/cntlm.conf <==\nUsername a\nProxy p:1\n\n==> x <==\n";
    let heard = host::read(text, &Form::default());
    let pieces: Vec<_> = heard
        .pieces
        .iter()
        .map(|piece| (piece.what.en, piece.lines.clone()))
        .collect();
    assert_eq!(
        pieces,
        [
            ("environment variables", 2..3),
            ("environment variables", 4..5),
            ("cntlm.conf", 6..9)
        ]
    );
    let lines: Vec<_> = heard
        .answers
        .iter()
        .map(|answer| (answer.field.name, answer.line))
        .collect();
    assert_eq!(
        lines,
        [
            ("route", 6),
            ("proxies", 7),
            ("username", 6),
            ("no-proxy", 4)
        ]
    );
}

#[test]
fn certificates_are_taken_and_keys_are_not() {
    let text = format!(
        "root@host:~# cat ca.crt\n  {}\nx\n{ROOT}",
        ROOT.replace('\n', "\n  ")
    );
    let mut form = Form::default();
    let heard = host::read(&text, &form);
    heard.apply(&mut form, &[]);
    assert!(!form.text(&fields::CA).is_empty());
    assert_eq!(
        form.text(&fields::CA).matches("BEGIN").count(),
        1,
        "the same one twice"
    );
    // The form has it already, in another writing.
    let mut other = Form::default();
    other.set(&fields::CA, format!("x\n{ROOT}"));
    assert_eq!(host::read(&text, &other).answers[0].change, Change::None);
    let key = format!(
        "{ROOT}-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----\n"
    );
    let heard = host::read(&key, &Form::default());
    assert!(heard.answers.is_empty());
    assert!(heard.left[0].why.pick(Lang::En).contains("private key"));
}

#[test]
fn what_is_answered_already_is_asked_about() {
    let mut form = Form::from_json(br#"{"route": "direct", "proxies": "http://PROXY.example:1/", "username": "bob", "password": "x", "no-proxy": "*.a.example, b", "gitlab": "gitlab.com", "gitlab-route": "direct"}"#).expect("a form");
    let text = "HTTP_PROXY=http://alice:y@proxy.example:1\nNO_PROXY=localhost,.a.example,b\n";
    let heard = host::read(text, &form);
    let changes: Vec<_> = heard
        .answers
        .iter()
        .map(|answer| (answer.field.name, answer.change))
        .collect();
    use Change::{None, Replaces};
    assert_eq!(
        changes,
        [
            ("route", None),
            ("proxies", None),
            ("username", Replaces),
            ("password", Replaces),
            ("gitlab-route", Replaces),
            ("no-proxy", None)
        ]
    );
    let before = form.to_json();
    heard.apply(&mut form, &[]);
    assert_eq!(form.to_json(), before);
    assert_eq!(form.text(&fields::PASSWORD), "x");
    heard.apply(&mut form, &[false, false, true, true]);
    assert_eq!(form.text(&fields::USERNAME), "alice");
    assert_eq!(form.text(&fields::PASSWORD), "y");
    assert_eq!(form.text(&fields::GITLAB_ROUTE), "direct");
}

#[test]
fn an_address_of_docker0_is_cntlm_unless_somebody_says_otherwise() {
    let text = "HTTP_PROXY=http://10.9.8.7:3128\n";
    for (form, route) in [
        ("{}", "direct"),
        (r#"{"docker0": "10.9.8.7"}"#, "cntlm"),
        (
            r#"{"docker0": "3: docker0    inet 10.9.8.7/16 brd 10.9.255.255"}"#,
            "cntlm",
        ),
        (
            r#"{"route": "direct", "docker0": "10.9.8.7", "proxies": "http://10.9.8.7:3128"}"#,
            "direct",
        ),
    ] {
        let form = Form::from_json(form.as_bytes()).expect("a form");
        let heard = host::read(text, &form);
        let answer = heard
            .answers
            .iter()
            .find(|answer| answer.field == &fields::ROUTE);
        assert_eq!(answer.expect("a route").value, route);
        let replaced = heard
            .answers
            .iter()
            .any(|answer| answer.change == Change::Replaces);
        assert!(!replaced, "{route}");
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let large = "HTTP_PROXY=http://p:1\n".repeat(LARGEST / 20);
    let heard = host::read(&large, &Form::default());
    assert!(heard.pieces.is_empty() && heard.answers.is_empty());
    assert!(
        heard.left[0]
            .why
            .pick(Lang::En)
            .contains(&format!("larger than {LARGEST} bytes"))
    );
}
