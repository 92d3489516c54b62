//! The languages of the screen.

use std::sync::Arc;

/// A language that every sentence of the console exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    French,
}

/// A sentence in whatever language is current when it is shown.
pub type Sentence = Arc<dyn Fn(Language) -> String + Send + Sync>;

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The BCP 47 tag, for `lang` attributes, `Intl` and `Accept-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language that a BCP 47 tag such as `fr-CA` asks for, if there is one.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }
}
