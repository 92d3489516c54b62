//! What no compiler sees.

use crate::tokens::Source;

/// Every layer, and what it may know. A new one at the top of `src/` is entered here.
const LAYERS: [(&str, &str); 17] = [
    ("domain", ""),
    ("form", "domain"),
    ("list", "domain"),
    ("plan", "domain form list"),
    ("journal", "domain form route"),
    ("route", "domain"),
    ("config", "domain"),
    ("text", "domain form journal config"),
    ("wire", "domain form list"),
    ("browser", ""),
    ("client", "domain wire browser"),
    ("state", "domain form list plan journal wire client config route browser"),
    ("components", "domain form list journal text route browser"),
    ("pages", "domain form list plan journal wire client state components config route text browser"),
    ("app", "domain form list plan journal wire client state components config route text browser pages"),
    ("main", "app browser"),
    ("lib", ""),
];

/// A rule is broken at a token, or not; and what is said then.
pub type Rule = (&'static str, fn(&Source, usize) -> bool, &'static str);

pub const RULES: [Rule; 4] = [
    ("arrows", is_wrong_arrow, "not a layer that this one may know; each is named alone, from crate:: on"),
    ("browser", is_misplaced_browser, "only browser touches this, and only client speaks HTTP"),
    ("markup", is_markup, "markup by string, or a style attribute"),
    ("words", is_sentence, "words of the screen stand in text"),
];

fn is_wrong_arrow(source: &Source, index: usize) -> bool {
    let token = &source.tokens[index];
    let from = source.layer();
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == from) else { return true };
    if index > 0 && source.at(index - 1, &["::"]) {
        return false;
    }
    if source.at(index, &["crate", "::"]) || source.at(index, &["switchroom", "::"]) {
        let to = source.tokens[index + 2].text.as_str();
        let is_layer = ["{", "*"].contains(&to) || LAYERS.iter().any(|(name, _)| *name == to);
        return is_layer && to != from && !allowed.split(' ').any(|layer| layer == to);
    }
    let supers = (0..).take_while(|level| source.at(index + level * 2, &["super", "::"])).count();
    supers >= source.depth() + usize::from(token.test)
}

/// The pure layers are built without the feature `app`, and so without the browser and Leptos.
fn is_misplaced_browser(source: &Source, index: usize) -> bool {
    let layer = source.layer();
    let word = source.tokens[index].text.as_str();
    let is_method = index > 0 && source.at(index - 1, &[".", word, "(", ")"]);
    let is_function = !is_method && source.at(index, &[word, "(", ")"]);
    match word {
        "gloo_net" => !["client", "browser"].contains(&layer),
        "window" | "document" => is_function && layer != "browser",
        "local_storage" | "session_storage" | "clipboard" | "history" => is_method && layer != "browser",
        _ => false,
    }
}

/// What the policy refuses. The attributes of `view!` are mere words to the compiler.
fn is_markup(source: &Source, index: usize) -> bool {
    let word = source.tokens[index].text.as_str();
    let before = index.checked_sub(1).map_or("", |before| &source.tokens[before].text);
    let is_name = |part| word.contains(part) && !word.starts_with('"');
    let is_attribute = source.at(index, &["style", "="]) && !source.at(index + 2, &["="]);
    let is_set = word == "\"style\"" && before == "(" && source.tokens[index - 2].text.contains("attr");
    ["inner_html", "outer_html", "adjacent_html"].into_iter().any(is_name)
        || is_attribute && !["let", "mut", ".", ":"].contains(&before)
        || is_set
}

/// A text outside `text` that begins with a capital and has a space.
fn is_sentence(source: &Source, index: usize) -> bool {
    let token = &source.tokens[index];
    let mut letters = token.text.trim_start_matches(['r', '#', '"']).chars();
    token.text.ends_with(['"', '#'])
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && token.text.contains(' ')
        && !token.test
        && ["components", "pages", "app", "state", "client"].contains(&source.layer())
}

/// How often a method is called or named outside tests.
pub fn uses(source: &Source, name: &str) -> usize {
    let is_use = |index: &usize| source.at(*index, &[".", name]) || source.at(*index, &["::", name]);
    (0..source.tokens.len()).filter(is_use).filter(|index| !source.tokens[*index].test).count()
}

/// The rule, how much it finds, the file, and what stands in it.
const SNIPPETS: &str = r#"
arrows 1 domain/a.rs: use crate::wire::http::Request;
arrows 1 wire/xivo/a.rs: use crate::{domain::Secret, text::common};
arrows 1 form/draft.rs: use super::super::list::Row;
arrows 1 form/mod.rs: #[cfg(test)] mod tests { use super::super::wire::Row; }
arrows 1 route.rs: use crate::*;
arrows 1 attic/a.rs: fn f() {}
arrows 0 domain/a.rs: use super::Secret; use crate::domain::pin; // use crate::wire::X
arrows 0 wire/xivo/a.rs: use super::super::http::Request; use crate::domain::Secret;
arrows 0 form/mod.rs: #[cfg(test)] mod tests { use super::*; }
arrows 0 form/mod.rs: struct Draft<'a> { crate_: &'a str } /* use crate::wire::X; /* */ */
browser 1 pages/a.rs: use gloo_net::http::Request;
browser 1 pages/a.rs: fn f() { let w = window(); }
browser 1 state/a.rs: fn f(w: Window) { w.local_storage() }
browser 0 browser/a.rs: use web_sys::Window; fn f() { window().local_storage() }
markup 1 pages/a.rs: view! { <div inner_html=x/> }
markup 1 pages/a.rs: fn f() { e.set_inner_html(x) }
markup 1 pages/a.rs: view! { <p style="color:red"> }
markup 1 pages/a.rs: fn f() { e.set_attribute("style", x) }
markup 0 pages/a.rs: let style = 4; if style == 4 {} view! { <p class="style" style:width=w> }
words 1 pages/a.rs: view! { <p>"Nobody was found."</p> }
words 1 pages/a.rs: #[cfg(test)] use x::{y}; fn f() { g("Nobody was found.") }
words 0 pages/a.rs: #[doc = "Nobody here."] fn f() { view! { <p class="quiet wide">{t(nobody)}</p> } }
words 0 pages/a.rs: #[cfg(test)] mod tests { fn f() { g("Nobody was found.") } }
exits 2 wire/a.rs: fn f() { a(x.for_request()); b(x.for_field()); c.map(Secret::for_request); } #[cfg(test)] fn g() { x.for_request(); }
"#;

#[test]
fn the_rules_find_what_breaks_them() {
    for line in SNIPPETS.trim().lines() {
        let [rule, expected, path, text] = line.splitn(4, ' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let source = Source::new(path.trim_end_matches(':'), text);
        let is_broken = RULES.iter().find(|(name, ..)| *name == rule).map(|(_, is_broken, _)| is_broken);
        let found = match is_broken {
            Some(is_broken) => {
                (0..source.tokens.len()).filter(|index| is_broken(&source, *index)).count().min(1)
            }
            None => uses(&source, "for_request"),
        };
        assert_eq!(found.to_string(), expected, "{line}");
    }
}
