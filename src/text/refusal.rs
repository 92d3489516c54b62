//! Refusals, faults and problems as sentences that a person can act on.

use crate::domain::refusal::{Form, Prerequisite, RefusalKind, Unreached};
use crate::domain::{Language, Problem, Refusal, Trouble};
use crate::text::apio;
use crate::text::common::{part_missing_why, pick};

/// What a refusal means, in one or two sentences: what happened, and the way on.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    use Language::{English, French};
    let fixed = |english: &str, french: &str| match language {
        English => english.to_owned(),
        French => french.to_owned(),
    };
    match &refusal.kind {
        RefusalKind::NotSignedIn => fixed(
            "The server asks for a sign-in. Sign in and try again.",
            "Le serveur demande une connexion. Connectez-vous puis réessayez.",
        ),
        RefusalKind::NoSignIn => fixed(
            "The server asks for a sign-in, but nobody signs in to this system: config.json says that it needs no sign-in. Tell whoever looks after it.",
            "Le serveur demande une connexion, mais on ne se connecte pas à ce système\u{a0}: config.json dit qu’il n’en a pas besoin. Prévenez la personne qui s’en occupe.",
        ),
        RefusalKind::WrongCredentials => fixed(
            "The username or the password is not right. Check both, also capital letters.",
            "L’identifiant ou le mot de passe est incorrect. Vérifiez les deux, majuscules comprises.",
        ),
        RefusalKind::NotAllowed => match missing_right(refusal) {
            Some((right, names_tenant)) => lacks_right(language, right, names_tenant),
            None => fixed(
                "You are signed in, but do not have the right to do this. Ask an administrator of the phone system.",
                "Vous êtes connecté, mais vous n’avez pas le droit de faire cela. Adressez-vous à un administrateur.",
            ),
        },
        RefusalKind::NotFound => fixed(
            "The server does not know this object. Somebody may have deleted it.",
            "Le serveur ne connaît pas cet objet. Quelqu’un l’a peut-être supprimé.",
        ),
        RefusalKind::NoSuchResource => fixed(
            "This server does not offer that function: its version is not the one that the configuration names, or the address of its API in config.json is not right.",
            "Ce serveur n’offre pas cette fonction\u{a0}: sa version n’est pas celle de la configuration, ou l’adresse de son API dans config.json est inexacte.",
        ),
        RefusalKind::RefusedValues => fixed(
            "The server refused some values. What you typed is still here.",
            "Le serveur a refusé certaines valeurs. Votre saisie est toujours là.",
        ),
        RefusalKind::MustFirst(what) => must_first(language, *what),
        RefusalKind::Malformed => fixed(
            "The server could not read what was sent. This is a fault of this program or of something between; nothing was changed.",
            "Le serveur n’a pas pu lire la demande. C’est un défaut de ce programme ou d’un intermédiaire\u{a0}; rien n’a été modifié.",
        ),
        RefusalKind::DoneInPart => fixed(
            "Only a part was done. See what the server said.",
            "Une partie seulement a été faite. Voyez ce que le serveur a répondu.",
        ),
        RefusalKind::Gone => fixed("This is no longer on the server.", "Cela n’existe plus sur le serveur."),
        RefusalKind::TooManySessions => fixed(
            "This account has as many sessions open as the server allows. Sign out elsewhere, or wait until one of them ends, and try again.",
            "Ce compte a autant de sessions ouvertes que le serveur en permet. Déconnectez-vous ailleurs, ou attendez la fin de l’une d’elles, puis réessayez.",
        ),
        RefusalKind::Busy { retry_after: Some(seconds) } => match language {
            English => {
                format!("The server is busy and asks to wait {seconds} seconds. Then try again.")
            }
            French => {
                format!("Le serveur est occupé et demande d’attendre {seconds} secondes. Réessayez ensuite.")
            }
        },
        RefusalKind::Busy { retry_after: None } => fixed(
            "The server is busy or under maintenance. Wait a moment and try again.",
            "Le serveur est occupé ou en maintenance. Patientez un instant puis réessayez.",
        ),
        RefusalKind::AuthenticationOutOfReach => fixed(
            "The phone system cannot reach its own authentication service, and so cannot tell who is asking. Try again in a moment; if it fails again, tell whoever looks after it.",
            "Le système téléphonique n’atteint pas son propre service d’authentification, et ne sait donc pas qui demande. Réessayez dans un instant\u{a0}; si cela se répète, prévenez la personne qui s’en occupe.",
        ),
        RefusalKind::SignInBefore => fixed(
            "The sign-in page of something that stands before this system, a proxy say, came in its place. Open this console in another tab, sign in there, come back and try again. What you typed is still here.",
            "À la place de ce système a répondu la page de connexion d’un intermédiaire, un proxy par exemple. Ouvrez cette console dans un autre onglet, connectez-vous-y, revenez et réessayez. Votre saisie est toujours là.",
        ),
        RefusalKind::RefusedBefore => {
            let status = refusal.status.unwrap_or_default();
            match language {
                English => format!(
                    "Something that stands before the phone system, a proxy or a firewall, refused this (status {status}), not the phone system itself. Tell whoever looks after the network."
                ),
                French => format!(
                    "Un intermédiaire placé devant le système téléphonique, proxy ou pare-feu, a refusé cela (statut {status}), et non le système lui-même. Prévenez la personne qui s’occupe du réseau."
                ),
            }
        }
        RefusalKind::OutOfReach(Unreached::NoConnection) => fixed(
            "The server cannot be reached. Check the network, then try again.",
            "Le serveur est injoignable. Vérifiez le réseau, puis réessayez.",
        ),
        RefusalKind::OutOfReach(Unreached::TimedOut) => fixed(
            "The server did not answer in time. Try again in a moment.",
            "Le serveur n’a pas répondu à temps. Réessayez dans un instant.",
        ),
        RefusalKind::OutOfReach(Unreached::CutShort) => {
            fixed("The answer broke off half way. Try again.", "La réponse s’est interrompue. Réessayez.")
        }
        RefusalKind::OutOfReach(Unreached::TooLong) => fixed(
            "The answer is far too long, and was not read to its end. Tell whoever looks after the server.",
            "La réponse est beaucoup trop longue et n’a pas été lue jusqu’au bout. Signalez-le au responsable du serveur.",
        ),
        RefusalKind::OutOfReach(Unreached::ProgramPart) => part_missing_why(language).to_owned(),
        RefusalKind::NotUnderstood => match refusal.status {
            Some(status) => match language {
                English => format!(
                    "The answer (status {status}) is not one that this phone system gives. Something else may be answering at this address."
                ),
                French => format!(
                    "La réponse (statut {status}) n’est pas de celles que donne ce système. Autre chose répond peut-être à cette adresse."
                ),
            },
            None => fixed(
                "The answer is not one that this phone system gives. Something else may be answering at this address.",
                "La réponse n’est pas de celles que donne ce système. Autre chose répond peut-être à cette adresse.",
            ),
        },
        RefusalKind::ServerFault => match (language, refusal.status) {
            (English, Some(status)) => {
                format!("The server failed while doing this (status {status}). Try again; if it fails again, tell whoever looks after it.")
            }
            (French, Some(status)) => {
                format!("Le serveur a échoué en faisant cela (statut {status}). Réessayez\u{a0}; si cela se répète, prévenez la personne qui s’en occupe.")
            }
            (English, None) => "The server failed while doing this. Try again; if it fails again, tell whoever looks after it.".into(),
            (French, None) => "Le serveur a échoué en faisant cela. Réessayez\u{a0}; si cela se répète, prévenez la personne qui s’en occupe.".into(),
        },
    }
}

fn missing_right(refusal: &Refusal) -> Option<(&str, bool)> {
    refusal.problems.iter().find_map(|problem| match &problem.trouble {
        Trouble::MissingRight { right, names_tenant } => Some((right.as_str(), *names_tenant)),
        _ => None,
    })
}

/// What an account may not do, by the name of the right: `confd.users.1.update`.
fn lacks_right(language: Language, right: &str, names_tenant: bool) -> String {
    let mut parts = right.split('.').skip(1);
    let what = match parts.next() {
        Some("users") => Some(("users", "les utilisateurs")),
        Some("tenants") => Some(("tenants", "les locataires")),
        Some("lines") => Some(("lines", "les lignes")),
        Some("voicemails") => Some(("voicemails", "les messageries vocales")),
        Some("cti_profiles") => Some(("CTI profiles", "les profils CTI")),
        Some("moh") => Some(("music on hold", "les musiques d’attente")),
        Some("contexts") => Some(("contexts", "les contextes")),
        _ => None,
    };
    let verb = match parts.last() {
        Some("read") => Some(("see", "voir")),
        Some("create") => Some(("create", "créer")),
        Some("update") => Some(("change", "modifier")),
        Some("delete") => Some(("delete", "supprimer")),
        _ => None,
    };
    let deed = verb.zip(what);
    match language {
        Language::English => {
            let deed = deed.map_or("do this".to_owned(), |((verb, _), (what, _))| format!("{verb} {what}"));
            let place = if names_tenant { " in this tenant" } else { "" };
            format!(
                "You are signed in, but may not {deed}{place}: the right {right} is missing. Ask an administrator of the phone system."
            )
        }
        Language::French => {
            let deed =
                deed.map_or("faire cela".to_owned(), |((_, verb), (_, what))| format!("{verb} {what}"));
            let place = if names_tenant { " dans ce locataire" } else { "" };
            format!(
                "Vous êtes connecté, mais vous ne pouvez pas {deed}{place}\u{a0}: le droit {right} manque. Adressez-vous à un administrateur."
            )
        }
    }
}

fn must_first(language: Language, what: Prerequisite) -> String {
    let (english, french) = match what {
        Prerequisite::UsernameAndPassword => (
            "To switch the CTI client on, the user needs a username and a password first.",
            "Pour activer le client CTI, l’utilisateur doit d’abord avoir un identifiant et un mot de passe.",
        ),
        Prerequisite::DeleteVoicemail => (
            "The user owns a voicemail. Delete the voicemail with the user, or dissociate it first.",
            "L’utilisateur possède une messagerie vocale. Supprimez-la avec lui, ou dissociez-la d’abord.",
        ),
        Prerequisite::DetachLine => (
            "The user still has a line. Dissociate the line in the phone system first.",
            "L’utilisateur a encore une ligne. Dissociez d’abord la ligne dans le système téléphonique.",
        ),
        Prerequisite::DetachVoicemail => (
            "The user still has a voicemail. Dissociate the voicemail in the phone system first.",
            "L’utilisateur a encore une messagerie vocale. Dissociez-la d’abord dans le système téléphonique.",
        ),
        Prerequisite::DetachOther => (
            "Something is still attached to the user. Detach what the server names first.",
            "Quelque chose est encore associé à l’utilisateur. Dissociez d’abord ce que le serveur nomme.",
        ),
        Prerequisite::ChangePassword => (
            "The password must be changed before anything else.",
            "Le mot de passe doit être changé avant toute autre chose.",
        ),
        Prerequisite::BrowserCredentials => (
            "The web server itself asks for a name and a password, and only the browser can give them. Reload the page and answer the browser’s question, or have the administrator switch to signing in with a token.",
            "Le serveur web demande lui-même un nom et un mot de passe, que seul le navigateur peut fournir. Actualisez la page et répondez au navigateur, ou faites configurer la connexion par jeton.",
        ),
        Prerequisite::DomainName => (
            "This account signs in through LDAP: the domain name of its organisation is needed.",
            "Ce compte se connecte par LDAP\u{a0}: le nom de domaine de son organisation est nécessaire.",
        ),
        Prerequisite::SingleSignOn => (
            "This account signs in through SAML (single sign-on): a password cannot serve here. Sign in with an account of the phone system itself.",
            "Ce compte se connecte par SAML (authentification unique)\u{a0}: un mot de passe ne peut pas servir ici. Connectez-vous avec un compte du système téléphonique lui-même.",
        ),
        Prerequisite::ChangeInstead => {
            ("The user already has a CTI profile.", "L’utilisateur a déjà un profil CTI.")
        }
    };
    match language {
        Language::English => english.into(),
        Language::French => french.into(),
    }
}

/// A problem of one value, as the sentence that stands at its field.
pub fn problem(language: Language, problem: &Problem) -> String {
    trouble(language, &problem.trouble, problem.value.as_deref())
}

fn trouble(language: Language, trouble: &Trouble, value: Option<&str>) -> String {
    use Language::{English, French};
    let fixed = |english: &str, french: &str| match language {
        English => english.to_owned(),
        French => french.to_owned(),
    };
    match trouble {
        Trouble::Missing => fixed("Enter a value.", "Indiquez une valeur."),
        Trouble::NeededByFallback => fixed(
            "A number is needed while calls fall back to it. Switch “Fall back to mobile” off to empty it.",
            "Un numéro est nécessaire tant que les appels s’y replient. Désactivez «\u{a0}Repli sur le mobile\u{a0}» pour le vider.",
        ),
        Trouble::UnknownField => {
            fixed("This server does not know this field.", "Ce serveur ne connaît pas ce champ.")
        }
        Trouble::TooLong { max: Some(max) } => match language {
            English => format!("At most {max} characters."),
            French => format!("{max} caractères au plus."),
        },
        Trouble::TooLong { max: None } => fixed("This is too long.", "C’est trop long."),
        Trouble::TooShort { min: Some(min) } => match language {
            English => format!("At least {min} characters."),
            French => format!("{min} caractères au moins."),
        },
        Trouble::TooShort { min: None } => fixed("This is too short.", "C’est trop court."),
        Trouble::OutOfRange { min, max, step } => out_of_range(language, *min, *max, *step),
        Trouble::WrongForm(form) => wrong_form(language, *form).to_owned(),
        Trouble::WrongType => fixed(
            "The server expects another kind of value here.",
            "Le serveur attend ici un autre type de valeur.",
        ),
        Trouble::Taken => fixed("Somebody else has this already.", "Quelqu’un d’autre l’a déjà."),
        Trouble::OneIsTaken => fixed(
            "Somebody else has this already, or the other value that is marked; the server does not say which.",
            "Quelqu’un d’autre l’a déjà, ou l’autre valeur marquée\u{a0}; le serveur ne dit pas laquelle.",
        ),
        Trouble::DoesNotExist { value: named } => match (language, named.as_deref().or(value)) {
            (English, Some(value)) => format!("“{value}” does not exist on the server."),
            (French, Some(value)) => format!("«\u{a0}{value}\u{a0}» n’existe pas sur le serveur."),
            (English, None) => "This does not exist on the server.".into(),
            (French, None) => "Cela n’existe pas sur le serveur.".into(),
        },
        Trouble::NamesSeveral => fixed(
            "Several have this name: enter the number.",
            "Plusieurs portent ce nom\u{a0}: indiquez le numéro.",
        ),
        Trouble::NamesSeveralDepartments => fixed(
            "Several departments have this name: write the full path, or choose on the user’s page.",
            "Plusieurs départements portent ce nom\u{a0}: écrivez le chemin complet, ou choisissez sur la page de l’utilisateur.",
        ),
        Trouble::MayNotBeNull => {
            fixed("This server cannot empty this field.", "Ce serveur ne sait pas vider ce champ.")
        }
        // The vendors' own numbers have their sentences beside their views.
        Trouble::Validator(number) | Trouble::Licence(Some(number)) => match language {
            English => format!("The server refused this value (reason {number})."),
            French => format!("Le serveur a refusé cette valeur (raison {number})."),
        },
        Trouble::MissingRight { right, names_tenant } => lacks_right(language, right, *names_tenant),
        Trouble::Refused | Trouble::Licence(None) => {
            fixed("The server refused this value.", "Le serveur a refusé cette valeur.")
        }
        Trouble::NotRepeated => fixed("The two are not the same.", "Les deux ne sont pas identiques."),
        Trouble::Pin(trouble) => apio::pin_trouble(language, *trouble).to_owned(),
        Trouble::PinRule(rule) => apio::rule_broken(language, *rule, true),
        Trouble::RefusedOne => apio::refused_without_field(language).to_owned(),
        Trouble::NotKept => match (language, value) {
            (English, Some(value)) => format!("The server did not keep this: it has “{value}”."),
            (French, Some(value)) => {
                format!("Le serveur n’a pas conservé cette valeur\u{a0}: il a «\u{a0}{value}\u{a0}».")
            }
            (English, None) => "The server did not keep this.".into(),
            (French, None) => "Le serveur n’a pas conservé cette valeur.".into(),
        },
        Trouble::Doubtful => fixed(
            "Either this is not right, or the server does not let you make this change (your session or your rights): it does not say which.",
            "Soit cette valeur est fausse, soit le serveur ne vous laisse pas faire ce changement (votre session ou vos droits)\u{a0}: il ne dit pas lequel des deux.",
        ),
    }
}

fn out_of_range(language: Language, min: Option<i64>, max: Option<i64>, step: Option<i64>) -> String {
    let mut sentence = match (language, min, max) {
        (Language::English, Some(min), Some(max)) => format!("From {min} to {max}"),
        (Language::English, Some(min), None) => format!("{min} or more"),
        (Language::English, None, Some(max)) => format!("{max} or less"),
        (Language::English, None, None) => "Outside of what the server allows".into(),
        (Language::French, Some(min), Some(max)) => format!("De {min} à {max}"),
        (Language::French, Some(min), None) => format!("{min} ou plus"),
        (Language::French, None, Some(max)) => format!("{max} ou moins"),
        (Language::French, None, None) => "Hors de ce que le serveur permet".into(),
    };
    if let Some(step) = step.filter(|step| *step > 1) {
        sentence.push_str(&match language {
            Language::English => format!(", in steps of {step}"),
            Language::French => format!(", par pas de {step}"),
        });
    }
    sentence.push('.');
    sentence
}

fn wrong_form(language: Language, form: Form) -> &'static str {
    let (english, french) = match form {
        Form::CallerId => (
            "Write the name in double quotes, and the number after it if there is one: \"Ada Sample\" <5551234>.",
            "Écrivez le nom entre guillemets droits, puis le numéro s’il y en a un\u{a0}: \"Ada Sample\" <5551234>.",
        ),
        Form::CallerIdWithoutQuotes => (
            "Write the name without double quotes, and without a number: this server adds the quotes, and keeps others within as they are.",
            "Écrivez le nom sans guillemets droits et sans numéro\u{a0}: ce serveur ajoute les guillemets, et garde tels quels ceux qui s’y trouvent.",
        ),
        Form::PhoneNumber => (
            "Only digits, * and #, perhaps after a +, without spaces.",
            "Seulement des chiffres, * et #, éventuellement après un +, sans espaces.",
        ),
        Form::TelephoneKeys => {
            ("Only digits, * and #, without spaces.", "Seulement des chiffres, * et #, sans espaces.")
        }
        Form::Email => (
            "This is not an email address, such as ada@sample.example.",
            "Ce n’est pas une adresse e-mail, comme ada@sample.example.",
        ),
        Form::Username => (
            "Only letters without accents, digits and the signs - . _ ~ ! $ & ' ( ) * + , ; = % @.",
            "Seulement des lettres sans accents, des chiffres et les signes - . _ ~ ! $ & ' ( ) * + , ; = % @.",
        ),
        Form::LoginCharacters => (
            "Only letters without accents, digits and the signs - . _ ~ ! $ & ' ( ) * + , ; = %, not @.",
            "Seulement des lettres sans accents, des chiffres et les signes - . _ ~ ! $ & ' ( ) * + , ; = %, pas @.",
        ),
        Form::Password => (
            "At least 4 characters: letters without accents, digits and the signs - . _ ~ ! $ & ' ( ) * + , ; = %.",
            "Au moins 4 caractères\u{a0}: lettres sans accents, chiffres et les signes - . _ ~ ! $ & ' ( ) * + , ; = %.",
        ),
        Form::Language => ("A language and a country, such as fr_FR.", "Une langue et un pays, comme fr_FR."),
        Form::Digits => ("Only the digits 0 to 9.", "Seulement les chiffres 0 à 9."),
        Form::CallingLineName => (
            "Only letters without accents, digits and signs; not % + \\ or a double quote.",
            "Seulement des lettres sans accents, des chiffres et des signes\u{a0}; ni % ni + ni \\ ni guillemet droit.",
        ),
        Form::Other => ("The server expects another form here.", "Le serveur attend ici une autre forme."),
    };
    pick(language, english, french)
}
