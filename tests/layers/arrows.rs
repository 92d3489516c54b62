//! Which layer may know which, and who knows the browser.

use crate::source::{Source, Token};

/// Every layer, and what it may know. A new folder or file at the top of
/// `src/` is entered here, on purpose.
const LAYERS: [(&str, &[&str]); 16] = [
    ("domain", &[]),
    ("form", &["domain"]),
    ("list", &["domain"]),
    ("route", &["domain"]),
    ("config", &["domain"]),
    ("text", &["domain", "form", "config"]),
    ("wire", &["domain", "form", "list"]),
    ("browser", &[]),
    ("client", &["domain", "wire", "browser"]),
    ("state", &["domain", "form", "list", "wire", "client", "config", "route", "browser"]),
    ("components", &["domain", "form", "list", "text", "route", "browser"]),
    (
        "pages",
        &[
            "domain",
            "form",
            "list",
            "wire",
            "client",
            "state",
            "components",
            "config",
            "route",
            "text",
            "browser",
        ],
    ),
    (
        "app",
        &[
            "domain",
            "form",
            "list",
            "wire",
            "client",
            "state",
            "components",
            "config",
            "route",
            "text",
            "browser",
            "pages",
        ],
    ),
    ("main", &["app", "browser"]),
    ("lib", &[]),
    ("start", &[]),
];

const PURE: [&str; 7] = ["domain", "form", "list", "wire", "route", "config", "text"];

pub fn known(layer: &str) -> bool {
    LAYERS.iter().any(|(name, _)| *name == layer)
}

/// All arrows of a file that go the wrong way.
pub fn wrong(source: &Source) -> Vec<String> {
    let from = source.layer();
    let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == from) else {
        return vec![format!("src/{}: {from} is no layer: enter it in tests/layers/arrows.rs", source.path)];
    };
    targets(source)
        .into_iter()
        .filter(|(to, _)| to != from && (known(to) || to == "*") && !may.contains(&to.as_str()))
        .map(|(to, line)| format!("src/{}:{line}: {from} must not know {to}", source.path))
        .collect()
}

/// What a pure layer, or one that is no place for it, knows of the browser.
pub fn outside(source: &Source) -> Vec<String> {
    let layer = source.layer();
    let pure = PURE.contains(&layer);
    let mut found = Vec::new();
    for (index, placed) in source.tokens.iter().enumerate() {
        let Token::Word(word) = &placed.token else {
            continue;
        };
        let foreign = ["leptos", "reactive_graph", "tachys", "web_sys", "js_sys", "wasm_bindgen"]
            .contains(&word.as_str())
            || word.starts_with("gloo")
            || word.starts_with("wasm_bindgen_")
            || word.starts_with("leptos_");
        if pure && foreign {
            found.push((placed.line, format!("{layer} builds natively and knows no {word}")));
        }
        if word.starts_with("gloo") && !["client", "browser"].contains(&layer) {
            found.push((placed.line, "only client speaks HTTP".to_owned()));
        }
        let called = source.at(index + 1, &["(", ")"]) && index > 0;
        let method = called && source.tokens[index - 1].token.is(".");
        let global = called && !method && ["window", "document"].contains(&word.as_str());
        let place =
            method && ["local_storage", "session_storage", "clipboard", "history"].contains(&word.as_str());
        if (global || place) && layer != "browser" {
            found.push((placed.line, format!("only browser touches {word}")));
        }
    }
    found.into_iter().map(|(line, what)| format!("src/{}:{line}: {what}", source.path)).collect()
}

/// Every layer that a file names by `crate::`, `switchroom::` or `super::`,
/// with the line; a glob over the whole crate is `*`.
fn targets(source: &Source) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    // Modules inside the file, with the depth of braces at which each ends.
    let mut inside: Vec<usize> = Vec::new();
    let mut depth = 0;
    let mut index = 0;
    while index < source.tokens.len() {
        let token = &source.tokens[index].token;
        let first = index == 0 || !source.tokens[index - 1].token.is("::");
        if token.is("{") {
            depth += 1;
        } else if token.is("}") {
            depth -= 1;
            inside.retain(|&at| at <= depth);
        } else if token.is("mod") && source.at(index + 2, &["{"]) {
            inside.push(depth + 1);
        } else if first && (token.is("crate") || token.is("switchroom")) {
            heads(source, index + 1, &mut found);
        } else if first && token.is("super") {
            let mut levels = 1;
            let mut end = index + 1;
            while source.at(end, &["::", "super"]) {
                levels += 1;
                end += 2;
            }
            if levels == source.module().len() + inside.len() {
                heads(source, end, &mut found);
            }
            index = end;
            continue;
        }
        index += 1;
    }
    found
}

/// What follows the root: `::wire::x`, `::{wire::x, text}` or `::*`.
fn heads(source: &Source, at: usize, found: &mut Vec<(String, usize)>) {
    if !source.at(at, &["::"]) {
        return;
    }
    let Some(next) = source.tokens.get(at + 1) else {
        return;
    };
    match &next.token {
        Token::Word(word) => found.push((word.clone(), next.line)),
        Token::Sign("*") => found.push(("*".to_owned(), next.line)),
        Token::Sign("{") => {
            let mut depth = 0;
            let mut expected = false;
            for placed in &source.tokens[at + 1..] {
                match &placed.token {
                    Token::Sign("{") => {
                        depth += 1;
                        expected = depth == 1;
                    }
                    Token::Sign("}") => {
                        depth -= 1;
                        if depth == 0 {
                            return;
                        }
                    }
                    Token::Sign(",") => expected = depth == 1,
                    Token::Sign("*") if expected => found.push(("*".to_owned(), placed.line)),
                    Token::Word(word) if expected => {
                        found.push((word.clone(), placed.line));
                        expected = false;
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(path: &str, text: &str) -> Vec<String> {
        wrong(&Source::new(path, text))
    }

    #[test]
    fn wrong_arrows_are_found() {
        for (path, text) in [
            ("domain/a.rs", "use crate::wire::http::Request;"),
            ("wire/xivo/a.rs", "use crate::{domain::Secret, text::common};"),
            ("wire/xivo/a.rs", "use crate::{domain::{Secret, form}, client};"),
            ("wire/mod.rs", "fn f() -> u8 { crate::state::x() }"),
            ("form/draft.rs", "use super::super::list::Row;"),
            ("form/mod.rs", "mod tests { use super::super::wire::Row; }"),
            ("form/mod.rs", "mod tests { fn f() { if x { } } } use super::wire::Row;"),
            ("components/a.rs", "use crate::state::Session;"),
            ("components/a.rs", "use crate::wire::Call;"),
            ("state/a.rs", "use crate::text::common;"),
            ("client/mod.rs", "pub use crate::text;"),
            ("browser/a.rs", "use crate::domain::Secret;"),
            ("text/a.rs", "use crate::wire::Call;"),
            ("main.rs", "fn main() { switchroom::pages::start() }"),
            ("route.rs", "use crate::*;"),
            ("attic/a.rs", "fn f() {}"),
        ] {
            assert_eq!(arrows(path, text).len(), 1, "{path}: {text}");
        }
    }

    #[test]
    fn right_arrows_pass() {
        for (path, text) in [
            ("domain/a.rs", "use super::Secret; use crate::domain::pin; // use crate::wire::X"),
            ("wire/xivo/a.rs", "use super::super::http::Request; use crate::{domain::Secret, form};"),
            ("wire/xivo/a.rs", "mod tests { use super::super::super::http::Request; }"),
            ("text/a.rs", r#"crate::words! { a: "use crate::wire::x", 'x'; }"#),
            (
                "pages/xivo/users.rs",
                "use crate::{text::users as words, wire::xivo::users, components::list};",
            ),
            ("app.rs", "use crate::pages; use crate::browser::history;"),
            ("main.rs", "fn main() { switchroom::app::start() }"),
            ("form/mod.rs", "struct Draft<'a> { crate_: &'a str } /* use crate::wire::X; /* */ */"),
        ] {
            assert_eq!(arrows(path, text), Vec::<String>::new(), "{path}: {text}");
        }
    }

    #[test]
    fn the_browser_in_a_wrong_place_is_found() {
        for (path, text) in [
            ("domain/a.rs", "use leptos::prelude::*;"),
            ("wire/a.rs", "fn f(x: web_sys::Window) {}"),
            ("text/a.rs", "use wasm_bindgen::prelude::*;"),
            ("list/a.rs", "use js_sys::Intl;"),
            ("config.rs", "use gloo_net as net;"),
            ("pages/a.rs", "use gloo_net::http::Request;"),
            ("pages/a.rs", "fn f() { let w = window(); }"),
            ("components/a.rs", "fn f() { leptos::prelude::document() }"),
            ("state/a.rs", "fn f(w: Window) { w.local_storage() }"),
        ] {
            assert!(!outside(&Source::new(path, text)).is_empty(), "{path}: {text}");
        }
        for (path, text) in [
            ("browser/a.rs", "use web_sys::Window; fn f() { window().local_storage() }"),
            ("client/mod.rs", "use gloo_net::http::Request;"),
            (
                "components/a.rs",
                "use leptos::prelude::*; use crate::browser::history; fn f() { history::push() }",
            ),
            ("list/window.rs", "struct Window; fn f(window: &Window) { window.first() }"),
            ("wire/a.rs", "// leptos\nconst X: &str = \"web_sys\";"),
        ] {
            assert_eq!(outside(&Source::new(path, text)), Vec::<String>::new(), "{path}: {text}");
        }
    }
}
