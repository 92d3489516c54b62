//! A user's profile (documents/apio-profile-pincode.txt, "Profile Management").

use serde_json::{Map, Value};

use super::json::{filled, flag, inner, is_blank, number, object, objects, text};
use super::refusal::{About, check, placed};
use super::{Api, UserIds};
use crate::domain::{Refusal, Secret};
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

    /// `None` for one without a name.
    fn read(sent: &Value) -> Option<Self> {
        Some(Self {
            tenant: filled(sent, "tenantId"),
            group: filled(sent, "groupId"),
            name: filled(sent, "departmentName")?,
            full_path: filled(sent, "fullPathName"),
        })
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

impl Profile {
    fn read(sent: &Value) -> Self {
        // An endpoint that is not set may be an empty object.
        let endpoint =
            |name| inner(sent, name).filter(|inside| inside.as_object().is_some_and(|map| !map.is_empty()));
        let access = endpoint("accessDeviceEndpoint").map(access_device);
        Self {
            last_name: text(sent, "lastName"),
            first_name: text(sent, "firstName"),
            cli_last_name: text(sent, "cliLastName"),
            cli_first_name: text(sent, "cliFirstName"),
            phone_number: text(sent, "phoneNumber"),
            cli_phone_number: text(sent, "cliPhoneNumber"),
            extension: text(sent, "extension"),
            department: inner(sent, "department").and_then(Department::read),
            language: text(sent, "language"),
            time_zone: text(sent, "timeZone"),
            email_address: text(sent, "emailAddress"),
            network_class_of_service: text(sent, "networkClassOfService"),
            endpoint: access.or_else(|| endpoint("trunkEndpoint").map(trunk)),
            sync: inner(sent, "sync").map(|sync| Sync {
                ldap: text(sync, "ldap"),
                ou: text(sync, "ou"),
                dn: text(sync, "dn"),
            }),
        }
    }
}

fn access_device(sent: &Value) -> Endpoint {
    let device = inner(sent, "accessDevice").unwrap_or(&Value::Null);
    let contacts = sent.get("contacts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Endpoint {
        kind: EndpointKind::AccessDevice {
            level: text(device, "level"),
            line_number: number(sent, "lineNumber"),
            contacts: contacts.iter().filter_map(|contact| contact.as_str().map(str::to_owned)).collect(),
        },
        name: text(device, "name"),
        line_port: text(sent, "linePort"),
        sent: sent.clone(),
    }
}

fn trunk(sent: &Value) -> Endpoint {
    // The vendor's client reads the inner object; without it, the outer one is looked at.
    let trunk = inner(sent, "trunkGroupDeviceEndpoint").unwrap_or(sent);
    Endpoint {
        kind: EndpointKind::Trunk {
            pilot: flag(trunk, "isPilotUser"),
            static_registration: flag(trunk, "staticRegistrationCapable"),
            use_domain: flag(trunk, "useDomain"),
        },
        name: text(trunk, "name"),
        line_port: text(trunk, "linePort"),
        sent: sent.clone(),
    }
}

fn profile(response: &Response) -> Result<Profile, Refusal> {
    object(response).map(|sent| Profile::read(&sent))
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
            Self::OldPassword(_) => OLD_PASSWORD,
            Self::NewPassword(_) => "newPassword",
        }
    }
}

/// The field of the old password on the wire.
const OLD_PASSWORD: &str = "oldPassword";

/// `PUT .../users/{user}/`: only what changed.
pub struct PutProfile {
    pub api: Api,
    pub user: UserIds,
    pub changes: Vec<Change>,
}

impl PutProfile {
    fn about(&self) -> About {
        let has = |is: fn(&Change) -> bool| self.changes.iter().any(is);
        if has(|change| matches!(change, Change::OldPassword(_))) {
            About::OldSecret
        } else if has(|change| matches!(change, Change::NewPassword(_))) {
            About::NewSecret
        } else {
            About::Any
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
                Change::Text(name, text) => (*name, text.as_str().into()),
                Change::Department(None) => ("department", Value::Null),
                Change::Department(Some(department)) => ("department", department.to_json()),
                Change::LinePort(endpoint, port) => (endpoint.field(), endpoint.with_line_port(port)),
                Change::OldPassword(secret) => (OLD_PASSWORD, secret.for_request().as_str().into()),
                Change::NewPassword(secret) => ("newPassword", secret.for_request().as_str().into()),
            };
            map.insert(name.into(), value);
        }
        Request::new(Method::Put, self.user.path(&self.api, &[]))
            .body(Body::json(&Value::Object(map)))
            .in_doubt(self.about() != About::Any)
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
        let fields: Vec<&'static str> = self.changes.iter().map(Change::field).collect();
        check(response, self.about(), &secrets).map_err(|refusal| placed(refusal, &fields, OLD_PASSWORD))?;
        if is_blank(response) {
            return Ok(None);
        }
        // An empty object is no profile.
        profile(response).map(|profile| Some(profile).filter(|profile| *profile != Profile::default()))
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

impl DeviceRef {
    fn read(sent: &Value) -> Self {
        Self { user_id: text(sent, "userId"), line_port: text(sent, "linePort") }
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
        if is_blank(response) {
            return Ok(Deleted::default());
        }
        let sent = object(response)?;
        let refs = |name| objects(&sent, name).into_iter().map(DeviceRef::read).collect();
        Ok(Deleted {
            main_device: inner(&sent, "deleted_main_device").map(DeviceRef::read),
            additional_devices: refs("deleted_additional_devices"),
            detached_users: refs("detached_additional_users"),
        })
    }
}
