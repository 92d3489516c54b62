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
        let (path, answer) = probe.ask(base, wire::token_request()).await;
        if !answer.as_ref().is_ok_and(wire::is_token_service) {
            let fault = probe::read_fault(&answer);
            problems.push(SystemProblem { key: SystemKey::TokenBase, fault, path });
        }
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
        XivoApi::Auto => &["1.1", "1.0"],
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
    for version in ["1.1", "1.0"].into_iter().filter(|version| !versions.contains(version)) {
        if is_there(probe, version).await {
            let fault = SystemFault::OtherValue { value: version };
            return Err(SystemProblem { key: SystemKey::Api, fault, ..problem });
        }
    }
    Err(problem)
}

/// Does a XiVO answer here, of this version of the API?
pub async fn is_there(probe: &Probe, version: &str) -> bool {
    let (_, answer) = probe.ask(&probe.base, wire::user_request(version)).await;
    answer.is_ok_and(|answer| wire::read_user(version, &answer).is_some())
}
