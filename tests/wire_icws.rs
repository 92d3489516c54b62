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
pub use switchroom::domain::{Kind, Language, Prerequisite, Secret, Trouble};
pub use switchroom::wire::icws::changes::{Held, all_as_asked, verify};
pub use switchroom::wire::icws::connection::{Disconnect, ReadFeatures, ReadState, ReadVersion, State};
pub use switchroom::wire::icws::messages::{Heartbeat, Message, Poll};
pub use switchroom::wire::icws::read::ConfigurationId;
pub use switchroom::wire::icws::refusal::{is_licence_only, may_have_saved, server_timed_out};
pub use switchroom::wire::icws::rights::{
    Access, MayAdminister, ReadDefaultUser, ReadOwnRights, Rights, RightsFilter, Why, access,
};
pub use switchroom::wire::icws::users::{self, Page};
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
        Ok(Connection::Open(connected)) => connected,
        _ => panic!("not open"),
    }
}

pub fn yes(property: Property, value: bool) -> (Property, Change) {
    (property, Change::Set(Value::YesNo(value)))
}

pub fn changes(list: impl IntoIterator<Item = (Property, Change)>) -> Changes {
    Changes::new(list).unwrap()
}

pub fn put_own(changes: Changes) -> PutOwnClient {
    PutOwnClient { user: user("mlind"), changes, by: GiveBackBy::NullValue }
}

pub fn screen_calls() -> Changes {
    changes([yes(Property::ScreenCalls, true)])
}

pub fn entry(number: &str, timeout: i64, use_pin: bool) -> FollowMe {
    FollowMe { phone_number: number.into(), timeout, use_pin, ..FollowMe::default() }
}

/// Reads the client properties of an example.
pub fn read_client(name: &str) -> ClientConfiguration {
    read(ReadClient::new(user("tokoro"), None, RightsFilter::Admin), &exchange(name, 0).answer).unwrap()
}
