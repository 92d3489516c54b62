//! The list store: each input is a row of operations upon it.
use switchroom::list::csv::Csv;
use switchroom::list::{Direction, List, ListReader, PageEnd, PageRequest, Ranks, Selection};

const COLUMNS: usize = 2;
const TRIES: &[PageRequest] = &[PageRequest::From(0), PageRequest::Everything];

/// Operations, each a byte with what it needs behind it.
struct Operations<'a>(&'a [u8]);

impl<'a> Operations<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A text of up to 31 bytes.
    fn text(&mut self) -> String {
        let length = usize::from(self.byte().unwrap_or_default() % 32).min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }
}

pub fn read(input: &[u8]) {
    let mut operations = Operations(input);
    let mut list = List::new(COLUMNS);
    let mut selection = Selection::default();
    let mut reader = ListReader::new(TRIES);
    let mut csv = Csv::new();
    reader.begin_page();
    while let Some(operation) = operations.byte() {
        let row = u32::from(operations.byte().unwrap_or_default());
        match operation % 10 {
            0..=2 => {
                let text = operations.text();
                if reader.take(&row.to_string()) {
                    list.append(&row.to_string(), &[&text, "b"]);
                }
            }
            3 => list.replace(row, &[&operations.text()]),
            4 => list.remove(row),
            5 => {
                let texts: Vec<String> = (0..list.len()).map(|_| operations.text()).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let rank = |different: &[&str]| (0..different.len() as u32).collect();
                list.set_ranks(row as usize % COLUMNS, Ranks::of(&texts, rank));
            }
            6 => selection.toggle(&row.to_string()),
            7 => selection.extend_to(&list, &row.to_string()),
            8 => {
                let total = (row % 2 == 0).then_some(row as usize);
                reader.end_page(PageEnd {
                    total,
                    is_full: row % 3 == 0,
                    unreadable: usize::from(row % 5 == 0),
                });
                reader.begin_page();
            }
            _ => csv.line([operations.text().as_str()]),
        }
        let sort = [(
            row as usize % COLUMNS,
            if row % 2 == 0 { Direction::Ascending } else { Direction::Descending },
        )];
        list.arrange(&operations.text(), &sort, &|row| row % 7 != 6);
        assert!(list.visible().iter().all(|row| *row < list.len()));
        assert!(list.visible().len() <= list.len() as usize);
        assert!(selection.visible(&list) + selection.hidden(&list) <= selection.len());
    }
    reader.next_request();
    csv.into_text();
}
