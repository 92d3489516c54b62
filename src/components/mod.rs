//! Widgets that do no I/O and know no vendor, and what pages share.

pub mod conflict;
pub mod copy;
pub mod delete_dialog;
pub mod dialog;
pub mod field;
pub mod form_bar;
pub mod form_body;
pub mod form_page;
pub mod form_resource;
pub mod lazy;
pub mod link;
pub mod list;
pub mod loading;
pub mod localize;
pub mod refused;
pub mod search;
pub mod section_list;
pub mod shell;
pub mod sign_in_form;
pub mod title;
pub mod undo;
pub mod unsaved;
mod write;

pub use conflict::Conflict;
pub use copy::{CopyButton, CopyText};
pub use dialog::Dialog;
pub use form_bar::FormBar;
pub use form_body::FormBody;
pub use link::{FieldLink, Go, Link};
pub use loading::Loading;
pub use localize::{language, sentence, t, text};
pub use section_list::Section;
pub use shell::PageShell;
pub use title::Title;
pub use unsaved::UnsavedOffer;
