//! Files that a person hands over.

use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{DragEvent, HtmlInputElement};

/// The file that was chosen. The field is empty again, so that the same file can be chosen anew.
pub fn take_chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    file
}

/// The file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// Reads a file whole. `None` if the browser cannot, as when it has changed meanwhile.
pub async fn read(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
