//! Everybody on a XiVO: found as one types, in any order.

pub mod columns;
pub mod cti_filter;
pub mod lacks;
pub mod selection_actions;

use std::sync::Arc;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::browser::preference::Key as Preference;
use crate::components::list::{HiddenColumns, ListModel, ListPage, ListTexts, WithoutChoice, without};
use crate::components::{Link, Title, language, t, text};
use crate::list::Progress;
use crate::pages::list::query as list_query;
use crate::pages::xivo::users::columns::{COLUMNS, ORDER, UserCells};
use crate::pages::xivo::users::cti_filter::{CtiChoice, CtiFilter};
use crate::pages::xivo::users::selection_actions::SelectionActions;
use crate::route::{Query, Route};
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::people::{Key, SORTED};
use crate::state::xivo::tenant_choice::TenantChoice;
use crate::state::{Console, System};
use crate::text::{common, list as texts, plan as plan_texts, xivo as xivo_texts};
use crate::wire::xivo::{self as wire, CtiResource};

const TEXTS: ListTexts = ListTexts {
    label: common::users,
    count: texts::count,
    empty: (xivo_texts::nobody_yet, Some(xivo_texts::nobody_next)),
    no_match: (texts::no_match, Some(texts::no_match_next)),
    partial: texts::partial_list,
};

/// The list.
pub fn page(system: System) -> AnyView {
    view! { <Users xivo=Xivo::of(system) /> }.into_any()
}

#[component]
fn Users(xivo: Xivo) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let navigation = console.navigation;
    let query = navigation.query();
    let people = xivo.people;
    let system = xivo.system.id();

    let choose_tenant = move || query.with(|query| TenantChoice::from_query(query.get("tenant")));
    xivo.choose_tenant(untrack(choose_tenant));
    Effect::new(move |_| {
        let choice = choose_tenant();
        // The query of the next page says nothing about this list.
        if matches!(navigation.here(), Route::Users { .. }) && !xivo.choose_tenant(choice) {
            console.notices.say(Tone::Warning, |language| plan_texts::of_another_tenant(language).to_owned());
            xivo.tenant.with_untracked(|tenant| navigation.set_query("tenant", tenant.query_value()));
        }
    });
    let tenant_query = Signal::derive(move || {
        xivo.tenant.with(|choice| Query::default().with("tenant", choice.query_value()))
    });
    spawn_local(async move { people.read(&xivo, false).await });
    // Whoever signs in after somebody else begins with a list that is asked for anew.
    Effect::new(move |_| {
        let is_forgotten = people.progress().with(|progress| *progress == Progress::NotRead);
        if is_forgotten && untrack(|| xivo.system.is_open()) {
            // Whoever signs in above the list sees what its address names.
            xivo.choose_tenant(untrack(choose_tenant));
            spawn_local(async move { people.read(&xivo, false).await });
        }
    });
    // Servers that speak 1.0 alone have no such list.
    Effect::new(move |_| {
        if xivo.dialect.with(wire::Dialect::lists_cti_profiles) {
            spawn_local(async move { xivo.read_profiles().await });
        }
    });

    let filter = Memo::new(move |_| query.with(|query| CtiFilter::from_query(query.get("cti"))));
    let without = without(list_query());
    Effect::new(move |_| {
        let (filter, without) = (filter.get(), without.get());
        people.set_filter(move |row| filter.keeps(row) && lacks::lacks(row, &without));
    });
    let known_lacks = Signal::derive(move || {
        people.version().track();
        xivo.dialect.with(|dialect| lacks::known(people, dialect))
    });
    // The columns that this server has.
    let available = Memo::new(move |_| {
        people.version().track();
        let dialect = xivo.dialect.get();
        let has_cti = dialect.cti() == CtiResource::InUser || dialect.has(wire::Field::CtiProfile);
        let has = |key: Key| match key {
            Key::Extension => people.has_extensions(),
            // Deprecated since 19.08, and some day gone.
            Key::Username => dialect.has(wire::Field::Username),
            Key::Email => dialect.has(wire::Field::Email),
            Key::Cti => has_cti,
            Key::Tenant => xivo.tenant.get() == TenantChoice::All,
            _ => true,
        };
        (0..COLUMNS.len()).zip(SORTED).filter(|(_, key)| has(*key)).map(|(at, _)| at).collect::<Vec<_>>()
    });
    let hints = Signal::derive(move || {
        people.version().track();
        let odd = people.with(|rows| rows.iter().filter(|row| row.is_odd()).count());
        let hint = (odd > 0).then(|| xivo_texts::odd_rows(language.get(), odd));
        hint.into_iter().collect::<Vec<_>>()
    });
    // The names of the profiles and tenants stand in the rows.
    Effect::new(move |before: Option<()>| {
        xivo.profiles.track();
        xivo.tenants.track();
        if before.is_some() {
            people.notify();
        }
    });
    let model = ListModel {
        texts: TEXTS,
        columns: &COLUMNS,
        order: &ORDER,
        hidden: HiddenColumns { by_default: "email", kept_as: Preference::HiddenColumns },
        file: [system.as_str(), "-users.csv"].concat(),
        rows: Arc::new(people),
        cells: Arc::new(UserCells {
            people,
            language,
            profiles: xivo.profiles,
            tenants: xivo.tenants,
            system: system.clone(),
        }),
        progress: people.progress(),
        version: people.version(),
        query: list_query(),
        position: people.position(),
        reload: Callback::new(move |()| spawn_local(async move { people.read(&xivo, true).await })),
    };
    view! {
        <div class="people of-xivo-users">
            <div class="head">
                <Title title=text(common::users) />
                <Link to=Route::NewUser { system } query=tenant_query class="button primary">{t(xivo_texts::new_user)}</Link>
            </div>
            <ListPage
                model=model
                available=available
                selection=xivo.selection
                hints=hints
                filters=move || {
                    view! {
                        <CtiChoice xivo=xivo filter=filter />
                        <WithoutChoice lacks=known_lacks query=list_query() />
                    }
                }
                actions=move || view! { <SelectionActions xivo=xivo /> }
            />
        </div>
    }
    .into_any()
}
