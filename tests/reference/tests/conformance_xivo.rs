//! Replays every recorded exchange of tests/fixtures/xivo against the dialect
//! of its age, and holds the answer against the recording: status, the headers
//! that matter, and the body with ids of its own making, UUIDs, tokens, times
//! and addresses made equal.
//!
//! A new recording needs no code if the people it speaks of are there: see
//! `states.rs`.

#[path = "conformance_xivo/compare.rs"]
mod compare;
#[path = "conformance_xivo/recording.rs"]
mod recording;
#[path = "conformance_xivo/states.rs"]
mod states;

use std::collections::BTreeSet;

use recording::Recording;
use reference_pbx::http::{Answer, Pbx};
use states::Scene;

/// Cases that the reference knowingly does not imitate, and why. The test
/// fails if one of them matches after all, or is not there.
const NOT_IMITATED: [(&str, &str, &str); 6] = [
    ("2016-03", "export-1.1-get-200", "the console exports what it shows, it does not call the server's export"),
    ("2016-03", "export-1.1-get-200-accept-json", "as above"),
    ("2016-03", "import-1.1-post-400", "the console does not import"),
    ("2019-05", "export-1.1-get-200", "as in 2016"),
    ("2019-05", "import-1.1-post-201", "as in 2016"),
    ("2019-05", "import-1.1-post-400", "as in 2016"),
];

fn replay(recording: &Recording) -> Result<(), String> {
    let mut scene = Scene::of(recording);
    let mut asked = recording.asked();
    scene.rename(&mut asked);
    asked.fault = scene.fault.map(str::to_owned);
    let expected = scene.renamed_answer(recording);
    let got: Answer = scene.xivo.answer(&asked);
    compare::same(recording, &expected, &got)
}

#[test]
fn every_recording_is_imitated() {
    let all = recording::all();
    assert!(all.len() >= 455, "only {} recordings were found", all.len());
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for recording in &all {
        let known = NOT_IMITATED.iter().find(|(age, case, _)| *age == recording.age && *case == recording.case);
        if let Some((age, case, _)) = known {
            seen.insert((*age, *case));
        }
        match (replay(recording), known) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some(_)) => {
                wrong.push(format!("{}/{}: listed as not imitated, but it is", recording.age, recording.case));
            }
            (Err(why), None) => wrong.push(format!("{}/{}: {why}", recording.age, recording.case)),
        }
    }
    for (age, case, _) in NOT_IMITATED {
        if !seen.contains(&(age, case)) {
            wrong.push(format!("{age}/{case}: listed as not imitated, but there is no such recording"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}
