//! Words of changing the CTI of several people at once.

use super::list::number;
use crate::domain::Language;

crate::texts! {
    selection: "Selected users", "Utilisateurs sélectionnés";
    cti_on: "CTI on", "CTI activé";
    cti_off: "CTI off", "CTI désactivé";
    set_profile: "Set profile", "Attribuer un profil";
    nobody_selected: "Nobody is selected.", "Personne n’est sélectionné.";
    clear_selection: "Clear selection", "Effacer la sélection";
    name: "Name", "Nom";
    now: "Now", "Actuellement";
    outcome: "Outcome", "Résultat";
    people: "Users of this change", "Utilisateurs concernés";
    progress: "Progress", "Avancement";
    looking: "Looking at who would change…", "Examen de ce qui changerait…";
    running: "Changing…", "Modification en cours…";
    paused: "Paused. Nothing new is begun.", "En pause. Rien de nouveau n’est commencé.";
    over: "Done. This is what became of it:", "Terminé. Voici le résultat\u{a0}:";
    stopped: "Stopped. This is what was done:", "Arrêté. Voici ce qui a été fait\u{a0}:";
    nothing_to_do: "Nobody would change.", "Personne ne changerait.";
    pause: "Pause", "Pause";
    resume: "Resume", "Reprendre";
    stop: "Stop", "Arrêter";
    save_csv: "Save as CSV", "Enregistrer en CSV";
    may_keep:
        "Servers of this age may answer yes and keep the profile all the same; each user is read again, and it is said who kept it.",
        "Les serveurs de cette époque disent parfois oui et gardent le profil malgré tout\u{a0}; chaque utilisateur est relu, et ceux qui le gardent sont indiqués.";
    will_change: "→ Will change", "→ Sera modifié";
    waiting: "Waiting", "En attente";
    under_way: "… Under way", "… En cours";
    changed: "✓ Changed", "✓ Modifié";
    changed_all_the_same:
        "✓ Changed, although the server reported a failure",
        "✓ Modifié, bien que le serveur ait signalé un échec";
    not_shown:
        "✓ Accepted; the server does not show whether it holds",
        "✓ Accepté\u{a0}; le serveur ne montre pas si cela tient";
    already: "= Already so", "= Déjà ainsi";
    not_told:
        "– Not possible here: the server does not say whether the client is on. Open this user.",
        "– Impossible ici\u{a0}: le serveur ne dit pas si le client est activé. Ouvrez cet utilisateur.";
    not_offered: "– This server cannot do this", "– Ce serveur ne le permet pas";
    not_kept:
        "✕ The server said yes, but does not have the change",
        "✕ Le serveur a dit oui, mais n’a pas la modification";
    profile_kept:
        "✕ The server said yes, but has kept the profile",
        "✕ Le serveur a dit oui, mais a gardé le profil";
    put_back: "✕ Refused; the old profile was put back. ", "✕ Refusé\u{a0}; l’ancien profil a été remis. ";
    lost:
        "✕ Refused, and the old profile could not be put back. ",
        "✕ Refusé, et l’ancien profil n’a pas pu être remis. ";
    refused: "✕ ", "✕ ";
    unknown: "? It is not known whether it was changed. ", "? On ne sait pas si c’est modifié. ";
    not_tried: "– Not tried", "– Non tenté";
    leave_title: "Stop the change half way?", "Interrompre la modification à mi-chemin\u{a0}?";
    leave_sentence:
        "Not all users were changed yet. Those that were stay changed; leaving stops before the others.",
        "Tous les utilisateurs ne sont pas encore modifiés. Ceux qui le sont le restent\u{a0}; en quittant, les autres ne seront pas modifiés.";
    stay: "Stay and go on", "Rester et continuer";
    leave: "Stop and leave", "Arrêter et quitter";
    user_number: "User number", "Numéro d’utilisateur";
}

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    On,
    Off,
    Profile(&'a str),
    NoProfile,
}

/// The heading: "CTI on: 12 users".
pub fn title(language: Language, what: What, count: usize) -> String {
    let count = users(language, count);
    match (language, what) {
        (Language::English, What::On) => format!("CTI on: {count}"),
        (Language::English, What::Off) => format!("CTI off: {count}"),
        (Language::English, What::Profile(_) | What::NoProfile) => format!("Set profile: {count}"),
        (Language::French, What::On) => format!("CTI activé\u{a0}: {count}"),
        (Language::French, What::Off) => format!("CTI désactivé\u{a0}: {count}"),
        (Language::French, What::Profile(_) | What::NoProfile) => {
            format!("Attribuer un profil\u{a0}: {count}")
        }
    }
}

fn users(language: Language, count: usize) -> String {
    super::list::count(language, count, count)
}

/// The button that begins: "Change 12 users".
pub fn start(language: Language, count: usize) -> String {
    match language {
        Language::English => format!("Change {}", users(language, count)),
        Language::French => format!("Modifier {}", users(language, count)),
    }
}

/// "Try again only the failed (3)", with those of whom it is not known.
pub fn again(language: Language, failed: usize, unknown: usize) -> String {
    let count = number(language, failed + unknown);
    match language {
        Language::English if unknown == 0 => format!("Try again only the failed ({count})"),
        Language::French if unknown == 0 => format!("Réessayer seulement les échecs ({count})"),
        Language::English => format!("Try again only the failed and the unknown ({count})"),
        Language::French => format!("Réessayer seulement les échecs et les inconnus ({count})"),
    }
}

/// "12 selected", and how many of them the search hides.
pub fn selected(language: Language, count: usize, hidden: usize) -> String {
    let mut out = number(language, count);
    out.push_str(match (language, count) {
        (Language::English, _) => " selected",
        (Language::French, 0 | 1) => " sélectionné",
        (Language::French, _) => " sélectionnés",
    });
    if hidden > 0 {
        let hidden = number(language, hidden);
        match language {
            Language::English => out.push_str(&format!(" ({hidden} not in this search)")),
            Language::French => out.push_str(&format!(" (dont {hidden} hors de cette recherche)")),
        }
    }
    out
}

/// "28 of 40".
pub fn of(language: Language, done: usize, all: usize) -> String {
    let (done, all) = (number(language, done), number(language, all));
    match language {
        Language::English => format!("{done} of {all}"),
        Language::French => format!("{done} sur {all}"),
    }
}

/// One figure of a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    WillChange,
    Changed,
    Already,
    Lacking,
    NotPossible,
    Failed,
    Unknown,
    NotTried,
}

pub fn figure(language: Language, figure: Figure, count: usize) -> String {
    let (english, french) = match figure {
        Figure::WillChange => ("will change", "à modifier"),
        Figure::Changed => ("changed", "modifié(s)"),
        Figure::Already => ("already so", "déjà ainsi"),
        Figure::Lacking => ("without a username or password", "sans identifiant ou mot de passe"),
        Figure::NotPossible => ("not possible here", "impossible(s) ici"),
        Figure::Failed => ("failed", "en échec"),
        Figure::Unknown => ("not known", "inconnu(s)"),
        Figure::NotTried => ("not tried", "non tenté(s)"),
    };
    let mut out = number(language, count);
    out.push(' ');
    out.push_str(match language {
        Language::English => english,
        Language::French => french,
    });
    out
}

/// What somebody lacks.
pub fn lacks(language: Language, username: bool, password: bool) -> &'static str {
    match (language, username, password) {
        (Language::English, true, true) => "– No username and no password",
        (Language::English, true, false) => "– No username",
        (Language::English, false, _) => "– No password",
        (Language::French, true, true) => "– Ni identifiant ni mot de passe",
        (Language::French, true, false) => "– Pas d’identifiant",
        (Language::French, false, _) => "– Pas de mot de passe",
    }
}

/// What is said after somebody left a run half way.
pub fn left(language: Language, changed: usize, failed: usize, unknown: usize, not_tried: usize) -> String {
    let figures = [
        (Figure::Changed, changed),
        (Figure::Failed, failed),
        (Figure::Unknown, unknown),
        (Figure::NotTried, not_tried),
    ];
    let is_listed = |(kind, count): &(Figure, usize)| *kind != Figure::Unknown || *count > 0;
    let figures = figures.into_iter().filter(is_listed);
    let figures: Vec<String> = figures.map(|(kind, count)| figure(language, kind, count)).collect();
    let figures = figures.join(", ");
    match language {
        // It was through before it could be stopped.
        Language::English if not_tried == 0 => format!("The change of several users is done: {figures}."),
        Language::French if not_tried == 0 => {
            format!("La modification de plusieurs utilisateurs est terminée\u{a0}: {figures}.")
        }
        Language::English => {
            format!("The change of several users was stopped: {figures}. The list of users shows who.")
        }
        Language::French => {
            format!(
                "La modification de plusieurs utilisateurs a été arrêtée\u{a0}: {figures}. La liste des utilisateurs montre qui."
            )
        }
    }
}
