//! Every decoder of XiVO's answers, and its list in pieces.
#![no_main]

mod decoders;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decoders::xivo::read(input));
