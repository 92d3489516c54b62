//! Views of lists that somebody keeps: an address with a name.

use crate::domain::percent::{decode, encode};

/// A view that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SavedView {
    pub name: String,
    /// Path and query below the base.
    pub url: String,
}

impl SavedView {
    /// Reads what [`write_all`](Self::write_all) wrote; what is not understood is left out.
    pub fn read_all(text: &str) -> Vec<Self> {
        let read = |line: &str| {
            let (name, url) = line.split_once(' ')?;
            let url = decode(url)?;
            url.starts_with('/').then_some(Self { name: decode(name)?, url })
        };
        text.lines().filter_map(read).collect()
    }

    /// One line for each.
    pub fn write_all(views: &[Self]) -> String {
        let lines = views.iter().map(|view| [&encode(&view.name), " ", &encode(&view.url)].concat());
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let view = |name: &str, url: &str| SavedView { name: name.into(), url: url.into() };
        let views = [
            view("Without CTI", "/paris/users?without=cti"),
            view("\u{e9}t\u{e9}\n%", "/a%2Fb/users?q=x%20y"),
        ];
        assert_eq!(SavedView::read_all(&SavedView::write_all(&views)), views);
    }

    #[test]
    fn what_is_broken_is_left_out() {
        for text in ["", "x", "x y", "%zz /a", "name https%3A%2F%2Felsewhere.example"] {
            assert!(SavedView::read_all(text).is_empty(), "{text}");
        }
    }
}
