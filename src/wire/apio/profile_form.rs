//! The profile as a form: its fields, their documented limits, and what a
//! change of them sends. The lengths are those of the BroadWorks schema.

use super::pincode::NEW_PIN;
use super::profile::{ChangeResult, Department, Endpoint, Profile, ProfileChange, compare_changes};
use crate::domain::refusal::Form;
use crate::domain::{Problem, Trouble, password_rules, percent};
use crate::form::{Checked, Field, FieldValue, ValueOutcome, Values};

/// The fields of a profile, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProfileField {
    FirstName,
    LastName,
    CliFirstName,
    CliLastName,
    EmailAddress,
    PhoneNumber,
    CliPhoneNumber,
    Extension,
    Department,
    Language,
    TimeZone,
    NetworkClassOfService,
    /// For somebody who has neither: a device or a trunk ([`ACCESS_DEVICE`], [`TRUNK`]).
    EndpointType,
    /// The name of that device or trunk group.
    EndpointName,
    /// Of the access device or of the trunk, whichever the user has or is given.
    LinePort,
    OldPassword,
    NewPassword,
    /// The new password once more; it is never sent.
    RepeatPassword,
    /// By which a file finds people. It is in the address of a profile, and never changed.
    UserId,
    /// A PIN that an administrator gives. It has an address of its own ([`super::pincode`]).
    NewPin,
}

impl Field for ProfileField {
    const ALL: &'static [Self] = &[
        Self::FirstName,
        Self::LastName,
        Self::CliFirstName,
        Self::CliLastName,
        Self::EmailAddress,
        Self::PhoneNumber,
        Self::CliPhoneNumber,
        Self::Extension,
        Self::Department,
        Self::Language,
        Self::TimeZone,
        Self::NetworkClassOfService,
        Self::EndpointType,
        Self::EndpointName,
        Self::LinePort,
        Self::OldPassword,
        Self::NewPassword,
        Self::RepeatPassword,
        Self::UserId,
        Self::NewPin,
    ];

    fn wire_name(self) -> &'static str {
        match self {
            Self::FirstName => "firstName",
            Self::LastName => "lastName",
            Self::CliFirstName => "cliFirstName",
            Self::CliLastName => "cliLastName",
            Self::EmailAddress => "emailAddress",
            Self::PhoneNumber => "phoneNumber",
            Self::CliPhoneNumber => "cliPhoneNumber",
            Self::Extension => "extension",
            Self::Department => "department",
            Self::Language => "language",
            Self::TimeZone => "timeZone",
            Self::NetworkClassOfService => "networkClassOfService",
            Self::EndpointType => "endpointType",
            Self::EndpointName => "endpointName",
            Self::LinePort => "linePort",
            Self::OldPassword => "oldPassword",
            Self::NewPassword => "newPassword",
            Self::RepeatPassword => "repeatPassword",
            Self::UserId => "userId",
            Self::NewPin => NEW_PIN,
        }
    }

    fn is_secret(self) -> bool {
        matches!(self, Self::OldPassword | Self::NewPassword | Self::RepeatPassword | Self::NewPin)
    }

    fn is_stored(self) -> bool {
        !matches!(self, Self::OldPassword | Self::RepeatPassword)
    }
}

/// The key of an access device in the choice of [`ProfileField::EndpointType`].
pub const ACCESS_DEVICE: &str = "accessDeviceEndpoint";
/// The key of a trunk in the choice of [`ProfileField::EndpointType`].
pub const TRUNK: &str = "trunkEndpoint";

impl ProfileField {
    /// Is it locked where a directory owns the user?
    pub fn is_synced(self) -> bool {
        matches!(
            self,
            Self::FirstName
                | Self::LastName
                | Self::CliFirstName
                | Self::CliLastName
                | Self::EmailAddress
                | Self::OldPassword
                | Self::NewPassword
                | Self::RepeatPassword
        )
    }

    /// The most characters, where the schema has a limit.
    pub fn max_length(self) -> Option<u32> {
        Some(match self {
            Self::FirstName | Self::LastName | Self::CliFirstName | Self::CliLastName => 30,
            Self::EmailAddress => 80,
            Self::Extension => 20,
            Self::Language | Self::NetworkClassOfService => 40,
            Self::LinePort => 161,
            Self::EndpointName => 40,
            Self::OldPassword | Self::NewPassword | Self::RepeatPassword => password_rules::MAX_LENGTH,
            Self::PhoneNumber
            | Self::CliPhoneNumber
            | Self::Department
            | Self::TimeZone
            | Self::EndpointType
            | Self::UserId
            | Self::NewPin => {
                return None;
            }
        })
    }

    fn min_length(self) -> u32 {
        if self == Self::Extension { 2 } else { 0 }
    }
}

/// The profile as values of the form.
pub fn values(profile: &Profile) -> Values<ProfileField> {
    let text = |text: &str| FieldValue::text(text);
    let endpoint = profile.endpoint();
    Values::new()
        .with(ProfileField::FirstName, text(&profile.first_name))
        .with(ProfileField::LastName, text(&profile.last_name))
        .with(ProfileField::CliFirstName, text(&profile.cli_first_name))
        .with(ProfileField::CliLastName, text(&profile.cli_last_name))
        .with(ProfileField::EmailAddress, text(&profile.email_address))
        .with(ProfileField::PhoneNumber, text(&profile.phone_number))
        .with(ProfileField::CliPhoneNumber, text(&profile.cli_phone_number))
        .with(ProfileField::Extension, text(&profile.extension))
        .with(ProfileField::Department, FieldValue::Choice(profile.department.as_ref().map(Department::key)))
        .with(ProfileField::Language, text(&profile.language))
        .with(ProfileField::TimeZone, text(&profile.time_zone))
        .with(ProfileField::NetworkClassOfService, text(&profile.network_class_of_service))
        .with(
            ProfileField::LinePort,
            FieldValue::text_or_absent(endpoint.map(|endpoint| endpoint.line_port.as_str())),
        )
}

impl Department {
    /// The department as the key of a choice.
    pub fn key(&self) -> String {
        let mut key = String::new();
        for part in [self.tenant.as_deref(), self.group.as_deref(), Some(self.name.as_str())] {
            key.push('/');
            key.push_str(&percent::encode(part.unwrap_or_default()));
        }
        key
    }

    /// The department of such a key, without its full path.
    pub fn from_key(key: &str) -> Option<Self> {
        let mut parts = key.strip_prefix('/')?.split('/').map(percent::decode);
        let mut part = || parts.next()?;
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let (tenant, group, name) = (part()?, part()?, part()?);
        (!name.is_empty()).then(|| Self {
            tenant: filled(tenant),
            group: filled(group),
            name,
            full_path: None,
        })
    }
}

/// What a checked form sends, given the profile that it began with.
pub fn changes(checked: &Checked<ProfileField>, profile: &Profile) -> Vec<ProfileChange> {
    checked.changes().filter_map(|(field, value)| change(field, value, checked, profile)).collect()
}

fn change(
    field: ProfileField,
    value: &FieldValue,
    checked: &Checked<ProfileField>,
    profile: &Profile,
) -> Option<ProfileChange> {
    Some(match field {
        ProfileField::Department => {
            ProfileChange::Department(value.as_choice().and_then(Department::from_key))
        }
        // Name and line port go with the type.
        ProfileField::EndpointType if profile.endpoint().is_none() => {
            let whole = checked.whole();
            let (name, port) = (whole.get(ProfileField::EndpointName), whole.get(ProfileField::LinePort));
            let (name, port) = (name.as_text(), port.as_text());
            ProfileChange::Endpoint(match value.as_choice()? {
                TRUNK => Endpoint::new_trunk(name, port),
                _ => Endpoint::new_access_device(name, port),
            })
        }
        ProfileField::EndpointType
        | ProfileField::EndpointName
        | ProfileField::RepeatPassword
        | ProfileField::UserId
        | ProfileField::NewPin => {
            return None;
        }
        ProfileField::LinePort => {
            ProfileChange::LinePort(profile.endpoint()?.clone(), value.as_text().to_owned())
        }
        ProfileField::OldPassword => ProfileChange::OldPassword(value.as_secret()?.clone()),
        ProfileField::NewPassword => ProfileChange::NewPassword(value.as_secret()?.clone()),
        _ => ProfileChange::Text(field.wire_name(), value.as_text().to_owned()),
    })
}

/// What is wrong with a value, by the documented limits.
pub fn problems(field: ProfileField, value: &FieldValue) -> Vec<Problem> {
    let length = match value.as_secret() {
        Some(secret) => secret.judge(|text| text.chars().count()),
        None => value.as_text().chars().count(),
    };
    let at = |trouble| vec![Problem::at(field.wire_name(), trouble)];
    if let Some(max) = field.max_length().filter(|max| length > *max as usize) {
        return at(Trouble::TooLong { max: Some(max) });
    }
    if length > 0 && length < field.min_length() as usize {
        return at(Trouble::TooShort { min: Some(field.min_length()) });
    }
    let is_cli = matches!(field, ProfileField::CliFirstName | ProfileField::CliLastName);
    if is_cli && let Some(sign) = refused_in_cli_name(value.as_text()) {
        return vec![Problem {
            value: Some(sign.to_string()),
            ..Problem::at(field.wire_name(), Trouble::WrongForm(Form::CallingLineName))
        }];
    }
    match (field, value.as_text()) {
        // Where the calls go: a name, or a name, an @ and a host.
        (ProfileField::LinePort, text) if text.contains(char::is_whitespace) => {
            at(Trouble::WrongForm(Form::Other))
        }
        (ProfileField::EmailAddress, text) if !text.is_empty() && !is_email(text) => {
            at(Trouble::WrongForm(Form::Email))
        }
        (ProfileField::Extension, text) if !text.bytes().all(|byte| byte.is_ascii_digit()) => {
            at(Trouble::WrongForm(Form::Digits))
        }
        _ => Vec::new(),
    }
}

/// What became of each value of a form that was sent, by the profile that was
/// read afterwards. `before` is the profile that the form began with.
pub fn effects(
    checked: &Checked<ProfileField>,
    before: &Profile,
    now: &Profile,
) -> Vec<(ProfileField, ValueOutcome)> {
    let results = compare_changes(&changes(checked, before), now);
    let mut effects = Vec::new();
    for (name, result) in results {
        let effect = match result {
            ChangeResult::Applied => ValueOutcome::Stored,
            ChangeResult::Different => ValueOutcome::NotStored,
            ChangeResult::NotReported => ValueOutcome::Unknown,
        };
        let Some(field) = ProfileField::from_wire(name) else { continue };
        effects.push((field, effect));
        // A new device or trunk is sent as one, and typed in three fields.
        let parts = [ProfileField::EndpointType, ProfileField::EndpointName];
        let is_new = field == ProfileField::LinePort;
        effects.extend(
            parts
                .into_iter()
                .filter(|part| is_new && checked.change(*part).is_some())
                .map(|part| (part, effect)),
        );
    }
    effects
}

/// What is missing of a new device or trunk: it needs its type, its name and
/// its line port, or nothing at all.
pub fn new_endpoint_problems(kind: &FieldValue, name: &FieldValue, line_port: &FieldValue) -> Vec<Problem> {
    let parts = [
        (ProfileField::EndpointType, kind),
        (ProfileField::EndpointName, name),
        (ProfileField::LinePort, line_port),
    ];
    if parts.iter().all(|(_, value)| value.is_empty()) {
        return Vec::new();
    }
    let missing = parts.iter().filter(|(_, value)| value.is_empty());
    missing.map(|(field, _)| Problem::at(field.wire_name(), Trouble::Missing)).collect()
}

/// The first character that the documents forbid in a calling line name:
/// `%`, `+`, backslash, double quote and extended ASCII.
pub fn refused_in_cli_name(text: &str) -> Option<char> {
    text.chars()
        .find(|sign| matches!(sign, '%' | '+' | '\\' | '"') || !sign.is_ascii() || sign.is_ascii_control())
}

/// A name, an `@` and a host; the server knows better.
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}
