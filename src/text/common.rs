//! Words that every view uses.

use crate::domain::Language;

crate::texts! {
    product: "Switchroom", "Switchroom";
    save: "Save", "Enregistrer";
    saving: "Saving…", "Enregistrement…";
    cancel: "Cancel", "Annuler";
    restore: "Restore", "Rétablir";
    close: "Close", "Fermer";
    delete: "Delete", "Supprimer";
    loading: "Loading…", "Chargement…";
    try_again: "Try again", "Réessayer";
    server_messages: "What the server said", "Ce que le serveur a répondu";
    sign_in: "Sign in", "Se connecter";
    sign_out: "Sign out", "Se déconnecter";
    part_missing: "This part of Switchroom did not load", "Cette partie de Switchroom n’a pas pu être chargée";
    part_missing_why: "The server is out of reach, or it has a newer version now. Try again; if that does not help, load the page again.",
        "Le serveur est injoignable, ou il a maintenant une version plus récente. Réessayez\u{a0}; si cela ne suffit pas, actualisez la page.";
    signed_out: "You are signed out.", "Vous êtes déconnecté.";
    username: "Username", "Identifiant";
    password: "Password", "Mot de passe";
    show: "Show", "Afficher";
    hide: "Hide", "Masquer";
    yes: "Yes", "Oui";
    no: "No", "Non";
    on: "On", "Activé";
    off: "Off", "Désactivé";
    none: "None", "Aucun";
    changed: "Changed", "Modifié";
    skip: "Skip to the content", "Aller au contenu";
    systems: "Systems", "Systèmes";
    opened_last: "Opened last", "Ouverts récemment";
    users: "Users", "Utilisateurs";
    check: "Check this installation", "Vérifier cette installation";
    pin_self_service: "Change my PIN", "Changer mon code PIN";
    navigation: "Views", "Vues";
    language: "Display language", "Langue d’affichage";
    theme: "Theme", "Thème";
    theme_system: "As the system", "Comme le système";
    theme_light: "Light", "Clair";
    theme_dark: "Dark", "Sombre";
    shortcuts: "Single-key shortcuts", "Raccourcis à une touche";
    preferences: "Preferences", "Préférences";
    notices: "What happened", "Ce qui s’est passé";
    not_found: "Page not found", "Page introuvable";
    not_found_sentence:
        "No view has this address. It may have been copied only in part.",
        "Aucune vue n’a cette adresse. Elle a peut-être été copiée en partie.";
    copied: "Copied.", "Copié.";
    not_copied:
        "This browser does not let the page copy. The text is marked below: copy it from there.",
        "Ce navigateur ne laisse pas la page copier. Le texte est sélectionné ci-dessous\u{a0}: copiez-le.";
    to_systems: "To the systems", "Vers les systèmes";
    no_such_system:
        "No system of this name is configured here.",
        "Aucun système de ce nom n’est configuré ici.";
    no_systems: "No phone system is configured yet.", "Aucun système téléphonique n’est encore configuré.";
    no_systems_next:
        "Add one to config.json, which lies beside this page on the web server.",
        "Ajoutez-en un dans config.json, à côté de cette page sur le serveur web.";
    leave_title: "Leave without saving?", "Quitter sans enregistrer\u{a0}?";
    leave_sentence:
        "What you typed or chose on this page has not been saved.",
        "Ce que vous avez saisi ou choisi sur cette page n’est pas enregistré.";
    stay: "Stay on this page", "Rester sur cette page";
    leave: "Leave without saving", "Quitter sans enregistrer";
    session_ended: "Your session has ended", "Votre session est terminée";
    session_ended_sentence:
        "Sign in again to go on. Nothing that you typed is lost.",
        "Reconnectez-vous pour continuer. Rien de ce que vous avez saisi n’est perdu.";
    session_replaced:
        "Somebody else has signed in in another tab of this browser. Sign in again to go on as yourself. Nothing that you typed is lost.",
        "Quelqu’un d’autre s’est connecté dans un autre onglet de ce navigateur. Reconnectez-vous pour continuer sous votre nom. Rien de ce que vous avez saisi n’est perdu.";
    problems_heading: "Please check these values", "Veuillez vérifier ces valeurs";
    not_saved: "Nothing was saved", "Rien n’a été enregistré";
    nothing_changed: "Nothing has been changed.", "Rien n’a été modifié.";
    status_in_order: "In order", "En ordre";
    status_sign_in: "Sign in needed", "Connexion requise";
    status_out_of_reach: "Out of reach", "Injoignable";
    status_not_asked: "Not asked: part of Switchroom did not load", "Non interrogé\u{a0}: une partie de Switchroom n’a pas été chargée";
    status_asking: "Asking…", "Interrogation…";
    menu: "Menu", "Menu";
    shortcuts_hint: "“/” goes to the search box, “m” to the mobile number, “?” lists all keys.", "«\u{a0}/\u{a0}» va à la recherche, «\u{a0}m\u{a0}» au numéro de mobile, «\u{a0}?\u{a0}» liste tous les raccourcis.";
    my_client: "My client configuration", "Ma configuration du client";
}

/// "3 fields changed".
pub fn fields_changed(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::English, 0) => "Nothing changed".into(),
        (Language::English, 1) => "1 field changed".into(),
        (Language::English, _) => format!("{count} fields changed"),
        (Language::French, 0) => "Rien de modifié".into(),
        (Language::French, 1) => "1 champ modifié".into(),
        (Language::French, _) => format!("{count} champs modifiés"),
    }
}

/// "Sign in to NAME".
pub fn sign_in_to(language: Language, system: &str) -> String {
    match language {
        Language::English => format!("Sign in to {system}"),
        Language::French => format!("Se connecter à {system}"),
    }
}

/// "Signed in as ada".
pub fn signed_in_as(language: Language, username: &str) -> String {
    match language {
        Language::English => format!("Signed in as {username}"),
        Language::French => format!("Connecté en tant que {username}"),
    }
}

/// The title of the tab: the view first, for it is what tells tabs apart.
pub fn tab_title(language: Language, view: &str) -> String {
    let product = product(language);
    if view.is_empty() { product.to_owned() } else { format!("{view} · {product}") }
}

/// A language in its own words.
pub fn language_name(of: Language) -> &'static str {
    match of {
        Language::English => "English",
        Language::French => "Français",
    }
}

/// "Characters that cannot be seen: U+200B".
pub fn invisible(language: Language, characters: &str) -> String {
    labelled(language, pick(language, "Characters that cannot be seen", "Caractères invisibles"), characters)
}

/// "New PIN: Type a PIN.", "Show: Password".
pub fn labelled(language: Language, label: &str, sentence: &str) -> String {
    [label, colon(language), sentence].concat()
}

/// What stands between a label and what is said of it.
pub fn colon(language: Language) -> &'static str {
    match language {
        Language::English => ": ",
        Language::French => "\u{a0}: ",
    }
}

/// The one of the language, of two.
pub fn pick<T>(language: Language, english: T, french: T) -> T {
    match language {
        Language::English => english,
        Language::French => french,
    }
}
