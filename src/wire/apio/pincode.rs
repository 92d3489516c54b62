//! A user's PIN (documents/apio-profile-pincode.txt, "Pin code").
//!
//! The answer may hold the PIN in clear. It is compared with the one that was
//! sent, and is gone with the answer that it came in.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::refusal::{CallKind, check_status, place_problems, read_refusal};
use super::{Api, UserIds, text_body};
use crate::domain::{Pin, Refusal, RefusalKind, Secret};
use crate::wire::json::{self, Unreadable, not_read, optional, read_object};
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

impl PinState {
    /// Does it look like the state of a newer PIN than that one's, which lasts longer or is not locked?
    pub fn is_newer_than(&self, before: &Self) -> bool {
        self.expiration_days > before.expiration_days
            || before.login_disabled == Some(true) && self.login_disabled == Some(false)
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
        check_status(response, CallKind::Plain, &[])?;
        let answer: PinAnswer = read_object(response)?;
        let state = answer.parts();
        // Each part may be absent, and so may all. Where only other things are said it is something else's.
        if state == PinState::default() && answer.pin_code.is_none() && !is_empty_object(response) {
            return Err(not_read(response, Unreadable::NotUnderstood));
        }
        Ok(state)
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
    /// The PIN was changed: the answer is the documented one. A PIN cannot be
    /// read back, so that any other answer, also a success without the state
    /// of the PIN, is a refusal whose outcome is unknown.
    type Answer = PinState;

    fn request(&self) -> Request {
        let mut texts = vec![(NEW_PIN, self.new.secret().for_request().as_str())];
        texts.extend(self.current.as_ref().map(|pin| (CURRENT_PIN, pin.secret().for_request().as_str())));
        let path = self.user.path(&self.api, &["pincode"]);
        Request::new(Method::Put, path).body(text_body(&texts)).in_doubt(true)
    }

    fn answer(&self, response: &Response) -> Result<PinState, Refusal> {
        let mut secrets = vec![self.new.secret()];
        secrets.extend(self.current.as_ref().map(Pin::secret));
        let (kind, fields): (_, &[&str]) = match self.current {
            Some(_) => (CallKind::WithOldSecret, &[NEW_PIN, CURRENT_PIN]),
            None => (CallKind::WithNewSecret, &[NEW_PIN]),
        };
        check_status(response, kind, &secrets)
            .map_err(|refusal| place_problems(refusal, fields, CURRENT_PIN))?;
        let unknown = || {
            let refusal = read_refusal(response, kind, &secrets);
            Refusal { kind: RefusalKind::NotUnderstood, problems: Vec::new(), ..refusal }
        };
        match read_object::<PinAnswer>(response) {
            Ok(answer) if response.status == 200 => answer.state(self.new.secret()).ok_or_else(unknown),
            _ => Err(unknown()),
        }
    }
}

fn is_empty_object(response: &Response) -> bool {
    matches!(json::parse(&response.body), Ok(Value::Object(members)) if members.is_empty())
}

/// The documented answer, and what an error has that was sent as a success.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PinAnswer {
    #[serde(deserialize_with = "optional")]
    login_disabled: Option<bool>,
    #[serde(deserialize_with = "optional")]
    expiration_days: Option<i64>,
    #[serde(deserialize_with = "optional")]
    does_not_expire: Option<bool>,
    #[serde(deserialize_with = "optional")]
    pin_code: Option<Secret>,
    errors: Option<IgnoredAny>,
    error: Option<IgnoredAny>,
}

impl PinAnswer {
    fn parts(&self) -> PinState {
        let Self { login_disabled, expiration_days, does_not_expire, .. } = *self;
        PinState { login_disabled, expiration_days, does_not_expire }
    }

    /// `None` if it is no state of a PIN, or that of another PIN than the new one.
    fn state(&self, new: &Secret) -> Option<PinState> {
        let state = self.parts();
        let is_error = self.errors.is_some() || self.error.is_some();
        // A PIN that is masked tells nothing.
        let is_plain = |pin: &Secret| {
            pin.satisfies(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let is_other = self.pin_code.as_ref().is_some_and(|pin| is_plain(pin) && pin != new);
        (!is_error && !is_other && state != PinState::default()).then_some(state)
    }
}
