//! Is this XiVO there, and does it answer as `config.json` has it?

use crate::config::{Xivo, XivoApi, XivoSignIn};
use crate::domain::installation::{SystemFault, SystemKey, SystemProblem};
use crate::state::probe::{Probe, Probed};
use crate::wire::probe::{self, Access};
use crate::wire::xivo::probe as wire;

/// Asks the users' service, and the token service where there is one.
///
/// # Errors
/// What is wrong, with the key of `config.json` that mends it.
pub async fn probe(probe: &Probe, configured: &Xivo) -> Probed {
    let mut problems = Vec::new();
    let access = users(probe, configured).await.map_err(|problem| problems.push(problem)).ok();
    if let XivoSignIn::Token { base } = &configured.sign_in {
        problems.extend(tokens(probe, base).await.err());
    }
    match access {
        Some(access) if problems.is_empty() => Ok(access),
        _ => Err(problems),
    }
}

async fn users(probe: &Probe, configured: &Xivo) -> Result<Access, SystemProblem> {
    let versions: &[&'static str] = match configured.api {
        XivoApi::V1_0 => &["1.0"],
        XivoApi::V1_1 => &["1.1"],
        XivoApi::Auto => &VERSIONS,
    };
    let mut first = None;
    for version in versions {
        let (path, answer) = probe.ask_in_session(&probe.base, wire::user_request(version)).await;
        let problem = |key, fault| SystemProblem { key, fault, path: path.clone() };
        let access = answer.as_ref().ok().and_then(|answer| wire::read_user(version, answer));
        let wants_token = matches!(configured.sign_in, XivoSignIn::Token { .. });
        match access {
            Some(Access::SignIn) if !wants_token => {
                return Err(problem(SystemKey::SignIn, SystemFault::TokenNeeded));
            }
            Some(Access::Open) if wants_token && !probe.has_session => {
                return Err(problem(SystemKey::SignIn, SystemFault::TokenNotNeeded));
            }
            Some(access) => return Ok(access),
            None => {}
        }
        match probe::read_fault(&answer) {
            SystemFault::Challenge { .. }
                if wants_token && answer.as_ref().is_ok_and(wire::takes_tokens_too) =>
            {
                return Ok(Access::SignIn);
            }
            // Only a path that is not known leaves it to another version.
            fault @ (SystemFault::NotFound | SystemFault::AnotherService { .. }) => {
                first = first.or_else(|| Some(problem(SystemKey::Base, fault)));
            }
            fault @ SystemFault::Challenge { .. } if wants_token => {
                return Err(problem(SystemKey::SignIn, fault));
            }
            fault => return Err(problem(SystemKey::Base, fault)),
        }
    }
    let problem = first.unwrap_or_else(|| SystemProblem {
        key: SystemKey::Base,
        fault: SystemFault::NotFound,
        path: probe.base.clone(),
    });
    for version in VERSIONS.into_iter().filter(|version| !versions.contains(version)) {
        if has_version(probe, &probe.base, version).await {
            let fault = SystemFault::OtherValue { value: version.to_owned() };
            return Err(SystemProblem { key: SystemKey::Api, fault, ..problem });
        }
    }
    if has_tokens(probe, &probe.base).await {
        return Err(SystemProblem { fault: SystemFault::TokenService, ..problem });
    }
    Err(problem)
}

/// The versions of the API, the newer first.
const VERSIONS: [&str; 2] = ["1.1", "1.0"];

async fn tokens(probe: &Probe, base: &str) -> Result<(), SystemProblem> {
    let (path, answer) = probe.ask(base, wire::token_request()).await;
    if answer.as_ref().is_ok_and(wire::is_token_service) {
        return Ok(());
    }
    let problem = |fault| SystemProblem { key: SystemKey::TokenBase, fault, path };
    let fault = probe::read_fault(&answer);
    if !matches!(fault, SystemFault::NotFound | SystemFault::AnotherService { .. }) {
        return Err(problem(fault));
    }
    if is_there(probe, base).await {
        return Err(problem(SystemFault::UserService));
    }
    for ancestor in probe::ancestors(base) {
        if has_tokens(probe, ancestor).await {
            return Err(problem(SystemFault::OtherValue { value: ancestor.to_owned() }));
        }
    }
    Err(problem(fault))
}

async fn has_tokens(probe: &Probe, base: &str) -> bool {
    let (_, answer) = probe.ask(base, wire::token_request()).await;
    answer.is_ok_and(|answer| wire::is_token_service(&answer))
}

/// Does a XiVO answer below this path, of whatever version of the API?
pub async fn is_there(probe: &Probe, base: &str) -> bool {
    has_version(probe, base, "1.1").await || has_version(probe, base, "1.0").await
}

async fn has_version(probe: &Probe, base: &str, version: &str) -> bool {
    let (_, answer) = probe.ask(base, wire::user_request(version)).await;
    answer.is_ok_and(|answer| wire::read_user(version, &answer).is_some())
}
