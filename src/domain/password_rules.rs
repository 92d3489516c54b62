//! The rules that a password must keep: those of the network element
//! (BroadWorks) and those of APIO's own settings
//! (documents/apio-profile-pincode.txt, "Configuration Information").

pub use super::passcode_rules::Verdict;
use super::secret::Secret;

/// The most characters that a password may have (BroadWorks schema).
pub const MAX_LENGTH: u32 = 60;

/// One rule that is on. Numbers are of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Length {
        min: Option<u32>,
        max: u32,
    },
    Digits {
        min: u32,
    },
    UpperCase {
        min: u32,
    },
    LowerCase {
        min: u32,
    },
    /// Neither letters nor digits.
    Special {
        min: u32,
    },
    /// Without the user id in it.
    UserId,
    OldPassword,
    ReversedOldPassword,
    /// None of the last ones; `None`: the server did not say how many.
    PreviousPasswords {
        count: Option<u32>,
    },
}

/// All rules together. A rule that is off is 0, `false` or `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PasswordRules {
    /// 3 to 40 characters.
    pub min_length: Option<u32>,
    /// 1 to 10 each, where the rule is on.
    pub min_digits: u32,
    pub min_upper: u32,
    pub min_lower: u32,
    pub min_special: u32,
    pub user_id: bool,
    pub old_password: bool,
    pub reversed_old_password: bool,
    /// 1 to 10 passwords.
    pub previous_passwords: Option<Option<u32>>,
}

/// What APIO itself demands of a password, whatever the network element says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalSettings {
    /// `VALIDATE_PASSWORD_LOCALLY`, by default false.
    pub validate_locally: bool,
    /// `VALIDATE_PASSWORD_LOCAL_RULE`, by default false: at least 8
    /// characters, one upper and one lower case, unless the former is true.
    pub local_rule: bool,
    /// `MINIMUM_PASSWORD_RULES.END_USER`, on top of the network element's.
    pub minimum: Minimum,
}

/// `MINIMUM_PASSWORD_RULES.END_USER`, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minimum {
    pub special: u32,
    pub upper: u32,
    pub lower: u32,
    pub digits: u32,
    pub length: u32,
}

impl Default for Minimum {
    /// The documented defaults.
    fn default() -> Self {
        Self { special: 1, upper: 1, lower: 1, digits: 1, length: 8 }
    }
}

impl Default for LocalSettings {
    /// The documented defaults.
    fn default() -> Self {
        Self { validate_locally: false, local_rule: false, minimum: Minimum::default() }
    }
}

impl PasswordRules {
    /// The rules of the network element, and on top of them what APIO's
    /// settings demand: the stricter number of the two holds.
    pub fn with_settings(&self, settings: &LocalSettings) -> Self {
        let Minimum { mut special, mut upper, mut lower, mut digits, mut length } = settings.minimum;
        if settings.local_rule && !settings.validate_locally {
            (upper, lower, length) = (upper.max(1), lower.max(1), length.max(8));
        }
        special = special.max(self.min_special);
        upper = upper.max(self.min_upper);
        lower = lower.max(self.min_lower);
        digits = digits.max(self.min_digits);
        length = length.max(self.min_length.unwrap_or(0));
        Self {
            min_length: (length > 0).then_some(length),
            min_digits: digits,
            min_upper: upper,
            min_lower: lower,
            min_special: special,
            ..self.clone()
        }
    }

    /// The rules that are on, in the order in which they are shown.
    pub fn list(&self) -> Vec<Rule> {
        let mut rules = vec![Rule::Length { min: self.min_length, max: MAX_LENGTH }];
        let counted = [
            (self.min_digits, Rule::Digits { min: self.min_digits }),
            (self.min_upper, Rule::UpperCase { min: self.min_upper }),
            (self.min_lower, Rule::LowerCase { min: self.min_lower }),
            (self.min_special, Rule::Special { min: self.min_special }),
        ];
        rules.extend(counted.into_iter().filter(|(min, _)| *min > 0).map(|(_, rule)| rule));
        let flagged = [
            (self.user_id, Rule::UserId),
            (self.old_password, Rule::OldPassword),
            (self.reversed_old_password, Rule::ReversedOldPassword),
        ];
        rules.extend(flagged.into_iter().filter(|(on, _)| *on).map(|(_, rule)| rule));
        if let Some(count) = self.previous_passwords {
            rules.push(Rule::PreviousPasswords { count });
        }
        rules
    }

    /// How each rule that is on stands for what was typed so far; `old` is
    /// the old password where it was typed.
    pub fn evaluate(&self, typed: &Secret, old: Option<&Secret>, user_id: &str) -> Vec<(Rule, Verdict)> {
        let old = old.filter(|old| !old.is_empty());
        self.list()
            .into_iter()
            .map(|rule| (rule, typed.judge(|typed| rule.verdict(typed, old, user_id))))
            .collect()
    }
}

impl Rule {
    fn verdict(self, typed: &str, old: Option<&Secret>, user_id: &str) -> Verdict {
        match self {
            Self::Length { min, max } => {
                let length = typed.chars().count();
                met(length <= max as usize && min.is_none_or(|min| length >= min as usize))
            }
            Self::Digits { min } => counted(typed, min, |c| c.is_ascii_digit(), char::is_numeric),
            Self::UpperCase { min } => counted(typed, min, |c| c.is_ascii_uppercase(), char::is_uppercase),
            Self::LowerCase { min } => counted(typed, min, |c| c.is_ascii_lowercase(), char::is_lowercase),
            Self::Special { min } => {
                counted(typed, min, |c| c.is_ascii() && !c.is_ascii_alphanumeric(), |c| !c.is_alphanumeric())
            }
            Self::UserId => user_id_verdict(typed, user_id),
            Self::OldPassword => match old {
                Some(old) => met(!old.satisfies(|old| old == typed)),
                None => Verdict::OnlyServerKnows,
            },
            Self::ReversedOldPassword => match old {
                Some(old) => met(!old.satisfies(|old| old.chars().rev().eq(typed.chars()))),
                None => Verdict::OnlyServerKnows,
            },
            Self::PreviousPasswords { .. } => match old {
                Some(old) if old.satisfies(|old| old == typed) => Verdict::NotMet,
                _ => Verdict::OnlyServerKnows,
            },
        }
    }
}

fn met(is_met: bool) -> Verdict {
    if is_met { Verdict::Met } else { Verdict::NotMet }
}

/// Servers differ on whether `É` is an upper case letter: that only warns.
fn counted(text: &str, min: u32, surely: fn(char) -> bool, perhaps: fn(char) -> bool) -> Verdict {
    let min = min as usize;
    if text.chars().filter(|sign| surely(*sign)).count() >= min {
        Verdict::Met
    } else if text.chars().filter(|sign| surely(*sign) || perhaps(*sign)).count() >= min {
        Verdict::Warn
    } else {
        Verdict::NotMet
    }
}

/// The whole id is refused; the part before the `@` is a doubt.
fn user_id_verdict(typed: &str, user_id: &str) -> Verdict {
    let (typed, id) = (typed.to_lowercase(), user_id.to_lowercase());
    let name = id.split('@').next().unwrap_or_default();
    if !id.is_empty() && typed.contains(&id) {
        Verdict::NotMet
    } else if name.chars().count() >= 3 && typed.contains(name) {
        Verdict::Warn
    } else {
        Verdict::Met
    }
}

/// The worst of all verdicts, and the first rule that gave it: `None` where
/// nothing speaks against the password.
pub fn worst(verdicts: &[(Rule, Verdict)]) -> Option<(Rule, Verdict)> {
    let first = |wanted| verdicts.iter().find(|(_, verdict)| *verdict == wanted).copied();
    first(Verdict::NotMet).or_else(|| first(Verdict::Warn))
}
