//! Addresses: what a path means, and how it is written.
//!
//! A [`Route`] reads the raw, still encoded path and query and writes them
//! back; ids are decoded exactly once.

use crate::domain::percent::{self, decode, encode};

/// The part of the address behind the question mark, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    pub fn parse(raw: &str) -> Self {
        let raw = raw.strip_prefix('?').unwrap_or(raw);
        let pairs = raw.split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plain = |text: &str| decode(&text.replace('+', "%20"));
            Some((plain(name)?, plain(value)?))
        });
        Self(pairs.collect())
    }

    /// The first value of that name; absent and empty are the same.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).filter(|v| !v.is_empty())
    }

    /// The same query with one value replaced, or left out where it is empty.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(n, _)| n != name).cloned().collect();
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Self(pairs)
    }

    fn write(&self, out: &mut String) {
        for (at, (name, value)) in self.0.iter().enumerate() {
            out.push(if at == 0 { '?' } else { '&' });
            out.push_str(&encode(name));
            out.push('=');
            out.push_str(&encode(value));
        }
    }
}

/// Every view of the console. Ids are in plain text here, encoded in the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The systems, and how each is.
    Systems,
    /// Is this installation in order?
    Check,
    /// What was changed in this session.
    Changes,
    /// Everybody, over all systems that one is signed in to.
    Find,
    /// Self-service: change one's own PIN.
    SelfService {
        system: Option<String>,
    },
    SignIn {
        system: String,
    },
    Users {
        system: String,
    },
    NewUser {
        system: String,
    },
    /// People of a file, to be changed or created.
    ImportUsers {
        system: String,
    },
    /// What becomes of many people, before it is sent and afterwards.
    Plan {
        system: String,
    },
    /// What becomes of one person in several systems.
    PersonPlan {
        system: String,
    },
    User {
        system: String,
        user: String,
    },
    UserCti {
        system: String,
        user: String,
    },
    UserClient {
        system: String,
        user: String,
    },
    MyClient {
        system: String,
    },
    /// The own values of one person for several others.
    CopyClient {
        system: String,
    },
    /// Who sets values of their own that would be inherited.
    Overrides {
        system: String,
    },
    Tenants {
        system: String,
    },
    Groups {
        system: String,
        tenant: String,
    },
    GroupUsers {
        system: String,
        tenant: String,
        group: String,
    },
    /// People of a file, to be changed in a group. Not below its users: any id may be somebody's.
    ImportGroupUsers {
        system: String,
        tenant: String,
        group: String,
    },
    Profile {
        system: String,
        tenant: String,
        group: String,
        user: String,
    },
    Pin {
        system: String,
        tenant: String,
        group: String,
        user: String,
    },
    /// No view has this address.
    Unknown,
}

impl Route {
    /// Reads a raw path, with or without a slash at its end. What is not
    /// properly encoded, or would climb, is [`Route::Unknown`].
    pub fn parse(path: &str) -> Self {
        let own_part = |part: &str| decode(part).filter(|id| can_carry(id));
        let parts: Option<Vec<String>> =
            path.split('/').filter(|part| !part.is_empty()).map(own_part).collect();
        let Some(parts) = parts else {
            return Self::Unknown;
        };
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let own = |text: &str| text.to_owned();
        match parts.as_slice() {
            [] => Self::Systems,
            ["check"] => Self::Check,
            ["changes"] => Self::Changes,
            ["find"] => Self::Find,
            ["pin"] => Self::SelfService { system: None },
            ["pin", system] => Self::SelfService { system: Some(own(system)) },
            ["changes" | "check" | "find" | "pin", ..] => Self::Unknown,
            [system, "sign-in"] => Self::SignIn { system: own(system) },
            [system] | [system, "users"] => Self::Users { system: own(system) },
            [system, "users", "new"] => Self::NewUser { system: own(system) },
            [system, "users", "import"] => Self::ImportUsers { system: own(system) },
            [system, "plan"] => Self::Plan { system: own(system) },
            [system, "plan", "person"] => Self::PersonPlan { system: own(system) },
            [system, "users", user] => Self::User { system: own(system), user: own(user) },
            [system, "users", user, "cti"] => Self::UserCti { system: own(system), user: own(user) },
            [system, "users", user, "client"] => Self::UserClient { system: own(system), user: own(user) },
            [system, "copy"] => Self::CopyClient { system: own(system) },
            [system, "overrides"] => Self::Overrides { system: own(system) },
            [system, "me", "client"] => Self::MyClient { system: own(system) },
            [system, "tenants"] => Self::Tenants { system: own(system) },
            [system, "tenants", tenant, "groups"] => {
                Self::Groups { system: own(system), tenant: own(tenant) }
            }
            [system, "tenants", tenant, "groups", group, "users"] => {
                Self::GroupUsers { system: own(system), tenant: own(tenant), group: own(group) }
            }
            [system, "tenants", tenant, "groups", group, "import"] => {
                Self::ImportGroupUsers { system: own(system), tenant: own(tenant), group: own(group) }
            }
            [system, "tenants", tenant, "groups", group, "users", user] => {
                Self::Profile { system: own(system), tenant: own(tenant), group: own(group), user: own(user) }
            }
            [system, "tenants", tenant, "groups", group, "users", user, "pin"] => {
                Self::Pin { system: own(system), tenant: own(tenant), group: own(group), user: own(user) }
            }
            _ => Self::Unknown,
        }
    }

    /// The id of the system that the view belongs to.
    pub fn system(&self) -> Option<&str> {
        match self {
            Self::Systems | Self::Check | Self::Changes | Self::Find | Self::Unknown => None,
            Self::SelfService { system } => system.as_deref(),
            Self::SignIn { system }
            | Self::Users { system }
            | Self::NewUser { system }
            | Self::ImportUsers { system }
            | Self::Plan { system }
            | Self::PersonPlan { system }
            | Self::User { system, .. }
            | Self::UserCti { system, .. }
            | Self::UserClient { system, .. }
            | Self::MyClient { system }
            | Self::CopyClient { system }
            | Self::Overrides { system }
            | Self::Tenants { system }
            | Self::Groups { system, .. }
            | Self::GroupUsers { system, .. }
            | Self::ImportGroupUsers { system, .. }
            | Self::Profile { system, .. }
            | Self::Pin { system, .. } => Some(system),
        }
    }

    /// The path, every id encoded as one segment.
    pub fn path(&self) -> String {
        let segments: &[&str] = match self {
            Self::Systems | Self::Unknown => &[],
            Self::Check => &["check"],
            Self::Changes => &["changes"],
            Self::Find => &["find"],
            Self::SelfService { system: None } => &["pin"],
            Self::SelfService { system: Some(system) } => &["pin", system],
            Self::SignIn { system } => &[system, "sign-in"],
            Self::Users { system } => &[system, "users"],
            Self::NewUser { system } => &[system, "users", "new"],
            Self::ImportUsers { system } => &[system, "users", "import"],
            Self::Plan { system } => &[system, "plan"],
            Self::PersonPlan { system } => &[system, "plan", "person"],
            Self::User { system, user } => &[system, "users", user],
            Self::UserCti { system, user } => &[system, "users", user, "cti"],
            Self::UserClient { system, user } => &[system, "users", user, "client"],
            Self::MyClient { system } => &[system, "me", "client"],
            Self::CopyClient { system } => &[system, "copy"],
            Self::Overrides { system } => &[system, "overrides"],
            Self::Tenants { system } => &[system, "tenants"],
            Self::Groups { system, tenant } => &[system, "tenants", tenant, "groups"],
            Self::GroupUsers { system, tenant, group } => {
                &[system, "tenants", tenant, "groups", group, "users"]
            }
            Self::ImportGroupUsers { system, tenant, group } => {
                &[system, "tenants", tenant, "groups", group, "import"]
            }
            Self::Profile { system, tenant, group, user } => {
                &[system, "tenants", tenant, "groups", group, "users", user]
            }
            Self::Pin { system, tenant, group, user } => {
                &[system, "tenants", tenant, "groups", group, "users", user, "pin"]
            }
        };
        let mut out = String::from("/");
        for (at, segment) in segments.iter().enumerate() {
            if at > 0 {
                out.push('/');
            }
            out.push_str(&encode(segment));
        }
        out
    }

    /// Path and query.
    pub fn url(&self, query: &Query) -> String {
        let mut out = self.path();
        query.write(&mut out);
        out
    }
}

/// Can an address carry this id as a segment? Browsers resolve `.` and `..`
/// even when they are encoded, some proxies those within an id as well, and an
/// empty segment is lost.
pub fn can_carry(id: &str) -> bool {
    percent::is_segment(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_route(id: &str) -> Vec<Route> {
        let id = || id.to_owned();
        vec![
            Route::SelfService { system: Some(id()) },
            Route::SignIn { system: id() },
            Route::Users { system: id() },
            Route::NewUser { system: id() },
            Route::ImportUsers { system: id() },
            Route::Plan { system: id() },
            Route::PersonPlan { system: id() },
            Route::User { system: "s".into(), user: id() },
            Route::UserCti { system: "s".into(), user: id() },
            Route::UserClient { system: "s".into(), user: id() },
            Route::MyClient { system: id() },
            Route::CopyClient { system: id() },
            Route::Overrides { system: id() },
            Route::Tenants { system: id() },
            Route::Groups { system: "s".into(), tenant: id() },
            Route::GroupUsers { system: "s".into(), tenant: id(), group: id() },
            Route::ImportGroupUsers { system: "s".into(), tenant: id(), group: id() },
            Route::Profile { system: "s".into(), tenant: id(), group: id(), user: id() },
            Route::Pin { system: "s".into(), tenant: id(), group: id(), user: id() },
        ]
    }

    #[test]
    fn every_id_survives_its_path() {
        for id in ["a%2Fb", "50%", "x?#", "..x/y..", "a/b", "i3admin\\é", " ", "+", "名前", "a&b=c"] {
            for route in every_route(id) {
                assert_eq!(Route::parse(&route.path()), route);
            }
        }
        for route in
            [Route::Systems, Route::Check, Route::Changes, Route::Find, Route::SelfService { system: None }]
        {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn a_file_for_a_group_hides_nobody_of_it() {
        let own = || "import".to_owned();
        for route in [
            Route::GroupUsers { system: own(), tenant: own(), group: own() },
            Route::ImportGroupUsers { system: own(), tenant: own(), group: own() },
            Route::Profile { system: own(), tenant: own(), group: own(), user: own() },
            Route::Pin { system: own(), tenant: own(), group: own(), user: own() },
        ] {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn what_is_broken_is_unknown() {
        for path in [
            "/x/50%",
            "/x/users/1/nonsense",
            "/pin/a/b",
            "/changes/users",
            "/find/x",
            "/x/tenants/t",
            "/x/%ff",
        ] {
            assert_eq!(Route::parse(path), Route::Unknown, "{path}");
        }
        assert_eq!(Route::parse("/x/users/"), Route::Users { system: "x".into() });
        assert!(!can_carry("..") && !can_carry("") && can_carry("..."));
        assert_eq!(Route::parse("/s/users/x%2F..%2Fadmin/client"), Route::Unknown);
    }

    #[test]
    fn a_query_keeps_its_values() {
        let query = Query::parse("?q=a%26b+c&sort=-name&empty=").with("cti", "on");
        assert_eq!(query.get("q"), Some("a&b c"));
        assert_eq!(query.get("empty"), None);
        let url = Route::Users { system: "x".into() }.url(&query.with("sort", ""));
        assert_eq!(Query::parse(url.split_once('?').map_or("", |(_, q)| q)).get("cti"), Some("on"));
        assert!(!url.contains("sort"));
    }
}
