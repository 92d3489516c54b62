//! Which call a recorded request stands for, and what its answer decodes to.

use switchroom::domain::{Refusal, Secret};
use switchroom::wire::xivo::cti::{GetCti, PutCti};
use switchroom::wire::xivo::cti_profile::{
    AssociateCtiProfile, ChangeCtiProfile, DissociateCtiProfile, GetCtiProfile,
};
use switchroom::wire::xivo::cti_profiles::{GetProfile, ListCtiProfiles};
use switchroom::wire::xivo::refusal::{RefusedCall, Resource, read_refusal};
use switchroom::wire::xivo::tenants::ListTenants;
use switchroom::wire::xivo::token::{CreateToken, DeleteToken};
use switchroom::wire::xivo::users::*;
use switchroom::wire::xivo::*;
use switchroom::wire::{Call, Response, percent};

use super::Recording;

/// What a recorded answer decoded to.
pub enum Outcome {
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
        Some("2026-08") => learnt("2026-08/users-1.1-get-200-minimal"),
        Some("2019-05") => learnt("2019-05/users-1.1-get-200-by-uuid"),
        _ => learnt("2014-01/users-1.1-get-200"),
    }
}

fn learnt(name: &str) -> Dialect {
    let mut dialect = Dialect::configured(Configured::V11);
    let Ok(user) = User::from_response(&super::response(name)) else { panic!("{name}") };
    dialect.learn_user(&user);
    dialect
}

/// The values of a recorded body, as far as they can be sent at all.
fn sendable(recording: &Recording, dialect: &Dialect) -> Option<Changes> {
    let json = recording.request_json();
    let values: Vec<_> = json
        .as_object()?
        .iter()
        .filter_map(|(name, value)| {
            let field = Field::from_record(name)?;
            let value = match value {
                serde_json::Value::Null => NewValue::Clear,
                serde_json::Value::String(text) if field.is_secret() => {
                    NewValue::Secret(Secret::new(text.clone()))
                }
                serde_json::Value::String(text) => NewValue::Text(text.clone()),
                serde_json::Value::Bool(on) => NewValue::Switch(*on),
                serde_json::Value::Number(number) if field.kind() == FieldKind::Switch => {
                    NewValue::Switch(number.as_i64() == Some(1))
                }
                serde_json::Value::Number(number) => NewValue::Number(number.as_i64()?),
                _ => return None,
            };
            Some((field, value))
        })
        .collect();
    Changes::new(dialect, values).ok()
}

fn lastname(dialect: &Dialect) -> Changes {
    let Ok(changes) = Changes::new(dialect, [(Field::Lastname, NewValue::Text("x".into()))]) else {
        panic!()
    };
    changes
}

/// Decodes a recorded answer by the call that its request line stands for.
pub fn decode(recording: &Recording, response: &Response) -> Outcome {
    let dialect = dialect(recording);
    let (path, query) = recording.path.split_once('?').unwrap_or((&recording.path, ""));
    let parts: Vec<_> = path.split('/').skip(1).collect();
    let sent = sendable(recording, &dialect).unwrap_or_else(|| lastname(&dialect));
    let id = |text: &str| UserId::new(percent::decode(text).unwrap());
    match (recording.method.as_str(), parts.as_slice()) {
        ("GET", ["1.0" | "1.1", "users"] | ["1.0" | "1.1", "users", ""]) => {
            outcome(ListUsers::new(&dialect).answer(response))
        }
        ("POST", ["1.0" | "1.1", "users"] | ["1.0", "users", ""]) => {
            outcome(CreateUser::new(sent).answer(response))
        }
        (_, ["1.1", "users", "export" | "import"]) => other(response),
        ("GET", ["1.0" | "1.1", "users", user]) => outcome(GetUser::new(&dialect, id(user)).answer(response)),
        ("PUT", ["1.0" | "1.1", "users", user]) => outcome(UpdateUser::new(id(user), sent).answer(response)),
        ("DELETE", ["1.0" | "1.1", "users", user]) => {
            let call = DeleteUser::new(&dialect, id(user));
            let call = match query {
                "deleteVoicemail" => call.with_voicemail(),
                "recursive=true" => call.recursive(&dialect),
                _ => call,
            };
            outcome(call.answer(response))
        }
        ("GET", ["1.1", "users", user, "cti"]) => outcome(GetCti::new(id(user)).answer(response)),
        ("PUT", ["1.1", "users", user, "cti"]) => {
            outcome(PutCti { id: id(user), cti_profile_id: None, enabled: true }.answer(response))
        }
        ("GET", ["1.1", "users", user, "cti_profile"]) => {
            outcome(GetCtiProfile::new(id(user)).answer(response))
        }
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
        ("GET", ["0.1", "tenants"]) => outcome(ListTenants.answer(response)),
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
    Outcome::Refusal(read_refusal(response, &RefusedCall::to(Resource::UserCti)))
}
