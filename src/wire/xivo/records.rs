//! Everybody with all values, read while the list arrives.

use super::split::{Ending, Splitter};
use super::user::User;
use crate::domain::refusal::Unreached;
use crate::domain::{Refusal, RefusalKind};

/// Takes the body of a good answer to [`super::users::ListUsers`] piece by piece and gives whole
/// users. The list of rows holds less of each, and takes less room.
#[derive(Default)]
pub struct UserRecordReader {
    splitter: Splitter,
    not_understood: usize,
}

/// How a list of records ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordsEnd {
    /// The server's own count, where it gives one.
    pub total: Option<u64>,
    /// Items that were no user.
    pub not_understood: usize,
}

impl UserRecordReader {
    /// Takes the next piece; each user that it completes goes to `take`.
    pub fn feed(&mut self, piece: &[u8], take: &mut dyn FnMut(User)) {
        let Self { splitter, not_understood } = self;
        splitter.feed(piece, |item| {
            let readable = String::from_utf8_lossy(item);
            match serde_json::from_str(&readable).ok().and_then(User::from_json) {
                Some(user) => take(user),
                None => *not_understood += 1,
            }
        });
    }

    /// After the last piece: was it a whole list?
    ///
    /// # Errors
    /// The answer was no list, or was cut short.
    pub fn finish(self) -> Result<RecordsEnd, Refusal> {
        let total = self.splitter.total();
        let kind = match self.splitter.finish() {
            Ending::Whole => return Ok(RecordsEnd { total, not_understood: self.not_understood }),
            Ending::CutShort => RefusalKind::OutOfReach(Unreached::CutShort),
            Ending::NoList => RefusalKind::NotUnderstood,
        };
        Err(Refusal::new(kind).with_status(200))
    }
}
