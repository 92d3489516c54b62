//! A person's PIN, as the form page reads and changes it. What is typed is never kept.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{dom, share};
use crate::components::form_page::{Editing, Resource, in_page};
use crate::components::refused::problem_sentence;
use crate::domain::passcode_rules::{OwnNumbers, Rule, Verdict, worst};
use crate::domain::pin::PinTrouble;
use crate::domain::{Language, PasscodeRules, Pin, Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::form::{
    Answer, Checked, Draft, Field, FieldValue, Outcome, Problems, ValueOutcome, Values,
    Verdict as FormVerdict,
};
use crate::pages::apio::pin::rules_list::Rules;
use crate::pages::request_sheet::ShowsRequests;
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::apio::pin::Owner;
use crate::state::notices::Tone;
use crate::state::{Console, System};
use crate::text::{LocalizedText, apio as apio_texts};
use crate::wire::Request;
use crate::wire::apio::UserIds;
use crate::wire::apio::pincode::{CURRENT_PIN, NEW_PIN, PinState};

/// The id of what shows the PIN that was made here.
pub const GENERATED: &str = "generated";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinField {
    Current,
    New,
    Repeat,
}

impl Field for PinField {
    const ALL: &'static [Self] = &[Self::Current, Self::New, Self::Repeat];

    fn wire_name(self) -> &'static str {
        match self {
            Self::Current => CURRENT_PIN,
            Self::New => NEW_PIN,
            Self::Repeat => "repeatPinCode",
        }
    }

    fn is_secret(self) -> bool {
        true
    }

    fn is_stored(self) -> bool {
        self == Self::New
    }
}

/// How the PIN stands, or why that may not be read.
#[derive(Clone, PartialEq)]
pub enum Standing {
    State(PinState),
    Refused(Refusal),
}

/// How a change was answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PinAnswer {
    /// Refused, by the server or perhaps by something on the way.
    Refused,
    /// Accepted, or not answered so that it can be told.
    Unknown,
}

/// A PIN and what is read of its owner; every part is a handle.
#[derive(Clone, Copy)]
pub struct PinForm {
    pub apio: Apio,
    pub ids: StoredValue<UserIds>,
    /// `None` until it is known, or known that it may not be read.
    pub owner: RwSignal<Option<Owner>>,
    pub rules: RwSignal<Rules>,
    /// The server asked an administrator for the current PIN.
    is_current_wanted: RwSignal<bool>,
    /// The PIN that was made here and that the server took: shown until the page is left or
    /// another one is set.
    pub generated: RwSignal<Option<Secret>>,
    /// The PIN that was made here last, taken or not.
    made: StoredValue<Option<Secret>>,
    /// The same, where it is what was sent last.
    made_and_sent: StoredValue<Option<Secret>>,
    pub cannot_generate: RwSignal<bool>,
    /// What comes after the change, where it is not this page.
    on_done: Option<Callback<()>>,
    /// What was read last.
    standing: StoredValue<Option<Standing>>,
    /// Is that taken after a write, instead of reading again? Where the session may not hold
    /// any more, whoever looked would be asked to sign in, though the PIN may be all that is
    /// wrong; and where the change ends the page, nobody sees what would be read.
    keeps_standing: StoredValue<bool>,
    /// How the last change was answered.
    answer: StoredValue<PinAnswer>,
}

impl PinForm {
    pub fn new(apio: Apio, ids: UserIds, on_done: Option<Callback<()>>) -> Self {
        Self {
            apio,
            ids: StoredValue::new(ids),
            owner: RwSignal::new(None),
            rules: RwSignal::new(Rules::Pending),
            is_current_wanted: RwSignal::new(false),
            generated: RwSignal::new(None),
            made: StoredValue::new(None),
            made_and_sent: StoredValue::new(None),
            cannot_generate: RwSignal::new(false),
            on_done,
            standing: StoredValue::new(None),
            keeps_standing: StoredValue::new(false),
            answer: StoredValue::new(PinAnswer::Unknown),
        }
    }

    /// Reads who the owner is, and the rules for PINs.
    pub fn read_owner_and_rules(self) {
        let Ok(ids) = in_page(self.ids) else { return };
        let group = ids.group_ids();
        spawn_local(async move {
            let owner = self.apio.read_owner(&ids).await;
            self.owner.try_set(Some(owner));
        });
        spawn_local(async move {
            let found = self.apio.read_passcode_rules(&group).await;
            self.rules.try_set(found.map_or(Rules::Unknown, Rules::Found));
        });
    }

    /// Is it one's own PIN? Who sees other people changes it for them.
    pub fn is_own(self) -> bool {
        !self.apio.level().sees_others()
    }

    pub fn needs_current(self) -> bool {
        self.apio.level().asks_for_current()
    }

    /// Is the current PIN asked for? Reactive.
    pub fn shows_current(self) -> bool {
        self.needs_current() || self.is_current_wanted.get()
    }

    /// The owner's own numbers, as far as they are known. Reactive.
    pub fn numbers(self) -> OwnNumbers {
        self.owner.with(|owner| owner.as_ref().map(|owner| owner.numbers.clone())).unwrap_or_default()
    }

    /// Are the rules or the owner's numbers still being read? Reactive.
    pub fn is_reading(self) -> bool {
        self.rules.with(|rules| matches!(rules, Rules::Pending)) || self.owner.with(Option::is_none)
    }

    /// Makes a PIN that keeps the rules, and writes it into both fields. Could one be made?
    pub fn generate(self, draft: RwSignal<Draft<PinField>>) -> bool {
        let rules = self.rules.with_untracked(|rules| match rules {
            Rules::Found(found) => found.rules.clone(),
            _ => PasscodeRules::default(),
        });
        let is_random = Cell::new(true);
        let fill = |bytes: &mut [u8]| is_random.set(is_random.get() && share::random(bytes));
        let pin = rules.generate(&untrack(|| self.numbers()), fill).filter(|_| is_random.get());
        self.cannot_generate.set(pin.is_none());
        let Some(pin) = pin else { return false };
        draft.update(|draft| {
            for field in [PinField::New, PinField::Repeat] {
                draft.set(field, FieldValue::Secret(pin.secret().clone()));
            }
            draft.show(Problems::default());
        });
        self.made.set_value(Some(pin.secret().clone()));
        true
    }

    /// The rule that a new PIN breaks, if the rules are known to be the right ones.
    fn broken_rule(self, new: &Secret, current: &Secret) -> Option<Rule> {
        self.rules.with_untracked(|rules| match rules {
            Rules::Found(found) if found.binding => {
                let current = Some(current).filter(|current| !current.is_empty());
                let verdicts = found.rules.evaluate(new, current, &untrack(|| self.numbers()));
                worst(&verdicts).filter(|(_, verdict)| *verdict == Verdict::NotMet).map(|(rule, _)| rule)
            }
            _ => None,
        })
    }

    fn problem(self, draft: &Draft<PinField>, field: PinField, typed: &Secret) -> Option<Trouble> {
        let secret = |field| draft.secret(field).cloned().unwrap_or_default();
        match field {
            PinField::Current => match Pin::current(typed) {
                Err(PinTrouble::Empty) if !untrack(|| self.needs_current()) => None,
                Err(trouble) if untrack(|| self.shows_current()) => Some(Trouble::Pin(trouble)),
                _ => None,
            },
            PinField::New => match Pin::new(typed) {
                Err(trouble) => Some(Trouble::Pin(trouble)),
                Ok(_) => self.broken_rule(typed, &secret(PinField::Current)).map(Trouble::PinRule),
            },
            PinField::Repeat => {
                let new = secret(PinField::New);
                // A PIN that is refused anyway need not be repeated first.
                let may_wait = typed.is_empty() && self.problem(draft, PinField::New, &new).is_some();
                (!may_wait && *typed != new).then_some(Trouble::NotRepeated)
            }
        }
    }

    /// The new PIN and, where it is asked for, the current one.
    fn pins(self, checked: &Checked<PinField>) -> Result<(Pin, Option<Pin>), Refusal> {
        let secret = |field| checked.change(field).and_then(FieldValue::as_secret).cloned();
        let not_sendable = |_| Refusal::new(RefusalKind::RefusedValues);
        let new = Pin::new(&secret(PinField::New).unwrap_or_default()).map_err(not_sendable)?;
        let shows_current = untrack(|| self.shows_current());
        let current = secret(PinField::Current).filter(|_| shows_current);
        Ok((new, current.and_then(|current| Pin::current(&current).ok())))
    }

    /// Takes in what a refusal tells beside its sentence.
    fn refused(self, mut refusal: Refusal, has_current: bool) -> Refusal {
        self.answer.try_set_value(judge_refusal(&refusal));
        let is_doubtful = |problem: &Problem| problem.trouble == Trouble::Doubtful;
        let may_be_signed_out = refusal.status == Some(401) && refusal.problems.iter().any(is_doubtful);
        self.keeps_standing.try_set_value(may_be_signed_out);
        if !has_current && matches!(refusal.kind, RefusalKind::RefusedValues | RefusalKind::NotAllowed) {
            // It may be the missing current PIN that it minds.
            self.is_current_wanted.try_set(true);
        }
        let names = |name| refusal.problems.iter().any(|problem| problem.field.as_deref() == Some(name));
        if names(NEW_PIN) && names(CURRENT_PIN) {
            // Once at each of the two; the server's words stand below the summary.
            let mut marked = Vec::new();
            refusal.problems.retain_mut(|problem| {
                if problem.trouble != Trouble::Refused {
                    return true;
                }
                problem.trouble = Trouble::RefusedOne;
                problem.server_message = None;
                let is_new = !marked.contains(&problem.field);
                marked.push(problem.field.clone());
                is_new
            });
        }
        refusal
    }
}

impl ShowsRequests for PinForm {
    fn system(self) -> System {
        self.apio.system
    }

    fn requests(self, checked: &Checked<PinField>, _standing: &Standing) -> Result<Vec<Request>, Refusal> {
        let (new, current) = self.pins(checked)?;
        Ok(vec![self.apio.pin_request(&in_page(self.ids)?, new, current)])
    }
}

impl Resource for PinForm {
    type Field = PinField;
    type Object = Standing;

    /// There is nothing in it to merge, and each request may end in a question to sign in.
    const READS_BEFORE_WRITE: bool = false;

    async fn read(self) -> Result<Standing, Refusal> {
        let last = in_page(self.standing)?;
        if let (Some(last), Ok(true)) = (last, in_page(self.keeps_standing)) {
            return Ok(last);
        }
        let ids = in_page(self.ids)?;
        let standing = match self.apio.read_pin(&ids).await {
            Ok(state) => {
                let expires = state.does_not_expire != Some(true);
                let days = state.expiration_days.filter(|_| expires);
                self.apio.pin_expirations.update(|pins| {
                    pins.retain(|(known, _)| *known != ids);
                    pins.extend(days.map(|days| (ids, days)));
                });
                Standing::State(state)
            }
            Err(refusal) => Standing::Refused(refusal),
        };
        self.standing.try_set_value(Some(standing.clone()));
        Ok(standing)
    }

    fn begin(self, _standing: &Standing) -> Draft<PinField> {
        Draft::new(Values::new())
    }

    async fn write(self, checked: &Checked<PinField>, _standing: &Standing) -> Result<(), Refusal> {
        let (new, current) = self.pins(checked)?;
        let made = in_page(self.made)?.filter(|made| made == new.secret());
        self.made_and_sent.try_set_value(made);
        let has_current = current.is_some();
        match self.apio.change_pin(&in_page(self.ids)?, new, current).await {
            Ok(_) => {
                self.answer.try_set_value(PinAnswer::Unknown);
                self.keeps_standing.try_set_value(self.on_done.is_some());
                Ok(())
            }
            Err(refusal) => Err(self.refused(refusal, has_current)),
        }
    }

    fn values(self, _standing: &Standing) -> Values<PinField> {
        Values::new()
    }

    fn problems(
        self,
        draft: &Draft<PinField>,
        _standing: &Standing,
        field: PinField,
        value: &FieldValue,
    ) -> Vec<Problem> {
        let typed = value.as_secret().cloned().unwrap_or_default();
        let trouble = self.problem(draft, field, &typed);
        trouble.map(|trouble| Problem::at(field.wire_name(), trouble)).into_iter().collect()
    }

    /// A PIN cannot be read back. It was not changed if it was refused and nothing in its state
    /// tells otherwise: where a browser sent a request again by itself, the first may have changed it,
    /// and the second is judged against the new PIN.
    fn effects(
        self,
        _sent: &Checked<PinField>,
        before: &Standing,
        now: &Standing,
    ) -> Vec<(PinField, ValueOutcome)> {
        let effect = match in_page(self.answer) {
            Ok(PinAnswer::Refused) if !is_newer(before, now) => ValueOutcome::NotStored,
            _ => ValueOutcome::Unknown,
        };
        vec![(PinField::New, effect)]
    }

    fn name(self, _standing: &Standing) -> String {
        let ids = in_page(self.ids).map(|ids| ids.user).unwrap_or_default();
        let owner = self.owner.try_with_untracked(|owner| owner.as_ref().map(|owner| owner.name.clone()));
        owner.flatten().filter(|name| !name.is_empty()).unwrap_or(ids)
    }

    /// In the self-service the view does not say whose PIN it is.
    fn route(self) -> Option<Route> {
        let UserIds { tenant, group, user } = in_page(self.ids).ok()?;
        Some(Route::Pin { system: self.apio.system.id(), tenant, group, user })
    }

    fn was_written(self, _editing: Editing<Self>, outcome: &Outcome<PinField>, _standing: &Standing) {
        if outcome.answer != Answer::Accepted {
            return;
        }
        let generated = in_page(self.made_and_sent).ok().flatten();
        let is_generated = generated.is_some();
        self.generated.try_set(generated);
        match self.on_done {
            Some(done) => {
                done.try_run(());
            }
            // Said beside the PIN itself.
            None if is_generated => dom::focus_soon(GENERATED),
            None => {
                let notices = Console::get().notices;
                notices.say(Tone::Done, |language| apio_texts::pin_changed(language).to_owned());
            }
        }
    }

    fn heading(self, language: Language, draft: &Draft<PinField>) -> Option<String> {
        let word = match draft.outcome() {
            // Nothing was begun without a session.
            None => draft.problems().refusal().map(|_| apio_texts::pin_not_changed as LocalizedText)?,
            Some(outcome) if outcome.verdict == FormVerdict::NothingKept => apio_texts::pin_not_changed,
            Some(_) => apio_texts::pin_outcome_unknown,
        };
        Some(word(language).to_owned())
    }

    fn label(self, language: Language, field: PinField) -> String {
        let word = match field {
            PinField::Current => apio_texts::current_pin,
            PinField::New => apio_texts::new_pin,
            PinField::Repeat => apio_texts::repeat_new_pin,
        };
        word(language).to_owned()
    }

    fn control_id(self, field: PinField) -> String {
        let id = match field {
            PinField::Current => "current-pin",
            PinField::New => "new-pin",
            PinField::Repeat => "repeat-pin",
        };
        id.to_owned()
    }

    fn problem_sentence(self, language: Language, field: PinField, problem: &Problem) -> String {
        let sentence = match problem.trouble {
            Trouble::PinRule(rule) => {
                return apio_texts::rule_broken(language, rule, untrack(|| self.is_own()));
            }
            Trouble::NotRepeated => apio_texts::pins_differ(language).to_owned(),
            Trouble::RefusedOne if field == PinField::Current => {
                apio_texts::refused_or_new(language).to_owned()
            }
            Trouble::RefusedOne => apio_texts::refused_or_current(language).to_owned(),
            Trouble::Refused if field == PinField::Current => {
                apio_texts::refused_current(language).to_owned()
            }
            Trouble::Refused => apio_texts::refused_pin(language).to_owned(),
            _ => problem_sentence(language, problem),
        };
        match &problem.server_message {
            Some(message) => apio_texts::with_server_message(language, &sentence, message),
            None => sentence,
        }
    }
}

/// Is it certain that this answer changed nothing?
fn judge_refusal(refusal: &Refusal) -> PinAnswer {
    match refusal.kind {
        RefusalKind::DoneInPart => PinAnswer::Unknown,
        _ if refusal.outcome_unknown() => PinAnswer::Unknown,
        _ => PinAnswer::Refused,
    }
}

fn is_newer(before: &Standing, now: &Standing) -> bool {
    match (before, now) {
        (Standing::State(before), Standing::State(now)) => now.is_newer_than(before),
        _ => false,
    }
}
