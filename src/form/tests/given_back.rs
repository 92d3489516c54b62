//! What whoever sits here gave back while the form was open.

use super::*;

#[test]
fn what_was_given_back_here_is_no_conflict_with_somebody_else() {
    let begin = || {
        let mut draft = Draft::begin(ada());
        draft.set_text(FirstName, "Augusta");
        draft.gave_back([(FirstName, FieldValue::text("Ad")), (LastName, FieldValue::text("Gordon"))]);
        draft
    };
    let given_back = ada().with(FirstName, FieldValue::text("Ad")).with(LastName, FieldValue::text("Gordon"));
    let theirs = given_back.clone().with(FirstName, FieldValue::text("Eve"));

    let mut draft = begin();
    // What was read before it was there tells nothing.
    assert!(is_quiet(&draft.rebase(ada())));
    let merge = draft.rebase(given_back.clone());
    assert_eq!(merge.given_back, [FirstName, LastName]);
    assert!(merge.conflicts.is_empty() && merge.taken_over.is_empty() && draft.conflicts().is_empty());
    assert_eq!((draft.text(FirstName), draft.text(LastName)), ("Augusta", "Gordon"));
    assert_eq!(draft.base(FirstName).as_text(), "Ad");
    assert_eq!(draft.changed(), [FirstName]);
    // From then on, others are others, though they set the same value.
    assert_eq!(draft.rebase(theirs.clone()).conflicts.len(), 1);
    assert_eq!(draft.rebase(given_back.clone()).conflicts.len(), 1);

    // Somebody else was at it after the undo.
    let mut draft = begin();
    let merge = draft.rebase(theirs);
    assert_eq!((merge.conflicts.len(), draft.conflicts().len()), (1, 1));
    assert_eq!(merge.given_back, [LastName]);

    // It was read before this form was told of it.
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "Augusta");
    assert_eq!(draft.rebase(given_back.clone()).conflicts.len(), 1);
    draft.gave_back([(FirstName, FieldValue::text("Ad"))]);
    assert!(draft.conflicts().is_empty());
    assert!(is_quiet(&draft.rebase(given_back)));
}
