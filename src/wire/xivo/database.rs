//! A database's own words in a refusal: what they mean, and what must go.

use super::changes::Changes;
use super::field::Field;
use super::meaning::{Hint, Meaning};
use super::scrub::REMOVED;
use crate::domain::{Prerequisite, Problem, Trouble};

/// Are these a database's words, to be folded away on the screen?
pub fn looks_like_database(text: &str) -> bool {
    const MARKS: [&str; 9] = [
        "Violation)",
        "Truncation)",
        "InvalidTextRepresentation)",
        "InFailedSqlTransaction)",
        "SyntaxError)",
        "DETAIL:  ",
        "INSERT INTO ",
        "UPDATE userfeatures",
        "[SQL: ",
    ];
    MARKS.iter().any(|mark| text.contains(mark))
}

/// The words without the values of a whole row and of a statement, where
/// passwords stand that this console may never have known.
pub fn without_values(text: &str) -> String {
    let mut text = text.to_owned();
    cut(&mut text, "Failing row contains (", &[").\n", ")."]);
    cut(&mut text, "[parameters: ", &["]"]);
    for opening in ["' {", "' (", "\" {", "\" ("] {
        if let Some(at) = text.find(opening) {
            text.truncate(at + 2);
            text.push_str(REMOVED);
        }
    }
    // A unique key over a password column would print it.
    let key = between(&text, "Key (", ")").unwrap_or_default();
    if key.contains("passwd") || key.contains("rightcallcode") {
        cut(&mut text, ")=(", &[")"]);
    }
    text
}

/// Removes what stands between `opening` and the last of the closing marks (or the end).
fn cut(text: &mut String, opening: &str, closings: &[&str]) {
    let Some(start) = text.find(opening).map(|at| at + opening.len()) else { return };
    let rest = text.get(start..).unwrap_or_default();
    let length = closings.iter().find_map(|closing| rest.rfind(closing)).unwrap_or(rest.len());
    text.replace_range(start..start + length, REMOVED);
}

/// What a database's words mean for the values sent.
pub fn interpret(text: &str, changes: Option<&Changes>) -> Meaning {
    let problem = |field: Option<Field>, trouble| {
        let mut problem = Problem::without_field(trouble).with_server_message(text);
        problem.field = field.map(|field| field.name().into());
        problem
    };
    if text.contains("NotNullViolation") {
        let field = between(text, "null value in column \"", "\"").and_then(Field::from_wire);
        return Meaning::problem(problem(field, Trouble::MayNotBeNull));
    }
    if text.contains("StringDataRightTruncation") {
        let max = between(text, "character varying(", ")").and_then(|digits| digits.parse().ok());
        let field = changes.and_then(|changes| changes.longer_than(max?));
        return Meaning::problem(problem(field, Trouble::TooLong { max }));
    }
    if text.contains("ForeignKeyViolation") {
        return foreign_key(text, problem);
    }
    if text.contains("UniqueViolation") {
        let (field, value) = read_key(text);
        let mut problem = problem(field, Trouble::Taken);
        problem.value = value;
        return Meaning::problem(problem);
    }
    if text.contains("InvalidTextRepresentation") {
        return Meaning::problem(problem(None, Trouble::WrongType));
    }
    Meaning::default()
}

fn foreign_key(text: &str, problem: impl Fn(Option<Field>, Trouble) -> Problem) -> Meaning {
    if text.contains("is still referenced") {
        let table = between(text, "is still referenced from table \"", "\"").unwrap_or_default();
        return Meaning::hint(Hint::MustFirst(match table {
            _ if table.contains("voicemail") => Prerequisite::DetachVoicemail,
            _ if table.contains("line") => Prerequisite::DetachLine,
            _ => Prerequisite::DetachOther,
        }));
    }
    let (field, value) = read_key(text);
    let mut problem = problem(field, Trouble::DoesNotExist { value: value.clone() });
    if field == Some(Field::CtiProfile) {
        problem.field = Some("cti_profile_id".into());
    }
    problem.value = value;
    Meaning::problem(problem)
}

/// `Key (cti_profile_id)=(999)`: the field and, if it is no secret, the value.
fn read_key(text: &str) -> (Option<Field>, Option<String>) {
    let field = between(text, "Key (", ")").and_then(Field::from_wire);
    let value = between(text, ")=(", ")").map(str::to_owned);
    (field, value.filter(|_| field.is_some_and(|field| !field.is_secret())))
}

/// What stands between two marks, at the first place where both are.
pub(super) fn between<'a>(text: &'a str, opening: &str, closing: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(opening)?;
    rest.split_once(closing).map(|(inner, _)| inner)
}
