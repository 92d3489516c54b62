//! Reading the example exchanges in tests/fixtures/icws.
#![allow(dead_code)]

use serde_json::Value as Json;
use switchroom::domain::{Language, Problem, Secret};
use switchroom::form::{Check, Conflict, Draft, FieldValue};
use switchroom::list::{Completeness, ListReader, PageRequest};
use switchroom::wire::icws::changes::ChangeResult;
use switchroom::wire::icws::client_form::{self, to_field_value};
use switchroom::wire::icws::users::{LIST_TRIES, UserPage, UserRow};
use switchroom::wire::icws::view::DisplayedValue;
use switchroom::wire::icws::{
    ChangeSet, ClientConfiguration, EditedClient, Property, PropertyChange, PropertyValue, Session,
    SessionCall,
};
use switchroom::wire::{Body, Call, Request, Response};

/// The list of people as far as it has been read.
pub struct UserList {
    rows: Vec<UserRow>,
    reader: ListReader,
}

impl Default for UserList {
    fn default() -> Self {
        Self { rows: Vec::new(), reader: ListReader::new(LIST_TRIES) }
    }
}

impl UserList {
    pub fn rows(&self) -> &[UserRow] {
        &self.rows
    }

    pub fn next_from(&self) -> Option<usize> {
        match self.reader.next_request()? {
            PageRequest::From(from) => Some(from),
            PageRequest::Everything => panic!("people are listed by pages"),
        }
    }

    pub fn add(&mut self, page: UserPage) {
        let end = page.end();
        self.reader.begin_page();
        let reader = &mut self.reader;
        self.rows.extend(page.rows.into_iter().filter(|row| reader.take(&row.id)));
        self.reader.end_page(end);
        if let Some(ids) = self.reader.ids_to_keep().filter(|_| self.reader.next_request().is_none()) {
            self.rows.retain(|row| ids.contains(&row.id));
        }
    }

    pub fn is_whole(&self) -> bool {
        self.next_from().is_none() && self.reader.completeness() == Completeness::Whole
    }

    /// How many the server promised and never sent; known at the end.
    pub fn missing(&self) -> usize {
        match self.reader.completeness() {
            Completeness::Incomplete { missing } if self.next_from().is_none() => missing.unwrap_or(0),
            _ => 0,
        }
    }
}

/// A configuration with what is typed upon it, as the page has it.
pub struct ClientDraft {
    pub now: ClientConfiguration,
    pub draft: Draft<Property>,
}

impl ClientDraft {
    pub fn new(now: ClientConfiguration) -> Self {
        Self { draft: Draft::begin(client_form::values(&now)), now }
    }

    pub fn edited(&self) -> EditedClient<'_> {
        EditedClient { now: &self.now, draft: &self.draft }
    }

    pub fn set(&mut self, property: Property, value: PropertyValue) {
        self.draft.set(property, to_field_value(&value));
    }

    pub fn use_inherited(&mut self, property: Property) {
        self.draft.set(property, FieldValue::Inherited);
    }

    pub fn use_inherited_where_redundant(&mut self) -> usize {
        let redundant = self.edited().redundant_properties();
        redundant.iter().for_each(|property| self.use_inherited(*property));
        redundant.len()
    }

    pub fn revert(&mut self, property: Property) {
        self.draft.reset(property);
    }

    pub fn check(&self) -> Check<Property> {
        self.draft.check(|property, value| client_form::problems(property, value, self.draft.base(property)))
    }

    pub fn problems(&self) -> Vec<Problem> {
        match self.check() {
            Check::Refused(problems) => problems.at_fields().map(|(_, problem)| problem.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// What would be sent; `None` if nothing is, or not yet.
    pub fn changes(&self) -> Option<ChangeSet> {
        match self.check() {
            Check::Ready(checked) => client_form::changes(&checked),
            _ => None,
        }
    }

    pub fn change(&self, property: Property) -> Option<PropertyChange> {
        self.changes()?.get(property).cloned()
    }

    pub fn displayed_value(&self, property: Property) -> DisplayedValue {
        self.edited().displayed_value(property)
    }

    pub fn rebase(&mut self, fresh: ClientConfiguration) -> Vec<Conflict<Property>> {
        let merge = self.draft.rebase(client_form::values(&fresh));
        self.now = fresh;
        merge.conflicts
    }
}

/// Does the server have all that was sent?
pub fn all_applied(results: &[(Property, ChangeResult)]) -> bool {
    results.iter().all(|(_, result)| *result == ChangeResult::Applied)
}

/// One request with its answer, as the file has them.
pub struct Exchange {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub answer: Response,
}

pub fn file(name: &str) -> String {
    let path = [env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/icws/", name].concat();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn json_file(name: &str) -> Json {
    serde_json::from_str(&file(name)).expect("JSON")
}

/// All exchanges of a file.
pub fn exchanges(name: &str) -> Vec<Exchange> {
    let text = file(name);
    text.split("### request\n")
        .skip(1)
        .map(|block| {
            let (request, response) = block.split_once("### response\n").expect("a response");
            let (start, headers, body) = parts(request);
            let mut words = start.split(' ');
            let (method, target) = (words.next().unwrap().to_string(), words.next().unwrap().to_string());
            let (status, answer_headers, answer_body) = parts(response);
            let status = status.split(' ').nth(1).unwrap().parse().unwrap();
            let answer = Response { status, headers: answer_headers, body: answer_body.into_bytes() };
            Exchange { method, target, headers, body, answer }
        })
        .collect()
}

fn parts(block: &str) -> (String, Vec<(String, String)>, String) {
    let (head, body) = block.split_once("\n\n").unwrap_or((block, ""));
    let mut lines = head.lines();
    let start = lines.next().unwrap().to_string();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect();
    (start, headers, body.trim().to_string())
}

pub fn exchange(name: &str, at: usize) -> Exchange {
    exchanges(name).into_iter().nth(at).expect("an exchange")
}

pub const TOKEN: &str =
    "WAZtbGluZFgLYWRtaW4td2ViWCQ1ZDBjN2M1Mi0xYjdlLTRhM2YtOWYwYi02YTJmNGMxZGU5MDFYCjE5Mi4wLjIuMTc=";

pub fn session() -> Session {
    Session::new("1730048211", Secret::new(TOKEN.to_string()), Language::English).unwrap()
}

/// Reads an answer by a call of a session.
pub fn read<C: SessionCall>(call: C, response: &Response) -> Result<C::Answer, switchroom::domain::Refusal> {
    session().call(call).answer(response)
}

pub fn body_text(request: &Request) -> &str {
    match &request.body {
        Body::None => "",
        Body::Json { text, .. } => text,
    }
}

/// The path and the set of query parameters, so that their order makes no difference.
pub fn target(path: &str) -> (String, Vec<String>) {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut parameters: Vec<String> = query.split('&').filter(|p| !p.is_empty()).map(String::from).collect();
    parameters.sort();
    (path.to_string(), parameters)
}

/// Is a request the recorded one: line, headers that matter, and body?
pub fn assert_same(request: &Request, recorded: &Exchange) {
    assert_eq!(request.method.name(), recorded.method);
    assert_eq!(target(&request.path), target(&recorded.target));
    assert_same_head_and_body(request, recorded);
}

/// The same without the query, for requests that ask for more than the example.
pub fn assert_same_head_and_body(request: &Request, recorded: &Exchange) {
    for name in ["Accept", "Accept-Language", "Content-Type", "ININ-ICWS-CSRF-Token", "Range"] {
        let theirs = recorded.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
        if theirs.is_some() {
            assert_eq!(header(request, name), theirs, "{name}");
        }
    }
    assert!(header(request, "Cookie").is_none(), "the cookie is the browser's");
    if recorded.body.is_empty() {
        assert_eq!(body_text(request), "");
    } else if let Ok(theirs) = serde_json::from_str::<Json>(&recorded.body) {
        assert_eq!(serde_json::from_str::<Json>(body_text(request)).unwrap(), theirs);
    }
}

fn header(request: &Request, name: &str) -> Option<String> {
    if name == "Content-Type" {
        return match &request.body {
            Body::None => None,
            Body::Json { media_type, .. } => Some((*media_type).to_string()),
        };
    }
    let secret =
        request.secret_headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.for_request().clone());
    secret.or_else(|| request.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone()))
}

/// An answer that was never recorded.
pub fn answer(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: vec![("Content-Type".into(), "application/vnd.inin.icws+JSON; charset=utf-8".into())],
        body: body.as_bytes().to_vec(),
    }
}
