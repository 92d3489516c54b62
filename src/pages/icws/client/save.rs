//! Saving a client configuration: look, send, look again, and say what became of it.

use leptos::prelude::*;

use crate::domain::{Refusal, RefusalKind};
use crate::pages::icws::client::complain;
use crate::pages::icws::client::editing::{Complaints, Editing};
use crate::state::Console;
use crate::state::icws::client::Changed;
use crate::state::notices::Tone;
use crate::text::{common, icws as words};
use crate::wire::icws::changes::{ChangeResult, all_applied};
use crate::wire::icws::{ClientDraft, FollowMeEntry, LicenceProblem, Property};

/// Sends what was changed, unless it is wrong or somebody else was faster.
pub async fn save(editing: Editing, console: Console) {
    let Editing { draft, .. } = editing;
    if !draft.with_untracked(ClientDraft::is_changed) {
        return nothing(console);
    }
    let problems = draft.with_untracked(ClientDraft::problems);
    if !problems.is_empty() {
        return complain(editing, Complaints { problems, sent: sent(editing), ..Complaints::default() });
    }
    editing.complaints.set(Complaints::default());
    send(editing, console).await;
    // The sources of before may be those of yesterday.
    editing.read_sources();
}

/// Looks whether anybody was faster, sends, and looks again.
async fn send(editing: Editing, console: Console) {
    let Editing { icws, id, access, draft, complaints, .. } = editing;
    let notices = console.notices;
    let id = id.get_value();
    match icws.read_client(&id).await {
        Ok(fresh) => {
            let Some(conflicts) = editing.put_under(fresh) else { return };
            if !conflicts.is_empty() {
                return complain(editing, Complaints { conflicts, ..Complaints::default() });
            }
        }
        Err(refusal) => return refused(editing, refusal),
    }
    // Somebody else may have made the very same change meanwhile.
    let Some(changes) = draft.try_with_untracked(ClientDraft::changes) else { return };
    let Some(changes) = changes else { return nothing(console) };
    match icws.change_client(&id, access, &changes).await {
        Changed::Done { saved, now, held } => {
            // Whoever left the page is not told on another.
            if editing.put_under(now).is_none() {
                return;
            }
            let whole = all_applied(&held);
            settle(editing, &held);
            let unsaid = held
                .iter()
                .all(|(_, held)| matches!(held, ChangeResult::Applied | ChangeResult::NotReported));
            complaints.try_update(|all| all.held = otherwise(held));
            warn(console, whole, saved.licence_problems);
            if whole {
                notices.say(Tone::Done, |language| words::saved(language).to_owned());
            } else if unsaid {
                notices.say(Tone::Warning, |language| words::held_unsaid(language).to_owned());
            } else {
                notices.say(Tone::Warning, |language| words::not_all_held(language).to_owned());
            }
        }
        Changed::Refused { refusal, warnings } => {
            warn(console, false, warnings);
            refused(editing, refusal);
        }
        Changed::Doubtful { refusal, warnings, now, held } => {
            // Whoever left the page is not told on another.
            if editing.put_under(now).is_none() {
                return;
            }
            let whole = all_applied(&held);
            let is_warned = !warnings.is_empty();
            warn(console, whole && refusal.problems.is_empty(), warnings);
            settle(editing, &held);
            let some = held.iter().any(|(_, held)| *held == ChangeResult::Applied);
            // A server that gave up waiting may still make the change.
            let in_doubt = !some && matches!(refusal.kind, RefusalKind::OutOfReach(_));
            let said = if refusal.problems.is_empty() && whole && is_warned {
                Complaints::default()
            } else if refusal.problems.is_empty() && whole {
                notices.say(Tone::Warning, |language| words::failed_but_saved(language).to_owned());
                Complaints::default()
            } else {
                if !whole {
                    notices.say(Tone::Failed, |language| words::failed_not_saved(language).to_owned());
                }
                Complaints {
                    problems: refusal.problems.clone(),
                    in_doubt,
                    refusal: Some(refusal),
                    in_part: some,
                    sent: sent(editing),
                    held: otherwise(held),
                    ..Complaints::default()
                }
            };
            if said.is_empty() {
                complaints.try_set(said);
            } else {
                complain(editing, said);
            }
        }
        Changed::Unread(saved) => {
            warn(console, false, saved.licence_problems);
            notices.say(Tone::Warning, |language| words::unread(language).to_owned());
        }
        Changed::Unknown { refusal, warnings } => {
            warn(console, false, warnings);
            refused(editing, refusal);
            editing.complaints.try_update(|all| all.in_doubt = true);
            notices.say(Tone::Failed, |language| words::unknown_outcome(language).to_owned());
        }
    }
}

fn nothing(console: Console) {
    console.notices.say(Tone::Done, |language| common::nothing_changed(language).to_owned());
}

/// What the server does not tell was acknowledged all the same: it is no
/// change of this page any more.
fn settle(editing: Editing, held: &[(Property, ChangeResult)]) {
    let unsaid: Vec<Property> = held
        .iter()
        .filter(|(_, held)| *held == ChangeResult::NotReported)
        .map(|(property, _)| *property)
        .collect();
    if !unsaid.is_empty() {
        editing.draft.try_update(|draft| unsaid.into_iter().for_each(|property| draft.revert(property)));
    }
}

fn otherwise(held: Vec<(Property, ChangeResult)>) -> Vec<(Property, ChangeResult)> {
    held.into_iter().filter(|(_, held)| *held != ChangeResult::Applied).collect()
}

/// The follow-me list as it is typed now.
fn sent(editing: Editing) -> Vec<FollowMeEntry> {
    // The page may have been left for somebody else's meanwhile.
    let changes = editing.draft.try_with_untracked(ClientDraft::changes).flatten();
    changes.map(|changes| changes.follow_me().to_vec()).unwrap_or_default()
}

fn refused(editing: Editing, refusal: Refusal) {
    let problems = refusal.problems.clone();
    let sent = sent(editing);
    complain(editing, Complaints { problems, refusal: Some(refusal), sent, ..Complaints::default() });
}

/// What the server said about licences beside its answer.
fn warn(console: Console, is_saved: bool, licences: Vec<LicenceProblem>) {
    for problem in licences {
        console.notices.say(Tone::Warning, move |language| {
            let licence = words::licence(language, problem.number, problem.licence.label());
            let before = match (is_saved, problem.is_warning()) {
                (true, true) => words::saved_with_warning,
                (false, true) => words::licence_warning,
                (_, false) => words::licence_not_set,
            };
            [before(language), " ", &licence].concat()
        });
    }
}
