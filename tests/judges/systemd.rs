//! `systemd --user --test` reads units and prints each variable as the unit would get it.

use super::machine::{Scratch, name, present, run, short, unprivileged, verdict};
use super::values::{texts, values};
use runner_proxy::text::systemd::environment;
use runner_proxy::text::{Plain, Text};
use std::path::{Path, PathBuf};
use std::process::Output;

/// systemd itself; it lies outside PATH.
pub(crate) fn program() -> Option<PathBuf> {
    let places = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].map(PathBuf::from);
    let found = { places }.into_iter().find(|place| place.is_file());
    present(found, "systemd", "systemd")
}

/// Reads these drop-ins, each for a service of its own, without starting anything.
pub(crate) fn dump(systemd: &Path, drop_ins: &[impl AsRef<[u8]>]) -> Output {
    let scratch = Scratch::new("systemd");
    let folder = scratch.open("runtime");
    let units = (0..drop_ins.len()).map(|index| format!("judge{index}.service"));
    let units: Vec<_> = units.collect();
    let all = format!("[Unit]\nWants={}\n", units.join(" "));
    scratch.write("units/judge.target", all);
    for target in ["basic", "default", "shutdown", "sockets", "timers", "paths"] {
        scratch.write(&format!("units/{target}.target"), "[Unit]\n");
    }
    for (unit, drop_in) in units.iter().zip(drop_ins) {
        scratch.write(&format!("units/{unit}"), "[Service]\nExecStart=/bin/true\n");
        scratch.write(&format!("units/{unit}.d/http-proxy.conf"), drop_in);
    }
    let mut command = unprivileged(systemd);
    command
        .args(["--user", "--test", "--unit=judge.target"])
        .env_clear()
        .envs(["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"].map(|name| (name, &folder)))
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .env("SYSTEMD_UNIT_PATH", scratch.path("units"))
        .env("SYSTEMD_LOG_LEVEL", "warning")
        .env("SYSTEMD_LOG_TARGET", "console");
    run(&mut command, b"")
}

/// The variables of each service, in the order of the drop-ins: `NAME=value`.
///
/// # Panics
/// When systemd said anything: a line it ignores is a warning only, and its status is 0.
pub(crate) fn variables(systemd: &Path, drop_ins: &[impl AsRef<[u8]>]) -> Vec<Vec<Vec<u8>>> {
    let output = dump(systemd, drop_ins);
    let said = short(&output.stderr);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{said}"
    );
    let mut services = vec![Vec::new(); drop_ins.len()];
    let mut unit = None;
    for line in output.stdout.split(|&byte| byte == b'\n') {
        if let Some(name) = line.strip_prefix(b"\t-> Unit ") {
            let name = std::str::from_utf8(name).expect("an ASCII name");
            let number = name
                .strip_prefix("judge")
                .and_then(|rest| rest.strip_suffix(".service:"));
            unit = number.and_then(|number| number.parse::<usize>().ok());
        }
        if let (Some(unit), Some(variable)) = (unit, line.strip_prefix(b"\t\tEnvironment: ")) {
            services[unit].push(variable.to_vec());
        }
    }
    services
}

/// Noncharacters (Unicode 16, section 23.7) are the one thing that systemd refuses in a unit, in
/// any writing: `unichar_is_valid` in src/basic/utf8.c. No URL and no host name has one.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

#[test]
fn systemd_reads_every_value() {
    let Some(systemd) = program() else {
        return;
    };
    let mut values = values();
    values
        .iter_mut()
        .for_each(|value| value.retain(|c| !is_noncharacter(c)));
    let (mut drop_ins, mut meant) = (Vec::new(), Vec::new());
    for batch in texts(&values).chunks(1_000) {
        let mut drop_in = String::from("[Service]\n");
        for (index, text) in batch.iter().enumerate() {
            drop_in.push_str(environment(name(index), text).as_str());
            meant.push(format!("{}={}", name(index), text.as_str()));
        }
        drop_ins.push(drop_in);
    }
    let read = variables(&systemd, &drop_ins).concat();
    verdict("systemd", &meant, &read);
}

/// The judge can say no: to the `%` of a URL as people write it, and to a noncharacter.
#[test]
fn systemd_refuses_a_single_percent() {
    let Some(systemd) = program() else {
        return;
    };
    let line = environment("A", &Text::<Plain>::constant("http://u:p%40s@h:1"));
    let good = format!("[Service]\n{}", line.as_str());
    let read = variables(&systemd, &[&good]);
    assert_eq!(read, [[b"A=http://u:p%40s@h:1".to_vec()]]);
    for (naive, complaint) in [
        (good.replace("%%", "%"), "Failed to resolve specifiers"),
        (good.replace("%%40", "\u{fffe}"), "ignoring"),
    ] {
        let output = dump(&systemd, &[&naive]);
        let said = short(&output.stderr);
        assert!(
            output.status.success() && said.contains(complaint),
            "{said}"
        );
        let dump = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(!dump.contains("Environment: A="), "{naive} was read");
    }
}
