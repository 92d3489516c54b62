//! Is this installation in order? What the web server does with our files.

use std::time::UNIX_EPOCH;

use crate::browser::{clock, dom, history};
use crate::client;
use crate::wire::{Method, Request, Response};

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Content-Security-Policy with Trusted Types.
    Policy,
    /// `X-Content-Type-Options: nosniff`.
    NoSniff,
    /// `Referrer-Policy`.
    Referrer,
    /// The program comes as `application/wasm`.
    WasmType,
    /// The program comes compressed.
    Compression,
    /// An address of the console that is no file answers with the page.
    DeepLink,
    /// The server's clock and this computer's agree within two minutes.
    Clock,
}

impl Check {
    pub const ALL: [Self; 7] = [
        Self::Policy,
        Self::NoSniff,
        Self::Referrer,
        Self::WasmType,
        Self::Compression,
        Self::DeepLink,
        Self::Clock,
    ];
}

/// How a check came out. `None` where it could not be made.
pub type Finding = (Check, Option<bool>);

async fn fetch(path: &str) -> Option<Response> {
    let prefix = history::prefix();
    let request = Request::new(Method::Get, path).header("Accept", "*/*");
    client::send(prefix.trim_end_matches('/'), request).await.ok()
}

/// Makes all the checks.
pub async fn run() -> Vec<Finding> {
    let page = fetch("/").await;
    let deep = fetch("/check/no-such-view").await;
    let program = match dom::program_address() {
        Some(path) => fetch(&path).await,
        None => None,
    };
    let has = |response: &Option<Response>, name: &str, wanted: &[&str]| {
        let response = response.as_ref()?;
        let value = response.header(name).unwrap_or_default().to_ascii_lowercase();
        Some(!value.is_empty() && wanted.iter().all(|wanted| value.contains(wanted)))
    };
    Check::ALL
        .into_iter()
        .map(|check| {
            let found = match check {
                Check::Policy => has(
                    &page,
                    "Content-Security-Policy",
                    &["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"],
                ),
                Check::NoSniff => has(&page, "X-Content-Type-Options", &["nosniff"]),
                Check::Referrer => has(&page, "Referrer-Policy", &["no-referrer"]),
                Check::WasmType => has(&program, "Content-Type", &["application/wasm"]),
                Check::Compression => {
                    program.as_ref().map(|program| program.header("Content-Encoding").is_some())
                }
                Check::DeepLink => deep.as_ref().map(|deep| {
                    deep.status == 200
                        && deep.header("Content-Type").is_some_and(|kind| kind.contains("html"))
                }),
                Check::Clock => page
                    .as_ref()
                    .and_then(Response::date)
                    .and_then(|server| server.duration_since(UNIX_EPOCH).ok())
                    .map(|server| (server.as_secs_f64() * 1000.0 - clock::now()).abs() < 120_000.0),
            };
            (check, found)
        })
        .collect()
}
