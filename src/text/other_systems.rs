//! Words of a person in several systems: side by side, and in what they differ.

use super::common::pick;
use crate::domain::{Language, PersonKey};

crate::texts! {
    title: "In other systems", "Dans les autres systèmes";
    side_by_side: "This person in each system", "Cette personne dans chaque système";
    field: "Field", "Champ";
    name: "Name", "Nom";
    extension: "Extension", "Numéro interne";
    language: "Language", "Langue";
    time_zone: "Time zone", "Fuseau horaire";
    state: "State", "État";
    email: "Email", "E-mail";
    username: "Username", "Identifiant";
    enabled: "Enabled", "Activé";
    disabled: "Disabled", "Désactivé";
    not_told: "not told by this system", "non communiqué par ce système";
    empty: "(empty)", "(vide)";
    differs: "≠ Differs", "≠ Diffère";
    this_page: "this page", "cette page";
    reading: "Looking for this person…", "Recherche de cette personne…";
    nobody: "this person is not here", "cette personne n’y est pas";
    nobody_so_far:
        "nobody found; not everybody was looked through",
        "personne n’a été trouvé\u{a0}; tous n’ont pas été parcourus";
    not_signed_in: "you are not signed in, so nobody was asked", "vous n’êtes pas connecté, rien n’a été demandé";
    no_others: "No other system is configured here.", "Aucun autre système n’est configuré ici.";
}

/// What the key is called, in the middle of a sentence.
fn key(language: Language, person_key: PersonKey) -> &'static str {
    let (english, french) = match person_key {
        PersonKey::Email => ("email address", "adresse e-mail"),
        PersonKey::Extension => ("extension", "numéro interne"),
        PersonKey::Username => ("username", "identifiant"),
    };
    pick(language, english, french)
}

/// By what people are found, and the value of this one.
pub fn found_by(language: Language, person_key: PersonKey, value: &str) -> String {
    let key = key(language, person_key);
    match language {
        Language::English => format!("Whoever has the same {key} is the same person: {value}"),
        Language::French => {
            format!("La même personne a partout le même champ «\u{a0}{key}\u{a0}»\u{a0}: {value}")
        }
    }
}

/// Nobody can be found elsewhere: the key is empty here.
pub fn without_key(language: Language, person_key: PersonKey) -> String {
    let key = key(language, person_key);
    match language {
        Language::English => {
            format!("This person has no {key} here, so nobody can be found by it in the other systems.")
        }
        Language::French => format!(
            "Le champ «\u{a0}{key}\u{a0}» de cette personne est vide ici\u{a0}: impossible de la trouver par lui dans les autres systèmes."
        ),
    }
}

/// Nobody can be found elsewhere: this system does not tell the key.
pub fn key_not_told_here(language: Language, person_key: PersonKey) -> String {
    let key = key(language, person_key);
    match language {
        Language::English => {
            format!("This system does not tell the {key}, so nobody can be found by it in the other systems.")
        }
        Language::French => format!(
            "Ce système ne communique pas le champ «\u{a0}{key}\u{a0}»\u{a0}: impossible de trouver cette personne par lui dans les autres systèmes."
        ),
    }
}

/// The other system does not tell the key, or not to this person.
pub fn key_not_told(language: Language, person_key: PersonKey) -> String {
    let key = key(language, person_key);
    match language {
        Language::English => format!("nobody can be found by the {key} here: the system does not tell it"),
        Language::French => format!(
            "personne ne peut être trouvé par le champ «\u{a0}{key}\u{a0}» ici\u{a0}: le système ne le communique pas"
        ),
    }
}

/// More than one person has the key.
pub fn several(language: Language, person_key: PersonKey, count: usize) -> String {
    let key = key(language, person_key);
    match language {
        Language::English => format!("{count} people have this {key}, so it is not known who is this person"),
        Language::French => format!(
            "{count} personnes ont la même valeur dans le champ «\u{a0}{key}\u{a0}»\u{a0}: on ne sait pas laquelle est cette personne"
        ),
    }
}

/// How many of the compared fields differ.
pub fn differences(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::English, 0) => "No differences.".into(),
        (Language::English, 1) => "1 difference.".into(),
        (Language::English, _) => format!("{count} differences."),
        (Language::French, 0) => "Aucune différence.".into(),
        (Language::French, 1) => "1 différence.".into(),
        (Language::French, _) => format!("{count} différences."),
    }
}
