//! A table from a file as a plan.

use std::collections::{HashMap, HashSet};

use super::{Action, CLEAR, Cell, CellProblem, Obstacle, Row};
use crate::domain::{Problem, Trouble};
use crate::form::{Field, FieldValue, Values};
use crate::list::csv::reader::Table;
use crate::list::csv::{guard, unguard};

/// What the cells of a file may say of a person.
pub trait CellRules<F> {
    /// Can the field be written, of somebody who is there or of somebody new?
    fn writes(&self, field: F, is_new: bool) -> bool;

    /// Must somebody new have a value here?
    fn requires(&self, field: F) -> bool;

    /// The fields that make somebody's name, in their order.
    fn name_fields(&self) -> &[F];

    /// The value that a text stands for; without a text, no value.
    ///
    /// # Errors
    /// What is wrong with it.
    fn read(&self, field: F, text: Option<&str>) -> Result<FieldValue, Problem>;

    /// Does a text show what somebody has, whatever else it may stand for?
    fn shows(&self, _person: &Person<F>, _field: F, _text: &str) -> bool {
        false
    }

    /// What is compared of a value by which people are found.
    fn normalise_key(&self, _key: F, text: &str) -> String {
        text.trim().to_lowercase()
    }
}

/// Somebody who is on the server, with what is known of them but for secrets.
#[derive(Clone, PartialEq)]
pub struct Person<F> {
    pub id: String,
    pub name: String,
    pub values: Values<F>,
}

/// The names that people have, without regard to capitals.
pub fn names_of<F>(people: &[Person<F>]) -> HashSet<String> {
    people.iter().map(|person| normalise_name([person.name.as_str()])).collect()
}

/// A name of several parts as [`names_of`] has it.
pub fn normalise_name<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_lowercase()
}

/// What the columns of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns<F> {
    /// The field of each column, where it is one.
    pub fields: Vec<Option<F>>,
    /// The field by which people are told apart.
    pub key: F,
}

/// A file that is being made into a plan. It has no Debug, for a cell may be a password.
#[derive(Clone)]
pub struct ImportFile<F> {
    pub name: String,
    pub table: Table,
    pub columns: Columns<F>,
    /// Is whoever is not there created?
    pub creates: bool,
}

impl<F> ImportFile<F> {
    /// The text of a cell in the row that begins in this line. Rows may be shorter than the headings.
    pub fn cell(&self, line: u32, column: usize) -> &str {
        let place = self.table.rows.binary_search_by_key(&line, |row| row.line);
        let row = place.ok().and_then(|at| self.table.rows.get(at));
        row.and_then(|row| row.cells.get(column)).map_or("", String::as_str)
    }

    /// Puts another text there. Is it another one?
    pub fn mend(&mut self, line: u32, column: usize, text: String) -> bool {
        if column >= self.table.headings.len() || self.cell(line, column) == text {
            return false;
        }
        let place = self.table.rows.binary_search_by_key(&line, |row| row.line);
        let Some(row) = place.ok().and_then(|at| self.table.rows.get_mut(at)) else { return false };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = text;
        }
        true
    }
}

/// The first of these fields that tells all rows of a table apart; else the first that there is a
/// column for.
pub fn find_key<F: Field>(table: &Table, fields: &[Option<F>], keys: &[F]) -> Option<F> {
    let column_of = |key: &F| fields.iter().position(|field| *field == Some(*key));
    let tells_apart = |key: &F| {
        let Some(column) = column_of(key) else { return false };
        let mut seen = HashMap::new();
        table.rows.iter().all(|row| {
            let text = row.cells.get(column).map(|text| normalise_key(text)).unwrap_or_default();
            !text.is_empty() && seen.insert(text, ()).is_none()
        })
    };
    let present = || keys.iter().copied().filter(|key| column_of(key).is_some());
    present().find(tells_apart).or_else(|| present().next())
}

fn normalise_key(text: &str) -> String {
    unguard(text.trim()).to_lowercase()
}

/// Whom earlier tries of a plan have created: their ids, by the lines that they are of. The server may
/// have kept so little of somebody that nothing else tells who they are.
pub type CreatedBefore = HashMap<u32, String>;

/// Whom these rows have created.
pub fn created_by<F>(done: &[Row<F>]) -> CreatedBefore {
    let created = |row: &Row<F>| match &row.action {
        Action::Create { id } => Some((row.line?, id.clone()?)),
        _ => None,
    };
    done.iter().filter_map(created).collect()
}

/// The plan that a table makes of these people. Where `creating` is there, whoever is not among them is
/// created.
pub fn make_rows<F: Field>(
    table: &Table,
    columns: &Columns<F>,
    people: &[Person<F>],
    creating: Option<&CreatedBefore>,
    rules: &dyn CellRules<F>,
) -> Vec<Row<F>> {
    let creates = creating.is_some();
    let created_people: HashMap<&str, &Person<F>> = match creating {
        Some(created) if !created.is_empty() => {
            people.iter().map(|person| (person.id.as_str(), person)).collect()
        }
        _ => HashMap::new(),
    };
    let by_key = index_people(people, columns.key, rules);
    let key_column = columns.fields.iter().position(|field| *field == Some(columns.key));
    // Whoever was created without the key is not found by it when the file is read again.
    let is_told_by_key = |key: &str| !key.is_empty() && rules.writes(columns.key, true);
    let mut lines: HashMap<String, u32> = HashMap::new();
    let last = table.rows.len().saturating_sub(1);
    let names = names_of(people);
    let name_of = |row: &[String]| {
        let column_of = |field: &F| columns.fields.iter().position(|own| *own == Some(*field));
        let text = |field| column_of(field).and_then(|column| row.get(column)).map_or("", String::as_str);
        normalise_name(rules.name_fields().iter().map(text))
    };
    let mut rows = Vec::with_capacity(table.rows.len());
    for (at, row) in table.rows.iter().enumerate() {
        let text = key_column.and_then(|column| row.cells.get(column)).map_or("", String::as_str).trim();
        let key = rules.normalise_key(columns.key, &unguard(text));
        let found = by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
        let created = creating.and_then(|created| created_people.get(created.get(&row.line)?.as_str()));
        let found_person = found.first().filter(|_| found.len() == 1).and_then(|at| people.get(*at));
        let person = created.copied().or(found_person);
        // Two keys may be those of one person, such as two extensions.
        let whom = person.map_or_else(|| ["new ", &key].concat(), |person| person.id.clone());
        let earlier = if key.is_empty() { None } else { lines.insert(whom, row.line) };
        let action = if table.is_cut_short && at == last {
            Action::Nothing(Obstacle::CutShort)
        } else if row.cells.len() > table.headings.len() {
            Action::Nothing(Obstacle::TooManyCells)
        } else if let Some(line) = earlier {
            Action::Nothing(Obstacle::SameAsLine(line))
        } else if let Some(person) = person {
            Action::Change { id: person.id.clone() }
        } else if found.len() > 1 {
            Action::Nothing(Obstacle::SeveralHaveKey(found.len()))
        } else if creates && !is_told_by_key(&key) && names.contains(&name_of(&row.cells)) {
            Action::Nothing(Obstacle::NameTaken)
        } else if creates {
            Action::Create { id: None }
        } else if key.is_empty() {
            Action::Nothing(Obstacle::NoKey)
        } else {
            Action::Nothing(Obstacle::NobodyHasKey)
        };
        let cells = match &action {
            Action::Nothing(_) => Vec::new(),
            _ => {
                let found_by = created.is_none().then_some(columns.key);
                read_cells(&row.cells, columns, person, found_by, rules)
            }
        };
        let name = person.map_or_else(|| text.to_owned(), |person| person.name.clone());
        rows.push(Row { line: Some(row.line), name, action, cells, is_left_out: false });
    }
    rows
}

/// Who has which key. A field may hold several, such as the numbers of all lines.
fn index_people<F: Field>(
    people: &[Person<F>],
    key: F,
    rules: &dyn CellRules<F>,
) -> HashMap<String, Vec<usize>> {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, person) in people.iter().enumerate() {
        let text = person.values.get(key).as_text();
        let mut add = |text: &str| {
            let text = rules.normalise_key(key, text);
            if text.is_empty() {
                return;
            }
            let places = index.entry(text).or_default();
            if !places.contains(&at) {
                places.push(at);
            }
        };
        add(text);
        if text.contains(", ") {
            text.split(", ").for_each(add);
        }
    }
    index
}

/// The key by which somebody was found is what they have.
fn read_cells<F: Field>(
    texts: &[String],
    columns: &Columns<F>,
    person: Option<&Person<F>>,
    found_by: Option<F>,
    rules: &dyn CellRules<F>,
) -> Vec<Cell<F>> {
    let is_new = person.is_none();
    let mut cells = Vec::new();
    for (field, text) in columns.fields.iter().zip(texts) {
        let Some(field) = field.filter(|field| rules.writes(*field, is_new)) else { continue };
        if text.trim().is_empty() || (found_by == Some(field) && !is_new) {
            continue;
        }
        let before = person.map_or(FieldValue::Absent, |person| person.values.get(field).clone());
        let is_shown = person.is_some_and(|person| rules.shows(person, field, text));
        cells.push(match is_shown {
            true => Cell { field, after: before.clone(), before, problem: None },
            false => read_cell(field, text, before, rules),
        });
    }
    if is_new {
        for field in F::ALL.iter().copied().filter(|field| rules.requires(*field)) {
            if !cells.iter().any(|cell| cell.field == field) {
                let missing = Problem::at(field.wire_name(), Trouble::Missing);
                let problem = Some(CellProblem::Rule(missing));
                let (before, after) = (FieldValue::Absent, FieldValue::Absent);
                cells.push(Cell { field, before, after, problem });
            }
        }
    }
    cells
}

fn read_cell<F: Field>(field: F, text: &str, before: FieldValue, rules: &dyn CellRules<F>) -> Cell<F> {
    // What was exported, here or by the server's own means, is the same value, whatever it looks like.
    let is_same = || before.as_text() == text || guard(before.as_text()) == text;
    if matches!(before, FieldValue::Text(_) | FieldValue::Choice(Some(_))) && is_same() {
        return Cell { field, after: before.clone(), before, problem: None };
    }
    let text = text.trim();
    // A formula stays one in the file of the rows that were not done.
    let unguarded = unguard(text);
    let read = match find_spreadsheet_problem(text).or_else(|| find_spreadsheet_problem(&unguarded)) {
        Some(problem) => Err(problem),
        None => {
            let text = quoted_formula(text).map_or(unguarded, str::to_owned);
            let text = Some(text.as_str()).filter(|text| *text != CLEAR);
            rules.read(field, text).map_err(CellProblem::Rule)
        }
    };
    let (after, problem) = match read {
        Ok(after) => (after, None),
        Err(problem) if field.is_secret() => (FieldValue::Absent, Some(problem)),
        Err(problem) => (FieldValue::text(text), Some(problem)),
    };
    Cell { field, before, after, problem }
}

/// `="0123"`, by which people keep a spreadsheet from taking a text for a number.
fn quoted_formula(text: &str) -> Option<&str> {
    text.strip_prefix("=\"")?.strip_suffix('"').filter(|text| !text.contains('"'))
}

fn find_spreadsheet_problem(text: &str) -> Option<CellProblem> {
    const ERRORS: [&str; 7] = ["#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!"];
    if text.starts_with('=') && quoted_formula(text).is_none() {
        Some(CellProblem::Formula)
    } else if ERRORS.contains(&text) || text.starts_with("###") {
        Some(CellProblem::FormulaError)
    } else if is_shortened_number(text) {
        Some(CellProblem::ShortenedNumber)
    } else {
        None
    }
}

/// `3.31E+10` or `3,31E+10`.
fn is_shortened_number(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once("E+").is_some_and(|(number, exponent)| {
        let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        whole.len() == 1 && is_number(whole) && is_number(fraction) && is_number(exponent)
    })
}
