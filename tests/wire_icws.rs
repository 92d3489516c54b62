//! ICWS against the example exchanges: one file a subject, in `tests/icws`.

mod icws;

#[path = "icws/changing.rs"]
mod changing;
#[path = "icws/drafts.rs"]
mod drafts;
#[path = "icws/people.rs"]
mod people;
#[path = "icws/permissions.rs"]
mod permissions;
#[path = "icws/properties.rs"]
mod properties;
#[path = "icws/sessions.rs"]
mod sessions;

pub use icws::*;
pub use serde_json::{Value as Json, json};
pub use switchroom::domain::inherited::Layer;
pub use switchroom::domain::refusal::Unreached;
pub use switchroom::domain::{Language, Prerequisite, Problem, Refusal, RefusalKind, Secret, Trouble};
pub use switchroom::wire::icws::changes::{ChangeResult, compare_changes, explain_not_found};
pub use switchroom::wire::icws::connection::{Disconnect, ReadFeatures, ReadVersion};
pub use switchroom::wire::icws::messages::{PollMessages, SendHeartbeat};
pub use switchroom::wire::icws::refusal::{is_licence_only, take_licence_warnings};
pub use switchroom::wire::icws::rights::{
    Access, MayAdminister, ReadOnlyReason, ReadOwnRights, Rights, RightsFilter, decide_access,
};
pub use switchroom::wire::icws::users::{self, ListQuery, UserPage};
pub use switchroom::wire::icws::*;
pub use switchroom::wire::{Call, Response};

pub fn user(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

pub fn connect() -> Connect {
    Connect {
        application: "admin-web".into(),
        user: "mlind".into(),
        password: Secret::new("not-a-real-password".to_string()),
        language: Language::English,
    }
}

pub fn opened(response: &Response) -> Box<Connected> {
    match connect().answer(response) {
        Ok(ConnectOutcome::Connected(connected)) => connected,
        _ => panic!("not open"),
    }
}

pub fn yes(property: Property, value: bool) -> (Property, PropertyChange) {
    (property, PropertyChange::Set(PropertyValue::Boolean(value)))
}

pub fn changes(list: impl IntoIterator<Item = (Property, PropertyChange)>) -> ChangeSet {
    ChangeSet::new(list).unwrap()
}

pub fn put_own(changes: ChangeSet) -> PutOwnClient {
    PutOwnClient { user: user("mlind"), changes, encoding: InheritEncoding::NullValue }
}

pub fn screen_calls() -> ChangeSet {
    changes([yes(Property::ScreenCalls, true)])
}

pub fn entry(number: &str, timeout: i64, use_pin: bool) -> FollowMeEntry {
    FollowMeEntry { phone_number: number.into(), timeout, use_pin, ..FollowMeEntry::default() }
}

/// Reads the client properties of an example.
pub fn read_client(name: &str) -> ClientConfiguration {
    read(ReadClient::new(user("tokoro"), None, RightsFilter::Admin), &exchange(name, 0).answer).unwrap()
}
