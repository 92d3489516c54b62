//! Whole numbers as they are typed: kept while they are none, checked before they are sent.

use crate::domain::Trouble;

/// Stands for a text that is no whole number, so that it is kept while it is
/// typed. It fits no Int, and so is never sent.
pub const NOT_A_NUMBER: i64 = i64::MIN;

/// Reads a whole number as it is typed. One that is too large stays too
/// large; what is no whole number is [`NOT_A_NUMBER`].
pub fn parse_integer(text: &str) -> i64 {
    use std::num::IntErrorKind::{NegOverflow, PosOverflow};
    match text.trim().parse::<i64>() {
        Ok(number) => number.max(NOT_A_NUMBER + 1),
        Err(error) if *error.kind() == PosOverflow => i64::MAX,
        Err(error) if *error.kind() == NegOverflow => NOT_A_NUMBER + 1,
        Err(_) => NOT_A_NUMBER,
    }
}

/// Checks that a number is between two others. `WrongType` stands for no number at all.
pub fn check_integer(number: i64, min: i64, max: i64) -> Option<Trouble> {
    match number {
        NOT_A_NUMBER => Some(Trouble::WrongType),
        number if (min..=max).contains(&number) => None,
        _ => Some(Trouble::OutOfRange { min: Some(min), max: Some(max), step: None }),
    }
}
