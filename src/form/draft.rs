//! What is on the server and what was typed.

use super::checked::Checked;
use super::merge::{Conflict, Merge, Side, merge};
use super::outcome::{Answer, Outcome, Verdict};
use super::problems::Problems;
use super::value::{Field, FieldValue, Values};
use crate::domain::{Problem, Refusal, RefusalKind, Secret, Trouble};

/// A form that is being filled in: the one place where a page knows whether
/// something is unsaved.
#[derive(Clone, PartialEq)]
pub struct Draft<F> {
    is_new: bool,
    base: Values<F>,
    now: Values<F>,
    problems: Problems<F>,
    conflicts: Vec<Conflict<F>>,
    outcome: Option<Outcome<F>>,
    /// What was given back on the server by who sits here, until it is read.
    given_back: Vec<(F, FieldValue)>,
}

/// What a check came to.
#[derive(Clone, PartialEq)]
pub enum Check<F> {
    Ready(Checked<F>),
    /// Every value means the same as what the server holds: there is nothing to send.
    NothingChanged,
    Refused(Problems<F>),
}

impl<F: Field> Draft<F> {
    /// Begins with what the server holds.
    pub fn begin(server: Values<F>) -> Self {
        Self {
            is_new: false,
            now: server.clone(),
            base: server,
            problems: Problems::default(),
            conflicts: Vec::new(),
            outcome: None,
            given_back: Vec::new(),
        }
    }

    /// Begins an object that the server does not have yet. What it starts
    /// with (defaults, a copy of another) is not unsaved work, but is sent.
    pub fn new(start: Values<F>) -> Self {
        Self { is_new: true, ..Self::begin(start) }
    }

    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// What is shown in the field.
    pub fn get(&self, field: F) -> &FieldValue {
        self.now.get(field)
    }

    /// What the server holds, as far as it is known here.
    pub fn base(&self, field: F) -> &FieldValue {
        self.base.get(field)
    }

    /// All that is shown.
    pub fn values(&self) -> &Values<F> {
        &self.now
    }

    /// The text or key that is shown; empty for a secret.
    pub fn text(&self, field: F) -> &str {
        self.get(field).as_text()
    }

    pub fn secret(&self, field: F) -> Option<&Secret> {
        self.get(field).as_secret()
    }

    pub fn is_on(&self, field: F) -> bool {
        self.get(field).as_switch() == Some(true)
    }

    /// Takes what was typed or chosen. A text for a secret field becomes a
    /// secret. The problems of the field go, those of the others stay.
    pub fn set(&mut self, field: F, value: FieldValue) {
        let value = value.hidden_if(field.is_secret());
        if *self.now.get(field) == value {
            return;
        }
        self.now.set(field, value);
        self.edited(field);
        let now = self.now.get(field);
        self.conflicts.retain(|conflict| conflict.field != field || !conflict.theirs.is_same(now));
    }

    /// Takes what was typed into a text field or a secret one.
    pub fn set_text(&mut self, field: F, text: impl Into<String>) {
        self.set(field, FieldValue::Text(text.into()));
    }

    /// Goes back to what the server holds.
    pub fn reset(&mut self, field: F) {
        self.set(field, self.base.get(field).clone());
        self.conflicts.retain(|conflict| conflict.field != field);
    }

    /// Goes back to what the server holds, everywhere.
    pub fn reset_all(&mut self) {
        self.now = self.base.clone();
        self.show(Problems::default());
        self.conflicts.clear();
    }

    /// How many values of the object have unsaved changes.
    pub fn changed_count(&self) -> usize {
        self.changed().into_iter().filter(|field| field.is_stored()).count()
    }

    /// The fields with unsaved changes, in the form's order.
    pub fn changed(&self) -> Vec<F> {
        self.now.differing(&self.base)
    }

    pub fn is_changed(&self, field: F) -> bool {
        !self.get(field).is_same(self.base(field))
    }

    /// Would something be lost by leaving?
    pub fn is_dirty(&self) -> bool {
        !self.changed().is_empty()
    }

    /// Checks by the documented rules, as a courtesy: `rules` is asked about
    /// every field that changed (of a new object, about every field) with the
    /// value as it would be sent. A problem that it returns lands on the
    /// field that the problem names, so that a rule about two fields can
    /// point at either.
    ///
    /// Values that nobody touched are not judged, for the server already
    /// holds them.
    pub fn check<P: IntoIterator<Item = Problem>>(&self, rules: impl Fn(F, &FieldValue) -> P) -> Check<F> {
        let whole = self.now.trimmed(&self.base);
        let changed = whole.differing(&self.base);
        let mut problems = Problems::default();
        for field in if self.is_new { F::ALL } else { &changed } {
            for problem in rules(*field, whole.get(*field)) {
                problems.found(*field, problem);
            }
        }
        if !problems.is_empty() {
            Check::Refused(problems)
        } else if self.is_new {
            let given =
                whole.iter().filter(|(_, value)| !value.is_empty() && **value != FieldValue::Inherited);
            let given = given.map(|(field, _)| field).collect();
            Check::Ready(Checked::new(whole, given))
        } else if changed.is_empty() {
            Check::NothingChanged
        } else {
            Check::Ready(Checked::new(whole, changed))
        }
    }

    /// What changed, unchecked and uncut, if anything did: for giving back values that the server
    /// itself had, and would perhaps not take from somebody who types them.
    pub fn without_checks(&self) -> Option<Checked<F>> {
        let changed = self.changed();
        (!changed.is_empty()).then(|| Checked::new(self.now.clone(), changed))
    }

    /// The problems that are shown.
    pub fn problems(&self) -> &Problems<F> {
        &self.problems
    }

    /// What became of the last write, until the next try.
    pub fn outcome(&self) -> Option<&Outcome<F>> {
        self.outcome.as_ref()
    }

    /// Shows these problems instead of the former ones, and of what was said
    /// of the last write. What was typed stays.
    pub fn show(&mut self, problems: Problems<F>) {
        self.problems = problems;
        self.outcome = None;
    }

    /// Shows a refusal: each problem at its field, if `visible` says that
    /// the page shows it. What was typed stays.
    pub fn refused(&mut self, refusal: Refusal, visible: impl Fn(F) -> bool) {
        self.show(Problems::of(refusal, visible));
    }

    fn edited(&mut self, field: F) {
        let had_some = !self.problems.is_empty();
        self.problems.edited(field);
        if had_some && self.problems.is_empty() {
            self.outcome = None;
        }
    }

    /// Takes the result of a write into the form, with what the server has
    /// now and why it refused, if it did. Fields that still show what was sent
    /// take the server's value, and secrets that it does not show become empty.
    /// What the server did not keep, and what was typed while saving, stays
    /// typed and changed; what was not kept is marked.
    pub fn after_write(
        &mut self,
        sent: &Checked<F>,
        fresh: Values<F>,
        outcome: Outcome<F>,
        refusal: Option<Refusal>,
        visible: impl Fn(F) -> bool,
    ) {
        let typed_since = self.now.trimmed(&self.base).differing(sent.whole());
        let mut now = fresh.clone();
        for field in F::ALL.iter().copied() {
            let is_left = match field.is_stored() {
                true => sent.change(field).is_some() && outcome.leaves(field),
                false => outcome.verdict != Verdict::AllKept,
            };
            if typed_since.contains(&field) || is_left {
                now.set(field, self.now.get(field).clone());
            }
        }
        let is_done_in_part = refusal.as_ref().is_some_and(|refusal| refusal.kind == RefusalKind::DoneInPart);
        let mut problems = refusal.map_or_else(Problems::default, |mut refusal| {
            if outcome.verdict == Verdict::AllKept && !is_done_in_part {
                // A failure that changed nothing of what was asked has no place at a field.
                refusal.problems.clear();
            }
            Problems::of(refusal, visible)
        });
        let is_expected =
            outcome.verdict == Verdict::KeptInPart || outcome.answer == Answer::Accepted || is_done_in_part;
        for field in outcome.not_kept.iter().copied() {
            if is_expected && !problems.has(field) {
                let third = Some(fresh.get(field)).filter(|third| !third.is_same(self.base.get(field)));
                let shown = match third {
                    Some(FieldValue::Text(text)) if !text.is_empty() => Some(text.clone()),
                    _ => None,
                };
                let problem = Problem { value: shown, ..Problem::at(field.wire_name(), Trouble::NotKept) };
                problems.add(field, problem);
            }
        }
        let is_new = self.is_new;
        *self = Self { is_new, now, problems, outcome: Some(outcome), ..Self::begin(fresh) };
    }

    /// Says of a write that nothing could be read after it. What was typed stays.
    pub fn after_unread_write(&mut self, outcome: Outcome<F>, refusal: Refusal, visible: impl Fn(F) -> bool) {
        self.problems = Problems::of(refusal, visible);
        self.outcome = Some(outcome);
    }

    /// Says whether the server will be read again by itself.
    pub fn set_looking(&mut self, is_looking: bool) {
        if let Some(outcome) = &mut self.outcome {
            outcome.is_looking = is_looking;
        }
    }

    /// Merges what the server holds now into the draft, for a lost-update
    /// guard: read again before writing, and if there are conflicts, show
    /// them instead of writing. The conflicts stay with the draft until they
    /// are [settled](Self::settle); a second merge with the same values has none.
    pub fn rebase(&mut self, fresh: Values<F>) -> Merge<F> {
        let (shown, mut merge) = merge(&self.base, &self.now, &fresh);
        // What was not read yet may still be; anything else that is there by now is somebody else's.
        self.given_back.retain(|(field, value)| {
            let now = fresh.get(*field);
            if now.is_same(value) {
                merge.give_back(*field);
            }
            now.is_same(self.base.get(*field)) && !now.is_same(value)
        });
        self.now = shown;
        self.base = fresh;
        for field in merge.taken_over.iter().chain(&merge.given_back) {
            if !self.is_changed(*field) {
                self.edited(*field);
            }
        }
        let moved = |field: F| {
            [&merge.taken_over, &merge.agreed, &merge.given_back].iter().any(|list| list.contains(&field))
        };
        self.conflicts
            .retain(|old| !moved(old.field) && !merge.conflicts.iter().any(|new| new.field == old.field));
        self.conflicts.extend(merge.conflicts.iter().cloned());
        merge
    }

    /// Takes note of values that whoever sits here gave back on the server while the form was
    /// open, so that reading them is no conflict with somebody else: what is typed stays typed.
    pub fn gave_back(&mut self, values: impl IntoIterator<Item = (F, FieldValue)>) {
        for (field, value) in values {
            self.conflicts.retain(|conflict| conflict.field != field || !conflict.theirs.is_same(&value));
            self.given_back.retain(|(other, _)| *other != field);
            if !self.base.get(field).is_same(&value) {
                self.given_back.push((field, value));
            }
        }
    }

    /// Is this what the form holds for the server's values?
    pub fn is_based_on(&self, server: &Values<F>) -> bool {
        self.base == *server
    }

    /// The conflicts that nobody has settled yet.
    pub fn conflicts(&self) -> &[Conflict<F>] {
        &self.conflicts
    }

    pub fn conflict(&self, field: F) -> Option<&Conflict<F>> {
        self.conflicts.iter().find(|conflict| conflict.field == field)
    }

    /// Chooses whose value the field shall have.
    pub fn settle(&mut self, field: F, side: Side) {
        match side {
            Side::Theirs => self.reset(field),
            Side::Mine => self.conflicts.retain(|conflict| conflict.field != field),
        }
    }
}
