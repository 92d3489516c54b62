//! Reading a table from a file, as spreadsheets and phone systems write it.
//!
//! The cells are cut by `csv-core`, by the rules of RFC 4180. What a file does not say is
//! found here: its encoding, its separator, and whether it breaks off.

use std::borrow::Cow;

use csv_core::{ReadFieldResult, ReaderBuilder};

/// How the text of a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    /// What spreadsheets of Western Europe write where UTF-8 was not chosen.
    Windows1252,
}

/// A table that was read. It has no Debug, for a cell may be a password.
#[derive(Clone, PartialEq)]
pub struct Table {
    pub encoding: Encoding,
    pub separator: char,
    /// The cells of the first line.
    pub headings: Vec<String>,
    pub rows: Vec<Row>,
    /// Does the file break off in its last row?
    pub is_cut_short: bool,
}

/// A row below the headings.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// The line of the file in which it begins, counted from 1.
    pub line: u32,
    pub cells: Vec<String>,
}

/// Why a file is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing is in it, or nothing below the first line.
    NoRows,
    /// It is a workbook of a spreadsheet (`.xlsx`, `.ods`), which is no text.
    Workbook,
    /// It is no text.
    NotText,
}

/// Reads a file.
///
/// # Errors
/// Why it is no table.
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    // Workbooks are ZIP files.
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Unreadable::Workbook);
    }
    let (encoding, text, is_cut_short) = decode(bytes);
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    let (first_line, rest) = text.split_once(['\n', '\r']).unwrap_or((text.as_ref(), ""));
    // A carriage return and a line feed end one line, not two.
    let rest =
        text.strip_prefix(first_line).and_then(|line_end| line_end.strip_prefix("\r\n")).unwrap_or(rest);
    // What a spreadsheet reads, and some write, to name the separator.
    let named = first_line.trim_matches('"').strip_prefix("sep=").and_then(|name| name.parse().ok());
    let mut table = match named.filter(char::is_ascii) {
        Some(separator) => split(rest, separator, 2),
        None => split(&text, find_separator(&text), 1),
    };
    table.encoding = encoding;
    table.is_cut_short |= is_cut_short;
    if table.rows.is_empty() { Err(Unreadable::NoRows) } else { Ok(table) }
}

/// The text of a file, and whether it breaks off within a character.
fn decode(bytes: &[u8]) -> (Encoding, Cow<'_, str>, bool) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let is_cut_short = std::str::from_utf8(rest).is_err_and(|error| error.error_len().is_none());
        return (Encoding::Utf8, String::from_utf8_lossy(rest), is_cut_short);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return decode_utf16(Encoding::Utf16LittleEndian, rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return decode_utf16(Encoding::Utf16BigEndian, rest);
    }
    // Without a mark, every other byte of a Latin text in UTF-16 is zero.
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    if zeros(1) > bytes.len() / 4 && zeros(0) == 0 {
        return decode_utf16(Encoding::Utf16LittleEndian, bytes);
    }
    if zeros(0) > bytes.len() / 4 && zeros(1) == 0 {
        return decode_utf16(Encoding::Utf16BigEndian, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Encoding::Utf8, text.into(), false),
        // What comes before a last character that is not whole was UTF-8, and more than ASCII.
        Err(error) if error.error_len().is_none() && !is_ascii_before(bytes, error.valid_up_to()) => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            (Encoding::Utf8, String::from_utf8_lossy(whole), true)
        }
        Err(_) => (Encoding::Windows1252, bytes.iter().map(|byte| windows_1252(*byte)).collect(), false),
    }
}

fn is_ascii_before(bytes: &[u8], end: usize) -> bool {
    bytes.get(..end).is_none_or(<[u8]>::is_ascii)
}

fn decode_utf16(encoding: Encoding, bytes: &[u8]) -> (Encoding, Cow<'_, str>, bool) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match encoding {
        Encoding::Utf16BigEndian => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    });
    let text = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    (encoding, Cow::Owned(text), !rest.is_empty())
}

/// The characters of Windows-1252 from 0x80 to 0x9F; the others are those of Unicode.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    let place = byte.checked_sub(0x80).and_then(|place| WINDOWS_1252.get(usize::from(place)));
    place.copied().unwrap_or(char::from(byte))
}

/// The separators that spreadsheets and phone systems write. XiVO's own import took the bar.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// The separator that stands most often in the headings, outside of quotes.
fn find_separator(text: &str) -> char {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                let place = SEPARATORS.iter().position(|separator| *separator == c);
                if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                    *count += 1;
                }
            }
        }
    }
    let mut best = (',', 0);
    for (separator, count) in SEPARATORS.into_iter().zip(counts) {
        if count > best.1 {
            best = (separator, count);
        }
    }
    best.0
}

/// Cuts a text into cells. Rows without anything in them are left out.
fn split(text: &str, separator: char, first_line: u32) -> Table {
    let mut table = Table {
        encoding: Encoding::Utf8,
        separator,
        headings: Vec::new(),
        rows: Vec::new(),
        is_cut_short: false,
    };
    let delimiter = u8::try_from(separator).unwrap_or(b',');
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    // Old Macintoshes end a line by a carriage return alone.
    let line_end = if text.contains('\n') { b'\n' } else { b'\r' };
    let count_lines = |part: &[u8]| {
        u32::try_from(part.iter().filter(|byte| **byte == line_end).count()).unwrap_or(u32::MAX)
    };
    let ends_with_a_line = text.ends_with(['\n', '\r']);
    // A line break at the end closes every row but one whose quotes are open.
    let text = [text, "\n"].concat();
    let mut rest = text.as_bytes();
    let mut next_line = first_line;
    let mut has_headings = false;
    let mut buffer = [0; 256];
    'rows: loop {
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let (skipped, row_text) = rest.split_at_checked(blank).unwrap_or((rest, &[]));
        let line = next_line.saturating_add(count_lines(skipped));
        rest = row_text;
        let mut cells = Vec::new();
        let mut cell = Vec::new();
        loop {
            let (result, read, written) = reader.read_field(rest, &mut buffer);
            rest = rest.get(read..).unwrap_or_default();
            cell.extend_from_slice(buffer.get(..written).unwrap_or_default());
            match result {
                ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    cells.push(String::from_utf8_lossy(&std::mem::take(&mut cell)).into_owned());
                    if record_end {
                        break;
                    }
                }
                ReadFieldResult::InputEmpty | ReadFieldResult::End => {
                    table.is_cut_short = !cells.is_empty() || !cell.is_empty();
                    if table.is_cut_short {
                        cells.push(String::from_utf8_lossy(&cell).into_owned());
                        table.rows.push(Row { line, cells });
                    }
                    break 'rows;
                }
            }
        }
        let consumed = row_text.get(..row_text.len().saturating_sub(rest.len())).unwrap_or_default();
        next_line = line.saturating_add(count_lines(consumed));
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if has_headings {
            table.rows.push(Row { line, cells });
        } else {
            has_headings = true;
            table.headings = cells.into_iter().map(|cell| cell.trim().to_owned()).collect();
        }
    }
    let headings = table.headings.len();
    if !ends_with_a_line && table.rows.last().is_some_and(|row| row.cells.len() < headings) {
        table.is_cut_short = true;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::Csv;
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let Ok(table) = read(text.as_bytes()) else { return Vec::new() };
        let mut all = vec![table.headings];
        all.extend(table.rows.into_iter().map(|row| row.cells));
        all
    }

    #[test]
    fn quotes_and_line_breaks_stay_in_their_cells() {
        let text = "name,note\r\n\"Ada \"\"A\"\" Sample\",\"one\ntwo, three\"\r\n\r\nBo,\r\n";
        let table = read(text.as_bytes()).ok().unwrap();
        assert_eq!(table.rows[0].cells, ["Ada \"A\" Sample", "one\ntwo, three"]);
        assert_eq!(table.rows[1].cells, ["Bo", ""]);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
        assert!(!table.is_cut_short);
    }

    #[test]
    fn every_encoding_is_found() {
        let text = "prénom;nom\r\nZoë;Œuvré\r\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let western: Vec<u8> = text
            .chars()
            .map(|c| WINDOWS_1252.iter().position(|own| *own == c).map_or(c as u8, |at| at as u8 + 0x80))
            .collect();
        for (encoding, bytes) in [
            (Encoding::Utf8, text.as_bytes().to_vec()),
            (Encoding::Utf8, [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            (Encoding::Utf16LittleEndian, [b"\xFF\xFE".as_slice(), &little].concat()),
            (Encoding::Utf16BigEndian, [b"\xFE\xFF".as_slice(), &big].concat()),
            (Encoding::Utf16LittleEndian, little),
            (Encoding::Utf16BigEndian, big),
            (Encoding::Windows1252, western),
        ] {
            let table = read(&bytes).ok().unwrap();
            assert_eq!((table.encoding, table.separator), (encoding, ';'));
            assert_eq!(table.headings, ["prénom", "nom"]);
            assert_eq!(table.rows[0].cells, ["Zoë", "Œuvré"]);
            assert!(!table.is_cut_short);
        }
    }

    #[test]
    fn the_separator_is_the_one_of_the_headings() {
        for (text, separator) in [
            ("a,b\n1;2;3,4", ','),
            ("a;b\n1,5;2", ';'),
            ("a\tb\n1\t2", '\t'),
            ("entityid|firstname\n1|Ada", '|'),
            ("\"a;b;c\",d\n1,2", ','),
            ("sep=|\na;b|c\n1|2", '|'),
            ("alone\n1", ','),
        ] {
            assert_eq!(read(text.as_bytes()).ok().unwrap().separator, separator, "{text}");
        }
        for text in ["sep=;\na;b\n1;2", "sep=;\r\na;b\r\n1;2", "sep=;\ra;b\r1;2"] {
            assert_eq!(read(text.as_bytes()).ok().unwrap().rows[0].line, 3, "{text:?}");
        }
    }

    #[test]
    fn half_a_file_is_known_for_one() {
        for (text, is_cut_short) in [
            ("a,b\n1,2\n", false),
            ("a,b\n1,2", false),
            ("a,b\n1\n", false),
            ("a,b\n1", true),
            ("a,b\n1,\"2", true),
            ("a,b\n1,\"", true),
            ("a,b\n\"1", true),
        ] {
            assert_eq!(read(text.as_bytes()).ok().unwrap().is_cut_short, is_cut_short, "{text}");
        }
        // In the middle of an é.
        assert!(read(b"a,b\nZo\xC3\xA9,\xC3").ok().unwrap().is_cut_short);
        assert!(read(b"\xFF\xFEa\0\n\0b\0c").ok().unwrap().is_cut_short);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b"").err(), Some(Unreadable::NoRows));
        assert_eq!(read(b"a,b\n\n,\n").err(), Some(Unreadable::NoRows));
        assert_eq!(read(b"PK\x03\x04rest").err(), Some(Unreadable::Workbook));
        assert_eq!(read(b"\x7FELF\x02\0\0\0\x03").err(), Some(Unreadable::NotText));
    }

    #[test]
    fn many_rows_are_read_each_with_its_line() {
        let mut text = String::from("username,description\n");
        for at in 0..20_000 {
            text.push_str(&format!("u{at},\"a\nb\"\n"));
        }
        let table = read(text.as_bytes()).ok().unwrap();
        assert_eq!(table.rows.len(), 20_000);
        assert_eq!(table.rows[19_999].line, 39_998 + 2);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a\",;\t\n\r|é= ]{0,60}") {
            let _ = read(text.as_bytes());
        }

        #[test]
        fn what_is_written_is_read(
            rows in prop::collection::vec(prop::collection::vec("[a-z\",;|\t\n\ré ]{0,8}", 3), 1..6),
            separator in prop::sample::select(vec![',', ';']),
        ) {
            let mut csv = Csv::separated_by(separator);
            csv.line(["one", "two", "three"]);
            for row in &rows {
                csv.line(row.iter().map(String::as_str));
            }
            let expected: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().map(|cell| super::super::guard(cell)).collect::<Vec<_>>())
                .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
                .collect();
            prop_assert_eq!(&cells(&csv.into_text())[usize::from(!expected.is_empty())..], expected);
        }
    }
}
