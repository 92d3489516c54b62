//! Finding a server's dialect from the answers that come anyway.

use super::ages::{Age, Api};
use super::column::Column;
use super::dialect::{Configured, CtiResource, Dialect, View};
use super::field::{Field, FieldSet};
use super::rows::ListShape;
use super::user::User;
use super::users::{Direction, ListUsers};
use crate::domain::{Refusal, RefusalKind};

/// What an answer to a list told about the server.
#[derive(Clone, PartialEq)]
pub enum Learned {
    /// The dialect is as well known as it can be by lists.
    Settled,
    /// The list is empty; this question would tell more. Not needed to go on.
    Ask(Box<ListUsers>),
    /// This API, or this order, is not there; ask again with this.
    OtherApi(Box<ListUsers>),
    /// Nothing was learnt.
    Nothing,
}

impl Dialect {
    /// The first list to ask for. `limit` is obeyed where there are pages,
    /// and tells by itself whether there are. Without an order by id there are
    /// no stable pages, and all are asked for at once.
    pub fn first_list(&self, limit: u32) -> ListUsers {
        let list = ListUsers::new(self);
        if self.api == Api::V11 && !self.refuses_order_by_id { list.limited(limit, 0).by_id() } else { list }
    }

    /// The shorter list of everybody, by last name, for names and numbers before the records
    /// are there: it costs a server of 2026 a fortieth of them. `None` where there is none.
    /// A server that is not known yet, and reads no parameters, answers with the records.
    pub fn short_list(&self) -> Option<ListUsers> {
        let may_have = self.api == Api::V11 && (self.age.is_none() || self.has_view(View::Directory));
        may_have.then(|| {
            ListUsers::new(self).viewed(View::Directory).ordered(Column::Lastname, Direction::Ascending)
        })
    }

    /// What the answer to a list tells. Feed it every list; it costs nothing.
    pub fn learn_list(&mut self, list: &ListUsers, answer: Result<&ListShape, &Refusal>) -> Learned {
        match answer {
            Ok(shape) => self.learn_rows(list, shape),
            Err(refusal) => self.learn_refusal(list, refusal),
        }
    }

    fn learn_rows(&mut self, list: &ListUsers, shape: &ListShape) -> Learned {
        self.auto = false;
        if self.api == Api::V10 {
            return Learned::Settled;
        }
        if let Some(limit) = list.limit()
            && shape.items > limit as usize
        {
            self.ignores_limit = true;
        }
        if let Some(view) = list.view()
            && !shape.has_records()
        {
            // A list that was probed with and came back empty: a server that
            // knows the parameters and this view is of the newest kind.
            if view == View::Summary && self.probed_paging && self.age.is_none() {
                self.age = Some(Age::Wazo2019);
            }
            return Learned::Settled;
        }
        if shape.items > 0 {
            self.learn_fields(shape.fields);
            return Learned::Settled;
        }
        if self.age.is_some() {
            return Learned::Settled;
        }
        if list.is_probe() {
            // `direction=up` was taken without a word: no parameter is read.
            self.age = Some(Age::Xivo2014);
            return Learned::Settled;
        }
        Learned::Ask(Box::new(ListUsers::new(self).limited(1, 0).probing()))
    }

    fn learn_refusal(&mut self, list: &ListUsers, refusal: &Refusal) -> Learned {
        if self.try_other_api(refusal) {
            return Learned::OtherApi(Box::new(ListUsers::new(self)));
        }
        if refusal.status == Some(400) && list.is_by_id() {
            self.refuses_order_by_id = true;
            return Learned::OtherApi(Box::new(ListUsers::new(self)));
        }
        if refusal.status == Some(400) && list.is_probe() {
            self.probed_paging = true;
            return Learned::Ask(Box::new(ListUsers::new(self).limited(1, 0).viewed(View::Summary)));
        }
        if refusal.status == Some(400) && list.view() == Some(View::Summary) && self.age.is_none() {
            self.age = Some(Age::Xivo2016);
            return Learned::Settled;
        }
        Learned::Nothing
    }

    /// What one user's record tells, for a page that is opened at a user.
    pub fn learn_user(&mut self, user: &User) {
        self.auto = false;
        if self.api == Api::V11 {
            self.learn_fields(user.present());
        }
    }

    /// Was this API refused as unknown when a user was asked for? Then the
    /// dialect is the other one, and the user is to be asked for again.
    pub fn learn_user_refusal(&mut self, refusal: &Refusal) -> bool {
        self.try_other_api(refusal)
    }

    /// Goes on with API 1.0 where 1.1 is not there; it is the server's only once it has answered. A
    /// proxy may have said so while the server was away: where 1.0 is not there either, the next
    /// question is one of 1.1 again, which is none to be asked at once.
    fn try_other_api(&mut self, refusal: &Refusal) -> bool {
        let is_absent = matches!(refusal.kind, RefusalKind::NoSuchResource | RefusalKind::NotFound);
        match self.api {
            Api::V11 if self.auto && refusal.kind == RefusalKind::NoSuchResource => {
                *self = Self { auto: true, ..Self::configured(Configured::V10) };
                true
            }
            Api::V10 if self.auto && is_absent => {
                *self = Self::configured(Configured::Auto);
                false
            }
            _ => false,
        }
    }

    fn learn_fields(&mut self, fields: FieldSet) {
        // A record without a first name is no record (a fault, or a view).
        if !fields.contains(Field::Id) || !fields.contains(Field::Firstname) {
            return;
        }
        let latest = FieldSet::of(&[Field::FuncKeyTemplateId, Field::Country, Field::MobileFallbackEnabled]);
        let newest = FieldSet::of(&[Field::Enabled, Field::SubscriptionType, Field::DtmfHangupEnabled]);
        let paged = FieldSet::of(&[Field::Uuid, Field::RingSeconds, Field::SimultaneousCalls]);
        self.age = Some(if !fields.and(latest).is_empty() {
            Age::Wazo2022
        } else if fields.contains(Field::CallRecordIncomingInternalEnabled) {
            Age::Wazo2021
        } else if !fields.and(newest).is_empty() {
            Age::Wazo2019
        } else if !fields.and(paged).is_empty() {
            Age::Xivo2016
        } else {
            Age::Xivo2014
        });
        self.seen = fields;
        if self.lacks_cti() {
            self.cti = CtiResource::Neither;
        }
    }

    /// What the answer to `cti::GetCti` tells. `None` is "ask again with
    /// `cti_profile::GetCtiProfile`", whose answer goes to [`Dialect::learn_cti_profile`].
    pub fn learn_cti(&mut self, refusal: Option<&Refusal>) -> Option<CtiResource> {
        if self.cti == CtiResource::InUser {
            return Some(self.cti);
        }
        match refusal.map(|refusal| &refusal.kind) {
            // The path is there, even if the user is not.
            None | Some(RefusalKind::NotFound) => self.cti = CtiResource::Cti,
            Some(RefusalKind::NoSuchResource) => return None,
            Some(_) => {}
        }
        Some(self.cti)
    }

    /// What the answer to `cti_profile::GetCtiProfile` tells, asked after `/cti` was unknown.
    pub fn learn_cti_profile(&mut self, refusal: Option<&Refusal>) -> CtiResource {
        match refusal.map(|refusal| &refusal.kind) {
            None | Some(RefusalKind::NotFound) => self.cti = CtiResource::CtiProfile,
            Some(RefusalKind::NoSuchResource) => self.cti = CtiResource::Neither,
            Some(_) => {}
        }
        self.cti
    }
}
