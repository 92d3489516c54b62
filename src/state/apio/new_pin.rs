//! New PINs that an administrator gives: made here, shown once, and never given back.

use super::Apio;
use crate::browser::share;
use crate::domain::passcode_rules::OwnNumbers;
use crate::domain::{Pin, Refusal, RefusalKind, Secret};
use crate::plan::Row;
use crate::state::plan::{Outcome, RowRun};
use crate::state::row_requests::RowRequests;
use crate::wire::apio::UserIds;
use crate::wire::apio::pincode::PinState;
use crate::wire::apio::profile_form::ProfileField;
use crate::wire::apio::rules::FoundRules;

/// Makes a PIN for somebody with these numbers. None where none keeps the rules, or the browser has no
/// random numbers.
pub fn make_pin(rules: Option<&FoundRules>, numbers: &OwnNumbers) -> Option<Pin> {
    let rules = rules.map(|found| found.rules.clone()).unwrap_or_default();
    let mut is_random = true;
    let pin = rules.generate(numbers, |bytes| is_random = is_random && share::random(bytes));
    pin.filter(|_| is_random)
}

impl Apio {
    /// Sets the PIN of a row.
    pub(super) async fn set_new_pin(
        &self,
        ids: &UserIds,
        pin: &Secret,
        row: &Row<ProfileField>,
    ) -> RowRun<ProfileField> {
        let Ok(pin) = Pin::new(pin) else { return RowRun::new(Outcome::NotTried, None) };
        let before = self.read_pin(ids).await.ok();
        // A PIN cannot be read back: the documented answer is all that tells that it was set.
        match self.change_pin(ids, pin, None).await {
            Ok(_) => RowRun::new(Outcome::Done, Some(row.clone())),
            Err(refusal) if self.may_be_set(ids, before, &refusal).await => {
                RowRun::new(Outcome::Unknown(refusal), None)
            }
            Err(refusal) => RowRun::new(Outcome::Refused(refusal), None),
        }
    }

    /// After a refusal: may the PIN have been set all the same? Where a browser sent the request again by
    /// itself, the first one may have set it, and the second is judged against the new PIN.
    async fn may_be_set(&self, ids: &UserIds, before: Option<PinState>, refusal: &Refusal) -> bool {
        if refusal.outcome_unknown() || refusal.kind == RefusalKind::DoneInPart {
            return true;
        }
        if refusal.kind == RefusalKind::NotSignedIn {
            return false;
        }
        let now = self.read_pin(ids).await.ok();
        before.zip(now).is_some_and(|(before, now)| now.is_newer_than(&before))
    }

    /// What [`Self::set_new_pin`] sends.
    ///
    /// # Errors
    /// It is no PIN that can be sent.
    pub(super) fn new_pin_requests(&self, ids: &UserIds, pin: &Secret) -> Result<RowRequests, Refusal> {
        let pin = Pin::new(pin).map_err(|_| Refusal::new(RefusalKind::RefusedValues))?;
        let mut requests = RowRequests::new(self.system);
        requests.requests.push(self.pin_request(ids, pin, None));
        Ok(requests)
    }
}
