//! The reader of `config.json`.
use switchroom::config;

pub fn read(input: &[u8]) {
    // Both readers agree on what is right.
    assert_eq!(config::read(input).is_some(), config::parse(input).is_ok());
}
