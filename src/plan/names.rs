//! A pasted list of names.

/// A name of a list, one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedName {
    /// The line, counted from 1.
    pub line: u32,
    pub first: String,
    pub last: String,
}

/// Reads "First Last", "Last, First", or two cells of a spreadsheet, first name first. Of more than
/// two words the first is the first name. Empty lines are left out.
pub fn read_names(text: &str) -> Vec<ListedName> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    (1..)
        .zip(text.lines())
        .filter_map(|(line, text)| {
            let (first, last) = if let Some((first, last)) = text.split_once(['\t', ';']) {
                (words(first), words(last))
            } else if let Some((last, first)) = text.split_once(',') {
                (words(first), words(last))
            } else {
                let whole = words(text);
                match whole.split_once(' ') {
                    Some((first, last)) => (first.to_owned(), last.to_owned()),
                    None => (whole, String::new()),
                }
            };
            (!first.is_empty() || !last.is_empty()).then_some(ListedName { line, first, last })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_write_them() {
        let text =
            "Ada Sample\r\n\n Sample ,  Boris\nJean\tde la Tour\nEve;Sample\nCher\nAnna Maria Madeup\n, \n";
        let names: Vec<_> =
            read_names(text).into_iter().map(|name| (name.line, name.first, name.last)).collect();
        let name = |line, first: &str, last: &str| (line, first.to_owned(), last.to_owned());
        assert_eq!(
            names,
            [
                name(1, "Ada", "Sample"),
                name(3, "Boris", "Sample"),
                name(4, "Jean", "de la Tour"),
                name(5, "Eve", "Sample"),
                name(6, "Cher", ""),
                name(7, "Anna", "Maria Madeup"),
            ]
        );
    }
}
