//! Short reports of what happened, read out and shown until they are closed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::Language;

/// How a thing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    /// Done, but not all of it.
    Warning,
    Failed,
}

/// A sentence in whatever language is current when it is shown.
pub type Sentence = Arc<dyn Fn(Language) -> String + Send + Sync>;

#[derive(Clone)]
pub struct Notice {
    pub id: u32,
    pub tone: Tone,
    pub sentence: Sentence,
}

/// The notices on the screen, oldest first.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
}

impl Notices {
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(1) }
    }

    /// Says what happened. The newest of three stay.
    pub fn say(&self, tone: Tone, sentence: impl Fn(Language) -> String + Send + Sync + 'static) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| {
            list.push(Notice { id, tone, sentence: Arc::new(sentence) });
            let surplus = list.len().saturating_sub(3);
            list.drain(..surplus);
        });
    }

    pub fn close(&self, id: u32) {
        self.list.update(|list| list.retain(|notice| notice.id != id));
    }

    /// Forgets all, as when another view is opened by the person.
    pub fn clear(&self) {
        if self.list.with_untracked(|list| !list.is_empty()) {
            self.list.set(Vec::new());
        }
    }

    pub fn list(&self) -> RwSignal<Vec<Notice>> {
        self.list
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self::new()
    }
}
