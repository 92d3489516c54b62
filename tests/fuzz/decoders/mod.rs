//! What the fuzzer feeds (`make fuzz`), and `tests/decoders.rs` with the recordings.

// A target of the fuzzer is one of them.
#![allow(dead_code)]

pub mod answer;
pub mod apio;
pub mod config;
pub mod icws;
pub mod list;
pub mod xivo;
