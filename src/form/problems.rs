//! What is wrong with a form, each at its field where it has one.

use std::borrow::Cow;

use super::value::{Field, index};
use crate::domain::{Problem, Refusal};

/// The problems of a form.
#[derive(Clone, PartialEq)]
pub struct Problems<F> {
    at: Vec<(F, Problem)>,
    elsewhere: Vec<Problem>,
    refusal: Option<Refusal>,
}

impl<F> Default for Problems<F> {
    fn default() -> Self {
        Self { at: Vec::new(), elsewhere: Vec::new(), refusal: None }
    }
}

impl<F: Field> Problems<F> {
    /// Assigns the problems of a refusal to fields. What names no field, an
    /// unknown one or one that is not `visible` is left to the summary. All
    /// that the server said stays at hand.
    pub fn of(mut refusal: Refusal, visible: impl Fn(F) -> bool) -> Self {
        let mut problems = Self::default();
        for problem in std::mem::take(&mut refusal.problems) {
            match problem.field.as_deref().and_then(F::from_wire) {
                Some(field) if visible(field) => problems.add(field, problem),
                Some(field) => problems.elsewhere.push(without_secret(field, problem)),
                None => problems.elsewhere.push(problem),
            }
        }
        problems.refusal = Some(refusal);
        problems
    }

    /// Puts a problem at a field, whatever name it came with: in the form's
    /// order, those of one field in the order in which they came.
    pub(super) fn add(&mut self, field: F, problem: Problem) {
        let place = self.at.partition_point(|(other, _)| index(*other) <= index(field));
        self.at.insert(place, (field, without_secret(field, problem)));
    }

    /// Puts what a rule found at the field that it names, or else at the field it was asked about.
    pub(super) fn found(&mut self, asked: F, mut problem: Problem) {
        let named = problem.field.as_deref().and_then(F::from_wire);
        if problem.field.is_none() {
            problem.field = Some(Cow::Borrowed(asked.wire_name()));
        }
        self.add(named.unwrap_or(asked), problem);
    }

    /// The problems at a field.
    pub fn at(&self, field: F) -> impl Iterator<Item = &Problem> {
        self.at.iter().filter(move |(other, _)| *other == field).map(|(_, problem)| problem)
    }

    pub fn has(&self, field: F) -> bool {
        self.at(field).next().is_some()
    }

    /// All problems that have a field, in the form's order, for the summary.
    pub fn at_fields(&self) -> impl Iterator<Item = (F, &Problem)> {
        self.at.iter().map(|(field, problem)| (*field, problem))
    }

    /// The problems that have no field on this form, for the summary.
    pub fn elsewhere(&self) -> &[Problem] {
        &self.elsewhere
    }

    /// The refusal that they came from, less its problems: its kind, its
    /// status and what the server said. `None` for local checks.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_empty() && self.elsewhere.is_empty() && self.refusal.is_none()
    }

    /// Takes away the problems of a field that was edited. With the last
    /// problem the refusal goes, too; one that never had a problem at a
    /// field stays until the next try.
    pub fn edited(&mut self, field: F) {
        let before = self.at.len();
        self.at.retain(|(other, _)| *other != field);
        if self.at.len() < before && self.at.is_empty() && self.elsewhere.is_empty() {
            self.refusal = None;
        }
    }
}

fn without_secret<F: Field>(field: F, mut problem: Problem) -> Problem {
    if field.is_secret() {
        problem.value = None;
    }
    problem
}
