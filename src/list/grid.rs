//! What the keys do in a table, by the ARIA pattern of a grid.

/// The table as the keys move in it.
#[derive(Clone, Copy)]
pub struct Grid {
    /// The first row that is seen whole, counted from 0 as all rows are.
    pub first_in_sight: usize,
    pub last_row: usize,
    /// How many cells each row has.
    pub cells: usize,
    /// By how many rows the keys for a page move.
    pub page: usize,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Select {
        row: usize,
    },
    Open {
        row: usize,
    },
    /// To another cell; without a row, of the heading.
    Move {
        row: Option<usize>,
        column: usize,
    },
}

impl Grid {
    /// What a key (as browsers name it) does in a cell. Without a row it is pressed in the heading
    /// or in the list itself, from where it leads into the first row in sight.
    pub fn step(self, key: &str, row: Option<usize>, column: usize) -> Option<Step> {
        let in_list = |row: usize| Some(row.min(self.last_row));
        let (row, column) = match (key, row) {
            (" ", Some(row)) => return Some(Step::Select { row }),
            ("Enter", Some(row)) => return Some(Step::Open { row }),
            ("ArrowDown", Some(row)) => (in_list(row + 1), column),
            ("ArrowDown", None) => (in_list(self.first_in_sight), column),
            ("ArrowUp", Some(row)) => (row.checked_sub(1), column),
            ("PageDown", Some(row)) => (in_list(row + self.page), column),
            ("PageUp", Some(row)) => (in_list(row.saturating_sub(self.page)), column),
            ("Home", Some(_)) => (in_list(0), column),
            ("End", Some(_)) => (in_list(self.last_row), column),
            ("ArrowLeft", _) => (row, column.saturating_sub(1)),
            ("ArrowRight", _) => (row, (column + 1).min(self.cells.saturating_sub(1))),
            _ => return None,
        };
        Some(Step::Move { row, column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid { first_in_sight: 7, last_row: 99, cells: 4, page: 10 };

    /// Where a key leads.
    fn cell_after(key: &str, row: Option<usize>, column: usize) -> Option<(Option<usize>, usize)> {
        match GRID.step(key, row, column)? {
            Step::Move { row, column } => Some((row, column)),
            Step::Select { .. } | Step::Open { .. } => None,
        }
    }

    #[test]
    fn arrows_stop_at_the_edges_and_lead_into_the_heading() {
        assert_eq!(cell_after("ArrowDown", Some(3), 1), Some((Some(4), 1)));
        assert_eq!(cell_after("ArrowDown", Some(99), 1), Some((Some(99), 1)));
        assert_eq!(cell_after("ArrowUp", Some(3), 1), Some((Some(2), 1)));
        assert_eq!(cell_after("ArrowUp", Some(0), 1), Some((None, 1)));
        assert_eq!(cell_after("ArrowLeft", Some(3), 0), Some((Some(3), 0)));
        assert_eq!(cell_after("ArrowRight", Some(3), 3), Some((Some(3), 3)));
        assert_eq!(cell_after("ArrowRight", None, 0), Some((None, 1)));
    }

    #[test]
    fn from_the_heading_down_is_the_first_row_in_sight() {
        assert_eq!(cell_after("ArrowDown", None, 2), Some((Some(7), 2)));
        for key in ["ArrowUp", "PageUp", "PageDown", "Home", "End"] {
            assert_eq!(GRID.step(key, None, 2), None, "{key}");
        }
    }

    #[test]
    fn pages_and_ends_stay_within_the_list() {
        assert_eq!(cell_after("PageDown", Some(95), 1), Some((Some(99), 1)));
        assert_eq!(cell_after("PageUp", Some(4), 1), Some((Some(0), 1)));
        assert_eq!(cell_after("Home", Some(40), 2), Some((Some(0), 2)));
        assert_eq!(cell_after("End", Some(40), 2), Some((Some(99), 2)));
    }

    #[test]
    fn space_selects_enter_opens_and_other_keys_are_the_browsers() {
        assert_eq!(GRID.step(" ", Some(5), 1), Some(Step::Select { row: 5 }));
        assert_eq!(GRID.step("Enter", Some(5), 1), Some(Step::Open { row: 5 }));
        assert_eq!(GRID.step("Tab", Some(5), 1), None);
        // In the heading they press its buttons.
        assert_eq!(GRID.step("Enter", None, 1), None);
        assert_eq!(GRID.step(" ", None, 0), None);
    }
}
