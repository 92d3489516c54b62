//! What somebody changed, kept in this browser where the configuration allows it.

use super::window;

/// Before the id of the system and the name of the person, in `localStorage`.
const KEY: &str = "switchroom.changes ";

fn key_of(system: &str, person: &str) -> String {
    [KEY, system, " ", person].concat()
}

/// What is kept of a person on a system. Storage may be switched off; then nothing is.
pub fn read(system: &str, person: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(&key_of(system, person)).ok().flatten()
}

/// Keeps a text. Is it kept? Storage may be switched off, or full; then what was kept before stays.
pub fn write(system: &str, person: &str, text: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(&key_of(system, person), text).is_ok())
}
