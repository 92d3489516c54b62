//! What a form edits ([`Resource`]), and its handles while it is edited ([`Editing`]).

use leptos::prelude::*;

use super::refused::problem_sentence;
use super::shell::PageShell;
use crate::domain::{Language, Problem, Refusal, Sentence};
use crate::form::{Answer, Checked, Draft, Field, FieldValue, Outcome, ValueOutcome, Values, Verdict};
use crate::journal::{Settlement, WriteOutcome, journal_values};
use crate::route::Route;
use crate::text::{form as texts, refusal as sentences};

/// An object that a form edits, and how it differs from other objects.
pub trait Resource: Copy + Send + Sync + 'static {
    type Field: Field;
    /// The object as it is read.
    type Object: Clone + Send + Sync + 'static;

    /// After these milliseconds each, a change that was acknowledged and is
    /// not visible is looked for once more.
    const VISIBLE_AFTER_MS: &'static [u64] = &[];

    /// Is the object read just before a write, so that what others changed is merged in?
    const READS_BEFORE_WRITE: bool = true;

    /// Does a write create the object?
    const CREATES: bool = false;

    fn read(self) -> impl Future<Output = Result<Self::Object, Refusal>>;

    /// What the page opens with, where that is not read as at a save.
    fn open(self) -> impl Future<Output = Result<Self::Object, Refusal>> {
        self.read()
    }

    /// The form that the page opens with.
    fn begin(self, object: &Self::Object) -> Draft<Self::Field> {
        Draft::begin(self.values(object))
    }

    /// Takes the object as it was read just before a write. `false` where what was read
    /// shows that nothing is to be written any more.
    fn before_write(self, _editing: Editing<Self>, _now: &Self::Object) -> bool {
        true
    }

    /// Sends what changed, or the whole where its document demands that.
    /// `now` is the object as it was read just before.
    fn write(
        self,
        checked: &Checked<Self::Field>,
        now: &Self::Object,
    ) -> impl Future<Output = Result<(), Refusal>>;

    /// Which of the fields that were sent the server did not begin with, where a write met the end of
    /// the session: all, where they go in one request.
    fn not_begun(self, sent: &Checked<Self::Field>) -> Vec<Self::Field> {
        sent.changes().map(|(field, _)| field).collect()
    }

    /// The object as values of the form.
    fn values(self, object: &Self::Object) -> Values<Self::Field>;

    /// What is wrong with a value that was typed, by the documented rules.
    fn problems(
        self,
        draft: &Draft<Self::Field>,
        object: &Self::Object,
        field: Self::Field,
        value: &FieldValue,
    ) -> Vec<Problem>;

    /// What became of each value that was sent, by what was read afterwards.
    /// `before` is the object as it was read just before it was written.
    fn effects(
        self,
        sent: &Checked<Self::Field>,
        before: &Self::Object,
        now: &Self::Object,
    ) -> Vec<(Self::Field, ValueOutcome)>;

    /// What the object is called in the journal; empty where its address has to do.
    fn name(self, _object: &Self::Object) -> String {
        String::new()
    }

    /// Where the object is seen, where that is not the view at hand.
    fn route(self) -> Option<Route> {
        None
    }

    /// What the journal says of a write, by what was read afterwards.
    fn settlement(
        self,
        sent: &Checked<Self::Field>,
        before: &Self::Object,
        outcome: &Outcome<Self::Field>,
        now: &Self::Object,
    ) -> Settlement {
        let values = journal_values(sent, &self.values(before), Some((outcome, &self.values(now))));
        Settlement { values: Some(values), ..Settlement::new(WriteOutcome::of(outcome)) }
    }

    /// What goes with every reading, such as a list that follows.
    fn was_read(self, _object: &Self::Object) {}

    /// A write was refused, which may ask for another form.
    fn was_refused(self, refusal: Refusal) -> Refusal {
        refusal
    }

    /// Does the page show the field?
    fn shows(self, _field: Self::Field) -> bool {
        true
    }

    fn label(self, language: Language, field: Self::Field) -> String;

    /// The id of the field's control.
    fn control_id(self, field: Self::Field) -> String;

    /// The sentence at a field.
    fn problem_sentence(self, language: Language, _field: Self::Field, problem: &Problem) -> String {
        problem_sentence(language, problem)
    }

    /// What a problem at a field is about, and the id of its control, where
    /// the field has several.
    fn problem_place(self, language: Language, field: Self::Field, _problem: &Problem) -> (String, String) {
        (self.label(language, field), self.control_id(field))
    }

    /// The sentence of a problem without a field.
    fn elsewhere_sentence(self, language: Language, problem: &Problem) -> String {
        problem_sentence(language, problem)
    }

    /// Why a read or a write was refused.
    fn refusal_sentence(self, language: Language, refusal: &Refusal) -> String {
        sentences::refusal(language, refusal)
    }

    /// What stands above the form after a write, in the place of the usual heading.
    fn heading(self, _language: Language, _draft: &Draft<Self::Field>) -> Option<String> {
        None
    }

    /// Tells what became of a write, once the form shows it: with a notice, if it was
    /// accepted and kept.
    fn was_written(self, editing: Editing<Self>, outcome: &Outcome<Self::Field>, now: &Self::Object) {
        if outcome.verdict == Verdict::AllKept && outcome.answer == Answer::Accepted {
            let (outcome, now) = (outcome.clone(), now.clone());
            editing.notify_saved(std::sync::Arc::new(move |language| self.saved(language, &outcome, &now)));
        }
    }

    /// The notice of a save that was kept.
    fn saved(self, language: Language, outcome: &Outcome<Self::Field>, _now: &Self::Object) -> String {
        texts::saved(language, outcome, |field| self.label(language, field))
    }
}

/// An object while it is edited; every part is a handle.
pub struct Editing<R: Resource> {
    pub resource: R,
    /// Owns what the resource keeps: a save that is under way holds it too, for the page may be left.
    pub(super) resource_owner: StoredValue<Owner>,
    /// The object as it was last read.
    pub object: RwSignal<R::Object>,
    pub draft: RwSignal<Draft<R::Field>>,
    pub is_saving: RwSignal<bool>,
    /// Counts the tries: each hides the secrets that were shown, and what is
    /// still looked up for an earlier one is no answer to a later one.
    pub attempts: RwSignal<u32>,
    /// The number of the last write in the journal.
    pub(super) entry: StoredValue<Option<u32>>,
    pub(super) shell: PageShell,
}

impl<R: Resource> Clone for Editing<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Resource> Copy for Editing<R> {}

impl<R: Resource> Editing<R> {
    /// The number of the last write in the journal.
    pub fn last_entry(self) -> Option<u32> {
        self.entry.try_get_value().flatten()
    }

    /// Says that the last write was done, and offers to give it back.
    pub(super) fn notify_saved(self, sentence: Sentence) {
        self.shell.notify_saved.run((sentence, self.last_entry()));
    }
}
