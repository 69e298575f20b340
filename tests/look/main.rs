//! How papers are looked at: colours that lose nothing, and lines that can be peeled. Whether the
//! levels are what the real readers see is for `tests/judges/peeled.rs`.

mod lossless;
mod peeled;
#[path = "../support/random.rs"]
mod random;
mod table;
