//! Signals that outlive the pages that read them.

use std::cell::RefCell;

use leptos::prelude::{Notify, RwSignal};
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

/// To be called between two pages, when no page reads anything.
///
/// A signal of Leptos (reactive_graph 0.2) keeps whatever has read it, also what is gone with its
/// page: without this, something of every page that was ever open would stay in memory.
pub fn forget_readers() {
    FORGET.with_borrow(|all| all.iter().for_each(|forget| forget()));
}
