//! Words of the journal: what was written, what became of it, and the way back.

use super::common::{self, pick};
use super::list::number;
use crate::domain::Language;
use crate::form::FieldValue;
use crate::journal::{ChangeKind, NoWayBack, Undo, WriteOutcome};

crate::texts! {
    title: "What I changed", "Mes modifications";
    introduction:
        "What was changed here in this session, the newest first. It is kept in this page alone: a reload or signing out forgets it.",
        "Ce qui a été modifié ici pendant cette session, du plus récent au plus ancien. Seule cette page le garde\u{a0}: une actualisation ou une déconnexion l’oublie.";
    introduction_kept:
        "What was changed here, the newest first. This browser keeps it, without passwords and PINs, and shows it again when you sign in.",
        "Ce qui a été modifié ici, du plus récent au plus ancien. Ce navigateur le garde, sans mots de passe ni codes PIN, et le montre à nouveau quand vous vous connectez.";
    introduction_not_kept:
        "What was changed here, the newest first. This browser could not keep all of it, for its storage is full or switched off: a reload or signing out forgets the rest. Save it as CSV.",
        "Ce qui a été modifié ici, du plus récent au plus ancien. Ce navigateur n’a pas pu tout garder, car son stockage est plein ou désactivé\u{a0}: une actualisation ou une déconnexion oubliera le reste. Enregistrez-le en CSV.";
    nothing: "Nothing has been changed yet.", "Rien n’a encore été modifié.";
    entries: "Changes", "Modifications";
    no_match: "No change matches this search.", "Aucune modification ne correspond à cette recherche.";
    time: "Time", "Heure";
    system: "System", "Système";
    signed_in: "Signed in as", "Connecté comme";
    name: "Name", "Nom";
    address: "Address", "Adresse";
    action: "Action", "Action";
    field: "Field", "Champ";
    before: "Before", "Avant";
    after: "After", "Après";
    outcome: "Outcome", "Résultat";
    undo_heading: "Undo", "Défaire";
    empty: "(empty)", "(vide)";
    inherited: "(inherited)", "(hérité)";
    not_shown: "(not shown)", "(non affiché)";
    secret_sent: "sent, and never shown", "envoyé, et jamais affiché";
    value_not_kept: "not kept", "non conservé";
    value_unknown: "not known", "inconnu";
    undo: "Undo", "Défaire";
    undoing: "Undoing…", "Retour en cours…";
    save_csv: "Save as CSV", "Enregistrer en CSV";
    secret_stays:
        "Undo does not give back a password.",
        "Défaire ne rend pas un mot de passe.";
    other_values_stay:
        "Undo does not give back what the server does not show.",
        "Défaire ne rend pas ce que le serveur ne montre pas.";
}

/// What was done.
pub fn kind(language: Language, kind: ChangeKind) -> &'static str {
    let (english, french) = match kind {
        ChangeKind::Created => ("Created", "Création"),
        ChangeKind::Changed => ("Changed", "Modification"),
        ChangeKind::Deleted => ("Deleted", "Suppression"),
    };
    pick(language, english, french)
}

/// What became of a write, with a glyph.
pub fn outcome_of(language: Language, outcome: WriteOutcome) -> &'static str {
    let (english, french) = match outcome {
        WriteOutcome::UnderWay => ("… Under way", "… En cours"),
        WriteOutcome::Done => ("✓ Done", "✓ Fait"),
        WriteOutcome::InPart => ("✕ Kept in part", "✕ Conservé en partie"),
        WriteOutcome::NotKept => ("✕ Not kept", "✕ Non conservé"),
        WriteOutcome::Unknown => ("? Not known", "? Inconnu"),
    };
    pick(language, english, french)
}

/// Why there is no way back.
pub fn no_way_back(language: Language, why: NoWayBack) -> &'static str {
    let (english, french) = match why {
        NoWayBack::UnderWay => ("", ""),
        NoWayBack::Deletion => (
            "There is no way back: somebody created again would get another id.",
            "Aucun retour possible\u{a0}: une personne créée à nouveau recevrait un autre identifiant.",
        ),
        NoWayBack::Secret => (
            "There is no way back: nobody can read the password or PIN that was there before.",
            "Aucun retour possible\u{a0}: personne ne peut lire le mot de passe ou le code PIN précédent.",
        ),
        NoWayBack::NotShown => (
            "There is no way back: the server does not show what was there before.",
            "Aucun retour possible\u{a0}: le serveur ne montre pas ce qu’il y avait avant.",
        ),
        NoWayBack::NothingKept => ("There is nothing to give back.", "Il n’y a rien à rendre."),
        NoWayBack::UnknownId => (
            "There is no way back from here: nobody knows who was created. Look in the list.",
            "Aucun retour possible d’ici\u{a0}: on ne sait pas qui a été créé. Regardez dans la liste.",
        ),
    };
    pick(language, english, french)
}

/// The signs before a sentence that tells how far an entry was given back.
pub const SIGNS: [char; 5] = ['✓', '=', '✕', '?', ' '];

/// How far an entry was given back, with a glyph; empty where that was not tried. `labels` names
/// the fields that it is about.
pub fn undone(language: Language, undo: &Undo, labels: &str) -> String {
    let (english, french) = match undo {
        Undo::NotTried | Undo::UnderWay => ("", ""),
        Undo::Done => ("✓ Undone.", "✓ Défait."),
        Undo::AlreadySo => (
            "= Nothing was sent: it is already as it was.",
            "= Rien n’a été envoyé\u{a0}: tout est déjà comme avant.",
        ),
        Undo::Conflict(_) => (
            "✕ Nothing was undone, for this was changed since: ",
            "✕ Rien n’a été défait, car ceci a été modifié depuis\u{a0}: ",
        ),
        Undo::NotKept(_) => {
            ("✕ The server did not take this back: ", "✕ Le serveur n’a pas rétabli ceci\u{a0}: ")
        }
        Undo::Refused(_) => ("✕ Not undone. ", "✕ Non défait. "),
        Undo::Unknown => (
            "? It is not known whether it was undone. Open it to see what is there.",
            "? On ne sait pas si c’est défait. Ouvrez-le pour voir ce qu’il y a.",
        ),
    };
    let sentence = pick(language, english, french);
    let end = if labels.is_empty() { "" } else { "." };
    [sentence, labels, end].concat()
}

/// The button of one entry, for those who hear it alone.
pub fn undo_named(language: Language, name: &str) -> String {
    common::labelled(language, undo(language), name)
}

/// A value in words, where its vendor has no own ones for it.
pub fn value(language: Language, value: &FieldValue) -> String {
    match value {
        FieldValue::Switch(true) => common::on(language).to_owned(),
        FieldValue::Switch(false) => common::off(language).to_owned(),
        FieldValue::Inherited => inherited(language).to_owned(),
        FieldValue::Rows(rows) if !rows.is_empty() => {
            rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join(", ")
        }
        FieldValue::Unattributed(_) | FieldValue::Secret(_) => not_shown(language).to_owned(),
        value if value.is_empty() => empty(language).to_owned(),
        value => value.as_text().to_owned(),
    }
}

/// "3 of 12 changes".
pub fn count(language: Language, shown: usize, all: usize) -> String {
    let (all_digits, of) = (number(language, all), pick(language, " of ", " sur "));
    let changes = match (language, all) {
        (Language::English, 1) => " change",
        (Language::English, _) => " changes",
        (Language::French, 0 | 1) => " modification",
        (Language::French, _) => " modifications",
    };
    if shown == all {
        return [&all_digits, changes].concat();
    }
    [&number(language, shown), of, &all_digits, changes].concat()
}

/// So many more are in the file.
pub fn more(language: Language, count: usize) -> String {
    let digits = number(language, count);
    match (language, count) {
        (Language::English, 1) => "1 older change is in the file alone.".to_owned(),
        (Language::English, _) => format!("{digits} older changes are in the file alone."),
        (Language::French, 1) => "1 modification plus ancienne n’est que dans le fichier.".to_owned(),
        (Language::French, _) => {
            format!("{digits} modifications plus anciennes ne sont que dans le fichier.")
        }
    }
}

/// The same where these stay as they are: nobody can read what was there before.
pub fn undone_but(language: Language, sentence: &str, labels: &str) -> String {
    match language {
        Language::English => {
            format!("{sentence} This stays as it is, for nobody can read what was there before: {labels}.")
        }
        Language::French => format!(
            "{sentence} Ceci reste tel quel, car personne ne peut lire ce qu’il y avait avant\u{a0}: {labels}."
        ),
    }
}
