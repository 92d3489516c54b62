//! Own values of many people as a table: one row for each person and property.

use std::collections::HashMap;

use super::client_form::{from_field_value, to_field_value};
use super::integer::parse_integer;
use super::intended::Intention;
use super::property::{Property, PropertyKind};
use super::property_value::{PropertyValue, SearchOption, check_value};
use crate::domain::Trouble;
use crate::form::FieldValue;
use crate::list::csv::reader::{Row, Table};
use crate::list::csv::{CLEAR, Csv, guard, unguard};
use crate::wire::import::normalise;

/// The headings. The name is for people: whoever reads the file back goes by the other three.
const HEADINGS: [&str; 4] = ["user", "name", "property", "value"];

/// The table being written.
pub struct ValuesFile(Csv);

impl Default for ValuesFile {
    fn default() -> Self {
        let mut csv = Csv::new();
        csv.line(HEADINGS);
        Self(csv)
    }
}

impl ValuesFile {
    /// Writes a value of somebody, or that it is inherited. What is neither is left out.
    pub fn add(&mut self, user: &str, name: &str, property: Property, value: &FieldValue) {
        let text = match value {
            FieldValue::Inherited => Some(CLEAR.to_owned()),
            value => from_field_value(property, value).map(|value| write_value(&value)),
        };
        if let Some(text) = text {
            self.0.line([user, name, property.name(), &text]);
        }
    }

    pub fn into_text(self) -> String {
        self.0.into_text()
    }
}

fn write_value(value: &PropertyValue) -> String {
    match value {
        PropertyValue::Text(text) if !is_plain(text) => {
            // An apostrophe before a sign is taken for the one that a cell is guarded with.
            value.write().to_string().replace('\'', "\\u0027")
        }
        PropertyValue::Text(text) => text.clone(),
        other => other.write().to_string(),
    }
}

/// Does a text stand for itself in a cell? An empty cell leaves a value as it is.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text != CLEAR
        && text.trim() == text
        && !text.starts_with('"')
        && unguard(&guard(text)) == text
}

/// What a file says of one person, or one row of it that says nothing.
pub struct FilePerson {
    /// The line of the first row.
    pub line: u32,
    pub id: String,
    pub name: String,
    pub intentions: Vec<(Property, Intention)>,
    pub obstacle: Option<FileObstacle>,
}

/// Why nothing is done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileObstacle {
    CutShort,
    TooManyCells,
    NoUser,
    /// There is no property of this name.
    NoSuchProperty,
    /// An earlier line names the same person in another spelling.
    SamePersonAs(u32),
    /// An earlier line is about the same property of the same person.
    SamePropertyAs(u32),
}

/// Reads a table; `None` if it has not the columns that it takes.
pub fn read_people(table: &Table) -> Option<Vec<FilePerson>> {
    let headings: Vec<String> = table.headings.iter().map(|heading| normalise(heading)).collect();
    let column = |names: &[&str]| headings.iter().position(|heading| names.contains(&heading.as_str()));
    let user = column(&["user", "userid", "id", "configurationid", "utilisateur", "identifiant"])?;
    let property = column(&["property", "propriete"])?;
    let value = column(&["value", "valeur"])?;
    let name = column(&["name", "nom"]);

    let mut people: Vec<FilePerson> = Vec::new();
    // Where somebody is in the list, by the id without regard to capitals.
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut lines: HashMap<(usize, Property), u32> = HashMap::new();
    let last = table.rows.len().saturating_sub(1);
    for (at, row) in table.rows.iter().enumerate() {
        let id = unguard(cell(row, Some(user)).trim());
        let property_text = unguard(cell(row, Some(property)).trim());
        let shown = match unguard(cell(row, name).trim()) {
            name if name.is_empty() => id.clone(),
            name => name,
        };
        let known = Property::from_any_spelling(&property_text);
        let place = places.get(&id.to_lowercase()).copied();
        let earlier = place.and_then(|place| people.get(place));
        let obstacle = if table.is_cut_short && at == last {
            Some(FileObstacle::CutShort)
        } else if row.cells.len() > table.headings.len() {
            Some(FileObstacle::TooManyCells)
        } else if id.is_empty() {
            Some(FileObstacle::NoUser)
        } else if let Some(other) = earlier.filter(|other| other.id != id) {
            Some(FileObstacle::SamePersonAs(other.line))
        } else if known.is_none() {
            Some(FileObstacle::NoSuchProperty)
        } else {
            let same = place.zip(known).and_then(|key| lines.get(&key));
            same.map(|line| FileObstacle::SamePropertyAs(*line))
        };
        let (Some(property), None) = (known, obstacle) else {
            // It stands in a row of its own, which names what it is about.
            let name = if property_text.is_empty() { shown } else { [&shown, ": ", &property_text].concat() };
            people.push(FilePerson { line: row.line, id, name, intentions: Vec::new(), obstacle });
            continue;
        };
        let place = place.unwrap_or_else(|| {
            places.insert(id.to_lowercase(), people.len());
            people.push(FilePerson {
                line: row.line,
                id,
                name: shown,
                intentions: Vec::new(),
                obstacle: None,
            });
            people.len().saturating_sub(1)
        });
        lines.insert((place, property), row.line);
        let intention = read_value(property, &unguard(cell(row, Some(value))));
        if let Some((person, intention)) = people.get_mut(place).zip(intention) {
            person.intentions.push((property, intention));
        }
    }
    Some(people)
}

fn cell(row: &Row, column: Option<usize>) -> &str {
    column.and_then(|column| row.cells.get(column)).map_or("", String::as_str)
}

/// What a cell means; an empty one leaves the value as it is.
fn read_value(property: Property, cell: &str) -> Option<Intention> {
    let text = cell.trim();
    if text.is_empty() {
        return None;
    }
    let refused = |trouble| Intention::Refused { text: text.to_owned(), trouble };
    if text == CLEAR {
        return Some(Intention::read(property, None).unwrap_or_else(|| refused(Trouble::Missing)));
    }
    let kind = property.kind();
    let value = match kind {
        PropertyKind::Text if text.starts_with('"') => {
            serde_json::from_str(text).ok().map(PropertyValue::Text)
        }
        PropertyKind::Text => Some(PropertyValue::Text(text.to_owned())),
        PropertyKind::Integer => Some(PropertyValue::Integer(parse_integer(text))),
        // As a French spreadsheet writes them.
        PropertyKind::Boolean if text.eq_ignore_ascii_case("vrai") => Some(PropertyValue::Boolean(true)),
        PropertyKind::Boolean if text.eq_ignore_ascii_case("faux") => Some(PropertyValue::Boolean(false)),
        _ => PropertyValue::from_text(kind, text),
    };
    let is_offered =
        |value: &PropertyValue| !matches!(value, PropertyValue::SearchOption(SearchOption::Other(_)));
    Some(match value.filter(is_offered) {
        None => refused(Trouble::DoesNotExist { value: Some(text.to_owned()) }),
        Some(value) => match check_value(&value) {
            Some(trouble) => refused(trouble),
            None => Intention::Set(to_field_value(&value)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::csv::reader;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<Vec<FilePerson>> {
        reader::read(text.as_bytes()).ok().and_then(|table| read_people(&table))
    }

    fn intention_of(value: &FieldValue) -> Intention {
        match value {
            FieldValue::Inherited => Intention::UseInherited,
            value => Intention::Set(value.clone()),
        }
    }

    /// Writes values of one person, and reads what the file intends.
    fn there_and_back(values: &[(Property, FieldValue)]) -> Vec<(Property, Intention)> {
        let mut file = ValuesFile::default();
        for (property, value) in values {
            file.add("apetrov", "Anna Petrov", *property, value);
        }
        let mut people = read(&file.into_text()).unwrap_or_default();
        assert!(people.iter().all(|person| person.id == "apetrov" && person.obstacle.is_none()));
        assert!(people.len() <= 1);
        people.pop().map(|person| person.intentions).unwrap_or_default()
    }

    fn is_back(property: Property, value: FieldValue) -> bool {
        there_and_back(&[(property, value.clone())]) == [(property, intention_of(&value))]
    }

    #[test]
    fn every_kind_of_value_comes_back() {
        let numbers = vec![vec!["+33 1".to_owned(), "20".to_owned(), "true".to_owned(), String::new()]];
        for (property, value) in [
            (Property::MuteOnTransfer, FieldValue::Switch(true)),
            (Property::MuteOnTransfer, FieldValue::Switch(false)),
            (Property::ExternalCallTimeout, FieldValue::text("-30")),
            (Property::EFaqSearchOption, FieldValue::choice("0")),
            (Property::FollowMe, FieldValue::Rows(numbers)),
            (Property::FollowMe, FieldValue::Rows(Vec::new())),
        ] {
            assert!(is_back(property, value), "{property:?}");
        }
        for property in Property::ALL.into_iter().filter(|property| property.kind().is_inheritable()) {
            assert!(is_back(property, FieldValue::Inherited), "{property:?}");
        }
    }

    #[test]
    fn an_own_text_is_never_taken_for_an_inherited_one() {
        for text in ["", "#N/A", "'#N/A", " #N/A", "\"\"", "\"", "'=1", "=1", "a;'=b", "'", "\u{a0}", "\\"] {
            assert!(is_back(Property::CallForwardAllMode, FieldValue::text(text)), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[^\\p{Cc}]{0,12}", signs in "['=+;\"# -]{0,6}") {
            for text in [text.clone(), signs.clone(), [signs, text].concat()] {
                prop_assert!(is_back(Property::CallForwardAllMode, FieldValue::text(&text)));
            }
        }

        #[test]
        fn any_file_is_read(text in "\\PC{0,80}") {
            let _ = read(&["user,property,value\r\n", &text].concat());
        }
    }

    #[test]
    fn a_row_that_says_nothing_tells_why() {
        let people = read(concat!(
            "User,Property,Value\r\n",
            "ada,muteOnTransfer,true\r\n",
            "ada,Mute on transfer,false\r\n",
            "ADA,screenCalls,true\r\n",
            "ada,noSuchThing,true\r\n",
            ",screenCalls,true\r\n",
            "ada,screenCalls,true,more\r\n",
            "bob,screenCalls,\r\n",
        ))
        .unwrap_or_default();
        let obstacles: Vec<_> = people.iter().map(|person| (person.line, person.obstacle)).collect();
        assert_eq!(
            obstacles,
            [
                (2, None),
                (3, Some(FileObstacle::SamePropertyAs(2))),
                (4, Some(FileObstacle::SamePersonAs(2))),
                (5, Some(FileObstacle::NoSuchProperty)),
                (6, Some(FileObstacle::NoUser)),
                (7, Some(FileObstacle::TooManyCells)),
                (8, None),
            ]
        );
        // An empty cell leaves what is there.
        assert!(people.last().is_some_and(|person| person.intentions.is_empty()));
        assert!(read("id,mobile\r\nada,1\r\n").is_none());
    }

    #[test]
    fn what_is_no_value_of_the_property_is_refused() {
        for (property, text) in [
            ("muteOnTransfer", "perhaps"),
            ("eFaqSearchOption", "9"),
            ("eFaqSearchOption", "#N/A"),
            ("externalCallTimeout", "soon"),
            ("externalCallTimeout", "99999999999"),
            ("followMe", "one"),
            ("callForwardAllMode", "\"half"),
        ] {
            let mut people = read(
                &["user;property;value\r\nada;", property, ";", &text.replace('"', "\"\"\"\""), "\r\n"]
                    .concat(),
            );
            let first = people.as_mut().and_then(Vec::pop).and_then(|mut person| person.intentions.pop());
            assert!(matches!(first, Some((_, Intention::Refused { .. }))), "{property} {text}");
        }
    }
}
