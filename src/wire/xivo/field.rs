//! The fields of a user, and what they are called on the wire.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
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
    ($($name:ident: $kind:ident, [$($v10:literal)?], [$($v11:literal)?], [$($other:literal),*];)*) => {
        /// A field of a user, in the order in which they are shown and sent.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Field { $($name),* }

        impl Field {
            /// All of them, in order.
            pub const ALL: &'static [Field] = &[$(Field::$name),*];

            /// What it holds.
            pub fn kind(self) -> FieldKind {
                match self { $(Field::$name => FieldKind::$kind),* }
            }

            /// Its name in API 1.0 (documents/xivo-1.0-users.txt), if it is there.
            pub const fn v10(self) -> Option<&'static str> {
                match self { $($(Field::$name => Some($v10),)?)* _ => None }
            }

            /// Its name in API 1.1 (recordings of 2014 to 2026), if it is there.
            pub const fn v11(self) -> Option<&'static str> {
                match self { $($(Field::$name => Some($v11),)?)* _ => None }
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
    Id: Reading, ["id"], ["id"], ["user_id"];
    Uuid: Reading, [], ["uuid"], [];
    Firstname: Text, ["firstname"], ["firstname"], [];
    Lastname: Text, ["lastname"], ["lastname"], [];
    CallerId: Text, ["callerid"], ["caller_id"], [];
    OutgoingCallerId: Text, ["outcallerid"], ["outgoing_caller_id"], [];
    Username: Text, ["username"], ["username"], ["loginclient"];
    Password: Secret, ["password"], ["password"], ["passwdclient"];
    Email: Text, [], ["email"], [];
    MobilePhoneNumber: Text, ["mobilephonenumber"], ["mobile_phone_number"], [];
    MobileFallbackEnabled: Switch, [], ["mobile_fallback_enabled"], [];
    Userfield: Text, ["userfield"], ["userfield"], [];
    Timezone: Text, ["timezone"], ["timezone"], [];
    Language: Text, ["language"], ["language"], [];
    MusicOnHold: Text, ["musiconhold"], ["music_on_hold"], [];
    PreprocessSubroutine: Text, [], ["preprocess_subroutine"], [];
    RingSeconds: Number, [], ["ring_seconds"], ["ringseconds"];
    SimultaneousCalls: Number, [], ["simultaneous_calls"], ["simultcalls"];
    Description: Text, ["description"], ["description"], [];
    Enabled: Switch, [], ["enabled"], ["commented"];
    CallTransferEnabled: Switch, [], ["call_transfer_enabled"], ["enablexfer"];
    DtmfHangupEnabled: Switch, [], ["dtmf_hangup_enabled"], ["dtmf_hangup"];
    CallRecordEnabled: Switch, [], ["call_record_enabled"], ["callrecord"];
    CallRecordOutgoingExternalEnabled: Switch, [], ["call_record_outgoing_external_enabled"], [];
    CallRecordOutgoingInternalEnabled: Switch, [], ["call_record_outgoing_internal_enabled"], [];
    CallRecordIncomingExternalEnabled: Switch, [], ["call_record_incoming_external_enabled"], [];
    CallRecordIncomingInternalEnabled: Switch, [], ["call_record_incoming_internal_enabled"], [];
    OnlineCallRecordEnabled: Switch, [], ["online_call_record_enabled"], ["enableonlinerec", "enableautomon"];
    SupervisionEnabled: Switch, [], ["supervision_enabled"], ["enablehint"];
    SubscriptionType: Number, [], ["subscription_type"], [];
    CallPermissionPassword: Secret, [], ["call_permission_password"], ["rightcallcode"];
    CtiEnabled: Switch, ["enableclient"], [], [];
    CtiProfile: Choice, ["ctiprofileid"], ["cti_profile"], ["cti_profile_id"];
    Voicemail: Number, ["voicemailid"], ["voicemail"], ["voicemail_id"];
    Agent: Number, ["agentid"], ["agent"], ["agent_id"];
    Entity: Number, ["entityid"], [], ["entity_id"];
    Line: Reading, ["line"], ["lines"], ["line_id", "line_ids"];
    CreatedAt: Reading, [], ["created_at"], [];
    FuncKeyTemplateId: Reading, [], ["func_key_template_id"], [];
    Country: Reading, [], ["country"], [];
    TenantUuid: Reading, [], ["tenant_uuid"], [];
    AccountUsername: Text, [], ["auth.username"], [];
    AccountPassword: Secret, [], ["auth.password"], [];
    AccountEmailAddress: Text, [], ["auth.email_address"], [];
}

impl Field {
    /// The field that a name stands for, in either API or in the words of the
    /// database. `None` for a name that no field has.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::from_record(name)
            .or_else(|| Self::ALL.iter().copied().find(|field| field.others().contains(&name)))
    }

    /// A name for problems and for the form's own use: that of API 1.1, else of 1.0.
    pub fn name(self) -> &'static str {
        self.v11().or(self.v10()).unwrap_or_default()
    }

    /// The field that a key of a user's record stands for, in either API.
    /// It is asked for every key of every user in a list.
    pub fn from_record(name: &str) -> Option<Self> {
        let mut candidates = *BY_LENGTH.get(name.len())?;
        while candidates != 0 {
            let field = *Self::ALL.get(candidates.trailing_zeros() as usize)?;
            if field.v11() == Some(name) || field.v10() == Some(name) {
                return Some(field);
            }
            candidates &= candidates - 1;
        }
        None
    }

    /// The name within `auth`, for what a POST says of the account with which somebody new
    /// signs in. No record shows it.
    pub fn in_account(self) -> Option<&'static str> {
        self.v11()?.strip_prefix("auth.")
    }

    /// Is it a password of some sort?
    pub fn is_secret(self) -> bool {
        self.kind() == FieldKind::Secret
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

    pub fn without(self, field: Field) -> Self {
        Self(self.0 & !(1 << field as u8))
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
#[allow(clippy::disallowed_macros, reason = "it would not compile")]
const _: () = assert!(Field::ALL.len() <= 64);

/// By the length of a name, the fields that have a name of that length.
#[allow(clippy::indexing_slicing, reason = "it would not compile")]
const BY_LENGTH: [u64; 38] = {
    let mut table = [0; 38];
    let mut at = 0;
    while at < Field::ALL.len() {
        let field = Field::ALL[at];
        if let Some(name) = field.v10() {
            table[name.len()] |= 1 << at;
        }
        if let Some(name) = field.v11() {
            table[name.len()] |= 1 << at;
        }
        at += 1;
    }
    table
};
