//! JSON with the place of every value and key, for a file that people edit
//! by hand: serde_json knows a line only for what is no JSON at all.

use serde_json::Value;

use crate::domain::config_problem::{JsonType, Place, Syntax};

/// More than the file needs, and little enough for the stack.
const MAX_DEPTH: usize = 32;

/// A value, and the byte at which it begins.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub at: usize,
    pub json: Json,
}

#[derive(Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Switch(bool),
    /// Its value, and how it is written in the file.
    Number(f64, String),
    Text(String),
    List(Vec<Node>),
    /// In the order of the file, doubled keys and all.
    Object(Vec<Member>),
}

#[derive(Debug, PartialEq)]
pub(super) struct Member {
    pub at: usize,
    pub key: String,
    pub value: Node,
}

impl Json {
    pub fn json_type(&self) -> JsonType {
        match self {
            Self::Null => JsonType::Null,
            Self::Switch(_) => JsonType::Switch,
            Self::Number(..) => JsonType::Number,
            Self::Text(_) => JsonType::Text,
            Self::List(_) => JsonType::List,
            Self::Object(_) => JsonType::Object,
        }
    }
}

/// What is no JSON, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub at: usize,
    pub syntax: Syntax,
}

/// The line and column of a byte.
pub(super) fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place { line: count(line), column: count(column) }
}

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Node, Broken> {
    let mut parser = Parser { text, at: 0 };
    let node = parser.value(0)?;
    match parser.next_token() {
        None => Ok(node),
        Some(byte) => Err(parser.broken(byte, Syntax::MoreBehind)),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips white space and shows the next byte.
    fn next_token(&mut self) -> Option<u8> {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.at += self.rest().bytes().take_while(|byte| blank(byte)).count();
        self.peek()
    }

    /// Takes the next byte, if it is this one.
    fn take(&mut self, wanted: u8) -> bool {
        let is_it = self.next_token() == Some(wanted);
        self.at += usize::from(is_it);
        is_it
    }

    fn error<T>(&self, syntax: Syntax) -> Result<T, Broken> {
        Err(Broken { at: self.at, syntax })
    }

    /// The error for a byte that should not stand here: a comment, if it looks like one.
    fn broken(&self, byte: u8, otherwise: Syntax) -> Broken {
        let syntax = if matches!(byte, b'/' | b'#') { Syntax::Comment } else { otherwise };
        Broken { at: self.at, syntax }
    }

    fn wrong<T>(&self, found: Option<u8>, otherwise: Syntax) -> Result<T, Broken> {
        match found {
            None => self.error(Syntax::CutShort),
            Some(byte) => Err(self.broken(byte, otherwise)),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Broken> {
        let found = self.next_token();
        let at = self.at;
        if depth > MAX_DEPTH {
            return self.error(Syntax::TooDeep);
        }
        let json = match found {
            Some(b'{') => Json::Object(self.object(depth)?),
            Some(b'[') => Json::List(self.list(depth)?),
            Some(b'"') => Json::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            found => match self.word() {
                "null" => Json::Null,
                "true" => Json::Switch(true),
                "false" => Json::Switch(false),
                _ => return self.wrong(found, Syntax::NoValue),
            },
        };
        if matches!(json, Json::Null | Json::Switch(_)) {
            self.at += self.word().len();
        }
        Ok(Node { at, json })
    }

    fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        rest.get(..end).unwrap_or_default()
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Member>, Broken> {
        let mut members = Vec::new();
        self.at += 1;
        if self.take(b'}') {
            return Ok(members);
        }
        loop {
            let found = self.next_token();
            let at = self.at;
            if found != Some(b'"') {
                return self.wrong(found, Syntax::NoKey);
            }
            let key = self.string()?;
            if !self.take(b':') {
                return self.wrong(self.peek(), Syntax::NoColon);
            }
            let value = self.value(depth + 1)?;
            members.push(Member { at, key, value });
            if self.ends(b'}')? {
                return Ok(members);
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, Broken> {
        let mut items = Vec::new();
        self.at += 1;
        if self.take(b']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.ends(b']')? {
                return Ok(items);
            }
        }
    }

    /// Behind an item: is this the end, or does another item follow?
    fn ends(&mut self, end: u8) -> Result<bool, Broken> {
        if self.take(end) {
            return Ok(true);
        }
        let comma = self.at;
        if !self.take(b',') {
            return self.wrong(self.peek(), Syntax::NoComma);
        }
        if self.next_token() == Some(end) {
            return Err(Broken { at: comma, syntax: Syntax::TrailingComma });
        }
        Ok(false)
    }

    /// A text in double quotes. Its escapes are left to serde_json.
    fn string(&mut self) -> Result<String, Broken> {
        let start = self.at;
        let mut escaped = false;
        for (offset, byte) in self.rest().bytes().enumerate().skip(1) {
            match byte {
                b'"' if !escaped => {
                    self.at += offset + 1;
                    let quoted = self.text.get(start..self.at).unwrap_or_default();
                    return match serde_json::from_str(quoted) {
                        Ok(Value::String(text)) => Ok(text),
                        _ => Err(Broken { at: start, syntax: Syntax::BadEscape }),
                    };
                }
                0..0x20 => break,
                _ => escaped = byte == b'\\' && !escaped,
            }
        }
        self.error(Syntax::OpenText)
    }

    fn number(&mut self) -> Result<Json, Broken> {
        let is_part =
            |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z');
        let end = self.rest().bytes().take_while(is_part).count();
        let digits = self.rest().get(..end).unwrap_or_default();
        // As a value of any kind, which all parts of the program read already.
        let number = serde_json::from_str::<Value>(digits).ok().and_then(|value| value.as_f64());
        match number {
            Some(number) => {
                let number = Json::Number(number, digits.to_owned());
                self.at += end;
                Ok(number)
            }
            None => self.error(Syntax::BadNumber),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(node: &Node) -> serde_json::Value {
        match &node.json {
            Json::Null => serde_json::Value::Null,
            Json::Switch(on) => (*on).into(),
            Json::Number(number, _) => (*number).into(),
            Json::Text(text) => text.as_str().into(),
            Json::List(items) => items.iter().map(plain).collect(),
            Json::Object(members) => {
                members.iter().map(|member| (member.key.clone(), plain(&member.value))).collect()
            }
        }
    }

    #[test]
    fn what_is_broken_is_named_and_placed() {
        for (text, syntax, line, column) in [
            ("", Syntax::CutShort, 1, 1),
            ("{\n  \"a\": 1,\n}", Syntax::TrailingComma, 2, 9),
            ("[1,\n2,]", Syntax::TrailingComma, 2, 2),
            ("{\"a\": 1\n \"b\": 2}", Syntax::NoComma, 2, 2),
            ("{\"é\" 1}", Syntax::NoColon, 1, 6),
            ("{a: 1}", Syntax::NoKey, 1, 2),
            ("{'a': 1}", Syntax::NoKey, 1, 2),
            ("{\"a\": yes}", Syntax::NoValue, 1, 7),
            ("{\"a\": truest}", Syntax::NoValue, 1, 7),
            ("// x\n{}", Syntax::Comment, 1, 1),
            ("{} # x", Syntax::Comment, 1, 4),
            ("{\"a\": \"b\n\"}", Syntax::OpenText, 1, 7),
            ("\"a\\", Syntax::OpenText, 1, 1),
            ("[\"\\q\"]", Syntax::BadEscape, 1, 2),
            ("[\"\\ud800\"]", Syntax::BadEscape, 1, 2),
            ("[01]", Syntax::BadNumber, 1, 2),
            ("[1.]", Syntax::BadNumber, 1, 2),
            ("{} {}", Syntax::MoreBehind, 1, 4),
            ("[1, 2", Syntax::CutShort, 1, 6),
        ] {
            let broken = parse(text).expect_err(text);
            let found = place(text, broken.at);
            assert_eq!((broken.syntax, found.line, found.column), (syntax, line, column), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(parse(&deep).expect_err("deep").syntax, Syntax::TooDeep);
    }

    #[test]
    fn keys_and_values_have_their_places() {
        let text = "{\n  \"a\": [true,\n    null]}";
        let node = parse(text).expect("JSON");
        let Json::Object(members) = &node.json else { panic!("no object") };
        assert_eq!(place(text, members[0].at), Place { line: 2, column: 3 });
        let Json::List(items) = &members[0].value.json else { panic!("no list") };
        assert_eq!(place(text, items[1].at), Place { line: 3, column: 5 });
    }

    fn anything() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(|number| f64::from(number).into()),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map(any::<String>(), inner, 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_reads_what_serde_json_writes(value in anything(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = text.expect("JSON");
            prop_assert_eq!(parse(&text).map(|node| plain(&node)), Ok(value));
        }

        #[test]
        fn it_agrees_with_serde_json_on_what_is_json(text in r#"[\[\]{}",:0-9tre\\n .-]{0,12}"#) {
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            prop_assert_eq!(parse(&text).is_ok(), theirs, "{}", text);
        }

        #[test]
        fn it_never_panics(text in any::<String>(), at in 0usize..99) {
            if let Err(broken) = parse(&text) {
                place(&text, broken.at);
            }
            place(&text, at);
        }
    }
}
