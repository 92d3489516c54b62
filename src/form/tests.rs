//! Tests of the whole form, with a plain model beside it.

mod given_back;
mod unsaved;

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::refusal::{Form, Unreached};
use crate::domain::{Problem, Refusal, RefusalKind, Secret, Trouble};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Person {
    FirstName,
    LastName,
    Password,
    Enabled,
    Profile,
    Note,
}

use Person::*;

impl Field for Person {
    const ALL: &'static [Self] = &[FirstName, LastName, Password, Enabled, Profile, Note];

    fn wire_name(self) -> &'static str {
        match self {
            FirstName => "firstname",
            LastName => "lastname",
            Password => "password",
            Enabled => "enabled",
            Profile => "profile",
            Note => "note",
        }
    }

    fn is_secret(self) -> bool {
        self == Password
    }

    fn keeps_spaces(self) -> bool {
        self == Note
    }
}

fn no_rules(_: Person, _: &FieldValue) -> Option<Problem> {
    None
}

fn ada() -> Values<Person> {
    Values::new()
        .with(FirstName, FieldValue::text("Ada"))
        .with(LastName, FieldValue::text("Byron"))
        .with(Enabled, FieldValue::Switch(true))
        .with(Profile, FieldValue::choice("client"))
}

fn checked(draft: &Draft<Person>) -> Checked<Person> {
    match draft.check(no_rules) {
        Check::Ready(checked) => checked,
        Check::NothingChanged => panic!("nothing changed"),
        Check::Refused(_) => panic!("refused"),
    }
}

fn changes(checked: &Checked<Person>) -> Vec<Person> {
    checked.changes().map(|(field, _)| field).collect()
}

#[test]
fn only_what_changed_is_sent() {
    let mut draft = Draft::begin(ada());
    assert!(!draft.is_dirty());
    assert!(draft.check(no_rules) == Check::NothingChanged);

    draft.set_text(LastName, "Lovelace");
    draft.set(Enabled, FieldValue::Switch(false));
    assert_eq!(draft.changed(), [LastName, Enabled]);
    let sent = checked(&draft);
    assert_eq!(changes(&sent), [LastName, Enabled]);
    assert!(sent.change(LastName) == Some(&FieldValue::text("Lovelace")));
    assert!(sent.change(FirstName).is_none());
    assert!(sent.whole().get(FirstName) == &FieldValue::text("Ada"));

    draft.reset(LastName);
    draft.set(Enabled, FieldValue::Switch(true));
    assert!(!draft.is_dirty());
}

#[test]
fn a_field_typed_into_and_emptied_has_not_changed_but_giving_back_is_a_change() {
    let mut draft = Draft::begin(ada());
    draft.set_text(Note, "x");
    draft.set_text(Note, "");
    draft.set_text(Password, "");
    assert!(!draft.is_dirty());

    draft.set(Note, FieldValue::Inherited);
    assert_eq!(draft.changed(), [Note]);
    assert!(checked(&draft).change(Note) == Some(&FieldValue::Inherited));

    draft.set_text(FirstName, "");
    assert!(checked(&draft).change(FirstName) == Some(&FieldValue::text("")));
}

#[test]
fn texts_are_cut_but_secrets_and_fields_that_keep_spaces_are_not() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, " Ada ");
    assert!(draft.is_dirty());
    assert!(draft.check(no_rules) == Check::NothingChanged);

    draft.set_text(LastName, "\tLovelace ");
    draft.set_text(Password, " s3cret ");
    draft.set_text(Note, " n ");
    let sent = checked(&draft);
    assert!(sent.change(LastName) == Some(&FieldValue::text("Lovelace")));
    assert!(sent.change(Password) == Some(&FieldValue::Secret(Secret::new(" s3cret ".into()))));
    assert!(sent.change(Note) == Some(&FieldValue::text(" n ")));
}

#[test]
fn whoever_sets_a_secret_field_it_is_held_as_a_secret() {
    let mut draft = Draft::begin(Values::new().with(Password, FieldValue::text("old")));
    assert!(draft.secret(Password).is_some());
    assert_eq!(draft.text(Password), "");
    draft.set_text(Password, "new");
    assert!(draft.secret(Password).is_some_and(|secret| secret.satisfies(|text| text == "new")));
}

#[test]
fn rules_judge_what_changed_and_may_point_at_another_field() {
    let mut draft = Draft::begin(ada());
    draft.set_text(Password, "abc");
    let asked = RefCell::new(Vec::new());
    let rules = |field, _: &FieldValue| {
        asked.borrow_mut().push(field);
        match field {
            Password => vec![
                Problem {
                    field: None,
                    trouble: Trouble::TooShort { min: Some(4) },
                    value: Some("abc".into()),
                    server_message: None,
                },
                Problem::at("lastname", Trouble::Missing),
            ],
            _ => Vec::new(),
        }
    };
    let Check::Refused(problems) = draft.check(rules) else { panic!("not refused") };
    assert_eq!(*asked.borrow(), [Password]);
    let at: Vec<_> = problems.at_fields().map(|(field, problem)| (field, problem.trouble.clone())).collect();
    assert_eq!(at, [(LastName, Trouble::Missing), (Password, Trouble::TooShort { min: Some(4) })]);
    assert!(problems.at(Password).all(|problem| problem.value.is_none()), "a secret is not repeated");
    assert!(problems.at(Password).all(|problem| problem.field.as_deref() == Some("password")));
}

#[test]
fn a_new_object_is_judged_whole_and_sends_all_that_is_given() {
    let start = Values::new().with(Enabled, FieldValue::Switch(false)).with(Note, FieldValue::Inherited);
    let mut draft = Draft::new(start);
    assert!(!draft.is_dirty(), "defaults are not unsaved work");
    let required = |field, value: &FieldValue| {
        (field == FirstName && value.is_empty()).then(|| Problem::without_field(Trouble::Missing))
    };
    let Check::Refused(problems) = draft.check(required) else { panic!("not refused") };
    assert!(problems.has(FirstName));

    draft.set_text(FirstName, "Grace");
    let Check::Ready(sent) = draft.check(required) else { panic!("not ready") };
    assert_eq!(changes(&sent), [FirstName, Enabled]);
}

fn refusal() -> Refusal {
    Refusal::new(RefusalKind::RefusedValues)
        .with_problem(Problem::at("profile", Trouble::DoesNotExist { value: Some("9".into()) }))
        .with_problem(Problem::at("firstname", Trouble::WrongForm(Form::Other)))
        .with_server_message("two things")
}

#[test]
fn problems_land_on_their_fields_and_the_rest_in_the_summary() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "A\u{7}");
    let secret = Problem { value: Some("s3cret".into()), ..Problem::at("password", Trouble::Refused) };
    let refusal = refusal()
        .with_problem(Problem::at("colour", Trouble::UnknownField))
        .with_problem(Problem::without_field(Trouble::Refused))
        .with_problem(secret);
    draft.refused(refusal, |field| field != Password);

    let problems = draft.problems();
    assert_eq!(problems.at_fields().map(|(field, _)| field).collect::<Vec<_>>(), [FirstName, Profile]);
    let names: Vec<_> = problems.elsewhere().iter().map(|problem| problem.field.as_deref()).collect();
    assert_eq!(names, [Some("colour"), None, Some("password")]);
    assert!(problems.elsewhere().iter().all(|problem| problem.value.is_none()));
    assert_eq!(
        problems.refusal().map(|refusal| refusal.server_messages.clone()),
        Some(vec!["two things".to_owned()])
    );
    assert_eq!(draft.text(FirstName), "A\u{7}", "what was typed stays");
}

#[test]
fn problems_of_a_field_vanish_when_it_is_edited_and_the_refusal_with_the_last() {
    let mut draft = Draft::begin(ada());
    draft.refused(refusal(), |_| true);
    draft.set_text(FirstName, "Ada");
    assert!(draft.problems().has(FirstName), "the same value again is no edit");
    draft.set_text(FirstName, "Adah");
    assert!(!draft.problems().has(FirstName));
    assert!(draft.problems().has(Profile));
    assert!(draft.problems().refusal().is_some());
    draft.set(Profile, FieldValue::Choice(None));
    assert!(draft.problems().is_empty());

    draft.refused(Refusal::new(RefusalKind::Busy { retry_after: None }), |_| true);
    draft.set_text(FirstName, "Ad");
    assert!(draft.problems().refusal().is_some(), "a refusal without fields stays until the next try");
}

/// Compares as a page does whose server shows all but secrets.
fn outcome(sent: &Checked<Person>, answer: Answer, fresh: &Values<Person>) -> Outcome<Person> {
    let effect = |(field, value): (Person, &FieldValue)| match fresh.get(field) {
        now if now.is_same(value) => (field, ValueOutcome::Stored),
        now if field.is_secret() && now.is_empty() => (field, ValueOutcome::Unknown),
        _ => (field, ValueOutcome::NotStored),
    };
    Outcome::of(answer, sent.changes().map(effect))
}

fn after_write(draft: &mut Draft<Person>, sent: &Checked<Person>, answer: Answer, fresh: Values<Person>) {
    let outcome = outcome(sent, answer, &fresh);
    draft.after_write(sent, fresh, outcome, None, |_| true);
}

#[test]
fn another_look_tells_nothing_of_what_the_server_never_shows() {
    let outcome = |effects: &[(Person, ValueOutcome)]| Outcome::of(Answer::Missing, effects.iter().copied());
    assert!(!outcome(&[(Password, ValueOutcome::Unknown)]).may_be_seen());
    assert!(
        outcome(&[(Password, ValueOutcome::Unknown), (FirstName, ValueOutcome::NotStored)]).may_be_seen()
    );
    assert!(Outcome::<Person>::unread(Answer::Missing).may_be_seen());
}

#[test]
fn after_a_save_what_the_server_kept_is_shown_and_what_was_typed_meanwhile_stays() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, " Augusta ");
    draft.set_text(Password, "s3cret");
    let sent = checked(&draft);
    draft.set_text(LastName, "King");
    after_write(&mut draft, &sent, Answer::Accepted, ada().with(FirstName, FieldValue::text("Augusta")));
    assert_eq!(draft.text(FirstName), "Augusta");
    assert!(draft.get(Password).is_empty(), "a secret that the server does not show is gone");
    assert_eq!(draft.changed(), [LastName]);
    assert_eq!(draft.text(LastName), "King");
    assert_eq!(draft.outcome().map(|outcome| outcome.verdict), Some(Verdict::AllKept));
}

#[test]
fn a_second_save_of_the_same_field_typed_while_saving_is_kept() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "Augusta");
    let sent = checked(&draft);
    draft.set_text(FirstName, "Augusta Ada");
    after_write(&mut draft, &sent, Answer::Accepted, ada().with(FirstName, FieldValue::text("Augusta")));
    assert_eq!(draft.text(FirstName), "Augusta Ada");
    assert!(checked(&draft).change(FirstName) == Some(&FieldValue::text("Augusta Ada")));
}

#[test]
fn what_the_server_did_not_keep_stays_typed_and_marked_until_it_is_edited() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "Augusta");
    draft.set_text(LastName, "King");
    draft.set_text(Note, "new");
    let sent = checked(&draft);
    let fresh = ada().with(FirstName, FieldValue::text("Augusta")).with(Note, FieldValue::text("NEW"));
    after_write(&mut draft, &sent, Answer::Accepted, fresh);
    assert_eq!(draft.changed(), [LastName, Note]);
    assert_eq!((draft.text(LastName), draft.text(Note)), ("King", "new"));
    let problem = |field| draft.problems().at(field).next().map(|problem| problem.value.clone());
    assert_eq!(problem(FirstName), None);
    assert_eq!(problem(LastName), Some(None), "the value of before says nothing");
    assert_eq!(problem(Note), Some(Some("NEW".to_owned())));
    let now = draft.outcome().expect("it is known");
    assert_eq!(now.verdict, Verdict::KeptInPart);
    assert_eq!((&now.kept[..], &now.not_kept[..]), (&[FirstName][..], &[LastName, Note][..]));
    draft.set_text(LastName, "Kin");
    assert!(draft.outcome().is_some());
    draft.set_text(Note, "newer");
    assert!(draft.outcome().is_none(), "it is said until the last field that it names is edited");
}

#[test]
fn a_failure_of_which_nothing_can_be_read_leaves_all_as_typed() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "Augusta");
    let why = Refusal::new(RefusalKind::ServerFault);
    draft.after_unread_write(Outcome::unread(Answer::Failed), why, |_| true);
    assert_eq!(draft.changed(), [FirstName]);
    assert_eq!(draft.outcome().map(|outcome| outcome.verdict), Some(Verdict::Unknown));
    draft.show(Problems::default());
    assert!(draft.outcome().is_none(), "the next try says something new");
}

#[test]
fn the_outcome_is_told_by_reading_again_whatever_was_answered() {
    use Answer::{Accepted, Failed, Missing};
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "Augusta");
    draft.set_text(LastName, "King");
    let sent = checked(&draft);
    let half = ada().with(FirstName, FieldValue::text("Augusta"));
    let all = half.clone().with(LastName, FieldValue::text("King"));
    for answer in [Accepted, Failed, Missing] {
        assert_eq!(outcome(&sent, answer, &all).verdict, Verdict::AllKept);
        assert_eq!(outcome(&sent, answer, &half).verdict, Verdict::KeptInPart);
    }
    assert_eq!(outcome(&sent, Accepted, &ada()).verdict, Verdict::NothingKept);
    assert_eq!(outcome(&sent, Failed, &ada()).verdict, Verdict::NothingKept);
    assert_eq!(outcome(&sent, Missing, &ada()).verdict, Verdict::Unknown, "it may still come");
    // A secret that the server does not show is taken only from an answer.
    draft.set_text(Password, "s3cret");
    let sent = checked(&draft);
    assert_eq!(outcome(&sent, Accepted, &all).verdict, Verdict::AllKept);
    let failed = outcome(&sent, Failed, &all);
    assert_eq!((failed.verdict, &failed.hidden[..]), (Verdict::KeptInPart, &[Password][..]));
    draft.after_write(&sent, all, failed, None, |_| true);
    assert_eq!(draft.changed(), [Password], "it may not be there, and stays typed");
}

#[test]
fn an_answer_that_never_came_is_not_a_no() {
    let refusal = |kind, status| Err::<(), _>(Refusal { status, ..Refusal::new(kind) });
    let lost = RefusalKind::OutOfReach(Unreached::TimedOut);
    assert_eq!(Answer::of(&refusal(lost, None)), Answer::Missing);
    // A server that gave up waiting for another one says so; that it cannot be reached is an answer.
    let given_up = RefusalKind::OutOfReach(Unreached::TimedOut);
    assert_eq!(Answer::of(&refusal(given_up, Some(500))), Answer::Missing);
    let unreached = RefusalKind::OutOfReach(Unreached::NoConnection);
    assert_eq!(Answer::of(&refusal(unreached.clone(), None)), Answer::Missing);
    assert_eq!(Answer::of(&refusal(unreached, Some(502))), Answer::Failed);
    assert_eq!(Answer::of(&refusal(RefusalKind::ServerFault, Some(504))), Answer::Missing);
    assert_eq!(Answer::of(&refusal(RefusalKind::ServerFault, Some(500))), Answer::Failed);
    assert_eq!(Answer::of(&Ok(())), Answer::Accepted);
}

#[test]
fn what_nobody_touched_is_neither_trimmed_nor_sent() {
    let odd = ada().with(LastName, FieldValue::text("  Byron ")).with(Note, FieldValue::text("a\r\nb\t"));
    let mut draft = Draft::begin(odd);
    assert!(matches!(draft.check(no_rules), Check::NothingChanged));
    draft.set_text(FirstName, " Augusta ");
    let sent = checked(&draft);
    assert_eq!(changes(&sent), [FirstName]);
    assert_eq!(sent.change(FirstName).map(FieldValue::as_text), Some("Augusta"));
    assert_eq!(sent.whole().get(LastName).as_text(), "  Byron ");
    // Taking the blanks away is a change like any other.
    draft.reset(FirstName);
    draft.set_text(LastName, "Byron");
    assert_eq!(changes(&checked(&draft)), [LastName]);
}

#[test]
fn a_lost_update_is_seen_and_settled() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "Augusta");
    draft.set_text(LastName, "King");
    draft.set(Profile, FieldValue::choice("agent"));
    let fresh = ada()
        .with(LastName, FieldValue::text("Lovelace"))
        .with(Profile, FieldValue::choice("agent"))
        .with(Enabled, FieldValue::Switch(false));
    let merge = draft.rebase(fresh.clone());
    assert_eq!(merge.taken_over, [Enabled]);
    assert_eq!(merge.kept, [FirstName]);
    assert_eq!(merge.agreed, [Profile]);
    assert!(!is_quiet(&merge));
    let conflict = &merge.conflicts[0];
    assert_eq!((merge.conflicts.len(), conflict.field), (1, LastName));
    assert!(conflict.theirs == FieldValue::text("Lovelace"));
    assert!(conflict.mine == FieldValue::text("King"));
    assert!(conflict.base == FieldValue::text("Byron"));

    assert_eq!(draft.text(LastName), "King");
    assert!(!draft.is_on(Enabled));
    assert_eq!(draft.changed(), [FirstName, LastName]);

    let mut theirs = draft.clone();
    theirs.settle(LastName, Side::Theirs);
    assert_eq!(theirs.text(LastName), "Lovelace");
    assert_eq!(theirs.changed(), [FirstName]);
    assert!(theirs.conflicts().is_empty());

    let again = draft.rebase(fresh);
    assert!(is_quiet(&again) && again.kept == [FirstName, LastName]);
    assert!(draft.conflict(LastName).is_some(), "it stays until it is settled");
    draft.settle(LastName, Side::Mine);
    assert!(draft.conflicts().is_empty());
    assert_eq!(draft.text(LastName), "King");
}

/// Did nothing change on the server?
fn is_quiet(merge: &Merge<Person>) -> bool {
    let Merge { taken_over, agreed, conflicts, given_back, .. } = merge;
    taken_over.is_empty() && agreed.is_empty() && conflicts.is_empty() && given_back.is_empty()
}

/// Values of the model: a few that mean the same, a few that do not.
fn model_value() -> impl Strategy<Value = u8> {
    0u8..9
}

fn value(code: u8) -> FieldValue {
    match code {
        0 => FieldValue::Absent,
        1 => FieldValue::text(""),
        2 => FieldValue::Inherited,
        3 => FieldValue::text("a"),
        4 => FieldValue::text("b"),
        5 => FieldValue::Switch(false),
        6 => FieldValue::Unattributed("a".into()),
        7 => FieldValue::Unattributed("b".into()),
        _ => FieldValue::Rows(vec![vec!["1".into()]]),
    }
}

/// What a value means to the server: absent and empty are one.
fn meaning(code: u8) -> u8 {
    if code == 1 { 0 } else { code }
}

fn values(codes: &[u8]) -> Values<Person> {
    Person::ALL.iter().copied().zip(codes.iter().map(|code| value(*code))).collect()
}

fn codes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(model_value(), Person::ALL.len())
}

proptest! {
    #[test]
    fn merging_agrees_with_the_plain_model(base in codes(), mine in codes(), theirs in codes()) {
        let mut draft = Draft::begin(values(&base));
        for (field, code) in Person::ALL.iter().zip(&mine) {
            draft.set(*field, value(*code));
        }
        let merge = draft.rebase(values(&theirs));
        let mut expected: [BTreeSet<Person>; 4] = Default::default();
        for (at, field) in Person::ALL.iter().enumerate() {
            let (b, m, t) = (meaning(base[at]), meaning(mine[at]), meaning(theirs[at]));
            let list = match (m != b, t != b) {
                (false, false) => None,
                (false, true) => Some(0),
                (true, false) => Some(1),
                (true, true) if m == t => Some(2),
                (true, true) => Some(3),
            };
            if let Some(list) = list {
                expected[list].insert(*field);
            }
            // Whoever typed sees what was typed, everybody else what the server holds.
            let shown = if m != b { m } else { t };
            prop_assert!(draft.get(*field).is_same(&value(shown).hidden_if(field.is_secret())));
            prop_assert_eq!(draft.is_changed(*field), shown != t);
        }
        let set = |fields: &[Person]| fields.iter().copied().collect::<BTreeSet<_>>();
        let conflicts: Vec<_> = merge.conflicts.iter().map(|conflict| conflict.field).collect();
        prop_assert_eq!(set(&merge.taken_over), expected[0].clone());
        prop_assert_eq!(set(&merge.kept), expected[1].clone());
        prop_assert_eq!(set(&merge.agreed), expected[2].clone());
        prop_assert_eq!(set(&conflicts), expected[3].clone());

        // What is then sent, put upon what the server holds, is what is shown.
        let mut server = values(&theirs);
        if let Check::Ready(sent) = draft.check(no_rules) {
            for (field, value) in sent.changes() {
                prop_assert!(!value.is_same(server.get(field)), "no field is sent in vain");
                server.set(field, value.clone());
            }
        }
        for (field, shown) in draft.values().iter() {
            prop_assert!(server.get(field).is_same(shown));
        }
    }

    #[test]
    fn the_dirty_state_agrees_with_the_plain_model(base in codes(), edits in prop::collection::vec((0usize..6, model_value()), 0..12)) {
        let mut draft = Draft::begin(values(&base));
        let mut model = base.clone();
        for (at, code) in edits {
            model[at] = code;
            draft.set(Person::ALL[at], value(code));
        }
        let expected: Vec<_> = (0..model.len())
            .filter(|at| meaning(model[*at]) != meaning(base[*at]))
            .map(|at| Person::ALL[at])
            .collect();
        prop_assert_eq!(draft.changed(), expected.clone());
        prop_assert_eq!(draft.is_dirty(), !expected.is_empty());
        match draft.check(no_rules) {
            Check::Ready(sent) => prop_assert_eq!(changes(&sent), expected),
            Check::NothingChanged => prop_assert!(expected.is_empty()),
            Check::Refused(_) => prop_assert!(false, "no rule refuses"),
        }
        draft.reset_all();
        prop_assert!(!draft.is_dirty());
    }
}

#[test]
fn an_own_value_is_told_from_an_inherited_one_and_from_one_of_nobody_knows_whom() {
    for (value, is_own) in [
        (FieldValue::Absent, None),
        (FieldValue::Unattributed("true".into()), None),
        (FieldValue::Inherited, Some(false)),
        (FieldValue::text(""), Some(true)),
        (FieldValue::Rows(Vec::new()), Some(true)),
        (FieldValue::Switch(false), Some(true)),
    ] {
        assert_eq!(value.is_own(), is_own);
    }
    let mut draft = Draft::begin(ada().with(Note, FieldValue::Unattributed("x".into())));
    draft.set(Note, FieldValue::text("x"));
    assert_eq!(changes(&checked(&draft)), [Note], "an own value is set");
    draft.set(Note, FieldValue::Inherited);
    assert_eq!(changes(&checked(&draft)), [Note], "whatever is there is given back");
    let merge = draft.rebase(ada().with(Note, FieldValue::Unattributed("y".into())));
    assert_eq!(merge.conflicts.len(), 1);
    // It is nothing that was typed, and so nothing to keep.
    draft.reset(Note);
    assert!(Unsaved::of(&draft, "ada", 0.0).is_none());
}

#[test]
fn what_goes_with_a_change_and_was_refused_is_told_and_so_is_what_did_not_hold() {
    let mut draft = Draft::begin(ada());
    draft.set_text(FirstName, "Augusta");
    let sent = checked(&draft);
    let problem = Problem::without_field(Trouble::Licence(Some(2)));
    let refusal = Refusal::new(RefusalKind::DoneInPart).with_problem(problem);
    let kept = Outcome::of(Answer::Failed, [(FirstName, ValueOutcome::Stored)]);
    let mut held = draft.clone();
    held.after_write(
        &sent,
        ada().with(FirstName, FieldValue::text("Augusta")),
        kept,
        Some(refusal.clone()),
        |_| true,
    );
    assert!(!held.is_dirty() && held.problems().elsewhere().len() == 1);
    let lost = Outcome::of(Answer::Failed, [(FirstName, ValueOutcome::NotStored)]);
    draft.after_write(&sent, ada(), lost, Some(refusal), |_| true);
    assert_eq!(draft.changed(), [FirstName]);
    assert!(draft.problems().at(FirstName).any(|problem| problem.trouble == Trouble::NotKept));
}
