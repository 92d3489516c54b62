//! What was changed in this session, and the way back.

use std::collections::HashSet;

use leptos::prelude::*;

use super::undo::{RunUndo, label, sentence};
use super::vendor::pages_of;
use crate::browser::{clock, share};
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Link, Title, language, t, text};
use crate::domain::Language;
use crate::form::{FieldValue, ValueOutcome};
use crate::journal::{ChangeKind, Entry, JournalValue, NoWayBack, Undo, WriteOutcome};
use crate::list::csv::Csv;
use crate::list::fold;
use crate::route::Query;
use crate::state::Console;
use crate::text::{LocalizedText, common, journal as texts};

/// So many of the newest are shown.
const MOST_SHOWN: usize = 200;

/// The page.
pub fn page() -> AnyView {
    let language = language();
    let Console { journal, keeps_changes, navigation, .. } = Console::get();
    let introduction = move || {
        let introduction: LocalizedText = match keeps_changes {
            true if journal.is_not_kept() => texts::introduction_not_kept,
            true => texts::introduction_kept,
            false => texts::introduction,
        };
        introduction(language.get())
    };
    let search = Search::of(navigation.query());
    // A run can leave thousands of entries: what is searched in is written once, and not for each letter typed.
    let searched = Memo::new(move |_| {
        let text = |entry: &Entry| (entry.number, fold(&text_of(language.get(), entry)));
        journal.with(|journal| journal.entries().iter().map(text).collect::<Vec<_>>())
    });
    // The newest first.
    let found = Memo::new(move |_| {
        let typed = search.typed.with(|typed| fold(typed));
        if typed.is_empty() {
            return journal
                .with(|journal| journal.entries().iter().rev().map(|entry| entry.number).collect());
        }
        let is_found = |text: &str| typed.split_whitespace().all(|word| text.contains(word));
        searched.with(|entries| {
            let found = entries.iter().rev().filter(|(_, text)| is_found(text));
            found.map(|(number, _)| *number).collect::<Vec<_>>()
        })
    });
    let numbers = move || found.with(|found| found.iter().take(MOST_SHOWN).copied().collect::<Vec<_>>());
    let count = Memo::new(move |_| journal.with(|journal| journal.entries().len()));
    let found_count = Memo::new(move |_| found.with(Vec::len));
    view! {
        <Title title=text(texts::title) />
        <Show
            when=move || { count.get() > 0 }
            fallback=move || view! { <p>{t(texts::nothing)}</p> }
        >
            <p class="hint">{introduction}</p>
            <div class="toolbar">
                <SearchBox
                    search=search
                    on_pause=Callback::new(move |typed: String| navigation.set_query("q", &typed))
                    on_enter=Callback::new(|_| {})
                />
                <output for=SEARCH>
                    {move || texts::count(language.get(), found_count.get(), count.get())}
                </output>
                <button
                    type="button"
                    class="quiet"
                    on:click=move |_| save_csv(language.get_untracked(), &found.get_untracked())
                >
                    {t(texts::save_csv)}
                </button>
            </div>
            <Show when=move || found_count.get() == 0>
                <p class="empty">{t(texts::no_match)}</p>
            </Show>
            <ol class="journal" aria-label=t(texts::entries)>
                <For each=numbers key=|number| *number let(number)>
                    <JournalItem number=number />
                </For>
            </ol>
            <Show when=move || { found_count.get() > MOST_SHOWN }>
                <p>{move || texts::more(language.get(), found_count.get().saturating_sub(MOST_SHOWN))}</p>
            </Show>
        </Show>
    }
    .into_any()
}

/// One entry, as it is now.
#[component]
fn JournalItem(number: u32) -> impl IntoView {
    let journal = Console::get().journal;
    let entry = Memo::new(move |_| journal.with(|journal| journal.entry(number).cloned()));
    let head = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(Head::of)));
    view! {
        <li>
            {move || head.get().map(Head::view)}
            {move || entry.get().map(values)}
            <WayBack entry=entry />
        </li>
    }
    .into_any()
}

/// When, where and whom an entry is about. It changes only when somebody new is found.
#[derive(Clone, PartialEq)]
struct Head {
    at: f64,
    system: String,
    name: String,
    entry: Entry,
}

impl Head {
    fn of(entry: &Entry) -> Self {
        Self {
            at: entry.at,
            system: system_name(entry),
            name: name_of(entry),
            entry: Entry { values: Vec::new(), undo: Undo::NotTried, ..entry.clone() },
        }
    }

    fn view(self) -> AnyView {
        let language = language();
        let Self { at, system, name, entry } = self;
        let whom = match entry.kind {
            ChangeKind::Deleted => view! { <strong>{name}</strong> }.into_any(),
            _ => view! { <Link to=entry.route.clone()>{name}</Link> }.into_any(),
        };
        view! {
            <p>
                <time datetime=clock::iso(at)>{move || clock::date_and_time(at, language.get().tag())}</time>
                " · "
                {system}
                " · "
                <bdi>{whom}</bdi>
            </p>
            <p>
                {move || texts::kind(language.get(), entry.kind)}
                " · "
                <span>{move || texts::outcome_of(language.get(), entry.outcome)}</span>
            </p>
        }
        .into_any()
    }
}

/// All words that are shown of an entry, by which it is found.
fn text_of(language: Language, entry: &Entry) -> String {
    let mut text = [
        name_of(entry),
        system_name(entry),
        texts::kind(language, entry.kind).to_owned(),
        texts::outcome_of(language, entry.outcome).to_owned(),
        clock::date_and_time(entry.at, language.tag()),
    ]
    .join(" ");
    for value in &entry.values {
        text.push(' ');
        text.push_str(&line_of(language, entry, value));
    }
    text
}

/// The values, one a line.
fn values(entry: Entry) -> AnyView {
    let language = language();
    let lines = move || {
        let language = language.get();
        let line = |value: &JournalValue| view! { <li dir="auto">{line_of(language, &entry, value)}</li> };
        entry.values.iter().map(line).collect_view()
    };
    view! { <ul class="plain">{lines}</ul> }.into_any()
}

/// "First name: Ada → Bob".
fn line_of(language: Language, entry: &Entry, value: &JournalValue) -> String {
    let [before, after] = texts_of(language, entry, value);
    let change = match entry.kind {
        _ if value.is_secret => after,
        ChangeKind::Created => after,
        ChangeKind::Changed | ChangeKind::Deleted => [&before, " → ", &after].concat(),
    };
    let line = common::labelled(language, &label(language, entry, &value.field), &change);
    match effect_of(language, entry, value) {
        "" => line,
        effect => [&line, " (", effect, ")"].concat(),
    }
}

/// What became of one value, where the outcome of the whole does not say it.
fn effect_of(language: Language, entry: &Entry, value: &JournalValue) -> &'static str {
    match (entry.outcome, value.effect) {
        (WriteOutcome::InPart | WriteOutcome::NotKept, ValueOutcome::NotStored) => {
            texts::value_not_kept(language)
        }
        (WriteOutcome::InPart, ValueOutcome::Unknown) => texts::value_unknown(language),
        _ => "",
    }
}

/// A value before and after, in words.
fn texts_of(language: Language, entry: &Entry, value: &JournalValue) -> [String; 2] {
    if value.is_secret {
        return [String::new(), texts::secret_sent(language).to_owned()];
    }
    if !value.is_shown {
        return [(); 2].map(|()| texts::not_shown(language).to_owned());
    }
    let system = entry.route.system().and_then(|id| Console::get().systems.by_id(id));
    let pages = system.and_then(|system| Some((system, pages_of(system.vendor())?.get()?)));
    [&value.before, &value.after].map(|shown: &FieldValue| match pages {
        Some((system, pages)) => pages.value_text(system, language, &value.field, shown),
        None => texts::value(language, shown),
    })
}

/// Undo, what came of it, or why there is none.
#[component]
fn WayBack(entry: Memo<Option<Entry>>) -> impl IntoView {
    let language = language();
    let run_undo = use_context::<RunUndo>();
    let with = move |read: fn(&Entry) -> bool| entry.with(|entry| entry.as_ref().is_some_and(read));
    let is_offered = Memo::new(move |_| with(|entry| entry.can_undo() || entry.undo == Undo::UnderWay));
    let is_under_way = Memo::new(move |_| with(|entry| entry.undo == Undo::UnderWay));
    let number = move || entry.with_untracked(|entry| entry.as_ref().map(|entry| entry.number));
    let name = move || entry.with(|entry| entry.as_ref().map(name_of)).unwrap_or_default();
    let undo = move |_| {
        if let (Some(run_undo), Some(number)) = (run_undo, number()) {
            run_undo.run(number);
        }
    };
    let state = move || {
        let language = language.get();
        entry.with(|entry| entry.as_ref().map(|entry| sentence(language, entry))).unwrap_or_default()
    };
    let advice = move || {
        let language = language.get();
        let why = entry.with(|entry| entry.as_ref().and_then(|entry| advice_of(language, entry)));
        why.map(|why| view! { <p class="hint">{why}</p> })
    };
    view! {
        <Show when=move || is_offered.get()>
            <button
                type="button"
                aria-label=move || texts::undo_named(language.get(), &name())
                aria-disabled=move || is_under_way.get().then_some("true")
                on:click=undo
            >
                {move || if is_under_way.get() { texts::undoing(language.get()) } else { texts::undo(language.get()) }}
            </button>
        </Show>
        <p role="status">{state}</p>
        {advice}
    }
    .into_any()
}

/// Why there is no way back, or what Undo leaves as it is.
fn advice_of(language: Language, entry: &Entry) -> Option<&'static str> {
    match entry.way_back() {
        Err(NoWayBack::UnderWay) => None,
        Err(why) => Some(texts::no_way_back(language, why)),
        Ok(()) if entry.undo.is_done() || entry.kind == ChangeKind::Created => None,
        Ok(()) => entry.left_by_undo().next().map(|value| match value.is_secret {
            true => texts::secret_stays(language),
            false => texts::other_values_stay(language),
        }),
    }
}

fn name_of(entry: &Entry) -> String {
    if entry.name.is_empty() { entry.route.url(&Query::default()) } else { entry.name.clone() }
}

fn system_name(entry: &Entry) -> String {
    let system = entry.route.system().and_then(|id| Console::get().systems.by_id(id));
    system.map(|system| system.name()).unwrap_or_default()
}

/// The entries of these numbers as a file, a line for each value, the oldest first.
fn save_csv(language: Language, numbers: &[u32]) {
    let mut csv = Csv::in_language(language);
    csv.line([
        texts::time(language),
        texts::system(language),
        texts::signed_in(language),
        texts::name(language),
        texts::address(language),
        texts::action(language),
        texts::field(language),
        texts::before(language),
        texts::after(language),
        texts::outcome(language),
        texts::undo_heading(language),
    ]);
    let entries = untrack(|| Console::get().journal.with(|journal| journal.entries().to_vec()));
    let numbers: HashSet<u32> = numbers.iter().copied().collect();
    for entry in entries.iter().filter(|entry| numbers.contains(&entry.number)) {
        let (time, system, name) = (clock::iso(entry.at), system_name(entry), name_of(entry));
        let address = entry.route.url(&Query::default());
        let undone = untrack(|| sentence(language, entry));
        let mut line = |field: &str, before: &str, after: &str, outcome: &str| {
            csv.line([
                time.as_str(),
                &system,
                &entry.person,
                &name,
                &address,
                texts::kind(language, entry.kind),
                field,
                before,
                after,
                outcome,
                &undone,
            ]);
        };
        let outcome = texts::outcome_of(language, entry.outcome);
        if entry.values.is_empty() {
            line("", "", "", outcome);
        }
        for value in &entry.values {
            let label = untrack(|| label(language, entry, &value.field));
            let [before, after] = untrack(|| texts_of(language, entry, value));
            let effect = match effect_of(language, entry, value) {
                "" => outcome,
                effect => effect,
            };
            line(&label, &before, &after, effect);
        }
    }
    share::save("changes.csv", Csv::MEDIA_TYPE, &csv.into_text());
}
