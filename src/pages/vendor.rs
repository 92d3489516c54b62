//! What every vendor's views can do, whichever vendor it is. A vendor's part of
//! the program comes when somebody first goes to one of its systems.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

use crate::components::lazy::{Lazy, Part};
use crate::config::Vendor;
use crate::domain::Language;
use crate::form::FieldValue;
use crate::pages::found::FoundPeople;
use crate::pages::system_facts::SystemFacts;
use crate::route::Route;
use crate::state::System;
use crate::text::{LocalizedText, journal as journal_texts};

/// What a vendor's part of the program offers besides its views.
pub trait VendorPages: Sync {
    /// What stands around each view of a system, once somebody is signed in.
    fn frame(&self, _system: System, view: ViewFn) -> AnyView {
        view.run()
    }

    /// The form to sign in with.
    fn sign_in_form(&self, system: System) -> AnyView;

    /// Signs out at the server and here, here even if the server is gone; the
    /// word says what became of it.
    fn sign_out(&self, system: System) -> LocalizedText;

    /// The views that the rail leads to. Reactive: what somebody may do
    /// decides what is offered.
    fn views(&self, system: System) -> Vec<(LocalizedText, Route)>;

    /// Begins to read those whom [`find_people`](Self::find_people) finds, where that was not done.
    fn read_people(&self, system: System);

    /// Who of a system matches what was typed, at most so many, as far as its people were read.
    /// Reactive.
    fn find_people(&self, system: System, typed: &str, most: usize) -> FoundPeople;

    /// What a field is called on the screen, by the name that the documents use.
    fn field_label(&self, language: Language, field: &str) -> String;

    /// The value of a field of that name in words. Reactive where a list names it.
    fn value_text(&self, _system: System, language: Language, _field: &str, value: &FieldValue) -> String {
        journal_texts::value(language, value)
    }

    /// What is known of a system. Reactive.
    fn facts(&self, system: System, language: Language) -> SystemFacts;

    /// What can be chosen below these views, for all of them.
    fn rail_choice(&self, _system: System) -> AnyView {
        ().into_any()
    }
}

/// A vendor's part, as it is loaded.
pub type Loaded = &'static dyn VendorPages;

/// How the vendors' parts are loaded, and those that were asked for. It lives
/// as long as the page.
struct Vendors {
    load: fn(Vendor) -> Part<Loaded>,
    owner: Owner,
    asked_for: RefCell<Vec<(Vendor, Lazy<Loaded>)>>,
}

thread_local! {
    static VENDORS: OnceCell<Vendors> = const { OnceCell::new() };
}

/// To be called once, by the shell, which knows where the parts are.
pub fn start(load: fn(Vendor) -> Part<Loaded>) {
    let owner = Owner::current().unwrap_or_default();
    VENDORS.with(|vendors| {
        let _ = vendors.set(Vendors { load, owner, asked_for: RefCell::default() });
    });
}

/// The part of a vendor, asked for with its first use. `None` before [`start`].
pub fn pages_of(vendor: Vendor) -> Option<Lazy<Loaded>> {
    VENDORS.with(|vendors| {
        let vendors = vendors.get()?;
        let mut asked_for = vendors.asked_for.borrow_mut();
        let found = asked_for.iter().find(|(of, _)| *of == vendor);
        if let Some((_, lazy)) = found {
            return Some(*lazy);
        }
        let load = vendors.load;
        let lazy = vendors.owner.with(|| Lazy::new(Arc::new(move || load(vendor))));
        asked_for.push((vendor, lazy));
        Some(lazy)
    })
}

/// The part of a vendor, where it has been asked for.
pub fn loaded_pages(vendor: Vendor) -> Option<Lazy<Loaded>> {
    VENDORS.with(|vendors| {
        let asked_for = vendors.get()?.asked_for.borrow();
        asked_for.iter().find(|(of, _)| *of == vendor).map(|(_, lazy)| *lazy)
    })
}

/// A whole view of a vendor's part, once that is there.
pub fn with_pages(vendor: Vendor, make: impl Fn(Loaded) -> AnyView + Send + 'static) -> AnyView {
    match pages_of(vendor) {
        Some(pages) => pages.view(make),
        None => ().into_any(),
    }
}

/// The same within a view, which has its heading already.
pub fn within_pages(vendor: Vendor, make: impl Fn(Loaded) -> AnyView + Send + 'static) -> AnyView {
    match pages_of(vendor) {
        Some(pages) => pages.view_within(make),
        None => ().into_any(),
    }
}
