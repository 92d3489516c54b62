//! A list of tenants, groups or people: searched, sorted, windowed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::rows::Fill;
use crate::components::list::{Column, Rows, Sort, Table};
use crate::components::refused::Refused;
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Loading, language, t};
use crate::domain::Language;
use crate::route::Query;
use crate::state::Console;
use crate::state::apio::Roster;
use crate::state::apio::roster::Progress;
use crate::text::Word;

/// What the list is of.
#[derive(Clone, Copy)]
pub struct What {
    pub label: Word,
    pub columns: &'static [Column],
    /// What is said of a list without rows, and of a search without a find.
    pub empty: Word,
    pub no_match: Word,
    /// "12 of 30 groups".
    pub count: fn(Language, usize, usize) -> String,
}

struct Lines(Roster);

impl Fill for Lines {
    fn url(&self, row: usize) -> Option<String> {
        self.0.with_line(row, |line| line.to.as_ref().map(|to| to.url(&Query::default())))
    }

    fn cell(&self, row: usize, column: usize, out: &mut String) {
        self.0.with_line(row, |line| {
            if let Some(text) = line.cells.get(column) {
                out.push_str(text);
            }
        });
    }

    fn is_selected(&self, _row: usize) -> bool {
        false
    }

    fn select_label(&self, _row: usize) -> String {
        String::new()
    }
}

/// The list with its search box. `read` is called to read it anew; where the
/// server searches, it is handed what was typed, and rows are shown as they came.
#[component]
pub fn Listing(
    what: What,
    roster: Roster,
    read: Callback<String>,
    /// Does the server search, rather than this page?
    #[prop(optional)]
    by_server: bool,
) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    let query = navigation.query();
    let search = Search::of(query);
    let sort = Memo::new(move |_| query.with(|query| Sort::read(what.columns, query.get("sort"))));
    read.run(search.typed.get_untracked());

    let (changed, count) = (RwSignal::new(0_u64), RwSignal::new(0_usize));
    Effect::new(move |_| {
        roster.version().track();
        let sort = sort.get().map(|sort| (sort.column, sort.direction()));
        let shown =
            search.typed.with(|text| roster.arrange(if by_server { "" } else { text }, sort, language.get()));
        count.set(shown);
        changed.update(|count| *count += 1);
    });

    // Where the server searches it is asked whenever another search is.
    Effect::new(move |before: Option<()>| {
        let asked = search.asked.get();
        if by_server && before.is_some() {
            untrack(|| read.run(asked));
        }
    });
    let ask = Callback::new(move |typed: String| navigation.set_query("q", &typed));
    let on_sort = Callback::new(move |at: usize| {
        navigation.set_query("sort", &Sort::pressed(sort.get_untracked(), what.columns, at));
    });

    let rows: Rows = Arc::new(Lines(roster));
    let total = move || {
        roster.version().track();
        roster.total()
    };
    let failure = move || {
        roster.progress().with(|progress| match progress {
            Progress::Failed(refusal) => Some(refusal.clone()),
            _ => None,
        })
    };
    let retry = Callback::new(move |()| read.run(search.typed.get_untracked()));
    let is_first = move || roster.progress().with(|progress| *progress == Progress::Asking) && total() == 0;
    let is_whole = move || roster.progress().with(|progress| *progress == Progress::Whole);
    let body = move || {
        if is_first() {
            return view! { <Loading /> }.into_any();
        }
        let word = match (count.get(), total()) {
            (0, 0) if is_whole() => what.empty,
            (0, 1..) => what.no_match,
            _ => return ().into_any(),
        };
        view! {
            <div class="empty">
                <p>{t(word)}</p>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="toolbar">
            <SearchBox search=search ask=ask />
            <output for=SEARCH>
                {move || (total() > 0 || is_whole()).then(|| (what.count)(language.get(), count.get(), total()))}
            </output>
        </div>
        {move || failure().map(|refusal| view! { <Refused refusal=refusal retry=retry /> })}
        {body}
        <Show when=move || { count.get() > 0 }>
            <Table
                label=Signal::derive(move || (what.label)(language.get()).to_owned())
                columns=Signal::stored(what.columns.to_vec())
                count=count
                rows=rows.clone()
                changed=changed
                sort=sort
                on_sort=on_sort
                query=search.typed
                enter=search.enter
            />
        </Show>
    }
    .into_any()
}
