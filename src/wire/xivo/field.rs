//! The fields of a user, and what they are called on the wire.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// A password. Comes in clear from the server, and is shown only on demand.
    Secret,
    /// A whole number.
    Number,
    Switch,
    /// One of a list that another resource gives (`/cti_profiles`).
    Choice,
    /// An id with a name, or a text, that this console never writes.
    Reading,
}

macro_rules! fields {
    ($($name:ident: $kind:ident, $v10:expr, $v11:expr, [$($other:literal),*];)*) => {
        /// A field of a user, in the order in which they are shown and sent.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Field { $($name),* }

        impl Field {
            /// All of them, in order.
            pub const ALL: &'static [Field] = &[$(Field::$name),*];

            /// What it holds.
            pub fn kind(self) -> Kind {
                match self { $(Field::$name => Kind::$kind),* }
            }

            /// Its name in API 1.0 (documents/xivo-1.0-users.txt), if it is there.
            pub fn v10(self) -> Option<&'static str> {
                match self { $(Field::$name => $v10),* }
            }

            /// Its name in API 1.1 (recordings of 2014 to 2019), if it is there.
            pub fn v11(self) -> Option<&'static str> {
                match self { $(Field::$name => $v11),* }
            }

            /// The names that a database uses in its own errors, and others
            /// that point at the same thing.
            fn others(self) -> &'static [&'static str] {
                match self { $(Field::$name => &[$($other),*]),* }
            }
        }
    };
}

fields! {
    Id: Reading, Some("id"), Some("id"), ["user_id"];
    Uuid: Reading, None, Some("uuid"), [];
    Firstname: Text, Some("firstname"), Some("firstname"), [];
    Lastname: Text, Some("lastname"), Some("lastname"), [];
    CallerId: Text, Some("callerid"), Some("caller_id"), [];
    OutgoingCallerId: Text, Some("outcallerid"), Some("outgoing_caller_id"), [];
    Username: Text, Some("username"), Some("username"), ["loginclient"];
    Password: Secret, Some("password"), Some("password"), ["passwdclient"];
    Email: Text, None, Some("email"), [];
    MobilePhoneNumber: Text, Some("mobilephonenumber"), Some("mobile_phone_number"), [];
    Userfield: Text, Some("userfield"), Some("userfield"), [];
    Timezone: Text, Some("timezone"), Some("timezone"), [];
    Language: Text, Some("language"), Some("language"), [];
    MusicOnHold: Text, Some("musiconhold"), Some("music_on_hold"), [];
    PreprocessSubroutine: Text, None, Some("preprocess_subroutine"), [];
    RingSeconds: Number, None, Some("ring_seconds"), ["ringseconds"];
    SimultaneousCalls: Number, None, Some("simultaneous_calls"), ["simultcalls"];
    Description: Text, Some("description"), Some("description"), [];
    Enabled: Switch, None, Some("enabled"), ["commented"];
    CallTransferEnabled: Switch, None, Some("call_transfer_enabled"), ["enablexfer"];
    DtmfHangupEnabled: Switch, None, Some("dtmf_hangup_enabled"), ["dtmf_hangup"];
    CallRecordEnabled: Switch, None, Some("call_record_enabled"), ["callrecord"];
    OnlineCallRecordEnabled: Switch, None, Some("online_call_record_enabled"), ["enableonlinerec", "enableautomon"];
    SupervisionEnabled: Switch, None, Some("supervision_enabled"), ["enablehint"];
    SubscriptionType: Number, None, Some("subscription_type"), [];
    CallPermissionPassword: Secret, None, Some("call_permission_password"), ["rightcallcode"];
    CtiEnabled: Switch, Some("enableclient"), None, [];
    CtiProfile: Choice, Some("ctiprofileid"), Some("cti_profile"), ["cti_profile_id"];
    Voicemail: Number, Some("voicemailid"), Some("voicemail"), ["voicemail_id"];
    Agent: Number, Some("agentid"), Some("agent"), ["agent_id"];
    Entity: Number, Some("entityid"), None, ["entity_id"];
    Line: Reading, Some("line"), Some("lines"), ["line_id", "line_ids"];
    CreatedAt: Reading, None, Some("created_at"), [];
    TenantUuid: Reading, None, Some("tenant_uuid"), [];
}

impl Field {
    /// The field that a name stands for, in either API or in the words of the
    /// database. `None` for a name that no field has.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::from_record(name)
            .or_else(|| Self::ALL.iter().copied().find(|field| field.others().contains(&name)))
    }

    /// The field that a key of a user's record stands for, in either API.
    pub fn from_record(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.v11() == Some(name) || field.v10() == Some(name))
    }

    /// A name for problems and for the form's own use: that of API 1.1, else of 1.0.
    pub fn name(self) -> &'static str {
        self.v11().or(self.v10()).unwrap_or_default()
    }

    /// Is it a password of some sort?
    pub fn is_secret(self) -> bool {
        self.kind() == Kind::Secret
    }
}

/// A set of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u64);

impl FieldSet {
    pub const EMPTY: Self = Self(0);

    pub fn of(fields: &[Field]) -> Self {
        fields.iter().fold(Self::EMPTY, |set, field| set.with(*field))
    }

    pub fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u8) != 0
    }

    pub fn with(self, field: Field) -> Self {
        Self(self.0 | 1 << field as u8)
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of [`Field::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |field| self.contains(*field))
    }
}

// A set is one 64-bit word; a new field beyond that must not compile.
const _: () = assert!(Field::ALL.len() <= 64);
