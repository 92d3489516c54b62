//! Keys: Ctrl or Cmd with S saves, with Enter saves and goes to the next person, with K finds
//! somebody; Alt with Page Up and Page Down goes through the list; `/` goes to the search box,
//! `m` to a person's mobile number, `?` lists all keys, Escape closes an open menu.

use leptos::prelude::*;

use super::dialogs::Dialogs;
use super::preferences::shortcuts_are_on;
use crate::browser::dom;
use crate::components::search::SEARCH;
use crate::route::Route;
use crate::state::Console;

/// What the present page does by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKey {
    Save,
    SaveAndNext,
    Previous,
    Next,
    /// To the field of the mobile number, the one that is changed most often.
    Mobile,
}

/// What the present page does by which key.
#[derive(Clone, Copy)]
struct PageKeys(StoredValue<Vec<(PageKey, Callback<()>)>>);

/// Begins to listen to the keys. Once for the whole page.
pub fn listen(console: Console, dialogs: Dialogs) {
    let page_keys = PageKeys(StoredValue::new(Vec::new()));
    provide_context(page_keys);
    provide_context(dialogs);
    let route = console.navigation.route();
    dom::on_key(move |event| {
        let control = event.ctrl_key() || event.meta_key();
        let key = event.key();
        let is_single_key = || {
            !control && !event.alt_key() && shortcuts_are_on() && !dom::is_typing() && !dom::dialog_is_open()
        };
        let page_key = match (control, event.alt_key(), key.as_str()) {
            (true, false, "s" | "S") => Some(PageKey::Save),
            (true, false, "Enter") => Some(PageKey::SaveAndNext),
            (false, true, "PageUp") => Some(PageKey::Previous),
            (false, true, "PageDown") => Some(PageKey::Next),
            (false, false, "m") if is_single_key() => Some(PageKey::Mobile),
            _ => None,
        };
        if let Some(page_key) = page_key {
            let find = |keys: &Vec<(PageKey, Callback<()>)>| {
                keys.iter().find(|(of, _)| *of == page_key).map(|(_, call)| *call)
            };
            if let Some(call) = page_keys.0.with_value(find) {
                event.prevent_default();
                if !dom::dialog_is_open() {
                    call.run(());
                }
            }
        } else if control && !event.alt_key() && key.eq_ignore_ascii_case("k") {
            // Whoever only changes their PIN finds nobody.
            let is_alone = route.with_untracked(|route| matches!(route, Route::SelfService { .. }));
            if !is_alone {
                event.prevent_default();
                if !dom::dialog_is_open() {
                    dialogs.find.set(true);
                }
            }
        } else if key == "Escape" && dom::close_menu() {
            event.prevent_default();
        } else if matches!(key.as_str(), "/" | "?") && is_single_key() {
            event.prevent_default();
            if key == "?" {
                dialogs.shortcut_list.set(true);
            } else {
                dom::focus(SEARCH);
            }
        }
    });
}

/// Lets a key do something on the present page, until that is left.
pub fn on_page_key(key: PageKey, call: Callback<()>) {
    if let Some(PageKeys(keys)) = use_context::<PageKeys>() {
        let forget = move |keys: &mut Vec<(PageKey, Callback<()>)>| keys.retain(|(of, _)| *of != key);
        keys.update_value(|keys| {
            forget(keys);
            keys.push((key, call));
        });
        on_cleanup(move || {
            keys.try_update_value(forget);
        });
    }
}
