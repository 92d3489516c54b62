//! Whose session the browser keeps, where that is a cookie: all tabs share it,
//! so that whoever signs in in one of them takes the others along.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::window;

/// The person who signed in at a system by a cookie, as this browser notes it:
/// by a hash of the name.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionOwner {
    key: String,
    /// `None` where storage is switched off; then nothing can be told.
    person: Option<String>,
}

impl SessionOwner {
    /// Notes that this person has just signed in at a system.
    pub fn note(system: &str, username: &str) -> Self {
        let key = format!("switchroom.session.{system}");
        let mut hasher = DefaultHasher::new();
        username.hash(&mut hasher);
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(&key, &format!("{:x}", hasher.finish()));
        }
        Self { person: read(&key), key }
    }

    /// Is the session still this person's? Somebody else may have signed in in another tab.
    pub fn is_current(&self) -> bool {
        self.person == read(&self.key)
    }
}

fn read(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}
