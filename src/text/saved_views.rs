//! Words of the views of lists that somebody keeps.

use crate::domain::Language;

crate::texts! {
    save_view: "Save this view", "Enregistrer cette vue";
    edit_saved_view: "Edit the saved view", "Modifier la vue enregistrée";
    kept_here: "The view keeps the search, the order and the filters of this list, in this browser only.",
        "La vue garde la recherche, le tri et les filtres de cette liste, dans ce navigateur seulement.";
    not_kept: "This browser did not keep the views: its storage is full or switched off.",
        "Ce navigateur n’a pas gardé les vues\u{a0}: son stockage est plein ou désactivé.";
    view_name: "Name of the view", "Nom de la vue";
    name_missing: "Enter a name.", "Saisissez un nom.";
    delete_view: "Delete the view", "Supprimer la vue";
}

/// "Edit the view Without CTI".
pub fn edit_view(language: Language, name: &str) -> String {
    match language {
        Language::English => ["Edit the view ", name].concat(),
        Language::French => ["Modifier la vue ", name].concat(),
    }
}
