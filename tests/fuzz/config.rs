//! The reader of `config.json`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use switchroom::config;

fuzz_target!(|input: &[u8]| {
    // Both readers agree on what is right.
    assert_eq!(config::read(input).is_some(), config::parse(input).is_ok());
});
