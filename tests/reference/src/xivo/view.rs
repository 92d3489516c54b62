//! A user as API 1.1 shows it, by generation.

use serde_json::{Map, Value, json};

use super::dialect::Wording;
use super::store::{Store, User};
use super::{link, origin};
use crate::http::Asked;

pub fn user(wording: Wording, asked: &Asked, store: &Store, user: &User) -> Value {
    match wording {
        Wording::Early => early(asked, user),
        Wording::Parsed => parsed(asked, user),
        Wording::Schema => schema(asked, store, user),
    }
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn filled_or_null(text: &Option<String>) -> Option<&str> {
    text.as_deref().and_then(filled)
}

/// 2014: "" stays "", but for the mobile number and the password.
fn early(asked: &Asked, user: &User) -> Value {
    json!({
        "username": user.username, "userfield": user.userfield,
        "mobile_phone_number": filled(&user.mobile_phone_number), "description": user.description,
        "firstname": user.firstname, "lastname": user.lastname, "outgoing_caller_id": user.outgoing_caller_id,
        "links": [link(asked, "users", &format!("users/{}", user.id))],
        "caller_id": user.caller_id, "music_on_hold": user.music_on_hold, "language": user.language,
        "timezone": user.timezone, "preprocess_subroutine": user.preprocess_subroutine,
        "password": filled(&user.password), "id": user.id,
    })
}

/// What POST of 2014 answers: what was sent, of whatever type, and what was
/// made of the name.
pub fn early_created(asked: &Asked, user: &User, sent: &Map<String, Value>) -> Value {
    let mut shown = early(asked, user);
    if let Value::Object(fields) = &mut shown {
        for (name, value) in fields.iter_mut() {
            let sent = sent.get(name).filter(|value| !value.is_null());
            match (name.as_str(), sent) {
                ("id" | "links" | "caller_id", _) | ("firstname" | "lastname", None) => {}
                (_, Some(sent)) => *value = sent.clone(),
                (_, None) => *value = Value::Null,
            }
        }
    }
    shown
}

fn parsed(asked: &Asked, user: &User) -> Value {
    json!({
        "links": [link(asked, "users", &format!("users/{}", user.id))],
        "caller_id": filled_or_null(&user.caller_id), "timezone": user.timezone,
        "preprocess_subroutine": user.preprocess_subroutine, "id": user.id,
        "mobile_phone_number": filled(&user.mobile_phone_number), "uuid": user.uuid(),
        "supervision_enabled": user.supervision_enabled, "simultaneous_calls": user.simultaneous_calls,
        "email": user.email, "username": filled(&user.username), "description": filled(&user.description),
        "firstname": user.firstname, "ring_seconds": user.ring_seconds, "lastname": filled(&user.lastname),
        "outgoing_caller_id": filled(&user.outgoing_caller_id), "call_transfer_enabled": user.call_transfer_enabled,
        "music_on_hold": filled(&user.music_on_hold), "password": filled(&user.password),
        "call_record_enabled": user.call_record_enabled, "language": user.language,
        "userfield": filled(&user.userfield), "online_call_record_enabled": user.online_call_record_enabled,
    })
}

const TENANT: &str = "11111111-2222-4333-8444-555555555555";

fn schema(asked: &Asked, store: &Store, user: &User) -> Value {
    let href =
        |rel: &str, path: String| json!({ "rel": rel, "href": format!("{}/1.1/{path}", origin(asked)) });
    let off = || json!({ "enabled": false, "destination": null });
    let profile = user.cti_profile.map(|id| {
        json!({ "id": id, "name": store.profile_name(id), "links": [href("cti_profiles", format!("cti_profiles/{id}"))] })
    });
    let agent = user.agent.map(|id| {
        json!({
            "id": id, "number": format!("{}", 8000 + id), "firstname": user.firstname,
            "lastname": filled(&user.lastname), "links": [href("agents", format!("agents/{id}"))],
        })
    });
    let lines = user.lines().map(|line| {
        let extensions: Vec<Value> = line
            .numbers()
            .map(|(id, number)| {
                json!({
                    "id": id, "exten": number, "context": "default",
                    "links": [href("extensions", format!("extensions/{id}"))],
                })
            })
            .collect();
        json!({
            "id": line.id, "name": line.name,
            "endpoint_sip": {
                "id": line.id, "username": line.name,
                "links": [href("endpoint_sip", format!("endpoints/sip/{}", line.id))],
            },
            "endpoint_sccp": null, "endpoint_custom": null,
            "extensions": extensions,
            "links": [href("lines", format!("lines/{}", line.id))],
        })
    });
    let voicemail = user.voicemail.as_ref().map(|v| {
        json!({ "id": v.id, "name": v.name, "links": [href("voicemails", format!("voicemails/{}", v.id))] })
    });
    json!({
        "id": user.id, "uuid": user.uuid(), "firstname": user.firstname, "lastname": filled(&user.lastname),
        "email": user.email, "timezone": user.timezone, "language": user.language,
        "description": filled(&user.description), "caller_id": filled_or_null(&user.caller_id),
        "outgoing_caller_id": filled(&user.outgoing_caller_id),
        "mobile_phone_number": filled(&user.mobile_phone_number), "username": filled(&user.username),
        "password": filled(&user.password), "music_on_hold": filled(&user.music_on_hold),
        "preprocess_subroutine": user.preprocess_subroutine, "userfield": filled(&user.userfield),
        "call_transfer_enabled": user.call_transfer_enabled, "dtmf_hangup_enabled": user.dtmf_hangup_enabled,
        "call_record_enabled": user.call_record_enabled,
        "online_call_record_enabled": user.online_call_record_enabled,
        "supervision_enabled": user.supervision_enabled, "ring_seconds": user.ring_seconds,
        "simultaneous_calls": user.simultaneous_calls, "call_permission_password": user.call_permission_password,
        "subscription_type": user.subscription_type, "created_at": "2026-11-21T18:04:47.334268+00:00",
        "enabled": user.enabled, "tenant_uuid": TENANT, "links": [href("users", format!("users/{}", user.id))],
        "agent": agent, "cti_profile": profile, "call_permissions": [],
        "fallbacks": {
            "noanswer_destination": null, "busy_destination": null, "congestion_destination": null,
            "fail_destination": null,
        },
        "groups": [], "incalls": [], "lines": lines.collect::<Vec<Value>>(),
        "forwards": { "busy": off(), "noanswer": off(), "unconditional": off() },
        "schedules": [], "services": { "dnd": { "enabled": false }, "incallfilter": { "enabled": false } },
        "switchboards": [], "voicemail": voicemail, "queues": [],
    })
}

/// `?view=directory`
pub fn directory(user: &User) -> Value {
    let line = user.line.as_ref();
    json!({
        "id": user.id, "uuid": user.uuid(), "line_id": line.map(|l| l.id), "agent_id": user.agent,
        "firstname": user.firstname, "lastname": filled(&user.lastname), "email": user.email,
        "exten": line.map(|l| l.number.as_str()), "mobile_phone_number": filled(&user.mobile_phone_number),
        "voicemail_number": user.voicemail.as_ref().map(|v| v.number.as_str()),
        "userfield": filled(&user.userfield), "description": filled(&user.description),
        "context": line.map(|_| "default"),
    })
}

/// `?view=summary`
pub fn summary(user: &User) -> Value {
    let line = user.line.as_ref();
    json!({
        "id": user.id, "uuid": user.uuid(), "firstname": user.firstname, "lastname": filled(&user.lastname),
        "email": user.email, "extension": line.map(|l| l.number.as_str()), "context": line.map(|_| "default"),
        "provisioning_code": line.map(|l| l.provisioning_code.as_str()), "protocol": line.map(|_| "sip"),
        "enabled": user.enabled,
    })
}
