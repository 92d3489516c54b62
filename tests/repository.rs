//! What must hold between the files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file of the program, and of a table of tests.
const MAX_LINES: usize = 600;
const MAX_TEST_LINES: usize = 1000;

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

#[test]
fn no_file_is_too_long() {
    for (folder, limit) in [("src", MAX_LINES), ("tests/reference", MAX_LINES), ("tests", MAX_TEST_LINES)] {
        for path in files(&top().join(folder)) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= limit, "{}: {lines} lines, more than {limit}: several files?", path.display());
        }
    }
}

#[test]
fn the_reference_pbx_does_not_share_the_decoders() {
    let folder = "tests/reference";
    let manifest = fs::read_to_string(top().join(folder).join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("switchroom"), "{folder} must not depend on the program that it tests");
    for path in files(&top().join(folder)) {
        assert!(!fs::read_to_string(&path).unwrap().contains("switchroom::"), "{}", path.display());
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

/// A browser's translation replaces text nodes by elements of its own, and what the program writes
/// into the old ones is not seen any more. The page has its languages in the preferences.
#[test]
fn the_page_asks_browsers_not_to_translate_it() {
    let page = fs::read_to_string(top().join("index.html")).unwrap();
    assert!(page.contains("<html lang=\"en\" translate=\"no\""));
    assert!(page.contains("<meta name=\"google\" content=\"notranslate\">"));
}

/// Trunk and its wasm-bindgen must be of the version that the lock file names;
/// the scripts read it there, so it must be one.
#[test]
fn the_lock_file_names_one_wasm_bindgen() {
    let lock = fs::read_to_string(top().join("Cargo.lock")).unwrap();
    assert_eq!(lock.matches("name = \"wasm-bindgen\"\n").count(), 1);
}
