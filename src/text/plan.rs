//! Words of a plan: what becomes of many people, seen before it is sent.

use super::list::number;
use crate::domain::Language;

crate::texts! {
    title: "Plan", "Plan";
    no_plan:
        "There is no plan here. One is made of a file, or of people selected in the list, and shows every change before anything is sent.",
        "Il n’y a pas de plan ici. On le fait à partir d’un fichier, ou de personnes choisies dans la liste\u{a0}; il montre chaque modification avant que rien ne soit envoyé.";
    open_plan: "Go on with the plan", "Poursuivre le plan";
    reading: "Reading everybody as they are now…", "Lecture de l’état actuel de chacun…";
    show: "Show", "Afficher";
    show_all: "All rows", "Toutes les lignes";
    show_changes: "Rows that change something", "Lignes qui changent quelque chose";
    show_problems: "Rows with problems", "Lignes avec des problèmes";
    row: "Row", "Ligne du fichier";
    user: "User", "Utilisateur";
    outcome: "Outcome", "Résultat";
    rows: "Rows of the plan", "Lignes du plan";
    empty: "(empty)", "(vide)";
    will_create: "→ Will be created", "→ Sera créé";
    will_delete: "→ Will be deleted", "→ Sera supprimé";
    left_out: "– Left out", "– Écartée";
    see_values: "✕ See the values marked ✕", "✕ Voir les valeurs marquées ✕";
    done: "✓ Done", "✓ Fait";
    done_all_the_same:
        "✓ Done, although the server reported a failure",
        "✓ Fait, bien que le serveur ait signalé un échec";
    creation_unknown:
        "? The server said that the user was created, but nobody new of this name is in its list.",
        "? Le serveur dit avoir créé l’utilisateur, mais personne de nouveau de ce nom n’est dans sa liste.";
    still_there: "✕ The server said yes, but the user is still there", "✕ Le serveur a dit oui, mais l’utilisateur est toujours là";
    formula: "a formula, not its result", "une formule, pas son résultat";
    formula_error: "an error of a spreadsheet", "une erreur d’un tableur";
    shortened_number:
        "a number that a spreadsheet has shortened",
        "un nombre qu’un tableur a abrégé";
    running: "Running…", "Exécution en cours…";
    nothing_to_do: "Nothing would change.", "Rien ne changerait.";
    save_inverse: "Save a file that undoes this", "Enregistrer un fichier pour annuler";
    undo: "Undo what was done", "Annuler ce qui a été fait";
    is_inverse:
        "This takes back what was done. Nothing is sent before you run it.",
        "Ceci annule ce qui a été fait. Rien n’est envoyé avant que vous ne l’exécutiez.";
    check_again: "Check again", "Vérifier à nouveau";
    save_outcome: "Save the outcome as CSV", "Enregistrer le résultat en CSV";
    save_failed: "Save the rows that were not done", "Enregistrer les lignes non faites";
    left: "The plan was stopped. “Plan” shows what was done.",
        "Le plan a été arrêté. «\u{a0}Plan\u{a0}» montre ce qui a été fait.";
    no_key_in_row: "✕ Nothing says who this is", "✕ Rien ne dit de qui il s’agit";
    nobody_has_key: "✕ Nobody here has this", "✕ Personne ici n’a cette valeur";
    row_cut_short: "✕ The file breaks off here", "✕ Le fichier s’interrompt ici";
    too_many_cells:
        "✕ More cells than columns: a separator stands outside of quotes",
        "✕ Plus de cellules que de colonnes\u{a0}: un séparateur est hors des guillemets";
}

/// So many people of the server's list did not come.
pub fn people_missing(language: Language, missing: usize) -> String {
    let missing = number(language, missing);
    match language {
        Language::English => format!(
            "{missing} more people are there by the server’s count, and did not come: they cannot be found, and nobody is created. Check again in a moment."
        ),
        Language::French => format!(
            "D’après le serveur, il y a {missing} personnes de plus, qui ne sont pas venues\u{a0}: elles ne peuvent pas être trouvées, et personne n’est créé. Vérifiez à nouveau dans un instant."
        ),
    }
}

/// "About 3 minutes left".
pub fn time_left(language: Language, seconds: f64) -> String {
    // Truncation is meant: nobody waits for years.
    let minutes = (seconds / 60.0).ceil() as usize;
    let text = number(language, minutes);
    match (language, minutes) {
        (Language::English, 0 | 1) => "Less than a minute left".into(),
        (Language::English, _) => format!("About {text} minutes left"),
        (Language::French, 0 | 1) => "Moins d’une minute restante".into(),
        (Language::French, _) => format!("Environ {text} minutes restantes"),
    }
}

/// The button that begins: "Run 12 changes".
pub fn run(language: Language, count: usize) -> String {
    let text = number(language, count);
    match (language, count) {
        (Language::English, 1) => "Run 1 change".into(),
        (Language::English, _) => format!("Run {text} changes"),
        (Language::French, 0 | 1) => format!("Exécuter {text} modification"),
        (Language::French, _) => format!("Exécuter {text} modifications"),
    }
}

/// "Try again the 3 that were not done".
pub fn again(language: Language, count: usize) -> String {
    let count = number(language, count);
    match language {
        Language::English => format!("Try again only those not done ({count})"),
        Language::French => format!("Réessayer seulement les lignes non faites ({count})"),
    }
}

/// One figure of a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    ToDo,
    Done,
    Already,
    Refused,
    LeftOut,
    Failed,
    NotTried,
}

pub fn figure(language: Language, figure: Figure, count: usize) -> String {
    let (english, french) = match figure {
        Figure::ToDo => ("to do", "à faire"),
        Figure::Done => ("done", "fait(s)"),
        Figure::Already => ("already so", "déjà ainsi"),
        Figure::Refused => ("with problems", "avec des problèmes"),
        Figure::LeftOut => ("left out", "écartée(s)"),
        Figure::Failed => ("failed", "en échec"),
        Figure::NotTried => ("not tried", "non tenté(s)"),
    };
    let word = match language {
        Language::English => english,
        Language::French => french,
    };
    [&number(language, count), " ", word].concat()
}

/// So many people have the value by which this one is to be found.
pub fn several_have_key(language: Language, count: usize) -> String {
    let count = number(language, count);
    match language {
        Language::English => format!("✕ {count} people have this"),
        Language::French => format!("✕ {count} personnes ont cette valeur"),
    }
}

/// An earlier line is about the same person.
pub fn same_as_line(language: Language, line: u32) -> String {
    match language {
        Language::English => format!("✕ Line {line} is about the same user"),
        Language::French => format!("✕ La ligne {line} concerne le même utilisateur"),
    }
}

/// Somebody has changed these fields since the plan was made.
pub fn conflict(language: Language, fields: &str) -> String {
    match language {
        Language::English => format!("✕ Not sent: changed meanwhile by somebody else: {fields}"),
        Language::French => {
            format!("✕ Non envoyé\u{a0}: modifié entre-temps par quelqu’un d’autre\u{a0}: {fields}")
        }
    }
}

/// The server answered that it did as asked, and has other values in these fields.
pub fn not_kept(language: Language, fields: &str) -> String {
    match language {
        Language::English => format!("✕ The server said yes, but did not keep: {fields}"),
        Language::French => format!("✕ Le serveur a dit oui, mais n’a pas conservé\u{a0}: {fields}"),
    }
}

/// The server refused a change, and has these of the new values.
pub fn in_part(language: Language, fields: &str) -> String {
    match language {
        Language::English => format!("✕ Refused, but these were changed: {fields}. "),
        Language::French => format!("✕ Refusé, mais ceci a été modifié\u{a0}: {fields}. "),
    }
}

/// What the file that undoes a plan cannot give back.
pub fn irreversible(language: Language, secrets: usize, created: usize, deleted: usize) -> String {
    let mut sentences: Vec<&str> = Vec::new();
    if secrets > 0 {
        sentences.push(match language {
            Language::English => "Passwords cannot be given back: nobody reads the old ones.",
            Language::French => {
                "Les mots de passe ne peuvent pas être rendus\u{a0}: personne ne lit les anciens."
            }
        });
    }
    if created > 0 {
        sentences.push(match language {
            Language::English => {
                "Whoever is created is not in that file; “Undo what was done”, after the run, deletes them again."
            }
            Language::French => {
                "Les personnes créées ne sont pas dans ce fichier\u{a0}; «\u{a0}Annuler ce qui a été fait\u{a0}», après l’exécution, les supprime."
            }
        });
    }
    if deleted > 0 {
        sentences.push(match language {
            Language::English => "Whoever is deleted cannot be given back: the server gives another number to whoever is created again.",
            Language::French => "Les personnes supprimées ne peuvent pas être rendues\u{a0}: le serveur donne un autre numéro à qui est recréé.",
        });
    }
    sentences.join(" ")
}
