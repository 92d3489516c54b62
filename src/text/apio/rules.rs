//! The rules for PINs and passwords in words, and how they stand.

use crate::domain::passcode_rules::{Rule, Verdict};
use crate::domain::pin::PinTrouble;
use crate::domain::{Language, password_rules};
use crate::text::common::{colon, labelled, pick};

crate::texts! {
    others_number: "Not the person’s own extension or phone number", "Ni le numéro interne ni le numéro de téléphone de la personne";
    others_reversed_number: "Not the person’s extension or phone number backwards",
        "Ni le numéro interne ni le numéro de téléphone de la personne à l’envers";
    met: "Met", "Respectée";
    not_met: "Not met", "Non respectée";
    may_be_refused: "The server may refuse this", "Le serveur peut refuser";
    only_server_knows: "Only the server knows", "Seul le serveur le sait";
}

/// `1 digit`, `3 digits`.
pub(super) fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "Not met: 6 to 8 digits".
pub fn rule_broken(language: Language, rule: Rule, is_own: bool) -> String {
    labelled(language, not_met(language), &passcode_rule_for(language, rule, is_own))
}

/// The rule as it is said to who owns the PIN, or to who changes it for them.
pub fn passcode_rule_for(language: Language, rule: Rule, is_own: bool) -> String {
    let theirs = match rule {
        Rule::UserNumber if !is_own => others_number(language),
        Rule::ReversedUserNumber if !is_own => others_reversed_number(language),
        _ => return passcode_rule(language, rule),
    };
    theirs.to_owned()
}

/// The state of a rule in words; the glyph beside it says the same.
pub fn verdict(language: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => met(language),
        Verdict::NotMet => not_met(language),
        Verdict::Warn => may_be_refused(language),
        Verdict::OnlyServerKnows => only_server_knows(language),
    }
}

/// How all the rules stand together, for those who hear it: brief, and
/// without anything that was typed. Empty while nothing is typed.
pub fn rules_standing(language: Language, lines: &[(String, Option<Verdict>)]) -> String {
    let count = |wanted| lines.iter().filter(|(_, verdict)| *verdict == Some(wanted)).count();
    let all = lines.len();
    if lines.iter().all(|(_, verdict)| verdict.is_none()) {
        return String::new();
    }
    let met = count(Verdict::Met);
    let mut sentence = match (language, met == all, met) {
        (Language::English, true, 1) => "The rule is met.".to_owned(),
        (Language::English, true, _) => format!("All {all} rules are met."),
        (Language::English, false, _) => format!("{met} of {all} rules are met."),
        (Language::French, true, 1) => "La règle est respectée.".to_owned(),
        (Language::French, true, _) => format!("Les {all} règles sont toutes respectées."),
        (Language::French, false, 0 | 1) => format!("{met} règle sur {all} est respectée."),
        (Language::French, false, _) => format!("{met} règles sur {all} sont respectées."),
    };
    let colon = colon(language);
    for (wanted, word) in [(Verdict::NotMet, not_met(language)), (Verdict::Warn, may_be_refused(language))] {
        let mut before = [" ", word, colon].concat();
        for (rule, _) in lines.iter().filter(|(_, verdict)| *verdict == Some(wanted)) {
            sentence.push_str(&before);
            sentence.push_str(rule);
            before = "; ".to_owned();
        }
        if before == "; " {
            sentence.push('.');
        }
    }
    match (count(Verdict::OnlyServerKnows), language) {
        (0, _) => {}
        (unknown, Language::English) => sentence.push_str(&format!(" Only the server can tell: {unknown}.")),
        (unknown, Language::French) => {
            sentence.push_str(&format!(" Seul le serveur peut le dire\u{a0}: {unknown}."))
        }
    }
    sentence
}

/// A rule for a PIN, as a line of the list: "6 to 8 digits".
pub fn passcode_rule(language: Language, rule: Rule) -> String {
    let fixed = |english: &str, french: &str| pick(language, english.into(), french.into());
    match rule {
        Rule::DigitsOnly => fixed("Only the digits 0 to 9", "Seulement les chiffres 0 à 9"),
        Rule::Length { min, max } => length(language, min, max, ("digit", "digits"), ("chiffre", "chiffres")),
        Rule::RepeatedDigits { max: None } => {
            fixed("No digit too often in a row", "Aucun chiffre trop de fois de suite")
        }
        Rule::RepeatedDigits { max: Some(1) } => {
            fixed("No digit twice in a row", "Aucun chiffre deux fois de suite")
        }
        Rule::RepeatedDigits { max: Some(max) } => pick(
            language,
            format!("No digit more than {max} times in a row"),
            format!("Aucun chiffre plus de {max} fois de suite"),
        ),
        Rule::RepeatedPatterns => fixed(
            "No repeated pattern, such as 121212 or 472472",
            "Aucun motif répété, comme 121212 ou 472472",
        ),
        Rule::Sequences { ascending, descending } => sequences(language, ascending, descending),
        Rule::UserNumber => fixed(
            "Not your own extension or phone number",
            "Ni votre numéro interne ni votre numéro de téléphone",
        ),
        Rule::ReversedUserNumber => fixed(
            "Not your extension or phone number backwards",
            "Ni votre numéro interne ni votre numéro de téléphone à l’envers",
        ),
        Rule::OldPasscode { previous: Some(1) } => fixed("Not the current PIN", "Pas le code PIN actuel"),
        Rule::OldPasscode { previous: Some(previous) } => pick(
            language,
            format!("None of the last {previous} PINs"),
            format!("Aucun des {previous} derniers codes PIN"),
        ),
        Rule::OldPasscode { previous: None } => {
            fixed("No PIN that was used before", "Pas un code PIN déjà utilisé")
        }
        Rule::ReversedOldPasscode => {
            fixed("Not the current PIN backwards", "Pas le code PIN actuel à l’envers")
        }
    }
}

fn length(
    language: Language,
    min: Option<u32>,
    max: Option<u32>,
    english: (&str, &str),
    french: (&str, &str),
) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => pick(
            language,
            format!("Exactly {}", count(min, english.0, english.1)),
            format!("Exactement {}", count(min, french.0, french.1)),
        ),
        (Some(min), Some(max)) => pick(
            language,
            format!("{min} to {}", count(max, english.0, english.1)),
            format!("De {min} à {}", count(max, french.0, french.1)),
        ),
        (Some(min), None) => pick(
            language,
            format!("At least {}", count(min, english.0, english.1)),
            format!("Au moins {}", count(min, french.0, french.1)),
        ),
        (None, Some(max)) => pick(
            language,
            format!("At most {}", count(max, english.0, english.1)),
            format!("Au plus {}", count(max, french.0, french.1)),
        ),
        (None, None) => pick(language, "Any length".into(), "Longueur libre".into()),
    }
}

fn sequences(language: Language, ascending: Option<u32>, descending: Option<u32>) -> String {
    match (ascending, descending) {
        (Some(up), Some(down)) if up == down => pick(
            language,
            format!("No more than {up} digits in sequence, such as 123… or 987…"),
            format!("Pas plus de {up} chiffres qui se suivent, comme 123… ou 987…"),
        ),
        (Some(up), Some(down)) => pick(
            language,
            format!("No more than {up} digits in sequence upwards (123…), and {down} downwards (987…)"),
            format!(
                "Pas plus de {up} chiffres qui se suivent en montant (123…), et {down} en descendant (987…)"
            ),
        ),
        (Some(up), None) => pick(
            language,
            format!("No more than {up} digits in sequence upwards (123…), and not too many downwards (987…)"),
            format!(
                "Pas plus de {up} chiffres qui se suivent en montant (123…), ni trop en descendant (987…)"
            ),
        ),
        (None, Some(down)) => pick(
            language,
            format!(
                "No more than {down} digits in sequence downwards (987…), and not too many upwards (123…)"
            ),
            format!(
                "Pas plus de {down} chiffres qui se suivent en descendant (987…), ni trop en montant (123…)"
            ),
        ),
        (None, None) => pick(
            language,
            "Not too many digits in sequence, such as 123… or 987…".into(),
            "Pas trop de chiffres qui se suivent, comme 123… ou 987…".into(),
        ),
    }
}

/// A rule for a password, as a line of the list.
pub fn password_rule(language: Language, rule: password_rules::Rule) -> String {
    use password_rules::Rule;
    let fixed = |english: &str, french: &str| pick(language, english.into(), french.into());
    let at_least = |min: u32, english: (&str, &str), french: (&str, &str)| {
        length(language, Some(min), None, english, french)
    };
    match rule {
        Rule::Length { min, max } => {
            length(language, min, Some(max), ("character", "characters"), ("caractère", "caractères"))
        }
        Rule::Digits { min } => at_least(min, ("digit", "digits"), ("chiffre", "chiffres")),
        Rule::UpperCase { min } => at_least(
            min,
            ("upper case letter", "upper case letters"),
            ("lettre majuscule", "lettres majuscules"),
        ),
        Rule::LowerCase { min } => at_least(
            min,
            ("lower case letter", "lower case letters"),
            ("lettre minuscule", "lettres minuscules"),
        ),
        Rule::Special { min } => at_least(
            min,
            ("sign that is neither a letter nor a digit", "signs that are neither letters nor digits"),
            ("signe qui ne soit ni lettre ni chiffre", "signes qui ne soient ni lettres ni chiffres"),
        ),
        Rule::UserId => fixed("Without the user ID in it", "Sans l’identifiant de l’utilisateur"),
        Rule::OldPassword => fixed("Not the old password", "Pas l’ancien mot de passe"),
        Rule::ReversedOldPassword => {
            fixed("Not the old password backwards", "Pas l’ancien mot de passe à l’envers")
        }
        Rule::PreviousPasswords { count: Some(count) } => pick(
            language,
            format!("None of the last {count} passwords"),
            format!("Aucun des {count} derniers mots de passe"),
        ),
        Rule::PreviousPasswords { count: None } => {
            fixed("No password that was used before", "Pas un mot de passe déjà utilisé")
        }
    }
}

/// Why what was typed cannot be a PIN.
pub fn pin_trouble(language: Language, trouble: PinTrouble) -> &'static str {
    let (english, french) = match trouble {
        PinTrouble::Empty => ("Type a PIN.", "Saisissez un code PIN."),
        PinTrouble::TooLong => ("A PIN has 30 digits at most.", "Un code PIN a 30 chiffres au plus."),
        PinTrouble::Space => (
            "There is a space or an invisible sign in it. Type only the digits.",
            "Il contient une espace ou un signe invisible. Saisissez seulement les chiffres.",
        ),
        PinTrouble::FullWidthDigits => (
            "These are full-width digits. Switch the keyboard to half-width digits.",
            "Ce sont des chiffres pleine chasse. Passez le clavier en chiffres demi-chasse.",
        ),
        PinTrouble::OtherDigits => (
            "These are digits of another script. Type the digits 0 to 9, as on a telephone.",
            "Ce sont des chiffres d’une autre écriture. Saisissez les chiffres 0 à 9, comme sur un téléphone.",
        ),
        PinTrouble::Letter => (
            "There is a letter in it. A PIN has only the digits 0 to 9.",
            "Il contient une lettre. Un code PIN n’a que les chiffres 0 à 9.",
        ),
        PinTrouble::Sign => (
            "There is a sign in it that is no digit. A PIN has only the digits 0 to 9.",
            "Il contient un signe qui n’est pas un chiffre. Un code PIN n’a que les chiffres 0 à 9.",
        ),
    };
    pick(language, english, french)
}
