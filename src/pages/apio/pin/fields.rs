//! The form for a new PIN: the rules while one types, and what became of it.

use leptos::prelude::*;

use crate::components::field::{Entry, ShowButton, TextField};
use crate::components::form_page::{Editing, Resource};
use crate::components::{CopyButton, FormBody, language, t};
use crate::domain::Secret;
use crate::form::Verdict;
use crate::pages::apio::pin::resource::{GENERATED, PinField, PinForm};
use crate::pages::apio::pin::rules_list::PasscodeRulesList;
use crate::pages::request_sheet::RequestSheet;
use crate::text::{apio as apio_texts, common};

#[component]
pub fn NewPinForm(editing: Editing<PinForm>) -> impl IntoView {
    let language = language();
    let Editing { resource: form, draft, is_saving, .. } = editing;
    let typed = move |field| {
        Signal::derive(move || draft.with(|draft| draft.secret(field).cloned().unwrap_or_default()))
    };
    let own_numbers = Signal::derive(move || form.numbers());
    let is_own = untrack(|| form.is_own());
    // One button for both fields.
    let shown = RwSignal::new(false);
    form.read_owner_and_rules();
    let may_be_changed = move || {
        draft.with(|draft| draft.outcome().is_some_and(|outcome| outcome.verdict == Verdict::Unknown))
    };
    let actions = view! {
        <div class="actions">
            <button type="submit" class="primary" aria-disabled=move || is_saving.get().then_some("true")>
                {move || {
                    let word = if is_saving.get() { common::saving } else { apio_texts::change_pin };
                    word(language.get())
                }}
            </button>
            <Show when=move || !form.is_own()>
                <button
                    type="button"
                    aria-disabled=move || form.is_reading().then_some("true")
                    on:click=move |_| generate_and_set(editing)
                >
                    {t(apio_texts::generate_and_set_pin)}
                </button>
            </Show>
        </div>
    }
    .into_any();
    view! {
        <FormBody editing=editing actions=actions>
            <Show when=may_be_changed>
                <p class="advice" role="status">{t(apio_texts::pin_find_out)}</p>
            </Show>
            <Show when=move || form.shows_current()>
                <One editing=editing field=PinField::Current />
            </Show>
            <One editing=editing field=PinField::New shown_by=shown />
            <One editing=editing field=PinField::Repeat shown_by=shown />
            <p>
                <ShowButton
                    label=Signal::derive(move || form.label(language.get(), PinField::New))
                    shown=shown
                    controls=[PinField::New, PinField::Repeat].map(|field| form.control_id(field)).join(" ")
                    on_press=move || shown.update(|shown| *shown = !*shown)
                />
            </p>
            <PasscodeRulesList
                rules=form.rules
                typed=typed(PinField::New)
                current=typed(PinField::Current)
                own=own_numbers
                is_own=is_own
            />
            <Show when=move || !form.is_own()>
                <GeneratedPin form=form />
            </Show>
            {(!is_own).then(|| view! { <RequestSheet editing=editing /> })}
        </FormBody>
    }
    .into_any()
}

#[component]
fn One(
    editing: Editing<PinForm>,
    field: PinField,
    /// Is it shown? Where it has no button of its own.
    #[prop(optional)]
    shown_by: Option<RwSignal<bool>>,
) -> impl IntoView {
    let language = language();
    let Editing { resource: form, draft, .. } = editing;
    let problem = Signal::derive(move || {
        let language = language.get();
        draft.with(|draft| {
            let problem = draft.problems().at(field).next();
            problem.map(|problem| form.problem_sentence(language, field, problem)).unwrap_or_default()
        })
    });
    let hint = Signal::derive(move || {
        let is_doubtful = field == PinField::Current && !form.needs_current();
        if is_doubtful { apio_texts::current_pin_hint(language.get()) } else { "" }.to_owned()
    });
    // The browser shall not offer the secret of one person in the form of another.
    let entry = match field {
        PinField::Current if untrack(|| form.is_own()) => Entry::CURRENT_PIN,
        _ => Entry::NEW_PIN,
    };
    let set = Callback::new(move |typed: String| {
        draft.update(|draft| {
            // The same typed once more is another try: what was said of it is past.
            draft.reset(field);
            draft.set_text(field, typed);
        });
    });
    let shown = move || {
        draft.with(|draft| {
            draft.secret(field).map(|secret: &Secret| secret.for_field().clone()).unwrap_or_default()
        })
    };
    view! {
        <TextField
            id=form.control_id(field)
            label=Signal::derive(move || form.label(language.get(), field))
            value=Signal::derive(shown)
            on_input=set
            hint=hint
            problem=problem
            entry=entry
            conceal=editing.attempts
            shown_by=shown_by
        />
    }
    .into_any()
}

/// Makes a PIN and sends it at once.
fn generate_and_set(editing: Editing<PinForm>) {
    let form = editing.resource;
    if !editing.is_saving.get_untracked() && !untrack(|| form.is_reading()) && form.generate(editing.draft) {
        editing.save();
    }
}

/// The PIN that was made here and is set now: shown until the page is left or another one is set, never
/// kept.
#[component]
fn GeneratedPin(form: PinForm) -> impl IntoView {
    let language = language();
    let pin = move || form.generated.with(|pin| pin.as_ref().map(|pin| pin.for_field().clone()));
    view! {
        <Show when=move || pin().is_some()>
            <div class="generated" id=GENERATED tabindex="-1">
                <p>{t(apio_texts::pin_changed)}</p>
                <p class="rules-title" id="generated-pin">{t(apio_texts::generated_pin)}</p>
                <output aria-labelledby="generated-pin">{move || pin().map(|pin| in_groups(&pin))}</output>
                <p class="hint">{t(apio_texts::generated_hint)}</p>
                <div class="actions">
                    <CopyButton
                        text=Signal::derive(move || pin().unwrap_or_default())
                        copy=apio_texts::copy
                        not_copied=apio_texts::not_copied
                    />
                </div>
            </div>
        </Show>
        <p class="problem" role="status">
            {move || form.cannot_generate.get().then(|| apio_texts::cannot_generate(language.get()))}
        </p>
    }
    .into_any()
}

/// The digits as they are read aloud: three at a time, and no digit alone.
pub fn in_groups(pin: &str) -> String {
    let mut groups = Vec::new();
    let mut rest = pin;
    while !rest.is_empty() {
        let length = if rest.len() == 4 { 2 } else { 3 };
        let (group, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        groups.push(group);
        rest = after;
    }
    groups.join(" ")
}
