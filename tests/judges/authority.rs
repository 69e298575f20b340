//! The script that gives a job's image the proxy's authority, in whole images: this machine's own
//! root with a layer above it, in which anything may be changed. OpenSSL, Node and Go judge.

use super::forms::{ROOT, form, render};
use super::go;
use super::machine::{Scratch, program, python, run, say};
use super::rendered::config_by_go;
use super::shells::shells;
use std::process::Command;

/// Signed by that authority.
const INTERMEDIATE: &str = include_str!("../form/certificates/intermediate.pem");

/// Makes an image of this machine's root, changes it ($3), runs the script ($2) as GitLab Runner does,
/// in a shell ($4 and on), and asks the judges afterwards.
const IMAGE: &str = r#"
set -e
here=$1 script=$2 change=$3
shift 3
mkdir "$here/layer"
mount -t tmpfs none "$here/layer"
mkdir "$here/layer/up" "$here/layer/work" "$here/layer/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$here/layer/up,workdir=$here/layer/work" "$here/layer/root"
root=$here/layer/root
mount --bind /dev "$root/dev"
mkdir -p "$root/etc/gitlab-runner/certs" "$root/judged"
chmod 1777 "$root/judged"
cp "$here/ca.crt" "$root/etc/gitlab-runner/certs/ca.crt"
cp "$here/below.pem" "$here/$script" "$root/judged"
# What makes a store of Java's takes long, and none is asked.
rm -rf "$root/etc/ca-certificates/update.d"
chroot "$root" sh -c "$change"
chroot "$root" "$@" <"$root/judged/$script" 2>"$here/said" || echo "status $?"
chroot "$root" openssl verify /judged/below.pem >/dev/null 2>&1 && echo openssl
cat "$here/said"
"#;

const BEFORE: &str =
    "umask 022\nif set -o | grep pipefail > /dev/null; then set -o pipefail; fi\nset -eu\n";
const AFTER: &str = "\nprintf 'after %s\\n' \"${NODE_EXTRA_CA_CERTS-unset}\"\n";

/// A change of the image, who runs the script, and what comes of it: whether OpenSSL trusts the
/// authority then, and whether a line was said.
const IMAGES: &[(&str, bool, bool, bool)] = &[
    ("Debian's", true, true, false),
    // As in debian:bookworm-slim, which has no store.
    (
        "rm -rf /usr/sbin/update-ca-certificates /etc/ssl/certs /usr/local/share/ca-certificates",
        true,
        false,
        true,
    ),
    // As in alpine, which has the list and no program.
    ("rm /usr/sbin/update-ca-certificates", true, true, false),
    // A program of Red Hat's, as far as it is asked.
    (
        "rm /usr/sbin/update-ca-certificates; mkdir -p /etc/pki/ca-trust/source/anchors; printf '#!/bin/sh\ncat /etc/pki/ca-trust/source/anchors/* >>/etc/ssl/certs/ca-certificates.crt\n' >/usr/bin/update-ca-trust; chmod 755 /usr/bin/update-ca-trust",
        true,
        true,
        false,
    ),
    // One of SUSE's, likewise: it has Debian's name and reads another folder.
    (
        "mkdir -p /etc/pki/trust/anchors; printf '#!/bin/sh\ncat /etc/pki/trust/anchors/* >>/etc/ssl/certs/ca-certificates.crt\n' >/usr/sbin/update-ca-certificates",
        true,
        true,
        false,
    ),
    (
        "echo exit 1 >/usr/sbin/update-ca-certificates",
        true,
        false,
        true,
    ),
    ("Debian's", false, false, true),
    ("rm /usr/sbin/update-ca-certificates", false, false, true),
    ("rm /etc/gitlab-runner/certs/ca.crt", true, false, true),
];

fn script() -> Option<String> {
    let answers = [
        ("route", "direct"),
        ("proxies", "proxy.corp.example:8080"),
        ("ca", ROOT),
    ];
    let files = render(&form(answers)).expect("no errors");
    let case = super::forms::Case {
        answers: super::forms::Answers::new(),
        url: String::new(),
        no_proxy: String::new(),
        files,
    };
    let config = config_by_go(go::program()?, &[case]).remove(0);
    Some(
        config["pre_build_script"]
            .as_str()
            .expect("text")
            .to_owned(),
    )
}

fn able() -> bool {
    let root = run(Command::new("unshare").args(["-m", "true"]), b"")
        .status
        .success();
    if !root {
        say("judges::authority: no root's own mount namespace here; no image is tried");
    }
    let required = std::env::var("RUNNER_PROXY_JUDGES").is_ok_and(|it| it == "required");
    assert!(root || !required, "a mount namespace is required");
    let programs = [
        ("openssl", "openssl"),
        ("update-ca-certificates", "ca-certificates"),
    ];
    root && programs
        .into_iter()
        .all(|(name, package)| program(name, package).is_some())
}

#[test]
fn every_image_gets_it_or_says_one_line() {
    let (true, Some(script)) = (able(), script()) else {
        return;
    };
    let mut count = 0;
    for shell in shells() {
        for (change, as_root, trusts, says) in IMAGES {
            let scratch = Scratch::new("image");
            scratch.write("ca.crt", ROOT);
            scratch.write("below.pem", INTERMEDIATE);
            scratch.write("script", format!("{BEFORE}{script}{AFTER}"));
            let mut command = Command::new("unshare");
            // What this machine's own environment says of certificates is no job's.
            let path = "/usr/sbin:/usr/bin:/sbin:/bin";
            command.env_clear().env("PATH", path);
            command.args(["-m", "sh", "-c", IMAGE, "sh"]);
            command.arg(scratch.path("")).arg("script");
            command.arg(if *change == "Debian's" { ":" } else { change });
            if !as_root {
                command.args([
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--",
                ]);
            }
            let output = run(command.args(&shell.words), b"");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let when = format!("{}, {change}, root {as_root}: {said}", shell.name);
            assert!(
                output.stderr.is_empty(),
                "{when}{:?}",
                String::from_utf8_lossy(&output.stderr)
            );
            let lines: Vec<_> = said.lines().collect();
            let mounted = !change.contains("rm /etc/gitlab-runner");
            let node = if mounted {
                "/etc/gitlab-runner/certs/ca.crt"
            } else {
                "unset"
            };
            assert_eq!(lines[0], format!("after {node}"), "{when}");
            assert_eq!(lines.contains(&"openssl"), *trusts, "{when}");
            let complaints: Vec<_> = lines
                .iter()
                .filter(|line| line.starts_with("runner-proxy: "))
                .collect();
            assert_eq!(complaints.len(), usize::from(*says), "{when}");
            assert_eq!(
                lines.len(),
                1 + usize::from(*trusts) + usize::from(*says),
                "{when}"
            );
            count += 1;
        }
    }
    say(&format!(
        "pre_build_script: {count} images, each trusts the authority or says one line"
    ));
}

/// A server whose certificate that authority's key has signed, asked by Go as dockerd asks.
const SERVER: &str = r#"
import http.server, ssl, subprocess, sys
folder, client = sys.argv[1], sys.argv[2:]
def openssl(*words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
openssl("req", "-x509", *curve, "-keyout", "ca.key", "-out", "certs/ca.crt", "-subj", "/CN=Corp Proxy CA", "-days", "2")
openssl("req", *curve, "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
openssl("x509", "-req", "-in", "request.pem", "-CA", "certs/ca.crt", "-CAkey", "ca.key", "-copy_extensions", "copy", "-days", "1", "-out", "leaf.pem")
import threading
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder + "/leaf.pem", folder + "/key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.handle_error = lambda *_: None
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"https://localhost:{server.server_address[1]}/"
import os
for variables in [{}, dict(word.split("=", 1) for word in client[-1].split())]:
    ran = subprocess.run(client[:-1], input=url + "\n", env={**os.environ, **variables}, capture_output=True, text=True)
    try:
        said = bytes.fromhex(ran.stdout).decode()
    except ValueError:
        said = ran.stdout
    refused = any(word in said for word in ("unknown authority", "SELF_SIGNED", "UNABLE_TO"))
    print("refused" if refused else "trusted" if "501" in said else said)
"#;

/// What is said to Go in `.gitlab-ci.yml`, and to Node in the script, adds to what they trust.
#[test]
fn the_variables_add_to_what_go_and_node_trust() {
    let (Some(go), Some(python)) = (go::program(), python()) else {
        return;
    };
    let scratch = Scratch::new("trust");
    scratch.open("certs");
    let certs = scratch.path("certs");
    let judge = |client: Vec<String>| {
        let mut command = Command::new(&python);
        for variable in ["NODE_EXTRA_CA_CERTS", "SSL_CERT_DIR", "SSL_CERT_FILE"] {
            command.env_remove(variable);
        }
        command
            .args(["-c", SERVER])
            .arg(scratch.path(""))
            .args(client);
        let output = run(&mut command, b"");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let variable = format!("SSL_CERT_DIR=/etc/ssl/certs:{}", certs.display());
    let said = judge(vec![go.display().to_string(), "get".into(), variable]);
    assert_eq!(said, "refused\ntrusted\n", "by Go");
    if let Some(node) = program("node", "nodejs") {
        let ask = "require('https').get(require('fs').readFileSync(0, 'utf8').trim(), (answer) => { console.log(answer.statusCode); process.exit() }).on('error', (error) => console.log(error.code))";
        let variable = format!("NODE_EXTRA_CA_CERTS={}/ca.crt", certs.display());
        let said = judge(vec![
            node.display().to_string(),
            "-e".into(),
            ask.into(),
            variable,
        ]);
        assert_eq!(said, "refused\ntrusted\n", "by Node");
    }
    say("SSL_CERT_DIR by Go, NODE_EXTRA_CA_CERTS by Node: both add");
}
