//! The rows of a plan as a table: whom, what becomes of it, and each value now and then.

use leptos::prelude::*;

use crate::browser::rows::RowSource;
use crate::components::list::{Column, Sort};
use crate::domain::{Language, Refusal};
use crate::form::{Field, FieldValue};
use crate::list::{fold, sorted_by_text};
use crate::pages::plan::vendor::PlanPage;
use crate::plan::{Action, Cell, CellProblem, Obstacle, Row, RowVerdict, Verdict};
use crate::route::can_carry;
use crate::state::plan::{Item, Outcome, Phase, PlanRun};
use crate::text::{LocalizedText, common, list, plan as texts, refusal as sentences, request_sheet as sheet};

/// The signs before the words of an outcome are for the screen.
pub const SIGNS: [char; 8] = ['✓', '✕', '–', '=', '?', '→', '…', ' '];

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    All,
    Changes,
    Problems,
}

impl Shown {
    pub const ALL: [(Self, LocalizedText); 3] = [
        (Self::All, texts::show_all),
        (Self::Changes, texts::show_changes),
        (Self::Problems, texts::show_problems),
    ];

    pub fn value(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Changes => "changes",
            Self::Problems => "problems",
        }
    }

    pub fn from_value(value: &str) -> Self {
        let found = Self::ALL.into_iter().find(|(own, _)| own.value() == value);
        found.map_or(Self::All, |(own, _)| own)
    }

    fn keeps<F: Field>(self, item: &Item<F>) -> bool {
        let is_problem = is_refused(item);
        match self {
            Self::All => true,
            Self::Problems => is_problem,
            Self::Changes => {
                !is_problem && (item.row.is_to_do() && !matches!(item.outcome, Some(Outcome::AlreadySo)))
            }
        }
    }
}

/// Was it refused, here or by the server?
fn is_refused<F: Field>(item: &Item<F>) -> bool {
    match &item.outcome {
        Some(outcome) => outcome.is_failed(),
        None => item.row.verdict() == RowVerdict::Refused,
    }
}

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind<F> {
    User,
    /// The line of the file.
    Line,
    Outcome,
    /// The button that shows the requests of the row.
    Requests,
    Field(F),
}

/// The key of the column with that button.
pub const REQUESTS: &str = "requests";

/// The fields that any row writes, in their order.
pub fn fields<F: Field>(run: PlanRun<F>) -> Vec<F> {
    run.with(|items| {
        let is_written =
            |field: &F| items.iter().any(|item| item.row.cells.iter().any(|cell| cell.field == *field));
        F::ALL.iter().copied().filter(is_written).collect()
    })
}

/// What the columns show: the line only where the rows come from a file or a list.
pub fn column_kinds<F: Field>(run: PlanRun<F>) -> Vec<ColumnKind<F>> {
    let has_lines = run.with(|items| items.iter().any(|item| item.row.line.is_some()));
    let line = has_lines.then_some(ColumnKind::Line);
    let fields = fields(run).into_iter().map(ColumnKind::Field);
    let first = [ColumnKind::User].into_iter().chain(line);
    first.chain([ColumnKind::Outcome, ColumnKind::Requests]).chain(fields).collect()
}

pub fn columns<S: PlanPage>(kinds: &[ColumnKind<S::Field>]) -> Vec<Column> {
    let column = |kind: &ColumnKind<S::Field>| {
        let (key, label, is_number): (&str, LocalizedText, bool) = match kind {
            ColumnKind::User => ("user", texts::user, false),
            ColumnKind::Line => ("line", texts::row, true),
            ColumnKind::Outcome => ("outcome", texts::outcome, false),
            ColumnKind::Requests => (REQUESTS, sheet::requests, false),
            ColumnKind::Field(field) => return S::column(*field),
        };
        Some(Column { key, label, is_number })
    };
    kinds.iter().filter_map(column).collect()
}

/// Where the rows of the table come from.
pub struct Grid<S: PlanPage> {
    pub server: S,
    pub run: PlanRun<S::Field>,
    pub language: Signal<Language>,
    /// The rows in the order of the table.
    pub order: StoredValue<Vec<usize>>,
    pub columns: Memo<Vec<ColumnKind<S::Field>>>,
}

impl<S: PlanPage> Grid<S> {
    fn with_item<T: Default>(&self, place: usize, read: impl FnOnce(&Item<S::Field>) -> T) -> T {
        let at = self.order.with_value(|order| order.get(place).copied());
        self.run.with(|items| at.and_then(|at| items.get(at)).map(read).unwrap_or_default())
    }
}

impl<S: PlanPage> RowSource for Grid<S> {
    /// Its place in the plan: not every row is about somebody who is known.
    fn id(&self, place: usize) -> String {
        self.order.with_value(|order| order.get(place).map(usize::to_string)).unwrap_or_default()
    }

    fn row_of(&self, id: &str) -> Option<usize> {
        let at: usize = id.parse().ok()?;
        self.order.with_value(|order| order.iter().position(|other| *other == at))
    }

    fn url(&self, place: usize) -> Option<String> {
        let user = self.with_item(place, |item| {
            let row = item.done.as_ref().unwrap_or(&item.row);
            row.id().map(str::to_owned)
        })?;
        can_carry(&user).then(|| self.server.route_of(user).path())
    }

    fn cell(&self, place: usize, column: usize, out: &mut String) {
        let language = self.language.get_untracked();
        let kind = self.columns.with_untracked(|kinds| kinds.get(column).copied());
        let Some(kind) = kind else { return };
        let text = self.with_item(place, |item| cell_text(self.server, language, item, kind));
        out.push_str(&text);
    }

    fn is_selected(&self, place: usize) -> bool {
        self.with_item(place, |item| !item.row.is_left_out)
    }

    fn select_label(&self, place: usize) -> String {
        let language = self.language.get_untracked();
        self.with_item(place, |item| list::select(language, &item.row.name))
    }
}

fn cell_text<S: PlanPage>(
    server: S,
    language: Language,
    item: &Item<S::Field>,
    kind: ColumnKind<S::Field>,
) -> String {
    match kind {
        ColumnKind::User if item.row.name.is_empty() => S::unnamed(language).to_owned(),
        ColumnKind::User => item.row.name.clone(),
        ColumnKind::Line => item.row.line.map(|line| line.to_string()).unwrap_or_default(),
        ColumnKind::Outcome => outcome_with_notes(server, language, item),
        ColumnKind::Requests if is_refused(item) && server.can_mend(item) => texts::mend(language).to_owned(),
        ColumnKind::Requests => sheet::show(language).to_owned(),
        ColumnKind::Field(field) => {
            let cell = item.row.cells.iter().find(|cell| cell.field == field);
            cell.map(|cell| value_text(server, language, &item.row, cell)).unwrap_or_default()
        }
    }
}

/// "old → new", or what is wrong.
pub fn value_text<S: PlanPage>(
    server: S,
    language: Language,
    row: &Row<S::Field>,
    cell: &Cell<S::Field>,
) -> String {
    let shown_value = |value: &FieldValue| {
        let own = server.value_text(language, row, cell.field, value);
        own.unwrap_or_else(|| shown_value(language, value))
    };
    let after = shown_value(&cell.after);
    let problem = cell.problem.as_ref().map(|problem| problem_text::<S>(language, problem));
    if let Some(problem) = problem {
        let after = if cell.after.is_empty() { String::new() } else { after };
        return ["✕ ", &common::labelled(language, &after, &problem)].concat();
    }
    match (&row.action, cell.verdict()) {
        (Action::Create { .. }, _) => after,
        (Action::Delete { .. }, _) => shown_value(&cell.before),
        (_, Verdict::AlreadySo) => after,
        _ if cell.field.is_secret() => ["→ ", &after].concat(),
        _ => [&shown_value(&cell.before), " → ", &after].concat(),
    }
}

/// What is wrong with a value.
pub fn problem_text<S: PlanPage>(language: Language, problem: &CellProblem) -> String {
    match problem {
        CellProblem::Rule(problem) => S::problem_text(language, problem),
        CellProblem::Formula => texts::formula(language).to_owned(),
        CellProblem::FormulaError => texts::formula_error(language).to_owned(),
        CellProblem::ShortenedNumber => texts::shortened_number(language).to_owned(),
        CellProblem::NotAttributed => texts::not_attributed(language).to_owned(),
        CellProblem::MakesDifference => texts::makes_difference(language).to_owned(),
        CellProblem::GivenBefore => texts::given_before(language).to_owned(),
        CellProblem::Hindered(obstacle) => {
            obstacle_text(language, *obstacle).trim_start_matches(SIGNS).to_owned()
        }
        CellProblem::Unread(refusal) => {
            [texts::unread(language), &sentences::refusal(language, refusal)].concat()
        }
    }
}

fn shown_value(language: Language, value: &FieldValue) -> String {
    match value {
        FieldValue::Secret(_) => "•••".to_owned(),
        FieldValue::Switch(true) => common::on(language).to_owned(),
        FieldValue::Switch(false) => common::off(language).to_owned(),
        FieldValue::Unattributed(_) => texts::server_does_not_tell(language).to_owned(),
        value if value.is_empty() => texts::empty(language).to_owned(),
        value => value.as_text().to_owned(),
    }
}

/// What becomes of a row, and afterwards what became of it, with what is to be said besides.
pub fn outcome_with_notes<S: PlanPage>(server: S, language: Language, item: &Item<S::Field>) -> String {
    let notes: Vec<String> = match &item.outcome {
        None => server.deletion_note(language, &item.row).into_iter().collect(),
        Some(_) => {
            item.notes.iter().filter_map(|note| S::note_text(language, &item.row.name, note)).collect()
        }
    };
    let mut out = outcome::<S>(language, item);
    for note in notes.iter().map(|note| note.trim()).filter(|note| !note.is_empty()) {
        if !out.trim_end().ends_with(['.', '!', '?']) {
            out.push('.');
        }
        out.push(' ');
        out.push_str(note);
    }
    out
}

/// What becomes of a row, and afterwards what became of it.
pub fn outcome<S: PlanPage>(language: Language, item: &Item<S::Field>) -> String {
    let Some(outcome) = &item.outcome else { return verdict(language, item) };
    let fixed = match outcome {
        Outcome::Waiting => texts::waiting(language),
        Outcome::UnderWay => texts::under_way(language),
        Outcome::Done => texts::done(language),
        Outcome::DoneAllTheSame => texts::done_all_the_same(language),
        Outcome::NotShown => texts::not_shown(language),
        Outcome::AlreadySo => texts::already(language),
        Outcome::NotTried => texts::not_tried(language),
        Outcome::Conflict(fields) => return texts::conflict(language, &labels_text::<S>(language, fields)),
        Outcome::NotKept(fields) if fields.is_empty() => texts::still_there(language),
        Outcome::NotKept(fields) => return texts::not_kept(language, &labels_text::<S>(language, fields)),
        Outcome::InPart(fields, refusal) => {
            let mut out = texts::in_part(language, &labels_text::<S>(language, fields));
            out.push_str(&reason::<S>(language, refusal));
            return out;
        }
        Outcome::NotCreated => texts::not_created(language),
        Outcome::NobodyFound => texts::nobody_found(language),
        Outcome::SeveralFound(count) => return texts::several_found(language, *count),
        Outcome::Unknown(refusal) if matches!(item.row.action, Action::Create { .. }) => {
            return [texts::creation_unknown(language), &reason::<S>(language, refusal)].concat();
        }
        Outcome::Unknown(refusal) => {
            return [texts::unknown(language), &reason::<S>(language, refusal)].concat();
        }
        Outcome::PutBack(refusal) => {
            return [texts::put_back(language), &reason::<S>(language, refusal)].concat();
        }
        Outcome::Lost(refusal) => return [texts::lost(language), &reason::<S>(language, refusal)].concat(),
        Outcome::Refused(refusal) => {
            return [texts::refused(language), &reason::<S>(language, refusal)].concat();
        }
    };
    fixed.to_owned()
}

fn verdict<F: Field>(language: Language, item: &Item<F>) -> String {
    let fixed = match item.row.verdict() {
        RowVerdict::WillCreate => texts::will_create(language),
        RowVerdict::WillChange => texts::will_change(language),
        RowVerdict::WillDelete => texts::will_delete(language),
        RowVerdict::AlreadySo => texts::already(language),
        RowVerdict::LeftOut => texts::left_out(language),
        RowVerdict::Refused => match &item.row.action {
            Action::Nothing(obstacle) => return obstacle_text(language, *obstacle),
            _ => texts::see_values(language),
        },
    };
    fixed.to_owned()
}

pub fn obstacle_text(language: Language, obstacle: Obstacle) -> String {
    let fixed = match obstacle {
        Obstacle::NoKey => texts::no_key_in_row(language),
        Obstacle::NobodyHasKey => texts::nobody_has_key(language),
        Obstacle::SeveralHaveKey(count) => return texts::several_have_key(language, count),
        Obstacle::SameAsLine(line) => return texts::same_as_line(language, line),
        Obstacle::SameFieldAsLine(line) => return texts::same_field_as_line(language, line),
        Obstacle::NoSuchField => texts::no_such_field(language),
        Obstacle::NameTaken => texts::name_taken(language),
        Obstacle::CutShort => texts::row_cut_short(language),
        Obstacle::TooManyCells => texts::too_many_cells(language),
        Obstacle::NotThere => texts::not_there(language),
        Obstacle::LacksCredentials { username, password } => texts::lacks(language, username, password),
        Obstacle::StateUnknown => texts::state_unknown(language),
        Obstacle::NotOffered => texts::not_offered(language),
        Obstacle::NotAllowed => texts::not_allowed(language),
        Obstacle::NoAddress => texts::no_address(language),
        Obstacle::OwnedByDirectory => texts::owned_by_directory(language),
    };
    fixed.to_owned()
}

fn labels_text<S: PlanPage>(language: Language, fields: &[S::Field]) -> String {
    let labels: Vec<String> = fields.iter().map(|field| S::label(language, *field)).collect();
    labels.join(", ")
}

/// The problems where there are some, each with its field; else what the refusal means.
fn reason<S: PlanPage>(language: Language, refusal: &Refusal) -> String {
    if refusal.problems.is_empty() {
        return sentences::refusal(language, refusal);
    }
    let sentence = |problem: &crate::domain::Problem| {
        let sentence = S::problem_text(language, problem);
        match problem.field.as_deref().and_then(S::Field::from_wire) {
            Some(field) => common::labelled(language, &S::label(language, field), &sentence),
            None => sentence,
        }
    };
    refusal.problems.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// Which rows are shown, and in what order.
pub struct Arrangement {
    pub shown: Shown,
    /// Each of its words stands in some cell of a row.
    pub search: String,
    pub sort: Option<Sort>,
}

/// The rows to show in the order asked for; without one, in that of the plan, and after the run
/// with those first that failed.
pub fn order<S: PlanPage>(
    server: S,
    run: PlanRun<S::Field>,
    language: Language,
    arrangement: &Arrangement,
    columns: &[ColumnKind<S::Field>],
) -> Vec<usize> {
    let Arrangement { shown, search, sort } = arrangement;
    let is_over = run.phase().get_untracked() == Phase::Over;
    let search = fold(search);
    let is_found = |item: &Item<S::Field>| {
        let cells = columns.iter().filter(|kind| **kind != ColumnKind::Requests);
        let texts: Vec<String> = cells.map(|kind| cell_text(server, language, item, *kind)).collect();
        let text = fold(&texts.join("\n"));
        search.split_whitespace().all(|word| text.contains(word))
    };
    run.with(|items| {
        let is_kept = |item: &Item<S::Field>| shown.keeps(item) && (search.is_empty() || is_found(item));
        let kept = items.iter().enumerate().filter(|(_, item)| is_kept(item)).map(|(at, _)| at);
        let kept: Vec<usize> = kept.collect();
        let sorted_by = sort.and_then(|sort| Some((sort, *columns.get(sort.column)?)));
        let Some((sort, kind)) = sorted_by else {
            let has_failed = |at: &usize| {
                is_over
                    && items.get(*at).and_then(|item| item.outcome.as_ref()).is_some_and(Outcome::is_failed)
            };
            let (failed, others): (Vec<usize>, Vec<usize>) = kept.into_iter().partition(has_failed);
            return failed.into_iter().chain(others).collect();
        };
        let text = |item: &Item<S::Field>| match kind {
            // By number, not by digits.
            ColumnKind::Line => format!("{:010}", item.row.line.unwrap_or_default()),
            kind => cell_text(server, language, item, kind).to_lowercase(),
        };
        let texts: Vec<String> = kept.iter().filter_map(|at| items.get(*at)).map(text).collect();
        sorted_by_text(&kept, &texts, sort.descending)
    })
}
