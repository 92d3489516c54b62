//! A user's profile (documents/apio-profile-pincode.txt, "Profile Management").

use serde::Deserialize;
use serde_json::{Map, Value};

use super::json::{Flag, List, Maybe, Number, Text, read};
use super::refusal::{About, check};
use super::{Api, UserIds};
use crate::domain::{Kind, Refusal, Secret};
use crate::wire::{Body, Call, Method, Request, Response};

/// A profile. A text that is absent, null or "" is empty: servers differ in
/// how they write that nothing is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub last_name: String,
    pub first_name: String,
    /// The name that is shown to who is called.
    pub cli_last_name: String,
    pub cli_first_name: String,
    pub phone_number: String,
    pub cli_phone_number: String,
    pub extension: String,
    pub department: Option<Department>,
    pub language: String,
    pub time_zone: String,
    pub email_address: String,
    pub network_class_of_service: String,
    pub endpoint: Option<Endpoint>,
    /// The user is kept in step with a directory.
    pub sync: Option<Sync>,
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
    pub fn own_numbers(&self) -> crate::domain::passcode_rules::OwnNumbers {
        crate::domain::passcode_rules::OwnNumbers::new([self.extension.as_str(), &self.phone_number])
    }
}

/// A department of the group, or one of the whole enterprise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Department {
    pub tenant: Option<String>,
    /// A department of the enterprise has none.
    pub group: Option<String>,
    pub name: String,
    /// Shown, never sent.
    pub full_path: Option<String>,
}

impl Department {
    /// The full path, or the name.
    pub fn shown(&self) -> &str {
        self.full_path.as_deref().unwrap_or(&self.name)
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sync {
    pub ldap: String,
    pub ou: String,
    pub dn: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    #[serde(default)]
    last_name: Text,
    #[serde(default)]
    first_name: Text,
    #[serde(default)]
    cli_last_name: Text,
    #[serde(default)]
    cli_first_name: Text,
    #[serde(default)]
    phone_number: Text,
    #[serde(default)]
    cli_phone_number: Text,
    #[serde(default)]
    extension: Text,
    #[serde(default)]
    department: Maybe<DepartmentSent>,
    #[serde(default)]
    language: Text,
    #[serde(default)]
    time_zone: Text,
    #[serde(default)]
    email_address: Text,
    #[serde(default)]
    network_class_of_service: Text,
    #[serde(default)]
    access_device_endpoint: Maybe<Map<String, Value>>,
    #[serde(default)]
    trunk_endpoint: Maybe<Map<String, Value>>,
    #[serde(default)]
    sync: Maybe<SyncSent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DepartmentSent {
    #[serde(default)]
    tenant_id: Text,
    #[serde(default)]
    group_id: Text,
    #[serde(default)]
    department_name: Text,
    #[serde(default)]
    full_path_name: Text,
}

#[derive(Deserialize)]
struct SyncSent {
    #[serde(default)]
    ldap: Text,
    #[serde(default)]
    ou: Text,
    #[serde(default)]
    dn: Text,
}

impl From<Sent> for Profile {
    fn from(sent: Sent) -> Self {
        let department = sent.department.0.map(|sent| Department {
            tenant: sent.tenant_id.filled(),
            group: sent.group_id.filled(),
            name: sent.department_name.0,
            full_path: sent.full_path_name.filled(),
        });
        let access = sent.access_device_endpoint.0.filter(|map| !map.is_empty()).map(access_device);
        let trunk = sent.trunk_endpoint.0.filter(|map| !map.is_empty()).map(trunk);
        Self {
            last_name: sent.last_name.0,
            first_name: sent.first_name.0,
            cli_last_name: sent.cli_last_name.0,
            cli_first_name: sent.cli_first_name.0,
            phone_number: sent.phone_number.0,
            cli_phone_number: sent.cli_phone_number.0,
            extension: sent.extension.0,
            department: department.filter(|department| !department.name.is_empty()),
            language: sent.language.0,
            time_zone: sent.time_zone.0,
            email_address: sent.email_address.0,
            network_class_of_service: sent.network_class_of_service.0,
            endpoint: access.or(trunk),
            sync: sent.sync.0.map(|sync| Sync { ldap: sync.ldap.0, ou: sync.ou.0, dn: sync.dn.0 }),
        }
    }
}

fn text(map: &Map<String, Value>, name: &str) -> String {
    map.get(name).and_then(|value| Text::deserialize(value).ok()).unwrap_or_default().0
}

fn access_device(map: Map<String, Value>) -> Endpoint {
    let device = map.get("accessDevice").and_then(Value::as_object);
    let in_device = |name: &str| device.map(|device| text(device, name)).unwrap_or_default();
    let contacts = map.get("contacts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Endpoint {
        kind: EndpointKind::AccessDevice {
            level: in_device("level"),
            line_number: map.get("lineNumber").and_then(|value| Number::deserialize(value).ok()?.0),
            contacts: contacts.iter().filter_map(|contact| contact.as_str().map(str::to_owned)).collect(),
        },
        name: in_device("name"),
        line_port: text(&map, "linePort"),
        sent: Value::Object(map),
    }
}

fn trunk(map: Map<String, Value>) -> Endpoint {
    // The vendor's client reads the inner object; without it, the outer one is looked at.
    let inner = map.get("trunkGroupDeviceEndpoint").and_then(Value::as_object).unwrap_or(&map);
    let flag = |name: &str| inner.get(name).and_then(|value| Flag::deserialize(value).ok()?.0);
    Endpoint {
        kind: EndpointKind::Trunk {
            pilot: flag("isPilotUser"),
            static_registration: flag("staticRegistrationCapable"),
            use_domain: flag("useDomain"),
        },
        name: text(inner, "name"),
        line_port: text(inner, "linePort"),
        sent: Value::Object(map),
    }
}

fn profile(response: &Response) -> Result<Profile, Refusal> {
    match read::<Maybe<Sent>>(response)?.0 {
        Some(sent) => Ok(sent.into()),
        None => Err(Refusal::new(Kind::NotUnderstood).with_status(response.status)),
    }
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
        check(response, About::Any, &[])?;
        profile(response)
    }
}

/// One change of a profile, by the name of its field on the wire. It has no
/// Debug, for it may be a password.
#[derive(Clone, PartialEq)]
pub enum Change {
    /// A text; an empty one clears the field.
    Text(&'static str, String),
    /// `None` takes the department away.
    Department(Option<Department>),
    /// Another line port for the endpoint that the user has.
    LinePort(Endpoint, String),
    OldPassword(Secret),
    NewPassword(Secret),
}

impl Change {
    /// The name of the field on the wire.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Text(name, _) => name,
            Self::Department(_) => "department",
            Self::LinePort(..) => "linePort",
            Self::OldPassword(_) => "oldPassword",
            Self::NewPassword(_) => "newPassword",
        }
    }
}

/// `PUT .../users/{user}/`: only what changed.
pub struct PutProfile {
    pub api: Api,
    pub user: UserIds,
    pub changes: Vec<Change>,
}

impl Call for PutProfile {
    /// `None`: the server said nothing of the profile; it can be read again.
    type Answer = Option<Profile>;

    fn request(&self) -> Request {
        let mut map = Map::new();
        for change in &self.changes {
            let (name, value) = match change {
                Change::Text(name, text) => (*name, text.as_str().into()),
                Change::Department(None) => ("department", Value::Null),
                Change::Department(Some(department)) => ("department", department.to_json()),
                Change::LinePort(endpoint, port) => (endpoint.field(), endpoint.with_line_port(port)),
                Change::OldPassword(secret) => ("oldPassword", secret.for_request().as_str().into()),
                Change::NewPassword(secret) => ("newPassword", secret.for_request().as_str().into()),
            };
            map.insert(name.into(), value);
        }
        Request::new(Method::Put, self.user.path(&self.api, &[])).body(Body::json(&Value::Object(map)))
    }

    fn answer(&self, response: &Response) -> Result<Option<Profile>, Refusal> {
        let secrets: Vec<&Secret> = self
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::OldPassword(secret) | Change::NewPassword(secret) => Some(secret),
                _ => None,
            })
            .collect();
        let about = if secrets.is_empty() { About::Any } else { About::OldSecret };
        let fields: Vec<&'static str> = self.changes.iter().map(Change::field).collect();
        check(response, about, &secrets).map_err(|refusal| refusal.at_sent(&fields))?;
        match response.body.iter().find(|byte| !byte.is_ascii_whitespace()) {
            None => Ok(None),
            // An empty object is no profile.
            Some(_) => profile(response).map(|profile| (profile != Profile::default()).then_some(profile)),
        }
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceRef {
    pub user_id: String,
    pub line_port: String,
}

/// What went with a user. Nothing at all is also what the server answers
/// when the user was not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Deleted or unlinked: the server does not say which.
    pub main_device: Option<DeviceRef>,
    pub additional_devices: Vec<DeviceRef>,
    /// Other people who were unlinked from the phone.
    pub detached_users: Vec<DeviceRef>,
}

impl Deleted {
    /// Did the server name nothing that went?
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Deserialize)]
struct DeletedSent {
    #[serde(default)]
    deleted_main_device: Maybe<RefSent>,
    #[serde(default)]
    deleted_additional_devices: List<RefSent>,
    #[serde(default)]
    detached_additional_users: List<RefSent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RefSent {
    #[serde(default)]
    user_id: Text,
    #[serde(default)]
    line_port: Text,
}

impl From<RefSent> for DeviceRef {
    fn from(sent: RefSent) -> Self {
        Self { user_id: sent.user_id.0, line_port: sent.line_port.0 }
    }
}

impl Call for DeleteUser {
    type Answer = Deleted;

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

    fn answer(&self, response: &Response) -> Result<Deleted, Refusal> {
        check(response, About::Any, &[])?;
        if response.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Deleted::default());
        }
        let Some(sent) = read::<Maybe<DeletedSent>>(response)?.0 else {
            return Err(Refusal::new(Kind::NotUnderstood).with_status(response.status));
        };
        let refs = |list: List<RefSent>| list.items.into_iter().map(DeviceRef::from).collect();
        Ok(Deleted {
            main_device: sent.deleted_main_device.0.map(DeviceRef::from),
            additional_devices: refs(sent.deleted_additional_devices),
            detached_users: refs(sent.detached_additional_users),
        })
    }
}
