//! What lives longer than a view: sessions, caches, notices, where we are.

pub mod apio;
mod changed_row;
pub mod check;
pub mod icws;
pub mod import;
pub mod journal;
pub mod lasting;
pub mod list;
pub mod navigation;
pub mod notices;
pub mod on_behalf;
pub mod opened_people;
pub mod person;
pub mod plan;
pub mod plan_journal;
pub mod probe;
pub mod read_each;
pub mod row_requests;
pub mod session;
pub mod system_plan;
pub mod xivo;

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock;
use crate::config::Config;
use crate::domain::{CountryCode, PersonKey};
pub use journal::SessionJournal;
pub use navigation::Navigation;
pub use notices::Notices;
pub use session::{Session, System, Systems};

/// So often it is looked whether something is done that is under way elsewhere.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Waits until something is so that comes about elsewhere.
async fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        clock::sleep(LOOK_EVERY).await;
    }
}

/// In how many seconds all is through, as quick as it was since a moment at which so many were left.
/// None before the first is done with.
fn seconds_left(since: f64, left_then: usize, left: usize) -> Option<f64> {
    let done = left_then.saturating_sub(left);
    (done > 0).then(|| (clock::now() - since) / 1_000.0 / done as f64 * left as f64)
}

/// Everything that a page can ask for, in one context.
#[derive(Clone, Copy)]
pub struct Console {
    pub navigation: Navigation,
    pub notices: Notices,
    pub systems: Systems,
    pub journal: SessionJournal,
    /// Is the journal kept in the browser?
    pub keeps_changes: bool,
    pub opened_people: opened_people::OpenedPeople,
    /// Whose numbers lists find in national and in international form alike.
    pub country_code: Option<CountryCode>,
    /// By what somebody is found in the other systems.
    pub same_person_by: Option<PersonKey>,
    pub xivos: KeyedCache<xivo::Xivo>,
    /// Beside the systems, so that the code of plans comes only where it is needed.
    pub plans: KeyedCache<xivo::plan::XivoPlan>,
    pub icws: KeyedCache<icws::Icws>,
    pub icws_plans: KeyedCache<icws::plan::IcwsPlan>,
    pub icws_overrides: KeyedCache<icws::overrides::Overrides>,
    pub apios: KeyedCache<apio::Apio>,
    pub apio_plans: KeyedCache<apio::plan::ApioPlan>,
    pub person_plans: KeyedCache<person::plan::PersonPlan>,
    pub person_code: person::server::PersonCode,
}

thread_local! {
    static HERE: Cell<Option<Console>> = const { Cell::new(None) };
}

impl Console {
    /// The console for a configuration; made once, when the file has been read.
    pub fn new(config: Config, navigation: Navigation, person_code: person::server::PersonCode) -> Self {
        let notices = Notices::new();
        // Notices belong to the view in which they came.
        navigation.on_visit(Callback::new(move |()| notices.clear()));
        let (country_code, keeps_changes) = (config.country_code, config.keep_changes);
        let same_person_by = config.same_person_by;
        let systems = Systems::new(config);
        let console = Self {
            navigation,
            notices,
            country_code,
            same_person_by,
            systems,
            keeps_changes,
            journal: SessionJournal::new(systems, keeps_changes),
            opened_people: opened_people::OpenedPeople::new(),
            xivos: KeyedCache::new(),
            plans: KeyedCache::new(),
            icws: KeyedCache::new(),
            icws_plans: KeyedCache::new(),
            icws_overrides: KeyedCache::new(),
            apios: KeyedCache::new(),
            apio_plans: KeyedCache::new(),
            person_plans: KeyedCache::new(),
            person_code,
        };
        HERE.set(Some(console));
        console
    }

    /// The console of this page. Pages exist only below the shell that provides
    /// it; what they start and wait for goes on without a view around it, and
    /// finds it all the same.
    pub fn get() -> Self {
        HERE.get().unwrap_or_else(expect_context)
    }
}

/// Values kept per key for as long as the page lives, such as a list that is
/// still there after going back to it.
pub struct KeyedCache<T: Copy + Send + Sync + 'static> {
    kept: StoredValue<Vec<(String, T)>>,
    /// Signals made for the cache belong to whoever made it, not to the view that asked.
    owner: StoredValue<Owner>,
}

impl<T: Copy + Send + Sync + 'static> Clone for KeyedCache<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy + Send + Sync + 'static> Copy for KeyedCache<T> {}

impl<T: Copy + Send + Sync + 'static> KeyedCache<T> {
    fn new() -> Self {
        Self {
            kept: StoredValue::new(Vec::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// What is kept under the key.
    pub fn find(&self, key: &str) -> Option<T> {
        self.kept.with_value(|kept| kept.iter().find(|(of, _)| of == key).map(|(_, kept)| *kept))
    }

    /// What is kept under the key, or what `make` makes.
    pub fn get_or(&self, key: &str, make: impl FnOnce() -> T) -> T {
        if let Some(kept) = self.find(key) {
            return kept;
        }
        let made = self.with_owner(make);
        self.kept.update_value(|kept| kept.push((key.to_owned(), made)));
        made
    }

    /// Makes what is to go on without the view that asks for it, such as an effect.
    pub fn with_owner<R>(&self, make: impl FnOnce() -> R) -> R {
        self.owner.get_value().with(make)
    }

    /// Everything that is kept.
    pub fn all(&self) -> Vec<T> {
        self.kept.with_value(|kept| kept.iter().map(|(_, kept)| *kept).collect())
    }
}
