//! The users of a group, and the search for users in a tenant or all of them.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::list::{Column, Lack, ListPage, WithoutChoice, without};
use crate::components::{Link, Title, language, t, text};
use crate::domain::Refusal;
use crate::pages::apio::lists::listing::{ListSubject, hints, model};
use crate::pages::apio::lists::selection_actions::SelectionActions;
use crate::pages::apio::navigation::Crumbs;
use crate::pages::list::query;
use crate::route::{Query, Route};
use crate::state::apio::group::GroupPeople;
use crate::state::apio::lists::TableRow;
use crate::state::apio::{Apio, page_of};
use crate::state::{Console, Navigation};
use crate::text::{LocalizedText, apio as texts, import as import_texts, list};
use crate::wire::apio::GroupIds;
use crate::wire::apio::users::{SearchUsers, UserFilter, UserRow};
use crate::wire::read_list::ReadList;

const COLUMNS: [Column; 6] = [
    Column { key: "name", label: texts::name, is_number: false },
    Column { key: "id", label: texts::user_id, is_number: false },
    Column { key: "extension", label: texts::extension, is_number: true },
    Column { key: "phone", label: texts::phone_column, is_number: true },
    Column { key: "email", label: texts::email_column, is_number: false },
    Column { key: "department", label: texts::department, is_number: false },
];

/// What people here may lack, by the keys of the columns.
const LACKS: [Lack; 2] = [
    Lack { key: "extension", label: list::without_extension },
    Lack { key: "email", label: list::without_email },
];

const WHAT: ListSubject = ListSubject {
    label: texts::users,
    columns: &COLUMNS,
    empty: texts::no_users,
    no_match: list::no_match,
    count: list::count,
    file: "users",
};

const FOUND: ListSubject = ListSubject {
    label: texts::users,
    columns: &[
        Column { key: "name", label: texts::name, is_number: false },
        Column { key: "id", label: texts::user_id, is_number: false },
        Column { key: "extension", label: texts::extension, is_number: true },
        Column { key: "phone", label: texts::phone_column, is_number: true },
        Column { key: "group", label: texts::group, is_number: false },
        Column { key: "tenant", label: texts::tenant, is_number: false },
    ],
    empty: list::no_match,
    no_match: list::no_match,
    count: list::count,
    file: "users",
};

/// The first this many of each search are asked for.
const MOST_FOUND: u32 = 200;

#[component]
pub fn Users(apio: Apio, group: GroupIds) -> impl IntoView {
    let GroupIds { tenant, group: own } = group.clone();
    let system = apio.system.id();
    let address = Route::GroupUsers { system: system.clone(), tenant: tenant.clone(), group: own.clone() };
    let import =
        Route::ImportGroupUsers { system: system.clone(), tenant: tenant.clone(), group: own.clone() };
    let list = apio.group_list(&address.path());
    let selection = apio.selection(&address.path());
    let place = StoredValue::new((system.clone(), group));
    let read = Callback::new(move |()| {
        let (system, group) = place.get_value();
        spawn_local(async move {
            let row = |row: UserRow| {
                let to = row.ids(Some(&group)).and_then(|ids| page_of(&system, ids));
                let name = row.display_name();
                let UserRow { id, extension, phone_number, email_address, department, .. } = row;
                TableRow {
                    cells: vec![name, id.clone(), extension, phone_number, email_address, department],
                    id,
                    to,
                }
            };
            let answer = async || {
                let GroupPeople { users, unreadable, .. } = apio.read_group(&group).await?;
                Ok(ReadList { items: users, unreadable }.map(row))
            };
            list.read_answer(answer).await;
        });
    });
    read.run(());
    let without = without(query());
    Effect::new(move |_| {
        let lacking = without.with(|without| COLUMNS.iter().position(|column| column.key == without));
        list.set_filter(move |row| {
            lacking.and_then(|column| row.cells.get(column)).is_none_or(String::is_empty)
        });
    });
    let actions = move || {
        view! { <SelectionActions apio=apio list=list selection=selection page=address.clone() /> }
    };
    view! {
        <div class="people of-users">
            <Crumbs apio=apio tenant=tenant group=Some(own) />
            <div class="head">
                <Title title=text(texts::users) />
                <Link to=import class="button">{t(import_texts::title)}</Link>
            </div>
            <ListPage
                model=model(WHAT, &system, list, read)
                hints=hints(list)
                selection=selection
                actions=actions
                filters=move || view! { <WithoutChoice lacks=LACKS.to_vec() query=query() /> }
            />
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
pub fn Switch(here: LocalizedText, there: LocalizedText, finds: Memo<bool>) -> impl IntoView {
    let route = Console::get().navigation.route();
    let own = Signal::derive(move || route.get());
    view! {
        <nav class="tabs" aria-label=t(texts::ways_to_look)>
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
    let list = apio.list(&key);
    let selection = apio.selection(&key);
    let system = apio.system.id();
    let place = StoredValue::new((system.clone(), tenant));
    let searched = StoredValue::new(String::new());
    let is_blank = RwSignal::new(true);
    let is_cut = RwSignal::new(false);
    let answered = RwSignal::new(None::<String>);
    let language = language();
    let read = Callback::new(move |()| {
        let typed = searched.get_value();
        is_blank.set(typed.trim().is_empty());
        is_cut.set(false);
        let (system, tenant) = place.get_value();
        spawn_local(async move {
            let row = |row: UserRow| {
                let to = row.ids(None).and_then(|ids| page_of(&system, ids));
                let name = row.display_name();
                let UserRow { id, extension, phone_number, group, tenant, .. } = row;
                let (group, tenant) = (group.unwrap_or_default(), tenant.unwrap_or_default());
                // The same id may be somebody else's in another tenant.
                let key = [tenant.as_str(), id.as_str()].join("\u{1f}");
                TableRow { id: key, cells: vec![name, id, extension, phone_number, group, tenant], to }
            };
            let cut = std::cell::Cell::new(false);
            let answer = async || {
                let is_wanted = || searched.try_with_value(|now| *now == typed) == Some(true);
                let (found, is_cut) = find(apio, tenant.clone(), &typed, is_wanted).await?;
                cut.set(is_cut);
                Ok(found.map(row))
            };
            if list.read_answer(answer).await {
                is_cut.try_set(cut.get());
                answered.try_set(Some(typed));
            }
        });
    });
    let search = Callback::new(move |typed: String| {
        searched.set_value(typed);
        read.run(());
    });
    let what = Memo::new(move |_| is_blank.get());
    let page = Console::get().navigation.route().get_untracked();
    let actions =
        move || view! { <SelectionActions apio=apio list=list selection=selection page=page.clone() /> };
    view! {
        <Show when=move || what.get()>
            <p class="hint">{t(texts::search_first)}</p>
        </Show>
        <p class="hint" role="status">
            {move || is_cut.get().then(|| texts::search_cut(language.get(), MOST_FOUND as usize))}
        </p>
        <ListPage
            model=model(FOUND, &system, list, read)
            hints=hints(list)
            selection=selection
            actions=actions
            on_search=search
            answered=Signal::derive(move || answered.get())
        />
    }
    .into_any()
}

fn is_number(typed: &str) -> bool {
    typed.chars().all(|sign| sign.is_ascii_digit() || "+-*# ".contains(sign))
}

/// Is this number the whole of one that somebody has?
fn has_number(row: &UserRow, typed: &str) -> bool {
    let digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let typed = digits(typed);
    !typed.is_empty() && [&row.extension, &row.phone_number].into_iter().any(|number| digits(number) == typed)
}

/// Which searches find what was typed. The server takes several filters for
/// "and", so what may be one thing or the other is asked for one by one.
fn searches(typed: &str) -> Vec<Vec<(UserFilter, String)>> {
    let own = |filter: UserFilter| vec![(filter, typed.to_owned())];
    if is_number(typed) {
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

/// Who was found by any of the texts between semicolons, and whether the server may know of
/// more. Ends early where nobody wants to know any more.
async fn find(
    apio: Apio,
    tenant: Option<String>,
    typed: &str,
    is_wanted: impl Fn() -> bool,
) -> Result<(ReadList<UserRow>, bool), Refusal> {
    let mut found: Vec<UserRow> = Vec::new();
    let mut unreadable = 0;
    let mut is_cut = false;
    let texts: Vec<&str> = typed.split(';').map(str::trim).filter(|text| !text.is_empty()).collect();
    let searches =
        texts.iter().flat_map(|text| searches(text).into_iter().map(move |filters| (*text, filters)));
    for (text, filters) in searches {
        if !is_wanted() {
            break;
        }
        // Of a column of numbers each is one of somebody, and need not be looked for in the ids, too.
        if texts.len() > 1 && is_number(text) && found.iter().any(|row| has_number(row, text)) {
            continue;
        }
        let make = |api: &crate::wire::apio::Api| SearchUsers {
            api: api.clone(),
            tenant: tenant.clone(),
            filters: filters.clone(),
            limit: Some(MOST_FOUND),
        };
        let rows = apio.ask(make).await?;
        is_cut |= rows.items.len() + rows.unreadable >= MOST_FOUND as usize;
        // The same may be in the answer to each question.
        unreadable = unreadable.max(rows.unreadable);
        for mut row in rows.items {
            row.tenant = row.tenant.or_else(|| tenant.clone());
            let is_same = |known: &UserRow| known.id == row.id && known.tenant == row.tenant;
            if !found.iter().any(is_same) {
                found.push(row);
            }
        }
    }
    Ok((ReadList { items: found, unreadable }, is_cut))
}
