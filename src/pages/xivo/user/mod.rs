//! One person of a XiVO: change, and delete with its consequences.

pub mod delete;
pub mod fields;
pub mod new;

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::refused::{ProblemSummary, Refused};
use crate::components::{Link, Loading, Title, language, sentence, t};
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Check, Draft, Problems};
use crate::pages::form_bar::FormBar;
use crate::pages::shortcuts;
use crate::pages::xivo::user::delete::Delete;
use crate::pages::xivo::user::fields::Fields;
use crate::route::Route;
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::user::Changed;
use crate::state::{Console, System};
use crate::text::{common, xivo as words};
use crate::wire::xivo as wire;
use crate::wire::xivo::{Changes, Field, Unsendable, UserId, UserRow, form};

const SUMMARY: &str = "problems";
const CONFLICT: &str = "conflict";

/// What is known of the person.
#[derive(Clone)]
enum Known {
    Asking,
    Here(Loaded),
    Refused(Refusal),
}

/// The person as last read, and the form.
#[derive(Clone, Copy)]
pub struct Loaded {
    pub user: RwSignal<wire::User>,
    pub draft: RwSignal<Draft<Field>>,
}

/// One person.
pub fn page(system: System, id: String) -> AnyView {
    view! { <User xivo=Xivo::of(system) id=UserId::new(id) /> }.into_any()
}

#[component]
pub fn User(xivo: Xivo, id: UserId) -> impl IntoView {
    let known = RwSignal::new(Known::Asking);
    let id = StoredValue::new(id);
    let owner = Owner::current().unwrap_or_default();
    let read = Callback::new(move |()| {
        known.set(Known::Asking);
        let owner = owner.clone();
        spawn_local(async move {
            let now = match xivo.read_user(&id.get_value()).await {
                Ok(user) => owner.with(|| {
                    let draft = RwSignal::new(Draft::begin(form::to_form_values(&user)));
                    Known::Here(Loaded { user: RwSignal::new(user), draft })
                }),
                Err(refusal) => Known::Refused(refusal),
            };
            known.try_set(now);
        });
    });
    read.run(());
    move || match known.get() {
        Known::Asking => view! {
            <Title title=sentence(|language| words::user(language).to_owned()) />
            <Loading />
        }
        .into_any(),
        Known::Here(loaded) => view! { <Form xivo=xivo loaded=loaded /> }.into_any(),
        Known::Refused(refusal) => view! { <Gone xivo=xivo refusal=refusal retry=read /> }.into_any(),
    }
}

/// Nobody there, or not to be read: says so, and leads back to the list.
#[component]
pub fn Gone(xivo: Xivo, refusal: Refusal, retry: Callback<()>) -> impl IntoView {
    let is_gone = refusal.kind == RefusalKind::NotFound;
    view! {
        <Title title=sentence(|language| words::user(language).to_owned()) />
        {if is_gone {
            view! {
                <div class="refused" role="alert">
                    <p>{t(words::user_gone)}</p>
                    <p>{t(words::user_gone_next)}</p>
                </div>
            }
                .into_any()
        } else {
            view! { <Refused refusal=refusal retry=retry /> }.into_any()
        }}
        <p>
            <Back xivo=xivo />
        </p>
    }
    .into_any()
}

/// The way back to the list, with its search kept.
#[component]
pub fn Back(xivo: Xivo) -> impl IntoView {
    let query = Console::get().navigation.list_query();
    view! {
        <Link to=Route::Users { system: xivo.system.id() } query=query class="back">
            {t(words::back_to_users)}
        </Link>
    }
    .into_any()
}

/// The user's own form and the CTI view stand beside each other.
#[component]
pub fn Tabs(xivo: Xivo, id: UserId) -> impl IntoView {
    let route = Console::get().navigation.route();
    let (system, user) = (xivo.system.id(), id.as_str().to_owned());
    let own = Route::User { system: system.clone(), user: user.clone() };
    let cti = Route::UserCti { system, user };
    let (here, there) = (own.clone(), cti.clone());
    view! {
        <nav class="tabs" aria-label=t(words::user)>
            <Link to=own current=Signal::derive(move || route.get() == here)>{t(words::user)}</Link>
            <Link to=cti current=Signal::derive(move || route.get() == there)>{t(words::cti_configuration)}</Link>
        </nav>
    }
    .into_any()
}

#[component]
fn Form(xivo: Xivo, loaded: Loaded) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let Loaded { user, draft } = loaded;
    let saving = RwSignal::new(false);
    let id = StoredValue::new(user.with_untracked(|user| user.id().clone()));
    console.navigation.guard(move || draft.with(Draft::is_dirty));

    let save = move || {
        if saving.get_untracked() {
            return;
        }
        // What happened to an earlier attempt is past.
        console.notices.clear();
        let dialect = xivo.dialect.get_untracked();
        match draft
            .with_untracked(|draft| draft.check(|field, value| form::check_value(field, value, &dialect)))
        {
            Check::NothingChanged => {
                console.notices.say(Tone::Done, |language| common::nothing_changed(language).to_owned());
            }
            Check::Refused(problems) => {
                draft.update(|draft| draft.show(problems));
                dom::focus_soon(SUMMARY);
            }
            Check::Ready(_) => {
                saving.set(true);
                if draft.with_untracked(|draft| !draft.problems().is_empty()) {
                    draft.update(|draft| draft.show(Problems::default()));
                }
                spawn_local(async move {
                    write(xivo, id.get_value(), loaded, console).await;
                    saving.try_set(false);
                });
            }
        }
    };
    shortcuts::save_with(Callback::new(move |()| save()));

    view! {
        <p><Back xivo=xivo /></p>
        <Title title=Signal::derive(move || {
            let name = user.with(wire::User::full_name);
            if name.is_empty() { words::unnamed(language.get()).to_owned() } else { name }
        }) />
        <Tabs xivo=xivo id=id.get_value() />
        {body(
            xivo,
            loaded,
            saving,
            Callback::new(move |()| save()),
            view! { <Fields xivo=xivo draft=draft is_new=false /> }.into_any(),
        )}
    }
    .into_any()
}

/// The form itself and what belongs to it, without what it does to the page around.
pub(super) fn body(
    xivo: Xivo,
    loaded: Loaded,
    saving: RwSignal<bool>,
    save: Callback<()>,
    fields: AnyView,
) -> AnyView {
    let language = language();
    let Loaded { user, draft } = loaded;
    let complaints = Signal::derive(move || draft.with(|draft| fields::complaints(language.get(), draft)));
    let refused = move || draft.with(|draft| !draft.problems().is_empty());
    let conflicts = move || draft.with(|draft| !draft.conflicts().is_empty());
    let heading = Signal::derive(move || {
        let language = language.get();
        let by_server = draft.with(|draft| draft.problems().refusal().is_some());
        if by_server { common::not_saved(language) } else { common::problems_heading(language) }.to_owned()
    });
    let renames = move || {
        let has_voicemail = user.with(|user| user.is_associated(Field::Voicemail) == Some(true));
        let renamed =
            draft.with(|draft| draft.is_changed(Field::Firstname) || draft.is_changed(Field::Lastname));
        xivo.dialect.get().renames_voicemail() && has_voicemail && renamed
    };
    let asking = RwSignal::new(false);
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                save.run(());
            }
        >
            <Show when=refused>
                <ProblemSummary
                    id=SUMMARY
                    heading=heading
                    complaints=complaints
                    said=Signal::derive(move || draft.with(fields::server_messages))
                />
            </Show>
            <Show when=conflicts>
                <div class="advice" role="alert" id=CONFLICT tabindex="-1">
                    <h2>{t(words::conflict_title)}</h2>
                    <p>{t(words::conflict_next)}</p>
                </div>
            </Show>
            {fields}
            <FormBar
                changed=Signal::derive(move || draft.with(|draft| draft.changed().len()))
                saving=saving
                on_cancel=Callback::new(move |()| draft.update(Draft::reset_all))
                advice=Signal::derive(move || {
                    if renames() { words::voicemail_renamed(language.get()).to_owned() } else { String::new() }
                })
            >
                <button type="button" class="danger" on:click=move |_| asking.set(true)>
                    {t(common::delete)}
                </button>
            </FormBar>
        </form>
        <Delete xivo=xivo loaded=loaded asking=asking />
    }
    .into_any()
}

/// Reads again, merges, writes, reads again, and says what became of it.
async fn write(xivo: Xivo, id: UserId, loaded: Loaded, console: Console) {
    let Loaded { user, draft } = loaded;
    match xivo.read_user(&id).await {
        Ok(fresh) => {
            let Some(taken_over) = rebase(loaded, fresh) else { return };
            // A second Save settles nothing: somebody must have chosen.
            if draft.with_untracked(|draft| !draft.conflicts().is_empty()) {
                return dom::focus_soon(CONFLICT);
            }
            if taken_over {
                console.notices.say(Tone::Warning, |language| words::taken_over(language).to_owned());
            }
        }
        Err(refusal) => return show(draft, refusal),
    }
    let dialect = xivo.dialect.get_untracked();
    let checked = match draft
        .with_untracked(|draft| draft.check(|field, value| form::check_value(field, value, &dialect)))
    {
        Check::Ready(checked) => checked,
        Check::Refused(problems) => {
            draft.update(|draft| draft.show(problems));
            return dom::focus_soon(SUMMARY);
        }
        // Somebody else made the very same change meanwhile.
        Check::NothingChanged => {
            return console.notices.say(Tone::Done, |language| common::nothing_changed(language).to_owned());
        }
    };
    let changes: Changes = match form::to_changes(&checked, &dialect) {
        Ok(changes) => changes,
        Err(Unsendable::Nothing) => return,
        Err(Unsendable::Refused(problems)) => {
            let mut refusal = Refusal::new(RefusalKind::RefusedValues);
            refusal.problems = problems;
            return show(draft, refusal);
        }
    };
    let sent: Vec<&'static str> = changes.fields().map(Field::name).collect();
    let outcome = xivo.change_user(&id, &checked, changes).await;
    let keep = |fresh: wire::User| {
        xivo.people.put(UserRow::from_user(&fresh));
        draft.try_update(|draft| draft.saved(&checked, form::to_form_values(&fresh)));
        user.try_set(fresh);
    };
    match outcome {
        Changed::Done(fresh) => {
            keep(fresh);
            console.notices.say(Tone::Done, move |language| words::saved(language, &sent));
        }
        Changed::Refused(refusal) => show(draft, refusal),
        Changed::Doubtful { user: fresh, refusal, outcome } if outcome.all_made() => {
            keep(fresh);
            draft.try_update(|draft| draft.refused(said_only(refusal), |_| true));
            console.notices.say(Tone::Warning, |language| words::failed_but_saved(language).to_owned());
        }
        Changed::Doubtful { user: fresh, refusal, outcome } => {
            let none = outcome.none_made();
            draft.try_update(|draft| draft.rebase(form::to_form_values(&fresh)));
            xivo.people.put(UserRow::from_user(&fresh));
            user.try_set(fresh);
            show(draft, refusal);
            console.notices.say(Tone::Failed, move |language| {
                if none { words::failed_not_saved(language) } else { words::failed_partly(language) }
                    .to_owned()
            });
        }
        Changed::Unread(_) => {
            draft.try_update(|draft| {
                let whole = checked.whole().clone();
                draft.saved(&checked, whole);
            });
            console.notices.say(Tone::Warning, |language| words::unread(language).to_owned());
        }
        Changed::Unknown(refusal) => {
            show(draft, refusal);
            console.notices.say(Tone::Failed, |language| words::unknown_outcome(language).to_owned());
        }
    }
}

/// Merges what the server holds now into the form, if it is anything new. Has
/// something been taken over into the form? `None` if the form is gone.
fn rebase(Loaded { user, draft }: Loaded, fresh: wire::User) -> Option<bool> {
    let values = form::to_form_values(&fresh);
    let is_old = draft.try_with_untracked(|draft| draft.is_based_on(&values))?;
    if is_old && user.with_untracked(|known| *known == fresh) {
        return Some(false);
    }
    let merge = draft.try_update(|draft| draft.rebase(values))?;
    user.try_set(fresh);
    Some(!merge.taken_over.is_empty())
}

/// A failure that changed nothing of what was asked needs no place in the form.
fn said_only(mut refusal: Refusal) -> Refusal {
    refusal.problems.clear();
    refusal
}

/// Shows a refusal in the form: what was typed stays.
fn show(draft: RwSignal<Draft<Field>>, refusal: Refusal) {
    draft.try_update(|draft| draft.refused(refusal, |_| true));
    dom::focus_soon(SUMMARY);
}
