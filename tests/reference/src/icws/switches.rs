//! What the documents leave open, to be switched by a test.

use serde::{Deserialize, Serialize};

use super::{Context, answers};
use crate::http::Answer;

/// `POST /icws/__switch` takes some of these; the others stay as they are.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Switches {
    /// How several inherited values become one: `first` (workgroups, role,
    /// template, default user), `last`, `any` (yes wins, the larger number
    /// wins), `all` (no wins, the smaller number wins).
    pub combine: String,
    /// Does `{"actualValue": null}` give back?
    pub null_value_resets: bool,
    /// Does a member that is null itself give back?
    pub null_member_resets: bool,
    /// When the sources come: `always` (with inherited values), `single`
    /// (only with `singlePropertyInheritedFrom`), `never`.
    pub inherited_from: String,
    /// Are own and inherited values sent at all?
    pub own_values: bool,
    /// Is `inheritedValue` sent?
    pub inherited_values: bool,
    /// How `propertyName` is spelt: `group` (clientConfigurationProperties.x),
    /// `bare`, `pascal`, `indexed` (an index into followMe, from 0),
    /// `indexed1` (from 1), `actual` (with .actualValue).
    pub property_name: String,
    /// Counting in `Range` and `Content-Range`: `0`, `1`, or `mixed` (from 0
    /// in the one and from 1 in the other); `ignored`, as where a proxy takes the header away, or
    /// `refused` by one.
    pub range: String,
    /// Parameters of a list that are refused: `select`, `orderBy`, `rightsFilter`.
    pub refused_query: Vec<String>,
    /// How many more people the list promises than it has.
    pub promised: usize,
    /// Do those whom the order leaves equal (everybody, if none is asked for)
    /// stand in another order in each range?
    pub unstable_order: bool,
    /// Feature versions as strings?
    pub version_strings: bool,
    /// The version of the feature `configuration`.
    pub configuration: i64,
    /// So many readings of a person still show the old values after a change.
    pub visible_after: u32,
    /// Hosts that take no sessions now, nor anything within one, such as `pbx1.example.test`.
    pub closed_hosts: Vec<String>,
    /// Hosts that are named instead; the other one of the pair if empty.
    pub alternate_hosts: Vec<String>,
    /// `null` says nothing.
    pub password_days: Option<i64>,
    /// May an administrator use `/client` of somebody else?
    pub others_client: bool,
    /// Do 403 and 404 carry an error id?
    pub error_ids: bool,
    /// What a server without `/client` answers: `405`, `404`, `unsupported`, `html`.
    pub missing_path: String,
    /// 204 or 200, for signing out and for the heartbeat.
    pub empty_status: u16,
    /// Sends a member that no document has, and one more in follow-me entries.
    pub unknown_member: bool,
    /// Sends members of other types than the document says, members without
    /// an effective value, and sources without a name.
    pub odd_types: bool,
    /// Ends every session.
    pub end_sessions: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            combine: "first".into(),
            null_value_resets: true,
            null_member_resets: true,
            inherited_from: "always".into(),
            own_values: true,
            inherited_values: true,
            property_name: "group".into(),
            range: "0".into(),
            refused_query: Vec::new(),
            promised: 0,
            unstable_order: false,
            version_strings: false,
            configuration: 10,
            visible_after: 0,
            closed_hosts: Vec::new(),
            alternate_hosts: Vec::new(),
            password_days: Some(41),
            others_client: false,
            error_ids: false,
            missing_path: "405".into(),
            empty_status: 204,
            unknown_member: false,
            odd_types: false,
            end_sessions: false,
        }
    }
}

pub fn answer(context: &mut Context) -> Answer {
    let Ok(serde_json::Value::Object(more)) = serde_json::from_slice(&context.asked.body) else {
        return answers::message(400, "a JSON object of switches");
    };
    match context.world.switches.with(&more) {
        Ok(switches) => {
            if switches.end_sessions {
                context.world.sessions.clear();
            }
            context.world.switches = Switches { end_sessions: false, ..switches };
            Answer::empty(204)
        }
        Err(why) => answers::message(400, &why),
    }
}

impl Switches {
    /// These with some changed.
    fn with(&self, more: &serde_json::Map<String, serde_json::Value>) -> Result<Self, String> {
        let mut all = serde_json::to_value(self).map_err(|why| why.to_string())?;
        for (name, value) in more {
            all[name] = value.clone();
        }
        serde_json::from_value(all).map_err(|why| why.to_string())
    }
}
