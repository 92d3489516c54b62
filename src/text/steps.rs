//! Words of the way through a list, from one person to the next.

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

/// Of the person before, after "Save and next": "Eirik Façade · Saved: User field."
pub fn saved_person(name: &str, saved: &str) -> String {
    [name, " · ", saved].concat()
}
