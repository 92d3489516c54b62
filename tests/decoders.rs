//! Every decoder with every recorded answer, whole, cut and damaged: none panics. The fuzzer
//! (`make fuzz`) makes more of the same from there.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "fuzz/decoders/mod.rs"]
mod decoders;

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files_below(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "http") {
            found.push(entry);
        }
    }
}

/// The recorded answers of a vendor, as the decoders of the fuzzer take them: the status, the
/// headers, an empty line, the body.
fn answers(vendor: &str) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(vendor), &mut files);
    let mut answers = Vec::new();
    for file in files {
        // Each byte is a character: what is cut is cut where it was.
        let text: String = fs::read(&file).unwrap().into_iter().map(char::from).collect();
        for answer in text.split("### response\n").skip(1) {
            let message = answer.split("\n### request").next().unwrap();
            let message = message.split("\n# case:").next().unwrap();
            let Some((_, rest)) = message.split_once(' ') else { continue };
            let (status, rest) = rest.split_at(3);
            let (_, rest) = rest.split_once('\n').unwrap_or_default();
            answers.push([status, "\n", rest].concat().chars().map(|byte| byte as u8).collect());
        }
    }
    assert!(answers.len() > 20, "{vendor}: {} answers", answers.len());
    answers
}

/// The answer itself, its first parts, and itself with a byte in the middle that was not sent.
fn with_damage(answer: &[u8], read: fn(&[u8])) {
    read(answer);
    for part in 1..8 {
        read(&answer[..answer.len() * part / 8]);
        let mut damaged = answer.to_vec();
        let at = answer.len() * part / 8;
        damaged[at] = [b'"', 0, b'}', 0xff, b'[', b'9', b','][part - 1];
        read(&damaged);
    }
}

#[test]
fn no_answer_of_a_xivo_makes_a_decoder_panic() {
    answers("xivo").iter().for_each(|answer| with_damage(answer, decoders::xivo::read));
}

#[test]
fn no_answer_of_a_pureconnect_makes_a_decoder_panic() {
    answers("icws").iter().for_each(|answer| with_damage(answer, decoders::icws::read));
}

#[test]
fn no_answer_of_an_apio_makes_a_decoder_panic() {
    answers("apio").iter().for_each(|answer| with_damage(answer, decoders::apio::read));
}

#[test]
fn no_text_makes_the_reader_of_the_configuration_or_the_list_panic() {
    let example = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/config.example.json")).unwrap();
    with_damage(&example, decoders::config::read);
    answers("xivo").iter().for_each(|answer| decoders::list::read(answer));
}
