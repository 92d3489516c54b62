//! Between a user and the form that edits one.

use super::changes::{Changes, NewValue, Unsendable};
use super::comparison::compare_value;
use super::dialect::Dialect;
use super::field::{Field, FieldKind};
use super::user::{FieldValue, User};
use super::{check, field};
use crate::domain::{Problem, Trouble};
use crate::form;

impl form::Field for Field {
    const ALL: &'static [Self] = field::Field::ALL;

    fn wire_name(self) -> &'static str {
        self.name()
    }

    fn is_secret(self) -> bool {
        Field::is_secret(self)
    }

    fn from_wire(name: &str) -> Option<Self> {
        Field::from_wire(name)
    }
}

/// A user as a form holds one. Null is absent: a form shows neither.
pub fn to_form_values(user: &User) -> form::Values<Field> {
    Field::ALL.iter().filter_map(|field| Some((*field, to_form_value(*field, user.get(*field)?)))).collect()
}

fn to_form_value(field: Field, value: &FieldValue) -> form::FieldValue {
    if field.kind() == FieldKind::Choice {
        return form::FieldValue::Choice(match value {
            FieldValue::Number(id) | FieldValue::Reference { id: Some(id), .. } => Some(id.to_string()),
            _ => None,
        });
    }
    match value {
        FieldValue::Null => form::FieldValue::Absent,
        FieldValue::Text(text) => form::FieldValue::text(text.as_str()),
        FieldValue::Secret(secret) => form::FieldValue::Secret(secret.clone()),
        FieldValue::Number(number) => form::FieldValue::text(number.to_string()),
        FieldValue::Switch(on) => form::FieldValue::Switch(*on),
        FieldValue::Reference { name, .. } if !name.is_empty() => form::FieldValue::text(name.as_str()),
        FieldValue::Reference { id, .. } => form::FieldValue::text_or_absent(id.map(|id| id.to_string())),
    }
}

/// What somebody new takes over from another user: all that may be written and is nobody's own. The
/// caller ID follows the name, and the CTI is switched on only once there are a username and a password.
pub fn to_copied_values(user: &form::Values<Field>, dialect: &Dialect) -> form::Values<Field> {
    let is_own = |field: Field| {
        field.is_secret()
            || field.in_account().is_some()
            || matches!(
                field,
                Field::Firstname
                    | Field::Lastname
                    | Field::CallerId
                    | Field::Username
                    | Field::Email
                    | Field::MobilePhoneNumber
                    | Field::MobileFallbackEnabled
                    | Field::CtiEnabled
                    | Field::Voicemail
                    | Field::Agent
            )
    };
    user.iter()
        .filter(|(field, value)| dialect.writes(*field) && !is_own(*field) && !value.is_empty())
        .map(|(field, value)| (field, value.clone()))
        .collect()
}

/// The rule for a new user, of whom only what is required must be there:
/// what is left empty is not sent.
pub fn check_for_new(field: Field, value: &form::FieldValue, dialect: &Dialect) -> Option<Problem> {
    if value.is_empty() && !dialect.requires(field) {
        return None;
    }
    check_value(field, value, dialect)
}

/// The rule for [`form::Draft::check`] and for typing, for a user that is there.
pub fn check_value(field: Field, value: &form::FieldValue, dialect: &Dialect) -> Option<Problem> {
    if !dialect.writes(field) {
        return None;
    }
    to_new_value(field, value, dialect).err()
}

/// What a form's value is on the wire, or what is wrong with it.
///
/// # Errors
/// What is wrong with it.
pub fn to_new_value(field: Field, value: &form::FieldValue, dialect: &Dialect) -> Result<NewValue, Problem> {
    match value {
        form::FieldValue::Absent | form::FieldValue::Inherited | form::FieldValue::Choice(None) => {
            check::check(field, "", dialect).map_or(Ok(NewValue::Clear), Err)
        }
        form::FieldValue::Text(text) | form::FieldValue::Choice(Some(text)) => {
            NewValue::from_typed(field, text, dialect)
        }
        form::FieldValue::Secret(secret) => match check::check_secret(field, secret, dialect) {
            Some(problem) => Err(problem),
            None if secret.is_empty() => Ok(NewValue::Clear),
            None => Ok(NewValue::Secret(secret.clone())),
        },
        form::FieldValue::Switch(on) => Ok(NewValue::Switch(*on)),
        form::FieldValue::Rows(_) | form::FieldValue::Unattributed(_) => {
            Err(Problem::at(field.name(), Trouble::WrongType))
        }
    }
}

/// What became of each value of a form that was sent, by the user that was
/// read afterwards. What this server does not take was not sent.
pub fn effects(
    form: &form::Checked<Field>,
    now: &User,
    dialect: &Dialect,
) -> Vec<(Field, form::ValueOutcome)> {
    let effect = |(field, value): (Field, &form::FieldValue)| {
        let sent = to_new_value(field, value, dialect).ok()?;
        Some((field, compare_value(dialect, field, &sent, now)))
    };
    form.changes().filter(|(field, _)| dialect.writes(*field)).filter_map(effect).collect()
}

/// What a checked form sends to a user that is there.
///
/// # Errors
/// What is wrong with the values.
pub fn to_changes(form: &form::Checked<Field>, dialect: &Dialect) -> Result<Changes, Unsendable> {
    Changes::new(dialect, to_new_values(form, dialect)?)
}

/// What a checked form sends for a new user.
///
/// # Errors
/// What is wrong with the values, and which are missing.
pub fn to_new_user(form: &form::Checked<Field>, dialect: &Dialect) -> Result<Changes, Unsendable> {
    Changes::for_new_user(dialect, to_new_values(form, dialect)?)
}

fn to_new_values(
    form: &form::Checked<Field>,
    dialect: &Dialect,
) -> Result<Vec<(Field, NewValue)>, Unsendable> {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for (field, value) in form.changes().filter(|(field, _)| dialect.writes(*field)) {
        match to_new_value(field, value, dialect) {
            Ok(value) => values.push((field, value)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(Unsendable::Refused(problems)) }
}
