//! The rows that a plan for the people of a XiVO is made of.

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::cti::{self, is_cti};
use super::{Known, NewUsers, PlanSource, Selection, SelectionAction, XivoPlan, has_cti};
use crate::browser::share;
use crate::domain::{Problem, Trouble};
use crate::form::FieldValue;
use crate::plan::account::{make_password, make_username};
use crate::plan::import::{CellRules, ImportFile, Person, created_by, make_rows, names_of, normalise_name};
use crate::plan::names::{ListedName, read_names};
use crate::plan::selection::{Selected, change_field, delete_people, make_selected_rows};
use crate::plan::{Action, Cell, CellProblem, Obstacle, Row};
use crate::state::xivo::server::{Profiles, Xivo};
use crate::wire::xivo::cti_plan::check_profile;
use crate::wire::xivo::cti_profiles::CtiProfiles;
use crate::wire::xivo::form::to_copied_values;
use crate::wire::xivo::import::read_value;
use crate::wire::xivo::{CtiResource, Dialect, Field};

/// What the cells of a file may say on a server.
pub struct XivoRules {
    pub dialect: Dialect,
    /// None where the names of the profiles are not known.
    pub profiles: Option<CtiProfiles>,
}

impl CellRules<Field> for XivoRules {
    /// Where there is no CTI, that is said at the cells.
    fn writes(&self, field: Field, is_new: bool) -> bool {
        (is_cti(field) && self.dialect.cti() != CtiResource::InUser)
            || self.dialect.writes(field) && (is_new || field.in_account().is_none())
    }

    fn requires(&self, field: Field) -> bool {
        self.dialect.requires(field)
    }

    fn name_fields(&self) -> &[Field] {
        &[Field::Firstname, Field::Lastname]
    }

    fn read(&self, field: Field, text: Option<&str>) -> Result<FieldValue, Problem> {
        match (field, text, &self.profiles) {
            (Field::CtiEnabled, None, _) => Err(Problem::at(field.name(), Trouble::Missing)),
            (Field::CtiProfile, None, _) => Ok(FieldValue::Choice(None)),
            // Whatever it names: there are no profiles.
            (Field::CtiProfile, Some(text), _) if self.dialect.cti() == CtiResource::Neither => {
                Ok(FieldValue::text(text))
            }
            (Field::CtiProfile, Some(text), Some(known)) => {
                let id = known.find(text).map_err(|trouble| Problem::at(field.name(), trouble))?;
                Ok(FieldValue::Choice(Some(id.to_string())))
            }
            (Field::CtiProfile, Some(text), None) if let Some(problem) = check_profile(text) => Err(problem),
            _ => read_value(field, text, &self.dialect),
        }
    }
}

impl Xivo {
    pub(super) fn rules(&self) -> XivoRules {
        let profiles = self.profiles.with_untracked(|profiles| match profiles {
            Profiles::Known(known) => Some(known.clone()),
            _ => None,
        });
        XivoRules { dialect: self.dialect.get_untracked(), profiles }
    }

    pub(super) fn make_rows_of_file(&self, file: &ImportFile<Field>, known: &Known) -> Vec<Row<Field>> {
        // Whoever did not come would be made a second time.
        let creates = file.creates && known.missing == 0;
        let created = created_by(&untrack(|| XivoPlan::of(*self).done_rows()));
        make_rows(&file.table, &file.columns, &known.people, creates.then_some(&created), &self.rules())
    }

    pub(super) fn make_rows_of(&self, source: &PlanSource, known: &Known) -> Vec<Row<Field>> {
        let rules = self.rules();
        let Known { people, ctis, credentials, .. } = known;
        let (users, action) = match source {
            PlanSource::File(file) => {
                let mut rows = self.make_rows_of_file(file, known);
                if has_cti(file) {
                    let resource = rules.dialect.cti();
                    rows.iter_mut().for_each(|row| cti::judge_row(row, resource, ctis, credentials));
                }
                return rows;
            }
            PlanSource::NewUsers(new) => return self.make_new_users(new, known),
            PlanSource::Selection(Selection { users, action }) => (users, action),
        };
        match action {
            SelectionAction::Change { field: Some(field), change } if change.is_complete() => {
                change_field(users, people, *field, change, &rules)
            }
            SelectionAction::Cti(Some(action)) => make_selected_rows(users, people, |person| {
                cti::make_cells(*action, person, ctis, credentials)
            }),
            SelectionAction::MakeCredentials => self.make_credentials(users, known, &rules),
            SelectionAction::Delete(_) => delete_people(users, people),
            SelectionAction::Change { .. } | SelectionAction::Cti(None) => Vec::new(),
        }
    }

    /// Where not everybody is known, whom they are like may be missing as well. Whoever is there by
    /// name was perhaps created by an earlier run of the same list; whoever this plan has created is
    /// changed.
    fn make_new_users(&self, new: &NewUsers, known: &Known) -> Vec<Row<Field>> {
        let dialect = self.dialect.get_untracked();
        let like = known.people.iter().find(|person| person.id == new.like.id);
        let copied = like.map(|person| to_copied_values(&person.values, &dialect));
        let rules = self.rules();
        let taken = names_of(&known.people);
        let created = created_by(&untrack(|| XivoPlan::of(*self).done_rows()));
        let names = read_names(&new.text);
        let mut lines: HashMap<(&str, &str), u32> = HashMap::new();
        let mut rows = Vec::new();
        for ListedName { line, first, last } in &names {
            let earlier = lines.insert((first, last), *line);
            let created =
                created.get(line).and_then(|id| known.people.iter().find(|person| person.id == *id));
            let action = match (&copied, earlier) {
                (None, _) => Action::Nothing(Obstacle::NotThere),
                (_, Some(line)) => Action::Nothing(Obstacle::SameAsLine(line)),
                _ if let Some(person) = created => Action::Change { id: person.id.clone() },
                _ if taken.contains(&normalise_name([first.as_str(), last])) => {
                    Action::Nothing(Obstacle::NameTaken)
                }
                _ => Action::Create { id: None },
            };
            let before = |field| match created {
                Some(person) => person.values.get(field).clone(),
                None => FieldValue::Absent,
            };
            let mut cells = Vec::new();
            for (field, text) in [(Field::Firstname, first), (Field::Lastname, last)] {
                if text.is_empty() && !rules.requires(field) {
                    continue;
                }
                let read = rules.read(field, Some(text.as_str()).filter(|text| !text.is_empty()));
                let problem = read.err().map(CellProblem::Rule);
                let after = FieldValue::text(text.as_str());
                cells.push(Cell { field, before: before(field), after, problem });
            }
            let copied =
                copied.iter().flat_map(|copied| copied.iter().filter(|(_, value)| !value.is_empty()));
            cells.extend(copied.map(|(field, value)| Cell {
                field,
                before: before(field),
                after: value.clone(),
                problem: None,
            }));
            if matches!(action, Action::Nothing(_)) {
                cells.clear();
            }
            let name = [first.as_str(), last].join(" ").trim().to_owned();
            rows.push(Row { line: Some(*line), name, action, cells, is_left_out: false });
        }
        rows
    }

    fn make_credentials(&self, users: &[Selected], known: &Known, rules: &XivoRules) -> Vec<Row<Field>> {
        let username_of =
            |person: &Person<Field>| person.values.get(Field::Username).as_text().to_lowercase();
        let mut taken: HashSet<String> = known.people.iter().map(username_of).collect();
        make_selected_rows(users, &known.people, |person| {
            let has = known.credentials.get(&person.id).copied().unwrap_or_default();
            let mut cells = Vec::new();
            if has.username == Some(false) {
                let username = make_username(&person.name, &person.id, &mut taken);
                let read = rules.read(Field::Username, Some(&username));
                let problem = read.err().map(CellProblem::Rule);
                let (before, after) = (FieldValue::Absent, FieldValue::text(username));
                cells.push(Cell { field: Field::Username, before, after, problem });
            }
            if has.password == Some(false) {
                let mut is_random = true;
                let password = make_password(|bytes| is_random = share::random(bytes));
                if !is_random {
                    return Err(Obstacle::NotOffered);
                }
                cells.push(Cell::of_secret(Field::Password, password));
            }
            Ok(cells)
        })
    }
}
