//! Why PureConnect said no, and the way on.

use super::validators::validator;
use crate::domain::refusal::{Form, Unreached};
use crate::domain::{Language, Prerequisite, Problem, Refusal, RefusalKind, Trouble};
use crate::text::common::colon;
use crate::text::common::pick;
use crate::text::visible;

/// The validators that meant something else once, and so are shown with
/// their number (the server's own words stand in `Problem::said`).
const RENUMBERED: [i64; 3] = [37, 38, 44];

/// What happened, and what can be done about it: what is PureConnect's own,
/// and for the rest what [`crate::text::refusal`] says. The problems have
/// their own sentences, see [`problem`].
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    let (english, french) = match &refusal.kind {
        RefusalKind::NotSignedIn => (
            "Your session has ended. Sign in again: what you typed is kept.",
            "Votre session est terminée. Reconnectez-vous\u{a0}: votre saisie est conservée.",
        ),
        RefusalKind::NotFound => (
            "This person is no longer on the server. Go back to the list of users.",
            "Cette personne n’est plus sur le serveur. Revenez à la liste des utilisateurs.",
        ),
        // A write that was refused because of licences alone.
        RefusalKind::DoneInPart => (
            "The server refused because of licences. What became of the rest stands above.",
            "Le serveur a refusé à cause de licences. Ce qu’il est advenu du reste est indiqué ci-dessus.",
        ),
        RefusalKind::MustFirst(Prerequisite::ChangePassword) => (
            "The password must be changed first, in the PureConnect client.",
            "Le mot de passe doit d’abord être changé, dans le client PureConnect.",
        ),
        RefusalKind::Gone => (
            "The server no longer has this part of its interface. This console is older than the server: look for a newer one.",
            "Le serveur n’a plus cette partie de son interface. Cette console est plus ancienne que le serveur\u{a0}: cherchez-en une plus récente.",
        ),
        RefusalKind::OutOfReach(Unreached::TimedOut)
            if refusal.status.is_some_and(|status| status >= 400) =>
        {
            (
                "The server itself gave up waiting. A change may have been made all the same: look again in a moment.",
                "Le serveur lui-même a abandonné l’attente. Une modification a tout de même pu être faite\u{a0}: regardez de nouveau dans un instant.",
            )
        }
        _ => return crate::text::refusal::refusal(language, refusal),
    };
    pick(language, english, french).to_string()
}

/// The same after saving: there a path that is missing is that of one's own
/// client configuration.
pub fn not_saved(language: Language, refused: &Refusal) -> String {
    if refused.kind != RefusalKind::NoSuchResource {
        return refusal(language, refused);
    }
    pick(
        language,
        "This server is too old for people to change their own client configuration. Ask an administrator to change it.",
        "Ce serveur est trop ancien pour que chacun modifie sa configuration du client. Demandez-le à un administrateur.",
    )
    .to_string()
}

/// What is wrong with one value.
pub fn problem(language: Language, problem: &Problem) -> String {
    match &problem.trouble {
        Trouble::Validator(number) => {
            let sentence = validator(language, *number);
            if RENUMBERED.contains(number) {
                let rule = pick(language, " (rule ", " (règle ");
                return [&*sentence, rule, &number.to_string(), ")"].concat();
            }
            sentence.into_owned()
        }
        Trouble::Licence(number) => licence(language, *number, problem.value.as_deref()),
        // Only what cannot be seen is refused here; the server decides the rest.
        Trouble::WrongForm(Form::PhoneNumber | Form::Other) => {
            let (english, french) =
                ("Remove the invisible characters.", "Retirez les caractères invisibles.");
            pick(language, english, french).to_string()
        }
        // Letters, or nothing, where a number is typed.
        Trouble::WrongType => pick(language, "Enter a whole number.", "Entrez un nombre entier.").to_string(),
        // It was read from a file.
        Trouble::DoesNotExist { value: Some(value) } => match language {
            Language::English => format!("“{}” is no value of this property.", visible(value)),
            Language::French => {
                format!("«\u{a0}{}\u{a0}» n’est pas une valeur de cette propriété.", visible(value))
            }
        },
        _ => crate::text::refusal::problem(language, problem),
    }
}

/// `Refused value: 100000`, its invisible characters made visible.
pub fn refused_value(language: Language, value: &str) -> String {
    [pick(language, "Refused value: ", "Valeur refusée\u{a0}: "), &visible(value)].concat()
}

/// A licence that was not set, or set with a warning, by its number.
pub fn licence(language: Language, number: Option<i64>, name: Option<&str>) -> String {
    let (english, french) = match number {
        Some(0) => ("The licence was set.", "La licence a été attribuée."),
        Some(1) => (
            "This dynamic licence has more assignments than may be assigned or used at once. It was set all the same.",
            "Cette licence dynamique a plus d’attributions qu’il n’est permis d’en attribuer ou d’en utiliser à la fois. Elle a tout de même été attribuée.",
        ),
        Some(2) => (
            "This dynamic licence would exceed what may be assigned or used at once. It was not set.",
            "Cette licence dynamique dépasserait ce qui peut être attribué ou utilisé à la fois. Elle n’a pas été attribuée.",
        ),
        Some(3) => (
            "The ACD media level came without its media types, so that its default ones were set.",
            "Le niveau média ACD est venu sans ses types de média\u{a0}; ceux par défaut ont été attribués.",
        ),
        _ => (
            "The server reported a licence problem that this console does not know.",
            "Le serveur a signalé un problème de licence que cette console ne connaît pas.",
        ),
    };
    let mut out = String::new();
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        out.push_str(&visible(name));
        out.push_str(colon(language));
    }
    out.push_str(pick(language, english, french));
    if let Some(number) = number.filter(|number| !(0..=3).contains(number)) {
        out.push_str(" (");
        out.push_str(&number.to_string());
        out.push(')');
    }
    out
}
