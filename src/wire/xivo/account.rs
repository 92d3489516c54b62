//! `/0.1/users/<uuid>` of the authentication service: the account with which a person signs
//! in. It has the UUID of the user, and no record of confd shows it.

use serde::Deserialize;

use super::refusal::{RefusedCall, Resource, read_refusal};
use crate::domain::Refusal;
use crate::wire::json::{self, Unreadable};
use crate::wire::{Call, Method, Request, Response, percent};

/// What is known of an account. Its password is told to nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub username: Option<String>,
    /// The main one, where there are several.
    pub email_address: Option<String>,
}

/// `GET /0.1/users/<uuid>`. A refusal of kind `NotFound` means that there is no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetAccount {
    pub uuid: String,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default, deserialize_with = "json::optional")]
    uuid: Option<String>,
    #[serde(default, deserialize_with = "json::optional")]
    username: Option<String>,
    #[serde(default, deserialize_with = "json::objects")]
    emails: Vec<EmailAddress>,
}

#[derive(Deserialize)]
struct EmailAddress {
    #[serde(default, deserialize_with = "json::optional")]
    address: Option<String>,
    #[serde(default, deserialize_with = "json::or_default")]
    main: bool,
}

impl Call for GetAccount {
    type Answer = Account;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/0.1/users/".to_owned() + &percent::encode(&self.uuid))
    }

    fn answer(&self, response: &Response) -> Result<Account, Refusal> {
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to(Resource::User)));
        }
        let Record { uuid, username, emails } = json::read_object(response)?;
        // Another answer would say of an account that is there that it has no name.
        if uuid.is_none_or(|uuid| !uuid.eq_ignore_ascii_case(&self.uuid)) {
            return Err(json::not_read(response, Unreadable::NotUnderstood));
        }
        let (main, others): (Vec<_>, Vec<_>) = emails.into_iter().partition(|email| email.main);
        let email_address = main.into_iter().chain(others).find_map(|email| email.address);
        Ok(Account { username, email_address })
    }
}
