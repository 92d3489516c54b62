//! Words of lists.

use crate::domain::Language;

crate::texts! {
    search: "Search", "Rechercher";
    select_all: "Select all", "Tout sélectionner";
    columns: "Columns", "Colonnes";
    no_match: "Nobody matches this search.", "Personne ne correspond à cette recherche.";
    no_match_next: "Try fewer letters, or clear the search.", "Essayez moins de lettres, ou effacez la recherche.";
    arriving: "More are arriving…", "D’autres arrivent…";
    details_arriving: "Their details are arriving…", "Leurs détails arrivent…";
    shortened_list: "Everybody is there, but not all that belongs to them: the list broke off before its end.",
        "Toutes les personnes sont là, mais pas tout ce qui leur appartient\u{a0}: la liste s’est interrompue avant la fin.";
    without: "Without", "Sans";
    everybody: "Everybody", "Tous";
    without_cti: "Without a CTI profile", "Sans profil CTI";
    without_username: "Without a username", "Sans identifiant";
    without_extension: "Without an extension", "Sans numéro interne";
    without_voicemail: "Without a voicemail", "Sans messagerie vocale";
    without_email: "Without an email address", "Sans adresse e-mail";
    sort_by: "Order", "Ordre";
    reload: "Reload", "Actualiser";
    export: "Export CSV", "Exporter en CSV";
    old_list: "These are the users as they were read before.",
        "Ce sont les utilisateurs tels qu’ils ont été lus auparavant.";
    partial_list: "The list is not complete: it broke off before its end.",
        "La liste est incomplète\u{a0}: elle s’est interrompue avant la fin.";
    changed_while_read: "The list changed while it was read, again and again. Somebody may be missing: reload it in a moment.",
        "La liste a changé plusieurs fois pendant sa lecture. Il peut manquer quelqu’un\u{a0}: actualisez-la dans un instant.";
}

/// A list that is longer than what is kept of one.
pub fn too_long(language: Language, shown: usize) -> String {
    let count = number(language, shown);
    match language {
        Language::English => format!(
            "The list is too long to be shown whole: these are {count} of its rows, and others are missing."
        ),
        Language::French => format!(
            "La liste est trop longue pour être affichée en entier\u{a0}: voici {count} de ses lignes, d’autres manquent."
        ),
    }
}

/// So many rows of the server's count never came.
pub fn missing(language: Language, missing: usize) -> String {
    let count = number(language, missing);
    match language {
        Language::English => {
            ["The server announced ", &count, " more than it sent. Load the list again."].concat()
        }
        Language::French => {
            ["Le serveur en avait annoncé ", &count, " de plus. Actualisez la liste."].concat()
        }
    }
}

/// Items of the server's list of which nothing could be read.
pub fn unreadable(language: Language, count: usize) -> String {
    let words = match language {
        Language::English => "Entries of the server’s list that could not be read and are not shown: ",
        Language::French => {
            "Éléments de la liste du serveur qui n’ont pas pu être lus et ne sont pas affichés\u{a0}: "
        }
    };
    [words, &number(language, count), "."].concat()
}

/// Rows with signs in them that are no letters in UTF-8.
pub fn broken_letters(language: Language, count: usize) -> String {
    let words = match language {
        Language::English => "Letters that could not be read are shown as �, in so many rows: ",
        Language::French => {
            "Des lettres qui n’ont pas pu être lues sont remplacées par �, dans autant de lignes\u{a0}: "
        }
    };
    [words, &number(language, count), "."].concat()
}

/// What stands in the place of letters that could not be read.
pub const BROKEN_LETTER: char = '\u{fffd}';

/// "12 of 10,000 users".
pub fn count(language: Language, shown: usize, all: usize) -> String {
    let (shown_text, all_text) = (number(language, shown), number(language, all));
    match (language, shown == all, all) {
        (Language::English, true, 1) => "1 user".into(),
        (Language::English, true, _) => format!("{all_text} users"),
        (Language::English, false, _) => format!("{shown_text} of {all_text} users"),
        (Language::French, true, 0 | 1) => format!("{all_text} utilisateur"),
        (Language::French, true, _) => format!("{all_text} utilisateurs"),
        (Language::French, false, _) => format!("{shown_text} sur {all_text} utilisateurs"),
    }
}

/// "Name, descending".
pub fn in_order_of(language: Language, column: &str, is_descending: bool) -> String {
    let direction = match (language, is_descending) {
        (Language::English, false) => ", ascending",
        (Language::English, true) => ", descending",
        (Language::French, false) => ", croissant",
        (Language::French, true) => ", décroissant",
    };
    [column, direction].concat()
}

/// "Not found: 1003, 1004".
pub fn not_found(language: Language, missing: &str) -> String {
    match language {
        Language::English => ["Not found: ", missing].concat(),
        Language::French => ["Introuvables\u{a0}: ", missing].concat(),
    }
}

/// "Select Ada Sample".
pub fn select(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("Select {name}"),
        Language::French => format!("Sélectionner {name}"),
    }
}

/// A number with the separators of the language.
pub fn number(language: Language, number: usize) -> String {
    let digits = number.to_string();
    let separator = match language {
        Language::English => ',',
        Language::French => '\u{202F}',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * separator.len_utf8());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_separators() {
        for (plain, english) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")] {
            assert_eq!(number(Language::English, plain), english);
        }
        assert_eq!(number(Language::French, 10_000), "10\u{202F}000");
    }
}
