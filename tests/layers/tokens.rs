//! A source file as tokens, so that comments and texts fool no rule.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A word, a sign, a bracket, or a text in its quotes.
pub struct Token {
    pub text: String,
    pub line: usize,
    /// Inside an item that only tests compile.
    pub test: bool,
}

pub struct Source {
    /// From `src/` on, with `/`: `wire/xivo/users.rs`.
    pub path: String,
    pub tokens: Vec<Token>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, path.ends_with("tests.rs"), &mut tokens);
        Self { path: path.to_owned(), tokens }
    }

    /// `wire/xivo/users.rs` is in `wire`, `route.rs` in `route`.
    pub fn layer(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// How many modules down from the crate the file is.
    pub fn depth(&self) -> usize {
        self.path.trim_end_matches("/mod.rs").split('/').count()
    }

    /// Does this sequence begin at this token?
    pub fn at(&self, index: usize, sequence: &[&str]) -> bool {
        let tokens = self.tokens.get(index..index + sequence.len());
        tokens.is_some_and(|tokens| tokens.iter().map(|token| &token.text).eq(sequence))
    }
}

/// Leaves attributes out (documentation is one), but reads `#[cfg(test)]`.
fn flatten(stream: TokenStream, test: bool, tokens: &mut Vec<Token>) {
    // The item that follows, up to its braces or its semicolon, is a test.
    let mut item = false;
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        let mut add = |text: &str, test| tokens.push(Token { text: text.to_owned(), line, test });
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                trees.next_if(|next| next.to_string() == "!");
                let attribute = trees.next_if(|next| matches!(next, TokenTree::Group(_)));
                item |= attribute
                    .is_some_and(|attribute| attribute.to_string().replace(' ', "") == "[cfg(test)]");
            }
            TokenTree::Group(group) => {
                let [open, close] = match group.delimiter() {
                    Delimiter::Parenthesis => ["(", ")"],
                    Delimiter::Brace => ["{", "}"],
                    Delimiter::Bracket => ["[", "]"],
                    Delimiter::None => ["", ""],
                };
                add(open, test || item);
                flatten(group.stream(), test || item, tokens);
                tokens.push(Token { text: close.to_owned(), line, test: test || item });
                // `use x::{y};` goes on to its semicolon.
                item &= open != "{" || trees.peek().is_some_and(|next| next.to_string() == ";");
            }
            TokenTree::Punct(sign)
                if sign.as_char() == ':' && trees.next_if(|next| next.to_string() == ":").is_some() =>
            {
                add("::", test || item);
            }
            other => {
                let text = other.to_string();
                add(&text, test || item);
                item &= text != ";";
            }
        }
    }
}
