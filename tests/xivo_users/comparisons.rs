//! What was sent, held against what was read afterwards.

use switchroom::form::Draft;
use switchroom::wire::xivo::comparison::{NameMatch, ValueOutcome, compare_names};
use switchroom::wire::xivo::cti::GetCti;
use switchroom::wire::xivo::cti_plan::{CurrentCti, WantedCti, compare_cti};
use switchroom::wire::xivo::form::to_form_values;

use crate::*;

fn record(json: &str) -> User {
    User::from_json(serde_json::from_str(json).unwrap()).unwrap()
}

fn stored(fields: &[Field]) -> Vec<(Field, ValueOutcome)> {
    fields.iter().map(|field| (*field, ValueOutcome::Stored)).collect()
}

fn not_stored(fields: &[Field]) -> Vec<(Field, ValueOutcome)> {
    fields.iter().map(|field| (*field, ValueOutcome::NotStored)).collect()
}

#[test]
fn what_recorded_servers_did_with_what_was_sent() {
    let lastname = |dialect: &Dialect, value: &str| changes(dialect, [(Field::Lastname, text(value))]);
    for (dialect, value, name) in [
        (of_2014(), "Renamed", "2014-01/users-1.1-get-200-after-put"),
        (of_2016(), "Renamed", "2016-03/users-1.1-get-200-after-put"),
        (of_2019(), "Renamed", "2019-05/users-1.1-get-200-after-put"),
        (of_2026(), "Renamed", "2026-08/users-1.1-get-200-after-put"),
        // Answered 500, and kept.
        (of_2026(), "Again", "2026-08/users-1.1-get-200-after-sysconfd-fails"),
    ] {
        let effects = compare_user(&lastname(&dialect, value), &user(name));
        assert_eq!(effects, stored(&[Field::Lastname]), "{name}");
        let other = compare_user(&lastname(&dialect, "Other"), &user(name));
        assert_eq!(other, not_stored(&[Field::Lastname]), "{name}");
    }
}

#[test]
fn one_of_two_fields_may_be_kept() {
    let sent = changes(&of_2026(), [(Field::Firstname, text("Eva")), (Field::Email, text("eva@x.example"))]);
    let read = record(r#"{"id": 1, "firstname": "Eva", "email": "eve@x.example"}"#);
    let expected = [(Field::Firstname, ValueOutcome::Stored), (Field::Email, ValueOutcome::NotStored)];
    assert_eq!(compare_user(&sent, &read), expected);
}

#[test]
fn somebody_of_another_name_is_not_whom_the_server_said_to_have_created() {
    let both = [(Field::Firstname, text("Eve")), (Field::Lastname, text("Madeup"))];
    for (sent, read, expected) in [
        (&both[..], r#"{"id": 1, "firstname": "Eve", "lastname": "Madeup"}"#, NameMatch::Exact),
        // What the server did not keep, or wrote otherwise.
        (&both, r#"{"id": 1, "firstname": "Eve", "lastname": null}"#, NameMatch::Loose),
        (&both, r#"{"id": 1, "firstname": "EVE", "lastname": "Made-up "}"#, NameMatch::Loose),
        // Of one family, or of one first name.
        (&both, r#"{"id": 1, "firstname": "Jean", "lastname": "Madeup"}"#, NameMatch::No),
        (&both, r#"{"id": 1, "firstname": "Eve", "lastname": "Sample"}"#, NameMatch::No),
        (&both, r#"{"id": 1, "firstname": "?", "lastname": "Madeup"}"#, NameMatch::No),
        (&both[..1], r#"{"id": 1, "firstname": "Eve", "lastname": null}"#, NameMatch::Exact),
        (&both[..1], r#"{"id": 1, "firstname": "Eve", "lastname": "Sample"}"#, NameMatch::No),
    ] {
        let sent = changes(&of_2026(), sent.iter().cloned());
        assert_eq!(compare_names(&sent, &record(read)), expected, "{read}");
    }
}

#[test]
fn values_are_not_the_same_trimmed() {
    let sent = changes(&of_2026(), [(Field::Lastname, text(" Sample "))]);
    assert!(sent.get(Field::Lastname) == Some(&text(" Sample ")), "sent as it was typed");
    assert_eq!(
        compare_user(&sent, &record(r#"{"id": 1, "lastname": " Sample "}"#)),
        stored(&[Field::Lastname])
    );
    let trimmed = compare_user(&sent, &record(r#"{"id": 1, "lastname": "Sample"}"#));
    assert_eq!(trimmed, not_stored(&[Field::Lastname]));
}

#[test]
fn only_2014_puts_quotes_around_a_caller_id() {
    let compare = |dialect: &Dialect, sent: &str, read: &str| {
        let sent = changes(dialect, [(Field::CallerId, text(sent))]);
        let read = serde_json::json!({"id": 1, "caller_id": read});
        compare_user(&sent, &User::from_json(read).unwrap())
    };
    let sent = changes(&of_2014(), [(Field::CallerId, text("Front Desk"))]);
    let read = user("2014-01/users-1.1-get-200-after-put-caller-id");
    assert_eq!(compare_user(&sent, &read), stored(&[Field::CallerId]));
    // With quotes of its own it would be another one, and with a number it is not sent.
    let twice = compare(&of_2014(), r#""Ada""#, r#"""Ada"""#);
    assert_eq!(twice, not_stored(&[Field::CallerId]));
    assert_eq!(compare(&of_2014(), r#""Ada""#, r#""Ada""#), stored(&[Field::CallerId]));
    let numbered = unsendable(&of_2014(), [(Field::CallerId, text(r#""Ada" <123>"#))]);
    assert!(matches!(numbered, Unsendable::Refused(_)), "{numbered:?}");
    assert_eq!(compare(&of_2019(), r#""Ada" <123>"#, r#""Ada" <123>"#), stored(&[Field::CallerId]));
    assert_eq!(compare(&of_2019(), r#""Ada""#, r#"""Ada"""#), not_stored(&[Field::CallerId]));
}

#[test]
fn what_was_emptied_is_null_or_empty_and_nothing_else() {
    let sent = |dialect: &Dialect| changes(dialect, [(Field::Description, NewValue::Clear)]);
    for dialect in [v10(), of_2014(), of_2026()] {
        for (read, effect) in [
            (r#"{"id": 1, "description": null}"#, ValueOutcome::Stored),
            (r#"{"id": 1, "description": ""}"#, ValueOutcome::Stored),
            (r#"{"id": 1, "description": "x"}"#, ValueOutcome::NotStored),
            (r#"{"id": 1, "description": []}"#, ValueOutcome::NotStored),
            (r#"{"id": 1}"#, ValueOutcome::Unknown),
        ] {
            assert_eq!(
                compare_user(&sent(&dialect), &record(read)),
                [(Field::Description, effect)],
                "{read}"
            );
        }
    }
    let nulls = user("2026-08/users-1.1-get-200-after-nulls");
    let cleared = [Field::Lastname, Field::Email, Field::Userfield, Field::Timezone, Field::Language];
    let sent = changes(&of_2026(), cleared.map(|field| (field, NewValue::Clear)));
    assert_eq!(compare_user(&sent, &nulls), stored(&cleared));
}

#[test]
fn numbers_switches_and_passwords_are_compared_as_what_they_are() {
    let sent = changes(
        &v10(),
        [
            (Field::CtiEnabled, NewValue::Switch(true)),
            (Field::CtiProfile, NewValue::Number(3)),
            (Field::Password, secret("s3cret")),
        ],
    );
    let all = [Field::Password, Field::CtiEnabled, Field::CtiProfile];
    let read = record(r#"{"id": "1", "enableclient": 1, "ctiprofileid": "3", "password": "s3cret"}"#);
    assert_eq!(compare_user(&sent, &read), stored(&all));
    let read = record(r#"{"id": "1", "enableclient": 0, "ctiprofileid": null, "password": "other"}"#);
    assert_eq!(compare_user(&sent, &read), not_stored(&all));
}

#[test]
fn a_caller_id_that_followed_the_name_is_another_change() {
    let mut draft = Draft::begin(to_form_values(&user("2014-01/users-1.1-get-200")));
    draft.set_text(Field::Lastname, "Renamed");
    let merge = draft.rebase(to_form_values(&user("2014-01/users-1.1-get-200-after-put")));
    assert_eq!(merge.taken_over, [Field::CallerId]);
    assert_eq!(merge.agreed, [Field::Lastname]);
}

#[test]
fn a_cti_profile_that_was_kept_is_not_taken_away() {
    let read =
        |id: &str, name: &str| CurrentCti::from_cti(good(GetCti::new(id.into()).answer(&response(name))));
    // 2014 answers 204 to null, and keeps the profile.
    let wanted = WantedCti { enabled: true, profile: None };
    let effects = compare_cti(&wanted, &read("1", "2014-05/cti-1.1-get-200-after-null-profile"));
    assert_eq!(
        effects,
        [(Field::CtiEnabled, ValueOutcome::Stored), (Field::CtiProfile, ValueOutcome::NotStored)]
    );
    let taken = read("10", "2019-05/cti-1.1-get-200-after-null-profile");
    let all = [Field::CtiEnabled, Field::CtiProfile];
    assert_eq!(compare_cti(&WantedCti { enabled: false, profile: None }, &taken), stored(&all));
    // `/cti_profile` knows no switch, and a server without a CTI nothing.
    assert_eq!(compare_cti(&wanted, &CurrentCti::from_profile(None)), stored(&[Field::CtiProfile]));
    assert_eq!(compare_cti(&wanted, &CurrentCti::without_resource()), []);
    let silent = CurrentCti { enabled: None, ..read("10", "2019-05/cti-1.1-get-200") };
    let effects = compare_cti(&WantedCti { enabled: true, profile: Some(3) }, &silent);
    assert!(effects.contains(&(Field::CtiEnabled, ValueOutcome::Unknown)), "{effects:?}");
}
