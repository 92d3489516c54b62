//! What can be done with the people who are selected.

use std::collections::HashSet;

use leptos::prelude::*;

use crate::components::t;
use crate::list::Selection;
use crate::pages::plan::begin::begin_plan;
use crate::plan::selection::{Selected, ValueChange};
use crate::route::Route;
use crate::state::Console;
use crate::state::apio::lists::TableRow;
use crate::state::apio::plan::{PlanSource, ProfileAction, ProfileChanges};
use crate::state::apio::{Apio, TableList};
use crate::text::plan as texts;

/// The list has this `page`.
#[component]
pub fn SelectionActions(
    apio: Apio,
    list: TableList,
    selection: RwSignal<Selection>,
    page: Route,
) -> impl IntoView {
    let page = StoredValue::new(page);
    let begin = move |action: ProfileAction| {
        let users: Vec<Selected> = list.with(|rows| {
            selection.with_untracked(|selection| {
                // Whom no address can carry is told so by the plan.
                let id = |row: &TableRow| row.to.as_ref().map_or_else(|| row.id.clone(), Route::path);
                let name = |row: &TableRow| row.cells.first().cloned().unwrap_or_default();
                rows.selected(selection).map(|row| Selected { id: id(row), name: name(row) }).collect()
            })
        });
        if !users.is_empty() {
            let query = Console::get().navigation.query().get_untracked();
            let list = (page.get_value(), query);
            begin_plan(apio, PlanSource::Selection(ProfileChanges { users, action, list }));
        }
    };
    let change =
        move |_| begin(ProfileAction::Change { field: None, change: ValueChange::Set(String::new()) });
    let new_pins = move |_| begin(ProfileAction::NewPins { given: HashSet::new() });
    let delete = move |_| begin(ProfileAction::Delete { with_devices: apio.settings().delete_user_devices });
    view! {
        <button type="button" on:click=change>{t(texts::change_field)}</button>
        <Show when=move || apio.level().sees_others() && !apio.level().asks_for_current()>
            <button type="button" on:click=new_pins>{t(texts::new_pins)}</button>
        </Show>
        <button type="button" class="danger" on:click=delete>{t(texts::delete_selected)}</button>
    }
    .into_any()
}
