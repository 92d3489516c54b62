//! Finding many rows by their ids, one after the other.

use super::List;
use super::rank::sort_rows;

/// Finds rows by id: at once where they are asked for in their own order, and
/// otherwise by an order of the ids that is made when it is first needed, and
/// again when rows were taken out. Rows that come later may not be found.
#[derive(Default)]
pub struct ById {
    next: u32,
    sorted: Option<Vec<u32>>,
    removals: u32,
}

impl ById {
    pub fn find(&mut self, list: &List, id: &str) -> Option<u32> {
        if self.removals != list.removals {
            *self = Self { removals: list.removals, ..Self::default() };
        }
        let row = if list.id(self.next) == id && self.next < list.len() {
            self.next
        } else {
            let sorted = self.sorted.get_or_insert_with(|| {
                let mut rows: Vec<u32> = (0..list.len()).collect();
                sort_rows(&mut rows, &mut |a, b| list.id(a).cmp(list.id(b)));
                rows
            });
            let at = sorted.partition_point(|row| list.id(*row) < id);
            sorted.get(at).copied().filter(|row| list.id(*row) == id)?
        };
        self.next = row + 1;
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_in_whatever_order_they_are_asked_for() {
        let ids = ["7", "10", "9", "x", "é"];
        let mut list = List::new(0);
        ids.iter().for_each(|id| list.append(id, &[]));
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 2, 0, 4, 1]] {
            let mut by_id = ById::default();
            for at in order {
                assert_eq!(by_id.find(&list, ids[at]), Some(at as u32), "{order:?}");
                assert_eq!(by_id.find(&list, "nobody"), None);
            }
            assert_eq!(by_id.find(&list, ""), None, "at the end, too");
        }
    }

    #[test]
    fn rows_are_found_after_one_was_taken_out() {
        let ids = ["3", "5", "1", "4", "2"];
        let mut list = List::new(0);
        ids.iter().for_each(|id| list.append(id, &[]));
        let mut by_id = ById::default();
        assert_eq!(by_id.find(&list, "4"), Some(3));
        list.remove(0);
        for (at, id) in ids[1..].iter().enumerate().rev() {
            assert_eq!(by_id.find(&list, id), Some(at as u32), "{id}");
        }
        assert_eq!(by_id.find(&list, "3"), None);
    }
}
