//! What may be wrong with an installation: in `config.json`, or in what the web
//! server does. Pages say it in sentences.

use std::fmt;

/// What one system answers to somebody who only asks whether it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemState {
    /// It answers, and nobody need sign in or somebody has.
    InOrder,
    /// It answers that somebody must sign in first.
    SignInNeeded,
    /// It does not answer as `config.json` has it.
    Wrong(Vec<SystemProblem>),
}

/// A key of a system in `config.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemKey {
    Kind,
    Base,
    Api,
    SignIn,
    TokenBase,
    Via,
}

impl SystemKey {
    /// As it stands in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Base => "base",
            Self::Api => "api",
            Self::SignIn => "sign_in",
            Self::TokenBase => "token_base",
            Self::Via => "via",
        }
    }
}

impl fmt::Display for SystemKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What is wrong with one system, and the key that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemProblem {
    pub key: SystemKey,
    pub fault: SystemFault,
    /// The path that was asked for, from the root of the web server on. It holds no secret.
    pub path: String,
}

/// How the answer differs from what the system itself would say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemFault {
    /// No answer came.
    Unreached(super::refusal::Unreached),
    /// The web server sent this console's own page: nothing passes the path on.
    OwnPage,
    /// Another web page came.
    WebPage,
    /// 404, and not from the system.
    NotFound,
    /// 403, and not from the system.
    Forbidden,
    /// 502, 503 or 504: the web server did not get through to the system.
    Gateway { status: u16 },
    /// Another failure of the server.
    ServerFault { status: u16 },
    /// A redirect, which browsers follow to some other page.
    Redirect,
    /// 401 with a challenge for the browser itself: `Basic`, `Digest`.
    Challenge { scheme: String },
    /// Something answers that is no such system.
    AnotherService { status: u16 },
    /// The token service of a XiVO answers where its users should.
    TokenService,
    /// The users' service of a XiVO answers where its tokens should.
    UserService,
    /// The key is to have this value: only with it the system answers.
    OtherValue { value: String },
    /// A token is wanted, and the configuration has nobody sign in.
    TokenNeeded,
    /// No token is wanted, and the configuration has people sign in.
    TokenNotNeeded,
    /// A session was opened and is not accepted: its cookie does not come back.
    CookieLost,
}

/// What is wrong with a Content-Security-Policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyProblem {
    Missing,
    /// It lacks this directive, with this value.
    Lacks {
        directive: &'static str,
        value: &'static str,
    },
    /// A directive lets in what it should not.
    Allows {
        directive: String,
        source: String,
    },
}

/// The directives that are shipped, and what each may let in. The first of the
/// values is what it must say where it lets in nothing else.
const DIRECTIVES: [(&str, &[&str]); 9] = [
    ("default-src", &["'none'"]),
    ("script-src", &["'self'", "'wasm-unsafe-eval'"]),
    ("style-src", &["'self'"]),
    ("img-src", &["'self'", "data:"]),
    ("connect-src", &["'self'"]),
    ("base-uri", &["'self'", "'none'"]),
    ("form-action", &["'none'"]),
    ("frame-ancestors", &["'none'"]),
    ("require-trusted-types-for", &["'script'"]),
];

/// Reads the header `Content-Security-Policy`, which may hold several policies
/// with commas between them. What one of them forbids is forbidden.
///
/// # Errors
/// What is wrong with the first of them, where none is in order.
pub fn check_policy(header: Option<&str>) -> Result<(), PolicyProblem> {
    let mut first = None;
    for policy in header.unwrap_or_default().split(',').filter(|policy| !policy.trim().is_empty()) {
        match check_one_policy(policy) {
            Ok(()) => return Ok(()),
            Err(problem) => first = first.or(Some(problem)),
        }
    }
    Err(first.unwrap_or(PolicyProblem::Missing))
}

fn check_one_policy(policy: &str) -> Result<(), PolicyProblem> {
    let directives: Vec<(String, Vec<&str>)> = policy
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_whitespace();
            Some((words.next()?.to_ascii_lowercase(), words.collect()))
        })
        .collect();
    for (directive, allowed) in DIRECTIVES {
        let found = directives.iter().find(|(name, _)| name == directive);
        let Some((_, sources)) = found else {
            let value = allowed.first().copied().unwrap_or_default();
            return Err(PolicyProblem::Lacks { directive, value });
        };
        let is_allowed = |source: &str| allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(source));
        if let Some(source) = sources.iter().find(|source| !is_allowed(source)) {
            return Err(PolicyProblem::Allows {
                directive: directive.to_owned(),
                source: (*source).to_owned(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
        img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; \
        frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

    fn allows(directive: &str, source: &str) -> Result<(), PolicyProblem> {
        Err(PolicyProblem::Allows { directive: directive.into(), source: source.into() })
    }

    #[test]
    fn the_shipped_policy_is_in_order() {
        assert_eq!(check_policy(Some(SHIPPED)), Ok(()));
        let none = SHIPPED.replace("base-uri 'self'", "base-uri 'none'");
        assert_eq!(check_policy(Some(&none)), Ok(()));
    }

    #[test]
    fn what_a_policy_lets_in_is_named() {
        for (from, to, expected) in [
            (
                "script-src 'self'",
                "script-src 'self' 'unsafe-inline'",
                allows("script-src", "'unsafe-inline'"),
            ),
            (
                "script-src 'self'",
                "script-src 'self' https://cdn.test",
                allows("script-src", "https://cdn.test"),
            ),
            ("style-src 'self'", "style-src 'self' 'unsafe-inline'", allows("style-src", "'unsafe-inline'")),
            ("connect-src 'self'", "connect-src *", allows("connect-src", "*")),
            ("frame-ancestors 'none'", "frame-ancestors 'self'", allows("frame-ancestors", "'self'")),
        ] {
            assert_eq!(check_policy(Some(&SHIPPED.replace(from, to))), expected, "{to}");
        }
    }

    #[test]
    fn what_a_policy_lacks_is_named() {
        assert_eq!(check_policy(None), Err(PolicyProblem::Missing));
        assert_eq!(check_policy(Some(" ")), Err(PolicyProblem::Missing));
        for (directive, allowed) in DIRECTIVES {
            let without: Vec<&str> = SHIPPED.split("; ").filter(|one| !one.starts_with(directive)).collect();
            let expected = PolicyProblem::Lacks { directive, value: allowed[0] };
            assert_eq!(check_policy(Some(&without.join("; "))), Err(expected));
        }
    }

    #[test]
    fn of_several_policies_the_strictest_counts() {
        let loose = "default-src * 'unsafe-inline'";
        assert_eq!(check_policy(Some(&format!("{loose}, {SHIPPED}"))), Ok(()));
        assert_eq!(check_policy(Some(&format!("{loose}, script-src 'self'"))), allows("default-src", "*"));
    }
}
