//! The form for a new PIN: the rules while one types, and an honest word of
//! what became of it.

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::share;
use crate::components::field::{Entry, TextField};
use crate::components::refused::{Complaint, ProblemSummary, ServerWords};
use crate::components::{language, t, text};
use crate::domain::Secret;
use crate::pages::apio::pin::Subject;
use crate::pages::apio::pin::change::{Field, Form, OUTCOME, Outcome, SUMMARY, Wrong};
use crate::pages::apio::pin::rules_list::PasscodeRulesList;
use crate::pages::apio::sign_in::typed;
use crate::pages::shortcuts;
use crate::state::Console;
use crate::text::{Word, apio as words, common, refusal as sentences};

#[component]
pub fn PinForm(
    subject: Subject,
    /// For people themselves: what comes after the change.
    #[prop(optional)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let language = language();
    let form = Form::new(subject);
    let Form { outcome, busy, rules, current, new, wrong, .. } = form;
    Console::get().navigation.guard(move || !new.with(Secret::is_empty) || !current.with(Secret::is_empty));
    shortcuts::save_with(Callback::new(move |()| form.submit(on_done)));

    let complaints = Signal::derive(move || {
        let language = language.get();
        let mut lines: Vec<Complaint> = wrong.with(|wrong| {
            let line = |(field, wrong): &(Field, Wrong)| Complaint {
                sentence: words::labelled(
                    language,
                    field.label()(language),
                    &wrong.sentence(language, *field, form.is_own()),
                ),
                control: Some(field.id().to_owned()),
            };
            wrong.iter().map(line).collect()
        });
        outcome.with(|outcome| {
            if let (Outcome::Refused(refusal), true) = (outcome, lines.is_empty()) {
                lines.push(Complaint { sentence: sentences::refusal(language, refusal), control: None });
            }
        });
        lines
    });
    let is_wrong =
        move || !wrong.with(Vec::is_empty) || outcome.with(|outcome| matches!(outcome, Outcome::Refused(_)));
    let heading = Signal::derive(move || {
        let by_server = outcome.with(|outcome| matches!(outcome, Outcome::Refused(_)));
        let word = if by_server { words::pin_not_changed } else { common::problems_heading };
        word(language.get()).to_owned()
    });
    let said = Signal::derive(move || {
        outcome.with(|outcome| match outcome {
            Outcome::Refused(refusal) => refusal.server_messages.clone(),
            _ => Vec::new(),
        })
    });
    let own = Signal::derive(move || subject.numbers());
    let sees_others = move || !form.is_own();
    let is_own = untrack(move || form.is_own());
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                form.submit(on_done);
            }
        >
            <Show when=is_wrong>
                <ProblemSummary id=SUMMARY heading=heading complaints=complaints said=said />
            </Show>
            <Aftermath outcome=outcome />
            <Show when=move || form.shows_current()>
                <One form=form field=Field::Current />
            </Show>
            <One form=form field=Field::New />
            <PasscodeRulesList rules=rules typed=new current=current own=own is_own=is_own />
            <One form=form field=Field::Repeat />
            <Show when=sees_others>
                <Generated form=form />
            </Show>
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || {
                        let word = if busy.get() { common::saving } else { words::change_pin };
                        word(language.get())
                    }}
                </button>
                <Show when=sees_others>
                    <button
                        type="button"
                        aria-disabled=move || form.is_asking().then_some("true")
                        on:click=move |_| untrack(|| form.generate())
                    >
                        {t(words::generate_pin)}
                    </button>
                </Show>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn One(form: Form, field: Field) -> impl IntoView {
    let language = language();
    let problem = Signal::derive(move || {
        let language = language.get();
        form.wrong.with(|wrong| {
            let here = wrong.iter().find(|(at, _)| *at == field);
            here.map(|(_, wrong)| wrong.sentence(language, field, form.is_own())).unwrap_or_default()
        })
    });
    let hint = Signal::derive(move || {
        let is_doubtful = field == Field::Current && !form.needs_current();
        if is_doubtful { words::current_pin_hint(language.get()) } else { "" }.to_owned()
    });
    let entry = if field == Field::Current { Entry::CURRENT_PIN } else { Entry::NEW_PIN };
    let set = Callback::new(move |typed| form.set(field, typed));
    view! {
        <TextField
            id=field.id()
            label=text(field.label())
            value=typed(form.secret(field))
            on_input=set
            hint=hint
            problem=problem
            entry=entry
            conceal=form.tries
        />
    }
    .into_any()
}

/// What became of it, where that is not a plain refusal.
#[component]
fn Aftermath(outcome: RwSignal<Outcome>) -> impl IntoView {
    let language = language();
    move || {
        let (class, lines, refusal, is_in_part): (_, Vec<Word>, _, _) = match outcome.get() {
            Outcome::None | Outcome::Refused(_) => return ().into_any(),
            Outcome::Changed => ("outcome", vec![words::pin_changed], None, false),
            // Which part it was, nobody knows: it may be the PIN.
            Outcome::InPart(refusal) => ("outcome unknown", vec![words::pin_find_out], Some(refusal), true),
            Outcome::Unknown(refusal) => (
                "outcome unknown",
                vec![words::pin_outcome_unknown, words::pin_find_out],
                Some(refusal),
                false,
            ),
        };
        let said = refusal.as_ref().map(|refusal| refusal.server_messages.clone()).unwrap_or_default();
        let own = refusal.filter(|_| is_in_part);
        view! {
            <div class=class role="status" id=OUTCOME tabindex="-1">
                {own.map(|refusal| view! { <p>{move || sentences::refusal(language.get(), &refusal)}</p> })}
                {lines.into_iter().map(|line| view! { <p>{t(line)}</p> }).collect_view()}
                <ServerWords said=Signal::stored(said) />
            </div>
        }
        .into_any()
    }
}

/// The PIN that was made here: shown until the page is left, never kept.
#[component]
fn Generated(form: Form) -> impl IntoView {
    let language = language();
    // Whether copying went well, once it was tried.
    let copied = RwSignal::new(None);
    let shown =
        move || form.generated.with(|generated| generated.as_ref().map(|pin| pin.for_field().clone()));
    let copy = move |_| {
        let Some(pin) = untrack(shown) else { return };
        spawn_local(async move {
            let done = share::copy(&pin).await;
            copied.try_set(Some(done));
        });
    };
    Effect::new(move |_| {
        form.generated.track();
        copied.set(None);
    });
    view! {
        <Show when=move || form.generated.with(Option::is_some)>
            <div class="generated">
                <p class="rules-title" id="generated-pin">{t(words::generated_pin)}</p>
                <output aria-labelledby="generated-pin">{shown}</output>
                <p class="hint">{t(words::generated_hint)}</p>
                <div class="actions">
                    <button type="button" on:click=copy>{t(words::copy)}</button>
                    <span role="status">{move || {
                        let word = |done| if done { words::copied } else { words::not_copied };
                        copied.get().map(|done| word(done)(language.get()))
                    }}</span>
                </div>
            </div>
        </Show>
        <p class="problem" role="status">
            {move || form.cannot_generate.get().then(|| words::cannot_generate(language.get()))}
        </p>
    }
    .into_any()
}
