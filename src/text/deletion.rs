//! Words of a deletion, whatever is deleted: what became of it.

use crate::domain::Language;
use crate::form::NotGone;

/// What is so of somebody who was to be deleted and is not known to be gone.
pub fn not_gone(language: Language, why: &NotGone, name: &str) -> String {
    let sentence = match why {
        NotGone::Accepted => not_deleted,
        NotGone::Refused(_) => refused,
        NotGone::Failed(_) => still_there,
        NotGone::SoFar(_) => deletion_not_seen,
        NotGone::Unread(_) => deletion_unknown,
        NotGone::NotBegun(_) => not_begun,
    };
    sentence(language, name)
}

/// The server said yes, and did not delete.
fn not_deleted(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("The server accepted the deletion, but {name} is still there."),
        Language::French => format!("Le serveur a accepté la suppression, mais {name} est toujours là."),
    }
}

/// The server refused, for a reason that stands beside this.
fn refused(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("{name} was not deleted, and is still there."),
        Language::French => format!("{name} n’a pas été supprimé, et est toujours là."),
    }
}

fn still_there(language: Language, name: &str) -> String {
    match language {
        Language::English => {
            format!("The server failed while deleting, and {name} is still there. Try again.")
        }
        Language::French => {
            format!("Le serveur a échoué pendant la suppression, et {name} est toujours là. Réessayez.")
        }
    }
}

/// No answer came to a deletion, and the person is there so far.
fn deletion_not_seen(language: Language, name: &str) -> String {
    match language {
        Language::English => format!(
            "We cannot tell whether {name} will be deleted: no answer came, and the user is still there so far."
        ),
        Language::French => format!(
            "Impossible de savoir si {name} sera supprimé\u{a0}: aucune réponse n’est arrivée, et l’utilisateur est encore là pour l’instant."
        ),
    }
}

fn deletion_unknown(language: Language, name: &str) -> String {
    match language {
        Language::English => format!(
            "We cannot tell whether {name} was deleted: the server failed, and cannot be asked. Reload the list in a moment."
        ),
        Language::French => format!(
            "Impossible de savoir si {name} a été supprimé\u{a0}: le serveur a échoué et ne répond pas. Actualisez la liste dans un instant."
        ),
    }
}

/// Nobody was signed in, which stands beside this.
fn not_begun(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("{name} was not deleted: the deletion was not begun."),
        Language::French => format!("{name} n’a pas été supprimé\u{a0}: la suppression n’a pas commencé."),
    }
}

pub fn gone_without_answer(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("No answer came, but {name} is gone."),
        Language::French => format!("Aucune réponse n’est arrivée, mais {name} n’est plus là."),
    }
}

/// The server refused or failed, and it is gone.
pub fn gone_after_failure(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("The server reported a failure, but {name} is gone."),
        Language::French => format!("Le serveur a signalé un échec, mais {name} n’est plus là."),
    }
}
