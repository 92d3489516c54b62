//! Every decoder of PureConnect's answers.
#![no_main]

mod decoders;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decoders::icws::read(input));
