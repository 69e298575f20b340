//! What systemd reads of drop-ins.

use crate::machine::{Scratch, present, run, short, unprivileged};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// systemd itself; it lies outside PATH.
pub(crate) fn program() -> Option<PathBuf> {
    let places = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].map(PathBuf::from);
    let found = { places }.into_iter().find(|place| place.is_file());
    present(found, "systemd", "systemd")
}

/// What a service has of its drop-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Read {
    /// Its variables, by name.
    pub(crate) variables: BTreeMap<String, Vec<u8>>,
    /// Whether it comes after cntlm.service.
    pub(crate) after: bool,
    /// Lines about other keys, as witnesses for all of them.
    others: Vec<String>,
}

/// Reads these drop-ins, each for a service of its own, without starting anything.
pub(crate) fn read(systemd: &Path, drop_ins: &[String]) -> Vec<Read> {
    let scratch = Scratch::new("systemd-merged");
    let folder = scratch.open("runtime");
    let units: Vec<_> = (0..drop_ins.len())
        .map(|index| format!("judge{index}.service"))
        .collect();
    scratch.write(
        "units/judge.target",
        format!("[Unit]\nWants={}\n", units.join(" ")),
    );
    for target in ["basic", "default", "shutdown", "sockets", "timers", "paths"] {
        scratch.write(&format!("units/{target}.target"), "[Unit]\n");
    }
    scratch.write("units/cntlm.service", "[Service]\nExecStart=/bin/true\n");
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
        .env("SYSTEMD_LOG_LEVEL", "crit")
        .env("SYSTEMD_LOG_TARGET", "console");
    let output = run(&mut command, b"");
    assert!(output.status.success(), "{}", short(&output.stderr));
    let mut services = vec![Read::default(); drop_ins.len()];
    let mut unit: Option<usize> = None;
    let mut named = None;
    for line in output.stdout.split(|&byte| byte == b'\n') {
        if let Some(name) = line.strip_prefix(b"\t-> Unit ") {
            let name = std::str::from_utf8(name).expect("an ASCII name");
            let number = name
                .strip_prefix("judge")
                .and_then(|rest| rest.strip_suffix(".service:"));
            unit = number.and_then(|number| number.parse().ok());
            named = None;
        }
        let Some(service) = unit.map(|unit| &mut services[unit]) else {
            continue;
        };
        if let Some(variable) = line.strip_prefix(b"\t\tEnvironment: ") {
            let equals = variable
                .iter()
                .position(|&byte| byte == b'=')
                .expect("an assignment");
            let name = String::from_utf8_lossy(&variable[..equals]).into_owned();
            service
                .variables
                .insert(name.clone(), variable[equals + 1..].to_vec());
            named = Some(name);
        } else if line.starts_with(b"\t") {
            named = None;
            let line = String::from_utf8_lossy(line).into_owned();
            let line = line.trim();
            service.after |= line.starts_with("After: cntlm.service");
            let others = ["Description:", "Nice:", "UMask:"];
            if others.iter().any(|other| line.starts_with(other)) {
                service.others.push(line.to_owned());
            }
        } else if let Some(value) = named
            .as_ref()
            .and_then(|name| service.variables.get_mut(name))
        {
            // A value with a newline in it.
            value.push(b'\n');
            value.extend(line);
        }
    }
    services
}
