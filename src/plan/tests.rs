use std::collections::BTreeMap;

use proptest::prelude::*;

use super::import::{CellRules, Columns, CreatedBefore, ImportFile, Person, created_by, find_key, make_rows};
use super::selection::{Selected, ValueChange, change_field, delete_people};
use super::{
    Action, CLEAR, Cell, CellProblem, Inverse, Irreversible, Obstacle, Row, RowVerdict, Verdict, invert,
    mark_taken, merge_done, with_present_values, write_file,
};
use crate::domain::refusal::Form;
use crate::domain::{Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::form::{Field, FieldValue, Values};
use crate::list::csv::Csv;
use crate::list::csv::reader::{Table, read};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Id,
    Login,
    Name,
    Mobile,
    Password,
    Recording,
}

impl Field for Of {
    const ALL: &'static [Self] =
        &[Self::Id, Self::Login, Self::Name, Self::Mobile, Self::Password, Self::Recording];

    fn wire_name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Login => "login",
            Self::Name => "name",
            Self::Mobile => "mobile",
            Self::Password => "password",
            Self::Recording => "recording",
        }
    }

    fn is_secret(self) -> bool {
        self == Self::Password
    }
}

struct Rules;

impl CellRules<Of> for Rules {
    fn writes(&self, field: Of, _: bool) -> bool {
        field != Of::Id
    }

    fn requires(&self, field: Of) -> bool {
        field == Of::Name
    }

    fn name_fields(&self) -> &[Of] {
        &[Of::Name]
    }

    fn read(&self, field: Of, text: Option<&str>) -> Result<FieldValue, Problem> {
        let problem = |trouble| Problem::at(field.wire_name(), trouble);
        match (field, text) {
            (Of::Name, None) => Err(problem(Trouble::Missing)),
            (_, None) => Ok(FieldValue::Absent),
            (Of::Mobile, Some(text)) if text.contains(char::is_alphabetic) => {
                Err(problem(Trouble::WrongForm(Form::PhoneNumber)))
            }
            (Of::Recording, Some(text)) => Ok(FieldValue::Switch(text == "true")),
            (Of::Password, Some(text)) => Ok(FieldValue::Secret(Secret::new(text.to_owned()))),
            (_, Some(text)) => Ok(FieldValue::text(text)),
        }
    }
}

fn person(id: &str, login: &str, mobile: &str) -> Person<Of> {
    let values = Values::new()
        .with(Of::Id, FieldValue::text(id))
        .with(Of::Login, FieldValue::text(login))
        .with(Of::Name, FieldValue::text("Ada Sample"))
        .with(Of::Mobile, FieldValue::text(mobile))
        .with(Of::Recording, FieldValue::Switch(false));
    Person { id: id.to_owned(), name: "Ada Sample".to_owned(), values }
}

fn table(text: &str) -> Table {
    read(text.as_bytes()).ok().unwrap()
}

fn columns(table: &Table, key: Of) -> Columns<Of> {
    let named = |heading: &String| Of::ALL.iter().copied().find(|field| field.wire_name() == heading);
    Columns { fields: table.headings.iter().map(named).collect(), key }
}

fn rows(text: &str, key: Of, people: &[Person<Of>], creates: bool) -> Vec<Row<Of>> {
    let table = table(text);
    let creating = CreatedBefore::new();
    make_rows(&table, &columns(&table, key), people, creates.then_some(&creating), &Rules)
}

#[test]
fn an_empty_cell_leaves_and_a_marked_one_clears() {
    let people = [person("7", "ada", "555")];
    let rows = rows("login,name,mobile,recording\nADA,,#N/A,true\n", Of::Login, &people, false);
    assert_eq!(rows[0].action, Action::Change { id: "7".into() });
    let changes: Vec<_> = rows[0].cells.iter().map(|cell| (cell.field, cell.verdict())).collect();
    assert_eq!(changes, [(Of::Mobile, Verdict::WillChange), (Of::Recording, Verdict::WillChange)]);
    assert!(rows[0].cells[0].after.is_empty());
}

#[test]
fn a_choice_as_it_was_exported_is_the_same() {
    let mut ada = person("7", "ada", "");
    ada.values.set(Of::Mobile, FieldValue::choice("3"));
    let rows = rows("login,mobile\nada,3\n", Of::Login, &[ada], false);
    assert_eq!(rows[0].verdict(), RowVerdict::AlreadySo);
}

#[test]
fn what_is_in_the_way_of_a_row_is_said() {
    let people = [person("7", "ada", "555"), person("8", "bo", "1"), person("9", "bo", "2")];
    let text = "login,mobile\nada,1\nAda ,2\nbo,3\ncy,4\n,5\nada,6,7\ndi";
    let actions: Vec<_> = rows(text, Of::Login, &people, false).into_iter().map(|row| row.action).collect();
    let nothing = Action::Nothing;
    assert_eq!(
        actions,
        [
            Action::Change { id: "7".into() },
            nothing(Obstacle::SameAsLine(2)),
            nothing(Obstacle::SeveralHaveKey(2)),
            nothing(Obstacle::NobodyHasKey),
            nothing(Obstacle::NoKey),
            nothing(Obstacle::TooManyCells),
            nothing(Obstacle::CutShort),
        ]
    );
}

#[test]
fn somebody_new_needs_what_is_required_and_is_made_once() {
    let rows = rows("login,name\ncy,Cy\ndi,\ncy,Cy\n", Of::Login, &[], true);
    assert_eq!(rows[0].verdict(), RowVerdict::WillCreate);
    assert_eq!(rows[0].cells.len(), 2);
    assert_eq!(rows[1].verdict(), RowVerdict::Refused);
    let missing = CellProblem::Rule(Problem::at("name", Trouble::Missing));
    assert_eq!(rows[1].cells[1].problem, Some(missing));
    assert_eq!(rows[2].action, Action::Nothing(Obstacle::SameAsLine(2)));
}

#[test]
fn who_was_created_without_the_key_is_told_by_the_name() {
    let ada = [person("7", "ada", "555")];
    let action = |text: &str, key| rows(text, key, &ada, true).remove(0).action;
    let (taken, create) = (Action::Nothing(Obstacle::NameTaken), Action::Create { id: None });
    // No server takes an id for somebody new, and a line may lack the key.
    assert_eq!(action("id,name\n9,ada SAMPLE \n", Of::Id), taken);
    assert_eq!(action("login,name\n,Ada Sample\n", Of::Login), taken);
    assert_eq!(action("id,name\n9,Cy\n", Of::Id), create);
    // With a key that stays, people may have one name.
    assert_eq!(action("login,name\ncy,Ada Sample\n", Of::Login), create);
}

#[test]
fn who_was_created_in_part_is_changed_and_not_created_again() {
    let people = [person("7", "", "555"), person("8", "ada", "555")];
    let text = "login,name,mobile\nada,Ada,1\nbo,Bo,2\n";
    let table = table(text);
    let done = rows(text, Of::Login, &[], true).into_iter().zip(["7", "9"]);
    let with_id = |(row, id): (Row<Of>, &str)| Row { action: Action::Create { id: Some(id.into()) }, ..row };
    let created = created_by(&done.map(with_id).collect::<Vec<_>>());
    let rows = make_rows(&table, &columns(&table, Of::Login), &people, Some(&created), &Rules);
    // The login went to somebody else, or was not kept: the plan gives it.
    assert_eq!(rows[0].action, Action::Change { id: "7".into() });
    let fields: Vec<_> = rows[0].cells.iter().map(|cell| cell.field).collect();
    assert_eq!(fields, [Of::Login, Of::Name, Of::Mobile]);
    assert!(rows[0].cells[2].before == FieldValue::text("555"));
    // Whoever is gone again is created anew.
    assert_eq!(rows[1].action, Action::Create { id: None });
}

#[test]
fn what_a_spreadsheet_spoilt_is_refused_at_its_cell() {
    let people = [person("7", "ada", "555")];
    for (cell, problem) in [
        ("=A1&A2", Some(CellProblem::Formula)),
        ("#REF!", Some(CellProblem::FormulaError)),
        ("3.31E+10", Some(CellProblem::ShortenedNumber)),
        ("\"3,31E+10\"", Some(CellProblem::ShortenedNumber)),
        ("\"=\"\"0123\"\"\"", None),
        ("'+33123", None),
        ("+33123", None),
        (CLEAR, None),
    ] {
        let rows = rows(&format!("login,mobile\nada,{cell}\n"), Of::Login, &people, false);
        assert_eq!(rows[0].cells[0].problem, problem, "{cell}");
        assert_eq!(rows[0].is_to_do(), problem.is_none(), "{cell}");
    }
    let rows = rows("login,mobile\nada,\"=\"\"0123\"\"\"\n", Of::Login, &people, false);
    assert_eq!(rows[0].cells[0].after.as_text(), "0123");
}

#[test]
fn a_refused_value_keeps_the_whole_row_back() {
    let people = [person("7", "ada", "555")];
    let rows = rows("login,name,mobile\nada,Bo,abc\n", Of::Login, &people, false);
    assert_eq!(rows[0].verdict(), RowVerdict::Refused);
    assert_eq!(rows[0].cells[0].verdict(), Verdict::WillChange);
    assert_eq!(rows[0].cells[1].verdict(), Verdict::Refused);
}

#[test]
fn what_somebody_else_changed_meanwhile_is_a_conflict() {
    let after = FieldValue::text("2");
    let cell = Cell { field: Of::Mobile, before: FieldValue::text("1"), after, problem: None };
    assert_eq!(cell.verdict_now(&FieldValue::text("1")), Verdict::WillChange);
    assert_eq!(cell.verdict_now(&FieldValue::text("2")), Verdict::AlreadySo);
    assert_eq!(cell.verdict_now(&FieldValue::text("3")), Verdict::Conflict);
}

#[test]
fn a_secret_cannot_be_taken_back_nor_can_a_deletion() {
    let people = [person("7", "ada", "555")];
    let done = rows("login,mobile,password\nada,1,geheim\n", Of::Login, &people, false);
    let Inverse { rows: back, irreversible } = invert(&done);
    assert_eq!(back[0].cells.len(), 1);
    assert_eq!(irreversible, [("Ada Sample".to_owned(), Irreversible::Secret(Of::Password))]);
    assert_eq!(write_file(&back), "\u{FEFF}\"id\",\"mobile\"\r\n\"7\",\"555\"\r\n");

    let deleted = Row { action: Action::Delete { id: "7".into() }, ..done[0].clone() };
    let created = Row { action: Action::Create { id: None }, ..done[0].clone() };
    let Inverse { rows: back, irreversible } = invert(&[deleted, created]);
    assert!(back.is_empty());
    let kinds: Vec<_> = irreversible.into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(kinds, [Irreversible::UnknownId, Irreversible::Deletion]);
}

#[test]
fn what_two_runs_have_done_is_taken_back_as_one() {
    let cell = |before: &str, after: &str| Cell {
        field: Of::Mobile,
        before: FieldValue::text(before),
        after: FieldValue::text(after),
        problem: None,
    };
    let row = |action, cells| Row { line: None, name: String::new(), action, cells, is_left_out: false };
    let change =
        |id: &str, before, after| row(Action::Change { id: id.to_owned() }, vec![cell(before, after)]);
    let create = row(Action::Create { id: Some("3".to_owned()) }, vec![cell("", "c")]);
    let first = vec![change("1", "a", "b"), change("2", "x", "y"), create];
    let second = vec![change("1", "b", "c"), change("4", "k", "l"), change("3", "c", "d")];
    let done = merge_done(first.clone(), second);
    let seen: Vec<_> = done.iter().map(|row| (row.id().unwrap_or_default(), &row.action)).collect();
    assert_eq!(seen.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
    assert!(matches!(done[2].action, Action::Create { .. }));
    let Inverse { rows, .. } = invert(&done);
    let of = |id: &str| rows.iter().find(|row| row.id() == Some(id)).map(|row| row.cells.clone()).unwrap();
    assert!(of("1") == [cell("c", "a")] && of("2") == [cell("y", "x")] && of("4") == [cell("l", "k")]);
    assert!(merge_done(Vec::new(), first.clone()) == first && merge_done(first.clone(), Vec::new()) == first);
}

#[test]
fn the_key_is_the_first_that_tells_all_apart() {
    let table = table("login,id,name\na,1,x\nb,,y\n");
    let fields = columns(&table, Of::Id).fields;
    assert_eq!(find_key(&table, &fields, &[Of::Id, Of::Login]), Some(Of::Login));
    assert_eq!(find_key(&table, &fields, &[Of::Id]), Some(Of::Id));
    assert_eq!(find_key(&table, &fields, &[Of::Mobile]), None);
}

#[test]
fn a_secret_is_written_whatever_is_there_for_it_is_not_read() {
    let people = [person("7", "ada", "555")];
    for text in ["geheim", CLEAR] {
        let rows = rows(&format!("login,password\nada,{text}\n"), Of::Login, &people, false);
        assert_eq!(rows[0].cells[0].verdict(), Verdict::WillChange);
        let now = FieldValue::Secret(Secret::new("geheim".to_owned()));
        let is_so = rows[0].cells[0].verdict_now(&now) == Verdict::AlreadySo;
        assert_eq!(is_so, text != CLEAR);
    }
}

fn selected(ids: &[&str]) -> Vec<Selected> {
    ids.iter().map(|id| Selected { id: (*id).to_owned(), name: ["Once ", id].concat() }).collect()
}

#[test]
fn a_value_of_several_is_set_cleared_lengthened_or_replaced_in() {
    let people = [person("7", "ada", "555"), person("8", "bo", "")];
    let replace =
        |search: &str, with: &str| ValueChange::Replace { search: search.into(), replacement: with.into() };
    for (change, after) in [
        (ValueChange::Set("1".into()), [("1", Verdict::WillChange), ("1", Verdict::WillChange)]),
        (ValueChange::Set("555".into()), [("555", Verdict::AlreadySo), ("555", Verdict::WillChange)]),
        (ValueChange::Set("x".into()), [("x", Verdict::Refused), ("x", Verdict::Refused)]),
        (ValueChange::Clear, [("", Verdict::WillChange), ("", Verdict::AlreadySo)]),
        (ValueChange::Append("1".into()), [("5551", Verdict::WillChange), ("1", Verdict::WillChange)]),
        (replace("55", "6"), [("65", Verdict::WillChange), ("", Verdict::AlreadySo)]),
        (replace("5", ""), [("", Verdict::WillChange), ("", Verdict::AlreadySo)]),
        (replace("9", "x"), [("555", Verdict::AlreadySo), ("", Verdict::AlreadySo)]),
    ] {
        let rows = change_field(&selected(&["7", "8"]), &people, Of::Mobile, &change, &Rules);
        let cells: Vec<_> =
            rows.iter().map(|row| (row.cells[0].after.as_text(), row.cells[0].verdict())).collect();
        assert_eq!(cells, after, "{change:?}");
    }
    // What must not be empty is refused where it stands.
    let rows = change_field(&selected(&["7"]), &people, Of::Name, &ValueChange::Clear, &Rules);
    assert_eq!(rows[0].verdict(), RowVerdict::Refused);
    assert!(!replace("", "x").is_complete() && ValueChange::Clear.is_complete());
}

#[test]
fn whoever_is_not_there_any_more_is_left_alone() {
    let people = [person("7", "ada", "555")];
    let rows = delete_people(&selected(&["9", "7"]), &people);
    assert_eq!(rows[0].action, Action::Nothing(Obstacle::NotThere));
    assert_eq!(rows[0].name, "Once 9");
    assert_eq!(rows[1].action, Action::Delete { id: "7".into() });
    assert_eq!(rows[1].verdict(), RowVerdict::WillDelete);
    let Inverse { rows: back, irreversible } = invert(&rows[1..]);
    assert!(back.is_empty() && irreversible.len() == 1);
}

#[test]
fn twenty_thousand_rows_are_planned_each_for_its_own_person() {
    const ROWS: usize = 20_000;
    let people: Vec<_> =
        (0..ROWS).map(|at| person(&at.to_string(), &format!("p{at}"), &at.to_string())).collect();
    let mut csv = Csv::new();
    csv.line(["login", "mobile"]);
    for at in 0..ROWS {
        csv.line([format!("P{at}").as_str(), &(at + at % 2).to_string()]);
    }
    let rows = rows(&csv.into_text(), Of::Login, &people, false);
    assert_eq!(rows.len(), ROWS);
    assert_eq!(rows.iter().filter(|row| row.is_to_do()).count(), ROWS / 2);
    let is_own = |(at, row): (usize, &Row<Of>)| row.id() == Some(at.to_string().as_str());
    assert!(rows.iter().enumerate().all(is_own));
    assert_eq!(invert(&rows).rows.len(), ROWS);
}

/// A server of a few people, who can be changed, created and deleted.
#[derive(Clone, Default, PartialEq)]
struct ModelServer {
    people: BTreeMap<String, Values<Of>>,
    next: u32,
}

impl ModelServer {
    /// Runs a plan, and gives what was done as a plan whose new people have their ids.
    fn run(&mut self, rows: &[Row<Of>]) -> Vec<Row<Of>> {
        let mut done = Vec::new();
        for row in rows.iter().filter(|row| row.is_to_do()) {
            let mut row = row.clone();
            match row.action.clone() {
                Action::Create { .. } => {
                    self.next += 1;
                    let id = format!("new{}", self.next);
                    let mut values = Values::new();
                    row.apply(&mut values);
                    self.people.insert(id.clone(), values);
                    row.action = Action::Create { id: Some(id) };
                }
                Action::Change { id } => {
                    if let Some(values) = self.people.get_mut(&id) {
                        row.apply(values);
                    }
                }
                Action::Delete { id } => {
                    self.people.remove(&id);
                }
                Action::Nothing(_) => {}
            }
            done.push(row);
        }
        done
    }

    fn read(&self) -> Vec<Person<Of>> {
        let person = |(id, values): (&String, &Values<Of>)| Person {
            id: id.clone(),
            name: values.get(Of::Name).as_text().to_owned(),
            values: values.clone(),
        };
        self.people.iter().map(person).collect()
    }
}

fn value() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "#N/A", "1", "22", "abc", "=x", "+3", "a;b\n\"c\""]).prop_map(str::to_owned)
}

fn cell(field: Of, before: &str, after: &str) -> Cell<Of> {
    Cell { field, before: FieldValue::text(before), after: FieldValue::text(after), problem: None }
}

fn change_of_ada(cells: Vec<Cell<Of>>) -> Row<Of> {
    Row {
        line: None,
        name: "Ada".into(),
        action: Action::Change { id: "1".into() },
        cells,
        is_left_out: false,
    }
}

#[test]
fn the_inverse_of_two_tries_gives_back_what_was_there_before_the_first() {
    let first = change_of_ada(vec![cell(Of::Name, "a", "b"), cell(Of::Mobile, "1", "2")]);
    let second = change_of_ada(vec![cell(Of::Login, "x", "y"), cell(Of::Mobile, "2", "3")]);
    let done = second.with_earlier(first);
    let Inverse { rows, irreversible } = invert(&[done]);
    assert!(irreversible.is_empty());
    let given_back =
        change_of_ada(vec![cell(Of::Name, "b", "a"), cell(Of::Mobile, "3", "1"), cell(Of::Login, "y", "x")]);
    assert!(rows == [given_back]);
}

#[test]
fn what_only_one_may_have_is_given_once() {
    let people = [person("1", "ada", ""), person("2", "bo", ""), person("3", "cy", "")];
    let taken = Some(CellProblem::Rule(Problem::at("login", Trouble::Taken)));
    for (text, problems) in [
        ("id,login\n1,same\n2,same", [None, Some(CellProblem::GivenBefore)]),
        ("id,login\n1,cy\n2,new", [taken.clone(), None]),
        // They change with each other.
        ("id,login\n1,bo\n2,ada", [None, None]),
        ("id,login\n1,ada\n2,#N/A", [None, None]),
    ] {
        let mut rows = rows(text, Of::Id, &people, false);
        mark_taken(&mut rows, &people, Of::Login);
        let found: Vec<_> = rows.iter().map(|row| row.cells[0].problem.clone()).collect();
        assert_eq!(found, problems, "{text}");
    }
}

#[test]
fn a_plan_is_renewed_by_what_is_there_now() {
    let unread = Some(CellProblem::Unread(Refusal::new(RefusalKind::ServerFault)));
    let with_problem = |problem: &Option<CellProblem>, mut cell: Cell<Of>| {
        cell.problem = problem.clone();
        cell
    };
    let made = [change_of_ada(vec![
        cell(Of::Name, "theirs", "new"),
        with_problem(&unread, cell(Of::Mobile, "", "")),
    ])];
    let rows = with_present_values(
        vec![change_of_ada(vec![
            cell(Of::Name, "new", "old"),
            cell(Of::Mobile, "2", "1"),
            cell(Of::Login, "y", "x"),
        ])],
        &made,
    );
    // What cannot be read is not written; what was not read anew is as it was.
    let renewed = change_of_ada(vec![
        cell(Of::Name, "theirs", "old"),
        with_problem(&unread, cell(Of::Mobile, "2", "1")),
        cell(Of::Login, "y", "x"),
    ]);
    assert!(rows == [renewed]);
    // Somebody else's row says nothing of this one.
    let mut other = made;
    other[0].action = Action::Change { id: "other".into() };
    let before = vec![change_of_ada(vec![cell(Of::Name, "new", "old")])];
    assert!(with_present_values(before.clone(), &other) == before);
}

/// A file whose headings are these fields, with such rows below.
fn file_of(headings: &[&str], cells: &[Vec<String>]) -> Option<ImportFile<Of>> {
    let mut csv = Csv::new();
    csv.line(headings.iter().copied());
    for row in cells {
        csv.line(row.iter().map(String::as_str));
    }
    let table = read(csv.into_text().as_bytes()).ok()?;
    let columns = columns(&table, Of::Login);
    Some(ImportFile { name: "people.csv".to_owned(), table, columns, creates: true })
}

proptest! {
    #[test]
    fn a_cell_that_is_mended_is_as_if_the_file_had_been_so_written(
        cells in prop::collection::vec(prop::collection::vec("p[0-3]|[a-z0-9]{1,3}", 3), 1..6),
        mended in prop::collection::vec((0..6_usize, 0..3_usize, "p[0-3]|[a-z0-9]{1,3}"), 1..4),
    ) {
        let people: Vec<_> = (0..4).map(|at| person(&at.to_string(), &format!("p{at}"), "1")).collect();
        let headings = ["login", "name", "mobile"];
        let make = |file: &ImportFile<Of>| {
            make_rows(&file.table, &file.columns, &people, Some(&CreatedBefore::new()), &Rules)
        };
        let (mut file, mut written) = (file_of(&headings, &cells).unwrap(), cells);
        for (row, column, text) in mended {
            let Some(cell) = written.get_mut(row).and_then(|row| row.get_mut(column)) else { continue };
            let line = file.table.rows[row].line;
            prop_assert_eq!(file.mend(line, column, text.clone()), *cell != text);
            *cell = text;
        }
        prop_assert!(make(&file) == make(&file_of(&headings, &written).unwrap()));
    }

    #[test]
    fn a_plan_and_its_inverse_give_back_what_was_there(
        start in prop::collection::vec((value(), value(), any::<bool>()), 0..6),
        cells in prop::collection::vec((0..8_usize, value(), value(), any::<bool>()), 0..10),
    ) {
        let mut server = ModelServer::default();
        for (at, (name, mobile, on)) in start.iter().enumerate() {
            let of = |text: &str| if text == CLEAR { FieldValue::Absent } else { FieldValue::text(text) };
            let values = Values::new()
                .with(Of::Login, FieldValue::text(format!("p{at}")))
                .with(Of::Name, of(name))
                .with(Of::Mobile, of(mobile))
                .with(Of::Recording, FieldValue::Switch(*on));
            server.people.insert(at.to_string(), values);
        }
        let before = server.clone();
        let mut csv = Csv::new();
        csv.line(["login", "name", "mobile", "recording"]);
        for (at, name, mobile, on) in &cells {
            csv.line([format!("p{at}").as_str(), name, mobile, if *on { "true" } else { "false" }]);
        }
        let table = read(csv.into_text().as_bytes());
        prop_assume!(table.is_ok());
        let Ok(table) = table else { return Ok(()) };
        let plan = make_rows(&table, &columns(&table, Of::Login), &server.read(), Some(&CreatedBefore::new()), &Rules);
        let done = server.run(&plan);

        // Run again, it finds everything as it shall be.
        let again = make_rows(&table, &columns(&table, Of::Login), &server.read(), None, &Rules);
        prop_assert!(again.iter().all(|row| !row.is_to_do()));

        let Inverse { rows: back, irreversible } = invert(&done);
        prop_assert!(irreversible.is_empty());
        server.run(&back);
        prop_assert!(server.people.len() == before.people.len());
        for (id, values) in &before.people {
            for field in Of::ALL {
                prop_assert!(server.people[id].get(*field).is_same(values.get(*field)));
            }
        }
    }

    #[test]
    fn what_was_exported_comes_back_without_a_change(
        people in prop::collection::vec(("\\PC{0,6}", "[=+@\\-;'\t\n\" a]{0,6}"), 1..5),
    ) {
        let people: Vec<Person<Of>> = people
            .into_iter()
            .enumerate()
            .map(|(at, (name, mobile))| {
                let mut person = person(&at.to_string(), &format!("p{at}"), &mobile);
                person.values.set(Of::Name, FieldValue::text(name));
                person
            })
            .collect();
        let mut csv = Csv::new();
        csv.line(["login", "name", "mobile"]);
        for person in &people {
            csv.line([Of::Login, Of::Name, Of::Mobile].map(|field| person.values.get(field).as_text()));
        }
        let rows = rows(&csv.into_text(), Of::Login, &people, false);
        prop_assert_eq!(rows.len(), people.len());
        prop_assert!(rows.iter().all(|row| row.verdict() == RowVerdict::AlreadySo));
    }
}
