//! A user's profile (documents/apio-profile-pincode.txt, "Profile Management").

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use super::refusal::{CallKind, check_status, place_problems};
use super::{Api, UserIds, non_empty};
use crate::domain::passcode_rules::OwnNumbers;
use crate::domain::{Refusal, Secret};
use crate::wire::json::{
    FromScalar, Scalar, Unreadable, is_blank, keyed_objects, not_read, object, or_default, read_object,
};
use crate::wire::{Body, Call, Method, Request, Response};

/// A profile. A text that is absent, null or "" is empty: servers differ in
/// how they write that nothing is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Profile {
    #[serde(deserialize_with = "or_default")]
    pub last_name: String,
    #[serde(deserialize_with = "or_default")]
    pub first_name: String,
    /// The name that is shown to who is called.
    #[serde(deserialize_with = "or_default")]
    pub cli_last_name: String,
    #[serde(deserialize_with = "or_default")]
    pub cli_first_name: String,
    #[serde(deserialize_with = "or_default")]
    pub phone_number: String,
    #[serde(deserialize_with = "or_default")]
    pub cli_phone_number: String,
    #[serde(deserialize_with = "or_default")]
    pub extension: String,
    #[serde(deserialize_with = "read_department")]
    pub department: Option<Department>,
    #[serde(deserialize_with = "or_default")]
    pub language: String,
    #[serde(deserialize_with = "or_default")]
    pub time_zone: String,
    #[serde(deserialize_with = "or_default")]
    pub email_address: String,
    #[serde(deserialize_with = "or_default")]
    pub network_class_of_service: String,
    #[serde(rename = "accessDeviceEndpoint", deserialize_with = "read_access_device")]
    access_device: Option<Endpoint>,
    #[serde(rename = "trunkEndpoint", deserialize_with = "read_trunk")]
    trunk: Option<Endpoint>,
    /// The user is kept in step with a directory.
    #[serde(deserialize_with = "object")]
    pub sync: Option<DirectorySync>,
}

/// First and last name, or where there is none the id.
pub fn full_name(first: &str, last: &str, id: &str) -> String {
    let mut name = String::from(first.trim());
    if !name.is_empty() && !last.trim().is_empty() {
        name.push(' ');
    }
    name.push_str(last.trim());
    if name.is_empty() { id.to_owned() } else { name }
}

impl Profile {
    /// First and last name, or where there is none the id.
    pub fn full_name(&self, id: &str) -> String {
        full_name(&self.first_name, &self.last_name, id)
    }

    /// Extension and numbers that a PIN must not be.
    pub fn own_numbers(&self) -> OwnNumbers {
        OwnNumbers::new([self.extension.as_str(), &self.phone_number])
    }

    /// The device or the trunk; a server that sends both breaks its document.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.access_device.as_ref().or(self.trunk.as_ref())
    }

    /// The text of a field by its name on the wire; `None` for a field that is none.
    fn text(&self, name: &str) -> Option<&str> {
        Some(match name {
            "lastName" => &self.last_name,
            "firstName" => &self.first_name,
            "cliLastName" => &self.cli_last_name,
            "cliFirstName" => &self.cli_first_name,
            "phoneNumber" => &self.phone_number,
            "cliPhoneNumber" => &self.cli_phone_number,
            "extension" => &self.extension,
            "language" => &self.language,
            "timeZone" => &self.time_zone,
            "emailAddress" => &self.email_address,
            "networkClassOfService" => &self.network_class_of_service,
            _ => return None,
        })
    }
}

/// A department of the group, or one of the whole enterprise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Department {
    #[serde(rename = "tenantId", deserialize_with = "non_empty")]
    pub tenant: Option<String>,
    /// A department of the enterprise has none.
    #[serde(rename = "groupId", deserialize_with = "non_empty")]
    pub group: Option<String>,
    #[serde(rename = "departmentName", deserialize_with = "or_default")]
    pub name: String,
    /// Shown, never sent.
    #[serde(rename = "fullPathName", deserialize_with = "non_empty")]
    pub full_path: Option<String>,
}

/// One without a name is none.
fn read_department<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Department>, D::Error> {
    Ok(object(deserializer)?.filter(|department: &Department| !department.name.is_empty()))
}

impl Department {
    /// The full path, or the name.
    pub fn display_name(&self) -> &str {
        self.full_path.as_deref().unwrap_or(&self.name)
    }

    /// Is it the same department? Somebody's department is one of their group
    /// or of the enterprise, so that the ids say no more than which of the two:
    /// the document's own example names others than its address. An id or a
    /// path that was not sent says nothing.
    pub fn is_same(&self, other: &Self) -> bool {
        let is_enterprise = |department: &Self| match (&department.tenant, &department.group) {
            (_, Some(_)) => Some(false),
            (Some(_), None) => Some(true),
            (None, None) => None,
        };
        let agree = |one: Option<bool>, other: Option<bool>| one.is_none() || other.is_none() || one == other;
        let same_path =
            self.full_path.is_none() || other.full_path.is_none() || self.full_path == other.full_path;
        self.name == other.name && same_path && agree(is_enterprise(self), is_enterprise(other))
    }

    fn to_json(&self) -> Value {
        let mut map = Map::new();
        let mut put = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                map.insert(name.into(), value.as_str().into());
            }
        };
        put("tenantId", &self.tenant);
        put("groupId", &self.group);
        map.insert("departmentName".into(), self.name.as_str().into());
        Value::Object(map)
    }
}

/// What may be chosen from: the present department first, and those that the
/// server lists, each once.
pub fn department_choices<'a>(
    present: Option<&'a Department>,
    listed: impl IntoIterator<Item = &'a Department>,
) -> Vec<&'a Department> {
    let mut choices: Vec<&Department> = Vec::new();
    for department in present.into_iter().chain(listed) {
        if !choices.iter().any(|choice| choice.is_same(department)) {
            choices.push(department);
        }
    }
    choices
}

/// What the user's calls come to: a device, or a trunk; never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub kind: EndpointKind,
    /// The device's or the trunk group's name.
    pub name: String,
    pub line_port: String,
    /// As it came, to be sent back whole with another line port.
    sent: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndpointKind {
    AccessDevice {
        /// `Group`, `Tenant`, `System`; may be empty.
        level: String,
        line_number: Option<i64>,
        contacts: Vec<String>,
    },
    Trunk {
        pilot: Option<bool>,
        static_registration: Option<bool>,
        use_domain: Option<bool>,
    },
}

impl Endpoint {
    /// An access device of the group, to be given to somebody who has neither
    /// a device nor a trunk.
    pub fn new_access_device(name: &str, line_port: &str) -> Self {
        Self {
            kind: EndpointKind::AccessDevice {
                level: "Group".to_owned(),
                line_number: None,
                contacts: Vec::new(),
            },
            name: name.to_owned(),
            line_port: line_port.to_owned(),
            sent: json!({ "accessDevice": { "name": name, "level": "Group" }, "linePort": line_port }),
        }
    }

    /// A trunk group, to be given to somebody who has neither a device nor a trunk.
    pub fn new_trunk(name: &str, line_port: &str) -> Self {
        Self {
            kind: EndpointKind::Trunk { pilot: None, static_registration: None, use_domain: None },
            name: name.to_owned(),
            line_port: line_port.to_owned(),
            sent: json!({ "trunkGroupDeviceEndpoint": { "name": name, "linePort": line_port } }),
        }
    }

    /// The field on the wire.
    pub fn field(&self) -> &'static str {
        match self.kind {
            EndpointKind::AccessDevice { .. } => "accessDeviceEndpoint",
            EndpointKind::Trunk { .. } => "trunkEndpoint",
        }
    }

    /// The same with another line port, as it is to be sent.
    fn with_line_port(&self, line_port: &str) -> Value {
        let mut sent = self.sent.clone();
        let inside = match sent.get("trunkGroupDeviceEndpoint") {
            Some(Value::Object(_)) => sent.get_mut("trunkGroupDeviceEndpoint"),
            _ => Some(&mut sent),
        };
        if let Some(Value::Object(map)) = inside {
            map.insert("linePort".into(), line_port.into());
        }
        sent
    }
}

/// The directory that owns the user: names, email and password are changed
/// there, and the user is deleted there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DirectorySync {
    #[serde(deserialize_with = "or_default")]
    pub ldap: String,
    #[serde(deserialize_with = "or_default")]
    pub ou: String,
    #[serde(deserialize_with = "or_default")]
    pub dn: String,
}

/// The members of an endpoint. It is kept as it came, to be sent back whole,
/// so that its few members are read from there. One that is not set may be an
/// empty object.
fn read_members<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Map<String, Value>>, D::Error> {
    Ok(object(deserializer)?.filter(|members: &Map<String, Value>| !members.is_empty()))
}

fn member<T: FromScalar>(members: &Value, name: &str) -> Option<T> {
    T::from_scalar(Scalar::of(members.get(name)?))
}

fn read_access_device<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Endpoint>, D::Error> {
    let Some(members) = read_members(deserializer)? else { return Ok(None) };
    let sent = Value::Object(members);
    let device = sent.get("accessDevice").unwrap_or(&Value::Null);
    let contacts = sent.get("contacts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Ok(Some(Endpoint {
        kind: EndpointKind::AccessDevice {
            level: member(device, "level").unwrap_or_default(),
            line_number: member(&sent, "lineNumber"),
            contacts: contacts.iter().filter_map(|contact| contact.as_str().map(str::to_owned)).collect(),
        },
        name: member(device, "name").unwrap_or_default(),
        line_port: member(&sent, "linePort").unwrap_or_default(),
        sent,
    }))
}

fn read_trunk<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Endpoint>, D::Error> {
    let Some(members) = read_members(deserializer)? else { return Ok(None) };
    let sent = Value::Object(members);
    // The vendor's client reads the inner object; without it, the outer one is looked at.
    let trunk = sent.get("trunkGroupDeviceEndpoint").filter(|inside| inside.is_object()).unwrap_or(&sent);
    Ok(Some(Endpoint {
        kind: EndpointKind::Trunk {
            pilot: member(trunk, "isPilotUser"),
            static_registration: member(trunk, "staticRegistrationCapable"),
            use_domain: member(trunk, "useDomain"),
        },
        name: member(trunk, "name").unwrap_or_default(),
        line_port: member(trunk, "linePort").unwrap_or_default(),
        sent,
    }))
}

/// `GET .../users/{user}/`.
pub struct GetProfile {
    pub api: Api,
    pub user: UserIds,
}

impl Call for GetProfile {
    type Answer = Profile;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.user.path(&self.api, &[]))
    }

    fn answer(&self, response: &Response) -> Result<Profile, Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        let profile: Profile = read_object(response)?;
        // Nobody is without any name: an object that says nothing of a person is something else's,
        // or an error that was sent as a success.
        if profile == Profile::default() {
            return Err(not_read(response, Unreadable::NotUnderstood));
        }
        Ok(profile)
    }
}

/// One change of a profile, by the name of its field on the wire. It has no
/// Debug, for it may be a password.
#[derive(Clone, PartialEq)]
pub enum ProfileChange {
    /// A text; an empty one clears the field.
    Text(&'static str, String),
    /// `None` takes the department away.
    Department(Option<Department>),
    /// Another line port for the endpoint that the user has.
    LinePort(Endpoint, String),
    /// A device or a trunk for somebody who has neither.
    Endpoint(Endpoint),
    OldPassword(Secret),
    NewPassword(Secret),
}

impl ProfileChange {
    /// The name of the field on the wire.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Text(name, _) => name,
            Self::Department(_) => "department",
            Self::LinePort(..) | Self::Endpoint(_) => "linePort",
            Self::OldPassword(_) => OLD_PASSWORD,
            Self::NewPassword(_) => "newPassword",
        }
    }
}

/// The field of the old password on the wire.
const OLD_PASSWORD: &str = "oldPassword";

/// What the server has of one change, by what was read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeResult {
    /// The server has what was sent.
    Applied,
    /// The server has something else.
    Different,
    /// The server does not report it: a password.
    NotReported,
}

/// Compares what was sent with what was read afterwards: the name of each
/// field on the wire, and what the server has of its change.
pub fn compare_changes(sent: &[ProfileChange], now: &Profile) -> Vec<(&'static str, ChangeResult)> {
    let is_applied = |change: &ProfileChange| match change {
        ProfileChange::Text(name, text) => Some(now.text(name)? == text),
        ProfileChange::Department(wanted) => Some(match (wanted, &now.department) {
            (Some(wanted), Some(department)) => wanted.is_same(department),
            (wanted, department) => wanted.is_none() && department.is_none(),
        }),
        ProfileChange::LinePort(endpoint, port) => {
            Some(now.endpoint().is_some_and(|now| now.field() == endpoint.field() && now.line_port == *port))
        }
        ProfileChange::Endpoint(endpoint) => Some(now.endpoint().is_some_and(|now| {
            now.field() == endpoint.field()
                && now.name == endpoint.name
                && now.line_port == endpoint.line_port
        })),
        ProfileChange::OldPassword(_) | ProfileChange::NewPassword(_) => None,
    };
    let result = |change| match is_applied(change) {
        Some(true) => ChangeResult::Applied,
        Some(false) => ChangeResult::Different,
        None => ChangeResult::NotReported,
    };
    sent.iter().map(|change| (change.field(), result(change))).collect()
}

/// `PUT .../users/{user}/`: only what changed.
pub struct PutProfile {
    pub api: Api,
    pub user: UserIds,
    pub changes: Vec<ProfileChange>,
}

impl PutProfile {
    fn call_kind(&self) -> CallKind {
        let has = |is: fn(&ProfileChange) -> bool| self.changes.iter().any(is);
        if has(|change| matches!(change, ProfileChange::OldPassword(_))) {
            CallKind::WithOldSecret
        } else if has(|change| matches!(change, ProfileChange::NewPassword(_))) {
            CallKind::WithNewSecret
        } else {
            CallKind::Plain
        }
    }
}

impl Call for PutProfile {
    /// `None`: the server said nothing of the profile; it can be read again.
    type Answer = Option<Profile>;

    fn request(&self) -> Request {
        let mut map = Map::new();
        for change in &self.changes {
            let (name, value) = match change {
                ProfileChange::Text(name, text) => (*name, text.as_str().into()),
                ProfileChange::Department(None) => ("department", Value::Null),
                ProfileChange::Department(Some(department)) => ("department", department.to_json()),
                ProfileChange::LinePort(endpoint, port) => (endpoint.field(), endpoint.with_line_port(port)),
                ProfileChange::Endpoint(endpoint) => (endpoint.field(), endpoint.sent.clone()),
                ProfileChange::OldPassword(secret) => (OLD_PASSWORD, secret.for_request().as_str().into()),
                ProfileChange::NewPassword(secret) => ("newPassword", secret.for_request().as_str().into()),
            };
            map.insert(name.into(), value);
        }
        Request::new(Method::Put, self.user.path(&self.api, &[]))
            .body(Body::json(&Value::Object(map)))
            .in_doubt(self.call_kind() != CallKind::Plain)
    }

    fn answer(&self, response: &Response) -> Result<Option<Profile>, Refusal> {
        let secrets: Vec<&Secret> = self
            .changes
            .iter()
            .filter_map(|change| match change {
                ProfileChange::OldPassword(secret) | ProfileChange::NewPassword(secret) => Some(secret),
                _ => None,
            })
            .collect();
        let fields: Vec<&'static str> = self.changes.iter().map(ProfileChange::field).collect();
        check_status(response, self.call_kind(), &secrets)
            .map_err(|refusal| place_problems(refusal, &fields, OLD_PASSWORD))?;
        if is_blank(&response.body) {
            return Ok(None);
        }
        // An empty object is no profile, and neither is an error that was sent as a success.
        let profile: Profile = read_object(response)?;
        Ok(Some(profile).filter(|profile| *profile != Profile::default()))
    }
}

/// `DELETE .../users/{user}/`.
pub struct DeleteUser {
    pub api: Api,
    pub user: UserIds,
    /// `None`: the server's setting `DELETE_USER_DEVICES` decides, by default yes.
    pub delete_devices: Option<bool>,
    /// Applications whose data are to be kept; all others go.
    pub excluded_app_ids: Vec<String>,
}

/// A phone's line and whose it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DeviceRef {
    #[serde(deserialize_with = "or_default")]
    pub user_id: String,
    #[serde(deserialize_with = "or_default")]
    pub line_port: String,
}

/// What went with a user. Nothing at all is also what the server answers
/// when the user was not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DeletionReport {
    /// Deleted or unlinked: the server does not say which.
    #[serde(rename = "deleted_main_device", deserialize_with = "object")]
    pub main_device: Option<DeviceRef>,
    #[serde(rename = "deleted_additional_devices", deserialize_with = "keyed_objects")]
    pub additional_devices: Vec<DeviceRef>,
    /// Other people who were unlinked from the phone.
    #[serde(rename = "detached_additional_users", deserialize_with = "keyed_objects")]
    pub detached_users: Vec<DeviceRef>,
}

impl DeletionReport {
    /// Did the server name nothing that went?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Call for DeleteUser {
    type Answer = DeletionReport;

    fn request(&self) -> Request {
        let request = Request::new(Method::Delete, self.user.path(&self.api, &[]));
        let mut map = Map::new();
        if let Some(delete) = self.delete_devices {
            map.insert("delete_devices".into(), delete.into());
        }
        if !self.excluded_app_ids.is_empty() {
            map.insert("_excludedAppIds".into(), self.excluded_app_ids.clone().into());
        }
        if map.is_empty() { request } else { request.body(Body::json(&Value::Object(map))) }
    }

    fn answer(&self, response: &Response) -> Result<DeletionReport, Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        if is_blank(&response.body) { Ok(DeletionReport::default()) } else { read_object(response) }
    }
}
