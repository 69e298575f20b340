//! `cargo xtask lab`: whole hosts behind a proxy that speaks NTLMv2 only, all in networks of our
//! own; nothing else is reached while scenarios run.
//!
//! | part | what it is |
//! |---|---|
//! | `outer` | the Docker daemon in which everything runs |
//! | `images` | how hosts and servers are made of Debian packages |
//! | `world` | the networks, the corporate proxy, and what is behind it |
//! | `host` | one host: real systemd, dockerd and cntlm, and a stand-in for GitLab Runner |
//! | `stage` | what a scenario works with |
//! | `scenarios` | the table of everything that is seen |

use std::env;
use std::fs;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::Outcome;
use crate::process::{self, cargo, command, spell};

mod host;
mod images;
mod outer;
mod scenarios;
mod shell;
mod stage;
mod world;

use images::Recipe;
use outer::Outer;
use scenarios::{SCENARIOS, Scenario};
use stage::{Lab, Lane, Stage};
use world::World;

/// One kind of host: its image, and what a form must say about it.
struct Kind {
    recipe: &'static Recipe,
    /// The answer to the form's question for CNTLM's version.
    cntlm: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind {
        recipe: &images::HOSTS[0],
        cntlm: "0.92",
    },
    Kind {
        recipe: &images::HOSTS[1],
        cntlm: "0.92",
    },
    Kind {
        recipe: &images::HOSTS[2],
        cntlm: "0.94",
    },
];

/// The programs of this machine that the lab needs, and the Debian packages that have them.
const NEEDED: [(&str, &str); 5] = [
    ("dockerd", "docker.io"),
    ("iptables", "iptables"),
    ("debootstrap", "debootstrap"),
    ("openssl", "openssl"),
    ("unshare", "util-linux"),
];

/// How many hosts run beside each other. They wait more than they work.
const LANES: usize = 3;

/// What the person asked for.
#[derive(Default)]
pub(crate) struct Wishes {
    hosts: Vec<String>,
    only: Vec<String>,
    keep: bool,
    rebuild: bool,
}

/// Reads the options and runs what they ask for.
pub(crate) fn chore(arguments: lexopt::Parser) -> Outcome {
    run(&wishes(arguments)?)
}

/// Provides everything and runs the scenarios.
pub(crate) fn run(wishes: &Wishes) -> Outcome {
    let start = Instant::now();
    needed()?;
    let _alone = alone()?;
    let program = program()?;
    let folder = process::cache()?.join("lab");
    let outer = Outer::start(&folder.join("docker"))?;
    tidy(&outer)?;

    let wanted =
        |name: &str, list: &[String]| list.is_empty() || list.iter().any(|one| one == name);
    let kinds: Vec<_> = KINDS
        .iter()
        .filter(|kind| wanted(kind.recipe.name, &wishes.hosts))
        .collect();
    let recipes: Vec<_> = kinds.iter().map(|kind| kind.recipe).collect();
    let (world, images) =
        images::provide(&outer, &folder.join("images"), &recipes, wishes.rebuild)?;
    println!("Images and daemon: {}.", spell(start.elapsed()));
    let mut tally = Tally::default();
    let mut tasks = Vec::new();
    for (kind, image) in kinds.iter().zip(images) {
        let name = kind.recipe.name;
        let Some(image) = image else {
            tally.absent.push(name);
            continue;
        };
        let chosen = SCENARIOS.iter().filter(|scenario| {
            scenario.hosts.contains(&name) && wanted(scenario.name, &wishes.only)
        });
        tasks.extend(chosen.map(|scenario| (*kind, image.clone(), scenario)));
    }
    let lanes = LANES.min(tasks.len());
    let lab = Lab {
        world: World::start(&outer, &world)?,
        outer: &outer,
        program,
        folder: folder.join("run"),
        keep: wishes.keep,
        live: lanes == 1,
    };
    let tally = Mutex::new(tally);
    let next = AtomicUsize::new(0);
    let work = |lane| {
        while let Some((kind, image, scenario)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            play(scenario, &Stage::new(&lab, kind, lane, image), &tally);
        }
    };
    thread::scope(|scope| {
        for lane in 0..lanes {
            scope.spawn(move || work(Lane(lane)));
        }
    });
    let tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    if !wishes.keep {
        tidy(&outer)?;
    }
    tally.tell(start)
}

fn wishes(mut arguments: lexopt::Parser) -> Outcome<Wishes> {
    let mut wishes = Wishes::default();
    let known = |value: std::ffi::OsString, names: &[&str]| -> Outcome<String> {
        let value = value.to_string_lossy().into_owned();
        match names.contains(&value.as_str()) {
            true => Ok(value),
            false => Err(format!("no such thing: {value}; there are: {}", names.join(", ")).into()),
        }
    };
    let kinds = KINDS.each_ref().map(|kind| kind.recipe.name);
    let scenarios: Vec<_> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("host") => {
                for value in arguments.values()? {
                    wishes.hosts.push(known(value, &kinds)?);
                }
            }
            lexopt::Arg::Long("only") => {
                for value in arguments.values()? {
                    wishes.only.push(known(value, &scenarios)?);
                }
            }
            lexopt::Arg::Long("keep") => wishes.keep = true,
            lexopt::Arg::Long("rebuild") => wishes.rebuild = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(wishes)
}

/// The command `runner-proxy`: the one that RUNNER_PROXY_BIN names, else built anew.
fn program() -> Outcome<PathBuf> {
    if let Some(program) = env::var_os("RUNNER_PROXY_BIN") {
        return Ok(std::path::absolute(program)?);
    }
    let build = [
        "build",
        "--release",
        "--bin",
        "runner-proxy",
        "--features",
        "cli",
    ];
    process::run(cargo().args(build))?;
    Ok(process::target_directory()?.join("release/runner-proxy"))
}

/// Says what this machine lacks; nothing is installed here.
fn needed() -> Outcome {
    let path = env::var_os("PATH").unwrap_or_default();
    let there = |name: &str| {
        env::split_paths(&path)
            .chain(["/usr/local/sbin", "/usr/sbin", "/sbin"].map(Into::into))
            .any(|folder| folder.join(name).is_file())
    };
    let missing: Vec<_> = NEEDED
        .iter()
        .filter(|(program, _)| !there(program))
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() {
        return Err(format!("the lab needs these Debian packages: {}", missing.join(" ")).into());
    }
    let root = process::output(command("id").arg("-u"))?.trim() == "0";
    root.then_some(()).ok_or("the lab must run as root".into())
}

/// Makes sure that no other lab runs on this machine; the system forgets it when we end.
fn alone() -> Outcome<UnixListener> {
    let address = SocketAddr::from_abstract_name(outer::LABEL)?;
    UnixListener::bind_addr(&address).map_err(|_| "another lab runs on this machine".into())
}

/// Removes whatever a lab may have left.
fn tidy(outer: &Outer) -> Outcome {
    outer.tidy()?;
    host::tidy_control_groups();
    Ok(())
}

/// How the scenarios ended.
#[derive(Default)]
struct Tally {
    lines: String,
    seen: usize,
    passed: usize,
    failed: usize,
    absent: Vec<&'static str>,
}

/// Runs one scenario from its first word to its last.
fn play(scenario: &Scenario, stage: &Stage, tally: &Mutex<Tally>) {
    let name = format!("{} on {}", scenario.name, stage.kind.recipe.name);
    stage.say(format!("\n=== {name}: {}", scenario.why));
    let start = Instant::now();
    let result = (scenario.run)(stage);
    let time = spell(start.elapsed());
    let seen = stage.seen();
    if let Err(reason) = &result {
        stage.say(format!("  FAILED: {reason}"));
    }
    print!("{}", stage.unsaid());
    let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
    tally.seen += seen;
    if result.is_ok() {
        tally.passed += 1;
        tally.lines += &format!("  {name:<30} {seen:>3} seen, {time}\n");
    } else {
        tally.failed += 1;
        tally.lines += &format!("  {name:<30} {seen:>3} seen, then FAILED after {time}\n");
    }
}

impl Tally {
    fn tell(self, start: Instant) -> Outcome {
        println!("\n{}", self.lines.trim_end());
        for name in &self.absent {
            println!("  {name:<30} NOT THERE, AND NOT TESTED");
        }
        let time = spell(start.elapsed());
        let (seen, passed, failed) = (self.seen, self.passed, self.failed);
        println!(
            "cargo xtask lab: {seen} things seen in {passed} scenarios, {failed} failed, {time}."
        );
        match failed {
            0 if passed == 0 => Err("no scenario ran".into()),
            0 => Ok(()),
            _ => Err(format!("{failed} scenarios failed").into()),
        }
    }
}

/// A folder for what one run renders.
fn fresh(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}
