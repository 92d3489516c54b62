//! Is this installation in order? What the web server does with our files, and
//! whether each system answers as `config.json` has it.

use std::time::UNIX_EPOCH;

use leptos::prelude::GetUntracked;

use super::probe::Probe;
use super::{System, apio, icws, xivo};
use crate::browser::{clock, dom, history, share};
use crate::client;
use crate::config::{SystemKind, Vendor};
use crate::domain::installation::{
    PolicyProblem, SystemFault, SystemKey, SystemProblem, SystemState, check_policy,
};
use crate::wire::probe::{Access, REDIRECT, ancestors};
use crate::wire::{Method, Request, Response};

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// An address with a dot, an `@` and an encoded slash answers with the page.
    DeepLink,
    /// The page finds its files, whatever address it was opened at.
    DeepFile,
    /// A file of an older version is not there, rather than the page in its place.
    MissingFile,
    /// The program comes as `application/wasm`.
    WasmType,
    /// The program comes compressed.
    Compression,
    /// `config.json` is not kept by browsers.
    ConfigCache,
    /// The page is not kept by browsers, so that an upgrade is seen.
    PageCache,
    /// Content-Security-Policy with Trusted Types.
    Policy,
    /// The same policy on the addresses of views.
    DeepPolicy,
    /// `X-Content-Type-Options: nosniff`.
    NoSniff,
    /// `Referrer-Policy: no-referrer`.
    Referrer,
    /// `Cross-Origin-Opener-Policy: same-origin`.
    Opener,
    /// The page came over HTTPS, without which browsers have no clipboard.
    SecureContext,
    /// The server's clock and this computer's agree within two minutes.
    Clock,
}

impl Check {
    pub const ALL: [Self; 14] = [
        Self::DeepLink,
        Self::DeepFile,
        Self::MissingFile,
        Self::WasmType,
        Self::Compression,
        Self::ConfigCache,
        Self::PageCache,
        Self::Policy,
        Self::DeepPolicy,
        Self::NoSniff,
        Self::Referrer,
        Self::Opener,
        Self::SecureContext,
        Self::Clock,
    ];
}

/// How a check came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    InOrder,
    /// It is wrong, and this is what there is instead: a value of a header, a
    /// status; empty where there is nothing.
    Wrong(String),
    WrongPolicy(PolicyProblem),
    NotTestable,
}

/// The longest differences of two clocks that do no harm, in milliseconds.
const CLOCK_MS: f64 = 120_000.0;

async fn fetch(path: &str) -> Option<Response> {
    let prefix = history::prefix();
    let request = Request::new(Method::Get, path).header("Accept", "*/*");
    client::look(prefix.trim_end_matches('/'), request, true).await.ok()
}

/// Makes all the checks of the web server.
pub async fn check_web_server() -> Vec<(Check, Outcome)> {
    let page = fetch("/").await;
    let deep = fetch("/check/mira.holt@example.com/a%2Fb").await;
    let missing = fetch("/switchroom-0000000000000000.js").await;
    let config = fetch("/config.json").await;
    let (program, deep_file) = match dom::program_address() {
        Some(path) => (fetch(&path).await, find_beside_view(&deep, &path).await),
        None => (None, Outcome::NotTestable),
    };
    Check::ALL
        .into_iter()
        .map(|check| {
            let outcome = match check {
                Check::DeepLink => on(&deep, |deep| match (deep.status, media_type(deep)) {
                    (200, kind) if kind.contains("html") => Outcome::InOrder,
                    (200, kind) => Outcome::Wrong(kind),
                    (status, _) => Outcome::Wrong(status.to_string()),
                }),
                Check::DeepFile => deep_file.clone(),
                Check::MissingFile => on(&missing, |missing| match missing.status {
                    404 | 410 => Outcome::InOrder,
                    status => Outcome::Wrong(status.to_string()),
                }),
                Check::WasmType => header(&program, "Content-Type", &["application/wasm"]),
                Check::Compression => header(&program, "Content-Encoding", &["br", "gzip", "zstd"]),
                Check::ConfigCache => header(&config, "Cache-Control", FRESH),
                Check::PageCache => header(&page, "Cache-Control", FRESH),
                Check::Policy => policy(&page),
                Check::DeepPolicy => policy(&deep),
                Check::NoSniff => header(&page, "X-Content-Type-Options", &["nosniff"]),
                Check::Referrer => header(&page, "Referrer-Policy", &["no-referrer"]),
                Check::Opener => header(&page, "Cross-Origin-Opener-Policy", &["same-origin"]),
                Check::SecureContext if share::is_secure_context() => Outcome::InOrder,
                Check::SecureContext => Outcome::Wrong(String::new()),
                Check::Clock => compare_clocks(&page),
            };
            (check, outcome)
        })
        .collect()
}

/// Does the page find this file of its own from the address of a view, where it is this page?
async fn find_beside_view(page: &Option<Response>, path: &str) -> Outcome {
    match page {
        // It names its folder, and asks for no file elsewhere.
        Some(page) if page.status == 200 && String::from_utf8_lossy(&page.body).contains("<base ") => {
            Outcome::InOrder
        }
        Some(page) if page.status == 200 => {
            let answer = fetch(&["/check/mira.holt@example.com", path].concat()).await;
            on(&answer, |answer| match answer.status {
                REDIRECT => Outcome::InOrder,
                status => Outcome::Wrong(status.to_string()),
            })
        }
        _ => Outcome::NotTestable,
    }
}

/// What makes a browser ask before it uses what it has kept.
const FRESH: &[&str] = &["no-cache", "no-store", "max-age=0"];

fn on(response: &Option<Response>, judge: impl FnOnce(&Response) -> Outcome) -> Outcome {
    response.as_ref().map_or(Outcome::NotTestable, judge)
}

fn media_type(response: &Response) -> String {
    response.header("Content-Type").unwrap_or_default().to_ascii_lowercase()
}

/// Is one of the values that are wanted among those of the header?
fn header(response: &Option<Response>, name: &str, wanted: &[&str]) -> Outcome {
    on(response, |response| {
        let value = response.header(name).unwrap_or_default();
        let mut values = value.split([',', ';']).map(str::trim);
        if values.any(|value| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(value))) {
            Outcome::InOrder
        } else {
            Outcome::Wrong(value.to_owned())
        }
    })
}

fn policy(response: &Option<Response>) -> Outcome {
    on(response, |response| match check_policy(response.header("Content-Security-Policy")) {
        Ok(()) => Outcome::InOrder,
        Err(problem) => Outcome::WrongPolicy(problem),
    })
}

fn compare_clocks(page: &Option<Response>) -> Outcome {
    let server = page.as_ref().and_then(Response::date);
    match server.and_then(|server| server.duration_since(UNIX_EPOCH).ok()) {
        None => Outcome::NotTestable,
        Some(server) if (server.as_secs_f64() * 1000.0 - clock::now()).abs() < CLOCK_MS => Outcome::InOrder,
        Some(_) => Outcome::Wrong(String::new()),
    }
}

/// Is the system there, as `config.json` has it?
pub async fn check_system(system: System) -> SystemState {
    let session = system.session().get_untracked();
    let probe = Probe { base: system.base(), has_session: !session.is_signed_out(), session };
    let kind = system.with(|config| config.kind.clone());
    let probed = match &kind {
        SystemKind::Xivo(configured) => xivo::probe::probe(&probe, configured).await,
        SystemKind::Icws(_) => icws::probe::probe(&probe, icws::Icws::of(system)).await,
        SystemKind::Apio(configured) => apio::probe::probe(&probe, configured).await,
    };
    match probed {
        Ok(Access::Open) => SystemState::InOrder,
        Ok(Access::SignIn) => SystemState::SignInNeeded,
        Err(problems) => SystemState::Wrong(find_other_value(&probe, system.vendor(), problems).await),
    }
}

/// Where something else answers, the system may be there under a shorter path,
/// or it is of another kind.
async fn find_other_value(probe: &Probe, vendor: Vendor, problems: Vec<SystemProblem>) -> Vec<SystemProblem> {
    let is_another = |problem: &&SystemProblem| {
        let is_fault = matches!(problem.fault, SystemFault::NotFound | SystemFault::AnotherService { .. });
        problem.key == SystemKey::Base && is_fault
    };
    let Some(problem) = problems.iter().find(is_another) else { return problems };
    let other = |key, value: &str| {
        let fault = SystemFault::OtherValue { value: value.to_owned() };
        vec![SystemProblem { key, fault, path: problem.path.clone() }]
    };
    for ancestor in ancestors(&probe.base) {
        if is_there(probe, vendor, ancestor).await {
            return other(SystemKey::Base, ancestor);
        }
    }
    for (kind, value) in [(Vendor::Icws, "icws"), (Vendor::Apio, "apio"), (Vendor::Xivo, "xivo")] {
        if kind != vendor && is_there(probe, kind, &probe.base).await {
            return other(SystemKey::Kind, value);
        }
    }
    problems
}

async fn is_there(probe: &Probe, vendor: Vendor, base: &str) -> bool {
    match vendor {
        Vendor::Xivo => xivo::probe::is_there(probe, base).await,
        Vendor::Icws => icws::probe::is_there(probe, base).await,
        Vendor::Apio => apio::probe::is_there(probe, base).await,
    }
}
