//! The rules for PINs and passwords
//! (tests/fixtures/apio/11-passcode-rules.http, 12-password-rules.http).

use serde_json::Value as Json;

use super::json::{count, is_on, object, text};
use super::refusal::{About, check};
use super::{Api, GroupIds};
use crate::domain::passcode_rules::Sequences;
use crate::domain::{Kind, PasscodeRules, PasswordRules, Refusal};
use crate::wire::{Call, Method, Request, Response};

/// Where rules can be read, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesAt {
    /// What holds for the group, put together by the server.
    Active,
    Group,
    /// Needs a tenant administrator.
    Tenant,
    /// Needs the level of the system.
    System,
}

/// Whose rules hold (`useRuleLevel`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    Group,
    Tenant,
    System,
}

/// The rules of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentPasscodeRules {
    pub rules: PasscodeRules,
    /// May be missing; the system's rules never have it.
    pub use_rule_level: Option<RuleLevel>,
}

/// `GET .../active_passcode_rules/`, `.../passcode_rules/` of the group, the
/// tenant or the system. The system's answer may hold a default password: no
/// field here takes it.
pub struct GetPasscodeRules {
    pub api: Api,
    pub group: GroupIds,
    pub at: RulesAt,
}

/// A number counts only where its flag is on.
fn numbered(sent: &Json, flag: &str, number: &str) -> Option<Option<u32>> {
    is_on(sent, flag).then(|| count(sent, number))
}

fn passcode_rules(sent: &Json) -> PasscodeRules {
    let length = |name| count(sent, name).filter(|length| *length > 0);
    PasscodeRules {
        min_length: length("minCodeLength"),
        max_length: length("maxCodeLength"),
        repeated_digits: numbered(sent, "disallowRepeatedDigits", "numberOfRepeatedDigits"),
        repeated_patterns: is_on(sent, "disallowRepeatedPatterns"),
        sequences: is_on(sent, "disallowContiguousSequences").then(|| Sequences {
            ascending: count(sent, "numberOfAscendingDigits"),
            descending: count(sent, "numberOfDescendingDigits"),
        }),
        user_number: is_on(sent, "disallowUserNumber"),
        reversed_user_number: is_on(sent, "disallowReversedUserNumber"),
        old_passcode: numbered(sent, "disallowOldPasscode", "numberOfPreviousPasscodes"),
        reversed_old_passcode: is_on(sent, "disallowReversedOldPasscode"),
        max_failed_logins: numbered(
            sent,
            "disableLoginAfterMaxFailedLoginAttempts",
            "maxFailedLoginAttempts",
        ),
        expires_days: numbered(sent, "expirePassword", "passcodeExpiresDays"),
    }
}

fn rule_level(sent: &Json) -> Option<RuleLevel> {
    match text(sent, "useRuleLevel").as_str() {
        "Group" => Some(RuleLevel::Group),
        // BroadWorks' own name for the level in the middle.
        "Tenant" | "Service Provider" | "ServiceProvider" | "Enterprise" => Some(RuleLevel::Tenant),
        "System" => Some(RuleLevel::System),
        _ => None,
    }
}

impl Call for GetPasscodeRules {
    type Answer = SentPasscodeRules;

    fn request(&self) -> Request {
        let path = match self.at {
            RulesAt::Active => self.group.path(&self.api, &["active_passcode_rules"]),
            RulesAt::Group => self.group.path(&self.api, &["passcode_rules"]),
            RulesAt::Tenant => self.api.path(&["tenants", &self.group.tenant, "passcode_rules"]),
            RulesAt::System => self.api.path(&["system", "passcode_rules"]),
        };
        Request::new(Method::Get, path)
    }

    fn answer(&self, response: &Response) -> Result<SentPasscodeRules, Refusal> {
        check(response, About::Any, &[])?;
        let sent = object(response)?;
        Ok(SentPasscodeRules { rules: passcode_rules(&sent), use_rule_level: rule_level(&sent) })
    }
}

/// The rules that were found, and how far they can be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRules {
    pub rules: PasscodeRules,
    /// `None`: from the configuration.
    pub from: Option<RulesAt>,
    /// Do they hold for this group, as far as the servers' answers tell? Else
    /// they are the nearest that could be read, or the configured ones.
    pub binding: bool,
}

/// The way to the rules that hold: the active ones, else those of the group
/// where they hold, else of the tenant, else of the system.
///
/// ```
/// # use switchroom::wire::apio::{Api, GroupIds, rules::RulesSearch};
/// # let group = GroupIds { tenant: "t".into(), group: "g".into() };
/// let mut search = RulesSearch::new(Api::gateway(), group);
/// while let Some(call) = search.next() {
///     # let answer = Err(switchroom::domain::Refusal::new(switchroom::domain::Kind::NotAllowed)); let _ = call;
///     // let answer = client.send(&call).await;
///     search.took(answer);
/// }
/// let rules = search.finish(); // Err: signed out, out of reach
/// ```
pub struct RulesSearch {
    api: Api,
    group: GroupIds,
    next: Option<RulesAt>,
    /// Whose rules hold, as soon as one answer has told.
    level: Option<RuleLevel>,
    found: Option<FoundRules>,
    refusal: Option<Refusal>,
}

impl RulesSearch {
    pub fn new(api: Api, group: GroupIds) -> Self {
        Self { api, group, next: Some(RulesAt::Active), level: None, found: None, refusal: None }
    }

    /// What to ask next; `None`: nothing more.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&self) -> Option<GetPasscodeRules> {
        Some(GetPasscodeRules { api: self.api.clone(), group: self.group.clone(), at: self.next? })
    }

    /// What came of it.
    pub fn took(&mut self, answer: Result<SentPasscodeRules, Refusal>) {
        let Some(at) = self.next.take() else { return };
        match answer {
            Ok(sent) => {
                // What a place says of the level stands until a farther one was asked.
                self.level = sent.use_rule_level.or(self.level);
                let binding = match at {
                    RulesAt::Active => true,
                    RulesAt::Group => self.level.is_none_or(|level| level == RuleLevel::Group),
                    RulesAt::Tenant => self.level.is_none_or(|level| level == RuleLevel::Tenant),
                    RulesAt::System => true,
                };
                if binding || self.found.is_none() {
                    self.found = Some(FoundRules { rules: sent.rules, from: Some(at), binding });
                }
                if !binding {
                    self.next = farther(at);
                }
            }
            Err(refusal) => match refusal.kind {
                // Nothing more to be learnt without a session or a connection.
                Kind::NotSignedIn | Kind::OutOfReach(_) | Kind::MustFirst(_) | Kind::Busy { .. } => {
                    self.refusal = Some(refusal);
                }
                _ => self.next = farther(at),
            },
        }
    }

    /// `Ok(None)`: no rules can be read, the server will decide.
    pub fn finish(self) -> Result<Option<FoundRules>, Refusal> {
        match (self.found, self.refusal) {
            (None, Some(refusal)) => Err(refusal),
            (found, _) => Ok(found),
        }
    }
}

/// The rules to show: what was found, else the configured ones, which nobody
/// can tell to be still the server's. `None`: the server will decide.
pub fn or_configured(
    found: Result<Option<FoundRules>, Refusal>,
    configured: Option<PasscodeRules>,
) -> Option<FoundRules> {
    let own = |rules| FoundRules { rules, from: None, binding: false };
    found.ok().flatten().or_else(|| configured.map(own))
}

fn farther(at: RulesAt) -> Option<RulesAt> {
    match at {
        RulesAt::Active => Some(RulesAt::Group),
        RulesAt::Group => Some(RulesAt::Tenant),
        RulesAt::Tenant => Some(RulesAt::System),
        RulesAt::System => None,
    }
}

/// `GET .../groups/{group}/password_rules/`: the network element's rules.
pub struct GetPasswordRules {
    pub api: Api,
    pub group: GroupIds,
}

impl Call for GetPasswordRules {
    type Answer = PasswordRules;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.group.path(&self.api, &["password_rules"]))
    }

    fn answer(&self, response: &Response) -> Result<PasswordRules, Refusal> {
        check(response, About::Any, &[])?;
        let sent = object(response)?;
        // A restriction whose number was not sent asks for one at least.
        let at_least = |flag, number| numbered(&sent, flag, number).map_or(0, |number| number.unwrap_or(1));
        Ok(PasswordRules {
            min_length: count(&sent, "minLength").filter(|length| *length > 0),
            min_digits: at_least("restrictMinDigits", "minDigits"),
            min_upper: at_least("restrictMinUpperCaseLetters", "minUpperCaseLetters"),
            min_lower: at_least("restrictMinLowerCaseLetters", "minLowerCaseLetters"),
            min_special: at_least("restrictMinNonAlphanumericCharacters", "minNonAlphanumericCharacters"),
            user_id: is_on(&sent, "disallowUserId"),
            old_password: is_on(&sent, "disallowOldPassword"),
            reversed_old_password: is_on(&sent, "disallowReversedOldPassword"),
            previous_passwords: numbered(&sent, "disallowPreviousPasswords", "numberOfPreviousPasswords"),
        })
    }
}
