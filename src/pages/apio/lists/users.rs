//! The users of a group, and the search for users in a tenant or all of them.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::list::Column;
use crate::components::{Link, Title, language, t, text};
use crate::domain::Refusal;
use crate::pages::apio::lists::listing::{Listing, What};
use crate::pages::apio::way::Crumbs;
use crate::route::{Query, Route, can_carry};
use crate::state::Navigation;
use crate::state::apio::Apio;
use crate::state::apio::roster::Line;
use crate::text::{Word, apio as words, list};
use crate::wire::apio::users::{ListUsers, SearchUsers, UserFilter, UserRow, distinct_users};
use crate::wire::apio::{GroupIds, UserIds};

const COLUMNS: [Column; 6] = [
    Column { key: "name", label: words::name, is_number: false },
    Column { key: "id", label: words::user_id, is_number: false },
    Column { key: "extension", label: words::extension, is_number: true },
    Column { key: "phone", label: words::phone_number, is_number: true },
    Column { key: "email", label: words::email_address, is_number: false },
    Column { key: "department", label: words::department, is_number: false },
];

const WHAT: What = What {
    label: words::users,
    columns: &COLUMNS,
    empty: words::no_users,
    no_match: list::no_match,
    count: list::count,
};

const FOUND: What = What {
    label: words::users,
    columns: &[
        Column { key: "name", label: words::name, is_number: false },
        Column { key: "id", label: words::user_id, is_number: false },
        Column { key: "extension", label: words::extension, is_number: true },
        Column { key: "phone", label: words::phone_number, is_number: true },
        Column { key: "group", label: words::group, is_number: false },
        Column { key: "tenant", label: words::tenant, is_number: false },
    ],
    empty: list::no_match,
    no_match: list::no_match,
    count: list::count,
};

/// The first this many of each search are asked for.
const MOST_FOUND: u32 = 200;

fn route(system: &str, ids: UserIds) -> Option<Route> {
    let UserIds { tenant, group, user } = ids;
    let can = [&tenant, &group, &user].iter().all(|id| can_carry(id));
    can.then(|| Route::Profile { system: system.to_owned(), tenant, group, user })
}

#[component]
pub fn Users(apio: Apio, group: GroupIds) -> impl IntoView {
    let GroupIds { tenant, group: own } = group.clone();
    let address = Route::GroupUsers { system: apio.system.id(), tenant: tenant.clone(), group: own.clone() };
    let roster = apio.roster(&address.path());
    let place = StoredValue::new((apio.system.id(), group));
    let read = Callback::new(move |_: String| {
        let reading = roster.begin();
        let (system, group) = place.get_value();
        spawn_local(async move {
            let make = |api: &crate::wire::apio::Api| ListUsers {
                api: api.clone(),
                group: group.clone(),
                filters: Vec::new(),
                limit: None,
            };
            let answer = apio.ask(make).await;
            let line = |row: UserRow| {
                let to = row.ids(Some(&group)).and_then(|ids| route(&system, ids));
                let name = row.display_name();
                let UserRow { id, extension, phone_number, email_address, department, .. } = row;
                Line { cells: vec![name, id, extension, phone_number, email_address, department], to }
            };
            roster.take(reading, answer.map(|rows| distinct_users(rows).0.into_iter().map(line).collect()));
        });
    });
    view! {
        <div class="people of-users">
            <Crumbs apio=apio tenant=tenant group=Some(own) />
            <Title title=text(words::users) />
            <Listing what=WHAT roster=roster read=read />
        </div>
    }
    .into_any()
}

/// Is the list left for the search (`?find=users`)?
pub fn finds(navigation: Navigation) -> Memo<bool> {
    let query = navigation.query();
    Memo::new(move |_| query.with(|query| query.get("find") == Some("users")))
}

/// Between the list and the search.
#[component]
pub fn Switch(here: Word, there: Word, finds: Memo<bool>) -> impl IntoView {
    let route = crate::state::Console::get().navigation.route();
    let own = Signal::derive(move || route.get());
    view! {
        <nav class="tabs" aria-label=t(words::ways_to_look)>
            <Link to=own current=Signal::derive(move || !finds.get())>{t(here)}</Link>
            <Link
                to=own
                query=Signal::stored(Query::default().with("find", "users"))
                current=finds
            >
                {t(there)}
            </Link>
        </nav>
    }
    .into_any()
}

/// A search through a tenant, or through all of them.
#[component]
pub fn Finder(apio: Apio, tenant: Option<String>) -> impl IntoView {
    let mut key = String::from("search/");
    key.push_str(tenant.as_deref().unwrap_or_default());
    let roster = apio.roster(&key);
    let place = StoredValue::new((apio.system.id(), tenant));
    let is_blank = RwSignal::new(true);
    let is_cut = RwSignal::new(false);
    let language = language();
    let read = Callback::new(move |typed: String| {
        let reading = roster.begin();
        is_blank.set(typed.trim().is_empty());
        is_cut.set(false);
        let (system, tenant) = place.get_value();
        spawn_local(async move {
            let answer = find(apio, tenant, &typed).await;
            let line = |row: UserRow| {
                let to = row.ids(None).and_then(|ids| route(&system, ids));
                let name = row.display_name();
                let UserRow { id, extension, phone_number, group, tenant, .. } = row;
                let (group, tenant) = (group.unwrap_or_default(), tenant.unwrap_or_default());
                Line { cells: vec![name, id, extension, phone_number, group, tenant], to }
            };
            let cut = answer.as_ref().is_ok_and(|(_, cut)| *cut);
            let rows = answer.map(|(rows, _)| rows.into_iter().map(line).collect());
            if roster.take(reading, rows) {
                is_cut.try_set(cut);
            }
        });
    });
    let what = Memo::new(move |_| is_blank.get());
    view! {
        <Show when=move || what.get()>
            <p class="hint">{t(words::search_first)}</p>
        </Show>
        <p class="hint" role="status">
            {move || is_cut.get().then(|| words::search_cut(language.get(), MOST_FOUND as usize))}
        </p>
        <Listing what=FOUND roster=roster read=read by_server=true />
    }
    .into_any()
}

/// Which searches find what was typed. The server takes several filters for
/// "and", so what may be one thing or the other is asked for one by one.
fn searches(typed: &str) -> Vec<Vec<(UserFilter, String)>> {
    let own = |filter: UserFilter| vec![(filter, typed.to_owned())];
    let is_number = typed.chars().all(|sign| sign.is_ascii_digit() || "+-*# ".contains(sign));
    if is_number {
        return vec![own(UserFilter::PhoneNumber), own(UserFilter::UserId)];
    }
    if typed.contains('@') {
        return vec![own(UserFilter::EmailAddress), own(UserFilter::UserId)];
    }
    let mut searches = vec![own(UserFilter::LastName), own(UserFilter::FirstName), own(UserFilter::UserId)];
    if let Some((one, other)) = typed.split_once(' ') {
        let (one, other) = (one.to_owned(), other.trim().to_owned());
        let both = |first: &str, last: &str| {
            vec![(UserFilter::FirstName, first.to_owned()), (UserFilter::LastName, last.to_owned())]
        };
        searches.push(both(&one, &other));
        searches.push(both(&other, &one));
    }
    searches
}

/// Who was found, and whether the server may know of more.
async fn find(apio: Apio, tenant: Option<String>, typed: &str) -> Result<(Vec<UserRow>, bool), Refusal> {
    let typed = typed.trim();
    let mut found: Vec<UserRow> = Vec::new();
    let mut is_cut = false;
    if typed.is_empty() {
        return Ok((found, is_cut));
    }
    for filters in searches(typed) {
        let make = |api: &crate::wire::apio::Api| SearchUsers {
            api: api.clone(),
            tenant: tenant.clone(),
            filters: filters.clone(),
            limit: Some(MOST_FOUND),
        };
        let rows = apio.ask(make).await?;
        is_cut |= rows.len() >= MOST_FOUND as usize;
        for mut row in rows {
            row.tenant = row.tenant.or_else(|| tenant.clone());
            let is_same = |known: &UserRow| known.id == row.id && known.tenant == row.tenant;
            if !found.iter().any(is_same) {
                found.push(row);
            }
        }
    }
    Ok((found, is_cut))
}
