//! Where a plan begins: from a selection, a file or a list of names.

use crate::state::Console;
use crate::state::notices::Tone;
use crate::state::system_plan::{Beginning, Plan, PlanSystem};
use crate::text::plan as texts;

/// Goes to the plan that is made of this. It takes the place of the one before, unless that is under
/// way, or has passwords that nobody has been handed yet and somebody wants them first: then to that one.
pub fn begin_plan<S: PlanSystem>(server: S, source: S::Source) {
    let Console { navigation, notices, .. } = Console::get();
    let beginning = Plan::of(server).begin(source);
    navigation.go(&server.plan_route());
    if beginning == Beginning::StillRunning {
        notices.say(Tone::Warning, |language| texts::still_open(language).to_owned());
    }
}
