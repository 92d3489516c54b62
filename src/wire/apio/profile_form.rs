//! The profile as a form: its fields, their documented limits, and what a
//! change of them sends. The lengths are those of the BroadWorks schema.

use super::profile::{Change, Department, Profile};
use crate::domain::refusal::Form;
use crate::domain::{Problem, Trouble, password_rules, percent};
use crate::form::{Checked, Field, Value, Values};

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
    /// Of the access device or of the trunk, whichever the user has.
    LinePort,
    OldPassword,
    NewPassword,
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
        Self::LinePort,
        Self::OldPassword,
        Self::NewPassword,
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
            Self::LinePort => "linePort",
            Self::OldPassword => "oldPassword",
            Self::NewPassword => "newPassword",
        }
    }

    fn is_secret(self) -> bool {
        matches!(self, Self::OldPassword | Self::NewPassword)
    }
}

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
            Self::OldPassword | Self::NewPassword => password_rules::MAX_LENGTH,
            Self::PhoneNumber | Self::CliPhoneNumber | Self::Department | Self::TimeZone => return None,
        })
    }

    fn min_length(self) -> u32 {
        if self == Self::Extension { 2 } else { 0 }
    }
}

/// The profile as values of the form.
pub fn values(profile: &Profile) -> Values<ProfileField> {
    let text = |text: &str| Value::text(text);
    let endpoint = profile.endpoint.as_ref();
    Values::new()
        .with(ProfileField::FirstName, text(&profile.first_name))
        .with(ProfileField::LastName, text(&profile.last_name))
        .with(ProfileField::CliFirstName, text(&profile.cli_first_name))
        .with(ProfileField::CliLastName, text(&profile.cli_last_name))
        .with(ProfileField::EmailAddress, text(&profile.email_address))
        .with(ProfileField::PhoneNumber, text(&profile.phone_number))
        .with(ProfileField::CliPhoneNumber, text(&profile.cli_phone_number))
        .with(ProfileField::Extension, text(&profile.extension))
        .with(ProfileField::Department, Value::Choice(profile.department.as_ref().map(Department::key)))
        .with(ProfileField::Language, text(&profile.language))
        .with(ProfileField::TimeZone, text(&profile.time_zone))
        .with(ProfileField::NetworkClassOfService, text(&profile.network_class_of_service))
        .with(
            ProfileField::LinePort,
            Value::text_or_absent(endpoint.map(|endpoint| endpoint.line_port.as_str())),
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
pub fn changes(checked: &Checked<ProfileField>, profile: &Profile) -> Vec<Change> {
    checked.changes().filter_map(|(field, value)| change(field, value, profile)).collect()
}

fn change(field: ProfileField, value: &Value, profile: &Profile) -> Option<Change> {
    Some(match field {
        ProfileField::Department => Change::Department(value.as_choice().and_then(Department::from_key)),
        ProfileField::LinePort => Change::LinePort(profile.endpoint.clone()?, value.as_text().to_owned()),
        ProfileField::OldPassword => Change::OldPassword(value.as_secret()?.clone()),
        ProfileField::NewPassword => Change::NewPassword(value.as_secret()?.clone()),
        _ => Change::Text(field.wire_name(), value.as_text().to_owned()),
    })
}

/// What is wrong with a value, by the documented limits.
pub fn problems(field: ProfileField, value: &Value) -> Vec<Problem> {
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
        (ProfileField::EmailAddress, text) if !text.is_empty() && !is_email(text) => {
            at(Trouble::WrongForm(Form::Email))
        }
        (ProfileField::Extension, text) if !text.bytes().all(|byte| byte.is_ascii_digit()) => {
            at(Trouble::WrongForm(Form::Digits))
        }
        _ => Vec::new(),
    }
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
