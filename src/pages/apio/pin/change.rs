//! Changing a PIN: what was typed, what is wrong with it, and what became of
//! the last try.

use std::cell::Cell;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::browser::{dom, share};
use crate::components::refused::problem_sentence;
use crate::domain::passcode_rules::{Rule, Verdict, worst};
use crate::domain::pin::PinTrouble;
use crate::domain::{Language, PasscodeRules, Pin, Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::pages::apio::pin::Subject;
use crate::pages::apio::pin::rules_list::Rules;
use crate::text::apio as words;
use crate::wire::apio::pincode::{CURRENT_PIN, NEW_PIN};

/// The ids of the summary and of what became of a try.
pub const SUMMARY: &str = "problems";
pub const OUTCOME: &str = "outcome";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Current,
    New,
    Repeat,
}

impl Field {
    const ALL: [Self; 3] = [Self::Current, Self::New, Self::Repeat];

    pub fn id(self) -> &'static str {
        match self {
            Self::Current => "current-pin",
            Self::New => "new-pin",
            Self::Repeat => "repeat-pin",
        }
    }

    pub fn label(self) -> crate::text::Word {
        match self {
            Self::Current => words::current_pin,
            Self::New => words::new_pin,
            Self::Repeat => words::repeat_new_pin,
        }
    }
}

/// What is wrong with one field.
#[derive(Clone, PartialEq, Eq)]
pub enum Wrong {
    Pin(PinTrouble),
    Rule(Rule),
    Differ,
    /// The server refused it; in its own words, if it had any.
    Server(Option<String>),
    /// The server refused this or the other: it does not say which.
    Either(Option<String>),
    /// The server refused this, or the change as such.
    Doubtful(Option<String>),
}

impl Wrong {
    pub fn sentence(&self, language: Language, field: Field, is_own: bool) -> String {
        let server = |sentence: &str, said: &Option<String>| match said {
            Some(said) => words::in_its_words(language, sentence, said),
            None => sentence.to_owned(),
        };
        match self {
            Self::Pin(trouble) => words::pin_trouble(language, *trouble).to_owned(),
            Self::Rule(rule) => words::rule_broken(language, *rule, is_own),
            Self::Differ => words::pins_differ(language).to_owned(),
            Self::Server(said) if field == Field::Current => server(words::refused_current(language), said),
            Self::Server(said) => server(words::refused_pin(language), said),
            Self::Either(said) => server(words::refused_without_field(language), said),
            Self::Doubtful(said) => {
                server(&problem_sentence(language, &Problem::somewhere(Trouble::Doubtful)), said)
            }
        }
    }
}

/// What became of the last try.
#[derive(Clone, PartialEq)]
pub enum Outcome {
    None,
    Changed,
    /// A part was done: the server says what.
    InPart(Refusal),
    Unknown(Refusal),
    /// Nothing was changed.
    Refused(Refusal),
}

/// The form with all that it knows; every part is a handle.
#[derive(Clone, Copy)]
pub struct Form {
    subject: Subject,
    pub rules: RwSignal<Rules>,
    pub current: RwSignal<Secret>,
    pub new: RwSignal<Secret>,
    repeat: RwSignal<Secret>,
    pub wrong: RwSignal<Vec<(Field, Wrong)>>,
    pub outcome: RwSignal<Outcome>,
    pub busy: RwSignal<bool>,
    /// Counts the tries: each hides what was shown.
    pub tries: RwSignal<u32>,
    /// The server asked an administrator for the current PIN.
    asked: RwSignal<bool>,
    pub generated: RwSignal<Option<Secret>>,
    pub cannot_generate: RwSignal<bool>,
}

/// The new PIN and, where it was asked for, the current one.
type Sendable = (Pin, Option<Pin>);

impl Form {
    pub fn new(subject: Subject) -> Self {
        let form = Self {
            subject,
            rules: RwSignal::new(Rules::Asking),
            current: RwSignal::new(Secret::default()),
            new: RwSignal::new(Secret::default()),
            repeat: RwSignal::new(Secret::default()),
            wrong: RwSignal::new(Vec::new()),
            outcome: RwSignal::new(Outcome::None),
            busy: RwSignal::new(false),
            tries: RwSignal::new(0),
            asked: RwSignal::new(false),
            generated: RwSignal::new(None),
            cannot_generate: RwSignal::new(false),
        };
        spawn_local(async move {
            let group = subject.ids.with_value(crate::wire::apio::UserIds::group_ids);
            let found = subject.apio.read_passcode_rules(&group).await;
            form.rules.try_set(found.map_or(Rules::Unknown, Rules::Found));
        });
        form
    }

    pub fn needs_current(&self) -> bool {
        self.subject.apio.level().asks_for_current()
    }

    /// Is it one's own PIN? Who sees other people changes it for them.
    pub fn is_own(&self) -> bool {
        !self.subject.apio.level().sees_others()
    }

    pub fn shows_current(&self) -> bool {
        self.needs_current() || self.asked.get()
    }

    pub fn secret(&self, field: Field) -> RwSignal<Secret> {
        match field {
            Field::Current => self.current,
            Field::New => self.new,
            Field::Repeat => self.repeat,
        }
    }

    pub fn set(&self, field: Field, text: String) {
        self.secret(field).set(Secret::new(text));
        self.wrong.update(|wrong| wrong.retain(|(at, _)| *at != field));
        if field != Field::Current && self.generated.with_untracked(Option::is_some) {
            self.generated.set(None);
        }
    }

    fn clear(&self) {
        for field in Field::ALL {
            self.secret(field).try_set(Secret::default());
        }
    }

    /// What can be told here. Rules that may not be the right ones refuse nothing.
    fn check(&self) -> Result<Sendable, Vec<(Field, Wrong)>> {
        let mut wrong = Vec::new();
        let current = self.current.get_untracked();
        let is_asked = untrack(|| self.shows_current());
        let needed = untrack(|| self.needs_current());
        let sent = match Pin::current(&current) {
            _ if !is_asked => None,
            Ok(pin) => Some(pin),
            Err(PinTrouble::Empty) if !needed => None,
            Err(trouble) => {
                wrong.push((Field::Current, Wrong::Pin(trouble)));
                None
            }
        };
        let new = self.new.get_untracked();
        let pin = Pin::new(&new);
        if let Err(trouble) = &pin {
            wrong.push((Field::New, Wrong::Pin(*trouble)));
        } else if let Some(rule) = self.broken(&new, &current) {
            wrong.push((Field::New, Wrong::Rule(rule)));
        }
        // A PIN that is refused anyway need not be repeated first.
        let may_wait =
            wrong.iter().any(|(at, _)| *at == Field::New) && self.repeat.with_untracked(Secret::is_empty);
        if !may_wait && !self.repeat.with_untracked(|repeat| *repeat == new) {
            wrong.push((Field::Repeat, Wrong::Differ));
        }
        match pin {
            Ok(pin) if wrong.is_empty() => Ok((pin, sent)),
            _ => Err(wrong),
        }
    }

    fn broken(&self, new: &Secret, current: &Secret) -> Option<Rule> {
        self.rules.with_untracked(|rules| match rules {
            Rules::Found(found) if found.binding => {
                let current = Some(current).filter(|current| !current.is_empty());
                let verdicts = found.rules.evaluate(new, current, &untrack(|| self.subject.numbers()));
                worst(&verdicts).filter(|(_, verdict)| *verdict == Verdict::NotMet).map(|(rule, _)| rule)
            }
            _ => None,
        })
    }

    /// Are the rules or the owner's numbers still asked for? Reactive.
    pub fn is_asking(&self) -> bool {
        self.rules.with(|rules| matches!(rules, Rules::Asking)) || self.subject.owner.with(Option::is_none)
    }

    /// Makes a PIN that keeps the rules, and writes it into both fields.
    pub fn generate(&self) {
        if self.is_asking() {
            return;
        }
        let rules = self.rules.with_untracked(|rules| match rules {
            Rules::Found(found) => found.rules.clone(),
            _ => PasscodeRules::default(),
        });
        let is_random = Cell::new(true);
        let fill = |bytes: &mut [u8]| is_random.set(is_random.get() && share::random(bytes));
        let pin = rules.generate(&untrack(|| self.subject.numbers()), fill);
        let pin = pin.filter(|_| is_random.get());
        self.cannot_generate.set(pin.is_none());
        if let Some(pin) = pin {
            self.new.set(pin.secret().clone());
            self.repeat.set(pin.secret().clone());
            self.wrong.set(Vec::new());
            self.outcome.set(Outcome::None);
            self.generated.set(Some(pin.secret().clone()));
        }
    }

    pub fn submit(self, on_done: Option<Callback<()>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.tries.update(|tries| *tries += 1);
        self.outcome.set(Outcome::None);
        let (new, current) = match self.check() {
            Ok(pins) => pins,
            Err(wrong) => {
                self.wrong.set(wrong);
                return dom::focus_soon(SUMMARY);
            }
        };
        self.wrong.set(Vec::new());
        self.busy.set(true);
        spawn_local(async move {
            let has_current = current.is_some();
            let ids = self.subject.ids.get_value();
            let answer = self.subject.apio.change_pin(&ids, new, current).await;
            self.busy.try_set(false);
            match answer {
                Ok(_) => {
                    self.clear();
                    if let Some(done) = on_done {
                        done.try_run(());
                        return;
                    }
                    self.outcome.try_set(Outcome::Changed);
                    self.subject.read();
                    dom::focus_soon(OUTCOME);
                }
                Err(refusal) => self.refused(refusal, has_current),
            }
        });
    }

    fn refused(&self, refusal: Refusal, has_current: bool) {
        if refusal.kind == RefusalKind::DoneInPart {
            self.outcome.try_set(Outcome::InPart(refusal));
            self.subject.read();
            return dom::focus_soon(OUTCOME);
        }
        if refusal.outcome_unknown() {
            self.outcome.try_set(Outcome::Unknown(refusal));
            return dom::focus_soon(OUTCOME);
        }
        if !has_current && matches!(refusal.kind, RefusalKind::RefusedValues | RefusalKind::NotAllowed) {
            // It may be the missing current PIN that it minds.
            self.asked.try_set(true);
        }
        let is_sure = refusal.problems.iter().all(|problem| problem.trouble != Trouble::Doubtful);
        if has_current && is_sure && refusal.kind == RefusalKind::RefusedValues {
            // A wrong PIN counts: the login may be disabled now.
            self.subject.read();
        }
        self.wrong.try_set(placed(&refusal));
        self.outcome.try_set(Outcome::Refused(refusal));
        dom::focus_soon(SUMMARY);
    }
}

/// At which fields a refusal belongs, and how sure that is.
fn placed(refusal: &Refusal) -> Vec<(Field, Wrong)> {
    let at = |name| move |problem: &Problem| problem.field.as_deref() == Some(name);
    let has = |name| refusal.problems.iter().any(at(name));
    let is_sure = !(has(NEW_PIN) && has(CURRENT_PIN));
    let mut wrong = Vec::new();
    for problem in &refusal.problems {
        let field = if at(CURRENT_PIN)(problem) { Field::Current } else { Field::New };
        let said = problem.server_message.clone();
        wrong.push((
            field,
            match problem.trouble {
                Trouble::Doubtful => Wrong::Doubtful(said),
                _ if is_sure => Wrong::Server(said),
                _ => Wrong::Either(said),
            },
        ));
    }
    wrong
}
