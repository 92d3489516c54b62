//! Short reports of what happened, read out and shown until they are closed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::{Language, Sentence};

/// How a thing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    /// Done, but not all of it.
    Warning,
    Failed,
}

#[derive(Clone)]
pub struct Notice {
    pub id: u32,
    pub tone: Tone,
    pub sentence: Sentence,
    /// The number in the journal of the write that it offers to give back.
    pub entry: Option<u32>,
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
        self.add(tone, Arc::new(sentence), None);
    }

    /// Says what became of a write, and offers to give it back.
    pub fn say_written(&self, tone: Tone, sentence: Sentence, entry: Option<u32>) {
        self.add(tone, sentence, entry);
    }

    /// Says what came of giving an entry of the journal back, in the place of what offered it;
    /// nothing where that is not shown any more. It is offered again where `is_open`. Gives the
    /// number of the new notice.
    pub fn replace(
        &self,
        entry: u32,
        is_open: bool,
        tone: Tone,
        sentence: impl Fn(Language) -> String + Send + Sync + 'static,
    ) -> Option<u32> {
        let is_of_entry = |notice: &Notice| notice.entry == Some(entry);
        if !self.list.with_untracked(|list| list.iter().any(is_of_entry)) {
            return None;
        }
        self.list.update(|list| list.retain(|notice| !is_of_entry(notice)));
        Some(self.add(tone, Arc::new(sentence), is_open.then_some(entry)))
    }

    fn add(&self, tone: Tone, sentence: Sentence, entry: Option<u32>) -> u32 {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| {
            list.push(Notice { id, tone, sentence, entry });
            let surplus = list.len().saturating_sub(3);
            list.drain(..surplus);
        });
        id
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
