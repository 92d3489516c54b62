//! Asking whether a system is there, and reading what else may have answered.
//!
//! What each vendor's own system answers is read in `wire/<vendor>/probe.rs`.

use serde_json::Value;

use super::{Response, json};
use crate::domain::installation::SystemFault;
use crate::domain::{Refusal, RefusalKind, refusal::Unreached};

/// The status of a redirect that was not followed. Browsers tell no more of it.
pub const REDIRECT: u16 = 0;

/// How a system that is there answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To whoever asks, or to the session that asked.
    Open,
    /// Somebody must sign in first.
    SignIn,
}

/// What answered, where it is none of the answers of the system itself.
pub fn read_fault(answer: &Result<Response, Refusal>) -> SystemFault {
    let response = match answer {
        Ok(response) => response,
        Err(refusal) => {
            return SystemFault::Unreached(match refusal.kind {
                RefusalKind::OutOfReach(how) => how,
                _ => Unreached::NoConnection,
            });
        }
    };
    if let Some(scheme) = challenge(response) {
        return SystemFault::Challenge { scheme: scheme.to_owned() };
    }
    match response.status {
        REDIRECT => SystemFault::Redirect,
        200..=299 if is_page(response) => {
            let body = String::from_utf8_lossy(&response.body);
            let is_own = body.contains("data-version") && body.contains("<title>Switchroom");
            if is_own { SystemFault::OwnPage } else { SystemFault::WebPage }
        }
        403 => SystemFault::Forbidden,
        404 | 410 if !is_of_service(response) => SystemFault::NotFound,
        status @ 502..=504 if !is_of_service(response) => SystemFault::Gateway { status },
        status @ 500.. => SystemFault::ServerFault { status },
        status => SystemFault::AnotherService { status },
    }
}

/// Does a service answer, rather than the web server before it? Those of a Wazo
/// have Flask's page for a path that they do not know; a web server has no JSON.
fn is_of_service(response: &Response) -> bool {
    const FLASK: &[u8] = b"If you entered the URL manually please check your spelling and try again.";
    json_of(response).is_some() || response.body.windows(FLASK.len()).any(|part| part == FLASK)
}

/// The paths above a path, from the nearest on: `/api/confd` and `/api` of `/api/confd/1.1`.
pub fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    let parent = |path: &'_ str| path.rfind('/').filter(|end| *end > 0);
    let mut end = path.len();
    std::iter::from_fn(move || {
        end = parent(path.get(..end)?)?;
        path.get(..end)
    })
}

/// The scheme by which the browser itself is asked for a name and a password.
pub fn challenge(response: &Response) -> Option<&str> {
    let scheme = response.header("WWW-Authenticate")?.split([' ', ',']).next()?;
    let is_of_browsers =
        ["Basic", "Digest", "Negotiate", "NTLM"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
    (response.status == 401 && is_of_browsers).then_some(scheme)
}

/// What a refusal is whose words are none of the system's: neither nothing nor JSON, and without a
/// challenge. Whoever wrote them stands before it. `None` where they may be its own, and for what is
/// the same whoever says it: that there is no such path, that one shall wait, that a server failed.
pub fn refusal_before(response: &Response) -> Option<RefusalKind> {
    const OF_EITHER: [u16; 4] = [404, 408, 410, 429];
    let status = response.status;
    let is_refusal = matches!(status, 400..=499 | 511) && !OF_EITHER.contains(&status);
    let may_be_own = response.header("WWW-Authenticate").is_some()
        || json::is_blank(&response.body)
        || json_of(response).is_some()
        || is_of_werkzeug(response);
    if !is_refusal || may_be_own {
        return None;
    }
    let asks_for_sign_in = matches!(status, 401 | 407 | 511) || has_form(response);
    Some(if asks_for_sign_in { RefusalKind::SignInBefore } else { RefusalKind::RefusedBefore })
}

/// Has the page something to fill in?
fn has_form(response: &Response) -> bool {
    response.body.windows(5).any(|part| part.eq_ignore_ascii_case(b"<form"))
}

/// Is it a page of the library by which XiVO and Wazo answer? None of them has a form.
fn is_of_werkzeug(response: &Response) -> bool {
    const PAGES: [&[u8]; 2] = [
        b"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<title>",
        b"<!doctype html>\n<html lang=en>\n<title>",
    ];
    PAGES.iter().any(|page| response.body.starts_with(page))
}

/// Is the body a web page?
pub fn is_page(response: &Response) -> bool {
    let says_so = response.header("Content-Type").is_some_and(|kind| kind.contains("html"));
    let body = json::without_byte_order_mark(&response.body).trim_ascii_start();
    says_so && !body.is_empty() || body.starts_with(b"<")
}

/// The body, where it is JSON.
pub(super) fn json_of(response: &Response) -> Option<Value> {
    json::parse(&response.body).ok()
}
