//! Words of every form: what others changed meanwhile, and what became of a save.

use crate::domain::Language;
use crate::form::{Answer, Field, Outcome, Verdict};

crate::texts! {
    conflict_title: "Somebody else changed this user meanwhile", "Quelqu’un d’autre a modifié cet utilisateur entre-temps";
    conflict_next: "Nothing was saved yet. Choose which values to keep, then save again.", "Rien n’est encore enregistré. Choisissez les valeurs à retenir, puis enregistrez à nouveau.";
    keep_mine: "Keep mine", "Garder la mienne";
    take_theirs: "Take theirs", "Prendre la leur";
    taken_over:
        "Somebody else changed other fields meanwhile; they are shown as the server has them now.",
        "Quelqu’un d’autre a modifié d’autres champs entre-temps\u{a0}; ils sont affichés tels que sur le serveur.";
    kept_in_spite_of_failure:
        "The server reported a failure, but it has kept all the changes.",
        "Le serveur a signalé un échec, mais il a bien conservé toutes les modifications.";
    kept_without_answer:
        "No answer came, but the server has kept all the changes.",
        "Aucune réponse n’est arrivée, mais le serveur a bien conservé toutes les modifications.";
    not_kept_after_failure:
        "The server failed and did not keep the changes. What you typed is still here.",
        "Le serveur a échoué et n’a pas conservé les modifications. Votre saisie est toujours là.";
    not_kept_though_accepted:
        "The server accepted the changes, but did not keep them. What you typed is still here.",
        "Le serveur a accepté les modifications, mais ne les a pas conservées. Votre saisie est toujours là.";
    unknown_though_accepted:
        "The server accepted the changes, but could not be asked whether it has them. What you typed is still here.",
        "Le serveur a accepté les modifications, mais n’a pas pu dire s’il les a. Votre saisie est toujours là.";
    unknown_after_failure:
        "We cannot tell whether the change was made: the server failed, and cannot be asked. What you typed is still here.",
        "Impossible de savoir si la modification est faite\u{a0}: le serveur a échoué et ne répond pas. Votre saisie est toujours là.";
    unknown_without_answer:
        "We cannot tell whether the change was made: no answer came. What you typed is still here.",
        "Impossible de savoir si la modification est faite\u{a0}: aucune réponse n’est arrivée. Votre saisie est toujours là.";
    not_there_so_far:
        "We cannot tell whether the change was made: no answer came, and the server does not have it so far. What you typed is still here.",
        "Impossible de savoir si la modification est faite\u{a0}: aucune réponse n’est arrivée, et le serveur ne l’a pas pour l’instant. Votre saisie est toujours là.";
    sections: "Sections", "Rubriques";
    unsaved_put_back: "Put them back", "Les remettre";
    unsaved_drop: "Leave them out", "Les laisser de côté";
    still_looking:
        "We keep checking.",
        "Nous continuons de vérifier.";
}

/// "Somebody changed this to “Bob” meanwhile."
pub fn conflict(language: Language, theirs: &str) -> String {
    match (language, theirs.is_empty()) {
        (Language::English, true) => "Somebody emptied this meanwhile.".into(),
        (Language::English, false) => format!("Somebody changed this to “{theirs}” meanwhile."),
        (Language::French, true) => "Quelqu’un a vidé ce champ entre-temps.".into(),
        (Language::French, false) => format!("Quelqu’un l’a changé en «\u{a0}{theirs}\u{a0}» entre-temps."),
    }
}

/// "5 minutes ago you typed values here that were not saved: Last name."
pub fn unsaved_found(language: Language, minutes: u32, labels: &str) -> String {
    let age = match (language, minutes) {
        (Language::English, 0) => "A moment ago".to_owned(),
        (Language::English, 1) => "A minute ago".to_owned(),
        (Language::English, _) => format!("{minutes} minutes ago"),
        (Language::French, 0) => "À l’instant".to_owned(),
        (Language::French, 1) => "Il y a une minute".to_owned(),
        (Language::French, _) => format!("Il y a {minutes} minutes"),
    };
    match language {
        Language::English => format!("{age} you typed values here that were not saved: {labels}."),
        Language::French => {
            format!("{age}, vous avez saisi ici des valeurs qui n’ont pas été enregistrées\u{a0}: {labels}.")
        }
    }
}

/// "Saved: First name, Email." for a write that was accepted and kept.
pub fn saved<F: Field>(language: Language, outcome: &Outcome<F>, label: impl Fn(F) -> String) -> String {
    let kept = sentence(language, ("Saved", "Enregistré"), &outcome.kept, &label);
    let along = sentence(
        language,
        ("Changed with it by the server", "Modifié en même temps par le serveur"),
        &outcome.changed_along,
        &label,
    );
    join([kept, hidden(language, outcome, label), along])
}

/// "Accepted, but not shown by the server: Password."; empty for no fields.
pub fn hidden<F: Field>(language: Language, outcome: &Outcome<F>, label: impl Fn(F) -> String) -> String {
    let start = ("Accepted, but not shown by the server", "Accepté, mais pas montré par le serveur");
    sentence(language, start, &outcome.hidden, &label)
}

/// What became of a save that did not simply succeed.
pub fn outcome<F: Field>(language: Language, outcome: &Outcome<F>, label: impl Fn(F) -> String) -> String {
    let sentence = match (outcome.verdict, outcome.answer) {
        (Verdict::AllKept, Answer::Accepted) => saved(language, outcome, label),
        (Verdict::AllKept, Answer::Failed) => kept_in_spite_of_failure(language).to_owned(),
        (Verdict::AllKept, Answer::Missing) => kept_without_answer(language).to_owned(),
        (Verdict::KeptInPart, _) => kept_in_part(language, outcome, label),
        (Verdict::NothingKept, Answer::Accepted) => not_kept_though_accepted(language).to_owned(),
        (Verdict::NothingKept, _) => not_kept_after_failure(language).to_owned(),
        (Verdict::Unknown, Answer::Accepted) if !outcome.not_kept.is_empty() => {
            sent_in_part(language, outcome, label)
        }
        (Verdict::Unknown, Answer::Accepted) => unknown_though_accepted(language).to_owned(),
        (Verdict::Unknown, Answer::Failed) => unknown_after_failure(language).to_owned(),
        (Verdict::Unknown, Answer::Missing) if outcome.not_kept.is_empty() => {
            unknown_without_answer(language).to_owned()
        }
        (Verdict::Unknown, Answer::Missing) => not_there_so_far(language).to_owned(),
    };
    and_still_looking(language, sentence, outcome.is_looking)
}

/// Adds to what is not known that the server will be read again by itself, if it will.
pub fn and_still_looking(language: Language, sentence: String, is_looking: bool) -> String {
    if is_looking { [&sentence, " ", still_looking(language)].concat() } else { sentence }
}

fn kept_in_part<F: Field>(language: Language, outcome: &Outcome<F>, label: impl Fn(F) -> String) -> String {
    let first = match language {
        Language::English => "The server kept only a part of the changes.",
        Language::French => "Le serveur n’a conservé qu’une partie des modifications.",
    };
    join([
        first.to_owned(),
        sentence(language, ("Kept", "Conservé"), &outcome.kept, &label),
        sentence(language, ("Not kept", "Non conservé"), &outcome.not_kept, &label),
        sentence(
            language,
            ("Not shown by the server, so not known", "Pas montré par le serveur, donc inconnu"),
            &outcome.hidden,
            &label,
        ),
    ])
}

/// The session ended between two requests of a save.
fn sent_in_part<F: Field>(language: Language, outcome: &Outcome<F>, label: impl Fn(F) -> String) -> String {
    let (first, last) = match language {
        Language::English => {
            ("The session ended before all of it was sent.", "What you typed is still here.")
        }
        Language::French => {
            ("La session s’est terminée avant que tout soit envoyé.", "Votre saisie est toujours là.")
        }
    };
    join([
        first.to_owned(),
        sentence(
            language,
            ("Accepted, but not read since", "Accepté, mais pas relu depuis"),
            &outcome.hidden,
            &label,
        ),
        sentence(language, ("Not sent", "Non envoyé"), &outcome.not_kept, &label),
        last.to_owned(),
    ])
}

/// "Kept: First name, Email."; empty for no fields.
fn sentence<F: Field>(
    language: Language,
    (english, french): (&str, &str),
    fields: &[F],
    label: &impl Fn(F) -> String,
) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let labels: Vec<String> = fields.iter().map(|field| label(*field)).collect();
    let labels = labels.join(", ");
    match language {
        Language::English => format!("{english}: {labels}."),
        Language::French => format!("{french}\u{a0}: {labels}."),
    }
}

fn join<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
