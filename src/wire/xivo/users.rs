//! The users: list, get, create, update, delete, in API 1.0 and 1.1.

use std::collections::HashSet;

use super::ages::Api;
use super::changes::Changes;
use super::column::Column;
use super::dialect::{Dialect, View};
use super::refusal::{RefusedCall, Resource, expect_success, read_refusal};
use super::row::UserRow;
use super::rows::{ListEnd, UserRowReader};
use super::user::User;
use super::user_id::UserId;
use crate::domain::{Refusal, RefusalKind};
use crate::wire::{Body, Call, Method, Request, Response, json, percent};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// `GET /1.0/users/` or `GET /1.1/users`.
#[derive(Clone, Debug, PartialEq)]
pub struct ListUsers {
    api: Api,
    view: Option<View>,
    search: Option<String>,
    page: Option<(u32, u32)>,
    order: Option<(Column, Direction)>,
    recurse: bool,
    by_id: bool,
    probe: bool,
}

/// A whole list, for what need not be read piece by piece.
#[derive(Clone, PartialEq)]
pub struct UsersList {
    pub rows: Vec<UserRow>,
    pub end: ListEnd,
}

impl ListUsers {
    /// All users. API 1.0 has no other list; parameters are left out there.
    pub fn new(dialect: &Dialect) -> Self {
        Self {
            api: dialect.api(),
            view: None,
            search: None,
            page: None,
            order: None,
            recurse: false,
            by_id: false,
            probe: false,
        }
    }

    /// At most `limit` users (at least 1, or real servers refuse), from `offset` on.
    pub fn limited(mut self, limit: u32, offset: u32) -> Self {
        self.page = Some((limit.max(1), offset));
        self
    }

    /// Only users in whom the server finds this text. It takes `%` and `_` for wildcards.
    pub fn searching(mut self, text: impl Into<String>) -> Self {
        self.search = Some(text.into());
        self
    }

    pub fn ordered(mut self, by: Column, direction: Direction) -> Self {
        self.order = Some((by, direction));
        self
    }

    /// In the order of the ids. Servers of 2016 and later order by one column, and
    /// leave rows that are equal in it in another order in each page: pages are
    /// read by the one column in which no two rows are equal.
    pub fn by_id(mut self) -> Self {
        self.by_id = true;
        self
    }

    pub fn viewed(mut self, view: View) -> Self {
        self.view = Some(view);
        self
    }

    /// Users of the tenants below as well, each with its tenant ([`UserRow::tenant`]).
    /// Only the whole record tells the tenant, so that no shorter view goes with it.
    pub fn recursing(mut self) -> Self {
        self.recurse = true;
        self.view = None;
        self
    }

    /// Asks for a direction that there is not: a server that reads its
    /// parameters answers 400, one of 2014 takes no notice.
    pub(super) fn probing(mut self) -> Self {
        self.probe = true;
        self
    }

    pub fn is_by_id(&self) -> bool {
        self.by_id
    }

    pub fn is_probe(&self) -> bool {
        self.probe
    }

    pub fn limit(&self) -> Option<u32> {
        self.page.map(|(limit, _)| limit)
    }

    pub fn view(&self) -> Option<View> {
        self.view
    }

    /// Where the pieces of a good answer (status 200) go as they arrive.
    /// Answers of any other status go whole to [`Call::answer`].
    pub fn rows(&self) -> UserRowReader {
        if self.recurse { UserRowReader::new().with_tenants() } else { UserRowReader::new() }
    }

    fn query(&self) -> String {
        let mut query = String::new();
        let mut add = |name: &str, value: &str| {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.push_str(&percent::encode(value));
        };
        match self.view {
            Some(View::Directory) => add("view", "directory"),
            Some(View::Summary) => add("view", "summary"),
            None => {}
        }
        if self.recurse {
            add("recurse", "true");
        }
        if let Some(search) = &self.search {
            add("search", search);
        }
        if let Some((limit, offset)) = self.page {
            add("limit", &limit.to_string());
            if offset > 0 {
                add("offset", &offset.to_string());
            }
        }
        if let Some((column, direction)) = self.order {
            // The extension is no column of the server's own record.
            let name = if column == Column::Extension { None } else { column.field().v11() };
            add("order", name.unwrap_or("lastname"));
            add("direction", if direction == Direction::Ascending { "asc" } else { "desc" });
        }
        if self.by_id {
            add("order", "id");
        }
        if self.probe {
            add("direction", "up");
        }
        query
    }
}

impl Call for ListUsers {
    type Answer = UsersList;

    fn request(&self) -> Request {
        let request = match self.api {
            // Without the trailing slash the server redirects, and a POST is lost on the way.
            Api::V10 => Request::new(Method::Get, "/1.0/users/"),
            Api::V11 => Request::new(Method::Get, "/1.1/users".to_owned() + &self.query()),
        };
        request.of_large_list(self.page.is_none())
    }

    fn answer(&self, response: &Response) -> Result<UsersList, Refusal> {
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to(Resource::List)));
        }
        let mut reading = self.rows();
        let mut rows = Vec::new();
        reading.feed(&response.body, |row| rows.push(row));
        Ok(UsersList { rows, end: reading.finish()? })
    }
}

/// `GET /1.x/users/<id>`.
#[derive(Clone, Debug, PartialEq)]
pub struct GetUser {
    api: Api,
    pub id: UserId,
}

impl GetUser {
    pub fn new(dialect: &Dialect, id: UserId) -> Self {
        Self { api: dialect.api(), id }
    }
}

impl Call for GetUser {
    type Answer = User;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.id.path(self.api))
    }

    fn answer(&self, response: &Response) -> Result<User, Refusal> {
        match response.status {
            200 => User::from_response_of(response, &self.id),
            _ => {
                Err(read_refusal(response, &RefusedCall::to_user(Resource::User, &self.id).of_api(self.api)))
            }
        }
    }
}

/// `POST /1.0/users/` or `POST /1.1/users`.
#[derive(Clone, PartialEq)]
pub struct CreateUser {
    pub values: Changes,
}

/// Who was created.
#[derive(Clone, PartialEq)]
pub enum Created {
    User(Box<User>),
    /// Only the id is known.
    Id(UserId),
    /// API 1.0 does not say: compare the ids before and after ([`find_new_ids`]).
    Unknown,
}

impl CreateUser {
    pub fn new(values: Changes) -> Self {
        Self { values }
    }
}

impl Call for CreateUser {
    type Answer = Created;

    fn request(&self) -> Request {
        let path = match self.values.dialect().api() {
            Api::V10 => "/1.0/users/",
            Api::V11 => "/1.1/users",
        };
        Request::new(Method::Post, path).body(Body::json(&self.values))
    }

    fn answer(&self, response: &Response) -> Result<Created, Refusal> {
        if !matches!(response.status, 200 | 201) {
            let call = RefusedCall::to(Resource::List).with_changes(&self.values);
            return Err(read_refusal(response, &call));
        }
        if !json::is_blank(&response.body) {
            // A page of some proxy is no answer to a POST.
            let user = User::from_json(json::read(response)?);
            if let Some(user) = user {
                return Ok(Created::User(Box::new(user)));
            }
        }
        Ok(id_in_location(response).map_or(Created::Unknown, Created::Id))
    }
}

/// The id at the end of a `Location`. The address itself is never followed:
/// behind a proxy it may point to the server's own loopback.
fn id_in_location(response: &Response) -> Option<UserId> {
    let (before, id) = response.header("Location")?.trim().rsplit_once('/')?;
    let id = percent::decode(id)?;
    (before.ends_with("/users") && !id.is_empty()).then(|| UserId::new(id))
}

/// The ids that are there now and were not before: one after a POST to API
/// 1.0, none if it was not made, several if somebody else was at work.
pub fn find_new_ids<'a>(
    before: impl IntoIterator<Item = &'a str>,
    after: impl IntoIterator<Item = &'a str>,
) -> Vec<UserId> {
    let before: HashSet<&str> = before.into_iter().collect();
    let mut new: Vec<UserId> = Vec::new();
    for id in after {
        if !id.is_empty() && !before.contains(id) && !new.iter().any(|known| known.as_str() == id) {
            new.push(UserId::new(id));
        }
    }
    new
}

/// `PUT /1.x/users/<id>`, with only what changed.
#[derive(Clone, PartialEq)]
pub struct UpdateUser {
    pub id: UserId,
    pub changes: Changes,
}

impl UpdateUser {
    pub fn new(id: UserId, changes: Changes) -> Self {
        Self { id, changes }
    }
}

impl Call for UpdateUser {
    type Answer = ();

    fn request(&self) -> Request {
        Request::new(Method::Put, self.id.path(self.changes.dialect().api())).body(Body::json(&self.changes))
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        let call = RefusedCall::to_user(Resource::User, &self.id).of_api(self.changes.dialect().api());
        expect_success(response, &call.with_changes(&self.changes))
    }
}

/// `DELETE /1.x/users/<id>`.
#[derive(Clone, Debug, PartialEq)]
pub struct DeleteUser {
    api: Api,
    pub id: UserId,
    with: DeletedWith,
}

/// What is to go together with a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletedWith {
    Nothing,
    /// API 1.0.
    Voicemail,
    /// From 2022 on: lines, extensions, voicemail, agent, and the account with which the
    /// person signs in.
    Everything,
}

impl DeleteUser {
    pub fn new(dialect: &Dialect, id: UserId) -> Self {
        Self { api: dialect.api(), id, with: DeletedWith::Nothing }
    }

    /// The voicemail goes too. Only API 1.0 can; elsewhere nothing changes.
    pub fn with_voicemail(mut self) -> Self {
        if self.api == Api::V10 {
            self.with = DeletedWith::Voicemail;
        }
        self
    }

    /// Line, extension, voicemail, agent and account go too. Nothing changes where the
    /// server does not know how ([`Dialect::deletes_recursively`]).
    pub fn recursive(mut self, dialect: &Dialect) -> Self {
        if dialect.deletes_recursively() {
            self.with = DeletedWith::Everything;
        }
        self
    }
}

impl Call for DeleteUser {
    type Answer = ();

    fn request(&self) -> Request {
        let mut path = self.id.path(self.api);
        path.push_str(match self.with {
            DeletedWith::Nothing => "",
            // It has no value; it just needs to be present.
            DeletedWith::Voicemail => "?deleteVoicemail",
            DeletedWith::Everything => "?recursive=true",
        });
        Request::new(Method::Delete, path)
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        expect_success(response, &RefusedCall::to_user(Resource::User, &self.id).of_api(self.api))
    }
}

/// What a deletion left undone (500 "The user was deleted but ..."). Whether
/// the user is gone must be read again: servers of 2014 say so and keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOver {
    /// The device could not be reconfigured.
    Device,
    /// The voicemail's content could not be removed.
    Voicemail,
}

/// Which half of a deletion was not done, if the refusal is of that kind.
pub fn find_left_over(refusal: &Refusal) -> Option<LeftOver> {
    if refusal.kind != RefusalKind::DoneInPart {
        return None;
    }
    let voicemail = refusal.problems.iter().any(|problem| problem.field.as_deref() == Some("voicemail"));
    Some(if voicemail { LeftOver::Voicemail } else { LeftOver::Device })
}
