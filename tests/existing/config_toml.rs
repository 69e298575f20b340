//! config.toml: shapes of the real world and generated ones, merged and judged by Python's tomllib.

#[path = "../install/config_toml/awk.rs"]
#[allow(dead_code, reason = "the tests of install.sh use the rest")]
mod awk;
#[path = "../install/config_toml/edges.rs"]
mod edges;
mod findings;
mod generated;
#[path = "../install/config_toml/generator.rs"]
#[allow(dead_code, reason = "the tests of install.sh use the rest")]
mod generator;
mod judge;
#[path = "../install/config_toml/keys.rs"]
#[allow(dead_code, reason = "the tests of install.sh use the rest")]
mod keys;
mod made;
#[path = "../install/config_toml/mutation.rs"]
mod mutation;
mod pictures;
mod plans;
mod refusals;
mod runner;
mod shapes;
#[path = "../install/config_toml/values.rs"]
mod values;
mod wounds;
