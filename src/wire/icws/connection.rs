//! Signing in and out, and what a server says about itself.

use super::refusal::{not_understood, read_refusal, require_body, require_success};
use super::session::{CSRF_HEADER, Session, SessionCall, json_body, request_without_session};
use crate::domain::{Language, Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::wire::http::{Call, Method, Request, Response};
use crate::wire::json::{object, objects, optional, or_default, parse_object, texts};
use serde::Deserialize;
use serde_json::json;

/// The version of the feature `configuration` that brought
/// `PUT /configuration/users/{id}/client` (2016 R2).
pub const OWN_CLIENT_SINCE: i64 = 7;

/// `POST /icws/connection`: opens a session with an IC password.
#[derive(Clone)]
pub struct Connect {
    /// The name that the server's logs and licences know this program by.
    pub application: String,
    pub user: String,
    pub password: Secret,
    pub language: Language,
}

/// How a sign-in was answered.
pub enum ConnectOutcome {
    Connected(Box<Connected>),
    /// This host takes no sessions now (503): the same goes to one of these,
    /// never to one twice.
    SwitchOver {
        hosts: Vec<String>,
        messages: Vec<String>,
    },
}

/// An open session and what came with it.
#[derive(Clone)]
pub struct Connected {
    pub session: Session,
    /// The id as the server writes it; what was typed may differ in case.
    pub user: Option<String>,
    pub display_name: Option<String>,
    pub server: Option<String>,
    /// Bare names, without scheme or port.
    pub alternate_hosts: Vec<String>,
    /// `None` where the server does not say, or the password never ends.
    pub days_until_password_expires: Option<i64>,
    pub version: Option<Version>,
    pub features: Features,
}

impl Call for Connect {
    type Answer = ConnectOutcome;

    fn request(&self) -> Request {
        let settings = json!({
            "__type": "urn:inin.com:connection:icAuthConnectionRequestSettings",
            "applicationName": self.application,
            "userID": self.user,
            "password": self.password.for_request(),
        });
        request_without_session(Method::Post, "/icws/connection?include=features,version", self.language)
            .body(json_body(&settings))
    }

    fn answer(&self, response: &Response) -> Result<ConnectOutcome, Refusal> {
        if let Some((hosts, messages)) = read_switch_over(response) {
            return Ok(ConnectOutcome::SwitchOver { hosts, messages });
        }
        let answer: ConnectAnswer =
            require_body(response).map_err(|refusal| self.without_secrets(as_sign_in_refusal(refusal)))?;
        answer
            .connected(response, self.language)
            .map(|connected| ConnectOutcome::Connected(Box::new(connected)))
            // The body is not shown: it may hold the token.
            .ok_or_else(|| Refusal::new(RefusalKind::NotUnderstood).with_status(response.status))
    }
}

impl Connect {
    /// A server that repeats the password in its words does not get it shown,
    /// and neither does a success that cannot be read: it may hold the token.
    fn without_secrets(&self, mut refusal: Refusal) -> Refusal {
        if refusal.status.is_some_and(|status| (200..300).contains(&status)) {
            refusal.server_messages.clear();
        }
        let repeats_password = |text: &String| {
            self.password.satisfies(|password| !password.is_empty() && text.contains(password))
        };
        let has_password_as_value = |problem: &Problem| problem.value.as_ref().is_some_and(repeats_password);
        refusal.server_messages.retain(|text| !repeats_password(text));
        for problem in &mut refusal.problems {
            if has_password_as_value(problem) {
                problem.value = None;
            }
            problem.server_message = problem.server_message.take().filter(|text| !repeats_password(text));
        }
        refusal
    }
}

/// A wrong password is a 400 with an error id, on old servers with a code alone.
fn as_sign_in_refusal(mut refusal: Refusal) -> Refusal {
    const CODE: &str = "-2147221503";
    if refusal.kind == RefusalKind::NotSignedIn
        || refusal.status == Some(400) && refusal.server_messages.iter().any(|text| text == CODE)
    {
        refusal.kind = RefusalKind::WrongCredentials;
    }
    for problem in &mut refusal.problems {
        let sign_in = match problem.field.as_deref() {
            Some(field) if field.eq_ignore_ascii_case("userID") => Some("userID"),
            Some(field) if field.eq_ignore_ascii_case("password") => Some("password"),
            _ => None,
        };
        if let Some(field) = sign_in {
            problem.field = Some(field.into());
        }
    }
    // Whatever it is that the server minds of the account, its words tell.
    if refusal.kind == RefusalKind::Malformed && !refusal.server_messages.is_empty() {
        refusal.kind = RefusalKind::RefusedValues;
    }
    if refusal.kind == RefusalKind::RefusedValues && refusal.problems.is_empty() {
        refusal.problems.push(Problem::without_field(Trouble::Refused));
    }
    refusal
}

/// A 503 with other hosts. Without them it is a plain refusal: busy.
fn read_switch_over(response: &Response) -> Option<(Vec<String>, Vec<String>)> {
    if response.status != 503 {
        return None;
    }
    let hosts = parse_object::<ConnectAnswer>(&response.body).ok()?.hosts();
    (!hosts.is_empty()).then(|| (hosts, read_refusal(response).server_messages))
}

/// What a server answers to a sign-in: the session, or other hosts. It has no
/// Debug, for it holds the token.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ConnectAnswer {
    #[serde(deserialize_with = "optional")]
    session_id: Option<String>,
    #[serde(deserialize_with = "optional")]
    csrf_token: Option<Secret>,
    #[serde(rename = "userID", deserialize_with = "optional")]
    user_id: Option<String>,
    #[serde(deserialize_with = "optional")]
    user_display_name: Option<String>,
    #[serde(deserialize_with = "optional")]
    ic_server: Option<String>,
    #[serde(deserialize_with = "texts")]
    alternate_host_list: Vec<String>,
    #[serde(deserialize_with = "optional")]
    days_until_password_expiration: Option<i64>,
    #[serde(deserialize_with = "object")]
    version: Option<VersionBody>,
    #[serde(deserialize_with = "objects")]
    features: Vec<Feature>,
}

impl ConnectAnswer {
    fn hosts(&self) -> Vec<String> {
        self.alternate_host_list.iter().filter(|host| !host.is_empty()).cloned().collect()
    }

    /// `None` without a session, which may also come in headers alone.
    fn connected(self, response: &Response, language: Language) -> Option<Connected> {
        let header = |name: &str| response.header(name).map(str::to_string);
        let alternate_hosts = self.hosts();
        let id = self.session_id.or_else(|| header("ININ-ICWS-Session-ID"))?;
        let token = self.csrf_token.or_else(|| header(CSRF_HEADER).map(Secret::new))?;
        Some(Connected {
            session: Session::new(id, token, language)?,
            user: self.user_id,
            display_name: self.user_display_name,
            server: self.ic_server,
            alternate_hosts,
            days_until_password_expires: self.days_until_password_expiration,
            version: self.version.and_then(VersionBody::version),
            features: Features(self.features),
        })
    }
}

/// The release of a server, as it calls itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// `2023 R2 Patch 4`, or `23.2` from a server that has no such words.
    pub display: String,
}

/// The release of a server as it is sent.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct VersionBody {
    #[serde(deserialize_with = "or_default")]
    product_release_display_string: String,
    #[serde(deserialize_with = "or_default")]
    product_patch_display_string: String,
    #[serde(deserialize_with = "or_default")]
    major_version: String,
    #[serde(deserialize_with = "or_default")]
    minor_version: String,
}

impl VersionBody {
    fn version(self) -> Option<Version> {
        let join = |one: &str, other: &str, between: &str| {
            let parts: Vec<&str> = [one, other].into_iter().filter(|part| !part.is_empty()).collect();
            (!parts.is_empty()).then(|| parts.join(between))
        };
        let display = join(&self.product_release_display_string, &self.product_patch_display_string, " ")
            .or_else(|| join(&self.major_version, &self.minor_version, "."))?;
        Some(Version { display })
    }
}

/// The features of a server and their versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features(Vec<Feature>);

/// A feature and its version; one without an id is never asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Feature {
    #[serde(deserialize_with = "or_default")]
    feature_id: String,
    #[serde(deserialize_with = "optional")]
    version: Option<i64>,
}

impl Features {
    /// Did the server say anything about its features?
    pub fn are_known(&self) -> bool {
        !self.0.is_empty()
    }

    /// The version of a feature; `None` where it is not known.
    pub fn version(&self, feature: &str) -> Option<i64> {
        self.0.iter().find(|known| known.feature_id.eq_ignore_ascii_case(feature))?.version
    }

    /// The version of the feature `configuration`.
    pub fn configuration(&self) -> Option<i64> {
        self.version("configuration")
    }

    /// Is there a `/client` path for one's own properties? `None` where the server did not say.
    pub fn has_own_client(&self) -> Option<bool> {
        self.configuration().map(|version| version >= OWN_CLIENT_SINCE)
    }
}

/// `GET /icws/connection/features`: needs no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadFeatures {
    pub language: Language,
}

impl Call for ReadFeatures {
    type Answer = Features;

    fn request(&self) -> Request {
        request_without_session(Method::Get, "/icws/connection/features", self.language)
    }

    fn answer(&self, response: &Response) -> Result<Features, Refusal> {
        let answer: FeaturesAnswer = require_body(response)?;
        let list =
            if answer.feature_info_list.is_empty() { answer.features } else { answer.feature_info_list };
        if list.is_empty() { Err(not_understood(response)) } else { Ok(Features(list)) }
    }
}

/// The list of features, under either of its names.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct FeaturesAnswer {
    #[serde(deserialize_with = "objects")]
    feature_info_list: Vec<Feature>,
    #[serde(deserialize_with = "objects")]
    features: Vec<Feature>,
}

/// `GET /icws/connection/version`: needs no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadVersion {
    pub language: Language,
}

impl Call for ReadVersion {
    type Answer = Version;

    fn request(&self) -> Request {
        request_without_session(Method::Get, "/icws/connection/version", self.language)
    }

    fn answer(&self, response: &Response) -> Result<Version, Refusal> {
        require_body::<VersionBody>(response)?.version().ok_or_else(|| not_understood(response))
    }
}

/// `DELETE /icws/{session}/connection`: signs out. A session that is over
/// already is signed out as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disconnect;

impl SessionCall for Disconnect {
    type Answer = ();

    fn request(&self, session: &Session) -> Request {
        session.request(Method::Delete, "/connection")
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        match require_success(response) {
            Err(Refusal {
                kind: RefusalKind::NotSignedIn | RefusalKind::NotFound | RefusalKind::Gone,
                ..
            }) => Ok(()),
            other => other,
        }
    }
}
