//! Is somebody there? The time of the last key or click.

use std::cell::Cell;

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::Event;

use super::{clock, window};

thread_local! {
    static LAST: Cell<f64> = const { Cell::new(0.0) };
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

/// Milliseconds since the last key or click anywhere. The first question
/// begins to listen, and counts as one.
pub fn since() -> f64 {
    if !LISTENS.replace(true) {
        LAST.set(clock::now());
        let noted = Closure::<dyn FnMut(Event)>::new(|_| LAST.set(clock::now()));
        for name in ["keydown", "pointerdown", "wheel"] {
            let _ = window().add_event_listener_with_callback(name, noted.as_ref().unchecked_ref());
        }
        noted.forget();
    }
    clock::now() - LAST.get()
}
