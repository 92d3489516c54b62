//! A user's PIN (documents/apio-profile-pincode.txt, "Pin code").
//!
//! The answer may hold the PIN in clear. No field here takes it, so it is
//! gone with the bytes that it came in.

use serde::{Deserialize, Serialize};

use super::json::{Flag, Number};
use super::refusal::{About, check};
use super::{Api, UserIds};
use crate::domain::{Kind, Pin, Refusal};
use crate::wire::{Body, Call, Method, Request, Response};

/// How the PIN stands; each may be absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinState {
    /// The document: the login is disabled and the PIN is used instead.
    /// BroadWorks: locked after too many wrong PINs.
    pub login_disabled: Option<bool>,
    /// Days that the PIN still lasts; zero or less: it is due.
    pub expiration_days: Option<i64>,
    pub does_not_expire: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    #[serde(default)]
    login_disabled: Flag,
    #[serde(default)]
    expiration_days: Number,
    #[serde(default)]
    does_not_expire: Flag,
}

impl From<Sent> for PinState {
    fn from(sent: Sent) -> Self {
        Self {
            login_disabled: sent.login_disabled.0,
            expiration_days: sent.expiration_days.0,
            does_not_expire: sent.does_not_expire.0,
        }
    }
}

fn state(response: &Response) -> Result<PinState, Refusal> {
    match super::json::read::<super::json::Maybe<Sent>>(response)?.0 {
        Some(sent) => Ok(sent.into()),
        None => Err(Refusal::new(Kind::NotUnderstood).with_status(response.status)),
    }
}

/// `GET .../users/{user}/pincode/`.
pub struct GetPin {
    pub api: Api,
    pub user: UserIds,
}

impl Call for GetPin {
    type Answer = PinState;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.user.path(&self.api, &["pincode"]))
    }

    fn answer(&self, response: &Response) -> Result<PinState, Refusal> {
        check(response, About::Any, &[])?;
        state(response)
    }
}

/// `PUT .../users/{user}/pincode/`. Fields of its problems: `pinCode`, `oldPinCode`.
pub struct PutPin {
    pub api: Api,
    pub user: UserIds,
    pub new: Pin,
    /// Asked for at end user level; an administrator may leave it out.
    pub current: Option<Pin>,
}

/// The field of the new PIN on the wire.
pub const NEW_PIN: &str = "pinCode";
/// The field of the current PIN on the wire.
pub const CURRENT_PIN: &str = "oldPinCode";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    pin_code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_pin_code: Option<&'a str>,
}

impl Call for PutPin {
    /// `None`: the server said nothing of the state; it can be read again.
    type Answer = Option<PinState>;

    fn request(&self) -> Request {
        let body = Change {
            pin_code: self.new.secret().for_request(),
            old_pin_code: self.current.as_ref().map(|pin| pin.secret().for_request().as_str()),
        };
        Request::new(Method::Put, self.user.path(&self.api, &["pincode"])).body(Body::json(&body))
    }

    fn answer(&self, response: &Response) -> Result<Option<PinState>, Refusal> {
        let mut secrets = vec![self.new.secret()];
        secrets.extend(self.current.as_ref().map(Pin::secret));
        let fields: &[&str] = if self.current.is_some() { &[NEW_PIN, CURRENT_PIN] } else { &[NEW_PIN] };
        check(response, About::OldSecret, &secrets).map_err(|refusal| refusal.at_sent(fields))?;
        if response.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        state(response).map(Some)
    }
}
