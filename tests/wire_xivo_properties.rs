//! Whatever bytes a server sends, nothing panics; however a list is cut into
//! pieces, it has the same rows; whatever is said, no secret is in it.

mod xivo;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use switchroom::domain::Secret;
use switchroom::wire::xivo::check::check;
use switchroom::wire::xivo::refusal::{RefusedCall, Resource, read_refusal};
use switchroom::wire::xivo::*;
use switchroom::wire::{Call, Response};
use xivo::decode::{Outcome, decode};
use xivo::{Recording, all, answered};

static RECORDINGS: LazyLock<Vec<Recording>> = LazyLock::new(all);

/// Reads a list cut at these places. Rows, and how it ended.
fn read(body: &[u8], cuts: &[usize]) -> (Vec<UserRow>, Result<ListEnd, String>) {
    let mut rows = Vec::new();
    let mut reading = UserRowReader::new();
    let mut cuts: Vec<_> = cuts.iter().map(|cut| cut % (body.len() + 1)).collect();
    cuts.sort_unstable();
    let mut from = 0;
    for cut in cuts.into_iter().chain([body.len()]) {
        reading.feed(&body[from..cut], |row| rows.push(row));
        from = cut;
    }
    (rows, reading.finish().map_err(|refusal| format!("{refusal:?}")))
}

fn same(one: (Vec<UserRow>, Result<ListEnd, String>), other: (Vec<UserRow>, Result<ListEnd, String>)) {
    assert!(one.0 == other.0, "{} and {} rows", one.0.len(), other.0.len());
    assert_eq!(one.1, other.1);
}

#[test]
fn every_recorded_list_is_the_same_byte_by_byte() {
    for recording in RECORDINGS.iter().filter(|r| r.name.contains("-list-")) {
        let body = &recording.response.body;
        let every: Vec<_> = (0..body.len()).collect();
        same(read(body, &[]), read(body, &every));
    }
}

/// Any JSON, as deep as a list may get.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[a-z\"\\\\{}\\[\\],:é😀 ]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Into::into),
            vec((key(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    let known: Vec<_> =
        Field::ALL.iter().flat_map(|field| [field.v10(), field.v11()]).flatten().map(str::to_owned).collect();
    prop_oneof![
        3 => prop::sample::select(known),
        1 => prop::sample::select(vec!["items".to_owned(), "total".into(), "exten".into(), "extensions".into(), "number".into()]),
        1 => "[a-z\"\\\\{}]{0,20}",
    ]
}

/// A list in either order of its keys, pretty or not, with other keys around.
fn list() -> impl Strategy<Value = (Vec<u8>, usize)> {
    (vec(json(), 0..8), any::<bool>(), any::<bool>(), json(), any::<u32>()).prop_map(
        |(items, first, pretty, extra, total)| {
            let count = items.len();
            let write = |value: &serde_json::Value| {
                if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) }
                    .unwrap()
            };
            let items = write(&items.into());
            let extra = write(&extra);
            let text = if first {
                format!("{{\"total\": {total}, \"it\\\"ems\": {extra},\n\"items\": {items}}}")
            } else {
                format!("{{\"items\" :{items}, \"links\":{extra}\n,\"total\":{total} }}\n")
            };
            (text.into_bytes(), count)
        },
    )
}

/// A recording with some bytes changed, removed, doubled or added.
fn mutated() -> impl Strategy<Value = (usize, u16, Vec<u8>)> {
    let change = (any::<prop::sample::Index>(), 0_u8..5, any::<u8>(), 0_usize..40);
    (
        0..RECORDINGS.len(),
        vec(change, 1..6),
        prop::option::of(prop::sample::select(vec![200_u16, 201, 204, 400, 401, 404, 500, 503, 999, 0])),
    )
        .prop_map(|(at, changes, status)| {
            let mut response: Response = RECORDINGS[at].response.clone();
            response.status = status.unwrap_or(response.status);
            for (place, what, byte, length) in changes {
                let body = &mut response.body;
                let place = if body.is_empty() { 0 } else { place.index(body.len()) };
                let end = (place + length).min(body.len());
                match what {
                    0 if place < body.len() => body[place] = byte,
                    1 => drop(body.drain(place..end)),
                    2 => body.truncate(place),
                    3 => {
                        let copy = body[place..end].to_vec();
                        body.splice(place..place, copy);
                    }
                    _ => body.insert(place, b"'\"(){}[],:<\\"[usize::from(byte) % 12]),
                }
            }
            (at, response.status, response.body)
        })
}

/// Pieces of what servers say, put together anyhow.
fn words() -> impl Strategy<Value = String> {
    let pieces = [
        "Input Error - ",
        "field '",
        "firstname",
        "': ",
        ": ",
        "['",
        "']",
        "', \"",
        "Invalid parameters: ",
        "Missing parameters: ",
        "Nonexistent parameters: ",
        "cti_profile 999 does not exist",
        "Resource Error - ",
        "User already exists (",
        "('email': u'",
        "')",
        "The user was deleted but ",
        "Key (passwdclient)=(",
        "Failing row contains (",
        ").\n",
        " 'UPDATE' {'",
        "(NotNullViolation) ",
        "(UniqueViolation) ",
        "(ForeignKeyViolation) ",
        "null value in column \"",
        "character varying(",
        "is outside of range ('max': 60, 'step': ",
        "Must be between 0 and ",
        "99999999999999999999",
        "-",
        ",",
        "\\",
        "'",
        "{'",
        "': ['",
        "is still referenced from table \"",
        "é",
        "/token/",
        "u'",
    ];
    vec(prop::sample::select(pieces.to_vec()), 0..12).prop_map(|pieces| pieces.concat())
}

fn sent() -> Changes {
    let values = [
        (Field::Password, NewValue::Secret(Secret::new("s3cret".into()))),
        (Field::Lastname, NewValue::Text("x".into())),
    ];
    let Ok(changes) = Changes::new(&Dialect::configured(Configured::V11), values) else { panic!() };
    changes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_cutting_gives_the_same_rows((body, count) in list(), cuts in vec(any::<usize>(), 0..12)) {
        let whole = read(&body, &[]);
        prop_assert_eq!(whole.0.len(), count);
        same(whole, read(&body, &cuts));
    }

    #[test]
    fn any_cutting_of_a_damaged_list_gives_the_same_rows((_, _, body) in mutated(), cuts in vec(any::<usize>(), 0..12)) {
        same(read(&body, &[]), read(&body, &cuts));
    }

    #[test]
    fn a_list_that_breaks_off_is_never_whole((body, _) in list(), end in any::<prop::sample::Index>()) {
        let body = &body[..end.index(body.trim_ascii_end().len())];
        prop_assert!(read(body, &[]).1.is_err());
    }

    #[test]
    fn damaged_recordings_never_panic((at, status, body) in mutated()) {
        let recording = &RECORDINGS[at];
        let response = Response { status, body, headers: recording.response.headers.clone() };
        if let Outcome::Refusal(refusal) = decode(recording, &response) {
            prop_assert!(refusal.status.is_some());
        }
    }

    #[test]
    fn random_bytes_never_panic(at in 0..RECORDINGS.len(), status in 0_u16..1000, body in vec(any::<u8>(), 0..200)) {
        decode(&RECORDINGS[at], &answered(status, body));
    }

    #[test]
    fn random_json_never_panics(at in 0..RECORDINGS.len(), status in prop::sample::select(vec![200_u16, 201, 400, 404, 500]), value in json()) {
        decode(&RECORDINGS[at], &answered(status, value.to_string()));
    }

    #[test]
    fn random_phrases_never_panic_and_are_kept(status in prop::sample::select(vec![400_u16, 404, 500]), words in words()) {
        let changes = sent();
        let response = answered(status, serde_json::to_string(&[&words]).unwrap());
        let refusal = read_refusal(&response, &RefusedCall::to_user(Resource::User, &"1".into()).with_changes(&changes));
        prop_assert_eq!(refusal.server_messages.is_empty(), words.trim().is_empty());
    }

    #[test]
    fn a_secret_that_was_sent_is_never_said(secret in "[!-~é]{4,20}", before in ".{0,20}", after in ".{0,20}", form in 0..4) {
        let secret_value = Secret::new(secret.clone());
        let dialect = Dialect::configured(Configured::V10);
        let Ok(changes) = Changes::new(&dialect, [(Field::Password, NewValue::Secret(secret_value.clone()))]) else { return Ok(()) };
        let text = match form {
            0 => format!("{before}{secret}{after}"),
            1 => format!("User already exists ('username': u'{secret}', 'password': '{secret}')"),
            2 => format!("Input Error - password: ['{secret} {after}']"),
            _ => format!("Nonexistent parameters: password {secret} does not exist"),
        };
        for body in [serde_json::to_string(&[&text]).unwrap(), text.clone()] {
            let response = answered(400, body);
            let refusal = users::UpdateUser::new("1".into(), changes.clone()).answer(&response).unwrap_err();
            let said = refusal.server_messages.iter().chain(refusal.problems.iter().filter_map(|p| p.server_message.as_ref()));
            for text in said.chain(refusal.problems.iter().filter_map(|p| p.value.as_ref())) {
                prop_assert!(!text.contains(&secret), "{}", text);
            }
        }
        prop_assert!(!scrub(&text, &[&secret_value]).contains(&secret));
    }

    #[test]
    fn any_typed_text_is_judged_and_sent_the_same(typed in ".{0,40}", field in prop::sample::select(Field::ALL.to_vec())) {
        let dialect = Dialect::configured(Configured::V10);
        let judged = check(field, &typed, &dialect);
        let value = NewValue::from_typed(field, &typed, &dialect);
        prop_assert_eq!(judged.is_some(), value.is_err());
        if let Ok(value) = value && dialect.writes(field) {
            let Ok(changes) = Changes::new(&dialect, [(field, value)]) else { return Err(TestCaseError::fail("unsendable")) };
            let json = serde_json::to_value(&changes).unwrap();
            prop_assert_eq!(json.as_object().map(|map| map.len()), Some(1));
        }
    }
}
