//! What each validator says, after its description in
//! documents/icws-put-user-client.txt (the names mislead).

use crate::domain::Language;
use crate::text::common::pick;
use std::borrow::Cow;

/// The sentence of a validator. A number that the document does not have (8,
/// 47 and beyond) gets one that names it.
pub fn validator(language: Language, number: i64) -> Cow<'static, str> {
    match sentences(number) {
        Some((english, french)) => Cow::Borrowed(pick(language, english, french)),
        None => {
            let number = number.to_string();
            Cow::Owned(match language {
                Language::English => [
                    "The value was refused by a rule that this console does not know (number ",
                    &number,
                    ").",
                ]
                .concat(),
                Language::French => [
                    "La valeur a été refusée par une règle que cette console ne connaît pas (numéro ",
                    &number,
                    ").",
                ]
                .concat(),
            })
        }
    }
}

/// Has the document a validator of that number?
pub fn validator_known(number: i64) -> bool {
    sentences(number).is_some()
}

fn sentences(number: i64) -> Option<(&'static str, &'static str)> {
    Some(match number {
        0 | 22 => (
            "The value was refused by a rule that the server does not name.",
            "La valeur a été refusée par une règle que le serveur ne nomme pas.",
        ),
        1 => (
            "The value must be unique, and another object of this type has it already.",
            "La valeur doit être unique, et un autre objet de ce type l’a déjà.",
        ),
        2 | 26 => (
            "The value must be the valid ID of something that is configured.",
            "La valeur doit être l’identifiant valide d’un élément configuré.",
        ),
        3 => (
            "The value must match something that is configured.",
            "La valeur doit correspondre à un élément configuré.",
        ),
        4 => ("Enter a value.", "Indiquez une valeur."),
        5 | 19 => ("The value is outside of the allowed range.", "La valeur est hors de la plage autorisée."),
        6 => (
            "The value has the wrong number of characters.",
            "La valeur n’a pas le bon nombre de caractères.",
        ),
        7 => (
            "The value is not written in the required form.",
            "La valeur n’est pas écrite sous la forme exigée.",
        ),
        9 | 12 => {
            ("The value is not one of those allowed.", "La valeur ne fait pas partie de celles autorisées.")
        }
        10 => ("The list has the wrong number of items.", "La liste n’a pas le bon nombre d’éléments."),
        11 => (
            "One or more items of the list were refused.",
            "Un ou plusieurs éléments de la liste ont été refusés.",
        ),
        13 => ("The value is not in a valid format.", "La valeur n’est pas dans un format valide."),
        14 => (
            "The value must be unique, and another attribute of this type has it already.",
            "La valeur doit être unique, et un autre attribut de ce type l’a déjà.",
        ),
        15 => ("The attribute must be given.", "L’attribut doit être indiqué."),
        16 => (
            "The ACG tree could not be found or verified, or it has a depth that is not supported.",
            "L’arbre ACG n’a pas pu être trouvé ou vérifié, ou sa profondeur n’est pas prise en charge.",
        ),
        17 => ("The value is not a valid pronunciation.", "La valeur n’est pas une prononciation valide."),
        18 => ("The value must be a valid word.", "La valeur doit être un mot valide."),
        20 => (
            "The value must match a configured attendant profile.",
            "La valeur doit correspondre à un profil de standard configuré.",
        ),
        21 => (
            "The value must not be an extension that exists.",
            "La valeur ne doit pas être un numéro interne existant.",
        ),
        23 => ("The value is not a valid multiple.", "La valeur n’est pas un multiple valide."),
        24 | 27 => {
            ("The value contains invalid characters.", "La valeur contient des caractères non valides.")
        }
        25 => {
            ("The value must be an extension that exists.", "La valeur doit être un numéro interne existant.")
        }
        28 => (
            "With the keywords of this keyword set, the configuration has more keywords than are supported.",
            "Avec les mots-clés de ce jeu, la configuration en a plus que le nombre pris en charge.",
        ),
        29 => (
            "The workgroup has more keywords than are supported.",
            "Le groupe de travail a plus de mots-clés que le nombre pris en charge.",
        ),
        30 => (
            "A schedule must not end before it starts.",
            "Un planning ne doit pas se terminer avant d’avoir commencé.",
        ),
        31 => (
            "This property does not apply with the current configuration.",
            "Cette propriété ne s’applique pas avec la configuration actuelle.",
        ),
        32 => ("The value is not a valid mailbox.", "La valeur n’est pas une messagerie vocale valide."),
        33 => (
            "This phone manufacturer is not supported.",
            "Ce fabricant de téléphones n’est pas pris en charge.",
        ),
        34 => ("This phone model is not supported.", "Ce modèle de téléphone n’est pas pris en charge."),
        35 => (
            "SRTP needs a registration group that has at least one registered line with TLS as its transport protocol.",
            "SRTP exige un groupe d’enregistrement ayant au moins une ligne enregistrée avec TLS comme protocole de transport.",
        ),
        36 => (
            "With the keywords of this keyword set, a recorder policy has more keywords than are supported.",
            "Avec les mots-clés de ce jeu, une règle d’enregistrement en a plus que le nombre pris en charge.",
        ),
        37 => (
            "More references lead to this object than are allowed.",
            "Plus de références mènent à cet objet que le nombre autorisé.",
        ),
        38 => (
            "The wrap-up status or the wrap-up timeout is not valid.",
            "Le statut ou le délai de fin de traitement n’est pas valide.",
        ),
        39 => (
            "An attribute that is needed is missing, or one that must be absent was given.",
            "Un attribut nécessaire manque, ou un attribut qui doit être absent a été indiqué.",
        ),
        40 => (
            "Another attribute must have a value for this, or must have none.",
            "Un autre attribut doit avoir une valeur pour cela, ou ne doit pas en avoir.",
        ),
        41 => ("The network adapter is not valid.", "La carte réseau n’est pas valide."),
        42 => (
            "The number does not compare with the other one as it must.",
            "Le nombre ne se compare pas à l’autre comme il le doit.",
        ),
        43 => ("The time zone is not valid.", "Le fuseau horaire n’est pas valide."),
        44 => (
            "The values must be languages that PureConnect supports.",
            "Les valeurs doivent être des langues prises en charge par PureConnect.",
        ),
        45 => (
            "The pairs of keys and values are not separated as they must be, or not valid.",
            "Les paires de clés et de valeurs ne sont pas séparées comme il se doit, ou ne sont pas valides.",
        ),
        46 => (
            "Two values of the configuration exclude each other.",
            "Deux valeurs de la configuration s’excluent.",
        ),
        _ => return None,
    })
}
