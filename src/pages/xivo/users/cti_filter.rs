//! The list narrowed to a state of the CTI.

use leptos::prelude::*;

use crate::components::{language, t};
use crate::state::Console;
use crate::state::xivo::{Profiles, Xivo};
use crate::text::xivo as texts;
use crate::wire::xivo::{CtiResource, Field, UserRow};

/// What of somebody's CTI the list is narrowed to (`?cti=`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CtiFilter {
    Any,
    On,
    Off,
    NoProfile,
    Profile(i64),
}

impl CtiFilter {
    pub fn from_query(text: Option<&str>) -> Self {
        match text {
            Some("on") => Self::On,
            Some("off") => Self::Off,
            Some("none") => Self::NoProfile,
            Some(id) => id.parse().map_or(Self::Any, Self::Profile),
            None => Self::Any,
        }
    }

    pub fn keeps(self, row: &UserRow) -> bool {
        if self == Self::Any {
            return true;
        }
        let cti = row.cti();
        match self {
            Self::Any => true,
            Self::On => cti.enabled == Some(true),
            Self::Off => cti.enabled == Some(false),
            Self::NoProfile => cti.profile == Some(None),
            Self::Profile(id) => cti.profile == Some(Some(id)),
        }
    }
}

/// Narrows the list to a state of the CTI, where the server tells it.
#[component]
pub fn CtiChoice(xivo: Xivo, filter: Memo<CtiFilter>) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    let shown = move || {
        let dialect = xivo.dialect.get();
        dialect.cti() == CtiResource::InUser || dialect.has(Field::CtiProfile)
    };
    let options = move || {
        let language = language.get();
        let mut options = vec![
            (String::new(), texts::cti_any(language).to_owned(), CtiFilter::Any),
            ("on".into(), texts::cti_on(language).to_owned(), CtiFilter::On),
            ("off".into(), texts::cti_off(language).to_owned(), CtiFilter::Off),
            ("none".into(), texts::cti_no_profile(language).to_owned(), CtiFilter::NoProfile),
        ];
        if xivo.dialect.get().cti() != CtiResource::InUser {
            // Later servers do not tell in their list whether the client is on.
            options.retain(|(_, _, filter)| !matches!(filter, CtiFilter::On | CtiFilter::Off));
        }
        if let Profiles::Known(profiles) = xivo.profiles.get() {
            options.extend(
                profiles
                    .items
                    .into_iter()
                    .map(|profile| (profile.id.to_string(), profile.name, CtiFilter::Profile(profile.id))),
            );
        }
        options
    };
    view! {
        <Show when=shown>
            <select
                class="narrow"
                aria-label=t(texts::cti_filter)
                on:change:target=move |event| navigation.set_query("cti", &event.target().value())
            >
                {move || {
                    options()
                        .into_iter()
                        .map(|(value, name, own)| {
                            view! {
                                <option value=value prop:selected=move || filter.get() == own>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </Show>
    }
    .into_any()
}
