//! Words of somebody who leaves: what there is of them, what can be done with it, and what remains.

use crate::domain::Language;

crate::texts! {
    leaves: "This person leaves…", "Cette personne part…";
    title: "Somebody leaves", "Départ d’une personne";
    introduction:
        "What there is of this person in each system. Nothing is changed unless it is chosen; what is chosen is shown below, and sent only when it is run.",
        "Ce qu’il y a de cette personne dans chaque système. Rien n’est modifié sans être choisi\u{a0}; ce qui est choisi est montré plus bas, et n’est envoyé qu’à l’exécution.";
    without_key:
        "Only this system is looked at: config.json does not say by what the same person is found in the others (same_person_by).",
        "Seul ce système est examiné\u{a0}: config.json ne dit pas par quoi la même personne est trouvée dans les autres (same_person_by).";
    not_looked_at: "Not looked at", "Non examinés";
    system_not_looked_at: "Not looked at", "Non examiné";
    not_read: "it could not be read", "impossible à lire";
    leave: "Leave as it is", "Laisser tel quel";
    person: "The user", "L’utilisateur";
    enabled: "Enabled", "Activé";
    cti: "CTI client", "Client CTI";
    mobile_number: "Mobile phone number", "Numéro de mobile";
    line: "Line", "Ligne";
    voicemail: "Voicemail", "Messagerie";
    agent: "Agent", "Agent";
    username: "Username", "Identifiant";
    device: "Device", "Appareil";
    pin: "PIN", "Code PIN";
    directory: "Directory", "Annuaire";
    client_settings: "Own client settings", "Paramètres individuels du client";
    disable: "Disable", "Désactiver";
    switch_cti_off: "Switch off", "Désactiver";
    clear: "Clear", "Effacer";
    delete: "Delete", "Supprimer";
    delete_with_voicemail: "Delete with voicemail", "Supprimer avec la messagerie";
    delete_with_everything:
        "Delete with line, voicemail, agent and account",
        "Supprimer avec ligne, messagerie, agent et compte";
    delete_with_devices: "Delete with devices", "Supprimer avec les appareils";
    delete_without_devices: "Delete, and keep the devices", "Supprimer, et garder les appareils";
    give_back: "Give all of them back", "Tous les rendre";
    set_new_pin: "Set a new one, made here", "En définir un nouveau, créé ici";
    pin_shown_once:
        "It is shown only here, and kept nowhere. Nobody can read the one before, so it cannot be given back.",
        "Il n’est montré qu’ici, et conservé nulle part. Personne ne peut lire le précédent\u{a0}: il ne peut pas être rétabli.";
    pin_perhaps_set:
        "It is not known whether the server has this one.",
        "On ne sait pas si le serveur l’a enregistré.";
    pin_noted: "Noted: hide it", "Noté\u{a0}: le masquer";
    deleted_elsewhere:
        "is deleted in Interaction Administrator, with station, licences and rights",
        "se supprime dans Interaction Administrator, avec station, licences et droits";
    question: "Delete this person?", "Supprimer cette personne\u{a0}?";
    no_way_back:
        "A deletion cannot be undone: somebody created again would get another id, and what went along stays gone.",
        "Une suppression est définitive\u{a0}: une personne créée à nouveau recevrait un autre identifiant, et ce qui a disparu avec elle ne revient pas.";
    is_deleted: "Is deleted", "Sera supprimé";
    remains: "What remains to be done by hand", "Ce qui reste à faire à la main";
    nothing_remains: "Nothing that this console knows of.", "Rien à la connaissance de cette console.";
    aftermath: "What went, and what did not", "Ce qui a disparu, et ce qui est resté";
}

/// The button that runs what was chosen, where somebody is deleted: "Run 2 steps, deletion included".
pub fn run_with_deletion(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::English, 1) => "Run 1 step, a deletion".into(),
        (Language::English, _) => format!("Run {count} steps, with the deletion"),
        (Language::French, 1) => "Exécuter 1 étape, une suppression".into(),
        (Language::French, _) => format!("Exécuter {count} étapes, avec la suppression"),
    }
}
