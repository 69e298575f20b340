//! What the form means, once read: values that are proofs.
//!
//! A host in a [`Plan`] is a host, and a value for `cntlm.conf` is one that cntlm can read; so
//! rendering has nothing left to refuse.

use super::certificate::Certificates;
use crate::credentials::{self, HashForm};
use crate::text::cntlm::Cntlm;
use crate::text::url::{self, Password, Url, UserInfo};
use crate::text::{Plain, Text};
use std::net::Ipv4Addr;

/// A proxied runner host, as it shall become.
#[derive(Clone)]
pub struct Plan {
    /// How traffic leaves the host.
    pub route: Route,
    /// The GitLab instance, when told.
    pub gitlab: Option<GitLab>,
    /// `NO_PROXY`: one list everywhere, commas only.
    pub no_proxy: Text<Plain>,
    /// How dockerd learns the proxy.
    pub daemon: Daemon,
    /// docker-in-docker, when wanted.
    pub dind: Option<Dind>,
    /// What the host and its jobs have to trust, when the proxy opens TLS.
    pub ca: Option<Certificates>,
}

/// How traffic leaves the host.
#[derive(Clone)]
pub enum Route {
    /// A local CNTLM logs in to the corporate proxies; everything on the host uses it.
    Cntlm(LocalProxy),
    /// Everything uses the corporate proxy itself.
    Direct(CorporateProxy),
}

/// CNTLM on docker0's address.
#[derive(Clone)]
pub struct LocalProxy {
    /// The corporate proxies, in order of failover.
    pub proxies: Vec<HostPort>,
    /// As it stands in the file.
    pub username: Text<Cntlm>,
    /// As it stands in the file; `None` leaves the line out.
    pub domain: Option<Text<Cntlm>>,
    /// What the file holds to log in with.
    pub credential: Credential,
    /// Which cntlm reads the file.
    pub version: CntlmVersion,
    /// The oldest cntlm that can carry these values.
    pub needs: CntlmVersion,
    /// docker0's address, on which CNTLM listens.
    pub docker0: Ipv4Addr,
    /// CNTLM's port.
    pub port: u16,
}

/// A user name and the domain it belongs to, as typed.
#[derive(Clone)]
pub struct Identity {
    /// The user name.
    pub username: Text<Plain>,
    /// The domain, when given.
    pub domain: Option<Text<Plain>>,
}

impl Identity {
    /// Whether Basic authentication and curl's `--proxy-user` would take a part of it for the
    /// password.
    pub fn has_colon(&self) -> bool {
        let colon = |text: &Text<Plain>| text.as_str().contains(':');
        colon(&self.username) || self.domain.as_ref().is_some_and(colon)
    }
}

/// What `cntlm.conf` holds to log in with.
#[derive(Clone)]
pub enum Credential {
    /// `PassNTLMv2`: the hash, in no form yet; none in the preview of a form without a password.
    Hash(Option<Ntlmv2>),
    /// `Password`: the password itself.
    Plain(Text<Cntlm>),
    /// Nothing yet; it is made on the host.
    Ask,
}

/// An NTLMv2 hash. It logs in like the password, so it has no debug output.
#[derive(Clone, Copy)]
pub struct Ntlmv2([u8; 16]);

impl Ntlmv2 {
    pub(super) fn new(hash: [u8; 16]) -> Self {
        Self(hash)
    }

    /// The value of `PassNTLMv2` for this cntlm.
    pub fn written_for(self, version: CntlmVersion) -> Text<Plain> {
        credentials::pass_ntlmv2(self.0, version.hash_form())
    }
}

/// A version of CNTLM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CntlmVersion {
    /// 0.92.3 and everything before 0.94.
    V092,
    /// 0.94.
    V094,
}

impl CntlmVersion {
    /// Its number, as in the form.
    pub fn name(self) -> &'static str {
        match self {
            CntlmVersion::V092 => "0.92",
            CntlmVersion::V094 => "0.94",
        }
    }

    /// The text form of its hashes.
    pub fn hash_form(self) -> HashForm {
        match self {
            CntlmVersion::V092 => HashForm::Inverted,
            CntlmVersion::V094 => HashForm::AsIs,
        }
    }
}

/// The corporate proxy, used as it is.
#[derive(Clone)]
pub struct CorporateProxy {
    /// Where it is.
    pub proxy: HostPort,
    /// Who logs in, when it asks.
    pub login: Option<Login>,
}

/// Who logs in at the corporate proxy.
#[derive(Clone)]
pub struct Login {
    /// User name and domain.
    pub identity: Identity,
    /// The password, when given.
    pub password: Option<Text<Plain>>,
}

/// `host:port`.
#[derive(Clone)]
pub struct HostPort {
    /// A name, an IPv4 address, or an IPv6 address in brackets.
    pub host: Text<Plain>,
    /// 1–65535.
    pub port: u16,
}

impl HostPort {
    /// Stands in a preview for a proxy that is missing.
    pub(super) fn stand_in() -> Self {
        Self {
            host: Text::constant("missing-proxy"),
            port: 8080,
        }
    }

    /// `host:port`, as typed.
    pub fn joined(&self) -> Text<Plain> {
        Text::join(":", [&self.host, &Text::number(self.port)])
    }
}

/// The GitLab instance.
#[derive(Clone)]
pub struct GitLab {
    /// Its host, in lower case.
    pub host: Text<Plain>,
    /// The port, when the URL names one.
    pub port: Option<u16>,
    /// Whether it is reached over HTTPS.
    pub https: bool,
    /// Whether it is to be reached without the proxy.
    pub direct: bool,
    /// Whether it is reached through the proxy: also the list of hosts may take it past.
    pub proxied: bool,
}

impl GitLab {
    /// `https://host/`.
    pub fn url(&self) -> Text<Url> {
        let mut url = Text::constant(if self.https { "https://" } else { "http://" });
        url.push(&url::host(&self.host));
        if let Some(port) = self.port {
            url.push(&Text::constant(":"));
            url.push(&url::component(&Text::number(port)));
        }
        url.push(&Text::constant("/"));
        url
    }
}

/// How dockerd learns the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Daemon {
    /// A systemd drop-in for `docker.service`.
    DropIn,
    /// `proxies` in `/etc/docker/daemon.json`.
    DaemonJson,
}

/// docker-in-docker.
#[derive(Clone)]
pub struct Dind {
    /// How the job reaches it.
    pub kind: DindKind,
    /// Who writes `$HOME/.docker/config.json` in the job.
    pub client_config: ClientConfig,
    /// What is written there.
    pub client_values: ClientValues,
    /// The inner docker0's address (`--bip`), with CNTLM on the outer one.
    pub bridge: Option<Bridge>,
}

/// How a job reaches docker-in-docker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DindKind {
    /// TLS on port 2376.
    Tls,
    /// No TLS, on port 2375.
    Plain,
    /// A unix socket on a shared volume.
    Socket,
}

/// Who writes `$HOME/.docker/config.json` in the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientConfig {
    /// `before_script` of `.gitlab-ci.yml`.
    BeforeScript,
    /// `pre_build_script` of `config.toml`.
    PreBuildScript,
}

/// What is written into `$HOME/.docker/config.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientValues {
    /// The values of this plan.
    Fixed,
    /// `$HTTP_PROXY` and its like, as the job's shell finds them.
    Live,
}

/// An address for the inner docker0 that shadows nothing outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bridge {
    /// 10.250.0.1/24.
    First,
    /// 10.251.0.1/24, when the first one overlaps docker0 or a network in `no-proxy`.
    Second,
}

impl Plan {
    /// The proxy's URL as every reader gets it, credentials included.
    pub fn proxy_url(&self) -> Text<Url> {
        self.url(Password::Real)
    }

    /// The same URL with the password as `xxxxx`, for documents and messages.
    pub fn proxy_url_masked(&self) -> Text<Url> {
        self.url(|_| Password::Masked)
    }

    fn url<'a>(&'a self, password: fn(&'a Text<Plain>) -> Password<'a>) -> Text<Url> {
        match &self.route {
            Route::Cntlm(local) => url::proxy(None, &Text::address(local.docker0), local.port),
            Route::Direct(direct) => {
                let user = direct.login.as_ref().map(|login| UserInfo {
                    domain: login.identity.domain.as_ref(),
                    username: &login.identity.username,
                    password: login.password.as_ref().map(password),
                });
                url::proxy(user.as_ref(), &direct.proxy.host, direct.proxy.port)
            }
        }
    }

    /// The same plan for another docker0 and another cntlm; without CNTLM, the same.
    pub fn on(&self, docker0: Ipv4Addr, version: CntlmVersion) -> Self {
        let mut plan = self.clone();
        if let Route::Cntlm(local) = &mut plan.route {
            (local.docker0, local.version) = (docker0, version);
        }
        plan
    }

    /// CNTLM, when it is in the way out.
    pub fn local_proxy(&self) -> Option<&LocalProxy> {
        match &self.route {
            Route::Cntlm(local) => Some(local),
            Route::Direct(_) => None,
        }
    }

    /// Whether the proxy's URL holds a password.
    pub fn url_is_secret(&self) -> bool {
        match &self.route {
            Route::Cntlm(_) => false,
            Route::Direct(direct) => {
                let login = direct.login.as_ref();
                login.is_some_and(|login| login.password.is_some())
            }
        }
    }
}
