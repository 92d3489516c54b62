//! The browser's own door: closing, reloading, leaving for another site.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::BeforeUnloadEvent;

/// Asks before the page is left, as long as `unsaved` says so.
pub fn guard(unsaved: impl Fn() -> bool + 'static) {
    let listener = Closure::<dyn FnMut(BeforeUnloadEvent)>::new(move |event: BeforeUnloadEvent| {
        if unsaved() {
            event.prevent_default();
            event.set_return_value("unsaved");
        }
    });
    let _ =
        super::window().add_event_listener_with_callback("beforeunload", listener.as_ref().unchecked_ref());
    listener.forget();
}
