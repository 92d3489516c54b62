//! What music on hold and contexts of a tenant are called by people.

use crate::wire::xivo::labels::Labelled;

/// The lists of one tenant; `None` of one that may not be read, or is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// `None` for the tenant of the account.
    pub(super) tenant: Option<String>,
    /// Have both answers come?
    pub is_read: bool,
    pub music_on_hold: Option<Vec<Labelled>>,
    pub contexts: Option<Vec<Labelled>>,
}
