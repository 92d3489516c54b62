//! The rules for PINs and passwords
//! (tests/fixtures/apio/11-passcode-rules.http, 12-password-rules.http).

use serde::Deserialize;

use super::refusal::{CallKind, check_status, ends_search};
use super::{Api, GroupIds};
use crate::domain::passcode_rules::Sequences;
use crate::domain::{PasscodeRules, PasswordRules, Refusal};
use crate::wire::json::{Unreadable, not_read, optional, or_default, read_object};
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// Rules for PINs as they are sent. A number counts only where its flag is on.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PasscodeRulesBody {
    #[serde(deserialize_with = "or_default")]
    use_rule_level: String,
    #[serde(deserialize_with = "optional")]
    min_code_length: Option<u32>,
    #[serde(deserialize_with = "optional")]
    max_code_length: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    disallow_repeated_digits: bool,
    #[serde(deserialize_with = "optional")]
    number_of_repeated_digits: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    disallow_repeated_patterns: bool,
    #[serde(deserialize_with = "or_default")]
    disallow_contiguous_sequences: bool,
    #[serde(deserialize_with = "optional")]
    number_of_ascending_digits: Option<u32>,
    #[serde(deserialize_with = "optional")]
    number_of_descending_digits: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    disallow_user_number: bool,
    #[serde(deserialize_with = "or_default")]
    disallow_reversed_user_number: bool,
    #[serde(deserialize_with = "or_default")]
    disallow_old_passcode: bool,
    #[serde(deserialize_with = "optional")]
    number_of_previous_passcodes: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    disallow_reversed_old_passcode: bool,
    #[serde(deserialize_with = "or_default")]
    disable_login_after_max_failed_login_attempts: bool,
    #[serde(deserialize_with = "optional")]
    max_failed_login_attempts: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    expire_password: bool,
    #[serde(deserialize_with = "optional")]
    passcode_expires_days: Option<u32>,
}

impl PasscodeRulesBody {
    fn rules(&self) -> PasscodeRules {
        let length = |length: Option<u32>| length.filter(|length| *length > 0);
        PasscodeRules {
            min_length: length(self.min_code_length),
            max_length: length(self.max_code_length),
            repeated_digits: self.disallow_repeated_digits.then_some(self.number_of_repeated_digits),
            repeated_patterns: self.disallow_repeated_patterns,
            sequences: self.disallow_contiguous_sequences.then_some(Sequences {
                ascending: self.number_of_ascending_digits,
                descending: self.number_of_descending_digits,
            }),
            user_number: self.disallow_user_number,
            reversed_user_number: self.disallow_reversed_user_number,
            old_passcode: self.disallow_old_passcode.then_some(self.number_of_previous_passcodes),
            reversed_old_passcode: self.disallow_reversed_old_passcode,
            max_failed_logins: self
                .disable_login_after_max_failed_login_attempts
                .then_some(self.max_failed_login_attempts),
            expires_days: self.expire_password.then_some(self.passcode_expires_days),
        }
    }

    fn rule_level(&self) -> Option<RuleLevel> {
        match self.use_rule_level.as_str() {
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
        check_status(response, CallKind::Plain, &[])?;
        let body: PasscodeRulesBody = read_object(response)?;
        let sent = SentPasscodeRules { rules: body.rules(), use_rule_level: body.rule_level() };
        // Rules have lengths at least. What has none of them is no sign that every PIN will do.
        if sent == SentPasscodeRules::default() {
            return Err(not_read(response, Unreadable::NotUnderstood));
        }
        Ok(sent)
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
///     # let answer = Err(switchroom::domain::Refusal::new(switchroom::domain::RefusalKind::NotAllowed)); let _ = call;
///     // let answer = client.send(&call).await;
///     search.record_answer(answer);
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

    /// Takes what the last call was answered with.
    pub fn record_answer(&mut self, answer: Result<SentPasscodeRules, Refusal>) {
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
            Err(refusal) if ends_search(&refusal) => self.refusal = Some(refusal),
            Err(_) => self.next = farther(at),
        }
    }

    /// `Ok(None)`: no rules can be read, the server will decide.
    ///
    /// # Errors
    /// The refusal that kept the rules from being read, if none were found.
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
        check_status(response, CallKind::Plain, &[])?;
        let body: PasswordRulesBody = read_object(response)?;
        Ok(body.rules())
    }
}

/// Rules for passwords as they are sent. A number counts only where its flag is on.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PasswordRulesBody {
    #[serde(deserialize_with = "optional")]
    min_length: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    restrict_min_digits: bool,
    #[serde(deserialize_with = "optional")]
    min_digits: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    restrict_min_upper_case_letters: bool,
    #[serde(deserialize_with = "optional")]
    min_upper_case_letters: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    restrict_min_lower_case_letters: bool,
    #[serde(deserialize_with = "optional")]
    min_lower_case_letters: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    restrict_min_non_alphanumeric_characters: bool,
    #[serde(deserialize_with = "optional")]
    min_non_alphanumeric_characters: Option<u32>,
    #[serde(deserialize_with = "or_default")]
    disallow_user_id: bool,
    #[serde(deserialize_with = "or_default")]
    disallow_old_password: bool,
    #[serde(deserialize_with = "or_default")]
    disallow_reversed_old_password: bool,
    #[serde(deserialize_with = "or_default")]
    disallow_previous_passwords: bool,
    #[serde(deserialize_with = "optional")]
    number_of_previous_passwords: Option<u32>,
}

impl PasswordRulesBody {
    fn rules(&self) -> PasswordRules {
        // A restriction whose number was not sent asks for one at least.
        let at_least = |flag: bool, number: Option<u32>| if flag { number.unwrap_or(1) } else { 0 };
        PasswordRules {
            min_length: self.min_length.filter(|length| *length > 0),
            min_digits: at_least(self.restrict_min_digits, self.min_digits),
            min_upper: at_least(self.restrict_min_upper_case_letters, self.min_upper_case_letters),
            min_lower: at_least(self.restrict_min_lower_case_letters, self.min_lower_case_letters),
            min_special: at_least(
                self.restrict_min_non_alphanumeric_characters,
                self.min_non_alphanumeric_characters,
            ),
            user_id: self.disallow_user_id,
            old_password: self.disallow_old_password,
            reversed_old_password: self.disallow_reversed_old_password,
            previous_passwords: self.disallow_previous_passwords.then_some(self.number_of_previous_passwords),
        }
    }
}
