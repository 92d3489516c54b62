//! What a XiVO of some age can do, as one value made in one place.
//!
//! Pages ask what there is ([`Dialect::fields`], [`Dialect::pages`],
//! [`Dialect::cti`], ...), never for a version. What is not configured is
//! found from the answers that come anyway: the first list, the first user,
//! the first look at the CTI. See [`Dialect::learn_list`].

use super::ages::{self, Age, Api, CallerIdRule, Limits, LineAtDeletion};
use super::field::{Field, FieldKind, FieldSet};

/// What `config.json` says of a XiVO (`api`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Configured {
    V10,
    V11,
    #[default]
    Auto,
}

impl Configured {
    /// `1.0`, `1.1` or `auto`.
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "1.0" => Some(Self::V10),
            "1.1" => Some(Self::V11),
            "auto" => Some(Self::Auto),
            _ => None,
        }
    }
}

/// Where a user's CTI is configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CtiResource {
    /// Not known yet: ask `cti::GetCti` for some user, then [`Dialect::learn_cti`].
    Unknown,
    /// On the user: `enableclient` and `ctiprofileid` (API 1.0).
    InUser,
    /// `/1.1/users/<id>/cti`.
    Cti,
    /// `/1.1/users/<id>/cti_profile`.
    CtiProfile,
    /// This server has neither.
    Neither,
}

/// What takes a value away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clearing {
    /// `null`.
    Null,
    /// The empty text: a null is a fault of the database, or is ignored.
    EmptyText,
    /// Nothing does.
    Never,
}

/// A shorter list, where the server has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Names, numbers and voicemail, without passwords (from 2016 on).
    Directory,
    /// Names, extension, provisioning code (from 2019 on).
    Summary,
}

/// What a server can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub(super) api: Api,
    /// May `api` still turn out to be the other one?
    pub(super) auto: bool,
    /// `None` until a record or a probe has told.
    pub(super) age: Option<Age>,
    /// The fields seen in records of this server.
    pub(super) seen: FieldSet,
    /// Was paging asked for and not obeyed?
    pub(super) ignores_limit: bool,
    /// Was an order by id refused?
    pub(super) refuses_order_by_id: bool,
    /// Did the server refuse `direction=up`, so that it reads its parameters?
    pub(super) probed_paging: bool,
    pub(super) cti: CtiResource,
}

impl Default for Dialect {
    fn default() -> Self {
        Self::configured(Configured::Auto)
    }
}

impl Dialect {
    /// What is known before any answer.
    pub fn configured(configured: Configured) -> Self {
        let api = if configured == Configured::V10 { Api::V10 } else { Api::V11 };
        Self {
            api,
            auto: configured == Configured::Auto,
            age: None,
            seen: FieldSet::EMPTY,
            ignores_limit: false,
            refuses_order_by_id: false,
            probed_paging: false,
            cti: if api == Api::V10 { CtiResource::InUser } else { CtiResource::Unknown },
        }
    }

    pub fn api(&self) -> Api {
        self.api
    }

    /// Has behaviour told what there is to know of users? Until then the
    /// oldest dialect of the API is assumed, which every server understands.
    pub fn is_settled(&self) -> bool {
        !self.auto && (self.api == Api::V10 || self.age.is_some())
    }

    /// The years of the releases that answer like this server, the last one open, where its
    /// records have told (for people to read, not to decide by).
    pub fn years(&self) -> Option<(u16, Option<u16>)> {
        Some(match self.age.filter(|_| self.api == Api::V11)? {
            Age::Xivo2014 => (2014, Some(2015)),
            Age::Xivo2016 => (2016, Some(2018)),
            Age::Wazo2019 => (2019, Some(2020)),
            Age::Wazo2021 => (2021, Some(2022)),
            Age::Wazo2022 => (2022, None),
        })
    }

    pub(super) fn age(&self) -> Age {
        self.age.unwrap_or(Age::Xivo2014)
    }

    pub(super) fn is_v11(&self, from: Age) -> bool {
        self.api == Api::V11 && self.age() >= from
    }

    // ---- what there is ----

    /// The fields of a user on this server.
    pub fn fields(&self) -> FieldSet {
        let known = ages::fields(self.api, self.age());
        if self.api == Api::V11 && !self.seen.is_empty() { known.and(self.seen) } else { known }
    }

    pub fn has(&self, field: Field) -> bool {
        self.fields().contains(field)
    }

    /// May the field be sent, at least for somebody new? The line, the id and what other resources
    /// associate are read here and written elsewhere: sending `line` or
    /// `links` back fails on real servers, and sending `id` moves a person.
    pub fn writes(&self, field: Field) -> bool {
        if field.in_account().is_some() {
            return self.creates_account();
        }
        let elsewhere = match field {
            Field::Id
            | Field::Uuid
            | Field::Line
            | Field::CreatedAt
            | Field::FuncKeyTemplateId
            | Field::Country
            | Field::TenantUuid => true,
            Field::CtiProfile | Field::Voicemail | Field::Agent | Field::Entity => self.api == Api::V11,
            _ => false,
        };
        !elsewhere && self.has(field)
    }

    /// The name of a field on this server's wire.
    pub fn wire_name(&self, field: Field) -> Option<&'static str> {
        match self.api {
            Api::V10 => field.v10(),
            Api::V11 => field.v11(),
        }
    }

    /// Must the field have a value? (`Missing parameters: firstname`; API 1.0 demands nothing.)
    pub fn requires(&self, field: Field) -> bool {
        self.api == Api::V11 && field == Field::Firstname
    }

    /// Does the server give a list in pages (`limit`, `offset`)? Where not,
    /// the whole list comes whatever is asked.
    pub fn pages(&self) -> bool {
        self.is_v11(Age::Xivo2016) && !self.ignores_limit
    }

    /// Is there this shorter list?
    pub fn has_view(&self, view: View) -> bool {
        match view {
            View::Directory => self.is_v11(Age::Xivo2016),
            View::Summary => self.is_v11(Age::Wazo2019),
        }
    }

    /// Where the CTI of a user is configured.
    pub fn cti(&self) -> CtiResource {
        self.cti
    }

    /// Does the record tell all that a user telephones with ([`super::telephone`])? API 1.0 has
    /// a number of the line, and the ids of the rest.
    pub fn tells_telephone(&self) -> bool {
        self.api == Api::V11 && self.has(Field::Line)
    }

    /// Has the server a list of CTI profiles, as far as it is known? API 1.0 has none.
    pub fn lists_cti_profiles(&self) -> bool {
        self.is_settled() && self.api == Api::V11
    }

    /// Is it known that the server has no CTI, so that it need not be asked for one?
    /// (Wazo 19.08 took the profile out of the record, with all that belongs to it.)
    pub fn lacks_cti(&self) -> bool {
        self.is_v11(Age::Wazo2019) && !self.seen.is_empty() && !ages::has_cti(self.age(), self.seen)
    }

    /// Are username and password of the record deprecated? They were the CTI client's;
    /// what people sign in with is an account of the authentication service.
    pub fn deprecates_username(&self) -> bool {
        self.lacks_cti()
    }

    /// Can creating a user make the account that the person signs in with? An older
    /// server takes no notice of it, without a word, so that only a record of 2024-08 or
    /// later, which has a country, is proof enough.
    pub fn creates_account(&self) -> bool {
        self.has(Field::Country)
    }

    /// Do music on hold and contexts have labels beside their names? (In no server with a
    /// CTI, as far as was seen.)
    pub fn has_labels(&self) -> bool {
        self.lacks_cti()
    }

    /// Are there tenants?
    pub fn has_tenants(&self) -> bool {
        self.has(Field::TenantUuid)
    }

    /// What a switch will be on somebody new, where it is not sent.
    pub fn default_switch(&self, field: Field) -> Option<bool> {
        (field.kind() == FieldKind::Switch && self.writes(field) && self.api == Api::V11)
            .then(|| ages::default_switch(self.age(), field))
    }

    /// Does an explicit null take the CTI profile away? The first servers with
    /// `/cti` answer 204 and keep it: read again and say so.
    pub fn clears_cti_profile(&self) -> bool {
        match self.cti {
            CtiResource::InUser | CtiResource::CtiProfile => true,
            _ => self.is_v11(Age::Wazo2019),
        }
    }

    /// What takes the value of a field away on this server.
    pub fn clears(&self, field: Field) -> Clearing {
        use Field::*;
        if !self.writes(field) {
            return Clearing::Never;
        }
        match (self.api, field) {
            // Columns of API 1.0 may not be null but for the associations.
            (Api::V10, CtiProfile | Voicemail | Agent | Entity) => Clearing::Null,
            (Api::V10, CtiEnabled) => Clearing::Never,
            (Api::V10, _) => Clearing::EmptyText,
            (_, Firstname | RingSeconds | SimultaneousCalls | SubscriptionType) => Clearing::Never,
            (_, _) if field.kind() == FieldKind::Switch => Clearing::Never,
            (_, CallerId) if self.age() == Age::Xivo2016 => Clearing::Null,
            (_, CallerId) => Clearing::Never,
            (_, Language | MobilePhoneNumber | Password | Timezone | PreprocessSubroutine) => Clearing::Null,
            // 2014 refuses null for the others: their columns may not be null.
            _ if self.age() == Age::Xivo2014 => Clearing::EmptyText,
            _ => Clearing::Null,
        }
    }

    /// The bounds of a field.
    pub fn limits(&self, field: Field) -> Limits {
        ages::limits(self.api, self.age(), self.seen, field)
    }

    /// What form a caller ID has.
    pub fn caller_id_rule(&self) -> CallerIdRule {
        ages::caller_id_rule(self.api, self.age())
    }

    /// May a new first or last name rename the voicemail too? API 1.0 says so
    /// (documents/xivo-1.0-users.txt, Update User), API 1.1 did it until 20.01
    /// (recorded in 2014-05: users-1.1-put-204-rename-with-voicemail).
    pub fn renames_voicemail(&self) -> bool {
        self.api == Api::V10 || self.age() <= Age::Wazo2019
    }

    /// What becomes of a line when its user is deleted.
    pub fn line_at_deletion(&self) -> LineAtDeletion {
        ages::line_at_deletion(self.api, self.age(), self.seen)
    }

    /// Does deleting a user take the person out of all queues and groups, and the
    /// line with it?
    pub fn deletes_line_too(&self) -> bool {
        self.line_at_deletion() == LineAtDeletion::Deleted
    }

    /// Can a user be deleted with line, extension, voicemail, agent and account?
    pub fn deletes_recursively(&self) -> bool {
        self.is_v11(Age::Wazo2022)
    }

    /// Is there "delete with voicemail"?
    pub fn deletes_voicemail_too(&self) -> bool {
        self.api == Api::V10
    }
}
