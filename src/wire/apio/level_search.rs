//! How far somebody reaches, where nobody said it: behind APIO Core a login
//! may answer with tokens only. The lists of each level are asked for, the
//! highest first; the first that may be read tells the level.

use super::login::{Identity, Level};
use super::refusal::{CallKind, check_status, ends_search};
use super::users::ListUsers;
use super::{Api, GroupIds, UserIds, groups::ListGroups, tenants::ListTenants};
use crate::domain::{Refusal, RefusalKind};
use crate::wire::read_list::read_list;
use crate::wire::{Call, Request, Response};
use serde::de::IgnoredAny;

/// Asks for the list that somebody of this level may read, and not for what is in it.
pub struct ProbeLevel {
    pub api: Api,
    pub level: Level,
    /// Oneself, by the configuration; see [`core_user_ids`](super::core_user_ids).
    pub user: UserIds,
}

impl Call for ProbeLevel {
    type Answer = ();

    fn request(&self) -> Request {
        let api = self.api.clone();
        let GroupIds { tenant, group } = self.user.group_ids();
        match self.level {
            Level::System => ListTenants { api }.request(),
            Level::TenantAdmin => ListGroups { api, tenant, name_contains: String::new() }.request(),
            _ => {
                let group = GroupIds { tenant, group };
                ListUsers { api, group, filters: Vec::new(), limit: Some(1) }.request()
            }
        }
    }

    /// A page that something on the way sends in the place of the list tells nothing.
    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        let list = match self.level {
            Level::System => "tenants",
            Level::TenantAdmin => "groups",
            _ => "users",
        };
        read_list::<IgnoredAny>(response, list).map(|_| ())
    }
}

/// ```
/// # use switchroom::wire::apio::{Api, UserIds, level_search::LevelSearch};
/// # let user = UserIds { tenant: "t".into(), group: "g".into(), user: "u".into() };
/// let mut search = LevelSearch::new(Api::behind_core("/api/v01/p1"), user);
/// while let Some(call) = search.next() {
///     # let answer = Err(switchroom::domain::Refusal::new(switchroom::domain::RefusalKind::NotAllowed)); let _ = call;
///     // let answer = system.call(&call).await;
///     search.record_answer(answer);
/// }
/// let identity = search.finish(); // Err: signed out, out of reach, the password must be changed first
/// ```
pub struct LevelSearch {
    api: Api,
    user: UserIds,
    next: Option<Level>,
    level: Level,
    refusal: Option<Refusal>,
}

impl LevelSearch {
    pub fn new(api: Api, user: UserIds) -> Self {
        Self { api, user, next: Some(Level::System), level: Level::EndUser, refusal: None }
    }

    /// What to ask next; `None`: nothing more.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&self) -> Option<ProbeLevel> {
        Some(ProbeLevel { api: self.api.clone(), level: self.next?, user: self.user.clone() })
    }

    /// Takes what the last call was answered with.
    pub fn record_answer(&mut self, answer: Result<(), Refusal>) {
        let Some(level) = self.next.take() else { return };
        match answer {
            Ok(()) => self.level = level,
            Err(refusal) if ends_search(&refusal) || refusal.kind == RefusalKind::NotUnderstood => {
                self.refusal = Some(refusal);
            }
            Err(_) => {
                self.next = match level {
                    Level::System => Some(Level::TenantAdmin),
                    Level::TenantAdmin => Some(Level::GroupAdmin),
                    _ => None,
                };
            }
        }
    }

    /// Tells who it is, with the ids that fit the level.
    ///
    /// # Errors
    /// The refusal of the first question that could not be answered.
    pub fn finish(self) -> Result<Identity, Refusal> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        let UserIds { tenant, group, user } = self.user;
        let up_to = |level: Level, id: String| (self.level <= level).then_some(id);
        Ok(Identity {
            tenant: up_to(Level::TenantAdmin, tenant),
            group: up_to(Level::GroupAdmin, group),
            user: up_to(Level::EndUser, user),
            level: self.level,
            first_login: false,
        })
    }
}
