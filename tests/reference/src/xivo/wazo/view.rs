//! A user and what belongs to it as confd of 2026 shows them.

use serde_json::{Map, Value, json};

use super::Wazo;
use super::lines::UnassignedLine;
use crate::xivo::store::{CallRecord, Line, User, Voicemail};
use crate::xivo::token::uuid;

const CREATED: &str = "2026-11-28T21:08:28.685953";

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn links(origin: &str, rel: &str, path: &str) -> Value {
    json!([{ "rel": rel, "href": format!("{origin}/1.1/{path}") }])
}

/// The whole record.
pub fn user(wazo: &Wazo, origin: &str, user: &User) -> Value {
    record(wazo, origin, user, lines(wazo, origin, user))
}

/// What POST answers: its lines are shown as they were made.
pub fn created(wazo: &Wazo, origin: &str, user: &User) -> Value {
    let lines = user.lines().map(|line| created_line(wazo, origin, user.tenant, line)).collect();
    record(wazo, origin, user, lines)
}

fn record(wazo: &Wazo, origin: &str, user: &User, lines: Vec<Value>) -> Value {
    let off = || json!({ "enabled": false, "destination": null });
    let agent = user.agent.map(|id| {
        json!({
            "id": id, "number": format!("{}", 8000 + id),
            "links": links(origin, "agents", &format!("agents/{id}")),
        })
    });
    let voicemail = user.voicemail.as_ref().map(|v| {
        json!({
            "id": v.id, "name": v.name, "links": links(origin, "voicemails", &format!("voicemails/{}", v.id)),
        })
    });
    let record = user.call_record;
    let mut shown = json!({
        "id": user.id, "uuid": user.uuid(), "firstname": user.firstname, "lastname": filled(&user.lastname),
        "email": user.email, "timezone": user.timezone, "country": null, "language": user.language,
        "description": filled(&user.description), "caller_id": user.caller_id,
        "outgoing_caller_id": filled(&user.outgoing_caller_id),
        "mobile_phone_number": filled(&user.mobile_phone_number),
        "mobile_fallback_enabled": user.mobile_fallback_enabled, "username": filled(&user.username),
        "password": filled(&user.password), "music_on_hold": filled(&user.music_on_hold),
        "preprocess_subroutine": user.preprocess_subroutine, "userfield": filled(&user.userfield),
        "call_transfer_enabled": user.call_transfer_enabled, "dtmf_hangup_enabled": user.dtmf_hangup_enabled,
        "call_record_outgoing_external_enabled": record.outgoing_external,
        "call_record_outgoing_internal_enabled": record.outgoing_internal,
        "call_record_incoming_internal_enabled": record.incoming_internal,
        "call_record_incoming_external_enabled": record.incoming_external,
        "online_call_record_enabled": user.online_call_record_enabled,
        "supervision_enabled": user.supervision_enabled, "ring_seconds": user.ring_seconds,
        "simultaneous_calls": user.simultaneous_calls,
        "call_permission_password": user.call_permission_password,
        "subscription_type": user.subscription_type, "created_at": CREATED, "enabled": user.enabled,
        "tenant_uuid": wazo.tenants.uuid(user.tenant),
    });
    let rest = json!({
        "links": links(origin, "users", &format!("users/{}", user.id)), "agent": agent,
        "call_permissions": [],
        "fallbacks": {
            "noanswer_destination": null, "busy_destination": null, "congestion_destination": null,
            "fail_destination": null,
        },
        "groups": [], "incalls": [], "lines": lines,
        "forwards": { "busy": off(), "noanswer": off(), "unconditional": off() },
        "schedules": [], "services": { "dnd": { "enabled": false }, "incallfilter": { "enabled": false } },
        "switchboards": [], "voicemail": voicemail, "queues": [], "func_key_template_id": null,
        "call_record_enabled": record == CallRecord::every(true), "call_pickup_target_users": [],
    });
    if let (Value::Object(shown), Value::Object(rest)) = (&mut shown, rest) {
        shown.extend(rest);
        remove_later_fields(wazo, shown);
        if wazo.switches.later_keys {
            make_future_record(shown);
        }
    }
    shown
}

/// Takes away what has not come at the age of this Wazo.
fn remove_later_fields(wazo: &Wazo, record: &mut Map<String, Value>) {
    let came = |name: &str| match name {
        "mobile_fallback_enabled" => "2026-05",
        "country" => "2024-08",
        "func_key_template_id" => "2022-11",
        "call_record_outgoing_external_enabled"
        | "call_record_outgoing_internal_enabled"
        | "call_record_incoming_internal_enabled"
        | "call_record_incoming_external_enabled" => "2021-01",
        _ => "",
    };
    record.retain(|name, _| wazo.switches.has(came(name)));
}

/// A record of 2028: what is deprecated today is gone, and nobody has heard
/// of what came, whatever its type.
fn make_future_record(record: &mut Map<String, Value>) {
    for gone in ["username", "password", "call_record_enabled", "userfield"] {
        record.remove(gone);
    }
    let more = json!({
        "pronouns": "they/them", "emergency_location_uuid": null,
        "presence_policy": { "mode": "auto", "after": 300 },
        "call_summary_enabled": true, "numbers": [{ "kind": "desk", "value": "+15555550199" }],
        "retention_days": 90.5, "firstname_phonetic": { "alphabet": "ipa", "text": "ˈeɪ.də" },
        "": "a key without a name",
    });
    if let Value::Object(more) = more {
        record.extend(more);
    }
}

/// The lines of a user.
pub fn lines(wazo: &Wazo, origin: &str, user: &User) -> Vec<Value> {
    let of = |line: &Line| UnassignedLine {
        tenant: user.tenant,
        line: line.clone(),
        caller_name: user.full_name(),
    };
    user.lines().map(|own| line(wazo, origin, &of(own), Some(user))).collect()
}

/// The users of a line or a voicemail: one, or none.
fn owner(origin: &str, user: Option<&User>) -> Value {
    let shown = |user: &User| {
        json!({
            "uuid": user.uuid(), "firstname": user.firstname, "lastname": filled(&user.lastname),
            "links": links(origin, "users", &format!("users/{}", user.id)),
        })
    };
    user.map(shown).into_iter().collect()
}

/// A line with the user that has it.
pub fn line(wazo: &Wazo, origin: &str, of: &UnassignedLine, user: Option<&User>) -> Value {
    let line = &of.line;
    let context = wazo.tenants.internal_context(of.tenant);
    let endpoint = uuid("endpoint", line.id as u64);
    let mut shown = bare_line(wazo, origin, of.tenant, line);
    shown["caller_id_name"] = of.caller_name.clone().into();
    shown["caller_id_num"] = line.number.clone().into();
    shown["endpoint_sip"] = json!({
        "uuid": endpoint, "label": null, "name": line.name, "auth_section_options": [],
        "links": links(origin, "endpoint_sip", &format!("endpoints/sip/{endpoint}")),
    });
    let extension = |(id, number): (i64, &str)| {
        json!({
            "id": id, "exten": number, "context": context,
            "links": links(origin, "extensions", &format!("extensions/{id}")),
        })
    };
    shown["extensions"] = line.numbers().map(extension).collect();
    shown["users"] = owner(origin, user);
    shown
}

fn bare_line(wazo: &Wazo, origin: &str, tenant: usize, line: &Line) -> Value {
    json!({
        "id": line.id, "tenant_uuid": wazo.tenants.uuid(tenant), "name": line.name, "protocol": "sip",
        "device_id": null, "device_slot": 1, "provisioning_extension": line.provisioning_code,
        "context": wazo.tenants.internal_context(tenant), "provisioning_code": line.provisioning_code,
        "position": 1, "caller_id_name": null, "caller_id_num": null, "registrar": "default",
        "links": links(origin, "lines", &format!("lines/{}", line.id)), "application": null,
        "endpoint_sip": null, "endpoint_sccp": null, "endpoint_custom": null, "extensions": [], "users": [],
        "is_webrtc": false,
    })
}

fn created_line(wazo: &Wazo, origin: &str, tenant: usize, line: &Line) -> Value {
    let context = wazo.tenants.internal_context(tenant);
    let endpoint = uuid("endpoint", line.id as u64);
    let mut shown = bare_line(wazo, origin, tenant, line);
    shown["endpoint_sip"] = json!({
        "uuid": endpoint, "tenant_uuid": wazo.tenants.uuid(tenant), "name": line.name, "label": null,
        "aor_section_options": [], "auth_section_options": [],
        "endpoint_section_options": [["context", context]], "identify_section_options": [],
        "registration_section_options": [], "registration_outbound_auth_section_options": [],
        "outbound_auth_section_options": [], "templates": [], "transport": null, "asterisk_id": null,
        "links": links(origin, "endpoint_sip", &format!("endpoints/sip/{endpoint}")), "trunk": null,
        "line": null,
    });
    let mut extensions = extensions(wazo, origin, tenant, line);
    for extension in &mut extensions {
        extension["lines"] = json!([]);
    }
    shown["extensions"] = extensions.into();
    shown
}

/// As `GET /1.1/extensions` shows those of a line.
pub fn extensions(wazo: &Wazo, origin: &str, tenant: usize, line: &Line) -> Vec<Value> {
    let extension = |(id, number): (i64, &str)| {
        json!({
            "id": id, "tenant_uuid": wazo.tenants.uuid(tenant), "exten": number,
            "context": wazo.tenants.internal_context(tenant), "commented": false, "enabled": true,
            "links": links(origin, "extensions", &format!("extensions/{id}")),
            "conference": null, "parking_lot": null, "group": null, "incall": null,
            "lines": [{
                "id": line.id, "name": line.name,
                "links": links(origin, "lines", &format!("lines/{}", line.id)),
            }],
            "outcall": null, "queue": null,
        })
    };
    line.numbers().map(extension).collect()
}

/// As `GET /1.1/voicemails` shows one.
pub fn voicemail(
    wazo: &Wazo,
    origin: &str,
    tenant: usize,
    voicemail: &Voicemail,
    user: Option<&User>,
) -> Value {
    json!({
        "id": voicemail.id, "tenant_uuid": wazo.tenants.uuid(tenant), "name": voicemail.name,
        "number": voicemail.number, "context": wazo.tenants.internal_context(tenant), "password": null,
        "email": null, "language": null, "timezone": null, "pager": null, "max_messages": null,
        "attach_audio": null, "delete_messages": false, "ask_password": true, "enabled": true, "options": [],
        "links": links(origin, "voicemails", &format!("voicemails/{}", voicemail.id)),
        "accesstype": "personal", "users": owner(origin, user),
    })
}

/// `?view=directory`
pub fn directory(wazo: &Wazo, user: &User) -> Value {
    let line = user.line.as_ref();
    json!({
        "id": user.id, "uuid": user.uuid(), "line_id": line.map(|l| l.id),
        "agent_id": user.agent.map(|id| id.to_string()), "firstname": user.firstname,
        "lastname": filled(&user.lastname), "email": user.email, "exten": line.map(|l| l.number.as_str()),
        "mobile_phone_number": filled(&user.mobile_phone_number),
        "voicemail_number": user.voicemail.as_ref().map(|v| v.number.as_str()),
        "userfield": filled(&user.userfield), "description": filled(&user.description),
        "context": line.map(|_| wazo.tenants.internal_context(user.tenant)),
    })
}

/// `?view=summary`
pub fn summary(wazo: &Wazo, user: &User) -> Value {
    let line = user.line.as_ref();
    json!({
        "id": user.id, "uuid": user.uuid(), "firstname": user.firstname, "lastname": filled(&user.lastname),
        "email": user.email, "extension": line.map(|l| l.number.as_str()),
        "context": line.map(|_| wazo.tenants.internal_context(user.tenant)),
        "provisioning_code": line.map(|l| l.provisioning_code.as_str()), "protocol": line.map(|_| "sip"),
        "enabled": user.enabled, "subscription_type": user.subscription_type, "is_webrtc": false,
    })
}
