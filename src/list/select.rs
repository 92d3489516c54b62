//! Which rows are selected: by id, so that a selection outlives a filter,
//! another order and a reload.

use std::collections::BTreeSet;

use super::List;

/// Whether the rows in view are selected, for the box in the head of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    None,
    Some,
    All,
}

/// A selection of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    ids: BTreeSet<String>,
    /// The id chosen last, and whether it was selected or deselected.
    anchor: Option<(String, bool)>,
}

impl Selection {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// In the order of the ids, not of the list.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Selects or deselects one.
    pub fn toggle(&mut self, id: &str) {
        let on = !self.contains(id);
        self.put(id, on);
        self.anchor = Some((id.to_owned(), on));
    }

    fn put(&mut self, id: &str, on: bool) {
        if on {
            self.ids.insert(id.to_owned());
        } else {
            self.ids.remove(id);
        }
    }

    /// With Shift: does to all from the one chosen last to this one, in the
    /// order on the screen, what was done to that one. Where that one is not
    /// in view, this one alone is toggled.
    pub fn extend_to(&mut self, list: &List, id: &str) {
        let Some((anchor, on)) = self.anchor.clone() else { return self.toggle(id) };
        let (Some(from), Some(to)) = (list.place_of(&anchor), list.place_of(id)) else {
            return self.toggle(id);
        };
        let range = list.visible().get(from.min(to)..=from.max(to)).unwrap_or_default();
        for row in range {
            self.put(list.id(*row), on);
        }
    }

    /// Selects all that are found and not filtered out, besides what is selected.
    pub fn select_visible(&mut self, list: &List) {
        self.ids.extend(list.visible().iter().map(|row| list.id(*row).to_owned()));
        self.anchor = None;
    }

    /// Deselects all that are found and not filtered out; others stay selected.
    pub fn deselect_visible(&mut self, list: &List) {
        for row in list.visible() {
            self.ids.remove(list.id(*row));
        }
        self.anchor = None;
    }

    /// How many of the selected rows are in view.
    pub fn visible(&self, list: &List) -> usize {
        if self.is_empty() {
            return 0;
        }
        list.visible().iter().filter(|row| self.contains(list.id(**row))).count()
    }

    /// How many are selected but not in view: to be told before they are changed.
    pub fn hidden(&self, list: &List) -> usize {
        self.len().saturating_sub(self.visible(list))
    }

    /// How far the rows in view are selected.
    pub fn extent(&self, list: &List) -> Extent {
        match self.visible(list) {
            0 => Extent::None,
            count if count == list.visible().len() => Extent::All,
            _ => Extent::Some,
        }
    }

    /// Forgets the ids that a whole list does not have. Were there any?
    pub fn keep_known(&mut self, list: &List) -> bool {
        let before = self.ids.len();
        self.ids.retain(|id| list.row_of(id).is_some());
        self.ids.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::Direction;
    use crate::list::tests::ranks_of;

    fn list(names: &[&str]) -> List {
        let mut list = List::new(1);
        for name in names {
            list.append(&name.to_lowercase(), &[name]);
        }
        list.set_ranks(0, ranks_of(names));
        list
    }

    fn ids(selection: &Selection) -> Vec<&str> {
        selection.ids().collect()
    }

    #[test]
    fn a_range_follows_the_order_on_the_screen() {
        let mut list = list(&["D", "A", "C", "B", "E"]);
        list.arrange("", &[(0, Direction::Ascending)], &|_| true);
        let mut selection = Selection::default();
        selection.toggle("d");
        selection.extend_to(&list, "b");
        assert_eq!(ids(&selection), ["b", "c", "d"]);
        selection.toggle("c");
        selection.extend_to(&list, "e");
        assert_eq!(ids(&selection), ["b"], "a range from one that was deselected deselects");
        assert_eq!(selection.extent(&list), Extent::Some);
    }

    #[test]
    fn a_selection_outlives_filter_and_reload() {
        let mut before = list(&["Ada", "Bo", "Cy"]);
        before.arrange("", &[], &|_| true);
        let mut selection = Selection::default();
        selection.toggle("ada");
        selection.toggle("cy");
        before.arrange("b", &[], &|_| true);
        assert_eq!((selection.len(), selection.hidden(&before)), (2, 2));
        assert_eq!(selection.extent(&before), Extent::None);
        selection.extend_to(&before, "bo");
        assert_eq!(ids(&selection), ["ada", "bo", "cy"], "the anchor is not in view");
        assert_eq!(selection.extent(&before), Extent::All);
        selection.deselect_visible(&before);
        assert_eq!(ids(&selection), ["ada", "cy"]);

        let mut after = list(&["Cy", "Di"]);
        after.arrange("", &[], &|_| true);
        assert!(selection.keep_known(&after));
        assert_eq!(ids(&selection), ["cy"]);
        assert!(!selection.keep_known(&after));
        selection.select_visible(&after);
        assert_eq!(selection.extent(&after), Extent::All);
        selection.clear();
        assert_eq!(selection.extent(&after), Extent::None);
        assert!(selection.is_empty());
        assert_eq!(selection.extent(&List::new(1)), Extent::None);
    }
}
