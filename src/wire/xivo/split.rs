//! A long list, cut into its items while it arrives.
//!
//! The answer is `{"items": [...], "total": n}` in either order, with any
//! other keys. Only the bytes of the item that is just arriving are kept.

/// Where in the answer the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
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
pub enum Ending {
    Whole,
    /// It broke off half way.
    CutShort,
    /// It is something else.
    NoList,
}

/// Takes pieces of an answer and hands out whole items.
#[derive(Clone, Debug)]
pub struct Splitter {
    position: Position,
    /// The first bytes of an item that began in an earlier piece; or a name, or a number.
    buffer: Vec<u8>,
    /// Open braces and brackets within the item or skipped value.
    depth: u32,
    in_string: bool,
    escaped: bool,
    seen_items: bool,
    seen_anything: bool,
    total: Option<u64>,
}

/// Of an item no more bytes are held than this. A user has some thousands; what is
/// left of a longer item is no whole value any more, and cannot be read.
pub const LONGEST_ITEM: usize = 1024 * 1024;

/// So much room stays for the next item.
const LONGEST_KEPT: usize = 64 * 1024;

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
            position: Position::Start,
            buffer: Vec::new(),
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
        self.position == Position::Broken
    }

    /// Takes the next piece and gives each item that it completes to `item`,
    /// as the bytes of one JSON value; or as the first [`LONGEST_ITEM`] of them.
    pub fn feed(&mut self, piece: &[u8], mut item: impl FnMut(&[u8])) {
        // Where in this piece the current item began.
        let mut began = 0;
        let mut at = 0;
        while let Some(&byte) = piece.get(at) {
            let before = self.position;
            if matches!(before, Position::Item | Position::Skipping) {
                // Nearly all bytes of a list are passed over here.
                let Some(end) = self.pass(piece, &mut at) else { break };
                if before == Position::Skipping {
                    self.position = Position::Between;
                    continue;
                }
                self.position = Position::Items;
                let rest = piece.get(began..end).unwrap_or_default();
                if self.buffer.is_empty() {
                    item(rest.get(..LONGEST_ITEM).unwrap_or(rest));
                } else {
                    self.hold(rest);
                    item(&self.buffer);
                    self.buffer.clear();
                    // One long item shall not keep its room to the end of the list.
                    self.buffer.shrink_to(LONGEST_KEPT);
                }
                continue;
            }
            if self.step(byte) {
                at += 1;
            } else if self.position == Position::Item {
                began = at;
            }
        }
        if self.position == Position::Item {
            self.hold(piece.get(began..).unwrap_or_default());
        }
    }

    /// Holds more of an item, as long as there is room.
    fn hold(&mut self, bytes: &[u8]) {
        let room = LONGEST_ITEM.saturating_sub(self.buffer.len());
        self.buffer.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// What became of the list.
    pub fn finish(&self) -> Ending {
        match self.position {
            Position::End if self.seen_items => Ending::Whole,
            Position::End | Position::Broken => Ending::NoList,
            _ if !self.seen_anything => Ending::NoList,
            _ => Ending::CutShort,
        }
    }

    /// Takes one byte. Gives false if the same byte is to be looked at again
    /// in the new position.
    fn step(&mut self, byte: u8) -> bool {
        if !byte.is_ascii_whitespace() {
            self.seen_anything = true;
        }
        match self.position {
            Position::Start => self.start(byte),
            Position::Between => self.between(byte),
            Position::Name => self.name(byte),
            Position::Value => return self.value(byte),
            Position::Total => return self.number(byte),
            Position::Items => return self.items(byte),
            Position::End => {
                if !byte.is_ascii_whitespace() {
                    self.position = Position::Broken;
                }
            }
            // Values are passed over whole.
            Position::Skipping | Position::Item | Position::Broken => {}
        }
        true
    }

    fn start(&mut self, byte: u8) {
        match byte {
            // A byte order mark is no reason to refuse a list.
            0xef | 0xbb | 0xbf => {}
            b'{' => self.position = Position::Between,
            _ if byte.is_ascii_whitespace() => {}
            _ => self.position = Position::Broken,
        }
    }

    fn between(&mut self, byte: u8) {
        match byte {
            b'"' => {
                self.buffer.clear();
                self.position = Position::Name;
            }
            b'}' => self.position = Position::End,
            b',' => {}
            _ if byte.is_ascii_whitespace() => {}
            _ => self.position = Position::Broken,
        }
    }

    fn name(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.position = Position::Value;
            return;
        }
        if self.buffer.len() < LONGEST_NAME {
            self.buffer.push(byte);
        }
    }

    fn value(&mut self, byte: u8) -> bool {
        if byte.is_ascii_whitespace() || byte == b':' {
            return true;
        }
        self.position = match self.buffer.as_slice() {
            b"items" if byte == b'[' => {
                self.buffer.clear();
                self.seen_items = true;
                self.position = Position::Items;
                return true;
            }
            // A number may come as a text.
            b"total" if byte.is_ascii_digit() || byte == b'"' => Position::Total,
            _ => Position::Skipping,
        };
        self.buffer.clear();
        self.begin();
        false
    }

    fn number(&mut self, byte: u8) -> bool {
        if byte.is_ascii_digit() {
            if self.buffer.len() < 20 {
                self.buffer.push(byte);
            }
            return true;
        }
        if byte == b'"' && self.buffer.is_empty() && !self.in_string {
            self.in_string = true;
            return true;
        }
        self.total = std::str::from_utf8(&self.buffer).ok().and_then(|digits| digits.parse().ok());
        self.buffer.clear();
        // What follows the digits (`.5`, `e3`) is skipped with the rest.
        self.position = Position::Skipping;
        if self.in_string {
            if byte != b'"' {
                // A text that is no number.
                self.total = None;
            }
        } else {
            self.begin();
        }
        false
    }

    fn items(&mut self, byte: u8) -> bool {
        match byte {
            b']' => {
                self.position = Position::Between;
                true
            }
            b',' => true,
            _ if byte.is_ascii_whitespace() => true,
            // No value begins with it; without this, the byte would be
            // looked at again for ever.
            b'}' => {
                self.position = Position::Broken;
                true
            }
            _ => {
                self.position = Position::Item;
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
