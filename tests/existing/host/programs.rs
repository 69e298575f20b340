//! What real programs print of variables, read: `systemctl`, `env`, shells and git.

use crate::ask::helper;
use crate::machine::{Scratch, program, python, read, say};
use crate::random::Random;
use runner_proxy::existing::host;
use runner_proxy::form::{Form, fields};
use std::path::Path;
use std::process::Command;

/// What a host has, and what the form shall have of it.
struct Case {
    variables: Vec<(&'static str, String)>,
    url: String,
    password: String,
    hosts: String,
}

/// A URL as people write it: encoded where it must be, and elsewhere or not.
fn case(random: &mut Random) -> Case {
    const PIECES: [&str; 22] = [
        "a", "Z", "7", "\"", "'", "\\", "$", "$HOME", "%", "%41", "#", ";", "@", ":", "/", "?",
        "`id`", "!", "日本", "ü", "&", "*",
    ];
    let password: String = (0..1 + random.below(8))
        .map(|_| random.of(&PIECES))
        .collect();
    let mut written = String::new();
    for c in password.chars() {
        if "%/?#".contains(c) || random.below(3) == 0 {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                written.push_str(&format!("%{byte:02X}"));
            }
        } else {
            written.push(c);
        }
    }
    let user = random.of(&["CORP%5Calice", "CORP\\alice"]);
    let url = format!(
        "http://{user}:{written}@proxy.corp.example:8080{}",
        random.of(&["", "/"])
    );
    let hosts = random.of(&[
        "localhost,127.0.0.1,.corp.example,corp.example,10.0.0.0/8",
        "a.example, b.example",
        "x",
    ]);
    // Another variable, in whose value something else seems to be.
    let other = random.of(&[
        "a b",
        "x\" HTTP_PROXY=http://trap.example:1 \"",
        "see HTTP_PROXY=http://trap.example:1",
        "'",
        "$(id)",
        "",
    ]);
    let names = random.of(&[["HTTP_PROXY", "NO_PROXY"], ["https_proxy", "no_proxy"]]);
    let mut variables = vec![
        (names[0], url.clone()),
        (names[1], hosts.to_owned()),
        ("OTHER", other.to_owned()),
    ];
    let first = random.below(3);
    variables.rotate_left(first);
    let hosts = hosts
        .split(',')
        .map(str::trim)
        .filter(|host| !["localhost", "127.0.0.1", "corp.example"].contains(host));
    let hosts = hosts.collect::<Vec<_>>().join("\n");
    Case {
        variables,
        url,
        password,
        hosts,
    }
}

fn cases(seed: u64, count: usize) -> Vec<Case> {
    let mut random = Random(seed);
    (0..count).map(|_| case(&mut random)).collect()
}

/// Whether a form has of the printed text what was meant.
fn is_read(printed: &str, case: &Case, with_hosts: bool) {
    let mut form = Form::default();
    host::read(printed, &form).apply(&mut form, &[]);
    let got = [
        &fields::PROXIES,
        &fields::USERNAME,
        &fields::DOMAIN,
        &fields::PASSWORD,
    ]
    .map(|field| form.text(field));
    let meant = ["proxy.corp.example:8080", "alice", "CORP", &case.password];
    assert_eq!(got, meant, "{printed}");
    if with_hosts {
        assert_eq!(form.text(&fields::NO_PROXY), case.hosts, "{printed}");
    }
}

#[test]
fn what_systemctl_shows_is_read() {
    let (Some(python), Some(_)) = (python(), program("systemctl", "systemd")) else {
        return;
    };
    let cases = cases(1, 3_000);
    let mut stream = String::new();
    for case in &cases {
        let variables: Vec<_> = case
            .variables
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        stream.push_str(&serde_json::to_string(&variables).expect("JSON"));
        stream.push('\n');
    }
    let said = read(
        Command::new(python).arg(helper("host/systemctl.py")),
        stream.as_bytes(),
    );
    let said = String::from_utf8(said).expect("UTF-8");
    let lines: Vec<String> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), cases.len());
    let mut quoted = 0;
    for (line, case) in lines.iter().zip(&cases) {
        is_read(line, case, true);
        is_read(
            &format!(
                "root@host:~# systemctl show --property=Environment docker\n{line}\nroot@host:~# "
            ),
            case,
            true,
        );
        quoted += usize::from(line.contains("\\$"));
    }
    assert!(quoted > 100, "{quoted}");
    say(&format!("systemctl: {} lines read as printed", lines.len()));
}

/// What a program prints that has these variables and no others.
fn printed(program: &Path, arguments: &[&str], case: &Case) -> String {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().env("LC_ALL", "C.UTF-8");
    command.envs(case.variables.iter().map(|(name, value)| (name, value)));
    String::from_utf8(read(&mut command, b"")).expect("UTF-8")
}

#[test]
fn what_env_and_shells_print_is_read() {
    for (name, package, arguments) in [
        ("env", "coreutils", &[][..]),
        ("printenv", "coreutils", &[][..]),
        ("dash", "dash", &["-c", "export -p"][..]),
        ("bash", "bash", &["-c", "export -p"][..]),
        ("busybox", "busybox", &["sh", "-c", "export -p"][..]),
    ] {
        let Some(program) = program(name, package) else {
            continue;
        };
        let cases = cases(2, 150);
        for case in &cases {
            is_read(&printed(&program, arguments, case), case, true);
        }
        say(&format!(
            "{name}: {} environments read as printed",
            cases.len()
        ));
    }
}

#[test]
fn what_git_prints_is_read() {
    let Some(git) = program("git", "git") else {
        return;
    };
    let scratch = Scratch::new("git-config");
    let home = scratch.open("home");
    let git = |arguments: &[&str]| {
        let mut command = Command::new(&git);
        command
            .args(arguments)
            .env_clear()
            .env("HOME", &home)
            .current_dir(&home);
        String::from_utf8(read(&mut command, b"")).expect("UTF-8")
    };
    git(&[
        "config",
        "--global",
        "user.name",
        "http.proxy=http://trap.example:1",
    ]);
    let cases = cases(3, 60);
    for case in &cases {
        git(&["config", "--global", "http.proxy", &case.url]);
        is_read(&git(&["config", "-l"]), case, false);
        is_read(&git(&["config", "-l", "--show-origin"]), case, false);
    }
    say(&format!(
        "git: {} configurations read as printed",
        cases.len()
    ));
}
