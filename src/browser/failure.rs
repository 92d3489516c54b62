//! When the program itself fails: a plain page with the way on.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

use super::window;

/// Has a panic end in the plain page of `start.js`. The message of the panic
/// is not shown or logged: it could hold what somebody typed. Its place can.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let mut place = String::new();
        if let Some(at) = info.location() {
            place.push_str(at.file());
            place.push(':');
            place.push_str(&at.line().to_string());
        }
        let detail = CustomEventInit::new();
        detail.set_detail(&JsValue::from_str(&place));
        if let Ok(event) = CustomEvent::new_with_event_init_dict("switchroom-panic", &detail) {
            let _ = window().dispatch_event(&event);
        }
    }));
}
