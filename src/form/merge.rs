//! Three-way merge: what was read, what was typed, what is there now.

use super::value::{Field, FieldValue, Values};

/// A field that was changed here and, differently, on the server.
#[derive(Clone, PartialEq)]
pub struct Conflict<F> {
    pub field: F,
    /// What the server holds now.
    pub theirs: FieldValue,
    /// What was typed here.
    pub mine: FieldValue,
    /// What both began with.
    pub base: FieldValue,
}

/// Whose value shall hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

/// What a merge came to, field by field; fields unchanged on both sides are in no list.
#[derive(Clone, PartialEq)]
pub struct Merge<F> {
    /// Changed only there: the form now shows the server's value.
    pub taken_over: Vec<F>,
    /// Changed only here: the form still shows what was typed.
    pub kept: Vec<F>,
    /// Changed on both sides to the same value: nothing is left to send.
    pub agreed: Vec<F>,
    /// Changed differently: the form still shows what was typed, and somebody must choose.
    pub conflicts: Vec<Conflict<F>>,
    /// Changed there by who sits here: what is typed is still shown, and else the server's value.
    pub given_back: Vec<F>,
}

impl<F: Field> Merge<F> {
    /// A change there was no other's than that of who sits here.
    pub(super) fn give_back(&mut self, field: F) {
        let before = self.taken_over.len() + self.conflicts.len();
        self.taken_over.retain(|other| *other != field);
        self.conflicts.retain(|conflict| conflict.field != field);
        if self.taken_over.len() + self.conflicts.len() < before {
            self.given_back.push(field);
        }
    }
}

/// Merges, and gives the values that the form shall show.
pub(super) fn merge<F: Field>(
    base: &Values<F>,
    mine: &Values<F>,
    theirs: &Values<F>,
) -> (Values<F>, Merge<F>) {
    let mut shown = mine.clone();
    let mut merge = Merge {
        taken_over: Vec::new(),
        kept: Vec::new(),
        agreed: Vec::new(),
        conflicts: Vec::new(),
        given_back: Vec::new(),
    };
    for (field, base) in base.iter() {
        let (mine, theirs) = (mine.get(field), theirs.get(field));
        match (!mine.is_same(base), !theirs.is_same(base)) {
            (false, there) => {
                // Taken even where it means the same, so that null stays apart from empty.
                shown.set(field, theirs.clone());
                if there {
                    merge.taken_over.push(field);
                }
            }
            (true, false) => merge.kept.push(field),
            (true, true) if mine.is_same(theirs) => merge.agreed.push(field),
            (true, true) => merge.conflicts.push(Conflict {
                field,
                theirs: theirs.clone(),
                mine: mine.clone(),
                base: base.clone(),
            }),
        }
    }
    (shown, merge)
}
