//! The process: files, mounting, faults, the log and the back door that tests
//! use.
//!
//! | request | what it does |
//! | --- | --- |
//! | anything under `/api/<id>/` | the system of that id answers, without the prefix |
//! | `GET /config.json` | the list of all systems, or what was put in its place |
//! | any other GET | a file of the console; a path that names no file is its page |
//! | `POST /__reference/faults` | arms failures: a JSON list of [`faults::Fault`]s |
//! | `GET`, `DELETE /__reference/faults` | how many are armed; disarms all |
//! | `POST /__reference/release` | requests that wait without a time go on |
//! | `POST /__reference/people` | `{"kind": "made-up" / "real" / "mixed"}`, perhaps `"system"`: everybody anew, of this kind ([`crate::people`]) |
//! | `POST /__reference/order` | `{"mix_equals": false}`, perhaps `"system"`: do those whom a list leaves equal stand in another order in each page? They do on XiVO of 2016 and 2019 as on the real ones, until this or after a reset; elsewhere only where it is asked for |
//! | `GET /__reference/state?system=<id>[&id=<user>]` | what the system holds: `{"users": [...]}`, or that user (null for nobody) |
//! | `POST /__reference/reset` | all systems, faults and `config.json` as at the beginning; `{"system": id}`: this one system only |
//! | `GET /__reference/log[?system=<id>]` | the requests that came, with secrets in headers replaced |
//! | `DELETE /__reference/log` | empties it |
//! | `POST /__reference/config` | these bytes are `/config.json` from now on; `DELETE` ends that |
//! | `POST /__reference/act` | `{"system", "method", "path", "query", "body", "fault"}`: a change by somebody else, past sign-in, faults and log; answers `{"status", "headers", "body"}` |
//!
//! What can fail, and how it is said: [`faults`].

mod control;
pub mod faults;
mod files;
mod log;
mod net;
mod play;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::http::{Answer, Asked, Pbx};
use crate::people::Kind;
use crate::systems;
use faults::{FILES, Faults};
use net::{Cord, Loopback, Paced};
use play::{Play, Wait};

/// What the command line may say.
pub struct Options {
    /// 0 takes any free port.
    pub port: u16,
    /// How many made-up people each system has.
    pub people: usize,
    /// What people they are.
    pub kind: Kind,
    /// The built console; without it only the systems are served.
    pub dist: Option<PathBuf>,
    /// Print the address only.
    pub quiet: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, people: 1000, kind: Kind::default(), dist: None, quiet: false }
    }
}

/// The largest request that is read.
const BODY_LIMIT: usize = 64 << 20;

struct Mounted {
    id: &'static str,
    mounts: Vec<&'static str>,
    script_name: bool,
    config: serde_json::Value,
    pbx: Mutex<Box<dyn Pbx>>,
}

pub(crate) struct Shared {
    systems: Vec<Mounted>,
    files: files::Files,
    faults: Mutex<Faults>,
    log: Mutex<log::Log>,
    /// What `/config.json` answers instead of the list of systems.
    config: Mutex<Option<Vec<u8>>>,
    /// Wakes the requests that wait for a test.
    release: Notify,
}

/// A lock that a panicking PBX does not spoil for the tests that follow.
pub(crate) fn held<T: ?Sized>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    fn system(&self, id: &str) -> Option<&Mounted> {
        self.systems.iter().find(|s| s.id == id)
    }

    fn config_json(&self) -> Vec<u8> {
        if let Some(bytes) = &*held(&self.config) {
            return bytes.clone();
        }
        let all: Vec<_> = self.systems.iter().map(|s| &s.config).filter(|config| !config.is_null()).collect();
        let mut text = serde_json::to_vec_pretty(&serde_json::json!({ "systems": all })).unwrap_or_default();
        text.push(b'\n');
        text
    }

    fn file(&self, path: &str, request: &Request) -> Response {
        if path == "/config.json" && !files::is_write(request.method()) {
            return files::page(self.config_json(), "application/json", "no-cache");
        }
        self.files.answer(request)
    }

    fn reset(&self, only: Option<&str>) {
        for system in &self.systems {
            if only.is_none_or(|id| id == system.id) {
                held(&system.pbx).reset();
            }
        }
        if only.is_none() {
            held(&self.faults).clear();
            *held(&self.config) = None;
            self.release.notify_waiters();
        }
    }

    async fn wait(&self, waits: &[Wait]) {
        for wait in waits {
            match wait {
                Wait::Time(time) => tokio::time::sleep(*time).await,
                Wait::Release => self.release.notified().await,
            }
        }
    }
}

/// Serves until the process is told to stop.
///
/// # Errors
/// A sentence if the port cannot be had or the folder is not one.
pub async fn run(options: Options) -> Result<(), String> {
    let (people, quiet) = (options.people, options.quiet);
    let mut systems = systems::all(people);
    if options.kind != Kind::default() {
        systems.iter_mut().for_each(|system| system.pbx.populate(options.kind));
    }
    let notes: Vec<(String, String, String)> = systems.iter().map(noted).collect();
    let server = Server::bind(options, systems).await?;
    println!("listening on http://{}/", server.address);
    if !quiet {
        print_systems(&notes, people);
    }
    let serving = server.serve();
    tokio::select! {
        ended = serving => ended,
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

/// Listening, but not answering yet.
pub struct Server {
    listener: TcpListener,
    shared: Arc<Shared>,
    pub address: SocketAddr,
}

impl Server {
    /// Takes the port.
    ///
    /// # Errors
    /// A sentence if the port cannot be had or the folder is not one.
    pub async fn bind(options: Options, systems: Vec<systems::System>) -> Result<Self, String> {
        if let Some(dir) = &options.dist
            && !dir.is_dir()
        {
            return Err(format!("--dist: {} is not a folder", dir.display()));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
            .await
            .map_err(|e| format!("cannot listen on port {}: {e}", options.port))?;
        let address = listener.local_addr().map_err(|e| e.to_string())?;
        let mounted = |s: systems::System| Mounted {
            id: s.id,
            mounts: s.mounts,
            script_name: s.script_name,
            config: s.config,
            pbx: Mutex::new(s.pbx),
        };
        let shared = Shared {
            systems: systems.into_iter().map(mounted).collect(),
            files: files::Files::new(options.dist),
            faults: Mutex::default(),
            log: Mutex::default(),
            config: Mutex::default(),
            release: Notify::new(),
        };
        Ok(Self { listener, shared: Arc::new(shared), address })
    }

    /// Answers for ever; dropping it ends all connections with the runtime.
    ///
    /// # Errors
    /// A sentence if the listener fails.
    pub async fn serve(self) -> Result<(), String> {
        let app = axum::Router::new().fallback(any).with_state(self.shared);
        axum::serve(Loopback(self.listener), app.into_make_service_with_connect_info::<Cord>())
            .await
            .map_err(|e| e.to_string())
    }
}

fn noted(system: &systems::System) -> (String, String, String) {
    let name = system.config.get("name").and_then(|n| n.as_str()).unwrap_or(system.id);
    (system.mounts.join(" and /api/"), name.to_owned(), system.accounts.clone())
}

fn print_systems(systems: &[(String, String, String)], people: usize) {
    println!("\n{people} made-up people in each of these systems; nothing is kept when the process ends.\n");
    for (mount, name, accounts) in systems {
        println!("  /api/{mount:<20} {name}");
        for line in accounts.lines() {
            println!("  {:25} {line}", "");
        }
    }
    println!();
}

/// Every request comes here: three prefixes are ours, the rest are files.
async fn any(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cord): ConnectInfo<Cord>,
    request: Request,
) -> Response {
    let reused = !cord.is_fresh();
    let path = request.uri().path().to_owned();
    if let Some(rest) = path.strip_prefix("/api/") {
        let (mount, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (mount, rest) = (mount.to_owned(), rest.to_owned());
        // A server goes on although the client has gone away.
        let task = tokio::spawn(async move { api(&shared, &cord, reused, &mount, &rest, request).await });
        return task.await.unwrap_or_else(|_| plain(500, "the reference PBX failed"));
    }
    if let Some(what) = path.strip_prefix("/__reference/") {
        let (head, body) = match split(request).await {
            Ok(parts) => parts,
            Err(response) => return response,
        };
        return tokio::task::block_in_place(|| control::answer(&shared, &head, what, &body));
    }
    // A server goes on although the client has gone away.
    let task = tokio::spawn(async move {
        let asked = Asked {
            method: request.method().as_str().to_owned(),
            path: path.clone(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            ..Asked::default()
        };
        let play = held(&shared.faults).take(FILES, &asked, reused);
        shared.wait(&play.waits_before).await;
        let response = tokio::task::block_in_place(|| shared.file(&path, &request));
        if play.name().is_none() {
            return response;
        }
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let headers =
            head.headers.iter().map(|(n, v)| (n.to_string(), v.to_str().unwrap_or_default().to_owned()));
        let file = Answer { status: head.status.as_u16(), headers: headers.collect(), body: bytes.to_vec() };
        let answer = play.around(&asked, "", &mut files::OneFile(file));
        shared.wait(&play.waits_after).await;
        files::shipped(sent(&cord, &play, answer))
    });
    task.await.unwrap_or_else(|_| plain(500, "the reference PBX failed"))
}

/// Puts an answer on the line, or what is left of it.
fn sent(cord: &Cord, play: &Play, answer: Answer) -> Response {
    if play.drop {
        cord.cut();
        return plain(500, "this is never seen");
    }
    match play.slow {
        Some(over) => paced(&answer, Paced::slow(answer.body.clone(), over)),
        // No length is told, so that the client waits for the end.
        None if play.drip.is_some() => {
            let gap = play.drip.unwrap_or_default();
            let bytes = answer.body[..answer.body.len().saturating_sub(1)].to_vec();
            head_of(&answer)
                .body(Body::new(Paced::endless(bytes, gap)))
                .unwrap_or_else(|_| plain(500, "the PBX made an answer that cannot be sent"))
        }
        // The length of the whole, half of the bytes, and then the line is dead.
        None if play.half => {
            let bytes = answer.body[..answer.body.len() / 2].to_vec();
            paced(&answer, Paced::broken(bytes))
        }
        None => response_of(answer),
    }
}

fn paced(answer: &Answer, body: Paced) -> Response {
    head_of(answer)
        .header(header::CONTENT_LENGTH, answer.body.len())
        .body(Body::new(body))
        .unwrap_or_else(|_| plain(500, "the PBX made an answer that cannot be sent"))
}

async fn split(request: Request) -> Result<(axum::http::request::Parts, Bytes), Response> {
    let (head, body) = request.into_parts();
    match to_bytes(body, BODY_LIMIT).await {
        Ok(bytes) => Ok((head, bytes)),
        Err(_) => Err(plain(413, "the request is too large, or was cut short")),
    }
}

async fn api(
    shared: &Shared,
    cord: &Cord,
    reused: bool,
    mount: &str,
    path: &str,
    request: Request,
) -> Response {
    let Some(system) = shared.systems.iter().find(|s| s.mounts.contains(&mount)) else {
        return plain(404, "no system is mounted here");
    };
    let id = system.id;
    let (head, body) = match split(request).await {
        Ok(parts) => parts,
        Err(response) => return response,
    };
    let mut asked = asked_of(&head, path, body);
    if system.script_name {
        asked.headers.push(("X-Script-Name".into(), format!("/api/{mount}")));
    }
    let play = held(&shared.faults).take(id, &asked, reused);
    shared.wait(&play.waits_before).await;
    asked.fault = play.for_pbx.clone();
    let host = asked.header("Host").unwrap_or_default().to_owned();
    let number = held(&shared.log).begin(id, &asked, play.name());
    let answer = tokio::task::block_in_place(|| {
        for act in &play.acts_before {
            control::acted(shared, act, id, &host);
        }
        let answer = match asked.path.as_str() {
            play::LOGIN => play::login_page(),
            _ => play.around(&asked, mount, &mut **held(&system.pbx)),
        };
        for act in &play.acts_after {
            control::acted(shared, act, id, &host);
        }
        answer
    });
    shared.wait(&play.waits_after).await;
    held(&shared.log).end(number, answer.status);
    let answer = if system.script_name { answer } else { passed_on(answer, mount, &host) };
    sent(cord, &play, answer)
}

fn asked_of(head: &axum::http::request::Parts, path: &str, body: Bytes) -> Asked {
    let headers = head
        .headers
        .iter()
        // Only the back door may act past the sign-in, and only the web server
        // names the prefix.
        .filter(|(name, _)| !matches!(name.as_str(), "x-reference-act" | "x-script-name"))
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    Asked {
        method: head.method.as_str().to_owned(),
        path: if path.is_empty() { "/".to_owned() } else { path.to_owned() },
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers,
        body: body.to_vec(),
        fault: None,
    }
}

/// What a web server does that passes a path prefix on: an absolute `Location`
/// of the PBX gets the prefix. Bodies, and the links in them, stay as they are.
fn passed_on(mut answer: Answer, mount: &str, host: &str) -> Answer {
    for (name, value) in &mut answer.headers {
        if name.eq_ignore_ascii_case("location") {
            let own = format!("http://{host}/");
            if let Some(rest) = value.strip_prefix(&own) {
                *value = format!("{own}api/{mount}/{rest}");
            }
        }
    }
    answer
}

fn head_of(answer: &Answer) -> axum::http::response::Builder {
    let mut builder = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        let name = HeaderName::try_from(name.as_str());
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value)
            && name != header::CONTENT_LENGTH
            && name != header::TRANSFER_ENCODING
            && name != header::CONNECTION
        {
            builder = builder.header(name, value);
        }
    }
    builder
}

pub(crate) fn response_of(answer: Answer) -> Response {
    let builder = head_of(&answer);
    builder
        .body(Body::from(answer.body))
        .unwrap_or_else(|_| plain(500, "the PBX made an answer that cannot be sent"))
}

pub(crate) fn plain(status: u16, text: &str) -> Response {
    let mut response = Response::new(Body::from(format!("{text}\n")));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
