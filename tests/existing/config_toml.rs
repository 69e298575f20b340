//! config.toml: shapes of the real world and generated ones, merged and judged by Python's tomllib.

mod judge;
mod plans;
mod shapes;
