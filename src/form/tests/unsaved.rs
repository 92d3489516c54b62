//! What is kept of a form over a reload.

use super::*;

/// A form with every kind of change, a secret among them.
fn half_filled() -> Draft<Person> {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, " Ada\u{301} ");
    draft.set_text(Password, "n3w-s3cret");
    draft.set(Enabled, FieldValue::Switch(false));
    draft.set(Profile, FieldValue::Choice(None));
    draft.set(Note, FieldValue::Rows(vec![vec!["4101".into(), "25".into()], vec![]]));
    draft
}

#[test]
fn what_was_typed_is_put_back_but_for_the_secrets() {
    let before = half_filled();
    let text = Unsaved::of(&before, "ada", 1_000.0).expect("something was typed").to_text();
    assert!(!text.contains("n3w-s3cret") && !text.contains("password"), "{text}");

    let unsaved = Unsaved::<Person>::read(&text, "ada").expect("it is Ada's");
    let mut after = Draft::begin(ada());
    assert!(unsaved.is_news_to(after.values()));
    unsaved.put_into(&mut after);
    for field in [FirstName, LastName, Enabled, Profile, Note] {
        assert!(after.get(field) == before.get(field), "{field:?}");
    }
    assert!(after.secret(Password).is_none());
    assert!(!unsaved.is_news_to(after.values()));
    assert_eq!(unsaved.fields().collect::<Vec<_>>(), [FirstName, Enabled, Profile, Note]);
    assert_eq!(unsaved.age_in_minutes(1_000.0 + 5.5 * 60_000.0), 5);
    assert_eq!(unsaved.age_in_minutes(0.0), 0);
}

#[test]
fn nobody_else_is_offered_what_was_typed() {
    let text = Unsaved::of(&half_filled(), "ada", 0.0).expect("something was typed").to_text();
    for person in ["bob", "", "Ada"] {
        assert!(Unsaved::<Person>::read(&text, person).is_none(), "{person}");
    }
}

#[test]
fn where_nothing_but_a_secret_was_typed_nothing_is_kept() {
    assert!(Unsaved::of(&Draft::begin(ada()), "ada", 0.0).is_none());
    let mut draft = Draft::begin(ada());
    draft.set_text(Password, "n3w-s3cret");
    assert!(Unsaved::of(&draft, "ada", 0.0).is_none());
}

#[test]
fn a_secret_that_somebody_wrote_into_the_storage_is_not_read() {
    let text =
        r#"{"person": "ada", "typedAt": 0, "values": {"password": ["text", "x"], "unknown": ["text", "y"]}}"#;
    assert!(Unsaved::<Person>::read(text, "ada").is_none());
}

proptest! {
    #[test]
    fn no_text_in_the_storage_is_too_odd(text in r#"(\PC|[\[\]{}":,]){0,80}"#, value in r#"\[("text"|"rows"|"switch"|"choice"|7)?,?(1|"x"|\[\[1\]\])?\]"#) {
        let _ = Unsaved::<Person>::read(&text, "");
        let inside = format!(r#"{{"person": "", "typedAt": 0, "values": {{"note": {value}}}}}"#);
        let _ = Unsaved::<Person>::read(&inside, "");
    }
}
