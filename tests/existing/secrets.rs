//! What is masked where a file is shown: a secret in whatever writing, and little besides.

use crate::random::Random;
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
    // Elements of an array: the option and what it asks for.
    (
        Kind::ConfigToml,
        "[[runners]]\n[[runners.docker.services]]\nname = 'x'\ncommand = ['login', '-u', 'me', '-p', 'S3CR3T S3CR3T', 'r.example']\nentrypoint = [\n  \"a\", # one\n  \"--password\", # two\n  '''S3CR3T\nS3CR3T''',\n  \"b\",\n]\n",
        &[
            "'login', '-u', 'me', '-p'",
            "'r.example'",
            "\"--password\", # two",
            "\"b\"",
        ],
    ),
    (
        Kind::ConfigToml,
        "[[runners]]\ncommand = ['curl', '-u', 'me:S3CR3T x', 'c.example']\nentrypoint = ['/usr/bin/mysql', '-uroot', '-pS3CR3T x', 'db']\nargs = ['sh', '-c', 'mysql -pS3CR3T db']\n# command = [\"-u\", \"me:S3CR3T\", \"-p\", \"S3CR3T\"]\n",
        &[
            "'curl', '-u'",
            "'c.example'",
            "'-uroot'",
            "'db'",
            "'mysql -p",
        ],
    ),
    (
        Kind::DaemonJson,
        r#"{"runtimes": {"x": {"runtimeArgs": ["-u", "me", "--token" , "S3CR3T", "--debug"], "y": ["curl", "-U", "me:S3CR3T", "z"]}, "w": ["mysqldump", "-pS3CR3T", "db"]}, "m": "-p", "n": "o"}"#,
        &["\"me\"", "\"--debug\"", "\"z\"", "\"db\"", "\"o\""],
    ),
    // Options with a login, and passwords glued to `-p`.
    (
        Kind::ConfigToml,
        "[[runners]]\npre_build_script = '''\ncurl -u me:S3CR3T a.example\ncurl -ume:S3CR3T b.example\ncurl --user \"me:S3CR3T S3CR3T\" c.example\ncurl --user=me:S3CR3T d.example\ncurl -sSU \"me:S3CR3T x\" e.example --proxy-user me:S3CR3T\ncurl -sSu\"me:S3CR3T x\" f.example --proxy-user=\"me:S3CR3T x\" g\ncurl -u me:\"S3CR3T x\" -u \\\n  me:S3CR3T h.example\nmysql -h db -pS3CR3T i\nX=$(/usr/bin/mysqldump -u root -p\"S3CR3T x\" j)\nmariadb-admin \\\n  -pS3CR3T k; sshpass -pS3CR3T ssh l.example\n'''\n",
        &[
            "a.example",
            "b.example",
            "c.example",
            "d.example",
            "e.example --proxy-user",
            "f.example",
            " g\n",
            "h.example",
            " i\n",
            "-u root -p",
            " j)",
            " k; sshpass -p",
            "ssh l.example",
        ],
    ),
    (
        Kind::DockerDropIn,
        "[Service]\nExecStartPre=-/usr/bin/curl -u me:S3CR3T a.example\nExecStartPre=sshpass -pS3CR3T \\\n  x\n",
        &["a.example", "  x\n"],
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
        "concurrent = 1 # one\n[[runners]]\nname = \"a: b\"\nurl = \"https://gitlab.example\"\nexecutor = \"docker\"\nenvironment = [\"HTTP_PROXY=http://p:1\", \"PATH=/bin\"]\npre_build_script = '''\nmkdir -p /x && cd /x\ndate -u; echo \"a: b\" >&2\nif [ -n \"${HTTP_PROXY:-}\" ]; then git config --global http.proxy \"$HTTP_PROXY\"; fi\ndocker login --password-stdin r.example < f\ndocker run -u 1000:1000 -p8080:80 --user=0:0 a:1 -c b:2; date -u +%H:%M; git push -u https://a.example b\nmysql -u root db -P 3306\nmkdir -p /a\n-pb c\n'''\n[runners.docker]\nimage = \"r.example:5000/a@sha256:0123456789abcdef\"\nvolumes = [\"/cache\", \"/a:/b:ro\"]\ncommand = [\"mkdir\", \"-p\", \"/x\", \"-u\", \"1000:1000\", \"-pa\"]\n",
    ),
    (
        Kind::DaemonJson,
        r#"{"log-driver": "local", "authorization-plugins": ["a"], "tlskey": "/k", "proxies": {"http-proxy": "http://p:1", "no-proxy": "a,b:1"}}"#,
    ),
    (
        Kind::DockerConfig,
        r#"{"credsStore": "desktop", "credHelpers": {"r.example": "ecr-login"}, "detachKeys": "ctrl-e,e", "psFormat": "table {{.ID}}: {{.Image}}", "x": ["mkdir", "-p", "/x"], "y": ["-p"], "z": ["a"]}"#,
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

/// Commands as people write them, with a secret in each place where one may stand: as a line of a
/// script, and as an array.
#[test]
fn generated_commands_show_no_secret() {
    const PLACES: &[(&str, &[&str])] = &[
        ("docker", &["-p", "%"]),
        ("docker", &["--password", "%"]),
        ("x", &["--password=%"]),
        ("/opt/x", &["--api-token", "%"]),
        ("mysql", &["-p%"]),
        ("/usr/bin/mysqldump", &["-p%"]),
        ("mariadb", &["-p%"]),
        ("sshpass", &["-p%"]),
        ("sshpass", &["-p", "%"]),
        ("curl", &["-u", "me:%"]),
        ("curl", &["-sSu", "me:%"]),
        ("curl", &["-ume:%"]),
        ("curl", &["--user", "me:%"]),
        ("curl", &["--user=me:%"]),
        ("curl", &["-U", "me:%"]),
        ("curl", &["-Ume:%"]),
        ("curl", &["--proxy-user", "me:%"]),
        ("curl", &["--proxy-user=me:%"]),
    ];
    const OTHERS: &[&str] = &[
        "-v",
        "login",
        "-u",
        "root",
        "-p8080:80",
        "--rm",
        "a=b",
        "x:1",
        "a;",
        "&&",
        "é",
        "--user",
        "1000:1000",
        "-e",
        "-",
        "--",
        "https://a.example/b",
        "--x=",
        "日本語",
    ];
    const SECRETS: &[&str] = &[
        "S3CR3T",
        "1S3CR3T",
        "S3CR3T:S3CR3T",
        "S3CR3T;S3CR3T",
        "é/S3CR3T=",
        "-S3CR3T",
        "$S3CR3T",
        "S3CR3T,",
        "S3CR3T S3CR3T",
        "a S3CR3T",
        "S3CR3T\\S3CR3T",
        "]S3CR3T",
        "=S3CR3T",
        "@S3CR3T",
    ];
    let mut random = Random(31);
    for _ in 0..2_000 {
        let (program, place) = random.of(PLACES);
        let secret = random.of(SECRETS);
        let mut words = vec![program.to_owned()];
        let others = |random: &mut Random, words: &mut Vec<String>| {
            for _ in 0..random.below(4) {
                words.push(random.of(OTHERS).to_owned());
            }
        };
        others(&mut random, &mut words);
        words.extend(place.iter().map(|word| word.replace('%', secret)));
        others(&mut random, &mut words);
        let quote = |quote: &str, words: &[String]| -> Vec<String> {
            let quoted = words.iter().map(|word| match word.contains(' ') {
                true => format!("{quote}{word}{quote}"),
                false => word.clone(),
            });
            quoted.collect()
        };
        let line = quote(random.of(&["'", "\""]), &words).join(random.of(&[" ", "  ", " \\\n  "]));
        let json = serde_json::to_string(&words).expect("JSON");
        // A basic string of TOML takes JSON's escapes.
        let script = serde_json::to_string(&line).expect("JSON");
        for (kind, text) in [
            (Kind::ConfigToml, format!("[[runners]]\ncommand = {json}\n")),
            (
                Kind::ConfigToml,
                format!("[[runners]]\npre_build_script = {script}\n"),
            ),
            (
                Kind::ConfigToml,
                format!("[[runners]]\nentrypoint = ['sh', '-c', {script}]\n"),
            ),
            (
                Kind::DaemonJson,
                format!("{{\"x\": {{\"runtimeArgs\": {json}}}}}"),
            ),
            (Kind::DaemonJson, format!("{{\"x\": [\"sh\", {script}]}}")),
            (
                Kind::DockerDropIn,
                format!("[Service]\nExecStartPre={line}\n"),
            ),
        ] {
            let shown = shown(kind, &text);
            assert!(!shown.contains("S3CR3T"), "{text}\nis shown as\n{shown}");
        }
    }
}
