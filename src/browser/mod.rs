//! The only place that touches window, document, history, storage and
//! clipboard. A leaf: it knows no other layer.

pub mod activity;
pub mod clock;
pub mod collate;
pub mod dom;
pub mod failure;
pub mod files;
pub mod history;
pub mod kept_changes;
pub mod kept_in_tab;
pub mod preference;
pub mod rows;
pub mod share;
pub mod shared_session;
pub mod unload;
pub mod zones;

use wasm_bindgen::JsCast;

/// The window. A page without one cannot run this code at all.
pub(crate) fn window() -> web_sys::Window {
    web_sys::window().unwrap_or_else(|| wasm_bindgen::throw_str("no window"))
}

/// Does the browser know that there is no network? That it knows of none does
/// not mean that there is one.
pub fn is_offline() -> bool {
    !window().navigator().on_line()
}

/// The request for the configuration that the start script has sent, once.
pub fn take_config_request() -> Option<js_sys::Promise> {
    let (window, name) = (window(), wasm_bindgen::JsValue::from_str("switchroomConfig"));
    let request = js_sys::Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
    js_sys::Reflect::delete_property(&window, &name).ok()?;
    Some(request)
}
