//! What a XiVO of some age can do, as one value made in one place.
//!
//! Pages ask what there is ([`Dialect::fields`], [`Dialect::pages`],
//! [`Dialect::cti`], ...), never for a version. What is not configured is
//! found from the answers that come anyway: the first list, the first user,
//! the first look at the CTI. See [`Dialect::learn_list`].

use super::ages;
use super::field::{Field, FieldSet};
use super::rows::Seen;
use super::user::User;
use super::users::{ListUsers, View};
use crate::domain::{Kind, Refusal};

/// Which of the two APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    V10,
    V11,
}

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

/// How old the API 1.1 of a server is, by what its records hold. It is no
/// business of anybody but the dialect: ask that for what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Generation {
    /// 2014: no UUID, no paging, unknown fields refused.
    First,
    /// 2016: UUIDs, paging, ring seconds.
    Paged,
    /// 2019: switches for everything, associations in the record.
    Whole,
}

/// What a server can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    api: Api,
    /// May `api` still turn out to be the other one?
    auto: bool,
    /// `None` until a record or a probe has told.
    generation: Option<Generation>,
    /// The fields seen in records of this server.
    seen: FieldSet,
    /// Was paging asked for and not obeyed?
    ignores_limit: bool,
    /// Did the server refuse `direction=up`, so that it reads its parameters?
    probed_paging: bool,
    cti: CtiResource,
}

/// What an answer to a list told about the server.
#[derive(Clone, PartialEq)]
pub enum Learned {
    /// The dialect is as well known as it can be by lists.
    Settled,
    /// The list is empty; this question would tell more. Not needed to go on.
    Ask(Box<ListUsers>),
    /// This API is not there; ask again with this.
    OtherApi(Box<ListUsers>),
    /// Nothing was learnt.
    Nothing,
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
            generation: None,
            seen: FieldSet::EMPTY,
            ignores_limit: false,
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
        !self.auto && (self.api == Api::V10 || self.generation.is_some())
    }

    pub(super) fn generation(&self) -> Generation {
        self.generation.unwrap_or(Generation::First)
    }

    pub(super) fn is_v11(&self, from: Generation) -> bool {
        self.api == Api::V11 && self.generation() >= from
    }

    // ---- what there is ----

    /// The fields of a user on this server.
    pub fn fields(&self) -> FieldSet {
        let known = ages::fields(self.api, self.generation());
        if self.api == Api::V11 && !self.seen.is_empty() { known.and(self.seen) } else { known }
    }

    pub fn has(&self, field: Field) -> bool {
        self.fields().contains(field)
    }

    /// May the field be sent? The line, the id and what other resources
    /// associate are read here and written elsewhere: sending `line` or
    /// `links` back fails on real servers, and sending `id` moves a person.
    pub fn writes(&self, field: Field) -> bool {
        let elsewhere = match field {
            Field::Id | Field::Uuid | Field::Line | Field::CreatedAt | Field::TenantUuid => true,
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
        self.is_v11(Generation::Paged) && !self.ignores_limit
    }

    /// Does the server order (`order`, `direction`) and search (`search`) a list?
    /// Its search knows no accents and takes `%` and `_` for wildcards.
    pub fn searches(&self) -> bool {
        self.pages()
    }

    /// Is there this shorter list?
    pub fn has_view(&self, view: View) -> bool {
        match view {
            View::Directory => self.is_v11(Generation::Paged),
            View::Summary => self.is_v11(Generation::Whole),
        }
    }

    /// Where the CTI of a user is configured.
    pub fn cti(&self) -> CtiResource {
        self.cti
    }

    /// Does an explicit null take the CTI profile away? The first servers with
    /// `/cti` answer 204 and keep it: read again and say so.
    pub fn clears_cti_profile(&self) -> bool {
        match self.cti {
            CtiResource::InUser | CtiResource::CtiProfile => true,
            _ => self.is_v11(Generation::Whole),
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
            (_, _) if field.kind() == super::Kind::Switch => Clearing::Never,
            (_, CallerId) if self.generation() == Generation::Paged => Clearing::Null,
            (_, CallerId) => Clearing::Never,
            (_, Language | MobilePhoneNumber | Password | Timezone | PreprocessSubroutine) => Clearing::Null,
            // 2014 refuses null for the others: their columns may not be null.
            _ if self.generation() == Generation::First => Clearing::EmptyText,
            _ => Clearing::Null,
        }
    }

    pub fn caller_id_rule(&self) -> CallerIdRule {
        match (self.api, self.generation()) {
            (Api::V10, _) => CallerIdRule::Free,
            (Api::V11, Generation::First) => CallerIdRule::QuotesAdded,
            (Api::V11, _) => CallerIdRule::Quoted,
        }
    }

    /// Does the caller ID follow a change of the name? (It did in 2014.)
    pub fn caller_id_follows_name(&self) -> bool {
        self.caller_id_rule() == CallerIdRule::QuotesAdded
    }

    /// Does a new first or last name rename the voicemail too?
    /// (documents/xivo-1.0-users.txt, Update User.)
    pub fn renames_voicemail(&self) -> bool {
        self.api == Api::V10
    }

    /// Does deleting a user delete the SIP line as well, and take the person
    /// out of all queues and groups? Elsewhere a line must be detached first.
    pub fn deletes_line_too(&self) -> bool {
        self.api == Api::V10
    }

    /// Is there "delete with voicemail"?
    pub fn deletes_voicemail_too(&self) -> bool {
        self.api == Api::V10
    }

    /// Does a POST tell who was created? Where not, compare the ids before and after.
    pub fn tells_new_id(&self) -> bool {
        self.api == Api::V11
    }

    // ---- finding out ----

    /// The first list to ask for. `limit` is obeyed where there are pages,
    /// and tells by itself whether there are.
    pub fn first_list(&self, limit: u32) -> ListUsers {
        let list = ListUsers::new(self);
        if self.api == Api::V11 { list.limited(limit, 0) } else { list }
    }

    /// What the answer to a list tells. Feed it every list; it costs nothing.
    pub fn learn_list(&mut self, asked: &ListUsers, answer: Result<&Seen, &Refusal>) -> Learned {
        match answer {
            Ok(seen) => self.learn_rows(asked, seen),
            Err(refusal) => self.learn_refusal(asked, refusal),
        }
    }

    fn learn_rows(&mut self, asked: &ListUsers, seen: &Seen) -> Learned {
        self.auto = false;
        if self.api == Api::V10 {
            return Learned::Settled;
        }
        if let Some(limit) = asked.limit()
            && seen.items > limit as usize
        {
            self.ignores_limit = true;
        }
        if let Some(view) = asked.view() {
            // A list that was probed with and came back empty: a server that
            // knows the parameters and this view is of the newest kind.
            if view == View::Summary && self.probed_paging && self.generation.is_none() {
                self.generation = Some(Generation::Whole);
            }
            return Learned::Settled;
        }
        if seen.items > 0 {
            self.learn_fields(seen.fields);
            return Learned::Settled;
        }
        if self.generation.is_some() {
            return Learned::Settled;
        }
        if asked.is_probe() {
            // `direction=up` was taken without a word: no parameter is read.
            self.generation = Some(Generation::First);
            return Learned::Settled;
        }
        Learned::Ask(Box::new(ListUsers::new(self).limited(1, 0).probing()))
    }

    fn learn_refusal(&mut self, asked: &ListUsers, refusal: &Refusal) -> Learned {
        if refusal.kind == Kind::NoSuchResource && self.auto && self.api == Api::V11 {
            *self = Self::configured(Configured::V10);
            return Learned::OtherApi(Box::new(ListUsers::new(self)));
        }
        if refusal.status == Some(400) && asked.is_probe() {
            self.probed_paging = true;
            return Learned::Ask(Box::new(ListUsers::new(self).limited(1, 0).viewed(View::Summary)));
        }
        if refusal.status == Some(400) && asked.view() == Some(View::Summary) && self.generation.is_none() {
            self.generation = Some(Generation::Paged);
            return Learned::Settled;
        }
        Learned::Nothing
    }

    /// What one user's record tells, for a page that is opened at a user.
    pub fn learn_user(&mut self, user: &User) {
        if self.api == Api::V11 {
            self.auto = false;
            self.learn_fields(user.present());
        }
    }

    /// Was this API refused as unknown when a user was asked for? Then the
    /// dialect is the other one, and the user is to be asked for again.
    pub fn learn_user_refusal(&mut self, refusal: &Refusal) -> bool {
        let other = refusal.kind == Kind::NoSuchResource && self.auto && self.api == Api::V11;
        if other {
            *self = Self::configured(Configured::V10);
        }
        other
    }

    fn learn_fields(&mut self, fields: FieldSet) {
        // A record without a first name is no record (a fault, or a view).
        if !fields.contains(Field::Id) || !fields.contains(Field::Firstname) {
            return;
        }
        let newest = FieldSet::of(&[Field::Enabled, Field::SubscriptionType, Field::DtmfHangupEnabled]);
        let paged = FieldSet::of(&[Field::Uuid, Field::RingSeconds, Field::SimultaneousCalls]);
        self.generation = Some(if !fields.and(newest).is_empty() {
            Generation::Whole
        } else if !fields.and(paged).is_empty() {
            Generation::Paged
        } else {
            Generation::First
        });
        self.seen = fields;
    }

    /// What the answer to `cti::GetCti` tells. `None` is "ask again with
    /// `cti_profile::GetCtiProfile`", whose answer goes to [`Dialect::learn_cti_profile`].
    pub fn learn_cti(&mut self, refusal: Option<&Refusal>) -> Option<CtiResource> {
        if self.cti == CtiResource::InUser {
            return Some(self.cti);
        }
        match refusal.map(|refusal| &refusal.kind) {
            // The path is there, even if the user is not.
            None | Some(Kind::NotFound) => self.cti = CtiResource::Cti,
            Some(Kind::NoSuchResource) => return None,
            Some(_) => {}
        }
        Some(self.cti)
    }

    /// What the answer to `cti_profile::GetCtiProfile` tells, asked after `/cti` was unknown.
    pub fn learn_cti_profile(&mut self, refusal: Option<&Refusal>) -> CtiResource {
        match refusal.map(|refusal| &refusal.kind) {
            None | Some(Kind::NotFound) => self.cti = CtiResource::CtiProfile,
            Some(Kind::NoSuchResource) => self.cti = CtiResource::Neither,
            Some(_) => {}
        }
        self.cti
    }
}
