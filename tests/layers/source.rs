//! A source file as tokens: enough of Rust's lexing to read paths and calls
//! without being fooled by comments, strings and lifetimes.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An identifier, a keyword or a number.
    Word(String),
    /// One sign of punctuation; `::` is one.
    Sign(&'static str),
    /// A string literal's content, as it stands in the source.
    Text(String),
}

impl Token {
    pub fn is(&self, expected: &str) -> bool {
        match self {
            Self::Word(word) => word == expected,
            Self::Sign(sign) => *sign == expected,
            Self::Text(_) => false,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Placed {
    pub token: Token,
    pub line: usize,
    /// Inside an item that only tests compile.
    pub test: bool,
}

pub struct Source {
    /// From `src/` on, with `/`: `wire/xivo/users.rs`.
    pub path: String,
    pub tokens: Vec<Placed>,
    pub lines: usize,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let mut tokens = tokens(text);
        if is_test_file(path) {
            tokens.iter_mut().for_each(|placed| placed.test = true);
        } else {
            mark_tests(&mut tokens);
        }
        Self { path: path.to_owned(), tokens, lines: text.lines().count() }
    }

    /// `wire/xivo/users.rs` is in `wire`, `route.rs` in `route`.
    pub fn layer(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The path of the module that the file is: `["wire", "xivo", "users"]`.
    pub fn module(&self) -> Vec<String> {
        let mut module: Vec<String> =
            self.path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        if self.path == "main.rs" || self.path == "lib.rs" {
            module.clear();
        }
        module
    }

    /// Does the sequence of words and signs begin at this token?
    pub fn at(&self, index: usize, sequence: &[&str]) -> bool {
        sequence.iter().enumerate().all(|(offset, expected)| {
            self.tokens.get(index + offset).is_some_and(|placed| placed.token.is(expected))
        })
    }

    /// The lines, outside tests or everywhere, on which the sequence begins.
    pub fn lines_of(&self, sequence: &[&str], in_tests_too: bool) -> Vec<usize> {
        (0..self.tokens.len())
            .filter(|&index| self.at(index, sequence) && (in_tests_too || !self.tokens[index].test))
            .map(|index| self.tokens[index].line)
            .collect()
    }
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.contains("/tests/")
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn tokens(text: &str) -> Vec<Placed> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    let mut add = |token, line| found.push(Placed { token, line, test: false });
    while at < bytes.len() {
        let rest = &bytes[at..];
        match rest[0] {
            b'\n' => {
                line += 1;
                at += 1;
            }
            byte if byte.is_ascii_whitespace() => at += 1,
            b'/' if rest.starts_with(b"//") => {
                at += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
            }
            b'/' if rest.starts_with(b"/*") => {
                let length = comment(rest);
                line += newlines(&rest[..length]);
                at += length;
            }
            _ => {
                if let Some((opening, closing)) = string(rest) {
                    let content = &rest[opening..closing.content];
                    add(Token::Text(String::from_utf8_lossy(content).into_owned()), line);
                    line += newlines(&rest[..closing.end]);
                    at += closing.end;
                } else if let Some(length) = character(rest) {
                    at += length;
                } else if is_word(rest[0]) {
                    let length = rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len());
                    add(Token::Word(String::from_utf8_lossy(&rest[..length]).into_owned()), line);
                    at += length;
                } else if rest.starts_with(b"::") {
                    add(Token::Sign("::"), line);
                    at += 2;
                } else {
                    if let Some(sign) = SIGNS.iter().find(|sign| sign.as_bytes()[0] == rest[0]) {
                        add(Token::Sign(sign), line);
                    }
                    at += 1;
                }
            }
        }
    }
    found
}

const SIGNS: [&str; 27] = [
    "{", "}", "(", ")", "[", "]", "<", ">", "=", "!", ".", ",", ";", ":", "#", "&", "*", "+", "-", "/", "|",
    "?", "'", "$", "@", "^", "%",
];

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// The length of a block comment, which may hold others.
fn comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    at
}

struct Closing {
    content: usize,
    end: usize,
}

/// Where a string literal's content begins and ends, if one begins here.
fn string(rest: &[u8]) -> Option<(usize, Closing)> {
    let prefix = rest.iter().take_while(|&&byte| matches!(byte, b'b' | b'r' | b'c')).count();
    if prefix > 2 {
        return None;
    }
    let raw = rest[..prefix].contains(&b'r');
    let hashes = if raw { rest[prefix..].iter().take_while(|&&byte| byte == b'#').count() } else { 0 };
    let opening = prefix + hashes + 1;
    if rest.get(opening - 1) != Some(&b'"') {
        return None;
    }
    let mut at = opening;
    while at < rest.len() {
        match rest[at] {
            b'\\' if !raw => at += 2,
            b'"' if rest[at + 1..].iter().take(hashes).filter(|&&byte| byte == b'#').count() == hashes => {
                return Some((opening, Closing { content: at, end: at + 1 + hashes }));
            }
            _ => at += 1,
        }
    }
    Some((opening, Closing { content: rest.len(), end: rest.len() }))
}

/// The length of a character literal, if it is one and not a lifetime.
fn character(rest: &[u8]) -> Option<usize> {
    let quote = usize::from(rest[0] == b'b');
    if rest.get(quote) != Some(&b'\'') {
        return None;
    }
    let first = *rest.get(quote + 1)?;
    if first == b'\\' {
        let end = rest.iter().skip(quote + 3).position(|&byte| byte == b'\'')?;
        return Some(quote + 3 + end + 1);
    }
    let text = std::str::from_utf8(&rest[quote + 1..rest.len().min(quote + 5)])
        .or_else(|error| std::str::from_utf8(&rest[quote + 1..quote + 1 + error.valid_up_to()]))
        .ok()?;
    let length = text.chars().next()?.len_utf8();
    (rest.get(quote + 1 + length) == Some(&b'\'')).then_some(quote + length + 2)
}

/// Marks every item under `#[cfg(test)]`, up to its closing brace or semicolon.
fn mark_tests(tokens: &mut [Placed]) {
    let is = |tokens: &[Placed], index: usize, sequence: &[&str]| {
        sequence
            .iter()
            .enumerate()
            .all(|(o, s)| tokens.get(index + o).is_some_and(|placed| placed.token.is(s)))
    };
    let mut index = 0;
    while index < tokens.len() {
        if !is(tokens, index, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            index += 1;
            continue;
        }
        let mut depth = 0;
        let mut end = index + 7;
        while end < tokens.len() {
            let token = &tokens[end].token;
            if token.is("{") || token.is("(") || token.is("[") {
                depth += 1;
            } else if token.is("}") || token.is(")") || token.is("]") {
                depth -= 1;
                if depth == 0 && token.is("}") {
                    break;
                }
            } else if token.is(";") && depth == 0 {
                break;
            }
            end += 1;
        }
        let last = end.min(tokens.len() - 1);
        tokens[index..=last].iter_mut().for_each(|placed| placed.test = true);
        index = end + 1;
    }
}
