//! What is masked where a file is shown: a secret in whatever writing, and little besides.

use runner_proxy::existing::{Any, Kind};

/// A kind of file, one with an `S3CR3T`, and what of its other words may still be read.
const SECRETS: &[(Kind, &str, &[&str])] = &[
    // Addresses without a scheme.
    (
        Kind::DaemonJson,
        r#"{"proxies": {"http-proxy": "u:S3CR3T@p:1", "no-proxy": "a.example"}}"#,
        &["http-proxy", "a.example"],
    ),
    (
        Kind::DockerConfig,
        r#"{"auths": {"https://u:S3CR3T@r.example": {}}, "credsStore": "desktop"}"#,
        &["desktop"],
    ),
    (
        Kind::DockerDropIn,
        "[Service]\nEnvironment=A=b HTTP_PROXY=u:S3CR3T@p:1\n",
        &["A=b"],
    ),
    (
        Kind::ConfigToml,
        "[[runners]]\nenvironment = ['A=b', 'HTTP_PROXY=u:S3CR3T@p:1']\n",
        &["A=b"],
    ),
    (
        Kind::CntlmConf,
        "Username bob\nProxy http://u:S3CR3T@p:8080\n",
        &["Username bob", "Proxy"],
    ),
    // Comments.
    (
        Kind::CntlmConf,
        "# Password S3CR3T and S3CR3T\nListen 3128\n",
        &["# Password", "Listen 3128"],
    ),
    (Kind::CntlmConf, "#Password=S3CR3T\n", &["#Password"]),
    (Kind::CntlmConf, ";PassNTLMv2\tS3CR3T\n", &[";PassNTLMv2"]),
    (
        Kind::CntlmConf,
        "Listen 3128 # the old password: S3CR3T\n",
        &["Listen 3128 # the old password:"],
    ),
    (Kind::CntlmConf, "# Header X: S3CR3T\n", &["# Header"]),
    (Kind::CntlmConf, "# Proxy u:S3CR3T@p:1\n", &["# Proxy"]),
    (
        Kind::RunnerDropIn,
        "[Service]\n#Environment=HTTP_PROXY=http://u:S3CR3T@p:1\n; CI_TOKEN=S3CR3T\n",
        &["[Service]", "; CI_TOKEN="],
    ),
    (
        Kind::ConfigToml,
        "[[runners]]\n# token = \"S3CR3T\"\nname = \"a\" # was glrt-S3CR3T before\n# AccessKey = \"S3CR3T\"\nvolumes = [ # PASSWORD=S3CR3T\n]\n",
        &["# token =", "name = \"a\" # was", "before", "# AccessKey ="],
    ),
    // Names.
    (
        Kind::RunnerDropIn,
        "[Service]\nEnvironment=DB_PASS=S3CR3T MYSQL_PWD=S3CR3T GITLAB_PAT=S3CR3T APP_CRED=S3CR3T PATH=/bin\n",
        &["PATH=/bin"],
    ),
    (
        Kind::ConfigToml,
        "[[runners]]\nenvironment = ['MY_AUTH=S3CR3T', 'A_COOKIE=S3CR3T', 'pat=S3CR3T', 'COMPAT=1']\n",
        &["COMPAT=1"],
    ),
    (
        Kind::DockerConfig,
        r#"{"HttpHeaders": {"X-Meta": "S3CR3T", "X-Two": ["S3CR3T"]}, "detachKeys": "ctrl-e"}"#,
        &["X-Meta", "ctrl-e"],
    ),
    (
        Kind::DaemonJson,
        r#"{"a": {"clientSecret": "S3CR3T", "my-password": "S3CR3T", "api_key": "S3CR3T", "basicAuth": "S3CR3T"}, "tlskey": "/etc/k.pem"}"#,
        &["/etc/k.pem"],
    ),
    (
        Kind::CntlmConf,
        "Pasword S3CR3T\nPasswrd \"S3CR3T x\"\n",
        &["Pasword"],
    ),
    // A password that begins with `#`, or has one in it.
    (
        Kind::CntlmConf,
        "Password #S3CR3T\nPassword a#S3CR3T # x\nUsername bob # x\n",
        &["Username bob # x"],
    ),
    // Scripts.
    (
        Kind::ConfigToml,
        "[[runners]]\npre_build_script = '''\nmkdir -p $HOME/.docker\ndocker login -u bob -p S3CR3T r.example\ndocker login --password S3CR3T\ndocker login --password=\"S3CR3T x S3CR3T\"\necho date\n'''\n",
        &[
            "mkdir -p $HOME/.docker",
            "-u bob -p",
            "r.example",
            "echo date",
        ],
    ),
    (
        Kind::ConfigToml,
        "[[runners]]\npre_build_script = \"\"\"\ncurl -H \\\"PRIVATE-TOKEN: S3CR3T\\\" x\ncurl --header='Authorization: Bearer S3CR3T' y.example\nexport A_TOKEN=S3CR3T\ncurl -H \"Cookie: a=S3CR3T; b=S3CR3T\" z\n\"\"\"\n",
        &["export A_TOKEN=", "y.example"],
    ),
    (
        Kind::ConfigToml,
        "[[runners]]\r\npost_build_script = '''\r\nx password S3CR3T\r\nx glpat-S3CR3T_-1 y\r\ngit clone a:S3CR3T@h\r\n'''\r\ndescription = \"glrt-S3CR3T\"\r\n",
        &["x password", " y\r\ngit clone"],
    ),
    (
        Kind::RunnerDropIn,
        "[Service]\nExecStartPre=/bin/x --password S3CR3T --user a\nExecStart=/bin/y -p S3CR3T \\\n  --token S3CR3T glrt-S3CR3T --config /c.toml\nHTTP_PROXY http://u:S3CR3T@p:1\n",
        &["/bin/x --password", "--user a", "--config /c.toml"],
    ),
    (
        Kind::DaemonJson,
        r#"{"runtimes": {"x": {"runtimeArgs": ["--password=S3CR3T", "--debug"]}}}"#,
        &["--debug"],
    ),
];

/// Files of which nothing is masked.
const ORDINARY: &[(Kind, &str)] = &[
    (
        Kind::CntlmConf,
        "# CNTLM behind the firewall\nUsername bob # since May\nDomain CORP\nProxy 10.0.0.41:8080\nAuth NTLMv2\n#Auth NTLMv2\nNoProxy localhost, 127.0.0.*\nAllow 127.0.0.1\nGateway yes\n",
    ),
    (
        Kind::DockerDropIn,
        "# proxies\n[Unit]\nAfter=cntlm.service\n[Service]\nEnvironment=\"HTTP_PROXY=http://10.0.0.41:8080\" PATH=/bin:/usr/bin NO_PROXY=localhost,.a\nExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock\n",
    ),
    (
        Kind::ConfigToml,
        "concurrent = 1 # one\n[[runners]]\nname = \"a: b\"\nurl = \"https://gitlab.example\"\nexecutor = \"docker\"\nenvironment = [\"HTTP_PROXY=http://p:1\", \"PATH=/bin\"]\npre_build_script = '''\nmkdir -p /x && cd /x\ndate -u; echo \"a: b\" >&2\nif [ -n \"${HTTP_PROXY:-}\" ]; then git config --global http.proxy \"$HTTP_PROXY\"; fi\ndocker login --password-stdin r.example < f\n'''\n[runners.docker]\nimage = \"r.example:5000/a@sha256:0123456789abcdef\"\nvolumes = [\"/cache\", \"/a:/b:ro\"]\n",
    ),
    (
        Kind::DaemonJson,
        r#"{"log-driver": "local", "authorization-plugins": ["a"], "tlskey": "/k", "proxies": {"http-proxy": "http://p:1", "no-proxy": "a,b:1"}}"#,
    ),
    (
        Kind::DockerConfig,
        r#"{"credsStore": "desktop", "credHelpers": {"r.example": "ecr-login"}, "detachKeys": "ctrl-e,e", "psFormat": "table {{.ID}}: {{.Image}}"}"#,
    ),
];

/// The text without what is masked.
fn shown(kind: Kind, text: &str) -> String {
    let document = Any::read(kind, text).expect(text);
    let mut shown = String::new();
    let mut done = 0;
    for range in document.secrets() {
        assert!(done <= range.start && range.start < range.end, "{text}");
        shown += &text[done..range.start];
        done = range.end;
    }
    shown + &text[done..]
}

#[test]
fn every_secret_is_masked_and_what_is_around_it_is_not() {
    let mut wrong = String::new();
    for (kind, text, left) in SECRETS {
        assert!(text.contains("S3CR3T"), "{text}");
        let shown = shown(*kind, text);
        let gone = left.iter().filter(|word| !shown.contains(**word));
        let gone: Vec<_> = gone.collect();
        if shown.contains("S3CR3T") || !gone.is_empty() {
            wrong += &format!("{text}\nis shown as\n{shown}\nwithout {gone:?}\n\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn ordinary_lines_are_shown() {
    for (kind, text) in ORDINARY {
        assert_eq!(&shown(*kind, text), text);
    }
}
