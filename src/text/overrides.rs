//! Words of PureConnect's own values across people.

use super::common::{labelled, pick};
use super::list::{count, number};
use crate::domain::Language;

crate::texts! {
    title: "Own values", "Valeurs individuelles";
    explanation:
        "Who sets a value of their own, where it would be inherited otherwise. Follow-me and the way to search for answers are never inherited, and not counted here.",
        "Qui a une valeur individuelle, là où elle serait sinon héritée. Le suivi d’appel et le mode de recherche de réponses ne sont jamais hérités, et ne sont pas comptés ici.";
    whose: "People", "Personnes";
    reading: "Reading the configurations…", "Lecture des configurations…";
    stopped: "Stopped before all were read.", "Arrêté avant d’avoir tout lu.";
    nobody_sets: "Nobody who was read sets a value of their own.", "Aucune des personnes lues n’a de valeur individuelle.";
    nobody_sets_this: "Nobody who was read sets this.", "Aucune des personnes lues ne définit cette valeur.";
    not_read_yet:
        "The configurations were not read yet.",
        "Les configurations n’ont pas encore été lues.";
    properties: "Properties", "Propriétés";
    all_properties: "All properties", "Toutes les propriétés";
    own_value: "Own value", "Valeur individuelle";
    inherited_value: "Inherited value", "Valeur héritée";
    source: "Source", "Source";
    difference: "Difference", "Différence";
    makes_difference: "Makes a difference", "A un effet";
    no_plan:
        "There is no plan here. One is made of own values that are given back, and shows every change before anything is sent.",
        "Il n’y a pas de plan ici. On le fait à partir de valeurs individuelles à abandonner\u{a0}; il montre chaque modification avant que rien ne soit envoyé.";
    copy_title: "Copy own values", "Copier des valeurs individuelles";
    copy_explanation:
        "The values that one person sets themselves, for several others. Nothing is sent before you have seen the plan and run it.",
        "Les valeurs qu’une personne définit elle-même, pour plusieurs autres. Rien n’est envoyé avant que vous n’ayez vu et exécuté le plan.";
    copy_to_others: "Copy own values to others", "Copier les valeurs individuelles vers d’autres";
    copy_from: "Copy from", "Copier depuis";
    copy_to: "Copy to", "Copier vers";
    read_person: "Read", "Lire";
    add_person: "Add", "Ajouter";
    add_somebody: "Add somebody", "Ajouter quelqu’un";
    nobody_added: "Nobody yet. Add people here, or select them in the list before.", "Personne pour l’instant. Ajoutez des personnes ici, ou sélectionnez-les d’abord dans la liste.";
    nobody_found: "Nobody in the list is called so.", "Personne dans la liste ne porte ce nom.";
    nothing_set: "This person sets nothing themselves.", "Cette personne ne définit rien elle-même.";
    all_values: "All values", "Toutes les valeurs";
    make_plan: "Make a plan", "Faire un plan";
    not_told: "(not told)", "(non communiqué)";
    use_inherited_value: "Use the inherited value", "Utiliser la valeur héritée";
}

/// The choice of those whose configurations are read: all, or those selected in the list.
pub fn everybody(language: Language, people: usize) -> String {
    [pick(language, "Everybody in the list: ", "Toute la liste\u{a0}: "), &count(language, people, people)]
        .concat()
}

pub fn selection(language: Language, people: usize) -> String {
    [
        pick(language, "Selected in the list: ", "Sélection dans la liste\u{a0}: "),
        &count(language, people, people),
    ]
    .concat()
}

/// The button that begins.
pub fn read(language: Language, people: usize) -> String {
    let users = count(language, people, people);
    match language {
        Language::English => format!("Read the configurations of {users}"),
        Language::French => format!("Lire les configurations de {users}"),
    }
}

/// The button that asks again for those who were not read.
pub fn read_again(language: Language, people: usize) -> String {
    let people = number(language, people);
    match language {
        Language::English => format!("Read only those not read ({people})"),
        Language::French => format!("Lire seulement ceux qui manquent ({people})"),
    }
}

/// "248 of 250 users were read."
pub fn read_so_far(language: Language, read: usize, all: usize) -> String {
    let users = count(language, read, all);
    match (language, read == all, all) {
        (Language::English, true, 1) => format!("{users} was read."),
        (Language::English, true, _) => format!("All {users} were read."),
        (Language::English, false, _) => format!("{users} were read."),
        (Language::French, true, 0 | 1) => format!("{users} lu."),
        (Language::French, ..) => format!("{users} lus."),
    }
}

/// Those who could not be read are listed below this.
pub fn not_read(language: Language, people: usize) -> String {
    let users = count(language, people, people);
    match language {
        Language::English => format!("Could not be read: {users}"),
        Language::French => format!("Illisibles\u{a0}: {users}"),
    }
}

/// So many more could not be read, and are not named.
pub fn and_more(language: Language, more: usize) -> String {
    let more = number(language, more);
    match language {
        Language::English => format!("and {more} more"),
        Language::French => format!("et {more} de plus"),
    }
}

/// "set by 3, makes no difference for 1".
pub fn set_by(language: Language, set: usize, redundant: usize) -> String {
    let (set_by, none) = (number(language, set), redundant == 0);
    let redundant = number(language, redundant);
    match (language, none) {
        (Language::English, true) => format!("set by {set_by}"),
        (Language::English, false) => format!("set by {set_by}, makes no difference for {redundant}"),
        (Language::French, true) => format!("définie par {set_by}"),
        (Language::French, false) => format!("définie par {set_by}, sans effet pour {redundant}"),
    }
}

/// So many, of whom the server does not say whether they set it.
pub fn not_told_of(language: Language, people: usize) -> String {
    let people = number(language, people);
    match language {
        Language::English => format!("the server does not say of {people}"),
        Language::French => format!("le serveur ne le dit pas de {people}"),
    }
}

/// The name of the checkbox of a property.
pub fn choose_all(language: Language, property: &str) -> String {
    match language {
        Language::English => format!("Choose everybody’s value of {property}"),
        Language::French => format!("Choisir la valeur de chacun pour {property}"),
    }
}

/// The button that makes the plan of what was chosen.
pub fn use_inherited(language: Language, values: usize) -> String {
    [use_inherited_value(language), " (", &number(language, values), ")"].concat()
}

/// The button that makes the plan of all that makes no difference.
pub fn give_back_redundant(language: Language, values: usize) -> String {
    let text = number(language, values);
    match (language, values) {
        (Language::English, 1) => "Give back the 1 value that makes no difference".into(),
        (Language::English, _) => format!("Give back the {text} values that make no difference"),
        (Language::French, 0 | 1) => format!("Revenir à l’héritage pour {text} valeur sans effet"),
        (Language::French, _) => format!("Revenir à l’héritage pour {text} valeurs sans effet"),
    }
}

/// What a plan is made of: "Give back own values: 12 users".
pub fn plan_of(language: Language, purpose: PlanPurpose, people: usize) -> String {
    let what = match (language, purpose) {
        (Language::English, PlanPurpose::GiveBack) => "Use the inherited value: ",
        (Language::French, PlanPurpose::GiveBack) => "Utiliser la valeur héritée\u{a0}: ",
        (Language::English, PlanPurpose::GiveBackRedundant) => "Give back values that make no difference: ",
        (Language::French, PlanPurpose::GiveBackRedundant) => {
            "Revenir à l’héritage où rien ne change\u{a0}: "
        }
        (_, PlanPurpose::File(name)) => return labelled(language, name, &count(language, people, people)),
        (_, PlanPurpose::Copy(name)) => return copy_of(language, name, people),
        (Language::English, PlanPurpose::Undo) => "Undo what was done before the page was loaded anew: ",
        (Language::French, PlanPurpose::Undo) => {
            "Annuler ce qui a été fait avant l’actualisation de la page\u{a0}: "
        }
    };
    [what, &count(language, people, people)].concat()
}

/// "Own values of Ada Sample to 12 users".
fn copy_of(language: Language, name: &str, people: usize) -> String {
    let users = count(language, people, people);
    match language {
        Language::English => format!("Own values of {name} to {users}"),
        Language::French => format!("Valeurs individuelles de {name} vers {users}"),
    }
}

/// Takes somebody off the list of those to whom values are copied.
pub fn remove(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("Remove {name}"),
        Language::French => format!("Retirer {name}"),
    }
}

/// Why a plan is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanPurpose<'a> {
    GiveBack,
    GiveBackRedundant,
    /// From the person of this name.
    Copy(&'a str),
    /// The file of this name.
    File(&'a str),
    Undo,
}

/// What is inherited holds, and the server says which that is; or it does not. `source` is where it
/// comes from, empty where that is not told: "Inherited: 45 (AgentBase)".
pub fn inherits(language: Language, value: &str, source: &str) -> String {
    let [before, after] = if source.is_empty() { [""; 2] } else { [" (", ")"] };
    [pick(language, "Inherited: ", "Héritée\u{a0}: "), value, before, source, after].concat()
}
