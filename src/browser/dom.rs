//! Small things done to the document.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{ClipboardEvent, Document, Event, HtmlElement, HtmlInputElement, KeyboardEvent, SelectionMode};

use super::window;

fn document() -> Option<Document> {
    window().document()
}

/// Title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// An attribute of the root element (`lang`, `data-theme`).
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus, and the view with it.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.focus();
    }
}

/// Is the focus on this element?
pub fn has_focus(id: &str) -> bool {
    document().and_then(|document| document.active_element()).is_some_and(|element| element.id() == id)
}

/// The id of what has the focus; empty where it has none.
pub fn focused_id() -> String {
    let element = document().and_then(|document| document.active_element());
    element.map(|element| element.id()).unwrap_or_default()
}

/// Scrolls so far that an element is seen.
pub fn bring_into_sight(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// The text that is being pasted; empty where it is none.
pub fn pasted_text(event: &Event) -> String {
    let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    data.and_then(|data| data.get_data("text").ok()).unwrap_or_default()
}

/// Puts a text into a field in the place of what the browser would paste there. Returns all that
/// the field then holds; `None` where nothing was put.
pub fn paste_instead(event: &Event, text: &str) -> Option<String> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let (start, end) = (field.selection_start().ok()??, field.selection_end().ok()??);
    field.set_range_text_with_start_and_end_and_selection_mode(text, start, end, SelectionMode::End).ok()?;
    event.prevent_default();
    Some(field.value())
}

/// Moves the focus once the page has been painted anew.
pub fn focus_soon(id: &str) {
    let id = id.to_owned();
    next_frame(move || focus(&id));
}

/// The same where what had the focus has gone.
pub fn focus_soon_if_lost(id: &str) {
    let id = id.to_owned();
    next_frame(move || {
        let focused = document().and_then(|document| document.active_element());
        if focused.is_none_or(|focused| focused.tag_name() == "BODY") {
            focus(&id);
        }
    });
}

/// Marks the whole text of a field once the page has been painted anew, and moves the focus there.
pub fn select_soon(id: &str) {
    let id = id.to_owned();
    next_frame(move || {
        if let Some(Ok(field)) = by_id(&id).map(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>()) {
            let _ = field.focus();
            field.select();
        }
    });
}

/// Moves the focus and marks the text of a field, so that typing replaces it: at once, for whoever
/// types on meanwhile, or where the field is not there yet, once the page has been painted anew.
pub fn focus_and_select_soon(id: &str) {
    if !focus_and_select(id) {
        let id = id.to_owned();
        next_frame(move || {
            // What has the focus by then may have been typed into.
            if !has_focus(&id) {
                focus_and_select(&id);
            }
        });
    }
}

/// The same only at once. `false` where the field does not take the focus.
fn focus_and_select(id: &str) -> bool {
    focus(id);
    let is_there = has_focus(id);
    if is_there && let Some(Ok(field)) = by_id(id).map(JsCast::dyn_into::<HtmlInputElement>) {
        field.select();
    }
    is_there
}

/// Calls before the next painting.
pub fn next_frame(call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    let _ = window().request_animation_frame(call.unchecked_ref());
}

/// Is the focus in a place where people type? Then single-key shortcuts are deaf.
pub fn is_typing() -> bool {
    let Some(element) = document().and_then(|document| document.active_element()) else {
        return false;
    };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
}

/// Is a modal dialog open? Then the shortcuts of the page behind it are deaf.
pub fn dialog_is_open() -> bool {
    document().and_then(|document| document.query_selector("dialog[open]").ok().flatten()).is_some()
}

/// The key of an event. Empty where it has none: a browser that fills in a
/// form sends such events.
pub fn key(event: &Event) -> String {
    event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default()
}

/// Calls on every key pressed anywhere. Lives as long as the page.
pub fn on_key(mut pressed: impl FnMut(&KeyboardEvent) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        // Not every event of that name has a key: see `key`.
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            pressed(event);
        }
    });
    let _ = window().add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// A custom property or another property of an element's own style, by way of
/// the object model: the policy allows no style attributes.
fn set_style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// How much larger text is than usual, by the size that was chosen in the browser.
pub fn text_scale() -> f64 {
    let root = document().and_then(|document| document.document_element());
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    // The browser reads the number: Rust's own code for that carries large tables along.
    let pixels = size.map(|size| js_sys::parse_float(&size));
    pixels.filter(|pixels| *pixels > 0.0).map_or(1.0, |pixels| pixels / 16.0)
}

/// Has the person marked some text?
pub fn has_selection() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}

/// Lays an element that stays in place in the window over another, from the same corner.
pub fn lay_over(element: &HtmlElement, below: &HtmlElement) {
    let place = below.get_bounding_client_rect();
    set_pixels(element, "--left", place.left());
    set_pixels(element, "--top", place.top());
    set_pixels(element, "--width", place.width());
}

/// Sets a property of the style of an element to whole pixels: the code that writes fractions would be
/// carried along for this.
pub fn set_pixels(element: &HtmlElement, name: &str, pixels: f64) {
    let mut value = (pixels.round() as i64).to_string();
    value.push_str("px");
    set_style(element, name, &value);
}

/// Closes the menu that is open, and moves the focus to what opens it. False if none is.
pub fn close_menu() -> bool {
    let menu = document().and_then(|document| document.query_selector("details.menu[open]").ok().flatten());
    let Some(menu) = menu else { return false };
    let _ = menu.remove_attribute("open");
    if let Ok(Some(summary)) = menu.query_selector("summary")
        && let Some(summary) = summary.dyn_ref::<HtmlElement>()
    {
        let _ = summary.focus();
    }
    true
}

/// The path of the WebAssembly module, as the page names it, below the base.
pub fn program_address() -> Option<String> {
    let link = document()?.query_selector("link[rel=preload][type='application/wasm']").ok().flatten()?;
    let path = link.get_attribute("href")?;
    Some(if path.starts_with('/') { path } else { String::from("/") + path.trim_start_matches("./") })
}

/// A name in a cell or a heading is shown with so many characters.
const MOST_CHARS: usize = 200;

/// Cuts a text that is too long for a cell or a heading.
pub fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MOST_CHARS) {
        text.truncate(end);
        text.push('…');
    }
}
