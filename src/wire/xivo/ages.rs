//! What each age of XiVO has, and within which bounds: data for the dialect, which
//! is the only one to know ages.

use super::field::{Field, FieldSet};
use crate::domain::refusal::Form;

/// The languages that a XiVO of 2016 knows: it refuses all others, where one of
/// 2019 takes any of their form (xivo-dao's `resources/language/dao.py` at the
/// commit in tests/fixtures/xivo/README.md).
pub const LANGUAGES: [&str; 7] = ["de_DE", "en_US", "es_ES", "fr_FR", "fr_CA", "it_IT", "nl_NL"];

/// Which of the two APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    V10,
    V11,
}

impl Api {
    /// As the documents name it.
    pub fn version(self) -> &'static str {
        match self {
            Self::V10 => "1.0",
            Self::V11 => "1.1",
        }
    }
}

/// How old the API 1.1 of a server is, by what its records hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Age {
    /// No UUID, no paging, unknown fields refused.
    Xivo2014,
    /// UUIDs, paging, ring seconds.
    Xivo2016,
    /// Switches for everything, associations in the record (from 19.05 on, or earlier).
    Wazo2019,
    /// Four switches for call recording (2021-01).
    Wazo2021,
    /// A line no longer hinders a deletion, and everything of a user can be deleted at
    /// once (2022-11).
    Wazo2022,
}

/// What form a caller ID has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerIdRule {
    /// Any text (API 1.0).
    Free,
    /// The server adds the double quotes, and the caller ID follows the name (2014).
    QuotesAdded,
    /// `"Name"` or `"Name" <digits>`, with the double quotes (from 2016 on).
    Quoted,
}

/// What bounds a value. Lengths are in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    pub min_chars: Option<u32>,
    pub max_chars: Option<u32>,
    pub form: Option<Form>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub step: Option<i64>,
}

/// The bounds of a field in an age. Recorded are the 128 characters of a first name
/// and the 39 of a preprocess subroutine; the other lengths are those of
/// the columns in the recorded sources (xivo-dao's
/// `alchemy/userfeatures.py` at the commits named in
/// tests/fixtures/xivo/README.md), which are the same in all ages but for
/// the username and the email. From 2019 on xivo-confd bounds some of them
/// itself (`plugins/user/schema.py`), and before it knew forms only.
///
/// `seen` are the fields in records of the server. Where none of them tells how old it
/// is, there is no bound here, and the server judges.
pub(super) fn limits(api: Api, age: Age, seen: FieldSet, field: Field) -> Limits {
    use Field::*;
    let chars = |max| Limits { max_chars: Some(max), ..Limits::default() };
    let formed = |form, max| Limits { form: Some(form), ..chars(max) };
    let whole = api == Api::V11 && age >= Age::Wazo2019;
    let paged = api == Api::V11 && age >= Age::Xivo2016;
    let checked = api == Api::V11;
    // Told by its records, which are those of 2014.
    let is_first = checked && !paged && !seen.is_empty();
    match field {
        Firstname | Lastname | MusicOnHold | Userfield | Timezone => chars(128),
        OutgoingCallerId => chars(80),
        PreprocessSubroutine => {
            Limits { max_chars: max_preprocess_subroutine(age, seen), ..Limits::default() }
        }
        AccountEmailAddress => Limits { form: Some(Form::Email), ..Limits::default() },
        Email if whole => formed(Form::Email, 254),
        Email => chars(128),
        CallerId if caller_id_rule(api, age) == CallerIdRule::Quoted => formed(Form::CallerId, 160),
        CallerId if is_first => formed(Form::CallerIdWithoutQuotes, 160),
        CallerId => chars(160),
        MobilePhoneNumber if whole => formed(Form::PhoneNumber, 80),
        MobilePhoneNumber if checked => formed(Form::PhoneNumber, 128),
        MobilePhoneNumber => chars(128),
        Username if whole => Limits { min_chars: Some(2), ..formed(Form::Username, 254) },
        Username if paged => formed(Form::LoginCharacters, 64),
        Username => chars(64),
        Password if whole => Limits { min_chars: Some(4), ..formed(Form::Password, 64) },
        Password if paged => formed(Form::LoginCharacters, 64),
        Password if checked => Limits { min_chars: Some(4), ..chars(64) },
        Password => chars(64),
        Language if paged => formed(Form::Language, 20),
        Language => chars(20),
        CallPermissionPassword => formed(Form::TelephoneKeys, 16),
        RingSeconds => Limits {
            min: Some(0),
            max: max_ring_seconds(age, seen),
            step: if whole { None } else { Some(5) },
            ..Limits::default()
        },
        SimultaneousCalls => Limits { min: Some(1), max: Some(20), ..Limits::default() },
        SubscriptionType => Limits { min: Some(0), max: Some(10), ..Limits::default() },
        CtiProfile | Voicemail | Agent | Entity => Limits { min: Some(1), ..Limits::default() },
        _ => Limits::default(),
    }
}

/// 60 until 2020-11, 10800 afterwards.
fn max_ring_seconds(age: Age, seen: FieldSet) -> Option<i64> {
    match age {
        Age::Wazo2021 | Age::Wazo2022 => Some(10_800),
        Age::Wazo2019 if !has_cti(age, seen) => None,
        _ => Some(60),
    }
}

/// 39 characters until 2023-07, 79 afterwards. The country came in 2024-08.
fn max_preprocess_subroutine(age: Age, seen: FieldSet) -> Option<u32> {
    match age {
        _ if seen.contains(Field::Country) => Some(79),
        Age::Wazo2022 => None,
        Age::Wazo2019 if seen.is_empty() => None,
        _ => Some(39),
    }
}

/// Is it seen that the server has a CTI? It went in 19.08, and tenants came in 18.08. Its profile
/// stands in records from 2017 on; those of late 2016 have the newer fields without it.
pub(super) fn has_cti(age: Age, seen: FieldSet) -> bool {
    let is_before_tenants = !seen.is_empty() && !seen.contains(Field::TenantUuid);
    age < Age::Wazo2019 || seen.contains(Field::CtiProfile) || is_before_tenants
}

/// What becomes of a line when its user is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineAtDeletion {
    /// It is deleted as well (API 1.0).
    Deleted,
    /// The server refuses until it is dissociated.
    Hinders,
    /// It stays, with its extension, and is nobody's.
    StaysBehind,
    /// The server's age, which decides it, is not known well enough.
    Unknown,
}

/// A line hindered a deletion until 2022-08.
pub(super) fn line_at_deletion(api: Api, age: Age, seen: FieldSet) -> LineAtDeletion {
    match age {
        _ if api == Api::V10 => LineAtDeletion::Deleted,
        Age::Wazo2022 => LineAtDeletion::StaysBehind,
        Age::Wazo2021 => LineAtDeletion::Unknown,
        Age::Wazo2019 if seen.is_empty() => LineAtDeletion::Unknown,
        _ => LineAtDeletion::Hinders,
    }
}

/// What a switch is on somebody new where a POST does not say. (Every recorded POST of
/// API 1.1 that left the switches out was answered so.)
pub(super) fn default_switch(age: Age, field: Field) -> bool {
    match field {
        Field::Enabled | Field::SupervisionEnabled => true,
        Field::CallTransferEnabled => age == Age::Xivo2016,
        _ => false,
    }
}

/// What form a caller ID has in an age.
pub(super) fn caller_id_rule(api: Api, age: Age) -> CallerIdRule {
    match (api, age) {
        (Api::V10, _) => CallerIdRule::Free,
        (Api::V11, Age::Xivo2014) => CallerIdRule::QuotesAdded,
        (Api::V11, _) => CallerIdRule::Quoted,
    }
}

/// The fields of a user in an age.
pub(super) fn fields(api: Api, age: Age) -> FieldSet {
    if api == Api::V10 {
        return FieldSet::of(&V10);
    }
    let mut fields = FieldSet::of(&FIRST);
    for (from, added) in [
        (Age::Xivo2016, PAGED.as_slice()),
        (Age::Wazo2019, WHOLE.as_slice()),
        (Age::Wazo2021, CALL_RECORD.as_slice()),
        (Age::Wazo2022, LATEST.as_slice()),
    ] {
        if age >= from {
            fields = fields.or(FieldSet::of(added));
        }
    }
    // It is true only if all four others are, and is refused beside any of them.
    if age >= Age::Wazo2021 { fields.without(Field::CallRecordEnabled) } else { fields }
}

/// The whole record of API 1.0 (documents/xivo-1.0-users.txt).
const V10: [Field; 19] = [
    Field::Id,
    Field::Firstname,
    Field::Lastname,
    Field::CallerId,
    Field::OutgoingCallerId,
    Field::Username,
    Field::Password,
    Field::MobilePhoneNumber,
    Field::Userfield,
    Field::Timezone,
    Field::Language,
    Field::MusicOnHold,
    Field::Description,
    Field::CtiEnabled,
    Field::CtiProfile,
    Field::Voicemail,
    Field::Agent,
    Field::Entity,
    Field::Line,
];

/// API 1.1 of 2014, and in all that came after.
const FIRST: [Field; 14] = [
    Field::Id,
    Field::Firstname,
    Field::Lastname,
    Field::CallerId,
    Field::OutgoingCallerId,
    Field::Username,
    Field::Password,
    Field::MobilePhoneNumber,
    Field::Userfield,
    Field::Timezone,
    Field::Language,
    Field::MusicOnHold,
    Field::PreprocessSubroutine,
    Field::Description,
];

/// What 2016 added.
const PAGED: [Field; 8] = [
    Field::Uuid,
    Field::Email,
    Field::RingSeconds,
    Field::SimultaneousCalls,
    Field::CallTransferEnabled,
    Field::CallRecordEnabled,
    Field::OnlineCallRecordEnabled,
    Field::SupervisionEnabled,
];

/// What 2019 added.
const WHOLE: [Field; 10] = [
    Field::Enabled,
    Field::DtmfHangupEnabled,
    Field::SubscriptionType,
    Field::CallPermissionPassword,
    Field::CtiProfile,
    Field::Voicemail,
    Field::Agent,
    Field::Line,
    Field::CreatedAt,
    Field::TenantUuid,
];

/// What 2021-01 put in the place of one switch.
const CALL_RECORD: [Field; 4] = [
    Field::CallRecordOutgoingExternalEnabled,
    Field::CallRecordOutgoingInternalEnabled,
    Field::CallRecordIncomingExternalEnabled,
    Field::CallRecordIncomingInternalEnabled,
];

/// What came between 2022-11 and 2026-05, each by its presence.
const LATEST: [Field; 3] = [Field::MobileFallbackEnabled, Field::FuncKeyTemplateId, Field::Country];
