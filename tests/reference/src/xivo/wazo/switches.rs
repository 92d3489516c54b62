//! What a test changes about a Wazo that no API can, or that stays until a
//! reset: `POST /__switch` with an object of these keys, each optional.
//!
//! | key | value | what |
//! | --- | --- | --- |
//! | `moreTenants` | number | so many tenants more below the master: `Tenant 001`, ... |
//! | `deleteTenant` | UUID or slug | a tenant goes with its people, by somebody else |
//! | `moveUser` | `{"user": id, "tenant": UUID or slug}` | somebody is in another tenant from now on |
//! | `authenticationMethod` | `{"tenant", "method", "domain"}` | how its accounts sign in (below) |
//! | `tellsMethod` | true, false | a sign-in that must use another method is told which (below) |
//! | `age` | `2019-08` to `2026-08` | an older Wazo (below) |
//! | `laterKeys` | true, false | records of 2028: unknown keys, and none that is deprecated today |
//! | `scriptName` | text, null | the prefix in `Location` and `links`; null: that of `X-Script-Name` |
//! | `tooManySessions` | true, false | every sign-in is a 429 |
//! | `endSessions` | true | every token ends now |
//!
//! Ages, from the history of wazo-confd (README of the recordings), not recorded:
//!
//! | from | what came |
//! | --- | --- |
//! | `2019-08` | no CTI; otherwise the fields and bounds of 2019 |
//! | `2021-01` | four switches of recording in place of one; 10800 ring seconds |
//! | `2022-11` | `func_key_template_id`; a line no longer hinders deleting; `?recursive=true` |
//! | `2023-07` | 79 characters of a preprocess subroutine |
//! | `2024-08` | `country` |
//! | `2026-05` | `mobile_fallback_enabled` |
//!
//! Methods: `native`, `ldap` (only with the tenant's `domain_name` in the request),
//! `saml` (never by a password). Whatever is wrong, wazo-auth answers 401
//! "Authentication Failed", as for a wrong password. With `tellsMethod` it gives the
//! reason that its source has and only logs (`UnauthorizedAuthenticationMethod`).

use serde_json::{Value, json};

use super::{Wazo, auth};
use crate::http::{Answer, Asked};

/// The months in which something came.
const AGES: [&str; 8] =
    ["2019-08", "2021-01", "2022-04", "2022-11", "2023-07", "2024-08", "2026-05", "2026-08"];

#[derive(Clone, Default)]
pub struct Switches {
    /// One of [`AGES`]; the last one if none.
    age: Option<&'static str>,
    pub later_keys: bool,
    pub script_name: Option<String>,
    pub too_many_sessions: bool,
    pub tells_method: bool,
}

impl Switches {
    /// Has come what came in that month?
    pub fn has(&self, month: &str) -> bool {
        self.age.is_none_or(|age| age >= month)
    }
}

pub fn answer(wazo: &mut Wazo, asked: &Asked) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&asked.body) else {
        return Answer::json(400, &json!({ "message": "an object of switches is expected" }));
    };
    for (key, value) in &body {
        if set(wazo, key, value).is_none() {
            let message = format!("no such switch, or not such a value: {key}");
            return Answer::json(400, &json!({ "message": message }));
        }
    }
    Answer::empty(204)
}

/// Sets one switch; None if there is none of that name and kind.
fn set(wazo: &mut Wazo, key: &str, value: &Value) -> Option<()> {
    let text = |name: &str| value.get(name)?.as_str();
    match key {
        "moreTenants" => wazo.tenants.add(usize::try_from(value.as_u64()?).ok()?),
        "deleteTenant" => {
            let tenant = wazo.tenants.find(value.as_str()?)?;
            auth::delete_tenant(wazo, tenant);
        }
        "moveUser" => {
            let id = u32::try_from(value.get("user")?.as_u64()?).ok()?;
            let mut user = wazo.store.get(id)?;
            user.tenant = wazo.tenants.find(text("tenant")?)?;
            wazo.auth.move_to(&user.uuid(), user.tenant);
            wazo.store.put(user);
        }
        "authenticationMethod" => {
            let tenant = wazo.tenants.find(text("tenant")?)?;
            let method = text("method").filter(|method| ["native", "ldap", "saml"].contains(method))?;
            let domains = text("domain").map(str::to_owned).into_iter().collect();
            wazo.tenants.sign_in_by(tenant, method, domains);
        }
        "age" => wazo.switches.age = Some(AGES.into_iter().find(|age| value == age)?),
        "laterKeys" => wazo.switches.later_keys = value.as_bool()?,
        "scriptName" if value.is_null() => wazo.switches.script_name = None,
        "scriptName" => wazo.switches.script_name = Some(value.as_str()?.to_owned()),
        "tooManySessions" => wazo.switches.too_many_sessions = value.as_bool()?,
        "tellsMethod" => wazo.switches.tells_method = value.as_bool()?,
        "endSessions" if value.as_bool()? => wazo.auth.expire(),
        _ => return None,
    }
    Some(())
}
