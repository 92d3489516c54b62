//! Genesys PureConnect, by its web service (ICWS).
//!
//! Sources: documents/icws-put-user-client.txt and the example exchanges in
//! tests/fixtures/icws (whose README says how sure each fact is). Where those
//! leave a question open, both answers are read.

pub mod changes;
pub mod client_configuration;
pub mod client_form;
pub mod compare;
pub mod configuration_id;
pub mod connection;
pub mod enums;
pub mod follow_me;
mod inherited;
pub mod integer;
pub mod intended;
pub mod licence;
mod members;
pub mod messages;
pub mod overrides;
pub mod probe;
pub mod property;
pub mod property_map;
pub mod property_path;
pub mod property_value;
pub mod refusal;
pub mod rights;
pub mod session;
pub mod user_id;
pub mod users;
pub mod values_file;
pub mod view;

pub use changes::{
    ChangeResult, ChangeSet, InheritEncoding, PropertyChange, PutOwnClient, PutUserClient, UpdateResult,
};
pub use client_configuration::{ClientConfiguration, Member, ReadClient};
pub use configuration_id::ConfigurationId;
pub use connection::{Connect, ConnectOutcome, Connected, Features};
pub use follow_me::{FollowMeEntry, FollowMeField};
pub use licence::LicenceProblem;
pub use property::{Property, PropertyGroup, PropertyKind};
pub use property_path::PropertyPath;
pub use property_value::{PropertyValue, SearchOption};
pub use session::{Session, SessionCall};
pub use user_id::{UserId, configuration_path, user_id_of_uri};
pub use users::{ListUsers, UserRow};
pub use view::EditedClient;
