//! The 25 client properties of a user.

/// How a property is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// Inheritable.
    Boolean,
    /// Inheritable.
    Text,
    /// Inheritable; a whole number.
    Integer,
    /// A bare number of four; not inheritable.
    SearchOption,
    /// A bare list; not inheritable.
    FollowMe,
}

impl PropertyKind {
    /// Has the property an own and an inherited value, so that the own one can be given back?
    pub fn is_inheritable(self) -> bool {
        matches!(self, Self::Boolean | Self::Text | Self::Integer)
    }
}

/// What a property is about: the groups of the page, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PropertyGroup {
    Calls,
    Alerting,
    Forwarding,
    VoicemailAndEmail,
    FollowMe,
    Permissions,
}

impl PropertyGroup {
    pub const ALL: [Self; 6] = [
        Self::Calls,
        Self::Alerting,
        Self::Forwarding,
        Self::VoicemailAndEmail,
        Self::FollowMe,
        Self::Permissions,
    ];

    /// For element ids, and for the words of the screen (`text::icws::group`).
    pub fn key(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Alerting => "alerting",
            Self::Forwarding => "forwarding",
            Self::VoicemailAndEmail => "voicemail-and-email",
            Self::FollowMe => "follow-me",
            Self::Permissions => "permissions",
        }
    }

    /// Its properties, in the order of the page.
    pub fn properties(self) -> impl Iterator<Item = Property> {
        Property::ALL.into_iter().filter(move |property| property.group() == self)
    }
}

macro_rules! properties {
    ($($name:ident $wire:literal $kind:ident $group:ident $since:literal;)*) => {
        /// One member of `userClientConfigurationProperties`
        /// (tests/fixtures/icws/client-properties.json), in the order of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Property { $($name,)* }

        impl Property {
            pub const ALL: [Self; 25] = [$(Self::$name,)*];

            /// The name of the member on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $wire,)* }
            }

            pub fn kind(self) -> PropertyKind {
                match self { $(Self::$name => PropertyKind::$kind,)* }
            }

            pub fn group(self) -> PropertyGroup {
                match self { $(Self::$name => PropertyGroup::$group,)* }
            }

            /// The first version of the feature `configuration` that has it.
            pub fn since(self) -> i64 {
                match self { $(Self::$name => $since,)* }
            }
        }
    };
}

properties! {
    EnableAdvancedDialing "enableAdvancedDialing" Boolean Calls 3;
    AnalyzeOutgoingExternalCalls "analyzeOutgoingExternalCalls" Boolean Calls 3;
    ExternalCallTimeout "externalCallTimeout" Integer Calls 3;
    ConfirmSingleClickDialing "confirmSingleClickDialing" Boolean Calls 3;
    ConfirmDragAndDrop "confirmDragAndDrop" Boolean Calls 3;
    MuteOnTransfer "muteOnTransfer" Boolean Calls 3;
    AutoSelectInteractionOnDisconnect "autoSelectInteractionOnDisconnect" Boolean Calls 3;
    AccountCodeSortByNumber "accountCodeSortByNumber" Boolean Calls 3;
    AlertOnSecurityBelowRequestedLevel "alertOnSecurityBelowRequestedLevel" Boolean Alerting 3;
    RingWhenOnPhone "ringWhenOnPhone" Boolean Alerting 3;
    OpenNewCallWindowForIncomingCalls "openNewCallWindowForIncomingCalls" Boolean Alerting 3;
    ScreenCalls "screenCalls" Boolean Alerting 3;
    ShowStatusInSystemTray "showStatusInSystemTray" Boolean Alerting 3;
    CallForwardAll "callForwardAll" Boolean Forwarding 3;
    CallForwardAllMode "callForwardAllMode" Text Forwarding 3;
    AutoPlayVoicemail "autoPlayVoicemail" Boolean VoicemailAndEmail 3;
    ActivateOutOfOfficeMessage "activateOutOfOfficeMessage" Boolean VoicemailAndEmail 3;
    EmailDownloadHtmlPictures "emailDownloadHTMLPictures" Boolean VoicemailAndEmail 7;
    EFaqSearchOption "eFaqSearchOption" SearchOption VoicemailAndEmail 3;
    FollowMe "followMe" FollowMe FollowMe 3;
    CallForwardAllowChange "callForwardAllowChange" Boolean Permissions 3;
    ChangeAlertingProperties "changeAlertingProperties" Boolean Permissions 3;
    ChangeEfaqProperties "changeEfaqProperties" Boolean Permissions 3;
    ChangeFollowMeProperties "changeFollowMeProperties" Boolean Permissions 3;
    ChangeQueueProperties "changeQueueProperties" Boolean Permissions 3;
}

impl Property {
    /// By its exact name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|property| property.name() == name)
    }

    /// By its name in any spelling: case and anything but letters and digits
    /// make no difference.
    pub fn from_any_spelling(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|property| is_same_spelling(property.name(), name))
    }

    /// Those that a server with this version of the feature `configuration`
    /// has; all of them where the version is not known.
    pub fn known_to(configuration: Option<i64>) -> Vec<Self> {
        let has = |property: &Self| configuration.is_none_or(|version| property.since() <= version);
        Self::ALL.into_iter().filter(has).collect()
    }
}

/// Are two names the same but for case and for signs between the letters?
pub(super) fn is_same_spelling(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    letters(one) == letters(other)
}
