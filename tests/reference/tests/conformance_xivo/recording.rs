//! The recordings as they lie in tests/fixtures/xivo.

use std::fs;
use std::path::PathBuf;

use reference_pbx::http::{Answer, Asked};

pub struct Recording {
    /// The folder.
    pub age: String,
    /// The file without its ending.
    pub case: String,
    request: String,
    response: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures/xivo")
}

/// Every recording of every folder, in the order of their names.
pub fn all() -> Vec<Recording> {
    let mut found = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    for folder in folders.into_iter().filter(|f| f.is_dir()) {
        let age = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for file in files.into_iter().filter(|f| f.extension().is_some_and(|e| e == "http")) {
            let case = file.file_stem().unwrap().to_str().unwrap();
            found.push(one(&age, case));
        }
    }
    found
}

pub fn one(age: &str, case: &str) -> Recording {
    let path = folder().join(age).join(format!("{case}.http"));
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{} is not UTF-8", path.display()));
    let (_, text) = text.split_once("### request\n").unwrap_or_else(|| panic!("{case}: no request"));
    let (request, response) =
        text.split_once("\n### response\n").unwrap_or_else(|| panic!("{case}: no response"));
    Recording {
        age: age.to_owned(),
        case: case.to_owned(),
        request: request.to_owned(),
        response: response.to_owned(),
    }
}

/// The first line, the headers and the body, which is as long as it says.
fn parts(message: &str) -> (&str, Vec<(String, String)>, Vec<u8>) {
    let (head, body) = message.split_once("\n\n").unwrap_or((message, ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let said = headers
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case("content-length"))
        .map(|(_, v)| v.parse().unwrap());
    let mut body = body.trim_end_matches('\n').as_bytes().to_vec();
    if let Some(length) = said {
        body.truncate(length);
    }
    (first, headers, body)
}

impl Recording {
    pub fn asked(&self) -> Asked {
        let (first, headers, body) = parts(&self.request);
        let mut words = first.split(' ');
        let method = words.next().unwrap().to_owned();
        let target = words.next().unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Asked { method, path: path.to_owned(), query: query.to_owned(), headers, body, fault: None }
    }

    pub fn answer(&self) -> Answer {
        let (first, headers, body) = parts(&self.response);
        let status = first.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers, body }
    }
}
