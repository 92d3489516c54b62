//! Leptos's prelude, with signals whose code is there once.
//!
//! Leptos compiles its signals, memos, effects and `Show` anew for every type
//! of value and every closure, 2 to 10 kB each time. The ones here keep their
//! values behind `dyn Any`, so that only a thin wrapper is compiled for each
//! type; they are used in the same way. A leaf: it knows no other layer.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

pub use leptos::prelude::*;
use leptos::prelude as plain;
use send_wrapper::SendWrapper;

/// What every signal and stored value holds.
#[derive(Clone)]
struct Slot {
    value: Rc<dyn Any>,
    trigger: ArcTrigger,
}

type Item = plain::StoredValue<Slot, LocalStorage>;

fn store(value: Rc<dyn Any>) -> Item {
    plain::StoredValue::new_local(Slot { value, trigger: ArcTrigger::new() })
}

/// Gone with the page that owned it, which no code that still runs should ask.
fn gone() -> ! {
    wasm_bindgen::throw_str("a value was asked for after its page was left")
}

fn read<T: 'static, O>(slot: &Slot, read: impl FnOnce(&T) -> O) -> Option<O> {
    slot.value.downcast_ref::<RefCell<T>>().map(|cell| read(&cell.borrow()))
}

fn write<T: 'static, O>(slot: &Slot, write: impl FnOnce(&mut T) -> O) -> Option<O> {
    slot.value.downcast_ref::<RefCell<T>>().map(|cell| write(&mut cell.borrow_mut()))
}

/// A value that can be read and written from anywhere in the page, and tells
/// whoever read it that it has changed.
pub struct RwSignal<T> {
    item: Item,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> PartialEq for RwSignal<T> {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item
    }
}

impl<T: 'static> RwSignal<T> {
    pub fn new(value: T) -> Self {
        Self { item: store(Rc::new(RefCell::new(value))), of: PhantomData }
    }

    fn slot(&self) -> Slot {
        self.item.try_get_value().unwrap_or_else(|| gone())
    }

    /// Has whoever runs this run again when the value changes.
    pub fn track(&self) {
        self.slot().trigger.track();
    }

    pub fn with<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        let slot = self.slot();
        slot.trigger.track();
        read(&slot, look).unwrap_or_else(|| gone())
    }

    pub fn with_untracked<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        read(&self.slot(), look).unwrap_or_else(|| gone())
    }

    pub fn try_with<O>(&self, look: impl FnOnce(&T) -> O) -> Option<O> {
        let slot = self.item.try_get_value()?;
        slot.trigger.track();
        read(&slot, look)
    }

    pub fn try_with_untracked<O>(&self, look: impl FnOnce(&T) -> O) -> Option<O> {
        read(&self.item.try_get_value()?, look)
    }

    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    pub fn try_get(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with(T::clone)
    }

    pub fn try_get_untracked(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    pub fn set(&self, value: T) {
        if self.try_set(value).is_some() {
            gone();
        }
    }

    /// Gives the value back if the page that owned the signal was left.
    pub fn try_set(&self, value: T) -> Option<T> {
        let Some(slot) = self.item.try_get_value() else { return Some(value) };
        let before = write(&slot, |now| std::mem::replace(now, value));
        drop(before);
        slot.trigger.notify();
        None
    }

    pub fn update(&self, change: impl FnOnce(&mut T)) {
        if self.try_update(change).is_none() {
            gone();
        }
    }

    pub fn try_update<O>(&self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        let slot = self.item.try_get_value()?;
        let told = write(&slot, change)?;
        slot.trigger.notify();
        Some(told)
    }

    pub fn update_untracked<O>(&self, change: impl FnOnce(&mut T) -> O) -> O {
        write(&self.slot(), change).unwrap_or_else(|| gone())
    }

    pub fn notify(&self) {
        self.slot().trigger.notify();
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Signal::derive(move || signal.get())
    }
}

/// A value that a page keeps and nobody follows.
pub struct StoredValue<T> {
    item: Item,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T> PartialEq for StoredValue<T> {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item
    }
}

impl<T: 'static> StoredValue<T> {
    pub fn new(value: T) -> Self {
        Self { item: store(Rc::new(RefCell::new(value))), of: PhantomData }
    }

    pub fn new_local(value: T) -> Self {
        Self::new(value)
    }

    pub fn with_value<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        self.try_with_value(look).unwrap_or_else(|| gone())
    }

    pub fn try_with_value<O>(&self, look: impl FnOnce(&T) -> O) -> Option<O> {
        read(&self.item.try_get_value()?, look)
    }

    pub fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    pub fn try_get_value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    pub fn set_value(&self, value: T) {
        // The old value is dropped when nothing is borrowed any more: its
        // own end may look at this very place.
        drop(self.try_update_value(|now| std::mem::replace(now, value)));
    }

    pub fn try_set_value(&self, value: T) -> Option<T> {
        let slot = self.item.try_get_value();
        match slot {
            Some(slot) => {
                drop(write(&slot, |now| std::mem::replace(now, value)));
                None
            }
            None => Some(value),
        }
    }

    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    pub fn try_update_value<O>(&self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        write(&self.item.try_get_value()?, change)
    }
}

/// A computed value with the way to compare it.
#[derive(Clone)]
struct Computed {
    value: SendWrapper<Rc<dyn Any>>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Computed {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(self.value.as_ref(), other.value.as_ref())
    }
}

fn is_same<T: PartialEq + 'static>(a: &dyn Any, b: &dyn Any) -> bool {
    match (a.downcast_ref::<T>(), b.downcast_ref::<T>()) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

fn computed(compute: Box<dyn Fn(Option<&Computed>) -> Computed>) -> plain::Memo<Computed> {
    let compute = SendWrapper::new(compute);
    plain::Memo::new(move |before| compute(before))
}

/// A value made of signals, which tells of a change only if it differs.
pub struct Memo<T> {
    memo: plain::Memo<Computed>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + 'static> Memo<T> {
    pub fn new(compute: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let compute = move |before: Option<&Computed>| {
            let before = before.and_then(|before| before.value.downcast_ref::<T>());
            Computed { value: SendWrapper::new(Rc::new(compute(before))), is_same: is_same::<T> }
        };
        Self { memo: computed(Box::new(compute)), of: PhantomData }
    }

    pub fn track(&self) {
        self.memo.track();
    }

    pub fn with<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        let computed = self.memo.get();
        computed.value.downcast_ref::<T>().map(look).unwrap_or_else(|| gone())
    }

    pub fn with_untracked<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        let computed = self.memo.get_untracked();
        computed.value.downcast_ref::<T>().map(look).unwrap_or_else(|| gone())
    }

    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

impl<T: PartialEq + Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Signal::derive(move || memo.get())
    }
}

/// Does something when a signal that it reads changes.
pub struct Effect;

impl Effect {
    /// `run` is given what it answered the last time.
    #[expect(clippy::new_ret_no_self, reason = "the same call as Leptos's own")]
    pub fn new<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
        let mut before = None;
        follow(Box::new(move || before = Some(run(before.take()))));
    }
}

fn follow(mut run: Box<dyn FnMut()>) {
    plain::Effect::new(move |_| run());
}

/// A part of the page that comes and goes with a condition.
#[component(transparent)]
pub fn Show(
    children: ChildrenFn,
    when: impl Fn() -> bool + 'static,
    #[prop(optional, into)] fallback: ViewFn,
) -> impl IntoView {
    shown(children, Memo::new(move |_| when()), fallback)
}

fn shown(children: ChildrenFn, when: Memo<bool>, fallback: ViewFn) -> AnyView {
    live(move || if when.get() { children() } else { fallback.run() })
}

/// A part of the page that is made anew whenever a signal that it reads changes.
pub fn live(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let make: Box<dyn Fn() -> AnyView + Send> = Box::new(make);
    IntoAny::into_any(make)
}
