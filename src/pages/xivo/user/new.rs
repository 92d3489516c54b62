//! Somebody new on a XiVO.

use std::collections::HashSet;
use std::time::Duration;

use leptos::prelude::*;
use leptos::{ev, task::spawn_local};

use crate::browser::{clock, dom};
use crate::components::form_page::LOOK_AGAIN_AFTER_S;
use crate::components::refused::{FormProblems, SUMMARY};
use crate::components::{FormBar, Link, Title, UnsavedOffer, language, text};
use crate::domain::{Problem, Refusal, RefusalKind, Trouble};
use crate::form::{Answer, Check, Draft, Problems, Values};
use crate::pages::shortcuts;
use crate::pages::xivo::tenants::TenantNote;
use crate::pages::xivo::user::dialect_known::DialectKnown;
use crate::pages::xivo::user::fields::{self, Fields};
use crate::pages::xivo::user::navigation::Back;
use crate::route::{Route, can_carry};
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::tenant_choice::TenantChoice;
use crate::state::xivo::user::NewUser as Created;
use crate::state::{Console, System};
use crate::text::{Word, xivo as words};
use crate::wire::xivo::comparison::compare_user;
use crate::wire::xivo::{Changes, Field, Unsendable, User, UserId, form};

/// The form of somebody new; every part is a handle.
#[derive(Clone, Copy)]
struct NewForm {
    xivo: Xivo,
    console: Console,
    draft: RwSignal<Draft<Field>>,
    is_saving: RwSignal<bool>,
    /// What is not known of the last try, in place of "Nothing was saved".
    doubt: RwSignal<Option<Word>>,
    /// Who was found after a try whose outcome was not known.
    found: RwSignal<Vec<UserId>>,
    /// Who was there before a try whose outcome is not known: another try must
    /// not make the same person twice.
    open_since: StoredValue<Option<HashSet<String>>>,
    attempt: StoredValue<u32>,
}

/// A new person.
pub fn page(system: System) -> AnyView {
    let xivo = Xivo::of(system);
    view! {
        <p><Back xivo=xivo /></p>
        <Title title=text(words::new_user) />
        <DialectKnown xivo=xivo children=move || view! { <NewUser xivo=xivo /> }.into_any() />
    }
    .into_any()
}

#[component]
fn NewUser(xivo: Xivo) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let new = NewForm {
        xivo,
        console,
        draft: RwSignal::new(Draft::new(Values::new())),
        is_saving: RwSignal::new(false),
        doubt: RwSignal::new(None),
        found: RwSignal::new(Vec::new()),
        open_since: StoredValue::new(None),
        attempt: StoredValue::new(0),
    };
    let NewForm { draft, is_saving, doubt, found, .. } = new;
    console.navigation.guard(move || draft.with(Draft::is_dirty));
    let tenant = console.navigation.query().with_untracked(|query| query.get("tenant").map(str::to_owned));
    if tenant.is_some() {
        xivo.choose_tenant(TenantChoice::from_query(tenant.as_deref()));
    }
    // What others have is offered while somebody types.
    spawn_local(async move { xivo.people.read(&xivo, false).await });
    shortcuts::save_with(Callback::new(move |()| new.save()));

    let heading = Signal::derive(move || doubt.get().map(|doubt| doubt(language.get()).to_owned()));
    let navigation = console.navigation;
    let links = move || {
        let link = |id: UserId| {
            let label = words::open_user(language.get(), id.as_str());
            let to = Route::User { system: xivo.system.id(), user: id.as_str().to_owned() };
            view! { <li><Link to=to>{label}</Link></li> }
        };
        found.get().into_iter().map(link).collect_view()
    };
    view! {
        <TenantNote xivo=xivo uuid=Signal::derive(move || xivo.tenant_of_new_users()) />
        <form
            class="form"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                new.save();
            }
        >
            <UnsavedOffer
                draft=draft
                label=Callback::new(|(language, field): (_, Field)| words::label(language, field.name()).to_owned())
            />
            <FormProblems
                draft=draft
                label=Callback::new(|(language, field): (_, Field)| words::label(language, field.name()).to_owned())
                control_id=Callback::new(fields::control_id)
                heading=heading
            />
            <Show when=move || found.with(|found| !found.is_empty())>
                <div class="advice" role="alert">
                    <p>{move || words::found_since(language.get())}</p>
                    <ul>{links}</ul>
                </div>
            </Show>
            <Fields xivo=xivo draft=draft is_new=true />
            <FormBar
                changed=Signal::derive(move || draft.with(|draft| draft.changed().len()))
                saving=is_saving
                on_cancel=Callback::new(move |()| navigation.go(&Route::Users { system: xivo.system.id() }))
            />
        </form>
    }
    .into_any()
}

impl NewForm {
    fn save(self) {
        if self.is_saving.get_untracked() {
            return;
        }
        self.console.notices.clear();
        self.attempt.update_value(|attempt| *attempt += 1);
        self.doubt.set(None);
        match self.check() {
            Err(problems) => {
                self.draft.update(|draft| draft.show(problems));
                dom::focus_soon(SUMMARY);
            }
            Ok(changes) => {
                self.is_saving.set(true);
                self.draft.update(|draft| draft.show(Problems::default()));
                spawn_local(async move {
                    self.create(changes).await;
                    self.is_saving.try_set(false);
                });
            }
        }
    }

    fn check(self) -> Result<Changes, Problems<Field>> {
        let dialect = self.xivo.dialect.get_untracked();
        let check = self
            .draft
            .with_untracked(|draft| draft.check(|field, value| form::check_for_new(field, value, &dialect)));
        match check {
            Check::Refused(problems) => Err(problems),
            Check::NothingChanged => Err(missing_name()),
            Check::Ready(checked) => form::to_new_user(&checked, &dialect).map_err(|why| match why {
                Unsendable::Nothing => missing_name(),
                Unsendable::Refused(problems) => {
                    Problems::of(Refusal { problems, ..Refusal::new(RefusalKind::RefusedValues) }, |_| true)
                }
            }),
        }
    }

    async fn create(self, values: Changes) {
        let xivo = self.xivo;
        let name = self.name();
        let before = match self.open_since.get_value() {
            // An earlier try may have come to its end meanwhile.
            Some(before) => match xivo.find_created(&values, &before, false).await {
                Ok(found) if found.is_empty() => before,
                Ok(found) => return self.show_found(&found),
                Err(refusal) => return self.refuse(Some(words::creation_unknown), refusal),
            },
            None => match xivo.read_ids().await {
                Ok(before) => before,
                // Nothing was sent.
                Err(refusal) => return self.refuse(None, refusal),
            },
        };
        match xivo.create_user(values.clone(), &before).await {
            Created::One { user, answer } => self.open(&user, &values, answer, name),
            Created::Several(ids) => {
                // The list learns of the new people from the server.
                spawn_local(async move { xivo.people.read(&xivo, true).await });
                if !self.is_here() {
                    return;
                }
                let ids: Vec<&str> = ids.iter().map(UserId::as_str).collect();
                let ids = ids.join(", ");
                self.console.navigation.replace(&Route::Users { system: xivo.system.id() });
                self.console
                    .notices
                    .say(Tone::Warning, move |language| words::several_created(language, &name, &ids));
            }
            Created::NotFound => {
                self.refuse(Some(words::not_created_found), Refusal::new(RefusalKind::NotUnderstood));
            }
            Created::Refused(refusal) => {
                let is_fault = refusal.outcome_unknown();
                self.refuse(is_fault.then_some(words::not_created), refusal);
            }
            Created::NotYet(refusal) => {
                self.refuse(Some(words::creation_not_seen), refusal);
                self.look_again(values, before);
            }
            Created::Unknown(refusal) => {
                self.refuse(Some(words::creation_unknown), refusal);
                self.look_again(values, before);
            }
        }
    }

    /// Goes on looking for a while, as long as the page is there and nobody tries again.
    fn look_again(self, values: Changes, before: HashSet<String>) {
        self.open_since.try_update_value(|open| *open = Some(before.clone()));
        let Some(attempt) = self.attempt.try_get_value() else { return };
        spawn_local(async move {
            for wait in LOOK_AGAIN_AFTER_S {
                clock::sleep(Duration::from_secs(wait)).await;
                if self.attempt.try_get_value() != Some(attempt) {
                    return;
                }
                let found = self.xivo.find_created(&values, &before, false).await;
                if self.attempt.try_get_value() != Some(attempt) {
                    return;
                }
                if let Ok(found) = found
                    && !found.is_empty()
                {
                    return self.show_found(&found);
                }
            }
        });
    }

    /// An earlier try made these people after all.
    fn show_found(self, found: &[User]) {
        self.doubt.try_set(None);
        self.draft.try_update(|draft| draft.show(Problems::default()));
        self.found.try_set(found.iter().map(|user| user.id().clone()).collect());
    }

    /// Is the page still there? Whoever has left it is not taken anywhere by what ends later.
    fn is_here(self) -> bool {
        self.attempt.try_get_value().is_some()
    }

    /// Opens the person who was created.
    fn open(self, user: &User, values: &Changes, answer: Answer, name: String) {
        let xivo = self.xivo;
        // The list learns of the new person from the server.
        spawn_local(async move { xivo.people.read(&xivo, true).await });
        if !self.is_here() {
            return;
        }
        let not_stored = compare_user(values, user).not_stored;
        let lost: Vec<&'static str> =
            values.fields().filter(|field| not_stored.contains(*field)).map(Field::name).collect();
        let users = Route::Users { system: xivo.system.id() };
        let to = Route::User { system: xivo.system.id(), user: user.id().as_str().to_owned() };
        self.console.navigation.replace(if can_carry(user.id().as_str()) { &to } else { &users });
        let tone = if lost.is_empty() && answer == Answer::Accepted { Tone::Done } else { Tone::Warning };
        self.console.notices.say(tone, move |language| match answer {
            _ if !lost.is_empty() => words::created_in_part(language, &name, &lost),
            Answer::Accepted => words::created(language, &name),
            Answer::Failed => words::created_all_the_same(language, &name),
            Answer::Missing => words::created_without_answer(language, &name),
        });
    }

    fn name(self) -> String {
        let read = |draft: &Draft<Field>| {
            let part = |field| draft.get(field).as_text().trim().to_owned();
            [part(Field::Firstname), part(Field::Lastname)].join(" ").trim().to_owned()
        };
        self.draft.try_with_untracked(read).unwrap_or_default()
    }

    fn refuse(self, doubt: Option<Word>, refusal: Refusal) {
        self.doubt.try_set(doubt);
        self.draft.try_update(|draft| draft.refused(refusal, |_| true));
        dom::focus_soon(SUMMARY);
    }
}

/// Nothing was typed at all: a person needs at least a first name.
fn missing_name() -> Problems<Field> {
    let mut refusal = Refusal::new(RefusalKind::RefusedValues);
    refusal.problems.push(Problem::at(Field::Firstname.name(), Trouble::Missing));
    Problems::of(refusal, |_| true)
}
