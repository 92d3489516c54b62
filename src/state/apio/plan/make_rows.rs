//! The rows that a plan for the people of an APIO is made of.

use std::collections::{HashMap, HashSet};

use super::{KnownProfiles, PlanSource, ProfileAction, ProfileChanges, is_changeable, user_at};
use crate::domain::{Problem, RefusalKind, Trouble};
use crate::form::{Field, FieldValue};
use crate::list::csv::unguard;
use crate::plan::import::{CellRules, ImportFile, Person, make_rows};
use crate::plan::selection::{change_field, delete_people, make_selected_rows};
use crate::plan::{Action, Cell, CellProblem, Obstacle, Row, Verdict};
use crate::route::Route;
use crate::wire::apio::import::find_department;
use crate::wire::apio::profile::Department;
use crate::wire::apio::profile_form::{self, ProfileField};

/// What the values of a profile may be.
struct ProfileRules<'a> {
    /// By which departments are named in a file; in a choice they are known by their keys.
    named: Option<&'a KnownProfiles>,
}

impl CellRules<ProfileField> for ProfileRules<'_> {
    fn writes(&self, field: ProfileField, _is_new: bool) -> bool {
        is_changeable(field)
    }

    fn requires(&self, _field: ProfileField) -> bool {
        false
    }

    fn name_fields(&self) -> &[ProfileField] {
        &[ProfileField::FirstName, ProfileField::LastName]
    }

    fn read(&self, field: ProfileField, text: Option<&str>) -> Result<FieldValue, Problem> {
        let text = text.unwrap_or_default().trim();
        let value = match (field, self.named) {
            (ProfileField::Department, _) if text.is_empty() => FieldValue::Choice(None),
            (ProfileField::Department, Some(known)) => {
                let found = find_department(&known.departments, text);
                let department = found.map_err(|trouble| Problem::at(field.wire_name(), trouble))?;
                FieldValue::choice(department.key())
            }
            (ProfileField::Department, None) => FieldValue::choice(text),
            _ => FieldValue::text(text),
        };
        match profile_form::problems(field, &value).into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(value),
        }
    }

    /// A department is shown by its path, and known by a key.
    fn shows(&self, person: &Person<ProfileField>, field: ProfileField, text: &str) -> bool {
        let shown = self.named.and_then(|known| known.shown_departments.get(&person.id));
        field == ProfileField::Department
            && !person.values.get(field).is_empty()
            && shown.is_some_and(|shown| unguard(text.trim()) == *shown)
    }

    /// A telephone number is the same however it is written.
    fn normalise_key(&self, key: ProfileField, text: &str) -> String {
        match key {
            ProfileField::PhoneNumber => text.chars().filter(char::is_ascii_digit).collect(),
            _ => text.trim().to_lowercase(),
        }
    }
}

impl KnownProfiles {
    pub(super) fn make_rows(&self, source: &PlanSource) -> Vec<Row<ProfileField>> {
        match source {
            PlanSource::File(file) => self.make_rows_of_file(&file.file),
            PlanSource::Selection(selection) => self.make_rows_of_selection(selection),
        }
    }

    /// The addresses of those whom a file would change, by the list alone.
    pub(super) fn named_by(&self, file: &ImportFile<ProfileField>) -> Vec<String> {
        let rules = ProfileRules { named: Some(self) };
        let rows = make_rows(&file.table, &file.columns, &self.listed, None, &rules);
        let is_about = |row: &&Row<ProfileField>| !row.cells.is_empty();
        rows.iter().filter(is_about).filter_map(|row| row.id().map(str::to_owned)).collect()
    }

    /// Were the profiles read of all whom a file would change, as far as they can be?
    pub(super) fn has_read_all(&self, file: &ImportFile<ProfileField>) -> bool {
        let read: HashSet<&str> = self.people.iter().map(|person| person.id.as_str()).collect();
        let is_read = |page: &String| {
            read.contains(page.as_str())
                || self.unread.contains_key(page)
                || user_at(&Route::parse(page)).is_none()
        };
        self.named_by(file).iter().all(is_read)
    }

    fn make_rows_of_file(&self, file: &ImportFile<ProfileField>) -> Vec<Row<ProfileField>> {
        let by_page = self.people_by_page();
        let key = file.columns.key;
        let people: Vec<_> = self.listed.iter().map(|listed| read_person(listed, key, &by_page)).collect();
        let rules = ProfileRules { named: Some(self) };
        let mut rows = make_rows(&file.table, &file.columns, &people, None, &rules);
        for row in rows.iter_mut().filter(|row| !row.cells.is_empty()) {
            let Some(page) = row.id().map(str::to_owned) else { continue };
            let first = row.cells.first().map_or(ProfileField::LastName, |cell| cell.field);
            self.judge_row(row, &page, first, false);
        }
        rows
    }

    fn make_rows_of_selection(&self, selection: &ProfileChanges) -> Vec<Row<ProfileField>> {
        let ProfileChanges { users, action, .. } = selection;
        let rules = ProfileRules { named: None };
        let mut rows = match action {
            ProfileAction::Change { field: Some(field), change } if change.is_complete() => {
                change_field(users, &self.people, *field, change, &rules)
            }
            ProfileAction::Change { .. } => return Vec::new(),
            ProfileAction::Delete { .. } => delete_people(users, &self.people),
            ProfileAction::NewPins { .. } => make_selected_rows(users, &self.people, |person| {
                let Some(pin) = self.new_pins.get(&person.id) else { return Ok(Vec::new()) };
                let pin = pin.as_ref().ok_or(Obstacle::NotOffered)?;
                Ok(vec![Cell::of_secret(ProfileField::NewPin, pin.secret().clone())])
            }),
            ProfileAction::TakeBack(rows) => self.present_rows(rows),
        };
        let field = match action {
            ProfileAction::Change { field: Some(field), .. } => *field,
            ProfileAction::NewPins { .. } => ProfileField::NewPin,
            _ => ProfileField::LastName,
        };
        for (row, user) in rows.iter_mut().zip(users) {
            self.judge_row(row, &user.id, field, matches!(action, ProfileAction::Delete { .. }));
        }
        rows
    }

    /// The same rows, from the values that there are now.
    fn present_rows(&self, rows: &[Row<ProfileField>]) -> Vec<Row<ProfileField>> {
        let by_page = self.people_by_page();
        let mut rows = rows.to_vec();
        for row in &mut rows {
            match row.id().and_then(|page| by_page.get(page)) {
                Some(person) => {
                    for cell in &mut row.cells {
                        cell.before = person.values.get(cell.field).clone();
                    }
                }
                None => row.action = Action::Nothing(Obstacle::NotThere),
            }
        }
        rows
    }

    fn people_by_page(&self) -> HashMap<&str, &Person<ProfileField>> {
        self.people.iter().map(|person| (person.id.as_str(), person)).collect()
    }

    /// What is in the way of a row that was made without regard to whom a directory owns and whose
    /// profile could not be read; that is said at `field`.
    fn judge_row(&self, row: &mut Row<ProfileField>, page: &str, field: ProfileField, is_deletion: bool) {
        if user_at(&Route::parse(page)).is_none() {
            return hinder(row, Obstacle::NoAddress);
        }
        if let Some(refusal) = self.unread.get(page) {
            return match refusal.kind {
                RefusalKind::NotFound => hinder(row, Obstacle::NotThere),
                RefusalKind::NotAllowed => hinder(row, Obstacle::NotAllowed),
                _ => {
                    let problem = Some(CellProblem::Unread(refusal.clone()));
                    let (before, after) = (FieldValue::Absent, FieldValue::Absent);
                    row.action = Action::Change { id: page.to_owned() };
                    row.cells = vec![Cell { field, before, after, problem }];
                }
            };
        }
        for cell in row.cells.iter_mut().filter(|cell| cell.field == ProfileField::Department) {
            if is_same_department(&cell.before, &cell.after) {
                cell.after = cell.before.clone();
            }
            if let (Some(refusal), Some(CellProblem::Rule(problem))) =
                (&self.departments_unread, &cell.problem)
                && matches!(problem.trouble, Trouble::DoesNotExist { .. })
            {
                cell.problem = Some(CellProblem::Unread(refusal.clone()));
            }
        }
        if self.synced.contains(page) {
            if is_deletion {
                row.action = Action::Nothing(Obstacle::OwnedByDirectory);
            }
            let owned = row.cells.iter_mut().filter(|cell| cell.field.is_synced());
            for cell in owned.filter(|cell| cell.verdict() == Verdict::WillChange) {
                cell.problem = Some(CellProblem::Hindered(Obstacle::OwnedByDirectory));
            }
        }
    }
}

/// Nothing is done with a row.
fn hinder(row: &mut Row<ProfileField>, obstacle: Obstacle) {
    row.action = Action::Nothing(obstacle);
    row.cells.clear();
}

/// Somebody of the list with the values of their profile, where it was read, but for what the list
/// tells of the key by which they are found.
fn read_person(
    listed: &Person<ProfileField>,
    key: ProfileField,
    by_page: &HashMap<&str, &Person<ProfileField>>,
) -> Person<ProfileField> {
    let Some(read) = by_page.get(listed.id.as_str()) else { return listed.clone() };
    let mut person = (*read).clone();
    person.values.set(key, listed.values.get(key).clone());
    person
}

/// The ids that stand for a department differ from answer to answer.
fn is_same_department(one: &FieldValue, other: &FieldValue) -> bool {
    let department = |value: &FieldValue| value.as_choice().and_then(Department::from_key);
    department(one).zip(department(other)).is_some_and(|(one, other)| one.is_same(&other))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::Refusal;
    use crate::list::csv::reader;
    use crate::plan::import::Columns;
    use crate::plan::invert;
    use crate::plan::selection::{Selected, ValueChange};
    use crate::route::Query;
    use crate::wire::apio::import::FIELDS;
    use crate::wire::apio::profile::Profile;
    use crate::wire::apio::{GroupIds, UserIds};

    const PAGE: &str = "/apio/tenants/t/groups/g/users/";

    fn profile(json: serde_json::Value) -> Profile {
        serde_json::from_value(json).expect("a profile")
    }

    fn ids(user: &str) -> UserIds {
        UserIds { tenant: "t".into(), group: "g".into(), user: user.into() }
    }

    fn known(readings: Vec<(&str, Result<Profile, Refusal>)>) -> KnownProfiles {
        let mut known = KnownProfiles::default();
        for (user, reading) in readings {
            known.add([PAGE, user].concat(), &ids(user), reading);
        }
        known
    }

    fn rows(action: ProfileAction, known: &KnownProfiles, users: &[&str]) -> Vec<Row<ProfileField>> {
        let selected = |user: &&str| Selected { id: [PAGE, user].concat(), name: (*user).to_owned() };
        let users = users.iter().map(selected).collect();
        let list = (Route::Tenants { system: "apio".into() }, Query::default());
        known.make_rows(&PlanSource::Selection(ProfileChanges { users, action, list }))
    }

    fn set(field: ProfileField, text: &str) -> ProfileAction {
        ProfileAction::Change { field: Some(field), change: ValueChange::Set(text.to_owned()) }
    }

    #[test]
    fn whoever_could_not_be_read_is_told_why() {
        let refused = |kind| Err(Refusal::new(kind));
        let known = known(vec![
            ("ada", Ok(profile(json!({ "firstName": "Ada", "timeZone": "Europe/Malta" })))),
            ("gone", refused(RefusalKind::NotFound)),
            ("barred", refused(RefusalKind::NotAllowed)),
            ("broken", refused(RefusalKind::NotUnderstood)),
        ]);
        let users = ["ada", "gone", "barred", "broken", "never-read"];
        let rows = rows(set(ProfileField::TimeZone, "Europe/Malta"), &known, &users);
        let verdicts: Vec<_> = rows.iter().map(Row::verdict).collect();
        use crate::plan::RowVerdict::{AlreadySo, Refused};
        assert_eq!(verdicts, [AlreadySo, Refused, Refused, Refused, Refused]);
        assert_eq!(rows[1].action, Action::Nothing(Obstacle::NotThere));
        assert_eq!(rows[2].action, Action::Nothing(Obstacle::NotAllowed));
        assert!(matches!(rows[3].cells[0].problem, Some(CellProblem::Unread(_))));
    }

    #[test]
    fn what_a_directory_owns_is_not_written() {
        let owned = json!({ "lastName": "Quill", "sync": { "ldap": "d", "ou": "o", "dn": "n" } });
        let known = known(vec![("ada", Ok(profile(owned)))]);
        let owned = rows(set(ProfileField::LastName, "Other"), &known, &["ada"]);
        assert_eq!(owned[0].cells[0].problem, Some(CellProblem::Hindered(Obstacle::OwnedByDirectory)));
        let same = rows(set(ProfileField::LastName, "Quill"), &known, &["ada"]);
        assert_eq!(same[0].cells[0].problem, None);
        assert!(rows(set(ProfileField::TimeZone, "Europe/Malta"), &known, &["ada"])[0].is_to_do());
        let deleted = rows(ProfileAction::Delete { with_devices: true }, &known, &["ada"]);
        assert_eq!(deleted[0].action, Action::Nothing(Obstacle::OwnedByDirectory));
    }

    #[test]
    fn a_department_is_the_same_whichever_group_the_answer_names() {
        let own =
            json!({ "department": { "tenantId": "other", "groupId": "also", "departmentName": "Pilots" } });
        let known = known(vec![("ada", Ok(profile(own)))]);
        let listed = Department { group: Some("g".into()), name: "Pilots".into(), ..Department::default() };
        let rows = rows(set(ProfileField::Department, &listed.key()), &known, &["ada"]);
        assert_eq!(rows[0].verdict(), crate::plan::RowVerdict::AlreadySo);
    }

    #[test]
    fn whom_no_address_can_carry_is_left_alone() {
        let list = (Route::Tenants { system: "apio".into() }, Query::default());
        let users = vec![Selected { id: "..".into(), name: "Dots".into() }];
        let action = ProfileAction::Delete { with_devices: false };
        let selection = PlanSource::Selection(ProfileChanges { users, action, list });
        let rows = KnownProfiles::default().make_rows(&selection);
        assert_eq!(rows[0].action, Action::Nothing(Obstacle::NoAddress));
    }

    fn listed(rows: serde_json::Value) -> KnownProfiles {
        let group = GroupIds { tenant: "t".into(), group: "g".into() };
        let users = serde_json::from_value(rows).expect("rows of a list");
        let mut known = KnownProfiles::default();
        known.list("apio", &group, users);
        known
    }

    fn file(text: &str, key: ProfileField) -> ImportFile<ProfileField> {
        let table = reader::read(text.as_bytes()).ok().expect("a table");
        let no_labels = |_| [""; 0];
        let columns = Columns { fields: FIELDS.find(&table.headings, no_labels), key };
        ImportFile { name: String::new(), table, columns, creates: false }
    }

    fn department(group: Option<&str>, name: &str, path: &str) -> Department {
        let (group, full_path) = (group.map(str::to_owned), Some(path.to_owned()));
        Department { tenant: Some("t".into()), group, name: name.into(), full_path }
    }

    #[test]
    fn only_those_are_read_whom_a_file_changes() {
        let mut known = listed(json!([
            { "userId": "ada", "extension": "1", "phoneNumber": "+33 1 23", "emailAddress": "ada@x" },
            { "userId": "bo", "extension": "2", "phoneNumber": "", "emailAddress": "bo@x" },
            { "userId": "cy", "extension": "3", "phoneNumber": "", "emailAddress": "both@x" },
            { "userId": "di", "extension": "4", "phoneNumber": "", "emailAddress": "both@x" },
            { "userId": "..", "extension": "5" },
        ]));
        use ProfileField::{EmailAddress, Extension, PhoneNumber, UserId};
        for (text, key, named) in [
            ("userId,timeZone\nADA,x\nbo,\nnobody,x\n", UserId, vec!["ada"]),
            ("extension,timeZone\n2,x\n2,y\n3,z\n", Extension, vec!["bo", "cy"]),
            ("phoneNumber,timeZone\n+33123,x\n", PhoneNumber, vec!["ada"]),
            ("emailAddress,timeZone\nBO@x,x\nboth@x,x\n", EmailAddress, vec!["bo"]),
        ] {
            let pages: Vec<String> = named.iter().map(|user| [PAGE, user].concat()).collect();
            assert_eq!(known.named_by(&file(text, key)), pages, "{text}");
        }
        let text = "userId,timeZone\nada,Europe/Malta\n..,x\n";
        assert!(!known.has_read_all(&file(text, UserId)));
        known.add([PAGE, "ada"].concat(), &ids("ada"), Ok(profile(json!({ "timeZone": "Europe/Malta" }))));
        // Nobody can read whom no address can carry.
        assert!(known.has_read_all(&file(text, UserId)));
        let rows = known.make_rows_of_file(&file(text, UserId));
        assert_eq!(rows[0].verdict(), crate::plan::RowVerdict::AlreadySo);
        assert_eq!(rows[1].action, Action::Nothing(Obstacle::NoAddress));
        assert!(rows[1].cells.is_empty());
    }

    #[test]
    fn whom_a_file_names_and_nobody_could_read_is_told_why() {
        let mut known = listed(json!([{ "userId": "gone" }, { "userId": "barred" }, { "userId": "broken" }]));
        for (user, kind) in [
            ("gone", RefusalKind::NotFound),
            ("barred", RefusalKind::NotAllowed),
            ("broken", RefusalKind::NotUnderstood),
        ] {
            known.add([PAGE, user].concat(), &ids(user), Err(Refusal::new(kind)));
        }
        let text = "userId,timeZone\ngone,x\nbarred,x\nbroken,x\n";
        let rows = known.make_rows_of_file(&file(text, ProfileField::UserId));
        assert_eq!(rows[0].action, Action::Nothing(Obstacle::NotThere));
        assert_eq!(rows[1].action, Action::Nothing(Obstacle::NotAllowed));
        assert!(rows[0].cells.is_empty() && rows[1].cells.is_empty());
        assert!(matches!(rows[2].cells[0].problem, Some(CellProblem::Unread(_))));
        assert_eq!(rows[2].cells[0].field, ProfileField::TimeZone);
    }

    #[test]
    fn a_department_of_a_file_is_one_of_the_groups() {
        let path = "Harbour \\ Pilots";
        let own = json!({ "department":
            { "tenantId": "x", "groupId": "y", "departmentName": "Pilots", "fullPathName": path } });
        let mut known = listed(json!([
            { "userId": "ada", "department": { "departmentName": "Pilots", "fullPathName": path } },
            { "userId": "bo" },
        ]));
        known.departments = vec![
            department(Some("g"), "Pilots", path),
            department(None, "Pilots", "Air \\ Pilots"),
            department(Some("g"), "Harbour", "Harbour"),
        ];
        known.add([PAGE, "ada"].concat(), &ids("ada"), Ok(profile(own)));
        known.add([PAGE, "bo"].concat(), &ids("bo"), Ok(profile(json!({}))));
        let cell = |known: &KnownProfiles, text: &str| {
            let text = ["userId,department\n", text, "\n"].concat();
            known.make_rows_of_file(&file(&text, ProfileField::UserId)).remove(0).cells.remove(0)
        };
        let rule = |trouble| Some(CellProblem::Rule(Problem::at("department", trouble)));
        let absent = Trouble::DoesNotExist { value: Some("Quay".into()) };
        // As the list shows it.
        assert_eq!(cell(&known, "ada,Harbour \\ Pilots").verdict(), Verdict::AlreadySo);
        assert_eq!(cell(&known, "ada,Harbour").verdict(), Verdict::WillChange);
        assert!(cell(&known, "ada,#N/A").after.is_empty());
        assert_eq!(cell(&known, "bo,#N/A").verdict(), Verdict::AlreadySo);
        assert_eq!(cell(&known, "bo,Harbour \\ Pilots").after.as_text(), known.departments[0].key());
        assert_eq!(cell(&known, "bo,Pilots").problem, rule(Trouble::NamesSeveralDepartments));
        assert_eq!(cell(&known, "bo,Quay").problem, rule(absent));
        // Two of one name are told apart on the screen.
        assert_eq!(known.path_of_double(&known.departments[1]), Some("Air \\ Pilots"));
        assert_eq!(known.path_of_double(&known.departments[2]), None);
        // Where the list cannot be read, nobody can say that there is none.
        known.departments.clear();
        known.departments_unread = Some(Refusal::new(RefusalKind::NotAllowed));
        assert!(matches!(cell(&known, "bo,Harbour").problem, Some(CellProblem::Unread(_))));
        assert_eq!(cell(&known, "ada,Harbour \\ Pilots").verdict(), Verdict::AlreadySo);
    }

    #[test]
    fn a_file_writes_neither_what_a_directory_owns_nor_devices_and_passwords() {
        let mut known = listed(json!([{ "userId": "ada", "emailAddress": "ada@x" }]));
        let owned = json!({ "lastName": "Quill", "emailAddress": "ada@x",
            "sync": { "ldap": "d", "ou": "o", "dn": "n" } });
        known.add([PAGE, "ada"].concat(), &ids("ada"), Ok(profile(owned)));
        let text =
            "userId,lastName,emailAddress,timeZone,linePort,newPassword\nada,Other,ada@x,x,p@x,geheim\n";
        let cells = known.make_rows_of_file(&file(text, ProfileField::UserId)).remove(0).cells;
        let seen: Vec<_> = cells.iter().map(|cell| (cell.field, cell.verdict())).collect();
        use ProfileField::{EmailAddress, LastName, TimeZone};
        let expected = [
            (LastName, Verdict::Refused),
            (EmailAddress, Verdict::AlreadySo),
            (TimeZone, Verdict::WillChange),
        ];
        assert_eq!(seen, expected);
        assert_eq!(cells[0].problem, Some(CellProblem::Hindered(Obstacle::OwnedByDirectory)));
    }

    #[test]
    fn the_file_that_takes_a_plan_back_is_read_by_the_import_of_the_group() {
        let path = "Harbour \\ Pilots";
        let own = json!({ "firstName": "Ada", "address": { "city": "Quay, \"Old\"" },
            "department": { "groupId": "g", "departmentName": "Pilots", "fullPathName": path } });
        let mut known = listed(json!([
            { "userId": "ada", "department": { "departmentName": "Pilots", "fullPathName": path } },
            { "userId": "bo" },
        ]));
        known.departments =
            vec![department(Some("g"), "Pilots", path), department(None, "Pilots", "Air \\ Pilots")];
        known.add([PAGE, "ada"].concat(), &ids("ada"), Ok(profile(own)));
        known.add([PAGE, "bo"].concat(), &ids("bo"), Ok(profile(json!({}))));
        let fields = ProfileField::ALL.iter().filter(|field| is_changeable(**field));
        let names: Vec<&str> = fields.map(|field| field.wire_name()).collect();
        let value = |name: &&str| match *name {
            "department" => "Air \\ Pilots",
            "emailAddress" => "other@x.test",
            "phoneNumber" | "cliPhoneNumber" | "extension" => "4799",
            _ => "Europe/Malta",
        };
        let values = names.iter().map(value).collect::<Vec<_>>().join(",");
        let text = format!("userId,{}\nada,{values}\nbo,{values}\n", names.join(","));
        let rows = known.make_rows_of_file(&file(&text, ProfileField::UserId));
        assert!(rows.iter().flat_map(|row| &row.cells).all(|cell| cell.verdict() == Verdict::WillChange));

        let undo = known.write_group_file(&invert(&rows).rows);
        let undone = known.make_rows_of_file(&file(&undo, ProfileField::UserId));
        let cells: Vec<_> = undone.iter().map(|row| row.cells.len()).collect();
        assert_eq!(cells, [names.len(), names.len()], "{undo}");
        // Nothing of it is done yet.
        for cell in undone.iter().flat_map(|row| &row.cells) {
            assert_eq!(cell.verdict(), Verdict::AlreadySo, "{undo}");
        }
    }
}
