//! The forms that are typed.

/// Answers by field name, in the order in which a person gives them: a choice before the
/// questions that it opens.
pub type Form<'a> = &'a [(&'a str, &'a str)];

/// The password of [`GUIDE`] and others: plain letters, so that it is found again wherever it
/// should not be, however it is escaped.
pub const PASSWORD: &str = "Zx7CanaryPw9";

/// What no format quotes in the same way, and what a keyboard can still type.
pub const NASTY: &str = "p\"a\\s's%20$HOME#; ü日本";

/// The form of GitLab's guide.
pub const GUIDE: Form = &[
    ("proxies", "10.0.0.41:8080\n10.0.0.42:8080"),
    ("username", "testuser"),
    ("domain", "corp-uk"),
    ("password", PASSWORD),
];

/// Every kind of answer somewhere; [`GUIDE`] and docker-in-docker are typed elsewhere.
pub const FORMS: [(&str, Form); 9] = [
    (
        "direct with credentials",
        &[
            ("route", "direct"),
            ("proxies", "proxy.corp.example:8080"),
            ("username", "alice"),
            ("domain", "corp"),
            ("password", "p@ss:w/rd%$\"#"),
        ],
    ),
    (
        "direct without credentials",
        &[("route", "direct"), ("proxies", "proxy.corp.example:8080")],
    ),
    (
        "daemon.json",
        &[
            ("proxies", "10.0.0.41:8080"),
            ("username", "testuser"),
            ("password", PASSWORD),
            ("daemon", "daemon-json"),
        ],
    ),
    (
        "a name in Latin-1",
        &[
            ("proxies", "10.0.0.41:8080"),
            ("username", "jörg"),
            ("domain", "corp-uk"),
            ("password", PASSWORD),
        ],
    ),
    (
        "a nasty password, hashed",
        &[
            ("proxies", "10.0.0.41:8080"),
            ("username", "testuser"),
            ("domain", "corp-uk"),
            ("password", NASTY),
        ],
    ),
    (
        "a nasty password in a URL",
        &[
            ("route", "direct"),
            ("proxies", "10.0.0.41:8080"),
            ("username", "testuser"),
            ("password", NASTY),
            ("dind", "tls"),
            ("client-config", "pre-build-script"),
        ],
    ),
    (
        "the password itself, with CNTLM 0.94",
        &[
            ("proxies", "10.0.0.41:8080"),
            ("username", "testuser"),
            ("secret", "plain"),
            ("password", "pa$$w#rd%40"),
            ("cntlm", "0.94"),
        ],
    ),
    (
        "no password yet",
        &[
            ("proxies", "10.0.0.41:8080"),
            ("username", "testuser"),
            ("secret", "ask"),
            ("docker0", "172.18.0.1"),
            ("port", "8899"),
        ],
    ),
    (
        "GitLab inside, hosts inside, live values",
        &[
            ("proxies", "10.0.0.41:8080"),
            ("username", "testuser"),
            ("password", PASSWORD),
            ("gitlab", "https://gitlab.corp.example:8443/"),
            ("gitlab-route", "direct"),
            ("no-proxy", ".corp.example\nregistry.corp.example, cache"),
            ("dind", "socket"),
            ("client-config", "before-script"),
            ("client-values", "live"),
        ],
    ),
];

/// The paths and the download names of all files there are.
pub const NAMES: [(&str, &str); 10] = [
    ("host/etc/cntlm.conf", "cntlm.conf"),
    (
        "host/etc/systemd/system/cntlm.service.d/docker0.conf",
        "cntlm.service.d-docker0.conf",
    ),
    (
        "host/etc/systemd/system/docker.service.d/http-proxy.conf",
        "docker.service.d-http-proxy.conf",
    ),
    ("host/etc/docker/daemon.json", "docker-daemon.json"),
    (
        "host/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf",
        "gitlab-runner.service.d-http-proxy.conf",
    ),
    ("host/root/.docker/config.json", "root-.docker-config.json"),
    ("paste/config.toml", "config.toml"),
    ("paste/gitlab-ci.yml", "gitlab-ci.yml"),
    ("README.md", "README.md"),
    ("install.sh", "install.sh"),
];
