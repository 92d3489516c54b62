//! Whose people are worked on, and the tenants that there are.

use crate::domain::Refusal;
use crate::wire::xivo::tenants::Tenants;

/// Whose people are shown and created.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TenantChoice {
    /// Those of the tenant that the account belongs to.
    #[default]
    Own,
    /// Those of one tenant, by its UUID.
    One(String),
    /// Those of the account's tenant and of all below it.
    All,
}

/// How `?tenant=` names all of them.
const ALL: &str = "all";

impl TenantChoice {
    /// What `?tenant=` says.
    pub fn from_query(value: Option<&str>) -> Self {
        match value {
            None => Self::Own,
            Some(ALL) => Self::All,
            Some(uuid) => Self::One(uuid.to_owned()),
        }
    }

    /// The value of `?tenant=`, empty for none.
    pub fn query_value(&self) -> &str {
        match self {
            Self::Own => "",
            Self::One(uuid) => uuid,
            Self::All => ALL,
        }
    }
}

/// The tenants, as far as they were asked for.
#[derive(Clone, Default, PartialEq)]
pub enum TenantList {
    #[default]
    NotRead,
    Reading,
    Known(Tenants),
    Refused(Refusal),
}
