//! Is this APIO there, and is it reached the way that `config.json` has it?

use crate::config::{Apio, ApioVia};
use crate::domain::installation::{SystemFault, SystemKey, SystemProblem};
use crate::state::probe::{Probe, Probed};
use crate::wire::Request;
use crate::wire::apio::probe as wire;
use crate::wire::probe;

/// Asks for what nobody sees who is not signed in.
///
/// # Errors
/// What is wrong, with the key of `config.json` that mends it.
pub async fn probe(probe: &Probe, configured: &Apio) -> Probed {
    let is_gateway = configured.via == ApioVia::Gateway;
    let (path, answer) = probe.ask_in_session(&probe.base, request(is_gateway)).await;
    if let Some(access) = answer.as_ref().ok().and_then(wire::read_answer) {
        return Ok(access);
    }
    let fault = probe::read_fault(&answer);
    let may_be_other = matches!(fault, SystemFault::NotFound | SystemFault::AnotherService { .. });
    let problem = if may_be_other && answers(probe, &probe.base, request(!is_gateway)).await {
        let value = if is_gateway { "core" } else { "gateway" }.to_owned();
        SystemProblem { key: SystemKey::Via, fault: SystemFault::OtherValue { value }, path }
    } else {
        SystemProblem { key: SystemKey::Base, fault, path }
    };
    Err(vec![problem])
}

/// Does an APIO answer below this path, either way?
pub async fn is_there(probe: &Probe, base: &str) -> bool {
    answers(probe, base, request(true)).await || answers(probe, base, request(false)).await
}

fn request(is_gateway: bool) -> Request {
    if is_gateway { wire::gateway_request() } else { wire::core_request() }
}

async fn answers(probe: &Probe, base: &str, request: Request) -> bool {
    let (_, answer) = probe.ask(base, request).await;
    if !answer.is_ok_and(|answer| wire::read_answer(&answer).is_some()) {
        return false;
    }
    // Many a service refuses whatever it is asked, known or not.
    let (_, unknown) = probe.ask(base, wire::unknown_request()).await;
    unknown.is_ok_and(|unknown| wire::read_answer(&unknown).is_none())
}
