//! The rules of the house that no compiler sees, checked in the source: arrows between layers, the browser's
//! place, markup by string, words outside `text`, exits of secrets. Clippy's are in `src/lib.rs` and `clippy.toml`.

mod rules;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{RULES, uses};
use tokens::Source;

/// Every use of a secret's two exits outside tests: file, into a request, into
/// a field. Whoever opens another one enters it here, and is asked why.
const EXITS: &[(&str, usize, usize)] = &[
    ("client/mod.rs", 1, 0),
    ("components/sign_in_form.rs", 0, 1),
    // Shown to the help desk until the page is left; in fields while they are typed into.
    ("pages/apio/pin/fields.rs", 0, 2),
    ("pages/apio/plan.rs", 0, 1), // PINs that were made, into a file that is asked for, once.
    ("pages/apio/profile/fields.rs", 0, 1),
    ("pages/apio/sign_in.rs", 0, 1),
    // A PIN that was made for somebody who leaves, until it is noted.
    ("pages/person_plan/new_pin.rs", 0, 2),
    ("pages/xivo/plan/save.rs", 0, 1), // Passwords, the same.
    ("pages/xivo/user/fields.rs", 0, 2),
    ("wire/apio/login.rs", 6, 0),
    ("wire/apio/pincode.rs", 2, 0),
    ("wire/apio/profile.rs", 2, 0),
    ("wire/icws/connection.rs", 1, 0),
    ("wire/xivo/changes.rs", 2, 0),
    ("wire/xivo/token.rs", 2, 0),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    let mut paths = files(&root);
    paths.sort();
    paths.iter().map(|path| Source::new(&name(path), &fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn the_source_keeps_the_rules() {
    let sources = sources();
    assert!(!sources.is_empty());
    let mut found = String::new();
    for source in &sources {
        for (index, token) in source.tokens.iter().enumerate() {
            for (_, _, message) in RULES.iter().filter(|(_, is_broken, _)| is_broken(source, index)) {
                found.push_str(&format!("\nsrc/{}:{}: {}: {message}", source.path, token.line, token.text));
            }
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn every_exit_of_a_secret_is_known() {
    let sources = sources();
    let counted: Vec<(&str, usize, usize)> = sources
        .iter()
        .map(|source| (source.path.as_str(), uses(source, "for_request"), uses(source, "for_field")))
        .filter(|(_, requests, fields)| requests + fields > 0)
        .collect();
    assert_eq!(
        counted, EXITS,
        "change EXITS if each is a request to the secret's server, or a field in which it is typed or shown"
    );
}
