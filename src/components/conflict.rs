//! Somebody else changed the same field meanwhile: theirs, and whose value shall hold.

use leptos::prelude::*;

use super::localize::{language, t};
use crate::browser::dom;
use crate::form::{Draft, Field, FieldValue, Side};
use crate::text::{common, form as texts};

#[component]
pub fn Conflict<F: Field>(
    draft: RwSignal<Draft<F>>,
    field: F,
    /// The id of the field's control, which gets the focus once somebody has chosen.
    control_id: String,
    /// A value in words, where it is a key.
    #[prop(optional)]
    value_text: Option<Callback<FieldValue, String>>,
) -> impl IntoView {
    let language = language();
    // Not made anew at each key: whoever presses a button may just have left a field.
    let theirs = Memo::new(move |_| {
        let theirs = draft.with(|draft| draft.conflict(field).map(|conflict| conflict.theirs.clone()))?;
        Some(match (&theirs, value_text) {
            // A password is not shown, only that there is another one.
            (FieldValue::Secret(_), _) => "•••".to_owned(),
            (theirs, _) if theirs.is_empty() => String::new(),
            (_, Some(value_text)) => value_text.run(theirs),
            (FieldValue::Switch(true), _) => common::on(language.get()).to_owned(),
            (FieldValue::Switch(false), _) => common::off(language.get()).to_owned(),
            (theirs, None) => theirs.as_text().to_owned(),
        })
    });
    let control_id = StoredValue::new(control_id);
    let settle = move |side: Side| {
        draft.update(|draft| draft.settle(field, side));
        control_id.with_value(|id| dom::focus_soon(id));
    };
    view! {
        {move || {
            theirs
                .get()
                .map(|theirs| {
                    view! {
                        <div class="advice">
                            <p>{move || texts::conflict(language.get(), &theirs)}</p>
                            <button type="button" on:click=move |_| settle(Side::Mine)>
                                {t(texts::keep_mine)}
                            </button>
                            " "
                            <button type="button" on:click=move |_| settle(Side::Theirs)>
                                {t(texts::take_theirs)}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
