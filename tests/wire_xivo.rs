//! Every recorded XiVO exchange decodes to a typed answer or a typed refusal.
//!
//! The test takes every file in the folder, so that a new recording needs no
//! code; what is known of particular ones stands in a table.

mod xivo;

use switchroom::domain::{Prerequisite, RefusalKind};
use xivo::decode::{Outcome, decode};
use xivo::{Recording, all, brief};

#[test]
fn every_recording_decodes_and_its_kind_fits_its_status() {
    let all = all();
    assert!(all.len() >= 455, "{} recordings", all.len());
    let mut wrong = Vec::new();
    for recording in &all {
        let status = recording.response.status;
        let fits = match decode(recording, &recording.response) {
            Outcome::Answer => {
                status < 300 || recording.name.contains("cti_profile") && (status == 404 || status == 405)
            }
            Outcome::NotOurs => status < 300,
            Outcome::Refusal(refusal) => {
                refusal.status == Some(status) && status >= 300 && kind_fits(recording, status, &refusal.kind)
            }
        };
        if !fits {
            wrong.push(match decode(recording, &recording.response) {
                Outcome::Refusal(refusal) => format!("{}: {refusal:?}", recording.name),
                _ => format!("{}: answered", recording.name),
            });
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn kind_fits(recording: &Recording, status: u16, kind: &RefusalKind) -> bool {
    match status {
        301 => *kind == RefusalKind::NotUnderstood,
        400 => {
            matches!(kind, RefusalKind::RefusedValues | RefusalKind::MustFirst(_) | RefusalKind::Malformed)
                || *kind == RefusalKind::NotFound && recording.name.contains("id-not-a-number")
        }
        // Of 2026 on, a body with three parts is about the right or the tenant.
        401 if ["confd-401-foreign-tenant", "confd-401-put-without-right", "confd-401-tenant-above"]
            .iter()
            .any(|name| recording.name == format!("2026-08/{name}")) =>
        {
            *kind == RefusalKind::NotAllowed
        }
        401 => {
            matches!(kind, RefusalKind::NotSignedIn | RefusalKind::WrongCredentials)
                || *kind == RefusalKind::MustFirst(Prerequisite::BrowserCredentials)
        }
        403 => *kind == RefusalKind::NotAllowed,
        404 if recording.name.contains("id-not-a-number") => *kind == RefusalKind::NotFound,
        404 => *kind == if recording.is_html() { RefusalKind::NoSuchResource } else { RefusalKind::NotFound },
        405 => *kind == RefusalKind::NoSuchResource,
        406 | 415 => *kind == RefusalKind::Malformed,
        412 => *kind == RefusalKind::MustFirst(Prerequisite::DeleteVoicemail),
        429 if recording.name == "2026-08/token-0.1-post-429-too-many-sessions" => {
            *kind == RefusalKind::TooManySessions
        }
        503 if recording.name.ends_with("auth-down") => *kind == RefusalKind::AuthenticationOutOfReach,
        429 | 503 => matches!(kind, RefusalKind::Busy { .. }),
        500 => {
            matches!(kind, RefusalKind::ServerFault | RefusalKind::RefusedValues | RefusalKind::DoneInPart)
        }
        _ => false,
    }
}

#[test]
fn refusals_land_on_their_fields() {
    let mut missing = Vec::new();
    let table = table();
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let problems: Vec<_> = refusal.problems.iter().map(brief).collect();
        let found = format!("{:?}: {}", refusal.kind, problems.join(", "));
        match table.iter().find(|(name, _)| *name == recording.name) {
            Some((_, expected)) if *expected == found => {}
            Some(_) | None => missing.push(format!("{} = {found}", recording.name)),
        }
    }
    // A new recording need not stand in the table; one that does must fit it.
    missing.retain(|line| table.iter().any(|(name, _)| line.starts_with(&format!("{name} = "))));
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

fn table() -> Vec<(&'static str, &'static str)> {
    include_str!("xivo/refusals.txt").lines().filter_map(|line| line.split_once(" = ")).collect()
}

#[test]
#[ignore = "prints the table anew, to be read before it is kept"]
fn print_the_table() {
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let problems: Vec<_> = refusal.problems.iter().map(brief).collect();
        println!("{} = {:?}: {}", recording.name, refusal.kind, problems.join(", "));
    }
}

#[test]
fn no_secret_stands_in_what_was_said() {
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let said = format!("{refusal:?}");
        for secret in [
            "s3cret",
            "madeup-secret",
            "made-up-admin-token",
            "made-up-limited-token",
            "12b6e670",
            "a739a07e",
            "/token/made-up",
            "bWFkZXVw",
            // The tokens of 2026-08.
            "9de2d56e",
            "fe185207",
            "a142e448",
            "da6f5232",
            "8416f586",
        ] {
            assert!(!said.contains(secret), "{}: {secret} in {said}", recording.name);
        }
    }
}

#[test]
fn what_the_server_said_is_kept() {
    for recording in all() {
        let Outcome::Refusal(refusal) = decode(&recording, &recording.response) else { continue };
        let silent = recording.response.status == 401
            || matches!(recording.response.body.trim_ascii(), b"" | b"\"\"" | b"[\"\"]");
        assert_eq!(
            refusal.server_messages.is_empty(),
            silent && !refusal.server_messages.iter().any(|t| !t.is_empty()),
            "{}",
            recording.name
        );
        if let Some(text) = refusal.server_messages.first() {
            assert!(!text.contains("<h1>"), "{}: {text}", recording.name);
        }
    }
}
