//! What is attached to a user, and may stay behind when the user is deleted: lines, their
//! extensions, a voicemail, an agent, incoming calls with the numbers from outside that lead to the
//! user, and the account of the authentication service (recordings in 2026-08).

use serde::Deserialize;

use super::ages::LineAtDeletion;
use super::dialect::Dialect;
use super::refusal::{RefusedCall, Resource, read_refusal};
use super::user_id::UserId;
use super::users::DeletedWith;
use crate::domain::Refusal;
use crate::wire::json;
use crate::wire::{Call, Method, Request, Response, percent};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentKind {
    Line,
    Extension,
    Voicemail,
    Agent,
    /// A number from outside that leads to the user. From 22.17 on it is deleted with everything
    /// (wazo-confd, `plugins/user/middleware.py`).
    IncomingCall,
    /// What the person signs in with. It has the UUID of the user for its id.
    Account,
}

/// Something that is attached to a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub kind: AttachmentKind,
    pub id: String,
    /// The name or number that people know it by; may be empty.
    pub name: String,
}

/// What is attached to a person, as far as it could be looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachments {
    pub there: Vec<Attachment>,
    pub gone: Vec<Attachment>,
    pub unknown: Vec<Attachment>,
}

impl Attachments {
    /// All that may be there.
    pub fn possible(&self) -> Vec<Attachment> {
        self.there.iter().chain(&self.unknown).cloned().collect()
    }
}

/// What becomes of an attachment when the user is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Goes,
    Stays,
    /// The server may refuse to delete the user because of it, or what becomes of it is not known.
    NotKnown,
}

impl AttachmentKind {
    /// What becomes of such an attachment when the user is deleted so.
    pub fn fate(self, with: DeletedWith, dialect: &Dialect) -> Fate {
        match (self, with) {
            (_, DeletedWith::Everything) | (Self::Voicemail, DeletedWith::Voicemail) => Fate::Goes,
            (Self::Line | Self::Extension, _) => match dialect.line_at_deletion() {
                LineAtDeletion::Deleted => Fate::Goes,
                LineAtDeletion::StaysBehind => Fate::Stays,
                LineAtDeletion::Hinders | LineAtDeletion::Unknown => Fate::NotKnown,
            },
            (Self::Voicemail, _) => Fate::NotKnown,
            (Self::Agent | Self::IncomingCall | Self::Account, _) => Fate::Stays,
        }
    }
}

/// `GET /1.1/users/<id>`, for what the record names with its id. The last item is the
/// account, which the record does not tell of: whether there is one is to be looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct GetAttachments {
    path: String,
    id: UserId,
}

impl GetAttachments {
    pub fn new(dialect: &Dialect, id: UserId) -> Self {
        Self { path: id.path(dialect.api()), id }
    }
}

#[derive(Deserialize)]
struct UserRecord {
    #[serde(default, deserialize_with = "json::optional")]
    uuid: Option<String>,
    #[serde(default, deserialize_with = "json::objects")]
    lines: Vec<Record>,
    #[serde(default, deserialize_with = "json::object")]
    voicemail: Option<Record>,
    #[serde(default, deserialize_with = "json::object")]
    agent: Option<Record>,
    #[serde(default, deserialize_with = "json::objects")]
    incalls: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default, deserialize_with = "json::optional")]
    id: Option<i64>,
    #[serde(default, deserialize_with = "json::optional")]
    name: Option<String>,
    #[serde(default, deserialize_with = "json::optional")]
    number: Option<String>,
    #[serde(default, deserialize_with = "json::optional")]
    exten: Option<String>,
    #[serde(default, deserialize_with = "json::objects")]
    extensions: Vec<Record>,
}

impl Record {
    fn into_attachment(self, kind: AttachmentKind) -> Option<Attachment> {
        let name = match kind {
            AttachmentKind::Extension => self.exten,
            AttachmentKind::IncomingCall => self.extensions.into_iter().find_map(|extension| extension.exten),
            AttachmentKind::Voicemail | AttachmentKind::Agent => self.number.or(self.name),
            AttachmentKind::Line | AttachmentKind::Account => self.name,
        };
        Some(Attachment { kind, id: self.id?.to_string(), name: name.unwrap_or_default() })
    }
}

impl Call for GetAttachments {
    type Answer = Vec<Attachment>;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.path.clone())
    }

    fn answer(&self, response: &Response) -> Result<Vec<Attachment>, Refusal> {
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to_user(Resource::User, &self.id)));
        }
        let record: UserRecord = json::read_object(response)?;
        let mut attachments = Vec::new();
        for mut line in record.lines {
            let extensions = std::mem::take(&mut line.extensions);
            attachments.extend(line.into_attachment(AttachmentKind::Line));
            let of_line = extensions.into_iter();
            attachments.extend(of_line.filter_map(|item| item.into_attachment(AttachmentKind::Extension)));
        }
        attachments.extend(record.voicemail.and_then(|item| item.into_attachment(AttachmentKind::Voicemail)));
        attachments.extend(record.agent.and_then(|item| item.into_attachment(AttachmentKind::Agent)));
        let incalls = record.incalls.into_iter();
        attachments.extend(incalls.filter_map(|item| item.into_attachment(AttachmentKind::IncomingCall)));
        let account = |uuid| Attachment { kind: AttachmentKind::Account, id: uuid, name: String::new() };
        attachments.extend(record.uuid.map(account));
        Ok(attachments)
    }
}

/// Looks whether something that was attached is there. An account is at the authentication
/// service, whose prefix may be another one; the answer is its username, or else the name
/// that the record gave. A refusal of kind `NotFound` means that it is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct GetAttachment(pub Attachment);

#[derive(Deserialize)]
struct AccountRecord {
    #[serde(default, deserialize_with = "json::optional")]
    username: Option<String>,
}

impl Call for GetAttachment {
    type Answer = String;

    fn request(&self) -> Request {
        let collection = match self.0.kind {
            AttachmentKind::Line => "/1.1/lines/",
            AttachmentKind::Extension => "/1.1/extensions/",
            AttachmentKind::Voicemail => "/1.1/voicemails/",
            AttachmentKind::Agent => "/1.1/agents/",
            AttachmentKind::IncomingCall => "/1.1/incalls/",
            AttachmentKind::Account => "/0.1/users/",
        };
        Request::new(Method::Get, collection.to_owned() + &percent::encode(&self.0.id))
    }

    fn answer(&self, response: &Response) -> Result<String, Refusal> {
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to(Resource::User)));
        }
        let record: AccountRecord = json::read_object(response)?;
        let username = record.username.filter(|_| self.0.kind == AttachmentKind::Account);
        Ok(username.unwrap_or_else(|| self.0.name.clone()))
    }
}
