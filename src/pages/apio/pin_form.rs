//! The form for a new PIN: the rules while one types, and an honest word of
//! what became of it.

use std::cell::Cell;

use leptos::{ev, task::spawn_local};

use crate::live::*;

use super::line::Line;
use super::pin::Subject;
use super::rules_list::{PasscodeRulesList, Rules};
use super::sign_in::typed;
use crate::browser::{dom, share};
use crate::components::field::Entry;
use crate::components::refused::{Complaint, ProblemSummary, ServerWords};
use crate::components::{language, t, text};
use crate::domain::passcode_rules::{Rule, Verdict, worst};
use crate::domain::pin::PinTrouble;
use crate::domain::{Kind, Language, PasscodeRules, Pin, Refusal, Secret};
use crate::pages::shortcuts;
use crate::state::Console;
use crate::text::{apio as words, common, refusal as sentences};
use crate::wire::apio::pincode::{CURRENT_PIN, NEW_PIN};

const SUMMARY: &str = "problems";
const OUTCOME: &str = "outcome";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Current,
    New,
    Repeat,
}

impl Field {
    const ALL: [Self; 3] = [Self::Current, Self::New, Self::Repeat];

    fn id(self) -> &'static str {
        match self {
            Self::Current => "current-pin",
            Self::New => "new-pin",
            Self::Repeat => "repeat-pin",
        }
    }

    fn label(self) -> crate::text::Word {
        match self {
            Self::Current => words::current_pin,
            Self::New => words::new_pin,
            Self::Repeat => words::repeat_new_pin,
        }
    }
}

/// What is wrong with one field.
#[derive(Clone, PartialEq, Eq)]
enum Wrong {
    Pin(PinTrouble),
    Rule(Rule),
    Differ,
    /// The server refused it; in its own words, if it had any.
    Server(Option<String>),
    /// The server refused this or the other: it does not say which.
    Either(Option<String>),
}

impl Wrong {
    fn sentence(&self, language: Language, field: Field, is_own: bool) -> String {
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
        }
    }
}

/// What became of the last try.
#[derive(Clone, PartialEq)]
enum Outcome {
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
struct Form {
    subject: Subject,
    rules: RwSignal<Rules>,
    current: RwSignal<Secret>,
    new: RwSignal<Secret>,
    repeat: RwSignal<Secret>,
    wrong: RwSignal<Vec<(Field, Wrong)>>,
    outcome: RwSignal<Outcome>,
    busy: RwSignal<bool>,
    /// Counts the tries: each hides what was shown.
    tries: RwSignal<u32>,
    /// The server asked an administrator for the current PIN.
    asked: RwSignal<bool>,
    generated: RwSignal<Option<Secret>>,
    cannot_generate: RwSignal<bool>,
}

/// The new PIN and, where it was asked for, the current one.
type Sendable = (Pin, Option<Pin>);

impl Form {
    fn new(subject: Subject) -> Self {
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

    fn needs_current(&self) -> bool {
        self.subject.apio.level().asks_for_current()
    }

    /// Is it one's own PIN? Who sees other people changes it for them.
    fn is_own(&self) -> bool {
        !self.subject.apio.level().sees_others()
    }

    fn shows_current(&self) -> bool {
        self.needs_current() || self.asked.get()
    }

    fn secret(&self, field: Field) -> RwSignal<Secret> {
        match field {
            Field::Current => self.current,
            Field::New => self.new,
            Field::Repeat => self.repeat,
        }
    }

    fn set(&self, field: Field, text: String) {
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
            Rules::Found(found) if found.binding => self.subject.owner.with_untracked(|owner| {
                let current = Some(current).filter(|current| !current.is_empty());
                let verdicts = found.rules.evaluate(new, current, &owner.numbers);
                worst(&verdicts).filter(|(_, verdict)| *verdict == Verdict::NotMet).map(|(rule, _)| rule)
            }),
            _ => None,
        })
    }

    /// Are the rules still asked for? Reactive.
    fn is_asking(&self) -> bool {
        self.rules.with(|rules| matches!(rules, Rules::Asking))
    }

    /// Makes a PIN that keeps the rules, and writes it into both fields.
    fn generate(&self) {
        if self.is_asking() {
            return;
        }
        let rules = self.rules.with_untracked(|rules| match rules {
            Rules::Found(found) => found.rules.clone(),
            _ => PasscodeRules::default(),
        });
        let is_random = Cell::new(true);
        let fill = |bytes: &mut [u8]| is_random.set(is_random.get() && share::random(bytes));
        let pin = self.subject.owner.with_untracked(|owner| rules.generate(&owner.numbers, fill));
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

    fn submit(self, on_done: Option<Callback<()>>) {
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
                        return done.run(());
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
        if refusal.kind == Kind::DoneInPart {
            self.outcome.try_set(Outcome::InPart(refusal));
            self.subject.read();
            return dom::focus_soon(OUTCOME);
        }
        if refusal.outcome_unknown() {
            self.outcome.try_set(Outcome::Unknown(refusal));
            return dom::focus_soon(OUTCOME);
        }
        if !has_current && refusal.kind == Kind::RefusedValues {
            // It may be the missing current PIN that it minds.
            self.asked.try_set(true);
        }
        self.wrong.try_set(placed(&refusal, has_current));
        self.outcome.try_set(Outcome::Refused(refusal));
        dom::focus_soon(SUMMARY);
    }
}

/// At which fields a refusal belongs. The server names none; but where it
/// refuses as for a wrong password, it is the current PIN.
fn placed(refusal: &Refusal, has_current: bool) -> Vec<(Field, Wrong)> {
    let is_login = refusal.kind == Kind::RefusedValues && matches!(refusal.status, Some(401 | 403));
    let mut wrong = Vec::new();
    for problem in &refusal.problems {
        let field = match problem.field.as_deref() {
            Some(CURRENT_PIN) => Field::Current,
            Some(NEW_PIN) if is_login && has_current => continue,
            Some(NEW_PIN) => Field::New,
            _ => continue,
        };
        let said = problem.said.clone();
        let is_sure = !has_current || is_login;
        wrong.push((field, if is_sure { Wrong::Server(said) } else { Wrong::Either(said) }));
    }
    wrong
}

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
            Outcome::Refused(refusal) => refusal.said.clone(),
            _ => Vec::new(),
        })
    });
    let own = Signal::derive(move || subject.owner.with(|owner| owner.numbers.clone()));
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
    Line {
        problem,
        hint,
        conceal: form.tries.into(),
        ..Line::new(field.id(), text(field.label()), typed(form.secret(field)), set, entry)
    }
    .show()
}

/// What became of it, where that is not a plain refusal.
#[component]
fn Aftermath(outcome: RwSignal<Outcome>) -> impl IntoView {
    let language = language();
    move || {
        let (class, lines, refusal) = match outcome.get() {
            Outcome::None | Outcome::Refused(_) => return ().into_any(),
            Outcome::Changed => ("outcome", vec![words::pin_changed as crate::text::Word], None),
            Outcome::InPart(refusal) => ("outcome unknown", Vec::new(), Some(refusal)),
            Outcome::Unknown(refusal) => (
                "outcome unknown",
                vec![words::pin_outcome_unknown as crate::text::Word, words::pin_find_out],
                Some(refusal),
            ),
        };
        let said = refusal.as_ref().map(|refusal| refusal.said.clone()).unwrap_or_default();
        let own = refusal.filter(|_| lines.is_empty());
        view! {
            <div class=class role="status" id=OUTCOME tabindex="-1">
                {lines.into_iter().map(|line| view! { <p>{t(line)}</p> }).collect_view()}
                {own.map(|refusal| view! { <p>{move || sentences::refusal(language.get(), &refusal)}</p> })}
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
    let copied = RwSignal::new(false);
    let shown =
        move || form.generated.with(|generated| generated.as_ref().map(|pin| pin.for_field().clone()));
    let copy = move |_| {
        let Some(pin) = untrack(shown) else { return };
        spawn_local(async move {
            let done = share::copy(&pin).await;
            copied.try_set(done);
        });
    };
    Effect::new(move |_| {
        form.generated.track();
        copied.set(false);
    });
    view! {
        <Show when=move || form.generated.with(Option::is_some)>
            <div class="generated">
                <p class="rules-title" id="generated-pin">{t(words::generated_pin)}</p>
                <output aria-labelledby="generated-pin">{shown}</output>
                <p class="hint">{t(words::generated_hint)}</p>
                <div class="actions">
                    <button type="button" on:click=copy>{t(words::copy)}</button>
                    <span role="status">{move || copied.get().then(|| words::copied(language.get()))}</span>
                </div>
            </div>
        </Show>
        <p class="problem" role="status">
            {move || form.cannot_generate.get().then(|| words::cannot_generate(language.get()))}
        </p>
    }
    .into_any()
}
