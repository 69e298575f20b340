//! What the models say of a suggested list; that the models are right, the clients have said.

use crate::cases::cases;
use crate::random::Random;
use runner_proxy::form::no_proxy as form;
use runner_proxy::form::plan::HostPort;
use runner_proxy::knowledge::no_proxy::{
    CLIENTS, Client, Reads, Route, Target, buildx, cntlm_lines, entry_notes, java_options, suggest,
    verdicts,
};
use runner_proxy::say::Lang;
use runner_proxy::text::{Plain, Text, url};
use std::collections::BTreeSet;

fn lists() -> BTreeSet<String> {
    cases(31, 1_500, 1)
        .into_iter()
        .map(|case| case.list)
        .collect()
}

fn target(host: &str) -> Target {
    Target::parse(host).expect("a host")
}

/// Hosts that a reader might confuse with this one, each with what is meant.
fn around(host: &Text<Plain>) -> Vec<(Target, Route)> {
    let host = host.as_str();
    if host.parse::<std::net::Ipv4Addr>().is_ok() {
        return vec![(target(host), Route::Direct)];
    }
    let ports = [
        host.to_owned(),
        format!("{host}:8443"),
        format!("http://{host}"),
    ];
    let mut around: Vec<_> = ports
        .iter()
        .map(|host| (target(host), Route::Direct))
        .collect();
    around.push((target(&format!("a.b.{host}")), Route::Direct));
    around
}

fn no_proxy_clients() -> impl Iterator<Item = &'static Client> {
    CLIENTS
        .iter()
        .filter(|client| client.reads == Reads::NoProxy)
}

fn own(setting: &'static str) -> &'static Client {
    let found = CLIENTS
        .iter()
        .find(|client| client.reads == Reads::Own(setting));
    found.expect("a client of its own grammar")
}

#[test]
fn every_client_reads_a_suggestion_the_same_way() {
    let (java, cntlm) = (own("http.nonProxyHosts"), own("NoProxy"));
    let proxy = HostPort {
        host: Text::constant("172.17.0.1"),
        port: 3128,
    };
    let mut asked = 0;
    for list in lists() {
        let suggestion = suggest(&list);
        let common = suggestion.list();
        let options = java_options(&proxy, &suggestion);
        let (_, patterns) = options
            .as_str()
            .split_once("nonProxyHosts=")
            .expect("patterns");
        let lines = cntlm_lines(&suggestion);
        let globs = lines.as_str().replace("NoProxy", ",").replace('\n', "");
        let mut targets: Vec<_> = suggestion.hosts.iter().flat_map(around).collect();
        // No name of the lists ends so, and no address starts so.
        for stranger in [
            "elsewhere.invalid",
            "203.0.113.9",
            "ex.test.invalid",
            "xex.invalid",
        ] {
            targets.push((target(stranger), Route::Proxy));
        }
        for (target, meant) in targets {
            // What a client does with it unasked is no matter of the list.
            if target.host() == "localhost" || target.host().starts_with("127.") {
                continue;
            }
            for client in no_proxy_clients() {
                let (route, why) = client.read(common.as_str(), &target);
                let name = client.name;
                assert_eq!(
                    route,
                    meant,
                    "{name}: {list:?} → {} {target} {why:?}",
                    common.as_str()
                );
            }
            assert_eq!(java.read(patterns, &target).0, meant, "{patterns} {target}");
            assert_eq!(cntlm.read(&globs, &target).0, meant, "{globs} {target}");
            asked += 1;
        }
        // What is suggested stays as it is.
        assert_eq!(suggest(common.as_str()).list(), common);
    }
    assert!(asked > 5_000, "{asked}");
}

#[test]
fn every_entry_stays_or_is_accounted_for() {
    for list in lists() {
        let suggestion = suggest(&list);
        let kept = suggestion.list();
        for entry in list
            .split([',', ' ', '\t'])
            .filter(|entry| !entry.is_empty())
        {
            let stays = kept.as_str().split(',').any(|host| host == entry);
            let told = suggestion
                .changes
                .iter()
                .find(|change| change.entry == entry);
            assert!(stays || told.is_some(), "{list:?}: {entry}");
        }
        for change in &suggestion.changes {
            assert!(
                Lang::ALL
                    .iter()
                    .all(|&lang| change.why.pick(lang).len() > 20)
            );
        }
    }
    let small = suggest("10.0.0.0/30,10.0.0.0/8,0.0.0.0/0,255.255.255.255/28");
    assert_eq!(small.hosts.len(), 4 + 16);
    assert_eq!(small.changes.len(), 4);
}

/// The form and the notes are read side by side: where the form is silent, so are the notes.
#[test]
fn notes_agree_with_the_form() {
    let (mut silent, mut noted) = (0, 0);
    for list in lists() {
        for entry in list
            .split([',', ' ', '\t'])
            .filter(|entry| !entry.is_empty())
        {
            let notes = entry_notes(entry);
            match form::entry(entry) {
                Ok(typed) if typed.warning.is_none() => {
                    // The form writes `*.x` as `.x,x`, and everything in lower case.
                    let written = form::list(None, &[typed], false);
                    let notes = entry_notes(written.as_str());
                    let entries: Vec<_> = notes.iter().map(|note| note.entry).collect();
                    assert!(entries.is_empty(), "{entry}: {entries:?}");
                    silent += 1;
                }
                Ok(_) | Err(_) => {
                    if let [note] = notes.as_slice() {
                        assert_eq!(note.entry, entry);
                        assert!(!note.ignored.is_empty());
                        noted += 1;
                    }
                }
            }
        }
    }
    assert!(silent > 300 && noted > 300, "{silent} {noted}");
    let [note] = entry_notes("a.test,10.0.0.0/8")
        .try_into()
        .ok()
        .expect("one note");
    assert_eq!((note.index, note.entry), (1, "10.0.0.0/8"));
    let names: Vec<_> = note.honoured.iter().map(|client| client.name).collect();
    assert!(
        names.contains(&"Go ≥ 1.24.1") && !names.contains(&"wget"),
        "{names:?}"
    );
}

/// Of these the notes say nothing without a look, so the readers have to agree.
#[test]
fn plain_names_are_honoured_by_all() {
    let mut random = Random(1126);
    for _ in 0..2_000 {
        let mut name = String::new();
        for part in 0..=random.below(3) {
            name.push_str(if part > 0 { "." } else { "" });
            for _ in 0..random.below(5) {
                name.push(random.of(&['a', 'b', 'f', 'x', 'z', '0', '1', '7', '9', '-']));
            }
            name.push(random.of(&['a', 'x', 'f', '0', '9']));
        }
        let last = name.rsplit('.').next().unwrap_or_default();
        let is_name = last.starts_with(|c: char| c.is_ascii_lowercase());
        if !is_name || name.split('.').any(|part| part.starts_with('-')) {
            continue;
        }
        for (entry, host) in [
            (name.clone(), name.clone()),
            (format!(".{name}"), format!("host.{name}")),
        ] {
            assert!(entry_notes(&entry).is_empty(), "{entry}");
            let host = target(&host);
            for client in CLIENTS.iter().filter(|it| it.reads == Reads::NoProxy) {
                let (route, _) = client.read(&entry, &host);
                assert!(route == Route::Direct, "{}: {entry}", client.name);
            }
        }
    }
}

#[test]
fn nothing_panics_and_a_reason_is_in_the_list() {
    for case in cases(77, 400, 2) {
        for verdict in verdicts(&case.list, &case.target) {
            let sentence = verdict.why.sentence();
            assert!(!sentence.pick(Lang::En).is_empty() && !sentence.pick(Lang::Ja).is_empty());
            assert!(
                verdict
                    .ignored
                    .iter()
                    .all(|entry| case.list.contains(entry))
            );
        }
    }
    // Lists that no generator of ours makes.
    for list in [
        "é,日本,\u{85}\u{2028}[",
        "[é]:80,*é*,.é.",
        ":::,[[]],/,//,-",
        "\0,\\,[!,[a-\\",
    ] {
        verdicts(list, &target("xn--bcher-kva.test"));
        verdicts(list, &target("[fd00::1]"));
        verdicts(list, &target("10.1.2.3"));
        entry_notes(list);
        suggest(list);
    }
}

#[test]
fn buildx_gets_its_list_in_one_field() {
    let proxy = url::proxy(None, &Text::constant("172.17.0.1"), 3128);
    let options = buildx(&proxy, &suggest("docker,10.0.0.5").list());
    assert_eq!(
        options.as_str(),
        "--driver-opt 'env.http_proxy=http://172.17.0.1:3128' \
         --driver-opt 'env.https_proxy=http://172.17.0.1:3128' \
         --driver-opt '\"env.no_proxy=docker,.docker,10.0.0.5\"'"
    );
}
