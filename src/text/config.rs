//! What is wrong with `config.json`, in sentences.

use crate::config::problem::{ConfigProblem, Expected, JsonType, Position, Reason, SyntaxError};
use crate::domain::Language;

crate::texts! {
    broken: "The configuration is not in order", "La configuration comporte une erreur";
    broken_next:
        "config.json, beside this page on the web server, cannot be used. Correct it, then try again.",
        "config.json, à côté de cette page sur le serveur web, est inutilisable. Corrigez-le, puis réessayez.";
}

/// The whole of a problem: where, what, and what was expected.
pub fn problem(language: Language, problem: &ConfigProblem) -> String {
    let mut out = String::new();
    if let Some(position) = problem.position {
        out.push_str(&at(language, position));
    }
    out.push_str(&reason(language, &problem.reason, &problem.key));
    if let Some(expected) = &problem.expected {
        out.push(' ');
        out.push_str(&match language {
            Language::English => format!("Expected: {}.", expectation(language, expected)),
            Language::French => format!("Attendu\u{a0}: {}.", expectation(language, expected)),
        });
    }
    out
}

fn at(language: Language, Position { line, column }: Position) -> String {
    match language {
        Language::English => format!("Line {line}, column {column}: "),
        Language::French => format!("Ligne {line}, colonne {column}\u{a0}: "),
    }
}

fn quoted(language: Language, text: &str) -> String {
    match language {
        Language::English => ["“", text, "”"].concat(),
        Language::French => ["«\u{a0}", text, "\u{a0}»"].concat(),
    }
}

/// What is wrong, as a sentence.
fn reason(language: Language, reason: &Reason, key: &str) -> String {
    let quote = |text: &str| quoted(language, text);
    match language {
        Language::English => {
            let key = if key.is_empty() { "the whole file" } else { key };
            match reason {
                Reason::NoFile => "There is no file config.json beside this page.".into(),
                Reason::NotGiven { status: 401 | 403 } => {
                    "The web server refuses to send config.json: check the permissions of the file and \
                     the location that serves it."
                        .into()
                }
                Reason::NotGiven { status } => {
                    format!("The web server answered {status} instead of sending config.json.")
                }
                Reason::WebPage => "The web server sent a web page instead of config.json.".into(),
                Reason::NotUtf8 => "From here on, the file is not saved as UTF-8.".into(),
                Reason::NotJson(broken) => format!("This is not JSON: {}.", syntax(language, *broken)),
                Reason::UnknownKey => format!("{key} is not a known key."),
                Reason::DoubledKey => format!("{key} appears twice."),
                Reason::MissingKey => format!("{key} is missing."),
                Reason::WrongType { found } => format!("{key} is {}.", json_type(language, *found)),
                Reason::WrongValue { found } => format!("{key} is {}.", quote(found)),
                Reason::ReservedId { found } => {
                    format!("{key} is {}, which is an address of the console itself.", quote(found))
                }
                Reason::DoubledId { found, other } => {
                    format!("{key} is {}, as is systems[{other}].id.", quote(found))
                }
                Reason::NotInAddress { found } => {
                    format!("{key} is {}, which cannot be part of an address.", quote(found))
                }
                Reason::NotSameOrigin { found } => {
                    format!("{key} is {}, which is not a path on this web server.", quote(found))
                }
            }
        }
        Language::French => {
            let key = if key.is_empty() { "le fichier entier" } else { key };
            match reason {
                Reason::NoFile => "Il n’y a pas de fichier config.json à côté de cette page.".into(),
                Reason::NotGiven { status: 401 | 403 } => {
                    "Le serveur web ne laisse pas lire config.json\u{a0}: vérifiez les droits du fichier et \
                     l’emplacement (location) qui le sert."
                        .into()
                }
                Reason::NotGiven { status } => {
                    format!("Le serveur web a répondu {status} au lieu d’envoyer config.json.")
                }
                Reason::WebPage => "Le serveur web a envoyé une page web au lieu de config.json.".into(),
                Reason::NotUtf8 => "À partir d’ici, le fichier n’est pas enregistré en UTF-8.".into(),
                Reason::NotJson(broken) => {
                    format!("Ce n’est pas du JSON\u{a0}: {}.", syntax(language, *broken))
                }
                Reason::UnknownKey => format!("{key} n’est pas une clé connue."),
                Reason::DoubledKey => format!("{key} figure deux fois."),
                Reason::MissingKey => format!("{key} manque."),
                Reason::WrongType { found } => format!("{key} est {}.", json_type(language, *found)),
                Reason::WrongValue { found } => format!("{key} vaut {}.", quote(found)),
                Reason::ReservedId { found } => {
                    format!("{key} vaut {}, qui est une adresse de la console elle-même.", quote(found))
                }
                Reason::DoubledId { found, other } => {
                    format!("{key} vaut {}, comme systems[{other}].id.", quote(found))
                }
                Reason::NotInAddress { found } => {
                    format!("{key} vaut {}, qui ne peut pas figurer dans une adresse.", quote(found))
                }
                Reason::NotSameOrigin { found } => {
                    format!("{key} vaut {}, qui n’est pas un chemin sur ce serveur web.", quote(found))
                }
            }
        }
    }
}

fn syntax(language: Language, broken: SyntaxError) -> &'static str {
    match language {
        Language::English => match broken {
            SyntaxError::NoValue => {
                "a value is expected here (texts in double quotes, true, false or a number)"
            }
            SyntaxError::NoKey => "a key in double quotes is expected here",
            SyntaxError::NoColon => "a colon is expected after the key",
            SyntaxError::NoComma => "a comma or the closing bracket is missing before this",
            SyntaxError::TrailingComma => "nothing follows the comma before this; remove it",
            SyntaxError::Comment => "comments are not allowed",
            SyntaxError::OpenText => "this text is not closed by a double quote on its line",
            SyntaxError::BadEscape => "a backslash in this text escapes nothing; double it",
            SyntaxError::BadNumber => "this number is not written as JSON requires",
            SyntaxError::MoreBehind => "there is more after the end",
            SyntaxError::CutShort => "the file ends too early; is a closing bracket missing?",
            SyntaxError::Other => "something here is not written as JSON requires",
        },
        Language::French => match broken {
            SyntaxError::NoValue => {
                "il faut ici une valeur (texte entre guillemets droits, true, false ou nombre)"
            }
            SyntaxError::NoKey => "il faut ici une clé entre guillemets droits",
            SyntaxError::NoColon => "il faut un deux-points après la clé",
            SyntaxError::NoComma => "il manque avant ceci une virgule ou le crochet fermant",
            SyntaxError::TrailingComma => "rien ne suit la virgule qui précède\u{a0}; retirez-la",
            SyntaxError::Comment => "les commentaires ne sont pas permis",
            SyntaxError::OpenText => "ce texte n’est pas fermé par un guillemet droit sur sa ligne",
            SyntaxError::BadEscape => {
                "une barre oblique inverse de ce texte ne veut rien dire\u{a0}; doublez-la"
            }
            SyntaxError::BadNumber => "ce nombre n’est pas écrit comme le veut JSON",
            SyntaxError::MoreBehind => "il y a encore quelque chose après la fin",
            SyntaxError::CutShort => "le fichier finit trop tôt\u{a0}; manque-t-il un crochet fermant\u{a0}?",
            SyntaxError::Other => "quelque chose ici n’est pas écrit comme le veut JSON",
        },
    }
}

fn json_type(language: Language, json: JsonType) -> &'static str {
    match (language, json) {
        (_, JsonType::Null) => "null",
        (Language::English, JsonType::Boolean) => "true or false",
        (Language::English, JsonType::Number) => "a number",
        (Language::English, JsonType::Text) => "a text",
        (Language::English, JsonType::List) => "a list [ ]",
        (Language::English, JsonType::Object) => "an object { }",
        (Language::French, JsonType::Boolean) => "true ou false",
        (Language::French, JsonType::Number) => "un nombre",
        (Language::French, JsonType::Text) => "un texte",
        (Language::French, JsonType::List) => "une liste [ ]",
        (Language::French, JsonType::Object) => "un objet { }",
    }
}

/// What should stand there, as the end of a sentence.
fn expectation(language: Language, expected: &Expected) -> String {
    let either = |words: &[String], or: &str| match words {
        [rest @ .., last] if !rest.is_empty() => [&rest.join(", "), or, last].concat(),
        words => words.join(", "),
    };
    match (language, expected) {
        (_, Expected::Type(json)) => json_type(language, *json).into(),
        (Language::English, Expected::OneOf(words)) => either(words, " or "),
        (Language::French, Expected::OneOf(words)) => either(words, " ou "),
        (Language::English, Expected::Keys(keys)) => either(keys, " or "),
        (Language::French, Expected::Keys(keys)) => either(keys, " ou "),
        (Language::English, Expected::SomeText) => "a text that is not empty".into(),
        (Language::French, Expected::SomeText) => "un texte non vide".into(),
        (Language::English, Expected::Id) => {
            "a short text that no other system has; not check, pin, “.” or “..”".into()
        }
        (Language::French, Expected::Id) => {
            "un texte court qu’aucun autre système n’a\u{a0}; ni check, ni pin, ni «\u{a0}.\u{a0}», ni «\u{a0}..\u{a0}»".into()
        }
        (Language::English, Expected::Path) => "a path on this web server that begins with one slash, such as /api/pbx".into(),
        (Language::French, Expected::Path) => {
            "un chemin sur ce serveur web qui commence par une seule barre oblique, par exemple /api/pbx".into()
        }
        (Language::English, Expected::Host) => "the bare name of a host, without scheme, port or path".into(),
        (Language::French, Expected::Host) => "le nom seul d’un hôte, sans protocole, port ni chemin".into(),
        (Language::English, Expected::LoginPattern) => {
            "a text, in which {username} stands for the name typed at sign-in and {claim.NAME} for a text in the access token".into()
        }
        (Language::French, Expected::LoginPattern) => {
            "un texte, où {username} désigne le nom saisi à la connexion et {claim.NOM} un texte du jeton d’accès".into()
        }
        (Language::English, Expected::CountryCode) => "the country code of telephone numbers, such as 33 for France".into(),
        (Language::French, Expected::CountryCode) => {
            "l’indicatif téléphonique du pays, par exemple 33 pour la France".into()
        }
        (Language::English, Expected::Number { min, max }) => format!("a whole number from {min} to {max}"),
        (Language::French, Expected::Number { min, max }) => format!("un nombre entier de {min} à {max}"),
    }
}
