//! What is kept in this tab for a view, until it is offered there again: what was typed and not saved,
//! or what a run has done. It outlives a reload and a crash, not the tab.

use super::window;

/// Before the address of the view, in `sessionStorage`.
const KEY: &str = "switchroom.kept ";

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// What is kept for a view.
pub fn read(view: &str) -> Option<String> {
    storage()?.get_item(&[KEY, view].concat()).ok().flatten()
}

/// The same. It is gone then: it is offered once.
pub fn take(view: &str) -> Option<String> {
    let text = read(view)?;
    keep(view, None);
    Some(text)
}

/// Keeps a text for a view, or nothing any more. Storage may be switched off or full: then nothing is
/// kept, not even an older text, and `false` is given.
pub fn keep(view: &str, text: Option<&str>) -> bool {
    let Some(storage) = storage() else { return false };
    let key = [KEY, view].concat();
    let is_kept = text.is_some_and(|text| storage.set_item(&key, text).is_ok());
    if !is_kept {
        let _ = storage.remove_item(&key);
    }
    is_kept
}
