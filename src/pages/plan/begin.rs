//! Where a plan begins: from a selection, a file or a list of names.

use crate::state::Console;
use crate::state::notices::Tone;
use crate::state::system_plan::{Plan, PlanSystem};
use crate::text::plan as texts;

/// Goes to the plan that is made of this. It takes the place of the one before, unless that is under
/// way or has passwords that nobody has been handed yet: then to that one.
pub fn begin_plan<S: PlanSystem>(server: S, source: S::Source) {
    let Console { navigation, notices, .. } = Console::get();
    let is_begun = Plan::of(server).begin(source);
    navigation.go(&server.plan_route());
    if !is_begun {
        notices.say(Tone::Warning, |language| texts::still_open(language).to_owned());
    }
}
