//! Where somebody was in a list, for coming back to it.

/// The cell that was used last, and how far the list was scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPosition {
    /// What was searched for: another search begins at the top.
    pub query: String,
    /// In pixels.
    pub scroll: i32,
    /// The id of the row that had the focus; empty where none had it.
    pub id: String,
    /// Where that row stood, for when it is no more.
    pub row: usize,
    /// The place of the cell in its row.
    pub column: usize,
}
