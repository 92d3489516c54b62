//! The rules that a PIN must keep (BroadWorks: portal passcode rules).
//!
//! What they mean was taken from the BroadWorks schema and the vectors of
//! tests/fixtures/apio/passcode-rule-vectors.json. The server decides; a
//! verdict here is a courtesy, given while somebody types.

use super::pin::{self, Pin};
use super::secret::Secret;

/// How a rule stands for what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Met,
    NotMet,
    /// The server may refuse it: servers differ.
    Warn,
    /// What it takes to tell is known to the server alone.
    OnlyServerKnows,
}

/// One rule that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The digits 0 to 9 only.
    DigitsOnly,
    /// How many characters; at least one of the two is known.
    Length { min: Option<u32>, max: Option<u32> },
    /// No digit more than this often in a row; `None`: the server did not say how often.
    RepeatedDigits { max: Option<u32> },
    /// Not one part said again and again (121212, 472472).
    RepeatedPatterns,
    /// No more digits in steps of one than this, upwards and downwards.
    Sequences { ascending: Option<u32>, descending: Option<u32> },
    /// Not the person's own extension or number.
    UserNumber,
    /// Not that backwards.
    ReversedUserNumber,
    /// None of the last PINs; `None`: the server did not say how many.
    OldPasscode { previous: Option<u32> },
    /// Not the current PIN backwards.
    ReversedOldPasscode,
}

/// The rules of a group. A rule that is off is `false` or `None`; the inner
/// `None` is a rule that is on and whose number the server did not send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PasscodeRules {
    /// 2 to 15 characters.
    pub min_length: Option<u32>,
    /// 3 to 30 characters.
    pub max_length: Option<u32>,
    /// 1 to 6 digits.
    pub repeated_digits: Option<Option<u32>>,
    pub repeated_patterns: bool,
    pub sequences: Option<Sequences>,
    pub user_number: bool,
    pub reversed_user_number: bool,
    /// 1 to 10 PINs.
    pub old_passcode: Option<Option<u32>>,
    pub reversed_old_passcode: bool,
    /// Wrong PINs until the login is disabled, 2 to 10.
    pub max_failed_logins: Option<Option<u32>>,
    /// Days until a PIN must be changed, 15 to 180.
    pub expires_days: Option<Option<u32>>,
}

/// How many digits may stand in steps of one, 2 to 5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sequences {
    pub ascending: Option<u32>,
    pub descending: Option<u32>,
}

/// The person's own extension and numbers, as digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNumbers(Vec<Vec<u8>>);

/// Shorter parts that two numbers share are chance.
const TELLING_PART: usize = 3;

/// The largest limits that BroadWorks can hold: beyond them a rule is broken
/// even where the server did not send its number.
const MOST_REPEATED: usize = 6;
const MOST_SEQUENCE: usize = 5;
const LEAST_SEQUENCE: usize = 2;

impl OwnNumbers {
    /// From how the server writes them: `4711`, `+3520000042`, `+1-3015551212`.
    /// Empty ones are left out.
    pub fn new<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: Vec<Vec<u8>> = Vec::new();
        let mut add = |text: &str| {
            let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
            if !digits.is_empty() && !all.contains(&digits) {
                all.push(digits);
            }
        };
        for number in numbers {
            add(number);
            // BroadWorks parts the country code with a hyphen; people know the rest.
            if let Some((_, national)) = number.strip_prefix('+').and_then(|rest| rest.split_once('-')) {
                add(national);
            }
        }
        Self(all)
    }

    fn verdict(&self, pin: &[u8]) -> Verdict {
        let mut verdict = Verdict::Met;
        for own in &self.0 {
            if own == pin {
                return Verdict::NotMet;
            }
            if contains(pin, own) || contains(own, pin) {
                verdict = Verdict::Warn;
            }
        }
        verdict
    }
}

fn contains(whole: &[u8], part: &[u8]) -> bool {
    part.len() >= TELLING_PART && whole.windows(part.len()).any(|window| window == part)
}

impl PasscodeRules {
    /// The rules that are on, in the order in which they are shown.
    pub fn list(&self) -> Vec<Rule> {
        let mut rules = vec![Rule::DigitsOnly];
        if self.min_length.is_some() || self.max_length.is_some() {
            rules.push(Rule::Length { min: self.min_length, max: self.max_length });
        }
        if let Some(max) = self.repeated_digits {
            rules.push(Rule::RepeatedDigits { max });
        }
        if self.repeated_patterns {
            rules.push(Rule::RepeatedPatterns);
        }
        if let Some(Sequences { ascending, descending }) = self.sequences {
            rules.push(Rule::Sequences { ascending, descending });
        }
        if self.user_number {
            rules.push(Rule::UserNumber);
        }
        if self.reversed_user_number {
            rules.push(Rule::ReversedUserNumber);
        }
        if let Some(previous) = self.old_passcode {
            rules.push(Rule::OldPasscode { previous });
        }
        if self.reversed_old_passcode {
            rules.push(Rule::ReversedOldPasscode);
        }
        rules
    }

    /// How each rule that is on stands for what was typed so far; `current`
    /// is the current PIN where it was typed.
    pub fn evaluate(
        &self,
        typed: &Secret,
        current: Option<&Secret>,
        own: &OwnNumbers,
    ) -> Vec<(Rule, Verdict)> {
        self.list().into_iter().map(|rule| (rule, rule.verdict(typed, current, own))).collect()
    }

    /// A new PIN that keeps all rules without a doubt, has nothing of the own numbers and
    /// no digit more than twice in a row, every such PIN of its length being equally likely. `fill` is the browser's cryptographic
    /// source. `None` if the rules leave nothing, or the source is no good.
    pub fn generate(&self, own: &OwnNumbers, mut fill: impl FnMut(&mut [u8])) -> Option<Pin> {
        let most = self.max_length.map_or(pin::MAX_LENGTH, |max| pin::MAX_LENGTH.min(max as usize));
        let least = self.min_length.map_or(1, |min| (min as usize).max(1));
        let length = least.max(GENERATED_LENGTH.min(most));
        if length > most {
            return None;
        }
        let mut digits = Digits { pool: [0; 64], left: 0, fills: 0, fill: &mut fill };
        loop {
            let mut text = String::with_capacity(length);
            for _ in 0..length {
                text.push(digits.next()?);
            }
            let candidate = Secret::new(text);
            let passes = self.evaluate(&candidate, None, own).into_iter().all(|(rule, verdict)| {
                verdict == Verdict::Met || (verdict == Verdict::OnlyServerKnows && rule.is_about_the_past())
            });
            // Whoever knows the number would guess it, whether a rule forbids it or not; and who
            // writes down what is read aloud loses count of a digit said many times.
            let is_good = |typed: &str| {
                own.verdict(typed.as_bytes()) == Verdict::Met
                    && longest_run(typed, |a, b| a == b) <= MOST_REPEATED_IN_GENERATED
            };
            if passes && candidate.judge(is_good) {
                return Pin::new(&candidate).ok();
            }
        }
    }
}

/// Digits of a generated PIN where the rules allow it.
const GENERATED_LENGTH: usize = 6;

/// How often a digit of a generated PIN may stand in a row.
const MOST_REPEATED_IN_GENERATED: usize = 2;

/// Enough for some tens of thousands of tries; rules that pass one PIN in a
/// thousand still find one.
const MOST_FILLS: usize = 4096;

struct Digits<'a, F: FnMut(&mut [u8])> {
    pool: [u8; 64],
    left: usize,
    fills: usize,
    fill: &'a mut F,
}

impl<F: FnMut(&mut [u8])> Digits<'_, F> {
    /// A byte of 250 or more is thrown away, so that no digit is likelier.
    fn next(&mut self) -> Option<char> {
        loop {
            if self.left == 0 {
                if self.fills == MOST_FILLS {
                    return None;
                }
                self.fills += 1;
                (self.fill)(&mut self.pool);
                self.left = self.pool.len();
            }
            self.left -= 1;
            let byte = *self.pool.get(self.left)?;
            if byte < 250 {
                return Some(char::from(b'0' + byte % 10));
            }
        }
    }
}

impl Rule {
    /// Can only earlier PINs tell?
    pub fn is_about_the_past(self) -> bool {
        matches!(self, Self::OldPasscode { .. } | Self::ReversedOldPasscode)
    }

    /// The names of the rule on the wire, and in the vectors.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::DigitsOnly => &["digitsOnly"],
            Self::Length { .. } => &["minCodeLength", "maxCodeLength"],
            Self::RepeatedDigits { .. } => &["disallowRepeatedDigits"],
            Self::RepeatedPatterns => &["disallowRepeatedPatterns"],
            Self::Sequences { .. } => &["disallowContiguousSequences"],
            Self::UserNumber => &["disallowUserNumber"],
            Self::ReversedUserNumber => &["disallowReversedUserNumber"],
            Self::OldPasscode { .. } => &["disallowOldPasscode"],
            Self::ReversedOldPasscode => &["disallowReversedOldPasscode"],
        }
    }

    fn verdict(self, typed: &Secret, current: Option<&Secret>, own: &OwnNumbers) -> Verdict {
        typed.judge(|typed| match self {
            Self::DigitsOnly => met(!typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit())),
            Self::Length { min, max } => length(typed, min, max),
            Self::RepeatedDigits { max } => within(longest_run(typed, |a, b| a == b), max, 1, MOST_REPEATED),
            Self::RepeatedPatterns => met(!is_tiled(typed)),
            Self::Sequences { ascending, descending } => worse(
                sequence(typed, ascending, |a, b| a + 1 == b, |a, b| (a + 1) % 10 == b),
                sequence(typed, descending, |a, b| a == b + 1, |a, b| a == (b + 1) % 10),
            ),
            Self::UserNumber => own.verdict(typed.as_bytes()),
            Self::ReversedUserNumber => {
                let reversed: Vec<u8> = typed.bytes().rev().collect();
                own.verdict(&reversed)
            }
            Self::OldPasscode { previous } => match current {
                Some(current) if current.satisfies(|current| current == typed) => Verdict::NotMet,
                // The one PIN that counts is the one that was typed.
                Some(current) if previous == Some(1) && !current.is_empty() => Verdict::Met,
                _ => Verdict::OnlyServerKnows,
            },
            Self::ReversedOldPasscode => match current {
                Some(current) if !current.is_empty() => {
                    met(!current.satisfies(|current| current.chars().rev().eq(typed.chars())))
                }
                _ => Verdict::OnlyServerKnows,
            },
        })
    }
}

/// May it be sent, as far as one can tell here? The worst of all verdicts,
/// and the first rule that gave it: `None` where nothing speaks against it.
pub fn worst(verdicts: &[(Rule, Verdict)]) -> Option<(Rule, Verdict)> {
    let first = |wanted| verdicts.iter().find(|(_, verdict)| *verdict == wanted).copied();
    first(Verdict::NotMet).or_else(|| first(Verdict::Warn))
}

fn met(is_met: bool) -> Verdict {
    if is_met { Verdict::Met } else { Verdict::NotMet }
}

fn length(text: &str, min: Option<u32>, max: Option<u32>) -> Verdict {
    let length = text.chars().count();
    met(min.is_none_or(|min| length >= min as usize) && max.is_none_or(|max| length <= max as usize))
}

/// A limit that was not sent lies between `least` and `most`.
fn within(run: usize, max: Option<u32>, least: usize, most: usize) -> Verdict {
    match max {
        Some(max) => met(run <= max as usize),
        None if run <= least => Verdict::Met,
        None if run > most => Verdict::NotMet,
        None => Verdict::OnlyServerKnows,
    }
}

/// Whether a step from 9 to 0 counts is not known, so it only warns.
fn sequence(
    text: &str,
    max: Option<u32>,
    step: impl Fn(u8, u8) -> bool,
    step_around: impl Fn(u8, u8) -> bool,
) -> Verdict {
    let digits = |a: char, b: char| Some((digit(a)?, digit(b)?));
    let run = |step: &dyn Fn(u8, u8) -> bool| {
        longest_run(text, |a, b| digits(a, b).is_some_and(|(a, b)| step(a, b)))
    };
    match within(run(&step), max, LEAST_SEQUENCE, MOST_SEQUENCE) {
        Verdict::Met if within(run(&step_around), max, LEAST_SEQUENCE, MOST_SEQUENCE) != Verdict::Met => {
            Verdict::Warn
        }
        verdict => verdict,
    }
}

fn digit(sign: char) -> Option<u8> {
    sign.to_digit(10).map(|digit| digit as u8)
}

fn worse(one: Verdict, other: Verdict) -> Verdict {
    let weight = |verdict| match verdict {
        Verdict::Met => 0,
        Verdict::OnlyServerKnows => 1,
        Verdict::Warn => 2,
        Verdict::NotMet => 3,
    };
    if weight(one) >= weight(other) { one } else { other }
}

/// How many characters stand in the longest row in which each neighbour follows from the last.
fn longest_run(text: &str, follows: impl Fn(char, char) -> bool) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for sign in text.chars() {
        run = if last.is_some_and(|last| follows(last, sign)) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(sign);
    }
    longest
}

/// Is the text one part, twice or more often, and nothing else?
fn is_tiled(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    (1..=signs.len() / 2).any(|part| {
        signs.len().is_multiple_of(part) && signs.iter().zip(signs.iter().skip(part)).all(|(a, b)| a == b)
    })
}
