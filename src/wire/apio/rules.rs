//! The rules for PINs and passwords
//! (tests/fixtures/apio/11-passcode-rules.http, 12-password-rules.http).

use serde::Deserialize;

use super::json::{Flag, Maybe, Number, Text};
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    #[serde(default)]
    use_rule_level: Text,
    #[serde(default)]
    disallow_repeated_digits: Flag,
    #[serde(default)]
    number_of_repeated_digits: Number,
    #[serde(default)]
    disallow_repeated_patterns: Flag,
    #[serde(default)]
    disallow_contiguous_sequences: Flag,
    #[serde(default)]
    number_of_ascending_digits: Number,
    #[serde(default)]
    number_of_descending_digits: Number,
    #[serde(default)]
    disallow_user_number: Flag,
    #[serde(default)]
    disallow_reversed_user_number: Flag,
    #[serde(default)]
    disallow_old_passcode: Flag,
    #[serde(default)]
    number_of_previous_passcodes: Number,
    #[serde(default)]
    disallow_reversed_old_passcode: Flag,
    #[serde(default)]
    min_code_length: Number,
    #[serde(default)]
    max_code_length: Number,
    #[serde(default)]
    disable_login_after_max_failed_login_attempts: Flag,
    #[serde(default)]
    max_failed_login_attempts: Number,
    #[serde(default)]
    expire_password: Flag,
    #[serde(default)]
    passcode_expires_days: Number,
}

impl Sent {
    /// A number counts only where its flag is on.
    fn rules(&self) -> PasscodeRules {
        let numbered = |flag: Flag, number: Number| flag.is_on().then(|| number.count());
        PasscodeRules {
            min_length: self.min_code_length.count().filter(|length| *length > 0),
            max_length: self.max_code_length.count().filter(|length| *length > 0),
            repeated_digits: numbered(self.disallow_repeated_digits, self.number_of_repeated_digits),
            repeated_patterns: self.disallow_repeated_patterns.is_on(),
            sequences: self.disallow_contiguous_sequences.is_on().then(|| Sequences {
                ascending: self.number_of_ascending_digits.count(),
                descending: self.number_of_descending_digits.count(),
            }),
            user_number: self.disallow_user_number.is_on(),
            reversed_user_number: self.disallow_reversed_user_number.is_on(),
            old_passcode: numbered(self.disallow_old_passcode, self.number_of_previous_passcodes),
            reversed_old_passcode: self.disallow_reversed_old_passcode.is_on(),
            max_failed_logins: numbered(
                self.disable_login_after_max_failed_login_attempts,
                self.max_failed_login_attempts,
            ),
            expires_days: numbered(self.expire_password, self.passcode_expires_days),
        }
    }

    fn level(&self) -> Option<RuleLevel> {
        match self.use_rule_level.0.as_str() {
            "Group" => Some(RuleLevel::Group),
            // BroadWorks' own name for the level in the middle.
            "Tenant" | "Service Provider" | "ServiceProvider" | "Enterprise" => Some(RuleLevel::Tenant),
            "System" => Some(RuleLevel::System),
            _ => None,
        }
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
        let sent: Maybe<Sent> = super::json::read(response)?;
        let sent = sent.0.ok_or_else(|| Refusal::new(Kind::NotUnderstood).with_status(response.status))?;
        Ok(SentPasscodeRules { rules: sent.rules(), use_rule_level: sent.level() })
    }
}

/// The rules that were found, and how far they can be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRules {
    pub rules: PasscodeRules,
    pub from: RulesAt,
    /// Do they hold for this group, as far as the servers' answers tell? Else
    /// they are the nearest that could be read.
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
                    self.found = Some(FoundRules { rules: sent.rules, from: at, binding });
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PasswordSent {
    #[serde(default)]
    disallow_user_id: Flag,
    #[serde(default)]
    disallow_old_password: Flag,
    #[serde(default)]
    disallow_reversed_old_password: Flag,
    #[serde(default)]
    restrict_min_digits: Flag,
    #[serde(default)]
    min_digits: Number,
    #[serde(default)]
    restrict_min_upper_case_letters: Flag,
    #[serde(default)]
    min_upper_case_letters: Number,
    #[serde(default)]
    restrict_min_lower_case_letters: Flag,
    #[serde(default)]
    min_lower_case_letters: Number,
    #[serde(default)]
    restrict_min_non_alphanumeric_characters: Flag,
    #[serde(default)]
    min_non_alphanumeric_characters: Number,
    #[serde(default)]
    min_length: Number,
    #[serde(default)]
    disallow_previous_passwords: Flag,
    #[serde(default)]
    number_of_previous_passwords: Number,
}

impl Call for GetPasswordRules {
    type Answer = PasswordRules;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.group.path(&self.api, &["password_rules"]))
    }

    fn answer(&self, response: &Response) -> Result<PasswordRules, Refusal> {
        check(response, About::Any, &[])?;
        let sent: Maybe<PasswordSent> = super::json::read(response)?;
        let sent = sent.0.ok_or_else(|| Refusal::new(Kind::NotUnderstood).with_status(response.status))?;
        // A restriction whose number was not sent asks for one at least.
        let at_least =
            |flag: Flag, number: Number| if flag.is_on() { number.count().unwrap_or(1) } else { 0 };
        Ok(PasswordRules {
            min_length: sent.min_length.count().filter(|length| *length > 0),
            min_digits: at_least(sent.restrict_min_digits, sent.min_digits),
            min_upper: at_least(sent.restrict_min_upper_case_letters, sent.min_upper_case_letters),
            min_lower: at_least(sent.restrict_min_lower_case_letters, sent.min_lower_case_letters),
            min_special: at_least(
                sent.restrict_min_non_alphanumeric_characters,
                sent.min_non_alphanumeric_characters,
            ),
            user_id: sent.disallow_user_id.is_on(),
            old_password: sent.disallow_old_password.is_on(),
            reversed_old_password: sent.disallow_reversed_old_password.is_on(),
            previous_passwords: sent
                .disallow_previous_passwords
                .is_on()
                .then(|| sent.number_of_previous_passwords.count()),
        })
    }
}
