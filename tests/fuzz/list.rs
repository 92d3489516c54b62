//! The list store: each input is a row of operations upon it.
#![no_main]

mod decoders;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decoders::list::read(input));
