//! What can be done with the people who are selected.

use leptos::prelude::*;

use crate::components::t;
use crate::pages::plan::begin::begin_plan;
use crate::plan::selection::{Selected, ValueChange};
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{PlanSource, Selection, SelectionAction};
use crate::text::plan as texts;
use crate::wire::xivo::cti_plan::CtiAction;
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{Field, UserRow};

#[component]
pub fn SelectionActions(xivo: Xivo) -> impl IntoView {
    let begin = move |action: SelectionAction| {
        let users: Vec<Selected> = xivo.people.with(|rows| {
            xivo.selection.with_untracked(|selection| {
                let user = |row: &UserRow| Selected { id: row.id().to_owned(), name: row.full_name() };
                rows.selected(selection).map(user).collect()
            })
        });
        if !users.is_empty() {
            begin_plan(xivo, PlanSource::Selection(Selection { users, action }));
        }
    };
    let change = move |_| {
        begin(SelectionAction::Change { field: None, change: ValueChange::Set(String::new()) });
    };
    let makes_credentials = Memo::new(move |_| {
        xivo.dialect.with(|dialect| dialect.writes(Field::Username) && dialect.writes(Field::Password))
    });
    let cti = move |action| begin(SelectionAction::Cti(action));
    view! {
        <button type="button" on:click=change>{t(texts::change_field)}</button>
        <Show when=move || !xivo.dialect.get().lacks_cti()>
            <button type="button" on:click=move |_| cti(Some(CtiAction::On))>{t(texts::cti_on)}</button>
            <button type="button" on:click=move |_| cti(Some(CtiAction::Off))>{t(texts::cti_off)}</button>
            <button type="button" on:click=move |_| cti(None)>{t(texts::set_profile)}</button>
        </Show>
        <Show when=move || makes_credentials.get()>
            <button type="button" on:click=move |_| begin(SelectionAction::MakeCredentials)>
                {t(texts::make_credentials)}
            </button>
        </Show>
        <button
            type="button"
            class="danger"
            on:click=move |_| begin(SelectionAction::Delete(DeletedWith::Nothing))
        >
            {t(texts::delete_selected)}
        </button>
    }
    .into_any()
}
