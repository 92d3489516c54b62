//! Words of the APIO views: signing in, people, profile, PIN.

use crate::domain::passcode_rules::{Rule, Verdict};
use crate::domain::pin::PinTrouble;
use crate::domain::{Language, password_rules};

crate::words! {
    // Views and lists.
    tenants: "Tenants", "Locataires";
    groups: "Groups", "Groupes";
    users: "Users", "Utilisateurs";
    pin_code: "PIN code", "Code PIN";
    profile: "Profile", "Profil";
    my_profile: "My profile", "Mon profil";
    my_pin: "My PIN code", "Mon code PIN";
    tenant: "Tenant", "Locataire";
    group: "Group", "Groupe";
    tenant_id: "Tenant ID", "Identifiant du locataire";
    group_id: "Group ID", "Identifiant du groupe";
    user_id: "User ID", "Identifiant de l’utilisateur";
    kind: "Type", "Type";
    enterprise: "Enterprise", "Entreprise";
    service_provider: "Service provider", "Fournisseur de services";
    in_trunk_group: "In a trunk group", "Dans un groupe de jonctions";
    search_in: "Search in", "Rechercher dans";
    search_in_tenant: "Search the whole tenant", "Rechercher dans tout le locataire";
    search_in_system: "Search all tenants", "Rechercher dans tous les locataires";
    search_first: "Type a part of a name, an ID, a number or an address to search for.",
        "Saisissez une partie d’un nom, d’un identifiant, d’un numéro ou d’une adresse à rechercher.";
    no_tenants: "There is no tenant that you may see.", "Il n’y a aucun locataire que vous puissiez voir.";
    no_groups: "This tenant has no group that you may see.", "Ce locataire n’a aucun groupe que vous puissiez voir.";
    no_users: "There is nobody in this group yet.", "Il n’y a encore personne dans ce groupe.";

    // Levels.
    level_end_user: "End user", "Utilisateur";
    level_department_admin: "Department administrator", "Administrateur de département";
    level_group_admin: "Group administrator", "Administrateur de groupe";
    level_tenant_admin: "Tenant administrator", "Administrateur de locataire";
    level_system: "System administrator", "Administrateur système";

    // Signing in.
    code: "Code", "Code";
    code_by_email: "A code was sent to your email address. Type it here.",
        "Un code a été envoyé à votre adresse e-mail. Saisissez-le ici.";
    code_by_app: "Type the code that your authenticator app shows.",
        "Saisissez le code qu’affiche votre application d’authentification.";
    code_refused: "The code was refused.", "Le code a été refusé.";
    no_place: "The server did not say in which tenant and group you are. Ask whoever runs this console to configure it.",
        "Le serveur n’a pas dit dans quel locataire et quel groupe vous êtes. Demandez à qui gère cette console de le configurer.";
    change_password_first: "You must change your password before you can go on.",
        "Vous devez changer votre mot de passe avant de continuer.";
    password_changed: "The password was changed.", "Le mot de passe a été changé.";

    // Fields of a profile.
    first_name: "First name", "Prénom";
    last_name: "Last name", "Nom";
    cli_first_name: "CLI first name", "Prénom affiché à l’appelé";
    cli_last_name: "CLI last name", "Nom affiché à l’appelé";
    email_address: "Email address", "Adresse e-mail";
    phone_number: "Phone number", "Numéro de téléphone";
    cli_phone_number: "CLI phone number", "Numéro affiché à l’appelé";
    extension: "Extension", "Numéro interne";
    department: "Department", "Département";
    language: "Language", "Langue";
    time_zone: "Time zone", "Fuseau horaire";
    network_class_of_service: "Network class of service", "Classe de service réseau";
    access_device_endpoint: "Access device endpoint", "Terminal";
    trunk_endpoint: "Trunk endpoint", "Jonction";
    no_endpoint: "Neither a device nor a trunk.", "Ni terminal ni jonction.";
    device_name: "Device", "Appareil";
    device_level: "Device level", "Niveau de l’appareil";
    line_number: "Line number", "Numéro de ligne";
    line_port: "Line port", "Port de ligne";
    contacts: "Contacts", "Contacts";
    trunk_group: "Trunk group", "Groupe de jonctions";
    pilot_user: "Pilot user", "Utilisateur pilote";
    static_registration: "Static registration capable", "Enregistrement statique possible";
    use_domain: "Use domain", "Utiliser le domaine";
    old_password: "Old password", "Ancien mot de passe";
    new_password: "New password", "Nouveau mot de passe";
    repeat_new_password: "Repeat new password", "Répéter le nouveau mot de passe";
    change_password: "Change password", "Changer le mot de passe";
    group_names: "Names", "Noms";
    group_numbers: "Numbers", "Numéros";
    group_place: "Place and language", "Lieu et langue";
    group_endpoint: "Endpoint", "Terminal ou jonction";
    group_password: "Password", "Mot de passe";
    synced: "This person comes from a directory: names, email address and password are changed there, and the person is deleted there.",
        "Cette personne vient d’un annuaire : les noms, l’adresse e-mail et le mot de passe s’y changent, et la personne s’y supprime.";
    directory: "Directory", "Annuaire";

    // Deleting a user.
    delete_phones_too: "Delete the phones too", "Supprimer aussi les téléphones";
    delete_says_phones: "The person’s phones are deleted as well. Other people who share one of them are detached from it.",
        "Les téléphones de la personne sont également supprimés. Les autres personnes qui en partagent un en sont détachées.";
    delete_says_kept_phones: "The person’s phones stay. They are unlinked from the person.",
        "Les téléphones de la personne restent. Ils en sont dissociés.";
    delete_says_data: "All application data of the person goes, but for the applications named here.",
        "Toutes les données d’application de la personne disparaissent, sauf celles des applications nommées ici.";
    excluded_apps: "Keep the data of these applications", "Garder les données de ces applications";
    excluded_apps_hint: "Application IDs, one on each line.", "Identifiants d’application, un par ligne.";
    deleted_nothing_named: "The server named nothing that went with the user. It answers the same when the user was no longer there.",
        "Le serveur n’a rien nommé qui soit parti avec l’utilisateur. Il répond de même si l’utilisateur n’était plus là.";
    deleted_was_gone: "The user was not there any more.", "L’utilisateur n’était déjà plus là.";
    phones_went_all_the_same: "The phones were to be kept, but the server says that some went. Something on the way may have dropped the request to keep them.",
        "Les téléphones devaient rester, mais le serveur dit que certains sont partis. La demande de les garder a pu se perdre en route.";

    // The PIN: state.
    pin_state: "State", "État";
    login_disabled: "The server says “login disabled”: the login is disabled, and the PIN is used instead. On some systems this means that the PIN is locked after wrong attempts.",
        "Le serveur indique « connexion désactivée » : la connexion est désactivée et le code PIN est utilisé à la place. Sur certains systèmes, cela veut dire que le code PIN est bloqué après des essais erronés.";
    login_enabled: "The login is not disabled.", "La connexion n’est pas désactivée.";
    does_not_expire: "The PIN does not expire.", "Le code PIN n’expire pas.";
    pin_expires: "The PIN expires; the server does not say when.", "Le code PIN expire ; le serveur ne dit pas quand.";
    pin_due: "The PIN has run out: it is due to be changed.", "Le code PIN est échu : il est à changer.";
    pin_state_unknown: "The server says nothing about the state of the PIN.", "Le serveur ne dit rien de l’état du code PIN.";

    // The PIN: changing it.
    current_pin: "Current PIN", "Code PIN actuel";
    new_pin: "New PIN", "Nouveau code PIN";
    repeat_new_pin: "Repeat new PIN", "Répéter le nouveau code PIN";
    change_pin: "Change PIN", "Changer le code PIN";
    reset_pin: "Reset PIN", "Réinitialiser le code PIN";
    generate_pin: "Generate a PIN", "Générer un code PIN";
    generated_pin: "Generated PIN", "Code PIN généré";
    generated_hint: "It is shown only now. Copy it or write it down; it is gone when you leave this page.",
        "Il n’est affiché que maintenant. Copiez-le ou notez-le ; il disparaît quand vous quittez cette page.";
    cannot_generate: "No PIN could be generated that keeps all rules.", "Aucun code PIN respectant toutes les règles n’a pu être généré.";
    copy: "Copy", "Copier";
    copied: "Copied.", "Copié.";
    pins_differ: "The two new PINs are not the same.", "Les deux nouveaux codes PIN ne sont pas identiques.";
    passwords_differ: "The two new passwords are not the same.", "Les deux nouveaux mots de passe ne sont pas identiques.";
    pin_changed: "The PIN was changed. The new PIN holds from now on.", "Le code PIN a été changé. Le nouveau code est valable dès maintenant.";
    pin_changed_signed_out: "Your PIN was changed, and you are signed out.", "Votre code PIN a été changé, et vous êtes déconnecté.";
    pin_not_changed: "The PIN was not changed. The current PIN still holds.", "Le code PIN n’a pas été changé. L’actuel reste valable.";
    pin_outcome_unknown: "We cannot tell whether the new PIN holds: the connection broke before the server answered.",
        "Nous ne pouvons pas dire si le nouveau code PIN est valable : la connexion s’est coupée avant la réponse du serveur.";
    pin_find_out: "To find out, use the new PIN where you need it, and if it is refused, the old one. Mind that wrong attempts may lock it. Or change the PIN again here.",
        "Pour le savoir, essayez le nouveau code PIN là où il sert, puis l’ancien s’il est refusé. Attention : des essais erronés peuvent le bloquer. Ou changez de nouveau le code PIN ici.";
    refused_without_field: "The server refused this, and does not say whether it means the new or the current value.",
        "Le serveur a refusé, sans dire s’il s’agit de la nouvelle valeur ou de l’actuelle.";
    refused_pin: "The server refused this PIN.", "Le serveur a refusé ce code PIN.";
    refused_password: "The server refused this password.", "Le serveur a refusé ce mot de passe.";

    // The rules.
    rules: "Rules", "Règles";
    password_rules: "Rules for a password", "Règles du mot de passe";
    rules_active: "These rules hold for your group.", "Ces règles s’appliquent à votre groupe.";
    rules_not_binding: "These are the nearest rules that can be read. Others may hold; the server decides.",
        "Ce sont les règles les plus proches que l’on puisse lire. D’autres peuvent s’appliquer ; le serveur décide.";
    rules_unknown: "The rules cannot be read. The server will decide.", "Les règles ne peuvent pas être lues. Le serveur décidera.";
    met: "Met", "Respectée";
    not_met: "Not met", "Non respectée";
    may_be_refused: "The server may refuse this", "Le serveur peut refuser";
    only_server_knows: "Only the server knows", "Seul le serveur le sait";
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

fn pick(language: Language, english: String, french: String) -> String {
    match language {
        Language::English => english,
        Language::French => french,
    }
}

/// `1 digit`, `3 digits`.
fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
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
            "Not one pattern again and again, such as 121212 or 472472",
            "Pas un même motif répété, comme 121212 ou 472472",
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
    match language {
        Language::English => english,
        Language::French => french,
    }
}

/// The state of a PIN, sentence by sentence. It says what the flags say and
/// promises nothing; what is absent has no sentence.
pub fn pin_sentences(
    language: Language,
    disabled: Option<bool>,
    days: Option<i64>,
    never: Option<bool>,
) -> Vec<String> {
    let mut sentences = Vec::new();
    match disabled {
        Some(true) => sentences.push(login_disabled(language).to_owned()),
        Some(false) => sentences.push(login_enabled(language).to_owned()),
        None => {}
    }
    match (never, days) {
        (Some(true), _) => sentences.push(does_not_expire(language).to_owned()),
        (_, Some(days)) => sentences.push(expiration(language, days)),
        (Some(false), None) => sentences.push(pin_expires(language).to_owned()),
        (None, None) => {}
    }
    if sentences.is_empty() {
        sentences.push(pin_state_unknown(language).to_owned());
    }
    sentences
}

fn expiration(language: Language, days: i64) -> String {
    match days {
        ..=0 => pin_due(language).to_owned(),
        1 => pick(
            language,
            "The PIN lasts 1 more day.".into(),
            "Le code PIN est valable encore 1 jour.".into(),
        ),
        days => pick(
            language,
            format!("The PIN lasts {days} more days."),
            format!("Le code PIN est valable encore {days} jours."),
        ),
    }
}

/// "Wrong PINs in a row until the login is disabled: 3."
pub fn max_failed_logins(language: Language, attempts: u32) -> String {
    pick(
        language,
        format!("After {} with a wrong PIN the login is disabled.", count(attempts, "attempt", "attempts")),
        format!(
            "Après {} avec un code PIN erroné, la connexion est désactivée.",
            count(attempts, "essai", "essais")
        ),
    )
}

/// "A PIN lasts 90 days."
pub fn expires_after(language: Language, days: u32) -> String {
    pick(
        language,
        format!("A PIN lasts {}.", count(days, "day", "days")),
        format!("Un code PIN est valable {}.", count(days, "jour", "jours")),
    )
}

/// The heading of a person's PIN page, and of the question before deleting.
pub fn pin_of(language: Language, person: &str) -> String {
    pick(language, format!("PIN code of {person}"), format!("Code PIN de {person}"))
}

/// "Delete Mira Holt?"
pub fn delete_question(language: Language, person: &str) -> String {
    pick(language, format!("Delete {person}?"), format!("Supprimer {person} ?"))
}

/// "Mira Holt was deleted."
pub fn was_deleted(language: Language, person: &str) -> String {
    pick(language, format!("{person} was deleted."), format!("{person} a été supprimé."))
}

/// The main device went or was unlinked: the server does not say which.
pub fn main_device_went(language: Language, line_port: &str) -> String {
    pick(
        language,
        format!("Main device deleted or unlinked: {line_port}"),
        format!("Appareil principal supprimé ou dissocié : {line_port}"),
    )
}

/// An additional device went.
pub fn additional_device_went(language: Language, line_port: &str) -> String {
    pick(
        language,
        format!("Additional device deleted: {line_port}"),
        format!("Appareil supplémentaire supprimé : {line_port}"),
    )
}

/// Another person lost the phone.
pub fn user_detached(language: Language, user: &str, line_port: &str) -> String {
    pick(
        language,
        format!("{user} was detached from the phone: {line_port}"),
        format!("{user} a été détaché du téléphone : {line_port}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_lines_that_people_read() {
        let line = |rule| passcode_rule(Language::English, rule);
        assert_eq!(line(Rule::Length { min: Some(6), max: Some(8) }), "6 to 8 digits");
        assert_eq!(line(Rule::Length { min: Some(6), max: Some(6) }), "Exactly 6 digits");
        assert_eq!(line(Rule::Length { min: None, max: Some(8) }), "At most 8 digits");
        assert_eq!(line(Rule::RepeatedDigits { max: Some(3) }), "No digit more than 3 times in a row");
        assert_eq!(line(Rule::OldPasscode { previous: Some(5) }), "None of the last 5 PINs");
        assert_eq!(
            passcode_rule(Language::French, Rule::Length { min: Some(6), max: Some(8) }),
            "De 6 à 8 chiffres"
        );
        assert_eq!(
            password_rule(Language::English, password_rules::Rule::Digits { min: 1 }),
            "At least 1 digit"
        );
    }

    #[test]
    fn the_state_says_what_the_flags_say() {
        let state = |disabled, days, never| pin_sentences(Language::English, disabled, days, never);
        assert_eq!(state(None, None, None), [pin_state_unknown(Language::English)]);
        assert_eq!(state(None, Some(24), Some(false)), ["The PIN lasts 24 more days."]);
        assert_eq!(state(None, Some(-3), None), [pin_due(Language::English)]);
        assert_eq!(state(Some(true), Some(3600), Some(true)).len(), 2);
        assert_eq!(state(None, None, Some(false)), [pin_expires(Language::English)]);
    }
}
