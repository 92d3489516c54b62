//! Waiting.

use std::time::Duration;

use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::JsFuture;

use super::preference;

/// Waits at least that long.
pub async fn sleep(time: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
        // Where no timer can be had the wait ends at once, which is the safe side.
        if super::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .is_err()
        {
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// A timer that calls once and is cancelled when dropped.
pub struct Timer {
    id: Option<i32>,
    /// Leptos keeps what lives as long as a view in storage that wants `Send`.
    _call: SendWrapper<Closure<dyn FnMut()>>,
}

impl Timer {
    pub fn after(time: Duration, call: impl FnMut() + 'static) -> Self {
        let call = Closure::<dyn FnMut()>::new(call);
        let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
        let id = super::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                call.as_ref().unchecked_ref(),
                milliseconds,
            )
            .ok();
        Self { id, _call: SendWrapper::new(call) }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            super::window().clear_timeout_with_handle(id);
        }
    }
}

/// A moment, in milliseconds since 1970, as it is written in a language: the time of day and, unless
/// that is today, the date before it.
pub fn date_and_time(at: f64, language: &str) -> String {
    let moment = js_sys::Date::new(&at.into());
    let language = &tag_of_region(language);
    let is_today = moment.to_date_string() == js_sys::Date::new_0().to_date_string();
    if is_today {
        moment.to_locale_time_string(language).into()
    } else {
        // With the month as a word: of two numbers nobody knows which is the day.
        let options = js_sys::Object::new();
        for part in ["dateStyle", "timeStyle"] {
            let _ = js_sys::Reflect::set(&options, &part.into(), &"medium".into());
        }
        moment.to_locale_string(language, &options).into()
    }
}

/// A language as the browser's own settings have it: with its region, which decides whether the day has
/// twelve hours or twenty-four.
fn tag_of_region(language: &str) -> String {
    let is_it = |tag: &String| tag.split('-').next() == Some(language);
    preference::languages().into_iter().find(is_it).unwrap_or_else(|| language.to_owned())
}

/// A moment by ISO 8601, in milliseconds since 1970; none where there is no such day.
pub fn read_iso(text: &str) -> Option<f64> {
    Some(js_sys::Date::parse(text)).filter(|at| at.is_finite())
}

/// A moment, in milliseconds since 1970, by ISO 8601.
pub fn iso(at: f64) -> String {
    js_sys::Date::new(&at.into()).to_iso_string().into()
}

/// Milliseconds since 1970, by the browser's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}
