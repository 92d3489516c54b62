//! One person in several systems: who is the same, and in what the systems differ.

use super::fold::{fold, key, spelled, trim_word};
use crate::domain::PersonKey;

/// What systems know of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonField {
    Name,
    Extension,
    Language,
    TimeZone,
    /// Enabled or not.
    State,
    Email,
    Username,
}

impl PersonField {
    /// In the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Extension,
        Self::Language,
        Self::TimeZone,
        Self::State,
        Self::Email,
        Self::Username,
    ];

    /// Is it to be the same in every system? Everybody may have another email or username in each.
    pub fn is_compared(self) -> bool {
        !matches!(self, Self::Email | Self::Username)
    }

    /// The field that holds the key.
    pub fn of_key(key: PersonKey) -> Self {
        match key {
            PersonKey::Email => Self::Email,
            PersonKey::Extension => Self::Extension,
            PersonKey::Username => Self::Username,
        }
    }
}

/// What a system knows of a person in one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PersonValue {
    /// The system does not tell it.
    #[default]
    NotTold,
    /// As the system writes it; empty where there is nothing.
    Text(String),
    Enabled(bool),
}

impl PersonValue {
    /// The text that the system told, if it told one.
    pub fn reported(text: Option<&str>) -> Self {
        text.map_or(Self::NotTold, |text| Self::Text(text.to_owned()))
    }

    /// The text; empty where there is none.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::NotTold | Self::Enabled(_) => "",
        }
    }
}

/// What a system knows of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonValues([PersonValue; PersonField::ALL.len()]);

impl PersonValues {
    pub fn with(mut self, field: PersonField, value: PersonValue) -> Self {
        if let Some(place) = self.0.get_mut(field as usize) {
            *place = value;
        }
        self
    }

    pub fn get(&self, field: PersonField) -> &PersonValue {
        self.0.get(field as usize).unwrap_or(&PersonValue::NotTold)
    }
}

/// Do two systems know somebody by the same key? Case and accents make no difference, and signs
/// within a number make none; nobody is found by an empty key. Of several extensions, with commas
/// between, one in common is enough.
pub fn is_same_key(person_key: PersonKey, one: &str, other: &str) -> bool {
    if person_key == PersonKey::Extension {
        let numbers = |text: &str| -> Vec<String> { text.split(',').map(|one| key(one.trim())).collect() };
        let others = numbers(other);
        return numbers(one).iter().any(|number| !number.is_empty() && others.contains(number));
    }
    let one = fold(one.trim());
    !one.is_empty() && one == fold(other.trim())
}

/// Do the values of several systems mean the same? What a system does not tell differs from nothing.
pub fn differs<'a>(field: PersonField, values: impl IntoIterator<Item = &'a PersonValue>) -> bool {
    let mut values = values.into_iter().filter(|value| **value != PersonValue::NotTold);
    let Some(first) = values.next().filter(|_| field.is_compared()) else { return false };
    values.any(|value| !is_same_value(field, first, value))
}

/// Do two values mean the same, however each system writes it?
pub fn is_same_value(field: PersonField, one: &PersonValue, other: &PersonValue) -> bool {
    let (PersonValue::Text(one), PersonValue::Text(other)) = (one, other) else { return one == other };
    match field {
        PersonField::Name => is_same_name(one, other),
        PersonField::Extension => key(one.trim()) == key(other.trim()),
        PersonField::Language => is_same_language(one, other),
        _ => fold(one.trim()) == fold(other.trim()),
    }
}

/// The same words in any order, so that "Sample, Ada" is "Ada Sample", and Mueller is Müller.
fn is_same_name(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let folded = fold(text);
        let mut words: Vec<String> =
            folded.split(' ').map(trim_word).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.sort();
        words
    };
    let spellings = |text: &str| [Some(words(text)), spelled(text).map(|text| words(&text))];
    let others = spellings(other);
    spellings(one).into_iter().flatten().any(|words| others.iter().flatten().any(|other| *other == words))
}

/// The languages that systems write by code (`fr_FR`) and by name (`French`).
const LANGUAGES: [(&str, &str); 6] = [
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("it", "Italian"),
    ("nl", "Dutch"),
];

/// The code of a language, and of the country where one is given.
fn read_language(text: &str) -> Option<(&'static str, Option<String>)> {
    let folded = fold(text.trim());
    let (code, country) = match folded.split_once(['_', '-']) {
        Some((code, country)) => (code, Some(country.to_owned())),
        None => (folded.as_str(), None),
    };
    let found = LANGUAGES.iter().find(|(own, name)| *own == code || fold(name) == code);
    found.map(|(code, _)| (*code, country))
}

fn is_same_language(one: &str, other: &str) -> bool {
    if fold(one.trim()) == fold(other.trim()) {
        return true;
    }
    match (read_language(one), read_language(other)) {
        (Some((one, one_country)), Some((other, other_country))) => {
            let is_open = one_country.is_none() || other_country.is_none();
            one == other && (is_open || one_country == other_country)
        }
        _ => false,
    }
}

/// The name of a language, for a system that takes names; `None` for one that is not known here.
pub fn language_name(text: &str) -> Option<&'static str> {
    let (code, _) = read_language(text)?;
    LANGUAGES.iter().find(|(own, _)| *own == code).map(|(_, name)| *name)
}

/// The language among those that a system takes; `None` where none or several mean the same.
pub fn offered_language(text: &str, offered: &[&'static str]) -> Option<&'static str> {
    let mut same = offered.iter().filter(|offered| is_same_language(text, offered));
    let found = same.next()?;
    same.next().is_none().then_some(*found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> PersonValue {
        PersonValue::Text(text.to_owned())
    }

    #[test]
    fn people_are_the_same_by_a_whole_key() {
        assert!(is_same_key(PersonKey::Email, "Ada@Sample.example ", "ada@sample.example"));
        assert!(is_same_key(PersonKey::Username, "Élodie", "elodie"));
        assert!(is_same_key(PersonKey::Extension, "10 01", "1001"));
        assert!(is_same_key(PersonKey::Extension, "1001, 2001", "2001"));
        assert!(is_same_key(PersonKey::Extension, "3001", "1001, 2001, 3001"));
        assert!(!is_same_key(PersonKey::Extension, "1001, 2001", "10012001"));
        assert!(!is_same_key(PersonKey::Extension, ", ", ", "));
        for (one, other) in [("", ""), ("ada", "ada2"), ("1001", "11001"), ("", "ada"), (" ", "\t")] {
            for person_key in [PersonKey::Email, PersonKey::Extension, PersonKey::Username] {
                assert!(!is_same_key(person_key, one, other), "{one} {other}");
            }
        }
    }

    #[test]
    fn values_are_compared_by_what_they_mean() {
        for (field, one, other, is_same) in [
            (PersonField::Name, "Ada Sample", "sample, ADA", true),
            (PersonField::Name, "Jürgen Müller", "Juergen Mueller", true),
            (PersonField::Name, "Mueller", "Müller", true),
            (PersonField::Name, "Ada Sample", "Ada Samples", false),
            (PersonField::Name, "Ada", "", false),
            (PersonField::Extension, "1001", "10-01", true),
            (PersonField::Extension, "1001", "1002", false),
            (PersonField::Language, "en_US", "English", true),
            (PersonField::Language, "fr-FR", "fr_FR", true),
            (PersonField::Language, "fr_CA", "French", true),
            (PersonField::Language, "fr_CA", "fr_FR", false),
            (PersonField::Language, "fr_FR", "English", false),
            (PersonField::Language, "Klingon", "klingon", true),
            (PersonField::Language, "Klingon", "English", false),
            (PersonField::Language, "", "English", false),
            (PersonField::TimeZone, "Europe/Paris", "europe/paris", true),
            (PersonField::TimeZone, "Europe/Paris", "Europe/Luxembourg", false),
        ] {
            assert_eq!(is_same_value(field, &text(one), &text(other)), is_same, "{one} {other}");
            assert_eq!(differs(field, [&text(one), &text(other)]), !is_same, "{one} {other}");
        }
    }

    #[test]
    fn what_is_not_told_and_what_may_be_another_differs_from_nothing() {
        let (on, off) = (PersonValue::Enabled(true), PersonValue::Enabled(false));
        assert!(differs(PersonField::State, [&on, &PersonValue::NotTold, &off]));
        assert!(!differs(PersonField::State, [&on, &PersonValue::NotTold, &on]));
        assert!(!differs(PersonField::Name, [&PersonValue::NotTold, &text("Ada")]));
        assert!(differs(PersonField::Name, [&text(""), &text("Ada")]));
        assert!(!differs(PersonField::Email, [&text("a@b"), &text("c@d")]));
        assert!(!differs(PersonField::Username, [&text("ada"), &text("p1")]));
        assert!(!differs(PersonField::Name, []));
    }

    #[test]
    fn a_language_is_written_as_the_system_takes_it() {
        assert_eq!(language_name("fr_CA"), Some("French"));
        assert_eq!(language_name("Klingon"), None);
        let offered = ["de_DE", "en_US", "fr_FR", "fr_CA"];
        assert_eq!(offered_language("English", &offered), Some("en_US"));
        assert_eq!(offered_language("fr_CA", &offered), Some("fr_CA"));
        assert_eq!(offered_language("French", &offered), None, "two of them are French");
        assert_eq!(offered_language("Klingon", &offered), None);
    }

    proptest! {
        #[test]
        fn comparing_does_not_mind_the_order(one in any::<String>(), other in any::<String>()) {
            for field in PersonField::ALL {
                let (one, other) = (text(&one), text(&other));
                prop_assert_eq!(is_same_value(field, &one, &other), is_same_value(field, &other, &one));
                prop_assert!(is_same_value(field, &one, &one));
            }
        }
    }
}
