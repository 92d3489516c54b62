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
#[path = "conformance_xivo/wazo.rs"]
mod wazo;

use std::collections::BTreeSet;

use recording::Recording;
use reference_pbx::http::{Answer, Pbx};
use states::Scene;

/// Cases that the reference knowingly does not imitate, and why. The test
/// fails if one of them matches after all, or is not there.
const NOT_IMITATED: [(&str, &str, &str); 8] = [
    (
        "2016-03",
        "export-1.1-get-200",
        "the console exports what it shows, it does not call the server's export",
    ),
    ("2016-03", "export-1.1-get-200-accept-json", "as above"),
    ("2016-03", "import-1.1-post-400", "the console does not import"),
    ("2019-05", "export-1.1-get-200", "as in 2016"),
    ("2019-05", "import-1.1-post-201", "as in 2016"),
    ("2019-05", "import-1.1-post-400", "as in 2016"),
    ("2026-08", "export-1.1-get-200", "as in 2016"),
    ("2026-08", "import-1.1-post-400", "as in 2016"),
];

fn replay(recording: &Recording) -> Result<(), String> {
    if recording.age == wazo::AGE {
        let mut scene = wazo::Scene::of(recording);
        let got = scene.answer(recording);
        return compare::same(recording, &scene.expected(recording), &got);
    }
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
    assert!(all.len() >= 588, "only {} recordings were found", all.len());
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for recording in &all {
        let known =
            NOT_IMITATED.iter().find(|(age, case, _)| *age == recording.age && *case == recording.case);
        if let Some((age, case, _)) = known {
            seen.insert((*age, *case));
        }
        match (replay(recording), known) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some(_)) => {
                wrong
                    .push(format!("{}/{}: listed as not imitated, but it is", recording.age, recording.case));
            }
            (Err(why), None) => wrong.push(format!("{}/{}: {why}", recording.age, recording.case)),
        }
    }
    for (age, case, _) in NOT_IMITATED {
        if !seen.contains(&(age, case)) {
            wrong.push(format!("{age}/{case}: listed as not imitated, but there is no such recording"));
        }
    }
    let imitated = all.len() - NOT_IMITATED.len();
    println!(
        "{} of {imitated} recordings are imitated, {} are not meant to be",
        imitated - wrong.len(),
        NOT_IMITATED.len()
    );
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// Any bytes at all get an answer, from every dialect.
#[test]
fn no_mutated_request_makes_it_panic() {
    use reference_pbx::xivo::wazo::Wazo;
    use reference_pbx::xivo::{Xivo, dialect};
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    let mut roll = move |end: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % end.max(1) as u64) as usize
    };
    let ages = [
        &dialect::XIVO_2013,
        &dialect::XIVO_2014A,
        &dialect::XIVO_2014B,
        &dialect::XIVO_2016,
        &dialect::XIVO_2019,
        &dialect::XIVO_DOC,
    ];
    let mut systems: Vec<Box<dyn Pbx>> = vec![Box::new(Wazo::new(12))];
    systems.extend(ages.into_iter().map(|age| Box::new(Xivo::new(age, 12)) as Box<dyn Pbx>));
    let bits = [
        "null",
        "[]",
        "{}",
        "\"\"",
        "-1",
        "1e400",
        "99999999999999999999",
        "\"\u{202e}É\"",
        "true",
        "%",
        "..",
        "/",
        "\0",
    ];
    let all = recording::all();
    for xivo in &mut systems {
        for recording in &all {
            let mut asked = recording.asked();
            // A token of ours, so that the request comes as far as it can.
            for (_, value) in asked.headers.iter_mut().filter(|(name, _)| name == "X-Auth-Token") {
                *value = "made-up-admin-token".to_owned();
            }
            for _ in 0..3 {
                let bit = bits[roll(bits.len())];
                let at = roll(asked.body.len() + 1);
                match roll(4) {
                    0 => drop(asked.body.splice(at..at, bit.bytes())),
                    1 => asked.body.truncate(at),
                    2 => {
                        let text = String::from_utf8_lossy(&asked.body).into_owned();
                        let value = serde_json::from_str::<serde_json::Value>(&text);
                        if let Ok(serde_json::Value::Object(mut object)) = value {
                            for value in object.values_mut() {
                                *value = serde_json::from_str(bit).unwrap_or_default();
                            }
                            asked.body = serde_json::to_vec(&object).unwrap();
                        }
                    }
                    _ => {
                        let at = asked
                            .path
                            .char_indices()
                            .map(|(at, _)| at)
                            .nth(roll(asked.path.len()))
                            .unwrap_or(0);
                        asked.path.insert_str(at, bit);
                        asked.query.push_str(bit);
                    }
                }
                let answer = xivo.answer(&asked);
                assert!((200..600).contains(&answer.status));
            }
        }
    }
}
