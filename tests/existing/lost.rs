//! Hosts of an old NO_PROXY that the plan's list does not have: nobody loses one without a word.

use crate::plans::plan;
use runner_proxy::existing::config_toml::Choice;
use runner_proxy::existing::{Any, Kind};
use runner_proxy::form::Level;
use runner_proxy::say::Lang;

const FORM: &str = r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "daemon": "DAEMON", "no-proxy": ".corp.example\n10.0.0.0/8\n172.16.1.9/28\nnas"}"#;

/// Each kind with a file around a list.
const FILES: &[(Kind, &str, &str)] = &[
    (
        Kind::ConfigToml,
        "drop-in",
        "[[runners]]\nexecutor = 'docker'\nenvironment = ['A=b',\n'NO_PROXY=LIST', 'no_proxy=LIST']\n",
    ),
    (
        Kind::ConfigToml,
        "drop-in",
        "[[runners]]\nexecutor = 'docker'\n\nenvironment = ['no_proxy=LIST']\n",
    ),
    (
        Kind::DaemonJson,
        "daemon-json",
        "{\n\n\"proxies\": {\n\"no-proxy\": \"LIST\"}}",
    ),
    (
        Kind::DockerConfig,
        "drop-in",
        "{\n\n\"proxies\": {\"default\": {\n\"noProxy\": \"LIST\"}}}",
    ),
    (
        Kind::DockerDropIn,
        "drop-in",
        "[Service]\n\n\nEnvironment=A=b \"NO_PROXY=LIST\"\n",
    ),
    (
        Kind::RunnerDropIn,
        "drop-in",
        "[Service]\n\n\nEnvironment=\"no_proxy=LIST\"\n",
    ),
];

/// A list, and what is named of it.
const LISTS: &[(&str, Option<&str>)] = &[
    ("", None),
    ("localhost,127.0.0.1,.corp.example,corp.example,nas", None),
    ("LOCALHOST, NAS ,*.Corp.Example,a.b.corp.example:443", None),
    ("10.0.0.0/8,127.0.0.0/8,::1,[::1]", None),
    ("corp.example,.nas", None),
    ("gitlab.lan", Some("`gitlab.lan`.")),
    (
        ".lan,lan,nas,b.example:5000",
        Some("`.lan`, `b.example:5000`."),
    ),
    // Addresses and networks that a network of the plan's list holds.
    ("10.1.2.3,10.1.0.0/16 10.0.0.1/32,10.255.255.255:80", None),
    ("172.16.1.0/28,172.16.1.15,.172.16.1.1", None),
    (
        "11.1.2.3,10.0.0.0/7,172.16.1.0/27,172.16.1.16",
        Some("`11.1.2.3`, `10.0.0.0/7`, `172.16.1.0/27`, `172.16.1.16`."),
    ),
    (
        "10.0.0.0/33,10.0.0,10.1.2.3.example",
        Some("`10.0.0.0/33`, `10.0.0`, `10.1.2.3.example`."),
    ),
    ("xcorp.example,*", Some("`xcorp.example`, `*`.")),
    ("a b,c d e", Some("`a`, `b`, `c`, `d`, `e`.")),
    (
        "a,b,c,d,e,f,nas,g",
        Some("`a`, `b`, `c`, `d`, `e` and 2 more."),
    ),
    ("u:S3CR3T@h", Some("`…@…`.")),
];

#[test]
fn hosts_that_fall_away_are_named() {
    let words = "lacks hosts that are reached without the proxy here: ";
    for (kind, daemon, file) in FILES {
        let plan = plan(&FORM.replace("DAEMON", daemon));
        for (list, named) in LISTS {
            let text = file.replace("LIST", list);
            let document = Any::read(*kind, &text).expect("a file");
            let merged = document.merge(&plan, &Choice::default());
            let lost = merged.findings.iter().filter_map(|finding| {
                let reason = finding.reason.pick(Lang::En);
                reason.split_once(words).map(|(_, hosts)| (finding, hosts))
            });
            let lost: Vec<_> = lost.collect();
            let hosts = lost.first().map(|(_, hosts)| *hosts);
            match named {
                None => assert_eq!(hosts, None, "{text}"),
                Some(named) => {
                    assert!(
                        hosts.is_some_and(|hosts| hosts.starts_with(named)),
                        "{text}{hosts:?}"
                    );
                    // Both cases of letters are one loss.
                    assert_eq!(lost.len(), 1, "{text}");
                    let finding = lost[0].0;
                    assert_eq!(
                        (finding.line, finding.level),
                        (Some(4), Level::Warning),
                        "{text}"
                    );
                    assert!(
                        finding
                            .cure
                            .pick(Lang::Ja)
                            .contains("プロキシを通さないホスト")
                    );
                    assert!(!format!("{finding:?}").contains("S3CR3T"));
                }
            }
            // What was written of this plan loses nothing.
            let again = Any::read(*kind, &merged.text).expect("a file");
            let left = again.findings(Some(&plan));
            let left = left
                .iter()
                .any(|finding| finding.reason.pick(Lang::En).contains(words));
            assert!(!left, "{}", merged.text);
            assert!(!format!("{:?}", document.findings(None)).contains(words));
        }
    }
}
