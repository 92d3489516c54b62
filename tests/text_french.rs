//! French as it is set: what stands before a colon, a semicolon, a question
//! mark or within guillemets is a space at which no line breaks.

use std::fs;
use std::path::Path;

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of texts") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).expect("a source")));
        }
    }
}

#[test]
fn no_line_breaks_before_its_signs() {
    let mut texts = Vec::new();
    sources(Path::new("src/text"), &mut texts);
    assert!(texts.len() > 5);
    let mut broken = Vec::new();
    for (path, text) in &texts {
        for (number, line) in (1..).zip(text.lines()) {
            let is_text = line.contains('"') && !line.trim_start().starts_with("//");
            // A list of signs is no sentence.
            if !is_text || line.contains("+ , ; =") {
                continue;
            }
            let ends = [" : ", " :\"", " ; ", " ? ", " ?\"", " !\"", " ! ", " »", "« "];
            // English has none of these, and code has its signs without a space.
            if ends.iter().any(|end| line.contains(end)) {
                broken.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// One thing has one word, and none says something else to whoever reads it: a “valeur propre” is
/// an eigenvalue.
#[test]
fn one_thing_has_one_word() {
    let mut texts = Vec::new();
    sources(Path::new("src/text"), &mut texts);
    let others = ["valeur propre", "valeurs propres", "terminal", "recharge", "poste interne"];
    let mut found = Vec::new();
    for (path, text) in &texts {
        for (number, line) in (1..).zip(text.lines()) {
            let is_text = line.contains('"') && !line.trim_start().starts_with("//");
            let small = line.to_lowercase();
            if is_text && others.iter().any(|other| small.contains(other)) {
                found.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
