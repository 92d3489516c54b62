//! Words of XiVO's views.

use super::common::{labelled, pick};
use super::cti;
use crate::domain::Language;

crate::texts! {
    new_user: "New user", "Nouvel utilisateur";
    new_like_this: "New user like this one", "Nouvel utilisateur comme celui-ci";
    several_like_this: "Several at once", "Plusieurs à la fois";
    names: "Names, one on each line", "Noms, un par ligne";
    names_hint:
        "“First Last” or “Last, First”. Nothing is sent before you have seen the plan and run it.",
        "«\u{a0}Prénom Nom\u{a0}» ou «\u{a0}Nom, Prénom\u{a0}». Rien n’est envoyé avant que vous n’ayez vu le plan et ne l’exécutiez.";
    make_plan: "Make a plan", "Faire un plan";
    unnamed: "(no name)", "(sans nom)";
    name: "Name", "Nom";
    // Where seven columns may stand beside each other.
    caller_id: "Caller ID", "ID d’appelant";
    extension: "Extension", "Numéro interne";
    mobile: "Mobile", "Mobile";
    email: "Email", "E-mail";
    cti: "CTI", "CTI";
    cti_enabled: "CTI client enabled", "Client CTI activé";
    cti_profile: "CTI profile", "Profil CTI";
    cti_configuration: "CTI configuration", "Configuration CTI";
    change_cti: "Change the CTI configuration", "Modifier la configuration CTI";
    cti_filter: "CTI", "CTI";
    cti_any: "Any CTI state", "CTI\u{a0}: tous";
    cti_on: "CTI on", "CTI activé";
    cti_off: "CTI off", "CTI désactivé";
    cti_no_profile: "No CTI profile", "Sans profil CTI";
    no_profile: "No profile", "Aucun profil";
    user: "User", "Utilisateur";
    group_person: "Person", "Personne";
    group_calls: "Calls", "Appels";
    group_account: "Account", "Compte";
    group_sign_in: "Account to sign in with (optional)", "Compte pour se connecter (facultatif)";
    group_attached: "Attached to this user", "Associé à cet utilisateur";
    nobody_yet: "There is nobody on this system yet.", "Il n’y a encore personne sur ce système.";
    nobody_next: "Create the first user.", "Créez le premier utilisateur.";
    password_set: "A password is set. Leave empty to keep it.", "Un mot de passe est défini. Laissez vide pour le conserver.";
    password_not_set: "No password is set.", "Aucun mot de passe n’est défini.";
    password_goes: "The password will be removed when you save.", "Le mot de passe sera supprimé à l’enregistrement.";
    remove_password: "Remove password", "Supprimer le mot de passe";
    keep_password: "Keep password", "Conserver le mot de passe";
    hint_caller_id:
        "The name in double quotes, then the number if there is one: \"Ada Sample\" <5551234>.",
        "Le nom entre guillemets droits, puis le numéro s’il y en a un\u{a0}: \"Ada Sample\" <5551234>.";
    hint_caller_id_follows:
        "The server adds the quotes, and updates the caller ID when the name changes.",
        "Le serveur ajoute les guillemets et met cet identifiant à jour quand le nom change.";
    hint_outgoing:
        "“default” shows the line’s own number, “anonymous” hides it.",
        "«\u{a0}default\u{a0}» montre le numéro de la ligne, «\u{a0}anonymous\u{a0}» le masque.";
    hint_language: "Such as en_US or fr_FR.", "Comme en_US ou fr_FR.";
    hint_timezone: "Such as Europe/Paris.", "Comme Europe/Paris.";
    hint_deprecated:
        "Deprecated: it was for the CTI client. People now sign in with their account.",
        "Obsolète\u{a0}: servait au client CTI. On se connecte désormais avec son compte.";
    hint_user_number: "Given by the phone system.", "Attribué par le système téléphonique.";
    hint_read_only: "Associated elsewhere in the phone system.", "Associé ailleurs dans le système téléphonique.";
    voicemail_renamed:
        "The server may give the voicemail of this user the new name, too.",
        "Le serveur peut donner le nouveau nom aussi à la messagerie vocale de cet utilisateur.";
    caller_id_renamed:
        "The server may replace the caller ID with the new name.",
        "Le serveur peut remplacer l’identifiant d’appelant par le nouveau nom.";
    user_gone: "This user does not exist (any more).", "Cet utilisateur n’existe pas (ou plus).";
    user_gone_next:
        "Somebody may have deleted them, or the address is wrong.",
        "Quelqu’un l’a peut-être supprimé, ou l’adresse est inexacte.";
    back_to_users: "Back to the users", "Retour aux utilisateurs";
    delete_title: "Delete this user?", "Supprimer cet utilisateur\u{a0}?";
    delete_with_voicemail: "Delete with voicemail", "Supprimer avec la messagerie";
    delete_line_goes: "The SIP line of the user goes too.", "La ligne SIP de l’utilisateur est supprimée aussi.";
    delete_leaves_queues: "The user leaves all queues and groups.", "L’utilisateur quitte toutes les files et tous les groupes.";
    undo_deletes:
        "“Undo” deletes this user again.",
        "«\u{a0}Défaire\u{a0}» supprime de nouveau cet utilisateur.";
    delete_no_way_back: "This cannot be undone.", "C’est irréversible.";
    delete_has_voicemail:
        "The user owns a voicemail: the server deletes the user only together with it.",
        "L’utilisateur possède une messagerie vocale\u{a0}: le serveur ne supprime l’utilisateur qu’avec elle.";
    delete_with_everything:
        "Delete with line, extension, voicemail and account",
        "Supprimer avec ligne, numéro interne, messagerie et compte";
    delete_line_stays:
        "Deleted alone, the user leaves the line and its extension behind: they then belong to nobody.",
        "Supprimé seul, l’utilisateur laisse sa ligne et son numéro interne\u{a0}: ils n’appartiennent alors à personne.";
    delete_line_unknown:
        "The user has a line: depending on its version, this server refuses to delete the user, or leaves line and extension behind.",
        "L’utilisateur a une ligne\u{a0}: selon sa version, ce serveur refuse de supprimer l’utilisateur, ou laisse la ligne et le numéro interne.";
    delete_voicemail_hinders:
        "The user has a voicemail: the server does not delete the user until it is dissociated.",
        "L’utilisateur a une messagerie vocale\u{a0}: le serveur ne le supprime pas seul tant qu’elle est associée.";
    delete_looking:
        "Looking up what belongs to the user…",
        "Recherche de ce qui appartient à l’utilisateur…";
    delete_not_looked_up:
        "What else belongs to the user could not be looked up.",
        "Impossible de savoir ce qui appartient aussi à l’utilisateur.";
    deleted_not_looked_up:
        "What else belonged to the user could not be looked up: see at the server whether a line, an extension or an account is left.",
        "Impossible de savoir ce qui appartenait aussi à l’utilisateur\u{a0}: voyez sur le serveur s’il reste une ligne, un numéro interne ou un compte.";
    delete_has_line:
        "The user has a line: the server deletes the user only after the line is dissociated.",
        "L’utilisateur a une ligne\u{a0}: le serveur ne le supprime qu’une fois la ligne dissociée.";
    not_created_found:
        "The server said that the user was created, but nobody new with this name is in its list. What you typed is still here.",
        "Le serveur dit avoir créé l’utilisateur, mais sa liste ne contient personne de nouveau à ce nom. Votre saisie est toujours là.";
    creation_not_seen:
        "We cannot tell whether the user was created: no answer came, and nobody new with this name is in the list so far.",
        "Impossible de savoir si l’utilisateur est créé\u{a0}: aucune réponse n’est arrivée, et la liste ne contient pour l’instant personne de nouveau à ce nom.";
    creation_unknown:
        "We cannot tell whether the user was created: the list of users cannot be read.",
        "Impossible de savoir si l’utilisateur est créé\u{a0}: la liste des utilisateurs ne peut pas être lue.";
    found_since:
        "The user was created after all:",
        "L’utilisateur a finalement été créé\u{a0}:";
    not_created:
        "The server failed, and created nobody. What you typed is still here.",
        "Le serveur a échoué et n’a créé personne. Votre saisie est toujours là.";
    telephone: "Telephone", "Téléphonie";
    telephone_read_only: "Only shown here: change it where lines and voicemails are managed.",
        "Consultable ici\u{a0}; se modifie là où se gèrent les lignes et les messageries.";
    enabled: "Enabled", "Activé";
    disabled: "Disabled", "Désactivé";
    no_extension: "no extension", "sans numéro interne";
    device: "device", "appareil";
    no_device: "no device", "sans appareil";
    no_device_code: "no device, provisioning code", "sans appareil, code de provisionnement";
    incoming_numbers: "Incoming numbers", "Numéros entrants";
    groups: "Groups", "Groupes";
    queues: "Queues", "Files d’attente";
    forward_all: "All calls forwarded to", "Renvoi inconditionnel vers";
    forward_busy: "When busy, forwarded to", "Renvoi sur occupation vers";
    forward_no_answer: "When not answered, forwarded to", "Renvoi sur non-réponse vers";
    do_not_disturb: "Do not disturb", "Ne pas déranger";
    /// No line, voicemail or music on hold: in French all of them are feminine.
    none: "None", "Aucune";
    domain_name: "Domain name", "Nom de domaine";
    hint_domain_name:
        "Only for an account that signs in through LDAP: the domain of its organisation (on a Wazo of 22.03 to 22.06 the UUID or the short name of its tenant). An account of SAML (single sign-on) cannot sign in here with a password.",
        "Seulement pour un compte qui se connecte par LDAP\u{a0}: le domaine de son organisation (sur un Wazo de 22.03 à 22.06, l’UUID ou le nom court de son locataire). Un compte SAML (authentification unique) ne peut pas se connecter ici avec un mot de passe.";
}

/// That the session is about to end, and what keeps it open.
pub fn session_ends_in(language: Language, minutes: u32) -> String {
    match (language, minutes) {
        (Language::English, 1) => {
            "Your session ends within a minute. Any key or click keeps it open.".to_owned()
        }
        (Language::English, _) => {
            format!("Your session ends in {minutes} minutes. Any key or click keeps it open.")
        }
        (Language::French, 1) => {
            "Votre session se termine dans moins d’une minute. Une touche ou un clic la prolonge.".to_owned()
        }
        (Language::French, _) => {
            format!("Votre session se termine dans {minutes} minutes. Une touche ou un clic la prolonge.")
        }
    }
}

/// The label of a user's field, by its name on the wire of API 1.1.
pub fn label(language: Language, field: &str) -> &'static str {
    let (english, french) = match field {
        "id" => ("User number", "Numéro d’utilisateur"),
        "uuid" => ("UUID", "UUID"),
        "firstname" => ("First name", "Prénom"),
        "lastname" => ("Last name", "Nom"),
        "caller_id" => ("Caller ID", "Identifiant d’appelant"),
        "outgoing_caller_id" => ("Outgoing caller ID", "Identifiant d’appel sortant"),
        "username" => ("Username", "Identifiant"),
        "password" => ("Password", "Mot de passe"),
        "email" => ("Email", "E-mail"),
        "mobile_phone_number" => ("Mobile phone number", "Numéro de mobile"),
        "mobile_fallback_enabled" => ("Fall back to mobile", "Repli sur le mobile"),
        "userfield" => ("User field", "Champ utilisateur"),
        "timezone" => ("Time zone", "Fuseau horaire"),
        "language" => ("Language", "Langue"),
        "music_on_hold" => ("Music on hold", "Musique d’attente"),
        "preprocess_subroutine" => ("Preprocess subroutine", "Sous-routine de prétraitement"),
        "ring_seconds" => ("Ring seconds", "Secondes de sonnerie"),
        "simultaneous_calls" => ("Simultaneous calls", "Appels simultanés"),
        "description" => ("Description", "Description"),
        "enabled" => ("Enabled", "Activé"),
        "call_transfer_enabled" => ("Call transfer", "Transfert d’appel"),
        "dtmf_hangup_enabled" => ("DTMF hang-up", "Raccrochage DTMF"),
        "call_record_enabled" => ("Call recording", "Enregistrement des appels"),
        "call_record_outgoing_external_enabled" => {
            ("Record outgoing external calls", "Enregistrer les appels sortants externes")
        }
        "call_record_outgoing_internal_enabled" => {
            ("Record outgoing internal calls", "Enregistrer les appels sortants internes")
        }
        "call_record_incoming_external_enabled" => {
            ("Record incoming external calls", "Enregistrer les appels entrants externes")
        }
        "call_record_incoming_internal_enabled" => {
            ("Record incoming internal calls", "Enregistrer les appels entrants internes")
        }
        "online_call_record_enabled" => ("Online call recording", "Enregistrement en cours d’appel"),
        "supervision_enabled" => ("Supervision", "Supervision"),
        "subscription_type" => ("Subscription type", "Type d’abonnement"),
        "call_permission_password" => ("Call permission password", "Mot de passe d’autorisation d’appel"),
        "enableclient" => (cti_enabled(Language::English), cti_enabled(Language::French)),
        "cti_profile" => (cti_profile(Language::English), cti_profile(Language::French)),
        "voicemail" => ("Voicemail", "Messagerie vocale"),
        "agent" => ("Agent", "Agent"),
        "entityid" => ("Entity", "Entité"),
        "lines" => ("Line", "Ligne"),
        "created_at" => ("Created", "Créé"),
        "country" => ("Country", "Pays"),
        "func_key_template_id" => ("Function key template", "Modèle de touches de fonction"),
        "tenant_uuid" => ("Tenant", "Locataire"),
        "auth.username" => ("Account username", "Identifiant du compte"),
        "auth.password" => ("Account password", "Mot de passe du compte"),
        "auth.email_address" => ("Account email", "E-mail du compte"),
        _ => ("Other", "Autre"),
    };
    pick(language, english, french)
}

pub fn created(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("{name} was created."),
        Language::French => format!("{name} a été créé."),
    }
}

pub fn created_all_the_same(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("The server reported a failure, but {name} was created all the same."),
        Language::French => format!("Le serveur a signalé un échec, mais {name} a bien été créé."),
    }
}

/// "Open user 21".
pub fn open_user(language: Language, id: &str) -> String {
    match language {
        Language::English => format!("Open user {id}"),
        Language::French => format!("Ouvrir l’utilisateur {id}"),
    }
}

pub fn created_without_answer(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("No answer came, but {name} was created."),
        Language::French => format!("Aucune réponse n’est arrivée, mais {name} a été créé."),
    }
}

/// "Newt Comer was created, but the server did not keep: Email."
pub fn created_in_part(language: Language, name: &str, fields: &[&str]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| label(language, field)).collect();
    let labels = labels.join(", ");
    match language {
        Language::English => format!("{name} was created, but the server did not keep: {labels}."),
        Language::French => format!("{name} a été créé, mais le serveur n’a pas conservé\u{a0}: {labels}."),
    }
}

/// Several people of the same name are new since: which of them is ours cannot be told.
pub fn several_created(language: Language, name: &str, ids: &str) -> String {
    match language {
        Language::English => format!(
            "More than one new user has the name {name}: the numbers are {ids}. The request may have reached the server twice, or somebody else created one. Delete the ones that are too many."
        ),
        Language::French => format!(
            "Plusieurs nouveaux utilisateurs portent le nom {name}\u{a0}: les numéros sont {ids}. La demande est peut-être arrivée deux fois, ou quelqu’un d’autre en a créé un. Supprimez ceux qui sont de trop."
        ),
    }
}

pub fn deleted(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("{name} was deleted."),
        Language::French => format!("{name} a été supprimé."),
    }
}

pub fn deleted_with_voicemail(language: Language, name: &str) -> String {
    match language {
        Language::English => format!("{name} was deleted, and the voicemail with them."),
        Language::French => format!("{name} a été supprimé, avec sa messagerie vocale."),
    }
}

pub fn was_gone(language: Language, name: &str) -> String {
    match language {
        Language::English => format!(
            "{name} was gone already: somebody else had deleted them, or the deletion reached the server twice."
        ),
        Language::French => format!(
            "{name} n’était déjà plus là\u{a0}: quelqu’un d’autre l’avait supprimé, ou la suppression est arrivée deux fois."
        ),
    }
}

/// What may belong to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attached {
    Line,
    Extension,
    Voicemail,
    Agent,
    IncomingCall,
    Account,
}

/// "extension 1001"
pub fn attached(language: Language, kind: Attached, name: &str) -> String {
    let (english, french) = match kind {
        Attached::Line => ("line", "ligne"),
        Attached::Extension => ("extension", "numéro interne"),
        Attached::Voicemail => ("voicemail", "messagerie vocale"),
        Attached::Agent => ("agent", "agent"),
        Attached::IncomingCall => ("incoming call", "appel entrant"),
        Attached::Account => ("account", "compte"),
    };
    let kind = pick(language, english, french);
    if name.is_empty() { kind.to_owned() } else { [kind, name].join(" ") }
}

/// What a user who is deleted alone leaves behind.
pub fn delete_leaves(language: Language, names: &str) -> String {
    match language {
        Language::English => {
            format!("Deleted alone, the user leaves behind, belonging to nobody: {names}.")
        }
        Language::French => {
            format!("Supprimé seul, l’utilisateur laisse derrière lui, sans propriétaire\u{a0}: {names}.")
        }
    }
}

/// What goes or stays with somebody who cannot be deleted alone.
pub fn delete_attached(language: Language, names: &str) -> String {
    match language {
        Language::English => format!("Belongs to the user now: {names}."),
        Language::French => format!("Appartient actuellement à l’utilisateur\u{a0}: {names}."),
    }
}

/// That it is not known whether somebody has this.
pub fn delete_may_have(language: Language, names: &str) -> String {
    match language {
        Language::English => format!("Could not be looked up: {names}."),
        Language::French => format!("N’a pas pu être vérifié\u{a0}: {names}."),
    }
}

/// What was attached to somebody who was deleted, each a list of names or empty, and each sentence
/// with a blank before it.
pub fn went_and_stayed(language: Language, gone: &str, stayed: &str, unknown: &str) -> String {
    let lists = [
        ("Gone as well", "Supprimé aussi", gone),
        ("Still there", "Toujours là", stayed),
        ("Could not be looked up", "N’a pas pu être vérifié", unknown),
    ];
    lists.map(|(english, french, names)| listed(pick(language, english, french), language, names)).concat()
}

/// What becomes of what is attached to somebody who is to be deleted, each sentence with a blank
/// before it.
pub fn goes_and_stays(language: Language, goes: &str, stays: &str, not_known: &str) -> String {
    let lists = [
        ("Goes as well", "Sera supprimé aussi", goes),
        ("Left behind", "Restera", stays),
        ("Belongs to the user now", "Appartient actuellement à l’utilisateur", not_known),
    ];
    lists.map(|(english, french, names)| listed(pick(language, english, french), language, names)).concat()
}

/// " Gone as well: line 1001."
fn listed(what: &str, language: Language, names: &str) -> String {
    match names {
        "" => String::new(),
        names => [" ", &labelled(language, what, names), "."].concat(),
    }
}

/// What a deletion left undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Device,
    Voicemail,
}

pub fn deleted_but(language: Language, name: &str, left: Left) -> String {
    match (language, left) {
        (Language::English, Left::Device) => format!(
            "{name} was deleted, but the device could not be reconfigured. Reconfigure the phone by hand."
        ),
        (Language::English, Left::Voicemail) => format!(
            "{name} was deleted, but the content of the voicemail could not be removed. Remove it by hand."
        ),
        (Language::French, Left::Device) => format!(
            "{name} a été supprimé, mais l’appareil n’a pas pu être reconfiguré. Reconfigurez le téléphone à la main."
        ),
        (Language::French, Left::Voicemail) => format!(
            "{name} a été supprimé, mais le contenu de la messagerie n’a pas pu être effacé. Effacez-le à la main."
        ),
    }
}

/// "API 1.1, from 2016 to 2018", "API 1.1, from 2022 or later".
pub fn generation(language: Language, api: &str, years: Option<(u16, Option<u16>)>) -> String {
    match (language, years) {
        (_, None) => format!("API {api}"),
        (Language::English, Some((first, Some(last)))) => format!("API {api}, from {first} to {last}"),
        (Language::English, Some((first, None))) => format!("API {api}, from {first} or later"),
        (Language::French, Some((first, Some(last)))) => format!("API {api}, de {first} à {last}"),
        (Language::French, Some((first, None))) => format!("API {api}, {first} ou plus récent"),
    }
}

/// The state of somebody's CTI in a list: "On, Agent".
pub fn cti_state(language: Language, enabled: Option<bool>, profile: Option<&str>) -> String {
    let mut out = match (language, enabled) {
        (Language::English, Some(true)) => "● On".to_owned(),
        (Language::English, Some(false)) => "○ Off".to_owned(),
        (Language::French, Some(true)) => "● Activé".to_owned(),
        (Language::French, Some(false)) => "○ Désactivé".to_owned(),
        (_, None) => String::new(),
    };
    if let Some(profile) = profile.filter(|profile| !profile.is_empty()) {
        match (language, enabled) {
            (_, None) => out.push_str(profile),
            (Language::English, Some(_)) => {
                out.push_str(", ");
                out.push_str(profile);
            }
            (Language::French, Some(_)) => {
                out.push_str(", profil ");
                out.push_str(cti::without_word(language, profile));
            }
        }
    }
    out
}

/// How many rows could not be read whole.
pub fn odd_rows(language: Language, count: usize) -> String {
    match language {
        Language::English => format!("{count} entries of the server’s list could not be read whole."),
        Language::French => {
            format!("{count} éléments de la liste du serveur n’ont pas pu être lus entièrement.")
        }
    }
}

/// What the form of somebody new begins with.
pub fn like(language: Language, name: &str) -> String {
    match language {
        Language::English => format!(
            "Begins with the values of {name}, except for what is personal: name, numbers, email, username and passwords."
        ),
        Language::French => format!(
            "Reprend les valeurs de {name}, sauf ce qui est personnel\u{a0}: nom, numéros, e-mail, identifiant et mots de passe."
        ),
    }
}
