//! Values of JSON as the Python 2 of these servers takes them.

use serde_json::Value;

use super::fields::repr;

/// The name of the type, as Python's complaints have it.
pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(n) if n.is_i64() => "int",
        Value::Number(n) if n.is_u64() => "long",
        Value::Number(_) => "float",
        Value::String(_) => "unicode",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

/// Is it true where a condition is wanted?
pub fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.is_empty(),
    }
}

/// What `int()` says against a value.
#[derive(Debug, PartialEq, Eq)]
pub enum NoInt {
    /// A text that is no number (`ValueError`).
    Value(String),
    /// Something else than a text or a number (`TypeError`).
    Type(String),
}

/// `int(value)`
///
/// # Errors
/// Python's complaint.
pub fn int(value: &Value) -> Result<i64, NoInt> {
    match value {
        Value::Bool(b) => Ok(i64::from(*b)),
        Value::Number(n) => Ok(n.as_i64().unwrap_or_else(|| n.as_f64().unwrap_or_default() as i64)),
        Value::String(text) => text
            .trim()
            .parse()
            .map_err(|_| NoInt::Value(format!("invalid literal for int() with base 10: {}", repr(text, "")))),
        other => {
            Err(NoInt::Type(format!("int() argument must be a string or a number, not '{}'", type_of(other))))
        }
    }
}

/// `len(value)`
///
/// # Errors
/// Python's complaint.
pub fn len(value: &Value) -> Result<usize, String> {
    match value {
        Value::String(text) => Ok(text.chars().count()),
        Value::Array(list) => Ok(list.len()),
        Value::Object(object) => Ok(object.len()),
        other => Err(format!("object of type '{}' has no len()", type_of(other))),
    }
}

/// `' '.join([first, second])`
///
/// # Errors
/// Python's complaint.
pub fn join(first: &Value, second: &Value) -> Result<String, String> {
    let Value::String(one) = first else {
        return Err(format!("sequence item 0: expected string, {} found", type_of(first)));
    };
    let Value::String(other) = second else {
        return Err(format!("sequence item 1: expected string or Unicode, {} found", type_of(second)));
    };
    Ok(format!("{one} {other}"))
}

/// The complaint about something that is used as an object of another type.
pub fn has_no(value: &Value, attribute: &str) -> String {
    format!("'{}' object has no attribute '{attribute}'", type_of(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers() {
        for (value, expected) in [
            (json!(3), Ok(3)),
            (json!(3.9), Ok(3)),
            (json!(-3.9), Ok(-3)),
            (json!(true), Ok(1)),
            (json!(" 30 "), Ok(30)),
            (json!("x"), Err(NoInt::Value("invalid literal for int() with base 10: 'x'".into()))),
            (json!(""), Err(NoInt::Value("invalid literal for int() with base 10: ''".into()))),
            (json!([]), Err(NoInt::Type("int() argument must be a string or a number, not 'list'".into()))),
        ] {
            assert_eq!(int(&value), expected, "{value}");
        }
    }
}
