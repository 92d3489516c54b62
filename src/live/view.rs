//! Nodes of the page, made at once and kept up to date where they live.
//!
//! A part that lives ends with a text node of its own. A text stands in that
//! very node; anything else stands between it and another, empty one before
//! it. So a part finds its place without knowing its parent, and what stands
//! in it may change by itself.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;

use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::{Signal, on_cleanup};
use leptos::reactive::effect::RenderEffect;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt, intern};
use web_sys::{Document, Element, Event, Node, Text};

use super::signals::{Memo, RwSignal};
use super::value::{Attribute, Source, Value};
use leptos::prelude::Get;

/// A piece of the page, not yet in its place.
#[derive(Default)]
pub enum AnyView {
    #[default]
    Nothing,
    Text(Cow<'static, str>),
    /// An element, or a fragment of several nodes.
    Node(Node),
}

thread_local! {
    static DOCUMENT: Document = leptos::prelude::document();
}

pub(super) fn empty_text() -> Text {
    DOCUMENT.with(|document| document.create_text_node(""))
}

fn new_fragment() -> Node {
    DOCUMENT.with(|document| document.create_document_fragment().into())
}

/// Appends nothing but what was just made, which no parent refuses.
fn append(parent: &Node, child: &Node) {
    parent.append_child(child).unwrap_throw();
}

/// Puts a node before another; `before` has a parent, or is given one.
pub(super) fn insert(node: &Node, before: &Node) {
    let parent = parent_of(before);
    parent.insert_before(node, Some(before)).unwrap_throw();
}

pub(super) fn parent_of(node: &Node) -> Node {
    node.parent_node().unwrap_or_else(|| {
        let fragment = new_fragment();
        append(&fragment, node);
        fragment
    })
}

impl AnyView {
    pub(super) fn append_to(self, parent: &Node) {
        match self {
            Self::Nothing => {}
            Self::Text(text) => {
                append(parent, &DOCUMENT.with(|document| document.create_text_node(&text)));
            }
            Self::Node(node) => append(parent, &node),
        }
    }
}

/// What can stand in a page.
pub trait IntoView {
    fn into_any(self) -> AnyView;
}

impl IntoView for AnyView {
    fn into_any(self) -> AnyView {
        self
    }
}

impl IntoView for () {
    fn into_any(self) -> AnyView {
        AnyView::Nothing
    }
}

impl IntoView for &'static str {
    fn into_any(self) -> AnyView {
        AnyView::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_any(self) -> AnyView {
        AnyView::Text(Cow::Owned(self))
    }
}

impl IntoView for Cow<'static, str> {
    fn into_any(self) -> AnyView {
        AnyView::Text(self)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl IntoView for $number {
            fn into_any(self) -> AnyView {
                self.to_string().into_any()
            }
        }
    )*};
}
numbers!(u16, i32, u32, usize);

impl<T: IntoView> IntoView for Option<T> {
    fn into_any(self) -> AnyView {
        self.map_or(AnyView::Nothing, IntoView::into_any)
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_any(self) -> AnyView {
        self.into_iter().collect_view()
    }
}

impl<A: IntoView, B: IntoView> IntoView for (A, B) {
    fn into_any(self) -> AnyView {
        [self.0.into_any(), self.1.into_any()].collect_view()
    }
}

impl<A: IntoView, B: IntoView, C: IntoView> IntoView for (A, B, C) {
    fn into_any(self) -> AnyView {
        [self.0.into_any(), self.1.into_any(), self.2.into_any()].collect_view()
    }
}

impl<F, T> IntoView for F
where
    F: Fn() -> T + 'static,
    T: IntoView,
{
    fn into_any(self) -> AnyView {
        part(Box::new(move || self().into_any()))
    }
}

impl<T: IntoView + Clone + Send + Sync + 'static> IntoView for Signal<T> {
    fn into_any(self) -> AnyView {
        (move || self.get()).into_any()
    }
}

impl<T: IntoView + Clone + 'static> IntoView for RwSignal<T> {
    fn into_any(self) -> AnyView {
        (move || self.get()).into_any()
    }
}

impl<T: IntoView + Clone + PartialEq + 'static> IntoView for Memo<T> {
    fn into_any(self) -> AnyView {
        (move || self.get()).into_any()
    }
}

/// One after the other.
pub trait CollectView {
    fn collect_view(self) -> AnyView;
}

impl<I: IntoIterator<Item: IntoView>> CollectView for I {
    fn collect_view(self) -> AnyView {
        let mut page = Builder::new();
        for item in self {
            page.add(item.into_any());
        }
        page.finish()
    }
}

/// A part of the page that is made anew whenever a signal that it reads changes.
pub fn live(make: impl Fn() -> AnyView + 'static) -> AnyView {
    part(Box::new(make))
}

fn part(make: Box<dyn Fn() -> AnyView>) -> AnyView {
    let end = empty_text();
    let mut place = Place { start: None, end: end.clone(), said: Cow::Borrowed("") };
    follow(Box::new(move || place.show(make())));
    AnyView::Node(end.parent_node().unwrap_or_else(|| end.into()))
}

/// Does something now, and again whenever a signal that it reads changes,
/// until the owner goes.
pub(super) fn follow(mut run: Box<dyn FnMut()>) {
    let effect = SendWrapper::new(RenderEffect::new(move |_: Option<()>| run()));
    on_cleanup(move || drop(effect));
}

/// Where a living part stands.
struct Place {
    start: Option<Text>,
    end: Text,
    said: Cow<'static, str>,
}

impl Place {
    fn show(&mut self, view: AnyView) {
        if let Some(start) = &self.start {
            clear(start, &self.end);
        }
        let text = match view {
            AnyView::Nothing => Cow::Borrowed(""),
            AnyView::Text(text) => text,
            AnyView::Node(node) => {
                if self.start.is_none() {
                    let start = empty_text();
                    insert(&start, &self.end);
                    self.start = Some(start);
                }
                insert(&node, &self.end);
                Cow::Borrowed("")
            }
        };
        if self.said != text {
            self.end.set_data(&text);
            self.said = text;
        }
    }
}

/// Takes out what stands between two nodes.
fn clear(start: &Node, end: &Node) {
    while let Some(next) = start.next_sibling().filter(|next| next != end) {
        take_out(&next);
    }
}

pub(super) fn take_out(node: &Node) {
    if let Some(parent) = node.parent_node() {
        parent.remove_child(node).unwrap_throw();
    }
}

/// Children of a component, made once.
pub type Children = Box<dyn FnOnce() -> AnyView>;
/// Children of a component, made as often as they are shown.
pub type ChildrenFn = Rc<dyn Fn() -> AnyView>;

/// The children in a `view!`, as the component takes them.
pub trait ToChildren<F> {
    fn to_children(make: F) -> Self;
}

impl<F: FnOnce() -> AnyView + 'static> ToChildren<F> for Children {
    fn to_children(make: F) -> Self {
        Box::new(make)
    }
}

impl<F: Fn() -> AnyView + 'static> ToChildren<F> for ChildrenFn {
    fn to_children(make: F) -> Self {
        Rc::new(make)
    }
}

impl<F: FnOnce() -> AnyView + 'static> ToChildren<F> for Option<Children> {
    fn to_children(make: F) -> Self {
        Some(Box::new(make))
    }
}

/// What stands in the place of something, made as often as it is shown.
#[derive(Clone)]
pub struct ViewFn(Rc<dyn Fn() -> AnyView>);

impl Default for ViewFn {
    fn default() -> Self {
        Self(Rc::new(AnyView::default))
    }
}

impl<F: Fn() -> T + 'static, T: IntoView> From<F> for ViewFn {
    fn from(make: F) -> Self {
        Self(Rc::new(move || make().into_any()))
    }
}

impl ViewFn {
    pub fn run(&self) -> AnyView {
        (self.0)()
    }
}

/// An element of the page, known once it is made.
pub struct NodeRef<E: ElementType>(RwSignal<Option<E::Output>>)
where
    E::Output: 'static;

impl<E: ElementType> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: ElementType> Copy for NodeRef<E> {}

impl<E: ElementType> NodeRef<E>
where
    E::Output: JsCast + Clone + 'static,
{
    #[expect(clippy::new_without_default, reason = "the same call as Leptos's own")]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    pub fn get(&self) -> Option<E::Output> {
        self.0.try_get().flatten()
    }

    /// `None` too when its page was left: an element may still scroll then.
    pub fn get_untracked(&self) -> Option<E::Output> {
        self.0.try_get_untracked().flatten()
    }
}

/// An event with the element that listens, whose type the markup knows.
pub struct Targeted<E, T> {
    event: E,
    target: T,
}

impl<E, T: Clone> Targeted<E, T> {
    pub fn target(&self) -> T {
        self.target.clone()
    }
}

impl<E, T> Deref for Targeted<E, T> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.event
    }
}

/// Makes nodes, one inside the other. `view!` expands to its calls.
pub struct Builder {
    /// What is open, outermost first. At the bottom a fragment.
    open: Vec<Node>,
}

impl Builder {
    #[expect(clippy::new_without_default, reason = "nothing is built by default")]
    pub fn new() -> Self {
        Self { open: vec![new_fragment()] }
    }

    fn top(&self) -> &Node {
        self.open.last().unwrap_throw()
    }

    fn element(&self) -> &Element {
        self.top().unchecked_ref()
    }

    /// Opens an element: a line for its tag, one for each attribute `name=value`.
    pub fn open(&mut self, told: &'static str) {
        let mut lines = told.split('\n');
        let tag = lines.next().unwrap_or_default();
        let element = DOCUMENT.with(|document| document.create_element(intern(tag))).unwrap_throw();
        for (name, value) in lines.filter_map(|line| line.split_once('=')) {
            element.set_attribute(intern(name), intern(value)).unwrap_throw();
        }
        self.open.push(element.into());
    }

    pub fn close(&mut self) {
        if let Some(done) = self.open.pop() {
            append(self.top(), &done);
        }
    }

    pub fn text(&mut self, text: &'static str) {
        self.add(AnyView::Text(Cow::Borrowed(text)));
    }

    pub fn add(&mut self, view: AnyView) {
        view.append_to(self.top());
    }

    pub fn child(&mut self, view: impl IntoView) {
        self.add(view.into_any());
    }

    pub fn attribute(&mut self, name: &'static str, value: impl Attribute) {
        self.set(name, value.source(), |element, name, value| match value.text() {
            Some(text) => element.set_attribute(name, text).unwrap_throw(),
            None => element.remove_attribute(name).unwrap_throw(),
        });
    }

    /// A class that is there, or not.
    pub fn class(&mut self, name: &'static str, value: impl Attribute) {
        self.set(name, value.source(), |element, name, value| {
            element.class_list().toggle_with_force(name, value.is_on()).unwrap_throw();
        });
    }

    /// A property of the element, such as what stands in a control.
    pub fn property(&mut self, name: &'static str, value: impl Attribute) {
        self.set(name, value.source(), |element, name, value| {
            js_sys::Reflect::set(element, &JsValue::from_str(name), &value.to_js()).unwrap_throw();
        });
    }

    fn set(&mut self, name: &'static str, source: Source, put: fn(&Element, &str, &Value)) {
        let element = self.element();
        match source {
            Source::Fixed(value) => put(element, name, &value),
            Source::Live(make) => {
                let element = element.clone();
                let mut before = None;
                follow(Box::new(move || {
                    let now = make();
                    if before.as_ref() != Some(&now) {
                        put(&element, name, &now);
                        before = Some(now);
                    }
                }));
            }
        }
    }

    pub fn note<E: ElementType>(&mut self, node: NodeRef<E>)
    where
        E::Output: JsCast + Clone + 'static,
    {
        node.0.set(Some(self.element().clone().unchecked_into()));
    }

    pub fn on<D>(&mut self, event: D, mut act: impl FnMut(D::EventType) + 'static)
    where
        D: EventDescriptor,
        D::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event| act(event.unchecked_into())));
    }

    pub fn on_target<T, D>(&mut self, event: D, mut act: impl FnMut(Targeted<D::EventType, T>) + 'static)
    where
        T: JsCast + Clone + 'static,
        D: EventDescriptor,
        D::EventType: JsCast,
    {
        let target: T = self.element().clone().unchecked_into();
        self.on(event, move |event| act(Targeted { event, target: target.clone() }));
    }

    fn listen(&mut self, event: &str, act: Box<dyn FnMut(Event)>) {
        // The browser frees it with the element: one that is taken out may
        // still tell that it lost the focus.
        let act = Closure::wrap(act).into_js_value();
        self.element().add_event_listener_with_callback(intern(event), act.unchecked_ref()).unwrap_throw();
    }

    /// What was built. A single element stands for itself.
    pub fn finish(mut self) -> AnyView {
        let Some(fragment) = self.open.pop() else { return AnyView::Nothing };
        match fragment.first_child() {
            None => AnyView::Nothing,
            Some(only) if only.next_sibling().is_none() && only.node_type() == Node::ELEMENT_NODE => {
                AnyView::Node(only)
            }
            Some(_) => AnyView::Node(fragment),
        }
    }
}

/// Makes the page and puts it into the document's body, for good.
pub fn mount<V: IntoView>(make: impl FnOnce() -> V + 'static) {
    leptos::mount::mount_to_body(move || {
        let view = make().into_any();
        if let Some(body) = DOCUMENT.with(Document::body) {
            view.append_to(&body);
        }
    });
}
