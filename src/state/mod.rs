//! What lives longer than a view: sessions, caches, notices, where we are.

pub mod navigation;
pub mod notices;
pub mod session;

use std::collections::HashMap;

use leptos::prelude::*;

use crate::config::Config;
pub use navigation::Navigation;
pub use notices::Notices;
pub use session::{Session, System, Systems};

/// Everything that a page can ask for, in one context.
#[derive(Clone, Copy)]
pub struct Console {
    pub navigation: Navigation,
    pub notices: Notices,
    pub systems: Systems,
}

impl Console {
    /// The console for a configuration; made once, when the file has been read.
    pub fn new(config: Config, navigation: Navigation) -> Self {
        Self {
            navigation,
            notices: Notices::new(),
            systems: Systems::new(config),
        }
    }

    /// The console of this page. Pages exist only below the shell that provides it.
    pub fn get() -> Self {
        expect_context()
    }
}

/// Values kept per key for as long as the page lives, such as a list that is
/// still there after going back to it.
pub struct Shelf<T: Copy + Send + Sync + 'static>(StoredValue<HashMap<String, T>>);

impl<T: Copy + Send + Sync + 'static> Clone for Shelf<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy + Send + Sync + 'static> Copy for Shelf<T> {}

impl<T: Copy + Send + Sync + 'static> Default for Shelf<T> {
    fn default() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }
}

impl<T: Copy + Send + Sync + 'static> Shelf<T> {
    /// What is kept under the key, or what `make` makes. Signals made by
    /// `make` belong to the page's root and outlive the view that asked.
    pub fn get_or(&self, key: &str, root: &Owner, make: impl FnOnce() -> T) -> T {
        if let Some(kept) = self.0.with_value(|map| map.get(key).copied()) {
            return kept;
        }
        let made = root.with(make);
        self.0.update_value(|map| {
            map.insert(key.to_owned(), made);
        });
        made
    }

    /// Forgets everything, as when somebody signs out.
    pub fn clear(&self) {
        self.0.update_value(HashMap::clear);
    }
}
