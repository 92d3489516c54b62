//! Words about tenants.

use crate::domain::Language;

crate::texts! {
    tenant: "Tenant", "Locataire";
    all: "All tenants", "Tous les locataires";
    own: "Own tenant", "Son propre locataire";
    unknown: "(not there any more)", "(n’existe plus)";
    not_listed:
        "This account may not list the tenants: the users of its own are shown.",
        "Ce compte ne peut pas lister les locataires\u{a0}: les utilisateurs du sien sont affichés.";
    not_all:
        "The server did not list all tenants: one that is missing can be opened by its address.",
        "Le serveur n’a pas listé tous les locataires\u{a0}: celui qui manque s’ouvre par son adresse.";
    not_read: "The tenants could not be read.", "Les locataires n’ont pas pu être lus.";
    is_gone:
        "The chosen tenant is not there (any more). Choose another one.",
        "Le locataire choisi n’existe pas (ou plus). Choisissez-en un autre.";
}

/// "Tenant: North Office"
pub fn is_of(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("Tenant: {name}"),
        Language::French => format!("Locataire\u{a0}: {name}"),
    }
}
