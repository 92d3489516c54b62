//! The language of the screen, for widgets and pages.

use leptos::prelude::*;

use crate::domain::Language;
use crate::text::Word;

/// The language that everything is written in; one for the whole page.
#[derive(Clone, Copy)]
pub struct Speech(pub RwSignal<Language>);

/// The language, reactive.
pub fn language() -> RwSignal<Language> {
    use_context::<Speech>().map_or_else(|| RwSignal::new(Language::default()), |speech| speech.0)
}

/// A word that follows the language: `{t(common::save)}`.
pub fn t(word: Word) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let language = language();
    move || word(language.get())
}

/// The same as a signal of a text, for the properties of widgets.
pub fn text(word: Word) -> Signal<String> {
    let language = language();
    Signal::derive(move || word(language.get()).to_owned())
}

/// A sentence made of what it is about, for the properties of widgets.
pub fn sentence(make: impl Fn(Language) -> String + Send + Sync + 'static) -> Signal<String> {
    let language = language();
    Signal::derive(move || make(language.get()))
}
