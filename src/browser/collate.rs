//! Order by the rules of a language, which the browser knows.

use js_sys::{Array, Function, Intl, Map, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The rank of each of these different texts: those that the language takes
/// as equal have the same.
pub fn ranks(texts: &[&str], language: &str) -> Vec<u32> {
    let options = Object::new();
    // Numbers within texts by their value, so that 9 stands before 10.
    let _ = Reflect::set(&options, &JsValue::from_str("numeric"), &JsValue::TRUE);
    let collator = Intl::Collator::new(&Array::of1(&JsValue::from_str(language)), &options);
    let compare: Function = collator.compare().unchecked_into();
    let places = Map::new();
    let sorted = Array::new();
    for (at, text) in (0_u32..).zip(texts) {
        let text = JsValue::from_str(text);
        places.set(&text, &JsValue::from(at));
        sorted.push(&text);
    }
    // The sort runs in the browser's own code: no step of it comes back here.
    let sort = Reflect::get(&sorted, &JsValue::from_str("sort"))
        .ok()
        .and_then(|sort| sort.dyn_into::<Function>().ok());
    if let Some(sort) = sort {
        let _ = sort.call1(&sorted, &compare);
    }
    let mut ranks = vec![0; texts.len()];
    let mut rank = 0;
    let mut before: Option<JsValue> = None;
    for text in sorted.iter() {
        if let Some(before) = &before {
            let order = compare.call2(&JsValue::UNDEFINED, before, &text);
            rank += u32::from(order.ok().and_then(|order| order.as_f64()) != Some(0.0));
        }
        if let Some(slot) = places.get(&text).as_f64().and_then(|at| ranks.get_mut(at as usize)) {
            *slot = rank;
        }
        before = Some(text);
    }
    ranks
}
