//! Tables as comma-separated values (RFC 4180) that no spreadsheet takes for
//! formulas, and the way back.

pub mod reader;

use crate::domain::Language;

/// What makes a spreadsheet calculate, at the beginning of a cell. The wide
/// forms are read the same way in East Asian settings.
const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The text of a cell that takes a value away; an empty one leaves it. It is what spreadsheets
/// show, and keep, for a value that is not there.
pub const CLEAR: &str = "#N/A";

/// A table being written. Every cell is in double quotes.
pub struct Csv {
    out: String,
    separator: char,
    in_line: bool,
}

impl Default for Csv {
    fn default() -> Self {
        Self::new()
    }
}

impl Csv {
    pub const MEDIA_TYPE: &'static str = "text/csv;charset=utf-8";

    /// Begins with the mark by which spreadsheets know UTF-8.
    pub fn new() -> Self {
        Self { out: "\u{FEFF}".into(), separator: ',', in_line: false }
    }

    /// With the separator that spreadsheets expect: a semicolon where the comma is in numbers.
    pub fn in_language(language: Language) -> Self {
        match language {
            Language::English => Self::new(),
            Language::French => Self::separated_by(';'),
        }
    }

    /// With another separator than a comma.
    pub fn separated_by(separator: char) -> Self {
        Self { separator, ..Self::new() }
    }

    /// Writes the next cell. What a spreadsheet would calculate gets an
    /// apostrophe before it, also a telephone number that begins with `+`; and
    /// so does what would begin a cell where `;` is taken for the separator.
    pub fn cell(&mut self, text: &str) -> &mut Self {
        if self.in_line {
            self.out.push(self.separator);
        }
        self.in_line = true;
        self.out.push('"');
        self.out.push_str(&guard(text).replace('"', "\"\""));
        self.out.push('"');
        self
    }

    /// Ends the line.
    pub fn end(&mut self) {
        self.out.push_str("\r\n");
        self.in_line = false;
    }

    /// A whole line.
    pub fn line<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for cell in cells {
            self.cell(cell);
        }
        self.end();
    }

    pub fn into_text(self) -> String {
        self.out
    }
}

/// A text as it stands in a cell: an apostrophe before what a spreadsheet would calculate.
pub fn guard(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Spaces before a sign do not stop every spreadsheet.
    let mut at_start = true;
    for c in text.chars() {
        if at_start && SIGNS.contains(&c) {
            out.push('\'');
            at_start = false;
        }
        out.push(c);
        at_start = is_start_after(c, at_start);
    }
    out
}

/// The text of a cell without the apostrophes that [`guard`] put there.
pub fn unguard(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut at_start = true;
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let sign = chars.peek().copied().filter(|sign| at_start && c == '\'' && SIGNS.contains(sign));
        match sign {
            Some(sign) => {
                chars.next();
                out.push(sign);
                at_start = is_start_after(sign, false);
            }
            None => {
                out.push(c);
                at_start = is_start_after(c, at_start);
            }
        }
    }
    out
}

/// Does a spreadsheet take what comes after this character for the beginning of a cell?
fn is_start_after(c: char, at_start: bool) -> bool {
    (at_start && c.is_whitespace()) || matches!(c, ';' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(text: &str) -> String {
        let mut csv = Csv::new();
        csv.cell(text);
        csv.into_text().trim_start_matches('\u{FEFF}').to_owned()
    }

    #[test]
    fn no_cell_becomes_a_formula() {
        for (text, written) in [
            ("Ada Sample", "\"Ada Sample\""),
            ("", "\"\""),
            ("a,b", "\"a,b\""),
            ("O'Brien \"Q\"", "\"O'Brien \"\"Q\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("+15551234", "\"'+15551234\""),
            ("-Dash", "\"'-Dash\""),
            ("@At", "\"'@At\""),
            ("\t=1", "\"'\t'=1\""),
            ("\r=1", "\"'\r'=1\""),
            ("  =1", "\"  '=1\""),
            ("＝1", "\"'＝1\""),
            ("a;=1", "\"a;'=1\""),
            ("a;\"=1", "\"a;\"\"=1\""),
            ("a\n=1", "\"a\n'=1\""),
            ("1-2", "\"1-2\""),
            ("ada@sample.example", "\"ada@sample.example\""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }

    #[test]
    fn lines_are_lines() {
        let mut csv = Csv::new();
        csv.line(["Name", "Outcome"]);
        csv.line(["Ada", ""]);
        assert_eq!(csv.into_text(), "\u{FEFF}\"Name\",\"Outcome\"\r\n\"Ada\",\"\"\r\n");
    }

    #[test]
    fn another_separator_stands_between_cells_alone() {
        let mut csv = Csv::separated_by(';');
        csv.line(["a,b", "c;d"]);
        assert_eq!(csv.into_text(), "\u{FEFF}\"a,b\";\"c;d\"\r\n");
    }

    proptest! {
        #[test]
        fn what_was_guarded_comes_back(text in "\\PC*|[=+@\\-;\t\r\n \",]*") {
            prop_assume!(!text.contains('\''));
            prop_assert_eq!(unguard(&guard(&text)), text);
        }

        #[test]
        fn whatever_is_written_is_one_cell_that_begins_with_no_sign(text in "\\PC*|[=+@\\-;\t\r\n \"',]*") {
            let written = cell(&text);
            let inner = &written[1..written.len() - 1];
            prop_assert!(!inner.replace("\"\"", "").contains('"'));
            let first = inner.trim_start().chars().next();
            prop_assert!(!first.is_some_and(|c| ['=', '+', '-', '@'].contains(&c)));
            prop_assert!(!inner.starts_with(['\t', '\r']));
            for part in inner.split(';') {
                prop_assert!(!part.starts_with(['=', '+', '-', '@']));
            }
        }
    }
}
