//! What a person prefers, such as language and theme, kept in this browser, with the views of
//! lists that they keep.

use super::window;

/// Keys of `localStorage`; values are plain words (`fr`, `dark`, `off`), but for the views.
#[derive(Clone, Copy)]
pub enum Key {
    Language,
    Theme,
    Shortcuts,
    /// Which columns of XiVO's list of users are hidden, by their names.
    HiddenColumns,
    /// The same of PureConnect's list of users.
    HiddenColumnsIcws,
    /// The same of APIO's lists.
    HiddenColumnsApio,
    /// Views of lists: a name and an address each ([`crate::list::SavedView`]).
    SavedViews,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Language => "switchroom.language",
            Self::Theme => "switchroom.theme",
            Self::Shortcuts => "switchroom.shortcuts",
            Self::HiddenColumns => "switchroom.columns",
            Self::HiddenColumnsIcws => "switchroom.columns.icws",
            Self::HiddenColumnsApio => "switchroom.columns.apio",
            Self::SavedViews => "switchroom.views",
        }
    }
}

/// Storage may be switched off; then nothing is remembered.
pub fn read(key: Key) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key.name()).ok().flatten()
}

/// Is it kept? Storage may be switched off, or full.
pub fn write(key: Key, value: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(key.name(), value).is_ok())
}

/// The browser's languages, best first (BCP 47).
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}
