//! The scripts of `config.toml` and `gitlab-ci.yml` as a job runs them: in every shell, on good days
//! and on bad ones. Neither may ever fail a job, and neither may say more than a line.

use super::forms::{Case, cases};
use super::go;
use super::machine::{
    Scratch, from_hex, helper, program, python, read, run, say, short, unprivileged, verdict,
};
use super::rendered::{ci_by_psych, config_by_go};
use super::shells::{Shell, shells};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What GitLab Runner's shell does before a job's script, and -u on top, which a job may set.
const BEFORE: &str =
    "umask 022\nif set -o | grep pipefail > /dev/null; then set -o pipefail; fi\nset -eu\n";

/// The job goes on afterwards, in the same shell, and finds it as it was.
const AFTER: &str = "\nprintf 'after %s %s' \"$(umask)\" \"${HTTPS_PROXY-unset}${config-}\"\n";

/// The home directory that a script finds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Home {
    Empty,
    WithConfig,
    ReadOnly,
    Missing,
    Unset,
}

const THEIRS: &str = "{\"auths\": {\"registry.corp.example\": {}}}";

/// What became of a script.
struct Outcome {
    scratch: Scratch,
    stderr: String,
}

impl Outcome {
    fn home(&self) -> PathBuf {
        self.scratch.path("home")
    }

    fn config(&self) -> Option<Vec<u8>> {
        fs::read(self.home().join(".docker/config.json")).ok()
    }
}

/// Runs a script in a shell; it must succeed, leave the shell as it was, and say at most a line.
fn job(shell: &Shell, script: &str, home: Home, environment: &[(&str, &str)]) -> Outcome {
    let scratch = Scratch::new("job");
    let folder = scratch.open("home");
    let mut command = match home {
        Home::ReadOnly => {
            scratch.mode("home", 0o555);
            let mut command = unprivileged(shell.words[0].as_ref());
            command.args(&shell.words[1..]);
            command
        }
        _ => shell.command(),
    };
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LC_ALL", "C")
        .current_dir("/")
        .envs(environment.iter().copied());
    match home {
        Home::Unset => {}
        Home::Missing => drop(command.env("HOME", "/proc/nowhere")),
        _ => drop(command.env("HOME", folder)),
    }
    if home == Home::WithConfig {
        scratch.write("home/.docker/config.json", THEIRS);
    }
    let output = run(&mut command, format!("{BEFORE}{script}{AFTER}").as_bytes());
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    let name = shell.name;
    assert!(
        output.status.success(),
        "{name}, {home:?}: {}: {stderr}",
        output.status
    );
    let https = environment.iter().find(|(name, _)| *name == "HTTPS_PROXY");
    let https = https.map_or("unset", |(_, value)| value);
    let after = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(
        after.replacen("after 022", "after 0022", 1),
        format!("after 0022 {https}"),
        "{name}"
    );
    let lines = stderr.lines().count();
    assert!(lines <= 1, "{name}, {home:?}: {stderr}");
    assert!(
        lines == 0 || stderr.starts_with("runner-proxy: "),
        "{name}: {stderr}"
    );
    Outcome { scratch, stderr }
}

/// The scripts that write `config.json`, as Runner's and GitLab's own parsers hand them to a shell.
fn scripts(cases: &[Case], go: &Path, ruby: &Path) -> Vec<(usize, String)> {
    let by_go = config_by_go(go, cases).into_iter().enumerate();
    // What adds an authority is for `authority.rs`, in a root of its own.
    let by_go = by_go.filter(|(index, _)| cases[*index].answer("ca").is_empty());
    let mut scripts: Vec<_> = by_go
        .map(|(index, config)| {
            (
                index,
                config["pre_build_script"]
                    .as_str()
                    .expect("text")
                    .to_owned(),
            )
        })
        .filter(|(_, script)| !script.is_empty())
        .collect();
    for (case, ci) in ci_by_psych(ruby, cases) {
        let index = cases.iter().position(|other| std::ptr::eq(other, case));
        let script = ci["default"]["before_script"][0].as_str();
        scripts.extend(index.zip(script.map(str::to_owned)));
    }
    scripts
}

/// Whether the form wants the values of the job's shell, and not those of the form.
fn is_live(case: &Case) -> bool {
    match case.answer("client-values") {
        "" => case.answer("route") == "direct" && !case.answer("username").is_empty(),
        values => values == "live",
    }
}

fn variables(case: &Case) -> [(&'static str, &str); 3] {
    [
        ("HTTP_PROXY", &case.url),
        ("HTTPS_PROXY", &case.url),
        ("NO_PROXY", &case.no_proxy),
    ]
}

fn judges() -> Option<(&'static Path, PathBuf, PathBuf)> {
    Some((go::program()?, program("ruby", "ruby")?, python()?))
}

fn by_python(python: &Path, documents: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut command = Command::new(python);
    command
        .arg(helper("read_json.py"))
        .args(["httpProxy", "httpsProxy", "noProxy"].map(|name| format!("proxies/default/{name}")));
    let ended = |document: &Vec<u8>| [document.as_slice(), b"\0"].concat();
    let documents: Vec<_> = documents.iter().flat_map(ended).collect();
    from_hex(&read(&mut command, &documents))
}

/// From a form to the file in the job's container, through every language on the way.
#[test]
fn every_script_writes_its_config_json() {
    let Some((go, ruby, python)) = judges() else {
        return;
    };
    let cases = cases(&python, 300);
    let scripts = scripts(&cases, go, &ruby);
    assert!(scripts.len() > 150, "only {}", scripts.len());
    for shell in shells() {
        let (mut meant, mut documents) = (Vec::new(), Vec::new());
        for (index, script) in &scripts {
            let case = &cases[*index];
            let live = if is_live(case) {
                variables(case)
            } else {
                [("A", "a"); 3]
            };
            let outcome = job(&shell, script, Home::Empty, &live);
            assert_eq!(outcome.stderr, "", "{}: {:?}", shell.name, case.answers);
            let mode =
                fs::metadata(outcome.home().join(".docker/config.json")).expect("config.json");
            assert_eq!(mode.permissions().mode() & 0o777, 0o600, "{}", shell.name);
            documents.extend(outcome.config());
            meant.extend([&case.url, &case.url, &case.no_proxy]);
        }
        let read = by_python(&python, &documents);
        verdict(
            &format!("config.json of jobs by {}", shell.name),
            &meant,
            &read,
        );
    }
}

/// On a bad day nothing is written, nothing of theirs is lost, and one line says so; it shows no
/// value.
#[test]
fn no_script_fails_a_job() {
    let Some((go, ruby, python)) = judges() else {
        return;
    };
    let cases = cases(&python, 60);
    let scripts = scripts(&cases, go, &ruby);
    let mut count = 0;
    for shell in shells() {
        for (index, script) in &scripts {
            let case = &cases[*index];
            let set = variables(case);
            for home in [Home::WithConfig, Home::ReadOnly, Home::Missing, Home::Unset] {
                let outcome = job(&shell, script, home, &set);
                assert_eq!(
                    outcome.stderr.lines().count(),
                    1,
                    "{}, {home:?}",
                    shell.name
                );
                assert!(
                    !outcome.stderr.contains(&case.url),
                    "{home:?} shows a value"
                );
                let theirs = (home == Home::WithConfig).then(|| THEIRS.as_bytes().to_vec());
                assert_eq!(outcome.config(), theirs, "{}, {home:?}", shell.name);
                count += 1;
            }
            let unset: [&[(&str, &str)]; 2] = [&[], &[("HTTP_PROXY", ""), ("HTTPS_PROXY", "")]];
            for environment in unset {
                let outcome = job(&shell, script, Home::Empty, environment);
                assert_eq!(outcome.stderr, "", "{}", shell.name);
                assert_eq!(outcome.config().is_none(), is_live(case), "{}", shell.name);
                count += 1;
            }
        }
    }
    say(&format!("scripts on bad days: {count} jobs, none failed"));
}

/// A live value goes into JSON as it is, or not at all.
#[test]
fn live_values_are_written_whole_or_not_at_all() {
    let Some((go, ruby, python)) = judges() else {
        return;
    };
    let cases = cases(&python, 60);
    let scripts = scripts(&cases, go, &ruby);
    let live: Vec<_> = scripts
        .iter()
        .filter(|(index, _)| is_live(&cases[*index]))
        .collect();
    assert!(live.len() > 5, "only {}", live.len());
    let good = [
        "$(id) `id` $HOME ${x}",
        "a'b",
        "日本語 é 😀",
        "a%b#c;d&e|f<g>h*i?j[k]",
        "-n",
        " a ",
        "!",
    ];
    let bad = [
        "a\"b", "a\\b", "a\\", "\"", "a\nb", "\n", "a\tb", "\u{1}", "\u{7f}",
    ];
    for shell in shells() {
        let (mut meant, mut documents) = (Vec::new(), Vec::new());
        for (_, script) in &live[..5] {
            for value in good {
                for variable in ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
                    let values = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
                        .map(|name| (name, if name == variable { value } else { "x" }));
                    let outcome = job(&shell, script, Home::Empty, &values);
                    assert_eq!(outcome.stderr, "", "{}: {value:?}", shell.name);
                    documents.extend(outcome.config());
                    meant.extend(values.map(|(_, value)| value));
                }
            }
            for value in bad {
                for variable in ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
                    let values = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
                        .map(|name| (name, if name == variable { value } else { "x" }));
                    let outcome = job(&shell, script, Home::Empty, &values);
                    let context = format!("{}: {variable}={value:?}", shell.name);
                    assert_eq!(outcome.stderr.lines().count(), 1, "{context}");
                    assert_eq!(outcome.config(), None, "{context}");
                }
            }
            // Two of the three may be missing altogether.
            let outcome = job(&shell, script, Home::Empty, &[("HTTP_PROXY", "http://p:1")]);
            documents.extend(outcome.config());
            meant.extend(["http://p:1", "", ""]);
        }
        let read = by_python(&python, &documents);
        verdict(&format!("live values by {}", shell.name), &meant, &read);
    }
}

/// The hook sets git's proxy exactly, or leaves git alone, in every shell and every home.
#[test]
fn the_hook_sets_gits_proxy_and_fails_no_job() {
    let (Some((go, _, python)), Some(git)) = (judges(), program("git", "git")) else {
        return;
    };
    let cases = cases(&python, 40);
    let hooks = config_by_go(go, &cases).into_iter().map(|config| {
        let hook = config["pre_get_sources_script"].as_str().expect("text");
        hook.to_owned()
    });
    let hooks: Vec<_> = hooks.collect();
    let proxy_of = |outcome: &Outcome| {
        let mut command = Command::new(&git);
        command
            .args(["config", "-z", "--file"])
            .arg(outcome.home().join(".gitconfig"));
        let output = run(command.arg("http.proxy"), b"");
        let value = output.stdout.strip_suffix(b"\0").map(<[u8]>::to_vec);
        value.map(|value| String::from_utf8(value).expect("UTF-8"))
    };
    let mut count = 0;
    for shell in shells() {
        let nasty = [
            "a\"b\\c",
            "$(id) `id` $HOME",
            "a'b #c;d",
            "日本 😀",
            " a ",
            "a\nb",
        ];
        let urls = cases.iter().map(|case| case.url.as_str()).chain(nasty);
        for (url, hook) in urls.zip(hooks.iter().cycle()) {
            let outcome = job(&shell, hook, Home::Empty, &[("HTTP_PROXY", url)]);
            assert_eq!(outcome.stderr, "", "{}: {url:?}", shell.name);
            assert_eq!(proxy_of(&outcome).as_deref(), Some(url), "{}", shell.name);
            count += 1;
        }
        let unset: [&[(&str, &str)]; 2] = [&[], &[("HTTP_PROXY", "")]];
        for environment in unset {
            for home in [Home::Empty, Home::ReadOnly, Home::Missing, Home::Unset] {
                let outcome = job(&shell, &hooks[0], home, environment);
                assert_eq!((outcome.stderr.as_str(), proxy_of(&outcome)), ("", None));
                count += 1;
            }
        }
        for home in [Home::ReadOnly, Home::Missing, Home::Unset] {
            let outcome = job(
                &shell,
                &hooks[0],
                home,
                &[("HTTP_PROXY", "http://secret:1")],
            );
            assert_eq!(
                outcome.stderr.lines().count(),
                1,
                "{}, {home:?}",
                shell.name
            );
            assert!(
                !outcome.stderr.contains("secret"),
                "{}",
                short(outcome.stderr.as_bytes())
            );
            count += 1;
        }
    }
    say(&format!(
        "pre_get_sources_script: {count} jobs, none failed"
    ));
}

/// The judges can say no: the guide's own lines fail jobs, lose logins and break JSON.
#[test]
fn the_guides_scripts_would_not_pass() {
    let guide = "mkdir -p $HOME/.docker/ && echo \"{ \\\"httpProxy\\\": \\\"$HTTP_PROXY\\\" }\" > $HOME/.docker/config.json";
    let hook = "git config --global http.proxy $HTTP_PROXY";
    for shell in shells() {
        let outcome = job(&shell, guide, Home::WithConfig, &[("HTTP_PROXY", "x")]);
        assert_ne!(outcome.config(), Some(THEIRS.as_bytes().to_vec()));
        let mut command = shell.command();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for script in [guide, hook] {
            let output = run(&mut command, format!("{BEFORE}{script}\n").as_bytes());
            assert!(!output.status.success(), "{}", shell.name);
        }
    }
}
