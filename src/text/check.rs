//! Words of the check of an installation.

use crate::domain::Language;
use crate::domain::installation::{PolicyProblem, SystemFault, SystemKey, SystemProblem};

crate::texts! {
    intro:
        "How the web server serves this console, and whether each system answers as config.json says.",
        "Comment le serveur web sert cette console, et si chaque système répond comme config.json le prévoit.";
    again: "Check again", "Vérifier à nouveau";
    copy: "Copy the report", "Copier le rapport";
    report: "Report", "Rapport";
    not_in_order: "Not in order", "Pas en ordre";
    not_known: "Could not be checked", "N’a pas pu être vérifié";
    sign_in_needed: "Answers; nobody is signed in", "Répond\u{a0}; personne n’est connecté";
    line: "To be sent:", "À envoyer\u{a0}:";
    policy: "Content-Security-Policy", "Content-Security-Policy";
    deep_policy: "Content-Security-Policy on the addresses of views", "Content-Security-Policy aux adresses des vues";
    no_sniff: "X-Content-Type-Options", "X-Content-Type-Options";
    no_sniff_mend: "Otherwise a browser may run a file as a script although it is not one.", "Sinon, un navigateur peut exécuter comme script un fichier qui n’en est pas un.";
    referrer: "Referrer-Policy", "Referrer-Policy";
    referrer_mend:
        "Otherwise links tell other sites the addresses of people’s pages.",
        "Sinon, les liens transmettent à d’autres sites les adresses des pages des personnes.";
    opener: "Cross-Origin-Opener-Policy", "Cross-Origin-Opener-Policy";
    opener_mend:
        "Otherwise a page that opened this one keeps control of its window.",
        "Sinon, une page qui a ouvert celle-ci garde le contrôle de sa fenêtre.";
    wasm_type: "Media type of the program", "Type de média du programme";
    wasm_type_mend:
        "Files named .wasm must be sent as application/wasm. Without it the program starts later.",
        "Les fichiers .wasm doivent être envoyés en application/wasm. Sinon, le programme démarre plus tard.";
    compression: "Compression", "Compression";
    compression_mend:
        "Send the .br or .gz files that lie beside the originals: the program is then a third of the size.",
        "Envoyez les fichiers .br ou .gz placés à côté des originaux\u{a0}: le programme est alors trois fois plus petit.";
    deep_link: "Addresses with a dot, an @ and an encoded slash", "Adresses avec un point, un @ et une barre oblique encodée";
    deep_link_mend:
        "Every path that is not a file must be answered with the page (index.html, or switchroom.html below a path), whatever its characters: names in addresses hold dots, @ and %2F.",
        "Tout chemin qui n’est pas un fichier doit recevoir la page (index.html, ou switchroom.html sous un chemin), quels que soient ses caractères\u{a0}: les noms dans les adresses contiennent des points, des @ et des %2F.";
    deep_file: "Files of the program, asked for from the address of a view", "Fichiers du programme, demandés depuis l’adresse d’une vue";
    deep_file_mend:
        "From every address below the console's the web server must redirect to its files, as the files in conf/ do: without that a view cannot be loaded again.",
        "Depuis toute adresse sous celle de la console, le serveur web doit rediriger vers ses fichiers, comme le font les fichiers de conf/\u{a0}: sans cela, une vue ne peut pas être actualisée.";
    missing_file: "Files that are not there", "Fichiers absents";
    missing_file_mend:
        "A script that is not there must be answered with 404, not with index.html: after an upgrade, open pages ask for the old ones.",
        "Un script absent doit recevoir 404, et non index.html\u{a0}: après une mise à jour, les pages ouvertes demandent les anciens.";
    config_cache: "Changes of config.json", "Modifications de config.json";
    config_cache_mend:
        "Browsers may keep an old config.json after it was edited.",
        "Les navigateurs peuvent garder un ancien config.json après sa modification.";
    page_cache: "Upgrades of the page", "Mises à jour de la page";
    page_cache_mend:
        "Browsers may keep an old index.html, whose files are gone after an upgrade.",
        "Les navigateurs peuvent garder un ancien index.html, dont les fichiers ont disparu après une mise à jour.";
    secure_context: "HTTPS", "HTTPS";
    secure_context_mend:
        "This page came over plain HTTP: passwords can be read on the way, and the browser does not let it copy. Serve it over HTTPS.",
        "Cette page est arrivée par HTTP simple\u{a0}: les mots de passe peuvent être lus en chemin, et le navigateur ne la laisse pas copier. Servez-la par HTTPS.";
    clock: "Clock", "Horloge";
    clock_mend:
        "The clocks of the server and of this computer differ by more than two minutes: signing in may fail, and sessions seem to end early.",
        "Les horloges du serveur et de cet ordinateur diffèrent de plus de deux minutes\u{a0}: la connexion peut échouer, et les sessions semblent finir trop tôt.";
    cookie_not_testable:
        "Whether its session cookie comes back can only be seen by somebody who is signed in: sign in, then check again.",
        "Seule une personne connectée peut voir si le cookie de session revient\u{a0}: connectez-vous, puis vérifiez à nouveau.";
    nothing: "nothing", "rien";
}

/// The name at the head of a report.
pub const PRODUCT: &str = "Switchroom";

// The lines that mend what is wrong, in every language as a web server writes them.
pub const WASM_TYPE_LINE: &str = "Content-Type: application/wasm";
pub const NO_CACHE_LINE: &str = "Cache-Control: no-cache";
pub const NO_SNIFF_LINE: &str = "X-Content-Type-Options: nosniff";
pub const REFERRER_LINE: &str = "Referrer-Policy: no-referrer";
pub const OPENER_LINE: &str = "Cross-Origin-Opener-Policy: same-origin";

/// The header that is shipped with every page.
pub const POLICY_LINE: &str = "Content-Security-Policy: default-src 'none'; script-src 'self' \
    'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; \
    form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

/// "Now: text/plain".
pub fn now(language: Language, found: &str) -> String {
    let found = if found.is_empty() { nothing(language) } else { found };
    match language {
        Language::English => format!("Now: {found}."),
        Language::French => format!("Actuellement\u{a0}: {found}."),
    }
}

/// "2 of 20 are not in order."
pub fn summary(language: Language, wrong: usize, all: usize) -> String {
    match (language, wrong) {
        (Language::English, 0) => {
            format!("All {all} points are in order, as far as they could be checked.")
        }
        (Language::English, 1) => format!("1 of {all} is not in order."),
        (Language::English, _) => format!("{wrong} of {all} are not in order."),
        (Language::French, 0) => {
            format!("Les {all} points sont en ordre, pour autant qu’ils aient pu être vérifiés.")
        }
        (Language::French, 1) => format!("1 point sur {all} n’est pas en ordre."),
        (Language::French, _) => format!("{wrong} points sur {all} ne sont pas en ordre."),
    }
}

/// What is wrong with the policy.
pub fn policy_problem(language: Language, problem: &PolicyProblem) -> String {
    match (language, problem) {
        (Language::English, PolicyProblem::Missing) => "The header is not sent with this address.".into(),
        (Language::French, PolicyProblem::Missing) => "L’en-tête n’est pas envoyé à cette adresse.".into(),
        (Language::English, PolicyProblem::Lacks { directive, value }) => {
            format!("The policy lacks {directive} {value}.")
        }
        (Language::French, PolicyProblem::Lacks { directive, value }) => {
            format!("Il manque {directive} {value} à la politique.")
        }
        (Language::English, PolicyProblem::Allows { directive, source }) => {
            format!("{directive} lets in {source}, which Switchroom does not need.")
        }
        (Language::French, PolicyProblem::Allows { directive, source }) => {
            format!("{directive} laisse passer {source}, dont Switchroom n’a pas besoin.")
        }
    }
}

/// What is wrong with a system, and which key of `config.json` it is about.
pub fn system_problem(language: Language, problem: &SystemProblem) -> String {
    match language {
        Language::English => system_problem_in_english(problem),
        Language::French => system_problem_in_french(problem),
    }
}

fn system_problem_in_english(SystemProblem { key, fault, path }: &SystemProblem) -> String {
    match fault {
        SystemFault::Unreached(_) => format!(
            "No answer came from {path}. Is the web server's place for “{key}” in order, and is the system running?"
        ),
        SystemFault::OwnPage => format!(
            "{path} is answered with Switchroom's own page: the web server passes nothing on there. Correct \
             “{key}” in config.json, or add its place to the web server."
        ),
        SystemFault::WebPage => format!(
            "{path} is answered with a web page. Correct “{key}” in config.json, or the address that the web \
             server passes it on to: another service is there."
        ),
        SystemFault::NotFound => format!(
            "{path} is answered with 404 (not found). Correct “{key}” in config.json, or add its place to the \
             web server."
        ),
        SystemFault::Forbidden => format!(
            "{path} is answered with 403 (forbidden): the web server does not pass on what “{key}” in \
             config.json names."
        ),
        SystemFault::Gateway { status } => format!(
            "{path} is answered with {status}: the web server does not get through to the system. Correct the \
             address behind “{key}” in the web server's configuration, or start the system."
        ),
        SystemFault::ServerFault { status } => format!(
            "{path} is answered with {status}: what is behind “{key}” has failed. Its own log tells more."
        ),
        SystemFault::Redirect => format!(
            "{path} is redirected to another address. “{key}” in config.json must name the path at which the \
             system itself answers, and no page to sign in may stand before it."
        ),
        SystemFault::Challenge { scheme } if *key == SystemKey::SignIn => format!(
            "{path} asks the browser for a name and a password ({scheme}), not for a token. Put “sign_in”: \
             “none” into config.json, or take that question out of the web server."
        ),
        SystemFault::Challenge { scheme } => format!(
            "{path} asks the browser for a name and a password ({scheme}). Take that question out of the \
             place for “{key}” in the web server; or load this page again and answer it."
        ),
        SystemFault::AnotherService { status } => format!(
            "{path} is answered with {status}, but not as this kind of system does: another service is there. \
             Correct “{key}” in config.json, or the address that the web server passes it on to."
        ),
        SystemFault::TokenService => format!(
            "{path} is answered by the token service. “{key}” in config.json must lead to the service of the \
             users (confd)."
        ),
        SystemFault::UserService => format!(
            "{path} is answered by the service of the users (confd). “{key}” in config.json must lead to the \
             token service."
        ),
        SystemFault::OtherValue { value } if *key == SystemKey::Kind => {
            format!("A system of another kind answers there. Put “kind”: “{value}” into config.json.")
        }
        SystemFault::OtherValue { value } => {
            format!("{path} is not known there. Put “{key}”: “{value}” into config.json.")
        }
        SystemFault::TokenNeeded => {
            format!("{path} asks for a token. Put “sign_in”: “token” and “token_base” into config.json.")
        }
        SystemFault::TokenNotNeeded => format!(
            "{path} answers without a token. Put “sign_in”: “none” into config.json, and see to it that the \
             web server lets only administrators reach it."
        ),
        SystemFault::CookieLost => {
            let sentence = super::icws::cookie_lost(Language::English, path);
            format!("{sentence} “{key}” in config.json names that place.")
        }
    }
}

fn system_problem_in_french(SystemProblem { key, fault, path }: &SystemProblem) -> String {
    match fault {
        SystemFault::Unreached(_) => format!(
            "Aucune réponse de {path}. L’emplacement de «\u{a0}{key}\u{a0}» dans le serveur web est-il en \
             ordre, et le système fonctionne-t-il\u{a0}?"
        ),
        SystemFault::OwnPage => format!(
            "{path} renvoie la page de Switchroom elle-même\u{a0}: le serveur web n’y transmet rien. Corrigez \
             «\u{a0}{key}\u{a0}» dans config.json, ou ajoutez son emplacement au serveur web."
        ),
        SystemFault::WebPage => format!(
            "{path} renvoie une page web. Corrigez «\u{a0}{key}\u{a0}» dans config.json, ou l’adresse à laquelle \
             le serveur web transmet\u{a0}: un autre service s’y trouve."
        ),
        SystemFault::NotFound => format!(
            "{path} répond 404 (introuvable). Corrigez «\u{a0}{key}\u{a0}» dans config.json, ou ajoutez son \
             emplacement au serveur web."
        ),
        SystemFault::Forbidden => format!(
            "{path} répond 403 (interdit)\u{a0}: le serveur web ne transmet pas ce que désigne \
             «\u{a0}{key}\u{a0}» dans config.json."
        ),
        SystemFault::Gateway { status } => format!(
            "{path} répond {status}\u{a0}: le serveur web n’atteint pas le système. Corrigez l’adresse derrière \
             «\u{a0}{key}\u{a0}» dans la configuration du serveur web, ou démarrez le système."
        ),
        SystemFault::ServerFault { status } => format!(
            "{path} répond {status}\u{a0}: ce qui se trouve derrière «\u{a0}{key}\u{a0}» est en panne. Son propre \
             journal en dit plus."
        ),
        SystemFault::Redirect => format!(
            "{path} est redirigé vers une autre adresse. «\u{a0}{key}\u{a0}» dans config.json doit désigner le \
             chemin où le système répond lui-même, sans page de connexion devant lui."
        ),
        SystemFault::Challenge { scheme } if *key == SystemKey::SignIn => format!(
            "{path} demande un nom et un mot de passe au navigateur ({scheme}), et non un jeton. Mettez \
             «\u{a0}sign_in\u{a0}»\u{a0}: «\u{a0}none\u{a0}» dans config.json, ou retirez cette demande du serveur web."
        ),
        SystemFault::Challenge { scheme } => format!(
            "{path} demande un nom et un mot de passe au navigateur ({scheme}). Retirez cette demande de \
             l’emplacement de «\u{a0}{key}\u{a0}» dans le serveur web, ou actualisez cette page et répondez-y."
        ),
        SystemFault::AnotherService { status } => format!(
            "{path} répond {status}, mais pas comme un système de ce type\u{a0}: un autre service s’y trouve. \
             Corrigez «\u{a0}{key}\u{a0}» dans config.json, ou l’adresse à laquelle le serveur web transmet."
        ),
        SystemFault::TokenService => format!(
            "C’est le service de jetons qui répond à {path}. «\u{a0}{key}\u{a0}» dans config.json doit mener au \
             service des utilisateurs (confd)."
        ),
        SystemFault::UserService => format!(
            "C’est le service des utilisateurs (confd) qui répond à {path}. «\u{a0}{key}\u{a0}» dans config.json \
             doit mener au service de jetons."
        ),
        SystemFault::OtherValue { value } if *key == SystemKey::Kind => format!(
            "Un système d’un autre type y répond. Mettez «\u{a0}kind\u{a0}»\u{a0}: «\u{a0}{value}\u{a0}» dans config.json."
        ),
        SystemFault::OtherValue { value } => format!(
            "{path} y est inconnu. Mettez «\u{a0}{key}\u{a0}»\u{a0}: «\u{a0}{value}\u{a0}» dans config.json."
        ),
        SystemFault::TokenNeeded => format!(
            "{path} demande un jeton. Mettez «\u{a0}sign_in\u{a0}»\u{a0}: «\u{a0}token\u{a0}» et \
             «\u{a0}token_base\u{a0}» dans config.json."
        ),
        SystemFault::TokenNotNeeded => format!(
            "{path} répond sans jeton. Mettez «\u{a0}sign_in\u{a0}»\u{a0}: «\u{a0}none\u{a0}» dans config.json, et veillez \
             à ce que le serveur web n’y laisse accéder que les administrateurs."
        ),
        SystemFault::CookieLost => {
            let sentence = super::icws::cookie_lost(Language::French, path);
            format!("{sentence} «\u{a0}{key}\u{a0}» dans config.json désigne cet emplacement.")
        }
    }
}
