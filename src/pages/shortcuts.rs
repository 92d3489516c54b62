//! Keys: Ctrl or Cmd with S saves, with K finds somebody; `/` goes to the search box, Escape closes an open menu.

use leptos::prelude::*;

use super::preferences::shortcuts_are_on;
use crate::browser::dom;
use crate::components::search::SEARCH;
use crate::route::Route;
use crate::state::Console;

/// What Ctrl-S does on the present page; set by the page that has a form.
#[derive(Clone, Copy)]
pub struct OnSave(RwSignal<Option<Callback<()>>>);

/// Is the dialog that finds somebody from anywhere open?
#[derive(Clone, Copy)]
pub struct Jump(pub RwSignal<bool>);

/// Begins to listen to the keys. Once for the whole page.
pub fn listen(console: Console, jump: Jump) {
    let on_save = OnSave(RwSignal::new(None));
    provide_context(on_save);
    provide_context(jump);
    let route = console.navigation.route();
    dom::on_key(move |event| {
        let control = event.ctrl_key() || event.meta_key();
        if control && !event.alt_key() && event.key().eq_ignore_ascii_case("s") {
            if let Some(save) = on_save.0.get_untracked() {
                event.prevent_default();
                if !dom::dialog_is_open() {
                    save.run(());
                }
            }
        } else if control && !event.alt_key() && event.key().eq_ignore_ascii_case("k") {
            // Whoever only changes their PIN finds nobody.
            let is_alone = route.with_untracked(|route| matches!(route, Route::SelfService { .. }));
            if !is_alone {
                event.prevent_default();
                if !dom::dialog_is_open() {
                    jump.0.set(true);
                }
            }
        } else if event.key() == "Escape" && dom::close_menu() {
            event.prevent_default();
        } else if event.key() == "/"
            && !control
            && !event.alt_key()
            && shortcuts_are_on()
            && !dom::is_typing()
            && !dom::dialog_is_open()
        {
            event.prevent_default();
            dom::focus(SEARCH);
        }
    });
}

/// Lets Ctrl-S save the present page, until it is left.
pub fn save_with(save: Callback<()>) {
    if let Some(OnSave(signal)) = use_context::<OnSave>() {
        signal.set(Some(save));
        on_cleanup(move || {
            signal.try_set(None);
        });
    }
}
