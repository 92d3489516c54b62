//! Somebody of the list, typed by name, extension or user ID.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::t;
use crate::state::icws::Icws;
use crate::text::{LocalizedText, icws as texts, visible};
use crate::wire::icws::users::UserRow;

/// So many are suggested.
const MOST_SUGGESTED: usize = 8;

/// Calls `on_choose` with the id of who was typed, or with what was typed where that is nobody in
/// the list.
#[component]
pub fn PersonForm(
    icws: Icws,
    /// What the ids of the elements begin with.
    id: &'static str,
    label: LocalizedText,
    button: LocalizedText,
    typed: RwSignal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = typed.get_untracked();
        // A whole name stands for its id, and so does what only one person matches.
        let named = icws.people.with(|rows| rows.find(typed.trim()).map(|row| row.id.clone()));
        let (mut matches, _) = untrack(|| icws.people.best_matches(&typed, 2, |row| Some(row.id.clone())));
        let id = named.or_else(|| matches.pop().filter(|_| matches.is_empty()));
        on_choose.run(id.unwrap_or_else(|| typed.trim().to_owned()));
    };
    let people = icws.people;
    spawn_local(async move { people.read(&icws, false).await });
    let suggestions = move || {
        let describe = |row: &UserRow| {
            let number = row.extension.clone().unwrap_or_default();
            Some((visible(&row.name).into_owned(), [&row.id, " ", &number].concat()))
        };
        let (found, _) = typed.with(|typed| icws.people.best_matches(typed, MOST_SUGGESTED, describe));
        found.into_iter().map(|(name, detail)| view! { <option value=name>{detail}</option> }).collect_view()
    };
    let [list, input, hint] = ["-people", "-with", "-hint"].map(|part| [id, part].concat());
    view! {
        <form class="toolbar" on:submit=submit>
            <datalist id=list.clone()>{suggestions}</datalist>
            <div class="search">
                <label for=input.clone()>{t(label)}</label>
                <input
                    id=input
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    list=list
                    aria-describedby=hint.clone()
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </div>
            <button type="submit">{t(button)}</button>
        </form>
        <p class="hint" id=hint>{t(texts::compare_hint)}</p>
    }
    .into_any()
}
