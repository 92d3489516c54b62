//! The 25 client properties of a user.

/// How a property is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Inheritable.
    YesNo,
    /// Inheritable.
    Text,
    /// Inheritable; a whole number.
    Number,
    /// A bare number of four; not inheritable.
    Search,
    /// A bare list; not inheritable.
    FollowMe,
}

impl Kind {
    /// Has the property an own and an inherited value, so that the own one can be given back?
    pub fn is_inheritable(self) -> bool {
        matches!(self, Self::YesNo | Self::Text | Self::Number)
    }
}

/// What a property is about: the groups of the page, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Calls,
    Alerting,
    Forwarding,
    VoicemailAndEmail,
    FollowMe,
    Permissions,
}

impl Group {
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

            pub fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)* }
            }

            pub fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)* }
            }

            /// The first version of the feature `configuration` that has it.
            pub fn since(self) -> i64 {
                match self { $(Self::$name => $since,)* }
            }
        }
    };
}

properties! {
    EnableAdvancedDialing "enableAdvancedDialing" YesNo Calls 3;
    AnalyzeOutgoingExternalCalls "analyzeOutgoingExternalCalls" YesNo Calls 3;
    ExternalCallTimeout "externalCallTimeout" Number Calls 3;
    ConfirmSingleClickDialing "confirmSingleClickDialing" YesNo Calls 3;
    ConfirmDragAndDrop "confirmDragAndDrop" YesNo Calls 3;
    MuteOnTransfer "muteOnTransfer" YesNo Calls 3;
    AutoSelectInteractionOnDisconnect "autoSelectInteractionOnDisconnect" YesNo Calls 3;
    AccountCodeSortByNumber "accountCodeSortByNumber" YesNo Calls 3;
    AlertOnSecurityBelowRequestedLevel "alertOnSecurityBelowRequestedLevel" YesNo Alerting 3;
    RingWhenOnPhone "ringWhenOnPhone" YesNo Alerting 3;
    OpenNewCallWindowForIncomingCalls "openNewCallWindowForIncomingCalls" YesNo Alerting 3;
    ScreenCalls "screenCalls" YesNo Alerting 3;
    ShowStatusInSystemTray "showStatusInSystemTray" YesNo Alerting 3;
    CallForwardAll "callForwardAll" YesNo Forwarding 3;
    CallForwardAllMode "callForwardAllMode" Text Forwarding 3;
    AutoPlayVoicemail "autoPlayVoicemail" YesNo VoicemailAndEmail 3;
    ActivateOutOfOfficeMessage "activateOutOfOfficeMessage" YesNo VoicemailAndEmail 3;
    EmailDownloadHtmlPictures "emailDownloadHTMLPictures" YesNo VoicemailAndEmail 7;
    EFaqSearchOption "eFaqSearchOption" Search VoicemailAndEmail 3;
    FollowMe "followMe" FollowMe FollowMe 3;
    CallForwardAllowChange "callForwardAllowChange" YesNo Permissions 3;
    ChangeAlertingProperties "changeAlertingProperties" YesNo Permissions 3;
    ChangeEfaqProperties "changeEfaqProperties" YesNo Permissions 3;
    ChangeFollowMeProperties "changeFollowMeProperties" YesNo Permissions 3;
    ChangeQueueProperties "changeQueueProperties" YesNo Permissions 3;
}

impl Property {
    /// By its exact name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|property| property.name() == name)
    }

    /// By its name in any spelling: case and anything but letters and digits
    /// make no difference.
    pub fn from_any_spelling(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|property| same_letters(property.name(), name))
    }

    /// Those that a server with this version of the feature `configuration`
    /// has; all of them where the version is not known.
    pub fn known_to(configuration: Option<i64>) -> Vec<Self> {
        let has = |property: &Self| configuration.is_none_or(|version| property.since() <= version);
        Self::ALL.into_iter().filter(has).collect()
    }
}

/// Are two names the same but for case and for signs between the letters?
pub(super) fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    letters(one) == letters(other)
}
