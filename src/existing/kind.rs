//! The kinds of files that may exist already, and how a file is known for one.

use super::{NotRead, cntlm_conf, host, place};
use crate::form::plan::{Daemon, Plan};
use crate::say::say;
use crate::text::Charset;

/// A file that may exist already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `/etc/gitlab-runner/config.toml`.
    ConfigToml,
    /// `/etc/docker/daemon.json`.
    DaemonJson,
    /// `~/.docker/config.json` of any user.
    DockerConfig,
    /// `/etc/cntlm.conf`.
    CntlmConf,
    /// A drop-in of `docker.service`.
    DockerDropIn,
    /// A drop-in of `gitlab-runner.service`.
    RunnerDropIn,
}

/// Members that only dockerd has in its file.
const OF_DAEMON: &[&str] = &[
    "http-proxy",
    "https-proxy",
    "no-proxy",
    "log-driver",
    "log-opts",
    "registry-mirrors",
    "insecure-registries",
    "data-root",
    "storage-driver",
    "exec-opts",
    "default-address-pools",
    "live-restore",
    "default-runtime",
    "default-ulimits",
    "bip",
    "dns",
    "mtu",
];

/// Members that only the docker command has in its file.
const OF_CLIENT: &[&str] = &[
    "auths",
    "credsStore",
    "credHelpers",
    "httpProxy",
    "httpsProxy",
    "noProxy",
    "HttpHeaders",
    "currentContext",
    "cliPluginsExtraDirs",
    "psFormat",
    "detachKeys",
];

/// Beginnings of lines that only a config.toml has.
const OF_TOML: &[&str] = &["[[runners]]", "[runners.", "[session_server]", "concurrent"];

/// Headers of sections that a drop-in has.
const OF_UNIT: &[&str] = &["[Service]", "[Unit]", "[Install]"];

/// What tells a service's drop-in from another's, also in a comment of `systemctl cat`. Ours makes
/// the runner wait for CNTLM, which itself waits for Docker.
const OF_SERVICE: &[(&str, Kind)] = &[
    ("dockerd", Kind::DockerDropIn),
    ("docker.service.d/", Kind::DockerDropIn),
    ("gitlab-runner", Kind::RunnerDropIn),
    ("After=cntlm.service", Kind::RunnerDropIn),
];

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 6] = [
        Kind::ConfigToml,
        Kind::DaemonJson,
        Kind::DockerConfig,
        Kind::CntlmConf,
        Kind::DockerDropIn,
        Kind::RunnerDropIn,
    ];

    /// The name by which a command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::ConfigToml => "config.toml",
            Kind::DaemonJson => "daemon.json",
            Kind::DockerConfig => "docker-config.json",
            Kind::CntlmConf => "cntlm.conf",
            Kind::DockerDropIn => "docker-drop-in",
            Kind::RunnerDropIn => "runner-drop-in",
        }
    }

    /// Where such files lie, for people; `*` is any name.
    pub fn paths(self) -> &'static str {
        match self {
            Kind::ConfigToml => "/etc/gitlab-runner/config.toml",
            Kind::DaemonJson => "/etc/docker/daemon.json",
            Kind::DockerConfig => "~/.docker/config.json",
            Kind::CntlmConf => "/etc/cntlm.conf",
            Kind::DockerDropIn => "/etc/systemd/system/docker.service.d/*.conf",
            Kind::RunnerDropIn => "/etc/systemd/system/gitlab-runner.service.d/*.conf",
        }
    }

    /// The kind of a file that lies there.
    pub fn of_path(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or_default();
        let name = if folder.is_empty() {
            path.trim_start_matches('/')
        } else {
            name
        };
        let folder = folder.rsplit('/').next().unwrap_or_default();
        match (folder, name) {
            (_, "config.toml") => Some(Kind::ConfigToml),
            (_, "daemon.json") => Some(Kind::DaemonJson),
            (_, "cntlm.conf") => Some(Kind::CntlmConf),
            (".docker", "config.json") => Some(Kind::DockerConfig),
            ("docker.service.d", _) if name.ends_with(".conf") => Some(Kind::DockerDropIn),
            ("gitlab-runner.service.d", _) if name.ends_with(".conf") => Some(Kind::RunnerDropIn),
            _ => None,
        }
    }

    /// The kind of a text without a name, when its content leaves no doubt. It need not be one that
    /// can be read.
    pub fn guess(text: &str) -> Option<Self> {
        if host::is_copied(text) {
            return None;
        }
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            let any = |names: &[&str]| {
                let mut quoted = names.iter().map(|name| ["\"", name, "\""].concat());
                quoted.any(|name| text.contains(&name))
            };
            return match (any(OF_DAEMON), any(OF_CLIENT)) {
                (true, false) => Some(Kind::DaemonJson),
                (false, true) => Some(Kind::DockerConfig),
                _ => None,
            };
        }
        // Two of its keys are needed, as each is a word that can begin any line.
        let mut of_cntlm = 0;
        for line in text.lines() {
            let line = line.trim();
            if OF_TOML.iter().any(|start| line.starts_with(start)) {
                return Some(Kind::ConfigToml);
            }
            if OF_UNIT.contains(&line) {
                return service(text);
            }
            let mut words = line.split_whitespace();
            let key = words.next().unwrap_or_default();
            of_cntlm += usize::from(cntlm_conf::is_known(key) && words.next().is_some());
        }
        (of_cntlm > 1).then_some(Kind::CntlmConf)
    }

    /// Whether it looks like a drop-in of some service.
    pub fn is_drop_in(text: &str) -> bool {
        let unit = |line: &str| OF_UNIT.contains(&line.trim());
        !host::is_copied(text) && text.lines().any(unit)
    }

    /// Whether merging this plan puts anything into such a file: `cntlm.conf` is of a plan with
    /// CNTLM, and dockerd has the proxy from one of two places.
    pub fn brought(self, plan: &Plan) -> bool {
        match self {
            Kind::ConfigToml | Kind::DockerConfig | Kind::RunnerDropIn => true,
            Kind::DaemonJson => plan.daemon == Daemon::DaemonJson,
            Kind::DockerDropIn => plan.daemon == Daemon::DropIn,
            Kind::CntlmConf => plan.local_proxy().is_some(),
        }
    }

    /// How its bytes become text.
    fn charset(self) -> Charset {
        match self {
            Kind::CntlmConf => Charset::Latin1,
            _ => Charset::Utf8,
        }
    }

    /// The text of a file. That of a cntlm.conf has a character for each byte, also where somebody
    /// saved it as UTF-8: that is how CNTLM takes it, and nothing gets lost.
    ///
    /// # Errors
    /// The place of the first byte that is not UTF-8, in other kinds.
    pub fn decode(self, bytes: Vec<u8>) -> Result<String, NotRead> {
        match self.charset() {
            Charset::Latin1 => Ok(bytes.into_iter().map(char::from).collect()),
            Charset::Utf8 => String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes());
                let (line, column) = place(&text, at);
                NotRead {
                    line,
                    column,
                    expected: say(
                        "A byte stands here that is not UTF-8. Save the file as UTF-8.",
                        "ここに UTF-8 でないバイトがあります。ファイルを UTF-8 で保存し直してください。",
                    )
                    .into(),
                }
            }),
        }
    }

    /// The bytes of a text of [`Kind::decode`], or of one merged from it.
    pub fn encode(self, text: &str) -> Vec<u8> {
        self.charset().bytes(text)
    }
}

/// Whose drop-in it is, when all that tells agrees. What `systemctl cat` prints, a unit with all its
/// drop-ins, is none: put in the place of one it would keep the service from starting.
fn service(text: &str) -> Option<Kind> {
    let heading = |line: &str| line.starts_with("# /") && line.trim_end().ends_with(".service");
    if text.lines().any(heading) {
        return None;
    }
    let told = OF_SERVICE.iter().filter(|(word, _)| text.contains(word));
    let mut kinds = told.map(|(_, kind)| *kind);
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}
