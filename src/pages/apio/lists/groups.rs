//! The groups of a tenant, and the search through the whole of it.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::list::Column;
use crate::components::{Title, text};
use crate::pages::apio::lists::listing::{Listing, What};
use crate::pages::apio::lists::users::{Finder, Switch};
use crate::pages::apio::way::Crumbs;
use crate::route::{Route, can_carry};
use crate::state::Console;
use crate::state::apio::Apio;
use crate::state::apio::roster::Line;
use crate::text::apio as words;
use crate::wire::apio::groups::{Group, ListGroups};

const WHAT: What = What {
    label: words::groups,
    columns: &[
        Column { key: "name", label: words::group, is_number: false },
        Column { key: "id", label: words::group_id, is_number: false },
    ],
    empty: words::no_groups,
    no_match: words::no_group_matches,
    count: words::groups_count,
};

#[component]
pub fn Groups(apio: Apio, tenant: String) -> impl IntoView {
    let finds = crate::pages::apio::lists::users::finds(Console::get().navigation);
    let own = tenant.clone();
    view! {
        <div class="people of-places" class:of-users=move || finds.get()>
            <Crumbs apio=apio tenant=tenant group=None />
            <Title title=text(words::groups) />
            <Switch here=words::groups there=words::search_in_tenant finds=finds />
            {move || {
                let tenant = own.clone();
                if finds.get() {
                    view! { <Finder apio=apio tenant=Some(tenant) /> }.into_any()
                } else {
                    view! { <All apio=apio tenant=tenant /> }.into_any()
                }
            }}
        </div>
    }
    .into_any()
}

#[component]
fn All(apio: Apio, tenant: String) -> impl IntoView {
    let roster = apio.roster(&Route::Groups { system: apio.system.id(), tenant: tenant.clone() }.path());
    let (system, tenant) = (StoredValue::new(apio.system.id()), StoredValue::new(tenant));
    let read = Callback::new(move |_: String| {
        let reading = roster.begin();
        let (system, tenant) = (system.get_value(), tenant.get_value());
        let line = move |(system, tenant): (String, String), group: Group| {
            let to =
                can_carry(&group.id).then(|| Route::GroupUsers { system, tenant, group: group.id.clone() });
            Line { cells: vec![group.display_name().to_owned(), group.id], to }
        };
        spawn_local(async move {
            let make = |api: &crate::wire::apio::Api| ListGroups {
                api: api.clone(),
                tenant: tenant.clone(),
                name_contains: String::new(),
            };
            let answer = apio.ask(make).await;
            let place = || (system.clone(), tenant.clone());
            roster.take(
                reading,
                answer.map(|groups| groups.into_iter().map(|group| line(place(), group)).collect()),
            );
        });
    });
    view! { <Listing what=WHAT roster=roster read=read /> }.into_any()
}
