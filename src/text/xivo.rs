//! Words of XiVO's views.

use crate::domain::Language;

crate::words! {
    new_user: "New user", "Nouvel utilisateur";
    unnamed: "(no name)", "(sans nom)";
    name: "Name", "Nom";
    first_name: "First name", "Prénom";
    last_name: "Last name", "Nom";
    caller_id: "Caller ID", "Identifiant d’appelant";
    extension: "Extension", "Extension";
    mobile: "Mobile", "Mobile";
    email: "Email", "E-mail";
    cti: "CTI", "CTI";
    cti_configuration: "CTI configuration", "Configuration CTI";
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
        "The server adds the quotes, and changes it when the name changes.",
        "Le serveur ajoute les guillemets, et le change quand le nom change.";
    hint_outgoing:
        "“default” shows the line’s own number, “anonymous” hides it.",
        "«\u{a0}default\u{a0}» montre le numéro de la ligne, «\u{a0}anonymous\u{a0}» le masque.";
    hint_language: "Such as en_US or fr_FR.", "Comme en_US ou fr_FR.";
    hint_timezone: "Such as Europe/Paris.", "Comme Europe/Paris.";
    hint_read_only: "Associated elsewhere in the phone system.", "Associé ailleurs dans le système téléphonique.";
    voicemail_renamed:
        "The voicemail of this user will be renamed too.",
        "La messagerie vocale de cet utilisateur sera renommée aussi.";
    user_gone: "This user is not there (any more).", "Cet utilisateur n’existe pas (ou plus).";
    user_gone_next:
        "Somebody may have deleted them, or the address is not right.",
        "Quelqu’un l’a peut-être supprimé, ou l’adresse est inexacte.";
    back_to_users: "Back to the users", "Retour aux utilisateurs";
    delete_title: "Delete this user?", "Supprimer cet utilisateur\u{a0}?";
    delete_with_voicemail: "Delete with voicemail", "Supprimer avec la messagerie";
    delete_line_goes: "The SIP line of the user goes too.", "La ligne SIP de l’utilisateur est supprimée aussi.";
    delete_leaves_queues: "The user leaves all queues and groups.", "L’utilisateur quitte toutes les files et tous les groupes.";
    delete_no_way_back: "This cannot be undone.", "C’est irréversible.";
    delete_has_voicemail:
        "The user owns a voicemail: the server deletes the user only together with it.",
        "L’utilisateur possède une messagerie vocale\u{a0}: le serveur ne supprime l’utilisateur qu’avec elle.";
    delete_has_line:
        "The user has a line: the server deletes the user only after the line is dissociated.",
        "L’utilisateur a une ligne\u{a0}: le serveur ne le supprime qu’une fois la ligne dissociée.";
    conflict_title: "Somebody else changed this user meanwhile", "Quelqu’un d’autre a modifié cet utilisateur entre-temps";
    conflict_next: "Nothing was saved yet. Choose whose values shall hold, then save again.", "Rien n’est encore enregistré. Choisissez les valeurs à retenir, puis enregistrez à nouveau.";
    keep_mine: "Keep mine", "Garder la mienne";
    take_theirs: "Take theirs", "Prendre la leur";
    taken_over:
        "Somebody else changed other fields meanwhile; they are shown as the server has them now.",
        "Quelqu’un d’autre a modifié d’autres champs entre-temps\u{a0}; ils sont affichés tels que sur le serveur.";
    create: "Create user", "Créer l’utilisateur";
    odd_id:
        "No address can carry the id of this user, so the user cannot be opened here.",
        "Aucune adresse ne peut porter l’identifiant de cet utilisateur\u{a0}: impossible de l’ouvrir ici.";
    not_created_found:
        "The server said that the user was created, but nobody new is in its list. Look again in a moment.",
        "Le serveur dit avoir créé l’utilisateur, mais personne de nouveau n’est dans sa liste. Regardez à nouveau dans un instant.";
    unknown_outcome:
        "We cannot tell whether the change was made: the server failed, and cannot be asked. What you typed is still here; try again in a moment.",
        "Impossible de savoir si la modification est faite\u{a0}: le serveur a échoué et ne répond pas. Votre saisie est toujours là\u{a0}; réessayez dans un instant.";
    unread:
        "Saved, but the server could not be asked what it holds now.",
        "Enregistré, mais le serveur n’a pas pu dire ce qu’il contient maintenant.";
    failed_but_saved:
        "The server reported a failure, but it has kept all the changes.",
        "Le serveur a signalé un échec, mais il a bien conservé toutes les modifications.";
    failed_not_saved:
        "The server failed and did not keep the changes. What you typed is still here.",
        "Le serveur a échoué et n’a pas conservé les modifications. Votre saisie est toujours là.";
    failed_partly:
        "The server failed half way: it kept some of the changes. The others are still marked as changed here.",
        "Le serveur a échoué à mi-chemin\u{a0}: il a conservé une partie des modifications. Les autres sont encore marquées ici.";
    username_placeholder: "Username", "Identifiant";
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
        "enableclient" => ("CTI client enabled", "Client CTI activé"),
        "cti_profile" => ("CTI profile", "Profil CTI"),
        "voicemail" => ("Voicemail", "Messagerie vocale"),
        "agent" => ("Agent", "Agent"),
        "entityid" => ("Entity", "Entité"),
        "lines" => ("Line", "Ligne"),
        "created_at" => ("Created", "Créé"),
        "country" => ("Country", "Pays"),
        "func_key_template_id" => ("Function key template", "Modèle de touches de fonction"),
        "tenant_uuid" => ("Tenant", "Locataire"),
        _ => ("Other", "Autre"),
    };
    match language {
        Language::English => english,
        Language::French => french,
    }
}

/// "Saved: First name, Email."
pub fn saved(language: Language, fields: &[&str]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| label(language, field)).collect();
    let labels = labels.join(", ");
    match language {
        Language::English => format!("Saved: {labels}."),
        Language::French => format!("Enregistré\u{a0}: {labels}."),
    }
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

/// Several people are new since: which of them is ours cannot be told.
pub fn several_created(language: Language, ids: &str) -> String {
    match language {
        Language::English => format!(
            "The user was created, but somebody else created users at the same time: the new numbers are {ids}. Look for yours in the list."
        ),
        Language::French => format!(
            "L’utilisateur a été créé, mais quelqu’un d’autre en a créé au même moment\u{a0}: les nouveaux numéros sont {ids}. Cherchez le vôtre dans la liste."
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
        Language::English => format!("{name} was gone already: somebody else had deleted them."),
        Language::French => format!("{name} n’était déjà plus là\u{a0}: quelqu’un d’autre l’avait supprimé."),
    }
}

/// What a deletion left undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Device,
    Voicemail,
    Unknown,
}

pub fn deleted_but(language: Language, name: &str, left: Left) -> String {
    match (language, left) {
        (Language::English, Left::Device) => format!(
            "{name} was deleted, but the device could not be reconfigured. Reconfigure the phone by hand."
        ),
        (Language::English, Left::Voicemail) => format!(
            "{name} was deleted, but the content of the voicemail could not be removed. Remove it by hand."
        ),
        (Language::English, Left::Unknown) => format!("The server reported a failure, but {name} is gone."),
        (Language::French, Left::Device) => format!(
            "{name} a été supprimé, mais l’appareil n’a pas pu être reconfiguré. Reconfigurez le téléphone à la main."
        ),
        (Language::French, Left::Voicemail) => format!(
            "{name} a été supprimé, mais le contenu de la messagerie n’a pas pu être effacé. Effacez-le à la main."
        ),
        (Language::French, Left::Unknown) => {
            format!("Le serveur a signalé un échec, mais {name} n’est plus là.")
        }
    }
}

pub fn still_there(language: Language, name: &str) -> String {
    match language {
        Language::English => {
            format!("The server failed while deleting, and {name} is still there. Try again.")
        }
        Language::French => {
            format!("Le serveur a échoué pendant la suppression, et {name} est toujours là. Réessayez.")
        }
    }
}

pub fn deletion_unknown(language: Language, name: &str) -> String {
    match language {
        Language::English => format!(
            "We cannot tell whether {name} was deleted: the server failed, and cannot be asked. Reload the list in a moment."
        ),
        Language::French => format!(
            "Impossible de savoir si {name} a été supprimé\u{a0}: le serveur a échoué et ne répond pas. Actualisez la liste dans un instant."
        ),
    }
}

/// "Somebody changed this to “Bob” meanwhile."
pub fn conflict(language: Language, theirs: &str) -> String {
    match (language, theirs.is_empty()) {
        (Language::English, true) => "Somebody emptied this meanwhile.".into(),
        (Language::English, false) => format!("Somebody changed this to “{theirs}” meanwhile."),
        (Language::French, true) => "Quelqu’un a vidé ce champ entre-temps.".into(),
        (Language::French, false) => format!("Quelqu’un l’a changé en «\u{a0}{theirs}\u{a0}» entre-temps."),
    }
}

/// The state of somebody's CTI in a list: "On, as Agent".
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
                out.push_str(", as ");
                out.push_str(profile);
            }
            (Language::French, Some(_)) => {
                out.push_str(", profil ");
                out.push_str(profile);
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
