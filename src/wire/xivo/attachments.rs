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
use crate::wire::json::{self, Item, Unreadable};
use crate::wire::read_list::{ReadList, list};
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
    /// What there was could not be read, so that there may be more.
    pub is_unread: bool,
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
    id: Option<String>,
    #[serde(default, deserialize_with = "json::optional")]
    uuid: Option<String>,
    #[serde(default = "no_list", deserialize_with = "list")]
    lines: Option<ReadList<Record>>,
    #[serde(default)]
    voicemail: Option<Item<Record>>,
    #[serde(default)]
    agent: Option<Item<Record>>,
    #[serde(default = "no_list", deserialize_with = "list")]
    incalls: Option<ReadList<Record>>,
}

/// Servers of the first years have no such member.
fn no_list() -> Option<ReadList<Record>> {
    Some(ReadList::default())
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
        // Nobody is told that nothing hangs on a person where that could not be read.
        record.into_attachments().ok_or_else(|| json::not_read(response, Unreadable::NotUnderstood))
    }
}

impl UserRecord {
    /// `None` where it is no user's, or something is attached that could not be read.
    fn into_attachments(self) -> Option<Vec<Attachment>> {
        self.id.or_else(|| self.uuid.clone())?;
        let mut attachments = Vec::new();
        for mut line in whole(self.lines)? {
            let extensions = std::mem::take(&mut line.extensions);
            attachments.push(line.into_attachment(AttachmentKind::Line)?);
            for extension in extensions {
                attachments.push(extension.into_attachment(AttachmentKind::Extension)?);
            }
        }
        for (item, kind) in [(self.voicemail, AttachmentKind::Voicemail), (self.agent, AttachmentKind::Agent)]
        {
            if let Some(item) = item {
                attachments.push(item.0?.into_attachment(kind)?);
            }
        }
        for incall in whole(self.incalls)? {
            attachments.push(incall.into_attachment(AttachmentKind::IncomingCall)?);
        }
        let account = |uuid| Attachment { kind: AttachmentKind::Account, id: uuid, name: String::new() };
        attachments.extend(self.uuid.map(account));
        Some(attachments)
    }
}

/// The items of a list of which every one could be read.
fn whole(list: Option<ReadList<Record>>) -> Option<Vec<Record>> {
    list.filter(|list| list.unreadable == 0).map(|list| list.items)
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
