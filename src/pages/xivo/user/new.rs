//! Somebody new on a XiVO.

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::refused::ProblemSummary;
use crate::components::{Title, language, text};
use crate::domain::{Problem, Refusal, RefusalKind, Trouble};
use crate::form::{Check, Draft, Problems, Values};
use crate::pages::form_bar::FormBar;
use crate::pages::shortcuts;
use crate::pages::xivo::user::Back;
use crate::pages::xivo::user::fields::{self, Fields};
use crate::route::{Route, can_carry};
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::user::NewUser as Outcome;
use crate::state::{Console, System};
use crate::text::{common, xivo as words};
use crate::wire::xivo::{Changes, Field, Unsendable, UserId, form};

const SUMMARY: &str = "problems";

/// A new person.
pub fn page(system: System) -> AnyView {
    view! { <NewUser xivo=Xivo::of(system) /> }.into_any()
}

#[component]
fn NewUser(xivo: Xivo) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let draft = RwSignal::new(Draft::new(Values::new()));
    let saving = RwSignal::new(false);
    console.navigation.guard(move || draft.with(Draft::is_dirty));
    // The fields of this server are known from its list.
    spawn_local(async move { xivo.people.read(&xivo, false).await });

    let save = move || {
        if saving.get_untracked() {
            return;
        }
        let dialect = xivo.dialect.get_untracked();
        let checked = draft
            .with_untracked(|draft| draft.check(|field, value| form::check_for_new(field, value, &dialect)));
        let changes: Result<Changes, Problems<Field>> = match checked {
            Check::Refused(problems) => Err(problems),
            Check::NothingChanged => Err(missing_name()),
            Check::Ready(checked) => form::to_new_user(&checked, &dialect).map_err(|why| match why {
                Unsendable::Nothing => missing_name(),
                Unsendable::Refused(problems) => {
                    let mut refusal = Refusal::new(RefusalKind::RefusedValues);
                    refusal.problems = problems;
                    Problems::of(refusal, |_| true)
                }
            }),
        };
        match changes {
            Err(problems) => {
                draft.update(|draft| draft.show(problems));
                dom::focus_soon(SUMMARY);
            }
            Ok(changes) => {
                saving.set(true);
                draft.update(|draft| draft.show(Problems::default()));
                spawn_local(async move {
                    create(xivo, draft, changes, console).await;
                    saving.try_set(false);
                });
            }
        }
    };
    shortcuts::save_with(Callback::new(move |()| save()));

    let refused = move || draft.with(|draft| !draft.problems().is_empty());
    let heading = Signal::derive(move || {
        let language = language.get();
        let by_server = draft.with(|draft| draft.problems().refusal().is_some());
        if by_server { common::not_saved(language) } else { common::problems_heading(language) }.to_owned()
    });
    let navigation = console.navigation;
    view! {
        <p><Back xivo=xivo /></p>
        <Title title=text(words::new_user) />
        <form
            class="form"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                save();
            }
        >
            <Show when=refused>
                <ProblemSummary
                    id=SUMMARY
                    heading=heading
                    complaints=Signal::derive(move || draft.with(|draft| fields::complaints(language.get(), draft)))
                    said=Signal::derive(move || draft.with(fields::server_messages))
                />
            </Show>
            <Fields xivo=xivo draft=draft is_new=true />
            <FormBar
                changed=Signal::derive(move || draft.with(|draft| draft.changed().len()))
                saving=saving
                on_cancel=Callback::new(move |()| navigation.go(&Route::Users { system: xivo.system.id() }))
            />
        </form>
    }
    .into_any()
}

/// Nothing was typed at all: a person needs at least a first name.
fn missing_name() -> Problems<Field> {
    let mut refusal = Refusal::new(RefusalKind::RefusedValues);
    refusal.problems.push(Problem::at(Field::Firstname.name(), Trouble::Missing));
    Problems::of(refusal, |_| true)
}

async fn create(xivo: Xivo, draft: RwSignal<Draft<Field>>, values: Changes, console: Console) {
    let name = draft.with_untracked(|draft| {
        let part = |field| draft.get(field).as_text().trim().to_owned();
        format!("{} {}", part(Field::Firstname), part(Field::Lastname)).trim().to_owned()
    });
    let go_to = |id: UserId| {
        let users = Route::Users { system: xivo.system.id() };
        let to = Route::User { system: xivo.system.id(), user: id.as_str().to_owned() };
        console.navigation.replace(if can_carry(id.as_str()) { &to } else { &users });
        // The list learns of the new person from the server.
        spawn_local(async move {
            xivo.people.read(&xivo, true).await;
        });
    };
    match xivo.create_user(values).await {
        Outcome::One(id) => {
            go_to(id);
            console.notices.say(Tone::Done, move |language| words::created(language, &name));
        }
        Outcome::OneAllTheSame(id, _) => {
            go_to(id);
            console.notices.say(Tone::Warning, move |language| words::created_all_the_same(language, &name));
        }
        Outcome::Several(ids) => {
            let ids: Vec<&str> = ids.iter().map(UserId::as_str).collect();
            let ids = ids.join(", ");
            console.navigation.replace(&Route::Users { system: xivo.system.id() });
            spawn_local(async move { xivo.people.read(&xivo, true).await });
            console.notices.say(Tone::Warning, move |language| words::several_created(language, &ids));
        }
        Outcome::NotFound => {
            console.notices.say(Tone::Warning, |language| words::not_created_found(language).to_owned());
        }
        Outcome::Refused(refusal) => {
            draft.try_update(|draft| draft.refused(refusal, |_| true));
            dom::focus_soon(SUMMARY);
        }
        Outcome::Unknown(refusal) => {
            draft.try_update(|draft| draft.refused(refusal, |_| true));
            dom::focus_soon(SUMMARY);
            console.notices.say(Tone::Failed, |language| words::unknown_outcome(language).to_owned());
        }
    }
}
