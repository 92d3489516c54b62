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
/// two words the first is the first name. Empty lines are left out; so are numbers and dots before a
/// name, quotes around it, addresses of email, and cells after the second.
pub fn read_names(text: &str) -> Vec<ListedName> {
    let name_of = |(line, text): (u32, &str)| {
        let text = without_number(text.trim());
        let (first, last) = if let Some((first, rest)) = text.split_once(['\t', ';']) {
            let last = rest.split(['\t', ';']).next().unwrap_or_default();
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
    };
    (1..).zip(text.lines()).filter_map(name_of).collect()
}

/// The words of a name, without the quotes around it and without an address of email.
fn words(text: &str) -> String {
    let is_name = |word: &&str| !word.is_empty() && !word.contains('@');
    let words = text.split_whitespace().map(|word| word.trim_matches(['"', '“', '”', '«', '»', '<', '>']));
    words.filter(is_name).collect::<Vec<_>>().join(" ")
}

/// A name without the number of a list before it: "1. Ada", "2) Ada", "- Ada", "• Ada".
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < text.len();
    let signs: &[char] = if is_numbered { &['.', ')'] } else { &['-', '•', '*', '–'] };
    match rest.strip_prefix(signs).filter(|name| name.is_empty() || name.starts_with([' ', '\t'])) {
        Some(name) => name.trim_start(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_name_is_left_out() {
        for (text, first, last) in [
            ("\"Quoted, Quinn\"", "Quinn", "Quoted"),
            ("Bob\tBrown\tSales", "Bob", "Brown"),
            ("1. Bob Brown", "Bob", "Brown"),
            ("12) Brown, Bob", "Bob", "Brown"),
            ("• Bob Brown", "Bob", "Brown"),
            ("Jean-Luc Picard <jean@x.example>", "Jean-Luc", "Picard"),
            ("Picard, Jean-Luc jean@x.example", "Jean-Luc", "Picard"),
            ("-Dash Sign", "-Dash", "Sign"),
            ("3M Scanner", "3M", "Scanner"),
            ("Anne-Marie \"Annie\" O’Neill", "Anne-Marie", "Annie O’Neill"),
        ] {
            let names = read_names(text);
            let named: Vec<_> = names.iter().map(|name| (name.first.as_str(), name.last.as_str())).collect();
            assert_eq!(named, [(first, last)], "{text}");
        }
        assert_eq!(read_names("jean@x.example\n2.\n"), []);
    }

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
