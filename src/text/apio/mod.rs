//! Words of the APIO views: signing in, people, profile, PIN.

use crate::domain::Language;
pub use crate::text::common::labelled;
use crate::text::common::pick;

pub mod rules;

use rules::count;
pub use rules::{
    passcode_rule, passcode_rule_for, password_rule, pin_trouble, rule_broken, rules_standing, verdict,
};

crate::texts! {
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
    tenant_id: "Tenant ID", "ID du locataire";
    group_id: "Group ID", "ID du groupe";
    user_id: "User ID", "Identifiant";
    // Where six columns stand beside each other.
    phone_column: "Phone number", "Téléphone";
    email_column: "Email address", "E-mail";
    kind: "Type", "Type";
    enterprise: "Enterprise", "Entreprise";
    service_provider: "Service provider", "Fournisseur de services";
    in_trunk_group: "In a trunk group", "Dans un groupe de jonctions";
    search_in_tenant: "Search the whole tenant", "Rechercher dans tout le locataire";
    search_in_system: "Search all tenants", "Rechercher dans tous les locataires";
    search_first: "Type part of a name, an ID, a number or an address to search for.",
        "Saisissez une partie d’un nom, d’un identifiant, d’un numéro ou d’une adresse à rechercher.";
    no_tenants: "There are no tenants that you can see.", "Aucun locataire ne vous est accessible.";
    no_groups: "This tenant has no groups that you can see.", "Aucun groupe de ce locataire ne vous est accessible.";
    no_users: "There is nobody in this group yet.", "Il n’y a encore personne dans ce groupe.";

    no_tenant_matches: "No tenant matches this search.", "Aucun locataire ne correspond à cette recherche.";
    no_group_matches: "No group matches this search.", "Aucun groupe ne correspond à cette recherche.";
    name: "Name", "Nom";
    back_to_users: "Back to the users", "Retour aux utilisateurs";
    profile_and_pin: "Profile and PIN", "Profil et code PIN";
    ways_to_look: "Browse or search", "Parcourir ou rechercher";
    breadcrumbs: "Breadcrumb", "Fil d’Ariane";

    // Signing in.
    code: "Code", "Code";
    code_by_email: "A code was sent to your email address. Type it here.",
        "Un code a été envoyé à votre adresse e-mail. Saisissez-le ici.";
    code_by_app: "Type the code that your authenticator app shows.",
        "Saisissez le code qu’affiche votre application d’authentification.";
    another_account: "Use another account", "Utiliser un autre compte";
    code_refused: "The code was refused.", "Le code a été refusé.";
    no_place: "The server did not say in which tenant and group you are. Ask whoever runs this console to configure it.",
        "Le serveur n’a pas dit dans quel locataire et quel groupe vous êtes. Demandez à qui gère cette console de le configurer.";
    change_password_first: "You must change your password before you can go on.",
        "Vous devez changer votre mot de passe avant de continuer.";
    first_login: "The server says that this is your first sign-in. If somebody else chose your password, change it now.",
        "Le serveur indique que c’est votre première connexion. Si quelqu’un d’autre a choisi votre mot de passe, changez-le maintenant.";
    not_now: "Not now", "Pas maintenant";
    signed_out_here: "You are signed out. The server’s own session ends by itself: it offers no way to end it sooner. If other people use this device, close the browser as well.",
        "Vous êtes déconnecté. La session du serveur se termine d’elle-même\u{a0}: il n’offre aucun moyen d’y mettre fin plus tôt. Si d’autres personnes utilisent cet appareil, fermez aussi le navigateur.";
    password_changed: "The password was changed.", "Le mot de passe a été changé.";
    password_not_changed: "The password was not changed. The old one is still valid.",
        "Le mot de passe n’a pas été changé. L’ancien reste valable.";
    password_outcome_unknown: "We cannot tell whether the new password is valid: the server did not confirm it. What you typed is still here: change it again, or sign in with the new password to find out.",
        "Nous ne pouvons pas dire si le nouveau mot de passe est valable\u{a0}: le serveur ne l’a pas confirmé. Votre saisie est conservée\u{a0}: changez-le de nouveau, ou connectez-vous avec le nouveau pour le savoir.";

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
    access_device_endpoint: "Access device endpoint", "Appareil d’accès";
    trunk_endpoint: "Trunk endpoint", "Jonction";
    no_endpoint: "Neither a device nor a trunk.", "Ni appareil ni jonction.";
    device_name: "Device", "Appareil";
    device_level: "Device level", "Niveau de l’appareil";
    line_number: "Line number", "Numéro de ligne";
    line_port: "Line port", "Port de ligne";
    endpoint_type: "Device or trunk", "Appareil ou jonction";
    endpoint_name: "Name of the device or trunk group", "Nom de l’appareil ou du groupe de jonctions";
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
    group_endpoint: "Endpoint", "Appareil ou jonction";
    group_password: "Password", "Mot de passe";
    synced: "This person comes from a directory: names, email address and password are changed there, and the person is deleted there.",
        "Cette personne vient d’un annuaire\u{a0}: les noms, l’adresse e-mail et le mot de passe s’y changent, et la personne s’y supprime.";
    directory: "Directory", "Annuaire";

    cli_name_hint: "Shown to the person called. Letters without accents, digits and signs, but not % + \\ or a double quote.",
        "Affiché à l’appelé. Lettres sans accents, chiffres et signes, mais ni % ni + ni \\ ni guillemet droit.";
    line_port_hint: "Where the calls go: for SIP a name, @ and a domain, such as name@sip.example.com. 161 characters at most; no other line may use it.",
        "Où vont les appels\u{a0}: en SIP un nom, @ et un domaine, par exemple nom@sip.example.com. 161 caractères au plus\u{a0}; aucune autre ligne ne peut l’utiliser.";
    departments_unread: "The list of departments cannot be read.", "La liste des départements ne peut pas être lue.";

    // Deleting a user.
    delete_phones_too: "Delete the phones too", "Supprimer aussi les téléphones";
    delete_says_phones: "The person’s phones are deleted as well. Other people who share one of them are detached from it.",
        "Les téléphones de la personne sont également supprimés. Les autres personnes qui en partagent un en sont détachées.";
    delete_says_kept_phones: "The person’s phones stay. They are unlinked from the person.",
        "Les téléphones de la personne restent. Ils en sont dissociés.";
    delete_says_data: "All application data of the person is deleted, except for the applications named here.",
        "Toutes les données d’application de la personne sont supprimées, sauf celles des applications nommées ici.";
    delete_takes_data: "All application data of these people is deleted.",
        "Toutes les données d’application de ces personnes sont supprimées.";
    no_common_departments: "The selected people are of several groups, or the list of departments cannot be read: none can be chosen for all of them.",
        "Les personnes choisies appartiennent à plusieurs groupes, ou la liste des départements ne peut pas être lue\u{a0}: aucun ne peut être choisi pour toutes.";
    excluded_apps: "Keep the data of these applications", "Garder les données de ces applications";
    excluded_apps_hint: "Application IDs, one on each line.", "Identifiants d’application, un par ligne.";
    deleted_nothing_named: "The server named nothing that was deleted with the user. It answers the same if the user was already gone.",
        "Le serveur n’a nommé rien d’autre de supprimé avec l’utilisateur. Il répond de même si l’utilisateur n’existait déjà plus.";
    deleted_was_gone: "The user was already gone.", "L’utilisateur n’existait déjà plus.";
    phones_went_all_the_same: "The phones were to be kept, but the server says that some were deleted. Something on the way may have dropped the request to keep them.",
        "Les téléphones devaient rester, mais le serveur dit que certains ont été supprimés. La demande de les garder a pu se perdre en route.";

    // The PIN: state.
    pin_state: "State", "État";
    login_disabled: "The server says “login disabled”: the login is disabled, and the PIN is used instead. On some systems this means that the PIN is locked after wrong attempts.",
        "Le serveur indique «\u{a0}connexion désactivée\u{a0}»\u{a0}: la connexion est désactivée et le code PIN est utilisé à la place. Sur certains systèmes, cela veut dire que le code PIN est bloqué après des essais erronés.";
    login_enabled: "The login is enabled.", "La connexion est autorisée.";
    does_not_expire: "The PIN does not expire.", "Le code PIN n’expire pas.";
    pin_expires: "The PIN expires; the server does not say when.", "Le code PIN expire\u{a0}; le serveur ne dit pas quand.";
    pin_due: "The PIN has expired and must be changed.", "Le code PIN a expiré\u{a0}: il faut le changer.";
    only_opened_pins: "PINs that expire: only those whose page was opened are named",
        "codes PIN qui expirent\u{a0}: seuls ceux dont la page a été ouverte sont signalés";
    pin_state_unknown: "The server says nothing about the state of the PIN.", "Le serveur ne dit rien de l’état du code PIN.";

    // The PIN: changing it.
    current_pin: "Current PIN", "Code PIN actuel";
    new_pin: "New PIN", "Nouveau code PIN";
    repeat_new_pin: "Repeat new PIN", "Répéter le nouveau code PIN";
    change_pin: "Change PIN", "Changer le code PIN";
    generate_and_set_pin: "Generate and set", "Générer et définir";
    generated_pin: "Generated PIN", "Code PIN généré";
    generated_hint: "It is shown only now. Copy it or write it down; it is gone when you leave this page.",
        "Il n’est affiché que maintenant. Copiez-le ou notez-le\u{a0}; il disparaît quand vous quittez cette page.";
    cannot_generate: "No PIN could be generated that meets all the rules.", "Aucun code PIN respectant toutes les règles n’a pu être généré.";
    copy: "Copy", "Copier";
    copied: "Copied.", "Copié.";
    not_copied: "This browser does not let the page copy. Select the PIN and copy it yourself.", "Ce navigateur n’autorise pas la copie. Sélectionnez le code PIN et copiez-le vous-même.";
    pins_differ: "The two new PINs are not the same.", "Les deux nouveaux codes PIN ne sont pas identiques.";
    passwords_differ: "The two new passwords are not the same.", "Les deux nouveaux mots de passe ne sont pas identiques.";
    pin_changed: "The PIN was changed. The new PIN is valid from now on.", "Le code PIN a été changé. Le nouveau code est valable dès maintenant.";
    pin_changed_signed_out: "Your PIN was changed, and you are signed out.", "Votre code PIN a été changé, et vous êtes déconnecté.";
    pin_not_changed: "The PIN was not changed. The current PIN is still valid.", "Le code PIN n’a pas été changé. L’actuel reste valable.";
    pin_outcome_unknown: "We cannot tell whether the new PIN is valid: the server did not confirm it.",
        "Nous ne pouvons pas dire si le nouveau code PIN est valable\u{a0}: le serveur ne l’a pas confirmé.";
    pin_find_out: "To find out, use the new PIN where you need it, and if it is refused, the old one. Mind that wrong attempts may lock it. Or change the PIN again here.",
        "Pour le savoir, essayez le nouveau code PIN là où il sert, puis l’ancien s’il est refusé. Attention\u{a0}: des essais erronés peuvent le bloquer. Ou changez de nouveau le code PIN ici.";
    refused_without_field: "Check the current PIN first: the server does not say whether it means the new or the current one.",
        "Vérifiez d’abord le code PIN actuel\u{a0}: le serveur ne dit pas s’il vise le nouveau ou l’actuel.";
    refused_or_new: "The server refused this or the new PIN.", "Le serveur a refusé ce code PIN ou le nouveau.";
    refused_or_current: "The server refused this or the current PIN.", "Le serveur a refusé ce code PIN ou l’actuel.";
    refused_current: "The server refused the current PIN.", "Le serveur a refusé le code PIN actuel.";
    old_password_hint: "The server may ask for it. Leave it empty to set a new password without it.",
        "Le serveur peut le demander. Laissez vide pour définir un nouveau mot de passe sans lui.";
    current_pin_hint: "The server may ask for it. Leave it empty to reset the PIN without it.",
        "Le serveur peut le demander. Laissez vide pour réinitialiser sans lui.";
    refused_pin: "The server refused this PIN.", "Le serveur a refusé ce code PIN.";
    refused_password: "The server refused this password.", "Le serveur a refusé ce mot de passe.";

    // Self-service.
    no_pin_system: "No system with PIN codes is configured here.", "Aucun système à codes PIN n’est configuré ici.";
    choose_system: "Where do you want to change your PIN?", "Où voulez-vous changer votre code PIN\u{a0}?";
    no_own_pin: "This account has no PIN of its own. Sign in with the account of your telephone.",
        "Ce compte n’a pas de code PIN propre. Connectez-vous avec le compte de votre téléphone.";
    done: "Done", "Terminé";
    close_browser: "The server’s own session ends by itself. If other people use this device, close the browser as well.",
        "La session du serveur se termine d’elle-même. Si d’autres personnes utilisent cet appareil, fermez aussi le navigateur.";
    sign_in_again: "Sign in again", "Se reconnecter";

    // The rules.
    rules: "Rules", "Règles";
    password_rules: "Rules for a password", "Règles du mot de passe";
    rules_active: "These rules apply to your group.", "Ces règles s’appliquent à votre groupe.";
    rules_active_others: "These rules apply to this person’s group.", "Ces règles s’appliquent au groupe de cette personne.";
    rules_not_binding: "These are the nearest rules that can be read. Others may apply; the server decides.",
        "Ce sont les règles les plus proches que l’on puisse lire. D’autres peuvent s’appliquer\u{a0}; le serveur décide.";
    rules_configured: "These rules were configured for this console, because the server’s own cannot be read. The server decides.",
        "Ces règles ont été configurées pour cette console, car celles du serveur ne peuvent pas être lues. Le serveur décide.";
    rules_unknown: "The rules cannot be read. The server will decide.", "Les règles ne peuvent pas être lues. Le serveur décidera.";
}

/// `Enterprise` or `ServiceProvider`, or whatever the server says.
pub fn tenant_kind(language: Language, kind: &str) -> &str {
    match kind {
        "Enterprise" => enterprise(language),
        "ServiceProvider" => service_provider(language),
        other => other,
    }
}

/// "2 of 30 tenants".
pub fn tenants_count(language: Language, shown: usize, all: usize) -> String {
    counted(language, shown, all, ("tenant", "tenants"), ("locataire", "locataires"))
}

/// "2 of 30 groups".
pub fn groups_count(language: Language, shown: usize, all: usize) -> String {
    counted(language, shown, all, ("group", "groups"), ("groupe", "groupes"))
}

fn counted(
    language: Language,
    shown: usize,
    all: usize,
    english: (&str, &str),
    french: (&str, &str),
) -> String {
    let number = |count| super::list::number(language, count);
    let noun = match language {
        Language::English if all == 1 => english.0,
        Language::English => english.1,
        Language::French if all < 2 => french.0,
        Language::French => french.1,
    };
    if shown == all {
        return format!("{} {noun}", number(all));
    }
    let of = pick(language, "of", "sur");
    format!("{} {of} {} {noun}", number(shown), number(all))
}

/// The label of a profile's field, by its name on the wire.
pub fn field_label(language: Language, field: &str) -> &str {
    let word: super::LocalizedText = match field {
        "firstName" => first_name,
        "lastName" => last_name,
        "cliFirstName" => cli_first_name,
        "cliLastName" => cli_last_name,
        "emailAddress" => email_address,
        "phoneNumber" => phone_number,
        "cliPhoneNumber" => cli_phone_number,
        "extension" => extension,
        "department" => department,
        "language" => self::language,
        "timeZone" => time_zone,
        "networkClassOfService" => network_class_of_service,
        "endpointType" => endpoint_type,
        "endpointName" => endpoint_name,
        "linePort" => line_port,
        "oldPassword" => old_password,
        "newPassword" => new_password,
        "userId" => user_id,
        "pinCode" => new_pin,
        other => return other,
    };
    word(language)
}

/// A sentence, and after it what the server itself said.
pub fn with_server_message(language: Language, sentence: &str, message: &str) -> String {
    pick(
        language,
        format!("{sentence} It said: “{message}”"),
        format!("{sentence} Sa réponse\u{a0}: «\u{a0}{message}\u{a0}»"),
    )
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

/// "The PIN lasts 3 more days."
pub fn expiration(language: Language, days: i64) -> String {
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

/// "12 users in 2 groups that were opened".
pub fn people_of_groups(language: Language, people: usize, groups: usize) -> String {
    let people = super::list::count(language, people, people);
    match (language, groups) {
        (Language::English, 0) => "users not counted: no group was opened yet".into(),
        (Language::English, 1) => format!("{people} in the group that was opened"),
        (Language::English, _) => format!("{people} in the {groups} groups that were opened"),
        (Language::French, 0) => "utilisateurs non comptés\u{a0}: aucun groupe n’a été ouvert".into(),
        (Language::French, 1) => format!("{people} dans le groupe ouvert"),
        (Language::French, _) => format!("{people} dans les {groups} groupes ouverts"),
    }
}

/// "There may be more people than these..."
pub fn search_cut(language: Language, most: usize) -> String {
    let most = super::list::number(language, most);
    pick(
        language,
        format!("There may be more people than these: the search stops at {most}. Type more to find fewer."),
        format!(
            "Il peut y avoir d’autres personnes\u{a0}: la recherche s’arrête à {most}. Précisez-la pour en trouver moins."
        ),
    )
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

/// "Delete Mira Holt?"
pub fn delete_question(language: Language, person: &str) -> String {
    pick(language, format!("Delete {person}?"), format!("Supprimer {person}\u{a0}?"))
}

/// "Mira Holt was deleted."
pub fn was_deleted(language: Language, person: &str) -> String {
    pick(language, format!("{person} was deleted."), format!("{person} a été supprimé."))
}

pub fn not_there_any_more(language: Language, person: &str) -> String {
    pick(language, format!("{person} is not there any more."), format!("{person} n’est plus là."))
}

/// The main device went or was unlinked: the server does not say which.
pub fn main_device_went(language: Language, line_port: &str) -> String {
    pick(
        language,
        format!("Main device deleted or unlinked: {line_port}"),
        format!("Appareil principal supprimé ou dissocié\u{a0}: {line_port}"),
    )
}

/// An additional device went.
pub fn additional_device_went(language: Language, line_port: &str) -> String {
    pick(
        language,
        format!("Additional device deleted: {line_port}"),
        format!("Appareil supplémentaire supprimé\u{a0}: {line_port}"),
    )
}

/// Another person lost the phone.
pub fn user_detached(language: Language, user: &str, line_port: &str) -> String {
    pick(
        language,
        format!("{user} was detached from the phone: {line_port}"),
        format!("{user} a été détaché du téléphone\u{a0}: {line_port}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::passcode_rules::{Rule, Verdict};
    use crate::domain::password_rules;

    #[test]
    fn rules_are_lines_that_people_read() {
        let line = |rule| passcode_rule(Language::English, rule);
        assert_eq!(line(Rule::Length { min: Some(6), max: Some(8) }), "6 to 8 digits");
        assert_eq!(line(Rule::Length { min: Some(6), max: Some(6) }), "Exactly 6 digits");
        assert_eq!(line(Rule::Length { min: None, max: Some(8) }), "At most 8 digits");
        assert_eq!(line(Rule::RepeatedDigits { max: Some(3) }), "No digit more than 3 times in a row");
        assert_eq!(line(Rule::OldPasscode { previous: Some(5) }), "None of the last 5 PINs");
        assert_eq!(line(Rule::UserNumber), "Not your own extension or phone number");
        assert_eq!(
            rule_broken(Language::English, Rule::UserNumber, false),
            "Not met: Not the person’s own extension or phone number"
        );
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
    fn how_the_rules_stand_is_said_in_one_breath() {
        use crate::domain::passcode_rules::Verdict::{Met, NotMet, OnlyServerKnows, Warn};
        let lines = |verdicts: &[Option<Verdict>]| -> Vec<(String, Option<Verdict>)> {
            let names = ["6 to 8 digits", "Not your extension", "None of the last 5 PINs"];
            names.iter().map(|name| (*name).to_owned()).zip(verdicts.iter().copied()).collect()
        };
        let standing = |verdicts: &[Option<Verdict>]| rules_standing(Language::English, &lines(verdicts));
        assert_eq!(standing(&[]), "");
        assert_eq!(standing(&[None, None, None]), "");
        assert_eq!(standing(&[Some(Met), Some(Met), Some(Met)]), "All 3 rules are met.");
        assert_eq!(standing(&[Some(Met)]), "The rule is met.");
        assert_eq!(
            standing(&[Some(NotMet), Some(NotMet), Some(OnlyServerKnows)]),
            "0 of 3 rules are met. Not met: 6 to 8 digits; Not your extension. Only the server can tell: 1."
        );
        assert_eq!(
            standing(&[Some(Met), Some(Warn), Some(OnlyServerKnows)]),
            "1 of 3 rules are met. The server may refuse this: Not your extension. Only the server can tell: 1."
        );
        let french = rules_standing(Language::French, &lines(&[Some(Met), Some(NotMet), Some(Warn)]));
        assert!(french.starts_with("1 règle sur 3 est respectée. Non respectée\u{a0}: Not your"), "{french}");
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
