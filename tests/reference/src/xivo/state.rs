//! A user as the database holds it, for a test that holds a claim of the
//! console against it: names of API 1.1, secrets included.

use serde_json::{Value, json};

use super::store::{Line, User};

pub fn of(user: &User) -> Value {
    let lines: Vec<Value> = user.lines().map(line).collect();
    json!({
        "id": user.id, "uuid": user.uuid(), "firstname": user.firstname, "lastname": user.lastname,
        "email": user.email, "timezone": user.timezone, "language": user.language,
        "description": user.description, "caller_id": user.caller_id,
        "outgoing_caller_id": user.outgoing_caller_id, "mobile_phone_number": user.mobile_phone_number,
        "username": user.username, "password": user.password, "music_on_hold": user.music_on_hold,
        "preprocess_subroutine": user.preprocess_subroutine, "userfield": user.userfield,
        "call_transfer_enabled": user.call_transfer_enabled, "dtmf_hangup_enabled": user.dtmf_hangup_enabled,
        "call_record_enabled": user.call_record_enabled,
        "online_call_record_enabled": user.online_call_record_enabled,
        "supervision_enabled": user.supervision_enabled, "enabled": user.enabled,
        "ring_seconds": user.ring_seconds, "simultaneous_calls": user.simultaneous_calls,
        "subscription_type": user.subscription_type,
        "call_permission_password": user.call_permission_password,
        "cti_profile_id": user.cti_profile, "cti_enabled": user.cti_enabled, "agent_id": user.agent,
        "entity_id": user.entity, "voicemail": user.voicemail.as_ref().map(|v| json!({
            "id": v.id, "name": v.name, "number": v.number,
        })),
        "lines": lines,
    })
}

fn line(line: &Line) -> Value {
    let numbers: Vec<&str> = line.numbers().map(|(_, number)| number).collect();
    json!({ "id": line.id, "name": line.name, "numbers": numbers })
}
