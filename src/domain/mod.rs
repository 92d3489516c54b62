//! Values that mean the same for every vendor.

pub mod country_code;
pub mod inherited;
pub mod installation;
pub mod invisible;
pub mod language;
pub mod passcode_rules;
pub mod password_rules;
pub mod percent;
pub mod person_key;
pub mod pin;
pub mod refusal;
pub mod secret;

pub use country_code::CountryCode;
pub use inherited::Inherited;
pub use language::{Language, Sentence};
pub use passcode_rules::PasscodeRules;
pub use password_rules::PasswordRules;
pub use person_key::PersonKey;
pub use pin::Pin;
pub use refusal::{Prerequisite, Problem, Refusal, RefusalKind, Trouble};
pub use secret::Secret;
