//! Words of a plan: what becomes of many people, seen before it is sent.

use super::common::{labelled, pick};
use super::list::number;
use crate::domain::Language;

crate::texts! {
    title: "Plan", "Plan";
    no_plan:
        "There is no plan here. One is made of people selected in the list, or of a file, and shows every change before anything is sent.",
        "Il n’y a pas de plan ici. On le fait à partir de personnes choisies dans la liste, ou d’un fichier\u{a0}; il montre chaque modification avant que rien ne soit envoyé.";
    open_plan: "Go on with the plan", "Poursuivre le plan";
    reading: "Reading everybody as they are now…", "Lecture de l’état actuel de chacun…";
    change_field: "Change a field", "Modifier un champ";
    make_credentials: "Make usernames and passwords", "Créer identifiants et mots de passe";
    delete_selected: "Delete the selected", "Supprimer la sélection";
    choose: "Choose…", "Choisir…";
    choose_first: "Choose first what is to change.", "Choisissez d’abord ce qui doit changer.";
    field: "Field", "Champ";
    way: "Change", "Modification";
    way_set: "Set a value", "Définir une valeur";
    way_append: "Append a text", "Ajouter un texte à la fin";
    way_replace: "Replace a text", "Remplacer un texte";
    way_clear: "Clear the value", "Effacer la valeur";
    new_value: "New value", "Nouvelle valeur";
    text_to_append: "Text to append", "Texte à ajouter";
    text_to_find: "Text to find", "Texte à chercher";
    replacement: "Replacement", "Remplacement";
    profile_number:
        "The names of the profiles could not be read. Enter the number of one; 0 takes the profile away.",
        "Les noms des profils n’ont pas pu être lus. Saisissez le numéro d’un profil\u{a0}; 0 le retire.";
    credentials_once:
        "Whoever has no username or no password is given one. After the run they are offered once as a file; the passwords are shown nowhere and kept nowhere else.",
        "Qui n’a pas d’identifiant ou pas de mot de passe en reçoit un. Après l’exécution, ils sont proposés une seule fois dans un fichier\u{a0}; les mots de passe ne sont montrés ni conservés nulle part ailleurs.";
    new_pins: "Set new PINs", "Définir de nouveaux codes PIN";
    pins_once:
        "Each of them gets a PIN made at random by the rules of their group; the one that they have stops working. After the run the new ones can be saved as a file, once: they are not kept anywhere.",
        "Chaque personne reçoit un code PIN tiré au hasard selon les règles de son groupe\u{a0}; celui qu’elle a ne marche plus. Après l’exécution, les nouveaux peuvent être enregistrés dans un fichier, une seule fois\u{a0}: ils ne sont gardés nulle part.";
    save_pins: "Save the new PINs", "Enregistrer les nouveaux codes PIN";
    save_credentials: "Save the usernames and passwords", "Enregistrer identifiants et mots de passe";
    deletion: "Deletion", "Suppression";
    delete_alone: "Delete the user alone", "Supprimer l’utilisateur seul";
    delete_takes_along:
        "The SIP line goes with its user, who leaves all queues and groups. A user who owns a voicemail is deleted only together with it.",
        "La ligne SIP est supprimée avec son utilisateur, qui quitte toutes les files et tous les groupes. Un utilisateur qui possède une messagerie n’est supprimé qu’avec elle.";
    delete_leaves_behind:
        "Depending on its version, the server refuses to delete a user who has a line or a voicemail, or leaves them behind.",
        "Selon sa version, le serveur refuse de supprimer un utilisateur qui a une ligne ou une messagerie, ou les laisse.";
    not_there: "✕ Not there any more", "✕ N’existe plus";
    unread: "could not be read: ", "n’a pas pu être lu\u{a0}: ";
    server_does_not_tell: "(not told)", "(non communiqué)";
    forget_kept: "Forget it", "L’oublier";
    looking: "Reading how they are now…", "Lecture de l’état actuel…";
    selected_users: "Selected users", "Utilisateurs sélectionnés";
    cti_on: "CTI on", "CTI activé";
    cti_off: "CTI off", "CTI désactivé";
    set_profile: "Set profile", "Attribuer un profil";
    clear: "Clear", "Effacer";
    actions: "Actions", "Actions";
    clear_selection: "Clear selection", "Effacer la sélection";
    progress: "Progress", "Avancement";
    paused: "Paused. Nothing new is begun.", "En pause. Rien de nouveau n’est commencé.";
    paused_by_outage:
        "Paused: the server did not answer for several rows on end, or asks to wait. “Resume” goes on; those rows can be tried again at the end.",
        "En pause\u{a0}: pour plusieurs lignes de suite, le serveur n’a pas répondu ou demande d’attendre. «\u{a0}Reprendre\u{a0}» poursuit\u{a0}; ces lignes pourront être réessayées à la fin.";
    over: "Done. This is what became of it:", "Terminé. Voici le résultat\u{a0}:";
    stopped: "Stopped. This is what was done:", "Arrêté. Voici ce qui a été fait\u{a0}:";
    pause: "Pause", "Pause";
    resume: "Resume", "Reprendre";
    stop: "Stop", "Arrêter";
    may_keep:
        "Servers of this version may answer yes and keep the profile all the same; each user is read again, and it is said who kept it.",
        "Les serveurs de cette version disent parfois oui et gardent le profil malgré tout\u{a0}; chaque utilisateur est relu, et ceux qui le gardent sont indiqués.";
    will_change: "→ Will change", "→ Sera modifié";
    waiting: "Waiting", "En attente";
    under_way: "… Under way", "… En cours";
    already: "= Already so", "= Déjà ainsi";
    state_unknown:
        "– Not possible here: the server does not say whether the client is on. Open this user.",
        "– Impossible ici\u{a0}: le serveur ne dit pas si le client est activé. Ouvrez cet utilisateur.";
    not_offered: "– This server cannot do this", "– Ce serveur ne le permet pas";
    not_allowed: "✕ You may not change this user", "✕ Vous ne pouvez pas modifier cet utilisateur";
    no_address: "✕ No address can carry this user ID", "✕ Aucune adresse ne peut porter cet identifiant";
    owned_by_directory:
        "✕ From a directory, where this is changed",
        "✕ Vient d’un annuaire, où cela se modifie";
    no_address_reason: "no address can carry this user ID", "aucune adresse ne peut porter cet identifiant";
    not_attributed:
        "the server does not say whether this is set here or inherited, so nobody could undo it",
        "le serveur n’indique pas si c’est défini ici ou hérité\u{a0}; personne ne pourrait l’annuler";
    makes_difference:
        "the inherited value is another one now",
        "la valeur héritée est maintenant différente";
    given_before:
        "an earlier row gives this to somebody else",
        "une ligne précédente le donne à quelqu’un d’autre";
    not_shown:
        "✓ Accepted; the server does not show whether it has it",
        "✓ Accepté\u{a0}; le serveur ne montre pas s’il l’a conservé";
    put_back: "✕ Refused; the old profile was put back. ", "✕ Refusé\u{a0}; l’ancien profil a été remis. ";
    lost:
        "✕ Refused, and the old profile could not be put back. ",
        "✕ Refusé, et l’ancien profil n’a pas pu être remis. ";
    refused: "✕ ", "✕ ";
    unknown: "? It is not known whether it was changed. ", "? On ne sait pas si c’est modifié. ";
    not_tried: "– Not tried", "– Non tenté";
    still_open:
        "This plan is not finished. Before another one is begun, or you sign out, let it end or stop it, and save the passwords that it made.",
        "Ce plan n’est pas terminé. Avant d’en commencer un autre, ou de vous déconnecter, laissez-le finir ou arrêtez-le, et enregistrez les mots de passe qu’il a créés.";
    of_another_tenant:
        "Other tenants cannot be opened while the plan is under way. Let it end, or stop it.",
        "D’autres locataires ne peuvent pas être ouverts pendant l’exécution du plan. Laissez-le finir, ou arrêtez-le.";
    of_another_person:
        "Somebody else is signed in now, so the plan was closed. Rows that were not reached were not sent.",
        "Une autre personne est connectée maintenant, le plan a donc été fermé. Les lignes restantes n’ont pas été envoyées.";
    paused_elsewhere:
        "The plan is paused. “Plan” goes on with it.",
        "Le plan est en pause. «\u{a0}Plan\u{a0}» permet de le poursuivre.";
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
        "? It is not known whether the user was created. ",
        "? On ne sait pas si l’utilisateur a été créé. ";
    not_created:
        "✕ The server said yes, but nobody new with this name is in its list",
        "✕ Le serveur a dit oui, mais sa liste ne contient personne de nouveau à ce nom";
    nobody_found:
        "? The server said that the user was created, but nobody new with this name is in its list. Somebody new with another name is.",
        "? Le serveur dit avoir créé l’utilisateur, mais sa liste ne contient personne de nouveau à ce nom. Elle contient quelqu’un de nouveau à un autre nom.";
    still_there: "✕ The server said yes, but the user is still there", "✕ Le serveur a dit oui, mais l’utilisateur est toujours là";
    formula: "a formula, not its result", "une formule, pas son résultat";
    formula_error: "an error of a spreadsheet", "une erreur d’un tableur";
    shortened_number:
        "a number that a spreadsheet has shortened",
        "un nombre qu’un tableur a abrégé";
    running: "Running…", "Exécution en cours…";
    nothing_to_do: "Nothing would change.", "Rien ne changerait.";
    no_such_field: "✕ There is no property of this name", "✕ Aucune propriété ne porte ce nom";
    save_inverse: "Save a file that undoes this", "Enregistrer un fichier pour annuler";
    save_inverses: "Save files that undo this, one a group", "Enregistrer des fichiers qui annulent ceci, un par groupe";
    reopen_inverse: "Make the plan that undoes this", "Faire le plan qui annule ceci";
    undo: "Undo what was done", "Annuler ce qui a été fait";
    done_before:
        "Something was done before this check.",
        "Des modifications ont été faites avant cette vérification.";
    not_handed_over: "Passwords or PINs are not saved", "Des mots de passe ou codes PIN ne sont pas enregistrés";
    what_is_lost:
        "The plan that is here has made passwords or PINs. The server has them, and nobody can read them there. With another plan in its place they are lost.",
        "Le plan actuel a créé des mots de passe ou codes PIN. Le serveur les a, et personne ne peut les y lire. Si un autre plan prend sa place, ils sont perdus.";
    begin_without: "Go on without them", "Continuer sans eux";
    is_inverse:
        "This takes back what was done. Nothing is sent before you run it.",
        "Ceci annule ce qui a été fait. Rien n’est envoyé avant que vous ne l’exécutiez.";
    mend: "Mend", "Corriger";
    check_again: "Check again", "Vérifier à nouveau";
    save_outcome: "Save the outcome as CSV", "Enregistrer le résultat en CSV";
    save_failed: "Save the rows that were not done", "Enregistrer les lignes non faites";
    no_key_in_row: "✕ Nothing says who this is", "✕ Rien ne dit de qui il s’agit";
    nobody_has_key: "✕ Nobody here has this", "✕ Personne ici n’a cette valeur";
    name_taken:
        "✕ Somebody of this name is there; another one is created by “New user”",
        "✕ Quelqu’un de ce nom existe déjà\u{a0}; «\u{a0}Nouvel utilisateur\u{a0}» en crée un autre";
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

/// What is said when a run ends while somebody is elsewhere.
pub fn ended(language: Language, done: usize, failed: usize, not_tried: usize) -> String {
    let figures = [(Figure::Done, done), (Figure::Failed, failed), (Figure::NotTried, not_tried)]
        .map(|(kind, count)| figure(language, kind, count))
        .join(", ");
    match language {
        Language::English if not_tried == 0 => format!("The plan is through: {figures}. “Plan” shows who."),
        Language::French if not_tried == 0 => {
            format!("Le plan est terminé\u{a0}: {figures}. «\u{a0}Plan\u{a0}» montre qui.")
        }
        Language::English => format!("The plan was stopped: {figures}. “Plan” shows who."),
        Language::French => {
            format!("Le plan a été arrêté\u{a0}: {figures}. «\u{a0}Plan\u{a0}» montre qui.")
        }
    }
}

/// A run that a reload has cut off.
pub fn kept(language: Language, done: usize) -> String {
    let users = super::list::count(language, done, done);
    match language {
        Language::English => {
            format!(
                "Before the page was loaded anew, a plan was run here: {users} changed, as far as it was seen."
            )
        }
        Language::French => {
            format!(
                "Avant l’actualisation de la page, un plan a été exécuté ici\u{a0}: {users} modifiés, pour autant qu’on l’ait vu."
            )
        }
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
        Figure::Done if count > 1 => ("done", "faites"),
        Figure::Done => ("done", "faite"),
        Figure::Already => ("unchanged", "sans changement"),
        Figure::Refused => ("with problems", "avec des problèmes"),
        Figure::LeftOut if count > 1 => ("left out", "écartées"),
        Figure::LeftOut => ("left out", "écartée"),
        Figure::Failed => ("failed", "en échec"),
        Figure::NotTried if count > 1 => ("not tried", "non tentées"),
        Figure::NotTried => ("not tried", "non tentée"),
    };
    let word = pick(language, english, french);
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

/// The request that creates somebody may have reached the server twice.
pub fn several_found(language: Language, count: usize) -> String {
    let count = number(language, count);
    match language {
        Language::English => {
            format!(
                "? {count} new users with this name are there: the request may have reached the server twice"
            )
        }
        Language::French => format!(
            "? {count} nouveaux utilisateurs de ce nom existent\u{a0}: la demande est peut-être arrivée deux fois au serveur"
        ),
    }
}

/// An earlier line is about the same person.
pub fn same_as_line(language: Language, line: u32) -> String {
    match language {
        Language::English => format!("✕ Line {line} is about the same user"),
        Language::French => format!("✕ La ligne {line} concerne le même utilisateur"),
    }
}

pub fn same_field_as_line(language: Language, line: u32) -> String {
    match language {
        Language::English => format!("✕ Line {line} is about the same property of this user"),
        Language::French => format!("✕ La ligne {line} concerne la même propriété de cet utilisateur"),
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

/// How much of a plan no file gives back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Irreversible {
    pub secrets: usize,
    pub created: usize,
    pub deleted: usize,
    /// Values where there was none before, and that the server does not take away.
    pub without_value: usize,
}

/// What the file that undoes a plan cannot give back.
pub fn irreversible(language: Language, count: Irreversible) -> String {
    let Irreversible { secrets, created, deleted, without_value } = count;
    let mut sentences: Vec<&str> = Vec::new();
    if secrets > 0 {
        sentences.push(match language {
            Language::English => "Passwords and PINs cannot be restored: nobody can read the old ones.",
            Language::French => {
                "Les mots de passe et les codes PIN ne peuvent pas être rétablis\u{a0}: personne ne peut lire les anciens."
            }
        });
    }
    if without_value > 0 {
        sentences.push(match language {
            Language::English => "A way to search for answers cannot be taken away from those who had none: the server takes no empty one.",
            Language::French => "Un mode de recherche de réponses ne peut pas être retiré à qui n’en avait pas\u{a0}: le serveur n’accepte pas l’absence de valeur.",
        });
    }
    if created > 0 {
        sentences.push(match language {
            Language::English => {
                "No file takes back a creation; “Undo what was done”, after the run, deletes them again."
            }
            Language::French => {
                "Aucun fichier n’annule une création\u{a0}; «\u{a0}Annuler ce qui a été fait\u{a0}», après l’exécution, supprime ces personnes."
            }
        });
    }
    if deleted > 0 {
        sentences.push(match language {
            Language::English => "Whoever is deleted cannot be restored: the server gives another number to whoever is created again.",
            Language::French => "Les personnes supprimées ne peuvent pas être rétablies\u{a0}: le serveur donne un autre numéro à qui est recréé.",
        });
    }
    sentences.join(" ")
}

/// What is done with the people of a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectionKind {
    Change,
    CtiOn,
    CtiOff,
    Profile,
    MakeCredentials,
    NewPins,
    Delete,
}

/// "CTI on: 12 users".
pub fn selection(language: Language, what: SelectionKind, count: usize) -> String {
    let what = match what {
        SelectionKind::Change => change_field(language),
        SelectionKind::CtiOn => cti_on(language),
        SelectionKind::CtiOff => cti_off(language),
        SelectionKind::Profile => set_profile(language),
        SelectionKind::MakeCredentials => make_credentials(language),
        SelectionKind::NewPins => new_pins(language),
        SelectionKind::Delete => delete_selected(language),
    };
    labelled(language, what, &super::list::count(language, count, count))
}

/// The button that saves the file of one group: "north-quay (brightwater): 12 users".
pub fn undo_file_of(language: Language, group: &str, tenant: &str, count: usize) -> String {
    labelled(language, &[group, " (", tenant, ")"].concat(), &super::list::count(language, count, count))
}

/// "3 new users like Ada Sample".
pub fn new_users(language: Language, like: &str, count: usize) -> String {
    let text = number(language, count);
    match (language, count) {
        (Language::English, 1) => format!("1 new user like {like}"),
        (Language::English, _) => format!("{text} new users like {like}"),
        (Language::French, 0 | 1) => format!("{text} nouvel utilisateur comme {like}"),
        (Language::French, _) => format!("{text} nouveaux utilisateurs comme {like}"),
    }
}

/// The button that deletes: "Delete 12 users".
pub fn delete(language: Language, count: usize) -> String {
    let users = super::list::count(language, count, count);
    match language {
        Language::English => format!("Delete {users}"),
        Language::French => format!("Supprimer {users}"),
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
