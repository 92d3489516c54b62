//! Sorting: ranks once for each column, then only numbers are compared.

use std::cmp::Ordering;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    #[default]
    Ascending,
    Descending,
}

impl Direction {
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// Stands for an empty value, which comes last in both directions.
const EMPTY: u32 = u32::MAX;

/// For each row, the place of its value among the values of one column.
/// Equal ranks are ties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranks(Vec<u32>);

impl Ranks {
    /// Ranks the texts of a column, one for each row. `rank` is called once,
    /// with every different text that is not blank, and gives the rank of
    /// each: the way to the browser's collation, in one call for the column.
    /// Ranks are counted from 0 without large gaps; a text that is given none comes
    /// after those with one.
    pub fn of(texts: &[&str], rank: impl FnOnce(&[&str]) -> Vec<u32>) -> Self {
        let (numbers, different) = distinct(texts);
        let ranks = rank(&different);
        let after_all = ranks.iter().max().map_or(0, |last| last + 1);
        let rank_of = |number: u32| match number {
            EMPTY => EMPTY,
            number => ranks.get(number as usize).copied().unwrap_or(after_all),
        };
        Self(numbers.into_iter().map(rank_of).collect())
    }

    /// How many rows have a rank.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rank of a row; `None` for an empty value or a row without rank.
    pub fn rank(&self, row: u32) -> Option<u32> {
        self.0.get(row as usize).copied().filter(|rank| *rank != EMPTY)
    }

    pub(super) fn remove(&mut self, row: u32) {
        if (row as usize) < self.0.len() {
            self.0.remove(row as usize);
        }
    }
}

/// The different texts that are not blank, and the number of its text for each row.
fn distinct<'a>(texts: &[&'a str]) -> (Vec<u32>, Vec<&'a str>) {
    let text_of = |row: u32| texts.get(row as usize).copied().unwrap_or_default();
    let mut rows: Vec<u32> = (0..).zip(texts).map(|(row, _)| row).collect();
    sort_rows(&mut rows, &mut |a, b| text_of(a).cmp(text_of(b)));
    let mut numbers = vec![EMPTY; texts.len()];
    let mut different: Vec<&str> = Vec::new();
    for row in rows {
        let text = text_of(row);
        if text.trim().is_empty() {
            continue;
        }
        if different.last() != Some(&text) {
            different.push(text);
        }
        if let (Some(slot), Ok(count)) = (numbers.get_mut(row as usize), u32::try_from(different.len())) {
            *slot = count - 1;
        }
    }
    (numbers, different)
}

/// The rows `0..count` sorted by the first key, then by the next; ties stay
/// in the order of the rows. Empty values come last in both directions, and
/// rows that have no rank yet after all.
///
/// Ranks are places, so rows are laid out by them rather than compared: once
/// for each key, the last one first.
pub(super) fn order(count: u32, keys: &[(&Ranks, Direction)]) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..count).collect();
    for (ranks, direction) in keys.iter().rev() {
        rows = laid_out(&rows, ranks, *direction);
    }
    rows
}

fn laid_out(rows: &[u32], ranks: &Ranks, direction: Direction) -> Vec<u32> {
    let last = ranks.0.iter().copied().filter(|rank| *rank != EMPTY).max().unwrap_or_default();
    let place = |row: u32| match ranks.0.get(row as usize) {
        None => last + 2,
        Some(&EMPTY) => last + 1,
        Some(rank) if direction == Direction::Ascending => *rank,
        Some(rank) => last - rank,
    };
    // Where the rows of each place begin.
    let mut starts = vec![0_u32; last as usize + 4];
    for row in rows {
        if let Some(count) = starts.get_mut(place(*row) as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut sorted = vec![0; rows.len()];
    for row in rows {
        if let Some(start) = starts.get_mut(place(*row) as usize) {
            if let Some(slot) = sorted.get_mut(*start as usize) {
                *slot = *row;
            }
            *start += 1;
        }
    }
    sorted
}

/// Sorts rows by a comparison; equal ones stay in their order. The only sort
/// of the program: each kind of item sorted in its own way is 5 kB of code.
pub fn sort_rows(rows: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    rows.sort_by(|a, b| compare(*a, *b));
}

/// Places sorted by their texts, of which there is one for each.
pub fn sorted_by_text(places: &[usize], texts: &[String], is_descending: bool) -> Vec<usize> {
    let mut rows: Vec<u32> = (0..).zip(texts).map(|(row, _)| row).collect();
    sort_rows(&mut rows, &mut |a, b| texts.get(a as usize).cmp(&texts.get(b as usize)));
    if is_descending {
        rows.reverse();
    }
    rows.into_iter().filter_map(|row| places.get(row as usize).copied()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::list::fold;
    use crate::list::tests::ranks_of;

    #[test]
    fn empty_values_come_last_in_both_directions_and_ties_keep_their_order() {
        let texts = ["b", "", "a", "B", " ", "c"];
        let ranks = ranks_of(&texts);
        assert_eq!(ranks.rank(0), ranks.rank(3));
        assert_eq!(order(6, &[(&ranks, Direction::Ascending)]), [2, 0, 3, 5, 1, 4]);
        assert_eq!(order(6, &[(&ranks, Direction::Descending)]), [5, 0, 3, 2, 1, 4]);
        assert_eq!(
            order(8, &[(&ranks, Direction::Descending)]),
            [5, 0, 3, 2, 1, 4, 6, 7],
            "rows that came later"
        );
        assert_eq!(order(3, &[]), [0, 1, 2]);
    }

    #[test]
    fn a_second_key_breaks_ties() {
        let last = ranks_of(&["x", "x", "w", ""]);
        let first = ranks_of(&["b", "a", "c", "d"]);
        let keys = [(&last, Direction::Ascending), (&first, Direction::Descending)];
        assert_eq!(order(4, &keys), [2, 0, 1, 3]);
    }

    #[test]
    fn the_collation_is_asked_once_about_different_texts_only() {
        let ranks = Ranks::of(&["b", "a", "b", ""], |different| {
            assert_eq!(different, ["a", "b"]);
            vec![7]
        });
        assert_eq!(ranks.rank(1), Some(7));
        assert_eq!(order(4, &[(&ranks, Direction::Ascending)]), [1, 0, 2, 3], "what got no rank comes after");
    }

    #[test]
    fn places_are_sorted_by_their_texts_in_both_directions() {
        let texts = ["b", "c", "a"].map(str::to_owned);
        assert_eq!(sorted_by_text(&[4, 7, 9], &texts, false), [9, 4, 7]);
        assert_eq!(sorted_by_text(&[4, 7, 9], &texts, true), [7, 4, 9]);
    }

    proptest! {
        #[test]
        fn sorting_agrees_with_a_stable_sort(texts in prop::collection::vec("[abÄ09 ]{0,3}", 0..40), descending: bool) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let ranks = ranks_of(&texts);
            let direction = if descending { Direction::Descending } else { Direction::Ascending };
            let mut expected: Vec<u32> = (0..texts.len() as u32).collect();
            expected.sort_by(|a, b| {
                let (a, b) = (texts[*a as usize], texts[*b as usize]);
                match (a.trim().is_empty(), b.trim().is_empty()) {
                    (false, false) if descending => fold(b).cmp(&fold(a)),
                    (false, false) => fold(a).cmp(&fold(b)),
                    (a, b) => a.cmp(&b),
                }
            });
            prop_assert_eq!(order(texts.len() as u32, &[(&ranks, direction)]), expected);
        }
    }
}
