//! The bar below the list: how many people are selected, and what can be done
//! with them. It is always there, so that selecting moves no row.

use leptos::prelude::*;

use crate::components::list::SelectionBar;
use crate::components::t;
use crate::pages::plan::begin::begin_plan;
use crate::plan::selection::{Selected as SelectedUser, ValueChange};
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{PlanSource, Selection, SelectionAction};
use crate::text::plan as texts;
use crate::wire::xivo::cti_plan::CtiAction;
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{Field, UserRow};

/// How many are selected, and what can be done with them: below the list.
#[component]
pub fn Selected(xivo: Xivo, #[prop(into)] changed: Signal<u64>) -> impl IntoView {
    let selection = xivo.selection;
    let begin = move |action: SelectionAction| {
        let users: Vec<SelectedUser> = xivo.people.with(|rows| {
            selection.with_untracked(|selection| {
                let user = |row: &UserRow| SelectedUser { id: row.id().to_owned(), name: row.full_name() };
                rows.selected(selection).map(user).collect()
            })
        });
        if !users.is_empty() {
            begin_plan(xivo, PlanSource::Selection(Selection { users, action }));
        }
    };
    let change = SelectionAction::Change { field: None, change: ValueChange::Set(String::new()) };
    let change = StoredValue::new(change);
    let makes_credentials = Memo::new(move |_| {
        xivo.dialect.with(|dialect| dialect.writes(Field::Username) && dialect.writes(Field::Password))
    });
    let hidden = Signal::derive(move || {
        changed.track();
        xivo.people.with(|rows| selection.with(|selection| selection.hidden(rows.list())))
    });
    let cti = move |action| begin(SelectionAction::Cti(action));
    let actions = move || {
        view! {
            <button type="button" on:click=move |_| begin(change.get_value())>{t(texts::change_field)}</button>
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
    };
    view! { <SelectionBar selection=selection hidden=hidden actions=ViewFn::from(actions) /> }.into_any()
}
