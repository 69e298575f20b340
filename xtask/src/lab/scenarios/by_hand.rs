//! The files without the script: a person who follows README.md, from the first step to the last.

use std::time::Duration;

use super::checks;
use crate::Outcome;
use crate::lab::host::{CONFIG, Host};
use crate::lab::shell::wait;
use crate::lab::stage::{Rendered, Stage};

/// The step that a person may do once more a moment later.
const LOOK: &str = "ss ";
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn run(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        let rendered = stage.render(host, &[("dind", "tls")])?;
        let watch = stage.watch()?;
        follow(stage, host, &rendered)?;
        checks::logged_in(stage, host, &watch)?;
        checks::pull(stage, host)?;
        checks::clone(stage)?;
        let ci = checks::ci(stage, &rendered)?;
        checks::dind(stage, &ci, "tls", checks::DEFAULT_NETWORK)
    })
}

/// Does every step and compares what it prints with what the text says.
fn follow(stage: &Stage, host: &Host, rendered: &Rendered) -> Outcome {
    let text = rendered.text("README.md")?;
    let steps = text.split_once("## Steps").map_or("", |(_, steps)| steps);
    let steps = steps.split_once("\n## ").map_or(steps, |(steps, _)| steps);
    let (mut done, mut compared) = (0, 0);
    let mut last = String::new();
    for block in blocks(steps) {
        match block {
            Block::Commands(commands) => {
                if commands.contains("systemctl start gitlab-runner") {
                    paste(host, rendered)?;
                }
                done += 1;
                last = host.must(&format!("cd /lab/proxy\n{commands}"))?;
                if commands.starts_with(LOOK) && last.is_empty() {
                    last = wait("cntlm listens", PATIENCE, || {
                        Ok(Some(host.must(&commands)?).filter(|said| !said.is_empty()))
                    })?;
                }
            }
            Block::Prints(words) => {
                compared += 1;
                if last.trim_end() != words.trim_end() {
                    let said = format!("README.md says\n{words}\nand the host says\n{last}");
                    return Err(said.into());
                }
            }
        }
    }
    stage.see(
        done > 10 && compared > 5,
        &format!("README.md: {done} steps done, {compared} print what it says"),
    )
}

/// The commands of README.md of which it says what they print, and that.
pub(super) fn printing(readme: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut last = String::new();
    for block in blocks(readme) {
        match block {
            Block::Commands(commands) => last = commands,
            Block::Prints(words) => pairs.push((last.clone(), words)),
        }
    }
    pairs
}

enum Block {
    Commands(String),
    Prints(String),
}

/// The indented blocks of the steps: commands, and what they print.
fn blocks(steps: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = steps.lines();
    let mut prints = false;
    while let Some(line) = lines.next() {
        if line.trim() != "```" {
            prints = line.trim() == "It prints:" || (prints && line.trim().is_empty());
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let inside = lines.by_ref().take_while(|line| line.trim() != "```");
        let text: Vec<_> = inside
            .map(|line| line.get(indent..).unwrap_or_default())
            .collect();
        let text = text.join("\n");
        blocks.push(if prints {
            Block::Prints(text)
        } else {
            Block::Commands(text)
        });
        prints = false;
    }
    blocks
}

/// Puts the keys of paste/config.toml where README.md wants them.
fn paste(host: &Host, rendered: &Rendered) -> Outcome {
    let ours = rendered.text("paste/config.toml")?;
    let ours = ours
        .strip_prefix("[[runners]]\n")
        .ok_or("paste/config.toml begins otherwise")?;
    let (keys, docker) = ours
        .split_once("  [runners.docker]\n")
        .unwrap_or((ours, ""));
    let theirs = host.must(&format!("cat {CONFIG}"))?;
    let mut merged = String::new();
    for line in theirs.lines() {
        let key = |line: &str| line.split('=').next().unwrap_or_default().trim().to_owned();
        if line.contains('=') && docker.lines().any(|ours| key(ours) == key(line)) {
            continue;
        }
        merged += line;
        merged.push('\n');
        match line.trim() {
            "[[runners]]" => merged += keys,
            "[runners.docker]" => merged += docker,
            _ => {}
        }
    }
    host.write(CONFIG, &merged)
}
