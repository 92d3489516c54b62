//! Somebody new on a XiVO. Whoever was created is opened, whatever the server answered.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::dom;
use crate::components::form_page::{Editing, Resource, form_page, in_page};
use crate::components::refused::Refused;
use crate::components::{FormBody, Link, PageShell, Title, language, t, text};
use crate::domain::{Language, Problem, Refusal, RefusalKind, Trouble};
use crate::form::{Answer, Checked, Draft, FieldValue, Outcome, Problems, ValueOutcome, Values, Verdict};
use crate::journal::{JournalValue, Settlement, WriteOutcome};
use crate::pages::plan::begin::begin_plan;
use crate::pages::request_sheet::{RequestSheet, ShowsRequests};
use crate::pages::xivo::names::NamesField;
use crate::pages::xivo::tenants::{TenantNote, choose_tenant_of_address};
use crate::pages::xivo::user::fields::{self, Fields, OTHER_GROUPS, PERSON};
use crate::pages::xivo::user::navigation::Back;
use crate::plan::names::read_names;
use crate::plan::selection::Selected;
use crate::route::{Route, can_carry};
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{NewUsers, PlanSource};
use crate::state::xivo::row_journal::values_of_new_user;
use crate::state::xivo::user::Creation;
use crate::state::{Console, System};
use crate::text::{form as form_texts, xivo as xivo_texts};
use crate::wire::xivo::users::CreateUser;
use crate::wire::xivo::{Changes, Field, Unsendable, User, UserId, form};
use crate::wire::{Call, Request};

/// The id of what says who was created by an earlier try, or more than once.
const CREATED: &str = "created";

/// Somebody who is not on the server yet. The object that is read is who was created by the
/// last try: nobody, one, or more if the request reached the server twice.
#[derive(Clone, Copy)]
struct NewUserForm {
    xivo: Xivo,
    console: Console,
    /// The ids of everybody, read just before a try.
    before: StoredValue<Arc<HashSet<String>>>,
    /// The last try, while it is not known that it created nobody: another one must not
    /// make the same person twice.
    creation: StoredValue<Option<Creation>>,
    /// What it sent.
    sent: StoredValue<Values<Field>>,
    /// Is what the last try came to still to be seen for the first time?
    is_first_look: StoredValue<bool>,
    /// Whom the new person is to be like, if anybody.
    like: StoredValue<Option<UserId>>,
    /// That person's name, once it was read.
    like_name: RwSignal<String>,
    /// What the form begins with.
    start: StoredValue<Values<Field>>,
}

impl NewUserForm {
    fn new(xivo: Xivo, like: Option<UserId>) -> Self {
        Self {
            xivo,
            console: Console::get(),
            before: StoredValue::new(Arc::default()),
            creation: StoredValue::new(None),
            sent: StoredValue::new(Values::new()),
            is_first_look: StoredValue::new(true),
            like: StoredValue::new(like),
            like_name: RwSignal::new(String::new()),
            start: StoredValue::new(Values::new()),
        }
    }

    /// What is sent of somebody new.
    fn values_of_new_user(self, checked: &Checked<Field>) -> Result<Changes, Refusal> {
        form::to_new_user(checked, &self.xivo.dialect.get_untracked()).map_err(|why| {
            Refusal::of_values(match why {
                Unsendable::Nothing => vec![missing_name()],
                Unsendable::Refused(problems) => problems,
            })
        })
    }

    /// The list learns of new people from the server, also when the page was left.
    fn refresh_list(self) {
        let xivo = self.xivo;
        spawn_local(async move { xivo.people.read(&xivo, true).await });
    }

    /// Says beside the form who was created: which of several was meant, nobody knows; and
    /// from what was typed since an earlier try, nobody is taken away.
    fn show_created(self, editing: Editing<Self>) {
        editing.draft.try_update(|draft| draft.show(Problems::default()));
        dom::focus_soon(CREATED);
    }

    /// Opens the person who was created, where what the server did not keep is still typed.
    fn open_created(self, editing: Editing<Self>, user: &User, outcome: &Outcome<Field>) {
        let (system, id, name) = (self.xivo.system.id(), user.id(), user.full_name());
        let lost: Vec<&'static str> = outcome.not_kept.iter().map(|field| field.name()).collect();
        let answer = outcome.answer;
        let typed = editing.draft.try_with_untracked(|draft| {
            outcome.not_kept.iter().map(|field| (*field, draft.get(*field).clone())).collect()
        });
        self.xivo.keep_typed(id.clone(), typed.unwrap_or_default());
        let users = Route::Users { system: system.clone() };
        let own = Route::User { system, user: id.as_str().to_owned() };
        self.console.navigation.replace(if can_carry(id.as_str()) { &own } else { &users });
        let tone = if lost.is_empty() && answer == Answer::Accepted { Tone::Done } else { Tone::Warning };
        let sentence = move |language| {
            let created = match answer {
                _ if !lost.is_empty() => xivo_texts::created_in_part(language, &name, &lost),
                Answer::Accepted => xivo_texts::created(language, &name),
                Answer::Failed => xivo_texts::created_all_the_same(language, &name),
                Answer::Missing => xivo_texts::created_without_answer(language, &name),
            };
            [created.as_str(), " ", xivo_texts::undo_deletes(language)].concat()
        };
        self.console.notices.say_written(tone, Arc::new(sentence), editing.last_entry());
    }
}

impl ShowsRequests for NewUserForm {
    fn system(self) -> System {
        self.xivo.system
    }

    fn requests(self, checked: &Checked<Field>, _created: &Vec<User>) -> Result<Vec<Request>, Refusal> {
        Ok(vec![CreateUser::new(self.values_of_new_user(checked)?).request()])
    }
}

impl Resource for NewUserForm {
    type Field = Field;
    type Object = Vec<User>;

    const CREATES: bool = true;

    async fn open(self) -> Result<Vec<User>, Refusal> {
        // The form depends on which fields the server has.
        self.xivo.find_dialect().await?;
        if let Some(like) = in_page(self.like)? {
            let user = self.xivo.read_user(&like).await?;
            let start =
                form::to_copied_values(&form::to_form_values(&user), &self.xivo.dialect.get_untracked());
            self.start.try_set_value(start);
            self.like_name.try_set(user.full_name());
        }
        Ok(Vec::new())
    }

    async fn read(self) -> Result<Vec<User>, Refusal> {
        if let Some(creation) = in_page(self.creation)? {
            return Ok(self.xivo.find_created(&creation).await?.found);
        }
        let everybody = self.xivo.read_ids().await?;
        self.before.try_set_value(Arc::new(everybody));
        Ok(Vec::new())
    }

    fn begin(self, _created: &Vec<User>) -> Draft<Field> {
        Draft::new(in_page(self.start).unwrap_or_default())
    }

    fn before_write(self, editing: Editing<Self>, created: &Vec<User>) -> bool {
        let is_nobody = created.is_empty();
        if !is_nobody {
            // An earlier try has come to its end meanwhile.
            self.refresh_list();
            self.show_created(editing);
        }
        is_nobody
    }

    async fn write(self, checked: &Checked<Field>, _created: &Vec<User>) -> Result<(), Refusal> {
        let xivo = self.xivo;
        let values = self.values_of_new_user(checked)?;
        let mut creation = Creation::new(values, in_page(self.before)?);
        let before = in_page(self.creation)?;
        self.creation.try_set_value(Some(creation.clone()));
        self.sent.try_set_value(checked.whole().clone());
        self.is_first_look.try_set_value(true);
        let answer = xivo.create_user(&mut creation).await;
        self.refresh_list();
        // Without a session the server did not begin.
        let is_begun = answer.as_ref().err().is_none_or(|refusal| refusal.kind != RefusalKind::NotSignedIn);
        self.creation.try_set_value(if is_begun { Some(creation) } else { before });
        answer
    }

    /// Who was created is opened, or told of beside the form. Where they are several, what was
    /// sent stays typed, and is no longer unsaved.
    fn values(self, created: &Vec<User>) -> Values<Field> {
        in_page(if created.len() > 1 { self.sent } else { self.start }).unwrap_or_default()
    }

    fn problems(
        self,
        draft: &Draft<Field>,
        _created: &Vec<User>,
        field: Field,
        value: &FieldValue,
    ) -> Vec<Problem> {
        let is_blank = |field: &Field| match draft.get(*field) {
            FieldValue::Text(text) => text.trim().is_empty(),
            value => value.is_empty(),
        };
        // What was taken over from somebody else makes no new person.
        let start = in_page(self.start).unwrap_or_default();
        let is_nothing = |field: &Field| is_blank(field) || draft.get(*field).is_same(start.get(*field));
        if field == Field::Firstname && Field::ALL.iter().all(is_nothing) {
            return vec![missing_name()];
        }
        form::check_for_new(field, value, &self.xivo.dialect.get_untracked()).into_iter().collect()
    }

    fn effects(
        self,
        sent: &Checked<Field>,
        _before: &Vec<User>,
        created: &Vec<User>,
    ) -> Vec<(Field, ValueOutcome)> {
        match created.as_slice() {
            [user] => form::effects(sent, user, &self.xivo.dialect.get_untracked()),
            _ => sent.changes().map(|(field, _)| (field, ValueOutcome::NotStored)).collect(),
        }
    }

    /// The journal has all that somebody new has, so that deleting them tramples nothing that
    /// was changed since.
    fn settlement(
        self,
        sent: &Checked<Field>,
        _before: &Vec<User>,
        outcome: &Outcome<Field>,
        created: &Vec<User>,
    ) -> Settlement {
        let [user] = created.as_slice() else {
            // More than one: the request has reached the server twice.
            let is_nobody = created.is_empty() && outcome.verdict == Verdict::NothingKept;
            return Settlement::new(if is_nobody { WriteOutcome::NotKept } else { WriteOutcome::Unknown });
        };
        let secrets = sent.changes().map(|(field, _)| field).filter(|field| field.is_secret());
        let mut values = values_of_new_user(user, secrets);
        let lost = outcome.not_kept.iter().filter_map(|field| Some((*field, sent.change(*field)?)));
        let absent = FieldValue::Absent;
        values.extend(
            lost.map(|(field, value)| JournalValue::new(field, &absent, value, ValueOutcome::NotStored)),
        );
        let is_whole = outcome.verdict == Verdict::AllKept;
        let outcome = if is_whole { WriteOutcome::Done } else { WriteOutcome::InPart };
        let route = Route::User { system: self.xivo.system.id(), user: user.id().as_str().to_owned() };
        let created = Some((route, user.full_name()));
        Settlement { outcome, values: Some(values), created }
    }

    fn was_written(self, editing: Editing<Self>, outcome: &Outcome<Field>, created: &Vec<User>) {
        let is_first_look = self.is_first_look.try_get_value() == Some(true);
        self.is_first_look.try_set_value(false);
        match created.as_slice() {
            [] if outcome.verdict == Verdict::Unknown => {}
            [] => {
                self.creation.try_set_value(None);
            }
            [user] if is_first_look => self.open_created(editing, user, outcome),
            [_] => {
                // What was sent is no longer in the form: what is typed now is another person.
                self.creation.try_set_value(None);
                self.refresh_list();
                self.show_created(editing);
            }
            _ => self.show_created(editing),
        }
    }

    fn label(self, language: Language, field: Field) -> String {
        xivo_texts::label(language, field.name()).to_owned()
    }

    fn control_id(self, field: Field) -> String {
        fields::control_id(field)
    }

    fn heading(self, language: Language, draft: &Draft<Field>) -> Option<String> {
        let refusal = draft.problems().refusal();
        let Some(outcome) = draft.outcome() else {
            // Nothing was sent now. What became of an earlier try is not known.
            let is_open = self.creation.try_with_value(Option::is_some) == Some(true);
            return (is_open && refusal.is_some()).then(|| xivo_texts::creation_unknown(language).to_owned());
        };
        let sentence = match (outcome.verdict, outcome.answer) {
            (Verdict::NothingKept, Answer::Accepted) => xivo_texts::not_created_found(language),
            (Verdict::NothingKept, _) if refusal.is_some_and(Refusal::outcome_unknown) => {
                xivo_texts::not_created(language)
            }
            (Verdict::Unknown, _) if outcome.not_kept.is_empty() => xivo_texts::creation_unknown(language),
            (Verdict::Unknown, _) => xivo_texts::creation_not_seen(language),
            _ => return None,
        };
        Some(form_texts::and_still_looking(language, sentence.to_owned(), outcome.is_looking))
    }
}

/// Nothing was typed at all: a person needs at least a first name.
fn missing_name() -> Problem {
    Problem::at(Field::Firstname.name(), Trouble::Missing)
}

/// A new person.
pub fn page(system: System) -> AnyView {
    let xivo = Xivo::of(system);
    choose_tenant_of_address(xivo);
    let query = Console::get().navigation.query();
    let like = query.with_untracked(|query| query.get("like").map(UserId::new));
    form_page(
        || NewUserForm::new(xivo, like),
        text(xivo_texts::new_user),
        |editing| view! { <NewUser editing=editing /> }.into_any(),
        move |refusal, retry| {
            view! {
                <p><Back xivo=xivo /></p>
                <Title title=text(xivo_texts::new_user) />
                <Refused refusal=refusal retry=retry />
            }
            .into_any()
        },
    )
}

#[component]
fn NewUser(editing: Editing<NewUserForm>) -> impl IntoView {
    let language = language();
    let Editing { resource: NewUserForm { xivo, console, like, like_name, .. }, draft, .. } = editing;
    let is_like = like.with_value(Option::is_some);
    if is_like {
        dom::focus_soon(&fields::control_id(Field::Firstname));
    }
    // What others have is offered while somebody types.
    spawn_local(async move { xivo.people.read(&xivo, false).await });
    let leave = move |()| console.navigation.go(&Route::Users { system: xivo.system.id() });
    view! {
        <p><Back xivo=xivo /></p>
        <Title title=text(xivo_texts::new_user) />
        <TenantNote xivo=xivo uuid=Signal::derive(move || xivo.tenant_of_new_users()) />
        {is_like
            .then(|| {
                view! {
                    <p class="advice">{move || xivo_texts::like(language.get(), &like_name.get())}</p>
                    <SeveralLike resource=editing.resource />
                }
            })}
        <FormBody editing=editing on_cancel=Callback::new(leave)>
            <Created editing=editing />
            <Fields xivo=xivo draft=draft groups=PERSON is_new=true />
            <Fields xivo=xivo draft=draft groups=OTHER_GROUPS is_new=true />
            <RequestSheet editing=editing />
        </FormBody>
    }
    .into_any()
}

/// A list of names instead of one: a plan comes of it.
#[component]
fn SeveralLike(resource: NewUserForm) -> impl IntoView {
    let NewUserForm { xivo, like, like_name, .. } = resource;
    let (typed, is_made) = (RwSignal::new(String::new()), RwSignal::new(false));
    let is_empty = move || typed.with(|typed| typed.trim().is_empty());
    PageShell::get().guard_leaving.run(Signal::derive(move || !is_made.get() && !is_empty()));
    let make = move |_| {
        let text = typed.get_untracked();
        let Some(id) = like.get_value().filter(|_| !read_names(&text).is_empty()) else { return };
        let like = Selected { id: id.as_str().to_owned(), name: like_name.get_untracked() };
        is_made.set(true);
        begin_plan(xivo, PlanSource::NewUsers(NewUsers { like, text }));
    };
    view! {
        <details>
            <summary>{t(xivo_texts::several_like_this)}</summary>
            <NamesField
                value=typed
                on_input=move |text| {
                    is_made.set(false);
                    typed.set(text);
                }
            />
            <button
                type="button"
                aria-disabled=move || if is_empty() { "true" } else { "false" }
                on:click=make
            >
                {t(xivo_texts::make_plan)}
            </button>
        </details>
    }
    .into_any()
}

/// Who was created by an earlier try, or more than once, each to be opened.
#[component]
fn Created(editing: Editing<NewUserForm>) -> impl IntoView {
    let language = language();
    let Editing { resource: NewUserForm { xivo, .. }, object: created, .. } = editing;
    let sentence = move || {
        created.with(|created| match created.as_slice() {
            [_] => xivo_texts::found_since(language.get()).to_owned(),
            created => {
                let name = created.first().map(User::full_name).unwrap_or_default();
                let ids: Vec<&str> = created.iter().map(|user| user.id().as_str()).collect();
                xivo_texts::several_created(language.get(), &name, &ids.join(", "))
            }
        })
    };
    let links = move || {
        let link = |user: &User| {
            let id = user.id().as_str().to_owned();
            let label = xivo_texts::open_user(language.get(), &id);
            let to = Route::User { system: xivo.system.id(), user: id };
            view! { <li><Link to=to>{label}</Link></li> }
        };
        created.with(|created| created.iter().map(link).collect_view())
    };
    view! {
        <Show when=move || created.with(|created| !created.is_empty())>
            <div class="advice" role="alert" id=CREATED tabindex="-1">
                <p>{sentence}</p>
                <ul>{links}</ul>
            </div>
        </Show>
    }
    .into_any()
}
