//! The reader of `config.json`.
#![no_main]

mod decoders;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decoders::config::read(input));
