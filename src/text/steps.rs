//! Words of the way through a list, from one person to the next.

use super::common;
use super::list::number;
use crate::domain::Language;

/// The keys, as `aria-keyshortcuts` names them.
pub const SAVE_AND_NEXT_KEYS: &str = "Control+Enter Meta+Enter";
pub const PREVIOUS_KEYS: &str = "Alt+PageUp";
pub const NEXT_KEYS: &str = "Alt+PageDown";

crate::texts! {
    through_list: "Through the list", "Dans la liste";
    previous: "Previous", "Précédent";
    next: "Next", "Suivant";
    start_of_list: "Start of the list", "Début de la liste";
    end_of_list: "End of the list", "Fin de la liste";
    save_and_next: "Save and next", "Enregistrer et suivant";
    save_last: "Save, end of the list", "Enregistrer, fin de la liste";
}

/// "4 of 38".
pub fn place(language: Language, place: usize, count: usize) -> String {
    let of = match language {
        Language::English => " of ",
        Language::French => " sur ",
    };
    [&number(language, place), of, &number(language, count)].concat()
}

/// Of the person before, after "Save and next": "Eirik Façade: saved: User field."
pub fn saved_person(language: Language, name: &str, saved: &str) -> String {
    let mut rest = saved.chars();
    let first = rest.next();
    // An abbreviation keeps its letters.
    let is_word = rest.clone().next().is_some_and(char::is_lowercase);
    let first: String = match first {
        Some(first) if is_word => first.to_lowercase().collect(),
        first => first.into_iter().collect(),
    };
    common::labelled(language, name, &[&first, rest.as_str()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_follows_a_name() {
        let sentence = |language, saved| saved_person(language, "Eirik Façade", saved);
        assert_eq!(sentence(Language::English, "Saved: User field."), "Eirik Façade: saved: User field.");
        let cti = sentence(Language::English, "CTI configuration saved: Off.");
        assert_eq!(cti, "Eirik Façade: CTI configuration saved: Off.");
        let french = sentence(Language::French, "Enregistré\u{a0}: Email.");
        assert_eq!(french, "Eirik Façade\u{a0}: enregistré\u{a0}: Email.");
    }
}
