//! Every decoder of APIO's answers.
#![no_main]

mod decoders;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decoders::apio::read(input));
