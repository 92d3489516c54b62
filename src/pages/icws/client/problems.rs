//! Where a problem stands on the page, and its sentence.

use crate::domain::{Language, Problem, Trouble};
use crate::pages::icws::client::values::property_value_text;
use crate::text::{icws as texts, visible};
use crate::wire::icws::{FollowMeField, LicenceProblem, Property, PropertyPath};

/// The id of a property's control.
pub fn control_id(property: Property) -> String {
    ["client-", property.name()].concat()
}

/// The id of a control within the follow-me list.
pub fn entry_control_id(entry: usize, field: FollowMeField) -> String {
    ["client-followMe-", &entry.to_string(), "-", field.name()].concat()
}

/// What a field of an entry of the follow-me list is called.
pub fn entry_field_label(language: Language, field: FollowMeField) -> &'static str {
    match field {
        FollowMeField::PhoneNumber => texts::follow_me_number(language),
        FollowMeField::Timeout => texts::follow_me_timeout(language),
        FollowMeField::UsePin => texts::follow_me_pin(language),
    }
}

/// What a problem is about, as the problem names it.
pub fn path_of(problem: &Problem) -> Option<PropertyPath> {
    PropertyPath::read(problem.field.as_deref()?)
}

/// What a problem at a property is about, and the id of its control: that of
/// the entry of the follow-me list, where it is about one.
pub fn place(language: Language, property: Property, problem: &Problem) -> (String, String) {
    let mut label = texts::label(language, property.name()).into_owned();
    let path = path_of(problem);
    let Some((entry, field)) = path.and_then(|path| Some((path.index?, path.field))) else {
        return (label, control_id(property));
    };
    label.push_str(", ");
    label.push_str(&texts::follow_me_entry(language, entry + 1));
    if let Some(field) = field {
        label.push_str(", ");
        label.push_str(entry_field_label(language, field));
    }
    (label, entry_control_id(entry, field.unwrap_or(FollowMeField::PhoneNumber)))
}

/// What is wrong, the value that was refused, and the server's words where
/// that says too little.
pub fn sentence(language: Language, problem: &Problem) -> String {
    let mut sentence = texts::problem(language, problem);
    // The sentences of these name the value themselves.
    let names_value = matches!(problem.trouble, Trouble::Licence(_) | Trouble::NotKept);
    if let Some(value) = problem.value.as_deref().filter(|_| !names_value) {
        sentence.push(' ');
        // As the control shows it, where it is a value of the property's kind.
        let shown = match path_of(problem).and_then(|path| path.read_value(value)) {
            Some(value) => property_value_text(language, &value),
            None if value.is_empty() => texts::empty_text(language).to_owned(),
            None => value.to_owned(),
        };
        sentence.push_str(&texts::refused_value(language, &shown));
    }
    if let Some(server_message) = &problem.server_message {
        sentence.push_str(" (");
        sentence.push_str(&visible(server_message));
        sentence.push(')');
    }
    sentence
}

/// What the server said of a licence beside its answer.
pub fn licence_note(language: Language, problem: &LicenceProblem) -> String {
    let before = if problem.is_not_set() { texts::licence_not_set } else { texts::licence_warning };
    let licence = texts::licence(language, problem.number, problem.licence.label());
    [before(language), " ", &licence].concat()
}
