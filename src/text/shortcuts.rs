//! Words of the list of all keys.

use crate::text::LocalizedText;
use crate::text::find::find_somebody;
use crate::text::steps;

/// The key that opens the list, as `aria-keyshortcuts` names it.
pub const KEYS: &str = "?";

crate::texts! {
    title: "Keyboard shortcuts", "Raccourcis clavier";
    command_key: "On a Mac, Cmd does the same as Ctrl. “/”, “m” and “?” can be switched off in the preferences.",
        "Sur un Mac, Cmd remplace Ctrl. «\u{a0}/\u{a0}», «\u{a0}m\u{a0}» et «\u{a0}?\u{a0}» peuvent être désactivés dans les préférences.";
    find_keys: "Ctrl K", "Ctrl K";
    search_keys: "/", "/";
    search: "Go to the search of the list", "Aller à la recherche de la liste";
    enter_keys: "Enter", "Entrée";
    enter: "In the search: open the only match. In the list: open the row", "Dans la recherche\u{a0}: ouvrir le seul résultat. Dans la liste\u{a0}: ouvrir la ligne";
    down_keys: "↓", "↓";
    down: "From the search into the list, then from row to row", "De la recherche à la liste, puis de ligne en ligne";
    mobile_keys: "m", "m";
    mobile: "On the page of a XiVO user: go to the mobile phone number",
        "Sur la page d’un utilisateur XiVO\u{a0}: aller au numéro de mobile";
    select_keys: "Space", "Espace";
    select: "Select the row", "Sélectionner la ligne";
    extend_keys: "Shift ↓", "Maj ↓";
    extend: "Select the next row, too", "Sélectionner aussi la ligne suivante";
    save_keys: "Ctrl S", "Ctrl S";
    save: "Save", "Enregistrer";
    save_and_next_keys: "Ctrl Enter", "Ctrl Entrée";
    previous_keys: "Alt Page Up", "Alt Page préc.";
    previous: "Previous person of the list", "Personne précédente de la liste";
    next_keys: "Alt Page Down", "Alt Page suiv.";
    next: "Next person of the list", "Personne suivante de la liste";
    close_keys: "Esc", "Échap";
    close: "Close a menu or a dialog, empty the search", "Fermer un menu ou une fenêtre, vider la recherche";
    list_keys: "?", "?";
    list: "This list", "Cette liste";
}

/// Each key, and what it does.
pub const ALL: [(LocalizedText, LocalizedText); 13] = [
    (find_keys, find_somebody),
    (search_keys, search),
    (enter_keys, enter),
    (down_keys, down),
    (select_keys, select),
    (extend_keys, extend),
    (mobile_keys, mobile),
    (save_keys, save),
    (save_and_next_keys, steps::save_and_next),
    (previous_keys, previous),
    (next_keys, next),
    (close_keys, close),
    (list_keys, list),
];
