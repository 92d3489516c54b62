//! The tenants of the system, and the search through all of them.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::list::{Column, ListPage};
use crate::components::{Title, language, text};
use crate::domain::Language;
use crate::pages::apio::lists::listing::{ListSubject, hints, model};
use crate::pages::apio::lists::users::{Finder, Switch};
use crate::route::{Route, can_carry};
use crate::state::Console;
use crate::state::apio::Apio;
use crate::state::apio::lists::TableRow;
use crate::text::apio as texts;
use crate::wire::apio::tenants::{ListTenants, Tenant};

const WHAT: ListSubject = ListSubject {
    label: texts::tenants,
    columns: &[
        Column { key: "name", label: texts::tenant, is_number: false },
        Column { key: "id", label: texts::tenant_id, is_number: false },
        Column { key: "type", label: texts::kind, is_number: false },
    ],
    empty: texts::no_tenants,
    no_match: texts::no_tenant_matches,
    count: texts::tenants_count,
    file: "tenants",
};

#[component]
pub fn Tenants(apio: Apio) -> impl IntoView {
    let finds = crate::pages::apio::lists::users::finds(Console::get().navigation);
    view! {
        <div class="people of-places" class:of-users=move || finds.get()>
            <Title title=text(texts::tenants) />
            <Switch here=texts::tenants there=texts::search_in_system finds=finds />
            {move || {
                if finds.get() {
                    view! { <Finder apio=apio tenant=None /> }.into_any()
                } else {
                    view! { <All apio=apio /> }.into_any()
                }
            }}
        </div>
    }
    .into_any()
}

#[component]
fn All(apio: Apio) -> impl IntoView {
    let list = apio.list("tenants");
    let language = language();
    let system = StoredValue::new(apio.system.id());
    let read = Callback::new(move |()| {
        let (system, language) = (system.get_value(), language.get_untracked());
        spawn_local(async move {
            let row = |tenant: Tenant| {
                let id = tenant.id.clone();
                let to = can_carry(&id).then(|| Route::Groups { system: system.clone(), tenant: id.clone() });
                let kind = texts::tenant_kind(language, &tenant.kind).to_owned();
                TableRow { cells: vec![tenant.display_name().to_owned(), id.clone(), kind], id, to }
            };
            let answer = async || Ok(apio.ask(|api| ListTenants { api: api.clone() }).await?.map(row));
            list.read_answer(answer).await;
        });
    });
    // At first, and again in another language: the kinds of tenants are in its words.
    Effect::new(move |before: Option<Language>| {
        let now = language.get();
        if before != Some(now) {
            untrack(|| read.run(()));
        }
        now
    });
    view! { <ListPage model=model(WHAT, &apio.system.id(), list, read) hints=hints(list) /> }.into_any()
}
