//! What of somebody is opened from the dialog: their page, or what the last word asks for.

use crate::config::Vendor;
use crate::domain::Language;
use crate::list::fold;
use crate::pages::other_systems::leaver_url;
use crate::route::Route;
use crate::text::{
    LocalizedText, apio as apio_texts, find as texts, leaver as leaver_texts, xivo as xivo_texts,
};

/// What of somebody is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Page,
    Cti,
    Pin,
    /// What becomes of them when they leave.
    Leaver,
}

impl Target {
    pub fn of_shift_key(is_pressed: bool, otherwise: Self) -> Self {
        if is_pressed { Self::Leaver } else { otherwise }
    }

    /// What the last word asks for, in any language, with what is before it: whom it is about.
    pub fn asked_for(typed: &str) -> Option<(&str, Self)> {
        let (whom, word) = typed.trim().rsplit_once(char::is_whitespace)?;
        let word = fold(word);
        let targets = [(texts::cti_word as LocalizedText, Self::Cti), (texts::pin_word, Self::Pin)];
        let targets = targets.into_iter().chain([(texts::leaves_word as LocalizedText, Self::Leaver)]);
        let is_named = |name: LocalizedText| Language::ALL.into_iter().any(|language| name(language) == word);
        let (_, target) = targets.into_iter().find(|(name, _)| is_named(*name))?;
        Some((whom.trim_end(), target))
    }

    /// Where it is of the person at `page`; `None` where the system has no such view.
    pub fn url(self, page: &Route, vendor: Vendor) -> Option<String> {
        match (self, page.clone()) {
            (Self::Page, page) => Some(page.path()),
            (Self::Leaver, page) => Some(leaver_url(&page)),
            (Self::Cti, Route::User { system, user }) if vendor == Vendor::Xivo => {
                Some(Route::UserCti { system, user }.path())
            }
            (Self::Pin, Route::Profile { system, tenant, group, user }) => {
                Some(Route::Pin { system, tenant, group, user }.path())
            }
            _ => None,
        }
    }

    /// What is opened, where it is not the page.
    pub fn label(self) -> Option<LocalizedText> {
        match self {
            Self::Page => None,
            Self::Cti => Some(xivo_texts::cti_configuration),
            Self::Pin => Some(apio_texts::pin_code),
            Self::Leaver => Some(leaver_texts::leaves),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_asks_for_a_view_in_any_language() {
        assert_eq!(Target::asked_for("2001 pin"), Some(("2001", Target::Pin)));
        assert_eq!(Target::asked_for("  Dora  Desk \u{a0}CTI "), Some(("Dora  Desk", Target::Cti)));
        assert_eq!(Target::asked_for("dora leaves"), Some(("dora", Target::Leaver)));
        assert_eq!(Target::asked_for("dora part"), Some(("dora", Target::Leaver)));
        for text in ["", "pin", " pin ", "2001", "2001 pinard", "cti 2001"] {
            assert_eq!(Target::asked_for(text), None, "{text}");
        }
    }

    #[test]
    fn a_view_is_offered_where_the_system_has_it() {
        let system = || "s".to_owned();
        let user = Route::User { system: system(), user: "7".into() };
        assert_eq!(Target::Cti.url(&user, Vendor::Xivo).as_deref(), Some("/s/users/7/cti"));
        assert_eq!(Target::Cti.url(&user, Vendor::Icws), None);
        assert_eq!(Target::Pin.url(&user, Vendor::Xivo), None);
        let profile =
            Route::Profile { system: system(), tenant: "t".into(), group: "g".into(), user: "u".into() };
        let pin = "/s/tenants/t/groups/g/users/u/pin";
        assert_eq!(Target::Pin.url(&profile, Vendor::Apio).as_deref(), Some(pin));
        assert_eq!(Target::Page.url(&profile, Vendor::Apio), Some(profile.path()));
        assert!(Target::Leaver.url(&profile, Vendor::Apio).is_some_and(|url| url.contains("leaver=")));
    }
}
