//! What can be switched at run time, for tests: `POST /__switch` under the
//! system's mount with an object of these keys, each optional; `GET` shows
//! what holds. A reset puts everything back.
//!
//! | key | default | what |
//! | --- | --- | --- |
//! | `settings` | as documented | APIO's own settings, merged (`VALIDATE_PINCODE_LOCALLY`, ...) |
//! | `useRuleLevel` | `"Tenant"` | whose PIN rules hold: `Group`, `Tenant`, `System` |
//! | `groupRules`, `tenantRules`, `systemRules` | loose, strict, loose | PIN rules, merged; null removes a key |
//! | `passwordRules` | as in the examples | the application server's password rules, merged |
//! | `activeRulesLevel`, `groupRulesLevel` | 0, 0 | least level that may read the active rules, the group's rules |
//! | `showPin` | true | does the answer hold the PIN? |
//! | `unset` | `"empty"` | how a field that is not set is sent: `empty`, `missing`, `null` |
//! | `emptyPutAnswer` | false | a PUT answers `{}` |
//! | `refuseContained` | false | a PIN that contains the own number is refused too |
//! | `around` | false | 9 to 0 is a step |
//! | `indexedErrors` | false | the application server's errors are an object keyed "0" |
//! | `oldPinWrongStatus` | 400 | the status of a wrong old PIN or password, and of an old PIN that is missing |
//! | `oldPinWrongShape` | `"network"` | how 401 and 403 say it: `network` (the application server's error), `own` (APIO's), `plain` (as for a lost session) |
//! | `oldPinWrongEndsSession` | false | a wrong old PIN or password ends the session |
//! | `sessionShape` | `"plain"` | how a lost session is answered: `plain` as in the examples, `own` (APIO's list of errors) |
//! | `adminNeedsOldPin` | false | an administrator must send the old PIN as well |
//! | `dropDeleteBody` | false | a proxy drops the body of DELETE |
//! | `idsInLogin` | false | Core passes on ids and level after a login |
//! | `unstableOrder` | false | each list of users stands in another order |
//! | `endSessions` | | true: cookies and access tokens end now; `"all"`: refresh tokens too |
//! | `pin` | | `{user, pin}`: sets a PIN, for tests |

use serde_json::{Map, Value, json};

use super::rules::{Settings, loose_passcode, password, strict_passcode};
use super::{Apio, errors};
use crate::http::{Answer, Asked};

#[derive(Clone)]
pub struct Switches {
    pub settings: Settings,
    pub use_rule_level: String,
    pub group_rules: Map<String, Value>,
    pub tenant_rules: Map<String, Value>,
    pub system_rules: Map<String, Value>,
    pub password_rules: Map<String, Value>,
    pub active_rules_level: u32,
    pub group_rules_level: u32,
    pub show_pin: bool,
    pub unset: String,
    pub empty_put_answer: bool,
    pub refuse_contained: bool,
    pub around: bool,
    pub indexed_errors: bool,
    pub old_pin_wrong_status: u16,
    pub old_pin_wrong_shape: String,
    pub old_pin_wrong_ends_session: bool,
    pub session_shape: String,
    pub admin_needs_old_pin: bool,
    pub drop_delete_body: bool,
    pub ids_in_login: bool,
    pub unstable_order: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            use_rule_level: "Tenant".into(),
            group_rules: loose_passcode(),
            tenant_rules: strict_passcode(),
            system_rules: loose_passcode(),
            password_rules: password(),
            active_rules_level: 0,
            group_rules_level: 0,
            show_pin: true,
            unset: "empty".into(),
            empty_put_answer: false,
            refuse_contained: false,
            around: false,
            indexed_errors: false,
            old_pin_wrong_status: 400,
            old_pin_wrong_shape: "network".into(),
            old_pin_wrong_ends_session: false,
            session_shape: "plain".into(),
            admin_needs_old_pin: false,
            drop_delete_body: false,
            ids_in_login: false,
            unstable_order: false,
        }
    }
}

impl Switches {
    /// The PIN rules that hold.
    pub fn active(&self) -> &Map<String, Value> {
        match self.use_rule_level.as_str() {
            "Group" => &self.group_rules,
            "System" => &self.system_rules,
            _ => &self.tenant_rules,
        }
    }

    fn shown(&self) -> Value {
        json!({
            "settings": self.settings.0, "useRuleLevel": self.use_rule_level, "groupRules": self.group_rules,
            "tenantRules": self.tenant_rules, "systemRules": self.system_rules,
            "passwordRules": self.password_rules, "activeRulesLevel": self.active_rules_level,
            "groupRulesLevel": self.group_rules_level, "showPin": self.show_pin, "unset": self.unset,
            "emptyPutAnswer": self.empty_put_answer, "refuseContained": self.refuse_contained,
            "around": self.around, "indexedErrors": self.indexed_errors,
            "oldPinWrongStatus": self.old_pin_wrong_status, "oldPinWrongShape": self.old_pin_wrong_shape,
            "oldPinWrongEndsSession": self.old_pin_wrong_ends_session, "sessionShape": self.session_shape,
            "adminNeedsOldPin": self.admin_needs_old_pin,
            "dropDeleteBody": self.drop_delete_body, "idsInLogin": self.ids_in_login,
        })
    }
}

fn merge(into: &mut Map<String, Value>, value: &Value) -> bool {
    let Some(more) = value.as_object() else { return false };
    for (key, value) in more {
        if value.is_null() {
            into.remove(key);
        } else {
            into.insert(key.clone(), value.clone());
        }
    }
    true
}

pub fn answer(apio: &mut Apio, asked: &Asked) -> Answer {
    if asked.method == "GET" {
        let mut shown = apio.switches.shown();
        shown["leftAppData"] = json!(apio.left_app_data);
        return Answer::json(200, &shown);
    }
    let Ok(Value::Object(body)) = serde_json::from_slice(&asked.body) else {
        return errors::details(400, "an object of switches is expected");
    };
    for (key, value) in &body {
        if !set(apio, key, value) {
            return errors::details(400, format!("no such switch, or not such a value: {key}"));
        }
    }
    Answer::json(200, &apio.switches.shown())
}

/// Sets one switch; false if there is none of that name and kind.
pub fn set(apio: &mut Apio, key: &str, value: &Value) -> bool {
    let switches = &mut apio.switches;
    let flag = |slot: &mut bool| value.as_bool().map(|on| *slot = on).is_some();
    let level = |slot: &mut u32| value.as_u64().map(|number| *slot = number as u32).is_some();
    let text = |slot: &mut String| value.as_str().map(|text| *slot = text.into()).is_some();
    match key {
        "settings" => merge(&mut switches.settings.0, value),
        "useRuleLevel" => text(&mut switches.use_rule_level),
        "groupRules" => merge(&mut switches.group_rules, value),
        "tenantRules" => merge(&mut switches.tenant_rules, value),
        "systemRules" => merge(&mut switches.system_rules, value),
        "passwordRules" => merge(&mut switches.password_rules, value),
        "activeRulesLevel" => level(&mut switches.active_rules_level),
        "groupRulesLevel" => level(&mut switches.group_rules_level),
        "showPin" => flag(&mut switches.show_pin),
        "unset" => text(&mut switches.unset),
        "emptyPutAnswer" => flag(&mut switches.empty_put_answer),
        "refuseContained" => flag(&mut switches.refuse_contained),
        "around" => flag(&mut switches.around),
        "indexedErrors" => flag(&mut switches.indexed_errors),
        "oldPinWrongStatus" => {
            value.as_u64().map(|status| switches.old_pin_wrong_status = status as u16).is_some()
        }
        "oldPinWrongShape" => text(&mut switches.old_pin_wrong_shape),
        "oldPinWrongEndsSession" => flag(&mut switches.old_pin_wrong_ends_session),
        "sessionShape" => text(&mut switches.session_shape),
        "adminNeedsOldPin" => flag(&mut switches.admin_needs_old_pin),
        "dropDeleteBody" => flag(&mut switches.drop_delete_body),
        "idsInLogin" => flag(&mut switches.ids_in_login),
        "unstableOrder" => flag(&mut switches.unstable_order),
        "endSessions" => {
            if value == "all" {
                apio.sessions.end_all();
            } else {
                apio.sessions.end_open();
            }
            true
        }
        "pin" => set_pin(apio, value).is_some(),
        _ => false,
    }
}

fn set_pin(apio: &mut Apio, value: &Value) -> Option<()> {
    let (tenant, group, mut user) = apio.world.find(value.get("user")?.as_str()?)?;
    user.pin = value.get("pin")?.as_str()?.to_owned();
    apio.world.group_mut(&tenant, &group)?.put(user);
    Some(())
}
