//! What install.sh does, judged by the programs that will meet its work.

mod changed;
mod config_toml;
mod fake_host;
mod faults;
#[path = "../judges/forms.rs"]
#[allow(dead_code, reason = "the judges in tests/judges use the rest")]
mod forms;
#[path = "../judges/go.rs"]
#[allow(dead_code, reason = "the judges in tests/judges use the rest")]
mod go;
mod kinds;
#[path = "../judges/machine.rs"]
#[allow(dead_code, reason = "the judges in tests/judges use the rest")]
mod machine;
mod merging;
mod options;
#[path = "../support/random.rs"]
mod random;
mod script;
mod secrets;
mod tree;
mod trees;
#[path = "../judges/values.rs"]
#[allow(dead_code, reason = "the judges in tests/judges use the rest")]
mod values;
