//! What became of a deletion, by what was read from the server afterwards.

use super::outcome::Answer;
use crate::domain::{Refusal, RefusalKind};

/// How things stand after a deletion was asked for. `T` is what the server
/// tells of what went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deletion<T> {
    Gone(Gone<T>),
    NotGone(NotGone),
}

/// Read afterwards, and not there any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone<T> {
    /// The server answered that it deleted it.
    Deleted(T),
    /// The server had nothing to delete: somebody else did, or the request
    /// reached it twice.
    Already,
    /// No answer came.
    WithoutAnswer,
    /// The server refused or failed.
    InSpiteOf(Refusal),
}

/// Read afterwards, and not known to be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotGone {
    /// The server answered that it deleted it, and still has it.
    Accepted,
    /// The server refused, and still has it.
    Refused(Refusal),
    /// The server failed or did a part, and still has it.
    Failed(Refusal),
    /// No answer came, and it is there so far: the deletion may still follow.
    SoFar(Refusal),
    /// It could not be read.
    Unread(Refusal),
    /// The server did not begin: nobody was signed in.
    NotBegun(Refusal),
}

impl<T> Deletion<T> {
    /// By how the deletion was answered, and how the object was read afterwards.
    pub fn of<O>(answer: Result<T, Refusal>, read: &Result<O, Refusal>) -> Self {
        let how = Answer::of(&answer);
        match (read, answer) {
            (Err(unread), Ok(report)) if is_absent(unread) => Self::Gone(Gone::Deleted(report)),
            (Err(unread), Err(refusal)) if is_absent(unread) => Self::Gone(match how {
                _ if is_absent(&refusal) => Gone::Already,
                Answer::Missing => Gone::WithoutAnswer,
                _ => Gone::InSpiteOf(refusal),
            }),
            (Err(unread), Ok(_)) => Self::NotGone(NotGone::Unread(unread.clone())),
            (Err(_), Err(refusal)) => Self::NotGone(NotGone::Unread(refusal)),
            (Ok(_), Ok(_)) => Self::NotGone(NotGone::Accepted),
            (Ok(_), Err(refusal)) => Self::NotGone(match how {
                Answer::Missing => NotGone::SoFar(refusal),
                _ if refusal.kind == RefusalKind::DoneInPart || refusal.outcome_unknown() => {
                    NotGone::Failed(refusal)
                }
                _ => NotGone::Refused(refusal),
            }),
        }
    }
}

impl NotGone {
    /// May the object be gone a little later?
    pub fn may_follow(&self) -> bool {
        matches!(self, Self::SoFar(_) | Self::Unread(_))
    }

    /// Why the server did not delete it, if it said so.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Accepted => None,
            Self::Refused(refusal)
            | Self::Failed(refusal)
            | Self::SoFar(refusal)
            | Self::Unread(refusal)
            | Self::NotBegun(refusal) => Some(refusal),
        }
    }
}

/// Does the refusal of a read say that the object is not there?
pub fn is_absent(refusal: &Refusal) -> bool {
    matches!(refusal.kind, RefusalKind::NotFound | RefusalKind::Gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::Unreached;

    fn refusal(kind: RefusalKind) -> Refusal {
        Refusal::new(kind)
    }

    #[test]
    fn what_is_not_there_is_gone_whatever_was_answered() {
        let read = Err::<(), _>(refusal(RefusalKind::NotFound));
        let of = |answer| Deletion::of(answer, &read);
        assert_eq!(of(Ok(())), Deletion::Gone(Gone::Deleted(())));
        for kind in [RefusalKind::NotFound, RefusalKind::Gone] {
            assert_eq!(of(Err(refusal(kind))), Deletion::Gone(Gone::Already));
        }
        let missing = refusal(RefusalKind::OutOfReach(Unreached::TimedOut));
        assert_eq!(of(Err(missing)), Deletion::Gone(Gone::WithoutAnswer));
        for kind in [RefusalKind::NotAllowed, RefusalKind::ServerFault, RefusalKind::NoSignIn] {
            let refusal = refusal(kind);
            assert_eq!(of(Err(refusal.clone())), Deletion::Gone(Gone::InSpiteOf(refusal)));
        }
    }

    #[test]
    fn what_is_there_is_not_gone_whatever_was_answered() {
        let of = |answer: Result<(), Refusal>| match Deletion::of(answer, &Ok(())) {
            Deletion::Gone(_) => panic!("it is there"),
            Deletion::NotGone(not_gone) => not_gone,
        };
        assert_eq!(of(Ok(())), NotGone::Accepted);
        for kind in [RefusalKind::NotAllowed, RefusalKind::NotFound, RefusalKind::NoSignIn] {
            let refusal = refusal(kind);
            let not_gone = of(Err(refusal.clone()));
            assert!(!not_gone.may_follow());
            assert_eq!(not_gone, NotGone::Refused(refusal));
        }
        for kind in [RefusalKind::ServerFault, RefusalKind::NotUnderstood, RefusalKind::DoneInPart] {
            let refusal = refusal(kind);
            assert_eq!(of(Err(refusal.clone())), NotGone::Failed(refusal));
        }
        let missing = refusal(RefusalKind::OutOfReach(Unreached::NoConnection));
        assert!(of(Err(missing.clone())).may_follow());
        assert_eq!(of(Err(missing.clone())), NotGone::SoFar(missing));
    }

    #[test]
    fn what_cannot_be_read_is_neither() {
        let unread = refusal(RefusalKind::ServerFault);
        let read = Err::<(), _>(unread.clone());
        let deletion = Deletion::of(Ok(()), &read);
        assert_eq!(deletion, Deletion::NotGone(NotGone::Unread(unread)));
        let refused = refusal(RefusalKind::NotAllowed);
        let deletion = Deletion::<()>::of(Err(refused.clone()), &read);
        assert_eq!(deletion, Deletion::NotGone(NotGone::Unread(refused)));
    }
}
