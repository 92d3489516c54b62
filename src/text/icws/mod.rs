//! The words of the PureConnect views.
//!
//! Properties, groups and filters are named by their keys, since the words
//! know nothing of the wire: `label(language, property.name())`.

mod properties;
mod refusals;
mod validators;

pub use properties::{description, known_label, label, search_text};
pub use refusals::{licence, not_saved, problem, refusal, refused_value};
pub use validators::{validator, validator_known};

use crate::domain::Language;
use crate::domain::inherited::Layer;
use crate::text::common::{colon, pick};
use crate::text::visible;
use std::borrow::Cow;

crate::texts! {
    heading: "Client configuration", "Configuration du client";
    name: "Name", "Nom";
    extension: "Extension", "Numéro interne";
    compare: "Compare", "Comparer";
    compare_people: "Compare with somebody else", "Comparer avec une autre personne";
    compare_with: "Compare with", "Comparer avec";
    compare_hint: "A name, an extension or a user ID.",
        "Un nom, un numéro interne ou un identifiant.";
    copy_own: "Copy the value set here", "Copier la valeur définie ici";
    copy_chosen: "Copy chosen values", "Copier les valeurs choisies";
    user_id: "User ID", "Identifiant";
    back_to_users: "Back to the users", "Retour aux utilisateurs";
    nobody_yet: "This server shows you no users.", "Ce serveur ne vous montre personne.";
    nobody_next: "Ask an administrator for the right to view users.",
        "Demandez à un administrateur le droit de voir les utilisateurs.";
    partial_list: "The list is incomplete: it ended early. Searching asks the server for the others.",
        "La liste est incomplète\u{a0}: elle s’est interrompue. La recherche interroge le serveur pour les autres.";
    no_address: "The ID of this user cannot be part of an address, so the user cannot be opened here.",
        "L’identifiant de cet utilisateur ne peut figurer dans aucune adresse\u{a0}; il ne peut pas être ouvert ici.";

    show: "Show", "Afficher";
    template: "Template", "Modèle";
    last_changed: "Last changed", "Dernière modification";
    clean_up_sentence:
        "These values equal the inherited ones. Giving them back changes nothing today; from then on they follow what is inherited.",
        "Ces valeurs sont égales aux valeurs héritées. Revenir à l’héritage ne change rien aujourd’hui\u{a0}; elles suivront ensuite l’héritage.";
    clean_up_next: "They are sent when you save.", "Elles sont envoyées à l’enregistrement.";
    clean_up_confirm: "Give back", "Revenir à l’héritage";

    yes: "Yes", "Oui";
    no: "No", "Non";
    empty_text: "(empty)", "(vide)";
    nothing: "No value", "Aucune valeur";
    no_numbers: "No numbers", "Aucun numéro";

    set_here: "Set here", "Défini ici";
    not_set: "Not set", "Non défini";
    not_said: "The server did not say whether this is set here or inherited.",
        "Le serveur n’a pas indiqué si cette valeur est définie ici ou héritée.";
    value_not_sent: "The server sent no value in effect.", "Le serveur n’a envoyé aucune valeur effective.";
    makes_no_difference: "Makes no difference", "Sans effet";
    makes_no_difference_why: "The value set here equals the inherited one.",
        "La valeur définie ici est égale à la valeur héritée.";
    changed_now: "Changed, not saved", "Modifié, non enregistré";
    without_own: "Without a value set here", "Non définie ici";
    not_inherited: "Not inherited", "Non héritée";
    only_from: "Only the values from:", "Seulement les valeurs de\u{a0}:";
    show_all: "Show all", "Tout afficher";
    known_after_saving: "Known after saving", "Connue après l’enregistrement";
    use_inherited_value: "Use inherited value", "Utiliser la valeur héritée";
    set_own_value: "Set own value", "Définir ici";
    undo_change: "Undo change", "Annuler la modification";
    give_back_redundant: "Give back values that make no difference", "Revenir à l’héritage où rien ne change";
    not_understood: "The server sent a value of an unexpected type. It is shown as it came and cannot be changed here.",
        "Le serveur a envoyé une valeur d’un type inattendu. Elle est affichée telle quelle et ne peut pas être modifiée ici.";
    unknown_heading: "Properties that this console does not know", "Propriétés que cette console ne connaît pas";
    unknown_why: "A newer server sent them. They are shown as they came and stay as they are.",
        "Un serveur plus récent les a envoyées. Elles sont affichées telles quelles et restent inchangées.";
    no_match: "No property matches. Clear the search or show all properties.",
        "Aucune propriété ne correspond. Effacez la recherche ou affichez toutes les propriétés.";

    follow_me_number: "Phone number", "Numéro de téléphone";
    follow_me_timeout: "Timeout", "Délai";
    follow_me_timeout_hint: "Timeout: seconds to ring before the next number or voicemail.",
        "Délai\u{a0}: secondes de sonnerie avant le numéro suivant ou la messagerie vocale.";
    follow_me_pin: "Ask for password", "Demander le mot de passe";
    follow_me_pin_hint: "Ask for password: the person called must enter their IC password to accept the call.",
        "Demander le mot de passe\u{a0}: la personne appelée doit saisir son mot de passe IC pour accepter l’appel.";
    follow_me_add: "Add number", "Ajouter un numéro";
    follow_me_remove: "Remove", "Retirer";
    follow_me_up: "Move up", "Monter";
    follow_me_down: "Move down", "Descendre";

    read_only: "Read-only", "Lecture seule";
    no_right_to_customize:
        "You may not change your own client configuration: the right to customize the client is missing.",
        "Vous ne pouvez pas modifier votre configuration du client\u{a0}: le droit de personnaliser le client manque.";
    server_too_old:
        "This server is older than 2016 R2, which is the first where people can change their own client configuration.",
        "Ce serveur est antérieur à 2016 R2, la première version où chacun peut modifier sa configuration du client.";
    not_yours: "You may see this person's client configuration, but not administer it.",
        "Vous pouvez voir la configuration du client de cette personne, mais pas l’administrer.";

    not_kept: "The server did not keep this.", "Le serveur n’a pas conservé cette valeur.";
    not_given_back: "The value set here is still there, although it was given back.",
        "La valeur définie ici est toujours là, malgré le retour à l’héritage.";
    licence_warning: "Warning:", "Avertissement\u{a0}:";
    licence_not_set: "A licence was not set:", "Une licence n’a pas été attribuée\u{a0}:";
}

/// The name of a group by its key (`wire::icws::Group::key`).
pub fn group(language: Language, key: &str) -> &'static str {
    let (english, french) = match key {
        "alerting" => ("Alerting", "Alertes"),
        "forwarding" => ("Forwarding", "Renvoi"),
        "voicemail-and-email" => ("Voicemail and email", "Messagerie vocale et e-mail"),
        "follow-me" => ("Follow-me", "Suivi d’appel"),
        "permissions" => ("Permissions to change", "Droits de modification"),
        _ => ("Calls", "Appels"),
    };
    pick(language, english, french)
}

/// The name of a filter by its key (`wire::icws::view::Filter::key`).
pub fn filter(language: Language, key: &str) -> &'static str {
    let (english, french) = match key {
        "set-here" => ("Set here", "Définies ici"),
        "inherited" => ("Inherited", "Héritées"),
        "changed" => ("Changed now", "Modifiées maintenant"),
        "no-difference" => ("Makes no difference", "Sans effet"),
        _ => ("All", "Toutes"),
    };
    pick(language, english, french)
}

/// The name of a way to search for answers, by its number; `None` for a
/// number that the document does not have.
pub fn search_option(language: Language, number: i64) -> Option<&'static str> {
    let (english, french) = match number {
        0 => ("All", "Toutes"),
        1 => ("Generous", "Large"),
        2 => ("Best", "Meilleures"),
        3 => ("Strict", "Stricte"),
        _ => return None,
    };
    Some(pick(language, english, french))
}

/// A number that stands for something that this console does not know.
pub fn unknown_number(language: Language, number: i64) -> String {
    [pick(language, "Unknown (", "Inconnu ("), &number.to_string(), ")"].concat()
}

/// The kind of a source: `Workgroup`, `Role` and so on; its number if it is
/// another, and nothing where the server did not say.
pub fn layer(language: Language, layer: Layer) -> Cow<'static, str> {
    Cow::Borrowed(match layer {
        Layer::Workgroup => pick(language, "Workgroup", "groupe de travail"),
        Layer::Role => pick(language, "Role", "rôle"),
        Layer::DefaultUser => pick(language, "Default User", "utilisateur par défaut"),
        Layer::ClientConfigurationTemplate => {
            pick(language, "Client Configuration Template", "modèle de configuration du client")
        }
        Layer::NotInherited | Layer::Unsaid => "",
        Layer::Other(number) => return Cow::Owned(unknown_number(language, number)),
    })
}

/// What stands before a [`source`]: `Inherited from Workgroup Sales`. Nothing
/// stands before a source that says that the value is not inherited.
pub fn inherited_from(language: Language, from: Layer) -> &'static str {
    if from == Layer::NotInherited {
        return "";
    }
    // Both articles fit before these nouns only by a colon.
    pick(language, "Inherited from ", "Héritée de\u{a0}: ")
}

/// `Workgroup Sales`: an object that gives a value. The Default User, of which
/// there is one, is not named twice. `Not inherited (Sales)` where the source
/// says so of itself, whatever its name.
pub fn source(language: Language, from: Layer, name: Option<&str>) -> String {
    let name = name.filter(|_| from != Layer::DefaultUser).map(visible).unwrap_or_default();
    if from == Layer::NotInherited {
        let own = not_inherited(language);
        return if name.is_empty() { own.to_owned() } else { [own, " (", &name, ")"].concat() };
    }
    let kind = layer(language, from);
    match (kind.is_empty(), name.is_empty()) {
        (true, true) => pick(language, "a source without a name", "une source sans nom").into(),
        (true, false) => name.into_owned(),
        (false, true) => kind.into_owned(),
        (false, false) => [&*kind, " ", &name].concat(),
    }
}

/// `Workgroup Sales: Yes`
pub fn gives(language: Language, what: &str, value: &str) -> String {
    [what, colon(language), value].concat()
}

/// `The server now has: Yes`
pub fn holds_now(language: Language, value: &str) -> String {
    gives(language, pick(language, "The server now has", "Le serveur a maintenant"), value)
}

/// How many properties two people have differently; the other's name follows.
pub fn differences(language: Language, count: usize) -> String {
    let number = count.to_string();
    match (language, count) {
        (Language::English, 0) => "No property differs from".into(),
        (Language::English, 1) => "1 property differs from".into(),
        (Language::English, _) => [&number, " properties differ from"].concat(),
        (Language::French, 0) => "Aucune propriété ne diffère de".into(),
        (Language::French, 1) => "1 propriété diffère de".into(),
        (Language::French, _) => [&number, " propriétés diffèrent de"].concat(),
    }
}

/// The place of an entry in the follow-me list, counted from 1.
pub fn follow_me_entry(language: Language, number: usize) -> String {
    [pick(language, "Number ", "Numéro "), &number.to_string()].concat()
}

/// `4199 (20, Ask for password)`: an entry of the follow-me list, with its timeout.
pub fn follow_me_number_text(language: Language, number: &str, timeout: i64, asks: bool) -> String {
    let mut out = [&visible(number), " (", &timeout.to_string()].concat();
    if asks {
        out.push_str(", ");
        out.push_str(follow_me_pin(language));
    }
    out.push(')');
    out
}

/// `20260224T101500Z` -> `2026-02-24T10:15:00Z`, as browsers read it; none for another form.
pub fn iso_moment(stamp: &str) -> Option<String> {
    let digits = |from: usize, to: usize| {
        stamp.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let date = [digits(0, 4)?, "-", digits(4, 6)?, "-", digits(6, 8)?].concat();
    let time = [digits(9, 11)?, ":", digits(11, 13)?, ":", digits(13, 15)?].concat();
    (stamp.get(15..) == Some("Z")).then(|| [&date, "T", &time, "Z"].concat())
}

/// An inherited value whose sources are not known.
pub fn inherited(language: Language) -> &'static str {
    pick(language, "Inherited", "Héritée")
}

/// `After "Use inherited value": Yes`; see [`without_own`] where nobody can press that.
pub fn after_giving_back(language: Language, value: &str) -> String {
    let (before, after) = match language {
        Language::English => ("After “", "”: "),
        Language::French => ("Après «\u{a0}", "\u{a0}»\u{a0}: "),
    };
    [before, use_inherited_value(language), after, value].concat()
}

/// `25 properties, 6 set here, 2 make no difference`
pub fn summary(language: Language, properties: usize, set_here: usize, redundant: usize) -> String {
    let words = |count: usize, one: &str, many: &str| {
        // French counts none as one.
        let single = count == 1 || count == 0 && language == Language::French;
        [count.to_string().as_str(), " ", if single { one } else { many }].concat()
    };
    let parts = match language {
        Language::English => [
            words(properties, "property", "properties"),
            words(set_here, "set here", "set here"),
            words(redundant, "makes no difference", "make no difference"),
        ],
        Language::French => [
            words(properties, "propriété", "propriétés"),
            words(set_here, "définie ici", "définies ici"),
            words(redundant, "sans effet", "sans effet"),
        ],
    };
    parts.join(", ")
}

/// People whose ids no address can carry.
pub fn unreachable_ids(language: Language, count: usize) -> String {
    let number = count.to_string();
    match (language, count) {
        (Language::English, 1) => "One user has an id that no address can carry, and cannot be opened here.".into(),
        (Language::English, _) => {
            [&number, " users have ids that no address can carry, and cannot be opened here."].concat()
        }
        (Language::French, 0 | 1) => {
            "Un utilisateur a un identifiant qu’aucune adresse ne peut porter\u{a0}; il ne peut pas être ouvert ici.".into()
        }
        (Language::French, _) => [
            &number,
            " utilisateurs ont un identifiant qu’aucune adresse ne peut porter\u{a0}; ils ne peuvent pas être ouverts ici.",
        ]
        .concat(),
    }
}

/// Items of the list that had no id.
pub fn nameless(language: Language, count: usize) -> String {
    let count = count.to_string();
    match language {
        Language::English => [&count, " more came without an id and cannot be shown."].concat(),
        Language::French => [&count, " de plus sans identifiant ne peuvent pas être affichés."].concat(),
    }
}

/// A list for which the server was asked as little as possible.
pub fn plain_list(language: Language) -> &'static str {
    pick(
        language,
        "The server refused a part of what was asked: the extensions are not shown, and people whom you may not administer may be missing.",
        "Le serveur a refusé une partie de la demande\u{a0}: les numéros internes ne sont pas affichés, et des personnes que vous n’administrez pas peuvent manquer.",
    )
}

/// The same, but for the extensions.
pub fn unfiltered_list(language: Language) -> &'static str {
    pick(
        language,
        "The server refused a part of what was asked: people whom you may not administer may be missing.",
        "Le serveur a refusé une partie de la demande\u{a0}: des personnes que vous n’administrez pas peuvent manquer.",
    )
}

/// How long the password still holds, after signing in.
pub fn password_expires(language: Language, days: i64) -> String {
    let count = days.to_string();
    match (language, days) {
        (Language::English, ..=0) => "Your password expires today.".into(),
        (Language::English, 1) => "Your password expires tomorrow.".into(),
        (Language::English, _) => ["Your password expires in ", &count, " days."].concat(),
        (Language::French, ..=0) => "Votre mot de passe expire aujourd’hui.".into(),
        (Language::French, 1) => "Votre mot de passe expire demain.".into(),
        (Language::French, _) => ["Votre mot de passe expire dans ", &count, " jours."].concat(),
    }
}

/// A switchover led to another host that the configuration allows.
pub fn went_elsewhere(language: Language, from: &str, to: &str) -> String {
    match language {
        Language::English => [from, " takes no sessions now. You are signed in to ", to, "."].concat(),
        Language::French => {
            [from, " n’accepte pas de session actuellement. Vous êtes connecté à ", to, "."].concat()
        }
    }
}

/// A session that was opened and is not accepted. `path` is where its cookie should come back.
pub fn cookie_lost(language: Language, path: &str) -> String {
    match language {
        Language::English => [
            "The session was opened, but its cookie does not come back to ",
            path,
            ". The web server must rewrite the cookie's path from /icws/ to ",
            path,
            " (nginx: proxy_cookie_path /icws/ ",
            path,
            ";).",
        ]
        .concat(),
        Language::French => [
            "La session a été ouverte, mais son cookie ne revient pas à ",
            path,
            ". Le serveur web doit réécrire le chemin du cookie de /icws/ en ",
            path,
            " (nginx\u{a0}: proxy_cookie_path /icws/ ",
            path,
            ";).",
        ]
        .concat(),
    }
}

/// A switchover leads to hosts that the configuration does not have.
pub fn no_configured_host(language: Language, host: &str, others: &[String]) -> String {
    let others = others.join(", ");
    match language {
        Language::English => [
            host,
            " takes no sessions now and names other hosts that this console may not use: ",
            &others,
            ". Ask whoever installed it to add them.",
        ]
        .concat(),
        Language::French => [
            host,
            " n’accepte pas de session actuellement et nomme d’autres hôtes que cette console ne peut pas utiliser\u{a0}: ",
            &others,
            ". Demandez à qui l’a installée de les ajouter.",
        ]
        .concat(),
    }
}
