//! What pages are made of: Leptos's prelude with a page and signals of our own.
//!
//! Signals, memos, effects, components and contexts are Leptos's, with the
//! same names and uses. What is ours keeps the program small (README, "What
//! it weighs"): `view!` expands to calls of one builder, and values are kept
//! behind `dyn`, so that code is there once and not once for every type. A
//! leaf: it knows no other layer.

mod each;
mod signals;
mod value;
mod view;

pub use leptos::prelude::*;
pub use switchroom_markup::view;

pub use self::each::For;
pub use self::signals::{Effect, Memo, RwSignal, Show, StoredValue};
pub use self::value::{Attribute, Source};
// `IntoAny` hides Leptos's own, whose method has the same name.
pub use self::view::IntoView as IntoAny;
pub use self::view::{
    AnyView, Builder, Children, ChildrenFn, CollectView, IntoView, NodeRef, Targeted, ToChildren, ViewFn,
    live, mount,
};
