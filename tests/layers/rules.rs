//! Rules of the house for the source itself.

use crate::source::{Source, Token};

/// Lines; longer files are several rooms.
pub const LONGEST: usize = 600;
/// Lines; tables of cases are long.
pub const LONGEST_TEST: usize = 1000;

fn at(source: &Source, line: usize, what: &str) -> String {
    format!("src/{}:{line}: {what}", source.path)
}

/// Calls that can panic, and output that nobody asked for, outside tests.
pub fn panics(source: &Source) -> Vec<String> {
    let calls: [&[&str]; 4] =
        [&[".", "unwrap", "("], &[".", "expect", "("], &[".", "unwrap_err", "("], &[".", "expect_err", "("]];
    let macros = [
        "panic",
        "todo",
        "unimplemented",
        "unreachable",
        "assert",
        "assert_eq",
        "assert_ne",
        "dbg",
        "println",
        "eprintln",
        "print",
        "eprint",
    ];
    let mut found = Vec::new();
    for call in calls {
        for line in source.lines_of(call, false) {
            found.push(at(source, line, &format!("{} can panic", call.concat())));
        }
    }
    for name in macros {
        for (index, placed) in source.tokens.iter().enumerate() {
            // `const _: () = assert!(...)` fails when it is built, not when it runs.
            let in_const = index >= 6 && source.at(index - 6, &["const", "_", ":", "(", ")", "="]);
            if !placed.test && !in_const && source.at(index, &[name, "!"]) && !source.at(index + 2, &["="]) {
                found.push(at(source, placed.line, &format!("{name}! has no place in the program")));
            }
        }
    }
    found
}

/// Markup by string, and styles inside it, which the policy refuses.
pub fn markup(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (index, placed) in source.tokens.iter().enumerate() {
        match &placed.token {
            Token::Word(word)
                if word.contains("inner_html")
                    || word.contains("outer_html")
                    || word == "insert_adjacent_html" =>
            {
                found.push(at(source, placed.line, "markup by string"));
            }
            Token::Word(word)
                if word == "style" && source.at(index + 1, &["="]) && !source.at(index + 2, &["="]) =>
            {
                let before = index.checked_sub(1).map(|before| &source.tokens[before].token);
                if !before.is_some_and(|token| ["let", "mut", ".", ":"].iter().any(|known| token.is(known))) {
                    found.push(at(source, placed.line, "a style attribute"));
                }
            }
            Token::Text(text) if text == "style" && index >= 2 && source.at(index - 1, &["("]) => {
                if matches!(&source.tokens[index - 2].token, Token::Word(call) if call.contains("attr")) {
                    found.push(at(source, placed.line, "a style attribute"));
                }
            }
            _ => {}
        }
    }
    found
}

/// Types that hold a secret and could print it, or be written out.
pub fn printable_secrets(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let holders = ["Secret", "Request", "Response", "Body"];
    for (index, placed) in source.tokens.iter().enumerate() {
        if source.at(index, &["derive", "("]) {
            let end = matching(source, index + 1);
            let derived = words(source, index + 1, end);
            let bad = derived.iter().find(|word| ["Debug", "Serialize"].contains(word));
            let Some((name, body)) = bad.and_then(|_| item(source, end)) else {
                continue;
            };
            if let (Some(bad), true) =
                (bad, body.clone().any(|at| is_type(source, at)) || holders.contains(&name))
            {
                found.push(at(source, placed.line, &format!("{name} holds secrets and derives {bad}")));
            }
        }
        for trait_ in ["Debug", "Display", "Serialize", "ToString"] {
            if source.at(index, &[trait_, "for"])
                && let Some(Token::Word(name)) = source.tokens.get(index + 2).map(|placed| &placed.token)
                && holders.contains(&name.as_str())
            {
                found.push(at(source, placed.line, &format!("{trait_} for {name}")));
            }
        }
    }
    found
}

/// Sentences outside `text`: a literal that begins with a capital and has a space.
pub fn sentences(source: &Source) -> Vec<String> {
    if !["components", "pages", "app", "state", "client"].contains(&source.layer()) {
        return Vec::new();
    }
    let is_sentence = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && text.contains(' ')
    };
    source
        .tokens
        .iter()
        .filter(|placed| !placed.test)
        .filter_map(|placed| match &placed.token {
            Token::Text(text) if is_sentence(text) => {
                Some(at(source, placed.line, &format!("words of the screen stand in text: {text:?}")))
            }
            _ => None,
        })
        .collect()
}

pub fn length(source: &Source, limit: usize) -> Option<String> {
    (source.lines > limit)
        .then(|| format!("{}: {} lines, more than {limit}: several rooms?", source.path, source.lines))
}

/// How often the two exits of a secret are used, outside tests: into a
/// request, into a field.
pub fn exits(source: &Source) -> (usize, usize) {
    let uses = |name: &str| {
        let by_method = source.lines_of(&[".", name], false).len();
        let by_path = source.lines_of(&["::", name], false).len();
        by_method + by_path
    };
    (uses("for_request"), uses("for_field"))
}

/// The index of the bracket that closes the one at `open`.
fn matching(source: &Source, open: usize) -> usize {
    let mut depth = 0;
    for (index, placed) in source.tokens.iter().enumerate().skip(open) {
        if ["(", "{", "["].iter().any(|sign| placed.token.is(sign)) {
            depth += 1;
        } else if [")", "}", "]"].iter().any(|sign| placed.token.is(sign)) {
            depth -= 1;
            if depth == 0 {
                return index;
            }
        }
    }
    source.tokens.len()
}

fn words(source: &Source, from: usize, to: usize) -> Vec<&str> {
    source.tokens[from..to.min(source.tokens.len())]
        .iter()
        .filter_map(|placed| match &placed.token {
            Token::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect()
}

/// Does the type of secrets stand here, rather than a variant of that name?
fn is_type(source: &Source, index: usize) -> bool {
    let before = |sign: &str| index > 0 && source.at(index - 1, &[sign]);
    source.at(index, &["Secret"])
        && ([":", "<", "(", "&", "::"].iter().any(|sign| before(sign))
            || before(",") && (source.at(index + 1, &[")"]) || source.at(index + 1, &[">"])))
}

/// The name and the body of the struct or enum that follows.
fn item(source: &Source, from: usize) -> Option<(&str, std::ops::Range<usize>)> {
    let start = (from..source.tokens.len())
        .find(|&index| ["struct", "enum", "union"].iter().any(|word| source.tokens[index].token.is(word)))?;
    let Token::Word(name) = &source.tokens.get(start + 1)?.token else {
        return None;
    };
    let open = (start..source.tokens.len())
        .find(|&index| ["{", "(", ";"].iter().any(|sign| source.tokens[index].token.is(sign)))?;
    let end = if source.tokens[open].token.is(";") { open } else { matching(source, open) };
    Some((name, open..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rule = fn(&Source) -> Vec<String>;

    #[track_caller]
    fn finds(rule: Rule, path: &str, text: &str, expected: usize) {
        assert_eq!(rule(&Source::new(path, text)).len(), expected, "{path}: {text}");
    }

    #[test]
    fn panics_are_found_outside_tests_only() {
        for text in [
            "fn f() { x.unwrap() }",
            "fn f() { x\n    .expect(\"why\") }",
            "fn f() { panic!() }",
            "fn f() { todo!(\"later\") }",
            "fn f() { unreachable!() }",
            "fn f() { assert!(x) }",
            "fn f() { dbg!(x) }",
            "#[cfg(test)] mod tests { } fn f() { x.unwrap() }",
            "#[cfg(test)] use x::{y}; fn f() { x.unwrap() }",
        ] {
            finds(panics, "wire/a.rs", text, 1);
        }
        for text in [
            "fn f() { x.unwrap_or_default() }",
            "#[cfg(test)] mod tests { fn f() { x.unwrap(); panic!() } }",
            "#[cfg(test)]\nfn f() { x.unwrap() }",
            "const X: &str = \"x.unwrap()\"; // y.unwrap()",
            "const _: () = assert!(N < 4);",
            "fn f() { if panic != x { } }",
            "const C: [char; 2] = ['\"', '\\'']; fn f() { g(r#\" \" .unwrap() \"#) }",
        ] {
            finds(panics, "wire/a.rs", text, 0);
        }
        finds(panics, "form/tests.rs", "fn f() { x.unwrap() }", 0);
    }

    #[test]
    fn markup_by_string_is_found() {
        for text in [
            "view! { <div inner_html=x/> }",
            "fn f() { e.set_inner_html(x) }",
            "view! { <p style=\"color:red\"> }",
            "view! { <p style={x}> }",
            "fn f() { e.set_attribute(\"style\", x) }",
        ] {
            finds(markup, "pages/a.rs", text, 1);
        }
        for text in [
            "let style = 4;",
            "view! { <p class=\"style\"> }",
            "if style == 4 {}",
            "view! { <p style:width=w> }",
        ] {
            finds(markup, "pages/a.rs", text, 0);
        }
    }

    #[test]
    fn printable_secrets_are_found() {
        for text in [
            "#[derive(Clone, Debug)] pub struct A { p: Option<Secret> }",
            "#[derive(Debug)] struct A(Secret<String>);",
            "#[derive(Debug)] enum A { None, Some(Secret) }",
            "#[derive(Debug)] struct A(u8, Secret);",
            "#[derive(Debug)] struct A { p: Vec<domain::Secret> }",
            "#[derive(Debug)] pub struct Request { x: u8 }",
            "#[derive(serde::Serialize)] pub struct A { p: Secret }",
            "impl fmt::Debug for Secret {}",
            "impl<T> std::fmt::Display for Secret<T> {}",
        ] {
            finds(printable_secrets, "wire/a.rs", text, 1);
        }
        for text in [
            "#[derive(Clone)] struct A { p: Secret }",
            "#[derive(Debug)] struct A { p: u8 } struct B { p: Secret }",
            "#[derive(Debug)] enum Kind { Text, Secret, Number }",
        ] {
            finds(printable_secrets, "wire/a.rs", text, 0);
        }
    }

    #[test]
    fn sentences_outside_text_are_found() {
        finds(sentences, "pages/a.rs", "view! { <p>\"Nobody was found.\"</p> }", 1);
        finds(sentences, "components/a.rs", "view! { <p title=\"Élève de l’an\"></p> }", 1);
        for (path, text) in [
            ("pages/a.rs", "view! { <p class=\"quiet wide\">{t(words::nobody)}</p> }"),
            ("pages/a.rs", "if key == \"Enter\" {}"),
            ("text/a.rs", "crate::words! { a: \"Nobody was found.\", \"Personne.\"; }"),
        ] {
            finds(sentences, path, text, 0);
        }
    }

    #[test]
    fn exits_are_counted_outside_tests() {
        let text = "fn f() { a(x.for_request()); b(x.for_field()); c.map(Secret::for_request); }\n\
                    #[cfg(test)] mod tests { fn f() { x.for_request(); } } // x.for_field()";
        assert_eq!(exits(&Source::new("wire/a.rs", text)), (2, 1));
        assert_eq!(exits(&Source::new("domain/secret.rs", "pub fn for_request(&self) {}")), (0, 0));
    }

    #[test]
    fn long_files_are_found() {
        assert!(length(&Source::new("wire/a.rs", &"\n".repeat(LONGEST)), LONGEST).is_none());
        assert!(length(&Source::new("wire/a.rs", &"\n".repeat(LONGEST + 1)), LONGEST).is_some());
    }
}
