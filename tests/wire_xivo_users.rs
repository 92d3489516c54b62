//! XiVO users: one file a subject, in `tests/xivo_users`.

mod xivo;

#[path = "xivo_users/checks.rs"]
mod checks;
#[path = "xivo_users/comparisons.rs"]
mod comparisons;
#[path = "xivo_users/dialects.rs"]
mod dialects;
#[path = "xivo_users/importing.rs"]
mod importing;
#[path = "xivo_users/reading.rs"]
mod reading;
#[path = "xivo_users/requests.rs"]
mod requests;
#[path = "xivo_users/wazo.rs"]
mod wazo;
#[path = "xivo_users/writes.rs"]
mod writes;

pub use switchroom::domain::refusal::{Form, Unreached};
pub use switchroom::domain::{Problem, Refusal, RefusalKind, Secret, Trouble};
pub use switchroom::wire::Call;
pub use switchroom::wire::xivo::check::{check, check_secret};
use switchroom::wire::xivo::comparison::{ValueOutcome, compare_value};

pub use switchroom::wire::xivo::users::*;
pub use switchroom::wire::xivo::*;
pub use xivo::{answered, body_text, recording, response};

pub fn good<T>(answer: Result<T, Refusal>) -> T {
    answer.unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

pub fn refused<T>(answer: Result<T, Refusal>) -> Refusal {
    answer.err().expect("a refusal")
}

pub fn user(name: &str) -> User {
    good(User::from_response(&response(name)))
}

pub fn list(name: &str) -> UsersList {
    good(ListUsers::new(&v11()).answer(&response(name)))
}

pub fn v10() -> Dialect {
    Dialect::configured(Configured::V10)
}

pub fn v11() -> Dialect {
    Dialect::configured(Configured::V11)
}

pub fn learnt(name: &str) -> Dialect {
    let mut dialect = v11();
    dialect.learn_user(&user(name));
    dialect
}

pub fn of_2014() -> Dialect {
    learnt("2014-01/users-1.1-get-200")
}

pub fn of_2016() -> Dialect {
    learnt("2016-03/users-1.1-get-200")
}

pub fn of_2019() -> Dialect {
    learnt("2019-05/users-1.1-get-200-by-uuid")
}

pub fn of_2026() -> Dialect {
    learnt("2026-08/users-1.1-get-200-minimal")
}

pub fn text(text: &str) -> NewValue {
    NewValue::Text(text.into())
}

pub fn secret(text: &str) -> NewValue {
    NewValue::Secret(Secret::new(text.into()))
}

pub fn changes(dialect: &Dialect, values: impl IntoIterator<Item = (Field, NewValue)>) -> Changes {
    match Changes::new(dialect, values) {
        Ok(changes) => changes,
        Err(unsendable) => panic!("{unsendable:?}"),
    }
}

pub fn unsendable(dialect: &Dialect, values: impl IntoIterator<Item = (Field, NewValue)>) -> Unsendable {
    Changes::new(dialect, values).err().expect("nothing to send")
}

/// What became of each value that was sent, by the record that was read afterwards.
pub fn compare_user(sent: &Changes, read: &User) -> Vec<(Field, ValueOutcome)> {
    let effect = |field| (field, compare_value(sent.dialect(), field, sent.get(field).unwrap(), read));
    sent.fields().map(effect).collect()
}

pub fn body(dialect: &Dialect, values: impl IntoIterator<Item = (Field, NewValue)>) -> String {
    let request = UpdateUser::new("1".into(), changes(dialect, values)).request();
    body_text(&request).to_owned()
}
