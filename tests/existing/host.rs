//! What a host prints, turned into answers: our own files come back byte for byte, and real programs
//! print what is read.

mod drop_ins;
mod forms;
mod long;
mod pasted;
mod programs;
mod random_text;
mod round_trip;
mod unasked;
