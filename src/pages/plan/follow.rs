//! What goes with a run, whether or not its page is there: what it has done is kept in this tab, and
//! it is said when it ends while somebody is elsewhere.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clock, kept_in_tab};
use crate::components::language;
use crate::pages::plan::save;
use crate::pages::plan::vendor::PlanPage;
use crate::plan::kept::KeptRun;
use crate::state::Console;
use crate::state::notices::Tone;
use crate::state::plan::{Phase, Tally};
use crate::state::system_plan::Plan;
use crate::text::plan as texts;

/// While it runs it is kept at most so often.
const AT_MOST_EVERY: Duration = Duration::from_secs(2);

/// Follows the runs of a system. To be called once.
pub fn follow_run<S: PlanPage>(server: S) {
    keep_run(server);
    let run = Plan::of(server).run;
    let phase = run.phase();
    let Console { navigation, notices, .. } = Console::get();
    Effect::new(move |before: Option<Phase>| {
        let now = phase.get();
        let was_under_way = matches!(before, Some(Phase::Running | Phase::Paused));
        // It is closed at once where somebody else signs in, and cannot be by hand before its end.
        let is_signed_in = untrack(|| server.system().username().is_some());
        if now == Phase::Ready && was_under_way && is_signed_in {
            notices.say(Tone::Warning, |language| texts::of_another_person(language).to_owned());
        }
        if navigation.here() == server.plan_route() {
            return now;
        }
        let Tally { done, already, failed, not_tried, .. } = untrack(|| run.tally());
        match now {
            Phase::Over if was_under_way => {
                let tone = if failed + not_tried == 0 { Tone::Done } else { Tone::Warning };
                let done = done + already;
                notices.say(tone, move |language| texts::ended(language, done, failed, not_tried));
            }
            Phase::Paused if before == Some(Phase::Running) => {
                notices.say(Tone::Warning, |language| texts::paused_elsewhere(language).to_owned());
            }
            _ => {}
        }
        now
    });
}

/// Keeps what the run has done.
fn keep_run<S: PlanPage>(server: S) {
    let language = language();
    let run = Plan::of(server).run;
    let is_waiting = StoredValue::new(false);
    let keep = move || {
        let person = server.system().username().unwrap_or_default();
        let Some(run) = untrack(|| save::to_kept(server, language.get())) else { return };
        let path = server.plan_path();
        if !kept_in_tab::keep(&path, Some(&run.to_text(&person))) {
            // Many thousands of rows are more than the storage takes; the way back comes first.
            kept_in_tab::keep(&path, Some(&KeptRun { outcome: String::new(), ..run }.to_text(&person)));
        }
    };
    Effect::new(move |_| {
        run.version().track();
        if run.phase().get() != Phase::Running {
            return keep();
        }
        if !is_waiting.get_value() {
            is_waiting.set_value(true);
            spawn_local(async move {
                clock::sleep(AT_MOST_EVERY).await;
                is_waiting.set_value(false);
                keep();
            });
        }
    });
    // It is there until the tab is loaded anew.
    let _ = window_event_listener(ev::pagehide, move |_| keep());
}
