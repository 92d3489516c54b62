//! People of the list, as plans are made of them.

use crate::plan::selection::Selected;
use crate::text::visible;
use crate::wire::icws::users::UserRow;

/// A person of the list, by the name that is seen.
pub fn selected_of(row: &UserRow) -> Selected {
    Selected { id: row.id.clone(), name: visible(&row.name).into_owned() }
}
