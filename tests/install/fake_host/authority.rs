//! The authority of a proxy that opens TLS: into the host's store and out of it, with the program
//! that makes the store.

use super::host::{CONFIG, Host, able, kept};
use crate::forms::ROOT;
use crate::kinds::file;
use crate::machine::program;
use crate::tree::same;
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;
use std::fs;

const FILE: &str = "/etc/gitlab-runner/certs/ca.crt";
const DEBIANS: &str = "/usr/local/share/ca-certificates/runner-proxy.crt";
const BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";
/// Of another host, which stays in the store.
const THEIRS: &str = include_str!("../../form/certificates/version-1.pem");
/// OpenSSL hashes a list of one for that one, so there are two.
const MORE: &str = include_str!("../../form/certificates/server.pem");

/// Debian's program itself, which finds its programs where the host has none.
const UPDATE: &str = r#"
echo update-ca-certificates >>"$MODEL/log"
PATH=/usr/bin:/bin
export PATH
"#;

fn files() -> Vec<OutFile> {
    picture("guide", &[("ca", ROOT)]).expect("a form")
}

/// A Debian with a store in which one certificate is; nothing when this machine is none.
fn debian(files: &[OutFile]) -> Option<Host> {
    let real = program("update-ca-certificates", "ca-certificates")?;
    let host = Host::new(files);
    host.write("etc/ca-certificates.conf", "# none of the package's\n");
    host.write("usr/local/share/ca-certificates/theirs.crt", THEIRS);
    host.write("usr/local/share/ca-certificates/more.crt", MORE);
    fs::create_dir_all(host.path("etc/ssl/certs")).expect("a folder");
    let real = fs::read_to_string(real).expect("a script");
    let (_, real) = real.split_once('\n').expect("two lines");
    host.program("update-ca-certificates", &format!("{UPDATE}{real}"));
    host.inside_runs("update-ca-certificates");
    host.forget();
    Some(host)
}

/// The runner has volumes already.
fn volume(host: &Host) {
    let config = host.read(CONFIG);
    let volumes = "  [runners.docker]\n    volumes = [\"/cache\"]\n";
    host.write(CONFIG, &config.replace("  [runners.docker]\n", volumes));
}

#[test]
fn it_goes_into_the_store_and_out_again() {
    let Some(host) = able().then(|| debian(&files())).flatten() else {
        return;
    };
    let before = host.listing();
    volume(&host);
    let with_volume = host.listing();
    host.run(&["--restart", "now"]).ends(0, "install");
    assert_eq!(host.read(FILE), ROOT);
    assert_eq!(host.read(DEBIANS), ROOT);
    let bundle = host.read(BUNDLE);
    assert!(bundle.contains(ROOT) && bundle.contains(THEIRS), "{bundle}");
    let volumes = "    volumes = [\"/cache\", \"/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro\"]\n";
    assert!(host.read(CONFIG).contains(volumes), "{}", host.read(CONFIG));
    let open = host.listing();
    assert_eq!(open[BUNDLE].mode, 0o644);
    let log = host.log();
    let at = |start: &str| log.iter().position(|line| line.starts_with(start));
    let order = [
        at("systemctl stop --no-block gitlab-runner"),
        at("update-ca-certificates"),
        at("curl through"),
        at("systemctl restart docker"),
        at("systemctl restart gitlab-runner"),
    ];
    assert!(order[0].is_some() && order.is_sorted(), "{log:#?}");
    assert_eq!(host.requests(), 1);
    host.forget();
    host.run(&[]).ends(0, "again");
    assert_eq!(host.log(), [""; 0]);
    host.run(&["--check"]).ends(0, "check");

    host.run(&["--rollback", "--restart", "now"])
        .ends(0, "rollback");
    same(&with_volume, &host.listing(), "rolled back");
    assert_ne!(before, with_volume);
    assert!(!host.read(BUNDLE).contains(ROOT));
}

#[test]
fn docker_reads_the_store_only_when_it_starts() {
    let Some(host) = able().then(|| debian(&files())).flatten() else {
        return;
    };
    volume(&host);
    let plain = picture("guide", &[]).expect("a form");
    fs::write(host.path("install.sh"), file(&plain, "install.sh")).expect("the plain script");
    host.run(&["--restart", "now"]).ends(0, "without it");
    let starts = host.starts("docker");
    fs::write(host.path("install.sh"), file(&files(), "install.sh")).expect("the script");
    host.run(&[]).ends(4, "Docker is left");
    assert_eq!(host.starts("docker"), starts);
    host.run(&["--restart", "now"]).ends(0, "now");
    assert_eq!(host.starts("docker"), starts + 1);
}

/// A folder of a store, the program that makes the list, and the list.
type Store = (&'static str, &'static str, &'static str);

const RED_HATS: Store = (
    "etc/pki/ca-trust/source/anchors",
    "update-ca-trust",
    "etc/pki/tls/certs/ca-bundle.crt",
);
const SUSES: Store = (
    "etc/pki/trust/anchors",
    "update-ca-certificates",
    "etc/ssl/ca-bundle.pem",
);

/// Neither program is Debian's to install: what stands in for it does what its manual says.
#[test]
fn other_systems_have_their_store_elsewhere() {
    if !able() {
        return;
    }
    for (folder, update, list) in [RED_HATS, SUSES] {
        let host = Host::new(&files());
        volume(&host);
        fs::create_dir_all(host.path(folder)).expect("a folder");
        fs::create_dir_all(host.path(list).parent().expect("one")).expect("a folder");
        let stand_in = format!(
            "echo {update} >>\"$MODEL/log\"\n[ ! -e \"$MODEL/broken-store\" ] || {{ echo broken; exit 1; }}\ncat /{folder}/* >/{list} 2>/dev/null || :\n"
        );
        host.program(update, &stand_in);
        host.inside_runs(update);
        goes_elsewhere(&host, (folder, update, list));
    }
}

fn goes_elsewhere(host: &Host, (folder, update, list): Store) {
    let before = host.listing();
    // One that fails leaves the host as it was.
    host.model("broken-store", "");
    let ran = host.run(&["--restart", "now"]).ends(1, "broken");
    assert!(
        ran.complained.contains(&format!("{update} failed")),
        "{ran:?}"
    );
    host.unmodel("broken-store");
    host.run(&["--restart", "now"]).ends(0, "install");
    assert_eq!(host.read(&format!("/{folder}/runner-proxy.crt")), ROOT);
    assert!(host.read(list).contains(ROOT));
    assert!(!host.path(DEBIANS).exists());
    host.run(&["--rollback", "--restart", "now"])
        .ends(0, "rollback");
    same(&before, &host.listing(), "rolled back");
}

/// Killed before, in the middle of, and after the making of the store.
#[test]
fn a_store_half_made_is_made_again_or_taken_back() {
    if !able() {
        return;
    }
    let kills = [
        ("echo update-ca", "kill -9 $PPID; exit 0; echo update-ca"),
        ("openssl rehash .", "kill -9 $PPID; exit 0"),
        ("# vim:", "kill -9 $PPID\n# vim:"),
    ];
    for (at, kill) in kills {
        for arguments in [
            &["--restart", "now"][..],
            &["--rollback", "--restart", "now"],
        ] {
            let Some(host) = debian(&files()) else { return };
            volume(&host);
            let before = host.listing();
            let real = fs::read_to_string(host.path("bin/update-ca-certificates")).expect("it");
            let body = real.split_once(UPDATE).expect("our part").1.to_owned();
            let deadly = format!("{UPDATE}{body}").replacen(at, kill, 1);
            host.program("update-ca-certificates", &deadly);
            let killed = host.run(&["--restart", "now"]);
            assert_eq!(killed.status, None, "{at}: {killed:?}");
            host.program("update-ca-certificates", &format!("{UPDATE}{body}"));
            host.run(arguments).ends(0, at);
            if arguments[0] == "--rollback" {
                same(&kept(before), &kept(host.listing()), at);
            } else {
                assert!(host.read(BUNDLE).contains(ROOT), "{at}");
                host.run(&["--check"]).ends(0, at);
            }
        }
    }
}

/// The proxy signs with another authority than the one that was given.
#[test]
fn the_wrong_authority_is_named_and_nothing_stays() {
    let Some(host) = able().then(|| debian(&files())).flatten() else {
        return;
    };
    volume(&host);
    let before = kept(host.listing());
    host.model("verified", "20");
    host.model(
        "certs",
        "Subject:CN = gitlab.com\nIssuer:CN = Corp Proxy CA 2\n",
    );
    let ran = host.run(&["--restart", "now"]).ends(1, "not trusted");
    assert!(ran.complained.contains("Corp Proxy CA 2"), "{ran:?}");
    same(&before, &kept(host.listing()), "taken back");
    host.unmodel("verified");
    host.run(&["--restart", "now"]).ends(0, "install");
    host.model("verified", "20");
    let ran = host.run(&["--check"]).ends(5, "check");
    assert!(ran.said.contains("FAIL trusted"), "{ran:?}");
    // A store that lost it.
    host.unmodel("verified");
    host.write(BUNDLE, THEIRS);
    let ran = host.run(&["--check"]).ends(5, "check");
    assert!(ran.said.contains("FAIL authority"), "{ran:?}");
}

#[test]
fn what_stands_in_the_way_is_told_before_anything_is_touched() {
    let Some(host) = able().then(|| debian(&files())).flatten() else {
        return;
    };
    // An authority of somebody else's is not lost.
    host.write(FILE, THEIRS);
    let ran = host.run(&[]).ends(3, "another authority");
    assert!(ran.complained.contains("another certificate"), "{ran:?}");
    assert_eq!(host.read(FILE), THEIRS);
    let both = picture("guide", &[("ca", &format!("{ROOT}{THEIRS}"))]).expect("a form");
    fs::write(host.path("install.sh"), file(&both, "install.sh")).expect("the other script");
    volume(&host);
    host.run(&["--restart", "now"]).ends(0, "both");
    assert_eq!(host.read(FILE), format!("{ROOT}{THEIRS}"));
    host.lose("update-ca-certificates");
    let ran = host.run(&[]).ends(3, "no program");
    assert!(ran.complained.contains("update-ca-certificates"), "{ran:?}");
}

/// A runner that lacks the volume is told so, by the script and by the doctor.
#[test]
fn a_runner_without_the_volume_is_told() {
    let Some(host) = able().then(|| debian(&files())).flatten() else {
        return;
    };
    let config = host.read(CONFIG).replace(
        "  [runners.docker]\n",
        "  [runners.docker]\n    volumes = [\"/mine:/etc/gitlab-runner/certs/ca.crt.old\"] # ours\n",
    );
    host.write(CONFIG, &config);
    let ran = host.run(&["--restart", "now"]).ends(4, "left for a person");
    assert!(ran.said.contains("certs/ca.crt:ro"), "{ran:?}");
    let ran = host.run(&["--check"]).ends(5, "check");
    assert!(ran.said.contains("FAIL volume"), "{ran:?}");
    // Done by hand, in a way that only a hand undoes.
    let volume = "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro";
    let config = host
        .read(CONFIG)
        .replace("/mine:/etc/gitlab-runner/certs/ca.crt.old", volume);
    host.write(CONFIG, &config);
    host.run(&["--check"]).ends(0, "check");
    let ran = host
        .run(&["--rollback", "--restart", "now"])
        .ends(4, "rollback");
    assert!(ran.complained.contains("still has the volume"), "{ran:?}");
    assert!(host.read(CONFIG).contains(volume) && !host.path(FILE).exists());
}
