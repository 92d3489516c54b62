//! Signals, memos and effects whose code is there once.
//!
//! Leptos compiles its own anew for every type of value and every closure, 2
//! to 10 kB each time. The ones here keep their values behind `dyn Any`, so
//! that only a thin wrapper is compiled for each type; they are used in the
//! same way.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::component;
use leptos::prelude::{
    self as plain, ArcTrigger, Get, GetUntracked, GetValue, LocalStorage, Notify, Signal, Track,
};
use send_wrapper::SendWrapper;

use super::view::{AnyView, ChildrenFn, IntoView, ViewFn, live};

/// What every signal and stored value holds.
#[derive(Clone)]
struct Slot {
    value: Rc<RefCell<dyn Any>>,
    trigger: ArcTrigger,
}

type Item = plain::StoredValue<Slot, LocalStorage>;

#[inline(never)]
fn store(value: Rc<RefCell<dyn Any>>) -> Item {
    plain::StoredValue::new_local(Slot { value, trigger: ArcTrigger::new() })
}

/// Gone with the page that owned it, which no code that still runs should ask.
#[cold]
fn gone() -> ! {
    wasm_bindgen::throw_str("a value was asked for after its page was left")
}

/// Who is told of what is done with a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nobody,
    /// Whoever runs now runs again when the value changes.
    Reader,
    /// Whoever has read it runs again.
    Readers,
}

/// Lets somebody look at a value; false where it is gone. One piece of code
/// for all types: what is compiled for each is the look alone.
#[inline(never)]
fn visit(item: Item, told: Told, look: &mut dyn FnMut(&dyn Any)) -> bool {
    let Some(slot) = item.try_get_value() else { return false };
    if told == Told::Reader {
        slot.trigger.track();
    }
    look(&*slot.value.borrow());
    true
}

/// The same for changing it.
#[inline(never)]
fn change(item: Item, told: Told, change: &mut dyn FnMut(&mut dyn Any)) -> bool {
    let Some(slot) = item.try_get_value() else { return false };
    change(&mut *slot.value.borrow_mut());
    if told == Told::Readers {
        slot.trigger.notify();
    }
    true
}

/// The comparison of types is some twenty bytes that do not pack: once a type.
#[inline(never)]
fn cast<T: 'static>(value: &dyn Any) -> &T {
    value.downcast_ref().unwrap_or_else(|| gone())
}

#[inline(never)]
fn cast_mut<T: 'static>(value: &mut dyn Any) -> &mut T {
    value.downcast_mut().unwrap_or_else(|| gone())
}

fn read<T: 'static, O>(item: Item, told: Told, look: impl FnOnce(&T) -> O) -> Option<O> {
    let (mut look, mut seen) = (Some(look), None);
    visit(item, told, &mut |value| seen = look.take().map(|look| look(cast(value))));
    seen
}

fn write<T: 'static, O>(item: Item, told: Told, write: impl FnOnce(&mut T) -> O) -> Option<O> {
    let (mut write, mut done) = (Some(write), None);
    change(item, told, &mut |value| done = write.take().map(|write| write(cast_mut(value))));
    done
}

/// Gives the new value back where there is no place for it any more. The old
/// one is dropped when nothing is borrowed: its own end may look at this very
/// place.
#[inline(never)]
fn replace<T: 'static>(item: Item, told: Told, value: T) -> Option<T> {
    let mut value = Some(value);
    let before =
        write(item, Told::Nobody, |now: &mut T| value.take().map(|value| std::mem::replace(now, value)));
    drop(before);
    if value.is_none() && told == Told::Readers {
        notify(item);
    }
    value
}

#[inline(never)]
fn notify(item: Item) {
    if let Some(slot) = item.try_get_value() {
        slot.trigger.notify();
    }
}

/// A handle on an item: copied freely, and equal to another on the same item.
macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name<T> {
            item: Item,
            of: PhantomData<fn() -> T>,
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.item == other.item
            }
        }

        impl<T: 'static> $name<T> {
            pub fn new(value: T) -> Self {
                Self { item: store(Rc::new(RefCell::new(value))), of: PhantomData }
            }
        }
    };
}

handle! {
    /// A value that can be read and written from anywhere in the page, and
    /// tells whoever read it that it has changed.
    RwSignal
}

handle! {
    /// A value that a page keeps and nobody follows.
    StoredValue
}

impl<T: 'static> RwSignal<T> {
    /// Has whoever runs this run again when the value changes.
    pub fn track(&self) {
        visit(self.item, Told::Reader, &mut |_| {});
    }

    pub fn with<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        read(self.item, Told::Reader, look).unwrap_or_else(|| gone())
    }

    pub fn with_untracked<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        read(self.item, Told::Nobody, look).unwrap_or_else(|| gone())
    }

    pub fn try_with<O>(&self, look: impl FnOnce(&T) -> O) -> Option<O> {
        read(self.item, Told::Reader, look)
    }

    pub fn try_with_untracked<O>(&self, look: impl FnOnce(&T) -> O) -> Option<O> {
        read(self.item, Told::Nobody, look)
    }

    #[inline(never)]
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    #[inline(never)]
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    #[inline(never)]
    pub fn try_get(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with(T::clone)
    }

    #[inline(never)]
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
        replace(self.item, Told::Readers, value)
    }

    pub fn update(&self, change: impl FnOnce(&mut T)) {
        if self.try_update(change).is_none() {
            gone();
        }
    }

    pub fn try_update<O>(&self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        write(self.item, Told::Readers, change)
    }

    pub fn update_untracked<O>(&self, change: impl FnOnce(&mut T) -> O) -> O {
        write(self.item, Told::Nobody, change).unwrap_or_else(|| gone())
    }

    pub fn notify(&self) {
        notify(self.item);
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Signal::derive(move || signal.get())
    }
}

impl<T: 'static> StoredValue<T> {
    pub fn with_value<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        self.try_with_value(look).unwrap_or_else(|| gone())
    }

    pub fn try_with_value<O>(&self, look: impl FnOnce(&T) -> O) -> Option<O> {
        read(self.item, Told::Nobody, look)
    }

    #[inline(never)]
    pub fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    #[inline(never)]
    pub fn try_get_value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    pub fn set_value(&self, value: T) {
        let _ = self.try_set_value(value);
    }

    /// Gives the value back if the page that owned the place was left.
    pub fn try_set_value(&self, value: T) -> Option<T> {
        replace(self.item, Told::Nobody, value)
    }

    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    pub fn try_update_value<O>(&self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        write(self.item, Told::Nobody, change)
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
    cast::<T>(a) == cast::<T>(b)
}

type Compute = Box<dyn Fn(Option<&Computed>) -> Computed>;

fn computed(compute: Compute) -> plain::Memo<Computed> {
    let compute = SendWrapper::new(compute);
    plain::Memo::new(move |before: Option<&Computed>| (*compute)(before))
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

#[inline(never)]
fn latest(memo: plain::Memo<Computed>, told: Told) -> Rc<dyn Any> {
    let computed = if told == Told::Reader { memo.get() } else { memo.get_untracked() };
    (*computed.value).clone()
}

impl<T: PartialEq + 'static> Memo<T> {
    pub fn new(compute: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let compute = move |before: Option<&Computed>| {
            let before = before.map(|before| cast::<T>(before.value.as_ref()));
            Computed { value: SendWrapper::new(Rc::new(compute(before))), is_same: is_same::<T> }
        };
        Self { memo: computed(Box::new(compute)), of: PhantomData }
    }

    pub fn track(&self) {
        self.memo.track();
    }

    pub fn with<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        look(cast(latest(self.memo, Told::Reader).as_ref()))
    }

    pub fn with_untracked<O>(&self, look: impl FnOnce(&T) -> O) -> O {
        look(cast(latest(self.memo, Told::Nobody).as_ref()))
    }

    #[inline(never)]
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    #[inline(never)]
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
    live(move || if when.get() { (*children)() } else { fallback.run() })
}
