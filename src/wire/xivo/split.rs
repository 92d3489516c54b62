//! A long list, cut into its items while it arrives.
//!
//! The answer is `{"items": [...], "total": n}` in either order, with any
//! other keys. Only the bytes of the item that is just arriving are held.

/// Where in the answer the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before the opening brace.
    Start,
    /// Between the entries of the outer object.
    Between,
    /// In the name of an entry.
    Name,
    /// After a name, before its value.
    Value,
    /// In a value that is neither the items nor the total.
    Skipping,
    /// In the number of the total.
    Total,
    /// Between items.
    Items,
    /// In an item.
    Item,
    /// After the closing brace.
    End,
    /// This is no list.
    Broken,
}

/// How a list ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Whole,
    /// It broke off half way.
    CutShort,
    /// It is something else.
    NoList,
}

/// Takes pieces of an answer and hands out whole items.
#[derive(Clone, Debug)]
pub struct Splitter {
    place: Place,
    /// The first bytes of an item that began in an earlier piece; or a name, or a number.
    held: Vec<u8>,
    /// Open braces and brackets within the item or skipped value.
    depth: u32,
    in_string: bool,
    escaped: bool,
    seen_items: bool,
    seen_anything: bool,
    total: Option<u64>,
}

/// No name that matters is longer than this.
const LONGEST_NAME: usize = 16;

impl Default for Splitter {
    fn default() -> Self {
        Self::new()
    }
}

impl Splitter {
    pub fn new() -> Self {
        Self {
            place: Place::Start,
            held: Vec::new(),
            depth: 0,
            in_string: false,
            escaped: false,
            seen_items: false,
            seen_anything: false,
            total: None,
        }
    }

    /// The number that the server gave as `total`, once it has arrived.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Is it clear by now that this is no list?
    pub fn is_broken(&self) -> bool {
        self.place == Place::Broken
    }

    /// Takes the next piece and gives each item that it completes to `item`,
    /// as the bytes of one JSON value.
    pub fn feed(&mut self, piece: &[u8], mut item: impl FnMut(&[u8])) {
        // Where in this piece the current item began.
        let mut began = 0;
        let mut at = 0;
        while let Some(&byte) = piece.get(at) {
            let before = self.place;
            if matches!(before, Place::Item | Place::Skipping) {
                // Nearly all bytes of a list are passed over here.
                let Some(end) = self.pass(piece, &mut at) else { break };
                if before == Place::Skipping {
                    self.place = Place::Between;
                    continue;
                }
                self.place = Place::Items;
                let rest = piece.get(began..end).unwrap_or_default();
                if self.held.is_empty() {
                    item(rest);
                } else {
                    self.held.extend_from_slice(rest);
                    item(&self.held);
                    self.held.clear();
                }
                continue;
            }
            if self.step(byte) {
                at += 1;
            } else if self.place == Place::Item {
                began = at;
            }
        }
        if self.place == Place::Item {
            self.held.extend_from_slice(piece.get(began..).unwrap_or_default());
        }
    }

    /// What became of the list.
    pub fn finish(&self) -> End {
        match self.place {
            Place::End if self.seen_items => End::Whole,
            Place::End | Place::Broken => End::NoList,
            _ if !self.seen_anything => End::NoList,
            _ => End::CutShort,
        }
    }

    /// Takes one byte. Gives false if the same byte is to be looked at again
    /// in the new place.
    fn step(&mut self, byte: u8) -> bool {
        if !byte.is_ascii_whitespace() {
            self.seen_anything = true;
        }
        match self.place {
            Place::Start => self.start(byte),
            Place::Between => self.between(byte),
            Place::Name => self.name(byte),
            Place::Value => return self.value(byte),
            Place::Total => return self.number(byte),
            Place::Items => return self.items(byte),
            Place::End => {
                if !byte.is_ascii_whitespace() {
                    self.place = Place::Broken;
                }
            }
            // Values are passed over whole.
            Place::Skipping | Place::Item | Place::Broken => {}
        }
        true
    }

    fn start(&mut self, byte: u8) {
        match byte {
            // A byte order mark is no reason to refuse a list.
            0xef | 0xbb | 0xbf => {}
            b'{' => self.place = Place::Between,
            _ if byte.is_ascii_whitespace() => {}
            _ => self.place = Place::Broken,
        }
    }

    fn between(&mut self, byte: u8) {
        match byte {
            b'"' => {
                self.held.clear();
                self.place = Place::Name;
            }
            b'}' => self.place = Place::End,
            b',' => {}
            _ if byte.is_ascii_whitespace() => {}
            _ => self.place = Place::Broken,
        }
    }

    fn name(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.place = Place::Value;
            return;
        }
        if self.held.len() < LONGEST_NAME {
            self.held.push(byte);
        }
    }

    fn value(&mut self, byte: u8) -> bool {
        if byte.is_ascii_whitespace() || byte == b':' {
            return true;
        }
        self.place = match self.held.as_slice() {
            b"items" if byte == b'[' => {
                self.held.clear();
                self.seen_items = true;
                self.place = Place::Items;
                return true;
            }
            b"total" if byte.is_ascii_digit() => Place::Total,
            _ => Place::Skipping,
        };
        self.held.clear();
        self.begin();
        false
    }

    fn number(&mut self, byte: u8) -> bool {
        if byte.is_ascii_digit() {
            if self.held.len() < 20 {
                self.held.push(byte);
            }
            return true;
        }
        self.total = std::str::from_utf8(&self.held).ok().and_then(|digits| digits.parse().ok());
        self.held.clear();
        // What follows the digits (`.5`, `e3`) is skipped with the rest.
        self.place = Place::Skipping;
        self.begin();
        false
    }

    fn items(&mut self, byte: u8) -> bool {
        match byte {
            b']' => {
                self.place = Place::Between;
                true
            }
            b',' => true,
            _ if byte.is_ascii_whitespace() => true,
            // No value begins with it; without this, the byte would be
            // looked at again for ever.
            b'}' => {
                self.place = Place::Broken;
                true
            }
            _ => {
                self.place = Place::Item;
                self.begin();
                false
            }
        }
    }

    fn begin(&mut self) {
        self.depth = 0;
        self.in_string = false;
        self.escaped = false;
    }

    /// Passes over a value, or what of it stands in this piece. Gives where it
    /// ends, and leaves `at` there; `None` if it goes on in the next piece.
    fn pass(&mut self, piece: &[u8], at: &mut usize) -> Option<usize> {
        loop {
            if self.in_string && !self.escaped {
                // Within a text only these two signs mean anything.
                let rest = piece.get(*at..)?;
                *at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(rest.len());
            }
            let byte = *piece.get(*at)?;
            if self.escaped {
                self.escaped = false;
            } else if self.in_string {
                self.escaped = byte == b'\\';
                self.in_string = self.escaped;
                if !self.in_string && self.depth == 0 {
                    *at += 1;
                    return Some(*at);
                }
            } else {
                match byte {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' | b',' if self.depth == 0 => return Some(*at),
                    b'}' | b']' => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            *at += 1;
                            return Some(*at);
                        }
                    }
                    _ => {}
                }
            }
            *at += 1;
        }
    }
}
