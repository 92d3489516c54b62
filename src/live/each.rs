//! Items that stay what they are while the list around them changes.

use leptos::component;
use leptos::prelude::{Owner, untrack};
use web_sys::{Node, Text};

use super::view::{AnyView, IntoView, empty_text, follow, insert, parent_of, take_out};

/// One item in the page, between two empty text nodes of its own.
struct Item<K> {
    key: K,
    owner: Owner,
    start: Text,
    end: Text,
}

/// A list whose items keep their nodes, and what was typed into them, for as
/// long as their key is in the list.
#[component(transparent)]
pub fn For<I, K, V>(
    each: impl Fn() -> I + 'static,
    key: impl Fn(&I::Item) -> K + 'static,
    children: impl Fn(I::Item) -> V + 'static,
) -> impl IntoView
where
    I: IntoIterator + 'static,
    K: PartialEq + 'static,
    V: IntoView + 'static,
{
    let outer = Owner::current().unwrap_or_default();
    let end = empty_text();
    let whole = parent_of(&end);
    let mut items: Vec<Item<K>> = Vec::new();
    follow(Box::new(move || {
        let mut before = std::mem::take(&mut items);
        for thing in each() {
            let key = key(&thing);
            let item = match before.iter().position(|item| item.key == key) {
                Some(place) => before.remove(place),
                None => {
                    let (owner, start) = (outer.child(), empty_text());
                    let view = untrack(|| owner.with(|| children(thing).into_any()));
                    let item = Item { key, owner, end: empty_text(), start };
                    insert(&item.start, &end);
                    insert(&item.end, &end);
                    put(view, &item.end);
                    item
                }
            };
            items.push(item);
        }
        for gone in before {
            gone.owner.cleanup();
            each_node(&gone.start, &gone.end, take_out);
        }
        // From the last to the first, so that only those move that are not in
        // their place: who stays keeps the focus.
        let mut next: &Node = &end;
        for item in items.iter().rev() {
            if item.end.next_sibling().as_ref() != Some(next) {
                each_node(&item.start, &item.end, |node| insert(node, next));
            }
            next = &item.start;
        }
    }));
    AnyView::Node(whole)
}

fn put(view: AnyView, before: &Node) {
    match view {
        AnyView::Nothing => {}
        AnyView::Text(text) => {
            let node = empty_text();
            node.set_data(&text);
            insert(&node, before);
        }
        AnyView::Node(node) => insert(&node, before),
    }
}

/// Does something with every node from one to another, both included.
fn each_node(from: &Node, to: &Node, act: impl Fn(&Node)) {
    let mut at = Some(from.clone());
    while let Some(node) = at {
        at = if &node == to { None } else { node.next_sibling() };
        act(&node);
    }
}
