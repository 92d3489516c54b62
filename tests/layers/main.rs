//! Reads the source of the program and fails where it breaks a rule of the
//! house: an arrow between layers the wrong way, the browser in a pure layer, a
//! call that can panic, markup by string, a secret that could be printed.
//!
//! It reads tokens, not meaning; each rule is tried on snippets that break it.

mod arrows;
mod rules;
mod source;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

/// Every use of a secret's two exits outside tests: file, into a request, into
/// a field. Whoever opens another one enters it here, and is asked why.
const EXITS: &[(&str, usize, usize)] = &[
    ("client/mod.rs", 1, 0),
    ("components/sign_in_form.rs", 0, 1),
    // Shown to the help desk until the page is left; in fields while they are typed into.
    ("pages/apio/pin/form.rs", 0, 1),
    ("pages/apio/profile/fields.rs", 0, 1),
    ("pages/apio/sign_in.rs", 0, 1),
    ("pages/xivo/user/fields.rs", 0, 2),
    ("wire/apio/login.rs", 6, 0),
    ("wire/apio/pincode.rs", 2, 0),
    ("wire/apio/profile.rs", 2, 0),
    ("wire/icws/connection.rs", 1, 0),
    ("wire/xivo/changes.rs", 1, 0),
    ("wire/xivo/token.rs", 2, 0),
];

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let root = top().join(folder);
    let mut found = Vec::new();
    files(&root, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no source in {folder}");
    found
        .iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            Source::new(&name, &fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[track_caller]
fn none(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn arrows_between_layers_go_one_way() {
    none(sources("src").iter().flat_map(arrows::wrong).collect());
}

#[test]
fn the_browser_stays_in_its_place() {
    none(sources("src").iter().flat_map(arrows::outside).collect());
}

#[test]
fn nothing_panics() {
    none(sources("src").iter().flat_map(rules::panics).collect());
}

#[test]
fn no_markup_by_string() {
    none(sources("src").iter().flat_map(rules::markup).collect());
}

#[test]
fn secrets_cannot_be_printed() {
    none(sources("src").iter().flat_map(rules::printable_secrets).collect());
}

#[test]
fn words_of_the_screen_stand_in_text() {
    none(sources("src").iter().flat_map(rules::sentences).collect());
}

#[test]
fn every_file_is_one_room() {
    let limits =
        [("src", rules::LONGEST), ("tests/reference", rules::LONGEST), ("tests", rules::LONGEST_TEST)];
    none(
        limits
            .iter()
            .flat_map(|(folder, limit)| {
                sources(folder).into_iter().filter_map(|source| rules::length(&source, *limit))
            })
            .collect(),
    );
}

#[test]
fn every_exit_of_a_secret_is_known() {
    let expected: BTreeMap<&str, (usize, usize)> =
        EXITS.iter().map(|&(file, request, field)| (file, (request, field))).collect();
    let sources = sources("src");
    let counted: BTreeMap<&str, (usize, usize)> = sources
        .iter()
        .map(|source| (source.path.as_str(), rules::exits(source)))
        .filter(|(_, uses)| *uses != (0, 0))
        .collect();
    let table: String = counted
        .iter()
        .map(|(file, (request, field))| format!("    (\"{file}\", {request}, {field}),\n"))
        .collect();
    assert!(
        counted == expected,
        "the exits of secrets changed. Is each of them into a request to the server that the secret belongs to, \
         or into a field whose owner pressed \"show\" or is typing? Then EXITS in tests/layers/main.rs is:\n{table}"
    );
}

#[test]
fn the_reference_pbx_does_not_share_the_decoders() {
    let folder = "tests/reference";
    let manifest = fs::read_to_string(top().join(folder).join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("switchroom"), "{folder} must not depend on the program that it tests");
    for source in sources(folder) {
        assert_eq!(source.lines_of(&["switchroom", "::"], true), Vec::<usize>::new(), "{}", source.path);
    }
}

#[test]
fn the_page_tells_the_version_of_the_program() {
    let page = fs::read_to_string(top().join("index.html")).unwrap();
    assert!(
        page.contains(concat!("data-version=\"", env!("CARGO_PKG_VERSION"), "\"")),
        "data-version in index.html"
    );
}

/// Trunk and its wasm-bindgen must be of the version that the lock file names;
/// the scripts read it there, so it must be one.
#[test]
fn the_lock_file_names_one_wasm_bindgen() {
    let lock = fs::read_to_string(top().join("Cargo.lock")).unwrap();
    assert_eq!(lock.matches("name = \"wasm-bindgen\"\n").count(), 1);
}
