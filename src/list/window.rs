//! Which of many rows are drawn, and how much room the others take.
//!
//! Lengths are CSS pixels. Browsers do not draw elements higher than 16 to
//! 33 million pixels; a list beyond [`MAX_HEIGHT`] is scrolled in larger
//! steps instead: the scroll bar stands for all rows, and those in sight
//! have their true height.

/// Below the limit of every browser (Firefox: 17,895,697 pixels).
pub const MAX_HEIGHT: f64 = 15_000_000.0;

/// The rows to draw, `first..last`, with the room above and below them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    pub first: u32,
    pub last: u32,
    /// Height of the spacer above the rows.
    pub before: f64,
    /// Height of the spacer below the rows.
    pub after: f64,
}

/// A list as it stands in its scrolling box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    pub height: f64,
    pub row_height: f64,
    /// The number of rows in the list.
    pub count: u32,
}

impl Viewport {
    /// Makes measures of a box that is not laid out yet (zero, not a number) harmless.
    fn sane(self) -> Self {
        let length = |length: f64| if length.is_finite() { length.max(0.0) } else { 0.0 };
        Self { height: length(self.height), row_height: length(self.row_height).max(1.0), count: self.count }
    }

    fn true_height(self) -> f64 {
        f64::from(self.count) * self.row_height
    }

    /// The height of the whole list, as it is laid out.
    pub fn total(self) -> f64 {
        let all = self.sane().true_height();
        all.min(MAX_HEIGHT)
    }

    /// How far the rows move for each pixel scrolled: 1 but for very long lists.
    fn scale(self) -> f64 {
        let room = self.total() - self.height;
        if self.true_height() <= MAX_HEIGHT || room <= 0.0 {
            1.0
        } else {
            (self.true_height() - self.height) / room
        }
    }

    /// The rows to draw at a scroll position, with `overscan` more on both sides.
    pub fn window(self, scroll_top: f64, overscan: u32) -> Window {
        let list = self.sane();
        let total = list.total();
        // Safari reports positions beyond both ends while it bounces.
        let top =
            if scroll_top.is_finite() { scroll_top.clamp(0.0, (total - list.height).max(0.0)) } else { 0.0 };
        let true_top = top * list.scale();
        // Casts of floats saturate, and all values here are finite.
        let first = ((true_top / list.row_height) as u32).saturating_sub(overscan).min(list.count);
        let last = ((true_top + list.height) / list.row_height).ceil() as u32;
        let last = last.saturating_add(overscan).clamp(first, list.count);
        let above = true_top - f64::from(first) * list.row_height;
        let before = (top - above).max(0.0);
        let after = (total - before - f64::from(last - first) * list.row_height).max(0.0);
        Window { first, last, before, after }
    }

    /// Where to scroll so that a row is whole in sight, for the keyboard.
    /// `None` if it is, or if there is no such row.
    pub fn reveal(self, scroll_top: f64, row: u32) -> Option<f64> {
        let list = self.sane();
        if row >= list.count {
            return None;
        }
        let true_top = scroll_top.max(0.0) * list.scale();
        let start = f64::from(row) * list.row_height;
        let end = start + list.row_height;
        let wanted = if start < true_top || list.height < list.row_height {
            start
        } else if end > true_top + list.height {
            end - list.height
        } else {
            return None;
        };
        Some(wanted / list.scale())
    }

    /// How many rows a page key moves: those in sight, less one.
    pub fn page(self) -> u32 {
        let list = self.sane();
        ((list.height / list.row_height) as u32).saturating_sub(1).max(1)
    }
}

impl Window {
    pub fn len(&self) -> u32 {
        self.last.saturating_sub(self.first)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// For recycled row elements: the row that element `slot` of `slots`
    /// shows. While the window moves, a row keeps its element, so only the
    /// rows that come into sight are written. `slots` must be at least as
    /// many as the rows of the window.
    pub fn row_in(&self, slot: u32, slots: u32) -> Option<u32> {
        let offset = self.first.checked_rem(slots)?;
        let ahead = if slot >= offset { slot - offset } else { slots - offset + slot };
        let row = self.first.checked_add(ahead)?;
        (slot < slots && row < self.last).then_some(row)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_list_in_the_middle() {
        let list = Viewport { height: 720.0, row_height: 36.0, count: 10_000 };
        let window = list.window(3_610.0, 5);
        assert_eq!(window, Window { first: 95, last: 126, before: 3_420.0, after: 360_000.0 - 126.0 * 36.0 });
        assert_eq!(list.window(0.0, 5), Window { first: 0, last: 25, before: 0.0, after: 360_000.0 - 900.0 });
        assert_eq!(list.window(-80.0, 5), list.window(0.0, 5));
        assert_eq!(list.window(1e9, 5).last, 10_000);
        assert_eq!(list.window(1e9, 5).after, 0.0);
        assert_eq!(list.page(), 19);
    }

    #[test]
    fn nothing_measured_yet_is_harmless() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let window = Viewport { height: bad, row_height: bad, count: 3 }.window(bad, 2);
            assert!(window.last <= 3 && window.before.is_finite() && window.after.is_finite());
        }
        assert!(Viewport { height: 100.0, row_height: 36.0, count: 0 }.window(50.0, 5).is_empty());
    }

    #[test]
    fn a_row_is_brought_into_sight() {
        let list = Viewport { height: 100.0, row_height: 20.0, count: 50 };
        assert_eq!(list.reveal(200.0, 10), None);
        assert_eq!(list.reveal(200.0, 14), None);
        assert_eq!(list.reveal(200.0, 9), Some(180.0));
        assert_eq!(list.reveal(200.0, 15), Some(220.0));
        assert_eq!(list.reveal(0.0, 50), None);
    }

    #[test]
    fn row_elements_are_recycled() {
        let window = Window { first: 7, last: 11, ..Window::default() };
        let shown: Vec<_> = (0..5).map(|slot| window.row_in(slot, 5)).collect();
        assert_eq!(shown, [Some(10), None, Some(7), Some(8), Some(9)]);
        assert_eq!(window.row_in(0, 0), None);
        assert_eq!(window.row_in(9, 5), None);
    }

    proptest! {
        #[test]
        fn rows_in_sight_are_drawn_where_they_belong(
            count in prop_oneof![0u32..200, 0u32..2_000_000_000],
            row_height in 1.0f64..80.0,
            height in 0.0f64..4_000.0,
            at in 0.0f64..1.0,
            overscan in 0u32..20,
        ) {
            let list = Viewport { height, row_height, count };
            let total = list.total();
            let top = (total - height).max(0.0) * at;
            let window = list.window(top, overscan);
            prop_assert!(window.first <= window.last && window.last <= count);
            prop_assert!(f64::from(window.len()) <= height / row_height + 3.0 + 2.0 * f64::from(overscan));
            let drawn = f64::from(window.len()) * row_height;
            prop_assert!(window.before >= 0.0 && window.after >= 0.0);
            // With a very long list the ends of the overscan may stick out, never what is in sight.
            prop_assert!(window.before + drawn + window.after <= total + f64::from(2 * overscan + 2) * row_height);
            if count > 0 {
                prop_assert!(window.before <= top + 1e-3, "the rows begin above what is in sight");
                let end = window.before + drawn;
                prop_assert!(end + 1e-3 >= (top + height).min(total), "and end below it");
            }
        }

        #[test]
        fn a_revealed_row_is_drawn(count in prop_oneof![1u32..200, 1u32..2_000_000_000], at in 0.0f64..1.0, from in 0.0f64..1.0) {
            let list = Viewport { height: 700.0, row_height: 36.0, count };
            let row = (f64::from(count - 1) * at) as u32;
            let top = (list.total() - 700.0).max(0.0) * from;
            let top = list.reveal(top, row).unwrap_or(top);
            let window = list.window(top, 1);
            prop_assert!((window.first..window.last).contains(&row), "{row} {window:?}");
        }

        #[test]
        fn each_row_has_one_element(first in 0u32..1000, len in 0u32..40, more in 0u32..5) {
            let window = Window { first, last: first + len, ..Window::default() };
            let slots = len + more;
            let mut rows: Vec<_> = (0..slots).filter_map(|slot| window.row_in(slot, slots)).collect();
            rows.sort_unstable();
            prop_assert_eq!(rows, (first..first + len).collect::<Vec<_>>());
        }
    }
}
