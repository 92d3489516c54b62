//! Words of finding somebody in all systems.

use super::list::number;
use crate::domain::Language;

/// The keys that open the dialog, as `aria-keyshortcuts` names them.
pub const KEYS: &str = "Control+K Meta+K";

crate::texts! {
    keys: "Ctrl K", "Ctrl K";
    find_somebody: "Find somebody", "Trouver quelqu’un";
    what_to_type: "Name, extension or number", "Nom ou numéro";
    what_keys_open:
        "Enter opens the page of the person, Shift + Enter “This person leaves…”. A last word opens more at once: “2001 pin”, “dora cti”, “dora leaves”. Views are found by their names: “import”.",
        "Entrée ouvre la page de la personne, Maj + Entrée «\u{a0}Cette personne part…\u{a0}». Un dernier mot ouvre autre chose aussitôt\u{a0}: «\u{a0}2001 pin\u{a0}», «\u{a0}dora cti\u{a0}», «\u{a0}dora part\u{a0}». Les vues se trouvent par leur nom\u{a0}: «\u{a0}importer\u{a0}».";
    // The last words, as `fold` leaves them.
    cti_word: "cti", "cti";
    pin_word: "pin", "pin";
    leaves_word: "leaves", "part";
    view: "View", "Vue";
    people_and_views: "People and views", "Personnes et vues";
    show_all: "Show all", "Tout afficher";
    name: "Name", "Nom";
    extension_or_number: "Extension or number", "Numéro";
    system: "System", "Système";
    not_searched: "Not searched", "Non parcourus";
    not_signed_in: "you are not signed in", "vous n’êtes pas connecté";
    being_read: "the list is still being read", "la liste est en cours de lecture";
    not_read: "the list could not be read whole", "la liste n’a pas pu être lue en entier";
    opened_groups: "only the groups that were opened are searched", "seuls les groupes déjà ouverts sont parcourus";
}

/// The link to a server's own search: "Search all of Hosted voice".
pub fn search_all_of(language: Language, system: &str) -> String {
    match language {
        Language::English => format!("Search all of {system}"),
        Language::French => format!("Chercher dans tout {system}"),
    }
}

/// "3 people", or how many of them are shown.
pub fn found(language: Language, shown: usize, all: usize) -> String {
    if shown < all {
        let all = number(language, all);
        return match language {
            Language::English => format!("{shown} of {all} people. Type more to narrow them down."),
            Language::French => format!("{shown} personnes sur {all}. Précisez pour réduire la liste."),
        };
    }
    match (language, shown) {
        (Language::English, 0) => "Nobody matches.".into(),
        (Language::English, 1) => "1 person".into(),
        (Language::English, _) => format!("{shown} people"),
        (Language::French, 0) => "Personne ne correspond.".into(),
        (Language::French, 1) => "1 personne".into(),
        (Language::French, _) => format!("{shown} personnes"),
    }
}

/// How many views are found: "2 views".
pub fn views(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::English, 1) => "1 view".into(),
        (Language::English, _) => format!("{count} views"),
        (Language::French, 1) => "1 vue".into(),
        (Language::French, _) => format!("{count} vues"),
    }
}
