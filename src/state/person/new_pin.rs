//! The new PINs of somebody who leaves, until they are noted.

use leptos::prelude::*;

use super::field::SystemField;
use crate::domain::Secret;
use crate::state::plan::{Item, PlanRun};
use crate::wire::apio::profile_form::ProfileField;

/// A new PIN, as a plan for one person has it.
pub const NEW_PIN: SystemField = SystemField::Apio(ProfileField::NewPin);

/// A PIN that a run has set, or may have set.
#[derive(Clone, PartialEq)]
pub struct RunPin {
    pub name: String,
    pub pin: Secret,
    /// False where it is not known whether the server has it.
    pub is_set: bool,
}

/// The PINs of a run that nobody has noted yet. Reactive.
pub fn pins_of(run: PlanRun<SystemField>) -> Vec<RunPin> {
    run.version().track();
    let pin = |item: &Item<SystemField>| {
        let row = item.to_hand_over()?;
        let pin = row.secret(NEW_PIN)?.clone();
        Some(RunPin {
            pin,
            is_set: item.done.as_ref().is_some_and(|done| done.secret(NEW_PIN).is_some()),
            name: row.name,
        })
    };
    run.with(|items| items.iter().filter_map(pin).collect())
}
