//! Values that mean the same for every vendor.

pub mod inherited;
pub mod language;
pub mod percent;
pub mod refusal;
pub mod secret;

pub use inherited::Inherited;
pub use language::Language;
pub use refusal::{Kind, Prerequisite, Problem, Refusal, Trouble};
pub use secret::Secret;
