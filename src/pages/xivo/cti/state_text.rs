//! What a CTI profile, and the state of somebody's CTI, are called.

use leptos::prelude::*;

use crate::domain::Language;
use crate::state::xivo::{Profiles, Xivo};
use crate::text::cti as texts;
use crate::wire::xivo::cti_plan::CurrentCti;

/// The name of a profile: that of the list, or what is known without it. Empty for none.
pub fn profile_name(xivo: Xivo, language: Language, id: Option<i64>) -> String {
    let Some(id) = id else { return String::new() };
    xivo.profiles.with(|profiles| match profiles {
        Profiles::Known(known) => match known.name(id) {
            Some("") => texts::numbered(language, id),
            Some(name) => name.to_owned(),
            None => texts::vanished(language, id),
        },
        _ => texts::numbered(language, id),
    })
}

/// "On, as Agent".
pub fn state_text(xivo: Xivo, language: Language, cti: &CurrentCti) -> String {
    let profile = cti.profile.map(|profile| profile_name(xivo, language, profile));
    texts::state_of(language, cti.has_switch().then_some(cti.enabled), profile.as_deref())
}
