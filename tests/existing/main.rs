//! Files that are there already, merged: the programs that read them say what became of them.

mod ask;
mod cntlm_conf;
mod config_toml;
mod difference;
mod drop_in;
#[path = "../judges/go.rs"]
#[allow(dead_code, reason = "the judges in tests/judges use the rest")]
mod go;
mod host;
mod json;
mod kind;
mod lost;
#[path = "../judges/machine.rs"]
#[allow(dead_code, reason = "the judges in tests/judges use the rest")]
mod machine;
mod plans;
#[path = "../support/random.rs"]
mod random;
mod secrets;
