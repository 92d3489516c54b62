//! The groups of a tenant, and the search through the whole of it.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::list::{Column, ListPage};
use crate::components::{Title, text};
use crate::pages::apio::lists::listing::{ListSubject, hints, model};
use crate::pages::apio::lists::users::{Finder, Switch};
use crate::pages::apio::navigation::Crumbs;
use crate::route::{Route, can_carry};
use crate::state::Console;
use crate::state::apio::Apio;
use crate::state::apio::lists::TableRow;
use crate::text::apio as texts;
use crate::wire::apio::groups::{Group, ListGroups};

const WHAT: ListSubject = ListSubject {
    label: texts::groups,
    columns: &[
        Column { key: "name", label: texts::group, is_number: false },
        Column { key: "id", label: texts::group_id, is_number: false },
    ],
    empty: texts::no_groups,
    no_match: texts::no_group_matches,
    count: texts::groups_count,
    file: "groups",
};

#[component]
pub fn Groups(apio: Apio, tenant: String) -> impl IntoView {
    let finds = crate::pages::apio::lists::users::finds(Console::get().navigation);
    let own = tenant.clone();
    view! {
        <div class="people of-places" class:of-users=move || finds.get()>
            <Crumbs apio=apio tenant=tenant group=None />
            <Title title=text(texts::groups) />
            <Switch here=texts::groups there=texts::search_in_tenant finds=finds />
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
    let system = apio.system.id();
    let list = apio.list(&Route::Groups { system: system.clone(), tenant: tenant.clone() }.path());
    let place = StoredValue::new((system.clone(), tenant));
    let read = Callback::new(move |()| {
        let (system, tenant) = place.get_value();
        spawn_local(async move {
            let row = |group: Group| {
                let Group { id, .. } = &group;
                let (system, tenant) = (system.clone(), tenant.clone());
                let to = can_carry(id).then(|| Route::GroupUsers { system, tenant, group: id.clone() });
                TableRow { cells: vec![group.display_name().to_owned(), id.clone()], id: group.id, to }
            };
            let answer = async || {
                let make = |api: &crate::wire::apio::Api| ListGroups {
                    api: api.clone(),
                    tenant: tenant.clone(),
                    name_contains: String::new(),
                };
                Ok(apio.ask(make).await?.map(row))
            };
            list.read_answer(answer).await;
        });
    });
    read.run(());
    view! { <ListPage model=model(WHAT, &system, list, read) hints=hints(list) /> }.into_any()
}
