//! Every word on the screen, in every language.
//!
//! A word is a function from a [`Language`] to a text, so that a word that
//! lacks a language does not compile. Sentences with parameters are written
//! out as functions beside them.

use crate::domain::Language;

/// Words: `save: "Save", "Enregistrer";` becomes `pub fn save(l: Language) -> &'static str`.
#[macro_export]
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $english:expr, $french:expr;)*) => {
        $(
            $(#[$doc])*
            pub fn $name(language: $crate::domain::Language) -> &'static str {
                match language {
                    $crate::domain::Language::English => $english,
                    $crate::domain::Language::French => $french,
                }
            }
        )*
    };
}

/// A word of the screen; see [`texts!`].
pub type LocalizedText = fn(Language) -> &'static str;

pub mod apio;
pub mod check;
pub mod common;
pub mod config;
pub mod cti;
pub mod deletion;
pub mod find;
pub mod form;
pub mod icws;
pub mod import;
pub mod journal;
pub mod leaver;
pub mod list;
pub mod other_systems;
pub mod overrides;
pub mod person_plan;
pub mod plan;
pub mod refusal;
pub mod request_sheet;
pub mod saved_views;
pub mod shortcuts;
pub mod steps;
pub mod tenants;
mod visible;
pub mod xivo;

pub use visible::visible;
