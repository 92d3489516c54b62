//! What pages are made of: Leptos's prelude with a page and signals of our own.
//!
//! Contexts, callbacks, `Signal` and `#[component]` are Leptos's. What is ours
//! has the names and uses of what it stands for in Leptos and keeps the
//! program small (README, "What it weighs"): `view!` expands to calls of one
//! builder, and signals, memos, effects and stored values keep what they hold
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
