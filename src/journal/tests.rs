use proptest::prelude::*;

use super::*;
use crate::domain::{RefusalKind, Secret};
use crate::form::{Answer, Checked, Draft, Field, FieldValue, ValueOutcome, Values};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Person {
    FirstName,
    LastName,
    Language,
    Password,
    Repeat,
}

impl Field for Person {
    const ALL: &'static [Self] =
        &[Self::FirstName, Self::LastName, Self::Language, Self::Password, Self::Repeat];

    fn wire_name(self) -> &'static str {
        match self {
            Self::FirstName => "firstname",
            Self::LastName => "lastname",
            Self::Language => "language",
            Self::Password => "password",
            Self::Repeat => "repeat",
        }
    }

    fn is_secret(self) -> bool {
        matches!(self, Self::Password | Self::Repeat)
    }

    fn is_stored(self) -> bool {
        self != Self::Repeat
    }
}

fn ada() -> Values<Person> {
    Values::new().with(Person::FirstName, FieldValue::text(" Ada ")).with(Person::LastName, text("Byron"))
}

fn text(text: &str) -> FieldValue {
    FieldValue::text(text)
}

fn sent(before: &Values<Person>, changes: &[(Person, FieldValue)]) -> Checked<Person> {
    let mut draft = Draft::begin(before.clone());
    for (field, value) in changes {
        draft.set(*field, value.clone());
    }
    draft.without_checks().expect("a change")
}

fn of(effects: &[(Person, ValueOutcome)]) -> Outcome<Person> {
    Outcome::of(Answer::Accepted, effects.iter().copied())
}

fn new_entry(kind: ChangeKind, values: Vec<JournalValue>) -> NewEntry {
    NewEntry { route: None, name: "Ada".into(), kind, values }
}

fn user() -> Route {
    Route::User { system: "x".into(), user: "1".into() }
}

fn add(journal: &mut Journal, kind: ChangeKind, values: Vec<JournalValue>) -> u32 {
    journal.add(new_entry(kind, values), user(), "admin".into(), 1.0)
}

/// The only entry, settled so.
fn settled(kind: ChangeKind, values: Vec<JournalValue>, outcome: WriteOutcome) -> Entry {
    let mut journal = Journal::default();
    let number = add(&mut journal, kind, values);
    journal.settle(number, Settlement::new(outcome));
    journal.entry(number).expect("the entry").clone()
}

#[test]
fn a_value_is_what_was_read_or_else_what_was_sent() {
    let checked = sent(
        &ada(),
        &[
            (Person::FirstName, text("Eve")),
            (Person::LastName, text("Sample")),
            (Person::Language, text("fr")),
        ],
    );
    let now = Values::new()
        .with(Person::FirstName, text("EVE"))
        .with(Person::LastName, text("Byron"))
        .with(Person::Language, text("fr_FR"));
    let mut outcome =
        of(&[(Person::FirstName, ValueOutcome::Stored), (Person::LastName, ValueOutcome::NotStored)]);
    outcome.hidden = vec![Person::Language];
    let values = journal_values(&checked, &ada(), Some((&outcome, &now)));
    let shown: Vec<_> = values
        .iter()
        .map(|value| (value.field.as_str(), value.before.as_text(), value.after.as_text(), value.effect))
        .collect();
    let expected = [
        ("firstname", " Ada ", "EVE", ValueOutcome::Stored),
        ("lastname", "Byron", "Sample", ValueOutcome::NotStored),
        ("language", "", "", ValueOutcome::Unknown),
    ];
    assert_eq!(shown, expected);
    assert!(!values[2].is_shown);
    // Before anything was read, all is unknown, and what was sent is shown.
    let values = journal_values(&checked, &ada(), None);
    assert!(values.iter().all(|value| value.effect == ValueOutcome::Unknown && value.is_shown));
    assert_eq!(values[1].after.as_text(), "Sample");
}

#[test]
fn no_secret_is_in_it_and_what_is_typed_twice_is_not_either() {
    let secret = FieldValue::Secret(Secret::new("geheim".to_owned()));
    let checked = sent(&ada(), &[(Person::Password, secret.clone()), (Person::Repeat, secret.clone())]);
    let now = ada().with(Person::Password, secret);
    let values =
        journal_values(&checked, &ada(), Some((&of(&[(Person::Password, ValueOutcome::Stored)]), &now)));
    assert_eq!(values.len(), 1);
    assert!(
        values[0].is_secret
            && values[0].before == FieldValue::Absent
            && values[0].after == FieldValue::Absent
    );
    let entry = settled(ChangeKind::Changed, values, WriteOutcome::Done);
    assert_eq!(entry.way_back(), Err(NoWayBack::Secret));
}

#[test]
fn what_changed_along_is_given_back_with_it() {
    let checked = sent(&ada(), &[(Person::FirstName, text("Eve"))]);
    let now = ada().with(Person::FirstName, text("Eve")).with(Person::Language, text("fr"));
    let mut outcome = of(&[(Person::FirstName, ValueOutcome::Stored)]);
    outcome.changed_along = vec![Person::Language];
    let values = journal_values(&checked, &ada(), Some((&outcome, &now)));
    let reversal = reverse::<Person>(&values, &now);
    assert!(reversal.conflicts.is_empty());
    let wanted = [(Person::FirstName, text(" Ada ")), (Person::Language, FieldValue::Absent)];
    assert!(reversal.wanted == wanted);
}

#[test]
fn a_later_change_is_a_conflict_and_what_is_as_it_was_needs_nothing() {
    let values = [
        JournalValue::new(Person::FirstName, &text("Ada"), &text("Eve"), ValueOutcome::Stored),
        JournalValue::new(Person::LastName, &text("Byron"), &text("Sample"), ValueOutcome::Unknown),
    ];
    let theirs = Values::new().with(Person::FirstName, text("Zoe")).with(Person::LastName, text("Byron"));
    let reversal = reverse::<Person>(&values, &theirs);
    assert_eq!(reversal.conflicts, [Person::FirstName]);
    assert!(reversal.wanted.is_empty());
}

#[test]
fn each_way_back_that_is_not_there_has_its_reason() {
    let value =
        |before: &FieldValue, effect| JournalValue::new(Person::FirstName, before, &text("Eve"), effect);
    let changed = vec![value(&text("Ada"), ValueOutcome::Stored)];
    let of = |kind, outcome| settled(kind, changed.clone(), outcome).way_back();
    assert_eq!(of(ChangeKind::Changed, WriteOutcome::Done), Ok(()));
    assert_eq!(of(ChangeKind::Changed, WriteOutcome::Unknown), Ok(()));
    assert_eq!(of(ChangeKind::Changed, WriteOutcome::NotKept), Err(NoWayBack::NothingKept));
    assert_eq!(of(ChangeKind::Changed, WriteOutcome::UnderWay), Err(NoWayBack::UnderWay));
    assert_eq!(of(ChangeKind::Created, WriteOutcome::Done), Ok(()));
    assert_eq!(of(ChangeKind::Deleted, WriteOutcome::Done), Err(NoWayBack::Deletion));
    assert_eq!(of(ChangeKind::Deleted, WriteOutcome::Unknown), Err(NoWayBack::Deletion));
    let unattributed = vec![value(&FieldValue::Unattributed("x".into()), ValueOutcome::Stored)];
    let entry = settled(ChangeKind::Changed, unattributed, WriteOutcome::Done);
    assert_eq!(entry.way_back(), Err(NoWayBack::NotShown));
    let mut journal = Journal::default();
    let here = Route::NewUser { system: "x".into() };
    let number = journal.add(new_entry(ChangeKind::Created, Vec::new()), here, "admin".into(), 1.0);
    journal.settle(number, Settlement::new(WriteOutcome::Unknown));
    assert_eq!(journal.entry(number).map(Entry::way_back), Some(Err(NoWayBack::UnknownId)));
    journal.settle(
        number,
        Settlement { created: Some((user(), "Eve".into())), ..Settlement::new(WriteOutcome::Done) },
    );
    assert_eq!(journal.entry(number).map(Entry::way_back), Some(Ok(())));
}

#[test]
fn undo_is_begun_once_and_again_only_where_it_was_not_done() {
    let mut journal = Journal::default();
    let values = vec![JournalValue::new(Person::FirstName, &text("Ada"), &text("Eve"), ValueOutcome::Stored)];
    let number = add(&mut journal, ChangeKind::Changed, values);
    assert!(!journal.begin_undo(number), "what is under way is waited for");
    journal.settle(number, Settlement::new(WriteOutcome::Done));
    assert!(journal.begin_undo(number));
    assert!(!journal.begin_undo(number), "a second click");
    for undo in [
        Undo::Conflict(vec!["firstname".into()]),
        Undo::Refused(Refusal::new(RefusalKind::Gone)),
        Undo::Unknown,
    ] {
        journal.set_undo(number, undo);
        assert!(journal.begin_undo(number));
    }
    for undo in [Undo::Done, Undo::AlreadySo] {
        journal.set_undo(number, undo);
        assert!(!journal.begin_undo(number));
    }
    assert!(!journal.begin_undo(number + 1), "nobody knows it");
}

#[test]
fn what_somebody_else_wrote_is_dropped_of_that_system_alone() {
    let mut journal = Journal::default();
    for (system, person) in [("x", "ada"), ("x", "eve"), ("y", "ada")] {
        let here = Route::MyClient { system: system.into() };
        journal.add(new_entry(ChangeKind::Changed, Vec::new()), here, person.into(), 1.0);
    }
    journal.keep_only("x", Some("eve"));
    assert_eq!(journal.entries().iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 2]);
    assert!(journal.entry(0).is_none() && journal.entry(2).is_some());
    journal.keep_only("x", None);
    journal.keep_only("y", None);
    assert!(journal.entries().is_empty());
    // A number is never given twice.
    assert_eq!(add(&mut journal, ChangeKind::Changed, Vec::new()), 3);
}

#[test]
fn what_is_kept_is_read_by_the_same_person_and_no_other() {
    let mut journal = Journal::default();
    let number = add(
        &mut journal,
        ChangeKind::Changed,
        vec![
            JournalValue::new(Person::FirstName, &text("Ada"), &FieldValue::Inherited, ValueOutcome::Stored),
            JournalValue::new(Person::Password, &text("a"), &text("b"), ValueOutcome::Unknown),
            JournalValue::new(
                Person::LastName,
                &FieldValue::Unattributed("x".into()),
                &text("b"),
                ValueOutcome::Stored,
            ),
        ],
    );
    journal.settle(number, Settlement::new(WriteOutcome::InPart));
    journal.set_undo(number, Undo::Unknown);
    let kept = merge_kept(None, "x", "admin", journal.entries());
    let read = read_kept(&kept, "x", "admin");
    let own = journal.entry(number).expect("the entry");
    assert_eq!(read.len(), 1);
    assert!(read[0].values[..2] == own.values[..2] && read[0].route == own.route && read[0].name == own.name);
    assert_eq!((read[0].outcome, &read[0].undo), (WriteOutcome::InPart, &Undo::NotTried));
    assert!(!read[0].values[2].can_be_given_back());
    assert!(read_kept(&kept, "x", "eve").is_empty() && read_kept(&kept, "y", "admin").is_empty());
    for broken in ["", "{", "[]", r#"{"person":"admin","entries":[{}, 1]}"#, &kept[..kept.len() / 2]] {
        assert!(read_kept(broken, "x", "admin").is_empty());
    }
    // Another tab's entries stay, and each is there once.
    let mut other = Journal::default();
    other.add(new_entry(ChangeKind::Deleted, Vec::new()), user(), "admin".into(), 0.5);
    other.restore(read_kept(&kept, "x", "admin"));
    other.restore(read_kept(&kept, "x", "admin"));
    assert_eq!(other.entries().iter().map(|entry| entry.at).collect::<Vec<_>>(), [0.5, 1.0]);
    let merged = merge_kept(Some(&kept), "x", "admin", other.entries());
    assert_eq!(read_kept(&merged, "x", "admin").len(), 2);
    assert!(!other.begin_undo(0) && other.begin_undo(1));
    // The newest are kept.
    let mut many = Journal::default();
    for at in 0..MOST_KEPT + 3 {
        many.add(new_entry(ChangeKind::Changed, Vec::new()), user(), "admin".into(), at as f64);
    }
    let read = read_kept(&merge_kept(None, "x", "admin", many.entries()), "x", "admin");
    assert_eq!((read.len(), read[0].at), (MOST_KEPT, 3.0));
}

#[test]
fn what_was_sent_at_the_same_time_is_kept_each_by_itself() {
    let mut journal = Journal::default();
    for user in ["1", "2", "3"] {
        let here = Route::User { system: "x".into(), user: user.into() };
        journal.add(new_entry(ChangeKind::Changed, Vec::new()), here, "admin".into(), 1.0);
    }
    let kept = merge_kept(None, "x", "admin", journal.entries());
    let mut restored = Journal::default();
    restored.restore(read_kept(&kept, "x", "admin"));
    let routes =
        |journal: &Journal| journal.entries().iter().map(|entry| entry.route.clone()).collect::<Vec<_>>();
    assert_eq!(routes(&restored), routes(&journal));
}

/// Values of three fields, by the number of each: few, so that two are often the same.
fn values(numbers: [u8; 3]) -> Values<Person> {
    let value = |number| match number {
        0 => FieldValue::Absent,
        1 => text("a"),
        2 => text(" a"),
        3 => FieldValue::Switch(false),
        4 => FieldValue::Inherited,
        _ => text(""),
    };
    Person::ALL.iter().copied().zip(numbers.map(value)).collect()
}

fn numbers() -> [std::ops::Range<u8>; 3] {
    [0..6, 0..6, 0..6]
}

proptest! {
    /// A write, and what gives it back, on a server that keeps what it is sent: the object is what it was,
    /// and of what somebody changed in between, nothing is touched.
    #[test]
    fn a_write_and_its_reversal_leave_what_was_there(before in numbers(), wanted in numbers(), theirs in numbers()) {
        let [before, wanted, theirs] = [before, wanted, theirs].map(values);
        let changed: Vec<_> = wanted.iter().map(|(field, value)| (field, value.clone())).collect();
        let mut draft = Draft::begin(before.clone());
        changed.iter().for_each(|(field, value)| draft.set(*field, value.clone()));
        let Some(checked) = draft.without_checks() else { return Ok(()) };
        let mut server = before.clone();
        checked.changes().for_each(|(field, value)| server.set(field, value.clone()));
        let effects: Vec<_> = checked.changes().map(|(field, _)| (field, ValueOutcome::Stored)).collect();
        let outcome = Outcome::of(Answer::Accepted, effects);
        let entry = journal_values(&checked, &before, Some((&outcome, &server)));

        let Reversal { wanted, conflicts } = reverse::<Person>(&entry, &server);
        prop_assert!(conflicts.is_empty());
        let mut given_back = server.clone();
        wanted.into_iter().for_each(|(field, value)| given_back.set(field, value));
        for (field, value) in before.iter() {
            prop_assert!(given_back.get(field).is_same(value));
        }

        // Somebody else writes: of their values, none that is neither the old nor ours is sent anything.
        let Reversal { wanted, conflicts } = reverse::<Person>(&entry, &theirs);
        for (field, _) in wanted {
            prop_assert!(theirs.get(field).is_same(server.get(field)));
        }
        for field in conflicts {
            prop_assert!(!theirs.get(field).is_same(server.get(field)));
            prop_assert!(!theirs.get(field).is_same(before.get(field)));
        }
    }
}
