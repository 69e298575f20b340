//! The command as a script sees it: exit status, streams, files and modes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

mod asking;
mod in_place;
mod inspecting;
mod knowing;
#[path = "../judges/machine.rs"]
#[allow(dead_code, reason = "the judges in tests/judges use the rest")]
mod machine;
mod merging;
mod rendering;
mod secrets;
mod told;

const GUIDE: &str = r#"{"proxies": "10.0.0.41:8080\n10.0.0.42:8080", "username": "testuser", "domain": "corp-uk", "password": "password"}"#;

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runner-proxy"));
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG", "RUNNER_PROXY_PASSWORD"];
    for variable in variables {
        command.env_remove(variable);
    }
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("metadata").permissions().mode() & 0o7777
}
