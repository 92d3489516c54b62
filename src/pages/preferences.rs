//! Language, theme and shortcuts: kept in this browser, nowhere else.

use leptos::prelude::*;

use crate::browser::{dom, preference};
use crate::components::field::{SelectField, SwitchField};
use crate::components::localize::chosen_language;
use crate::components::{t, text};
use crate::config::Theme;
use crate::domain::Language;
use crate::pages::dialogs::Dialogs;
use crate::text::{common, shortcuts as shortcut_texts};

const LIGHT: &str = "light";
const DARK: &str = "dark";

/// Applies the person's theme, or else the configured one.
pub fn apply_theme(configured: Theme) {
    let configured = match configured {
        Theme::System => "",
        Theme::Light => LIGHT,
        Theme::Dark => DARK,
    };
    let chosen = preference::read(preference::Key::Theme);
    dom::set_root("data-theme", chosen.as_deref().unwrap_or(configured));
}

/// Are single-key shortcuts switched on? They are, unless the person said no.
pub fn shortcuts_are_on() -> bool {
    preference::read(preference::Key::Shortcuts).as_deref() != Some("off")
}

/// The switches at the foot of the rail.
#[component]
pub fn Preferences() -> impl IntoView {
    let dialogs = use_context::<Dialogs>();
    let language = chosen_language();
    let theme = RwSignal::new(preference::read(preference::Key::Theme).unwrap_or_default());
    let shortcuts = RwSignal::new(shortcuts_are_on());
    let languages =
        Language::ALL.map(|language| (language.tag().to_owned(), common::language_name(language).to_owned()));
    let themes = (t(common::theme_system), t(common::theme_light), t(common::theme_dark));
    view! {
        <details class="preferences">
            <summary>{t(common::preferences)}</summary>
            <SelectField
                id="language"
                label=text(common::language)
                value=Signal::derive(move || language.get().tag().to_owned())
                options=Signal::stored(languages.to_vec())
                on_change=move |tag: String| {
                    preference::write(preference::Key::Language, &tag);
                    language.set(Language::from_tag(&tag).unwrap_or_default());
                }
            />
            <SelectField
                id="theme"
                label=text(common::theme)
                value=theme
                options=Signal::derive(move || {
                    vec![
                        (String::new(), themes.0().to_owned()),
                        (LIGHT.to_owned(), themes.1().to_owned()),
                        (DARK.to_owned(), themes.2().to_owned()),
                    ]
                })
                on_change=move |chosen: String| {
                    preference::write(preference::Key::Theme, &chosen);
                    dom::set_root("data-theme", &chosen);
                    theme.set(chosen);
                }
            />
            <SwitchField
                id="shortcuts"
                label=text(common::shortcuts)
                value=shortcuts
                hint=text(common::shortcuts_hint)
                on_change=move |on| {
                    preference::write(preference::Key::Shortcuts, if on { "on" } else { "off" });
                    shortcuts.set(on);
                }
            />
            {dialogs.map(|dialogs| {
                view! {
                    <button
                        type="button"
                        aria-keyshortcuts=shortcut_texts::KEYS
                        on:click=move |_| dialogs.shortcut_list.set(true)
                    >
                        {t(shortcut_texts::title)}
                    </button>
                }
            })}
        </details>
    }
    .into_any()
}
