//! Saving the CTI configuration: read again, merge, the account first, then
//! the CTI, each step's outcome shown.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{language, t};
use crate::domain::{Prerequisite, Refusal, RefusalKind};
use crate::form::{Check, Checked, Draft};
use crate::pages::xivo::cti::{self, Loaded, SUMMARY, profile_name, state_words};
use crate::state::Console;
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::cti::Saved;
use crate::state::xivo::user::Changed;
use crate::text::{common, cti as words, xivo as xivo_words};
use crate::wire::xivo::cti_plan::{self, CurrentCti, WantedCti, at_cti_fields};
use crate::wire::xivo::{Changes, CtiResource, Field, Unsendable, UserId, UserRow, form};

/// What became of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// It was not needed.
    #[default]
    None,
    Done,
    Refused,
    Unknown,
    NotTried,
}

/// The two steps of a save.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    pub account: Step,
    pub cti: Step,
}

impl Steps {
    /// Can nobody say what became of it?
    pub fn is_unknown(&self) -> bool {
        self.account == Step::Unknown || self.cti == Step::Unknown
    }

    /// Was the first done, and the second not?
    pub fn account_stands(&self) -> bool {
        self.account == Step::Done && matches!(self.cti, Step::Refused | Step::Unknown)
    }
}

/// The outcome of both steps, where there were two.
#[component]
pub fn StepList(steps: RwSignal<Steps>) -> impl IntoView {
    let language = language();
    let word = move |step: Step| {
        let language = language.get();
        match step {
            Step::None => "",
            Step::Done => words::step_done(language),
            Step::Refused => words::step_refused(language),
            Step::Unknown => words::step_unknown(language),
            Step::NotTried => words::step_not_tried(language),
        }
    };
    let glyph = |step: Step| match step {
        Step::Done => "✓",
        Step::Refused => "✕",
        Step::Unknown => "?",
        Step::None | Step::NotTried => "–",
    };
    let lines = move || {
        let Steps { account, cti } = steps.get();
        [(t(words::step_account), account), (t(xivo_words::cti_configuration), cti)]
            .into_iter()
            .map(|(name, step)| {
                view! {
                    <li>
                        <span class="glyph" aria-hidden="true">{glyph(step)}</span>
                        " "
                        {name}
                        {move || common::colon(language.get())}
                        {word(step)}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || steps.with(|steps| steps.account != Step::None)>
            <section class="steps" role="status" aria-label=t(words::steps)>
                <ol>{lines}</ol>
            </section>
        </Show>
    }
    .into_any()
}

/// Reads again, merges, writes and says what became of it. Gives the refusal
/// if the user turns out to be gone.
pub async fn write(xivo: Xivo, id: UserId, loaded: Loaded, console: Console) -> Option<Refusal> {
    let Loaded { user, cti, draft, .. } = loaded;
    let fresh = match xivo.read_user(&id).await {
        Ok(fresh) => xivo.read_cti(&id).await.map(|now| (fresh, now)),
        Err(refusal) => Err(refusal),
    };
    match fresh {
        Ok((fresh, now)) => {
            let now = remembered(now, &cti.get_untracked());
            let merge = draft.try_update(|draft| draft.rebase(cti_plan::to_form_values(&fresh, &now)))?;
            user.try_set(fresh);
            cti.try_set(now);
            // A second Save settles nothing: somebody must have chosen.
            if draft.with_untracked(|draft| !draft.conflicts().is_empty()) {
                return None;
            }
            if !merge.taken_over.is_empty() {
                console.notices.say(Tone::Warning, |language| xivo_words::taken_over(language).to_owned());
            }
        }
        Err(refusal) => return gone_or_shown(xivo, &id, loaded, refusal),
    }
    let dialect = xivo.dialect.get_untracked();
    let check = draft.with_untracked(|draft| {
        draft.check(|field, value| cti::problems_of(field, value, &loaded, &dialect))
    });
    let checked = match check {
        Check::Ready(checked) => checked,
        Check::Refused(problems) => {
            draft.try_update(|draft| draft.show(problems));
            dom::focus_soon(SUMMARY);
            return None;
        }
        Check::NothingChanged => {
            console.notices.say(Tone::Done, |language| common::nothing_changed(language).to_owned());
            return None;
        }
    };
    let own = match form::to_changes(&checked, &dialect) {
        Ok(changes) => Some(changes),
        Err(Unsendable::Nothing) => None,
        Err(Unsendable::Refused(problems)) => {
            let refusal = Refusal { problems, ..Refusal::new(RefusalKind::RefusedValues) };
            show(draft, refusal);
            return None;
        }
    };
    let changes_cti =
        [Field::CtiEnabled, Field::CtiProfile].iter().any(|field| checked.change(*field).is_some());
    let in_user = cti.with_untracked(|cti| cti.resource == CtiResource::InUser);
    let mut steps = Steps::default();
    if let Some(changes) = own {
        match write_user(xivo, &id, loaded, console, &checked, changes, in_user).await {
            Ok(()) if in_user || !changes_cti => return None,
            Ok(()) => steps.account = Step::Done,
            Err(Stopped { gone, step }) => {
                if !in_user && changes_cti {
                    loaded.steps.try_set(Steps { account: step, cti: Step::NotTried });
                } else {
                    // One request did it all: there are no steps to list.
                    loaded.steps.try_set(Steps { account: Step::None, cti: step });
                }
                return gone;
            }
        }
    }
    let wanted = cti_plan::to_wanted_cti(checked.whole())?;
    let before = cti.get_untracked();
    let saved = xivo.save_cti(&id, &before, wanted).await;
    let (step, gone) = told(xivo, &id, loaded, console, wanted, saved).await;
    steps.cti = step;
    loaded.steps.try_set(steps);
    gone
}

/// A server that never tells whether the client is on has told by taking what was sent.
fn remembered(now: CurrentCti, before: &CurrentCti) -> CurrentCti {
    CurrentCti { enabled: now.enabled.or(before.enabled), ..now }
}

/// Why a first step was the last.
struct Stopped {
    step: Step,
    /// The user is not there any more.
    gone: Option<Refusal>,
}

/// The user's own record: the username and the password, and on API 1.0 the CTI with them.
async fn write_user(
    xivo: Xivo,
    id: &UserId,
    loaded: Loaded,
    console: Console,
    checked: &Checked<Field>,
    changes: Changes,
    in_user: bool,
) -> Result<(), Stopped> {
    let sent: Vec<&'static str> = changes.fields().map(Field::name).collect();
    let keep = |fresh: crate::wire::xivo::User| {
        let now = if in_user { CurrentCti::from_user(&fresh) } else { loaded.cti.get_untracked() };
        xivo.people.put(UserRow::from_user(&fresh));
        loaded.draft.try_update(|draft| draft.rebase(cti_plan::to_form_values(&fresh, &now)));
        loaded.user.try_set(fresh);
        loaded.cti.try_set(now);
        loaded.demanded.try_set(false);
    };
    let stopped = |step, refusal| Stopped { step, gone: gone_or_shown(xivo, id, loaded, refusal) };
    let failed = |word: crate::text::Word| {
        console.notices.say(Tone::Failed, move |language| word(language).to_owned());
    };
    match xivo.change_user(id, checked, changes).await {
        Changed::Done(fresh) => {
            keep(fresh);
            if in_user {
                say_saved(xivo, loaded, console, Tone::Done);
            } else {
                console.notices.say(Tone::Done, move |language| xivo_words::saved(language, &sent));
            }
            Ok(())
        }
        Changed::Doubtful { user: fresh, refusal, outcome } => {
            let ours = |field: &Field| in_user || matches!(field, Field::Username | Field::Password);
            let made = !outcome.not_made.iter().chain(&outcome.unknown).any(ours);
            let none = !outcome.made.iter().chain(&outcome.unknown).any(ours);
            keep(fresh);
            if made {
                console
                    .notices
                    .say(Tone::Warning, |language| xivo_words::failed_but_saved(language).to_owned());
                return Ok(());
            }
            failed(if none { xivo_words::failed_not_saved } else { xivo_words::failed_partly });
            Err(stopped(Step::Refused, refusal))
        }
        Changed::Unread(_) => {
            loaded.draft.try_update(|draft| draft.saved(checked, checked.whole().clone()));
            console.notices.say(Tone::Warning, |language| xivo_words::unread(language).to_owned());
            Ok(())
        }
        Changed::Refused(refusal) => Err(stopped(Step::Refused, refusal)),
        Changed::Unknown(refusal) => {
            failed(xivo_words::unknown_outcome);
            Err(stopped(Step::Unknown, refusal))
        }
    }
}

/// Says what became of the CTI.
async fn told(
    xivo: Xivo,
    id: &UserId,
    loaded: Loaded,
    console: Console,
    wanted: WantedCti,
    saved: Saved,
) -> (Step, Option<Refusal>) {
    let before = loaded.cti.get_untracked();
    let language_name = move |language, id: Option<i64>| profile_name(xivo, language, id);
    match saved {
        Saved::Done(now) => {
            keep(loaded, now, Some(wanted));
            say_saved(xivo, loaded, console, Tone::Done);
            refresh(xivo, id, loaded).await;
            (Step::Done, None)
        }
        Saved::ChangedTheirs(now, theirs) => {
            keep(loaded, now, Some(wanted));
            console.notices.say(Tone::Warning, move |language| {
                let state = state_words(xivo, language, &now);
                words::changed_theirs(language, &language_name(language, Some(theirs)), &state)
            });
            refresh(xivo, id, loaded).await;
            (Step::Done, None)
        }
        Saved::Kept(now) => {
            // What else was sent was taken; the profile is shown as the server has it.
            keep(loaded, now, Some(WantedCti { profile: now.profile(), ..wanted }));
            loaded.draft.try_update(|draft| draft.reset(Field::CtiProfile));
            loaded.kept.try_set(now.profile());
            (Step::Refused, None)
        }
        Saved::Doubtful(now, refusal) if wanted.is_met_by(&now) => {
            keep(loaded, now, Some(wanted));
            console.notices.say(Tone::Warning, |language| xivo_words::failed_but_saved(language).to_owned());
            let _ = refusal;
            (Step::Done, None)
        }
        Saved::Doubtful(now, refusal) => {
            keep(loaded, now, None);
            show(loaded.draft, refusal);
            let none = (now.enabled, now.profile) == (before.enabled, before.profile);
            console.notices.say(Tone::Failed, move |language| {
                if none {
                    xivo_words::failed_not_saved(language)
                } else {
                    xivo_words::failed_partly(language)
                }
                .to_owned()
            });
            (Step::Refused, None)
        }
        Saved::Refused(refusal) => (Step::Refused, gone_or_shown(xivo, id, loaded, refusal)),
        Saved::PutBack(now, refusal) => {
            keep(loaded, now, None);
            show(loaded.draft, refusal);
            console.notices.say(Tone::Warning, move |language| {
                words::put_back(language, &language_name(language, now.profile()))
            });
            (Step::Refused, None)
        }
        Saved::Lost(refusal) => {
            // As far as is known there is none now, so that the choice is sent anew.
            if let Ok(now) = xivo.read_cti(id).await {
                keep(loaded, now, None);
            }
            show(loaded.draft, refusal);
            let old = before.profile();
            console
                .notices
                .say(Tone::Failed, move |language| words::lost(language, &language_name(language, old)));
            (Step::Refused, None)
        }
        Saved::Unread(_) => {
            keep(loaded, held(&before, wanted), Some(wanted));
            console.notices.say(Tone::Warning, |language| xivo_words::unread(language).to_owned());
            (Step::Done, None)
        }
        Saved::Unknown(refusal) => {
            show(loaded.draft, refusal);
            console.notices.say(Tone::Failed, |language| xivo_words::unknown_outcome(language).to_owned());
            (Step::Unknown, None)
        }
    }
}

/// What is there if the server did as it was told.
fn held(before: &CurrentCti, wanted: WantedCti) -> CurrentCti {
    CurrentCti {
        enabled: before.has_switch().then_some(wanted.enabled),
        profile: Some(wanted.profile),
        ..*before
    }
}

/// Takes what the server holds into the form. `sent` is what it took.
fn keep(loaded: Loaded, now: CurrentCti, sent: Option<WantedCti>) {
    let mut now = remembered(now, &loaded.cti.get_untracked());
    if let Some(sent) = sent {
        // What the server does not tell is what it was told.
        now.enabled = now.enabled.filter(|on| *on == sent.enabled).or(held(&now, sent).enabled);
    }
    let Some(values) = loaded.user.try_with_untracked(|user| cti_plan::to_form_values(user, &now)) else {
        return;
    };
    loaded.draft.try_update(|draft| draft.rebase(values));
    loaded.cti.try_set(now);
    if sent.is_some() {
        loaded.demanded.try_set(false);
    }
}

fn say_saved(xivo: Xivo, loaded: Loaded, console: Console, tone: Tone) {
    let Some(now) = loaded.cti.try_get_untracked() else { return };
    console.notices.say(tone, move |language| words::saved(language, &state_words(xivo, language, &now)));
}

/// Where the list tells the CTI, it follows. Nothing is lost if this fails.
async fn refresh(xivo: Xivo, id: &UserId, loaded: Loaded) {
    if xivo.dialect.get_untracked().has(Field::CtiProfile)
        && let Ok(fresh) = xivo.read_user(id).await
    {
        xivo.people.put(UserRow::from_user(&fresh));
        loaded.user.try_set(fresh);
    }
}

/// Shows a refusal in the form, or gives it back if there is nobody any more.
fn gone_or_shown(xivo: Xivo, id: &UserId, loaded: Loaded, refusal: Refusal) -> Option<Refusal> {
    if refusal.kind == RefusalKind::NotFound {
        xivo.people.remove(id);
        return Some(refusal);
    }
    if refusal.kind == RefusalKind::MustFirst(Prerequisite::UsernameAndPassword) {
        loaded.demanded.try_set(true);
    }
    show(loaded.draft, refusal);
    None
}

fn show(draft: RwSignal<Draft<Field>>, refusal: Refusal) {
    draft.try_update(|draft| draft.refused(at_cti_fields(refusal), |_| true));
    dom::focus_soon(SUMMARY);
}
