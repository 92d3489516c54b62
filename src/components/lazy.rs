//! Views whose code comes in a file of its own when it is first needed, so
//! that nobody waits for what they do not open.

use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::loading::Loading;
use super::localize::{t, text};
use super::title::Title;
use crate::text::common;

/// The file did not come; the next try asks for it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// What a file holds, on its way.
pub type Part<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// Declares parts of the program: functions whose answer, and all code that
/// only they reach, the build lays into a file named after the part
/// (tests/tools/parts.mjs), and where it is named one that asks for the file alone. What stands
/// before the first `_` of a part's name is the part without which it is not
/// whole. A debug build is one piece, and answers at once.
macro_rules! split {
    ($(part $part:ident $(, $preload:ident)? {
        $($name:ident($($argument:ident: $type:ty),*): $what:ty = $answer:expr;)*
    })*) => {$(
        $(
            #[cfg(debug_assertions)]
            async fn $preload() -> Result<(), $crate::components::lazy::NotLoaded> {
                Ok(())
            }

            // It is in the file, too, and so comes when the file has.
            #[cfg(not(debug_assertions))]
            #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
            fn $preload() -> Result<(), $crate::components::lazy::NotLoaded> {
                Ok(())
            }
        )?
        $(
            #[cfg(debug_assertions)]
            async fn $name($($argument: $type),*) -> Result<$what, $crate::components::lazy::NotLoaded> {
                Ok($answer)
            }

            // Both sides of the call are the same program, whatever its types.
            #[cfg(not(debug_assertions))]
            #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
            #[allow(improper_ctypes, improper_ctypes_definitions)]
            fn $name($($argument: $type),*) -> Result<$what, $crate::components::lazy::NotLoaded> {
                Ok($answer)
            }
        )*
    )*};
}
pub(crate) use split;

/// How a part is asked for, as often as it is wanted.
pub type Load<T> = Arc<dyn Fn() -> Part<T> + Send + Sync>;

/// A part that a view waits for.
pub struct Lazy<T: Send + Sync + 'static> {
    loaded: RwSignal<Option<Result<T, NotLoaded>>>,
    load: StoredValue<Load<T>>,
}

impl<T: Send + Sync + 'static> Clone for Lazy<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Lazy<T> {}

impl<T: Clone + Send + Sync + 'static> Lazy<T> {
    /// Asks for the part at once.
    pub fn new(load: Load<T>) -> Self {
        let lazy = Self { loaded: RwSignal::new(None), load: StoredValue::new(load) };
        lazy.ask();
        lazy
    }

    fn ask(self) {
        self.loaded.set(None);
        let coming = self.load();
        spawn_local(async move {
            let part = coming.await;
            // The page may have been left meanwhile.
            self.loaded.try_set(Some(part));
        });
    }

    /// The part itself, which is asked for once more only where it did not come.
    pub fn load(self) -> Part<T> {
        self.load.with_value(|load| load())
    }

    /// What came, or that it did not. Reactive while that can change: what has come stays.
    fn loaded_now(&self) -> Option<Result<T, NotLoaded>> {
        let loaded = self.loaded.get_untracked();
        if !matches!(loaded, Some(Ok(_))) {
            self.loaded.track();
        }
        loaded
    }

    /// What is there, if it is. Reactive.
    pub fn get(&self) -> Option<T> {
        self.loaded_now()?.ok()
    }

    /// The whole view that the part makes, a sign of waiting before, and a way to
    /// ask again where it did not come.
    pub fn view(self, make: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
        let missing = |again| {
            view! {
                <Title title=text(common::part_missing) />
                <Missing again=again />
            }
            .into_any()
        };
        self.view_or(make, missing)
    }

    /// The same within a view, which has its heading already.
    pub fn view_within(self, make: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
        self.view_or(make, |again| view! { <Missing again=again /> }.into_any())
    }

    /// The same with what stands in the place of a part that did not come. It gets what asks again.
    pub fn view_or(
        self,
        make: impl Fn(T) -> AnyView + Send + 'static,
        missing: impl Fn(Callback<()>) -> AnyView + Send + 'static,
    ) -> AnyView {
        // What did not come while something else was shown is asked for once more.
        if self.loaded.with_untracked(|part| matches!(part, Some(Err(NotLoaded)))) {
            self.ask();
        }
        (move || match self.loaded_now() {
            Some(Ok(part)) => untrack(|| make(part)),
            None => view! { <Loading /> }.into_any(),
            Some(Err(NotLoaded)) => missing(Callback::new(move |()| self.ask())),
        })
        .into_any()
    }
}

/// In the place of a part that did not come.
#[component]
pub fn Missing(again: Callback<()>) -> impl IntoView {
    view! {
        <p role="alert">{t(common::part_missing_why)}</p>
        <p>
            <button type="button" on:click=move |_| again.run(())>
                {t(common::try_again)}
            </button>
        </p>
    }
}
