//! The judge written in Go: read.go with Debian's package of BurntSushi/toml, the TOML parser of
//! GitLab Runner, and Go's own `os.Expand` and `net/url`.

use super::machine::{from_hex, helper, on_path, present, read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Where Debian keeps the sources of Go packages.
const SOURCES: &str = "/usr/share/gocode";

/// The judge's program, built once for all tests that want it.
pub(crate) fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM.get_or_init(build).as_deref()
}

fn build() -> Option<PathBuf> {
    let go = present(on_path("go"), "go", "golang-go")?;
    let package = Path::new(SOURCES).join("src/github.com/BurntSushi/toml");
    let package = Some(package).filter(|package| package.is_dir());
    let burntsushi = "golang-github-burntsushi-toml-dev";
    present(package, "BurntSushi/toml", burntsushi)?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let program = folder.join("judge-in-go");
    let mut command = Command::new(go);
    command
        .args(["build", "-o"])
        .args([&program, &helper("read.go")])
        .env("GO111MODULE", "off")
        .env("GOPATH", SOURCES)
        .env("GOFLAGS", "")
        .env("GOCACHE", folder.join("go-cache"));
    read(&mut command, b"");
    Some(program)
}

/// What the judge reads of this text, in one of its roles.
pub(crate) fn ask(program: &Path, role: &str, text: &[u8]) -> Vec<Vec<u8>> {
    from_hex(&read(Command::new(program).arg(role), text))
}
