use leptos::prelude::*;

use super::{Outcome, Phase, PlanRun, RowRun};
use crate::domain::{Refusal, RefusalKind, Secret};
use crate::form::{Field, FieldValue};
use crate::plan::{Action, Cell, Row};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Username,
    Password,
}

impl Field for Of {
    const ALL: &'static [Self] = &[Self::Username, Self::Password];

    fn wire_name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Password => "password",
        }
    }

    fn is_secret(self) -> bool {
        self == Self::Password
    }
}

fn cell(field: Of) -> Cell<Of> {
    let after = match field {
        Of::Username => FieldValue::Text("ada".to_owned()),
        Of::Password => FieldValue::Secret(Secret::new("madeup-secret".to_owned())),
    };
    Cell { field, before: FieldValue::Absent, after, problem: None }
}

fn row(fields: &[Of]) -> Row<Of> {
    let cells = fields.iter().map(|field| cell(*field)).collect();
    let action = Action::Change { id: "1".to_owned() };
    Row { line: None, name: "Ada".to_owned(), action, cells, is_left_out: false }
}

/// A run of one row with both fields, of which these were done, after its secrets were handed over.
fn handed_over(done: &[Of], outcome: Outcome<Of>) -> PlanRun<Of> {
    let run = PlanRun::default();
    run.set_rows(vec![row(Of::ALL)]);
    run.change(0, |item| item.settle(RowRun::new(outcome, Some(row(done)))));
    run.forget_secrets();
    run
}

/// What is sent of the row when it is tried again.
fn tried_again(run: PlanRun<Of>) -> Vec<Cell<Of>> {
    run.with(|items| items[0].row_to_try().cells)
}

#[test]
fn a_password_that_was_handed_over_is_not_cleared_by_another_try() {
    let run = handed_over(&[Of::Password], Outcome::NotKept(vec![Of::Username]));
    assert!(tried_again(run) == [cell(Of::Username)]);
    let is_forgotten = |row: &Row<Of>| {
        row.cells.iter().filter_map(|cell| cell.after.as_secret()).all(|secret| secret.is_empty())
    };
    run.with(|items| assert!(items[0].done.iter().chain([&items[0].row]).all(is_forgotten)));
}

#[test]
fn a_password_that_the_server_refused_is_sent_by_another_try() {
    let refusal = Refusal::new(RefusalKind::RefusedValues);
    let run = handed_over(&[Of::Username], Outcome::InPart(vec![Of::Username], refusal));
    assert!(tried_again(run) == [cell(Of::Username), cell(Of::Password)]);
}

#[test]
fn a_paused_run_is_over_once_nothing_waits_and_nothing_is_under_way() {
    let run = PlanRun::default();
    run.set_rows(vec![row(&[Of::Username])]);
    run.phase.set(Phase::Paused);
    run.change(0, |item| item.outcome = Some(Outcome::Waiting));
    run.settle();
    assert_eq!(run.phase.get_untracked(), Phase::Paused);
    run.change(0, |item| item.outcome = Some(Outcome::Done));
    run.settle();
    assert_eq!(run.phase.get_untracked(), Phase::Over);
}

#[test]
fn what_was_done_stays_when_a_row_is_mended_and_the_rest_is_tried_again() {
    let run = PlanRun::default();
    run.set_rows(vec![row(Of::ALL), row(Of::ALL), row(Of::ALL)]);
    let refused = Outcome::Refused(Refusal::new(RefusalKind::RefusedValues));
    run.change(0, |item| item.settle(RowRun::new(Outcome::Done, Some(row(Of::ALL)))));
    run.change(1, |item| item.settle(RowRun::new(refused, None)));
    run.change(2, |item| item.row.is_left_out = true);
    run.phase.set(Phase::Over);
    run.mend(vec![row(&[Of::Username]), row(&[Of::Username]), row(&[Of::Username])]);
    run.with(|items| {
        assert!(items[0].row == row(Of::ALL) && items[0].outcome == Some(Outcome::Done));
        assert!(items[1].row == row(&[Of::Username]) && items[1].outcome == Some(Outcome::NotTried));
        assert!(items[2].row.is_left_out && items[2].outcome.is_none());
    });
    assert_eq!(run.tally().can_be_tried_again, 1);
}
