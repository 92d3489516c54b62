//! The tenants of the system, and the search through all of them.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::list::Column;
use crate::components::{Title, language, text};
use crate::domain::Language;
use crate::pages::apio::lists::listing::{Listing, What};
use crate::pages::apio::lists::users::{Finder, Switch};
use crate::route::{Route, can_carry};
use crate::state::Console;
use crate::state::apio::Apio;
use crate::state::apio::roster::Line;
use crate::text::apio as words;
use crate::wire::apio::tenants::{ListTenants, Tenant};

const WHAT: What = What {
    label: words::tenants,
    columns: &[
        Column { key: "name", label: words::tenant, is_number: false },
        Column { key: "id", label: words::tenant_id, is_number: false },
        Column { key: "type", label: words::kind, is_number: false },
    ],
    empty: words::no_tenants,
    no_match: words::no_tenant_matches,
    count: words::tenants_count,
};

#[component]
pub fn Tenants(apio: Apio) -> impl IntoView {
    let finds = crate::pages::apio::lists::users::finds(Console::get().navigation);
    view! {
        <div class="people of-places" class:of-users=move || finds.get()>
            <Title title=text(words::tenants) />
            <Switch here=words::tenants there=words::search_in_system finds=finds />
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
    let roster = apio.roster("tenants");
    let language = language();
    let system = apio.system.id();
    let line = move |tenant: Tenant| {
        let to = can_carry(&tenant.id)
            .then(|| Route::Groups { system: system.clone(), tenant: tenant.id.clone() });
        let kind = words::tenant_kind(language.get_untracked(), &tenant.kind).to_owned();
        Line { cells: vec![tenant.display_name().to_owned(), tenant.id, kind], to }
    };
    let line = StoredValue::new(line);
    let read = Callback::new(move |_: String| {
        let reading = roster.begin();
        spawn_local(async move {
            let answer = apio.ask(|api| ListTenants { api: api.clone() }).await;
            let lines = answer.map(|tenants| {
                let lines = tenants.into_iter().map(|tenant| line.try_with_value(|line| line(tenant)));
                lines.flatten().collect()
            });
            roster.take(reading, lines);
        });
    });
    // The kinds of tenants are in words of the language.
    Effect::new(move |before: Option<Language>| {
        let now = language.get();
        if before.is_some_and(|before| before != now) {
            read.run(String::new());
        }
        now
    });
    view! { <Listing what=WHAT roster=roster read=read /> }.into_any()
}
