//! The language of the screen, for widgets and pages.

use leptos::prelude::*;

use crate::domain::Language;
use crate::text::LocalizedText;

/// The language that everything is written in.
#[derive(Clone, Copy)]
pub struct ScreenLanguage {
    current: Signal<Language>,
    chosen: RwSignal<Language>,
}

impl ScreenLanguage {
    pub fn new(chosen: RwSignal<Language>) -> Self {
        Self { current: chosen.into(), chosen }
    }
}

/// The language, reactive.
pub fn language() -> Signal<Language> {
    use_context::<ScreenLanguage>()
        .map_or_else(|| Signal::stored(Language::default()), |screen_language| screen_language.current)
}

/// The language as somebody chooses it.
pub fn chosen_language() -> RwSignal<Language> {
    use_context::<ScreenLanguage>()
        .map_or_else(|| RwSignal::new(Language::default()), |screen_language| screen_language.chosen)
}

/// A word that follows the language: `{t(common::save)}`.
pub fn t(word: LocalizedText) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let language = language();
    move || word(language.get())
}

/// The same as a signal of a text, for the properties of widgets.
pub fn text(word: LocalizedText) -> Signal<String> {
    let language = language();
    Signal::derive(move || word(language.get()).to_owned())
}

/// A sentence made of what it is about, for the properties of widgets.
pub fn sentence(make: impl Fn(Language) -> String + Send + Sync + 'static) -> Signal<String> {
    let language = language();
    Signal::derive(move || make(language.get()))
}
