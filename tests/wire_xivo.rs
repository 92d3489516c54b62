//! Every recorded XiVO exchange decodes to a typed answer or a typed refusal.
//!
//! The test takes every file in the folder, so that a new recording needs no
//! code; what is known of particular ones stands in a table.

mod xivo;

use switchroom::domain::{Kind, Prerequisite, Refusal, Secret};
use switchroom::wire::xivo::cti::{GetCti, PutCti};
use switchroom::wire::xivo::cti_profile::{
    AssociateCtiProfile, ChangeCtiProfile, DissociateCtiProfile, GetCtiProfile,
};
use switchroom::wire::xivo::cti_profiles::{GetProfile, ListCtiProfiles};
use switchroom::wire::xivo::refusal::{About, Asked, refusal};
use switchroom::wire::xivo::token::{CreateToken, DeleteToken};
use switchroom::wire::xivo::users::*;
use switchroom::wire::xivo::*;
use switchroom::wire::{Call, Response, percent};
use xivo::{Recording, all, brief};

/// What a recorded answer decoded to.
enum Outcome {
    Answer,
    Refusal(Refusal),
    /// A call that the console does not make, answered well.
    NotOurs,
}

fn outcome<T>(answer: Result<T, Refusal>) -> Outcome {
    match answer {
        Ok(_) => Outcome::Answer,
        Err(refusal) => Outcome::Refusal(refusal),
    }
}

/// A dialect that writes every field that it can.
fn dialect(recording: &Recording) -> Dialect {
    if recording.path.starts_with("/1.0") {
        return Dialect::configured(Configured::V10);
    }
    match recording.name.split('/').next() {
        Some("2016-03") => learnt("2016-03/users-1.1-get-200"),
        Some("2019-05") => learnt("2019-05/users-1.1-get-200-by-uuid"),
        _ => learnt("2014-01/users-1.1-get-200"),
    }
}

fn learnt(name: &str) -> Dialect {
    let mut dialect = Dialect::configured(Configured::V11);
    let Ok(user) = User::from_response(&xivo::response(name)) else { panic!("{name}") };
    dialect.learn_user(&user);
    dialect
}

/// The values of a recorded body, as far as they can be sent at all.
fn changes(recording: &Recording, dialect: &Dialect) -> Option<Changes> {
    let json = recording.request_json();
    let values: Vec<_> = json.as_object()?.iter().filter_map(|(name, value)| {
        let field = Field::from_record(name)?;
        let value = match value {
            serde_json::Value::Null => NewValue::Clear,
            serde_json::Value::String(text) if field.is_secret() => NewValue::Secret(Secret::new(text.clone())),
            serde_json::Value::String(text) => NewValue::Text(text.clone()),
            serde_json::Value::Bool(on) => NewValue::Switch(*on),
            serde_json::Value::Number(number) if field.kind() == switchroom::wire::xivo::Kind::Switch => {
                NewValue::Switch(number.as_i64() == Some(1))
            }
            serde_json::Value::Number(number) => NewValue::Number(number.as_i64()?),
            _ => return None,
        };
        Some((field, value))
    }).collect();
    Changes::new(dialect, values).ok()
}

fn lastname(dialect: &Dialect) -> Changes {
    let Ok(changes) = Changes::new(dialect, [(Field::Lastname, NewValue::Text("x".into()))]) else { panic!() };
    changes
}

/// Decodes a recorded answer by the call that its request line stands for.
fn decode(recording: &Recording, response: &Response) -> Outcome {
    let dialect = dialect(recording);
    let (path, query) = recording.path.split_once('?').unwrap_or((&recording.path, ""));
    let parts: Vec<_> = path.split('/').skip(1).collect();
    let sent = changes(recording, &dialect).unwrap_or_else(|| lastname(&dialect));
    let id = |text: &str| UserId::new(percent::decode(text).unwrap());
    match (recording.method.as_str(), parts.as_slice()) {
        ("GET", ["1.0" | "1.1", "users"] | ["1.0" | "1.1", "users", ""]) => {
            outcome(ListUsers::new(&dialect).answer(response))
        }
        ("POST", ["1.0" | "1.1", "users"] | ["1.0", "users", ""]) => outcome(CreateUser::new(sent).answer(response)),
        (_, ["1.1", "users", "export" | "import"]) => other(response),
        ("GET", ["1.0" | "1.1", "users", user]) => outcome(GetUser::new(&dialect, id(user)).answer(response)),
        ("PUT", ["1.0" | "1.1", "users", user]) => outcome(UpdateUser::new(id(user), sent).answer(response)),
        ("DELETE", ["1.0" | "1.1", "users", user]) => {
            let call = DeleteUser::new(&dialect, id(user));
            let call = if query == "deleteVoicemail" { call.with_voicemail() } else { call };
            outcome(call.answer(response))
        }
        ("GET", ["1.1", "users", user, "cti"]) => outcome(GetCti::new(id(user)).answer(response)),
        ("PUT", ["1.1", "users", user, "cti"]) => {
            outcome(PutCti { id: id(user), cti_profile_id: None, enabled: true }.answer(response))
        }
        ("GET", ["1.1", "users", user, "cti_profile"]) => outcome(GetCtiProfile::new(id(user)).answer(response)),
        ("POST", ["1.1", "users", user, "cti_profile"]) => {
            outcome(AssociateCtiProfile { id: id(user), cti_profile_id: 3 }.answer(response))
        }
        ("PUT", ["1.1", "users", user, "cti_profile"]) => {
            outcome(ChangeCtiProfile { id: id(user), cti_profile_id: 3 }.answer(response))
        }
        ("DELETE", ["1.1", "users", user, "cti_profile"]) => {
            outcome(DissociateCtiProfile::new(id(user)).answer(response))
        }
        ("GET", ["1.1", "cti_profiles"]) => outcome(ListCtiProfiles.answer(response)),
        ("GET", ["1.1", "cti_profiles", profile]) => {
            outcome(GetProfile { id: profile.parse().unwrap() }.answer(response))
        }
        ("POST", ["0.1", "token"]) => {
            outcome(CreateToken::new("madeup-admin", Secret::new("madeup-secret".into())).answer(response))
        }
        ("DELETE", ["0.1", "token", token]) => {
            outcome(DeleteToken { token: Secret::new((*token).to_owned()) }.answer(response))
        }
        _ => other(response),
    }
}

/// A request that the console never makes: refusals decode all the same.
fn other(response: &Response) -> Outcome {
    if response.status < 300 {
        return Outcome::NotOurs;
    }
    Outcome::Refusal(refusal(response, &Asked::of(About::Cti)))
}

#[test]
fn every_recording_decodes_and_its_kind_fits_its_status() {
    let all = all();
    assert!(all.len() >= 455, "{} recordings", all.len());
    let mut wrong = Vec::new();
    for recording in &all {
        let status = recording.response.status;
        let fits = match decode(recording, &recording.response) {
            Outcome::Answer => {
                status < 300
                    || recording.name.contains("cti_profile") && (status == 404 || status == 405)
            }
            Outcome::NotOurs => status < 300,
            Outcome::Refusal(refusal) => {
                refusal.status == Some(status) && status >= 300 && kind_fits(recording, status, &refusal.kind)
            }
        };
        if !fits {
            wrong.push(match decode(recording, &recording.response) {
                Outcome::Refusal(refusal) => format!("{}: {refusal:?}", recording.name),
                _ => format!("{}: answered", recording.name),
            });
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn kind_fits(recording: &Recording, status: u16, kind: &Kind) -> bool {
    match status {
        301 => *kind == Kind::NotUnderstood,
        400 => matches!(kind, Kind::RefusedValues | Kind::MustFirst(_) | Kind::Malformed)
            || *kind == Kind::NotFound && recording.name.contains("id-not-a-number"),
        401 => matches!(kind, Kind::NotSignedIn | Kind::WrongCredentials)
            || *kind == Kind::MustFirst(Prerequisite::BrowserCredentials),
        403 => *kind == Kind::NotAllowed,
        404 if recording.name.contains("id-not-a-number") => *kind == Kind::NotFound,
        404 => *kind == if recording.is_html() { Kind::NoSuchResource } else { Kind::NotFound },
        405 => *kind == Kind::NoSuchResource,
        406 | 415 => *kind == Kind::Malformed,
        412 => *kind == Kind::MustFirst(Prerequisite::DeleteVoicemail),
        503 => matches!(kind, Kind::Busy { .. }),
        500 => matches!(kind, Kind::ServerFault | Kind::RefusedValues | Kind::DoneInPart),
        _ => false,
    }
}

#[test]
fn refusals_land_on_their_fields() {
    let mut missing = Vec::new();
    let table = table();
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let problems: Vec<_> = refusal.problems.iter().map(brief).collect();
        let found = format!("{:?}: {}", refusal.kind, problems.join(", "));
        match table.iter().find(|(name, _)| *name == recording.name) {
            Some((_, expected)) if *expected == found => {}
            Some(_) | None => missing.push(format!("{} = {found}", recording.name)),
        }
    }
    // A new recording need not stand in the table; one that does must fit it.
    missing.retain(|line| table.iter().any(|(name, _)| line.starts_with(&format!("{name} = "))));
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

fn table() -> Vec<(&'static str, &'static str)> {
    include_str!("xivo/refusals.txt").lines().filter_map(|line| line.split_once(" = ")).collect()
}

#[test]
#[ignore = "prints the table anew, to be read before it is kept"]
fn print_the_table() {
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let problems: Vec<_> = refusal.problems.iter().map(brief).collect();
        println!("{} = {:?}: {}", recording.name, refusal.kind, problems.join(", "));
    }
}

#[test]
fn no_secret_stands_in_what_was_said() {
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let said = format!("{refusal:?}");
        for secret in ["s3cret", "madeup-secret", "made-up-admin-token", "made-up-limited-token", "12b6e670", "a739a07e", "/token/made-up", "bWFkZXVw"] {
            assert!(!said.contains(secret), "{}: {secret} in {said}", recording.name);
        }
    }
}

#[test]
fn what_the_server_said_is_kept() {
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let silent = recording.response.status == 401 || matches!(recording.response.body.trim_ascii(), b"" | b"[\"\"]");
        assert_eq!(refusal.said.is_empty(), silent && !refusal.said.iter().any(|t| !t.is_empty()), "{}", recording.name);
        if let Some(text) = refusal.said.first() {
            assert!(!text.contains("<h1>"), "{}: {text}", recording.name);
        }
    }
}
