//! Is this PureConnect there, and does its session's cookie come back?

use leptos::prelude::*;

use super::Icws;
use crate::domain::installation::{SystemFault, SystemKey, SystemProblem};
use crate::state::probe::{Probe, Probed};
use crate::wire::Call;
use crate::wire::icws::messages::PollMessages;
use crate::wire::icws::probe as wire;
use crate::wire::probe::{self, Access};

/// Asks for the version, which needs no session, and within a session whether it is accepted.
///
/// # Errors
/// What is wrong, with the key of `config.json` that mends it.
pub async fn probe(probe: &Probe, icws: Icws) -> Probed {
    let (path, answer) = probe.ask(&probe.base, wire::version_request()).await;
    // It knows itself even in the answer to a path that it does not know.
    if let Some(shorter) = probe.base.strip_suffix("/icws")
        && is_there(probe, shorter).await
    {
        let fault = SystemFault::OtherValue { value: shorter.to_owned() };
        return Err(vec![SystemProblem { key: SystemKey::Base, fault, path }]);
    }
    if !answer.as_ref().is_ok_and(wire::is_icws) {
        let fault = probe::read_fault(&answer);
        return Err(vec![SystemProblem { key: SystemKey::Base, fault, path }]);
    }
    if icws.cookie_lost.get_value() {
        let path = [&probe.base, "/icws/"].concat();
        return Err(vec![SystemProblem { key: SystemKey::Base, fault: SystemFault::CookieLost, path }]);
    }
    let Some(open) = icws.open_untracked() else { return Ok(Access::SignIn) };
    let call = open.session.call(PollMessages);
    let (_, answer) = probe.ask_in_session(&open.base, call.request()).await;
    if answer.is_ok_and(|answer| answer.status == 401) {
        // It was accepted when it was opened, and has ended since.
        return Ok(Access::SignIn);
    }
    Ok(Access::Open)
}

/// Does a PureConnect answer below this path?
pub async fn is_there(probe: &Probe, base: &str) -> bool {
    let (_, answer) = probe.ask(base, wire::version_request()).await;
    answer.is_ok_and(|answer| wire::is_icws(&answer))
}
