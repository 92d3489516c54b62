//! A person's profile: change it, or delete the person with what goes along.

pub mod delete;
pub mod fields;

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::refused::{ProblemSummary, Refused};
use crate::components::{FieldLink, Loading, Title, language, t, text};
use crate::domain::{PasswordRules, Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::form::{Check, Draft, Field, FieldValue, Problems};
use crate::pages::apio::home::for_person;
use crate::pages::apio::profile::delete::{Aftermath, Delete, Remains};
use crate::pages::apio::profile::fields::{Fields, complaints, control_id, server_messages};
use crate::pages::apio::way::{Back, Tabs};
use crate::pages::form_bar::FormBar;
use crate::pages::shortcuts;
use crate::state::apio::Apio;
use crate::state::apio::profile::Changed;
use crate::state::notices::Tone;
use crate::state::{Console, System};
use crate::text::{apio as words, common};
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::{Department, Profile};
use crate::wire::apio::profile_form::{self, ProfileField};

const SUMMARY: &str = "problems";
const CONFLICT: &str = "conflict";

/// What is known of the person.
#[derive(Clone)]
enum Known {
    Asking,
    Here(Loaded),
    Refused(Refusal),
    Deleted(Remains),
}

/// The person as last read, and the form.
#[derive(Clone, Copy)]
pub struct Loaded {
    pub apio: Apio,
    pub ids: StoredValue<UserIds>,
    pub profile: RwSignal<Profile>,
    pub draft: RwSignal<Draft<ProfileField>>,
    /// The new password once more; it is never sent.
    pub repeat: RwSignal<Secret>,
    /// Did the two new passwords differ at the last try?
    pub differ: RwSignal<bool>,
    /// Counts the tries: each hides what was shown.
    pub tries: RwSignal<u32>,
    pub rules: RwSignal<PasswordRules>,
    /// What may be chosen from; `None` where the list may not be read.
    pub departments: RwSignal<Option<Vec<Department>>>,
}

impl Loaded {
    fn new(apio: Apio, ids: UserIds, profile: Profile) -> Self {
        let rules = PasswordRules::default().with_settings(&apio.settings().passwords());
        let loaded = Self {
            apio,
            draft: RwSignal::new(Draft::begin(profile_form::values(&profile))),
            profile: RwSignal::new(profile),
            repeat: RwSignal::new(Secret::default()),
            differ: RwSignal::new(false),
            tries: RwSignal::new(0),
            rules: RwSignal::new(rules),
            departments: RwSignal::new(None),
            ids: StoredValue::new(ids),
        };
        let group = loaded.ids.with_value(UserIds::group_ids);
        spawn_local(async move {
            if let Ok(departments) = apio.read_departments(&group).await {
                loaded.departments.try_set(Some(departments));
            }
            let rules = apio.read_password_rules(&group).await;
            loaded.rules.try_set(rules);
        });
        loaded
    }

    /// Does a directory own the person? Reactive.
    pub fn is_synced(&self) -> bool {
        self.profile.with(|profile| profile.sync.is_some())
    }

    fn user(&self) -> String {
        self.ids.with_value(|ids| ids.user.clone())
    }

    /// First and last name, or the id. Reactive.
    pub fn name(&self) -> String {
        let user = self.user();
        self.profile.with(|profile| profile.full_name(&user))
    }

    fn check(&self) -> Check<ProfileField> {
        let asks = untrack(|| self.apio.level().asks_for_current());
        self.draft.with_untracked(|draft| {
            let is_empty = |field| draft.get(field).is_empty();
            draft.check(|field, value: &FieldValue| {
                let mut problems = profile_form::problems(field, value);
                let missing = |field: &'static str| Problem::at(field, Trouble::Missing);
                let has_old = !is_empty(ProfileField::OldPassword);
                match field {
                    ProfileField::NewPassword if asks && !has_old => problems.push(missing("oldPassword")),
                    ProfileField::OldPassword if is_empty(ProfileField::NewPassword) => {
                        problems.push(missing("newPassword"));
                    }
                    ProfileField::EndpointType | ProfileField::EndpointName | ProfileField::LinePort => {
                        problems.extend(self.new_endpoint_problems(draft, field));
                    }
                    _ => {}
                }
                problems
            })
        })
    }

    /// What a device or trunk that is being given still lacks; told once, with
    /// the first of its fields that was typed into.
    fn new_endpoint_problems(&self, draft: &Draft<ProfileField>, field: ProfileField) -> Vec<Problem> {
        let parts = [ProfileField::EndpointType, ProfileField::EndpointName, ProfileField::LinePort];
        let first = parts.into_iter().find(|part| draft.is_changed(*part));
        if self.profile.with_untracked(|profile| profile.endpoint().is_some()) || first != Some(field) {
            return Vec::new();
        }
        let [kind, name, port] = parts.map(|part| draft.get(part));
        profile_form::new_endpoint_problems(kind, name, port)
    }

    fn passwords_differ(&self) -> bool {
        self.draft.with_untracked(|draft| {
            let new = draft.secret(ProfileField::NewPassword).cloned().unwrap_or_default();
            self.repeat.with_untracked(|repeat| *repeat != new)
        })
    }

    fn reset(&self) {
        self.draft.update(Draft::reset_all);
        self.repeat.set(Secret::default());
        self.differ.set(false);
    }
}

/// One person's profile.
pub fn page(system: System, ids: UserIds) -> AnyView {
    for_person(system, &ids.clone(), |apio| view! { <ProfilePage apio=apio ids=ids /> }.into_any())
}

#[component]
fn ProfilePage(apio: Apio, ids: UserIds) -> impl IntoView {
    let known = RwSignal::new(Known::Asking);
    let ids = StoredValue::new(ids);
    let owner = Owner::current().unwrap_or_default();
    let read = Callback::new(move |()| {
        known.set(Known::Asking);
        let owner = owner.clone();
        spawn_local(async move {
            let ids = ids.get_value();
            let now = match apio.read_profile(&ids).await {
                Ok(profile) => owner.with(|| Known::Here(Loaded::new(apio, ids, profile))),
                Err(refusal) => Known::Refused(refusal),
            };
            known.try_set(now);
        });
    });
    read.run(());
    let gone = Callback::new(move |remains: Remains| {
        known.try_set(Known::Deleted(remains));
    });
    move || match known.get() {
        Known::Asking => view! {
            <Title title=text(words::profile) />
            <Loading />
        }
        .into_any(),
        Known::Here(loaded) => view! { <Form loaded=loaded gone=gone /> }.into_any(),
        Known::Deleted(remains) => view! { <Aftermath apio=apio remains=remains /> }.into_any(),
        Known::Refused(refusal) => view! {
            <Back apio=apio ids=ids.get_value() />
            <Title title=text(words::profile) />
            <Refused refusal=refusal retry=read />
        }
        .into_any(),
    }
}

#[component]
fn Form(loaded: Loaded, gone: Callback<Remains>) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let Loaded { apio, ids, draft, differ, .. } = loaded;
    let saving = RwSignal::new(false);
    let is_repeated = move || !loaded.repeat.with(Secret::is_empty);
    console.navigation.guard(move || draft.with(Draft::is_dirty) || is_repeated());

    let save = move || {
        if saving.get_untracked() {
            return;
        }
        loaded.tries.update(|tries| *tries += 1);
        differ.set(loaded.passwords_differ());
        match loaded.check() {
            Check::NothingChanged if !differ.get_untracked() => {
                console.notices.say(Tone::Done, |language| common::nothing_changed(language).to_owned());
            }
            Check::Refused(problems) => {
                draft.update(|draft| draft.show(problems));
                dom::focus_soon(SUMMARY);
            }
            Check::Ready(_) if !differ.get_untracked() => {
                saving.set(true);
                draft.update(|draft| draft.show(Problems::default()));
                spawn_local(async move {
                    write(loaded, console).await;
                    saving.try_set(false);
                });
            }
            _ => dom::focus_soon(SUMMARY),
        }
    };
    shortcuts::save_with(Callback::new(move |()| save()));

    let refused = move || differ.get() || draft.with(|draft| !draft.problems().is_empty());
    let conflicts = move || draft.with(|draft| !draft.conflicts().is_empty());
    // Read to those who listen when it changes, not at each key.
    let fields = Memo::new(move |_| {
        draft.with(|draft| draft.conflicts().iter().map(|conflict| conflict.field).collect::<Vec<_>>())
    });
    let disputed = move || {
        let language = language.get();
        let link = |field: ProfileField| {
            let label = words::field_label(language, field.wire_name()).to_owned();
            view! { <FieldLink control=control_id(field) label=label /> }
        };
        fields.get().into_iter().map(link).collect_view()
    };
    let heading = Signal::derive(move || {
        let by_server = draft.with(|draft| draft.problems().refusal().is_some());
        let word = if by_server { common::not_saved } else { common::problems_heading };
        word(language.get()).to_owned()
    });
    let asking = RwSignal::new(false);
    let may_delete = move || apio.level().sees_others() && !loaded.is_synced();
    let directory = move || {
        loaded.profile.with(|profile| {
            let sync = profile.sync.as_ref()?;
            let colon = if sync.dn.is_empty() { "" } else { ": " };
            Some([&sync.ldap, colon, &sync.dn].concat())
        })
    };
    view! {
        <Back apio=apio ids=ids.get_value() />
        <Title title=Signal::derive(move || loaded.name()) />
        <p class="whose">{loaded.user()}</p>
        <Tabs apio=apio ids=ids.get_value() />
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
                    complaints=Signal::derive(move || complaints(language.get(), loaded))
                    said=Signal::derive(move || draft.with(server_messages))
                />
            </Show>
            <Show when=conflicts>
                <div class="advice" role="alert" id=CONFLICT tabindex="-1">
                    <h2>{t(words::conflict_title)}</h2>
                    <p>{t(words::conflict_next)}</p>
                    <ul>{disputed}</ul>
                </div>
            </Show>
            {move || {
                directory()
                    .map(|directory| {
                        let named = move || {
                            let language = language.get();
                            words::labelled(language, words::directory(language), &directory)
                        };
                        view! {
                            <div class="advice">
                                <p>{t(words::synced)}</p>
                                <p>{named}</p>
                            </div>
                        }
                    })
            }}
            <Fields loaded=loaded />
            <FormBar
                changed=Signal::derive(move || draft.with(|draft| draft.changed().len()))
                saving=saving
                on_cancel=Callback::new(move |()| loaded.reset())
            >
                <Show when=may_delete>
                    <button type="button" class="danger" on:click=move |_| asking.set(true)>
                        {t(common::delete)}
                    </button>
                </Show>
            </FormBar>
        </form>
        <Delete loaded=loaded asking=asking gone=gone />
    }
    .into_any()
}

/// Reads again, merges, writes, reads again, and says what became of it.
async fn write(loaded: Loaded, console: Console) {
    let Loaded { apio, ids, profile, draft, .. } = loaded;
    let ids = ids.get_value();
    match apio.read_profile(&ids).await {
        Ok(fresh) => {
            let Some(merge) = draft.try_update(|draft| draft.rebase(profile_form::values(&fresh))) else {
                return;
            };
            profile.try_set(fresh);
            // Also those of an earlier try: nobody has chosen yet.
            if draft.with_untracked(|draft| !draft.conflicts().is_empty()) {
                return dom::focus_soon(CONFLICT);
            }
            if !merge.taken_over.is_empty() {
                console.notices.say(Tone::Warning, |language| words::taken_over(language).to_owned());
            }
        }
        Err(refusal) => return show(draft, refusal),
    }
    let checked = match loaded.check() {
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
    let sent: Vec<&'static str> = checked.changes().map(|(field, _)| field.wire_name()).collect();
    let outcome = apio.change_profile(&ids, &checked, &profile.get_untracked()).await;
    let keep = |fresh: Profile| {
        draft.try_update(|draft| draft.saved(&checked, profile_form::values(&fresh)));
        profile.try_set(fresh);
        loaded.repeat.try_set(Secret::default());
    };
    match outcome {
        Changed::Done { profile: fresh, outcome } if outcome.all_made() => {
            keep(*fresh);
            console.notices.say(Tone::Done, move |language| words::saved(language, &sent));
        }
        Changed::Done { profile: fresh, outcome } => {
            draft.try_update(|draft| draft.rebase(profile_form::values(&fresh)));
            profile.try_set(*fresh);
            let made: Vec<&'static str> = outcome.made.iter().map(|field| field.wire_name()).collect();
            let is_password =
                outcome.not_made.is_empty() && outcome.unknown.iter().all(|field| field.is_secret());
            console.notices.say(Tone::Warning, move |language| {
                let rest = if is_password { words::password_unconfirmed } else { words::not_all_kept };
                if made.is_empty() {
                    return rest(language).to_owned();
                }
                [&words::saved(language, &made), " ", rest(language)].concat()
            });
        }
        Changed::Refused(refusal) => show(draft, refusal),
        Changed::Doubtful { profile: fresh, refusal, outcome } if refusal.kind == RefusalKind::DoneInPart => {
            let all = outcome.not_made.is_empty();
            if all {
                keep(*fresh);
            } else {
                draft.try_update(|draft| draft.rebase(profile_form::values(&fresh)));
                profile.try_set(*fresh);
            }
            show(draft, refusal);
            console.notices.say(Tone::Warning, move |language| {
                if all { words::failed_but_saved(language) } else { words::failed_partly(language) }
                    .to_owned()
            });
        }
        Changed::Doubtful { profile: fresh, outcome, .. } if outcome.all_made() => {
            keep(*fresh);
            console.notices.say(Tone::Warning, |language| words::failed_but_saved(language).to_owned());
        }
        Changed::Doubtful { profile: fresh, refusal, outcome } => {
            let (none, secret) = (outcome.none_made(), outcome.unknown.iter().any(|field| field.is_secret()));
            draft.try_update(|draft| draft.rebase(profile_form::values(&fresh)));
            profile.try_set(*fresh);
            show(draft, refusal);
            console.notices.say(Tone::Failed, move |language| {
                match (none, secret) {
                    (true, _) => words::failed_not_saved(language),
                    (false, true) => words::password_unknown(language),
                    (false, false) => words::failed_partly(language),
                }
                .to_owned()
            });
        }
        Changed::Unread => {
            let whole = checked.whole().clone();
            draft.try_update(|draft| draft.saved(&checked, whole));
            console.notices.say(Tone::Warning, |language| words::unread(language).to_owned());
        }
        Changed::Unknown(refusal) => {
            show(draft, refusal);
            console.notices.say(Tone::Failed, |language| words::unknown_outcome(language).to_owned());
        }
    }
}

/// Shows a refusal in the form: what was typed stays.
fn show(draft: RwSignal<Draft<ProfileField>>, refusal: Refusal) {
    draft.try_update(|draft| draft.refused(refusal, |_| true));
    dom::focus_soon(SUMMARY);
}
