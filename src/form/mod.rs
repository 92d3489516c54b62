//! A form: draft, checked, sendable; what changed; whose problem it is.
//!
//! A page reads a resource into [`Values`], begins a [`Draft`] with them and
//! puts into it what is typed. [`Draft::check`] is the only way to a
//! [`Checked`] form, and a checked form gives only what changed. Before a
//! write the resource is read again and [`Draft::rebase`] merges it in; after
//! it, it is read once more, [`Outcome::of`] judges it by what was sent, and [`Draft::after_write`] takes the result into the form. A refusal
//! becomes [`Problems`] with [`Draft::refused`].
//!
//! Nothing here has Debug but plain field names: a draft may hold a password.

mod checked;
mod deletion;
mod draft;
mod merge;
mod outcome;
mod problems;
#[cfg(test)]
mod tests;
mod unsaved;
mod value;

pub use checked::Checked;
pub use deletion::{Deletion, Gone, NotGone, is_absent};
pub use draft::{Check, Draft};
pub use merge::{Conflict, Merge, Side};
pub use outcome::{Answer, LOOK_AGAIN_AFTER_S, Outcome, ValueOutcome, Verdict};
pub use problems::Problems;
pub use unsaved::{Unsaved, field_value_from_json, field_value_to_json};
pub use value::{Field, FieldValue, Values};
