//! One of two languages.

use crate::domain::Language;

pub(super) fn pick(language: Language, english: &'static str, french: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::French => french,
    }
}
