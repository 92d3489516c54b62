//! Signals and memos that outlive the pages that read them.

use std::cell::RefCell;

use leptos::prelude::{ArcMemo, ArcRwSignal, Get, Memo, Notify, RwSignal, Update, With, WithUntracked};
use leptos::reactive::graph::Source;

thread_local! {
    static FORGET: RefCell<Vec<Box<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
}

/// A signal whose readers are forgotten between two pages, see [`forget_readers`].
pub fn lasting_signal<T: Send + Sync + 'static>(value: T) -> RwSignal<T> {
    let signal = RwSignal::new(value);
    let forget = move || {
        // What still reads it reads it again, and is its reader again then.
        signal.notify();
        signal.clear_subscribers();
    };
    FORGET.with_borrow_mut(|all| all.push(Box::new(forget)));
    signal
}

/// A computed value whose readers are forgotten between two pages as well.
pub struct LastingMemo<T: Send + Sync + 'static>(Memo<(u32, T)>);

impl<T: Send + Sync + 'static> Clone for LastingMemo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for LastingMemo<T> {}

impl<T: PartialEq + Send + Sync + 'static> LastingMemo<T> {
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let pages = ArcRwSignal::new(0);
        let memo = ArcMemo::new({
            let pages = pages.clone();
            move |_| (pages.get(), compute())
        });
        let forget = {
            let memo = memo.clone();
            move || {
                // It is another value now, of which all that still reads it is told before it is forgotten.
                pages.update(|pages| *pages += 1);
                memo.with_untracked(|_| ());
                memo.clear_subscribers();
            }
        };
        FORGET.with_borrow_mut(|all| all.push(Box::new(forget)));
        Self(memo.into())
    }

    /// Reactive.
    pub fn with<O>(&self, read: impl FnOnce(&T) -> O) -> O {
        self.0.with(|(_, value)| read(value))
    }

    /// Not reactive.
    pub fn with_untracked<O>(&self, read: impl FnOnce(&T) -> O) -> O {
        self.0.with_untracked(|(_, value)| read(value))
    }
}

/// To be called between two pages, when no page reads anything.
///
/// A signal or memo of Leptos (reactive_graph 0.2) keeps whatever has read it, also what is gone with its
/// page: without this, something of every page that was ever open would stay in memory.
pub fn forget_readers() {
    FORGET.with_borrow(|all| all.iter().for_each(|forget| forget()));
}
