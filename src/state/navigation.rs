//! Where we are, and whether leaving must be asked about first.

use leptos::prelude::*;

use super::lasting::lasting_signal;
use crate::browser::{dom, history, unload};
use crate::route::{Query, Route};

/// Work that goes on beside the views, and that a reload would cut off.
#[derive(Clone)]
struct OpenWork {
    /// Where it is seen.
    route: Route,
    is_open: Callback<(), bool>,
}

/// A step that waits for the answer "leave without saving".
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    To(String),
    /// So many entries of the history, negative for back.
    By(i32),
}

/// The present address, and the one function that changes it.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    query: RwSignal<Query>,
    /// Whatever on the present view can have unsaved changes says whether there are any.
    guards: StoredValue<Vec<Signal<bool>>>,
    /// Was it answered that the present view may be left as it is?
    may_leave: StoredValue<bool>,
    open_work: StoredValue<Vec<OpenWork>>,
    waiting: RwSignal<Option<Step>>,
    /// How the list was last searched and sorted, for going back to it.
    list_query: RwSignal<(Route, Query)>,
    on_visit: StoredValue<Option<Callback<()>>>,
    /// The view that comes next, and the id of the control that shall have the focus in it.
    next_focus: StoredValue<Option<(Route, String)>>,
}

impl Navigation {
    /// Reads the address and begins to listen to the history.
    pub fn start() -> Self {
        let (path, query) = history::location();
        let this = Self {
            route: lasting_signal(Route::parse(&path)),
            query: lasting_signal(Query::parse(&query)),
            guards: StoredValue::new(Vec::new()),
            may_leave: StoredValue::new(false),
            open_work: StoredValue::new(Vec::new()),
            waiting: lasting_signal(None),
            list_query: lasting_signal((Route::Unknown, Query::default())),
            on_visit: StoredValue::new(None),
            next_focus: StoredValue::new(None),
        };
        Effect::new(move |_| {
            let (route, query) = (this.route.get(), this.query.get());
            if matches!(route, Route::Users { .. } | Route::GroupUsers { .. }) {
                this.list_query.set((route, query));
            }
        });
        history::listen(move |steps| this.moved(steps));
        unload::guard(move || this.is_unsaved() || this.find_open_work(|_| true).is_some());
        this
    }

    /// The view, without its query: changes only when another view is meant.
    pub fn route(&self) -> Memo<Route> {
        let route = self.route;
        Memo::new(move |_| route.get())
    }

    /// Follows the view.
    pub fn track_route(&self) {
        self.route.track();
    }

    /// The view at this moment.
    pub fn here(&self) -> Route {
        self.route.get_untracked()
    }

    pub fn query(&self) -> RwSignal<Query> {
        self.query
    }

    /// Sets what is called when the person has gone to another view: by a link,
    /// by going back or forward, but not where one view follows from another.
    pub fn on_visit(&self, call: Callback<()>) {
        self.on_visit.set_value(Some(call));
    }

    fn visit(&self) {
        if let Some(call) = self.on_visit.get_value() {
            call.run(());
        }
        self.read();
    }

    /// Goes to a view, after asking if something is unsaved.
    pub fn go(&self, route: &Route) {
        self.go_to(&route.url(&Query::default()));
    }

    /// Goes to a path and query below the base.
    pub fn go_to(&self, url: &str) {
        if self.is_unsaved() {
            self.waiting.set(Some(Step::To(url.to_owned())));
        } else {
            history::push(url);
            self.visit();
        }
    }

    /// Goes to a path and query below the base after everything was saved, without asking.
    pub fn go_after_save(&self, url: &str) {
        self.may_leave.set_value(true);
        self.go_to(url);
    }

    /// Names the control that shall have the focus in a view, if that comes next. An empty id is
    /// none.
    pub fn focus_in(&self, route: &Route, control: String) {
        let next = (!control.is_empty()).then(|| (route.clone(), control));
        self.next_focus.set_value(next);
    }

    /// Moves the focus to the control that was named for this view. To be called when it is there.
    pub fn take_focus(&self) {
        let next = self.next_focus.try_update_value(Option::take).flatten();
        if let Some((_, control)) = next.filter(|(route, _)| *route == self.here()) {
            // In the frame after the one in which the shell moves the focus to the page.
            dom::next_frame(move || dom::next_frame(move || dom::focus_and_select_soon(&control)));
        }
    }

    /// Puts another view in the place of this one, unasked: after a user was
    /// created or deleted.
    pub fn replace(&self, route: &Route) {
        self.replace_with(&route.url(&Query::default()));
    }

    /// The same for a path and query below the base.
    pub fn replace_with(&self, url: &str) {
        history::replace(url);
        self.read();
    }

    /// How the list was last searched and sorted; empty if it was another list.
    pub fn list_query(&self) -> Query {
        self.list_query.with_untracked(|(list, query)| {
            let same = self.route.with_untracked(|route| route.system() == list.system());
            if same { query.clone() } else { Query::default() }
        })
    }

    /// Puts a list in the place of this view, as it was last searched.
    pub fn replace_with_list(&self, list: Route) {
        self.replace_with(&list.url(&self.list_query()));
    }

    /// Writes a part of the query, without a new entry in the history.
    pub fn set_query(&self, name: &str, value: &str) {
        let query = self.query.with_untracked(|query| query.with(name, value));
        history::replace(&self.route.with_untracked(|route| route.url(&query)));
        self.query.set(query);
    }

    /// Asks before the present view is left, while the signal holds, until what declares it is gone.
    pub fn guard(&self, is_unsaved: Signal<bool>) {
        let guards = self.guards;
        guards.update_value(|guards| guards.push(is_unsaved));
        on_cleanup(move || {
            guards.try_update_value(|guards| guards.retain(|guard| *guard != is_unsaved));
        });
    }

    fn is_unsaved(&self) -> bool {
        let is_any =
            |guards: &Vec<Signal<bool>>| guards.iter().any(|guard| guard.try_get_untracked() == Some(true));
        !self.may_leave.get_value() && self.guards.with_value(is_any)
    }

    /// Declares work that goes on beside the views, and where it is seen. The browser asks before
    /// the tab is closed or loaded anew as long as it `is_open`.
    pub fn add_open_work(&self, route: Route, is_open: impl Fn() -> bool + Send + Sync + 'static) {
        let work = OpenWork { route, is_open: Callback::new(move |()| is_open()) };
        self.open_work.update_value(|all| all.push(work));
    }

    /// Where work of a system is seen that is still open.
    pub fn open_work_of(&self, system: &str) -> Option<Route> {
        self.find_open_work(|route| route.system() == Some(system))
    }

    fn find_open_work(&self, is_wanted: impl Fn(&Route) -> bool) -> Option<Route> {
        let all = self.open_work.get_value();
        let found = all.into_iter().find(|work| is_wanted(&work.route) && untrack(|| work.is_open.run(())));
        found.map(|work| work.route)
    }

    /// Is the question "leave without saving?" to be shown?
    pub fn is_asking(&self) -> bool {
        self.waiting.with(Option::is_some)
    }

    /// "Stay on this page".
    pub fn stay(&self) {
        self.waiting.set(None);
    }

    /// "Leave without saving".
    pub fn leave(&self) {
        self.may_leave.set_value(true);
        match self.waiting.get_untracked() {
            Some(Step::To(url)) => {
                history::push(&url);
                self.visit();
            }
            Some(Step::By(steps)) => history::go(steps, true),
            None => {}
        }
        self.waiting.set(None);
    }

    fn moved(&self, steps: i32) {
        if self.is_unsaved() && self.is_elsewhere() {
            // The browser has moved already: step back, then ask.
            history::go(-steps, false);
            self.waiting.set(Some(Step::By(steps)));
        } else if self.is_elsewhere() {
            self.visit();
        } else {
            self.read();
        }
    }

    fn is_elsewhere(&self) -> bool {
        let (path, _) = history::location();
        self.route.with_untracked(|route| *route != Route::parse(&path))
    }

    fn read(&self) {
        self.may_leave.set_value(false);
        let (path, query) = history::location();
        let (route, query) = (Route::parse(&path), Query::parse(&query));
        // The route first, which ends the old view: the query of the new one says nothing of the
        // old. The new view is made after both were set.
        if self.route.with_untracked(|known| *known != route) {
            self.route.set(route);
        }
        if self.query.with_untracked(|known| *known != query) {
            self.query.set(query);
        }
    }
}
