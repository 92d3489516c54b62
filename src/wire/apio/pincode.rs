//! A user's PIN (documents/apio-profile-pincode.txt, "Pin code").
//!
//! The answer may hold the PIN in clear. Nothing here looks at it, so it is
//! gone with the answer that it came in.

use super::json::{body, flag, is_blank, number, object};
use super::refusal::{About, check, placed};
use super::{Api, UserIds};
use crate::domain::{Pin, Refusal};
use crate::wire::{Call, Method, Request, Response};

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

fn state(response: &Response) -> Result<PinState, Refusal> {
    let sent = object(response)?;
    Ok(PinState {
        login_disabled: flag(&sent, "loginDisabled"),
        expiration_days: number(&sent, "expirationDays"),
        does_not_expire: flag(&sent, "doesNotExpire"),
    })
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

impl Call for PutPin {
    /// `None`: the server said nothing of the state; it can be read again.
    type Answer = Option<PinState>;

    fn request(&self) -> Request {
        let mut texts = vec![(NEW_PIN, self.new.secret().for_request().as_str())];
        texts.extend(self.current.as_ref().map(|pin| (CURRENT_PIN, pin.secret().for_request().as_str())));
        Request::new(Method::Put, self.user.path(&self.api, &["pincode"])).body(body(&texts)).in_doubt(true)
    }

    fn answer(&self, response: &Response) -> Result<Option<PinState>, Refusal> {
        let mut secrets = vec![self.new.secret()];
        secrets.extend(self.current.as_ref().map(Pin::secret));
        let (about, fields): (_, &[&str]) = match self.current {
            Some(_) => (About::OldSecret, &[NEW_PIN, CURRENT_PIN]),
            None => (About::NewSecret, &[NEW_PIN]),
        };
        check(response, about, &secrets).map_err(|refusal| placed(refusal, fields, CURRENT_PIN))?;
        if is_blank(response) {
            return Ok(None);
        }
        state(response).map(Some)
    }
}
