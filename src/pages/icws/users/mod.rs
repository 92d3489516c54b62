//! Everybody on a PureConnect: found as one types, here and on the server.

use std::sync::Arc;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::browser::rows::Fill;
use crate::components::list::{Column, Sort, Table};
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Loading, Title, language, sentence, t, text};
use crate::domain::Language;
use crate::list::Direction;
use crate::pages::icws::Refused;
use crate::route::{Route, can_carry};
use crate::state::icws::Icws;
use crate::state::icws::people::{Key, People, SORTED};
use crate::state::people::Progress;
use crate::state::{Console, System};
use crate::text::{common, icws as words, list as list_words};
use crate::wire::icws::UserRow;

/// The columns, in the order of [`SORTED`].
const COLUMNS: [Column; 3] = [
    Column { key: "name", label: words::name, is_number: false },
    Column { key: "extension", label: words::extension, is_number: true },
    Column { key: "id", label: words::user_id, is_number: false },
];

/// The texts of the rows in sight.
struct Rows {
    people: People,
    language: RwSignal<Language>,
    system: String,
}

impl Rows {
    fn with_row<T: Default>(&self, place: usize, read: impl FnOnce(&UserRow) -> T) -> T {
        self.people.with(|rolls| {
            let at = u32::try_from(place).ok().and_then(|place| rolls.list.row_at(place));
            at.and_then(|at| rolls.row(at)).map(read).unwrap_or_default()
        })
    }
}

impl Fill for Rows {
    fn url(&self, row: usize) -> Option<String> {
        let id = self.with_row(row, |row| row.id.clone());
        can_carry(&id).then(|| Route::UserClient { system: self.system.clone(), user: id }.path())
    }

    fn cell(&self, place: usize, column: usize, out: &mut String) {
        self.with_row(place, |row| match SORTED.get(column) {
            Some(Key::Name) => out.push_str(&words::visible(&row.name)),
            Some(Key::Extension) => out.push_str(row.extension.as_deref().unwrap_or_default()),
            Some(Key::Id) => out.push_str(&words::visible(&row.id)),
            None => {}
        });
    }

    fn is_selected(&self, _: usize) -> bool {
        false
    }

    fn select_label(&self, row: usize) -> String {
        let name = self.with_row(row, |row| row.name.clone());
        list_words::select(self.language.get_untracked(), &name)
    }
}

/// The list of everybody.
pub fn page(system: System) -> AnyView {
    view! { <Users icws=Icws::of(system) /> }.into_any()
}

#[component]
fn Users(icws: Icws) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let navigation = console.navigation;
    let query = navigation.query();
    let people = icws.people;
    let system = icws.system.id();

    spawn_local(async move { people.read(&icws, false).await });

    let search = Search::of(query);
    let sort = Memo::new(move |_| query.with(|query| Sort::read(&COLUMNS, query.get("sort"))));

    // One effect arranges the rows whenever they, the search or the order change.
    let changed = RwSignal::new(0_u64);
    let count = RwSignal::new(0_usize);
    let spoken = StoredValue::new(language.get_untracked());
    Effect::new(move |_| {
        people.version().track();
        let language = language.get();
        let order: Vec<(usize, Direction)> = match sort.get() {
            // Names are told apart by their ids.
            Some(sort) => vec![(sort.column, sort.direction()), (0, Direction::Ascending)],
            None => vec![(0, Direction::Ascending)],
        };
        let visible = search.typed.with(|typed| {
            let mut visible = 0;
            people.arrange(|rolls| {
                if spoken.get_value() != language {
                    rolls.list.forget_ranks();
                    spoken.set_value(language);
                }
                rolls.arrange(typed, &order, language);
                visible = rolls.list.visible().len();
            });
            visible
        });
        count.set(visible);
        changed.update(|count| *count += 1);
    });

    let total = move || {
        people.version().track();
        people.with(|rolls| rolls.count())
    };
    let arriving = move || people.progress().with(|progress| *progress == Progress::Arriving);
    let failure = move || {
        people.progress().with(|progress| match progress {
            Progress::Failed(refusal) => Some(refusal.clone()),
            _ => None,
        })
    };
    let retry = Callback::new(move |()| spawn_local(async move { people.read(&icws, true).await }));

    // While some people are missing the server searches as well.
    Effect::new(move |_| {
        let asked = search.asked.get();
        spawn_local(async move { people.search(&icws, &asked).await });
    });
    let ask = Callback::new(move |typed: String| navigation.set_query("q", &typed));
    let on_sort = Callback::new(move |at: usize| {
        navigation.set_query("sort", &Sort::pressed(sort.get_untracked(), &COLUMNS, at));
    });

    let body = move || {
        let (none_yet, is_arriving) = (total() == 0, arriving());
        let (first, next) = match (none_yet, is_arriving) {
            (true, true) => return Some(view! { <Loading /> }.into_any()),
            (true, false) if people.progress().with(|progress| *progress == Progress::Whole) => {
                (t(words::nobody_yet), t(words::nobody_next))
            }
            (false, _) if count.get() == 0 => (t(list_words::no_match), t(list_words::no_match_next)),
            _ => return None,
        };
        Some(view! { <div class="empty"><p>{first}</p><p>{next}</p></div> }.into_any())
    };
    // What is odd about the list, each in a sentence.
    let hints = move || {
        people.version().track();
        let language = language.get();
        people.with(|rolls| {
            let unreachable = ["", ".", ".."].iter().filter(|id| rolls.list.row_of(id).is_some()).count();
            let some = |count: usize, say: fn(Language, usize) -> String| {
                (count > 0).then(|| view! { <p class="hint">{say(language, count)}</p> })
            };
            (
                some(rolls.missing, words::list_cut_short),
                some(rolls.nameless, words::nameless),
                some(unreachable, words::unreachable_ids),
            )
        })
    };
    let rows = Arc::new(Rows { people, language, system });
    view! {
        <div class="people">
            <div class="head">
                <Title title=text(common::users) />
                <Facts icws=icws />
            </div>
            <div class="toolbar">
                <SearchBox search=search ask=ask />
                <output for=SEARCH>
                    {move || list_words::count(language.get(), count.get(), total())}
                    {move || arriving().then(|| [" · ", list_words::arriving(language.get())].concat())}
                </output>
                <button type="button" class="quiet" on:click=move |_| retry.run(())>{t(words::reload)}</button>
            </div>
            {move || {
                failure()
                    .map(|refusal| {
                        let partial = total() > 0;
                        view! {
                            {partial.then(|| view! { <p class="advice">{t(words::partial_list)}</p> })}
                            <Refused refusal=refusal retry=retry />
                        }
                    })
            }}
            {hints}
            {body}
            <Show when=move || { count.get() > 0 }>
                <Table
                    label=sentence(|language| common::users(language).to_owned())
                    columns=Signal::stored(COLUMNS.to_vec())
                    count=count
                    rows=rows.clone()
                    changed=changed
                    sort=sort
                    on_sort=on_sort
                    query=search.typed
                    enter=search.enter
                />
            </Show>
        </div>
    }
    .into_any()
}

/// Which server this is, and how long the password still holds.
#[component]
fn Facts(icws: Icws) -> impl IntoView {
    let language = language();
    let facts = move || {
        let open = icws.open()?;
        let mut parts: Vec<String> = open.server.iter().cloned().collect();
        parts.extend(open.version.iter().map(|version| version.display.clone()));
        parts.extend(open.password_days.map(|days| words::password_expires(language.get(), days)));
        Some(parts.join(" · "))
    };
    view! { <p class="hint">{facts}</p> }.into_any()
}
