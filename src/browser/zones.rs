//! The names of time zones, which the browser knows.

use js_sys::{Array, Function, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// Every time zone by its name, as `Europe/Paris`; none where the browser does
/// not tell them.
pub fn names() -> Vec<String> {
    let names = || {
        let intl = Reflect::get(&global(), &JsValue::from_str("Intl")).ok()?;
        let list = Reflect::get(&intl, &JsValue::from_str("supportedValuesOf")).ok()?;
        let names = list.dyn_into::<Function>().ok()?.call1(&intl, &JsValue::from_str("timeZone")).ok()?;
        Some(names.dyn_into::<Array>().ok()?.iter().filter_map(|name| name.as_string()).collect())
    };
    names().unwrap_or_default()
}
