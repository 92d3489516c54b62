//! The id of a user, and the `uri` values that name users and other objects.

use crate::wire::percent;

/// The id of a user, as one segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserId(String);

impl UserId {
    /// `None` for the ids that no address can carry: the empty one, `.` and `..`.
    pub fn new(id: impl Into<String>) -> Option<Self> {
        let id = id.into();
        is_path_segment(&id).then_some(Self(id))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Path of the user within a session, encoded whole.
    pub(super) fn path(&self) -> String {
        ["/configuration/users/", &percent::encode(&self.0)].concat()
    }
}

pub(super) fn is_path_segment(id: &str) -> bool {
    !matches!(id, "" | "." | "..")
}

const CONFIGURATION: &str = "/configuration/";

/// What a `uri` names in the configuration (`/configuration/workgroups/Sales`),
/// without the session or a proxy's prefix before it.
pub fn configuration_path(uri: &str) -> Option<&str> {
    let path = uri.get(uri.find(CONFIGURATION)?..)?;
    (path.len() > CONFIGURATION.len()).then_some(path)
}

/// The id of the user that a `uri` within the session names.
pub fn user_id_of_uri(uri: &str) -> Option<UserId> {
    let rest = configuration_path(uri)?.strip_prefix("/configuration/users/")?;
    let segment = rest.split(['/', '?', '#']).next()?;
    UserId::new(percent::decode(segment)?)
}
