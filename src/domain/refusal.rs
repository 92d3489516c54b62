//! Why something was refused or went wrong: one type for all vendors.

use std::borrow::Cow;

use super::passcode_rules::Rule;
use super::pin::PinTrouble;

/// What kind of "no" it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// No session, or it has ended: sign in again, in place.
    NotSignedIn,
    /// The server wants somebody to sign in, and this system has no sign-in.
    NoSignIn,
    /// Signing in failed: the name or the password is wrong.
    WrongCredentials,
    /// Signed in, but without the right.
    NotAllowed,
    /// The object asked for is not there.
    NotFound,
    /// The path itself is unknown to this server (an older or newer age).
    NoSuchResource,
    /// Some values were refused; see the problems.
    RefusedValues,
    /// Something else must be done first.
    MustFirst(Prerequisite),
    /// The change was made, but not all that goes with it.
    DoneInPart,
    /// The object or the whole resource is no more (410).
    Gone,
    /// The account has as many sessions as it may have: one must end first.
    TooManySessions,
    /// The server asks to wait: maintenance, throttling, switchover.
    Busy { retry_after: Option<u32> },
    /// XiVO: the server could not ask its authentication service who is asking.
    AuthenticationOutOfReach,
    /// The sign-in page of something that stands before the system, a proxy say, came in its place.
    SignInBefore,
    /// Something that stands before the system, a proxy or a firewall, refused in its place.
    RefusedBefore,
    /// No answer at all, or only a part of one.
    OutOfReach(Unreached),
    /// The server could not read the request (400 without a refused value): a
    /// mistake of this program, or a server of another age.
    Malformed,
    /// An answer that is none of this server's: HTML from a proxy, cut JSON, wrong types.
    NotUnderstood,
    /// The server failed (5xx). After a write the outcome is unknown: read again.
    ServerFault,
}

/// How an answer failed to arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// The connection could not be made, or broke.
    NoConnection,
    /// Nothing came within the time limit.
    TimedOut,
    /// The answer broke off half way.
    CutShort,
    /// The answer was longer than is read here, and was not read to its end.
    TooLong,
    /// A part of this program that is needed to ask did not come.
    ProgramPart,
}

/// What must be done before the server agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prerequisite {
    /// XiVO: the CTI needs a username and a password on the user.
    UsernameAndPassword,
    /// XiVO 1.0: the user owns a voicemail (412).
    DeleteVoicemail,
    /// XiVO 1.1: dissociate the line first.
    DetachLine,
    /// XiVO 1.1: dissociate the voicemail first.
    DetachVoicemail,
    /// XiVO: dissociate what the server names first.
    DetachOther,
    /// APIO, ICWS: the password must be changed before anything else.
    ChangePassword,
    /// The web server asks for Digest or Basic credentials, which only the browser can give.
    BrowserCredentials,
    /// XiVO: the user already has a CTI profile, change it instead.
    ChangeInstead,
    /// XiVO: the account is checked by LDAP, for which the service wants the domain name of
    /// its tenant.
    DomainName,
    /// XiVO: the account signs in by SAML, at the web page of another service.
    SingleSignOn,
}

/// What is wrong with one value, as far as it could be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A value is needed.
    Missing,
    /// XiVO: a mobile phone number is needed while calls fall back to it.
    NeededByFallback,
    /// The server has no such field.
    UnknownField,
    /// Longer than `max` characters, where the limit is known.
    TooLong {
        max: Option<u32>,
    },
    TooShort {
        min: Option<u32>,
    },
    /// Outside of the numbers allowed.
    OutOfRange {
        min: Option<i64>,
        max: Option<i64>,
        step: Option<i64>,
    },
    /// The form is not as demanded (a pattern, an address, digits).
    WrongForm(Form),
    /// Not of the type that the server expects (text for a number, ...).
    WrongType,
    /// Somebody else has it already.
    Taken,
    /// Somebody else has this or another of the values that were sent; which, the server did
    /// not say.
    OneIsTaken,
    /// Names something that does not exist (a CTI profile, a language).
    DoesNotExist {
        value: Option<String>,
    },
    /// Several have this name (CTI profiles).
    NamesSeveral,
    /// Several departments have this name.
    NamesSeveralDepartments,
    /// May not be empty on this server once set.
    MayNotBeNull,
    /// ICWS: the number of the validator (documents/icws-put-user-client.txt).
    Validator(i64),
    /// ICWS: the number of the licence error, where the server gave one.
    Licence(Option<i64>),
    /// XiVO: the account lacks a right (`confd.users.1.update`), or has it not in the
    /// tenant that the call was made for.
    MissingRight {
        right: String,
        /// The call was made for a tenant, which may be what it lacks.
        names_tenant: bool,
    },
    /// Refused, and the server did not say why in any known form.
    Refused,
    /// The value is wrong, or the person or the session may not do this: the
    /// server did not say which.
    Doubtful,
    /// The server has another value than the one that was sent.
    NotKept,
    /// It was typed twice, and not the same.
    NotRepeated,
    /// It cannot be a PIN.
    Pin(PinTrouble),
    /// It breaks a rule for PINs.
    PinRule(Rule),
    /// One of several values was refused: the server did not say which.
    RefusedOne,
}

/// The form that a text must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `"Name" <digits>`, the number being optional.
    CallerId,
    /// The name alone: the server puts it in double quotes, and stores others within
    /// it as they are.
    CallerIdWithoutQuotes,
    /// Digits, `*` and `#`, perhaps after a `+`.
    PhoneNumber,
    /// Digits, `*` and `#`.
    TelephoneKeys,
    Email,
    /// ASCII letters, digits, some signs and `@`.
    Username,
    /// The same without `@`.
    LoginCharacters,
    /// At least four of these.
    Password,
    /// `fr_FR`.
    Language,
    Digits,
    /// APIO: a calling line name, without `%`, `+`, `\`, `"` and letters with accents.
    CallingLineName,
    /// A form that is not known here.
    Other,
}

/// One thing that is wrong, at its field if one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the field on the wire (`firstname`, `cti_profile_id`, `newPassword`).
    pub field: Option<Cow<'static, str>>,
    pub trouble: Trouble,
    /// The value that was refused, where the server repeats it and it is no secret.
    pub value: Option<String>,
    /// The server's own words, secrets removed.
    pub server_message: Option<String>,
}

impl Problem {
    pub fn at(field: impl Into<Cow<'static, str>>, trouble: Trouble) -> Self {
        Self { field: Some(field.into()), trouble, value: None, server_message: None }
    }

    pub fn without_field(trouble: Trouble) -> Self {
        Self { field: None, trouble, value: None, server_message: None }
    }

    pub fn with_server_message(mut self, words: impl Into<String>) -> Self {
        self.server_message = Some(words.into());
        self
    }
}

/// A refusal or a fault, whole: no text of the server is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub kind: RefusalKind,
    pub problems: Vec<Problem>,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// All that the server said, in its own words, secrets removed.
    pub server_messages: Vec<String>,
}

impl Refusal {
    pub fn new(kind: RefusalKind) -> Self {
        Self { kind, problems: Vec::new(), status: None, server_messages: Vec::new() }
    }

    /// The values with these problems are refused.
    pub fn of_values(problems: Vec<Problem>) -> Self {
        Self { problems, ..Self::new(RefusalKind::RefusedValues) }
    }

    pub fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    pub fn with_problem(mut self, problem: Problem) -> Self {
        self.problems.push(problem);
        self
    }

    pub fn with_server_message(mut self, words: impl Into<String>) -> Self {
        self.server_messages.push(words.into());
        self
    }

    /// Puts the problems that have no field at those that were sent, for a
    /// server that never names one: at each of them, since it may be any.
    /// Where more than [`MOST_SENT`](Self::MOST_SENT) were sent, it would be
    /// a guess, and they stay without a field.
    pub fn at_sent(mut self, fields: &[&'static str]) -> Self {
        if fields.is_empty() || fields.len() > Self::MOST_SENT {
            return self;
        }
        let mut placed = Vec::with_capacity(self.problems.len());
        for problem in self.problems {
            match problem.field {
                Some(_) => placed.push(problem),
                None => placed.extend(
                    fields
                        .iter()
                        .map(|field| Problem { field: Some(Cow::Borrowed(field)), ..problem.clone() }),
                ),
            }
        }
        self.problems = placed;
        self
    }

    /// As many fields may share a problem that names none of them.
    pub const MOST_SENT: usize = 3;

    /// Reads a 401 or 403 that came to a request with a secret of its own, an
    /// old password or PIN, once it was found out whether the session holds:
    /// with it, it is the secret that was refused. `None`: not found out, and
    /// what the answer looked like has to do.
    pub fn in_session(&mut self, holds: Option<bool>) {
        match holds {
            Some(true) => {
                self.kind = RefusalKind::RefusedValues;
                self.problems.iter_mut().for_each(|problem| problem.trouble = Trouble::Refused);
            }
            Some(false) => self.kind = RefusalKind::NotSignedIn,
            None => {}
        }
    }

    /// Is it the server, or what stands before it, that was out of reach or asks to wait? Another
    /// request would fare no better.
    pub fn is_outage(&self) -> bool {
        matches!(
            self.kind,
            RefusalKind::OutOfReach(_)
                | RefusalKind::SignInBefore
                | RefusalKind::Busy { .. }
                | RefusalKind::AuthenticationOutOfReach
        ) || self.status.is_some_and(|status| matches!(status, 502..=504))
    }

    /// Is nobody signed in, or is there no way to sign in? Another request would fare no better.
    pub fn is_signed_out(&self) -> bool {
        matches!(self.kind, RefusalKind::NotSignedIn | RefusalKind::NoSignIn)
    }

    /// After a write: may the change have been made all the same?
    pub fn outcome_unknown(&self) -> bool {
        matches!(
            self.kind,
            RefusalKind::OutOfReach(_) | RefusalKind::ServerFault | RefusalKind::NotUnderstood
        )
            // Sent on to another page, before or after.
            || self.kind == RefusalKind::SignInBefore && self.status.is_none()
            || self.status.is_some_and(|status| status >= 500)
    }
}
