//! Plans that need something of a config.toml.

use runner_proxy::artifacts::{self, CONFIG_TOML};
use runner_proxy::form::plan::Plan;
use runner_proxy::form::{self, Form};
use runner_proxy::say::Lang;

/// A plan, and the config.toml that is rendered of it, from which the judge takes what is meant.
pub(super) struct Wanted {
    pub(super) plan: Plan,
    pub(super) rendered: String,
}

/// An authority's certificate, which stands for ROOT in a form.
const ROOT: &str = include_str!("../../form/certificates/root.pem");

const FORMS: &[&str] = &[
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#,
    r#"{"proxies": "10.0.0.41:8080", "username": "a", "password": "b", "dind": "tls"}"#,
    r#"{"proxies": "10.0.0.41:8080", "username": "a", "password": "b", "dind": "tls", "client-config": "pre-build-script"}"#,
    r#"{"proxies": "10.0.0.41:8080", "username": "a", "password": "b", "port": "3129", "dind": "plain", "client-config": "pre-build-script", "client-values": "live"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "alice", "domain": "CORP", "password": "p@ss:w%rd$\"\\#'''日本", "no-proxy": ".corp.example\n10.0.0.0/8", "dind": "socket", "client-config": "pre-build-script", "client-values": "fixed"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "dind": "socket", "client-config": "pre-build-script", "no-proxy": "a.example"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "ca": "ROOT"}"#,
    r#"{"proxies": "10.0.0.41:8080", "username": "a", "password": "b", "dind": "tls", "client-config": "pre-build-script", "ca": "ROOT"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "dind": "socket", "client-values": "live", "ca": "ROOT"}"#,
];

/// The first one with a certificate; the next one writes the jobs' Docker config.json too.
pub(super) const WITH_CA: usize = 6;

/// All of them.
pub(super) fn all() -> Vec<Wanted> {
    let wanted = |form: &&str| {
        let form = form.replace("ROOT", &ROOT.replace('\n', "\\n"));
        let form = Form::from_json(form.as_bytes()).expect("a form");
        let (ready, _) = form::read(&form).ready().expect("no errors");
        let files = artifacts::files(&ready, Lang::En);
        let mut files = files.into_iter();
        let file = files.find(|file| file.artifact.path == CONFIG_TOML.path);
        let rendered = String::from_utf8(file.expect("a config.toml").bytes);
        Wanted {
            plan: ready.plan().clone(),
            rendered: rendered.expect("UTF-8"),
        }
    };
    FORMS.iter().map(wanted).collect()
}
