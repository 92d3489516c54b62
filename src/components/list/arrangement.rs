//! Which rows of a list match, and in what order they stand.

use std::sync::Arc;

use leptos::prelude::*;

use super::column::Sort;
use super::model::ListModel;
use crate::components::language;
use crate::domain::Language;
use crate::list::{Direction, TableRows};

/// The rows that match a search, in their order.
#[derive(Clone, Copy)]
pub(super) struct Arrangement {
    /// By which column somebody has sorted.
    pub(super) sort: Memo<Option<Sort>>,
    /// The columns that the rows are in order of, the first before the others.
    pub(super) order: Memo<Vec<(usize, Direction)>>,
    /// How many match.
    pub(super) count: RwSignal<usize>,
    /// Notified whenever the text of any row may have changed.
    pub(super) changed: RwSignal<u64>,
    rows: StoredValue<Arc<dyn TableRows + Send + Sync>>,
    typed: Signal<String>,
    is_found_by_server: bool,
    language: Signal<Language>,
}

impl Arrangement {
    /// Arranges the rows whenever they, the search or the order change. `answered`: where the
    /// server alone searches.
    pub(super) fn follow(
        model: &ListModel,
        typed: Signal<String>,
        answered: Option<Signal<Option<String>>>,
    ) -> Self {
        let ListModel { columns, order: ties, version, query, .. } = *model;
        let rows = StoredValue::new(Arc::clone(&model.rows));
        let sort = Memo::new(move |_| query.query.with(|query| Sort::read(columns, query.get("sort"))));
        let order = Memo::new(move |_| {
            version.track();
            // While the first rows arrive they stand as they come: they would change places all the time.
            let has_order = sort.get().is_some() || rows.with_value(|rows| rows.is_whole());
            order_by(sort.get(), if has_order { ties } else { &[] })
        });
        let (count, changed) = (RwSignal::new(0), RwSignal::new(0));
        let is_found_by_server = answered.is_some();
        let arrangement =
            Self { sort, order, count, changed, rows, typed, is_found_by_server, language: language() };
        Effect::new(move |_| {
            version.track();
            count.set(arrangement.arrange());
            changed.update(|count| *count += 1);
        });
        arrangement
    }

    /// Arranges the rows, and counts those that match. Reactive.
    pub(super) fn arrange(self) -> usize {
        let language = self.language.get();
        self.order.with(|order| {
            self.typed.with(|typed| {
                // Of one text the server finds what it takes for a match.
                let is_found = self.is_found_by_server && !typed.contains(';');
                let typed = if is_found { "" } else { typed.as_str() };
                self.rows.with_value(|rows| rows.arrange(typed, order, language))
            })
        })
    }
}

/// The column that somebody has sorted by, and those by which rows are told apart that are
/// equal in it. These turn with the first of them: last and first names are one order.
fn order_by(sort: Option<Sort>, ties: &[usize]) -> Vec<(usize, Direction)> {
    let by = sort.map(|sort| (sort.column, sort.direction()));
    let follows = sort.filter(|sort| ties.first() == Some(&sort.column));
    let direction = follows.map_or(Direction::Ascending, Sort::direction);
    let ties = ties.iter().filter(|tie| sort.is_none_or(|sort| sort.column != **tie));
    by.into_iter().chain(ties.map(|tie| (*tie, direction))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::Direction::{Ascending, Descending};

    #[test]
    fn ties_follow_the_column_and_turn_with_the_first_of_them() {
        assert_eq!(order_by(None, &[0, 8]), [(0, Ascending), (8, Ascending)]);
        let sort = |column, descending| Some(Sort { column, descending });
        assert_eq!(order_by(sort(0, true), &[0, 8]), [(0, Descending), (8, Descending)]);
        assert_eq!(order_by(sort(3, true), &[0, 8]), [(3, Descending), (0, Ascending), (8, Ascending)]);
        assert_eq!(order_by(sort(8, true), &[0, 8]), [(8, Descending), (0, Ascending)]);
        assert_eq!(order_by(sort(3, false), &[]), [(3, Ascending)]);
    }
}
