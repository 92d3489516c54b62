//! Words of a XiVO user's CTI configuration, and of changing it for several people.

use crate::domain::Language;

crate::texts! {
    state: "State", "État";
    switch_untold:
        "This server does not say whether the client is on. What you choose here applies once it is saved.",
        "Ce serveur ne dit pas si le client est activé. Ce qui est choisi ici vaudra après l’enregistrement.";
    switch_untold_off:
        "Saving also switches the CTI client off",
        "L’enregistrement désactive aussi le client CTI";
    no_switch:
        "This server cannot switch the CTI client on and off here; it only gives a profile.",
        "Ce serveur ne permet pas ici d’activer ou de désactiver le client CTI\u{a0}; il attribue seulement un profil.";
    neither:
        "This server has no CTI configuration that can be changed from here.",
        "Ce serveur n’a pas de configuration CTI modifiable d’ici.";
    neither_next:
        "Neither of the two documented ways (cti, cti_profile) is there: it is older or newer than both.",
        "Aucune des deux ressources documentées (cti, cti_profile) n’existe\u{a0}: il est plus ancien ou plus récent qu’elles.";
    profiles_empty: "There is no CTI profile on this server yet.", "Il n’y a encore aucun profil CTI sur ce serveur.";
    profiles_unread:
        "The names of the profiles could not be read. Enter the number of one; empty means no profile.",
        "Les noms des profils n’ont pas pu être lus. Saisissez le numéro d’un profil\u{a0}; vide signifie aucun profil.";
    profiles_not_listed:
        "This server does not list its profiles. Enter the number of one; empty means no profile.",
        "Ce serveur n’énumère pas ses profils. Saisissez le numéro d’un profil\u{a0}; vide signifie aucun profil.";
    profiles_again: "Read the profiles again", "Relire les profils";
    may_keep:
        "Servers of this version may keep the old profile all the same. It is read again after saving.",
        "Les serveurs de cette version gardent parfois l’ancien profil malgré tout. Il est relu après l’enregistrement.";
    switch_off_instead: "Switch the CTI client off", "Désactiver le client CTI";
    first_title: "First: username and password", "D’abord\u{a0}: identifiant et mot de passe";
    first_optional:
        "Without them nobody can sign in to the CTI client.",
        "Sans eux, personne ne peut se connecter au client CTI.";
    first_saved_first:
        "They are saved first, then the CTI configuration.",
        "Ils sont enregistrés d’abord, puis la configuration CTI.";
    first_demanded:
        "The server demands a username and a password before the CTI client can be on.",
        "Le serveur exige un identifiant et un mot de passe avant d’activer le client CTI.";
    steps: "What was done", "Ce qui a été fait";
    step_account: "Username and password", "Identifiant et mot de passe";
    step_done: "saved", "enregistré";
    step_refused: "not saved", "non enregistré";
    step_not_tried: "not tried", "non tenté";
    step_unknown: "unknown", "inconnu";
    odd_values:
        "Some of what the server sent was not understood, and is not shown.",
        "Une partie de la réponse du serveur n’a pas été comprise et n’est pas affichée.";
    conflict_next:
        "The CTI configuration was not saved yet. Choose which values to keep, then save again.",
        "La configuration CTI n’est pas encore enregistrée. Choisissez les valeurs à retenir, puis enregistrez à nouveau.";
}

/// "On, Agent"; "Off, no profile"; "Agent" where there is no switch.
/// `profile`: `None` where it is not told, an empty text for no profile.
pub fn state_of(language: Language, switch: Option<Option<bool>>, profile: Option<&str>) -> String {
    let mut out = String::new();
    if let Some(enabled) = switch {
        out.push_str(match (language, enabled) {
            (Language::English, Some(true)) => "On",
            (Language::English, Some(false)) => "Off",
            (Language::English, None) => "On or off not known",
            (Language::French, Some(true)) => "Activé",
            (Language::French, Some(false)) => "Désactivé",
            (Language::French, None) => "Activation non indiquée",
        });
    }
    let Some(profile) = profile else { return out };
    if !out.is_empty() {
        out.push_str(", ");
    }
    out.push_str(match (language, profile.is_empty(), out.is_empty()) {
        (Language::English, true, true) => "No profile",
        (Language::English, true, false) => "no profile",
        (Language::English, false, _) => "",
        (Language::French, true, true) => "Aucun profil",
        (Language::French, true, false) => "aucun profil",
        (Language::French, false, true) => "Profil ",
        (Language::French, false, false) => "profil ",
    });
    out.push_str(without_word(language, profile));
    out
}

/// The name of a profile without the word that stands before it: [`numbered`] and [`vanished`] begin
/// with it.
pub fn without_word(language: Language, profile: &str) -> &str {
    match language {
        Language::English => profile,
        Language::French => profile.strip_prefix("profil ").unwrap_or(profile),
    }
}

/// A profile that is not in the list: "profile 9 (no longer exists)".
pub fn vanished(language: Language, id: i64) -> String {
    match language {
        Language::English => format!("profile {id} (no longer exists)"),
        Language::French => format!("profil {id} (n’existe plus)"),
    }
}

/// A profile whose name is not known: "profile 3".
pub fn numbered(language: Language, id: i64) -> String {
    match language {
        Language::English => format!("profile {id}"),
        Language::French => format!("profil {id}"),
    }
}

/// What somebody lacks before their client can be on.
pub fn lacks(language: Language, username: bool, password: bool) -> &'static str {
    match (language, username, password) {
        (Language::English, true, true) => "This user has no username and no password yet.",
        (Language::English, true, false) => "This user has no username yet.",
        (Language::English, false, _) => "This user has no password yet.",
        (Language::French, true, true) => "Cet utilisateur n’a encore ni identifiant ni mot de passe.",
        (Language::French, true, false) => "Cet utilisateur n’a pas encore d’identifiant.",
        (Language::French, false, _) => "Cet utilisateur n’a pas encore de mot de passe.",
    }
}

/// "CTI configuration saved: On, Agent."
pub fn saved(language: Language, state: &str) -> String {
    match language {
        Language::English => format!("CTI configuration saved: {state}."),
        Language::French => format!("Configuration CTI enregistrée\u{a0}: {state}."),
    }
}

/// Somebody else had given a profile meanwhile.
pub fn changed_theirs(language: Language, theirs: &str, state: &str) -> String {
    match language {
        Language::English => {
            format!("Somebody had given this user {theirs} meanwhile; it was changed. Now: {state}.")
        }
        Language::French => {
            format!(
                "Quelqu’un avait entre-temps attribué {theirs}\u{a0}; il a été remplacé. Maintenant\u{a0}: {state}."
            )
        }
    }
}

/// The server said yes and kept the profile.
pub fn kept(language: Language, profile: &str) -> String {
    match language {
        Language::English => format!(
            "The server accepted the change, but has kept the profile ({profile}): servers of this version cannot take one away. What they can do is switch the client off."
        ),
        Language::French => format!(
            "Le serveur a accepté la modification, mais a gardé le profil ({profile})\u{a0}: les serveurs de cette version ne savent pas en retirer. Ils peuvent en revanche désactiver le client."
        ),
    }
}

/// The new profile was refused, or no clear answer came to it, and the old one is back.
pub fn put_back(language: Language, old: &str, is_refused: bool) -> String {
    match (language, is_refused) {
        (Language::English, true) => format!(
            "The new profile was refused. This server changes a profile by taking the old one away first; it was put back: {old}."
        ),
        (Language::English, false) => format!(
            "No clear answer came to the new profile. This server changes a profile by taking the old one away first; for now the old one stands again: {old}."
        ),
        (Language::French, true) => format!(
            "Le nouveau profil a été refusé. Ce serveur retire d’abord l’ancien pour en changer\u{a0}; il a été remis\u{a0}: {old}."
        ),
        (Language::French, false) => format!(
            "Aucune réponse claire n’est venue pour le nouveau profil. Ce serveur retire d’abord l’ancien pour en changer\u{a0}; pour l’instant, l’ancien est de nouveau en place\u{a0}: {old}."
        ),
    }
}

/// The new profile was refused, or no clear answer came to it, and the old one could not be put back.
pub fn lost(language: Language, old: &str, is_refused: bool) -> String {
    match (language, is_refused) {
        (Language::English, true) => format!(
            "The new profile was refused, and the old one ({old}) could not be put back: the user may have no CTI profile now. Choose one and save again."
        ),
        (Language::English, false) => format!(
            "No clear answer came to the new profile, and the old one ({old}) is gone: the user may have no CTI profile now. Choose one and save again."
        ),
        (Language::French, true) => format!(
            "Le nouveau profil a été refusé, et l’ancien ({old}) n’a pas pu être remis\u{a0}: l’utilisateur n’a peut-être plus de profil CTI. Choisissez-en un et enregistrez à nouveau."
        ),
        (Language::French, false) => format!(
            "Aucune réponse claire n’est venue pour le nouveau profil, et l’ancien ({old}) n’est plus là\u{a0}: l’utilisateur n’a peut-être plus de profil CTI. Choisissez-en un et enregistrez à nouveau."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_in_words() {
        for (switch, profile, english, french) in [
            (Some(Some(true)), Some("Agent"), "On, Agent", "Activé, profil Agent"),
            (Some(Some(true)), Some("profil 2"), "On, profil 2", "Activé, profil 2"),
            (Some(Some(false)), Some(""), "Off, no profile", "Désactivé, aucun profil"),
            (
                Some(None),
                Some("Agent"),
                "On or off not known, Agent",
                "Activation non indiquée, profil Agent",
            ),
            (None, Some("Agent"), "Agent", "Profil Agent"),
            (None, Some(""), "No profile", "Aucun profil"),
            (Some(Some(true)), None, "On", "Activé"),
        ] {
            assert_eq!(state_of(Language::English, switch, profile), english);
            assert_eq!(state_of(Language::French, switch, profile), french);
        }
    }
}
