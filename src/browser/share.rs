//! Giving something to the person: the clipboard, a file, random bytes.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::window;

/// Copies a text. False if the browser refused, or has no clipboard: over
/// plain HTTP pages are given none.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Offers a text as a file to save.
pub fn save(name: &str, media_type: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else {
        return;
    };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else {
        return;
    };
    let link = window().document().and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}

/// Fills with the browser's cryptographic random numbers. False if it has none.
pub fn random(bytes: &mut [u8]) -> bool {
    window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok())
}

/// Where the console is: the server, and the folder on it.
pub fn page_address() -> String {
    window().location().origin().unwrap_or_default() + &super::history::prefix()
}

/// Did the page come in a way that browsers trust: HTTPS, or this very machine?
pub fn is_secure_context() -> bool {
    window().is_secure_context()
}
