//! What is wrong with `config.json`, in sentences.

use crate::domain::Language;

crate::words! {
    broken: "The configuration is not in order", "La configuration n’est pas en ordre";
    broken_next:
        "config.json, beside this page on the web server, cannot be used. Correct it, then try again.",
        "config.json, à côté de cette page sur le serveur web, est inutilisable. Corrigez-le, puis réessayez.";
}

pub fn problem(language: Language, key: &str, line: Option<usize>, expected: &str) -> String {
    match (language, line) {
        (Language::English, Some(line)) => format!("Line {line}, {key}: expected {expected}"),
        (Language::English, None) => format!("{key}: expected {expected}"),
        (Language::French, Some(line)) => format!("Ligne {line}, {key} : attendu {expected}"),
        (Language::French, None) => format!("{key} : attendu {expected}"),
    }
}
