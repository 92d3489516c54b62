//! The client properties: what each is called, and what it does.

use crate::domain::Language;
use crate::text::common::pick;
use std::borrow::Cow;

/// English label, French label, English sentence, French sentence.
type Texts = [&'static str; 4];

fn texts(name: &str) -> Option<Texts> {
    Some(match name {
        "accountCodeSortByNumber" => [
            "Account code sort by number",
            "Trier les codes de compte par numéro",
            "Account codes are listed by their number rather than by their name.",
            "Les codes de compte sont triés par numéro plutôt que par nom.",
        ],
        "activateOutOfOfficeMessage" => [
            "Activate out of office message",
            "Activer le message d’absence",
            "People who write or call get the out of office message.",
            "Les personnes qui écrivent ou appellent reçoivent le message d’absence.",
        ],
        "alertOnSecurityBelowRequestedLevel" => [
            "Alert on security below requested level",
            "Alerter si la sécurité est inférieure au niveau demandé",
            "The client warns when a call is less secure than was asked for.",
            "Le client avertit lorsqu’un appel est moins sécurisé que demandé.",
        ],
        "analyzeOutgoingExternalCalls" => [
            "Analyze outgoing external calls",
            "Analyser les appels externes sortants",
            "The server listens to what answers calls to outside numbers: a person, a machine or a busy tone.",
            "Le serveur écoute ce qui répond aux appels vers l’extérieur\u{a0}: une personne, un répondeur ou une tonalité d’occupation.",
        ],
        "autoPlayVoicemail" => [
            "Auto play voicemail",
            "Lire automatiquement la messagerie vocale",
            "A voicemail begins to play as soon as it is opened.",
            "Un message vocal est lu dès son ouverture.",
        ],
        "autoSelectInteractionOnDisconnect" => [
            "Auto select interaction on disconnect",
            "Sélectionner automatiquement une interaction après déconnexion",
            "When an interaction ends, the client selects another one by itself.",
            "Quand une interaction se termine, le client en sélectionne une autre de lui-même.",
        ],
        "callForwardAll" => [
            "Call forward all",
            "Renvoyer tous les appels",
            "Incoming calls are forwarded.",
            "Les appels entrants sont renvoyés.",
        ],
        "callForwardAllMode" => [
            "Call forward all mode",
            "Mode de renvoi de tous les appels",
            "Which calls are forwarded while Call forward all is on, in the server's own term, such as All.",
            "Les appels renvoyés tant que le renvoi est actif, selon le terme du serveur, par exemple All.",
        ],
        "callForwardAllowChange" => [
            "Call forward allow change",
            "Autoriser la modification du renvoi",
            "The person may change how their calls are forwarded.",
            "La personne peut modifier le renvoi de ses appels.",
        ],
        "changeAlertingProperties" => [
            "Change alerting properties",
            "Modifier les propriétés d’alerte",
            "The person may change how the client alerts them.",
            "La personne peut modifier la façon dont le client l’alerte.",
        ],
        "changeEfaqProperties" => [
            "Change e-FAQ properties",
            "Modifier les propriétés e-FAQ",
            "The person may change how the client searches for answers in e-FAQ.",
            "La personne peut modifier la façon dont le client cherche des réponses dans e-FAQ.",
        ],
        "changeFollowMeProperties" => [
            "Change follow me properties",
            "Modifier les propriétés de suivi d’appel",
            "The person may change their follow-me numbers.",
            "La personne peut modifier ses numéros de suivi d’appel.",
        ],
        "changeQueueProperties" => [
            "Change queue properties",
            "Modifier les propriétés de file d’attente",
            "The person may change how the client shows their queues.",
            "La personne peut modifier la façon dont le client montre ses files d’attente.",
        ],
        "confirmDragAndDrop" => [
            "Confirm drag and drop",
            "Confirmer le glisser-déposer",
            "The client asks before it acts on something that was dragged and dropped.",
            "Le client demande confirmation avant d’agir après un glisser-déposer.",
        ],
        "confirmSingleClickDialing" => [
            "Confirm single click dialing",
            "Confirmer la numérotation en un clic",
            "The client asks before it dials a number that was clicked.",
            "Le client demande confirmation avant de composer un numéro sur lequel on a cliqué.",
        ],
        "eFaqSearchOption" => [
            "E-FAQ search option",
            "Option de recherche e-FAQ",
            "How closely an answer in e-FAQ must match the question to be found.",
            "À quel point une réponse dans e-FAQ doit correspondre à la question pour être trouvée.",
        ],
        "emailDownloadHTMLPictures" => [
            "Email download HTML pictures",
            "Télécharger les images des e-mails HTML",
            "Pictures in emails are loaded without asking.",
            "Les images des e-mails sont chargées sans demander.",
        ],
        "enableAdvancedDialing" => [
            "Enable advanced dialing",
            "Activer la numérotation avancée",
            "The client offers more ways to dial than a number alone.",
            "Le client offre plus de façons de composer qu’un simple numéro.",
        ],
        "externalCallTimeout" => [
            "External call timeout",
            "Délai des appels externes",
            "How long a call to an outside number may ring before it counts as not answered.",
            "Combien de temps un appel vers l’extérieur peut sonner avant d’être compté sans réponse.",
        ],
        "followMe" => [
            "Follow me",
            "Suivi d’appel",
            "The numbers that a call tries one after the other before it goes to voicemail.",
            "Les numéros qu’un appel essaie l’un après l’autre avant d’aller à la messagerie vocale.",
        ],
        "muteOnTransfer" => [
            "Mute on transfer",
            "Couper le micro lors d’un transfert",
            "The microphone is muted while a call is transferred.",
            "Le micro est coupé pendant le transfert d’un appel.",
        ],
        "openNewCallWindowForIncomingCalls" => [
            "Open new call window for incoming calls",
            "Ouvrir une nouvelle fenêtre pour les appels entrants",
            "An incoming call opens a window of its own.",
            "Un appel entrant ouvre sa propre fenêtre.",
        ],
        "ringWhenOnPhone" => [
            "Ring when on phone",
            "Sonner pendant un appel",
            "A new call rings even if the person is on the phone.",
            "Un nouvel appel sonne même si la personne est déjà au téléphone.",
        ],
        "screenCalls" => [
            "Screen calls",
            "Filtrer les appels",
            "Callers are asked for their name, and the person decides whether to take the call.",
            "On demande leur nom aux appelants, et la personne décide de prendre l’appel ou non.",
        ],
        "showStatusInSystemTray" => [
            "Show status in system tray",
            "Afficher le statut dans la zone de notification",
            "The person's status is shown in the Windows system tray.",
            "Le statut de la personne est affiché dans la zone de notification de Windows.",
        ],
        _ => return None,
    })
}

/// What a property is called. One that this console does not know is called
/// by its name in plain words.
pub fn label(language: Language, name: &str) -> Cow<'static, str> {
    known_label(language, name).map_or_else(|| Cow::Owned(plain_words(name)), Cow::Borrowed)
}

/// The label of a property that this console knows.
pub fn known_label(language: Language, name: &str) -> Option<&'static str> {
    texts(name).map(|[english, french, ..]| pick(language, english, french))
}

/// What a property does, in a sentence; `None` for one that this console does not know.
pub fn description(language: Language, name: &str) -> Option<&'static str> {
    let [.., english, french] = texts(name)?;
    Some(pick(language, english, french))
}

/// All the words that a search may find a property by.
pub fn search_text(language: Language, name: &str) -> String {
    [&*label(language, name), " ", description(language, name).unwrap_or_default(), " ", name].concat()
}

/// `quantumRingMode` -> `Quantum ring mode`
fn plain_words(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut was_capital = false;
    for c in name.chars() {
        let capital = c.is_ascii_uppercase();
        if out.is_empty() {
            out.push(c.to_ascii_uppercase());
        } else if capital && !was_capital {
            out.push(' ');
            out.push(c.to_ascii_lowercase());
        } else {
            out.push(c);
        }
        was_capital = capital;
    }
    crate::text::visible(&out).into_owned()
}
