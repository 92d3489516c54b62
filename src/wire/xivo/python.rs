//! Values as Python prints them (`repr`), which servers put into their sentences.

use serde_json::{Map, Value};

/// Deeper values are not read: no server was seen to nest more than four levels.
const MAX_DEPTH: u8 = 8;

/// Reads a value that begins a text: `['A', u"B"]`, `{'min': 0}`, `('id': 3)`, `None`.
/// What follows it is not looked at. `None` for what is no value of these kinds.
///
/// A tuple is a list, or an object where its members have names. An instance
/// (`UUID('...')`) is what stands in its brackets.
pub(super) fn read_value(text: &str) -> Option<Value> {
    Reader { rest: text }.read(0)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn read(&mut self, depth: u8) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        match first {
            '[' => self.read_members(']', depth),
            '(' => self.read_members(')', depth),
            '{' => self.read_members('}', depth),
            '\'' | '"' => self.read_text().map(Value::String),
            'u' | 'b' | 'r' if self.rest.get(1..).is_some_and(|rest| rest.starts_with(['\'', '"'])) => {
                self.skip(1);
                self.read_text().map(Value::String)
            }
            _ if first.is_ascii_digit() || first == '-' => self.read_number(),
            _ if first.is_ascii_alphabetic() => self.read_name(depth),
            _ => None,
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The members of a list, a tuple or a dictionary, up to its closing sign.
    fn read_members(&mut self, closing: char, depth: u8) -> Option<Value> {
        self.skip(1);
        let (mut items, mut named) = (Vec::new(), Map::new());
        loop {
            self.rest = self.rest.trim_start().trim_start_matches(',').trim_start();
            if self.rest.starts_with(closing) {
                self.skip(1);
                let is_object = closing == '}' || !named.is_empty();
                return Some(if is_object { Value::Object(named) } else { Value::Array(items) });
            }
            let item = self.read(depth + 1)?;
            self.rest = self.rest.trim_start();
            match item {
                Value::String(name) if self.rest.starts_with(':') => {
                    self.skip(1);
                    let value = self.read(depth + 1)?;
                    named.insert(name, value);
                }
                item => items.push(item),
            }
        }
    }

    fn read_text(&mut self) -> Option<String> {
        let mut signs = self.rest.char_indices();
        let (_, quote) = signs.next()?;
        let mut text = String::new();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '\\' => text.push(signs.next()?.1),
                _ if sign == quote => {
                    self.skip(at + 1);
                    return Some(text);
                }
                _ => text.push(sign),
            }
        }
        None
    }

    fn read_number(&mut self) -> Option<Value> {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let value = serde_json::from_str(self.rest.get(..end)?).ok();
        self.skip(end);
        value
    }

    /// `None`, `True`, `False`, or an instance with one value in brackets.
    fn read_name(&mut self, depth: u8) -> Option<Value> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let name = self.rest.get(..end)?;
        let value = match name {
            "None" => Value::Null,
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            _ => {
                self.skip(end);
                if !self.rest.starts_with('(') {
                    return None;
                }
                return match self.read(depth + 1)? {
                    Value::Array(mut values) if values.len() == 1 => values.pop(),
                    value => Some(value),
                };
            }
        };
        self.skip(end);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_servers_print_is_read() {
        for (text, value) in [
            ("['Missing data.', u\"isn't\"]", json!(["Missing data.", "isn't"])),
            ("{'min': 0, 'max': 10800} and more", json!({"min": 0, "max": 10800})),
            ("('email': u'ada@sample.example', 'id': 3)", json!({"email": "ada@sample.example", "id": 3})),
            ("('a142e448', 'confd.users.1.update', None)", json!(["a142e448", "confd.users.1.update", null])),
            ("('id': UUID('00000000-0000'))", json!({"id": "00000000-0000"})),
            ("[{'a': [True, False, -1.5]}]", json!([{"a": [true, false, -1.5]}])),
            ("'it\\'s'", json!("it's")),
            ("()", json!([])),
            ("{}", json!({})),
        ] {
            assert_eq!(read_value(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_value_is_not_read() {
        let deep = "[".repeat(10_000);
        for text in ["", "words", "'open", "['open", "[words]", "{'a'", "{'a':", "é", "['\\", "-", &deep] {
            assert_eq!(read_value(text), None, "{text:.20}");
        }
    }
}
