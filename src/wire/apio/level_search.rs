//! How far somebody reaches, where nobody said it: behind APIO Core a login
//! may answer with tokens only. The lists of each level are asked for, the
//! highest first; the first that may be read tells the level.

use super::login::{Level, Who};
use super::refusal::{About, check};
use super::users::ListUsers;
use super::{Api, GroupIds, UserIds, groups::ListGroups, tenants::ListTenants};
use crate::domain::{Kind, Refusal};
use crate::wire::{Call, Request, Response};

/// Asks for the list that somebody of this level may read, and not for what is in it.
pub struct Reaches {
    pub api: Api,
    pub level: Level,
    /// One's own place, from the configuration; see [`core_place`](super::core_place).
    pub place: UserIds,
}

impl Call for Reaches {
    type Answer = ();

    fn request(&self) -> Request {
        let api = self.api.clone();
        let GroupIds { tenant, group } = self.place.group_ids();
        match self.level {
            Level::System => ListTenants { api }.request(),
            Level::TenantAdmin => ListGroups { api, tenant, name_contains: String::new() }.request(),
            _ => {
                let group = GroupIds { tenant, group };
                ListUsers { api, group, filters: Vec::new(), limit: Some(1) }.request()
            }
        }
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        check(response, About::Any, &[])
    }
}

/// ```
/// # use switchroom::wire::apio::{Api, UserIds, level_search::LevelSearch};
/// # let place = UserIds { tenant: "t".into(), group: "g".into(), user: "u".into() };
/// let mut search = LevelSearch::new(Api::behind_core("/api/v01/p1"), place);
/// while let Some(call) = search.next() {
///     # let answer = Err(switchroom::domain::Refusal::new(switchroom::domain::Kind::NotAllowed)); let _ = call;
///     // let answer = system.call(&call).await;
///     search.took(answer);
/// }
/// let who = search.finish(); // Err: signed out, out of reach, the password must be changed first
/// ```
pub struct LevelSearch {
    api: Api,
    place: UserIds,
    next: Option<Level>,
    level: Level,
    refusal: Option<Refusal>,
}

impl LevelSearch {
    pub fn new(api: Api, place: UserIds) -> Self {
        Self { api, place, next: Some(Level::System), level: Level::EndUser, refusal: None }
    }

    /// What to ask next; `None`: nothing more.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&self) -> Option<Reaches> {
        Some(Reaches { api: self.api.clone(), level: self.next?, place: self.place.clone() })
    }

    /// What came of it.
    pub fn took(&mut self, answer: Result<(), Refusal>) {
        let Some(asked) = self.next.take() else { return };
        match answer {
            Ok(()) => self.level = asked,
            Err(refusal) => match refusal.kind {
                Kind::NotSignedIn | Kind::OutOfReach(_) | Kind::MustFirst(_) | Kind::Busy { .. } => {
                    self.refusal = Some(refusal);
                }
                _ => {
                    self.next = match asked {
                        Level::System => Some(Level::TenantAdmin),
                        Level::TenantAdmin => Some(Level::GroupAdmin),
                        _ => None,
                    };
                }
            },
        }
    }

    /// Who it is, with the ids that fit the level.
    pub fn finish(self) -> Result<Who, Refusal> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        let UserIds { tenant, group, user } = self.place;
        let up_to = |level: Level, id: String| (self.level <= level).then_some(id);
        Ok(Who {
            tenant: up_to(Level::TenantAdmin, tenant),
            group: up_to(Level::GroupAdmin, group),
            user: up_to(Level::EndUser, user),
            level: self.level,
            first_login: false,
        })
    }
}
