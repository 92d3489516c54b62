//! Widgets that do no I/O and know no vendor.

pub mod dialog;
pub mod field;
pub mod lazy;
pub mod link;
pub mod list;
pub mod loading;
pub mod refused;
pub mod search;
pub mod sign_in_form;
pub mod title;
pub mod words;

pub use dialog::Dialog;
pub use link::{FieldLink, Go, Link};
pub use loading::Loading;
pub use title::Title;
pub use words::{language, sentence, t, text};
