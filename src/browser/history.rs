//! The address bar and the history behind it.
//!
//! Every entry carries its place in a row of numbers, so that after a
//! `popstate` it is known how far the person went, and the step can be taken
//! back when they decide to stay.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::Event;

use super::window;

thread_local! {
    static INDEX: Cell<i32> = const { Cell::new(0) };
    /// How many `popstate` events are of our own making.
    static EXPECTED: Cell<u32> = const { Cell::new(0) };
}

/// Raw path below the base and raw query.
pub fn location() -> (String, String) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let path = path.strip_prefix(prefix().trim_end_matches('/')).unwrap_or(&path).to_owned();
    (path, location.search().unwrap_or_default())
}

/// The path of the `base` element: where the console is mounted.
pub fn prefix() -> String {
    window()
        .document()
        .and_then(|document| document.query_selector("base").ok().flatten())
        .and_then(|base| base.get_attribute("href"))
        .unwrap_or_else(|| "/".to_owned())
}

/// The whole path of a file or view of the console, for a link.
pub fn href(url: &str) -> String {
    let mut out = prefix().trim_end_matches('/').to_owned();
    out.push_str(url);
    out
}

/// Goes to an address and keeps the old one behind it.
pub fn push(url: &str) {
    INDEX.set(INDEX.get() + 1);
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::from(INDEX.get()), "", Some(&href(url)));
    }
}

/// Writes the present view's address anew.
pub fn replace(url: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::from(INDEX.get()), "", Some(&href(url)));
    }
}

/// Moves within the history. The `popstate` that follows is reported only if `tell`.
pub fn go(steps: i32, tell: bool) {
    if steps == 0 {
        return;
    }
    if !tell {
        EXPECTED.set(EXPECTED.get() + 1);
    }
    if let Ok(history) = window().history() {
        let _ = history.go_with_delta(steps);
    }
}

/// Calls on every step through the history that a person makes, with the
/// number of steps (negative: back). Lives as long as the page.
pub fn listen(mut moved: impl FnMut(i32) + 'static) {
    if let Ok(history) = window().history() {
        match history.state().ok().and_then(|state| state.as_f64()) {
            // A reload in the middle of a history keeps its number.
            Some(index) => INDEX.set(index as i32),
            None => {
                let _ = history.replace_state(&JsValue::from(0), "");
            }
        }
    }
    let listener = Closure::<dyn FnMut(Event)>::new(move |_| {
        let index = window()
            .history()
            .ok()
            .and_then(|history| history.state().ok())
            .and_then(|state| state.as_f64())
            .map_or(0, |index| index as i32);
        let steps = index - INDEX.get();
        INDEX.set(index);
        if EXPECTED.get() > 0 {
            EXPECTED.set(EXPECTED.get() - 1);
        } else {
            moved(steps);
        }
    });
    let _ = window().add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
    listener.forget();
}
