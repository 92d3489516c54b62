//! Signing in to APIO: name and password, perhaps a code, perhaps a new
//! password first.

use std::sync::Arc;

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use super::pin::rules_list::PasswordRulesList;
use crate::browser::dom;
use crate::components::field::{Entry, ShowButton, TextField};
use crate::components::refused::problem_sentence;
use crate::components::sign_in_form::{Failure, SignInFailure, SignInForm};
use crate::components::{Dialog, PageShell, language, t, text};
use crate::domain::{Language, PasswordRules, Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::form::{self, FieldValue};
use crate::journal::{ChangeKind, JournalValue, NewEntry, Settlement, WriteOutcome};
use crate::state::apio::{Apio, PasswordChange, SignedIn};
use crate::state::notices::Tone;
use crate::state::{Console, System};
use crate::text::{LocalizedText, apio as texts, common, refusal as sentences};
use crate::wire::apio::login::Factor;
use crate::wire::apio::profile_form::ProfileField;

const CODE: &str = "sign-in-code";
const OLD: &str = "step-old";
const NEW: &str = "step-new";
const REPEAT: &str = "step-repeat";
/// The page itself: where the focus goes when what held it is no more there.
const CONTENT: &str = "content";

/// The code that Core waits for. It has no Debug: it holds secrets.
#[derive(Clone)]
struct Waiting {
    username: String,
    payload: Secret,
    by: Factor,
}

/// A field that is being typed into, hidden.
fn secret() -> RwSignal<Secret> {
    RwSignal::new(Secret::default())
}

/// What is wrong with a password.
pub fn password_sentence(language: Language, problem: &Problem) -> String {
    match problem.trouble {
        Trouble::Refused => texts::refused_password(language).to_owned(),
        _ => problem_sentence(language, problem),
    }
}

/// What stands in the field: its owner is typing it.
pub fn typed(secret: RwSignal<Secret>) -> Signal<String> {
    Signal::derive(move || secret.with(|secret| secret.for_field().clone()))
}

/// A field for something secret. `shown_by`: is it shown? Given where one button serves two fields.
fn secret_field(
    id: &'static str,
    label: LocalizedText,
    secret: RwSignal<Secret>,
    entry: Entry,
    problem: Signal<String>,
    shown_by: Option<RwSignal<bool>>,
) -> AnyView {
    let set = Callback::new(move |typed| secret.set(Secret::new(typed)));
    view! {
        <TextField
            id=id
            label=text(label)
            value=typed(secret)
            on_input=set
            problem=problem
            entry=entry
            shown_by=shown_by
        />
    }
    .into_any()
}

#[component]
pub fn Form(system: System) -> impl IntoView {
    let apio = Apio::of(system);
    let waiting = RwSignal::new(None::<Waiting>);
    // Above another page the focus finds back by itself.
    let is_in_place = untrack(|| system.is_lost());
    let signed_in = Callback::new(move |()| {
        if !is_in_place {
            dom::focus_soon(CONTENT);
        }
    });
    // Who has come as far as the code has a name.
    let name = StoredValue::new(system.username());
    let sign_in = Callback::new(move |(username, password): (String, Secret)| {
        Box::pin(async move {
            name.try_set_value(Some(username.clone()));
            match apio.sign_in(username.clone(), password).await {
                Ok(SignedIn::Done) => signed_in.try_run(()).unwrap_or_default(),
                Ok(SignedIn::NeedsCode { payload, by }) => {
                    waiting.try_set(Some(Waiting { username, payload, by }));
                }
                Err(refusal) => return Err(failure(refusal, sentences::refusal)),
            }
            Ok(())
        }) as _
    });
    move || match waiting.get() {
        Some(step) => {
            view! { <CodeStep apio=apio step=step waiting=waiting signed_in=signed_in /> }.into_any()
        }
        None => view! { <SignInForm before=name.get_value() sign_in=sign_in /> }.into_any(),
    }
}

fn failure(refusal: Refusal, sentence: fn(Language, &Refusal) -> String) -> SignInFailure {
    SignInFailure {
        server_messages: refusal.server_messages.clone(),
        sentence: Some(Arc::new(move |language| sentence(language, &refusal))),
        ..SignInFailure::default()
    }
}

fn code_sentence(language: Language, refusal: &Refusal) -> String {
    match refusal.kind {
        RefusalKind::RefusedValues => texts::code_refused(language).to_owned(),
        _ => sentences::refusal(language, refusal),
    }
}

/// The second step of signing in to Core: a code.
#[component]
fn CodeStep(
    apio: Apio,
    step: Waiting,
    waiting: RwSignal<Option<Waiting>>,
    signed_in: Callback<()>,
) -> impl IntoView {
    let code = secret();
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(SignInFailure::default());
    let by = step.by;
    dom::focus_soon(CODE);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(SignInFailure::default());
        let Waiting { username, payload, by } = step.clone();
        spawn_local(async move {
            let answer = apio.second_factor(username, payload, by, code.get_untracked()).await;
            busy.try_set(false);
            code.try_set(Secret::default());
            match answer {
                Ok(()) => signed_in.try_run(()).unwrap_or_default(),
                Err(refusal) => {
                    refused.try_set(failure(refusal, code_sentence));
                    dom::focus_soon(CODE);
                }
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Failure failure=refused />
            <p>{t(match by {
                Factor::Email => texts::code_by_email,
                Factor::Totp => texts::code_by_app,
            })}</p>
            {secret_field(CODE, texts::code, code, Entry::CODE, Signal::stored(String::new()), None)}
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || busy.get().then_some("true")>
                    {t(common::sign_in)}
                </button>
                <button type="button" class="quiet" on:click=move |_| waiting.set(None)>
                    {t(texts::another_account)}
                </button>
            </div>
        </form>
    }
}

/// After the first sign-in: a new password is offered, above the page.
#[component]
pub fn FirstSignIn(apio: Apio) -> impl IntoView {
    let decline = move || {
        apio.no_longer_first();
        dom::focus(CONTENT);
    };
    view! {
        <Show when=move || apio.is_first() && !apio.must_change()>
            <div class="advice" role="status">
                <p>{t(texts::first_login)}</p>
                <div class="offer">
                    <button type="button" on:click=move |_| apio.changing.set(true)>
                        {t(texts::change_password)}
                    </button>
                    <button type="button" class="quiet" on:click=move |_| decline()>
                        {t(texts::not_now)}
                    </button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

/// "You must change your password before you can go on", or an offer that was
/// taken up, above a page that is there already.
#[component]
pub fn PasswordDialog(apio: Apio) -> impl IntoView {
    let open = Memo::new(move |_| apio.must_change() || apio.changing.get());
    view! {
        <Dialog
            open=open
            title=text(texts::change_password)
            on_close=move || apio.gave_up()
        >
            <PasswordStep apio=apio />
            <button type="button" class="quiet" on:click=move |_| apio.gave_up()>
                {t(common::cancel)}
            </button>
        </Dialog>
    }
    .into_any()
}

fn not_changed_sentence(language: Language, refusal: &Refusal) -> String {
    [texts::password_not_changed(language), " ", &sentences::refusal(language, refusal)].concat()
}

fn unknown_sentence(language: Language, refusal: &Refusal) -> String {
    [texts::password_outcome_unknown(language), " ", &sentences::refusal(language, refusal)].concat()
}

fn missing(language: Language) -> String {
    problem_sentence(language, &Problem::without_field(Trouble::Missing))
}

/// The step itself: old password, new password, new password again.
#[component]
pub fn PasswordStep(apio: Apio) -> impl IntoView {
    let console = Console::get();
    let shell = PageShell::get();
    let language = language();
    let (old, new, repeat) = (secret(), secret(), secret());
    // One button for the new password and its repetition.
    let shown = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let is_checked = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let is_unknown = RwSignal::new(false);
    let refused = Signal::derive(move || {
        let sentence = if is_unknown.get() { unknown_sentence } else { not_changed_sentence };
        refusal.get().map(|refusal| failure(refusal, sentence)).unwrap_or_default()
    });
    // The configured minimum is one for end users.
    let minimum = untrack(|| apio.who().is_none_or(|who| !who.level.sees_others()));
    let rules = PasswordRules::default();
    let rules = if minimum { rules.with_settings(&apio.settings().passwords()) } else { rules };
    let rules = RwSignal::new(rules);
    if let Some(own) = untrack(|| apio.who()).and_then(|who| who.own_user()) {
        spawn_local(async move {
            rules.try_set(apio.read_password_rules(&own.group_ids()).await);
        });
    }
    let user_id = Signal::derive(move || apio.who().and_then(|who| who.user).unwrap_or_default());
    let why = move || {
        let word = if apio.must_change() { texts::change_password_first } else { texts::first_login };
        word(language.get())
    };
    let local = move |control: &str| {
        let language = language.get();
        match control {
            _ if !is_checked.get() => String::new(),
            OLD if old.with(Secret::is_empty) => missing(language),
            NEW if new.with(Secret::is_empty) => missing(language),
            REPEAT if new.get() != repeat.get() => texts::passwords_differ(language).to_owned(),
            _ => String::new(),
        }
    };
    // What was found before sending, or else what the server says of the field.
    let problem = move |control: &'static str, field: &'static str| {
        Signal::derive(move || {
            let found = local(control);
            if !found.is_empty() {
                return found;
            }
            refusal.with(|refusal| {
                let problems =
                    refusal.as_ref().map(|refusal| refusal.problems.as_slice()).unwrap_or_default();
                let mut here = problems.iter().filter(|problem| problem.field.as_deref() == Some(field));
                here.next().map(|problem| password_sentence(language.get(), problem)).unwrap_or_default()
            })
        })
    };
    Effect::new(move |_| {
        [old, new, repeat].iter().for_each(Track::track);
        is_checked.set(false);
    });
    dom::focus_soon(OLD);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refusal.set(None);
        is_checked.set(true);
        let wrong = [OLD, NEW, REPEAT].into_iter().find(|control| !untrack(|| local(control)).is_empty());
        if let Some(control) = wrong {
            return dom::focus_soon(control);
        }
        busy.set(true);
        // A password that one person typed is not sent as that of another.
        spawn_local((shell.on_behalf_of_present_people)(Box::pin(async move {
            let was_offered = apio.changing.get_untracked();
            let absent = FieldValue::Absent;
            let password =
                JournalValue::new(ProfileField::NewPassword, &absent, &absent, form::ValueOutcome::Unknown);
            let entry = shell.add_entry.run(NewEntry {
                route: None,
                name: user_id.get_untracked(),
                kind: ChangeKind::Changed,
                values: vec![password],
            });
            let answer = apio.change_own_password(old.get_untracked(), new.get_untracked()).await;
            let outcome = match &answer {
                PasswordChange::Changed => WriteOutcome::Done,
                PasswordChange::Refused(_) => WriteOutcome::NotKept,
                PasswordChange::Unknown(_) => WriteOutcome::Unknown,
            };
            shell.settle_entry.run((entry, Settlement::new(outcome)));
            busy.try_set(false);
            match answer {
                PasswordChange::Changed => {
                    if was_offered {
                        // The offer has gone with its button.
                        dom::focus_soon(CONTENT);
                    }
                    console.notices.say(Tone::Done, |language| texts::password_changed(language).to_owned());
                }
                PasswordChange::Refused(why) => {
                    is_unknown.try_set(false);
                    refusal.try_set(Some(why));
                    dom::focus_soon(OLD);
                }
                PasswordChange::Unknown(why) => {
                    is_unknown.try_set(true);
                    refusal.try_set(Some(why));
                    dom::focus_soon(OLD);
                }
            }
        })));
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <p>{why}</p>
            <Failure failure=refused />
            {secret_field(OLD, texts::old_password, old, Entry::CURRENT_PASSWORD, problem(OLD, "oldPassword"), None)}
            {secret_field(
                NEW,
                texts::new_password,
                new,
                Entry::NEW_PASSWORD,
                problem(NEW, "newPassword"),
                Some(shown),
            )}
            {secret_field(
                REPEAT,
                texts::repeat_new_password,
                repeat,
                Entry::NEW_PASSWORD,
                problem(REPEAT, ""),
                Some(shown),
            )}
            <p>
                <ShowButton
                    label=text(texts::new_password)
                    shown=shown
                    controls=[NEW, REPEAT].join(" ")
                    on_press=move || shown.update(|shown| *shown = !*shown)
                />
            </p>
            <PasswordRulesList rules=rules typed=new old=old user_id=user_id />
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || busy.get().then_some("true")>
                    {t(texts::change_password)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
