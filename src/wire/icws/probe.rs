//! Is a PureConnect there? Source: 06-sessionless-info.http.

use super::connection::ReadVersion;
use super::refusal::has_own_type;
use crate::domain::Language;
use crate::wire::{Call, Request, Response};

/// Asks for the version, which needs no session.
pub fn version_request() -> Request {
    ReadVersion { language: Language::default() }.request()
}

/// Is it a PureConnect that answers to [`version_request`]? One that takes no
/// sessions now, or is too old to tell its version, answers in its own media type.
pub fn is_icws(response: &Response) -> bool {
    has_own_type(response) || ReadVersion { language: Language::default() }.answer(response).is_ok()
}
